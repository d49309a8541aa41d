"""Everything that the ledger knows of one enterprise on a day (一企一档)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from parkledger.compute.cases import member_cases
from parkledger.compute.classes import Classified, classify
from parkledger.compute.duties import limit_of
from parkledger.compute.lives import looks_of
from parkledger.compute.measures import population_of
from parkledger.compute.requirements import Requirement, requirements
from parkledger.compute.schedule import member_due
from parkledger.compute.standards import ALWAYS, item_days
from parkledger.compute.states import Stay, stays
from parkledger.compute.zero import judge
from parkledger.model.columns import NEVER, Rows, filled, rows_at, until
from parkledger.model.ledger import Campaign
from parkledger.model.notes import Extension
from parkledger.model.rows import VERDICTS


class Fact(NamedTuple):
    """A cell of the roster. ``title`` is the plan's own where the plan declares the column."""

    key: str
    title: str
    value: str | Decimal | date


class Shown(NamedTuple):
    """One item of a required standard: since when it is shown. ``always``: its column is filled, but has no dates."""

    asked: Requirement
    item: str
    on: date | None
    always: bool

    @property
    def missing(self) -> bool:
        """Whether it is not shown."""
        return self.on is None and not self.always


class Looked(NamedTuple):
    """One observation of the enterprise, or of its ``whole`` park."""

    on: date
    kind: str
    stage: str
    result: str
    people: Decimal | None
    by: str
    evidence: str
    note: str
    whole: bool


class Delivered(NamedTuple):
    """A filing that names the enterprise as its case: of which item, by whom, when."""

    item: str
    title: str
    unit: str
    done_on: date | None
    filed_on: date | None
    evidence: str


class Passed(NamedTuple):
    """A stage of acceptance and the last look at it."""

    stage: str
    title: str
    drawn: bool
    result: Literal["pass", "fail", ""]
    on: date | None
    by: str


class Counts(NamedTuple):
    """A criterion or goal whose population the enterprise belongs to."""

    id: str
    text: str
    clause: str
    due: date | None
    due_text: str
    schedule: str
    kind: str


class OwedFor(NamedTuple):
    """A duty that is owed case by case, and this enterprise's case of it."""

    duty: str
    title: str
    clause: str
    units: tuple[str, ...]
    since: date
    due: date | None
    done: date | None


class OpenCase(NamedTuple):
    """An open case of dynamic zero, or that nobody has looked at the enterprise for too long."""

    title: str
    clause: str
    since: date
    days: int
    reason: str
    lead: tuple[str, ...]


class Dossier(NamedTuple):
    """One enterprise under one plan on a day. Nothing in it is later than that day but its deadline."""

    plan: str
    plan_title: str
    id: str
    name: str
    park: str
    """The park's name; empty where the roster names none that is known."""
    stays: tuple[Stay, ...]
    facts: tuple[Fact, ...]
    dated: tuple[Fact, ...]
    standards: tuple[Shown, ...]
    stages: tuple[Passed, ...]
    looks: tuple[Looked, ...]
    filings: tuple[Delivered, ...]
    owed: tuple[OwedFor, ...]
    classified: Classified | None
    due: date | None
    due_extended: date | None
    extensions: tuple[Extension, ...]
    cases: tuple[OpenCase, ...]
    criteria: tuple[Counts, ...]


def _facts(campaign: Campaign, row: int, last: int) -> Iterator[tuple[bool, Fact]]:
    """The filled cells of a row in the order of the roster's columns, and whether each is a day."""
    table = campaign.enterprises
    titles = {one.key: one.title for one in campaign.plan.columns.enterprises}
    for key, texts in table.texts.items():
        if text := texts[row]:
            yield False, Fact(key, titles.get(key, ""), text)
    for key, numbers in table.numbers.items():
        if (number := numbers[row]) is not None:
            yield False, Fact(key, titles.get(key, ""), number)
    for key, days in table.days.items():
        if days[row] <= last or (key == "due_on" and days[row] != NEVER):
            yield True, Fact(key, titles.get(key, ""), date.fromordinal(days[row]))


def _park_name(campaign: Campaign, park: str) -> str:
    at = campaign.park_rows.get(campaign.park_names.get(park, park))
    return campaign.parks.texts["name"][at] if at is not None else ""


def _standards(campaign: Campaign, row: int, last: int) -> Iterator[Shown]:
    for asked in requirements(campaign, "enterprises"):
        if row in asked.rows:
            for item in asked.items:
                day = item_days(campaign.enterprises, item)[row]
                there, always = day <= last, day == ALWAYS
                yield Shown(asked, item.item, date.fromordinal(day) if there and not always else None, there and always)


def _looks(campaign: Campaign, row: int, last: int) -> Iterator[Looked]:
    """Its own observations and those of its whole park, in the order of days."""
    table, own = campaign.inspections, campaign.enterprises
    rows = table.where("enterprise", [own.texts["id"][row]])
    whole = Rows(0)
    if park := own.texts["park"][row]:
        whole = table.where("park", [park]) - filled(table.texts["enterprise"])
    known = (rows | whole) & until(table.days["on"], last)
    for look in sorted(known, key=lambda one: (table.days["on"][one], one)):
        kind, stage, result, by, evidence, note = (
            table.texts[key][look] for key in ("kind", "stage", "result", "by", "evidence", "note")
        )
        on = date.fromordinal(table.days["on"][look])
        yield Looked(on, kind, stage, result, table.numbers["people"][look], by, evidence, note, look in whole)


def _filings(campaign: Campaign, row: int, last: int) -> Iterator[Delivered]:
    table, own = campaign.filings, campaign.enterprises
    titles = {duty.id: duty.title for duty in campaign.plan.duties}
    for filing in table.where("subject", [own.texts["id"][row], own.texts["name"][row]]):
        done, when = (table.days[key][filing] for key in ("done_on", "filed_on"))
        if min(done, when) <= last:
            item = table.texts["item"][filing]
            criterion = campaign.criterion(item)
            yield Delivered(
                item, titles.get(item) or (criterion.text if criterion else ""),
                campaign.unit(table.texts["unit"][filing]), _day(done, last), _day(when, last),
                table.texts["evidence"][filing],
            )  # fmt: skip


def _owed(campaign: Campaign, row: int, as_of: date) -> Iterator[OwedFor]:
    who = campaign.enterprises.texts["id"][row]
    for duty in campaign.plan.duties:
        if duty.case is not None and duty.case.of == "enterprises":
            for one in member_cases(campaign, duty, as_of):
                if one.label == who:
                    since, due = one.since, limit_of(duty, one)
                    yield OwedFor(duty.id, duty.title, duty.clause, one.units, since, due, one.done)


def _day(day: int, last: int) -> date | None:
    return date.fromordinal(day) if day <= last else None


def _stages(campaign: Campaign, row: int, last: int) -> Iterator[Passed]:
    looks = [one for one in looks_of(campaign, "enterprises").get(row, ()) if one.day <= last]
    by = campaign.inspections.texts["by"]
    for stage in campaign.plan.acceptance:
        seen = [one for one in looks if one.stage == stage.stage and one.result in VERDICTS]
        final = seen[-1] if seen else None
        yield Passed(
            stage.stage, stage.title or "", stage.drawn,
            "" if final is None else ("pass" if final.result == "pass" else "fail"),
            date.fromordinal(final.day) if final else None, by[final.row] if final else "",
        )  # fmt: skip


def _cases(campaign: Campaign, row: int, as_of: date) -> Iterator[OpenCase]:
    who = campaign.enterprises.texts["id"][row]
    for rule in campaign.plan.zero:
        told = judge(campaign, rule, as_of)
        for case in (*told.violations, *(told.stale_cases or ())):
            if case.enterprise == who:
                yield OpenCase(rule.title, rule.clause, case.since, case.days, case.reason, case.lead)


def _criteria(campaign: Campaign, row: int) -> Iterator[Counts]:
    one_row = rows_at([row])
    for _, one, task in campaign.plan.measured():
        block = one.measured_by
        if block is None or block.of != "enterprises":
            continue
        if (population_of(campaign, one, task.park if task else None) & one_row).bits:
            yield Counts(one.id, one.title or one.text, one.clause, one.due.day, one.due.text, one.due.kind, one.kind)


def dossier(campaign: Campaign, row: int, as_of: date) -> Dossier:
    """What is known of a row of the roster on a day."""
    last, table = as_of.toordinal(), campaign.enterprises
    facts = list(_facts(campaign, row, last))
    due = table.days["due_on"][row]
    who = table.texts["id"][row]
    extensions = tuple(one for one in campaign.plan.extensions if one.member == who and one.approved_on <= as_of)
    return Dossier(
        plan=campaign.id,
        plan_title=campaign.plan.title,
        id=who,
        name=table.texts["name"][row],
        park=_park_name(campaign, table.texts["park"][row]),
        stays=stays(campaign, "enterprises", row, last),
        facts=tuple(fact for dated, fact in facts if not dated),
        dated=tuple(sorted((fact for dated, fact in facts if dated), key=lambda fact: str(fact.value))),
        standards=tuple(_standards(campaign, row, last)),
        stages=tuple(_stages(campaign, row, last)),
        looks=tuple(_looks(campaign, row, last)),
        filings=tuple(_filings(campaign, row, last)),
        owed=tuple(_owed(campaign, row, as_of)),
        classified=classify(campaign, "enterprises", row, last) if campaign.plan.classes else None,
        due=date.fromordinal(due) if due != NEVER else None,
        due_extended=date.fromordinal(member_due(campaign, who, due, as_of)) if due != NEVER else None,
        extensions=extensions,
        cases=tuple(_cases(campaign, row, as_of)),
        criteria=tuple(_criteria(campaign, row)),
    )
