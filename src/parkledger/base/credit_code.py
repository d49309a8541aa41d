"""Codes that identify a legal person: form and check symbol.

GB 32100-2015 (统一社会信用代码, 18 characters), and the older forms that real rosters hold: the 15-digit
registration number (ISO 7064 MOD 11,10), the 9-character organisation code (GB 11714), 13-digit numbers.
"""

from __future__ import annotations

import re
from datetime import date
from operator import mul

SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 symbols of GB 32100-2015: no I, O, S, V, Z."""
_VALUE = {symbol: value for value, symbol in enumerate(SYMBOLS)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_CREDIT = re.compile(rf"[{SYMBOLS}]{{18}}").fullmatch
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))


class CodeProblem(ValueError):
    """What is wrong with a code: ``kind`` is ``identity``, ``form``, ``symbol`` or ``cut``.

    ``expected`` is the right last symbol.
    """

    def __init__(self, kind: str, expected: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.expected = expected


def check_symbol(first17: str) -> str:
    """The 18th symbol of a credit code. Raises KeyError for a character outside the alphabet."""
    total = sum(map(mul, map(_VALUE.__getitem__, first17), _WEIGHTS))
    return SYMBOLS[-total % 31]


def _registration_digit(first14: str) -> str:
    product = 10
    for digit in first14:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def _organisation_symbol(first8: str) -> str:
    weighted = sum(int(symbol, 36) * weight for symbol, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    value = -weighted % 11
    return "X" if value == 10 else str(value)


def parse_credit_code(text: str) -> str:
    """Return the code as it stands when its form and check symbol are right; an empty code is legitimate.

    Raises CodeProblem: ``identity`` when it is a resident's identity number, ``cut`` when a spreadsheet kept only
    15 digits (it cannot be repaired), ``symbol`` when the check symbol is wrong, ``form`` when it is no code at all.
    """
    if not text:
        return text
    if text[:17].isdigit() and is_resident_identity(text.upper()):
        raise CodeProblem("identity")
    if _CREDIT(text):
        expected = check_symbol(text[:17])
        if expected != text[17]:
            raise CodeProblem("cut" if text.isdigit() and text.endswith("000") else "symbol", expected)
        return text
    if re.fullmatch(r"\d(\.\d+)?[Ee]\+?\d{2}", text, flags=re.ASCII):
        raise CodeProblem("cut")
    expected = ""
    if re.fullmatch(r"\d{15}", text, flags=re.ASCII):
        expected = _registration_digit(text[:14])
    elif re.fullmatch(r"[0-9A-Z]{8}-[0-9X]", text):
        expected = _organisation_symbol(text[:8])
    elif not re.fullmatch(r"\d{13}", text, flags=re.ASCII):
        raise CodeProblem("form")
    if expected and expected != text[-1]:
        raise CodeProblem("symbol", expected)
    return text


def is_resident_identity(text: str) -> bool:
    """Whether the text is a valid resident identity number (ISO 7064 MOD 11-2 and a birth date): personal data."""
    if not re.fullmatch(r"\d{17}[0-9X]", text, flags=re.ASCII):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(c) * w for c, w in zip(text, _IDENTITY_WEIGHTS, strict=False))
    return int(text[6:10]) >= 1900 and "10X98765432"[total % 11] == text[17]
