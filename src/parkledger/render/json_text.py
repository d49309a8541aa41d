"""Values as JSON has them, and JSON as text: what every answer for programs shares."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

from parkledger.render.safe import HIDDEN


def dumps(value: object, *, ascii_only: bool = False) -> str:
    """JSON text; characters that would disturb a terminal are escaped."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2)
    return re.sub(HIDDEN, lambda found: f"\\u{ord(found[0]):04x}", text)


def plain(value: object) -> Any:
    """A value as JSON has it: days in ISO form, decimals as numbers, tuples as lists, named tuples as objects."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if hasattr(value, "_asdict"):
        return {name: plain(one) for name, one in value._asdict().items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value
