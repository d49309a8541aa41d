"""What a report says first when the data that it was made from could not be read as a whole."""

from __future__ import annotations

from parkledger.base.findings import Severity
from parkledger.model.ledger import Ledger
from parkledger.reports.report import Cell, Pack, Report, Say


def errors_in(ledger: Ledger) -> int:
    """How many errors the data has as read."""
    return sum(one.cases for one in ledger.findings if one.rule.severity is Severity.ERROR)


def said_incomplete(made: Report | Pack, ledger: Ledger) -> Report | Pack:
    """The report, or each of a pack, with the number of reading errors as its first sentence; unchanged without any.

    What is handed in goes on without the terminal that warned: a roster cut short would pass for a small one.
    """
    errors = errors_in(ledger)
    if not errors:
        return made
    notice = Cell(Say("data.incomplete", {"n": errors}), "bad")
    if isinstance(made, Pack):
        return Pack(tuple(one._replace(report=_noticed(one.report, notice)) for one in made.sheets))
    return _noticed(made, notice)


def _noticed(report: Report, notice: Cell) -> Report:
    return report._replace(answer=(notice, *report.answer))
