"""Codes of legal persons: the 18 characters of GB 32100-2015 and the older forms that real rosters hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkledger.base.credit_code import (
    SYMBOLS,
    CodeProblem,
    check_symbol,
    is_resident_identity,
    parse_credit_code,
)


def problem_of(text):
    with pytest.raises(CodeProblem) as caught:
        parse_credit_code(text)
    return caught.value.kind, caught.value.expected


def test_the_alphabet_has_31_symbols_and_none_that_looks_like_another():
    assert len(SYMBOLS) == 31
    assert not set("IOSVZ") & set(SYMBOLS)


@pytest.mark.parametrize(
    "code",
    [
        "914403001922038216",  # published codes of large companies; this one has digits alone
        "9144030071526726XG",
        "91330100799655058B",
        "91110000802100433B",
        "N2990000MF0000AA18",  # village collectives begin with N
        "Y1990000MF0000AA26",
        "A1990000MF0000AA41",
        "51990000MA0000AA75",
        "92990000MA0000AA3H",
    ],
)
def test_a_right_credit_code_is_returned_as_it_stands(code):
    assert parse_credit_code(code) == code
    assert check_symbol(code[:17]) == code[17]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("914403001922038217", "6"),
        ("9144030071526726GX", "8"),  # two neighbours swapped
        ("91330100799655085B", "5"),  # two neighbours swapped
        ("N2990000MF0000AA19", "8"),
        ("91120112MA0000CT71", "U"),
    ],
)
def test_a_wrong_check_symbol_is_told_with_the_right_one(code, expected):
    assert check_symbol(code[:17]) == expected
    assert problem_of(code) == ("symbol", expected)


@pytest.mark.parametrize(
    "code",
    ["无", "-", "/", "NA", "0", "91120112MA0000CT7", "91120112MA0000CT7UU", "91120112ma0000ct7u", "91120112MA0000CT7Ｕ",
     "91120112MAOOOOCT7U", " 91120112MA0000CT7U", "911201120000000.0", "１２０１０５１２３４５６７８９",
     "12010512345678", "x" * 9999],
)  # fmt: skip
def test_what_is_no_code_is_told_so(code):
    assert problem_of(code)[0] == "form"


@pytest.mark.parametrize("code", ["9.1120112E+17", "9.11201E+17", "9.14403001922038E+17", "9e17", "911201120000000000"])
def test_a_code_that_a_spreadsheet_cut_is_told_so(code):
    assert problem_of(code)[0] == "cut"


def test_an_unlicensed_workshop_has_no_code():
    assert parse_credit_code("") == ""


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("120105123456789", True),
        ("110108000000016", True),
        ("440301103456781", True),
        ("330100400025421", True),
        ("120105123456788", False),
        ("120105123456798", False),
        ("000000000000000", False),
    ],
)
def test_a_registration_number_has_15_digits(code, right):
    if right:
        assert parse_credit_code(code) == code
    else:
        assert problem_of(code)[0] == "symbol"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("13830295-X", None), ("10380229-2", None), ("D2143569-X", None), ("13830295-1", "X"), ("D2143569-0", "X")],
)
def test_an_organisation_code_has_a_hyphen_before_its_check_symbol(code, expected):
    if expected is None:
        assert parse_credit_code(code) == code
    else:
        assert problem_of(code) == ("symbol", expected)


def test_13_digits_have_no_check_symbol():
    assert parse_credit_code("1201051234567") == "1201051234567"


# ── identity numbers (of a region that does not exist)


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("990101198506011231", True),
        ("990101198506011194", True),
        ("99010119850601175X", True),
        ("990101198506011232", False),
        ("99010119850601175x", False),
        ("990101198502301231", False),
        ("990101188506011239", False),
        ("914403001922038216", False),
        ("99010119850601123", False),
        ("", False),
    ],
)
def test_an_identity_number_has_a_birth_date_and_a_check_symbol(number, valid):
    assert is_resident_identity(number) == valid


@pytest.mark.parametrize(
    "number", ["990101198506011194", "990101198506011231", "99010119850601175X", "99010119850601175x"]
)
def test_an_identity_number_is_refused_though_it_may_pass_for_a_credit_code(number):
    assert is_resident_identity(number.upper())
    assert problem_of(number) == ("identity", "")


# ── any code

SEVENTEEN = st.text(alphabet=SYMBOLS, min_size=17, max_size=17)


@given(SEVENTEEN)
@settings(max_examples=200, deadline=None)
def test_every_seventeen_symbols_have_one_check_symbol(first):
    code = first + check_symbol(first)
    assert parse_credit_code(code) == code
    assert sum(_is_right(first + symbol) for symbol in SYMBOLS) == 1


@given(SEVENTEEN, st.integers(0, 16), st.sampled_from(SYMBOLS))
@settings(max_examples=200, deadline=None)
def test_one_wrong_symbol_is_always_found(first, place, symbol):
    code = first + check_symbol(first)
    wrong = code[:place] + symbol + code[place + 1 :]
    assert _is_right(wrong) == (wrong == code)


@given(st.text(alphabet=st.characters()) | st.text(alphabet=st.sampled_from("0123456789AXEN.+-"), max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_code_or_a_code_problem(text):
    is_resident_identity(text)
    if _is_right(text):
        assert parse_credit_code(text) == text


def _is_right(code):
    try:
        parse_credit_code(code)
    except CodeProblem:
        return False
    return True
