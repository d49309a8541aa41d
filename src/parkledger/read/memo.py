"""Several states of one ledger, read one after the other: what has the same bytes is not parsed again.

Files are known by an identity of their bytes (in git the id of the blob). Of a table that differs only the rows that
differ are read, see ``read.splice``. What was used last is kept, within bounds.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from parkledger.base.findings import Finding
from parkledger.base.tree import Tree, Unreadable
from parkledger.model.columns import Table
from parkledger.model.notes import Column
from parkledger.read.shortened import Waived, shortened
from parkledger.read.splice import read_again
from parkledger.read.table_files import ReadFile, Wanted, read_csv, read_table
from parkledger.read.tables import ColumnType

T = TypeVar("T")
MOST_ROWS = 32 * 1024 * 1024
"""Bytes of a CSV that is kept to read its other states from; a roster of 100,000 enterprises has about 20 MB."""
MOST_KEPT = 512
"""Values that are kept: plans, tables."""
MOST_BYTES = 64 * 1024 * 1024
"""Bytes of the files whose tables are kept, together."""


def _silent(what: str) -> None:
    """No progress is shown."""


@dataclass
class _Kept:
    values: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    weights: dict[Hashable, int] = field(default_factory=dict)
    last: dict[Hashable, ReadFile] = field(default_factory=dict)
    latest: dict[Hashable, tuple[Sequence[object], Any]] = field(default_factory=dict)

    def keep(self, key: Hashable, value: Any, weight: int = 0) -> None:
        self.values[key] = value
        self.weights[key] = weight
        while len(self.values) > 1 and (len(self.values) > MOST_KEPT or sum(self.weights.values()) > MOST_BYTES):
            oldest, _ = self.values.popitem(last=False)
            del self.weights[oldest]


class Memo:
    """What was read, by the identity of the files it was read from. ``at`` is the same memo for another state."""

    def __init__(self, identity: Callable[[str], str | None], kept: _Kept | None = None) -> None:
        self._identity = identity
        self._kept = kept or _Kept()

    def at(self, identity: Callable[[str], str | None]) -> Memo:
        """The memo for another state of the ledger, whose files have these identities."""
        return Memo(identity, self._kept)

    def once(self, what: Sequence[Hashable], paths: Sequence[str], make: Callable[[], T], weight: int = 0) -> T:
        """What is made of these files and of ``what``; a file without an identity is read anew."""
        known = tuple(self._identity(path) for path in paths)
        if None in known:
            return make()
        key = (*what, *paths, *known)
        if key in self._kept.values:
            self._kept.values.move_to_end(key)
            found: T = self._kept.values[key]
            return found
        made = make()
        self._kept.keep(key, made, weight)
        return made

    def latest(self, what: Hashable, of: Sequence[object], make: Callable[[], T]) -> T:
        """What is made of these very objects, if it was made of them the last time."""
        before, value = self._kept.latest.get(what, ((), None))
        if len(before) == len(of) and all(one is other for one, other in zip(before, of, strict=True)):
            found: T = value
            return found
        made = make()
        self._kept.latest[what] = (of, made)
        return made

    def table(
        self, tree: Tree, kind: str, path: str, types: Sequence[ColumnType], declared: Sequence[Column], waived: Waived
    ) -> tuple[Table, list[Finding]]:
        """The table of a file, and what was found in it."""
        columns = tuple((one.key, one.title, one.type, one.choices) for one in declared)
        told = tuple(sorted((code, tuple(sorted(at))) for code, at in waived.items()))
        try:
            size = tree.size(path)
        except Unreadable:
            size = 0

        def make() -> tuple[Table, list[Finding]]:
            if not path.endswith(".csv") or not 0 < size <= MOST_ROWS:
                return read_table(tree, kind, path, types, Wanted(None, waived), _silent)
            return self._rows(tree, path, types, (path, columns), waived)

        return self.once(("table", kind, columns, told), (path,), make, size)

    def _rows(
        self, tree: Tree, path: str, types: Sequence[ColumnType], name: Hashable, waived: Waived
    ) -> tuple[Table, list[Finding]]:
        raw = tree.read(path)
        before = self._kept.last.get(name)
        read = read_again(before, raw, types) if before else None
        if read:
            table, found = read.table, list(read.misjudged)
        else:
            table, found, read = read_csv(raw, path, types)
        if read:
            self._kept.last[name] = read
        return table, shortened(found, waived)
