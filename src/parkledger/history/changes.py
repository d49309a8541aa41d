"""What changed between two ledgers, as a tuple of values: pure, without dates of its own and without git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from parkledger.history.change import KINDS, Change, PlanPlace
from parkledger.history.plan_changes import plan_changes
from parkledger.history.row_changes import row_changes
from parkledger.history.values import shown
from parkledger.model.ledger import Campaign, Ledger

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


def changes(before: Ledger, after: Ledger) -> tuple[Change, ...]:
    """Everything that changed, plan by plan, what moves the goal posts first."""
    found = list(file_changes(before, after))
    for old, new in paired(before, after):
        if old is None or new is None:
            found.append(whole_plan(old, new))
        elif old is not new:
            found += campaign_changes(old, new)
    return in_order(found)


def in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """Changes plan by plan, what moves the goal posts first."""
    return tuple(sorted(found, key=lambda one: (one.plan, _ORDER[one.kind])))


def campaign_changes(before: Campaign, after: Campaign) -> list[Change]:
    """Everything that changed in one plan and its tables."""
    found = [*plan_changes(before, after), *row_changes(before, after)]
    if before.id != after.id:
        found.insert(0, whole_plan(before, after))
    return found


def paired(before: Ledger, after: Ledger) -> Iterator[tuple[Campaign | None, Campaign | None]]:
    """The plans of two ledgers, those of one id together. A plan whose file was renamed is known by its title."""
    old, new = ({one.id: one for one in ledger.campaigns} for ledger in (before, after))
    gone = {one.plan.title: one for key, one in old.items() if key not in new}
    for key, campaign in new.items():
        yield old.get(key) or gone.pop(campaign.plan.title, None), campaign
    for campaign in gone.values():
        yield campaign, None


def whole_plan(old: Campaign | None, new: Campaign | None) -> Change:
    """That a plan came, went or got another id; one of the two at the least is there."""
    one = new or old
    assert one is not None
    kind = "plan.added" if old is None else ("plan.removed" if new is None else "plan.renamed")
    return Change(
        kind, one.id, f"plans/{one.id}", "", old.id if old else None, new.id if new else None, one.plan.title,
        PlanPlace(old, ()) if old else None, PlanPlace(new, ()) if new else None,
    )  # fmt: skip


def file_changes(before: Ledger, after: Ledger) -> Iterator[Change]:
    """What changed in ``ledger.yaml``: the time zone, the names of files, the settings of every plan."""
    if before.file == after.file:
        return
    for field in ("timezone", "language", "files"):
        old, new = getattr(before.file, field), getattr(after.file, field)
        if old != new:
            yield Change("setting.changed", "", "ledger", field, shown(old), shown(new))
    for plan in dict.fromkeys((*before.file.settings, *after.file.settings)):
        yield from _settings(plan, (), before.file.settings.get(plan), after.file.settings.get(plan))


def _settings(plan: str, names: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, Mapping | None) and isinstance(new, Mapping | None):
        for key in dict.fromkeys((*(old or {}), *(new or {}))):
            yield from _settings(plan, (*names, key), (old or {}).get(key), (new or {}).get(key))
        return
    verb = "added" if old is None else ("removed" if new is None else "changed")
    item = "/".join(("settings", *names[:1]))
    yield Change(f"setting.{verb}", plan, item, "/".join(names[1:]), _setting(old), _setting(new))


def _setting(value: Any) -> Any:
    return tuple(map(str, value)) if isinstance(value, list) else shown(value)
