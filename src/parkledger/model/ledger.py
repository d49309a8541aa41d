"""The ledger as read: campaigns, each a plan with its tables. A frozen value; every answer is computed from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from parkledger.base.findings import Finding
from parkledger.base.sources import Source, YamlPath
from parkledger.base.spans import Span
from parkledger.model.columns import Table, first_in
from parkledger.model.criteria import Criterion
from parkledger.model.fields import Name, TimeZone, one_of
from parkledger.model.plan import Plan
from parkledger.model.schema import Schema
from parkledger.model.standards import Disposal, Item
from parkledger.model.units import Group, Unit

DEFAULT_TIME_ZONE = "Asia/Shanghai"
KINDS = ("parks", "enterprises", "inspections", "filings", "indicators")
"""The folders of facts beside ``plans/``; each is also the name of its table in a campaign."""


class LedgerFile(Schema):
    """``ledger.yaml``: the office's own choices. ``settings`` by plan fill in ``settings.NAME`` of that plan."""

    timezone: TimeZone = DEFAULT_TIME_ZONE
    language: Annotated[str, one_of("zh", "en", "")] = ""
    files: dict[Name, dict[Name, Name]] = {}
    settings: dict[Name, Any] = {}


@dataclass(frozen=True, eq=False)
class Campaign:
    """One plan and the tables of its files. ``id`` is the stem of the plan's file.

    ``whole`` is false when a part of the plan failed its shape and was left out.
    """

    id: str
    plan: Plan
    source: Source
    tables: Mapping[str, Table]
    whole: bool = True
    missing_settings: tuple[tuple[str, YamlPath], ...] = ()
    """Settings that the plan names and the ledger does not give, each with its path in the plan."""
    chosen: tuple[YamlPath, ...] = ()
    """Where the plan names a setting: what stands there is the office's own choice, not the document's."""

    @property
    def baseline(self) -> int | None:
        """The ordinal of the day up to which members were listed for the counts that the document prints."""
        return self.plan.baseline_on.toordinal() if self.plan.baseline_on else None

    @property
    def parks(self) -> Table:
        """The parks."""
        return self.tables["parks"]

    @property
    def enterprises(self) -> Table:
        """The roster."""
        return self.tables["enterprises"]

    @property
    def inspections(self) -> Table:
        """The dated observations."""
        return self.tables["inspections"]

    @property
    def filings(self) -> Table:
        """The deliveries."""
        return self.tables["filings"]

    @property
    def indicators(self) -> Table:
        """The yearly or dated figures."""
        return self.tables["indicators"]

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """Every name and alias of a unit or group → its one name."""
        names: dict[str, str] = {}
        listed: tuple[Unit | Group, ...] = (*self.plan.units, *self.plan.groups)
        for unit in listed:
            for name in (unit.name, *unit.aliases):
                names.setdefault(name, unit.name)
        return names

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The units by their one name."""
        return {unit.name: unit for unit in self.plan.units}

    @cached_property
    def towns(self) -> tuple[str, ...]:
        """The towns of the parks, by their one names: whom a role (属地镇政府) stands for. None without a role."""
        if not any(unit.kind == "role" for unit in self.plan.units):
            return ()
        return self.units_named(tuple(town for town in dict.fromkeys(self.parks.texts["town"]) if town))

    def unit(self, name: str) -> str:
        """The one name of a unit; an unknown name stays as it is written."""
        return self.unit_names.get(name, name)

    def units_named(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The one names of several units, each once."""
        return tuple(dict.fromkeys(self.unit(name) for name in names))

    @cached_property
    def park_names(self) -> Mapping[str, str]:
        """Every id, name and alias of a park → its id."""
        return park_names(self.parks)

    @cached_property
    def park_rows(self) -> Mapping[str, int]:
        """Park id → its row."""
        return {park: row for row, park in reversed(list(enumerate(self.parks.text("id"))))}

    @cached_property
    def enterprise_rows(self) -> Mapping[str, int]:
        """Enterprise id → its row; of a repeated id the first."""
        return {key: row for row, key in reversed(list(enumerate(self.enterprises.text("id"))))}

    @cached_property
    def looked_at(self) -> Sequence[int]:
        """For each inspection the row of the enterprise that was looked at; -1 where it names none of the roster."""
        return first_in(self.inspections.texts["enterprise"], self.enterprises.texts["id"])

    @cached_property
    def disposals(self) -> Mapping[str, Disposal]:
        """Every name of a disposal → the disposal."""
        return {name: one for one in self.plan.disposals for name in (one.id, *one.aliases)}

    def standard(self, name: str) -> tuple[Item, ...]:
        """The items of a standard. Raises KeyError for an unknown one."""
        return self.plan.standards[name]

    def criterion(self, name: str) -> Criterion | None:
        """The criterion of this id."""
        return next((one for _, _, _, one in self.plan.criteria() if one.id == name), None)

    def span(self, *path: str | int) -> Span:
        """The place of a value in the plan's file."""
        return self.source.span(*path)

    def cell_span(self, kind: str, row: int, column: str = "") -> Span:
        """The place of a cell in one of the tables' files."""
        table = self.tables[kind]
        return Span(table.path, *table.at(row, column))


def park_names(parks: Table) -> dict[str, str]:
    """Every id, name and alias of a park → its id."""
    names: dict[str, str] = {}
    for key, name, aliases in zip(parks.text("id"), parks.text("name"), parks.text("aliases"), strict=True):
        for one in (key, name, *aliases.split("、")):
            if one:
                names.setdefault(one, key)
    return names


@dataclass(frozen=True, eq=False)
class Ledger:
    """All campaigns of a folder, in the order of their ids, and what was found while reading."""

    campaigns: tuple[Campaign, ...]
    file: LedgerFile = field(default_factory=LedgerFile.model_construct)
    findings: tuple[Finding, ...] = ()
    unreadable: tuple[str, ...] = ()
    """Plans that could not be read as a whole."""
    stray: tuple[str, ...] = ()
    """What lies in the ledger's folders and is not read; other folders beside them end in ``/``."""
