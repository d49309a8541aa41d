"""What the project demands of itself at the limit, held against what a run has measured: computed, never typed in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from timing import Pair

MILLION, FIVE = 1_000_000, 5_000_000
HEAVY = frozenset(("pandas", "openpyxl", "pyarrow", "polars", "numpy"))
"""Libraries that start-up must not wait for."""


@dataclass
class Figures:
    """What a run has measured so far. What is missing here was not measured; LOST stands for what did not end well."""

    at: dict[tuple[str, int], Pair] = field(default_factory=dict)
    """By contender and rows, beside ``pandas.read_csv`` on the same file."""
    start: dict[str, Pair] = field(default_factory=dict)
    """By starter, beside its bare import."""
    imports: dict[str, frozenset[str]] = field(default_factory=dict)
    """By starter, the top-level packages that ``-X importtime`` shows."""
    rows_read: dict[tuple[str, int], int] = field(default_factory=dict)
    five_to_one: float | None = None
    """How many times longer ``check`` takes for 5,000,000 rows than for 1,000,000, run in turn."""
    plan_ratio: float | None = None


class Demand(NamedTuple):
    """One demand: what it says, what was measured (None: it was not), and whether that is enough."""

    text: str
    measure: Callable[[Figures], float | None]
    enough: Callable[[float], bool]
    shown: str = "{:.2f}"

    def row(self, figures: Figures) -> str:
        """The demand as a row of a table."""
        found = self.measure(figures)
        if found is None:
            return f"| {self.text} | not measured | - |"
        shown = self.shown.format(found) if math.isfinite(found) else "did not end well"
        return f"| {self.text} | {shown} | {'met' if self.enough(found) else '**not met**'} |"


def _ratio(of: Mapping, key: object) -> float | None:
    return of[key].ratio if key in of else None


def _at(name: str, rows: int) -> Callable[[Figures], float | None]:
    return lambda figures: _ratio(figures.at, (name, rows))


def _start(name: str) -> Callable[[Figures], float | None]:
    return lambda figures: _ratio(figures.start, name)


def _peak(name: str, rows: int) -> Callable[[Figures], float | None]:
    return lambda figures: figures.at[name, rows].ours.peak if (name, rows) in figures.at else None


def _faster_than_frictionless(figures: Figures) -> float | None:
    """Seconds for a row of frictionless in seconds for a row of ``check``."""
    names = ("frictionless", MILLION), ("check", MILLION)
    if not all(name in figures.at for name in names):
        return None
    theirs, ours = (figures.at[name].ours.wall / figures.rows_read[name] for name in names)
    return theirs / ours


def _linear(figures: Figures) -> float | None:
    """The time for a row at 5,000,000 in that at 1,000,000."""
    return figures.five_to_one and figures.five_to_one / (FIVE / MILLION)


def _heavy(name: str) -> Callable[[Figures], float | None]:
    return lambda figures: len(HEAVY & figures.imports[name]) if name in figures.imports else None


def _most(bound: float) -> Callable[[float], bool]:
    return lambda found: found <= bound


DEMANDS = (
    Demand("`check`, 1,000,000 rows: at most 1.5 times `read_csv`", _at("check", MILLION), _most(1.5)),
    Demand("… at least 20 times faster than frictionless per row", _faster_than_frictionless, lambda found: found >= 20,
           "{:.0f}"),
    Demand("… peak memory at most 600 MB", _peak("check", MILLION), _most(600), "{:.0f} MB"),
    Demand("`check`, 5,000,000 rows: time per row within 15 % of that at 1,000,000", _linear, _most(1.15),
           "{:.2f} times"),
    Demand("… peak memory at most 800 MB", _peak("check", FIVE), _most(800), "{:.0f} MB"),
    Demand("`status`, 1,000,000 rows: at most 2.5 times `read_csv`", _at("status", MILLION), _most(2.5)),
    Demand("`zero`, 1,000,000 rows: at most 2.5 times `read_csv`", _at("zero", MILLION), _most(2.5)),
    Demand("`status` on a district: at most 1.7 times the bare imports", _start("district"), _most(1.7)),
    Demand("… heavy libraries imported: none", _heavy("district"), _most(0), "{:.0f}"),
    Demand("`parkledger --help`: at most 2.5 times `import typer`", _start("help"), _most(2.5)),
    Demand("… heavy libraries imported: none", _heavy("help"), _most(0), "{:.0f}"),
    Demand("a plan of 500 tasks with positions: at most 1.5 times the safe C loader",
           lambda figures: figures.plan_ratio, _most(1.5)),
)  # fmt: skip


def table(figures: Figures) -> list[str]:
    """All demands as a Markdown table."""
    head = ["| demand | measured | |", "|---|---|---|"]
    return head + [demand.row(figures) for demand in DEMANDS]
