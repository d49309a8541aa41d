"""The roster of the tongzhou sample: every enterprise, its category, and how far it came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from parkledger.model.ledger import Campaign
from samples import tongzhou_story as story
from samples.common import Codes, Row, day, iso, paced, random_for, sample_name, working_day

BASE = (
    "id", "name", "credit_code", "park", "town", "industry", "disposal", "listed_on", "due_on", "notified_on",
    "stopped_on", "exited_on",
)  # fmt: skip
FLAGS = ("in_park", "manufacturing", "above_scale", "central_water", "hidden_danger", "farming", "unfit", "scattered")
LAST = day(story.LAST_DAY)


@dataclass(frozen=True)
class Site:
    """One enterprise of the sample: its cells, and the day on which it had everything that proves its exit."""

    number: int
    batch: str
    place: int
    cells: Row = field(default_factory=dict)
    proven: date | None = None

    @property
    def id(self) -> str:
        """Its id in the ledger."""
        return f"TZ-{self.number:04d}"

    @property
    def key(self) -> tuple[str, int]:
        """Batch and place, as the story names it."""
        return self.batch, self.place

    def with_cells(self, **cells: str) -> Site:
        """The same site with more cells."""
        return replace(self, cells=self.cells | cells)


def columns_of(campaign: Campaign) -> tuple[str, ...]:
    """The columns of the roster: those of every ledger, then those that the plan declares."""
    return (*BASE, *(column.key for column in campaign.plan.columns.enterprises), "note")


def start_of(campaign: Campaign) -> date:
    """The day on which the plan takes effect."""
    start = campaign.plan.effective_on
    if start is None:
        raise SystemExit("the plan has no effective_on")
    return start


def deadline_of(campaign: Campaign, name: str) -> date:
    """The due day of a criterion or goal."""
    due = next((one.due.day for _, one, _ in campaign.plan.measured() if one.id == name), None)
    if due is None:
        raise SystemExit(f"the plan has no dated criterion {name}")
    return due


def choices_of(campaign: Campaign, column: str) -> tuple[str, ...]:
    """What the plan lets a column hold."""
    return next(one.choices for one in campaign.plan.columns.enterprises if one.key == column)


def make_sites(campaign: Campaign) -> list[Site]:
    """Every enterprise: the baseline's, batch by batch, then the newcomers."""
    sites: list[Site] = []
    for batch in story.BATCHES:
        sites += _members(campaign, batch, len(sites))
    for n, one in enumerate(story.NEWCOMERS, 1):
        sites.append(_newcomer(campaign, one, len(sites) + 1, n))
    return [_measures(_money(site)) for site in sites]


def _members(campaign: Campaign, batch: story.Batch, before: int) -> Iterator[Site]:
    random = random_for(story.PLAN, batch.key)
    values = [one for one in choices_of(campaign, batch.cycle) if one in (batch.only or (one,))] if batch.cycle else []
    start, due = start_of(campaign), deadline_of(campaign, batch.criterion)
    in_time = batch.count - len(batch.late) - len(batch.short)
    span = (due - start).days
    marks = [(iso(start + timedelta(days=span * n // 3 - 4)), share) for n, share in enumerate(story.PACE, 1)]
    days = paced(random, in_time, start + timedelta(days=45), marks)
    fates = [*map(iso, days), *batch.late, *batch.short]
    for place in range(1, batch.count + 1):
        value = values[(place - 1) % len(values)] if values else ""
        cells = dict(batch.flags) | ({batch.cycle: value} if value else {})
        trade = batch.trades[(place - 1) % len(batch.trades)] or story.TRADE_OF.get(value, value)
        cells |= _where(campaign, batch.parks[(place - 1) % len(batch.parks)] if batch.parks else "", place)
        cells |= {"industry": trade, "disposal": batch.disposal, "listed_on": iso(start)}
        cells["above_scale"] = "true" if random.random() < 0.2 else "false"
        cells["central_water"] = "true" if random.random() < 0.3 else "false"
        if batch.disposal != "环节退出":
            cells["due_on"] = iso(due)
        site = Site(before + place, batch.key, place, cells)
        yield _exempted(_fated(random, site, story.OWN.get(site.key, fates[place - 1]), due))


def _where(campaign: Campaign, park: str, place: int) -> Row:
    """Where it is: the park with its town, zone and kind, or a place outside every park."""
    parks = campaign.parks
    if not park:
        town, zone = story.OUTSIDE[place % len(story.OUTSIDE)]
        return {"town": town, "zone": zone, "in_park": "false"}
    row = campaign.park_rows[park]
    kind = parks.text("kind")[row]
    return {
        "park": park, "town": parks.text("town")[row], "zone": parks.text("zone")[row], "site_kind": kind,
        "in_park": "true" if kind == "工业开发区" else "false",
    }  # fmt: skip


def _fated(random: Random, site: Site, fate: str, due: date) -> Site:
    """The site with the days of its way out: all of them by a day, or what is missing."""
    if site.key in story.EXEMPT and story.EXEMPT[site.key][2]:
        return site.with_cells(due_on="")
    if fate == "listed":
        return site
    proven = day(fate) if fate[:1].isdigit() else working_day(due - timedelta(days=random.randint(5, 15)))
    if site.cells["disposal"] == "环节退出":
        return replace(site.with_cells(process_removed_on=iso(proven)), proven=proven)
    exited = proven - timedelta(days=random.randint(3, 16))
    stopped = exited - timedelta(days=random.randint(4, 10))
    cells = {"notified_on": iso(stopped - timedelta(days=random.randint(5, 12))), "stopped_on": iso(stopped)}
    if fate == "stopped":
        return site.with_cells(**cells)
    settled = exited + timedelta(days=6) if fate == "staff" else exited - timedelta(days=random.randint(1, 6))
    cells |= {"exited_on": iso(exited), "staff_settled_on": iso(settled)}
    if fate != "equipment":
        cells["equipment_removed_on"] = iso(exited + timedelta(days=random.randint(0, 3)))
    if fate != "licence":
        cells[_licence(random, site)] = iso(proven)
    done = fate[:1].isdigit()
    return replace(site.with_cells(**cells), proven=proven if done else None)


def _licence(random: Random, site: Site) -> str:
    """What became of its licence: cancelled, seldom changed; without a licence the site itself is closed down."""
    if site.cells["disposal"] == "清理取缔":
        return "banned_on"
    return "licence_changed_on" if random.random() < 0.2 else "licence_cancelled_on"


def _exempted(site: Site) -> Site:
    if site.key not in story.EXEMPT:
        return site
    kind, assessed, decided = story.EXEMPT[site.key]
    return site.with_cells(exempt_class=kind, assessed_on=assessed, exempted_on=decided)


def _newcomer(campaign: Campaign, one: story.Newcomer, number: int, place: int) -> Site:
    random = random_for(story.PLAN, "newcomer", str(place))
    cells = _where(campaign, one.park, place) | dict(one.flags)
    cells |= {
        "industry": one.trade, "disposal": one.disposal, "listed_on": one.listed, "manufacturing": "true",
        "above_scale": "false", "central_water": "false", "note": "基准日后发现",
    }  # fmt: skip
    site = Site(number, "newcomer", place, cells)
    return _fated(random, site, one.proven, LAST) if one.proven else site


def _money(site: Site) -> Site:
    """The clearing money of an exited site in a village park: confirmed, declared, approved, paid."""
    if site.cells.get("site_kind") != "工业大院" or site.proven is None or "exited_on" not in site.cells:
        return site
    random = random_for(story.PLAN, "money", site.id)
    asked = random.randint(18, 160)
    granted = asked * random.randint(82, 100) // 100
    stop = story.MONEY_STOPS.get(site.key, "")
    steps = [
        ("buildings_confirmed_on", "", 0),
        ("fee_declared_on", "fee_declared", asked),
        ("fee_approved_on", "fee_approved", granted),
        ("fee_paid_on", "fee_paid", granted * 8 // 10 if stop == "part" else granted),
    ]
    until = {"declared": 2, "approved": 3}.get(stop, 4)
    cells, when = {}, site.proven
    for when_column, amount_column, amount in steps[:until]:
        when = working_day(when + timedelta(days=random.randint(9, 24)), 1)
        if when > LAST:
            break
        cells[when_column] = iso(when)
        if amount_column:
            cells[amount_column] = str(amount)
    return site.with_cells(**cells)


def _measures(site: Site) -> Site:
    """What the departments did: energy assessed, supply cut, permits cancelled."""
    random = random_for(story.PLAN, "measures", site.id)
    cells: Row = {}
    listed = day(site.cells["listed_on"])
    if site.cells.get("manufacturing") == "true" and random.random() >= story.NOT_ASSESSED:
        when = working_day(listed + timedelta(days=random.randint(40, 160)))
        cells["energy_assessed_on"] = iso(when) if when <= LAST else ""
    if site.batch == "violation" and site.cells.get("stopped_on"):
        cut = working_day(day(site.cells["stopped_on"]) + timedelta(days=2), 1)
        cells["power_cut_on"] = iso(cut)
        cells["water_cut_on"] = "" if site.key in story.NO_CUT else iso(cut)
    if site.batch.endswith("dealer") and site.cells.get("exited_on") and site.key not in story.NO_PERMIT_END:
        cells["permit_cancelled_on"] = iso(working_day(day(site.cells["exited_on"]) + timedelta(days=18), 1))
    if site.key in story.STOP_ORDERS:
        order, power, water = story.STOP_ORDERS[site.key]
        cells |= {"stop_order_on": order, "power_cut_on": power, "water_cut_on": water}
    return site.with_cells(**cells)


def rows_of(sites: Sequence[Site]) -> Iterator[Row]:
    """The rows of the roster; a site without a licence has no credit code."""
    codes = Codes(random_for(story.PLAN, "codes"))
    for site in sites:
        trade = site.cells["industry"]
        bare = site.cells.get("violation") == "无证照经营"
        what = f"{trade}点" if bare else (f"{trade}场" if trade.endswith(("养殖", "种植")) else f"{trade}有限公司")
        row = dict.fromkeys(FLAGS, "false") | site.cells
        code = "" if bare else codes.new("household" if site.cells.get("farming") == "true" else "company")
        yield row | {"id": site.id, "name": sample_name(site.number, what), "credit_code": code}
