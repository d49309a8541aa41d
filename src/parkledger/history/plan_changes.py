"""What changed in a plan: each difference by what it means, and units by who is meant, however it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parkledger.base.deadlines import Deadline
from parkledger.base.sources import YamlPath
from parkledger.history.change import Change, PlanPlace
from parkledger.history.differences import Difference, differences
from parkledger.history.values import shown
from parkledger.model.ledger import Campaign
from parkledger.model.schema import Schema

_LISTS = {
    "duties": "duty", "waivers": "waiver", "extensions": "extension", "amendments": "amendment",
    "questions": "question", "units": "unit", "groups": "unit", "goals": "criterion", "tasks": "task",
}  # fmt: skip
"""The lists of a plan whose items come and go under a name of their own."""
_RULES = (
    "columns", "standards", "proof", "disposals", "acceptance", "classes", "sequences", "grading", "scoring", "zero",
    "lights",
)  # fmt: skip
_UNITS = ("lead", "support", "joint", "basis", "by")
_WORDS = ("title", "clause", "section", "note", "short", "number", "source", "issued_by", "unit")
_BASELINE = ("from", "base", "refresh", "baseline_on", "effective_on", "issued_on")
_TARGET = ("to", "below", "do", "at_least", "at_most", "between")
_MEASURED = ("goals", "tasks")


def plan_changes(before: Campaign, after: Campaign) -> Iterator[Change]:
    """Everything that changed between two versions of a plan."""
    if before.plan is after.plan or before.plan == after.plan:
        return
    for one in differences(before.plan, after.plan):
        kind = _kind(one, before, after)
        yield _change(kind, one, before, after)
    yield from _renamed_units(before, after)


def _change(kind: str, one: Difference, before: Campaign, after: Campaign) -> Change:
    item, field = _split(one.names, whole=one.old is None or one.new is None)
    return Change(
        kind, after.id, item, field, shown(one.old), shown(one.new), _name(one.names, before, after),
        PlanPlace(before, one.was) if one.was is not None else None,
        PlanPlace(after, one.now) if one.now is not None else None, (_meant(one.old, before), _meant(one.new, after)),
    )  # fmt: skip


def _meant(value: Any, campaign: Campaign) -> object:
    """What a value means: of a deadline its day, of names that are units those units."""
    if isinstance(value, Deadline):
        return value.kind, value.day
    return campaign.units_named(value) if _names_only(value) else value


def _split(names: tuple[str, ...], *, whole: bool) -> tuple[str, str]:
    """The item of a value, and the field in it."""
    depth = 1
    if names[0] in (*_LISTS, "zero", "standards", "classes", "declared", "provisions", "disposals", "acceptance"):
        depth = 4 if names[0] == "tasks" and "criteria" in names[2:3] and len(names) > 3 else 2
    if whole and len(names) <= depth:
        depth = len(names)
    return "/".join(names[:depth]), "/".join(names[depth:])


def _whole(names: tuple[str, ...]) -> str | None:
    """What an item of a list is, when it is an item as a whole that came or went."""
    if len(names) == 4 and names[0] == "tasks" and names[2] == "criteria":
        return "criterion"
    return _LISTS.get(names[0]) if len(names) == 2 else None


def _kind(one: Difference, before: Campaign, after: Campaign) -> str:
    names, top = one.names, one.names[0]
    if (one.old is None or one.new is None) and (whole := _whole(names)):
        return f"{whole}.{_verb(one)}"
    if top == "default_lead" or (top in (*_MEASURED, "duties", "zero") and _of_unit(names)):
        return "unit.replaced" if _other_units(one, before, after) else "text.changed"
    if top in _MEASURED or top == "duties":
        return _measured(one) if top in _MEASURED else _duty(one)
    return _beside(one)


def _beside(one: Difference) -> str:
    """What a value means that belongs neither to a task nor to a duty."""
    names, top, verb = one.names, one.names[0], _verb(one)
    if top in ("baseline_on", "effective_on", "issued_on"):
        return "baseline.changed"
    if top in _RULES:
        if names[-1] in (*_WORDS, "text") and verb == "changed" and top != "lights":
            return "text.changed"
        return f"rule.{verb if len(names) <= 2 else 'changed'}"
    return f"{_LISTS[top]}.changed" if top in _LISTS else f"text.{verb}"


def _verb(one: Difference) -> str:
    return "added" if one.old is None else ("removed" if one.new is None else "changed")


def _of_unit(names: tuple[str, ...]) -> bool:
    return any(name in _UNITS for name in names[2:])


def _other_units(one: Difference, before: Campaign, after: Campaign) -> bool:
    """Whether units are meant that were not meant before: another spelling of the same ones is none."""
    if not all(value is None or _names_only(value) for value in (one.old, one.new)):
        return True
    old, new = before.units_named(one.old or ()), after.units_named(one.new or ())
    return tuple(after.unit(name) for name in old) != new


def _names_only(value: object) -> bool:
    return type(value) is tuple and all(isinstance(name, str) for name in value)


def _measured(one: Difference) -> str:
    """What a value of a task, criterion or goal means."""
    inner = one.names[2:]
    field, held = inner[-1], set(inner)
    if field == "due":
        return "text.changed" if _same_day(one.old, one.new) else "deadline.moved"
    if held & set(_BASELINE):
        return "baseline.changed"
    if field in _TARGET or "between" in held or "targets" in held:
        return "target.changed"
    if field in _WORDS:
        return "text.changed"
    return "criterion.changed"


def _duty(one: Difference) -> str:
    field = one.names[-1]
    if field == "due":
        return "text.changed" if _same_day(one.old, one.new) else "deadline.moved"
    return "text.changed" if field in (*_WORDS, "text") else "duty.changed"


def _same_day(old: object, new: object) -> bool:
    return isinstance(old, Deadline) and isinstance(new, Deadline) and (old.kind, old.day) == (new.kind, new.day)


def _renamed_units(before: Campaign, after: Campaign) -> Iterator[Change]:
    """Leads and supports that are written as before and mean another unit, since an alias went to it."""
    if before.unit_names == after.unit_names:
        return
    old = dict(_assigned(before))
    for names, (path, units) in _assigned(after):
        if names in old and old[names][1] == units:
            was, now = before.units_named(units), after.units_named(units)
            if tuple(after.unit(name) for name in was) != now:
                yield Change(
                    "unit.replaced", after.id, "/".join(names[:-1]), names[-1], was, now, _name(names, before, after),
                    PlanPlace(before, old[names][0]), PlanPlace(after, path),
                )  # fmt: skip


Assigned = tuple[tuple[str, ...], tuple[YamlPath, tuple[str, ...]]]


def _assigned(campaign: Campaign) -> Iterator[Assigned]:
    """Every list of units of a task, criterion, goal, duty or rule: its names, its path and the units."""
    plan = campaign.plan
    items: list[tuple[tuple[str, ...], YamlPath, Any]] = []
    for at, task in enumerate(plan.tasks):
        items.append((("tasks", task.id), ("tasks", at), task))
        for place, one in enumerate(task.criteria):
            items.append((("tasks", task.id, "criteria", one.id), ("tasks", at, "criteria", place), one))
    items += [((key, one.id), (key, at), one) for key in ("goals", "duties", "zero")
              for at, one in enumerate(getattr(plan, key))]  # fmt: skip
    for names, path, one in items:
        for key in ("lead", "support", "joint"):
            if units := getattr(one, key, ()):
                yield (*names, key), ((*path, key), units)


def _name(names: tuple[str, ...], before: Campaign, after: Campaign) -> str:
    """What a person calls the item."""
    for campaign in (after, before):
        item: Any = campaign.plan
        for name in names[: 4 if names[0] == "tasks" and "criteria" in names[2:3] else 2]:
            item = _inside(item, name)
        if found := next((value for key in ("title", "text") if (value := getattr(item, key, None))), None):
            return str(found)
    return ""


def _inside(item: Any, name: str) -> Any:
    if isinstance(item, Schema):
        return getattr(item, name, None) or getattr(item, f"{name}_", None)
    if isinstance(item, Mapping):
        return item.get(name)
    if isinstance(item, tuple):
        return next((one for one in item if name in (getattr(one, "id", None), getattr(one, "name", None))), None)
    return None
