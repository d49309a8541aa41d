"""Write the golden files anew: ``python -m tests.golden.update``. Read the difference before you keep it.

Here are the commands of one campaign in their formats, in ``reports`` each kind of report for each campaign.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from unittest import mock

from parkledger.cli.main import main

from .files import renewed
from .reports import update as reports

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
PLAN, DAY = "jinnan-2021", "2023-11-15"
COMMANDS = ("status", "overdue", "zero", "duties", "units")
SHAPES = {
    f"{command}.{ending}": (command, PLAN, *how)
    for command in COMMANDS
    for ending, how in {
        "zh.txt": ("--lang", "zh"),
        "en.txt": ("--lang", "en"),
        "json": ("--format", "json"),
    }.items()
}
"""Golden file → the command that makes it."""


def answer(name: str) -> str:
    """What the command of a golden file says today, at 80 columns."""
    said = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
    plain = {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
    with mock.patch.dict(os.environ, plain), contextlib.redirect_stdout(said):
        for variable in ("FORCE_COLOR", "PARKLEDGER_DATA", "PARKLEDGER_LANG"):
            os.environ.pop(variable, None)
        code = main([*SHAPES[name], "--data", str(DATA), "--as-of", DAY])
    assert code == 0, name
    said.flush()
    return said.buffer.getvalue().decode()


if __name__ == "__main__":
    written = renewed(HERE, SHAPES, answer) + renewed(reports.HERE, reports.NAMES, reports.answer)
    sys.stdout.write("\n".join(written or ["nothing has changed"]) + "\n")
