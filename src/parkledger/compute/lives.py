"""The life of every enterprise (or park): from which day it is claimed, proven, accepted, and when it fell back.

An exit's day is a claim. It is proven when the standard of its disposal is complete, accepted when every stage of
acceptance has passed. A failed acceptance takes it back to claimed, until it passes or is proven anew. Production or
capacity found after the claim is a relapse: it counts as operating from that day until an observation clears it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from parkledger.compute.populations import members, table_of
from parkledger.compute.standards import column_days, standard_days
from parkledger.model.columns import (
    NEVER,
    Days,
    Rows,
    Table,
    before,
    changed,
    distinct,
    filled,
    first_in,
    latest,
    picked,
    replaced,
    rows_at,
    there,
    until,
    where,
)
from parkledger.model.ledger import Campaign
from parkledger.model.rows import BACK_IN_PRODUCTION, BAD, CLEARS, OF_ACCEPTANCE, VERDICTS

State = Literal["listed", "notified", "stopped", "claimed", "proven", "accepted", "relapsed"]
LEVELS = ("claimed", "proven", "accepted")


class Gap(NamedTuple):
    """Days from ``first`` up to but without ``until`` on which an exit does not stand; ``by``: its row."""

    kind: Literal["relapsed", "failed", "unaccepted"]
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

    @cached_property
    def fallen(self) -> Rows:
        """The rows that have any gap."""
        return rows_at(self.gaps)

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
        fallen: set[str] = set()
        if self.gap(row, day, "failed"):
            fallen = {"accepted", "proven"}
        elif self.gap(row, day, "unaccepted"):
            fallen = {"accepted"}
        return next((state for state, since in ladder if since <= day and state not in fallen), None)

    def gone(self, day: int) -> Rows:
        """The rows that have exited by a day and are not back in production."""
        back = rows_at([row for row in self.gaps if self.gap(row, day, "relapsed")])
        return until(self.claimed, day) - back


class Look(NamedTuple):
    """One observation of one member: its day, its row in the inspections, what kind it was and what it found."""

    day: int
    row: int
    kind: str
    stage: str
    result: str


@lru_cache(maxsize=32)
def looks_of(campaign: Campaign, of: str) -> dict[int, list[Look]]:
    """The observations that can change a life, by row of the population, in order of days.

    Of two on one day the bad one comes last, whatever their order in the file: it is the one that stands.
    """
    table = campaign.inspections
    days, subjects = table.days["on"], table.texts["park" if of == "parks" else "enterprise"]
    rows = there(days) & filled(subjects)
    if of == "parks":
        rows -= filled(table.texts["enterprise"])
    whose = campaign.looked_at if of == "enterprises" else first_in(subjects, table_of(campaign, of).texts["id"])
    told = (picked(table.texts[column], rows) for column in ("kind", "stage", "result"))
    found: dict[int, list[Look]] = {}
    for look in zip(picked(days, rows), rows, *told, strict=True):
        if (member := whose[look[1]]) >= 0:
            found.setdefault(member, []).append(Look._make(look))
    for looks in found.values():
        if len(looks) > 1:
            looks.sort(key=lambda look: (look.day, look.result in BAD, look.kind, look.stage, look.row))
    return found


def _relapses(looks: list[Look], claimed: int) -> list[Gap]:
    gaps: list[Gap] = []
    start: Look | None = None
    if len(looks) == 1 and looks[0].result not in BACK_IN_PRODUCTION:
        return gaps
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


class _Acceptance:
    """The stages of acceptance as they pass and fail, day by day, with the proof among them."""

    def __init__(self, stages: frozenset[str], proven: int) -> None:
        self.stages = stages
        self.proven = proven
        self.passed: set[str] = set()
        self.failed: set[str] = set()
        self.accepted = NEVER
        self.unproven: Look | None = None
        self.unaccepted: Look | None = None
        self.gaps: list[Gap] = []

    def take(self, look: Look, stage: str) -> None:
        """One observation of acceptance."""
        if look.result == "fail":
            self.fail(stage, look)
        else:
            self.succeed(stage, look.day)

    def fail(self, stage: str, look: Look) -> None:
        """A stage fails: the exit is a claim again."""
        self.passed.discard(stage)
        self.failed.add(stage)
        self.unproven = self.unproven or look
        if self.accepted < NEVER:
            self.unaccepted = self.unaccepted or look

    def succeed(self, stage: str, day: int) -> None:
        """A stage passes; when nothing that failed is left, the proof stands again."""
        self.passed.add(stage)
        self.failed.discard(stage)
        if not self.failed:
            self.prove(day)
        self.settle(day)

    def prove(self, day: int) -> None:
        """What failed stands no more: it passed, or the exit was proven anew."""
        if self.unproven is not None:
            self.gaps.append(Gap("failed", self.unproven.day, day, self.unproven.row))
            self.unproven = None
        self.failed.clear()

    def settle(self, day: int) -> None:
        """Accepted is what is proven and has passed every stage."""
        if not self.passed >= self.stages or day < self.proven:
            return
        self.accepted = min(self.accepted, day)
        if self.unaccepted is not None:
            self.gaps.append(Gap("unaccepted", self.unaccepted.day, day, self.unaccepted.row))
            self.unaccepted = None

    def end(self) -> None:
        """What is open stays open."""
        self.prove(NEVER)
        if self.unaccepted is not None:
            self.gaps.append(Gap("unaccepted", self.unaccepted.day, NEVER, self.unaccepted.row))


def _acceptance(looks: list[Look], proven: int, stages: frozenset[str]) -> tuple[int, list[Gap]]:
    """The day on which every stage had passed for the first time, and the gaps that failures made."""
    told = [look for look in looks if look.kind in OF_ACCEPTANCE and look.result in VERDICTS]
    if not told:
        return NEVER, []
    only = next(iter(stages)) if len(stages) == 1 else ""
    if len(told) == 1 and only and told[0].result == "pass" and (told[0].stage or only) == only:
        return max(told[0].day, proven), []  # one stage, passed once: accepted on the later of that day and the proof
    found = _Acceptance(stages, proven)
    for look in told:
        if look.day < proven:
            found.take(look, look.stage or only)
    if proven < NEVER:
        found.prove(proven)
        found.settle(proven)
    for look in told:
        if look.day >= proven:
            found.take(look, look.stage or only)
    found.end()
    return found.accepted, found.gaps


def proof_days(campaign: Campaign, of: str, claimed: Days) -> Days:
    """The day on which the standard of each row's disposal is complete; NEVER where none is declared.

    A row that missed its own deadline is disposed of as the class into which it then moved.
    """
    table = table_of(campaign, of)
    default = campaign.plan.proof if of == "enterprises" else None
    days: dict[str, Days] = {}

    def proof(disposal: str) -> Days:
        found = campaign.disposals.get(disposal)
        name = (found.standard if found else None) or default or ""
        if name not in days:
            items = campaign.plan.standards.get(name)
            days[name] = table.every(NEVER) if items is None else standard_days(table, items)
        return days[name]

    disposals = table.texts["disposal"]
    parts: dict[int, tuple[Days, list[str]]] = {}
    for name in distinct(disposals):
        parts.setdefault(id(proof(name)), (proof(name), []))[1].append(name)
    found = table.every(NEVER) if len(parts) != 1 else next(iter(parts.values()))[0]
    for proven, names in parts.values() if len(parts) > 1 else ():
        found = replaced(found, where(disposals, names), proven)
    for rows, disposal in moved_disposals(campaign, of, claimed):
        found = replaced(found, rows, proof(disposal))
    return found


def moved_disposals(campaign: Campaign, of: str, claimed: Days) -> Iterator[tuple[Rows, str]]:
    """The rows that a missed deadline moves to another class, and that class's disposal."""
    disposal = {name: one.disposal for one in campaign.plan.classes for name in (one.id, *one.aliases)}
    due = table_of(campaign, of).days["due_on"]
    for one in campaign.plan.classes:
        to = disposal.get(one.overdue.to) if one.overdue else None
        if to and one.when:
            yield members(campaign, of, one.when) & before(due, claimed), to


@lru_cache(maxsize=32)
def lives(campaign: Campaign, of: str) -> Lives:
    """The lives of a population of this campaign."""
    table = table_of(campaign, of)
    claimed = column_days(table, "exited_on")
    if processes := {name for name, one in campaign.disposals.items() if one.process}:
        claimed = replaced(claimed, where(table.texts["disposal"], processes), NEVER)
    proven = latest([claimed, proof_days(campaign, of, claimed)], table.size)
    accepted: dict[int, int] = {}
    stages = frozenset(stage.stage for stage in campaign.plan.acceptance if not stage.drawn) or frozenset(("",))
    gaps: dict[int, tuple[Gap, ...]] = {}
    looked_at = looks_of(campaign, of)
    left = rows_at(looked_at) & there(claimed)
    for row, claim, proof in zip(left, picked(claimed, left), picked(proven, left), strict=True):
        looks = looked_at[row]
        accepted[row], failures = _acceptance(looks, proof, stages)
        if found := _relapses(looks, claim) + failures:
            gaps[row] = tuple(found)
    return Lives(table, claimed, proven, changed(table.every(NEVER), accepted), gaps)
