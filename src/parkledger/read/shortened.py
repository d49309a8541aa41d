"""Findings of one table, of which the first of each code are told one by one and the others by their number.

A file with a million faults is read in bounded memory: what is not told is never built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from parkledger.base.findings import MOST_SHOWN, Code, Finding, standing_for

Place = tuple[int, int]
Waived = Mapping[str, frozenset[str]]
"""By code, the pointers that a waiver names: those findings are always told, so that the waiver can cover them."""


class _Case(NamedTuple):
    place: Place
    make: Callable[[], Finding]


class Shortened:
    """Collects the cases of a table. A case's ``place`` puts it in order: its row and column, or line and column."""

    def __init__(self, waived: Waived) -> None:
        self.waived = waived
        self._first: dict[Code, list[_Case]] = {}
        self._count: dict[Code, int] = {}
        self._always: list[Finding] = []

    def add(self, rule: Code, count: int, cases: Iterable[tuple[Place, Callable[[], Finding]]]) -> None:
        """So many cases of a code; those given begin with the first of them, up to one more than can be told."""
        first = self._first.setdefault(rule, [])
        first.extend(_Case(place, make) for place, make in cases)
        self._count[rule] = self._count.get(rule, 0) + count
        if len(first) > 8 * MOST_SHOWN:
            self._shorten(first)

    def add_found(self, found: Iterable[Finding]) -> None:
        """Findings that are already there."""
        by_rule: dict[Code, list[Finding]] = {}
        for one in found:
            if one.pointer in self.waived.get(one.rule.code, ()):
                self.always(one)
            else:
                by_rule.setdefault(one.rule, []).append(one)
        for rule, ones in by_rule.items():
            ones.sort(key=lambda one: one.span)
            told = ones[: MOST_SHOWN + 1]
            self.add(rule, len(ones), (((one.span.line, one.span.column), lambda one=one: one) for one in told))  # type: ignore[misc]

    def always(self, finding: Finding) -> None:
        """A finding that a waiver names."""
        self._always.append(finding)

    @staticmethod
    def _shorten(cases: list[_Case]) -> None:
        cases.sort(key=lambda case: case.place)
        del cases[MOST_SHOWN + 1 :]

    def findings(self) -> list[Finding]:
        """What is told: the first of each code, one that stands for all others, and those that a waiver names."""
        found = list(self._always)
        for rule, cases in self._first.items():
            self._shorten(cases)
            found += [case.make() for case in cases[:MOST_SHOWN]]
            found += [standing_for(case.make(), self._count[rule] - MOST_SHOWN) for case in cases[MOST_SHOWN:]]
        return found


def shortened(found: Iterable[Finding], waived: Waived) -> list[Finding]:
    """The findings of a table that was read row by row, told in the same way."""
    told = Shortened(waived)
    told.add_found(found)
    return told.findings()
