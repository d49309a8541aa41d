"""Values as JSON has them, and JSON as text: written piece by piece, what a value holds being made while it is written.

The bytes are those of ``json.dumps`` with an indent of two; a property test holds it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from parkledger.render.safe import HIDDEN

AT_ONCE = 10_000
"""Pieces that are written together."""


def dumps(value: object, *, ascii_only: bool = False) -> str:
    """JSON text; characters that would disturb a terminal are escaped."""
    parts: list[str] = []
    dump(value, parts.append, ascii_only=ascii_only)
    return "".join(parts)


def dump(value: object, write: Callable[[str], object], *, ascii_only: bool = False) -> None:
    """Write JSON text, a few thousand values at a time."""
    writer = _Writer(write, encode_basestring_ascii if ascii_only else encode_basestring)
    writer.put(value, "\n")
    writer.flush()


class _Writer:
    def __init__(self, write: Callable[[str], object], quoted: Callable[[str], str]) -> None:
        self.write, self.quoted = write, quoted
        self.parts: list[str] = []

    def flush(self) -> None:
        """Hand out what there is."""
        text = "".join(self.parts)
        self.write(re.sub(HIDDEN, lambda found: f"\\u{ord(found[0]):04x}", text))
        self.parts.clear()

    def put(self, value: object, line: str) -> None:
        """A value; ``line`` begins a line as far in as the value's own."""
        if isinstance(value, str):
            self.parts.append(self.quoted(value))
        elif isinstance(value, Mapping):
            self._all("{}", ((f"{self.quoted(key)}: ", one) for key, one in value.items()), line)
        elif isinstance(value, Sequence):
            self._all("[]", (("", one) for one in value), line)
        else:
            self.parts.append(json.dumps(value))

    def _all(self, ends: str, items: Iterable[tuple[str, object]], line: str) -> None:
        inner, between, parts = line + "  ", ends[0], self.parts
        for key, one in items:
            parts.append(f"{between}{inner}{key}")
            self.put(one, inner)
            between = ","
            if len(parts) > AT_ONCE:
                self.flush()
        parts.append(f"{line}{ends[1]}" if between == "," else ends)


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
