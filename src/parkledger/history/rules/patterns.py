"""Patterns that real work seldom makes. How many are too many the office says; without a number a rule is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from parkledger.base import history_codes as codes
from parkledger.base.findings import Code, Finding
from parkledger.compute.cases import OwedCase, member_cases
from parkledger.compute.measures import population_of
from parkledger.compute.schedule import effective_due
from parkledger.history.change import CellPlace, Change
from parkledger.history.row_changes import MEMBERS, proving
from parkledger.history.rules.moment import HistoryRule, Moment, at_change
from parkledger.history.tables import same_columns
from parkledger.model.columns import tally
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign

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
    for table, unit in (("inspections", "by"), ("filings", "unit")):
        new = [one for one in moment.of("fact.added", "fact.corrected") if one.item.startswith(f"{table}/")]
        if not new:
            continue
        after, before = (_notes(side, table, unit) for side in (moment.after, moment.before))
        told = set()
        for one in new:
            place = one.now
            if not isinstance(place, CellPlace):
                continue
            key = _note(moment.after, table, unit, place.row)
            if key in told or after[key] <= most or before[key] > most:
                continue
            told.add(key)
            yield at_change(
                codes.SAME_TEXT, one, f"{table}/{key[0]}/note", unit=key[0], count=str(after[key]), text=key[1],
                most=str(most),
            )  # fmt: skip


def _note(campaign: Campaign, table: str, unit: str, row: int) -> tuple[str, str]:
    texts = campaign.tables[table].texts
    return campaign.unit(texts[unit][row]), texts["note"][row]


def _notes(campaign: Campaign, table: str, unit: str) -> Counter[tuple[str, str]]:
    texts = campaign.tables[table].texts
    pairs = zip(texts[unit], texts["note"], strict=True)
    return Counter((campaign.unit(name), note) for name, note in pairs if note)


def _closed_before_found(moment: Moment) -> Iterator[Finding]:
    """Cases of a duty that bear a day of being done before the day on which they came up."""
    for duty in moment.after.plan.duties:
        if duty.case is None or duty.case.answered_by or duty.case.of not in MEMBERS:
            continue
        table = duty.case.of
        if same_columns(moment.before.tables[table], moment.after.tables[table]):
            continue
        before = {case.label for case in _impossible(moment.before, duty, moment.on)}
        for case in _impossible(moment.after, duty, moment.on):
            if case.label not in before:
                yield _case(codes.CLOSED_BEFORE_FOUND, moment, duty, case)


def _impossible(campaign: Campaign, duty: Duty, on: date) -> Iterator[OwedCase]:
    case = duty.case
    if case is None or case.done not in campaign.tables[case.of].days:
        return
    for one in member_cases(campaign, duty, on):
        if one.done is not None and one.done < one.since:
            yield one


def _case(code: Code, moment: Moment, duty: Duty, case: OwedCase) -> Finding:
    table = duty.case.of if duty.case else ""
    rows = moment.after.enterprise_rows if table == "enterprises" else moment.after.park_rows
    place = CellPlace(moment.after, table, rows[case.label], (duty.case.done if duty.case else "") or "")
    change = Change("fact.added", moment.after.id, f"{table}/{case.label}", place.column, now=place)
    return at_change(code, change, item=case.label, duty=duty.title, done=case.done, found=case.since)


RULES = (
    HistoryRule(codes.EXITS_ON_DEADLINE, _on_deadline),
    HistoryRule(codes.SAME_DAY, _same_day),
    HistoryRule(codes.SAME_TEXT, _same_text),
    HistoryRule(codes.CLOSED_BEFORE_FOUND, _closed_before_found),
)
