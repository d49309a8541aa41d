"""Which members remain of what a criterion counts down: the other side of its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from parkledger.base.lazily import Later
from parkledger.compute.groups import groups_of, targets_of
from parkledger.compute.measures import left_rows, population_of
from parkledger.compute.populations import table_of
from parkledger.model.columns import Rows, picked
from parkledger.model.criteria import Criterion
from parkledger.model.ledger import Campaign


def members_left(campaign: Campaign, criterion: str, park: str | None, group: str | None, day: int) -> Sequence[str]:
    """The ids of the members that remain of a quota or a coverage, or of one group of it, on a day, in the order of
    the ids; empty for what counts no members. Nothing is worked out before somebody looks.

    They are those of the file: where a printed start counts more or fewer, or a bound lets some stay, the number that
    remains is another one.
    """
    return Later(lambda: _ids(campaign, criterion, park, group, day))


def _ids(campaign: Campaign, criterion: str, park: str | None, group: str | None, day: int) -> Sequence[str]:
    rows = _by_group(campaign, criterion, park, day).get(group)
    measured = campaign.criterion(criterion)
    block = measured.measured_by if measured else None
    if not rows or block is None:
        return ()
    return sorted(picked(table_of(campaign, block.of).texts["id"], rows))


@lru_cache(maxsize=8)
def _by_group(campaign: Campaign, criterion: str, park: str | None, day: int) -> Mapping[str | None, Rows]:
    """Who remains: under None of the whole criterion, under its name of each group."""
    measured = campaign.criterion(criterion)
    block = measured and (measured.quota or measured.coverage)
    if measured is None or not block or "id" not in table_of(campaign, block.of).texts:
        return {}
    rows = population_of(campaign, measured, park)
    left = left_rows(campaign, block, rows, day)
    found: dict[str | None, Rows] = {None: left}
    if measured.per is not None:
        found |= {name: inside & left for name, inside in _groups(campaign, measured, rows, park, day).items()}
    return found


def _groups(campaign: Campaign, measured: Criterion, rows: Rows, park: str | None, day: int) -> Mapping[str, Rows]:
    block = measured.measured_by
    assert block is not None  # only those with groups come here
    targets = targets_of(campaign, measured, date.fromordinal(day))
    return groups_of(campaign, measured, block, rows, targets, park, day)
