"""How many cells a text takes on a screen, and how it is folded: the same as rich does it, without importing rich.

Nearly every text of a ledger has only characters that are known to take one or two cells, which are measured here. A
text with any other character (a combining accent, an emoji) is left to rich, which has tables of all of them. A test
compares every character known here with rich's width, and generated texts with the way rich folds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_RANGES = (
    (" ", "~", 1), ("\xa1", "\xac", 1), ("\xae", "\u02ff", 1), ("\u0370", "\u0482", 1), ("\u2010", "\u2027", 1),
    ("\u2030", "\u205e", 1), ("\u2190", "\u22ff", 1), ("\u2500", "\u25fc", 1), ("\u3000", "\u3029", 2),
    ("\u3041", "\u3096", 2), ("\u30a0", "\u30ff", 2), ("\u3400", "\u4db5", 2), ("\u4e00", "\u9fbb", 2),
    ("\uff01", "\uff60", 2),
)  # fmt: skip
"""Ranges of known characters, each with its first, its last, and the cells that one takes."""
_words = re.compile(r"\s*\S+\s*").finditer


class _Cells(dict[str, int]):
    """Character → cells, looked up once. Raises KeyError for one that is not known."""

    def __missing__(self, character: str) -> int:
        for first, last, cells in _RANGES:
            if first <= character <= last:
                self[character] = cells
                return cells
        raise KeyError(character)


_cells = _Cells().__getitem__


def _known(text: str) -> int | None:
    """The cells of a text; None if any of its characters is not known."""
    try:
        return sum(map(_cells, text))
    except KeyError:
        return None


@lru_cache(4096)
def _width(text: str) -> int:
    if (known := _known(text)) is not None:
        return known
    from rich.cells import cell_len

    return cell_len(text)


def width(text: str) -> int:
    """The cells that a text without control characters takes."""
    return len(text) if text.isascii() else _width(text)


def chopped(text: str, room: int) -> list[str]:
    """A text cut wherever a line is full."""
    if _known(text) is None:
        from rich.cells import chop_cells

        return chop_cells(text, room)
    lines, start, used = [], 0, 0
    for at, character in enumerate(text):
        more = _cells(character)
        if used + more > room:
            lines.append(text[start:at])
            start, used = at, 0
        used += more
    return [*lines, text[start:]] if used else lines


def sized(text: str, room: int) -> str:
    """A text padded or cut to a width; a wide character that is cut in half becomes a blank."""
    if (more := room - width(text)) >= 0:
        return text + " " * more
    if _known(text) is None:
        from rich.cells import set_cell_size

        return set_cell_size(text, room)
    kept = next(iter(chopped(text, room)), "")
    return kept + " " * (room - width(kept))


def folded(text: str, room: int) -> list[str]:
    """A text of one line in lines that are no wider than the room: broken between words, a word that is longer wherever
    a line is full. Blanks stay at the end of a line as far as there is room."""
    breaks = [0, *_breaks(text, room), len(text)]
    lines = (_without_excess(text[start:end], room) for start, end in pairwise(breaks))
    return [line if width(line) <= room else sized(line, room) for line in lines]


def _breaks(text: str, room: int) -> Iterator[int]:
    """Where each line after the first begins."""
    used = 0
    for found in _words(text):
        word, start = found[0], found.start()
        least = width(word.rstrip())
        if least <= room - used:
            used += width(word)
        elif least > room:
            for part in chopped(word, room):
                if start:
                    yield start
                start += len(part)
                used = width(part)
        elif used and start:
            yield start
            used = width(word)


def _without_excess(line: str, room: int) -> str:
    """The line without surplus blanks at its end, counted in characters as rich does."""
    excess, blanks = len(line) - room, len(line) - len(line.rstrip())
    return line[: len(line) - min(excess, blanks)] if excess > 0 else line
