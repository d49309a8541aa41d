"""The sections below a plan's table: who lacks what, leads without a target, classes, scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from parkledger.compute.criteria import Judged
from parkledger.compute.status import PlanStatus
from parkledger.reports.report import Cell, Column, Say, Section, listed, row_of

if TYPE_CHECKING:
    from parkledger.compute.grading import Scored

NAMED = 10
"""Members named for one criterion; the JSON holds all of them."""
LACKING = (Column("member", "word"), Column("member.name"), Column("missing"))
CLASSES = (Column("park", "name"), Column("class", "word"), Column("upgrade", "word"), Column("below"))
SCORES = (
    Column("park", "name"),
    Column("year", "word"),
    Column("score", "number"),
    Column("rank", "number"),
    Column("interview", "word"),
)


def _lacking(one: Judged) -> Section:
    rows: list[tuple[Cell, ...] | Say] = [
        row_of(lack.member, lack.name, Cell(listed(lack.missing), "bad")) for lack in one.lacking[:NAMED]
    ]
    if len(one.lacking) > NAMED:
        rows.append(Say("and.more", {"named": "", "n": len(one.lacking)}))
    return Section(LACKING, tuple(rows), Say("lacking.title", {"id": one.id, "n": len(one.lacking)}))


def detail_sections(plan: PlanStatus) -> Iterator[Section]:
    """The sections, where there is anything to show."""
    for task in plan.tasks:
        yield from (_lacking(one) for one in task.criteria if one.lacking)
    if plan.graded:
        rows = tuple(
            row_of(
                one.park,
                one.grade,
                Cell(one.upgrade_to or Say("none"), "good" if one.upgrade_to else "quiet"),
                Cell(listed(one.below) if one.below else Say("none"), "bad" if one.below else "quiet"),
            )
            for one in plan.graded
        )
        yield Section(CLASSES, rows, Say("grading.title"))
    if scores := scores_section(plan.scored):
        yield scores


def scores_section(scored: Sequence[Scored], names: Mapping[str, str] = {}) -> Section | None:
    """The scores of the latest year by rank, with the interviews owed; parks by ``names``, else by their ids."""
    if not scored:
        return None
    latest = max(one.year for one in scored)
    rows = tuple(
        row_of(
            names.get(one.park, one.park),
            str(one.year),
            one.score,
            one.rank,
            Cell(
                Say(f"interview.{one.interview}") if one.interview else Say("none"),
                "bad" if one.interview else "quiet",
            ),
        )
        for one in sorted(scored, key=lambda one: one.rank)
        if one.year == latest
    )
    return Section(SCORES, rows, Say("scoring.title"))


def uncovered_lines(plan: PlanStatus) -> tuple[Cell, ...]:
    """Leads to which the document gives no target: that is not an error, but should not be overlooked."""
    return tuple(
        Cell(Say("uncovered", {"id": one.id, "units": listed(one.uncovered)}), "warn")
        for task in plan.tasks
        for one in task.criteria
        if one.uncovered
    )
