"""The columns interface: sets of rows, days and numbers by column, select, count by, sum by."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkledger.model import columns as ask
from parkledger.model.array_numbers import CodedNumbers
from parkledger.model.array_plain import PlainTexts
from parkledger.model.arrays import one_day
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
from support.forms import as_array, coded

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
        days = TABLE.days["exited_on"]
        assert list(until(days, last)) == by_then
        assert list(after(days, last)) == later


class TestTally:
    def test_how_many_rows_have_each_day(self):
        assert tally(TABLE.days["exited_on"], TABLE.all()) == {10: 2, 20: 1}
        assert tally(TABLE.days["exited_on"], rows_at([1, 2])) == {20: 1}

    def test_the_sum_of_a_number_by_day_leaves_out_the_absent(self):
        assert tally_sum(TABLE.days["exited_on"], TABLE.numbers["staff"], TABLE.all()) == {10: D(12)}


class TestTable:
    def test_which_columns_it_has(self):
        assert [TABLE.has(name) for name in ("id", "exited_on", "staff", "no_such")] == [True, True, True, False]

    def test_an_unknown_column_is_a_defect_of_the_caller(self):
        with pytest.raises(KeyError):
            TABLE.text("no_such")

    def test_a_column_is_found_whatever_its_type(self):
        assert TABLE.column("id") is TABLE.texts["id"]
        assert TABLE.column("exited_on") is TABLE.days["exited_on"]
        assert TABLE.column("staff") is TABLE.numbers["staff"]
        assert TABLE.column("no_such") is None

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


DAY = st.sampled_from([1, 2, 3, 700000, NEVER - 1, NEVER])
TEXT = st.sampled_from(["", "甲", "乙", "false", "a", "aa", "甲乙"])
NUMBER = st.none() | st.sampled_from([D(0), D("2.5"), D("2.50"), D(-3), D("1E+2"), D(7)])


@st.composite
def columns(draw):
    """Columns of equal length, and some of their rows."""
    size = draw(st.integers(0, 40))
    of_size = {"min_size": size, "max_size": size}
    rows = rows_of(draw(st.lists(st.booleans(), **of_size)))
    days = [draw(st.lists(DAY, **of_size)) for _ in range(3)]
    texts = draw(st.lists(TEXT, **of_size) | st.lists(st.text("甲乙a", max_size=3), **of_size))
    return rows, days, texts, draw(st.lists(NUMBER, **of_size))


def plain(answer):
    """An answer as lists, dicts and sets of rows, of Python's own types: repr tells an int of numpy from one."""
    if isinstance(answer, dict):
        return {key: plain(value) for key, value in answer.items()}
    return repr(answer if isinstance(answer, ask.Rows | int | D) else list(answer))


DAY_QUESTIONS = {
    "until": lambda days, others, rows: [ask.until(days, day) for day in (0, 2, NEVER - 1, NEVER, NEVER + 9)],
    "there": lambda days, others, rows: ask.there(days),
    "after": lambda days, others, rows: ask.after(days, 2),
    "before": lambda days, others, rows: ask.before(days, others[0]),
    "on_days": lambda days, others, rows: ask.on_days(days, [2, 700000, NEVER]),
    "latest": lambda days, others, rows: ask.latest([days, *others], len(days)),
    "earliest": lambda days, others, rows: ask.earliest([*others, days], len(days)),
    "replaced": lambda days, others, rows: ask.replaced(days, rows, others[1]),
    "replaced by one": lambda days, others, rows: ask.replaced(days, rows, 5),
    "changed": lambda days, others, rows: ask.changed(days, {row: 9 + row for row in rows}),
    "tally": lambda days, others, rows: sorted(ask.tally(days, rows).items()),
    "picked": lambda days, others, rows: ask.picked(days, rows),
    "at": lambda days, others, rows: ask.at(days, list(rows)[::-1]),
    "cells": lambda days, others, rows: [days[row] for row in rows],
    "slice": lambda days, others, rows: days[1:3],
}
TEXT_QUESTIONS = {
    "where": lambda texts, rows: [ask.where(texts, values) for values in ((), ("",), ("甲", "a"), ("no", "甲乙"))],
    "filled": lambda texts, rows: ask.filled(texts),
    "groups": lambda texts, rows: list(ask.groups(texts, rows).items()),
    "counted": lambda texts, rows: list(ask.counted(texts, rows).items()),
    "distinct": lambda texts, rows: sorted(ask.distinct(texts)),
    "first_rows": lambda texts, rows: sorted(ask.first_rows(texts, ["甲", "no", "", "aa", "甲"]).items()),
    "repeated": lambda texts, rows: ask.repeated(texts),
    "first in": lambda texts, rows: ask.first_in(texts, [*texts[3:], "甲", "", "aa", "甲"]),
    "in it first": lambda texts, rows: ask.first_in(["甲", "", "no", "aa"], texts),
    "renamed": lambda texts, rows: ask.renamed(texts, {"甲": "乙", "": "empty"}),
    "as_days": lambda texts, rows: ask.as_days(texts, {"甲": 3, "": 4, "no": 5}, NEVER),
    "picked": ask.picked,
    "at": lambda texts, rows: ask.at(texts, [*rows, *rows][::-1]),
    "cells": lambda texts, rows: [texts[row] for row in rows],
    "slice": lambda texts, rows: texts[1:3],
}
NUMBER_QUESTIONS = {
    "holding": lambda numbers, days, rows: ask.holding(numbers),
    "holding more": lambda numbers, days, rows: ask.holding(numbers, lambda number: number >= D("2.5")),
    "total": lambda numbers, days, rows: ask.total(numbers, rows),
    "spelled": lambda numbers, days, rows: ask.spelled(numbers),
    "tally_sum": lambda numbers, days, rows: sorted(ask.tally_sum(days, numbers, rows).items()),
    "cells": lambda numbers, days, rows: [numbers[row] for row in rows],
    "slice": lambda numbers, days, rows: numbers[1:3],
}


in_time = settings(deadline=None, database=None)
"""The first call pays for what is imported or laid out once."""


class TestTwoForms:
    """Lists and arrays give the same answer to every question."""

    @given(columns())
    @in_time
    def test_of_days(self, given):
        rows, (days, *others), _, _ = given
        arrays = [as_array(one) for one in others]
        for question, asked in DAY_QUESTIONS.items():
            expected = question, plain(asked(days, others, rows))
            assert (question, plain(asked(as_array(days), arrays, rows))) == expected
            assert (question, plain(asked(as_array(days), others, rows))) == expected
            assert (question, plain(asked(days, arrays, rows))) == expected

    @pytest.mark.parametrize("form", [coded, PlainTexts.of])
    @given(columns())
    @in_time
    def test_of_texts(self, form, given):
        rows, _, texts, _ = given
        for question, asked in TEXT_QUESTIONS.items():
            assert (question, plain(asked(form(texts), rows))) == (question, plain(asked(texts, rows)))

    @pytest.mark.parametrize("form", [coded, PlainTexts.of])
    @given(columns())
    @in_time
    def test_of_days_by_a_text(self, form, given):
        rows, (days, *_), texts, _ = given
        expected = {text: ask.tally(days, inside) for text, inside in ask.groups(texts, rows).items()}
        for tallied in (ask.tally_by(days, texts, rows), ask.tally_by(as_array(days), form(texts), rows)):
            assert repr(sorted((text, sorted(counts.items())) for text, counts in tallied.items())) == repr(
                [(text, sorted(counts.items())) for text, counts in expected.items() if counts]
            )

    @given(columns())
    @in_time
    def test_of_numbers(self, given):
        rows, (days, *_), _, numbers = given
        for question, asked in NUMBER_QUESTIONS.items():
            expected = question, plain(asked(numbers, days, rows))
            assert (question, plain(asked(CodedNumbers.of(numbers), as_array(days), rows))) == expected
            assert (question, plain(asked(numbers, as_array(days), rows))) == expected

    @pytest.mark.parametrize("form", [coded, PlainTexts.of])
    @given(columns())
    @in_time
    def test_what_stands_twice_is_looked_for_among_rows_that_hold_it(self, form, given):
        _, (days, *_), texts, _ = given
        pairs = list(zip(days, texts, strict=True))
        twice = [row for row, pair in enumerate(pairs) if pairs.count(pair) > 1]
        assert list(ask.perhaps_alike([days, texts], len(days))) == list(range(len(days)))
        assert list(ask.perhaps_alike([as_array(days), form(texts)], len(days))) == twice
        assert set(twice) <= set(ask.perhaps_alike([days, form(texts)], len(days)))

    @given(columns())
    @in_time
    def test_a_column_of_one_day(self, given):
        size = len(given[2])
        assert list(one_day(size, 7)) == list(Table(size=size).every(7))

    @given(columns())
    @in_time
    def test_an_array_is_gone_through_like_a_list(self, given):
        _, (days, *_), texts, numbers = given
        assert list(as_array(days)) == days
        assert list(coded(texts)) == list(PlainTexts.of(texts)) == texts
        assert list(map(repr, CodedNumbers.of(numbers))) == list(map(repr, numbers))

    def test_a_cell_that_is_not_there_is_no_cell_of_the_other_end(self):
        with pytest.raises(IndexError):
            PlainTexts.of(["a", "b"])[2]
        assert PlainTexts.of(["a", "b"])[-1] == "b"


def test_days_that_nothing_replaces_need_no_room_of_their_own():
    """Every quota of a plan keeps its days: those of five million rows are 20 MB."""
    days = as_array([5, 9, NEVER])
    assert days.replaced(rows_at([1, 2]), as_array([1, 9, NEVER])) is days
    assert list(days.replaced(rows_at([1]), 7)) == [5, 7, NEVER]
