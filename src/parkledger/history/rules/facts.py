"""Facts are recorded when they happen, and stay as they were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parkledger.base import history_codes as codes
from parkledger.base.findings import Finding
from parkledger.compute.lives import lives
from parkledger.compute.measures import population_of
from parkledger.compute.schedule import effective_due
from parkledger.history.change import CellPlace, Change
from parkledger.history.columns import MEMBERS, proving
from parkledger.history.record_changes import RECORDS
from parkledger.history.rules.moment import HistoryRule, Moment, at_change, known_as, spoken
from parkledger.model.columns import NEVER
from parkledger.model.ledger import Campaign
from parkledger.model.rows import OF_ACCEPTANCE

_DAY_OF = {"inspections": ("on",), "filings": ("filed_on", "done_on"), "indicators": ("on",)}
"""The day on which a record itself says that it was made, the surest first."""


def _recorded_late(moment: Moment) -> Iterator[Finding]:
    allowed = moment.limits.get("recording_days")
    if allowed is None:
        return
    for one in moment.of("fact.added", "fact.back_dated"):
        fact = _dated(moment, one)
        if fact is None:
            continue
        field, day = fact
        late = (moment.on - day).days
        if late > allowed:
            yield at_change(
                codes.RECORDED_LATE, one, item=known_as(one), field=field, new=day, recorded=moment.on, days=str(late),
                allowed=str(allowed),
            )  # fmt: skip


def _dated(moment: Moment, one: Change) -> tuple[str, date] | None:
    """The field and day of a fact; None where it has none, or where the file or the column begins with it."""
    place = one.now
    if not isinstance(place, CellPlace):
        return None
    old, new = moment.before.tables[place.table], moment.after.tables[place.table]
    if not old.size or (one.field and one.field not in old.present):
        return None
    if place.table in MEMBERS:
        known = one.field in proving(moment.after, place.table)
        return (one.field, one.new) if known and isinstance(one.new, date) else None
    for column in _DAY_OF[place.table]:
        if (day := new.days[column][place.row]) != NEVER:
            return column, date.fromordinal(day)
    return None


def _dated_back(moment: Moment) -> Iterator[Finding]:
    allowed = moment.limits.get("recording_days")
    if allowed is None or (moment.latest - moment.on).days <= allowed:
        return
    first = next(iter(moment.changes))
    yield at_change(
        codes.DATED_BEFORE_ITS_TIME, first, "commit", day=moment.on, latest=moment.latest, allowed=str(allowed)
    )  # fmt: skip


def _after_acceptance(moment: Moment) -> Iterator[Finding]:
    for one in moment.of("fact.corrected", "fact.back_dated", "fact.removed", "enterprise.removed", "park.removed",
                         "enterprise.reclassified", "park.reclassified"):  # fmt: skip
        found = _member(one)
        if found is None:
            continue
        campaign, table, row = found
        accepted = lives(campaign, table).accepted[row]
        if accepted < moment.on.toordinal():
            ids, names = campaign.tables[table].texts["id"], campaign.tables[table].texts["name"]
            yield at_change(
                codes.CHANGED_AFTER_ACCEPTANCE, one, item=ids[row], name=names[row],
                accepted=date.fromordinal(accepted), field=one.field or one.item, old=spoken(one.old),
                new=spoken(one.new),
            )  # fmt: skip


def _member(one: Change) -> tuple[Campaign, str, int] | None:
    """The member whose proof or acceptance a change touches, by its table and row before."""
    place = one.was
    if not isinstance(place, CellPlace):
        return None
    campaign = place.campaign
    if place.table in MEMBERS:
        touches = not one.field or one.field == "disposal" or one.subject == "fact"
        return (campaign, place.table, place.row) if touches else None
    table = campaign.tables[place.table]
    if place.table != "inspections" or table.texts["kind"][place.row] not in OF_ACCEPTANCE:
        return None
    who, park = table.texts["enterprise"][place.row], table.texts["park"][place.row]
    row = campaign.enterprise_rows.get(who) if who else campaign.park_rows.get(park)
    return (campaign, "enterprises" if who else "parks", row) if row is not None else None


def _before_deadline(moment: Moment) -> Iterator[Finding]:
    told: set[str] = set()
    for one in moment.of("fact.back_dated"):
        old, new = one.old, one.new
        if not isinstance(old, date) or not isinstance(new, date) or one.item in told:
            continue
        for name, due in _deadlines(moment, one):
            if new <= due < old:
                told.add(one.item)
                yield at_change(
                    codes.MOVED_BEFORE_DEADLINE, one, item=known_as(one), field=one.field, old=old, new=new, due=due,
                    criterion=name,
                )  # fmt: skip
                break


def _deadlines(moment: Moment, one: Change) -> Iterator[tuple[str, date]]:
    """The deadlines that a fact is held against: of the criteria that count its member, and the member's own."""
    place = one.was
    if not isinstance(place, CellPlace):
        return
    campaign = place.campaign
    if place.table in RECORDS:
        yield from _of_record(campaign, place)
        return
    if one.field not in proving(campaign, place.table):
        return
    own = campaign.tables[place.table].days["due_on"][place.row]
    if own != NEVER:
        yield "due_on", date.fromordinal(own)
    for _, measured, task in campaign.plan.measured():
        block = measured.quota or measured.coverage
        due = effective_due(campaign, measured.id, measured.due, moment.on).day
        if block is None or due is None or block.of != place.table:
            continue
        if place.row in population_of(campaign, measured, task.park if task else None):
            yield measured.id, due


def _of_record(campaign: Campaign, place: CellPlace) -> Iterator[tuple[str, date]]:
    """The deadline of the milestone or duty that a filing is of."""
    if place.table != "filings":
        return
    item = campaign.filings.texts["item"][place.row]
    for _, measured, _ in campaign.plan.measured():
        if measured.id == item and measured.due.day is not None:
            yield item, measured.due.day
    for duty in campaign.plan.duties:
        if duty.id == item and duty.due is not None and duty.due.day is not None:
            yield item, duty.due.day


RULES = (
    HistoryRule(codes.RECORDED_LATE, _recorded_late),
    HistoryRule(codes.CHANGED_AFTER_ACCEPTANCE, _after_acceptance),
    HistoryRule(codes.MOVED_BEFORE_DEADLINE, _before_deadline),
    HistoryRule(codes.DATED_BEFORE_ITS_TIME, _dated_back),
)
