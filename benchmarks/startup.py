"""How long a person waits: whole processes of parkledger beside the bare import of its libraries, in turn.

``python benchmarks/startup.py [--runs 15] [--data data]`` prints medians in seconds and the ratio of the medians of
pairs run in turn, so that a change of the machine's speed touches both. Run it on an installed package: a process
that must compile its bytecode anew (``PYTHONDONTWRITEBYTECODE``) measures the compiler.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from contenders import BARE, PROGRAM, TYPER
from timing import pair

ROOT = Path(__file__).resolve().parent.parent


def line(name: str, command: list[str], base: list[str], runs: int) -> None:
    """Measure two commands in turn and print medians and the median of the ratios."""
    found = pair(command, base, runs)
    ours, theirs = found.ours.wall, found.theirs.wall
    print(f"{name:<28} {ours:7.3f} s  bare {theirs:7.3f} s  ratio {found.ratio:5.2f}")


def main() -> None:
    """Print one line a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--data", default=str(ROOT / "data"))
    given = parser.parse_args()
    on_data = ["--data", given.data, "--as-of", "2023-11-15"]
    for command in ("status", "overdue", "zero", "duties", "check"):
        line(f"parkledger {command}", [*PROGRAM, command, *on_data], BARE, given.runs)
    line("parkledger status PLAN", [*PROGRAM, "status", "jinnan-2021", *on_data], BARE, given.runs)
    line("parkledger --help", [*PROGRAM, "--help"], TYPER, given.runs)


if __name__ == "__main__":
    main()
