"""The inspections of the wuhai sample: monthly visits, problems that were found, and the looks that followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from parkledger.model.ledger import Campaign
from samples import wuhai_story as story
from samples.common import Row, day, draw_day, iso, random_for

COLUMNS = ("on", "kind", "park", "enterprise", "result", "people", "by", "evidence", "note")


def rows_of(campaign: Campaign, ids: Mapping[tuple[str, int], str]) -> list[Row]:
    """Visits of whole parks, problems at enterprises and later looks, by day."""
    rows = [row for park in campaign.parks.text("id") for row in _visits(park)]
    rows += [row for one in story.PROBLEMS for row in _problem(one, ids[one.park, one.place])]
    return sorted(rows, key=lambda row: (row["on"], row["park"], row.get("enterprise", ""), row["kind"]))


def _visits(park: str) -> Iterator[Row]:
    """One visit of the park a month, but for the months and parks that the story leaves out."""
    random = random_for(story.PLAN, "visits", park)
    until = day(story.NOT_VISITED_SINCE.get(park, story.LAST_DAY))
    month = day(story.VISITS_FROM)
    while month <= until:
        following = (month + timedelta(days=32)).replace(day=1)
        on = draw_day(random, month + timedelta(days=2), following - timedelta(days=4))
        if iso(month)[:7] not in story.NOT_VISITED_IN:
            yield {
                "on": iso(on), "kind": "patrol", "park": park, "result": "clear", "people": str(random.randint(2, 3)),
                "by": story.OFFICERS, "evidence": "入企检查记录",
            }  # fmt: skip
        month = following


def _problem(one: story.Problem, enterprise: str) -> Iterator[Row]:
    row = {"park": one.park, "enterprise": enterprise, "people": "2", "by": story.OFFICERS}
    found = {"kind": "patrol", "result": "violation", "evidence": "现场照片", "note": one.what}
    yield row | {"on": one.found} | found
    if one.cleared:
        later = {"kind": "look_back", "result": "clear", "evidence": "复查记录", "note": "已整改"}
        yield row | {"on": one.cleared} | later
