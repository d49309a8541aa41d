"""A name has one meaning: one unit or group, one park."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from parkledger.base.findings import Finding, error
from parkledger.base.sources import YamlPath
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, Rule, in_cells, in_plan
from parkledger.model.ledger import Campaign
from parkledger.model.units import Group, Unit

TWO_MEANINGS = error(
    "PL310", "name-of-two",
    message=W("“{name}”同时是“{first}”和“{second}”的名称", "“{name}” names both “{first}” and “{second}”"),
    why=W("一个名称指两个单位，责任就说不清。", "A name of two units leaves open who answers."),
    help=W("请只留给其中一个。", "Leave it to one of them."),
    bad=W("aliases: [区住建委]，写在两个单位下", "aliases: [区住建委] twice"), good=W("aliases: [区住建委]，只写在一个单位下", "aliases: [区住建委] once"),
)  # fmt: skip


def _meanings(campaign: Campaign, as_of: date) -> Iterator[Finding | Cells]:
    owner: dict[str, Unit | Group] = {}
    listed: list[tuple[YamlPath, Unit | Group]] = [(("units", at), one) for at, one in enumerate(campaign.plan.units)]
    listed += [(("groups", at), one) for at, one in enumerate(campaign.plan.groups)]
    for path, unit in listed:
        for place, name in enumerate((unit.name, *unit.aliases), -1):
            first = owner.setdefault(name, unit)
            if first is not unit:
                at = (*path, "aliases", place) if place >= 0 else (*path, "name")
                yield in_plan(campaign, TWO_MEANINGS, at, name=name, first=first.name, second=unit.name)
    yield in_cells(campaign, TWO_MEANINGS, "parks", _park_meanings(campaign))


def _park_meanings(campaign: Campaign) -> Iterator[Case]:
    """Names that an earlier park already has."""
    ids, names, aliases = (campaign.parks.text(column) for column in ("id", "name", "aliases"))
    owner: dict[str, int] = {}
    for row, cells in enumerate(zip(ids, names, aliases, strict=True)):
        if campaign.park_rows[ids[row]] != row:
            continue  # the same id twice
        for column, cell in zip(("id", "name", "aliases"), cells, strict=True):
            for name in cell.split("、") if column == "aliases" else (cell,):
                first = owner.setdefault(name, row) if name else row
                if first != row:
                    args = {"name": name, "first": names[first], "second": names[row]}
                    yield Case(row, column, partial(dict, args))


RULES = (Rule(TWO_MEANINGS, _meanings),)
