"""Deadlines as published documents write them.

A deadline is a day, ``standing`` (长期坚持: it holds or it is breached) or ``unscheduled`` (the document
names none). A month, quarter or year means its last day; the due day itself is not overdue.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["day", "standing", "unscheduled"]

LONGEST = 40
"""Characters of a deadline without its blanks: the longest way to write one has about 20."""
STANDING_WORDS = ("standing", "长期坚持", "长期")
UNSCHEDULED_WORDS = ("unscheduled", "未定", "未明确")

_PATTERN = re.compile(
    r"""
    [到至]?
    (?: \d{4} 年? (?:-|－|—|–|~|～|至|到) (?=\d{4}) )?      # 2021－2023年 means its last year
    (?P<y>\d{4})
    (?: (?P<before>年前)
      | -(?P<m1>\d{1,2}) (?: -(?P<d1>\d{1,2}) )?
      | /(?P<m2>\d{1,2}) /(?P<d2>\d{1,2})
      | \.(?P<m3>\d{1,2}) \.(?P<d3>\d{1,2})
      | -?Q(?P<q1>[1-4])
      | 年? 第? (?P<q2>[一二三四1-4]) 季度 [底末]? 前?
      | 年 (?P<m4>\d{1,2}) 月 (?: (?P<d4>\d{1,2}) 日 之? 前? | [底末]? 前? )
      | 年? (?:年底|底|末)? 前?
    )
    """,
    re.VERBOSE | re.ASCII,
)
_QUARTER_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}


class Deadline(NamedTuple):
    """A deadline: the document's own ``text``, its kind, and the last day on which it is not late.

    ``literal`` is true for ``2035年前``, which is read literally (2034-12-31) though its writers may have meant
    the end of 2035: the plan should ask a question about it.
    """

    text: str
    kind: Kind
    day: date | None = None
    literal: bool = False


def month_end(year: int, month: int) -> date:
    """The last day of a month. Raises ValueError for a month or year that does not exist."""
    if not 1 <= month <= 12:
        raise ValueError(f"month {month}")
    return date(year, 12, 31) if month == 12 else date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


def parse_deadline(text: str) -> Deadline:
    """Read a deadline. Raises ValueError when the text is none, or names a day that does not exist."""
    plain = text.strip().replace(" ", "")
    if plain in STANDING_WORDS:
        return Deadline(text, "standing")
    if plain in UNSCHEDULED_WORDS:
        return Deadline(text, "unscheduled")
    if len(plain) > LONGEST:
        raise ValueError("too long for a deadline")
    found = _PATTERN.fullmatch(plain)
    if found is None:
        raise ValueError("not a deadline")
    year = int(found["y"])
    if found["before"]:
        return Deadline(text, "day", date.fromordinal(date(year, 1, 1).toordinal() - 1), literal=True)
    month, day = _first(found, "m1", "m2", "m3", "m4"), _first(found, "d1", "d2", "d3", "d4")
    if quarter := _first(found, "q1", "q2"):
        month = str((_QUARTER_DIGITS.get(quarter) or int(quarter)) * 3)
    if day:
        return Deadline(text, "day", date(year, int(month), int(day)))
    return Deadline(text, "day", month_end(year, int(month or 12)))


def _first(found: re.Match[str], *groups: str) -> str:
    return next((value for group in groups if (value := found[group])), "")
