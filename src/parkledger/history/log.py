"""The life of one item across commits, and what each commit changed in all."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from parkledger.history.change import CellPlace, Change, PlanPlace
from parkledger.history.changes import campaign_changes, changes
from parkledger.history.git import Commit
from parkledger.history.ledgers import History
from parkledger.history.walk import unsound_plans
from parkledger.model.columns import Table
from parkledger.model.ledger import Campaign, Ledger

MOST_BROKEN = 200
"""Commits that are looked back through for the last one in which a plan could be read."""
MOST_KNOWN = 16
"""Ledgers that are kept: those of the sides of a few merges."""
_LISTS = ("goals", "tasks", "duties", "zero", "extensions", "amendments")
"""The lists of a plan whose items have a life of their own."""
_OF = {"enterprises": "id", "parks": "id", "inspections": "enterprise", "filings": "subject", "indicators": "subject"}
"""The column of each table that names whom a row is of."""


class Step(NamedTuple):
    """A commit that changed the ledger's files: the ledger there and at each parent, none for the first commit.

    ``begins``: there are parents, but a shallow clone does not hold them, so that nothing is known of what was before.
    """

    commit: Commit
    ledger: Ledger
    before: tuple[Ledger, ...]
    begins: bool = False


class Entry(NamedTuple):
    """What one commit changed: of an item every change, of a whole ledger how many of each kind.

    ``begins``: what was before is not in this clone, so what stands here may be older than the commit.
    """

    commit: Commit
    changes: tuple[Change, ...]
    counts: Mapping[str, int]
    begins: bool = False


def sound_steps(history: History, only: str | None = None) -> Iterator[Step]:
    """Commit by commit, the last one first. A plan that could not be read as a whole in a commit is there as it was
    when it last could, so that what is broken once is not told as gone and come. Raises NoHistory."""
    known: OrderedDict[str, Ledger] = OrderedDict()
    for commit in reversed(history.commits()):
        before = tuple(_sound(history, parent, only, known) for parent in history.parents(commit))
        begins = commit.id in history.repository.boundary
        yield Step(commit, _sound(history, commit.id, only, known), before, begins)


def _sound(history: History, commit: str, only: str | None, known: OrderedDict[str, Ledger]) -> Ledger:
    if commit in known:
        return known[commit]
    ledger = history.recorded(commit)
    wanted = unsound_plans(ledger)
    found = [one for one in ledger.campaigns if one.id not in wanted]
    at, left = commit, wanted
    for _ in range(MOST_BROKEN):
        parents = history.parents(history.repository.commit(at)) if left else ()
        if not parents:
            break
        at = parents[0]
        earlier = history.recorded(at)
        again = [one for one in earlier.campaigns if one.id in left - unsound_plans(earlier)]
        found += again
        left -= {one.id for one in again}
    campaigns = tuple(one for one in sorted(found, key=lambda one: one.id) if only in (None, one.id))
    known[commit] = replace(ledger, campaigns=campaigns)
    while len(known) > MOST_KNOWN:
        known.popitem(last=False)
    return known[commit]


def own_changes(step: Step) -> tuple[Change, ...]:
    """What a commit itself changed: of a merge what is like none of its sides."""
    if not step.before:
        return () if step.begins else changes(Ledger(()), step.ledger)
    first, *others = (changes(before, step.ledger) for before in step.before)
    known = [{_result(one) for one in other} for other in others]
    return tuple(one for one in first if all(_result(one) in other for other in known))


def _result(one: Change) -> tuple[object, ...]:
    """What a change led to, whatever was before."""
    return one.plan, one.item, one.field, one.new


def whole_log(steps: Iterable[Step]) -> Iterator[Entry]:
    """Every commit that changed the ledger, with how many changes of each kind."""
    for step in steps:
        found = own_changes(step)
        if found or step.begins:
            yield Entry(step.commit, (), Counter(one.kind for one in found), step.begins)


def item_log(steps: Iterable[Step], item: str) -> tuple[Entry, ...]:
    """Every commit that changed an item, the first one first; ``steps`` are given the last one first.

    An item is named by its id: an enterprise, a park, a task, a criterion, a goal, a duty, a rule of dynamic zero. An
    enterprise or park that was given its id later is followed to the one it had before.
    """
    named, life = item, []
    for step in steps:
        own = tuple(one for one in _with_first_ones(step) if concerns(one, named))
        if own:
            life.append(Entry(step.commit, own, Counter(one.kind for one in own), step.begins))
        named = next((str(one.old) for one in own if one.kind.endswith(".renumbered") and one.new == named), named)
    return tuple(reversed(life))


def _with_first_ones(step: Step) -> tuple[Change, ...]:
    """The changes of a commit; of a plan that it brought every item, as one that was added."""
    own = changes(Ledger(()), step.ledger) if step.begins else own_changes(step)
    added = {one.plan for one in own if one.kind == "plan.added"}
    new = [one for one in step.ledger.campaigns if one.id in added]
    return (*own, *(change for one in new for change in campaign_changes(_emptied(one), one)))


def _emptied(campaign: Campaign) -> Campaign:
    """A campaign before it had any item."""
    plan = campaign.plan.model_copy(update=dict.fromkeys(_LISTS, ()))
    return replace(campaign, plan=plan, tables={kind: _no_rows(one) for kind, one in campaign.tables.items()})


def _no_rows(table: Table) -> Table:
    texts: dict[str, list[str]] = {key: [] for key in table.texts}
    days: dict[str, list[int]] = {key: [] for key in table.days}
    numbers: dict[str, list[Decimal | None]] = {key: [] for key in table.numbers}
    return Table(table.path, 0, texts, days, numbers, (), table.present)


def concerns(one: Change, item: str) -> bool:
    """Whether a change is of an item."""
    return any(_is_of(place, one, item) for place in (one.now, one.was) if place is not None)


def _is_of(place: PlanPlace | CellPlace, one: Change, item: str) -> bool:
    if isinstance(place, CellPlace):
        table = place.campaign.tables[place.table]
        named = table.texts[_OF[place.table]][place.row]
        if place.table == "inspections" and not named:
            named = table.texts["park"][place.row]
        if one.kind.endswith(".renumbered") and item in (one.old, one.new):
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
