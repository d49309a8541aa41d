"""The quarterly bulletin (通报) as a report: five chapters of sentences, then the annexes that they speak of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from parkledger.model.ledger import Campaign
from parkledger.reports.bulletin.demands import demands, due_section
from parkledger.reports.bulletin.facts import Facts, facts_of
from parkledger.reports.bulletin.overview import overview
from parkledger.reports.bulletin.phrases import chapter, long_day, quarter_of
from parkledger.reports.bulletin.problems import problems
from parkledger.reports.bulletin.progress import progress, progress_section
from parkledger.reports.bulletin.ranking import ranking
from parkledger.reports.duties import missing_values
from parkledger.reports.form import office_of
from parkledger.reports.overdue import overdue_report
from parkledger.reports.ranking import ranking_section
from parkledger.reports.report import Cell, Column, Letter, Report, Say, Section, Value, row_of
from parkledger.reports.zero import CASE_COLUMNS, case_row, stale_sections

MISSING = (
    Column("duty", "word"),
    Column("title"),
    Column("unit"),
    Column("missing.number", "number"),
    Column("missing"),
)

NAMED = 200
"""Members that the annex names of those who were last seen in one place on one day; of more their number is told."""


def bulletin_report(campaign: Campaign, as_of: date) -> Report:
    """The bulletin of one plan for the quarter that the day lies in."""
    facts = facts_of(campaign, as_of)
    plan, annexes = facts.plan, _annexes(facts)
    see: Mapping[str, Value] = {
        name: Say("bulletin.see", {"annex": section.annex}) for name, section in annexes.items()
    }
    chapters = [
        (Say("bulletin.overview"), overview(facts)),
        (Say("bulletin.progress"), progress(facts, see)),
        (Say("bulletin.ranking"), ranking(facts, see)),
        (Say("bulletin.problems"), problems(facts, see) or (Cell(Say("bulletin.problems.none")),)),
        (Say("bulletin.next"), demands(facts, see)),
    ]
    told = [(title, text) for title, text in chapters if text]
    sections = [Section(title=chapter(number, title), text=text) for number, (title, text) in enumerate(told, 1)]
    number = Say("bulletin.number", {"number": plan.number}) if plan.number else ""
    opening = {
        "issuer": plan.issued_by,
        "title": plan.title,
        "number": number,
        "quarter": quarter_of(as_of),
        "day": long_day(as_of),
    }
    named = {"plan": facts.status.short, "quarter": quarter_of(as_of)}
    return Report(
        title=Say("title.bulletin", named),
        as_of=as_of,
        answer=(Cell(Say("bulletin.opening", opening)),),
        sections=(*sections, *annexes.values()),
        letter=Letter(office_of(plan), (Say("title.bulletin.plan", named), Say("title.bulletin.quarter", named))),
    )


def _annexes(facts: Facts) -> dict[str, Section]:
    """The annexes that have a row, numbered."""
    sections = {
        "progress": progress_section(facts),
        "ranking": _ranking(facts),
        "overdue": _overdue(facts),
        "open": _open(facts),
        "stale": _stale(facts),
        "missing": _missing(facts),
        "due": due_section(facts),
    }
    filled = [(name, section) for name, section in sections.items() if section.rows]
    return {
        name: section._replace(title=Say(f"bulletin.annex.{name}"), annex=Say("annex", {"n": number}))
        for number, (name, section) in enumerate(filled, 1)
    }


def _ranking(facts: Facts) -> Section:
    if not facts.units:
        return Section()
    return ranking_section(facts.units)._replace(charts=())


def _overdue(facts: Facts) -> Section:
    sections = overdue_report(facts.overdue, facts.as_of).sections
    return sections[0] if sections else Section()


def _open(facts: Facts) -> Section:
    rows: list[tuple[Cell, ...] | Say] = []
    for rule in facts.rules:
        if rule.violations:
            rows.append(Say("heading", {"text": Say("titled.clause", {"title": rule.title, "clause": rule.clause})}))
            rows += [case_row(case, "bad") for case in rule.violations]
    return Section(CASE_COLUMNS, tuple(rows), numbered=True)


def _stale(facts: Facts) -> Section:
    sections = list(stale_sections(facts.rules, NAMED))
    rows = [row for section in sections for row in (Say("heading", {"text": section.title}), *section.rows)]
    return Section(sections[0].columns, tuple(rows), numbered=True) if sections else Section()


def _missing(facts: Facts) -> Section:
    lacking = sorted((one for one in facts.duties if one.missing), key=lambda one: -len(one.missing))
    rows = tuple(
        row_of(one.duty, one.title, one.unit or Say("lead.none"), Cell(len(one.missing), "bad"), missing_values(one))
        for one in lacking
    )
    return Section(MISSING, rows, numbered=True)
