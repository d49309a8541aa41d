"""An extension is filed and approved before the deadline that it extends, and is in the ledger by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from parkledger.base import history_codes as codes
from parkledger.base.findings import Finding
from parkledger.history.change import Change, PlanPlace
from parkledger.history.rules.moment import HistoryRule, Moment, at_change
from parkledger.model.columns import NEVER
from parkledger.model.ledger import Campaign
from parkledger.model.notes import Extension


def _new(moment: Moment) -> Iterator[tuple[Change, Extension, date]]:
    """Extensions that were added, or changed, each with the deadline that stood on the day of its approval."""
    seen = set()
    for one in moment.of("extension.added", "extension.changed"):
        if isinstance(one.now, PlanPlace) and isinstance(at := one.now.path[1], int) and at not in seen:
            seen.add(at)
            extension = moment.after.plan.extensions[at]
            if (due := _deadline(moment, extension)) is not None:
                yield one, extension, due


def _deadline(moment: Moment, extension: Extension) -> date | None:
    """The deadline that an extension extends: of its member or criterion as published, extended as it had been."""
    before, after = moment.before, moment.after
    due = _own(before, extension, moment.printed) or _own(after, extension, moment.printed)
    earlier = [
        one.to
        for one in after.plan.extensions
        if (one.criterion, one.member) == (extension.criterion, extension.member)
        and one != extension
        and one.approved_on <= extension.approved_on
    ]
    return max([due, *earlier]) if due is not None else None


def _own(campaign: Campaign, extension: Extension, printed: Mapping[str, date]) -> date | None:
    if extension.member is not None:
        kind, table, row = "enterprises", campaign.enterprises, campaign.enterprise_rows.get(extension.member)
        if row is None:
            kind, table, row = "parks", campaign.parks, campaign.park_rows.get(extension.member)
        if row is not None and (day := table.days["due_on"][row]) != NEVER:
            return printed.get(f"{kind}/{extension.member}/due_on", date.fromordinal(day))
    for _, one, task in campaign.plan.measured():
        if one.id == extension.criterion:
            pointer = f"tasks/{task.id}/criteria/{one.id}/due" if task else f"goals/{one.id}/due"
            return printed.get(pointer, one.due.day)
    return None


def _named(extension: Extension) -> str:
    return f"{extension.criterion} {extension.member or ''}".strip()


def _after_deadline(moment: Moment) -> Iterator[Finding]:
    for one, extension, due in _new(moment):
        if max(extension.filed_on, extension.approved_on) > due:
            yield at_change(
                codes.EXTENSION_AFTER_DEADLINE, one, one.item, item=_named(extension), filed=extension.filed_on,
                approved=extension.approved_on, due=due,
            )  # fmt: skip


def _entered_late(moment: Moment) -> Iterator[Finding]:
    """Days that the office allows for recording count from the approval."""
    allowed = moment.limits.get("recording_days", 0)
    for one, extension, due in _new(moment):
        late = (moment.on - extension.approved_on).days
        if one.kind == "extension.added" and extension.approved_on <= due < moment.on and late > allowed:
            yield at_change(
                codes.EXTENSION_ENTERED_LATE, one, one.item, item=_named(extension), approved=extension.approved_on,
                due=due, entered=moment.on,
            )  # fmt: skip


RULES = (
    HistoryRule(codes.EXTENSION_AFTER_DEADLINE, _after_deadline),
    HistoryRule(codes.EXTENSION_ENTERED_LATE, _entered_late),
)
