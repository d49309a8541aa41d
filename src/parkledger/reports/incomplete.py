"""What a report says when the data that it was made from could not be read as a whole: first of all, at each table
whose figures rest on such a file, and beside the plans that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parkledger.base.findings import Severity
from parkledger.model.ledger import KINDS, Campaign, Ledger
from parkledger.reports.report import Cell, Column, Pack, Report, Say, Section, Value, each_report, listed

_MARK = Say("data.mark")


def errors_in(ledger: Ledger) -> int:
    """How many errors the data has as read."""
    return sum(one.cases for one in ledger.findings if one.rule.severity is Severity.ERROR)


def unread_files(ledger: Ledger) -> tuple[str, ...]:
    """The files that could not be read as a whole, below the data folder: the same wherever that lies."""
    paths = dict.fromkeys(one.span.path for one in ledger.findings if one.rule.severity is Severity.ERROR)
    return tuple(dict.fromkeys(_below(path) for path in paths))


def lacking(ledger: Ledger) -> tuple[str, ...]:
    """The files that plans need and have not, below the data folder; a plan can waive those that its own items need."""
    if all(table.path for one in ledger.campaigns for table in one.tables.values()):
        return ()
    from parkledger.compute.absent import absent_files

    found = [(one, each.kind) for one in ledger.campaigns for each in absent_files(one)]
    return _not_waived(found) if found else ()


def _not_waived(found: Sequence[tuple[Campaign, str]]) -> tuple[str, ...]:
    from parkledger.checks.absent import NO_FILE, file_wanted

    waived = {(one.id, waiver.at) for one, _ in found for waiver in one.plan.waivers if waiver.code == NO_FILE.code}
    return tuple(dict.fromkeys(file_wanted(one, kind) for one, kind in found if (one.id, kind) not in waived))


def said_incomplete(made: Report | Pack, ledger: Ledger, *, at_tables: bool = True) -> Report | Pack:
    """The report, or each of a pack, with the reading errors as its first sentence; unchanged without any.

    What is handed in goes on without the terminal that warned: a roster cut short would pass for a small one, and what
    was not read for what was not done. So each table says it too (``at_tables``): it is what is cut out and passed on.
    """
    made = _said_lacking(made, lacking(ledger))
    errors = errors_in(ledger)
    if not errors:
        return made
    files = listed(unread_files(ledger))
    notice = Cell(Say("data.incomplete", {"n": errors, "files": files}), "bad")
    note = Cell(Say("data.incomplete.table", {"mark": _MARK, "files": files}), "bad")
    plans = frozenset(_plans(ledger))

    def noticed(report: Report) -> Report:
        sections = tuple(_noted(one, note, plans) for one in report.sections) if at_tables else report.sections
        return report._replace(answer=(notice, *report.answer), sections=sections)

    return each_report(made, noticed)


def _said_lacking(made: Report | Pack, files: Sequence[str]) -> Report | Pack:
    """The report, or each of a pack, with the files that are not there as its first sentence."""
    if not files:
        return made
    notice = Cell(Say("data.lacking", {"files": listed(files)}), "bad")
    return each_report(made, lambda one: one._replace(answer=(notice, *one.answer)))


def _below(path: str) -> str:
    folder, _, name = path.rpartition("/")
    kind = folder.rpartition("/")[2].rpartition(":")[2]
    return f"{kind}/{name}" if kind in (*KINDS, "plans") else name


def _plans(ledger: Ledger) -> Iterator[str]:
    """The plans of which a file could not be read as a whole, by what tables call them: their ids and their names."""
    paths = {one.span.path for one in ledger.findings if one.rule.severity is Severity.ERROR}
    for one in ledger.campaigns:
        if paths & {one.source.path, *(table.path for table in one.tables.values())}:
            yield from (one.id, one.plan.short or one.plan.title)


def _noted(section: Section, note: Cell, plans: frozenset[str]) -> Section:
    """A table that says it above its head, with a mark beside each of these plans."""
    if not section.columns or not len(section.rows):
        return section
    section = section._replace(text=(*section.text, note))
    if not any(one.key == "plan" for one in section.columns):
        return section
    rows = tuple(row if isinstance(row, Say) else _marked(row, section.columns, plans) for row in section.rows)
    return section._replace(rows=rows)


def _marked(row: tuple[Cell, ...], columns: Sequence[Column], plans: frozenset[str]) -> tuple[Cell, ...]:
    def value(cell: Cell, column: Column) -> Value:
        return (cell.value, _MARK) if column.key == "plan" and cell.value in plans else cell.value

    return tuple(cell._replace(value=value(cell, column)) for cell, column in zip(row, columns, strict=True))
