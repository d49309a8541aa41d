"""The overview of a pack: goals and lights, counts, what each sheet says, and the pictures that people look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from parkledger.compute.course import Course, courses
from parkledger.compute.criteria import STATES, Judged
from parkledger.compute.indicators import half_up
from parkledger.compute.status import PlanStatus
from parkledger.model.ledger import Campaign
from parkledger.reports.bulletin.phrases import behind_of
from parkledger.reports.report import (
    LIGHT_TONES,
    TONES,
    Cell,
    Chart,
    Column,
    Report,
    Say,
    Section,
    Sheet,
    Value,
    row_of,
)
from parkledger.reports.status import counts_line, due_value, left_value, light_cell, state_value
from parkledger.reports.tasks import groups_section

GOALS = (
    Column("goal"),
    Column("due", "day"),
    Column("from", "number"),
    Column("left", "word"),
    Column("measure.unit", "word"),
    Column("share.done", "number", bar=True),
    Column("share.scheduled", "number"),
    Column("points.behind", "number"),
    Column("state", "word"),
    Column("light", "word"),
)
STANDING = (
    Column("light", "word"),
    *(Column(f"state.{state}", "number", summed=True) for state in STATES),
    Column("criteria", "number", summed=True),
)
COURSE = (Column("day", "day"), Column("course.actual", "number"), Column("course.planned", "number"))


def percent_of(share: float | None) -> Decimal | None:
    """A share as percent with one digit, half-up."""
    return half_up(Decimal(repr(share)) * 100, 1) if share is not None else None


def _goal_row(title: str, one: Judged) -> tuple[Cell, ...]:
    behind = behind_of(one)
    return row_of(
        title, due_value(one), one.start, left_value(one), one.measure_unit, percent_of(one.progress),
        percent_of(one.scheduled), Cell(behind, "bad" if behind and behind > 0 else "plain"),
        Cell(state_value(one), TONES[one.state]), light_cell(one.light),
    )  # fmt: skip


def _standing(plan: PlanStatus) -> Section:
    """How many criteria have which light, by their states."""
    found = Counter((one.light, one.state) for task in plan.tasks for one in task.criteria)
    lights = sorted({light for light, _ in found}, key=_worse)
    rows = tuple(_counted(light_cell(light), [found[light, state] for state in STATES]) for light in lights)
    totals = _counted(Cell(Say("total")), [plan.counts[state] for state in STATES])
    return Section(STANDING, rows, Say("overview.counts"), totals)


def _worse(light: str) -> tuple[int, str]:
    """Lights from good to bad; what has none comes last."""
    tone = LIGHT_TONES.get(light)
    return ("good", "warn", "bad").index(tone) if tone in ("good", "warn", "bad") else 3, light


def _counted(head: Cell, counts: Sequence[int]) -> tuple[Cell, ...]:
    cells = (Cell(count, TONES[state] if count else "quiet") for state, count in zip(STATES, counts, strict=True))
    return (head, *cells, Cell(sum(counts)))


def _courses(campaign: Campaign, as_of: date) -> Iterator[Section]:
    """What remained month by month, beside the plan's curve where it has one; of like titles each with its number."""
    found = list(courses(campaign, as_of))
    names = Counter(_name(one) for one in found)
    for one in found:
        name = _name(one)
        planned = any(point.planned is not None for point in one.points)
        columns = COURSE if planned else COURSE[:2]
        known = [point for point in one.points if point.actual is not None or point.planned is not None]
        rows = tuple(row_of(*point[: len(columns)]) for point in known)
        args = {"title": name if names[name] == 1 else f"{one.measured.id} {name}", "unit": one.measured.unit or ""}
        title = Say("overview.course" if planned else "overview.course.alone", args)
        chart = Chart("line", title, "day", tuple(column.key for column in columns[1:]))
        yield Section(columns, rows, title, charts=(chart,))


def _name(one: Course) -> str:
    return one.measured.title or one.measured.text.rstrip("。；")


def _shortened(section: Section, keys: Sequence[str], title: Say) -> Section:
    """Some of the columns of a table that has a sheet of its own, with its picture."""
    places = [place for place, column in enumerate(section.columns) if column.key in keys]
    rows = tuple(tuple(row[place] for place in places) for row in section.rows if not isinstance(row, Say))
    totals = tuple(section.totals[place] for place in places) if section.totals else ()
    columns = tuple(section.columns[place] for place in places)
    return section._replace(columns=columns, rows=rows, totals=totals, title=title, numbered=False)


def _places(plan: PlanStatus) -> Iterator[Section]:
    """The criteria for which the document prints a target for each place."""
    for task in plan.tasks:
        for one, source in zip(task.criteria, task.task.criteria, strict=True):
            if source.quota and source.quota.targets and one.groups:
                whole = groups_section(one, source)
                keys = ("group.name", "group.from", "group.done", "group.left", "group.beyond", "share.done")
                title = Say("groups.title", {"id": one.id, "title": one.title})
                chart = Chart("bar", Say("chart.places", {"title": one.title}), "group.name", ("group.left",))
                yield _shortened(whole, keys, title)._replace(charts=(chart,))


def _units(report: Report) -> Section | None:
    """Who has anything late, missing or open."""
    section = next((one for one in report.sections if one.charts), None)
    return section and _shortened(section, ("unit", *section.charts[0].series), Say("overview.units"))


def _said(sheets: Sequence[tuple[str, Sheet]]) -> Iterator[Cell]:
    """What each of the other sheets says in a sentence: its counts, else the first of its answers; the same once."""
    told: list[Value] = []
    for _, sheet in sheets:
        if (cells := (*sheet.report.closing, *sheet.report.answer)) and cells[0].value not in told:
            told.append(cells[0].value)
            yield Cell(Say("overview.said", {"sheet": sheet.name, "said": cells[0].value}), cells[0].tone)


def overview_report(campaign: Campaign, plan: PlanStatus, sheets: Sequence[tuple[str, Sheet]], as_of: date) -> Report:
    """The first sheet of a pack, which knows what stands on the others: by the name of its kind, each sheet."""
    by_kind = {name: sheet.report for name, sheet in sheets}
    sections: list[Section] = []
    if plan.goals:
        rows = tuple(_goal_row(goal.title, goal.judged) for goal in plan.goals)
        sections.append(Section(GOALS, rows, Say("overview.goals")))
    drawn = list(_courses(campaign, as_of))
    said = Section(title=Say("overview.sheets"), text=tuple(_said(sheets)))
    sections += [said, _standing(plan), *drawn[:1]]
    places = list(_places(plan))
    parks = by_kind.get("parks")
    if not places and parks is not None and parks.sections[0].charts:
        keys = ("park", "listed", "operating", "gone.percent")
        places.append(_shortened(parks.sections[0], keys, Say("overview.parks")))
    sections += places
    if "units" in by_kind and (units := _units(by_kind["units"])):
        sections.append(units)
    sections += drawn[1:]
    title = Say("title.of", {"title": campaign.plan.title, "what": Say("title.overview")})
    return Report(
        title, as_of, (counts_line(plan),), tuple(section for section in sections if section.rows or section.text)
    )
