"""Periods: their labels, where they begin and end, and for how long a look is recent enough."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkledger.base.periods import (
    UNITS,
    Every,
    Periods,
    label_after,
    later,
    months_between,
    parse_every,
    parse_period_label,
    period_end,
    period_of,
    runs,
)


def day(text):
    return date.fromisoformat(text)


# ── rhythms


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("day", Every("day")), ("night", Every("night")), ("week", Every("week")), ("half_month", Every("half_month")),
        ("month", Every("month")), ("quarter", Every("quarter")), ("year", Every("year")),
        ("每日", Every("day")), ("每天", Every("day")), ("每夜", Every("night")), ("每晚", Every("night")),
        ("每周", Every("week")), ("每半月", Every("half_month")), ("每月", Every("month")), ("每季", Every("quarter")),
        ("每季度", Every("quarter")), ("每年", Every("year")), ("季度", Every("quarter")),
        ("10天", Every("day", 10)), ("10 day", Every("day", 10)), ("每2天", Every("day", 2)), ("2周", Every("week", 2)),
        ("3个月", Every("month", 3)), ("每3个月", Every("month", 3)), ("2年", Every("year", 2)),
        (" month ", Every("month")),
    ],
)  # fmt: skip
def test_a_rhythm_in_words(text, every):
    assert parse_every(text) == every


@pytest.mark.parametrize(
    "text",
    ["", "定期", "不定期", "适时", "sometimes", "Month", "0天", "-1 day", "1.5 month", "2half_month",
     "１０天", "1000 day",
     "两周", "month month"],
)  # fmt: skip
def test_what_is_no_rhythm_is_refused(text):
    with pytest.raises(ValueError):
        parse_every(text)


@pytest.mark.parametrize(("every", "shown"), [(Every("month"), "month"), (Every("day", 10), "10 day")])
def test_a_rhythm_is_shown_as_it_can_be_written(every, shown):
    assert str(every) == shown
    assert parse_every(shown) == every


@pytest.mark.parametrize(
    ("every", "start", "last"),
    [
        (Every("day"), "2021-06-30", "2021-07-01"),
        (Every("night"), "2021-12-31", "2022-01-01"),
        (Every("day", 10), "2021-06-25", "2021-07-05"),
        (Every("week"), "2024-02-26", "2024-03-04"),
        (Every("half_month"), "2021-06-20", "2021-07-05"),
        (Every("month"), "2021-01-31", "2021-02-28"),
        (Every("month"), "2024-01-31", "2024-02-29"),
        (Every("month"), "2021-02-28", "2021-03-28"),
        (Every("month"), "2021-12-15", "2022-01-15"),
        (Every("month", 3), "2021-11-30", "2022-02-28"),
        (Every("quarter"), "2021-11-30", "2022-02-28"),
        (Every("quarter"), "2023-11-30", "2024-02-29"),
        (Every("year"), "2024-02-29", "2025-02-28"),
        (Every("year", 4), "2024-02-29", "2028-02-29"),
        (Every("year"), "2021-12-31", "2022-12-31"),
    ],
)
def test_until_when_a_look_is_recent_enough(every, start, last):
    assert every.after(day(start)) == day(last)


@pytest.mark.parametrize("every", [Every("day"), Every("month"), Every("quarter"), Every("year", 999)])
def test_a_look_on_the_last_day_of_the_calendar_does_no_harm(every):
    assert every.after(date.max) == date.max


# ── labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2021-07-05", "2021-07-05"), ("2021-07", "2021-07"), ("2021年7月", "2021-07"), ("2021年12月", "2021-12"),
        ("2021-07-H1", "2021-07-H1"), ("2021年7月上半月", "2021-07-H1"), ("2021年7月下半月", "2021-07-H2"),
        ("2021-Q3", "2021-Q3"), ("2021Q3", "2021-Q3"), ("2021年第三季度", "2021-Q3"), ("2021年三季度", "2021-Q3"),
        ("2021-W30", "2021-W30"), ("2020-W53", "2020-W53"), ("2021", "2021"), ("2021年", "2021"), ("2021年度", "2021"),
        (" 2021-07 ", "2021-07"),
    ],
)  # fmt: skip
def test_the_label_of_a_period_has_one_spelling(text, label):
    assert parse_period_label(text) == label


@pytest.mark.parametrize(
    "text",
    ["", "七月份", "7月", "2021-7", "2021.07", "2021-Q5", "2021-H1", "２０２１-07", "2021-07-H3",
     "21-07", "2021年五季度", "NA"],
)  # fmt: skip
def test_what_is_no_label_is_refused(text):
    with pytest.raises(ValueError):
        parse_period_label(text)


@pytest.mark.parametrize(
    "text",
    ["2021-13", "2021-00", "2021年13月", "2021年0月", "2021-13-H1", "2021年13月上半月", "2021-W00",
     "2021-W54", "2021-W53",
     "2021-06-31", "2021-02-29", "0000", "0000-01"],
)  # fmt: skip
def test_a_period_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError):
        parse_period_label(text)


# ── periods


@pytest.mark.parametrize(
    ("unit", "on", "first", "last", "label"),
    [
        ("day", "2021-07-05", "2021-07-05", "2021-07-05", "2021-07-05"),
        ("night", "2021-07-05", "2021-07-05", "2021-07-05", "2021-07-05"),
        ("week", "2021-07-25", "2021-07-19", "2021-07-25", "2021-W29"),
        ("week", "2021-07-26", "2021-07-26", "2021-08-01", "2021-W30"),
        ("week", "2021-01-01", "2020-12-28", "2021-01-03", "2020-W53"),
        ("half_month", "2021-02-15", "2021-02-01", "2021-02-15", "2021-02-H1"),
        ("half_month", "2021-02-16", "2021-02-16", "2021-02-28", "2021-02-H2"),
        ("month", "2024-02-01", "2024-02-01", "2024-02-29", "2024-02"),
        ("quarter", "2021-03-31", "2021-01-01", "2021-03-31", "2021-Q1"),
        ("quarter", "2021-04-01", "2021-04-01", "2021-06-30", "2021-Q2"),
        ("quarter", "2021-12-31", "2021-10-01", "2021-12-31", "2021-Q4"),
        ("year", "2021-06-25", "2021-01-01", "2021-12-31", "2021"),
    ],
)
def test_the_period_that_holds_a_day(unit, on, first, last, label):
    assert period_of(unit, day(on)) == (day(first), day(last), label)


@pytest.mark.parametrize(
    ("label", "last"),
    [
        ("2021-07-05", "2021-07-05"),
        ("2021-W30", "2021-08-01"),
        ("2020-W53", "2021-01-03"),
        ("2024-02-H1", "2024-02-15"),
        ("2024-02-H2", "2024-02-29"),
        ("2024-02", "2024-02-29"),
        ("2021-Q3", "2021-09-30"),
        ("2021", "2021-12-31"),
    ],
)
def test_the_last_day_of_a_period_by_its_label(label, last):
    assert period_end(label) == day(last)


@pytest.mark.parametrize(
    "label", ["", "2021-13", "2021-W54", "2021-W53", "2021-13-H1", "2021-02-30", "0000", "长期坚持"]
)
def test_a_label_of_no_period_has_no_last_day(label):
    with pytest.raises(ValueError):
        period_end(label)


@pytest.mark.parametrize(
    ("unit", "effective", "until", "labels"),
    [
        # the first period begins on or after the effective day
        ("month", "2021-06-25", "2021-08-31", ["2021-07", "2021-08"]),
        ("month", "2021-07-01", "2021-08-31", ["2021-07", "2021-08"]),
        ("month", "2021-07-02", "2021-08-31", ["2021-08"]),
        # the last one holds the day until which is asked
        ("month", "2021-06-25", "2021-08-01", ["2021-07", "2021-08"]),
        ("month", "2021-06-25", "2021-06-30", []),
        ("quarter", "2021-06-25", "2021-12-31", ["2021-Q3", "2021-Q4"]),
        ("year", "2021-06-25", "2023-01-01", ["2022", "2023"]),
        ("year", "2021-01-01", "2021-01-01", ["2021"]),
        ("half_month", "2021-06-16", "2021-07-01", ["2021-06-H2", "2021-07-H1"]),
        ("half_month", "2021-06-17", "2021-07-01", ["2021-07-H1"]),
        ("week", "2021-06-25", "2021-07-05", ["2021-W26", "2021-W27"]),
        ("day", "2021-06-29", "2021-07-01", ["2021-06-29", "2021-06-30", "2021-07-01"]),
        ("night", "2024-02-28", "2024-03-01", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("month", "2021-06-25", "2021-01-01", []),
    ],
)
def test_the_periods_from_the_effective_day_on(unit, effective, until, labels):
    assert [period.label for period in Periods(Every(unit), day(effective), day(until))] == labels


@pytest.mark.parametrize("unit", UNITS)
def test_an_effective_day_at_the_end_of_the_calendar_does_no_harm(unit):
    assert list(Periods(Every(unit), date.max, day("2024-06-30"))) == []


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(st.sampled_from(UNITS), DAYS, st.integers(0, 800))
@settings(max_examples=200, deadline=None)
def test_periods_follow_each_other_without_gap_and_their_labels_read_back(unit, effective, length):
    until = date.fromordinal(effective.toordinal() + length)
    found = list(Periods(Every(unit), effective, until))
    assert all(effective <= period.first <= until for period in found)
    assert all(period == period_of(unit, period.last) for period in found)
    assert all(one.last.toordinal() + 1 == two.first.toordinal() for one, two in pairwise(found))
    assert all(parse_period_label(period.label) == period.label for period in found)
    assert all(period_end(period.label) == period.last for period in found)


def stepped(every, effective, until):
    """The periods of a rhythm found one after the other: those of several units as so many single ones together."""
    single, period = [], period_of(every.unit, effective)
    while period.first <= until:
        single += [period] if period.first >= effective else []
        if period.last == date.max:
            break
        period = period_of(every.unit, later(period.last, 1))
    for at in range(0, len(single), every.number):
        last = single[at]
        for _ in range(every.number - 1):
            last = period_of(every.unit, later(last.last, 1))
        yield single[at]._replace(last=last.last)


EVERY = st.builds(Every, st.sampled_from(UNITS), st.integers(1, 5))
ANY_DAY = DAYS | st.dates(date(1, 1, 1), date(3, 1, 1)) | st.dates(date(9997, 1, 1), date.max)


@given(EVERY, ANY_DAY, st.integers(-40, 400), st.integers(-40, 440))
@settings(max_examples=300, deadline=None)
def test_a_period_is_known_by_its_place_without_those_before_it(every, effective, length, asked):
    first, last = effective.toordinal(), date.max.toordinal()
    until, day = (date.fromordinal(min(max(first + number, 1), last)) for number in (length, asked))
    found, expected = Periods(every, effective, until), list(stepped(every, effective, until))
    assert list(found) == expected
    assert found.place_of(day) == next((at for at, one in enumerate(expected) if one.first <= day <= one.last), None)
    assert found.ended_before(day) == sum(one.last < day for one in expected)


def test_of_all_the_days_of_the_calendar_none_is_made_before_it_is_asked_for():
    found = Periods(Every("day"), date.min, date.max)
    assert (len(found), found[-1].label, found.place_of(date.max)) == (3652059, "9999-12-31", 3652058)


@given(st.sampled_from(UNITS), st.integers(1, 60), DAYS)
@settings(max_examples=200, deadline=None)
def test_a_longer_rhythm_lasts_longer(unit, count, start):
    assert start < Every(unit, count).after(start) < Every(unit, count + 1).after(start)


@given(
    st.text(alphabet=st.characters())
    | st.text(alphabet=st.sampled_from("0123456789-WQH年月上下半第三季度每个天 "), max_size=9)
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_rhythm_or_a_label_or_a_value_error(text):
    for parse in (parse_every, parse_period_label):
        try:
            parse(text)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2021-06-25", "2021-06-30", 1), ("2021-01-01", "2021-12-31", 12), ("2021-06-30", "2023-12-01", 31)],
)
def test_calendar_months_both_counted(start, end, months):
    assert months_between(day(start), day(end)) == months


@pytest.mark.parametrize("read", [parse_every, parse_period_label])
@pytest.mark.parametrize("text", ["1" + " " * 100_000 + "x y", "9" * 100_000, "2021" + "年" * 100_000])
def test_a_long_text_is_none_and_takes_no_time(read, text):
    start = time.process_time()
    with pytest.raises(ValueError):
        read(text)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("label", "every", "following"),
    [
        ("2021-12", Every("month"), "2022-01"),
        ("2021-11", Every("month", 3), "2022-02"),
        ("2021-02-H1", Every("half_month"), "2021-02-H2"),
        ("2021-02-H2", Every("half_month"), "2021-03-H1"),
        ("2020-W53", Every("week"), "2021-W01"),
        ("2021-02-28", Every("day"), "2021-03-01"),
        ("2021-Q4", Every("quarter"), "2022-Q1"),
        ("2021", Every("year"), "2022"),
    ],
)
def test_the_label_of_the_period_that_follows(label, every, following):
    assert label_after(label, every) == following


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], []),
        (["2021-07"], [("2021-07",)]),
        (["2021-07", "2021-08", "2021-10"], [("2021-07", "2021-08"), ("2021-10",)]),
        (["2021-12", "2022-01"], [("2021-12", "2022-01")]),
        (["E-1", "E-2", "2021-07", "2021-08"], [("E-1",), ("E-2",), ("2021-07", "2021-08")]),
        (["2021-08", "2021-07"], [("2021-08",), ("2021-07",)]),
    ],
)
def test_labels_in_runs_of_periods_that_follow_one_another(labels, expected):
    assert list(runs(labels, Every("month"))) == expected


def test_a_look_in_the_last_year_of_the_calendar_is_recent_enough_to_its_end():
    assert Every("year").after(day("9998-06-30")) == day("9999-06-30")
    assert Every("year").after(day("9999-06-30")) == date.max
