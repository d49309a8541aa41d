"""The enterprises of the guangzhou sample that broke rules, and every inspection of parks and enterprises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samples import guangzhou_story as story
from samples.common import Codes, Row, day, draw_day, iso, look_days, random_for, sample_name
from samples.guangzhou_story import Offence

ROSTER_COLUMNS = (
    "id", "name", "credit_code", "park", "industry", "violation", "listed_on", "exited_on", "note",
)  # fmt: skip
PATROL_TOPICS = ("消防", "安全生产", "环境", "违法建设")
COLUMNS = ("on", "kind", "park", "enterprise", "topic", "result", "people", "by", "evidence", "note")
LAST = day(story.LAST_DAY)


@dataclass(frozen=True)
class Enterprise:
    """One enterprise of a park, and what it was found doing, if anything."""

    number: int
    park: str
    trade: str
    offence: Offence | None = None

    @property
    def id(self) -> str:
        """Its id in the ledger."""
        return f"GZ-{self.number:04d}"


def make_enterprises(parks: Sequence[Row]) -> list[Enterprise]:
    """One well-behaved enterprise in every park of a batch, and the offenders of the story."""
    random = random_for(story.PLAN, "enterprises")
    usual = [park["id"] for park in parks if park.get("batch")]
    found = [Enterprise(n, park, random.choice(story.TRADES)) for n, park in enumerate(usual, 1)]
    for n, offence in enumerate(story.OFFENCES, len(found) + 1):
        found.append(Enterprise(n, offence.park, random.choice(story.TRADES), offence))
    return found


def roster(enterprises: Sequence[Enterprise]) -> Iterator[Row]:
    """The rows of the roster; who has no licence has no code."""
    codes = Codes(random_for(story.PLAN, "codes"))
    for one in enterprises:
        offence = one.offence
        unlicensed = offence is not None and offence.what == story.UNLICENSED
        yield {
            "id": one.id, "name": sample_name(one.number, one.trade + ("点" if unlicensed else "有限公司")),
            "credit_code": "" if unlicensed else codes.new("company"), "park": one.park, "industry": one.trade,
            "violation": offence.what if offence else "",
            "listed_on": (offence.listed if offence else "") or story.LISTED_ON,
            "exited_on": offence.exited if offence else "", "note": "新发现" if offence and offence.listed else "",
        }  # fmt: skip


def inspections(parks: Sequence[Row], enterprises: Sequence[Enterprise]) -> list[Row]:
    """Patrols of every park about once a quarter, breaches of agreements, what offenders were found doing."""
    rows = [row for park in parks for row in _patrols(park)]
    rows += [row for one in story.BREACHES for row in _breach(one)]
    rows += [row for one in enterprises for row in _offence(one)]
    return sorted(rows, key=lambda row: (row["on"], row["park"], row.get("enterprise", ""), row["kind"]))


def _patrols(park: Row) -> Iterator[Row]:
    key, first, until = park["id"], day(story.LOOKS_FROM), day(story.LOOKS_UNTIL)
    if park["listed_on"] > story.LOOKS_UNTIL:
        first, until = day(park["listed_on"]), day("2021-02-05")
    random = random_for(story.PLAN, "patrols", key)
    busy = [(day(one.found), day(one.cleared) if one.cleared else LAST) for one in story.BREACHES if one.park == key]
    last = day(story.NOT_LOOKED_AT_SINCE.get(key, story.LAST_DAY))
    for on in look_days(random, draw_day(random, first, until), last, busy):
        yield {
            "on": iso(on), "kind": "patrol", "park": key, "topic": random.choice(PATROL_TOPICS),
            "result": "clear", "people": str(random.randint(2, 4)), "by": park["district"], "evidence": "巡查记录",
        }  # fmt: skip


def _breach(one: story.Breach) -> Iterator[Row]:
    row = {"park": one.park, "topic": "产业监管协议", "people": "3", "by": _district_of(one.park)}
    yield row | {
        "on": one.found, "kind": "patrol", "result": "violation", "evidence": "审查意见",
        "note": "未达到约定的土地产出率",
    }  # fmt: skip
    if one.cleared:
        note = "已补足并支付违约金"
        yield row | {"on": one.cleared, "kind": "look_back", "result": "clear", "evidence": "复核记录", "note": note}


def _offence(one: Enterprise) -> Iterator[Row]:
    offence = one.offence
    if offence is None:
        return
    row = {
        "park": one.park, "enterprise": one.id, "topic": offence.what, "people": "2", "by": _district_of(one.park),
    }  # fmt: skip
    yield row | {"on": offence.found, "kind": "patrol", "result": "violation", "evidence": "现场照片"}
    if cleared := offence.cleared or offence.exited:
        yield row | {"on": cleared, "kind": "look_back", "result": "clear", "evidence": "回头看记录", "note": "已整改"}


def _district_of(park: str) -> str:
    return park.partition("-")[0] + "区"
