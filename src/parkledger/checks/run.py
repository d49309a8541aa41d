"""Run every rule over a ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from parkledger.base.findings import Finding, in_order
from parkledger.base.spans import Span
from parkledger.checks.references import STRAY_FILE
from parkledger.checks.registry import CODES, LEDGER_RULES, RULES
from parkledger.checks.waivers import apply_waivers
from parkledger.model.ledger import Ledger


def check(ledger: Ledger, as_of: date, progress: Callable[[str], None] = lambda what: None) -> tuple[Finding, ...]:
    """All findings of a ledger in one run, those of reading too, in order of path, line and column."""
    found = list(ledger.findings)
    for campaign in ledger.campaigns:
        own: list[Finding] = []
        for rule in RULES:
            if campaign.whole or not rule.sums:
                progress(f"{campaign.id} {rule.code.code}")
                own.extend(rule.find(campaign, as_of))
        found.extend(apply_waivers(campaign, own, CODES, as_of))
    for ledger_rule in LEDGER_RULES:
        found.extend(ledger_rule.find(ledger, as_of))
    found.extend(Finding(STRAY_FILE, Span(path), path) for path in ledger.stray)
    return in_order({_key(one): one for one in found}.values())


def _key(finding: Finding) -> tuple[object, ...]:
    """Plans that share a file find its faults once each."""
    return (finding.rule.code, finding.span, finding.pointer, *sorted(finding.args.items()))
