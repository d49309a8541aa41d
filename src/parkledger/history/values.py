"""Values of a plan as a change shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from parkledger.base.deadlines import Deadline
from parkledger.history.change import Value
from parkledger.model.schema import Schema


def shown(value: Any) -> Value:
    """A value as a change shows it: deadlines as the document writes them, days, numbers, names, an item in words."""
    match value:
        case bool():
            found: Value = "true" if value else "false"
        case None | int() | str() | Decimal() | date():
            found = value
        case Deadline():
            found = value.text
        case Schema():
            found = _short(value)
        case Mapping():
            found = "，".join(f"{key}: {worded(shown(one))}" for key, one in value.items())
        case tuple() if type(value) is tuple:
            found = tuple(worded(shown(one)) for one in value)
        case _:
            found = str(value)
    return found


def worded(value: Value) -> str:
    """A shown value as one text."""
    return "、".join(value) if isinstance(value, tuple) else ("" if value is None else str(value))


def _short(item: Schema) -> str:
    """An item in a few words: its title or text, else what it holds."""
    for key in ("title", "text", "reason", "name"):
        if isinstance(value := getattr(item, key, None), str) and value:
            return value
    held = {key.rstrip("_"): getattr(item, key) for key in type(item).model_fields}
    return "，".join(f"{key} {worded(shown(value))}" for key, value in held.items() if value not in (None, "", (), {}))
