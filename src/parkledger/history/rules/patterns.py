"""Patterns that are rare in real work. The office sets how many are too many; without its number a rule is silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parkledger.base import history_codes as codes
from parkledger.base.findings import Finding
from parkledger.compute.cases import spared
from parkledger.compute.measures import population_of
from parkledger.compute.populations import members
from parkledger.compute.schedule import effective_due
from parkledger.history.change import CellPlace, Change
from parkledger.history.columns import MEMBERS, proving
from parkledger.history.rules.moment import HistoryRule, Moment, at_change
from parkledger.model.columns import NEVER, tally
from parkledger.model.duties import PerCase
from parkledger.model.ledger import Campaign

_NOTED = {"inspections": "by", "filings": "unit"}
"""The records that have a note, and the column that says whose they are."""
_BEFORE_EXIT = ("listed_on", "notified_on", "stopped_on")
"""Days that many members share for a good reason: a list is drawn up, a notice served on one day."""


def _dates(moment: Moment, table: str) -> Iterator[Change]:
    """Facts of members that now bear another day, or a first one."""
    for one in moment.of("fact.added", "fact.back_dated", "fact.corrected"):
        place = one.now
        if isinstance(place, CellPlace) and place.table == table and isinstance(one.new, date):
            yield one


def _on_deadline(moment: Moment) -> Iterator[Finding]:
    most = moment.limits.get("exits_on_deadline")
    if most is None:
        return
    for table in MEMBERS:
        found = {one.new: one for one in _dates(moment, table) if one.field == "exited_on"}
        for _, measured, task in moment.after.plan.measured() if found else ():
            due = effective_due(moment.after, measured.id, measured.due, moment.on).day
            if due is None or due not in found or measured.quota is None or measured.quota.of != table:
                continue
            park = task.park if task else None
            count, before = (_exits(side, table, measured.id, park, due) for side in (moment.after, moment.before))
            if count > most >= before:
                yield at_change(
                    codes.EXITS_ON_DEADLINE, found[due], f"{table}/{measured.id}/{due}", count=str(count),
                    criterion=measured.id, due=due, most=str(most),
                )  # fmt: skip


def _exits(campaign: Campaign, table: str, name: str, park: str | None, due: date) -> int:
    measured = next((one for _, one, _ in campaign.plan.measured() if one.id == name), None)
    if measured is None:
        return 0
    rows = population_of(campaign, measured, park)
    return tally(campaign.tables[table].days["exited_on"], rows).get(due.toordinal(), 0)


def _same_day(moment: Moment) -> Iterator[Finding]:
    most = moment.limits.get("same_day")
    if most is None:
        return
    told = set()
    for one in _dates(moment, "enterprises"):
        place, day = one.now, one.new
        if one.field in _BEFORE_EXIT or one.field not in proving(moment.after, "enterprises"):
            continue
        if not isinstance(place, CellPlace) or not isinstance(day, date):
            continue
        unit = _place(moment.after, place.row)
        if not unit or (unit, one.field, day) in told:
            continue
        told.add((unit, one.field, day))
        count, before = (_of_day(side, unit, one.field, day) for side in (moment.after, moment.before))
        if count > most >= before:
            yield at_change(
                codes.SAME_DAY, one, f"enterprises/{unit}/{one.field}/{day}", unit=unit, count=str(count),
                field=one.field, day=day, most=str(most),
            )  # fmt: skip


def _place(campaign: Campaign, row: int) -> str:
    """Where an enterprise is: its park, else its town."""
    texts = campaign.enterprises.texts
    return texts["park"][row] or texts["town"][row]


def _of_day(campaign: Campaign, unit: str, column: str, day: date) -> int:
    table = campaign.enterprises
    if column not in table.days:
        return 0
    rows = table.where("park", (unit,)) or table.where("town", (unit,))
    return tally(table.days[column], rows).get(day.toordinal(), 0)


def _same_text(moment: Moment) -> Iterator[Finding]:
    most = moment.limits.get("same_text")
    if most is None:
        return
    told = set()
    for one in moment.of("fact.added", "fact.corrected"):
        place = one.now
        unit = _NOTED.get(place.table) if isinstance(place, CellPlace) else None
        if not isinstance(place, CellPlace) or unit is None:
            continue
        texts = moment.after.tables[place.table].texts
        name, note = moment.after.unit(texts[unit][place.row]), texts["note"][place.row]
        if not note or (place.table, name, note) in told or texts["note"].count(note) <= most:
            continue
        told.add((place.table, name, note))
        count, before = (_noted(side, place.table, unit, name, note) for side in (moment.after, moment.before))
        if count > most >= before:
            yield at_change(
                codes.SAME_TEXT, one, f"{place.table}/{name}/note", unit=name, count=str(count), text=note,
                most=str(most),
            )  # fmt: skip


def _noted(campaign: Campaign, table: str, unit: str, name: str, note: str) -> int:
    """How many records of a unit, by any of its names, bear this very note."""
    texts = campaign.tables[table].texts
    rows = campaign.tables[table].where("note", (note,))
    return sum(campaign.unit(texts[unit][row]) == name for row in rows)


def _closed_before_found(moment: Moment) -> Iterator[Finding]:
    """Cases of a duty that now bear a day of being done before the day on which they came up."""
    for duty in moment.after.plan.duties:
        case = duty.case
        if case is None or case.answered_by or case.of not in MEMBERS or not case.done:
            continue
        for one in _touched(moment, case.of, (case.trigger, case.done)):
            place, was = one.now, one.was
            if not isinstance(place, CellPlace) or not _impossible(moment.after, case, place.row):
                continue
            if (
                isinstance(was, CellPlace)
                and was.campaign is moment.before
                and _impossible(was.campaign, case, was.row)
            ):
                continue
            table = moment.after.tables[case.of]
            found, done = (table.days[name][place.row] for name in (case.trigger, case.done))
            member = table.texts["id"][place.row]
            yield at_change(
                codes.CLOSED_BEFORE_FOUND, one._replace(now=place._replace(column=case.done)),
                f"{case.of}/{member}/{case.done}", item=member, duty=duty.title, done=date.fromordinal(done),
                found=date.fromordinal(found),
            )  # fmt: skip


def _touched(moment: Moment, table: str, columns: tuple[str, str]) -> Iterator[Change]:
    """For each member of which one of two columns changed, one of these changes."""
    seen: set[str] = set()
    for one in moment.changes:
        if one.field in columns and one.item.startswith(f"{table}/") and one.item not in seen:
            seen.add(one.item)
            yield one


def _impossible(campaign: Campaign, case: PerCase, row: int) -> bool:
    """Whether a member's case was done before it came up; only a dated column can say when it was done. Who is spared
    has no case."""
    table = campaign.tables[case.of]
    if case.done is None or case.done not in table.days or case.trigger not in table.days:
        return False
    done, found = (table.days[name][row] for name in (case.done, case.trigger))
    if not done < found < NEVER or row not in members(campaign, case.of, case.where):
        return False
    return row not in spared(campaign, case, found)


RULES = (
    HistoryRule(codes.EXITS_ON_DEADLINE, _on_deadline),
    HistoryRule(codes.SAME_DAY, _same_day),
    HistoryRule(codes.SAME_TEXT, _same_text),
    HistoryRule(codes.CLOSED_BEFORE_FOUND, _closed_before_found),
)
