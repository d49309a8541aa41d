"""The tests of whole columns: they may doubt a good cell, never trust a bad one, and doubt few of the usual."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parkledger.base.credit_code import SYMBOLS, CodeProblem, check_symbol, parse_credit_code
from parkledger.model import fields
from parkledger.read.fast_tests import code_doubts, parsed_numbers, text_doubts
from parkledger.read.plain_parts import cells_of_list

CHARACTERS = [chr(number) for number in range(0x110000) if not 0xD800 <= number < 0xE000]


def cells(*texts: str):
    return cells_of_list([text.encode() for text in texts], len(texts))


def test_a_blank_at_either_end_is_doubted_whatever_blank_it_is():
    blanks = [one for one in CHARACTERS if one.isspace()]
    assert len(blanks) > 20
    for blank in blanks:
        for text in (blank, f"{blank}厂", f"厂{blank}", f"x{blank}", f"五金厂{blank}"):
            assert text_doubts(cells("甲", text, "", "乙")).tolist() == [False, True, False, False], repr(text)


def test_a_character_that_no_text_may_hold_is_doubted_wherever_it_stands():
    forbidden = [one for one in CHARACTERS if re.search(fields._CONTROL, one)]
    assert len(forbidden) > 70
    for one in forbidden:
        for text in (f"厂{one}厂", f"x{one}", f"{one}x"):
            assert text_doubts(cells("甲", text, "乙")).tolist() == [False, True, False], repr(text)


def test_no_usual_character_is_doubted_within_a_text():
    usual = [one for one in CHARACTERS if one.isprintable() or one == "\u3000"]
    assert not text_doubts(cells(*(f"厂{one}厂" for one in usual))).any()


@pytest.mark.parametrize("text", ["《甲》厂", "々厂", "厂々", "（甲）", "甲。", "ァ"])
def test_signs_whose_bytes_are_nearly_those_of_a_blank_are_trusted(text):
    assert not text_doubts(cells(text)).any()


_NUMBER = st.one_of(
    st.integers(0, 10**10).map(str),
    st.decimals(0, 10**7, places=2).map(str),
    st.text("0123456789.- 一/:", max_size=12),
)


@given(st.lists(_NUMBER, max_size=30), st.booleans())
def test_a_number_that_is_trusted_is_what_the_field_type_makes_of_it(texts, whole):
    parse = fields.as_count if whole else fields.as_amount
    columns = (column.tolist() for column in parsed_numbers(cells(*texts), whole=whole))
    for text, digits, scale, doubt in zip(texts, *columns, strict=True):
        if not doubt:
            assert str(Decimal(digits).scaleb(-scale)) == str(Decimal(parse(text)))


@pytest.mark.parametrize("text", ["0", "7", "204", "12345678", "123456789012345", "6397.29", "0.5", "1234567.25"])
def test_plain_numbers_are_not_doubted(text):
    assert not parsed_numbers(cells("1", text, "22"), whole="." not in text)[2].any()


_CODE = st.text(SYMBOLS, min_size=17, max_size=17).map(lambda first: first + check_symbol(first))
_NEARLY = st.one_of(_CODE, st.text(f"{SYMBOLS}IOZ一", max_size=19), st.text("0123456789X", min_size=18, max_size=18))


@given(st.lists(_NEARLY, max_size=20))
def test_a_code_that_is_trusted_is_one(texts):
    for text, doubt in zip(texts, code_doubts(cells(*texts)).tolist(), strict=True):
        if not doubt:
            assert parse_credit_code(text) == text


@given(st.lists(_CODE.filter(lambda code: not code[:17].isdigit()), max_size=20))
def test_codes_with_a_letter_and_the_right_symbol_are_not_doubted(codes):
    assert not code_doubts(cells("", *codes)).any()


def test_a_residents_number_that_is_a_code_as_well_is_doubted():
    number = next(
        text
        for last in range(1000)
        if (text := f"11010519491231{last:03}X") and check_symbol(text[:17]) == "X" and _is_refused(text)
    )
    assert code_doubts(cells(number)).all()


def _is_refused(text: str) -> bool:
    try:
        parse_credit_code(text)
    except CodeProblem:
        return True
    return False
