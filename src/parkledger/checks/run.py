"""Run every rule over a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from parkledger.base.findings import Finding, Severity, as_one, first_of_many, in_order
from parkledger.base.history_codes import of_history
from parkledger.checks.losses import losses_of
from parkledger.checks.registry import CODES, LEDGER_RULES, RULES
from parkledger.checks.rule import one_by_one
from parkledger.checks.strays import not_read
from parkledger.checks.waivers import judge_waivers, waived
from parkledger.model.ledger import Ledger


def check(ledger: Ledger, as_of: date, progress: Callable[[str], None] = lambda what: None) -> tuple[Finding, ...]:
    """All findings of a ledger in one run, those of reading too, in order of path, line and column.

    The first hundred of a code in a file are reported and the others counted: a person mends those and runs it again.
    """
    found = [one for one in ledger.findings if one.rule.severity is Severity.ERROR]
    beside = [one for one in ledger.findings if one.rule.severity is Severity.WARNING]
    aside = not_read(ledger)
    found += (one for one in aside if one.rule.severity is Severity.ERROR)
    beside += (one for one in aside if one.rule.severity is Severity.WARNING)
    for campaign in ledger.campaigns:
        losses = losses_of(campaign, ledger.findings)
        doubts = cache(losses.doubt)
        own: list[Finding] = []
        for rule in RULES:
            if not losses.silence(rule) and (campaign.whole or not rule.sums):
                progress(f"{campaign.id} {rule.code.code}")
                cases = [one for each in rule.find(campaign, as_of) for one in one_by_one(each, losses.told, doubts)]
                own += as_one(cases) if rule.alike else cases
        live, faults = judge_waivers(campaign, [*own, *beside], CODES, as_of, _found_here)
        found += [*waived(own, live), *faults]
        beside = waived(beside, live)
    found += beside
    for ledger_rule in LEDGER_RULES:
        for one in ledger_rule.find(ledger, as_of):
            found.extend(one_by_one(one, lambda finding: False))
    return first_of_many(in_order(_once(found)))


def _found_here(code: str) -> bool:
    """Whether the code of a waiver is judged by ``check``; ``audit`` judges those of history."""
    return not of_history(code)


def _once(found: Iterable[Finding]) -> Iterable[Finding]:
    """Each finding once: plans that share a file all find its faults. Of two findings that stand for many, the one that
    stands for more is kept: plans can differ in what they show one by one."""
    once: dict[tuple[object, ...], Finding] = {}
    for one in found:
        key = _key(one)
        if one.cases == 1 or one.cases >= once.get(key, one).cases:
            once[key] = one
    return once.values()


def _key(finding: Finding) -> tuple[object, ...]:
    if finding.cases > 1 and not finding.lines:
        return (finding.rule.code, finding.span.path)
    return (finding.rule.code, finding.span, finding.pointer, *sorted(finding.args.items()))
