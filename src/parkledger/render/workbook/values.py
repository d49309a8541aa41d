"""What a cell of a workbook holds: a day, a number or a text, each with its own type, never cut or changed silently."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from parkledger.base.words import Lang
from parkledger.render.labels import label, word
from parkledger.render.safe import visible
from parkledger.reports.report import Bar, Joined, Say, Value

MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
FIRST_DAY = date(1900, 3, 1)
"""The format counts a 29 February 1900 that never was: before this day its dates are not the calendar's."""
MOST_DIGITS = 15
"""Digits before the point that a spreadsheet's numbers hold exactly; longer ones stay as text."""

Native = str | int | float | date | None


class TooLarge(ValueError):
    """The report does not fit into a workbook: the key of the sentence, the number there is, the most there can be."""

    def __init__(self, key: str, number: int, most: int) -> None:
        super().__init__(f"{key}: {number} > {most}")
        self.key, self.number, self.most = key, number, most


RELIABLE = 0.9
"""The part of a column that a text is sure to have."""
_PIECES = re.compile(r"[!-~]+ *|[^!-~]")
"""What is kept in one line: a word of ASCII with the blanks behind it, or one other character."""
_WORD = re.compile(r"[!-~]{2}")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What the format would read as an escape; its underscore is escaped, so that the text stays as it is."""


def escaped(text: str) -> str:
    """A shown text as the file holds it, before XML's own signs. Raises TooLarge."""
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    if len(text) > MOST_CHARACTERS // 2:
        units = len(text.encode("utf-16-le")) // 2
        if units > MOST_CHARACTERS:
            raise TooLarge("too.long", units, MOST_CHARACTERS)
    return text


def native(value: Value, lang: Lang) -> Native:
    """What a value is in a workbook: days and numbers stay what they are, a share is a number, the rest is text."""
    if value is None or value.__class__ is str:
        return value if value is None else visible(value)
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    if isinstance(value, Decimal | int):
        return _number(value)
    if isinstance(value, Bar):
        return float(value.share)
    if value.__class__ is Say and not value.args:
        return _phrase(value.key, lang)
    return visible(word(value, lang))


@cache
def _phrase(key: str, lang: Lang) -> str:
    """Words that stand in thousands of rows."""
    return visible(label(key, lang))


def _number(value: Decimal | int) -> Native:
    if isinstance(value, Decimal):
        if not value.is_finite():
            return str(value)
        if value != value.to_integral_value():
            return float(value) if abs(value) < 10**MOST_DIGITS else format(value, "f")
        value = int(value)
    return value if abs(value) < 10**MOST_DIGITS else str(value)


def sentence(value: Value, lang: Lang) -> str:
    """A value as a line of text, without the bars of blocks that are for terminals."""
    if isinstance(value, tuple) and not isinstance(value, Say | Bar | Joined):
        value = tuple(one for one in value if not isinstance(one, Bar))
    return word(value, lang)


def decimals(value: float) -> int:
    """How many decimals a number needs, at most four."""
    return 0 if isinstance(value, int) else min(4, max(1, len(f"{value:.4f}".rstrip("0").partition(".")[2])))


def number_format(digits: int) -> str:
    """The format of numbers with so many digits behind the point, thousands apart."""
    return "#,##0." + "0" * digits if digits else "#,##0"


def width_of(text: str) -> int:
    """Columns that a text takes, its widest line: an ASCII character takes one, a Chinese one two."""
    if "\n" in text:
        return max(map(_line_width, text.split("\n")))
    return len(text) if text.isascii() else _line_width(text)


def _line_width(line: str) -> int:
    return -(-(len(line) + len(line.encode("utf-8", "surrogatepass"))) // 2)


def lines_of(text: str, width: int) -> int:
    """Lines that a text takes in a cell of this many columns: words stay whole, Chinese breaks anywhere.

    The type that a program has may be wider than the one that was asked for, so some of the room is not counted on.
    """
    room = max(2, int((width - 1) * RELIABLE))
    return sum(_lines_of(line, room) for line in text.split("\n")) if "\n" in text else _lines_of(text, room)


@lru_cache(maxsize=1 << 14)
def _lines_of(line: str, room: int) -> int:
    wide = _line_width(line)
    if wide <= room:
        return 1
    if not _WORD.search(line):
        return -(-wide // (room - room % 2))
    lines, used = 1, 0
    for piece in _PIECES.findall(line):
        one = _line_width(piece.rstrip())
        if used + one > room and used:
            lines, used = lines + 1, 0
        lines, used = lines + max(one - 1, 0) // room, used + _line_width(piece) if one <= room else one % room
    return lines
