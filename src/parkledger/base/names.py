"""Likeness of names: the nearest valid value to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

NEAR_ENOUGH = 0.45
"""Chinese unit names are short: two of four characters in common is a fair guess, less is noise."""
LONGEST = 120
"""Longer texts are not names: comparing them costs time and helps nobody."""


def nearest(wrong: str, valid: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The valid names most like ``wrong``, best first, at most ``most``; ties in the order of the text."""
    if not wrong or len(wrong) > LONGEST:
        return ()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wrong.casefold())
    scored = []
    for name in dict.fromkeys(valid):
        matcher.set_seq1(name.casefold())
        # the quick ratios are upper bounds: by length, then by letters whatever their order
        if matcher.real_quick_ratio() < NEAR_ENOUGH or matcher.quick_ratio() < NEAR_ENOUGH:
            continue
        if (score := matcher.ratio()) >= NEAR_ENOUGH:
            scored.append((-score, name))
    return tuple(name for _, name in sorted(scored)[:most])
