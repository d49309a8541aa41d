"""Findings as short words, for tests: ``3:5 PL105`` is line 3, column 5, code PL105."""

from __future__ import annotations

from collections.abc import Iterable

from parkledger.base.findings import Finding


def at(findings: Iterable[Finding]) -> list[str]:
    """Line, column and code of each finding."""
    return [f"{one.span.line}:{one.span.column} {one.rule.code}" for one in findings]


def found(findings: Iterable[Finding]) -> list[str]:
    """Path, line, column and code of each finding."""
    return [f"{one.span} {one.rule.code}" for one in findings]
