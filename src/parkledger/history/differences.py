"""Where two plans differ: their values walked side by side, the items of lists paired by their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from parkledger.base.sources import YamlPath
from parkledger.model.schema import Schema

ID_KEYS = ("id", "name", "item", "key", "stage", "light", "code", "criterion", "document", "clause", "unit")
"""What names an item of a list, the first that it has. What more it takes stands in ``ID_BESIDE``."""
ID_BESIDE = {"code": ("at",), "criterion": ("member", "document"), "document": ("on",), "clause": ("title",)}
"""Waivers, extensions, amendments and provisions are told apart by more than one key."""
ORDERED = ("classes", "acceptance", "any", "bands", "sequences")
"""Lists whose order means something: the first class that matches, the stages one after the other."""


class Difference(NamedTuple):
    """A value that differs: its names (keys, and ids in the place of list numbers), and its path in both plans.

    Of an item that stands in one of the plans alone the other path is None.
    """

    names: tuple[str, ...]
    was: YamlPath | None
    now: YamlPath | None
    old: Any
    new: Any


def differences(old: Any, new: Any) -> Iterator[Difference]:
    """Every value that differs between two plans, and every item that only one of them has."""
    return _walk((), (), (), old, new)


def _walk(names: tuple[str, ...], was: YamlPath, now: YamlPath, old: Any, new: Any) -> Iterator[Difference]:
    if old is new or _equal(old, new):
        return
    if isinstance(old, Schema) and isinstance(new, Schema):
        for key, field in type(new).model_fields.items():
            shown = str(field.alias or key)
            yield from _walk((*names, shown), (*was, shown), (*now, shown), getattr(old, key), getattr(new, key))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _side_by_side((*names, key), (*was, key), (*now, key), old.get(key), new.get(key))
    elif isinstance(old, tuple) and isinstance(new, tuple) and _items((*old, *new)):
        yield from _lists(names, was, now, old, new)
    else:
        yield Difference(names, was, now, old, new)


def _side_by_side(names: tuple[str, ...], was: YamlPath, now: YamlPath, old: Any, new: Any) -> Iterator[Difference]:
    if old is None or new is None:
        if old is not new:
            yield Difference(names, None if old is None else was, None if new is None else now, old, new)
    else:
        yield from _walk(names, was, now, old, new)


def _equal(old: Any, new: Any) -> bool:
    return bool(type(old) is type(new) and old == new)


def _items(values: tuple[Any, ...]) -> bool:
    return bool(values) and all(isinstance(one, Schema) for one in values)


def _lists(names: tuple[str, ...], was: YamlPath, now: YamlPath, old: Any, new: Any) -> Iterator[Difference]:
    first, second = _keyed(old), _keyed(new)
    for key, (place, item) in first.items():
        if key not in second:
            yield Difference((*names, key), (*was, place), None, item, None)
    for key, (place, item) in second.items():
        if key not in first:
            yield Difference((*names, key), None, (*now, place), None, item)
        else:
            yield from _walk((*names, key), (*was, first[key][0]), (*now, place), first[key][1], item)
    if names[-1] in ORDERED:
        before, after = [key for key in first if key in second], [key for key in second if key in first]
        if before != after:
            yield Difference((*names, "order"), was, now, tuple(before), tuple(after))


def _keyed(items: tuple[Any, ...]) -> dict[str, tuple[int, Any]]:
    """The items of a list by what names them; one that repeats a name is numbered."""
    found: dict[str, tuple[int, Any]] = {}
    for place, item in enumerate(items):
        name = key = item_key(item, place)
        again = 1
        while key in found:
            again += 1
            key = f"{name}#{again}"
        found[key] = (place, item)
    return found


def item_key(item: Any, place: int) -> str:
    """What names an item of a list."""
    for key in ID_KEYS:
        if (value := getattr(item, key, None)) not in (None, ""):
            beside = (getattr(item, one, None) for one in ID_BESIDE.get(key, ()))
            return " ".join(str(one) for one in (value, *beside) if one not in (None, ""))
    return str(place)
