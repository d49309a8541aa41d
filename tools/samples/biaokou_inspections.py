"""The inspections of the biaokou sample: a patrol every night, look-backs, complaints, what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from parkledger.model.ledger import Campaign
from samples import biaokou_story as story
from samples.common import Row, day, draw_day, iso, random_for

LAST = day(story.LAST_DAY)
BASIC = ("on", "kind", "park", "enterprise", "result", "people", "by")
LEFT = ("in_time", "late", "self", "enforced")
THERE = ("working", "never", "idle", "waiting")


def columns_of(campaign: Campaign) -> tuple[str, ...]:
    """The columns of the inspections: the usual ones, then those that the plan declares."""
    return (*BASIC, *(column.key for column in campaign.plan.columns.inspections), "evidence", "note")


def rows_of(campaign: Campaign, roster: Sequence[Row]) -> list[Row]:
    """Everything that was seen, by day, kind, village and enterprise."""
    found = [_found(campaign, one, roster) for one in story.FOUND]
    rows = [
        *found,
        *(row for one in story.TOLD for row in _told(campaign, one, roster)),
        *_nights(campaign, found),
        *_looks(campaign, found),
        *_patrols(campaign, found),
    ]
    return sorted(rows, key=lambda row: (row["on"], row["kind"], row["park"], row.get("enterprise", "")))


def _who(name: str, roster: Sequence[Row], on: str) -> Row:
    """The n-th enterprise that has left by a day, is to be closed, or is still at work."""
    kind, _, number = name.partition(":")
    skipped = story.NOT_LOOKED_AT_SINCE
    fits = {
        "left": [row for row in roster if row["_kind"] in LEFT and row["exited_on"] < "2023-10-31"],
        "closing": [row for row in roster if row["_kind"] == "self" and row["exited_on"] > on],
        "working": [row for row in roster if row["_kind"] in THERE],
    }[kind]
    return [row for row in fits if row["park"] not in skipped][int(number)]


def _moment(on: str, minutes: int) -> str:
    when = day(on) + timedelta(days=minutes // 1440)
    return f"{iso(when)} {minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _moments(campaign: Campaign, on: str, minutes: Sequence[int | None]) -> Row:
    """The moments of a response, in the columns and the order of the plan's chain."""
    chain = next(sequence.columns for sequence in campaign.plan.sequences if sequence.of == "inspections")
    return {column: _moment(on, at) for column, at in zip(chain, minutes, strict=False) if at is not None}


def _found(campaign: Campaign, one: story.Found, roster: Sequence[Row]) -> Row:
    """One observation of one enterprise, with the moments of the response."""
    who = _who(one.who, roster, one.on)
    by = story.NIGHT_TEAM if one.kind == "night_patrol" else story.GROUP
    row = {
        "on": one.on, "kind": one.kind, "park": who["park"], "enterprise": who["id"], "result": one.result,
        "people": "3", "by": by, "evidence": "现场照片" if one.result != "clear" else "回头看记录",
    }  # fmt: skip
    return row | _moments(campaign, one.on, one.chain) | dict(one.extra)


def _told(campaign: Campaign, one: story.Told, roster: Sequence[Row]) -> Iterator[Row]:
    """A complaint or assignment (what it says stands until somebody has looked), the patrol, and its look-back."""
    who = _who(one.who, roster, one.on)
    place = {"park": who["park"], "enterprise": who["id"]}
    yield place | {
        "on": one.on, "kind": one.kind, "result": "violation", "by": story.TOWN, "evidence": "登记单",
        "verified_on": one.verified, "confirmed": "" if one.confirmed is None else str(one.confirmed).lower(),
        "handled_on": one.handled,
    }  # fmt: skip
    if one.patrol:
        seen = {"on": one.patrol, "kind": "patrol", "people": "2", "by": story.GROUP, "evidence": "巡查记录"}
        chain = _moments(campaign, one.patrol, story.CHAIN_OF_A_DAY) if one.confirmed else {}
        yield place | seen | {"result": "violation" if one.confirmed else "clear"} | chain
    if one.handled:
        look = {"kind": "look_back", "result": "clear", "people": "2", "by": story.GROUP, "evidence": "回头看记录"}
        yield place | {"on": one.handled} | look


def _busy(found: Sequence[Row], park: str, on: date) -> bool:
    """Whether a case of the village is open on a day, so that nobody calls all of it clear."""
    back = [row for row in found if row["park"] == park and row["on"] <= iso(on)]
    return bool(back) and max(back, key=lambda row: row["on"])["result"] != "clear"


def _open(park: str, on: date) -> bool:
    """Whether anybody still goes to the village."""
    until = story.NOT_LOOKED_AT_SINCE.get(park)
    return until is None or iso(on) <= until


def _nights(campaign: Campaign, found: Sequence[Row]) -> Iterator[Row]:
    """A patrol of one village each night; on some nights nobody goes, on some only one."""
    random = random_for(story.PLAN, "nights")
    met = next(duty.met_by for duty in campaign.plan.duties if duty.met_by and (duty.met_by.people_at_least or 0) > 1)
    villages = campaign.parks.texts["id"]
    on = campaign.plan.effective_on or day("2023-09-01")
    taken = {row["on"] for row in found if row["kind"] == met.inspections}
    turn = 0
    while on <= LAST:
        if iso(on) not in story.GAP_NIGHTS and iso(on) not in taken:
            while _busy(found, villages[turn % len(villages)], on) or not _open(villages[turn % len(villages)], on):
                turn += 1
            usual = random.randint(met.people_at_least, met.people_at_least + 2)
            alone = iso(on) in story.ONE_PERSON_NIGHTS
            yield {
                "on": iso(on), "kind": met.inspections, "park": villages[turn % len(villages)], "result": "clear",
                "people": "1" if alone else str(usual), "by": story.NIGHT_TEAM,
                "evidence": "夜查记录", "note": "仅一人到岗" if alone else "",
            }  # fmt: skip
            turn += 1
        on += timedelta(days=1)


def _looks(campaign: Campaign, found: Sequence[Row]) -> Iterator[Row]:
    """A look-back of every village each month, but for one where they stopped."""
    random = random_for(story.PLAN, "looks")
    for month in (9, 10, 11, 12):
        first, last = (date(2023, month, one) for one in story.LOOK_DAYS)
        for park in campaign.parks.texts["id"]:
            on = draw_day(random, first, last)
            if park in story.NOT_LOOKED_AT_SINCE and month == 10:
                on = day(story.NOT_LOOKED_AT_SINCE[park])
            if _open(park, on) and not _busy(found, park, on):
                yield {
                    "on": iso(on), "kind": "look_back", "park": park, "result": "clear",
                    "people": "2", "by": story.GROUP, "evidence": "回头看记录",
                }  # fmt: skip


def _patrols(campaign: Campaign, found: Sequence[Row]) -> Iterator[Row]:
    """A few patrols each week."""
    random = random_for(story.PLAN, "patrols")
    on = day("2023-09-04")
    while on <= LAST:
        park = random.choice(list(campaign.parks.texts["id"]))
        when = draw_day(random, on, min(on + timedelta(days=4), LAST))
        if _open(park, when) and not _busy(found, park, when):
            yield {
                "on": iso(when), "kind": "patrol", "park": park, "result": "clear", "people": "2",
                "by": story.GROUP, "evidence": "巡查记录",
            }  # fmt: skip
        on += timedelta(days=7)
