"""Duties: what was owed and filed, period by period; first those with something missing or late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from parkledger.base.periods import parse_every, runs
from parkledger.compute.duties import DutyStatus
from parkledger.compute.duty_periods import Missing
from parkledger.reports.report import Cell, Column, Report, Say, Section, Value, row_of

COLUMNS = (
    Column("duty", "word"),
    Column("title"),
    Column("unit"),
    Column("every", "word"),
    Column("periods", "number"),
    Column("on_time", "number"),
    Column("late", "number"),
    Column("missing"),
)
UNCOUNTED = (
    Column("duty", "word"),
    Column("title"),
    Column("unit"),
    Column("kind", "word"),
    Column("clause", "word"),
)
LONG = 3
"""From how many consecutive periods on they are shown as a run; JSON has each of them."""


def every_value(one: DutyStatus) -> Say:
    """How often a duty is owed: its rhythm, once, case by case, or as its kind says."""
    if one.every:
        number, _, unit = one.every.rpartition(" ")
        return Say(f"every.n.{unit}", {"n": number}) if number else Say(f"every.{unit}")
    return Say("kind.one_off" if one.kind == "one_off" else "every.case" if one.owed else f"kind.{one.kind}")


def missing_values(one: DutyStatus) -> tuple[Value, ...]:
    """The missing periods; a long run of them as its first, its last and their number."""
    if one.every is None:
        return tuple(one.missing)
    found: list[Value] = []
    if isinstance(one.missing, Missing):
        for span in one.missing.spans:
            long = len(span) >= LONG
            names = [*one.missing.named((span[0], span[-1]) if long else span)]
            found += [_run(names[0], names[-1], len(span))] if long else names
        return tuple(found)
    for run in runs(one.missing, parse_every(one.every)):
        if len(run) < LONG:
            found += run
        else:
            found.append(_run(run[0], run[-1], len(run)))
    return tuple(found)


def _run(first: str, last: str, number: int) -> Say:
    return Say("periods.run", {"first": first, "last": last, "n": number})


def _row(one: DutyStatus) -> tuple[Cell, ...]:
    every = every_value(one)
    missing: Value = missing_values(one) or Say("none")
    return row_of(
        one.duty, one.title, one.unit or Say("lead.none"), every, one.periods, one.on_time,
        Cell(one.late, "warn" if one.late else "plain"), Cell(missing, "bad" if one.missing else "quiet"),
    )  # fmt: skip


def duties_report(items: Sequence[DutyStatus], as_of: date) -> Report:
    """Duties that can be counted, then those that cannot: continuous and conditional ones."""
    owed = sorted((one for one in items if one.owed), key=lambda one: (-len(one.missing), -one.late))
    rest = [one for one in items if not one.owed]
    missing, late = sum(len(one.missing) for one in owed), sum(one.late for one in owed)
    periods = sum(one.periods for one in owed)
    args = {"periods": periods, "on_time": sum(one.on_time for one in owed), "late": late, "missing": missing}
    answer = Cell(Say("duties.answer", args), "bad" if missing else ("warn" if late else "good"))
    sections = []
    if owed:
        sections.append(Section(COLUMNS, tuple(_row(one) for one in owed)))
    if rest:
        rows = tuple(
            row_of(one.duty, one.title, one.unit or Say("lead.none"), Say(f"kind.{one.kind}"), one.clause)
            for one in rest
        )
        sections.append(Section(UNCOUNTED, rows, Say("duties.uncounted", {"n": len(rest)})))
    return Report(Say("title.duties"), as_of, (answer,), tuple(sections))
