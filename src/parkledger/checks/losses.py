"""What was lost in reading. Rules are silent about it, so that one fault is reported once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from parkledger.base import codes
from parkledger.base.findings import Finding, Severity
from parkledger.base.spans import Span
from parkledger.checks.rule import Doubt, Rule
from parkledger.compute.absent import absent_files
from parkledger.model.columns import Table, picked
from parkledger.model.ledger import KINDS, Campaign

CELLS = ".cells"
"""``enterprises.cells`` is lost if a row is ragged: the row itself is there, but its cells may be wrong."""
_NAMES = {"parks": ("parks", "id", "name", "aliases"), "enterprises": ("id",)}
"""The columns by which others name the rows of a table."""
_ID = re.compile(r"[^\s,，;；|\"]+").fullmatch
"""An id, and not a whole row that was not split into cells."""


class Losses(NamedTuple):
    """The losses of one campaign: keys of the plan and tables that lost a part, cells that were refused, shifted rows.

    ``everything``: the plan could not be read to its end, so that any part of it may be lost.
    """

    parts: frozenset[str]
    refused: frozenset[Span]
    everything: bool
    tables: Mapping[str, Table]

    def silence(self, rule: Rule) -> bool:
        """Whether the rule needs something that is lost."""
        in_plan = self.everything and any(need.partition(".")[0] not in KINDS for need in rule.needs)
        return in_plan or not self.parts.isdisjoint(rule.needs)

    def told(self, finding: Finding) -> bool:
        """Whether reading has already reported what is wrong there."""
        return any(span in self.refused or self._shifted(span) for span in (finding.span, *finding.related))

    def doubt(self, kind: str) -> Doubt:
        """The rows of a table about which reading may have reported something."""
        table = self.tables[kind]
        spans = [span for span in self.refused if span.path == table.path] if table.lines else []
        return Doubt(frozenset(_row(table, span) for span in spans), table.shifted.asked_often())

    def _shifted(self, span: Span) -> bool:
        """Whether a place is in a row whose cells have shifted."""
        return any(
            _row(table, span) in table.shifted
            for table in self.tables.values()
            if table.shifted.bits and table.path == span.path
        )


def _row(table: Table, span: Span) -> int:
    """The row of a table at a place of its file."""
    return max(bisect_right(table.lines, span.line) - 1, 0)


def losses_of(campaign: Campaign, found: Iterable[Finding]) -> Losses:
    """The losses of a campaign, according to the findings of reading."""
    kinds = {campaign.tables[kind].path: kind for kind in KINDS if campaign.tables[kind].path}
    faults = [one for one in found if one.rule.severity is Severity.ERROR]
    own = [one for one in faults if one.span.path == campaign.source.path]
    parts = {one.pointer.partition("/")[0] for one in own if one.rule is not codes.UNKNOWN_KEY}
    for one in faults:
        if kind := kinds.get(one.span.path):
            parts.update(_lost(kind, one))
    for kind, table in campaign.tables.items():
        if table.shifted.bits:
            parts.update((kind + CELLS,) if kind not in _NAMES or _named(kind, table) else (kind, kind + CELLS))
    # one finding names the file that is not there: what refers to its rows says no more
    parts.update(lost for one in absent_files(campaign) if one.named for lost in (one.kind, one.kind + CELLS))
    # if a key is repeated the first value is kept: only the second one is lost
    parts.update(one.args["key"] for one in own if one.rule is codes.DUPLICATE_KEY)
    vague = [one for one in own if one.rule is not codes.DUPLICATE_KEY]
    unsure = any(not one.pointer or (one.rule is codes.UNKNOWN_KEY and "/" not in one.pointer) for one in vague)
    return Losses(
        parts=frozenset(parts - {""}),
        refused=frozenset(one.span for one in faults),
        everything=unsure,
        tables=campaign.tables,
    )


def _lost(kind: str, fault: Finding) -> tuple[str, ...]:
    if fault.rule is codes.RAGGED_ROW:
        return ()
    rows = not fault.pointer or fault.pointer.rpartition("/")[2] in _NAMES.get(kind, ())
    return (kind, kind + CELLS) if rows else ()


def _named(kind: str, table: Table) -> bool:
    """Whether every shifted row can still be referred to by its id. A park is also referred to by its name, which may
    have shifted."""
    return kind != "parks" and all(map(_ID, picked(table.texts["id"], table.shifted)))
