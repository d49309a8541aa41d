"""The ledger (台账): the roster by park, with state, proof of exit, class, assigned officers, days."""

from __future__ import annotations

from datetime import date

from parkledger.compute.classes import matching_classes, moved_class
from parkledger.compute.lives import lives
from parkledger.compute.requirements import proofs
from parkledger.compute.schedule import member_due
from parkledger.compute.standards import standard_days
from parkledger.compute.states import STATES, states_on
from parkledger.model.columns import Days, Rows, filled, picked, replaced, there, until
from parkledger.model.ledger import Campaign
from parkledger.reports.report import Cell, Column, Joined, Report, Say, Section, Tone, Value
from parkledger.reports.roster_rows import EMPTY, Field, RosterRows, day_cell, day_field, field_of_sets, text_field
from parkledger.reports.roster_standards import asked_fields, proof_fields

STATE_TONES: dict[str, Tone] = {
    "claimed": "warn", "proven": "good", "accepted": "good", "relapsed": "bad",
}  # fmt: skip
DAYS = ("listed_on", "due_on", "notified_on", "stopped_on", "exited_on")


def _places(campaign: Campaign) -> list[Field]:
    """The park by its name, and its host town."""
    parks = campaign.parks
    names = dict(zip(parks.texts["id"], parks.texts["name"], strict=True))
    towns = dict(zip(parks.texts["id"], parks.texts["town"], strict=True))
    table = campaign.enterprises
    own, inside = table.texts["town"], table.texts["park"]

    def town(rows: Rows) -> list[Cell]:
        pairs = zip(picked(own, rows), picked(inside, rows), strict=True)
        return [Cell(text or towns.get(park) or None) for text, park in pairs]

    fields = [Field(Column("park", "name"), lambda rows: [Cell(names.get(p, p) or None) for p in picked(inside, rows)])]
    if filled(own).bits or any(towns.values()):
        fields.append(Field(Column("town", "name"), town))
    return fields


def _class_field(campaign: Campaign, day: int) -> Field:
    """The class of each enterprise, with the move of those that missed their own deadline."""
    table = campaign.enterprises
    rest, sets, own = table.all(), [], {}
    for match in matching_classes(campaign, "enterprises", day):
        inside = rest & match.rows
        rest -= inside
        sets.append((inside, Cell(match.one.id)))
        for row in inside & until(table.days["due_on"], day - 1) if match.one.overdue else ():
            if moved := moved_class(campaign, "enterprises", row, day):
                own[row] = Cell(Say("class.moved", {"to": moved.to, "on": moved.on}), "bad")
    return field_of_sets(Column("class", "word"), sets, own)


def _left_days(campaign: Campaign) -> Days:
    """When each did what its deadline asks for: it left, or where only a process leaves, it proved that."""
    life = lives(campaign, "enterprises")
    left = life.claimed
    for one in proofs(campaign, "enterprises"):
        if (disposal := campaign.disposals.get(one.rule)) and disposal.process:
            left = replaced(left, one.rows, standard_days(life.table, one.items))
    return left


def _late_field(campaign: Campaign, as_of: date) -> Field:
    """Days past an enterprise's own deadline: until it left, else until today, and again after a relapse."""
    life, day, done = lives(campaign, "enterprises"), as_of.toordinal(), _left_days(campaign)
    due, ids = life.table.days["due_on"], life.table.texts["id"]

    def cells(rows: Rows) -> list[Cell]:
        found = []
        for row, own, left in zip(rows, picked(due, rows), picked(done, rows), strict=True):
            last = member_due(campaign, ids[row], own, as_of) if own < day else own
            gone = left <= day and not life.gap(row, day, "relapsed")
            late = (left if gone else day) - last
            found.append(Cell(late, "warn" if gone else "bad") if late > 0 else EMPTY)
        return found

    return Field(Column("days_overdue", "number"), cells)


def _fields(campaign: Campaign, as_of: date) -> list[Field]:
    """The columns that this roster has something for."""
    day = as_of.toordinal()
    fields = _identity(campaign)
    if campaign.plan.classes:
        fields.append(_class_field(campaign, day))
    fields += _exits(campaign, as_of)
    fields += asked_fields(campaign, day)
    if filled(campaign.enterprises.texts["note"]).bits:
        fields.append(text_field(Column("note"), campaign.enterprises, "note"))
    return fields


def _identity(campaign: Campaign) -> list[Field]:
    """Who an enterprise is, where it is, and what is to become of it."""
    table = campaign.enterprises
    fields = [text_field(Column("enterprise", "word"), table, "id"), text_field(Column("name"), table, "name")]
    if filled(table.texts["credit_code"]).bits:
        fields.append(text_field(Column("credit_code", "word"), table, "credit_code"))
    fields += _places(campaign)
    given = [key for key in ("industry", "disposal") if filled(table.texts[key]).bits]
    return fields + [text_field(Column(key, "name"), table, key) for key in given]


def _exits(campaign: Campaign, as_of: date) -> list[Field]:
    """How far the exit has come: state, days, proof, acceptance, days overdue, relapse."""
    table, day, life = campaign.enterprises, as_of.toordinal(), lives(campaign, "enterprises")
    states = states_on(campaign, "enterprises", day).items()
    named = [(rows, Cell(Say(f"life.{state}"), STATE_TONES.get(state, "plain"))) for state, rows in states]
    fields = [field_of_sets(Column("life", "word"), named)]
    fields += [day_field(key, table.days[key], day) for key in DAYS if there(table.days[key]).bits]
    fields += proof_fields(campaign, day)
    if campaign.plan.acceptance:
        fields.append(day_field("accepted_on", life.accepted, day))
    if there(table.days["due_on"]).bits:
        fields.append(_late_field(campaign, as_of))
    gaps = {row: gap for row in life.fallen if (gap := life.gap(row, day, "relapsed"))}
    if gaps:
        own = {row: day_cell(gap.first, "bad") for row, gap in gaps.items()}
        fields.append(field_of_sets(Column("relapsed_on", "day"), (), own))
    return fields


def by_park(campaign: Campaign) -> list[tuple[str, Rows]]:
    """The enterprises by park: parks in the order of their file, then unknown parks, last no park at all."""
    table = campaign.enterprises
    inside = table.groups("park", table.all())
    known = [park for park in campaign.parks.texts["id"] if park in inside]
    others = sorted((park for park in inside if park not in campaign.park_rows), key=lambda park: (not park, park))
    return [(park, inside[park]) for park in dict.fromkeys([*known, *others])]


def state_counts(campaign: Campaign, day: int) -> Value:
    """How many enterprises are in each state, in one sentence."""
    stays = states_on(campaign, "enterprises", day)
    parts: list[Value] = []
    for state in STATES:
        if stays[state].bits:
            parts += [Say("counts.joint"), Say("counts.state", {"state": Say(f"life.{state}"), "n": len(stays[state])})]
    total = sum(len(rows) for rows in stays.values())
    return Say("ledger.answer", {"n": total, "states": Joined(tuple(parts[1:]))})


def ledger_report(campaign: Campaign, as_of: date) -> Report:
    """The roster by park, one row for each enterprise that is listed."""
    listed = Rows(0)
    for rows in states_on(campaign, "enterprises", as_of.toordinal()).values():
        listed |= rows
    order = [row for _, rows in by_park(campaign) for row in rows & listed]
    fields = _fields(campaign, as_of)
    section = Section(tuple(field.column for field in fields), RosterRows(order, fields), numbered=True)
    answer = Cell(state_counts(campaign, as_of.toordinal()))
    title = Say("title.of", {"title": campaign.plan.title, "what": Say("title.ledger")})
    return Report(title, as_of, (answer,), (section,))
