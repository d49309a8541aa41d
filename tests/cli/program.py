"""Run the program as a person would, and keep what it says: in this process (``run``) or in its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from parkledger.cli.main import main
from parkledger.write.init import new_ledger

REPOSITORY = Path(__file__).parents[2]
DATA = REPOSITORY / "data"
"""All campaigns of the repository."""
_FOLDER = tempfile.TemporaryDirectory()
JINNAN = new_ledger(Path(_FOLDER.name) / "jinnan", "jinnan-2021")
"""The ledger of jinnan alone, as ``init --example`` makes it of the repository's data."""
DAY = "2023-11-15"
PLAIN = {"COLUMNS": "80", "PARKLEDGER_LANG": "zh"}
"""What every run finds in its environment, unless a test says otherwise."""
_UNWANTED = (
    "PARKLEDGER_DATA",
    "PARKLEDGER_DEBUG",
    "NO_COLOR",
    "FORCE_COLOR",
    "TTY_COMPATIBLE",
    "PYTHONIOENCODING",
    "GITHUB_ACTIONS",
)


@dataclass(frozen=True)
class Answer:
    """Exit code, what stands on stdout, what stands on stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(env: Mapping[str, str | None]) -> dict[str, str]:
    """The environment of a run: the plain one, with ``env``; None leaves a variable out."""
    wanted = {name: value for name, value in os.environ.items() if name not in _UNWANTED} | PLAIN | env
    return {name: value for name, value in wanted.items() if value is not None}


def run(*args: str | Path, env: Mapping[str, str | None] = {}, encoding: str = "utf-8") -> Answer:
    """``parkledger args`` in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="\n") for _ in range(2))
    with (
        mock.patch.dict(os.environ, environment(env), clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = main([str(arg) for arg in args])
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode(encoding))
    return Answer(code, *texts)


def ask(command: str, *args: str | Path, data: Path = JINNAN, on: str = DAY, **how: Any) -> Answer:
    """A command asked about a ledger on a day: that of jinnan, on the day of the issue."""
    return run(command, *args, "--data", data, "--as-of", on, **how)


def process(
    *args: str | Path, env: Mapping[str, str | None] = {}, **how: Any
) -> subprocess.CompletedProcess[bytes]:
    """``parkledger args`` in a process of its own."""
    given = {"capture_output": True, "timeout": 60, "cwd": REPOSITORY} | how
    command = [sys.executable, "-m", "parkledger", *map(str, args)]
    return subprocess.run(command, check=False, env=environment(env), **given)
