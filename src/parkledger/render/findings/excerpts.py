"""The text of the file at a finding, with a mark under the place, for findings whose sentence does not quote it.

Only the cell of a row is shown, and never an identity number: the output may end up in a log.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from parkledger.base import codes
from parkledger.base.credit_code import is_resident_identity
from parkledger.base.findings import Finding
from parkledger.render.cells import chopped, width
from parkledger.render.safe import one_line

Lines = Mapping[tuple[str, int], str]
"""Lines of data files by the path that is shown and their number."""
_OF_A_PLACE = (
    codes.YAML_SYNTAX, codes.YAML_FEATURE, codes.CONTROL_CHARACTER, codes.RAGGED_ROW, codes.OPEN_QUOTE,
    codes.SWALLOWED_ROWS, codes.CONFLICT_MARKER, codes.WRONG_SEPARATOR, codes.CODE_SYMBOL,
)  # fmt: skip
"""Codes about a place in a text; the sentences of all others quote the value that they are about."""
_WHOLE = (codes.RAGGED_ROW, codes.OPEN_QUOTE, codes.SWALLOWED_ROWS, codes.CONFLICT_MARKER, codes.WRONG_SEPARATOR)
"""For these the whole row is shown, not the cell."""
_CELL = re.compile(r'"(?:[^"]|"")*"?|[^,]*')
_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
MOST = 400
"""How many characters on each side of the place are looked at."""


class Excerpt(NamedTuple):
    """A text of one line that is safe to show, and how many cells stand before the mark."""

    text: str
    before: int


def has_excerpt(finding: Finding) -> bool:
    """Whether a finding is shown with an excerpt."""
    return finding.rule in _OF_A_PLACE


def excerpt(finding: Finding, lines: Lines, room: int) -> Excerpt | None:
    """The excerpt at a finding, in ``room`` cells; None if its sentence quotes the value, or if nothing is there."""
    span = finding.span
    line = lines.get((span.path, span.line)) if has_excerpt(finding) else None
    if line is None or not line.strip() or span.column > len(line) + 1:
        return None
    at = span.column - 1
    start, end = 0, len(line)
    if finding.rule is codes.CODE_SYMBOL:
        start, end = at, at + len(cell[0]) if (cell := _CELL.match(line, at)) else end
        at = max(start, start + len(line[start:end].rstrip(' "')) - 1)
    elif finding.rule not in _WHOLE and span.path.endswith(".csv"):
        start = line.rfind(",", 0, at) + 1
        end = start + len(cell[0]) if (cell := _CELL.match(line, start)) else end
    return _cut(_masked(line[start:at]), _masked(line[at:end]), room)


def _masked(text: str) -> str:
    return _NUMBER.sub(lambda found: "*" * 18 if is_resident_identity(found[0].upper()) else found[0], text)


def _shown(text: str) -> str:
    return one_line(text.replace("\t", "\\t"))  # a tab may be what is wrong


def _cut(before: str, after: str, room: int) -> Excerpt:
    """Both sides of a place; what does not fit is left out, and ``…`` says so."""
    left, right = _shown(before[-MOST:].lstrip()), _shown(after[:MOST].rstrip())
    if len(before) > MOST or width(left) > room // 2:
        kept = chopped(left[::-1], max(room // 2 - 1, 1))[0][::-1] if left else ""
        left = f"…{kept}"
    if len(after) > MOST or width(left) + width(right) > room:
        kept = chopped(right, max(room - width(left) - 1, 1))[0] if right else ""
        right = f"{kept}…"
    return Excerpt(left + right, width(left))
