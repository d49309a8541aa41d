"""What reading a history costs: ``python benchmarks/history.py``; ``--write`` puts it into docs/benchmarks.md.

Ledgers of several sizes and lengths of history (``make_history.py``: five rows of the roster a commit). Each figure is
a whole process, the median of several. Beside it stands what a commit costs when its ledger is read as a whole, which
is what every commit would cost if nothing were kept from one to the next.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from machine import load, machine
from timing import Run, measure, median_run

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- history: written by benchmarks/history.py --write -->", "<!-- history: end -->"
SHAPES = ((500, 250), (5_000, 250), (20_000, 250), (5_000, 1_000))
"""Rows of the roster, and commits."""
COMMANDS = (("`log`", "log"), ("`audit`", "audit"))
WHOLE = """
import sys
from pathlib import Path
from parkledger.history.ledgers import History
from parkledger.read.ledger import read_ledger
history = History(Path("data"))
for commit in history.commits()[-int(sys.argv[1]):]:
    read_ledger(history.tree(commit))
"""
READ_WHOLE = (5, 15)
"""Commits that are read as a whole: the difference of the two, so that the start of the process does not count."""


def of_command(folder: Path, name: str, runs: int) -> Run:
    """A command over the whole history."""
    command = [sys.executable, "-m", "parkledger", name, "--data", str(folder / "data"), "--format", "json"]
    return median_run([measure(command) for _ in range(runs)])


def whole_commit(folder: Path, runs: int) -> float:
    """Seconds of the processor for a commit whose ledger is read as a whole."""
    few, many = (
        median_run([_measure_in(folder, [sys.executable, "-c", WHOLE, str(count)]) for _ in range(runs)])
        for count in READ_WHOLE
    )
    return (many.cpu - few.cpu) / (READ_WHOLE[1] - READ_WHOLE[0])


def _measure_in(folder: Path, command: list[str]) -> Run:
    return measure(["env", "-C", str(folder), *command])


def lines(folder: Path, runs: int) -> list[str]:
    """The table."""
    found = [
        "| enterprises | commits | command | wall | processor | peak memory | a commit | a commit read whole |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for rows, commits in SHAPES:
        place = folder / f"{rows}-{commits}"
        if not place.exists():
            made = [sys.executable, str(HERE / "make_history.py"), str(rows), str(commits), str(place)]
            subprocess.run(made, check=True)
        whole = whole_commit(place, runs)
        for title, name in COMMANDS:
            one = of_command(place, name, runs)
            each = 1000 * one.cpu / commits
            found.append(
                f"| {rows:,} | {commits:,} | {title} | {one.wall:.1f} s | {one.cpu:.1f} s | {one.peak:,.0f} MB "
                f"| {each:.1f} ms | {1000 * whole:.0f} ms |"
            )
            print(found[-1], flush=True)
    return found


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the repositories are kept from run to run")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        table = "\n".join(lines(given.folder or Path(temporary), given.runs))
    text = f"{BEGIN}\n{machine()} {load()}\n\n{table}\n{END}"
    print(text)
    if given.write:
        page = PAGE.read_text("utf-8")
        head, _, rest = page.partition(BEGIN)
        PAGE.write_text(head + text + rest.partition(END)[2], "utf-8")


if __name__ == "__main__":
    main()
