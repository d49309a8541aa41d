"""What a field type accepts, as JSON Schema sees it in a YAML editor.

A scalar of a ledger is text until its field type has judged it. An editor types it first: ``2.1`` is a number there,
``2021`` a whole number, ``true`` a truth value, and ``no`` or ``2021-06-30`` a text or not, by the version of YAML.
So each form says which of these its field type may have written without quotes, and which texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from parkledger.base import codes
from parkledger.base.findings import Code
from parkledger.model import fields
from parkledger.model.fields import Parsed
from parkledger.render.schemas import patterns

Form = dict[str, Any]

_SCALAR = ["string", "number", "boolean"]
_CONTROL = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ufffe\uffff]"
)
_YES_NO = ["是", "否", "true", "false", "yes", "no", "√", "1", "0", 1, 0]


def _text(**more: Any) -> Form:
    """Any scalar: a number or a truth value is a text, too, once it is read."""
    return {"type": _SCALAR, "not": {"type": "string", "pattern": _CONTROL}} | more


def _written(pattern: str, *others: Form) -> Form:
    text = {"type": "string", "pattern": pattern}
    return {"anyOf": [text, *others]} if others else text


def _whole_number(least: int, most: int) -> Form:
    return {"type": "integer", "minimum": least, "maximum": most}


def _flag() -> Form:
    words = r"^\s*(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])\s*$"
    return _written(words, {"type": "boolean"}, {"enum": _YES_NO})


_FORMS: Mapping[Callable[[Any], object], tuple[Callable[[], Form], Code | None]] = {
    fields.as_text: (lambda: _text(maxLength=fields.LONGEST_TEXT), None),
    fields.as_cell: (lambda: _text(maxLength=fields.LONGEST_TEXT), None),
    fields.as_name: (lambda: _text(pattern=patterns.name()), None),
    fields.as_timezone: (lambda: _text(pattern=patterns.name()), None),
    fields.as_code: (lambda: {"type": ["string", "integer"]}, codes.CODE_FORM),
    fields.as_day: (lambda: _written(patterns.day()), codes.BAD_DAY),
    fields.as_moment: (lambda: _written(patterns.moment()), None),
    fields.as_deadline: (lambda: _written(patterns.deadline(), _whole_number(1000, 9999)), codes.BAD_DEADLINE),
    fields.as_every: (lambda: _written(patterns.rhythm()), codes.BAD_RHYTHM),
    fields.as_period: (lambda: _written(patterns.period(), _whole_number(1000, 9999)), codes.BAD_PERIOD),
    fields.as_count: (
        lambda: _written(patterns.count(), _whole_number(0, 10**fields.MOST_DIGITS - 1)),
        codes.BAD_NUMBER,
    ),
    fields.as_amount: (lambda: _written(patterns.amount(), {"type": "number"}), codes.BAD_NUMBER),
    fields.as_flag: (_flag, codes.BAD_FLAG),
    fields.as_aliases: (
        lambda: {"anyOf": [_text(), {"type": "array", "items": _text(pattern=patterns.name())}]},
        None,
    ),
    fields.where_values: (
        lambda: {
            "type": "object",
            "propertyNames": _text(pattern=patterns.name()),
            "additionalProperties": {
                "anyOf": [
                    _text(pattern=patterns.name()),
                    {"type": "array", "items": _text(pattern=patterns.name())},
                ]
            },
        },
        None,
    ),
}  # fmt: skip
"""By the function that reads it: what a field type accepts, and the code of the finding when it does not."""


def form_of(mark: Parsed) -> Form:
    """What a field type accepts, and how to write it. Raises TypeError for one that has no form."""
    if (choices := choices_of(mark)) is not None:
        return {"enum": choices}
    if mark.parse not in _FORMS:
        raise TypeError(f"no form for {mark.parse}")
    make, code = _FORMS[mark.parse]
    if code is None:
        return make()
    how = f"{code.help.zh} {code.help.en}"
    form: Form = {"description": how} | make()
    text = form["anyOf"][0] if "anyOf" in form else form
    text["patternErrorMessage"] = how
    return form


def choices_of(mark: Parsed) -> list[object] | None:
    """The words of a closed list, None for other field types. Blanks around one, which the reader strips, are left to
    it: an editor that names the words it knows helps more."""
    choices = mark.json.get("enum")
    return list(choices) if isinstance(choices, list) else None


def name_of(mark: Parsed) -> str:
    """The name of a field type among the definitions of a schema."""
    return mark.parse.__name__.removeprefix("as_")


def takes_any_text(form: Form) -> bool:
    """Whether every text of one line is accepted."""
    return form.get("type") == _SCALAR
