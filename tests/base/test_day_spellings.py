"""What a day in another spelling most likely means; doubtful ones mean nothing."""

from datetime import date, timedelta

import pytest

from parkledger.base.day_spellings import meant_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021/6/25", "2021-06-25"),
        ("2021/8/2", "2021-08-02"),
        (" 2021年8月2日 ", "2021-08-02"),
        ("2021 年 8 月 2 日", "2021-08-02"),
        ("2021年8月2", "2021-08-02"),
        ("2021.8.2", "2021-08-02"),
        ("2021-8-2", "2021-08-02"),
        ("20210802", "2021-08-02"),
        ("２０２１／８／２", "2021-08-02"),
        ("2021/8/2 0:00", "2021-08-02"),
        ("2021-08-02 00:00:00", "2021-08-02"),
        ("44410", "2021-08-02"),
        ("44410.5", "2021-08-02"),
        ("10000", "1927-05-18"),
        ("99999", "2173-10-13"),
    ],
)
def test_a_spreadsheets_spelling_means_one_day(text, day):
    assert meant_day(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "8/2/2021", "2/8/21", "2021/13/1", "2021/6/31", "2021年8月", "2021-8/2", "4441", "444100", "八月二日",
     "0000/1/1", "2021/8/2" + " " * 40],
)  # fmt: skip
def test_a_text_that_may_mean_several_days_or_none_means_nothing(text):
    assert meant_day(text) == ""


def test_serial_numbers_are_those_that_excel_shows():
    """Excel shows 45292 as 2024-01-01 and counts on from there."""
    for n in range(45292, 45292 + 800):
        assert meant_day(str(n)) == str(date(2024, 1, 1) + timedelta(n - 45292))
