"""Deadlines as published documents write them.

A deadline is a day, ``standing`` (长期坚持: it holds or it is breached) or ``unscheduled`` (the document
names none). A month, quarter or year means its last day; the due day itself is not overdue.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["day", "standing", "unscheduled"]

STANDING_WORDS = ("standing", "长期坚持", "长期")
UNSCHEDULED_WORDS = ("unscheduled", "未定", "未明确")

_DASH = r"\s*(?:-|－|—|–|~|～|至|到)\s*"
_Y, _M, _D = r"(?P<y>\d{4})", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_DAY = (rf"{_Y}-{_M}-{_D}", rf"{_Y}/{_M}/{_D}", rf"{_Y}\.{_M}\.{_D}", rf"{_Y}年{_M}月{_D}日(?:前|底前|之前)?")
_MONTH = (rf"{_Y}-{_M}", rf"(?:到|至)?{_Y}年{_M}月(?:底|末|底前|末前)?")
_QUARTER = (rf"{_Y}-?Q(?P<q>[1-4])", rf"{_Y}年(?:第)?(?P<q>[一二三四1-4])季度(?:末|底|底前)?")
_YEAR = (rf"{_Y}", rf"(?:到|至)?{_Y}年(?:底|末|底前|年底|年底前)?", rf"\d{{4}}年?{_DASH}{_Y}年?(?:底)?")
_BEFORE = (rf"(?:到|至)?{_Y}年前",)
_QUARTER_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline: the document's own ``text``, its kind, and the last day on which it is not late.

    ``literal`` is true for ``2035年前``, which is read to the letter (2034-12-31) though its writers may
    have meant the year's end: such a reading wants a question in the plan.
    """

    text: str
    kind: Kind
    day: date | None = None
    literal: bool = False


def month_end(year: int, month: int) -> date:
    """The last day of a month. Raises ValueError for a month or year that does not exist."""
    if not 1 <= month <= 12:
        raise ValueError(f"month {month}")
    return date(year, month, monthrange(year, month)[1])


def _match(patterns: tuple[str, ...], text: str) -> dict[str, str] | None:
    for pattern in patterns:
        if found := re.fullmatch(pattern, text, flags=re.ASCII):
            return found.groupdict()
    return None


def parse_deadline(text: str) -> Deadline:
    """Read a deadline. Raises ValueError when the text is none, or names a day that does not exist."""
    plain = text.strip().replace(" ", "")
    if plain in STANDING_WORDS:
        return Deadline(text, "standing")
    if plain in UNSCHEDULED_WORDS:
        return Deadline(text, "unscheduled")
    if len(plain) > 40:
        raise ValueError("too long for a deadline")
    if got := _match(_DAY, plain):
        return Deadline(text, "day", date(int(got["y"]), int(got["m"]), int(got["d"])))
    if got := _match(_MONTH, plain):
        return Deadline(text, "day", month_end(int(got["y"]), int(got["m"])))
    if got := _match(_QUARTER, plain):
        quarter = _QUARTER_DIGITS.get(got["q"]) or int(got["q"])
        return Deadline(text, "day", month_end(int(got["y"]), quarter * 3))
    if got := _match(_BEFORE, plain):
        return Deadline(text, "day", date(int(got["y"]), 1, 1) - timedelta(days=1), literal=True)
    if got := _match(_YEAR, plain):
        return Deadline(text, "day", date(int(got["y"]), 12, 31))
    raise ValueError("not a deadline")
