"""Numbers as documents print them: digits, or words (九, 十三, 二十)."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def parse_numeral(text: str) -> Decimal:
    """Read a printed number, in digits or in words up to 万. Raises ValueError when it is none."""
    plain = text.strip()
    if re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", plain, flags=re.ASCII):
        return Decimal(plain)
    high, found, low = plain.partition("万")
    if found:
        return Decimal(_below_ten_thousand(high) * 10_000 + (_below_ten_thousand(low) if low else 0))
    return Decimal(_below_ten_thousand(plain))


def _below_ten_thousand(text: str) -> int:
    total, digit = 0, 0
    if not text:
        raise ValueError("no number")
    for place, character in enumerate(text):
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _PLACES:
            total += (digit if digit or place else 1) * _PLACES[character]
            digit = 0
        else:
            raise ValueError("not a number in words")
    return total + digit
