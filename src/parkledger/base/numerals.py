"""Numbers as documents print them: digits, or words (九, 十三, 二十)."""

from __future__ import annotations

import re
from decimal import Decimal

MOST_DIGITS, MOST_DECIMALS = 15, 6
"""Digits before and after the point: longer texts are not printed numbers, and converting them would take time."""
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_DIGIT = "[一二两三四五六七八九]"
_WORDS = re.compile(rf"(?:({_DIGIT})千)?零?(?:({_DIGIT})百)?零?(?:({_DIGIT}?)十)?零?((?<![百千]){_DIGIT})?")
"""A number below ten thousand. 一百一 is refused: some write it for 110."""


def parse_numeral(text: str) -> Decimal:
    """Read a printed number, in digits or in words up to 万. Raises ValueError when it is none."""
    plain = text.strip().replace("〇", "零")
    if re.fullmatch(rf"-?\d{{1,{MOST_DIGITS}}}(\.\d{{1,{MOST_DECIMALS}}})?", plain, flags=re.ASCII):
        return Decimal(plain)
    high, found, low = plain.partition("万")
    if not found:
        return Decimal(_below_ten_thousand(plain))
    if low and low[0] != "零" and "千" not in low:
        raise ValueError("23 000 or 20 003")
    return Decimal(_below_ten_thousand(high) * 10_000 + (_below_ten_thousand(low) if low else 0))


def _below_ten_thousand(text: str) -> int:
    if text == "零":
        return 0
    found = _WORDS.fullmatch(text)
    if not text or found is None or text.endswith("零"):
        raise ValueError("not a number in words")
    thousands, hundreds, tens, ones = found.groups()
    ten = 0 if tens is None else _DIGITS[tens or "一"]
    return sum(
        place * value
        for place, value in ((1000, _digit(thousands)), (100, _digit(hundreds)), (10, ten), (1, _digit(ones)))
    )


def _digit(word: str | None) -> int:
    return _DIGITS[word] if word else 0
