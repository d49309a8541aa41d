"""Criteria and goals judged on a day: the state is read off the curve of what remains and the deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from parkledger.base.deadlines import Deadline, Kind
from parkledger.compute.groups import (
    Lacking,
    group_lead,
    group_measures,
    group_title,
    lacking,
    start_of,
    targets_of,
    uncovered,
)
from parkledger.compute.lights import light_of
from parkledger.compute.measures import Measure, measure_of, population_of
from parkledger.compute.populations import answerable
from parkledger.compute.schedule import effective_due, scheduled_share
from parkledger.compute.standards import ALWAYS
from parkledger.compute.zero import open_rows
from parkledger.compute.zero_kinds import population
from parkledger.model.columns import NEVER
from parkledger.model.criteria import Criterion, Task
from parkledger.model.ledger import Campaign

STATES = ("pending", "met", "met_late", "overdue", "holding", "breached", "unmeasured")
WORST_FIRST = ("overdue", "breached", "unmeasured", "pending", "met_late", "holding", "met")
"""The seven states, the worst first."""


class Judged(NamedTuple):
    """A criterion, a goal, or one group of either, on one day. Numbers are what remains.

    ``start`` is where it began, ``bound`` what it must come down to; ``days_overdue`` counts from the due day.
    """

    id: str
    title: str
    kind: str
    schedule: Kind
    due: date | None
    due_text: str
    state: str
    light: str
    done_on: date | None
    days_overdue: int
    start: Decimal | None
    bound: Decimal | None
    op: str | None
    actual: Decimal | None
    measure_unit: str | None
    lead: tuple[str, ...]
    support: tuple[str, ...]
    scheduled: float | None = None
    upper: Decimal | None = None
    """The upper bound where ``op`` is ``between``."""
    groups: tuple[Judged, ...] = ()
    lacking: Sequence[Lacking] = ()
    uncovered: tuple[str, ...] = ()
    """Leading units of places for which the document prints no target."""
    asked: Decimal | None = None
    """Everything to be done: ``start``, and the members listed since."""

    @property
    def remaining(self) -> Decimal | None:
        """How much is still to be done until the bound."""
        if self.actual is None or self.bound is None:
            return None
        short = self.bound - self.actual if self.op in (">=", "between") else self.actual - self.bound
        return max(short, Decimal(0))

    @property
    def left(self) -> Decimal | None:
        """``actual`` as people are told it: where more was done than asked nothing is left, and not less than that."""
        return self.actual if self.actual is None else self.actual + self.beyond

    @property
    def beyond(self) -> Decimal:
        """How much more was done than asked; of a value that is measured nothing, since it may lie below zero."""
        return max(-self.actual, Decimal(0)) if self.actual is not None and self.kind != "threshold" else Decimal(0)

    @property
    def progress(self) -> float | None:
        """The share that is done, from 0 to 1 and beyond: rates above 100 % are real."""
        if self.actual is None or self.start is None or self.bound is None or self.start <= self.bound:
            return None
        return float((self.start - self.actual) / (self.start - self.bound))

    @property
    def behind(self) -> float | None:
        """Percentage points behind schedule; negative when ahead."""
        if self.progress is None or self.scheduled is None:
            return None
        return round((self.scheduled - self.progress) * 100, 6)


def worst(states: tuple[str, ...]) -> str:
    """The worst of several states; ``unmeasured`` of none."""
    return next((state for state in WORST_FIRST if state in states), "unmeasured")


def _timed(due: Deadline, met_since: date | None, as_of: date, *, holds: bool, known: bool) -> tuple[str, int]:
    """State and days late of something that holds or not. ``met_since`` is None when it held from the start."""
    if due.kind == "standing":
        return ("holding" if holds else "breached") if known else "unmeasured", 0
    if holds:
        late = (met_since - due.day).days if met_since and due.day else 0
        return ("met_late", late) if late > 0 else ("met", 0)
    if due.day is not None and as_of > due.day:
        return "overdue", (as_of - due.day).days
    return ("pending" if known else "unmeasured"), 0


def _milestone_day(campaign: Campaign, item: str, as_of: date) -> date | None:
    """The first day on which it was done according to a filing; None if no filing says so by ``as_of``."""
    first = _first_done(campaign).get(item, NEVER)
    return date.fromordinal(first) if first <= as_of.toordinal() else None


@lru_cache(maxsize=32)
def _first_done(campaign: Campaign) -> Mapping[str, int]:
    """By item the first day on which a filing says that it was done."""
    table, found = campaign.filings, dict[str, int]()
    for item, done, filed in zip(table.texts["item"], table.days["done_on"], table.days["filed_on"], strict=True):
        found[item] = min(found.get(item, NEVER), done if done != NEVER else filed)
    return found


def leads_of(campaign: Campaign, measured: Criterion, task: Task | None) -> tuple[str, ...]:
    """Who leads: the criterion's own units, else its task's; and those who owe every task by default."""
    lead = (measured.lead or (task.lead if task else ())) + measured.joint
    default = campaign.plan.default_lead
    owed = default is not None and task is not None and task.id not in default.but
    return (*lead, *default.units) if default and owed else lead


def judge(campaign: Campaign, measured: Criterion, as_of: date, task: Task | None = None) -> Judged:
    """One criterion or goal on one day."""
    park = task.park if task else None
    due = effective_due(campaign, measured.id, measured.due, as_of)
    lead = leads_of(campaign, measured, task)
    support = (task.support if task else ()) if measured.support is None else measured.support
    blank = Judged(
        id=measured.id, title=measured.text, kind=measured.kind, schedule=due.kind, due=due.day, due_text=due.text,
        state="unmeasured", light="none", done_on=None, days_overdue=0, start=None, bound=None, op=None, actual=None,
        measure_unit=measured.unit, lead=answerable(campaign, lead, park), support=answerable(campaign, support, park),
    )  # fmt: skip
    if measured.kind == "qualitative":
        return blank
    if measured.milestone is not None:
        day = _milestone_day(campaign, measured.id, as_of)
        state, late = _timed(due, day, as_of, holds=day is not None, known=True)
        found = blank._replace(state=state, done_on=day, days_overdue=late)
    elif measured.standing is not None:
        found = _standing(campaign, measured, blank, due, as_of, park)
    else:
        found = _measured(campaign, measured, blank, due, as_of, park)
    return _lit(campaign, found, measured, as_of)


def _standing(
    campaign: Campaign, measured: Criterion, blank: Judged, due: Deadline, as_of: date, park: str | None
) -> Judged:
    rules = [rule for rule in campaign.plan.zero if rule.id in (measured.standing or ())]
    cases = {(population(rule), case[0]) for rule in rules for case in open_rows(campaign, rule, as_of, park)}
    state, late = _timed(due, None, as_of, holds=not cases, known=bool(rules))
    return blank._replace(state=state, days_overdue=late, actual=Decimal(len(cases)), bound=Decimal(0), op="<=",
    )  # fmt: skip


def _measured(
    campaign: Campaign, measured: Criterion, blank: Judged, due: Deadline, as_of: date, park: str | None
) -> Judged:
    block = measured.measured_by
    assert block is not None  # the kinds that measure nothing have been judged
    rows, day = population_of(campaign, measured, park), as_of.toordinal()
    targets = targets_of(campaign, measured, as_of)
    measure = measure_of(campaign, measured, rows, start_of(campaign, measured, as_of))
    assert measure is not None  # only kinds that measure come here
    whole = _held(measure, blank, as_of)
    if measured.coverage is not None:
        whole = whole._replace(lacking=lacking(campaign, measured.coverage, rows, as_of))
    if measured.per is None:
        return whole
    groups = []
    for name, part in group_measures(campaign, measured, block, rows, targets, park, day).items():
        lead = group_lead(campaign, name, blank.lead)
        group = blank._replace(id=name, title=group_title(campaign, measured, name), lead=lead)
        groups.append(_lit(campaign, _held(part, group, as_of), measured, as_of))
    own = (whole.state,) if measured.threshold is None or not groups else ()
    state = worst((*own, *(group.state for group in groups)))
    late = max((one.days_overdue for one in (*groups, *((whole,) if own else ())) if one.state == state), default=0)
    done = max((group.done_on for group in groups if group.done_on), default=None)
    return whole._replace(
        state=state,
        days_overdue=late,
        done_on=done if state in ("met", "met_late") else None,
        groups=tuple(groups),
        uncovered=uncovered(campaign, measured, targets),
    )


def _held(measure: Measure, blank: Judged, as_of: date) -> Judged:
    """A measure on a day, compared with its bound."""
    due = Deadline(blank.due_text, blank.schedule, blank.due)
    asked = measure.start if measure.asked is None else measure.asked.at(as_of.toordinal())
    given = blank._replace(asked=asked, start=measure.start, bound=measure.bound, op=measure.op, upper=measure.upper)
    day = as_of.toordinal()
    if measure.curve is None or day < measure.known_from:
        state, late = _timed(due, None, as_of, holds=False, known=False)
        return given._replace(state=state, days_overdue=late)
    since = measure.curve.since(day, measure.holds)
    first = max(since or 0, measure.known_from)
    met_since = date.fromordinal(first) if since is not None and first > ALWAYS else None
    state, late = _timed(due, met_since, as_of, holds=since is not None, known=True)
    done_on = met_since if due.kind != "standing" else None
    return given._replace(state=state, days_overdue=late, actual=measure.curve.at(day), done_on=done_on)


def _lit(campaign: Campaign, found: Judged, measured: Criterion, as_of: date) -> Judged:
    start = campaign.plan.effective_on or campaign.plan.issued_on
    if found.due is not None and start is not None and found.kind not in ("milestone", "standing"):
        found = found._replace(scheduled=scheduled_share(start, found.due, as_of))
    light = light_of(found.state, campaign.plan.lights, soft=measured.soft, behind=found.behind)
    return found._replace(light=light)
