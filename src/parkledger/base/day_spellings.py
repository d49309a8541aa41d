"""Days as spreadsheets and letters spell them: what a wrong cell most likely means.

Such a day is only ever suggested: a date that is not written as ``2021-06-30`` is not a fact.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

LONGEST = 30
"""Characters of a day with its time: ``2021年12月31日 00:00:00`` has 20."""
SERIAL_ZERO = date(1899, 12, 30).toordinal()
"""Day 0 of the serial numbers in which Excel and WPS keep days (1900 date system). They count a 29 February 1900 that
never was, so that this holds from 61 on; those of five digits begin in 1927."""

_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_DAY = re.compile(
    r"(\d{4}) ?(?:(?P<mark>[-/.]) ?(\d{1,2})(?P=mark) ?(\d{1,2})|年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?|(\d{2})(\d{2}))"
    r"(?:[T ] ?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def meant_day(text: str) -> str:
    """The day as ``2021-08-02``; empty where the text can mean several, or none: 8/2/2021 is either way round."""
    if len(text) > LONGEST:
        return ""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    try:
        if serial := _SERIAL.fullmatch(plain):
            return date.fromordinal(SERIAL_ZERO + int(serial[1])).isoformat()
        if found := _DAY.fullmatch(plain):
            year, _, *others = found.groups()
            month, day = (int(one) for one in others if one)
            return date(int(year), month, day).isoformat()
    except ValueError:
        return ""
    return ""
