"""Sequences whose items are made when they are asked for: a table shows only a few of a million cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar, overload

T = TypeVar("T")
U = TypeVar("U")
AT_ONCE = 4096
"""How many items are made at once while iterating."""


class _LikeTuple(Sequence[T]):
    """It equals a tuple of its items, and looks like one."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _LikeTuple | tuple):
            return NotImplemented
        return len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Later(_LikeTuple[T]):
    """All items are made when somebody looks at one, or asks how many there are."""

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make

    @cached_property
    def _items(self) -> tuple[T, ...]:
        return tuple(self._make())

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        return self._items[place]


class Lazily(_LikeTuple[T]):
    """One item for each key. ``make`` turns some keys into items, in the same order. It equals a tuple of its items.

    ``keys`` is called when the first item is asked for; only the number of keys is needed before.
    """

    def __init__(
        self, keys: Callable[[], Sequence[int]], make: Callable[[Sequence[int]], Iterable[T]], size: int
    ) -> None:
        self._in_order, self._make, self._size = keys, make, size

    @cached_property
    def _keys(self) -> Sequence[int]:
        return self._in_order()

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return tuple(self._make(self._keys[place]))
        return next(iter(self._make([self._keys[place]])))

    def __iter__(self) -> Iterator[T]:
        for first in range(0, self._size, AT_ONCE):
            yield from self._make(self._keys[first : first + AT_ONCE])


class Each(Sequence[U], Generic[T, U]):
    """What is made of each value of a sequence, while it is gone through. It equals a list of that."""

    def __init__(self, values: Sequence[T], made: Callable[[T], U]) -> None:
        self._values, self._made = values, made

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, place: int) -> U: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[U]: ...
    def __getitem__(self, place: int | slice) -> U | Sequence[U]:
        if isinstance(place, slice):
            return [*map(self._made, self._values[place])]
        return self._made(self._values[place])

    def __iter__(self) -> Iterator[U]:
        return map(self._made, self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Each | list) and len(self) == len(other) and [*self] == [*other]

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr([*self])
