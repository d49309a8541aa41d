"""What covers a finding of history: an amendment of the plan as it is now, or a waiver."""

from __future__ import annotations

from collections.abc import Iterable

from parkledger.base import history_codes as codes
from parkledger.base.findings import Finding
from parkledger.model.ledger import Campaign

AMENDABLE = frozenset((
    codes.DEADLINE_CHANGED, codes.TARGET_CHANGED, codes.CRITERION_CHANGED, codes.UNIT_REPLACED, codes.MEMBER_VANISHED,
    codes.POPULATION_LEFT, codes.RECORDED_LATE, codes.CHANGED_AFTER_ACCEPTANCE, codes.MOVED_BEFORE_DEADLINE,
))  # fmt: skip
"""Codes of changes that an amendment can record; of the others something else is asked, or a waiver."""


def not_amended(campaign: Campaign, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a plan, in the order of history, that no amendment covers.

    An amendment covers what happened to a pointer in one commit: the next change of the same needs the next one.
    """
    used: dict[tuple[int, str], str] = {}
    left = []
    for finding in findings:
        if finding.rule not in AMENDABLE or not _amended(campaign, finding, used):
            left.append(finding)
    return left


def _amended(campaign: Campaign, finding: Finding, used: dict[tuple[int, str], str]) -> bool:
    for place, amendment in enumerate(campaign.plan.amendments):
        if not any(finding.pointer == at or finding.pointer.startswith(f"{at}/") for at in amendment.at):
            continue
        if used.setdefault((place, finding.pointer), finding.commit) == finding.commit:
            return True
    return False
