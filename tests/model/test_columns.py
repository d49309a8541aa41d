"""The columns interface: sets of rows, days and numbers by column, select, count by, sum by."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parkledger.model.columns import (
    NEVER,
    NO_ROWS,
    Table,
    after,
    earliest,
    every_row,
    latest,
    rows_at,
    rows_of,
    tally,
    tally_sum,
    until,
)

D = Decimal
TABLE = Table(
    path="enterprises/p.csv",
    size=4,
    texts={"id": ["A", "B", "C", "D"], "park": ["P", "Q", "P", ""]},
    days={"exited_on": [10, 20, NEVER, 10]},
    numbers={"staff": [D(5), None, D("2.5"), D(7)]},
    lines=[2, 3, 5, 6],
)


class TestRows:
    ROWS = st.sets(st.integers(0, 200))

    @given(ROWS, ROWS)
    def test_they_are_sets(self, one, other):
        left, right = rows_at(one), rows_at(other)
        assert list(left) == sorted(one)
        assert len(left) == len(one)
        assert set(left & right) == one & other
        assert set(left | right) == one | other
        assert set(left - right) == one - other
        assert all((row in left) == (row in one) for row in range(202))

    def test_of_marks(self):
        assert list(rows_of([True, False, False, True])) == [0, 3]
        assert rows_of([]) == NO_ROWS

    def test_every_row_of_a_table(self):
        assert list(every_row(3)) == [0, 1, 2]
        assert every_row(0) == NO_ROWS
        assert list(TABLE.all()) == [0, 1, 2, 3]


class TestDays:
    """An absent day is later than every day."""

    FIRST, SECOND = [10, NEVER, 30, NEVER], [20, 20, 20, NEVER]

    def test_the_latest_is_absent_when_one_is(self):
        assert list(latest([self.FIRST, self.SECOND], 4)) == [20, NEVER, 30, NEVER]

    def test_the_earliest_is_absent_when_all_are(self):
        assert list(earliest([self.FIRST, self.SECOND], 4)) == [10, 20, 20, NEVER]

    def test_of_one_column_both_are_that_column(self):
        assert (latest([self.FIRST], 4), earliest([self.FIRST], 4)) == (self.FIRST, self.FIRST)

    def test_of_no_columns_the_latest_is_always_and_the_earliest_never(self):
        assert (list(latest([], 2)), list(earliest([], 2))) == ([1, 1], [NEVER, NEVER])

    @pytest.mark.parametrize(("last", "by_then", "later"), [(9, [], [0, 1, 3]), (10, [0, 3], [1]), (20, [0, 1, 3], [])])
    def test_until_and_after_a_day_leave_out_the_absent(self, last, by_then, later):
        days = TABLE.day("exited_on")
        assert list(until(days, last)) == by_then
        assert list(after(days, last)) == later


class TestTally:
    def test_how_many_rows_have_each_day(self):
        assert tally(TABLE.day("exited_on"), TABLE.all()) == {10: 2, 20: 1}
        assert tally(TABLE.day("exited_on"), rows_at([1, 2])) == {20: 1}

    def test_the_sum_of_a_number_by_day_leaves_out_the_absent(self):
        assert tally_sum(TABLE.day("exited_on"), TABLE.number("staff"), TABLE.all()) == {10: D(12)}


class TestTable:
    def test_which_columns_it_has(self):
        assert [TABLE.has(name) for name in ("id", "exited_on", "staff", "no_such")] == [True, True, True, False]

    @pytest.mark.parametrize("of", ["text", "day", "number"])
    def test_an_unknown_column_is_a_defect_of_the_caller(self, of):
        with pytest.raises(KeyError):
            getattr(TABLE, of)("no_such")

    def test_a_number_is_spelled_out_as_text(self):
        assert list(TABLE.text("staff")) == ["5", "", "2.5", "7"]

    def test_select(self):
        assert list(TABLE.where("park", ["P"])) == [0, 2]
        assert list(TABLE.where("park", ["P", ""])) == [0, 2, 3]
        assert list(TABLE.where("staff", ["2.5"])) == [2]
        assert list(TABLE.where("park", [])) == []

    def test_group_and_count_by(self):
        groups = TABLE.groups("park", TABLE.all())
        assert {value: list(rows) for value, rows in groups.items()} == {"": [3], "P": [0, 2], "Q": [1]}
        assert list(groups) == ["", "P", "Q"]
        assert TABLE.count_by("park", rows_at([0, 1, 2])) == {"P": 2, "Q": 1}

    def test_the_place_of_a_row_is_its_line(self):
        assert TABLE.at(2) == (5, 1)
        assert TABLE.at(2, "park") == (5, 1)

    def test_and_that_of_a_cell_what_the_reader_says(self):
        placed = Table(size=1, lines=[2], place=lambda row, column: (2, len(column)))
        assert (placed.at(0), placed.at(0, "park")) == ((2, 1), (2, 4))
