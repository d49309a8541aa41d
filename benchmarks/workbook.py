"""``report ledger`` as a workbook, beside openpyxl's write-only mode writing the same cells: ``python
benchmarks/workbook.py [--rows 100000] [--runs 3]``.

Ours is a whole process: start, reading the roster, states and proofs of every enterprise, the workbook, the file. The
reference is the writing alone: the cells are read from our file and stand in memory as days, numbers and texts before
the clock starts, and it writes neither widths nor colours. Both run in turn, so that a change of the machine's speed
touches both. Needs the extra ``test`` (python-calamine reads the cells).
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import Run, measure, median_run

HERE = Path(__file__).resolve().parent
DAY = "2023-11-15"
ALLOWED = 1.3
"""Times as long as openpyxl that the report may take."""


def reference(book: Path) -> None:
    """Write the cells of a workbook with openpyxl's write-only mode; say how long it took, and how many they were."""
    from openpyxl import Workbook
    from python_calamine import CalamineWorkbook

    read = CalamineWorkbook.from_path(book).get_sheet_by_index(0)
    rows = [[None if cell == "" else cell for cell in row] for row in read.iter_rows()]
    start = time.perf_counter()
    made = Workbook(write_only=True)
    sheet = made.create_sheet()
    for row in rows:
        sheet.append(row)
    made.save(book.with_suffix(".reference.xlsx"))
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, len(rows), sum(cell is not None for row in rows for cell in row)]))


def turns(rows: int, runs: int, folder: Path) -> tuple[Run, float, float, int, int]:
    """Ours and the reference in turn: our medians, that of the reference, that of the ratios, rows and cells."""
    ledger, book = folder / "ledger", folder / "ledger.xlsx"
    subprocess.run([sys.executable, HERE / "make_ledger.py", str(rows), ledger], check=True, stdout=subprocess.DEVNULL)
    command = [sys.executable, "-m", "parkledger", "report", "ledger", "--data", str(ledger), "--as-of", DAY]
    ours, theirs, found = [], [], (0.0, 0, 0)
    for _ in range(runs):
        ours.append(measure([*command, "-o", str(book)]))
        said = subprocess.run([sys.executable, __file__, "--reference", book], check=True, capture_output=True)
        found = json.loads(said.stdout)
        theirs.append(found[0])
    ratio = statistics.median(one.wall / other for one, other in zip(ours, theirs, strict=True))
    return median_run(ours), statistics.median(theirs), ratio, found[1], found[2]


def main() -> int:
    """Print the figures; exit with 1 when it took longer than is allowed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--reference", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.reference:
        reference(given.reference)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, ratio, rows, cells = turns(given.rows, given.runs, Path(folder))
    print(f"report ledger, {given.rows:,} enterprises: {rows:,} rows, {cells:,} cells")
    print(f"parkledger, the whole process   {ours.wall:7.2f} s   peak {ours.peak:5.0f} MB")
    print(f"openpyxl write-only, writing    {theirs:7.2f} s   ratio {ratio:.2f} (allowed {ALLOWED})")
    return int(ratio > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
