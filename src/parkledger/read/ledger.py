"""A tree of files to a Ledger: which files there are, which belong to which plan, and what was found in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from parkledger.base import codes
from parkledger.base.findings import Finding, Severity, in_order
from parkledger.base.sources import Source
from parkledger.base.spans import Span
from parkledger.base.tree import Tree
from parkledger.model.columns import Table, Texts, renamed
from parkledger.model.ledger import KINDS, Campaign, Ledger, LedgerFile, park_names
from parkledger.model.notes import Column
from parkledger.model.plan import Plan
from parkledger.model.rows import ROW_SCHEMAS
from parkledger.model.schema import Schema
from parkledger.read.judge import validate_pruned
from parkledger.read.shortened import Waived
from parkledger.read.strays import strays
from parkledger.read.table_files import Wanted, no_table, read_table, refused_places
from parkledger.read.tables import ColumnType, column_types
from parkledger.read.yaml_text import read_yaml

if TYPE_CHECKING:
    from parkledger.read.memo import Memo

LEDGER_FILE = "ledger.yaml"
ENDINGS = {"parks": (".yaml", ".csv")}
_CSV = (".csv",)
_SETTING = "settings."
_FILTERS = ("where", "when")
"""Keys of a plan whose mappings have columns for keys."""
_LINKS = {"enterprises": ("park",), "inspections": ("park",)}
"""Columns that name a park, which are read as its id whichever of its names stands there."""

Progress = Callable[[str], None]
Kept = Literal["all", "names", "asked"]
"""The texts of a large file that are kept: all, the names and what a rule may ask for, or that alone."""
Path = tuple[str | int, ...]
S = TypeVar("S", bound=Schema)
T = TypeVar("T")


def _silent(what: str) -> None:
    """No progress is shown."""


def plan_ids(tree: Tree) -> list[str]:
    """The stems of the files in ``plans/``."""
    return [name.removesuffix(".yaml") for name in tree.names("plans") if name.endswith(".yaml")]


def stems(plan: str) -> tuple[str, ...]:
    """The stems that a plan's files may have: its own, and its own without ``-YYYY``."""
    short = re.sub(r"-\d{4}$", "", plan)
    return (plan,) if short == plan else (plan, short)


def file_of(tree: Tree, plan: str, kind: str, named: Mapping[str, str]) -> str | None:
    """The path of a plan's file of this kind, if there is one."""
    if kind in named:
        return f"{kind}/{named[kind]}"
    for stem in stems(plan):
        for ending in ENDINGS.get(kind, _CSV):
            if tree.exists(path := f"{kind}/{stem}{ending}"):
                return path
    return None


@dataclass(eq=False, repr=False)
class _Reading:
    """What a reading has come to."""

    tree: Tree
    progress: Progress
    findings: list[Finding]
    seen: dict[tuple[str, tuple[str, ...]], Table]
    texts: Kept
    memo: Memo | None = None

    def once(self, what: Sequence[Hashable], paths: Sequence[str], make: Callable[[], T]) -> T:
        """What is made of these files alone: made anew, unless a memo has it of the same bytes."""
        return make() if self.memo is None else self.memo.once(what, paths, make)

    def note(self, found: Sequence[Finding]) -> None:
        self.findings.extend(one._replace(span=one.span._replace(path=self.tree.shown(one.span.path))) for one in found)

    def table(self, kind: str, path: str | None, declared: Sequence[Column], wanted: Wanted) -> Table:
        types = column_types(ROW_SCHEMAS[kind], declared)
        if path is None:
            return self.absent(kind, types)
        key = (path, tuple(one.key for one in types))
        if key not in self.seen:
            self.progress(path)
            if self.memo is None:
                table, found = read_table(self.tree, kind, path, types, wanted, self.progress)
            else:
                table, found = self.memo.table(self.tree, kind, path, types, declared, wanted.waived)
            self.note(found)
            self.seen[key] = replace(table, path=self.tree.shown(path))
        return self.seen[key]

    def absent(self, kind: str, types: Sequence[ColumnType]) -> Table:
        """The table of a kind of which a plan has no file; where nobody can look for one that is a fault."""
        reason = self.tree.barred(kind)
        if reason is None:
            return no_table("", types)
        self.note([Finding(codes.UNREADABLE, Span(kind), args={"reason": reason})])
        return no_table(self.tree.shown(kind), types)


def read_ledger(
    tree: Tree, only: str | None = None, progress: Progress = _silent, *, texts: Kept = "all",
    memo: Memo | None = None,
) -> Ledger:  # fmt: skip
    """Read a whole ledger, or one plan with its files. Every fault of the data is a finding of the result.

    Of a large file the texts that no rule asks for (addresses, notes; the names of enterprises as well) are judged
    but only kept in memory when ``texts`` asks for them; who asks for one that was let go has it read again. A
    ``memo`` is for readers of several states of one ledger: what it has of the same bytes is not read again.
    """
    reading = _Reading(tree, progress, [], {}, texts, memo)
    file, whole = _ledger_file(reading)
    campaigns: list[Campaign] = []
    unreadable: list[str] = [] if whole else [LEDGER_FILE]
    used: set[str] = set()
    for plan_id in plan_ids(tree):
        paths = {kind: file_of(tree, plan_id, kind, file.files.get(plan_id, {})) for kind in KINDS}
        used.update(path for path in paths.values() if path)
        if only is not None and plan_id != only:
            continue
        progress(f"plans/{plan_id}.yaml")
        campaign = _campaign(reading, plan_id, paths, file)
        if campaign is None or not campaign.whole:
            unreadable.append(plan_id)
        if campaign is not None:
            campaigns.append(campaign)
    stray = tuple(map(tree.shown, strays(tree, used)))
    return Ledger(tuple(campaigns), file, in_order(reading.findings), tuple(unreadable), stray)


def ledger_file(tree: Tree) -> LedgerFile:
    """The ledger's own file alone: its time zone and language."""
    return _ledger_file(_Reading(tree, _silent, [], {}, "all"))[0]


def _ledger_file(reading: _Reading) -> tuple[LedgerFile, bool]:
    """The ledger's own file, and whether all of it could be read: a wrong time zone makes every answer a day wrong."""
    if not reading.tree.exists(LEDGER_FILE):
        return LedgerFile.model_construct(), True
    read = reading.once((LEDGER_FILE,), (LEDGER_FILE,), lambda: _judged(reading.tree, LEDGER_FILE, LedgerFile, None))
    reading.note(read.found)
    return read.value or LedgerFile.model_construct(), read.whole


class _Judged(NamedTuple, Generic[S]):
    """A YAML file as judged by its schema; ``data`` is what stands in it, ``source`` what of it was kept."""

    value: S | None
    source: Source | None
    data: Any
    whole: bool
    found: Sequence[Finding]
    missing: tuple[tuple[str, Path], ...] = ()
    chosen: tuple[Path, ...] = ()


def _judged(tree: Tree, path: str, schema: type[S], settings: Mapping[str, Any] | None) -> _Judged[S]:
    """Read and judge a file. Of values that are absent because YAML's features are refused nothing more is said."""
    source, found = read_yaml(tree, path)
    if source is None:
        return _Judged(None, None, None, False, found)
    missing: list[tuple[str, Path]] = []
    chosen = _named(source.data, (), []) if settings is not None and isinstance(source.data, dict) else []
    filled = source._replace(data=_fill(source.data, chosen, settings or {}, missing)) if chosen else source
    places, misjudged = refused_places(found), list[Finding]()
    value, kept, whole = validate_pruned(
        schema, filled, lambda one: None if one.span in places else misjudged.append(one)
    )
    whole = whole and not any(one.rule.severity is Severity.ERROR for one in found)
    return _Judged(value, kept, source.data, whole, (*found, *misjudged), tuple(missing), tuple(chosen))


def _campaign(reading: _Reading, plan_id: str, paths: Mapping[str, str | None], file: LedgerFile) -> Campaign | None:
    path = f"plans/{plan_id}.yaml"
    given = file.settings.get(plan_id)
    settings = given if isinstance(given, dict) else {}
    read = reading.once(("plan", repr(settings)), (path,), lambda: _judged(reading.tree, path, Plan, settings))
    reading.note(read.found)
    plan = read.value
    if plan is None or read.source is None:
        return None
    wanted = Wanted(
        None if reading.texts == "all" else lambda: frozenset(_words(read.data)),
        _waived(plan),
        reading.texts == "names",
    )
    tables = {kind: reading.table(kind, paths[kind], getattr(plan.columns, kind), wanted) for kind in KINDS}
    for kind, columns in _LINKS.items():
        if tables[kind].size:
            linked = {one: _linked(reading, tables, paths, kind, one) for one in columns}
            tables[kind] = replace(tables[kind], texts={**tables[kind].texts, **linked})
    source = read.source._replace(path=reading.tree.shown(path))
    return Campaign(plan_id, plan, source, tables, read.whole, read.missing, read.chosen)


def _linked(
    reading: _Reading, tables: Mapping[str, Table], paths: Mapping[str, str | None], kind: str, column: str
) -> Texts:
    """A column that names parks, each by its id."""
    texts, parks = tables[kind].texts[column], tables["parks"]

    def make() -> Texts:
        return renamed(texts, park_names(parks))

    if reading.memo is None:
        return make()
    of = (texts, *(parks.texts[one] for one in ("id", "name", "aliases")))
    return reading.memo.latest((paths[kind], paths["parks"], column), of, make)


def _waived(plan: Plan) -> Waived:
    """By code, the pointers that the plan's waivers name."""
    found: dict[str, set[str]] = {}
    for one in plan.waivers:
        found.setdefault(one.code, set()).add(one.at)
    return {code: frozenset(pointers) for code, pointers in found.items()}


def _words(data: Any, *, filters: bool = False) -> Iterator[str]:
    """Every text of a plan, and every key of a filter: whatever column it asks for is among them."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if filters:
                yield key
            yield from _words(value, filters=key in _FILTERS)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)


def _fill(data: Any, named: Sequence[Path], settings: Mapping[str, Any], missing: list[tuple[str, Path]]) -> Any:
    """Put the ledger's settings where the plan names them; what the ledger does not give is absent.

    Of the plan only what holds a setting is copied, to be changed.
    """
    filled = copy(data)
    copied: set[Path] = set()
    for path in named:
        holder = filled
        for depth, step in enumerate(path[:-1], 1):
            if path[:depth] not in copied:
                copied.add(path[:depth])
                holder[step] = copy(holder[step])
            holder = holder[step]
        last = path[-1]
        name = holder[last].removeprefix(_SETTING)
        value = settings.get(name)
        if value is None:
            missing.append((name, path))
        if value is None and isinstance(holder, dict):
            del holder[last]
        else:
            holder[last] = value
    return filled


def _named(data: Any, trail: Path, found: list[Path]) -> list[Path]:
    """The paths of the values that name a setting, added to those that were found before."""
    items = data.items() if data.__class__ is dict else enumerate(data)
    for key, value in items:
        if value.__class__ is str:
            if value.startswith(_SETTING):
                found.append((*trail, key))
        elif value is not None:
            _named(value, (*trail, key), found)
    return found
