"""二、进度: what is not met against scheduled progress, in percentage points; and place by place where the plan has
targets for places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from parkledger.compute.criteria import Judged
from parkledger.model.criteria import Criterion
from parkledger.reports.bulletin.facts import Facts
from parkledger.reports.bulletin.phrases import (
    amount,
    behind_of,
    clauses,
    first_few,
    heads,
    phrases,
    points,
    rounded,
    sentence,
    titled,
)
from parkledger.reports.report import Cell, Column, Say, Section, Value, listed, row_of

NAMED = 10
"""Criteria, or places of one criterion, that are named in the text; the annex has all of them."""
PLACES = ("town", "district", "park")
"""What groups are called; others are called groups."""
COLUMNS = (
    Column("criterion.no", "word"),
    Column("task"),
    Column("place", "name"),
    Column("due", "day"),
    Column("from", "number"),
    Column("actual", "number"),
    Column("bound", "number"),
    Column("share.done", "number", bar=True),
    Column("share.scheduled", "number"),
    Column("points.behind", "number"),
)


class Measured(NamedTuple):
    """A criterion whose progress can be held against the calendar."""

    title: str
    source: Criterion
    judged: Judged


def measured_of(facts: Facts) -> list[Measured]:
    """The criteria with a share that is done and a day, or with groups that have."""
    return [
        Measured(task.task.title, source, one)
        for task in facts.status.tasks
        for one, source in zip(task.criteria, task.task.criteria, strict=True)
        if behind_of(one) is not None or any(behind_of(group) is not None for group in one.groups)
    ]


def progress(facts: Facts, see: Mapping[str, Value]) -> tuple[Cell, ...]:
    """Criteria against scheduled progress, then places."""
    measured = measured_of(facts)
    places = [one for one in measured if any(behind_of(group) is not None for group in one.judged.groups)]
    return heads(
        (
            (Say("bulletin.progress.criteria"), list(_criteria(measured, see))),
            (Say("bulletin.progress.places"), [_by_place(one) for one in places]),
        )
    )


def _criteria(measured: list[Measured], see: Mapping[str, Value]) -> Iterator[Value]:
    whole = [one for one in measured if behind_of(one.judged) is not None]
    if not whole:
        yield Say("bulletin.progress.none")
        return
    open_ones = [one for one in whole if one.judged.state in ("pending", "overdue")]
    behind = sorted((one for one in open_ones if _behind(one) > 0), key=_behind, reverse=True)
    level, done = len(open_ones) - len(behind), len(whole) - len(open_ones)
    counted = [
        Say("bulletin.progress.counts", {"n": len(whole), "see": see.get("progress", "")}),
        Say("bulletin.progress.done", {"n": done}) if done and open_ones else None,
        Say("bulletin.progress.level", {"n": level}) if level else None,
        Say("bulletin.progress.late", {"n": len(behind)}) if behind else None,
        None if open_ones else Say("bulletin.progress.all"),
    ]
    yield sentence(phrases(part for part in counted if part is not None))
    if behind:
        named = first_few([_named(one) for one in behind], NAMED, clauses)
        yield sentence(Say("bulletin.progress.behind", {"named": named}))


def _behind(one: Measured) -> Decimal:
    return behind_of(one.judged) or Decimal(0)


def _named(one: Measured) -> Value:
    name = titled(one.title, one.judged.id)
    return Say("bulletin.item", {"name": name, "is": _stands(one.judged)})


def _place(group: Judged) -> Value:
    return Say("bulletin.place", {"name": group.id, "is": _stands(group)})


def _stands(one: Judged) -> Value:
    """What is done of something, how far it is behind, and what is left."""
    said: list[Value] = []
    if one.progress is not None:
        said.append(Say("bulletin.share.done", {"share": f"{rounded(one.progress)}%"}))
    behind = behind_of(one)
    if behind is not None and behind > 0:
        said.append(Say("bulletin.points.behind", {"points": points(behind)}))
    if one.remaining:
        said.append(Say("bulletin.left", {"amount": amount(one.remaining, one.measure_unit)}))
    return phrases(said)


def _by_place(one: Measured) -> Value:
    """The places of one criterion: who is done, and who is not, the most behind first."""
    groups = one.judged.groups
    done = [group for group in groups if group.state in ("met", "met_late")]
    rest = sorted((group for group in groups if group not in done), key=lambda group: group.progress or 0)
    kind = Say(f"bulletin.by.{one.source.per}") if one.source.per in PLACES else Say("bulletin.by.group")
    args = {"title": titled(one.title, one.judged.id), "n": len(groups), "kind": kind, "done": len(done)}
    said: list[Value] = [Say("bulletin.places" if done and rest else _all_alike(done), args)]
    if done and len(done) <= NAMED and rest:
        said.append(Say("bulletin.places.done", {"named": listed(group.id for group in done)}))
    if rest:
        said.append(
            Say(
                "bulletin.places.rest" if done else "bulletin.places.order",
                {"named": first_few([_place(group) for group in rest], NAMED)},
            )
        )
    return sentence(clauses(said))


def _all_alike(done: list[Judged]) -> str:
    return "bulletin.places.all" if done else "bulletin.places.none"


def progress_section(facts: Facts) -> Section:
    """The annex: every criterion that can be held against the calendar, with its places where it has any."""
    found = measured_of(facts)
    rows = []
    for one in found:
        groups = one.judged.groups
        names = (Cell(one.judged.id, span=len(groups) + 1), Cell(one.title, span=len(groups) + 1))
        rows.append((*names, *_figures(Say("place.all") if groups else "", one.judged)))
        rows += [(Cell(), Cell(), *_figures(group.id, group)) for group in groups]
    if any(one.judged.groups for one in found):
        return Section(COLUMNS, tuple(rows))
    return Section((*COLUMNS[:2], *COLUMNS[3:]), tuple((*row[:2], *row[3:]) for row in rows))


def _figures(place: Value, one: Judged) -> tuple[Cell, ...]:
    behind = behind_of(one)
    done = None if one.progress is None else rounded(one.progress)
    scheduled = None if one.scheduled is None else rounded(one.scheduled)
    late = one.state in ("pending", "overdue") and behind is not None and behind > 0
    return row_of(
        place, one.due, one.start, one.left, one.bound, done, scheduled,
        Cell(behind, "bad" if late else "plain"),
    )  # fmt: skip
