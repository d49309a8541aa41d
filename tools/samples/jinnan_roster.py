"""The roster of the jinnan sample: every enterprise, and how far it came on its way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from parkledger.model.criteria import Quota
from parkledger.model.ledger import Campaign
from samples import jinnan_story as story
from samples.common import (
    Codes,
    Row,
    Steps,
    day,
    draw_day,
    iso,
    paced,
    random_for,
    sample_name,
    steps_to,
    working_day,
)

COLUMNS = (
    "id", "name", "credit_code", "park", "industry", "disposal", "scattered", "listed_on", "notified_on",
    "stopped_on", "exited_on", "capacity_gone_on", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """One enterprise of the sample: what it is, how far it came on its way out, when that was accepted."""

    number: int
    park: str
    trade: str
    form: str
    scattered: bool
    listed: date
    steps: Steps = field(default_factory=Steps)
    accepted: date | None = None
    refused: date | None = None
    note: str = ""

    @property
    def id(self) -> str:
        """Its id in the ledger."""
        return f"JN-{self.number:04d}"

    @property
    def left(self) -> date | None:
        """The day from which nobody doubts that it has left."""
        return self.accepted or (None if self.refused else self.steps.gone)


def start_of(campaign: Campaign) -> date:
    """The day on which the plan takes effect."""
    start = campaign.plan.effective_on or campaign.plan.issued_on
    if start is None:
        raise SystemExit("the plan has neither effective_on nor issued_on")
    return start


def quota_of(campaign: Campaign, park: str) -> Quota:
    """The quota that says how many enterprises of the park may stay."""
    for _, task, _, criterion in campaign.plan.criteria():
        if criterion.quota is not None and campaign.park_names.get(task.park or "") == park:
            return criterion.quota
    raise SystemExit(f"the plan has no quota for the park {park}")


def make_sites(campaign: Campaign) -> list[Site]:
    """Every enterprise: the baseline's, park by park as the document lists them, then the newcomers."""
    sites: list[Site] = []
    for park, printed in zip(campaign.parks.text("id"), campaign.parks.numbers["enterprises"], strict=True):
        members = _members(campaign, park, int(printed or 0), len(sites))
        sites += _on_course(campaign, park, members)
    return sites + [_newcomer(one, len(sites) + n) for n, one in enumerate(story.NEWCOMERS, 1)]


def _members(campaign: Campaign, park: str, count: int, before: int) -> list[Site]:
    """The baseline members of a park, none of which has moved yet."""
    random = random_for(story.PLAN, "members", park)
    shown = {one.member for one in story.RELAPSES if one.park == park}
    listed = campaign.plan.baseline_on or start_of(campaign)
    forms, shares = list(story.FORM_SHARES), list(story.FORM_SHARES.values())
    members = []
    for place in range(1, count + 1):
        form = random.choices(forms, shares)[0]
        scattered = random.random() < story.SCATTERED[form]
        site = Site(before + place, park, random.choice(story.TRADES), form, scattered, listed)
        if place in shown:
            site = replace(site, trade=story.TRADES[0], form="", scattered=True)
        members.append(site)
    return members


def _on_course(campaign: Campaign, park: str, members: Sequence[Site]) -> list[Site]:
    """The members of a park, those that leave with their steps: in time, in the tail, or not quite."""
    random = random_for(story.PLAN, "course", park)
    course, quota = story.COURSES[park], quota_of(campaign, park)
    accepted = quota.done == "accepted"
    leaving = len(members) - int(quota.bound) + course.beyond
    order = random.sample(members, leaving)
    short = course.failed + course.claimed + course.stopped + course.notified
    start = start_of(campaign) + timedelta(days=3)
    usual = paced(random, leaving - short - len(course.tail), start + timedelta(days=45), course.marks)
    moved = {}
    for site, finish in zip(order, [*usual, *map(day, course.tail)], strict=False):
        moved[site.number] = _leave(random, site, finish, start, accepted=accepted)
    for site, steps, refused in zip(order[leaving - short :], *_short_of(random, course), strict=True):
        moved[site.number] = replace(site, steps=steps, refused=refused)
    if park == story.FAILED_ONCE:
        one = moved[order[leaving // 2].number]
        moved[one.number] = _refused_first(random, one, start)
    return [moved.get(site.number, site) for site in members]


def _leave(random: Random, site: Site, finish: date, start: date, *, accepted: bool) -> Site:
    """A site that has left for good by ``finish``: on that day it was accepted, or found without capacity."""
    if not accepted:
        return replace(site, steps=steps_to(random, finish, start))
    gone = working_day(finish - timedelta(days=random.randint(4, 18)))
    return replace(site, steps=steps_to(random, gone, start), accepted=finish)


def _refused_first(random: Random, site: Site, start: date) -> Site:
    """A site that was accepted only at the second try, three weeks after the first."""
    assert site.accepted is not None
    refused = working_day(site.accepted - timedelta(days=21))
    gone = working_day(refused - timedelta(days=6))
    return replace(site, steps=steps_to(random, gone, start), refused=refused)


def _short_of(random: Random, course: story.Course) -> tuple[list[Steps], list[date | None]]:
    """How far those came who did not get there, in the order failed, claimed, stopped, notified."""
    last = day(course.marks[-1][0])
    steps, refused = [], []
    for kind in ("failed", "claimed", "stopped", "notified"):
        for _ in range(getattr(course, kind)):
            gone = draw_day(random, last - timedelta(days=20), last)
            full = steps_to(random, gone, last - timedelta(days=200))
            steps.append({
                "failed": full, "claimed": replace(full, gone=None),
                "stopped": replace(full, gone=None, exited=None), "notified": Steps(full.notified),
            }[kind])  # fmt: skip
            refused.append(day(story.REFUSED_ON) if kind == "failed" else None)
    return steps, refused


def _newcomer(one: story.Newcomer, number: int) -> Site:
    days = [day(text) if text else None for text in (one.notified, one.stopped, one.exited, one.gone)]
    steps = Steps(*days)
    return Site(number, one.park, one.trade, "", True, day(one.listed), steps, note=story.NEWCOMER_NOTE)


def _named(site: Site) -> str:
    """The trade of a site as its form names it: 五金加工有限公司, 五金加工点, 塑料制品加工点."""
    working = "" if site.form or site.trade.endswith("加工") else "加工"
    return story.NAMES[site.form].format(site.trade + working)


def row_of(site: Site, codes: Codes) -> Row:
    """The row of a site in the roster."""
    return {
        "id": site.id,
        "name": sample_name(site.number, _named(site)),
        "credit_code": codes.new(site.form) if site.form else "",
        "park": site.park,
        "industry": site.trade,
        "disposal": story.DISPOSAL,
        "scattered": "true" if site.scattered else "false",
        "listed_on": iso(site.listed),
        "notified_on": iso(site.steps.notified),
        "stopped_on": iso(site.steps.stopped),
        "exited_on": iso(site.steps.exited),
        "capacity_gone_on": iso(site.steps.gone),
        "note": site.note,
    }
