"""Responsible units, ranked by what they have late, missing or open; every count is traced to its items.

No document so far says how units earn points, so none are invented: units rank by counts, in the order of ``RANKED``,
and the report says so. If a plan scores parks, their scores are shown below.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from parkledger.compute.faults import Fault, faults
from parkledger.compute.grading import scored
from parkledger.compute.units import of_plan
from parkledger.model.ledger import Campaign, Ledger
from parkledger.reports.details import scores_section
from parkledger.reports.report import Cell, Chart, Column, Report, Say, Section, Tone, row_of

RANKED = ("overdue", "missing", "open", "late")
"""What is counted, in the order in which it ranks."""
COLUMNS = (
    Column("rank", "number"),
    Column("unit"),
    Column("unit.leads", "number"),
    Column("periods", "number"),
    Column("fault.overdue", "number", summed=True),
    Column("fault.missing", "number", summed=True),
    Column("fault.open", "number", summed=True),
    Column("fault.late", "number", summed=True),
    Column("fault.days", "number"),
)
TRACE = (
    Column("unit"),
    Column("fault", "word"),
    Column("item", "word"),
    Column("item.title"),
    Column("subject", "name"),
    Column("since", "day"),
    Column("days", "number"),
    Column("clause", "name"),
)
TONES: dict[str, Tone] = {"overdue": "bad", "missing": "bad", "open": "bad", "late": "warn"}


class RankedUnit(NamedTuple):
    """A unit, how many criteria it leads and periods it owed (if the plan lists it), and what it is counted for."""

    name: str
    owes: tuple[int, int] | None
    faults: tuple[Fault, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How much of each of ``RANKED``; a criterion that is late in several groups counts once."""
        late = {one.item for one in self.faults if one.kind == "overdue"}
        return len(late), *(sum(one.kind == kind for one in self.faults) for kind in RANKED[1:])


def ranked_units(campaign: Campaign, as_of: date) -> list[RankedUnit]:
    """The units of the plan, and others that answer for a late town or village; those with most faults first."""
    found: dict[str, list[Fault]] = {}
    for fault in faults(campaign, as_of):
        found.setdefault(fault.unit, []).append(fault)
    units = {one.unit: (len(one.leads), one.periods) for one in of_plan(campaign, as_of)}
    named = dict.fromkeys([*units, *found])
    listed = [RankedUnit(name, units.get(name), tuple(found.get(name, ()))) for name in named]
    return sorted(listed, key=lambda one: tuple(-count for count in one.counts))


def ranking_section(units: Sequence[RankedUnit]) -> Section:
    """The ranking; units with equal counts share a rank."""
    all_counts = [one.counts for one in units]
    rows = []
    for one in units:
        rank = sum(other > one.counts for other in all_counts) + 1
        cells = [Cell(n, TONES[kind] if n else "plain") for kind, n in zip(RANKED, one.counts, strict=True)]
        longest = max((fault.days for fault in one.faults), default=None)
        rows.append(row_of(rank, one.name, *(one.owes or (None, None)), *cells, longest))
    chart = Chart("bar", Say("chart.units"), "unit", tuple(f"fault.{kind}" for kind in RANKED))
    return Section(COLUMNS, tuple(rows), charts=(chart,) if any(one.faults for one in units) else ())


def _subject(campaign: Campaign, one: Fault) -> str:
    """An enterprise or a park by its name; a period or a group as it is called."""
    row = campaign.enterprise_rows.get(one.subject)
    if row is not None:
        return f"{campaign.enterprises.texts['name'][row]}（{one.subject}）"
    park = campaign.park_rows.get(one.subject)
    return one.subject if park is None else campaign.parks.texts["name"][park]


def _trace(campaign: Campaign, units: Sequence[RankedUnit]) -> Section:
    """Everything that is counted, unit by unit in the order of the ranking."""
    rows = [
        row_of(
            unit.name, Cell(Say(f"fault.{fault.kind}"), TONES[fault.kind]),
            fault.item if fault.kind != "open" else None, fault.title, _subject(campaign, fault) or None,
            fault.since, fault.days, fault.clause,
        )
        for unit in units
        for fault in unit.faults
    ]  # fmt: skip
    return Section(TRACE, tuple(rows), Say("fault.trace", {"n": len(rows)}), numbered=True)


def _sections(campaign: Campaign, units: Sequence[RankedUnit], as_of: date) -> list[Section]:
    whole = ranking_section(units)
    some = sum(1 for one in units if one.faults)  # they come first
    sections = []
    if some:
        sections.append(whole._replace(rows=whole.rows[:some], title=Say("ranking.some", {"n": some})))
        sections.append(_trace(campaign, units))
    if some < len(units):
        title = Say("ranking.none", {"n": len(units) - some})
        sections.append(whole._replace(rows=whole.rows[some:], title=title, charts=()))
    names = dict(zip(campaign.parks.texts["id"], campaign.parks.texts["name"], strict=True))
    if scores := scores_section(scored(campaign, as_of), names):
        sections.append(scores)
    return sections


def ranking_report(ledger: Ledger, as_of: date) -> Report:
    """The units of each plan: their ranking, and what it counts."""
    several = len(ledger.campaigns) > 1
    sections: list[Section] = []
    total = late = 0
    for campaign in ledger.campaigns:
        units = ranked_units(campaign, as_of)
        total += len(units)
        late += sum(any(one.counts) for one in units)
        of_this = _sections(campaign, units, as_of)
        if several and of_this:
            of_this.insert(0, Section(title=campaign.plan.title))
        sections += of_this
    answer = Cell(Say("ranking.answer", {"n": total, "late": late}), "bad" if late else "good")
    return Report(Say("title.ranking"), as_of, (answer, Cell(Say("ranking.how"), "quiet")), tuple(sections))
