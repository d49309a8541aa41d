"""The roster of the biaokou sample: enterprises to be closed, to be moved, to be put right, and newcomers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

from parkledger.model.ledger import Campaign
from parkledger.model.standards import Ground
from samples import biaokou_story as story
from samples.common import Codes, Row, day, draw_day, iso, random_for, sample_name, working_day

LAST = day(story.LAST_DAY)
CLOSED, RELOCATED = "closed", "relocated"
BASIC = (
    "id", "name", "credit_code", "park", "town", "industry", "disposal", "listed_on", "due_on", "notified_on",
    "stopped_on", "exited_on",
)  # fmt: skip


def columns_of(campaign: Campaign) -> tuple[str, ...]:
    """The columns of the roster: the usual ones, then those that the plan declares."""
    return (*BASIC, *(column.key for column in campaign.plan.columns.enterprises), "note")


def items_of(campaign: Campaign, standard: str) -> dict[str, str]:
    """The items of a standard and the column that shows each."""
    return {item.item: item.columns[0] for item in campaign.plan.standards[standard]}


def grounds_of(campaign: Campaign) -> dict[str, Ground]:
    """The grounds of the classes by id."""
    return {ground.id: ground for one in campaign.plan.classes for ground in one.any}


def make_rows(campaign: Campaign) -> list[Row]:
    """Every enterprise, numbered through; village by village in turn."""
    random = random_for(story.PLAN, "roster")
    listed = campaign.plan.baseline_on or campaign.plan.effective_on
    if listed is None:
        raise SystemExit("ledger.yaml gives neither baseline_on nor effective_on")
    rows = [
        *_moving(campaign, random),
        *_closing(campaign, random),
        *_conflict(campaign),
        *_rectifying(),
        *({"_kind": "new", "disposal": _disposal(campaign, CLOSED), **one} for one in story.NEWCOMERS),
    ]
    for row in rows[-len(story.NEWCOMERS) :]:
        _clear(row, items_of(campaign, CLOSED).values(), row.get("exited_on", ""))
    villages = campaign.parks.texts["id"]
    codes = Codes(random_for(story.PLAN, "codes"))
    whole: list[Row] = []
    for number, facts in enumerate(rows, 1):
        park = villages[number * 7 % len(villages)]
        row = {"listed_on": iso(listed)} | facts
        whole.append(row | _named(row, number, park, random, codes) | _watched(number, park, row))
    return whole


def _disposal(campaign: Campaign, standard: str) -> str:
    return next(one.id for one in campaign.plan.disposals if one.standard == standard)


def _clear(row: Row, columns: Iterable[str], on: str) -> None:
    """The columns that are still empty show the day."""
    for column in columns if on else ():
        row.setdefault(column, on)


def _moving(campaign: Campaign, random: Random) -> Iterator[Row]:
    """The enterprises to be moved: notified in September, then as far as their course takes them."""
    items = items_of(campaign, RELOCATED)
    for one in story.MOVINGS:
        due = day(one.due)
        for course in ("in_time", "late", "never", "unproven", "working"):
            for _ in range(getattr(one, course)):
                notified = draw_day(random, day("2023-09-04"), day("2023-09-15"))
                row = {
                    "_kind": course, "disposal": _disposal(campaign, RELOCATED), "relocate": "true",
                    "due_on": one.due, "notified_on": iso(notified),
                }  # fmt: skip
                last = min(due, LAST)
                if course in ("in_time", "unproven"):
                    gone = draw_day(random, last - timedelta(days=24), last - timedelta(days=1))
                elif course == "late":
                    gone = draw_day(random, due + timedelta(days=5), due + timedelta(days=18))
                else:
                    yield row
                    continue
                row["stopped_on"] = iso(gone - timedelta(days=random.randint(2, 9)))
                row["exited_on"] = iso(gone)
                lacking = "取消动力电" if course == "unproven" else ""
                _clear(row, [column for item, column in items.items() if item != lacking], iso(gone))
                yield row


def _closing(campaign: Campaign, random: Random) -> Iterator[Row]:
    """The enterprises to be closed: the ground, the notice, self-clearance or enforcement after its time."""
    grounds = grounds_of(campaign)
    for one in story.CLOSINGS:
        ground, verified = grounds[one.ground], day(one.verified)
        for course in one.courses:
            row = {"_kind": course, "_ground": one.ground, "disposal": _disposal(campaign, CLOSED)}
            if ground.passed is not None:
                row[ground.passed] = iso(verified)
            elif ground.has is not None:
                row[ground.has] = iso(verified)
            notified = working_day(verified + timedelta(days=random.randint(1, 4)), 1)
            due = notified + timedelta(days=one.days)
            row |= {"notified_on": iso(notified), "self_clear_due_on": iso(due)}
            yield row | _cleared(campaign, random, course, notified, due)


def _cleared(campaign: Campaign, random: Random, course: str, notified: date, due: date) -> Row:
    """What happened after the notice."""
    items = items_of(campaign, CLOSED)
    if course in ("idle", "waiting"):
        return {}
    row: Row = {}
    if course in ("self", "slow"):
        gone = draw_day(random, notified + timedelta(days=2), min(due, LAST))
        row["self_cleared_on"] = iso(gone)
    else:
        gone = working_day(due + timedelta(days=random.randint(2, 6)), 1)
        row["enforced_on"] = iso(gone)
    if course == "short":
        items.pop(story.MISSING_ITEM)
    if course == "slow":
        row[items.pop("断电")] = iso(gone + timedelta(days=17))
    row |= {"stopped_on": iso(notified + timedelta(days=1)), "exited_on": iso(gone)}
    _clear(row, items.values(), iso(gone))
    return row


def _conflict(campaign: Campaign) -> Iterator[Row]:
    ground, on, due = story.CONFLICT
    column = grounds_of(campaign)[ground].has or ""
    yield {
        "_kind": "conflict", "disposal": _disposal(campaign, RELOCATED), "relocate": "true", "due_on": due,
        "notified_on": "2023-09-08", column: on, "note": "两类都符合，待领导小组认定（示例）",
    }  # fmt: skip


def _rectifying() -> Iterator[Row]:
    """Put right in time, still at it, or with nothing wrong but a permit that will run out."""
    for due, on in story.RECTIFYING:
        yield {"_kind": "rectify", "rectified_on": on, "note": f"限期整改至{due}，按期完成"}
    for due in story.RECTIFYING_STILL:
        yield {"_kind": "rectify", "rectify_until": due}
    for until in story.PERMITS:
        yield {"_kind": "rectify", "discharge_permit_until": until}


def _named(row: Row, number: int, park: str, random: Random, codes: Codes) -> Row:
    unlicensed = bool(row.get("no_business_licence_on"))
    form = "" if unlicensed else random.choice(("company", "company", "household", "collective"))
    trade = story.TRADE_OF_GROUND.get(row.get("_ground", ""), "") or random.choice(story.TRADES)
    hazard = random.choice(("安全", "消防", "环保")) if row.get("severe_hazard_on") else ""
    return {
        "id": f"BK-{number:04d}", "name": sample_name(number, story.FORMS[form].format(trade), 3),
        "credit_code": codes.new(form) if form else "", "park": park, "town": "俵口镇", "industry": trade,
        "hazard": hazard,
    }  # fmt: skip


def _watched(number: int, park: str, row: Row) -> Row:
    """Lease, pledge, dossier and assigned officers; who lacks one is the story's choice."""
    new = row["_kind"] == "new"
    rented = number % story.RENTED_EVERY == 0
    pledged = rented and number not in story.WITHOUT_PLEDGE
    on = row["listed_on"] if new else f"2023-09-{10 + number % 18:02d}"
    return {
        "collective_let": "true" if new or number % story.COLLECTIVE_EVERY == 0 else "false",
        "rented": "true" if rented else "false",
        "pledged_on": on if pledged else "",
        "dossier_on": "" if number in story.WITHOUT_DOSSIER else on,
        "assigned_village": park,
        "assigned_department": "" if number in story.WITHOUT_DEPARTMENT else story.OFFICE,
        "assigned_officer": "" if number in story.WITHOUT_OFFICER else f"{park}党支部书记（示例）",
    }
