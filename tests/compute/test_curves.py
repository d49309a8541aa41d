"""Curves: what remains day by day, and since when it has held without a break."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parkledger.compute.curves import Curve, curve, done_changes, done_counts, done_or_exempt, negative, standing_days
from parkledger.compute.lives import Gap
from parkledger.model.columns import NEVER, every_row, groups

D = Decimal
DAYS = st.sampled_from([5, 10, 25, 40, NEVER])
FALLING = curve(D(3), [{10: D(-1)}, {20: D(-2), 30: D(1)}, {40: D(-1)}])
"""3, from day 10 on 2, from day 20 on 0, from day 30 on 1 (something came back), from day 40 on 0."""


def none_left(value: Decimal) -> bool:
    return value <= 0


@pytest.mark.parametrize(
    ("day", "value"), [(1, 3), (9, 3), (10, 2), (19, 2), (20, 0), (29, 0), (30, 1), (39, 1), (40, 0), (99, 0)]
)
def test_the_value_on_a_day(day, value):
    assert FALLING.at(day) == value


@pytest.mark.parametrize(
    ("day", "since"), [(9, None), (19, None), (20, 20), (29, 20), (30, None), (39, None), (40, 40), (99, 40)]
)
def test_since_when_it_holds_without_a_break(day, since):
    assert FALLING.since(day, none_left) == since


def test_what_held_from_the_start_holds_since_day_0():
    assert Curve(D(0)).since(50, none_left) == 0
    assert curve(D(0), [{60: D(1)}]).since(50, none_left) == 0
    assert curve(D(-2), [{10: D(1)}]).since(50, none_left) == 0


def test_a_step_within_what_holds_does_not_begin_a_new_run():
    assert curve(D(2), [{10: D(-2)}, {20: D(-1)}]).since(30, none_left) == 10


def test_changes_of_one_day_are_one_step_and_those_that_cancel_out_are_none():
    assert curve(D(5), [{10: D(-1)}, {10: D(-1)}, {20: D(1)}, {20: D(-1)}]) == Curve(D(5), [10], [D(3)])


@pytest.mark.parametrize(
    ("start", "gaps", "exempt", "spans"),
    [
        (NEVER, [], NEVER, []),
        (10, [], NEVER, [(10, NEVER)]),
        (10, [(20, 30)], NEVER, [(10, 20), (30, NEVER)]),
        (10, [(20, NEVER)], NEVER, [(10, 20)]),
        (10, [(5, 30)], NEVER, [(30, NEVER)]),
        (10, [(1, 5)], NEVER, [(10, NEVER)]),
        (10, [(20, 30), (25, 40)], NEVER, [(10, 20), (40, NEVER)]),
        (10, [(20, 30)], 25, [(10, 20), (25, NEVER)]),
        (NEVER, [], 25, [(25, NEVER)]),
        (25, [], 25, [(25, NEVER)]),
        (30, [], 25, [(25, NEVER)]),
    ],
)
def test_the_spans_in_which_something_stands_as_done(start, gaps, exempt, spans):
    made = [Gap("relapsed", first, until, 0) for first, until in gaps]
    assert standing_days(start, made, exempt) == spans


def test_what_is_done_by_day_is_one_for_each_row_or_its_weight():
    given = done_or_exempt([10, NEVER, 20, NEVER], [NEVER, 15, 12, NEVER], {})
    plain = curve(D(0), done_changes(every_row(4), given, None))
    weighed = curve(D(0), done_changes(every_row(4), given, [D("1.5"), D("0.5"), None, D(9)]))
    assert plain == Curve(D(0), [10, 12, 15], [D(1), D(2), D(3)])
    assert weighed == Curve(D(0), [10, 15], [D("1.5"), D("2.0")])


def test_a_row_with_a_gap_is_undone_while_it_lasts():
    gaps = {0: [Gap("relapsed", 20, 30, 0)]}
    left = curve(D(2), negative(done_changes(every_row(2), done_or_exempt([10, 25], None, gaps), None)))
    assert [left.at(day) for day in (9, 10, 20, 25, 30)] == [2, 1, 2, 1, 0]


def test_so_is_its_weight():
    gaps = {0: [Gap("relapsed", 20, 30, 0)]}
    done = curve(D(0), done_changes(every_row(2), done_or_exempt([10, 25], None, gaps), [D("1.5"), D("0.5")]))
    assert [done.at(day) for day in (9, 10, 20, 25, 30)] == [D(0), D("1.5"), D(0), D("0.5"), D("2.0")]


def test_groups_are_counted_with_their_gaps_and_exemptions():
    """A of P relapses from day 20 to 30, B of P is exempt from day 40, C of Q is done on day 5."""
    gaps = {0: [Gap("relapsed", 20, 30, 0)], 1: []}
    given = done_or_exempt([10, NEVER, 5], [NEVER, 40, NEVER], gaps)
    found = {park: curve(D(0), changes) for park, changes in done_counts(every_row(3), given, ["P", "P", "Q"]).items()}
    assert [found["P"].at(day) for day in (9, 10, 20, 30, 40)] == [0, 1, 0, 1, 2]
    assert [found["Q"].at(day) for day in (4, 5)] == [0, 1]


@given(st.lists(st.tuples(DAYS, DAYS, st.sampled_from("甲乙丙"), st.booleans()), max_size=12))
def test_groups_counted_together_are_what_each_is_alone(rows):
    done, exempt, texts, back = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [], [])
    gaps = {row: [Gap("relapsed", 20, 30, row)] for row, fell in enumerate(back) if fell}
    given_ = done_or_exempt(done, exempt, gaps)
    together = done_counts(every_row(len(rows)), given_, texts)
    for text, inside in groups(texts, every_row(len(rows))).items():
        alone = curve(D(0), done_changes(inside, given_, None))
        assert curve(D(0), together.get(text, ())) == alone
