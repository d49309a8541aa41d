"""What a criterion measures: what remains, day by day, and the bound that it must reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from parkledger.compute.curves import (
    Amount,
    Curve,
    Done,
    curve,
    done_changes,
    done_counts,
    done_or_exempt,
    negative,
    standing_days,
)
from parkledger.compute.indicators import half_up, indicator_curve, names_in, ratio_curve
from parkledger.compute.lives import LEVELS, Gap, lives
from parkledger.compute.populations import baseline_members, listed_days, listed_late, members, table_of
from parkledger.compute.standards import column_days, standard_days
from parkledger.model.columns import (
    NEVER,
    Days,
    Rows,
    Texts,
    after,
    as_days,
    counted,
    distinct,
    latest,
    replaced,
    rows_at,
    tally,
    tally_by,
    tally_sum,
    there,
    total,
    until,
)
from parkledger.model.criteria import Coverage, Criterion, Quota, Threshold
from parkledger.model.ledger import Campaign


class Measure(NamedTuple):
    """The curve of what remains, the number it starts from, and the bound.

    ``curve`` is None where there is no data at all, and says nothing before the day ``known_from``.
    """

    curve: Curve | None
    start: Decimal | None
    bound: Decimal
    op: str
    holds: Callable[[Decimal], bool]
    known_from: int = 0
    upper: Decimal | None = None
    """The upper bound of a range."""
    asked: Curve | None = None
    """Everything to be done, if members were listed after the start."""


def done_days(campaign: Campaign, of: str, done: str) -> Days:
    """From which day each row is done: a level of exit, a standard, or a dated column."""
    if done in LEVELS and of != "units":
        return lives(campaign, of).level(done)
    table = table_of(campaign, of)
    if done in campaign.plan.standards:
        return standard_days(table, campaign.standard(done))
    return column_days(table, done)


def _gaps(campaign: Campaign, of: str, done: str) -> Mapping[int, Sequence[Gap]]:
    """The gaps that count: every relapse, and failed acceptances if proof or acceptance is required."""
    if of == "units":
        return {}
    kinds = ("relapsed", {"proven": "failed", "accepted": "unaccepted"}.get(done, ""))
    gaps = lives(campaign, of).gaps
    return {row: [gap for gap in found if gap.kind in kinds] for row, found in gaps.items()}


class _Basis(NamedTuple):
    """What a quota over any rows of a population takes from the table: who came late, since when each row is listed,
    and from when it is done or exempt. Who came late is neither before it came."""

    late: Rows
    listed: Days
    done: Done


@lru_cache(maxsize=16)
def _basis(campaign: Campaign, of: str, done: str, except_: str | None, *, printed: bool, relapses: bool) -> _Basis:
    """The basis, cached, since every group of a criterion needs the same one."""
    table = table_of(campaign, of)
    late = listed_late(campaign, of) if printed else latecomers(campaign, of)
    listed = listed_days(campaign, of)
    gaps = _gaps(campaign, of, done) if relapses else {}

    def not_before_listed(days: Days) -> Days:
        return replaced(days, late, latest([days, listed], table.size))

    exempt = None
    if except_ in campaign.plan.standards:
        exempt = not_before_listed(standard_days(table, campaign.plan.standards[except_]))
    days = not_before_listed(done_days(campaign, of, done))
    return _Basis(late, listed, done_or_exempt(days, exempt, gaps))


def quota_measure(campaign: Campaign, quota: Quota, rows: Rows, start: Decimal | None) -> Measure:
    """A quota over some rows: from ``start`` (else the baseline population) what is done comes off.

    A row that is missing from the roster therefore still remains to be done; members listed after the baseline
    come on top until they are done.
    """
    printed = start is not None
    basis = _basis(campaign, quota.of, quota.done, quota.except_, printed=printed, relapses=quota.relapses)
    late, listed = rows & basis.late, basis.listed
    base = rows - late
    weights = table_of(campaign, quota.of).numbers.get(quota.sum) if quota.sum else None
    if quota.sum and weights is None:
        return Measure(None, start, quota.bound, quota.op, lambda left: False)
    if start is None:
        start = Decimal(len(base)) if weights is None else total(weights, base)
    came: Mapping[int, Amount] | None = None
    if late:
        came = tally(listed, late) if weights is None else tally_sum(listed, weights, late)
    changes = negative(done_changes(rows, basis.done, weights))
    return _quota(quota, start, changes, came, 0 if printed else _first_listed(campaign, quota.of))


def left_rows(campaign: Campaign, block: Quota | Coverage, rows: Rows, day: int) -> Rows:
    """The rows that are listed and neither done nor exempt on a day."""
    quota = as_quota(block) if isinstance(block, Coverage) else block
    given = _basis(campaign, quota.of, quota.done, quota.except_, printed=False, relapses=quota.relapses).done
    there_by_then = rows - after(listed_days(campaign, quota.of), day)
    left = there_by_then - until(given.first, day)
    for row in there_by_then & given.fallen:
        exempt = NEVER if given.exempt is None else given.exempt[row]
        if not any(first <= day < end for first, end in standing_days(given.done[row], given.gaps[row], exempt)):
            left |= rows_at([row])
    return left


def _quota(
    quota: Quota, start: Decimal, changes: Sequence[Mapping[int, Amount]], came: Mapping[int, Amount] | None, known: int
) -> Measure:
    bound, below = quota.bound, quota.op == "<"
    return Measure(
        curve(start, [*changes, came or {}]), start, bound, quota.op,
        lambda left: left < bound if below else left <= bound, known,
        asked=None if came is None else curve(start, [came]),
    )  # fmt: skip


def quota_measures(
    campaign: Campaign, quota: Quota, rows: Rows, by: Texts, starts: Mapping[str, Decimal | None]
) -> dict[str, Measure]:
    """A quota that counts, over the rows of each of these texts: the same as one by one, in one go over the columns.
    All of them have a printed start, or none has.
    """
    printed = any(start is not None for start in starts.values())
    basis = _basis(campaign, quota.of, quota.done, quota.except_, printed=printed, relapses=quota.relapses)
    late = rows & basis.late
    sizes = {} if printed else counted(by, rows - late)
    done = done_counts(rows, basis.done, by)
    came = tally_by(basis.listed, by, late)
    known = 0 if printed else _first_listed(campaign, quota.of)
    found = {}
    for name, start in starts.items():
        first = Decimal(sizes.get(name, 0)) if start is None else start
        found[name] = _quota(quota, first, negative(done.get(name, ())), came.get(name), known)
    return found


def latecomers(campaign: Campaign, of: str) -> Rows:
    """Where no start is printed: who was listed after the baseline, or on any day where there is no baseline day."""
    if campaign.baseline is None:
        return after(listed_days(campaign, of), 0)
    return listed_late(campaign, of)


@lru_cache(maxsize=32)
def _first_listed(campaign: Campaign, of: str) -> int:
    """The day from which the file has any member; an empty roster is no data, not a zero."""
    listed = listed_days(campaign, of)
    dated = there(listed)
    first = 0 if len(dated) < len(listed) else min(tally(listed, dated), default=NEVER)
    return 0 if first <= (campaign.baseline or 0) else first


def coverage_measure(campaign: Campaign, coverage: Coverage, rows: Rows) -> Measure:
    """How many members still lack the standard. A relapse does not take a dossier or an agreement away."""
    return quota_measure(campaign, as_quota(coverage), rows, None)


def as_quota(coverage: Coverage) -> Quota:
    """A coverage as the quota of members that lack the standard."""
    return Quota.model_construct(of=coverage.of, to=Decimal(0), done=coverage.standard, relapses=False)


def threshold_measure(campaign: Campaign, threshold: Threshold, rows: Rows) -> Measure:
    """A number compared with a bound. ``curve`` is None if an indicator has no value at all."""
    table = table_of(campaign, threshold.of)
    figures = threshold.ratio is not None or threshold.indicator is not None
    ids = [table.texts["id"][row] for row in rows] if figures and "id" in table.texts else []
    if threshold.ratio is not None:
        found = ratio_curve(campaign, threshold.ratio, ids)
    elif threshold.indicator is not None:
        found = indicator_curve(campaign, threshold.indicator, ids)
    elif threshold.lists is not None:
        lists = table.texts.get(threshold.lists)
        found = curve(Decimal(_longest_list(lists, rows)), []) if lists else None
    elif threshold.sum is not None:
        numbers = table.numbers.get(threshold.sum)
        found = curve(total(numbers, rows), []) if numbers else None
    else:
        listed = listed_days(campaign, threshold.of)
        late = rows & after(listed, 0)
        found = curve(Decimal(len(rows - late)), [tally(listed, late)])
    low = threshold.between[0] if threshold.between else threshold.at_least
    high = threshold.between[-1] if threshold.between else threshold.at_most
    op = "between" if threshold.between else (">=" if low is not None else "<=")
    bound = low if low is not None else (high or Decimal(0))

    def holds(value: Decimal) -> bool:
        return (low is None or value >= low) and (high is None or value <= high)

    upper = high if threshold.between else None
    return Measure(found, None, bound, op, holds, found.days[0] if figures and found else 0, upper)


def _longest_list(lists: Texts, rows: Rows) -> int:
    """How many names the longest list of the rows has: each distinct list is counted once."""
    lengths = as_days(lists, {text: len(names_in(text)) for text in distinct(lists)}, 0)
    return max(tally(lengths, rows), default=0)


def target_of(campaign: Campaign, quota: Quota, group: str, day: int) -> Decimal | None:
    """What one group is to do: its printed target, or the share of its latest base where targets follow it."""
    target = quota.targets.get(group)
    if target is None or quota.refresh is None or quota.refresh.mode != "latest":
        return target.do if target else None
    base = indicator_curve(campaign, quota.refresh.indicator, [group])
    if base is None or day < base.days[0]:
        return target.do
    return half_up(base.at(day) * quota.refresh.share, quota.refresh.round)


def measure_of(campaign: Campaign, measured: Criterion, rows: Rows, start: Decimal | None = None) -> Measure | None:
    """The measure of a criterion over some rows; None for kinds that measure nothing."""
    if measured.quota is not None:
        return quota_measure(campaign, measured.quota, rows, start)
    if measured.coverage is not None:
        return coverage_measure(campaign, measured.coverage, rows)
    if measured.threshold is not None:
        return threshold_measure(campaign, measured.threshold, rows)
    return None


def population_of(campaign: Campaign, measured: Criterion, park: str | None) -> Rows:
    """The members that a criterion measures."""
    block = measured.measured_by
    return members(campaign, block.of, block.where, park) if block else Rows(0)


def baseline_size(campaign: Campaign, measured: Criterion, park: str | None) -> int:
    """How many baseline members the roster has for a quota: what a printed count is compared with."""
    quota = measured.quota
    return len(baseline_members(campaign, quota.of, quota.where, park)) if quota else 0
