"""How long a person waits: whole processes of parkledger beside the bare import of its libraries, in turn.

``python benchmarks/startup.py [--runs 15] [--data data]`` prints medians in seconds and the ratio of the medians of
pairs run in turn, so that a change of the machine's speed touches both. Run it on an installed package: a process
that must compile its bytecode anew (``PYTHONDONTWRITEBYTECODE``) measures the compiler.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARE = [sys.executable, "-c", "import typer, pydantic, yaml, rich.table"]
TYPER = [sys.executable, "-c", "import typer"]


def seconds(command: list[str]) -> float:
    """Wall time of one whole process."""
    start = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def pair(name: str, command: list[str], base: list[str], runs: int) -> None:
    """Time two commands in turn and print medians and the median of the ratios."""
    for one in (command, base):
        seconds(one)
    pairs = [(seconds(command), seconds(base)) for _ in range(runs)]
    ratio = statistics.median(a / b for a, b in pairs)
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"{name:<28} {ours:7.3f} s  bare {theirs:7.3f} s  ratio {ratio:5.2f}")


def main() -> None:
    """Print one line a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--data", default=str(ROOT / "data"))
    given = parser.parse_args()
    program = [sys.executable, "-m", "parkledger"]
    on_data = ["--data", given.data, "--as-of", "2023-11-15"]
    for command in ("status", "overdue", "zero", "duties", "check"):
        pair(f"parkledger {command}", [*program, command, *on_data], BARE, given.runs)
    pair("parkledger status PLAN", [*program, "status", "jinnan-2021", *on_data], BARE, given.runs)
    pair("parkledger --help", [*program, "--help"], TYPER, given.runs)


if __name__ == "__main__":
    main()
