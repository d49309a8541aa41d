"""Park by park: how many enterprises, how many have left, what remains, and what the park itself still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from parkledger.compute.indicators import half_up
from parkledger.compute.lives import State, lives
from parkledger.compute.requirements import proofs, requirements
from parkledger.compute.standards import column_days, missing_items
from parkledger.compute.states import STATES, states_on
from parkledger.model.columns import NEVER, Numbers, Rows, filled, holding, until
from parkledger.model.ledger import Campaign
from parkledger.reports.report import Cell, Chart, Column, Report, Say, Section, Value, listed
from parkledger.reports.roster import STATE_TONES, by_park, state_counts


def gone_states(campaign: Campaign) -> tuple[State, ...]:
    """The states of those who have left: proven ones where the plan says what proves an exit, else claimed ones."""
    proven: tuple[State, ...] = ("proven", "accepted")
    return proven if any(proofs(campaign, "enterprises")) else ("claimed", *proven)


def _own_columns(campaign: Campaign) -> list[Column]:
    """The parks' own days that criteria over parks ask for, as the plan calls them."""
    titles = {one.key: one.title for one in campaign.plan.columns.parks}
    asked = dict.fromkeys(
        one.quota.done for _, one, _ in campaign.plan.measured() if one.quota and one.quota.of == "parks"
    )
    known = [key for key in asked if key in campaign.parks.days]
    return [Column(key, "day", title=titles.get(key, "")) for key in known]


def _lacks(campaign: Campaign, row: int, day: int) -> Cell:
    """What the park itself does not show of what is asked of it."""
    missing = [
        name
        for one in requirements(campaign, "parks")
        if one.kind != "proof" and row in one.rows
        for name in missing_items(campaign.parks, one.items, row, day)
    ]
    return Cell(listed(dict.fromkeys(missing)), "bad") if missing else Cell()


def _number(numbers: Numbers, row: int | None) -> Decimal | None:
    return numbers[row] if row is not None else None


class _Table:
    """The columns that these parks have something for, and the cells of a park."""

    def __init__(self, campaign: Campaign, as_of: date) -> None:
        self.campaign, self.day = campaign, as_of.toordinal()
        self.stays = states_on(campaign, "enterprises", self.day)
        self.states = [state for state in STATES if self.stays[state].bits]
        parks = campaign.parks
        self.place = next((one for one in ("district", "town") if filled(parks.texts[one]).bits), None)
        self.printed = bool(holding(parks.numbers["enterprises"]).bits)
        self.area = bool(holding(parks.numbers["area_km2"]).bits)
        self.own = _own_columns(campaign)
        self.asks = any(one.kind != "proof" for one in requirements(campaign, "parks"))
        self.exits = bool(until(lives(campaign, "enterprises").claimed, self.day).bits)
        self.gone = gone_states(campaign)

    def columns(self) -> Iterator[Column]:
        yield Column("park", "name")
        if self.place:
            yield Column(self.place, "name")
        if self.area:
            yield Column("area_km2", "number", summed=True)
        if self.printed:
            yield Column("printed", "number", summed=True)
        yield Column("listed", "number", summed=True)
        for state in self.states:
            yield Column(f"life.{state}", "number", summed=True)
        if self.exits:
            yield Column("operating", "number", summed=True)
            yield Column("gone.percent", "number", bar=True)
        yield from self.own
        if self.asks:
            yield Column("lacks")

    def cells(self, park: str, inside: Rows) -> Iterator[Cell]:
        """One park, whether its file knows it or not."""
        parks, row = self.campaign.parks, self.campaign.park_rows.get(park)
        yield Cell(parks.texts["name"][row] if row is not None else park or Say("park.none"))
        if self.place:
            yield Cell(parks.texts[self.place][row] or None if row is not None else None)
        if self.area:
            yield Cell(_number(parks.numbers["area_km2"], row))
        if self.printed:
            yield Cell(_number(parks.numbers["enterprises"], row))
        yield from self.counts(inside)
        for column in self.own:
            when = column_days(parks, column.key)[row] if row is not None else NEVER
            yield Cell(date.fromordinal(when) if when <= self.day else None)
        if self.asks:
            yield _lacks(self.campaign, row, self.day) if row is not None else Cell()

    def counts(self, inside: Rows) -> Iterator[Cell]:
        """The enterprises of a park, or of all: listed, by state, what remains, and the share that has left."""
        by_state = {state: len(inside & self.stays[state]) for state in self.states}
        listed = sum(by_state.values())
        yield Cell(listed)
        for state, count in by_state.items():
            yield Cell(count, STATE_TONES.get(state, "plain") if count else "quiet")
        if self.exits:
            gone = sum(by_state.get(state, 0) for state in self.gone)
            yield Cell(listed - gone, "strong")
            yield Cell(half_up(Decimal(gone * 100) / listed, 1) if listed else None)

    def totals(self, rows: list[tuple[Cell, ...]], columns: tuple[Column, ...]) -> tuple[Cell, ...]:
        """The sums, and the share that has left of all."""
        found: list[Cell] = []
        for place, column in enumerate(columns):
            value: Value = Say("total") if place == 0 else None
            if column.summed:
                value = sum((Decimal(str(row[place].value or 0)) for row in rows), Decimal(0))
            if column.key == "gone.percent":
                value = list(self.counts(self.campaign.enterprises.all()))[-1].value
            found.append(Cell(value, "strong"))
        return tuple(found)


def parks_section(campaign: Campaign, as_of: date) -> Section:
    """The table of parks: those of the parks' file in its order, then whatever the roster names besides."""
    table = _Table(campaign, as_of)
    inside = dict(by_park(campaign))
    known = {park: inside.pop(park, Rows(0)) for park in campaign.parks.texts["id"]}
    columns = tuple(table.columns())
    rows = [tuple(table.cells(park, found)) for park, found in (known | inside).items()]
    charts = (Chart("bar", Say("chart.parks"), "park", ("operating",)),) if table.exits else ()
    return Section(columns, tuple(rows), Say("title.parks"), table.totals(rows, columns), charts=charts, numbered=True)


def parks_report(campaign: Campaign, as_of: date) -> Report:
    """Park by park."""
    title = Say("title.of", {"title": campaign.plan.title, "what": Say("title.parks")})
    answer = Cell(state_counts(campaign, as_of.toordinal()))
    return Report(title, as_of, (answer,), (parks_section(campaign, as_of)._replace(title=None),))
