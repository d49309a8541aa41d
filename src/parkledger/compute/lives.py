"""The life of every enterprise (or park): from which day it is claimed, proven, accepted, and when it fell back.

An exit's day is a claim. It is proven when the standard of its disposal is complete, accepted when every stage of
acceptance has passed. A failed acceptance takes it back to claimed, until it passes or is proven anew. Production or
capacity found after the claim is a relapse: it counts as operating from that day until an observation clears it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from parkledger.compute.populations import members, table_of
from parkledger.compute.standards import column_days, standard_days
from parkledger.model.columns import NEVER, Days, Table
from parkledger.model.ledger import Campaign
from parkledger.model.rows import BACK_IN_PRODUCTION, CLEARS

State = Literal["listed", "notified", "stopped", "claimed", "proven", "accepted", "relapsed"]
LEVELS = ("claimed", "proven", "accepted")


class Gap(NamedTuple):
    """Days from ``first`` up to but without ``until`` on which an exit does not stand; ``by``: its row."""

    kind: Literal["relapsed", "failed"]
    first: int
    until: int
    by: int


@dataclass(frozen=True, eq=False)
class Lives:
    """The lives of all rows of a table: days by level, and the gaps of the few rows that have any."""

    table: Table
    claimed: Days
    proven: Days
    accepted: Days
    gaps: Mapping[int, tuple[Gap, ...]]

    def level(self, name: str) -> Days:
        """The days on which the rows first reach a level."""
        return {"claimed": self.claimed, "proven": self.proven, "accepted": self.accepted}[name]

    def gap(self, row: int, day: int, kind: str) -> Gap | None:
        """The gap of this kind that covers a day."""
        gaps = self.gaps.get(row, ())
        return next((gap for gap in gaps if gap.kind == kind and gap.first <= day < gap.until), None)

    def _day(self, column: str, row: int) -> int:
        return self.table.days[column][row] if column in self.table.days else NEVER

    def state(self, row: int, day: int) -> State | None:
        """The state of a row on a day; None while it is not listed."""
        if self.gap(row, day, "relapsed"):
            return "relapsed"
        listed = self._day("listed_on", row)
        ladder: list[tuple[State, int]] = [
            ("accepted", self.accepted[row]),
            ("proven", self.proven[row]),
            ("claimed", self.claimed[row]),
            ("stopped", self._day("stopped_on", row)),
            ("notified", self._day("notified_on", row)),
            ("listed", 0 if listed == NEVER else listed),
        ]
        failed = self.gap(row, day, "failed") is not None
        return next((state for state, since in ladder[2 if failed else 0 :] if since <= day), None)


class Look(NamedTuple):
    """One observation of one member: its day, its row in the inspections, what kind it was and what it found."""

    day: int
    row: int
    kind: str
    stage: str
    result: str


@lru_cache(maxsize=32)
def looks_of(campaign: Campaign, of: str) -> dict[int, list[Look]]:
    """The observations that can change a life, by row of the population, in order of day and line."""
    table = campaign.inspections
    numbers = campaign.enterprise_rows if of == "enterprises" else campaign.park_rows
    subject, other = (("enterprise", ""), ("park", "enterprise"))[of == "parks"]
    found: dict[int, list[Look]] = {}
    columns = (
        table.days["on"],
        table.texts[subject],
        table.texts["kind"],
        table.texts["stage"],
        table.texts["result"],
    )
    named = table.texts[other] if other else [""] * table.size
    for row, (day, who, kind, stage, result) in enumerate(zip(*columns, strict=True)):
        if day != NEVER and who in numbers and not named[row]:
            found.setdefault(numbers[who], []).append(Look(day, row, kind, stage, result))
    for looks in found.values():
        looks.sort(key=lambda look: (look.day, look.row))
    return found


def _relapses(looks: list[Look], claimed: int) -> list[Gap]:
    gaps: list[Gap] = []
    start: Look | None = None
    for look in looks:
        if look.day < claimed:
            continue
        if look.result in BACK_IN_PRODUCTION and start is None:
            start = look
        elif look.result in CLEARS and start is not None:
            gaps.append(Gap("relapsed", start.day, look.day, start.row))
            start = None
    if start is not None:
        gaps.append(Gap("relapsed", start.day, NEVER, start.row))
    return gaps


def _acceptance(looks: list[Look], proven: int, stages: frozenset[str]) -> tuple[int, list[Gap]]:
    """The day on which every stage had passed for the first time, and the gaps that failures made."""
    passed: set[str] = set()
    only = next(iter(stages)) if len(stages) == 1 else ""
    accepted = NEVER
    gaps: list[Gap] = []
    failed: Look | None = None
    for look in looks:
        if look.kind not in ("acceptance", "spot_check"):
            continue
        if look.result == "fail":
            passed.discard(look.stage or only)
            failed = failed or look
        elif look.result == "pass":
            passed.add(look.stage or only)
            if passed >= stages:
                accepted = min(accepted, max(look.day, proven))
                if failed is not None:
                    gaps.append(Gap("failed", failed.day, look.day, failed.row))
                    failed = None
    if failed is not None:
        anew = proven if proven > failed.day else NEVER
        gaps.append(Gap("failed", failed.day, anew, failed.row))
    return accepted, gaps


def proof_days(campaign: Campaign, of: str, claimed: Days) -> Days:
    """The day on which the standard of each row's disposal is complete; NEVER where none is declared.

    A row that missed its own deadline is disposed of as the class into which it then moved.
    """
    table = table_of(campaign, of)
    default = campaign.plan.proof if of == "enterprises" else None
    days: dict[str, Days] = {"": [NEVER] * table.size}
    days |= {name: standard_days(table, items) for name, items in campaign.plan.standards.items()}

    def standard(disposal: str) -> str:
        found = campaign.disposals.get(disposal)
        name = (found.standard if found else None) or default or ""
        return name if name in days else ""

    disposals = list(table.texts["disposal"])
    for row, disposal in _moved_disposals(campaign, of, claimed):
        disposals[row] = disposal
    chosen = {name: days[standard(name)] for name in dict.fromkeys(disposals)}
    return [chosen[name][row] for row, name in enumerate(disposals)]


def _moved_disposals(campaign: Campaign, of: str, claimed: Days) -> Iterator[tuple[int, str]]:
    """The rows that a missed deadline moves to another class, and that class's disposal."""
    disposal = {name: one.disposal for one in campaign.plan.classes for name in (one.id, *one.aliases)}
    due = table_of(campaign, of).days["due_on"]
    for one in campaign.plan.classes:
        to = disposal.get(one.overdue.to) if one.overdue else None
        for row in members(campaign, of, one.when) if to and one.when else ():
            if due[row] < claimed[row]:
                yield row, to or ""


@lru_cache(maxsize=32)
def lives(campaign: Campaign, of: str) -> Lives:
    """The lives of a population of this campaign."""
    table = table_of(campaign, of)
    claimed = list(column_days(table, "exited_on"))
    processes = {name for name, one in campaign.disposals.items() if one.process}
    for row, disposal in enumerate(table.texts["disposal"] if processes else ()):
        if disposal in processes:
            claimed[row] = NEVER
    proven = list(map(max, claimed, proof_days(campaign, of, claimed)))
    accepted = [NEVER] * table.size
    stages = frozenset(stage.stage for stage in campaign.plan.acceptance if not stage.drawn) or frozenset(("",))
    gaps: dict[int, tuple[Gap, ...]] = {}
    for row, looks in looks_of(campaign, of).items():
        if claimed[row] == NEVER:
            continue
        accepted[row], failures = _acceptance(looks, proven[row], stages)
        if found := _relapses(looks, claimed[row]) + failures:
            gaps[row] = tuple(found)
    return Lives(table, claimed, proven, accepted, gaps)
