"""What covers a finding of history: an amendment of the plan as it is now, or a waiver."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from parkledger.base import history_codes as codes
from parkledger.base.findings import Finding
from parkledger.history.columns import MEMBERS
from parkledger.model.ledger import Campaign

AMENDABLE = frozenset((
    codes.DEADLINE_CHANGED, codes.TARGET_CHANGED, codes.CRITERION_CHANGED, codes.UNIT_REPLACED, codes.MEMBER_VANISHED,
    codes.POPULATION_LEFT, codes.RECORDED_LATE, codes.CHANGED_AFTER_ACCEPTANCE, codes.MOVED_BEFORE_DEADLINE,
))  # fmt: skip
"""Codes of changes that an amendment can record; of the others something else is asked, or a waiver."""


def extended(campaign: Campaign, item: str, day: date | None) -> bool:
    """Whether an extension of a plan says that an item (a criterion, a goal, a member) is due on a day."""
    kind, _, name = item.partition("/")
    if kind in MEMBERS:
        return any(one.member == name and one.to == day for one in campaign.plan.extensions)
    name = name.rpartition("/")[2]
    return any(one.criterion == name and one.member is None and one.to == day for one in campaign.plan.extensions)


def amendments_of(campaign: Campaign, pointer: str) -> list[int]:
    """The amendments of a plan that name a pointer, or one above it: their places in its list."""
    return [
        place
        for place, amendment in enumerate(campaign.plan.amendments)
        if any(pointer == at or pointer.startswith(f"{at}/") for at in amendment.at)
    ]


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
    places = amendments_of(campaign, finding.pointer)
    return any(used.setdefault((one, finding.pointer), finding.commit) == finding.commit for one in places)
