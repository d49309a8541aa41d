"""Deadlines as published documents write them: a month means its last day, and no day is made up."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parkledger.base.deadlines import month_end, parse_deadline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # a day
        ("2021-06-30", "2021-06-30"),
        ("2021-6-5", "2021-06-05"),
        ("2021/6/30", "2021-06-30"),
        ("2021.6.30", "2021-06-30"),
        ("2021年6月30日", "2021-06-30"),
        ("2021年6月5日前", "2021-06-05"),
        ("2021年6月30日之前", "2021-06-30"),
        ("2024-02-29", "2024-02-29"),
        # a month
        ("2021-06", "2021-06-30"),
        ("2021年6月", "2021-06-30"),
        ("2021年6月底", "2021-06-30"),
        ("2021年6月末", "2021-06-30"),
        ("2019年8月", "2019-08-31"),
        ("2019年12月底前", "2019-12-31"),
        ("到2021年10月底", "2021-10-31"),
        ("至2023年2月底", "2023-02-28"),
        ("2024年2月底", "2024-02-29"),
        # a quarter
        ("2021-Q3", "2021-09-30"),
        ("2021Q4", "2021-12-31"),
        ("2021年第三季度", "2021-09-30"),
        ("2021年一季度末", "2021-03-31"),
        ("2021年2季度", "2021-06-30"),
        # a year
        ("2021", "2021-12-31"),
        ("2021年", "2021-12-31"),
        ("2023年底", "2023-12-31"),
        ("2023年底前", "2023-12-31"),
        ("到2017年底", "2017-12-31"),
        ("2023年年底", "2023-12-31"),
        # a span of years ends with its last
        ("2021-2023", "2023-12-31"),
        ("2021－2023年", "2023-12-31"),
        ("2024－2035年", "2035-12-31"),
        ("2021年至2023年底", "2023-12-31"),
        ("2021—2023年", "2023-12-31"),
        # blanks do not count
        (" 2021 年 6 月底 ", "2021-06-30"),
    ],
)
def test_a_deadline_is_the_last_day_that_is_not_late(text, day):
    deadline = parse_deadline(text)
    assert (deadline.kind, deadline.day) == ("day", date.fromisoformat(day))
    assert deadline.text == text
    assert not deadline.literal


@pytest.mark.parametrize("text", ["2035年前", "至2035年前", "到2035年前"])
def test_before_a_year_is_read_to_the_letter_and_says_so(text):
    deadline = parse_deadline(text)
    assert deadline.day == date(2034, 12, 31)
    assert deadline.literal


@pytest.mark.parametrize("text", ["standing", "长期坚持", "长期"])
def test_what_is_to_hold_for_ever_has_no_day(text):
    assert (parse_deadline(text).kind, parse_deadline(text).day) == ("standing", None)


@pytest.mark.parametrize("text", ["unscheduled", "未定", "未明确"])
def test_what_has_no_deadline_has_no_day(text):
    assert (parse_deadline(text).kind, parse_deadline(text).day) == ("unscheduled", None)


@pytest.mark.parametrize(
    "text",
    [
        "2021-06-31", "2021-02-29", "2021年2月30日", "2021-13", "2021年13月底", "2021-00", "0000",
        "0000-01-01", "0000年底",
        "2021-Q5", "2021-Q0", "2021年五季度", "0001年前", "0000年前", "99999",
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_no_deadline(text):
    with pytest.raises(ValueError):
        parse_deadline(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "适时", "尽快", "每月", "每年12月底前", "2021年6月底前后", "六月底", "２０２１年６月底",
        "21-06-30", "20210630",
        "44377", "2021-06-30T00:00:00", "2021-06-30 00:00:00", "2021年6月底、2021年10月底", "2021年" * 100, "2021\n-06",
    ],
)  # fmt: skip
def test_what_is_no_deadline_is_refused(text):
    with pytest.raises(ValueError):
        parse_deadline(text)


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [(2021, 1, "2021-01-31"), (2021, 2, "2021-02-28"), (2024, 2, "2024-02-29"), (2000, 2, "2000-02-29"),
     (2100, 2, "2100-02-28"), (9999, 12, "9999-12-31")],
)  # fmt: skip
def test_the_last_day_of_a_month(year, month, last):
    assert month_end(year, month) == date.fromisoformat(last)


@pytest.mark.parametrize(("year", "month"), [(2021, 0), (2021, 13), (0, 1), (10_000, 1)])
def test_a_month_that_does_not_exist(year, month):
    with pytest.raises(ValueError):
        month_end(year, month)


DEADLINE_LIKE = st.text(alphabet=st.sampled_from("0129-/.年月日底前末至到Q第三季度 －"), max_size=14)


@given(st.text(alphabet=st.characters()) | DEADLINE_LIKE)
@example("0001年前")
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_deadline_or_a_value_error(text):
    try:
        deadline = parse_deadline(text)
    except ValueError:
        return
    assert (deadline.day is not None) == (deadline.kind == "day")


@given(st.dates())
@settings(max_examples=200, deadline=None)
def test_every_day_is_its_own_deadline(day):
    assert parse_deadline(day.isoformat()).day == day
    assert parse_deadline(f"{day.year:04}年{day.month}月{day.day}日").day == day
