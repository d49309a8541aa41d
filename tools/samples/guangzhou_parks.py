"""The parks of the guangzhou sample: areas from the plan's targets, the dates of every project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from parkledger.model.criteria import Quota, Target
from parkledger.model.ledger import Campaign
from samples import guangzhou_story as story
from samples.common import Row, day, draw_day, iso, random_for, working_day
from samples.guangzhou_story import Project

BASIC = ("id", "name", "district", "kind", "disposal", "area_km2", "listed_on", "due_on", "note")
REGISTER = ("location_on", "area_on", "industry_on", "land_on", "assets_on", "planning_on")
LAST = day(story.LAST_DAY)


def columns(campaign: Campaign) -> list[str]:
    """The columns of the park file: the usual ones and those that the plan adds."""
    return [*BASIC, *(column.key for column in campaign.plan.columns.parks)]


def quota_of(campaign: Campaign) -> Quota:
    """The quota with what each district is to do."""
    for _, _, _, criterion in campaign.plan.criteria():
        if criterion.quota is not None and criterion.quota.targets:
            return criterion.quota
    raise SystemExit("the plan has no targets")


def make_parks(campaign: Campaign) -> list[Row]:
    """Every park, district by district as the document lists them; a district's areas add up to its printed base."""
    rows = [row for name, target in quota_of(campaign).targets.items() for row in _district(name, target)]
    rows.append(_newcomer(rows))
    ordered = list(quota_of(campaign).targets)
    return sorted(rows, key=lambda row: (ordered.index(row["district"]), row["id"]))


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _district(district: str, target: Target) -> Iterator[Row]:
    left = target.base or target.do
    projects = story.PROJECTS[district]
    for number, project in enumerate(projects, 1):
        area = _rounded(target.do * project.share / 100)
        left -= area
        yield _filled(_basic(district, number, project.disposal, area) | _project(district, number, project))
    others = story.OTHERS.get(district, 1)
    for number in range(others):
        area = left if number == others - 1 else _rounded(left * Decimal("0.55"))
        left -= area
        disposal = (story.UPGRADE, story.CONVERT)[number % 2]
        note = "多个小园合并登记，未列入批次" if area > 1 else "未列入批次"
        yield _filled(_basic(district, len(projects) + number + 1, disposal, area) | {"note": note})


def _basic(district: str, number: int, disposal: str, area: Decimal) -> Row:
    """What is known of every park: its name, its area, the register, the class, the fire list."""
    place = district.removesuffix("区")
    random = random_for(story.PLAN, "park", district, str(number))
    register = {name: iso(draw_day(random, day("2019-08-19"), day("2019-12-20"))) for name in REGISTER}
    return register | {
        "id": f"{place}-{number:02d}", "name": f"示例{place}村级工业园{number:02d}", "district": district,
        "kind": "村级工业园", "disposal": disposal, "area_km2": str(area), "listed_on": story.LISTED_ON,
        "classified_on": iso(draw_day(random, day("2019-08-26"), day("2019-09-27"))),
        "fire_managed_on": iso(draw_day(random, day("2019-09-16"), day("2020-09-30"))),
    }  # fmt: skip


def _project(district: str, number: int, project: Project) -> Row:
    """The dates of a park that is being improved, from the assessment of its risks to the last day."""
    random = random_for(story.PLAN, "project", district, str(number))
    key = f"{district.removesuffix('区')}-{number:02d}"
    start = draw_day(random, *map(day, story.STARTS[project.batch]))
    late = story.ASSESSED_LATE.get(key, 0)
    assessed = working_day(start + timedelta(days=late or -random.randint(8, 30)))
    done = day(project.done) if project.done else None
    planned = day(project.planned) if project.planned else _planned(random, done)
    summed_up = working_day(done + timedelta(days=random.randint(25, 60)), 1) if done and project.pilot else None
    row = {
        "batch": project.batch, "pilot": project.pilot, "project_plan_on": iso(_before(random, start)),
        "stage_goals": "示例：年底前完成主体工程", "risk_assessed_on": iso(assessed),
        "risk_reported_on": iso(working_day(assessed + timedelta(days=random.randint(3, 12)), 1)),
        "disclosed_on": iso(_before(random, start)), "started_on": iso(start), "planned_on": iso(planned),
        "ordered_on": project.ordered, "due_on": project.due, "done_on": project.done, "summed_up_on": iso(summed_up),
    }  # fmt: skip
    return row | (_agreement(random, start) if project.disposal.startswith(story.UPGRADE) else {})


def _planned(random: Random, done: date | None) -> date:
    """The end of a month on or after the day on which it was done."""
    following = ((done or LAST).replace(day=1) + timedelta(days=32)).replace(day=1)
    return min(following - timedelta(days=1), LAST) if random.random() < 0.8 else done or LAST


def _before(random: Random, start: date) -> date:
    return working_day(start - timedelta(days=random.randint(1, 15)))


def _agreement(random: Random, start: date) -> Row:
    """The supervision agreement (产业监管协议) with the three contents that the document asks for."""
    return {
        "agreement_on": iso(_before(random, start)),
        "agreed_intensity": f"示例：每亩不低于{random.randint(20, 60) * 10}万元",
        "agreed_output": f"示例：每亩年产值不低于{random.randint(30, 90) * 10}万元",
        "agreed_liability": "示例：未达标的，按协议支付违约金",
    }


def _newcomer(rows: list[Row]) -> Row:
    """The park that the land survey found: not yet in a batch, classified later."""
    one = story.NEWCOMER
    number = 1 + sum(1 for row in rows if row["district"] == one.district)
    row = _basic(one.district, number, story.CONVERT, Decimal(one.area))
    late = {name: iso(working_day(day(one.listed) + timedelta(days=40), 1)) for name in REGISTER}
    found = {"listed_on": one.listed, "classified_on": one.classified, "fire_managed_on": "", "note": "三调新增"}
    return _filled(row | late | found)


def _filled(row: Mapping[str, str]) -> Row:
    """A park without the cells that nobody filled in."""
    gaps = story.LEFT_OUT.get(row["id"], ())
    return {name: "" if name in gaps else value for name, value in row.items()}
