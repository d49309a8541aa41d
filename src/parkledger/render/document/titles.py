"""Long titles in lines of about equal length, broken where the text pauses (回行时词意完整、排列对称)."""

from __future__ import annotations

from math import ceil, inf

from parkledger.render.document.tables import wide

NEAR = 4
"""Characters by which a line may be longer or shorter than the others, if the text pauses there."""
_CLOSING, _OPENING = "，、；：）》”’", "（《“‘"


def balanced(line: str, most: float) -> list[str]:
    """A line of a title in as many lines as it needs, each of ``most`` characters at the most where it can be."""
    needed = ceil(wide(line) / most)
    if needed < 2:
        return [line]
    ideal = wide(line) / needed
    cost, at = min((_cost(line, place, ideal, most), place) for place in range(1, len(line)))
    if cost == inf:
        return [line]  # left to the program that lays out the page
    return [line[:at].rstrip(), *balanced(line[at:].lstrip(), most)]


def _cost(line: str, place: int, ideal: float, most: float) -> float:
    """How bad a break before a place is: its distance from the ideal, less if the text pauses there."""
    before, after = line[place - 1], line[place]
    torn = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    length = wide(line[:place])
    if torn or after in _CLOSING or before in _OPENING or length > most:
        return inf
    pauses = before in _CLOSING or after in _OPENING or " " in (before, after)
    return abs(length - ideal) - (NEAR if pauses else 0)
