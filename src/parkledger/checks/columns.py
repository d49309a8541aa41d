"""Every column that a filter, a sum, a standard, a case or a sequence names exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from parkledger.base.findings import Finding, error
from parkledger.base.names import nearest
from parkledger.base.sources import YamlPath
from parkledger.base.words import Words as W
from parkledger.checks.rule import Rule, at_key, in_plan
from parkledger.compute.populations import park_column, table_of
from parkledger.model.criteria import Criterion
from parkledger.model.ledger import Campaign

NO_SUCH_COLUMN = error(
    "PL306", "no-such-column",
    message=W("{of} 没有“{name}”这一列", "{of} has no column “{name}”"),
    why=W("按不存在的列筛选或求和，得不出数。", "A filter or sum over a missing column gives no number."),
    help=W("请改用已有列，或在 columns 中声明。", "Use a known column, or declare it under columns."),
    bad="where: {zone: north}", good="columns: {enterprises: [{key: zone, title: 区域, type: text}]}",
)  # fmt: skip


def _columns(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    for path, column in _item_columns(campaign):
        if not any(campaign.tables[of].has(column) for of in ("enterprises", "parks", "filings", "inspections")):
            yield _no_column(campaign, path, "enterprises", column)
    for path, of, column in _used(campaign):
        if of != "units" and of not in campaign.tables:
            continue
        table = table_of(campaign, of)
        wrong_type = {
            "sum": column not in table.numbers,
            "lists": column not in table.texts,
            "per": column in table.days,
        }
        if not table.has(column) or wrong_type.get(str(path[-1])):
            yield _no_column(campaign, path, of, column)


def _item_columns(campaign: Campaign) -> Iterator[tuple[YamlPath, str]]:
    """Every column that an item of a standard names."""
    for name, items in campaign.plan.standards.items():
        for at, item in enumerate(items):
            path: YamlPath = ("standards", name, at)
            for key in ("has", "not_after"):
                if column := getattr(item, key):
                    yield (*path, key), column
            for place, column in enumerate(item.any):
                yield (*path, "any", place), column


def _used(campaign: Campaign) -> Iterator[tuple[YamlPath, str, str]]:
    """Every column that a filter, a sum, a group, a case or a sequence names: its path, its population, its name."""
    for at, rule in enumerate(campaign.plan.zero):
        of = "parks" if rule.kind == "over_quota" else rule.of
        yield from _where(("zero", at), of, rule.where)
        if rule.column:
            yield ("zero", at, "column"), of, rule.column
    for at, duty in enumerate(campaign.plan.duties):
        if duty.case:
            yield from _where(("duties", at, "case"), duty.case.of, duty.case.where)
            yield ("duties", at, "case", "trigger"), duty.case.of, duty.case.trigger
    for at, sequence in enumerate(campaign.plan.sequences):
        for place, column in enumerate(sequence.columns):
            yield ("sequences", at, "columns", place), sequence.of, column
    for at, declared in enumerate(campaign.plan.declared):
        if declared.count == "parks" or (declared.sum or "").startswith("parks."):
            yield from _where(("declared", at), "parks", declared.where)
    for path, one, _ in campaign.plan.measured():
        yield from _measured(path, one)


def _measured(path: YamlPath, one: Criterion) -> Iterator[tuple[YamlPath, str, str]]:
    block = one.measured_by
    if block is None:
        return
    inner = (*path, one.kind)
    yield from _where(inner, block.of, block.where)
    for key in ("sum", "lists"):
        if column := getattr(block, key, None):
            yield (*inner, key), block.of, column
    if one.per:
        yield (*path, "per"), block.of, park_column(block.of) if one.per == "park" else one.per


def _where(path: YamlPath, of: str, where: Mapping[str, object]) -> Iterator[tuple[YamlPath, str, str]]:
    for column in where:
        yield (*path, "where", column), of, column


def _no_column(campaign: Campaign, path: YamlPath, of: str, column: str) -> Finding:
    table = table_of(campaign, of)
    near = nearest(column, [*table.texts, *table.days, *table.numbers])
    place = at_key if "where" in path else in_plan
    return place(campaign, NO_SUCH_COLUMN, path, near, of=of, name=column)


RULES = (Rule(NO_SUCH_COLUMN, _columns, ("columns",), alike=True),)
