"""Who is measured: the project's commands and its peers, each a whole process on one large ledger."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from peers import FRICTIONLESS_ROWS

HERE = Path(__file__).resolve().parent
PROGRAM = [sys.executable, "-m", "parkledger"]
AS_OF = ["--as-of", "2023-11-15"]
BARE = [sys.executable, "-c", "import typer, pydantic, yaml, rich.table"]
TYPER = [sys.executable, "-c", "import typer"]
STOPPED_AT = 1_000_000
"""Beyond so many rows only readers and the project itself are measured: the others take minutes or all memory."""


class Contender(NamedTuple):
    """One process. ``ours``: the project's own. ``reads``: no more rows than these. ``seldom``: slow enough that a
    third of the turns must do."""

    key: str
    title: str
    command: Callable[[Path], list[str]]
    needs: str = ""
    most_rows: int = 10**9
    reads: int = 10**9
    seldom: bool = False
    ours: bool = False

    def missing(self) -> bool:
        """Whether it is not installed."""
        return bool(self.needs) and importlib.util.find_spec(self.needs) is None


def roster(ledger: Path) -> str:
    """The file that everybody reads."""
    return str(ledger / "enterprises" / "big.csv")


def _program(command: str) -> Callable[[Path], list[str]]:
    return lambda ledger: [*PROGRAM, command, "--data", str(ledger), *AS_OF]


def _peer(name: str) -> Callable[[Path], list[str]]:
    return lambda ledger: [sys.executable, str(HERE / "peers.py"), name, roster(ledger)]


read_csv = _peer("pandas")
"""The reference: a process that only does ``pandas.read_csv`` with its defaults."""

CONTENDERS = (
    Contender("check", "`parkledger check`", _program("check"), ours=True),
    Contender("status", "`parkledger status`", _program("status"), ours=True),
    Contender("zero", "`parkledger zero`", _program("zero"), ours=True),
    Contender("pyarrow", "`pyarrow.csv.read_csv`", _peer("pyarrow"), "pyarrow"),
    Contender("pandera", "pandera over pandas", _peer("pandera"), "pandera", STOPPED_AT, seldom=True),
    Contender("pydantic", "pydantic, row by row", _peer("pydantic"), "", STOPPED_AT, seldom=True),
    Contender(
        "frictionless", "frictionless, 100,000 rows at most", _peer("frictionless"), "frictionless", STOPPED_AT,
        reads=FRICTIONLESS_ROWS, seldom=True,
    ),
)  # fmt: skip


class Starter(NamedTuple):
    """A process on little data: what a person waits for. ``base``: the bare import that it is compared with."""

    key: str
    title: str
    command: list[str]
    base: list[str]
    base_title: str
    needs: str = ""

    def missing(self) -> bool:
        """Whether it is not installed."""
        return bool(self.needs) and shutil.which(self.needs) is None


def starters(small: Path, journals: Path) -> tuple[Starter, ...]:
    """Start-up, on the repository's data, on a ledger of 723 rows, and on journals of as many transactions."""
    data = ["--data", str(HERE.parent / "data"), *AS_OF]
    four, one = "`import typer, pydantic, yaml, rich.table`", "`import typer`"
    beans, ledger = str(journals / "small.beancount"), str(journals / "small.journal")
    return (
        Starter("help", "`parkledger --help`", [*PROGRAM, "--help"], TYPER, one),
        Starter("district", "`parkledger status jinnan-2021`", [*PROGRAM, "status", "jinnan-2021", *data], BARE, four),
        Starter("small", "`parkledger check`, 723 rows", [*PROGRAM, "check", "--data", str(small), *AS_OF], BARE, four),
        Starter("bean-check", "`bean-check`, 723 transactions", ["bean-check", beans], BARE, four, "bean-check"),
        Starter("hledger", "`hledger balance`, 723 transactions", ["hledger", "-f", ledger, "balance"], BARE, four,
                "hledger"),
    )  # fmt: skip


def write_journals(folder: Path, transactions: int) -> None:
    """The same transactions for beancount and for hledger: three postings each."""
    dates = [f"2023-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}" for number in range(transactions)]
    opens = "".join(f"2020-01-01 open {name} CNY\n" for name in ("Assets:Bank", "Expenses:Rent", "Expenses:Work"))
    postings = "  Assets:Bank  -30 CNY\n  Expenses:Rent  10 CNY\n  Expenses:Work  20 CNY\n"
    beans = "".join(f'{day} * "{number}"\n{postings}\n' for number, day in enumerate(dates))
    (folder / "small.beancount").write_text(opens + "\n" + beans, encoding="utf-8")
    lines = "".join(f"{day} * {number}\n{postings}\n" for number, day in enumerate(dates))
    (folder / "small.journal").write_text(lines, encoding="utf-8")
