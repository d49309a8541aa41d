"""Classes, sequences and class lines: each name is there, each enterprise has one class, values keep their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from parkledger.base.findings import Finding, error, warning
from parkledger.base.names import nearest
from parkledger.base.words import Words as W
from parkledger.checks.days import disordered
from parkledger.checks.rule import Case, Cells, EachRow, Rule, in_cells, in_plan
from parkledger.compute.classes import classify, in_two_classes
from parkledger.compute.populations import table_of
from parkledger.model.columns import NEVER, Days, Rows, Texts, as_days, distinct
from parkledger.model.ledger import Campaign
from parkledger.model.standards import Sequence

OUT_OF_SEQUENCE = error(
    "PL513", "out-of-sequence",
    message=W("{later}（{later_value}）不应先于或大于 {earlier}（{earlier_value}）：{clause}",
              "{later} ({later_value}) must not come before, or be more than, {earlier} ({earlier_value}): {clause}"),
    why=W("文件规定了先后或上限：先自行清理后执法，先申报后核定再拨付。",
          "The document sets an order or a limit: self-clearance before enforcement, declared before approved before paid."),
    help=W("请核对这两个值。", "Check both values."),
    bad=W("核定费用 120，申报费用 100", "fee_approved 120, fee_declared 100"), good=W("核定费用 100，申报费用 120", "fee_approved 100, fee_declared 120"),
)  # fmt: skip
TWO_CLASSES = warning(
    "PL514", "two-classes",
    message=W("同时符合“{first}”（{ground}）和“{second}”", "both “{first}” ({ground}) and “{second}” match"),
    why=W("两类的办法不同，要有人决定按哪一类；在决定之前按文件中先写的一类。",
          "The classes are treated differently; until somebody decides, the one that the document names first holds."),
    help=W("请核对该企业的认定，或豁免并写明决定。", "Check its classification, or waive it with the decision."),
    bad=W("无照（unlicensed）为 true，搬迁（relocate）也为 true", "unlicensed true, relocate true"), good=W("无照（unlicensed）为 true，搬迁（relocate）为 false", "unlicensed true, relocate false"),
)  # fmt: skip
NO_LINES = error(
    "PL414", "class-lines-missing",
    message=W("分级要用类别标准线，但没有给出（settings 里也没有）", "grading needs class lines, and none are given"),
    why=W("没有标准线，谁该升级、谁该关注都说不出。", "Without lines nobody can say who rises and who is watched."),
    help=W("请在 ledger.yaml 的 settings 里给出各类别各指标的标准线。", "Give the lines of each class under settings in ledger.yaml."),
    bad=W("lines: settings.class_lines，而 ledger.yaml 里没有给", "lines: settings.class_lines, not given"), good="class_lines: {一类: {产值规模: 100}}",
)  # fmt: skip
UNKNOWN_CLASS = error(
    "PL316", "unknown-class",
    message=W("没有名为“{name}”的类别", "there is no class “{name}”"),
    why=W("不存在的类别不会起作用。", "A class that does not exist has no effect."),
    help=W("请核对 classes 里的名称。", "Check the names under classes."),
    bad="overdue: {to: 取缔}", good="overdue: {to: 取缔类}",
)  # fmt: skip


class _Value(NamedTuple):
    """A cell of a sequence: as it is shown, and the key by which cells of one kind are compared."""

    column: str
    shown: str
    key: int | Decimal | str

    def comes_before(self, other: _Value) -> bool:
        """Whether it breaks the sequence when ``other`` is the cell before it; cells of two kinds have no order."""
        return type(self.key) is type(other.key) and self.key < other.key  # type: ignore[operator]


def _values(campaign: Campaign, sequence: Sequence, row: int) -> Iterator[_Value]:
    """The cells of a sequence that are filled in. Numbers must not rise, so that they are compared by their negative."""
    table = table_of(campaign, sequence.of)
    for column in sequence.columns:
        if column in table.days and (day := table.days[column][row]) != NEVER:
            yield _Value(column, date.fromordinal(day).isoformat(), day)
        elif column in table.numbers and (number := table.numbers[column][row]) is not None:
            yield _Value(column, str(number), -number)
        elif column in table.texts and (text := table.texts[column][row]):
            yield _Value(column, text, text)


def _sequences(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    kinds = dict.fromkeys(one.of for one in campaign.plan.sequences if one.of in campaign.tables)
    for kind in kinds:
        sequences = [one for one in campaign.plan.sequences if one.of == kind]
        yield in_cells(campaign, OUT_OF_SEQUENCE, kind, _out_of_sequence(campaign, sequences))


def _out_of_sequence(campaign: Campaign, sequences: list[Sequence]) -> Iterator[Case]:
    """Row by row, each cell that comes before, or is more than, the one before it in the sequence."""
    different = {(one.columns, one.clause): one for one in reversed(sequences)}
    candidates = [(one, _candidates(campaign, one)) for one in reversed(different.values())]
    by_row: dict[int, list[Sequence]] = {}
    for sequence, rows in candidates:
        for row in rows:
            by_row.setdefault(row, []).append(sequence)
    for row in sorted(by_row):
        for sequence in by_row[row]:
            for last, cell in pairwise(_values(campaign, sequence, row)):
                if cell.comes_before(last):
                    later = {"later": cell.column, "later_value": cell.shown}
                    earlier = {"earlier": last.column, "earlier_value": last.shown}
                    yield Case(row, cell.column, partial(dict, later | earlier, clause=sequence.clause))


def _candidates(campaign: Campaign, sequence: Sequence) -> Rows:
    """The rows that can hold such a cell: all columns of one kind are compared at once, so that few rows are walked."""
    table = table_of(campaign, sequence.of)
    days = [table.days[column] for column in sequence.columns if column in table.days]
    numbers = [table.text(column) for column in sequence.columns if column in table.numbers]
    texts = [table.texts[column] for column in sequence.columns if column in table.texts]
    return disordered(days) | disordered(_ranks(numbers, lambda text: -Decimal(text))) | disordered(_ranks(texts, str))


def _ranks(columns: list[Texts], key: Callable[[str], Any]) -> list[Days]:
    """Texts as days: the rank of each among all of them; an empty text is an absent day."""
    if len(columns) < 2:
        return []
    values = {text: key(text) for texts in columns for text in distinct(texts) if text}
    places = {value: place for place, value in enumerate(sorted(set(values.values())))}
    ranks = {text: places[value] for text, value in values.items()}
    return [as_days(texts, ranks, NEVER) for texts in columns]


def _conflicts(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    day = as_of.toordinal()
    rows = in_two_classes(campaign, "enterprises", day)
    cases = EachRow(rows, lambda row: Case(row, "id", partial(_conflict, campaign, row, day)))
    yield in_cells(campaign, TWO_CLASSES, "enterprises", cases)


def _conflict(campaign: Campaign, row: int, day: int) -> dict[str, str]:
    found = classify(campaign, "enterprises", row, day)
    assert found is not None  # two classes match
    first = found.moved.origin if found.moved else found.name
    return {"first": first, "ground": found.ground or "-", "second": "、".join(found.others)}


def _lines(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    if campaign.plan.grading is not None and not campaign.plan.grading.lines:
        yield in_plan(campaign, NO_LINES, ("grading", "lines"))


def _names(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    known = [name for one in campaign.plan.classes for name in (one.id, *one.aliases)]
    for at, one in enumerate(campaign.plan.classes):
        if one.overdue and one.overdue.to not in known:
            near = nearest(one.overdue.to, known)
            yield in_plan(campaign, UNKNOWN_CLASS, ("classes", at, "overdue", "to"), near, name=one.overdue.to)


RULES = (
    Rule(OUT_OF_SEQUENCE, _sequences),
    Rule(TWO_CLASSES, _conflicts),
    Rule(NO_LINES, _lines, ("grading",)),
    Rule(UNKNOWN_CLASS, _names, ("classes",), alike=True),
)
