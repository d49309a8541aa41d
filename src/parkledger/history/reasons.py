"""Which changes can be why an answer is another: those of a criterion itself, and those of what it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parkledger.compute.measures import population_of
from parkledger.compute.populations import members
from parkledger.compute.zero_kinds import population
from parkledger.history.change import CellPlace, Change, Place, PlanPlace
from parkledger.model.columns import Rows
from parkledger.model.criteria import Criterion, Task
from parkledger.model.ledger import Campaign
from parkledger.model.zero import ZeroRule

_COMMON = ("standards", "proof", "disposals", "acceptance", "classes", "baseline_on", "effective_on")
"""Parts of a plan on which everything that is counted rests."""


class Sides(NamedTuple):
    """A plan in both ledgers, and what changed in it."""

    before: Campaign | None
    after: Campaign | None
    changes: tuple[Change, ...]

    def campaigns(self) -> list[Campaign]:
        """The sides that there are."""
        return [one for one in (self.before, self.after) if one is not None]


Finder = Callable[[Campaign], Rows]


def reasons_of_criterion(sides: Sides, name: str) -> tuple[Change, ...]:
    """The changes that can have changed the answer about a criterion or goal."""
    found = {one.id: (one, task) for side in sides.campaigns() for _, one, task in side.plan.measured()}
    if name not in found:
        return ()
    measured, task = found[name]
    if measured.standing is not None:
        rules = [rule for side in sides.campaigns() for rule in side.plan.zero if rule.id in measured.standing]
        return _merged(sides, [*_own(sides, measured, task), *(c for r in rules for c in reasons_of_rule(sides, r))])
    return _merged(sides, [*_own(sides, measured, task), *_counted(sides, measured, task)])


def reasons_of_rule(sides: Sides, rule: ZeroRule, only: frozenset[str] | None = None) -> tuple[Change, ...]:
    """The changes that can have changed the answer of a dynamic-zero rule; ``only`` of these members."""
    of = population(rule)

    def rows(campaign: Campaign) -> Rows:
        return members(campaign, of, rule.where)

    own = [one for one in sides.changes if one.item == f"zero/{rule.id}"]
    common = [one for one in sides.changes if _common(one)]
    return (*own, *_merged(sides, [*common, *_of_rows(sides, of, rows, only)]))


def _merged(sides: Sides, found: Sequence[Change]) -> tuple[Change, ...]:
    """Each change once, in the order in which they are told."""
    wanted = {id(one) for one in found}
    return tuple(one for one in sides.changes if id(one) in wanted)


def _common(one: Change) -> bool:
    return one.item.partition("/")[0] in _COMMON


def _own(sides: Sides, measured: Criterion, task: Task | None) -> list[Change]:
    """Changes of the criterion, of its task as a whole, of its extensions; what a milestone was filed with."""
    items = {f"goals/{measured.id}"}
    if task is not None:
        items = {f"tasks/{task.id}", f"tasks/{task.id}/criteria/{measured.id}"}
    return [
        one
        for one in sides.changes
        if one.item in items or _extends(one, measured.id) or _filed(one, measured.id) or one.subject == "plan"
    ]


def _extends(one: Change, criterion: str) -> bool:
    place = one.now or one.was
    if one.subject != "extension" or not isinstance(place, PlanPlace):
        return False
    at = place.path[1]
    return isinstance(at, int) and place.campaign.plan.extensions[at].criterion == criterion


def _filed(one: Change, item: str) -> bool:
    place = one.now or one.was
    return isinstance(place, CellPlace) and place.table == "filings" and _text(place, "item") == item


def _text(place: CellPlace, column: str) -> str:
    return place.campaign.tables[place.table].texts[column][place.row]


def _counted(sides: Sides, measured: Criterion, task: Task | None) -> list[Change]:
    """Changes of the members that a criterion counts, of what was seen at them, and of its indicators."""
    block = measured.measured_by
    if block is None:
        return []
    park = task.park if task else None
    found = [one for one in sides.changes if _common(one)]
    found += _of_rows(sides, block.of, lambda campaign: population_of(campaign, measured, park), None)
    return found + [one for one in sides.changes if one.item.startswith("indicators/") and block.of != "enterprises"]


def _of_rows(sides: Sides, of: str, rows: Finder, only: frozenset[str] | None) -> list[Change]:
    """Changes of the rows of a population, in either ledger, of what stands in a park, of their inspections."""
    if of == "inspections":  # they are what is counted
        return [one for one in sides.changes if one.item.startswith("inspections/")]
    if of == "units":
        return []
    ids = {side.tables[of].texts["id"][row] for side in sides.campaigns() for row in rows(side)}
    wanted = ids if only is None else ids & only
    column = "park" if of == "parks" else "enterprise"

    def about(place: Place | None) -> bool:
        if not isinstance(place, CellPlace) or place.table not in (of, "inspections", "enterprises"):
            return False
        return _text(place, "id" if place.table == of else column) in wanted

    return [one for one in sides.changes if about(one.was) or about(one.now)]
