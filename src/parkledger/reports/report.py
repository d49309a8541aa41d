"""A report as a plain value: sentences, sections of typed columns and cells, totals and tones. No formatting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Tone = Literal["plain", "good", "warn", "bad", "quiet", "strong"]
ColumnKind = Literal["text", "name", "day", "number", "word"]
"""How a column is laid out: a ``text`` wraps, a ``name`` only if it must; days, numbers and words are never cut."""


class Say(NamedTuple):
    """A phrase of the catalogue with its particulars; renderers word it in the asked language."""

    key: str
    args: Mapping[str, object] = {}


class Bar(NamedTuple):
    """A share from 0 to 1, for a bar."""

    share: float


class Joined(NamedTuple):
    """Values side by side, without a blank between them."""

    parts: tuple[Value, ...]


Value = str | int | Decimal | date | Say | Bar | Joined | tuple["Value", ...] | None


class Cell(NamedTuple):
    """One value and its tone. ``span`` rows of the same column show it once (merged in a workbook)."""

    value: Value = None
    tone: Tone = "plain"
    span: int = 1


class Column(NamedTuple):
    """A column: its label's key and how its values are laid out.

    ``summed``: its cell in the section's ``totals`` is the sum of the rows, so that a workbook writes it as a formula.
    ``bar``: its values are percentages (or shares) that are shown with a bar, which a hundred fills.
    ``title``: its header if the data gives one (a plan's own column, a period); its key then has no label.
    """

    key: str
    kind: ColumnKind = "text"
    summed: bool = False
    bar: bool = False
    title: str = ""


class Chart(NamedTuple):
    """A picture of a section's columns, by their keys: one line or bar for each of ``series`` along ``along``."""

    kind: Literal["line", "bar"]
    title: Say
    along: str
    series: tuple[str, ...]


class Section(NamedTuple):
    """A titled table, with sentences above it; without columns it is the sentences alone.

    A row that is a single ``Say`` is a heading across the table. ``rows`` may be made anew each time they are read, so
    that the roster of a city is never in memory as cells. A sentence that is ``strong`` is the heading of those after
    it. ``annex`` is the name of a section that follows a letter on its own page: 附件1. ``numbered``: its rows are
    numbered in a file.
    """

    columns: tuple[Column, ...] = ()
    rows: Sequence[tuple[Cell, ...] | Say] = ()
    title: Say | str | None = None
    totals: tuple[Cell, ...] = ()
    text: tuple[Cell, ...] = ()
    charts: tuple[Chart, ...] = ()
    annex: Say | None = None
    numbered: bool = False

    @property
    def heading(self) -> Value:
        """The title, after the name of the annex."""
        return self.title if self.annex is None else (self.annex, self.title)


class Letter(NamedTuple):
    """What makes a report a letter (公文): it opens and closes as one, and is dated.

    ``signed``: the office. ``title``: the lines of the report's title, if it is too long for one.
    """

    signed: Say | str | None = None
    title: tuple[Say, ...] = ()


class Report(NamedTuple):
    """Title, the day it speaks of, first the answer, then the sections, then what to do about it.

    ``known_at`` says which commit it was made from, if it was not made from the folder as it is. ``office`` says who
    makes a form that is handed in: empty if that is to be filled in by hand, None if the report is not a form.
    """

    title: Say | str
    as_of: date
    answer: tuple[Cell, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[Cell, ...] = ()
    hints: tuple[str, ...] = ()
    letter: Letter | None = None
    known_at: Say | None = None
    office: str | None = None


class Sheet(NamedTuple):
    """One of several reports that are handed in together, and its short name."""

    name: Say
    report: Report


class Pack(NamedTuple):
    """Reports that are handed in together: the overview first, a sheet for each."""

    sheets: tuple[Sheet, ...]


def each_report(made: Report | Pack, change: Callable[[Report], Report]) -> Report | Pack:
    """A report, or each of a pack, with a change made to it."""
    if isinstance(made, Pack):
        return Pack(tuple(one._replace(report=change(one.report)) for one in made.sheets))
    return change(made)


def put_between(between: Say, values: Iterable[Value]) -> Joined:
    """Values side by side with something between each two."""
    parts = [part for value in values for part in (between, value)]
    return Joined(tuple(parts[1:]))


def listed(values: Iterable[Value]) -> Joined:
    """Values as a list: A、B、C in Chinese, A, B, C in English."""
    return put_between(Say("joint.list"), values)


TONES: Mapping[str, Tone] = {
    "met": "good", "holding": "good", "met_late": "warn", "pending": "plain", "unmeasured": "quiet",
    "overdue": "bad", "breached": "bad",
}  # fmt: skip
LIGHT_TONES: Mapping[str, Tone] = {"green": "good", "yellow": "warn", "red": "bad", "blue": "good"}


def told(text: str, tone: Tone) -> Cell:
    """A text in its tone; an empty cell has none."""
    return Cell(text, tone) if text else Cell()


def row_of(*values: Value | Cell) -> tuple[Cell, ...]:
    """A row of cells; bare values are plain."""
    return tuple(value if isinstance(value, Cell) else Cell(value) for value in values)
