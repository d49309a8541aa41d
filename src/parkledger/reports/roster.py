"""The ledger (台账): the roster by park, with state, proof of exit, class, assigned officers, days.

Its rows are made while they are read, some hundred at a time: a city's roster never stands in memory as cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple, overload

from parkledger.compute.classes import matching_classes, moved_class
from parkledger.compute.lives import lives
from parkledger.compute.requirements import Requirement, proofs, requirements
from parkledger.compute.schedule import member_due
from parkledger.compute.standards import item_days, standard_days
from parkledger.compute.states import STATES, states_on
from parkledger.model.columns import NEVER, Days, Rows, Table, filled, picked, replaced, rows_at, there, until
from parkledger.model.ledger import Campaign
from parkledger.reports.report import Cell, Column, Joined, Report, Say, Section, Tone, Value, told

Row = tuple[Cell, ...]
Cells = Callable[[Rows], Sequence[Cell]]
CHUNK = 500
"""Rows that are made at once."""
EMPTY = Cell()
STATE_TONES: dict[str, Tone] = {
    "claimed": "warn", "proven": "good", "accepted": "good", "relapsed": "bad",
}  # fmt: skip
DAYS = ("listed_on", "due_on", "notified_on", "stopped_on", "exited_on")


class Field(NamedTuple):
    """A column of the roster and what makes its cells for some rows."""

    column: Column
    cells: Cells


class RosterRows(Sequence[Row]):
    """The rows of a roster in an order, made anew each time they are read."""

    def __init__(self, order: Sequence[int], fields: Sequence[Field]) -> None:
        self.order = order
        self.fields = fields

    def __len__(self) -> int:
        return len(self.order)

    def _made(self, numbers: Sequence[int]) -> Iterator[Row]:
        """The cells come in the order of the table; they are given in that of ``numbers``."""
        rows = rows_at(numbers)
        made = dict(zip(rows, zip(*(field.cells(rows) for field in self.fields), strict=True), strict=True))
        return (made[number] for number in numbers)

    def __iter__(self) -> Iterator[Row]:
        numbers = iter(self.order)
        while chunk := list(islice(numbers, CHUNK)):
            yield from self._made(chunk)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return RosterRows(self.order[place], self.fields)
        return next(self._made([self.order[place]]))


@cache
def _day_cell(day: int, tone: Tone = "plain") -> Cell:
    return Cell(date.fromordinal(day), tone) if 0 < day < NEVER else EMPTY


def _day_field(key: str, days: Days, as_of: int, title: str = "") -> Field:
    """A day that has come by ``as_of``; a deadline may lie ahead."""
    last = NEVER if key == "due_on" else as_of
    return Field(
        Column(key, "day", title=title),
        lambda rows: [_day_cell(day) if day <= last else EMPTY for day in picked(days, rows)],
    )


def _text_field(column: Column, table: Table, key: str) -> Field:
    texts = table.texts[key]
    return Field(column, lambda rows: [Cell(text or None) for text in picked(texts, rows)])


def _by_rows(column: Column, sets: Sequence[tuple[Rows, Cell]], own: Mapping[int, Cell] | None = None) -> Field:
    """A cell for each set of rows, or a row's own; empty for the others."""

    def cells(rows: Rows) -> list[Cell]:
        found = {row: cell for inside, cell in sets for row in inside & rows}
        if own:
            found |= {row: own[row] for row in rows if row in own}
        return [found.get(row, EMPTY) for row in rows]

    return Field(column, cells)


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
    """The class of each member; who missed its own deadline has moved."""
    table = campaign.enterprises
    rest, sets, own = table.all(), [], {}
    for match in matching_classes(campaign, "enterprises", day):
        inside = rest & match.rows
        rest -= inside
        sets.append((inside, Cell(match.one.id)))
        for row in inside & until(table.days["due_on"], day - 1) if match.one.overdue else ():
            if moved := moved_class(campaign, "enterprises", row, day):
                own[row] = Cell(Say("class.moved", {"to": moved.to, "on": moved.on}), "bad")
    return _by_rows(Column("class", "word"), sets, own)


class _Shown(NamedTuple):
    """A standard asked of some rows: each item's name and days."""

    rows: Rows
    items: tuple[tuple[str, Days], ...]


def _shown(table: Table, asked: Sequence[Requirement]) -> list[_Shown]:
    return [_Shown(one.rows, tuple((item.item, item_days(table, item)) for item in one.items)) for one in asked]


def _lacks(asked: Sequence[_Shown], rows: Rows, day: int) -> dict[int, tuple[int, list[str]]]:
    """Of the rows of which something is asked: how many items there are, and the names of those not shown."""
    found: dict[int, tuple[int, list[str]]] = {}
    for one in asked:
        inside = rows & one.rows
        for name, days in one.items:
            for row, shown in zip(inside, picked(days, inside), strict=True):
                count, missing = found.get(row, (0, []))
                found[row] = count + 1, [*missing, name] if shown > day else missing
    return found


def _proof_fields(campaign: Campaign, day: int) -> list[Field]:
    """How much of the proof of exit is shown, and of claimed exits what is missing."""
    life = lives(campaign, "enterprises")
    asked = _shown(life.table, list(proofs(campaign, "enterprises")))
    claimed = until(life.claimed, day)

    def shown(rows: Rows) -> list[Cell]:
        lacks = _lacks(asked, rows, day)
        return [_part(*lacks[row]) if row in lacks else EMPTY for row in rows]

    def missing(rows: Rows) -> list[Cell]:
        lacks = _lacks(asked, rows & claimed, day)
        return [told("、".join(lacks[row][1]), "bad") if row in lacks else EMPTY for row in rows]

    return [Field(Column("proof", "word"), shown), Field(Column("proof.missing"), missing)] if asked else []


def _part(count: int, missing: list[str]) -> Cell:
    return Cell(Say("part.of", {"done": count - len(missing), "all": count}), "plain" if missing else "good")


def _asked_fields(campaign: Campaign, day: int) -> list[Field]:
    """What other standards ask of enterprises: the words they ask for (officers, measures), and what is missing."""
    table = campaign.enterprises
    asked = [one for one in requirements(campaign, "enterprises") if one.kind != "proof"]
    titles = {one.key: one.title for one in campaign.plan.columns.enterprises}
    keys = dict.fromkeys(key for one in asked for item in one.items for key in item.columns if key in table.texts)
    fields = [_text_field(Column(key, "text", title=titles.get(key, key)), table, key) for key in keys]
    shown = _shown(table, asked)

    def missing(rows: Rows) -> list[Cell]:
        lacks = _lacks(shown, rows, day)
        return [told("、".join(dict.fromkeys(lacks[row][1])), "bad") if row in lacks else EMPTY for row in rows]

    return [*fields, Field(Column("lacks"), missing)] if asked else []


def _left_days(campaign: Campaign) -> Days:
    """When each has done what its deadline asks for: left, or where only a process leaves, shown that it did."""
    life = lives(campaign, "enterprises")
    left = life.claimed
    for one in proofs(campaign, "enterprises"):
        if (disposal := campaign.disposals.get(one.rule)) and disposal.process:
            left = replaced(left, one.rows, standard_days(life.table, one.items))
    return left


def _late_field(campaign: Campaign, as_of: date) -> Field:
    """Days past an enterprise's own deadline: until it left, else until today; again from a relapse on."""
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
    table, day = campaign.enterprises, as_of.toordinal()
    life = lives(campaign, "enterprises")
    stays = states_on(campaign, "enterprises", day)
    fields = [_text_field(Column("enterprise", "word"), table, "id"), _text_field(Column("name"), table, "name")]
    if filled(table.texts["credit_code"]).bits:
        fields.append(_text_field(Column("credit_code", "word"), table, "credit_code"))
    fields += _places(campaign)
    fields += [
        _text_field(Column(key, "name"), table, key)
        for key in ("industry", "disposal")
        if filled(table.texts[key]).bits
    ]
    if campaign.plan.classes:
        fields.append(_class_field(campaign, day))
    named = [(rows, Cell(Say(f"life.{state}"), STATE_TONES.get(state, "plain"))) for state, rows in stays.items()]
    fields.append(_by_rows(Column("life", "word"), named))
    fields += [_day_field(key, table.days[key], day) for key in DAYS if there(table.days[key]).bits]
    fields += _proof_fields(campaign, day)
    if campaign.plan.acceptance:
        fields.append(_day_field("accepted_on", life.accepted, day))
    if there(table.days["due_on"]).bits:
        fields.append(_late_field(campaign, as_of))
    gaps = {row: gap for row in life.fallen if (gap := life.gap(row, day, "relapsed"))}
    if gaps:
        own = {row: _day_cell(gap.first, "bad") for row, gap in gaps.items()}
        fields.append(_by_rows(Column("relapsed_on", "day"), (), own))
    fields += _asked_fields(campaign, day)
    if filled(table.texts["note"]).bits:
        fields.append(_text_field(Column("note"), table, "note"))
    return fields


def by_park(campaign: Campaign) -> list[tuple[str, Rows]]:
    """The enterprises by park: parks in the order of their file, then unknown ones, last those without one."""
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
    """The roster by park, one row an enterprise that is listed."""
    listed = Rows(0)
    for rows in states_on(campaign, "enterprises", as_of.toordinal()).values():
        listed |= rows
    order = [row for _, rows in by_park(campaign) for row in rows & listed]
    fields = _fields(campaign, as_of)
    section = Section(tuple(field.column for field in fields), RosterRows(order, fields), numbered=True)
    answer = Cell(state_counts(campaign, as_of.toordinal()))
    title = Say("title.of", {"title": campaign.plan.title, "what": Say("title.ledger")})
    return Report(title, as_of, (answer,), (section,))
