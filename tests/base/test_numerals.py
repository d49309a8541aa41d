"""Numbers as documents print them, in digits or in words."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkledger.base.numerals import parse_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"), ("13", "13"), ("723", "723"), ("131.62", "131.62"), ("-2", "-2"), ("25.10", "25.1"), (" 13 ", "13"),
        ("零", "0"), ("〇", "0"), ("一", "1"), ("两", "2"), ("九", "9"), ("十", "10"), ("十三", "13"), ("二十", "20"),
        ("二十四", "24"), ("一百", "100"), ("一百零五", "105"), ("一百一十", "110"), ("七百二十三",
        "723"), ("两千", "2000"),
        ("一千零一十", "1010"), ("三千零五", "3005"), ("一万", "10000"), ("两万三千", "23000"), ("十万", "100000"),
        ("一万零五", "10005"),
    ],
)  # fmt: skip
def test_a_number_in_digits_or_in_words(text, number):
    assert parse_numeral(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", " ", "几十", "若干", "九个", "1,234", "1_000", "１３", "1e3", "nan", "inf", "1.2.3", "万",
     "百分之十", "9" * 16, "+3",
     "三三", "二〇二一", "十十", "百千", "三十二十", "一万万"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError):
        parse_numeral(text)


DIGITS = "零一二三四五六七八九"


def in_words(number):
    """A number below ten thousand as documents write it."""
    words, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
        gap = digit == 0
    return words.removeprefix("一") if 10 <= number < 20 else words


@given(st.integers(1, 9999))
@settings(max_examples=200, deadline=None)
def test_words_and_digits_mean_the_same(number):
    assert parse_numeral(in_words(number)) == number == parse_numeral(str(number))


@given(st.text(alphabet=st.characters()) | st.text(alphabet=st.sampled_from("零〇一二两九十百千万0.-"), max_size=8))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_finite_number_or_a_value_error(text):
    try:
        assert parse_numeral(text).is_finite()
    except ValueError:
        return
