"""Dynamic zero: the answer first, then each rule with its open and stale cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from parkledger.compute.zero import Case, StaleCases, Zero
from parkledger.model.columns import NO_ROWS, Rows
from parkledger.reports.overdue import lead_value
from parkledger.reports.report import Cell, Column, Report, Say, Section, Tone, Value, row_of

RULE_COLUMNS = (
    Column("rule"),
    Column("population", "number"),
    Column("open", "number"),
    Column("stale", "word"),
    Column("zero", "word"),
)
CASE_COLUMNS = (
    Column("enterprise", "word"),
    Column("name"),
    Column("park", "name"),
    Column("since", "day"),
    Column("days", "number"),
    Column("reason", "name"),
    Column("lead"),
)
STALE_COLUMNS = (
    Column("park", "name"),
    Column("since", "day"),
    Column("days", "number"),
    Column("enterprises", "number"),
    Column("enterprise"),
    Column("lead"),
)
NAMED = 3
"""How many stale members of a group are named; the others are counted, and JSON has all of them."""


def answer_of(rules: Sequence[Zero]) -> Cell:
    """Is it zero? With the number of open cases and of members not looked at; a case of two rules counts once."""
    violations = {(one.enterprise, one.park) for rule in rules for one in rule.violations}
    stale: dict[tuple[str, str], Rows] = {}
    for cases in (rule.stale_cases for rule in rules if rule.stale_cases):
        stale[cases.of] = stale.get(cases.of, NO_ROWS) | cases.members
    verdicts = [rule.zero for rule in rules]
    key, tone = "zero.yes", "good"
    if False in verdicts:
        known = all(rule.stale_cases is not None for rule in rules)
        key, tone = "zero.no" if known else "zero.no.unlooked", "bad"
    elif "unknown" in verdicts or not verdicts:
        key, tone = "zero.unknown", "warn"
    spoken: Tone = "bad" if tone == "bad" else ("good" if tone == "good" else "warn")
    return Cell(Say(key, {"open": len(violations), "stale": sum(map(len, stale.values()))}), spoken)


def verdict(rule: Zero) -> Cell:
    """One rule's answer in a word."""
    if rule.zero is True:
        return Cell(Say("verdict.zero"), "good")
    return Cell(Say("verdict.unknown"), "warn") if rule.zero == "unknown" else Cell(Say("verdict.open"), "bad")


def _rule_row(rule: Zero) -> tuple[Cell, ...]:
    stale: Value = Say("stale.unknown") if rule.stale is None else Say("count", {"n": rule.stale})
    title = Say("titled.clause", {"title": rule.title, "clause": rule.clause})
    return row_of(
        title, rule.population, Cell(rule.open, "bad" if rule.open else "good"),
        Cell(stale, "warn" if rule.stale else "plain"), verdict(rule),
    )  # fmt: skip


def reason_of(case: Case) -> Say:
    """Why a case is open, in a word; with the class into which it has moved."""
    if case.moved is not None:
        return Say("reason.moved", {"to": case.moved.to, "because": case.moved.because})
    return Say(f"reason.{case.reason}")


def case_row(case: Case, tone: Tone) -> tuple[Cell, ...]:
    """One case as a row of ``CASE_COLUMNS``."""
    return row_of(
        case.enterprise or "", case.name, case.park, case.since, Cell(case.days, tone),
        reason_of(case), lead_value(case.lead, None),
    )  # fmt: skip


def zero_report(rules: Sequence[Zero], as_of: date, *, each: bool = False) -> Report:
    """All rules, their open cases, and members nobody has looked at: by visits to make, with ``each`` one by one."""
    sections = [Section(RULE_COLUMNS, tuple(_rule_row(rule) for rule in rules), numbered=True)] if rules else []
    for rule in rules:
        if rule.violations:
            title = Say("zero.open", {"title": rule.title, "n": rule.open})
            sections.append(
                Section(CASE_COLUMNS, tuple(case_row(case, "bad") for case in rule.violations), title, numbered=True)
            )
    sections += stale_sections(rules, None if each else NAMED)
    return Report(Say("title.zero"), as_of, (answer_of(rules),), tuple(sections))


def stale_sections(rules: Sequence[Zero], named: int | None = NAMED) -> Iterator[Section]:
    """The members nobody has looked at, rule by rule; each is shown only under its first rule.

    ``named`` members of each group are named and the others counted; with None each has its own row.
    """
    seen: dict[tuple[str, str], Rows] = {}
    for rule in rules:
        if not rule.stale_cases:
            continue
        told = seen.get(rule.stale_cases.of, NO_ROWS)
        seen[rule.stale_cases.of] = told | rule.stale_cases.members
        if cases := rule.stale_cases.without(told):
            yield _stale_section(rule, cases, named) if named is not None else _each_stale(rule, cases)
        else:
            yield Section(title=_stale_title(rule, 0))


def _each_stale(rule: Zero, cases: Sequence[Case]) -> Section:
    return Section(
        CASE_COLUMNS, tuple(case_row(case, "warn") for case in cases), _stale_title(rule, len(cases)), numbered=True
    )


def _stale_section(rule: Zero, cases: StaleCases, most: int) -> Section:
    """A row for each visit to make: members of one park that were last seen on the same day."""
    rows = []
    for visit in cases.visits(most):
        named: Value = " ".join(str(case.enterprise or case.name) for case in visit.first)
        if visit.cases > most:
            named = Say("and.more", {"named": named, "n": visit.cases})
        days, lead = Cell(visit.first[0].days, "warn"), lead_value(visit.first[0].lead, None)
        rows.append(row_of(visit.park, visit.since, days, visit.cases, named, lead))
    return Section(STALE_COLUMNS, tuple(rows), _stale_title(rule, len(cases)), numbered=True)


def _stale_title(rule: Zero, number: int) -> Say:
    """How many are listed below, and how many under a rule above: together they are the number in the table."""
    look = rule.look_every
    every: Value = Say(f"every.{look.unit}") if look else ""
    if look and look.number > 1:
        every = Say(f"every.n.{look.unit}", {"n": look.number})
    above = (rule.stale or 0) - number
    if not number:
        return Say("zero.stale.above", {"title": rule.title, "n": above, "every": every})
    others: Value = Say("stale.above", {"n": above}) if above else ""
    return Say("zero.stale", {"title": rule.title, "n": number, "every": every, "others": others})
