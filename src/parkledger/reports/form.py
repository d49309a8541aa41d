"""A report as a form that is handed in (报表): with numbered rows and the office that makes it, unlike on a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from parkledger.model.ledger import Ledger
from parkledger.model.plan import Plan
from parkledger.reports.report import Cell, Column, Pack, Report, Say, Section, each_report

NUMBER = Column("row.number", "word")
BLANK = "＿" * 10
"""Where an office is written by hand."""
Row = tuple[Cell, ...] | Say


class _Numbered(Sequence[Row]):
    """Rows with a number before them, counted while they are read; headings are not numbered."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        number = 0
        for row in self._rows:
            if isinstance(row, Say):
                yield row
            else:
                number += 1
                yield (Cell(number), *row)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        return list(self)[place]


def on_paper(report: Report) -> Report:
    """The report as a file shows it: its lists with a column of numbers (序号)."""
    return report._replace(sections=tuple(_with_numbers(section) for section in report.sections))


def _with_numbers(section: Section) -> Section:
    if not section.numbered:
        return section
    totals = (*section.totals[:1], Cell(), *section.totals[1:]) if section.totals else ()
    return section._replace(columns=(NUMBER, *section.columns), rows=_Numbered(section.rows), totals=totals)


def as_form(made: Report | Pack, ledger: Ledger) -> Report | Pack:
    """The report, or each of a pack, with the office that makes it if there is one plan with exactly one office."""
    plans = [one.plan for one in ledger.campaigns]
    office = (office_of(plans[0]) if len(plans) == 1 else None) or ""
    return each_report(made, lambda one: one if one.letter else one._replace(office=office))


def office_line(report: Report) -> Say | None:
    """The line that says who makes the form; None for a report that is not a form."""
    return None if report.office is None else Say("form.office", {"office": report.office or BLANK})


def office_of(plan: Plan) -> str | None:
    """The office that the document sets up for the campaign, where it sets up just one."""
    offices = [group.name for group in plan.groups if group.kind == "office"]
    return offices[0] if len(offices) == 1 else None
