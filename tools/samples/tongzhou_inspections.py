"""The inspections of the tongzhou sample: acceptance in stages, spot checks, violations, relapses, look-backs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from parkledger.model.ledger import Campaign
from parkledger.model.standards import Stage
from samples import tongzhou_story as story
from samples.common import Row, day, iso, look_days, random_for, working_day
from samples.tongzhou_roster import Site

COLUMNS = ("on", "kind", "park", "enterprise", "stage", "result", "people", "by", "evidence", "note")
LAST = day(story.LAST_DAY)
FOUND = {"producing": "恢复生产", "capacity": "重新安装设备"}


def rows_of(campaign: Campaign, sites: Sequence[Site]) -> list[Row]:
    """Every observation, by day and enterprise."""
    by_key = {site.key: site for site in sites}
    rows = [
        *(row for site in sites if site.cells.get("exited_on") for row in _acceptance(campaign, site)),
        *(row for one in story.RELAPSES for row in _relapse(one, by_key[one.batch, one.place])),
        *(row for one in story.VIOLATIONS for row in _violation(by_key[one[0], one[1]], *one[2:])),
        *(row for park in campaign.parks.text("id") for row in _park_looks(park, sites)),
        *(row for site in sites if not site.cells.get("park") for row in _own_looks(site)),
    ]
    return sorted(rows, key=lambda row: (row["on"], row.get("enterprise", ""), row.get("park", ""), row["kind"]))


def _at(site: Site) -> Row:
    return {"park": site.cells.get("park", ""), "enterprise": site.id}


def _assessor(site: Site, stage: Stage) -> str:
    """Who holds this stage at this site: the plan's unit whose filter it matches, else the last one."""
    for one in stage.by:
        if all(site.cells.get(column, "false") in values for column, values in (one.where or {}).items()):
            return one.unit
    raise SystemExit(f"nobody holds the stage {stage.stage}")


def _acceptance(campaign: Campaign, site: Site) -> Iterator[Row]:
    """The stages one after another; a stage that fails ends it, unless the story lets it pass later."""
    if site.proven is None:
        return
    random = random_for(story.PLAN, "acceptance", site.id)
    refused, again = story.REFUSED.get(site.key, ("", ""))
    when = site.proven
    for stage in campaign.plan.acceptance:
        when = working_day(when + timedelta(days=random.randint(5, 14)), 1)
        if (stage.drawn and random.random() >= story.DRAWN and refused != stage.stage) or when > LAST:
            return
        kind = "spot_check" if stage.drawn else "acceptance"
        by = story.THIRD_PARTY if stage.stage == "第三方验收" else _assessor(site, stage)
        row = _at(site) | {"kind": kind, "stage": stage.stage, "people": "3", "by": by, "evidence": "验收表"}
        if stage.stage != refused:
            yield row | {"on": iso(when), "result": "pass"}
            continue
        yield row | {"on": iso(when), "result": "fail", "note": "尚有设备未拆除"}
        if not again:
            return
        yield row | {"on": again, "result": "pass", "note": "设备已拆除"}


def _relapse(one: story.Relapse, site: Site) -> Iterator[Row]:
    row = _at(site) | {"people": "2", "by": story.TOWNS}
    found = {"kind": one.kind, "result": one.result, "evidence": "照片", "note": FOUND[one.result]}
    yield row | {"on": one.opened} | found
    if one.cleared:
        yield row | {"on": one.cleared, "kind": "look_back", "result": "clear", "evidence": "回头看记录"}


def _violation(site: Site, by: str, on: str, back: str) -> Iterator[Row]:
    row = _at(site) | {"people": "2", "by": by}
    yield row | {"on": on, "kind": "patrol", "result": "violation", "evidence": "检查记录"}
    if back:
        yield row | {"on": back, "kind": "look_back", "result": "clear", "evidence": "查处结果"}


def _spans(sites: Sequence[Site]) -> tuple[list[tuple[date, date]], date]:
    """The spans in which one of the sites was back or in violation, when no look may find it clear; and the day
    on which the looks end, because one of them still is."""
    keys = {site.key for site in sites}
    told = [(one.batch, one.place, one.opened, one.cleared) for one in story.RELAPSES]
    told += [(batch, place, on, back) for batch, place, _, on, back in story.VIOLATIONS]
    mine = [(day(opened), cleared) for batch, place, opened, cleared in told if (batch, place) in keys]
    until = min((opened - timedelta(days=1) for opened, cleared in mine if not cleared), default=LAST)
    return [(opened, day(cleared)) for opened, cleared in mine if cleared], until


def _park_looks(park: str, sites: Sequence[Site]) -> Iterator[Row]:
    """The look-backs of a whole park, about one a quarter."""
    random = random_for(story.PLAN, "looks", park)
    first = date(2016, 9, random.randint(5, 28))
    until = story.NOT_LOOKED_AT_SINCE.get(park, story.LAST_DAY)
    busy, end = _spans([site for site in sites if site.cells.get("park") == park])
    for on in look_days(random, first, min(day(until), end), busy):
        by = story.PARK_COMMITTEE if park in story.ESTATES else story.TOWNS
        yield {
            "on": iso(on), "kind": "look_back", "park": park, "result": "clear", "people": str(random.randint(2, 3)),
            "by": by, "evidence": "回头看记录",
        }  # fmt: skip


def _own_looks(site: Site) -> Iterator[Row]:
    """The look-backs of a site outside every park, from its exit on."""
    if not site.cells.get("exited_on"):
        return
    random = random_for(story.PLAN, "looks", site.id)
    first = day(site.cells["exited_on"]) + timedelta(days=random.randint(30, 80))
    busy, end = _spans([site])
    for on in look_days(random, first, end, busy):
        yield _at(site) | {
            "on": iso(on), "kind": "look_back", "result": "clear", "people": "2", "by": story.TOWNS,
            "evidence": "回头看记录",
        }  # fmt: skip
