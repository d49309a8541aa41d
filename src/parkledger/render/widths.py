"""How wide the columns of a table are in a window: the same as rich lays it out, without importing rich.

The widest columns give first, until the table fits or the next widest is reached; if folding is not enough, all are cut
in equal shares. No column is narrower than its least width. A property test compares the widths with rich's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

NARROWEST = 60
"""The least width that tables are laid out for: in a narrower window they could not be read."""
PIPE_WIDTH = 100
"""In a pipe there is no window; lines of this width suit mail and logs."""


class Extent(NamedTuple):
    """A column, with the blanks behind it: how wide its cells are at the most, how narrow it may become, and whether
    its cells can be folded."""

    most: int
    least: int
    folds: bool


def laid_out(columns: Sequence[Extent], room: int) -> list[int]:
    """The width of each column. Their sum is beyond the room where the least widths of some are."""
    widths = [max(min(one.most, room), one.least) or 1 for one in columns]
    if sum(widths) <= room:
        return widths
    given = _given(widths, [one.folds for one in columns], room)
    if (excess := sum(given) - room) > 0:
        given = _reduced(given, [width > 0 for width in given], excess, given)
    return [max(min(one.most, width), one.least) if width > 0 else 0 for one, width in zip(columns, given, strict=True)]


def _given(widths: list[int], folds: Sequence[bool], room: int) -> list[int]:
    """The widths after those that fold have given what they can: the widest come down to the second, and so on."""
    while (excess := sum(widths) - room) > 0:
        able = {width for width, folded in zip(widths, folds, strict=True) if folded}
        widest = max(able, default=0)
        difference = widest - max(able - {widest}, default=0)
        if not difference:
            break
        giving = [folded and width == widest for width, folded in zip(widths, folds, strict=True)]
        widths = _reduced(widths, giving, excess, repeat(min(excess, difference)))
    return widths


def _reduced(
    widths: Sequence[int], giving: Sequence[bool], excess: int, most: Sequence[int] | repeat[int]
) -> list[int]:
    """The widths with an excess taken off those that give, in shares as equal as whole numbers allow."""
    left, givers, reduced = excess, sum(giving), []
    for width, gives, limit in zip(widths, giving, most, strict=False):
        share = min(limit, round(left / givers)) if gives else 0
        reduced.append(width - share)
        left -= share
        givers -= gives
    return reduced
