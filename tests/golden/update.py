"""Write the golden files anew: ``python -m tests.golden.update``. Read the difference before you keep it."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from unittest import mock

from parkledger.cli.main import main

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


def update() -> list[str]:
    """Write every golden file that differs, and name it."""
    changed = []
    for name in SHAPES:
        file, text = HERE / name, answer(name)
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8", newline="\n")
            changed.append(name)
    return changed


if __name__ == "__main__":
    sys.stdout.write("\n".join(update() or ["nothing has changed"]) + "\n")
