"""A tree of files to a Ledger: which files there are, which belong to which plan, and what was found in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from parkledger.base import codes
from parkledger.base.findings import Finding, Severity, in_order
from parkledger.base.tree import Tree
from parkledger.model.columns import Table
from parkledger.model.ledger import KINDS, Campaign, Ledger, LedgerFile, park_names
from parkledger.model.plan import Plan
from parkledger.model.rows import ROW_SCHEMAS
from parkledger.read.csv_text import first_cells, parse_csv
from parkledger.read.judge import validate_pruned
from parkledger.read.tables import Cells, ColumnType, cells_of_list, cells_of_sheet, column_types, typed_table
from parkledger.read.texts import decode, read_bytes
from parkledger.read.yaml_text import read_yaml

LEDGER_FILE = "ledger.yaml"
ENDINGS = {"parks": (".yaml", ".csv")}
_CSV = (".csv",)
_SETTING = "settings."
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

    def note(self, found: Sequence[Finding]) -> None:
        self.findings.extend(one._replace(span=one.span._replace(path=self.tree.shown(one.span.path))) for one in found)

    def note_apart(self, found: Sequence[Finding], refused: Sequence[Finding]) -> None:
        """Note what is found of values, but for those that are absent because YAML's features are refused."""
        places = {one.span for one in refused if one.rule is codes.YAML_FEATURE}
        self.note([one for one in found if one.span not in places])

    def table(self, kind: str, path: str | None, types: tuple[ColumnType, ...]) -> Table:
        if path is None:
            empty = Cells("", 0, {}, (), lambda row, column: (1, 1))
            return typed_table(empty, types)[0]
        key = (path, tuple(one.key for one in types))
        if key not in self.seen:
            self.progress(path)
            self.seen[key] = self._table(kind, path, types)
        return self.seen[key]

    def _table(self, kind: str, path: str, types: tuple[ColumnType, ...]) -> Table:
        cells = Cells(path, 0, {}, (), lambda row, column: (1, 1))
        refused: tuple[Finding, ...] = ()
        if path.endswith(".yaml"):
            source, refused = read_yaml(self.tree, path)
            self.note(refused)
            if source is not None:
                cells, found = cells_of_list(source, kind, types)
                self.note_apart(found, refused)
        else:
            raw, found = read_bytes(self.tree, path)
            self.note(found)
            known = {name for one in types for name in (one.key, one.title)}
            if raw is not None:
                text, found = decode(raw, path, lambda text: bool(known & {c.strip() for c in first_cells(text)}))
                self.note(found)
                if text is not None:
                    sheet, found = parse_csv(text, path)
                    self.note(found)
                    cells, found = cells_of_sheet(sheet, types)
                    self.note(found)
        table, found = typed_table(cells, types)
        self.note_apart(found, refused)
        return replace(table, path=self.tree.shown(path))


def read_ledger(tree: Tree, only: str | None = None, progress: Progress = _silent) -> Ledger:
    """Read a whole ledger, or one plan with its files. Every fault of the data is a finding of the result."""
    reading = _Reading(tree, progress, [], {})
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
    value, _, whole = validate_pruned(LedgerFile, source, lambda one: reading.note_apart((one,), found))
    return value or LedgerFile.model_construct(), whole


def _campaign(reading: _Reading, plan_id: str, paths: Mapping[str, str | None], file: LedgerFile) -> Campaign | None:
    source, found = read_yaml(reading.tree, f"plans/{plan_id}.yaml")
    reading.note(found)
    if source is None:
        return None
    missing: list[tuple[str, tuple[str | int, ...]]] = []
    given = file.settings.get(plan_id)
    filled = source._replace(data=_fill(source.data, given if isinstance(given, dict) else {}, missing))
    plan, kept, whole = validate_pruned(Plan, filled, lambda one: reading.note_apart((one,), found))
    if plan is None:
        return None
    tables = {
        kind: reading.table(kind, paths[kind], column_types(ROW_SCHEMAS[kind], getattr(plan.columns, kind)))
        for kind in KINDS
    }
    names = park_names(tables["parks"])
    for kind, columns in _LINKS.items():
        table = tables[kind]
        linked = {c: [names.get(value, value) for value in table.texts[c]] for c in columns}
        tables[kind] = replace(table, texts={**table.texts, **linked})
    kept = kept._replace(path=reading.tree.shown(kept.path))
    whole = whole and not any(one.rule.severity is Severity.ERROR for one in found)
    return Campaign(plan_id, plan, kept, tables, whole, tuple(missing))


Path = tuple[str | int, ...]


def _fill(data: Any, settings: Mapping[str, Any], missing: list[tuple[str, Path]]) -> Any:
    """Put the ledger's settings where the plan names them; what the ledger does not give is absent."""
    for path in list(_named(data, [])) if isinstance(data, dict) else ():
        name = _at(data, path).removeprefix(_SETTING)
        value = settings.get(name)
        if value is None:
            missing.append((name, path))
        data = _changed(data, path, value)
    return data


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


def _changed(data: Any, path: Path, value: Any) -> Any:
    """The same data with another value at a path; of a mapping, without the key where the value is absent."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(data, list):
        return [_changed(one, rest, value) if at == first else one for at, one in enumerate(data)]
    changed = {**data, first: _changed(data[first], rest, value)}
    return {k: v for k, v in changed.items() if k != first or v is not None}
