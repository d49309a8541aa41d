"""Likeness of names: the nearest valid value to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

NEAR_ENOUGH = 0.45
"""Chinese unit names are short: two of four characters in common is a fair guess, less is noise."""
LONGEST = 120
"""Characters of the longest name: longer texts are not names, and comparing them only takes time."""


MOST_COMPARED = 40
"""How many names are compared letter by letter, 20 µs each: of more names, those that share the most letters."""


def nearest(wrong: str, valid: Iterable[str], most: int = 3, enough: float = NEAR_ENOUGH) -> tuple[str, ...]:
    """The valid names most like ``wrong``, best first, at most ``most``; ties in the order of the text.

    ``enough`` is the least share of letters in common, between 0 and 1.
    """
    if not wrong or len(wrong) > LONGEST:
        return ()
    sought = wrong.casefold()
    names = list(dict.fromkeys(valid))
    if len(names) > MOST_COMPARED:
        letters = _letters(sought)
        names = nlargest(MOST_COMPARED, names, key=lambda name: (len(letters & _letters(name)), name))
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(sought)
    scored = []
    for name in names:
        matcher.set_seq1(name.casefold())
        # the quick ratios are upper bounds: by length, then by letters whatever their order
        if matcher.real_quick_ratio() < enough or matcher.quick_ratio() < enough:
            continue
        if (score := matcher.ratio()) >= enough:
            scored.append((-score, name))
    return tuple(name for _, name in sorted(scored)[:most])


@lru_cache(maxsize=10_000)
def _letters(name: str) -> frozenset[str]:
    """The letters of a name and its pairs of letters, so that the order counts a little."""
    folded = name.casefold()
    return frozenset((*folded, *(a + b for a, b in pairwise(folded))))
