"""The peers, each as a process of its own: ``python benchmarks/peers.py NAME FILE`` reads a roster and judges it.

``pandas`` and ``pyarrow`` only read, with their defaults. The others hold every row against a schema of the same 20
columns: ``pydantic`` row by row with the project's own row schema, ``frictionless`` with a Table Schema (its first
100,000 rows), ``pandera`` with a DataFrameSchema over what pandas has read. Each must find the roster valid.
"""

from __future__ import annotations

import sys

FRICTIONLESS_ROWS = 100_000
DAYS = ("listed_on", "due_on", "notified_on", "stopped_on", "exited_on", "equipment_removed_on", "verified_on")
VIOLATIONS = ("无证照", "违法占地", "未批先建", "超标排放")
CREDIT_CODE = "[0-9A-HJ-NPQRTUWXY]{18}"


def read_pandas(path: str) -> None:
    """What everything else is compared with."""
    import pandas

    pandas.read_csv(path)


def read_pyarrow(path: str) -> None:
    """The fastest reader at hand."""
    import pyarrow.csv

    pyarrow.csv.read_csv(path)


def judge_pydantic(path: str) -> None:
    """Each row as a model, as one would write it by hand; empty cells are absent."""
    import csv
    from pathlib import Path

    from pydantic import create_model

    from parkledger.model.fields import Amount, Cell, Count, Day, Flag
    from parkledger.model.rows import EnterpriseRow

    row_model = create_model(
        "Row", __base__=EnterpriseRow,
        above_scale=(Flag | None, None), staff=(Count | None, None), area_m2=(Amount | None, None),
        violation=(Cell, ""), equipment_removed_on=(Day | None, None), verified_on=(Day | None, None),
    )  # fmt: skip
    rows = []
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.append(row_model.model_validate({key: value for key, value in row.items() if value}))


def judge_frictionless(path: str) -> None:
    """The first rows against a Table Schema."""
    import csv
    import os
    from pathlib import Path

    from frictionless import Resource, Schema

    typed = dict.fromkeys(DAYS, "date") | {"above_scale": "boolean", "staff": "integer", "area_m2": "number"}
    constraints = {
        "id": {"required": True, "unique": True},
        "name": {"required": True},
        "credit_code": {"pattern": CREDIT_CODE},
        "violation": {"enum": list(VIOLATIONS)},
        "staff": {"minimum": 0},
    }
    with Path(path).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    fields = [{"name": k, "type": typed.get(k, "string"), "constraints": constraints.get(k, {})} for k in header]
    os.chdir(Path(path).parent)  # it refuses absolute paths as unsafe
    resource = Resource(Path(path).name, schema=Schema.from_descriptor({"fields": fields}))
    report = resource.validate(limit_rows=FRICTIONLESS_ROWS)
    if not report.valid:
        sys.exit(str(report.flatten(["rowNumber", "fieldName", "note"])[:3]))


def judge_pandera(path: str) -> None:
    """Typed columns and checks over what pandas has read."""
    import pandas
    from pandera.pandas import Check, Column, DataFrameSchema

    texts = ("park", "town", "address", "industry", "disposal", "note")
    schema = DataFrameSchema(
        {
            "id": Column(str, unique=True),
            "name": Column(str),
            "credit_code": Column(str, Check.str_matches(f"^{CREDIT_CODE}$"), nullable=True),
            "above_scale": Column(bool),
            "staff": Column(int, Check.ge(0)),
            "area_m2": Column(float, Check.ge(0)),
            "violation": Column(str, Check.isin(VIOLATIONS), nullable=True),
            **{name: Column(str, nullable=True) for name in texts},
            **{name: Column("datetime64[ns]", nullable=True, coerce=True) for name in DAYS},
        },
        strict=True,
    )
    schema.validate(pandas.read_csv(path, parse_dates=list(DAYS)), lazy=True)


PEERS = {
    "pandas": read_pandas,
    "pyarrow": read_pyarrow,
    "pydantic": judge_pydantic,
    "pandera": judge_pandera,
    "frictionless": judge_frictionless,
}

if __name__ == "__main__":
    PEERS[sys.argv[1]](sys.argv[2])
