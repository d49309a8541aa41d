"""The field types of every schema. Input is always text; each type is one pure function from text to value.

A field type raises ``PydanticCustomError`` whose type names the fault (``day``, ``deadline``, ...): the reader
turns it into a finding. The functions build their core schema themselves, which keeps start-up short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from parkledger.base.credit_code import CodeProblem, parse_credit_code
from parkledger.base.deadlines import Deadline, parse_deadline
from parkledger.base.periods import Every, parse_every, parse_period_label

LONGEST_TEXT = 20_000
"""A clause of a published document has at most a few thousand characters; a cell of a workbook 32,767."""
LONGEST_NAME = 200
"""The longest name in the five plans has 39 characters; one beyond this is a paragraph in the wrong place."""
MOST_DIGITS = 15
"""More digits than any count, area or sum of money of a campaign needs."""
MOST_DECIMALS = 6
"""Square kilometres with six decimals are square metres."""

_CONTROL = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ufffe\uffff\ud800-\udfff]"
)
"""Characters that never belong in a ledger: controls, bidi controls, characters without a width (a byte order mark in
the middle of a file that was joined of two, the blanks and soft hyphens of web pages that nobody sees), surrogates,
non-characters. None is printable."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch
_ZONES = ("Asia/Shanghai", "Asia/Urumqi", "UTC")
"""What is suggested for a time zone that does not exist."""
_YES = frozenset(("true", "yes", "是", "√", "1"))
_NO = frozenset(("false", "no", "否", "0"))


def _fault(kind: str, **context: str) -> PydanticCustomError:
    return PydanticCustomError(kind, kind, dict(context))


class Parsed:
    """Annotation marker: this field is read from text by ``parse``."""

    def __init__(self, parse: Callable[[Any], object], json: Mapping[str, object] | None = None) -> None:
        self.parse = parse
        self.json = dict(json or {"type": "string"})
        self.schema = core_schema.no_info_plain_validator_function(parse)

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        return self.schema.copy()

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, object]:
        return dict(self.json)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _fault("not_text")
    if not value.isprintable() and re.search(_CONTROL, value):
        raise _fault("control")
    return value


def as_text(value: object) -> str:
    """Any text, empty too."""
    text = _text(value)
    if len(text) > LONGEST_TEXT:
        raise _fault("long", most=str(LONGEST_TEXT))
    return text


def as_name(value: object) -> str:
    """A name: not empty, one line, at most 200 characters."""
    text = _text(value).strip()
    if not text:
        raise _fault("empty")
    if "\n" in text:
        raise _fault("lines")
    if len(text) > LONGEST_NAME:
        raise _fault("long", most=str(LONGEST_NAME))
    return text


def as_cell(value: object) -> str:
    """A cell of text, without the blanks around it; empty is absent."""
    return as_text(value).strip()


def as_day(value: object) -> date:
    """A calendar day written ``2021-06-30``."""
    text = _text(value).strip()
    if not _DAY(text):
        raise _fault("day")
    try:
        return date.fromisoformat(text)
    except ValueError as failure:
        raise _fault("no_such_day") from failure


def as_moment(value: object) -> str:
    """A day and a time written ``2023-11-06 23:50``; kept as text, which sorts as time does."""
    text = _text(value).strip().replace("T", " ")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d", text, flags=re.ASCII):
        raise _fault("moment")
    as_day(text[:10])
    return text


def as_deadline(value: object) -> Deadline:
    """A deadline, as the document writes it."""
    text = _text(value)
    try:
        return parse_deadline(text)
    except ValueError as failure:
        raise _fault("deadline") from failure


def as_every(value: object) -> Every:
    """A rhythm: month, quarter, 每季度, 10天."""
    text = _text(value)
    try:
        return parse_every(text)
    except ValueError as failure:
        raise _fault("every") from failure


def as_period(value: object) -> str:
    """The label of a period: 2021-07, 2021年7月, 2021-Q3; empty is absent."""
    text = _text(value).strip()
    try:
        return parse_period_label(text) if text else ""
    except ValueError as failure:
        raise _fault("period") from failure


def as_count(value: object) -> int:
    """A whole number from 0."""
    text = _text(value).strip()
    if not re.fullmatch(rf"\d{{1,{MOST_DIGITS}}}", text, flags=re.ASCII):
        raise _fault("count")
    return int(text)


def as_amount(value: object) -> Decimal:
    """A decimal number: money, areas, shares. Finite, at most 15 digits before the point and 6 behind; -0 is 0."""
    text = _text(value).strip()
    if not re.fullmatch(rf"-?\d{{1,{MOST_DIGITS}}}(\.\d{{1,{MOST_DECIMALS}}})?", text, flags=re.ASCII):
        raise _fault("amount")
    number = Decimal(text)
    return number if number else number.copy_abs()


def as_flag(value: object) -> bool:
    """true or false, 是 or 否."""
    text = _text(value).strip().casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise _fault("flag")


def as_timezone(value: object) -> str:
    """The name of a time zone, such as Asia/Shanghai."""
    from zoneinfo import ZoneInfo

    name = as_name(value)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as failure:
        raise PydanticCustomError("choice", "choice", {"choices": _ZONES, "listed": ", ".join(_ZONES)}) from failure
    return name


def as_code(value: object) -> str:
    """A credit code (GB 32100-2015) or one of the older forms; empty for an unlicensed workshop."""
    try:
        return parse_credit_code(_text(value).strip())
    except CodeProblem as problem:
        raise _fault(f"code_{problem.kind}", expected=problem.expected) from problem


def as_aliases(value: object) -> str:
    """Other names: a list, or names with 、 or ; between them. Kept as one text with 、 between."""
    names = value if isinstance(value, list) else re.split(r"[、;；]", as_text(value))
    return "、".join(as_name(name) for name in names if name != "")


def one_of(*choices: str, aliases: Mapping[str, str] | None = None) -> Parsed:
    """A closed list of words, with their Chinese spellings."""
    known = {choice: choice for choice in choices} | dict(aliases or {})
    chinese: dict[str, str] = {}
    for spelled, choice in (aliases or {}).items():
        chinese.setdefault(choice, spelled)
    listed = ", ".join(f"{one}（{chinese[one]}）" if one in chinese else one for one in filter(None, choices))

    def parse(value: object) -> str:
        text = _text(value).strip()
        if text not in known:
            raise PydanticCustomError("choice", "choice", {"choices": tuple(known), "listed": listed})
        return known[text]

    return Parsed(parse, {"enum": list(known)})


def where_values(value: object) -> dict[str, tuple[str, ...]]:
    """A filter: column → accepted values; one value or a list of them."""
    if not isinstance(value, dict):
        raise _fault("not_mapping")
    accepted: dict[str, tuple[str, ...]] = {}
    for column, wanted in value.items():
        items = wanted if isinstance(wanted, list) else [wanted]
        accepted[as_name(column)] = tuple(as_name(item) for item in items)
    return accepted


Text = Annotated[str, Parsed(as_text)]
Name = Annotated[str, Parsed(as_name)]
Cell = Annotated[str, Parsed(as_cell)]
Aliases = Annotated[str, Parsed(as_aliases, {"type": ["array", "string"]})]
Day = Annotated[date, Parsed(as_day, {"type": "string", "format": "date"})]
Due = Annotated[Deadline, Parsed(as_deadline)]
Rhythm = Annotated[Every, Parsed(as_every)]
PeriodLabel = Annotated[str, Parsed(as_period)]
Count = Annotated[int, Parsed(as_count)]
Amount = Annotated[Decimal, Parsed(as_amount)]
TimeZone = Annotated[str, Parsed(as_timezone)]
Flag = Annotated[bool, Parsed(as_flag)]
CreditCode = Annotated[str, Parsed(as_code)]
Where = Annotated[dict[str, tuple[str, ...]], Parsed(where_values, {"type": "object"})]
