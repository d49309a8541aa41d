"""Sentences folded to a width: between the items of a list, else between words or Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise

from parkledger.render.cells import chopped, width

Plain = tuple[str, str]
"""A text and its style."""
Parts = list[Plain]
"""A line, or what a cell has of it."""

BETWEEN = " · "
"""Separates items that are kept whole if possible; two blanks do so as well."""
SHORT = 16
"""The most cells of a word that is kept whole: a state, a day, a short name."""
INDENT = "  "
"""Begins the second line of a sentence and those after it."""
_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
_OPENS, _CLOSES = "（《〈「【“", "，。；：、！？）》〉」】”"
_WORDS = re.compile(r"\s*\S+\s*")
_ITEMS = re.compile(rf"\s*\S.*?(?:{BETWEEN}|  +|$)", re.DOTALL)


@cache
def _atoms() -> re.Pattern[str]:
    """A line may be broken behind each: at blanks, and between Chinese characters, but not before what closes.

    Made when a sentence is folded: compiling it takes milliseconds, and most answers fold none.
    """
    return re.compile(rf"[{_OPENS}]*(?:[{_WIDE}]|[^\s{_WIDE}]+)[{_CLOSES}]*\s*|\s+")


def lines_of(parts: Sequence[Plain], room: int, indent: str = INDENT) -> Iterator[Parts]:
    """A sentence in lines that are no wider than the room; each part keeps its style. A word that is wider than a line
    alone is broken wherever the line is full."""
    text = "".join(one for one, _ in parts)
    if width(text) <= room:
        yield list(parts)
        return
    ends = [0, *_breaks(text, room, width(indent)), len(text)]
    starts = [0, *accumulate(len(one) for one, _ in parts)]
    for start, next_one in pairwise(ends):
        end = start + len(text[start:next_one].rstrip())
        line = [(indent, "")] if start and indent else []
        for (one, style), at in zip(parts, starts, strict=False):
            if piece := one[max(start - at, 0) : max(end - at, 0)]:
                line.append((piece, style))
        yield line


def folded(text: str, room: int, indent: str = "") -> list[str]:
    """The same of a text without styles."""
    return ["".join(piece for piece, _ in line) for line in lines_of([(text, "")], room, indent)]


def _breaks(text: str, room: int, indent: int) -> Iterator[int]:
    """Where lines begin, but for the first."""
    used, at = 0, 0
    for piece in _pieces(text, room - indent):
        if used > (indent if at else 0) and used + width(piece.rstrip()) > room:
            yield at
            used = indent
        used += width(piece)
        at += len(piece)


def _pieces(text: str, room: int) -> Iterator[str]:
    """What is not broken: an item where it fits into a line, else a word or, of what is long, a character."""
    for item in _ITEMS.findall(text):
        if width(item.rstrip()) <= room:
            yield item
            continue
        for word in _WORDS.findall(item):
            if width(word.rstrip()) <= min(SHORT, room):
                yield word
                continue
            for atom in _atoms().findall(word):
                if width(atom.rstrip()) <= room:
                    yield atom
                else:
                    yield from chopped(atom, room)
