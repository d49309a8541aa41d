"""A finding: what is wrong, where, and with which particulars. Faults in data are values, never exceptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from parkledger.base.spans import Span
from parkledger.base.words import Words

MOST_SHOWN = 100
"""How many findings of one code in one table are shown one by one; the others are only counted."""


class Severity(StrEnum):
    """An error makes the ledger's answers unsafe; a warning asks a person to look."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A finding code: its sentence (a ``str.format`` template), its reason, what to do, two examples.

    Codes are never reused: PL1xx reading, PL2xx shape, PL3xx references, PL4xx arithmetic and schedule,
    PL5xx roster, PL6xx history.
    """

    code: str
    name: str
    severity: Severity
    message: Words
    why: Words
    help: Words
    bad: Words
    good: Words


def _both(example: str | Words) -> Words:
    """An example that is a piece of a file is the same in both languages."""
    return Words(example, example) if isinstance(example, str) else example


def error(
    code: str, name: str, *, message: Words, why: Words, help: Words, bad: str | Words, good: str | Words
) -> Code:
    """Define an error code."""
    return Code(code, name, Severity.ERROR, message, why, help, _both(bad), _both(good))


def warning(
    code: str, name: str, *, message: Words, why: Words, help: Words, bad: str | Words, good: str | Words
) -> Code:
    """Define a warning code."""
    return Code(code, name, Severity.WARNING, message, why, help, _both(bad), _both(good))


class Finding(NamedTuple):
    """One fault or doubt in the data.

    ``pointer`` names the item by ids (``tasks/2/criteria/2.2/lead``), so that a waiver survives reordering.
    ``args`` fill the code's message. ``near`` are the nearest valid values, best first.
    """

    rule: Code
    span: Span
    pointer: str = ""
    args: Mapping[str, str] = {}
    near: tuple[str, ...] = ()
    related: tuple[Span, ...] = ()
    waived: str | None = None
    """The reason of the waiver that covers this finding, else None."""
    cases: int = 1
    """How many cases it stands for: the last finding of a code in a file may stand for all that are not shown."""
    lines: tuple[int, ...] = ()
    """If equal cases are reported as one finding: their lines, at most ``MOST_SHOWN``."""
    commit: str = ""
    """In a history: the short id of the commit that caused it; ``on`` is the day of its author."""
    on: date | None = None

    def waive(self, reason: str) -> Finding:
        """Return the same finding, marked as waived."""
        return self._replace(waived=reason)


def standing_for(finding: Finding, count: int) -> Finding:
    """A finding made to stand for ``count`` of its code in its file: itself and others that are not shown."""
    if count == 1:
        return finding
    return finding._replace(pointer=finding.pointer.partition("/")[0], near=(), cases=count, lines=())


def first_of_many(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in the same order; beyond the first hundred of a code in a file, one stands for all others.

    Findings that a waiver covers are all kept: they are listed only when they are asked for.
    """
    told: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], int] = {}
    kept: list[Finding] = []
    for one in findings:
        key = one.rule.code, one.span.path
        told[key] += one.waived is None
        if one.waived is not None or told[key] <= MOST_SHOWN:
            kept.append(one)
        elif key not in last:
            last[key] = len(kept)
            kept.append(one)
        else:
            many = kept[last[key]]
            kept[last[key]] = standing_for(many, many.cases + one.cases)
    return tuple(kept)


def as_one(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with those of one file that say the same merged into the first one, which has the lines of all."""
    same: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        same.setdefault((one.rule.code, one.span.path, *sorted(one.args.items())), []).append(one)
    return [_together(alike) if len(alike) > 1 else alike[0] for alike in same.values()]


def _together(alike: list[Finding]) -> Finding:
    lines = (line for one in alike for line in one.lines or (one.span.line,))
    return alike[0]._replace(cases=sum(one.cases for one in alike), lines=tuple(islice(lines, MOST_SHOWN)))


def once_a_file(findings: Iterable[Finding], code: str) -> tuple[Finding, ...]:
    """The findings, with only the first of one code in each file: it stands for all others that no waiver covers."""
    cases: Counter[str] = Counter()
    kept: list[Finding] = []
    for one in findings:
        folds = one.rule.code == code and one.waived is None
        if not folds or one.span.path not in cases:
            kept.append(one)
        if folds:
            cases[one.span.path] += one.cases
    return tuple(
        standing_for(one, cases[one.span.path]) if one.rule.code == code and one.waived is None else one for one in kept
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by path, line, column and code: the one order in which they are ever shown."""
    return tuple(sorted(findings, key=lambda f: (f.span, f.rule.code, f.pointer, sorted(f.args.items()))))
