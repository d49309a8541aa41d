"""The inspections of the jinnan sample: acceptances, relapses and their clearing, look-backs, patrols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from parkledger.model.ledger import Campaign
from samples import jinnan_story as story
from samples.common import Row, day, draw_day, iso, look_days, random_for
from samples.jinnan_roster import Site

COLUMNS = ("on", "kind", "park", "enterprise", "stage", "result", "people", "by", "evidence", "note")
LAST = day(story.LAST_DAY)


def rows_of(campaign: Campaign, sites: Sequence[Site]) -> list[Row]:
    """Acceptances, relapses and their clearing, look-backs of whole parks, patrols; by day and enterprise."""
    back = [(one, _relapsed(one, sites)) for one in story.RELAPSES]
    rows = [
        *(row for site in sites for row in _acceptances(campaign, site)),
        *(row for one, site in back for row in _relapse_rows(one, site)),
        *(row for park in campaign.parks.text("id") for row in _looks(park)),
        *_patrols([site for site in sites if site not in [site for _, site in back]]),
    ]
    return sorted(rows, key=lambda row: (row["on"], row.get("enterprise", ""), row["park"], row["kind"]))


def _acceptances(campaign: Campaign, site: Site) -> Iterator[Row]:
    """Every stage of the acceptance but spot checks of a few; the last one on the day of acceptance."""
    stages = [stage for stage in campaign.plan.acceptance if not stage.drawn]
    for when, result in ((site.refused, "fail"), (site.accepted, "pass")):
        for n, stage in enumerate(stages):
            if when is None or (result == "fail" and n):
                continue
            on = max(site.steps.gone or when, when - timedelta(days=len(stages) - 1 - n))
            yield {
                "on": iso(on), "kind": "acceptance", "park": site.park, "enterprise": site.id,
                "stage": stage.stage, "result": result, "people": "3",
                "by": stage.by[0].unit if stage.by else story.PLANNER, "evidence": "验收表",
                "note": "设备未清完，限期整改" if result == "fail" else "",
            }  # fmt: skip


def _relapsed(one: story.Relapse, sites: Sequence[Site]) -> Site:
    """The enterprise of a relapse."""
    members = [site for site in sites if site.park == one.park]
    if one.member:
        return members[one.member - 1]
    shown = {other.member for other in story.RELAPSES if other.park == one.park}
    before = day(one.opened) - timedelta(days=90)
    fit = [
        site for place, site in enumerate(members, 1)
        if place not in shown and site.left is not None and site.left <= before
    ]  # fmt: skip
    random = random_for(story.PLAN, "relapse", one.park, one.opened)
    return random.choice([site for site in fit if site.scattered] or fit)


def _relapse_rows(one: story.Relapse, site: Site) -> Iterator[Row]:
    row = {"park": one.park, "enterprise": site.id, "people": "2", "by": one.by}
    found = {"kind": one.kind, "result": one.result, "evidence": "现场照片", "note": story.FOUND[one.result]}
    yield row | {"on": one.opened} | found
    if one.cleared:
        done = {"kind": "look_back", "result": "clear", "evidence": "回头看记录", "note": "设备已清除"}
        yield row | {"on": one.cleared} | done


def _looks(park: str) -> Iterator[Row]:
    """The look-backs of a whole park, about one a quarter."""
    random = random_for(story.PLAN, "looks", park)
    relapses = [one for one in story.RELAPSES if one.park == park]
    busy = [(day(one.opened), day(one.cleared) if one.cleared else LAST) for one in relapses]
    first = draw_day(random, day(story.LOOKS_FROM), day(story.LOOKS_FIRST_UNTIL))
    until = story.NOT_LOOKED_AT_SINCE.get(park)
    days = look_days(random, first, day(until or story.LAST_DAY), busy) + ([day(until)] if until else [])
    for on in days:
        yield {
            "on": iso(on), "kind": "look_back", "park": park, "result": "clear",
            "people": str(random.randint(2, 3)), "by": story.HOST, "evidence": "回头看记录",
        }  # fmt: skip


def _patrols(sites: Sequence[Site]) -> Iterator[Row]:
    """A few patrols each month at enterprises that have left, by day and sometimes by night."""
    random = random_for(story.PLAN, "patrols")
    month = day(story.PATROLS_FROM)
    while month <= LAST:
        following = (month + timedelta(days=32)).replace(day=1)
        ends = {park: day(until) for park, until in story.NOT_LOOKED_AT_SINCE.items()}
        left = [
            site for site in sites
            if site.left and site.left < month and following <= ends.get(site.park, LAST) + timedelta(days=1)
        ]  # fmt: skip
        for site in random.sample(left, story.PATROLS_A_MONTH):
            night = random.random() < 0.3
            yield {
                "on": iso(draw_day(random, month, following - timedelta(days=1))),
                "kind": "night_patrol" if night else "patrol", "park": site.park, "enterprise": site.id,
                "result": "clear", "people": "2", "by": story.ENVIRONMENT if night else story.HOST,
            }  # fmt: skip
        month = following
