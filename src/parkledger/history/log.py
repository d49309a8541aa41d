"""The life of one item across commits, and what each commit changed in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from parkledger.history.change import CellPlace, Change, PlanPlace
from parkledger.history.changes import campaign_changes, in_order
from parkledger.history.git import Commit
from parkledger.history.ledgers import History
from parkledger.history.tables import without_rows
from parkledger.history.walk import Step, Walk
from parkledger.model.ledger import Campaign, Ledger

_LISTS = ("goals", "tasks", "duties", "zero", "extensions", "amendments")
"""The lists of a plan whose items have a life of their own."""
_OF = {"enterprises": "id", "parks": "id", "inspections": "enterprise", "filings": "subject", "indicators": "subject"}
"""The column of each table that names whom a row is of."""


class Entry(NamedTuple):
    """What one commit changed: of an item every change, of a whole ledger how many of each kind.

    ``begins``: what was before is not in this clone, so what stands here may be older than the commit.
    """

    commit: Commit
    changes: tuple[Change, ...]
    counts: Mapping[str, int]
    begins: bool = False


def whole_log(history: History, only: str | None = None, revisions: Sequence[str] = ("HEAD",)) -> tuple[Entry, ...]:
    """Every commit that changed the ledger, or one plan of it, with how many changes of each kind, the last one first.

    Raises NoHistory.
    """
    entries = []
    for step in _steps(history, revisions, only):
        found = () if step.begins else _changes(step)
        if found or step.begins:
            entries.append(Entry(step.commit, (), Counter(one.kind for one in found), step.begins))
    return tuple(reversed(entries))


def item_log(
    history: History, item: str, only: str | None = None, revisions: Sequence[str] = ("HEAD",)
) -> tuple[Entry, ...]:
    """Every commit that changed an item, the first one first. Raises NoHistory.

    An item is named by its id: an enterprise, a park, a task, a criterion, a goal, a duty, a rule of dynamic zero. An
    enterprise or park that was given its id later is followed to the one it had before.
    """
    life = []
    for step in _steps(history, revisions, only):
        own = tuple(one for one in (*_changes(step), *_first_items(step)) if concerns(one, item))
        if own:
            life.append(Entry(step.commit, own, Counter(one.kind for one in own), step.begins))
    for place, entry in reversed(list(enumerate(life))):
        if former := next((one.old for one in entry.changes if _renumbered(one) and one.new == item), None):
            before = history.parents(entry.commit)
            return (*item_log(history, str(former), only, before), *life[place:])
    return tuple(life)


def _steps(history: History, revisions: Sequence[str], only: str | None) -> Iterator[Step]:
    """The commits, parents first, as far as they are of one plan; ``ledger.yaml`` as far as it is of no other."""
    for step in Walk(history).steps(revisions):
        if only is None:
            yield step
        else:
            plans = (one for one in step.plans if only in {side.id for side in one[:2] if side is not None})
            yield step._replace(plans=tuple(plans), file=tuple(one for one in step.file if one.plan in ("", only)))


def _changes(step: Step) -> tuple[Change, ...]:
    return in_order((*step.file, *(change for one in step.plans for change in one.changes)))


def _first_items(step: Step) -> Iterator[Change]:
    """Of a plan that came with a commit every item, as one that was added."""
    for before, new, _ in step.plans:
        if before is None and new is not None:
            yield from campaign_changes(_emptied(new), new)


def _emptied(campaign: Campaign) -> Campaign:
    """A campaign before it had any item."""
    plan = campaign.plan.model_copy(update=dict.fromkeys(_LISTS, ()))
    tables = {kind: without_rows(one, range(one.size)) for kind, one in campaign.tables.items()}
    return replace(campaign, plan=plan, tables=tables)


def _renumbered(one: Change) -> bool:
    return one.kind.endswith(".renumbered")


def concerns(one: Change, item: str) -> bool:
    """Whether a change is of an item."""
    return any(_is_of(place, one, item) for place in (one.now, one.was) if place is not None)


def _is_of(place: PlanPlace | CellPlace, one: Change, item: str) -> bool:
    if isinstance(place, CellPlace):
        table = place.campaign.tables[place.table]
        named = table.texts[_OF[place.table]][place.row]
        if place.table == "inspections" and not named:
            named = table.texts["park"][place.row]
        if _renumbered(one) and item in (one.old, one.new):
            return True
        return named == item or (
            place.table == "filings" and table.texts["item"][place.row] in ids(place.campaign, item)
        )
    plan, (top, *rest) = place.campaign.plan, place.path or ("",)
    number = rest[0] if rest and isinstance(rest[0], int) else None
    if top == "extensions" and number is not None:
        extension = plan.extensions[number]
        return item == extension.member or extension.criterion in ids(place.campaign, item)
    if top == "amendments" and number is not None:
        return any(_names(pointer, place.campaign, item) for pointer in plan.amendments[number].at)
    return _names(one.pointer, place.campaign, item)


def _names(pointer: str, campaign: Campaign, item: str) -> bool:
    """Whether a pointer is that of an item, of something in it, or of the task that a criterion came with."""
    if any(f"{pointer}/".startswith(f"{kind}/{item}/") for kind in (*_LISTS, "enterprises", "parks")):
        return True
    if f"/criteria/{item}/" in f"{pointer}/":
        return True
    return any(pointer == f"tasks/{task.id}" and one.id == item for _, task, _, one in campaign.plan.criteria())


def ids(campaign: Campaign, item: str) -> frozenset[str]:
    """The ids under which deliveries for an item are filed: its own, and those of the criteria of a task."""
    return frozenset({item, *(one.id for _, task, _, one in campaign.plan.criteria() if task.id == item)})


def names(ledger: Ledger) -> dict[str, str]:
    """Every id of which there is a life to tell, and what a person calls it."""
    found: dict[str, str] = {}
    for campaign in ledger.campaigns:
        plan = campaign.plan
        found |= {one.id: one.title for listed in (plan.zero, plan.duties, plan.tasks) for one in listed}
        found |= {one.id: one.text for one in plan.goals}
        found |= {one.id: one.text for _, _, _, one in campaign.plan.criteria()}
        for kind in ("parks", "enterprises"):
            texts = campaign.tables[kind].texts
            found |= dict(zip(texts["id"], texts["name"], strict=True))
    return found
