"""三、排名: the responsible units by what each has late, missing or open; no points are given or taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from parkledger.compute.units import UnitStatus
from parkledger.reports.bulletin.facts import Facts
from parkledger.reports.bulletin.phrases import clauses, listed, sentence
from parkledger.reports.report import Cell, Column, Say, Section, Value, row_of

LAST = 5
"""Units named from the end of the list."""
FIRST = 10
"""Units named from its head, where so many share the first place."""
COLUMNS = (
    Column("rank", "number"),
    Column("unit"),
    Column("unit.leads", "number"),
    Column("unit.late.criteria", "number"),
    Column("periods", "number"),
    Column("on_time", "number"),
    Column("missing", "number"),
    Column("unit.cases", "number"),
    Column("late", "number"),
)


class Ranked(NamedTuple):
    """A unit and its place; units that are alike in everything that is compared share one."""

    place: int
    unit: UnitStatus


def _worth(one: UnitStatus) -> tuple[int, int, int, int]:
    """What is compared, one after the other; less is better."""
    return len(one.overdue), one.missing, one.cases, one.late


def ranked(facts: Facts) -> list[Ranked]:
    """The units that lead a criterion which is measured, owe a filing or have a case, the best first."""
    criteria = (one for task in facts.status.tasks for one in task.criteria)
    measured = {one.id for one in criteria if one.state != "unmeasured"}
    compared = (one for one in facts.units if measured.intersection(one.leads) or one.periods or one.cases)
    found = sorted(compared, key=_worth)
    worths = [_worth(one) for one in found]
    return [Ranked(worths.index(_worth(one)) + 1, one) for one in found]


def ranking(facts: Facts, see: Mapping[str, Value]) -> tuple[Cell, ...]:
    """The rule, who shares the first place, and who stands at the end."""
    found = ranked(facts)
    if not found:
        return ()
    return tuple(Cell(one) for one in _sentences(found, see))


def _sentences(found: list[Ranked], see: Mapping[str, Value]) -> Iterator[Value]:
    yield Say("bulletin.rank.rule", {"n": len(found), "see": see.get("ranking", "")})
    clean = [one.unit.unit for one in found if not any(_worth(one.unit))]
    if clean:
        args = {"n": len(clean), "named": listed(clean[:FIRST])}
        key = "bulletin.rank.first" if len(clean) <= FIRST else "bulletin.rank.first.many"
        yield Say(key, args)
    last = [one for one in reversed(found) if any(_worth(one.unit))][:LAST]
    if last:
        yield sentence(Say("bulletin.rank.last", {"named": clauses(_named(one) for one in last)}))
    else:
        yield Say("bulletin.rank.level")


def _named(one: Ranked) -> Value:
    late, missing, cases, filed_late = _worth(one.unit)
    said = [
        Say("bulletin.rank.overdue", {"n": late}) if late else None,
        Say("bulletin.rank.missing", {"n": missing}) if missing else None,
        Say("bulletin.rank.cases", {"n": cases}) if cases else None,
        Say("bulletin.rank.late", {"n": filed_late}) if filed_late else None,
    ]
    why = listed(part for part in said if part is not None)
    return Say("bulletin.rank.named", {"unit": one.unit.unit, "place": one.place, "why": why})


def ranking_section(facts: Facts) -> Section:
    """The annex: every unit with its place and what it was compared by."""
    rows = tuple(
        row_of(
            place, one.unit, len(one.leads), _count(len(one.overdue)), one.periods, one.on_time,
            _count(one.missing), _count(one.cases), Cell(one.late, "warn" if one.late else "plain"),
        )
        for place, one in ranked(facts)
    )  # fmt: skip
    return Section(COLUMNS, rows, text=(Cell(Say("bulletin.rank.note")),))


def _count(number: int) -> Cell:
    return Cell(number, "bad" if number else "plain")
