"""A tree of files to a Ledger: which files there are, which belong to which plan, and what was found in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from parkledger.base.findings import Finding, Severity, in_order
from parkledger.base.tree import Tree
from parkledger.model.columns import Table, renamed
from parkledger.model.ledger import KINDS, Campaign, Ledger, LedgerFile, park_names
from parkledger.model.plan import Plan
from parkledger.model.rows import ROW_SCHEMAS
from parkledger.read.judge import validate_pruned
from parkledger.read.shortened import Waived
from parkledger.read.table_files import Wanted, no_table, read_table, refused_places
from parkledger.read.tables import ColumnType, column_types
from parkledger.read.yaml_text import read_yaml

LEDGER_FILE = "ledger.yaml"
ENDINGS = {"parks": (".yaml", ".csv")}
_CSV = (".csv",)
_SETTING = "settings."
_FILTERS = ("where", "when")
"""Keys of a plan whose mappings have columns for keys."""
_LINKS = {"enterprises": ("park",), "inspections": ("park",)}
"""Columns that name a park, which are read as its id whichever of its names stands there."""

Progress = Callable[[str], None]


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


@dataclass
class _Reading:
    tree: Tree
    progress: Progress
    findings: list[Finding]
    seen: dict[tuple[str, tuple[str, ...]], Table]
    every_text: bool

    def note(self, found: Sequence[Finding]) -> None:
        self.findings.extend(one._replace(span=one.span._replace(path=self.tree.shown(one.span.path))) for one in found)

    def note_apart(self, refused: Sequence[Finding]) -> Callable[[Finding], None]:
        """How what is found of values is noted, but for those that are absent because YAML's features are refused."""
        places = refused_places(refused)
        return lambda one: None if one.span in places else self.note((one,))

    def table(self, kind: str, path: str | None, types: tuple[ColumnType, ...], wanted: Wanted) -> Table:
        if path is None:
            return no_table("", types)
        key = (path, tuple(one.key for one in types))
        if key not in self.seen:
            self.progress(path)
            table, found = read_table(self.tree, kind, path, types, wanted, self.progress)
            self.note(found)
            self.seen[key] = replace(table, path=self.tree.shown(path))
        return self.seen[key]


def read_ledger(
    tree: Tree, only: str | None = None, progress: Progress = _silent, *, every_text: bool = True
) -> Ledger:
    """Read a whole ledger, or one plan with its files. Every fault of the data is a finding of the result.

    Without ``every_text`` the names, addresses and notes of a large file, which no rule asks for, are judged but not
    kept in memory; whoever asks for one has it read again.
    """
    reading = _Reading(tree, progress, [], {}, every_text)
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
    stray = tuple(
        tree.shown(f"{kind}/{name}")
        for kind in KINDS
        for name in tree.names(kind)
        if name.endswith((".csv", ".yaml")) and f"{kind}/{name}" not in used
    )
    return Ledger(tuple(campaigns), file, in_order(reading.findings), tuple(unreadable), stray)


def _ledger_file(reading: _Reading) -> tuple[LedgerFile, bool]:
    """The ledger's own file, and whether all of it could be read: a wrong time zone makes every answer a day wrong."""
    if not reading.tree.exists(LEDGER_FILE):
        return LedgerFile.model_construct(), True
    source, found = read_yaml(reading.tree, LEDGER_FILE)
    reading.note(found)
    if source is None:
        return LedgerFile.model_construct(), False
    value, _, whole = validate_pruned(LedgerFile, source, reading.note_apart(found))
    return value or LedgerFile.model_construct(), whole


def _campaign(reading: _Reading, plan_id: str, paths: Mapping[str, str | None], file: LedgerFile) -> Campaign | None:
    source, found = read_yaml(reading.tree, f"plans/{plan_id}.yaml")
    reading.note(found)
    if source is None:
        return None
    missing: list[tuple[str, tuple[str | int, ...]]] = []
    given = file.settings.get(plan_id)
    filled = source._replace(data=_fill(source.data, given if isinstance(given, dict) else {}, missing))
    plan, kept, whole = validate_pruned(Plan, filled, reading.note_apart(found))
    if plan is None:
        return None
    wanted = Wanted(None if reading.every_text else lambda: frozenset(_words(source.data)), _waived(plan))
    tables = {
        kind: reading.table(kind, paths[kind], column_types(ROW_SCHEMAS[kind], getattr(plan.columns, kind)), wanted)
        for kind in KINDS
    }
    names = park_names(tables["parks"])
    for kind, columns in _LINKS.items():
        table = tables[kind]
        linked = {c: renamed(table.texts[c], names) for c in columns}
        tables[kind] = replace(table, texts={**table.texts, **linked})
    kept = kept._replace(path=reading.tree.shown(kept.path))
    whole = whole and not any(one.rule.severity is Severity.ERROR for one in found)
    return Campaign(plan_id, plan, kept, tables, whole, tuple(missing))


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


Path = tuple[str | int, ...]


def _fill(data: Any, settings: Mapping[str, Any], missing: list[tuple[str, Path]]) -> Any:
    """Put the ledger's settings where the plan names them; what the ledger does not give is absent."""
    named = list(_named(data, [])) if isinstance(data, dict) else []
    filled = _copied(data) if named else data
    for *trail, last in named:
        holder = _at(filled, tuple(trail))
        name = holder[last].removeprefix(_SETTING)
        value = settings.get(name)
        if value is None:
            missing.append((name, (*trail, last)))
        if value is None and isinstance(holder, dict):
            del holder[last]
        else:
            holder[last] = value
    return filled


def _copied(data: Any) -> Any:
    """The same mappings and lists, to be changed."""
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data


def _named(data: Any, trail: list[str | int]) -> Iterator[Path]:
    """The paths of the values that name a setting."""
    items = data.items() if data.__class__ is dict else enumerate(data)
    for key, value in items:
        if value.__class__ is str:
            if value.startswith(_SETTING):
                yield (*trail, key)
        elif value is not None:
            trail.append(key)
            yield from _named(value, trail)
            trail.pop()


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data
