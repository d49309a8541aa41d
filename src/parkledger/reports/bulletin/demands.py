"""五、下一步要求: what falls due by the end of the next quarter, what is to be mended, looked at and filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from parkledger.base.periods import Every, parse_every
from parkledger.compute.coming import DueCriterion, DueFiling
from parkledger.compute.zero import Zero
from parkledger.compute.zero_kinds import population
from parkledger.reports.bulletin.facts import Facts
from parkledger.reports.bulletin.phrases import (
    amount,
    clauses,
    first_few,
    heads,
    leading,
    long_day,
    phrases,
    sentence,
    titled,
)
from parkledger.reports.naming import every_said
from parkledger.reports.report import Cell, Column, Say, Section, Value, listed, row_of

NAMED = 10
"""Criteria that are named for one due day; the annex has all of them."""
COLUMNS = (
    Column("due", "day"),
    Column("number", "word"),
    Column("matter"),
    Column("every", "word"),
    Column("due.times", "number"),
    Column("remaining", "word"),
    Column("unit"),
)


def demands(facts: Facts, see: Mapping[str, Value]) -> tuple[Cell, ...]:
    """What is asked for next."""
    return heads(
        (
            (Say("bulletin.next.due"), list(_due(facts, see))),
            (Say("bulletin.next.mend"), list(_mend(facts))),
            (Say("bulletin.next.look"), list(_look(facts))),
            (Say("bulletin.next.file"), list(_file(facts, see))),
        )
    )


def _due(facts: Facts, see: Mapping[str, Value]) -> Iterator[Value]:
    last = long_day(facts.last)
    if not facts.due and not facts.due_members:
        yield Say("bulletin.due.nothing", {"last": last})
        return
    if facts.due:
        yield Say("bulletin.due.listed", {"last": last, "n": len(facts.due), "see": see.get("due", "")})
    days: dict[date, list[DueCriterion]] = {}
    for one in facts.due:
        days.setdefault(one.judged.due or facts.last, []).append(one)
    for day, found in days.items():
        leads = {one.judged.lead for one in found}
        named = first_few([_criterion(one, lead=len(leads) > 1) for one in found], NAMED, clauses)
        said: list[Value] = [Say("bulletin.due.on", {"day": long_day(day), "n": len(found), "named": named})]
        if len(leads) == 1:
            said.append(leading(found[0].judged.lead))
        yield sentence(clauses(said))
    for member in facts.due_members:
        args = {
            "last": last, "number": _members(member.of, member.number), "first": long_day(member.first),
            "title": member.rule.title,
        }  # fmt: skip
        yield Say("bulletin.due.members", args)


def _criterion(one: DueCriterion, *, lead: bool) -> Value:
    name: Value = titled(one.task.title, one.judged.id)
    if one.judged.remaining:
        left = Say("bulletin.left", {"amount": amount(one.judged.remaining, one.judged.measure_unit)})
        name = Say("bulletin.item", {"name": name, "is": left})
    return phrases((name, leading(one.judged.lead))) if lead else name


def _members(of: str, number: int) -> Say:
    return Say(f"members.{of}", {"n": number})


def _mend(facts: Facts) -> Iterator[Value]:
    late = {one.criterion for one in facts.overdue}
    if late:
        leads = tuple(dict.fromkeys(unit for one in facts.overdue for unit in one.lead))
        yield Say("bulletin.mend.overdue", {"n": len(late), "lead": leading(leads)})
    cases = {(case.enterprise, case.park) for rule in facts.rules for case in rule.violations}
    if cases:
        yield Say("bulletin.mend.open", {"n": len(cases)})
    stale = {(case.enterprise, case.park) for rule in facts.rules for case in rule.stale_cases or ()}
    if stale:
        yield Say("bulletin.mend.stale", {"n": len(stale)})
    missing = sum(len(one.missing) for one in facts.duties)
    if missing:
        yield Say("bulletin.mend.missing", {"n": missing})


def _look(facts: Facts) -> Iterator[Value]:
    """How often whom: the rules that share an interval in one sentence."""
    rules: dict[Every, list[Zero]] = {}
    for rule in facts.rules:
        if rule.look_every is not None:
            rules.setdefault(rule.look_every, []).append(rule)
    for every, found in rules.items():
        named = listed(
            Say("bulletin.look.rule", {
                "title": rule.title, "number": _members(population(facts.rule(rule.zero_rule)), rule.population),
            })
            for rule in found
        )  # fmt: skip
        yield sentence(Say("bulletin.look", {"every": every_said(every), "named": named}))


def _rhythm(one: DueFiling) -> Say:
    return every_said(parse_every(one.every)) if one.every else Say("every.once")


def _file(facts: Facts, see: Mapping[str, Value]) -> Iterator[Value]:
    """How many duties of each rhythm fall due, and when first."""
    if not facts.due_filings:
        return
    rhythms: dict[str | None, list[DueFiling]] = {}
    for one in facts.due_filings:
        rhythms.setdefault(one.every, []).append(one)
    said = [
        Say("bulletin.file.every", {
            "every": _rhythm(found[0]), "n": len({one.duty for one in found}), "first": long_day(found[0].first),
        })
        for found in rhythms.values()
    ]  # fmt: skip
    args = {
        "last": long_day(facts.last), "n": len({one.duty for one in facts.due_filings}),
        "named": clauses(said), "see": see.get("due", ""),
    }  # fmt: skip
    yield sentence(Say("bulletin.file", args))


def due_section(facts: Facts) -> Section:
    """The annex: criteria and filings that fall due, by day."""
    rows: list[tuple[date, tuple[Value, ...]]] = [
        (one.judged.due or facts.last, (
            one.judged.id, one.task.title, Say("none"), 1,
            amount(one.judged.remaining, one.judged.measure_unit) if one.judged.remaining else Say("none"),
            listed(one.judged.lead) if one.judged.lead else Say("lead.none"),
        ))
        for one in facts.due
    ]  # fmt: skip
    rows += [
        (one.first, (one.duty, one.title, _rhythm(one), one.number, Say("none"), one.unit or Say("lead.none")))
        for one in facts.due_filings
    ]
    return Section(
        COLUMNS, tuple(row_of(day, *row) for day, row in sorted(rows, key=lambda one: one[0])), numbered=True
    )
