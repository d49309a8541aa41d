"""Which day an answer is for: the one asked for, else today where the ledger is."""

from __future__ import annotations

import re
from datetime import date, datetime

from parkledger.base.words import Lang
from parkledger.cli.speech import stop

LAST_DAY = date(2199, 12, 31)
"""The last day that can be asked for. No campaign outlives it, and each month adds a period of every monthly duty: by
the end of the calendar that would be 95,000 of them."""


def today_in(timezone: str, lang: Lang) -> date:
    """Today where the ledger is: at 01:00 in Shanghai it is still yesterday in UTC."""
    from zoneinfo import ZoneInfo

    try:
        return datetime.now(ZoneInfo(timezone)).date()
    except (KeyError, ValueError, OSError):
        stop(lang, "bad.timezone", name=timezone)


def parse_as_of(text: str | None, timezone: str, lang: Lang) -> date:
    """The day asked for, else today."""
    if text is None:
        return today_in(timezone, lang)
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        day = date.fromisoformat(text)
    except ValueError:
        from parkledger.base.day_spellings import meant_day

        if meant := meant_day(text):
            stop(lang, "bad.day.near", text=text, near=meant)
        stop(lang, "bad.day", text=text)
    return not_too_late(day, lang)


def not_too_late(day: date, lang: Lang) -> date:
    """The day, if it is not after the last one; else the command stops."""
    if day > LAST_DAY:
        stop(lang, "late.day", day=day, last=LAST_DAY)
    return day
