"""A listed member stays on the roster and in its populations until it has exited or a reason is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parkledger.base import history_codes as codes
from parkledger.base.findings import Finding
from parkledger.compute.populations import members
from parkledger.compute.zero_kinds import population
from parkledger.history.change import CellPlace, Change
from parkledger.history.columns import MEMBERS, filtering
from parkledger.history.rules.moment import HistoryRule, Moment, at_change, spoken, stands
from parkledger.model.ledger import Campaign

Population = tuple[str, str, Mapping[str, tuple[str, ...]], str | None]
"""What a population is called, of what it is, its filter, and the park that it is restricted to."""


def _vanished(moment: Moment) -> Iterator[Finding]:
    for one in moment.of("enterprise.removed", "park.removed"):
        place = one.was
        if isinstance(place, CellPlace) and not stands(moment.before, place.table, place.row, moment.on):
            yield at_change(codes.MEMBER_VANISHED, one, item=one.known, name=one.name)


def _left(moment: Moment) -> Iterator[Finding]:
    """Members whose cells changed so that the filters of the plan, as they were, match them no more."""
    told: set[str] = set()
    for one in moment.changes:
        if not _may_move(moment, one) or one.item in told:
            continue
        was, now = one.was, one.now
        if not isinstance(was, CellPlace) or not isinstance(now, CellPlace):
            continue
        left = [name for name, of, where, park in _populations(moment.before) if of == was.table
                and was.row in members(moment.before, of, where, park)
                and now.row not in members(moment.after, of, where, park)]  # fmt: skip
        if one.field == "disposal" and not left and one.old is not None:
            left = [str(one.old)]
        if left and not stands(moment.before, was.table, was.row, moment.on):
            told.add(one.item)
            yield at_change(
                codes.POPULATION_LEFT, one, item=one.known, name=one.name, field=one.field, old=spoken(one.old),
                new=spoken(one.new), population="、".join(dict.fromkeys(left)),
            )  # fmt: skip


def _may_move(moment: Moment, one: Change) -> bool:
    """Whether a change of a cell can take a member out of a population."""
    if not isinstance(one.was, CellPlace) or one.was.table not in MEMBERS or one.kind == "fact.added":
        return False
    return one.field in ("disposal", "park") or one.field in filtering(moment.before)


def _populations(campaign: Campaign) -> Iterator[Population]:
    """Every population that a criterion, a goal, a class or a rule of the plan counts."""
    for _, one, task in campaign.plan.measured():
        block = one.measured_by
        if block is not None and block.of in MEMBERS:
            yield one.id, block.of, block.where, task.park if task else None
    for rule in campaign.plan.zero:
        if population(rule) in MEMBERS:
            yield rule.id, population(rule), rule.where, None
    for kind in campaign.plan.classes:
        if kind.when:
            yield from ((kind.id, of, kind.when, None) for of in MEMBERS)


RULES = (
    HistoryRule(codes.MEMBER_VANISHED, _vanished),
    HistoryRule(codes.POPULATION_LEFT, _left),
)
