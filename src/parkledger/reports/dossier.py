"""The dossier of one enterprise (一企一档): its facts, its dated events, the standards that it meets or lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from parkledger.compute.dossier import Dossier, Fact, Looked
from parkledger.compute.requirements import Requirement
from parkledger.model.columns import NEVER
from parkledger.model.rows import BAD
from parkledger.reports.overdue import lead_value
from parkledger.reports.report import Cell, Column, Report, Say, Section, Tone, Value, listed, row_of
from parkledger.reports.roster import STATE_TONES
from parkledger.reports.status import printed_due

Row = tuple[Cell, ...]
FACTS = (Column("fact", "name"), Column("value"))
EVENTS = (Column("day", "day"), Column("event", "name"), Column("detail"))
STANDARDS = (
    Column("asked.by", "name"),
    Column("item.name"),
    Column("shown", "day"),
    Column("verdict", "word"),
    Column("clause", "name"),
)
STAGES = (Column("stage"), Column("result", "word"), Column("day", "day"), Column("by"))
LOOKS = (
    Column("day", "day"),
    Column("look", "word"),
    Column("scope", "word"),
    Column("stage"),
    Column("result", "word"),
    Column("people", "number"),
    Column("by"),
    Column("evidence"),
    Column("note"),
)
STAYS = (Column("life", "word"), Column("first", "day"), Column("until", "day"), Column("days", "number"))
CRITERIA = (Column("criterion", "word"), Column("criterion.text"), Column("due.text", "word"), Column("clause", "name"))
OWED = (
    Column("duty", "word"),
    Column("title"),
    Column("unit"),
    Column("since", "day"),
    Column("due", "day"),
    Column("done_on", "day"),
    Column("clause", "name"),
)
CASES = (
    Column("rule"),
    Column("reason", "name"),
    Column("since", "day"),
    Column("days", "number"),
    Column("lead"),
    Column("clause", "name"),
)
BASE = (
    "id", "name", "credit_code", "park", "town", "address", "industry", "disposal", "note", "listed_on", "due_on",
    "notified_on", "stopped_on", "exited_on",
)  # fmt: skip
"""The columns that every roster has; others bear the title that the plan declares."""


def _called(fact: Fact) -> Value:
    return fact.title or (Say(f"roster.{fact.key}") if fact.key in BASE else fact.key)


def _value(one: Dossier, fact: Fact) -> Value:
    if fact.key == "park" and one.park:
        return one.park
    return Say(f"flag.{fact.value}") if fact.title and fact.value in ("true", "false") else fact.value


def _first_day(day: int) -> date | None:
    return date.fromordinal(day) if 0 < day < NEVER else None


def _state(one: Dossier) -> Iterator[Cell]:
    """Its state, since when; its class; what it lacks; what is open."""
    if one.stays:
        now = one.stays[-1]
        args = {"state": Say(f"life.{now.state}"), "on": _first_day(now.first) or Say("none")}
        yield Cell(Say("dossier.state", args), STATE_TONES.get(now.state, "strong"))
    else:
        yield Cell(Say("dossier.unlisted"), "quiet")
    if one.classified:
        yield Cell(Say("dossier.class", {"name": one.classified.name}))
        if moved := one.classified.moved:
            yield Cell(Say("dossier.moved", moved._asdict()), "bad")
    exited = any(stay.state in ("claimed", "proven", "accepted", "relapsed") for stay in one.stays)
    for asked, items in _missing(one):
        if asked.kind != "proof" or exited:
            yield Cell(Say("dossier.lacks", {"by": _asked_by(asked), "items": listed(items)}), "bad")
    if still := {(case.title, case.clause) for case in one.cases if case.reason != "not_looked_at"}:
        yield Cell(Say("dossier.cases", {"n": len(still)}), "bad")


def _missing(one: Dossier) -> list[tuple[Requirement, list[str]]]:
    """The items that are missing, by standard; a standard that is asked for twice is told once."""
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for asked, group in groupby(one.standards, lambda shown: shown.asked):
        found[asked.standard] = asked, [shown.item for shown in group if shown.missing]
    return [(asked, items) for asked, items in found.values() if items]


def _asked_by(asked: Requirement) -> Value:
    return Say(f"asked.{asked.kind}", {"rule": asked.rule})


def _events(one: Dossier) -> list[Row]:
    """Its own dated facts in the order of days: the roster's, observations, filings, extensions."""
    found: list[tuple[date, int, Value, Value, Tone]] = []
    for fact in one.dated:
        if isinstance(fact.value, date) and fact.key != "due_on":
            found.append((fact.value, 0, _called(fact), None, "plain"))
    for look in one.looks:
        if not look.whole:
            tone: Tone = "bad" if look.result in BAD else "plain"
            found.append((look.on, 1, Say(f"look.{look.kind}"), _told(look), tone))
    for filing in one.filings:
        day = filing.filed_on or filing.done_on
        if day:
            found.append(
                (day, 2, Say("event.filing"), (filing.title or filing.item, filing.unit, filing.evidence), "plain")
            )
    for extension in one.extensions:
        args = {"to": extension.to, "by": extension.by, "document": extension.document, "reason": extension.reason}
        found.append((extension.approved_on, 3, Say("event.extension"), Say("extension.told", args), "warn"))
    ordered = sorted(found, key=lambda event: event[:2])
    return [row_of(day, Cell(what, tone), detail) for day, _, what, detail, tone in ordered]


def _told(look: Looked) -> Value:
    return tuple(part for part in (look.stage, Say(f"result.{look.result}"), look.by, look.note) if part)


def _looks(one: Dossier) -> tuple[Row, ...]:
    return tuple(
        row_of(
            look.on, Say(f"look.{look.kind}"), Say("scope.park" if look.whole else "scope.own"), look.stage or None,
            Cell(Say(f"result.{look.result}"), "bad" if look.result in BAD else "plain"), look.people,
            look.by or None, look.evidence or None, look.note or None,
        )
        for look in one.looks
    )  # fmt: skip


def _standards(one: Dossier) -> tuple[Row, ...]:
    rows = []
    for shown in one.standards:
        verdict = Cell(Say("verdict.missing"), "bad") if shown.missing else Cell(Say("verdict.shown"), "good")
        rows.append(row_of(_asked_by(shown.asked), shown.item, shown.on, verdict, shown.asked.clause or None))
    return tuple(rows)


def _stages(one: Dossier) -> tuple[Row, ...]:
    rows = []
    for stage in one.stages:
        title = Say("stage.drawn", {"title": stage.title or stage.stage}) if stage.drawn else stage.title or stage.stage
        tone: Tone = {"pass": "good", "fail": "bad"}.get(stage.result, "quiet")  # type: ignore[assignment]
        told = Say(f"result.{stage.result}") if stage.result else Say("stage.none")
        rows.append(row_of(title, Cell(told, tone), stage.on, stage.by or None))
    return tuple(rows)


def _stays(one: Dossier, as_of: date) -> tuple[Row, ...]:
    rows = []
    for stay in one.stays:
        end = min(stay.until, as_of.toordinal())
        first = _first_day(stay.first)
        days = end - stay.first if first else None
        state = Cell(Say(f"life.{stay.state}"), STATE_TONES.get(stay.state, "plain"))
        rows.append(row_of(state, first, _first_day(stay.until), days))
    return tuple(rows)


def _due(one: Dossier) -> tuple[Cell, ...]:
    if one.due is None:
        return ()
    key = "dossier.due" if one.due == one.due_extended else "dossier.due.extended"
    return (Cell(Say(key, {"due": one.due, "to": one.due_extended})),)


def _cases(one: Dossier) -> tuple[Row, ...]:
    return tuple(
        row_of(
            case.title, Say(f"reason.{case.reason}"), case.since, Cell(case.days, "bad"), lead_value(case.lead, None),
            case.clause,
        )
        for case in one.cases
    )  # fmt: skip


def _owed(one: Dossier) -> tuple[Row, ...]:
    return tuple(
        row_of(
            case.duty, case.title, lead_value(case.units, None), case.since, case.due, case.done, case.clause,
        )
        for case in one.owed
    )  # fmt: skip


def _criteria(one: Dossier) -> tuple[Row, ...]:
    return tuple(
        row_of(each.id, each.text, printed_due(each.due_text, each.schedule), each.clause) for each in one.criteria
    )


def dossier_report(one: Dossier, as_of: date) -> Report:
    """The dossier of an enterprise under one plan; a section with nothing to say is left out."""
    facts = tuple(row_of(_called(fact), _value(one, fact)) for fact in one.facts)
    sections = (
        Section(FACTS, facts, Say("dossier.facts")),
        Section(STAYS, _stays(one, as_of), Say("dossier.stays"), text=_due(one)),
        Section(EVENTS, tuple(_events(one)), Say("dossier.events")),
        Section(STANDARDS, _standards(one), Say("dossier.standards")),
        Section(STAGES, _stages(one), Say("dossier.stages")),
        Section(CASES, _cases(one), Say("dossier.open")),
        Section(OWED, _owed(one), Say("dossier.owed")),
        Section(LOOKS, _looks(one), Say("dossier.looks")),
        Section(CRITERIA, _criteria(one), Say("dossier.criteria")),
    )
    title = Say("title.dossier", {"name": one.name, "id": one.id})
    answer = (Cell(Say("dossier.plan", {"title": one.plan_title}), "quiet"), *_state(one))
    return Report(title, as_of, answer, tuple(section for section in sections if section.rows))
