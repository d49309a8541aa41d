"""Rosters of 723 to 5,000,000 rows: the project beside its peers, with ratios and peak memory, in one command.

``pip install -e '.[bench]'``, then ``python benchmarks/run.py`` (Linux or macOS; about half an hour on two cores, and
3 GB of disk in a temporary folder). Every figure is a whole process, measured in turn with one that only does
``pandas.read_csv`` on the same file, after a warm-up of each: medians, and the median of the ratios of each turn.
``--rows 723 100000`` and ``--only check pyarrow`` measure less; ``--write`` puts the figures into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from contenders import CONTENDERS, HERE, Contender, Starter, read_csv, roster, starters, write_journals
from demands import FIVE, MILLION, Figures, table
from machine import load, machine
from timing import LOST, Failed, Pair, Run, median_run, pair

SIZES = (723, 100_000, MILLION, FIVE)
PAGE = HERE.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- rosters: written by benchmarks/run.py --write -->", "<!-- rosters: end -->"
CHECK = CONTENDERS[0]
Say = Callable[[str], None]


def line(title: str, run: Run, rows: int, ratio: float | None) -> str:
    """One process as a row of a table."""
    speed = f"{rows / run.wall:,.0f}"
    compared = "1" if ratio is None else f"{ratio:.2f}"
    return f"| {title} | {run.wall:.2f} s | {run.cpu:.2f} s | {run.peak:,.0f} MB | {speed} | {compared} |"


def ledger_of(rows: int, folder: Path) -> Path:
    """The ledger of so many rows; made, by a process of its own, where it is not there yet."""
    ledger = folder / str(rows)
    if not (ledger / "plans").is_dir() or not any((ledger / "plans").iterdir()):
        subprocess.run([sys.executable, str(HERE / "make_ledger.py"), str(rows), str(ledger)], check=True)
    return ledger


def measure_size(rows: int, ledger: Path, runs: int, wanted: list[Contender], figures: Figures, say: Say) -> None:
    """All contenders on one ledger."""
    size = Path(roster(ledger)).stat().st_size / 1e6
    say(f"\n### {rows:,} rows ({size:,.1f} MB)\n")
    say("| process | wall | user + system | peak memory | rows a second | times `read_csv` |")
    say("|---|---|---|---|---|---|")
    references: list[Run] = []
    for one in wanted:
        if rows > one.most_rows:
            continue
        if one.missing():
            say(f"| {one.title} | not installed | | | | |")
            continue
        read = min(rows, one.reads)
        try:
            found = pair(one.command(ledger), read_csv(ledger), max(1, runs // 3) if one.seldom else runs)
        except Failed as failure:
            say(f"| {one.title} | {failure} | | | | |")
            if one.ours:
                figures.at[one.key, rows], figures.rows_read[one.key, rows] = LOST, read
            continue
        figures.at[one.key, rows], figures.rows_read[one.key, rows] = found, read
        references.append(found.theirs)
        # the ratio compares rows with rows: what reads a part of the file is held against that part's share
        say(line(one.title, found.ours, read, found.ratio * rows / read))
    if references:
        say(line("`pandas.read_csv`", median_run(references), rows, None))


def measure_growth(ledgers: dict[int, Path], runs: int, figures: Figures) -> None:
    """``check`` at five million in turn with ``check`` at one: whether time grows as rows do."""
    if not {(CHECK.key, FIVE), (CHECK.key, MILLION)} <= figures.at.keys():
        return
    try:
        figures.five_to_one = pair(CHECK.command(ledgers[FIVE]), CHECK.command(ledgers[MILLION]), runs).ratio
    except Failed:
        figures.five_to_one = LOST.ratio


def measure_start(wanted: list[Starter], runs: int, figures: Figures, say: Say) -> None:
    """What a person waits for on little data."""
    say("\n### Start-up\n")
    say("| process | wall | user + system | peak memory | beside | times that |")
    say("|---|---|---|---|---|---|")
    for one in wanted:
        if one.missing():
            say(f"| {one.title} | not installed | | | | |")
            continue
        try:
            found = pair(one.command, one.base, runs)
        except Failed as failure:
            say(f"| {one.title} | {failure} | | | | |")
            figures.start[one.key] = LOST
            continue
        figures.start[one.key] = found
        figures.imports[one.key] = imported(one.command)
        say(_start_line(one, found))


def _start_line(one: Starter, found: Pair) -> str:
    ours = found.ours
    beside = f"{one.base_title}, {found.theirs.wall:.3f} s"
    return f"| {one.title} | {ours.wall:.3f} s | {ours.cpu:.3f} s | {ours.peak:.0f} MB | {beside} | {found.ratio:.2f} |"


def imported(command: list[str]) -> frozenset[str]:
    """The top-level packages that a command imports, as ``-X importtime`` lists them."""
    if command[0] != sys.executable:
        return frozenset()
    told = subprocess.run([command[0], "-X", "importtime", *command[1:]], capture_output=True, text=True, check=False)
    rows = [row.rsplit("|", 1)[-1].strip() for row in told.stderr.splitlines() if row.startswith("import time:")]
    return frozenset(name.split(".")[0] for name in rows)


def measure_plan(figures: Figures, say: Say) -> None:
    """A long plan read with the place of every value, beside the C loader: ``yaml_reader.py`` says its own figures."""
    command = [sys.executable, str(HERE / "yaml_reader.py"), "--tasks", "500"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    say("\n### Reading a plan\n")
    if told.returncode:
        say("Not measured: `yaml_reader.py` did not end well.")
        return
    said = told.stdout.strip()
    say(f"```\n{said}\n```")
    figures.plan_ratio = float(said.split()[-1])


@contextmanager
def folder_of(given: Path | None) -> Iterator[Path]:
    """Where the ledgers are: a folder that stays, or one that goes."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="parkledger-bench-") as name:
        yield Path(name)


def written(page: str, block: str) -> str:
    """The page with another block between its two marks. Raises ValueError where a mark is missing."""
    before, _, rest = page.partition(BEGIN)
    old, end, after = rest.partition(END)
    if not end or BEGIN in old:
        raise ValueError(f"{PAGE} lacks the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{block}\n{END}{after}"


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--runs", type=int, default=5, help="turns of each pair; slow peers take a third")
    known = [one.key for one in CONTENDERS] + ["startup", "plan"]
    parser.add_argument("--only", nargs="+", choices=known, default=known, metavar="NAME", help=", ".join(known))
    parser.add_argument("--ledgers", type=Path, help="keep the ledgers here, and use those that are here already")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.relative_to(HERE.parent)}")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and write if asked to."""
    given = options()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a start that compiles its bytecode anew measures the compiler
    lines: list[str] = []

    def say(text: str) -> None:
        lines.append(text)
        print(text, flush=True)

    figures = Figures()
    wanted = [one for one in CONTENDERS if one.key in given.only]
    say(f"{machine()} {load()}")
    with folder_of(given.ledgers) as folder:
        ledgers = {}
        for rows in given.rows if wanted else ():
            ledgers[rows] = ledger_of(rows, folder)
            measure_size(rows, ledgers[rows], given.runs, wanted, figures, say)
        measure_growth(ledgers, given.runs, figures)
        if "startup" in given.only:
            write_journals(folder, 723)
            measure_start(list(starters(ledger_of(723, folder), folder)), given.runs * 3, figures, say)
        if "plan" in given.only:
            measure_plan(figures, say)
    say("\n### What is demanded of the project\n")
    for row in table(figures):
        say(row)
    if given.write:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), "\n".join(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
