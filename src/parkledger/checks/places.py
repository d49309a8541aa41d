"""Where members are: a town that the plan knows, a group for each member that is counted by group, one park."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from parkledger.base.findings import warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, EachRow, Nearest, Rule, in_cells
from parkledger.compute.groups import group_column, group_texts
from parkledger.compute.measures import population_of
from parkledger.model.columns import at, filled, rows_at, where
from parkledger.model.ledger import Campaign

UNKNOWN_TOWN = warning(
    "PL320", "unknown-town",
    message=W("没有名为“{name}”的属地单位", "there is no unit named “{name}” for this town"),
    why=W("属地的责任落不到这个名称上；按镇街分组时，它会自成一组。", "Nobody answers for the town under this name, and it makes a group of its own."),
    help=W("请改成方案 units 里的名称，或在 units 中登记（含别名）。", "Write a name that stands under units, or declare it there."),
    bad="town: 双港真", good="town: 双港镇",
)  # fmt: skip
NO_GROUP = warning(
    "PL519", "member-without-group",
    message=W("没有写“{column}”，而标准 {criterion} 要按它分组", "there is no “{column}” here, by which criterion {criterion} is counted"),
    why=W("没有归属的自成一组，没有人牵头；合并过的单元格导出以后，常常只有第一行有内容。",
          "Members without one make a group that nobody leads; of merged cells only the first keeps its text."),
    help=W("请逐行补上。", "Fill it in, row by row."),
    bad="SL-02,示例二厂,,关停取缔", good="SL-02,示例二厂,东镇,关停取缔",
)  # fmt: skip
OTHER_PARK = warning(
    "PL520", "inspection-in-other-park",
    message=W("这次检查写的园区是“{park}”，而企业 {enterprise} 在“{own}”",
              "this inspection names the park “{park}”, and the enterprise {enterprise} is in “{own}”"),
    why=W("多半是企业编号或园区写错了，看过的就不是这一家。", "The id or the park is probably a slip, and somebody else was looked at."),
    help=W("请核对企业编号和园区。", "Check the id and the park."),
    bad="2023-11-14,look_back,小黄庄,JN-0017,…", good="2023-11-14,look_back,东泥沽,JN-0017,…",
)  # fmt: skip


def _towns(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    """Only of a plan that names towns among its units."""
    if not any(unit.kind == "town" for unit in campaign.plan.units):
        return
    near = Nearest(campaign.unit_names)
    for kind in ("parks", "enterprises"):
        texts = campaign.tables[kind].texts["town"]
        rows = filled(texts) - where(texts, campaign.unit_names)
        cases = (Case(row, "town", partial(_named, texts[row]), partial(near, texts[row])) for row in rows)
        yield in_cells(campaign, UNKNOWN_TOWN, kind, cases)


def _named(name: str) -> dict[str, str]:
    return {"name": name}


def _groups(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    told: set[tuple[str, str, int]] = set()
    for _, one, task in campaign.plan.measured():
        block = one.measured_by
        column = group_column(campaign, one, block) if block and one.per and block.of in campaign.tables else None
        if block is None or column is None or column not in campaign.tables[block.of].texts:
            continue
        rows = population_of(campaign, one, task.park if task else None)
        lacking = rows - filled(group_texts(campaign, block.of, column))
        new = [row for row in lacking if (block.of, column, row) not in told]
        told.update((block.of, column, row) for row in new)
        args = {"column": column, "criterion": one.id}
        yield in_cells(campaign, NO_GROUP, block.of, [Case(row, column, partial(dict, args)) for row in new])


def _other_park(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    table, roster = campaign.inspections, campaign.enterprises
    parks, own, ids = table.texts["park"], roster.texts["park"], table.texts["enterprise"]
    looked = campaign.looked_at
    both = [row for row in filled(parks) & filled(ids) if looked[row] >= 0]
    named = zip(both, at(parks, both), at(own, [looked[row] for row in both]), strict=True)
    rows = rows_at(row for row, park, other in named if other not in ("", park))

    def case(row: int) -> Case:
        args = {"park": parks[row], "enterprise": ids[row], "own": own[looked[row]]}
        return Case(row, "park", partial(dict, args), related=(("enterprises", looked[row], "park"),))

    yield in_cells(campaign, OTHER_PARK, "inspections", EachRow(rows, case))


RULES = (
    Rule(UNKNOWN_TOWN, _towns, ("units", "groups")),
    Rule(NO_GROUP, _groups, ("tasks", "goals", "parks", "enterprises")),
    Rule(OTHER_PARK, _other_park, ("enterprises", "parks")),
)
