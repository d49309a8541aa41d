"""Every column that a filter, a sum, a standard, a case or a sequence names is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from parkledger.base.findings import Finding, error
from parkledger.base.names import nearest
from parkledger.base.words import Words as W
from parkledger.checks.rule import Rule, in_plan
from parkledger.compute.populations import table_of
from parkledger.model.ledger import Campaign

Path = tuple[str | int, ...]

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
    for path, of, where, summed in _filters(campaign):
        if of != "units" and of not in campaign.tables:
            continue
        table = table_of(campaign, of)
        for column in where:
            if not table.has(column):
                yield _no_column(campaign, (*path, "where", column), of, column)
        if summed and summed not in table.numbers:
            yield _no_column(campaign, (*path, "sum"), of, summed)


def _item_columns(campaign: Campaign) -> Iterator[tuple[Path, str]]:
    """Every column that an item of a standard names."""
    for name, items in campaign.plan.standards.items():
        for at, item in enumerate(items):
            path: Path = ("standards", name, at)
            for key in ("has", "not_after"):
                if column := getattr(item, key):
                    yield (*path, key), column
            for place, column in enumerate(item.any):
                yield (*path, "any", place), column


def _filters(campaign: Campaign) -> Iterator[tuple[Path, str, Mapping[str, object], str | None]]:
    """Every filter and sum: its path, its population, the columns it names."""
    for at, rule in enumerate(campaign.plan.zero):
        columns = dict.fromkeys((*rule.where, *((rule.column,) if rule.column else ())))
        yield ("zero", at), "parks" if rule.kind == "over_quota" else rule.of, columns, None
    for at, duty in enumerate(campaign.plan.duties):
        if duty.case:
            yield ("duties", at, "case"), duty.case.of, {**duty.case.where, duty.case.trigger: ()}, None
    for at, sequence in enumerate(campaign.plan.sequences):
        yield ("sequences", at), sequence.of, dict.fromkeys(sequence.columns), None
    for path, one, _ in campaign.plan.measured():
        if one.quota:
            yield (*path, "quota"), one.quota.of, one.quota.where, one.quota.sum
        if one.threshold:
            yield (*path, "threshold"), one.threshold.of, one.threshold.where, one.threshold.sum
        if one.coverage:
            yield (*path, "coverage"), one.coverage.of, one.coverage.where, None


def _no_column(campaign: Campaign, path: Path, of: str, column: str) -> Finding:
    table = table_of(campaign, of)
    near = nearest(column, [*table.texts, *table.days, *table.numbers])
    return in_plan(campaign, NO_SUCH_COLUMN, path, near, of=of, name=column)


RULES = (Rule(NO_SUCH_COLUMN, _columns),)
