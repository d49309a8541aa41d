"""四、存在问题: by name, what is overdue, what has come back or lacks a standard, whom nobody has looked at, and which
filings are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from parkledger.compute.criteria import Judged
from parkledger.compute.status import Overdue
from parkledger.compute.zero import Case, Zero
from parkledger.reports.bulletin.facts import Facts
from parkledger.reports.bulletin.phrases import (
    amount,
    answering,
    clauses,
    first_few,
    heads,
    leading,
    long_day,
    phrases,
    quoted,
    sentence,
    share_of,
    titled,
    units_named,
)
from parkledger.reports.report import Cell, Joined, Say, Value, listed
from parkledger.reports.zero import reason_of

NAMED = 10
"""Items, cases and parks that are named in the text; the annexes have all of them."""


def problems(facts: Facts, see: Mapping[str, Value]) -> tuple[Cell, ...]:
    """What is wrong, each kind by name."""
    return heads(
        (
            (Say("bulletin.problem.overdue"), list(_overdue(facts, see))),
            (Say("bulletin.problem.breached"), list(_breached(facts))),
            (Say("bulletin.problem.open"), list(_open(facts, see))),
            (Say("bulletin.problem.stale"), list(_stale(facts, see))),
            (Say("bulletin.problem.filings"), list(_filings(facts, see))),
        )
    )


def _overdue(facts: Facts, see: Mapping[str, Value]) -> Iterator[Value]:
    items: dict[str, list[Overdue]] = {}
    for one in facts.overdue:
        items.setdefault(one.criterion, []).append(one)
    if not items:
        return
    yield Say("bulletin.overdue.listed", {"n": len(items), "see": see.get("overdue", "")})
    named = list(items.values())
    for found in named[:NAMED]:
        yield _late(facts, found)
    if len(named) > NAMED:
        yield Say("bulletin.overdue.more", {"n": len(named) - NAMED})


def _late(facts: Facts, found: list[Overdue]) -> Value:
    """One overdue criterion, with its late groups."""
    one = found[0]
    args = {
        "name": titled(facts.task_title(one.task), one.criterion),
        "due": long_day(one.due), "days": max(item.days_overdue for item in found),
    }  # fmt: skip
    said: list[Value] = [Say("bulletin.late", args)]
    groups = [item for item in found if item.group is not None]
    if groups:
        said.append(Say("bulletin.late.groups", {"named": listed(_group(item) for item in groups)}))
    else:
        if one.remaining:
            said.append(Say("bulletin.left", {"amount": amount(one.remaining, one.measure_unit)}))
        said.append(leading(one.lead))
    return sentence(phrases(said))


def _group(item: Overdue) -> Value:
    """A late group and what is left of it; who leads it, where that is not the place itself."""
    said = [amount(item.remaining, item.measure_unit)] if item.remaining else []
    if item.lead != (item.group,):
        said.append(leading(item.lead))
    return Say("bulletin.late.group", {"group": item.group, "is": phrases(said)}) if said else item.group


def _breached(facts: Facts) -> Iterator[Value]:
    """Standing criteria that do not hold, with the groups and the members that break them."""
    found = [(task.task.title, one) for task in facts.status.tasks for one in task.criteria if one.state == "breached"]
    if found:
        yield Say("bulletin.breached", {"n": len(found)})
    for title, one in found:
        yield sentence(Say("bulletin.named", {"name": titled(title, one.id), "is": phrases(_breach(one))}))


def _breach(one: Judged) -> Iterator[Value]:
    if one.kind == "standing":
        yield Say("bulletin.breach.cases", {"n": one.actual})
    elif one.lacking:
        yield Say("bulletin.breach.lacking", {"n": len(one.lacking)})
        said = [Say("bulletin.lacks", {"name": who.name, "missing": listed(who.missing)}) for who in one.lacking]
        yield first_few(said, NAMED)
    else:
        groups = [group for group in one.groups if group.state == "breached"]
        yield clauses(_against_bound(group.id, group) for group in groups) if groups else _against_bound("", one)
    yield leading(one.lead)


def _against_bound(name: str, one: Judged) -> Value:
    key = "bulletin.breach.least" if one.op in (">=", "between") else "bulletin.breach.most"
    bound = one.upper if one.op == "between" and one.actual is not None and one.actual > (one.bound or 0) else one.bound
    if bound is one.upper and one.upper is not None:
        key = "bulletin.breach.most"
    return Joined(
        (
            name,
            Say(
                key,
                {"actual": amount(one.actual or 0, one.measure_unit), "bound": amount(bound or 0, one.measure_unit)},
            ),
        )
    )


def _open(facts: Facts, see: Mapping[str, Value]) -> Iterator[Value]:
    """The open cases of dynamic zero by name. Rules that the same cases break are told together."""
    alike: dict[tuple[tuple[str | None, str, object], ...], list[Zero]] = {}
    for rule in facts.rules:
        if rule.violations:
            key = tuple((case.enterprise, case.park, case.since) for case in rule.violations)
            alike.setdefault(key, []).append(rule)
    if not alike:
        return
    cases = {(case.enterprise, case.park) for rule in facts.rules for case in rule.violations}
    yield Say("bulletin.open", {"n": len(cases), "rules": len(facts.rules), "see": see.get("open", "")})
    for rules in alike.values():
        yield _open_of(facts, rules)


def _open_of(facts: Facts, rules: Sequence[Zero]) -> Value:
    titles = Joined(tuple(quoted(rule.title) for rule in rules))
    cases = rules[0].violations
    leads = [
        tuple(dict.fromkeys(unit for rule in rules for unit in rule.violations[at].lead)) for at in range(len(cases))
    ]
    one_lead = leads[0] if len(set(leads)) == 1 else None
    named = first_few(
        [_case(facts, case, None if one_lead else lead) for case, lead in zip(cases, leads, strict=True)],
        NAMED,
        clauses,
    )
    said: list[Value] = [Say("bulletin.open.of", {"titles": titles, "n": len(cases), "named": named})]
    if one_lead is not None:
        said.append(answering(one_lead))
    return sentence(clauses(said))


def _case(facts: Facts, case: Case, lead: tuple[str, ...] | None) -> Value:
    args = {
        "name": case.name, "park": facts.park(case.park), "reason": reason_of(case),
        "since": long_day(case.since), "days": case.days,
    }  # fmt: skip
    at_park = case.enterprise is None or not case.park
    told = Say("bulletin.case.park" if at_park else "bulletin.case", args)
    return told if lead is None else phrases((told, answering(lead)))


def _stale(facts: Facts, see: Mapping[str, Value]) -> Iterator[Value]:
    """Whom nobody has looked at within the interval, by park; and which rules have no interval."""
    cases = {(case.enterprise, case.park): case for rule in facts.rules for case in rule.stale_cases or ()}.values()
    if cases:
        parks: dict[str, list[Case]] = {}
        for case in cases:
            parks.setdefault(case.park, []).append(case)
        most = sorted(parks.items(), key=lambda one: -len(one[1]))
        named = first_few([_park(facts, park, found) for park, found in most], NAMED)
        yield sentence(Say("bulletin.stale", {"n": len(cases), "named": named, "see": see.get("stale", "")}))
    unknown = [quoted(rule.title) for rule in facts.rules if rule.look_every is None]
    if unknown:
        yield sentence(Say("bulletin.stale.unknown", {"n": len(unknown), "rules": listed(unknown)}))


def _park(facts: Facts, park: str, found: Sequence[Case]) -> Value:
    oldest = min(case.since for case in found)
    args = {"park": facts.park(park), "n": len(found), "since": long_day(oldest)}
    return Say("bulletin.stale.park" if park else "bulletin.stale.nowhere", args)


def _filings(facts: Facts, see: Mapping[str, Value]) -> Iterator[Value]:
    owed = [one for one in facts.duties if one.owed]
    periods, in_time = sum(one.periods for one in owed), sum(one.on_time for one in owed)
    missing, late = sum(len(one.missing) for one in owed), sum(one.late for one in owed)
    if not missing and not late:
        return
    args = {
        "periods": periods, "on_time": in_time, "share": share_of(in_time, periods), "late": late, "missing": missing,
        "see": see.get("missing", ""),
    }  # fmt: skip
    yield Say("bulletin.filings", args)
    by_unit: dict[tuple[str, ...], int] = {}
    for one in owed:
        if one.missing:
            by_unit[one.units] = by_unit.get(one.units, 0) + len(one.missing)
    most = sorted(by_unit.items(), key=lambda one: -one[1])
    named = [
        Say("bulletin.filings.unit", {"unit": units_named(units) if units else Say("lead.none"), "n": n})
        for units, n in most
    ]
    if named:
        put = clauses if any(len(units) > 1 for units in by_unit) else listed  # units that owe together are a list
        yield sentence(Say("bulletin.filings.missing", {"named": first_few(named, NAMED, put)}))
