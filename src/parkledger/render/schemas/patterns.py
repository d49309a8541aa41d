r"""Patterns of what the field types read, in the regular expressions that JSON Schema, ECMAScript and Python share.

A test holds each to its field type: what one accepts the other accepts.
"""

from __future__ import annotations

from parkledger.base import periods
from parkledger.base.deadlines import STANDING_WORDS, UNSCHEDULED_WORDS
from parkledger.model.fields import LONGEST_NAME, MOST_DECIMALS, MOST_DIGITS

_YEAR = r"(?!0000)\d{4}"
_LEAP = r"(?!0000)(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_LONG, _SHORT, _ANY_MONTH = "(?:0?[13578]|1[02])", "(?:0?[469]|11)", "(?:0?[1-9]|1[0-2])"
_TO_28, _TO_30, _TO_31 = "(?:0?[1-9]|1[0-9]|2[0-8])", "(?:0?[1-9]|[12][0-9]|30)", "(?:0?[1-9]|[12][0-9]|3[01])"


def whole(pattern: str) -> str:
    """The pattern of a whole text, with blanks around it."""
    return rf"^\s*(?:{pattern})\s*$"


def _days(year_end: str, month_end: str, day_end: str = "") -> str:
    """Days that exist, with what stands between year, month and day and behind the day."""
    months = ((_YEAR, _LONG, _TO_31), (_YEAR, _SHORT, _TO_30), (_YEAR, "0?2", _TO_28), (_LEAP, "0?2", "29"))
    return "(?:" + "|".join(f"{y}{year_end}{m}{month_end}{d}" for y, m, d in months) + f"){day_end}"


def day() -> str:
    """A day that exists, two digits for month and day."""
    return whole(_days("-", "-").replace("0?", "0"))


def moment() -> str:
    """A day that exists with hour and minute."""
    return whole(_days("-", "-").replace("0?", "0") + "[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]")


def deadline() -> str:
    """A deadline as documents write it; blanks may stand between its parts."""
    forms = (
        rf"{_YEAR} *年 *前",
        rf"{_YEAR} *- *{_ANY_MONTH}",
        _days(" *- *", " *- *"),
        _days(" */ *", " */ *"),
        _days(r" *\. *", r" *\. *"),
        rf"{_YEAR} *-? *Q *[1-4]",
        rf"{_YEAR} *年? *第? *[一二三四1-4] *季 *度 *[底末]? *前?",
        rf"{_YEAR} *年 *{_ANY_MONTH} *月 *[底末]? *前?",
        _days(" *年 *", " *月 *", " *日 *之? *前?"),
        rf"{_YEAR} *年? *(?:年 *底|底|末)? *前?",
    )
    since = r"[到至]? *(?:\d{4} *年? *[-－—–~～至到] *(?=\d{4}))?"
    return whole("|".join((*STANDING_WORDS, *UNSCHEDULED_WORDS, f"{since} *(?:{'|'.join(forms)})")))


def rhythm() -> str:
    """A rhythm: one of its words, or so many of a unit."""
    numbered = "|".join(name for name, unit in _units().items() if unit != "half_month")
    return whole("|".join((*_units(), rf"每?(?!0{{1,3}}\D)\d{{1,3}}\s*个?\s*(?:{numbered})")))


def _units() -> dict[str, str]:
    return {name: name for name in periods.UNITS} | periods.CHINESE


def period() -> str:
    """The label of a period, as filings write it; that it exists is for the ledger to say."""
    return whole("|".join(pattern for pattern, _ in periods.LABELS) + "|")


def count() -> str:
    """A whole number."""
    return whole(rf"\d{{1,{MOST_DIGITS}}}")


def amount() -> str:
    """A decimal number."""
    return whole(rf"-?\d{{1,{MOST_DIGITS}}}(?:\.\d{{1,{MOST_DECIMALS}}})?")


def name() -> str:
    """One line that is not empty."""
    return rf"^\s*\S(?:[^\n]{{0,{LONGEST_NAME - 2}}}\S)?\s*$"
