"""A ledger with a history for measuring: ``python benchmarks/make_history.py 5000 1000 /tmp/history``.

The ledger is that of ``make_ledger.py``. Each of so many commits is what a clerk does in a morning: five enterprises
get a day that they had not, or a word, and every third commit adds two inspections, every fiftieth moves a deadline of
the plan. Commits come one a day in Shanghai from 1 January 2022 on. Everything is written by ``git fast-import``.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
START = datetime(2022, 1, 1, 4, tzinfo=UTC)
ROWS_A_COMMIT = 5
AUTHOR = "示例 <example@example.org>"


def commits(data: Path, count: int, rng: random.Random) -> Iterator[tuple[int, dict[str, bytes]]]:
    """The number of each commit and the files that it changes, by path below the data folder."""
    roster = (data / "enterprises" / "big.csv").read_bytes().splitlines(keepends=True)
    looks = (data / "inspections" / "big.csv").read_bytes()
    plan = (data / "plans" / "big-2021.yaml").read_text("utf-8")
    for number in range(1, count + 1):
        changed: dict[str, bytes] = {}
        for _ in range(ROWS_A_COMMIT):
            at = rng.randrange(1, len(roster))
            roster[at] = _with_note(roster[at], number)
        changed["enterprises/big.csv"] = b"".join(roster)
        if number % 3 == 0:
            looks += _look(looks, number)
            changed["inspections/big.csv"] = looks
        if number % 50 == 0:
            plan = plan.replace(f"# 第{number - 50}次修订\n", "") + f"# 第{number}次修订\n"
            changed["plans/big-2021.yaml"] = plan.encode()
        yield number, changed


def _with_note(row: bytes, number: int) -> bytes:
    """The row with another remark; whatever is quoted in it stays."""
    head, _, _ = row.rstrip(b"\n").rpartition(b",")
    if row.rstrip(b"\n").endswith(b'"'):
        head = row.rstrip(b"\n").rpartition(b',"')[0]
    return head + f",第{number}次核对\n".encode()


def _look(looks: bytes, number: int) -> bytes:
    """Two inspections more: as the last two, on the day of the commit."""
    day = f"{START + timedelta(days=number):%Y-%m-%d}".encode()
    return b"".join(day + b"," + row.partition(b",")[2] for row in looks.splitlines(keepends=True)[-2:])


def stream(data: Path, count: int) -> Iterator[bytes]:
    """The whole history as ``git fast-import`` takes it."""
    first = {str(path.relative_to(data)): path.read_bytes() for path in sorted(data.rglob("*.*"))}
    yield from _commit(0, first)
    for number, changed in commits(data, count, random.Random(20220101)):
        yield from _commit(number, changed)


def _commit(number: int, files: dict[str, bytes]) -> Iterator[bytes]:
    when = int((START + timedelta(days=number)).timestamp())
    subject = f"第{number}次登记".encode()
    yield f"commit refs/heads/main\nauthor {AUTHOR} {when} +0800\ncommitter {AUTHOR} {when} +0800\n".encode()
    yield b"data %d\n%s\n" % (len(subject), subject)
    for path, content in files.items():
        yield f"M 100644 inline data/{path}\ndata {len(content)}\n".encode() + content + b"\n"


def make(rows: int, count: int, folder: Path) -> None:
    """Write the repository, with the last commit checked out."""
    subprocess.run([sys.executable, str(HERE / "make_ledger.py"), str(rows), str(folder / "data")], check=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "-q", "--initial-branch=main"], check=True, env=environment)
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE, env=environment) as child:
        assert child.stdin is not None
        for piece in stream(folder / "data", count):
            child.stdin.write(piece)
    subprocess.run([*git, "reset", "-q", "--hard", "main"], check=True, env=environment)
    # fast-import lays each file against the one before; its manual asks for a repack, as every repository gets in time
    subprocess.run([*git, "repack", "-adfq"], check=True, env=environment)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("commits", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    make(given.rows, given.commits, given.folder)
