"""A large ledger for measuring: ``python benchmarks/make_ledger.py 1000000 /tmp/big``.

It writes one plan, its parks, a roster of so many rows of exactly 20 columns (the 14 of the roster schema and 6 that
the plan declares), its inspections and filings. Everything is fictional (示例) and the same on every machine. It is
what a campaign looks like in its third year: most enterprises have left, a few thousandths have left without proof,
some came back, some are outside every park and nobody looks at them. What grows with the roster are the parks (one
for 2,500 enterprises), the towns (one for ten parks) and the inspections (about 38 for 1,000 enterprises).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from big_plan import plan_text

from parkledger.base.credit_code import SYMBOLS, check_symbol

SCHEMA_COLUMNS = (
    "id", "name", "credit_code", "park", "town", "address", "industry", "disposal",
    "listed_on", "due_on", "notified_on", "stopped_on", "exited_on", "note",
)  # fmt: skip
DECLARED_COLUMNS = ("above_scale", "staff", "area_m2", "violation", "equipment_removed_on", "verified_on")
ROSTER = (
    "id", "name", "credit_code", "park", "town", "address", "industry", "disposal",
    "above_scale", "staff", "area_m2", "violation",
    "listed_on", "due_on", "notified_on", "stopped_on", "exited_on", "equipment_removed_on", "verified_on", "note",
)  # fmt: skip
"""The columns in the order of the file."""

ISSUED = date(2021, 6, 25)
LAST = date(2023, 11, 10)
"""The last recorded day: an answer as of 2023-11-15 finds no day to come."""
CLOSED, LEFT, MOVED, KEPT = "关停取缔", "整体退出", "搬迁改造", "规范提升"
DISPOSALS = (CLOSED,) * 7 + (LEFT,) * 6 + (MOVED,) * 3 + (KEPT,) * 4
COURSES = 20_000
"""How many courses of events there are for each disposal: days repeat in rosters, their combinations too."""
BLOCK = 10_000

INDUSTRIES = (
    "五金加工", "金属制品", "塑料制品", "家具制造", "建材加工", "机械配件", "汽车配件", "包装印刷", "纸制品",
    "服装加工", "食品加工", "橡胶制品", "化工原料", "涂料", "电子元件", "电线电缆", "玻璃制品", "陶瓷制品", "石材加工",
    "木材加工", "废旧物资", "仓储物流", "纺织印染", "皮革制品", "铸造", "锻压", "电镀", "表面处理", "模具",
    "自行车配件", "门窗制作", "防水材料", "保温材料", "管材", "饲料加工", "农机配件", "环保设备", "仪器仪表",
    "医疗器械", "日用化学",
)  # fmt: skip
VIOLATIONS = ("", "", "", "", "无证照", "违法占地", "未批先建", "超标排放")
FORMS = ("有限公司", "有限公司", "有限公司", "厂", "经营部", "服务部")
LUCKY = (
    "安邦宝昌成达德鼎发丰福富冠光广国海汉航浩合和恒宏华汇惠吉佳嘉建金"
    "锦京景聚凯康科利联隆茂美明宁鹏平启庆瑞润盛世顺泰天通同万旺祥新鑫"
)
NOTES = (
    '"多次告知, 法定代表人未到场"', '"设备已封存, 待第三方复核"', '"与相邻企业合用厂房, 门牌待核"', "租赁合同尚未解除",
)  # fmt: skip


class Course(NamedTuple):
    """What happened to an enterprise: its seven days as they stand in the file, and what else depends on them."""

    cells: str
    baseline: bool
    exited: int
    verified: int


def iso(day: int) -> str:
    """An ordinal as it is written; 0 is a day that has not come."""
    return date.fromordinal(day).isoformat() if day else ""


def a_course(rng: random.Random, disposal: str) -> Course:
    """Listed, notified, stopped, exited, cleared out, verified: in this order, up to wherever it has come."""
    first, last = ISSUED.toordinal(), LAST.toordinal()
    late = rng.random() < 0.01
    listed = first + rng.randrange(30, 700) if late else first - rng.choice((0, 0, 0, 0, 15, 46, 101))
    due = rng.choice((iso(date(2022, 12, 31).toordinal()), *["2023-12-31"] * 8, ""))
    days = [max(listed, first) + rng.randrange(1, 60)]
    if disposal == KEPT:
        verified = days[0] + rng.randrange(60, 800)
        days += [0, 0, 0, verified]
    else:
        stopped = days[0] + rng.randrange(5, 120)
        exited = stopped + int(rng.expovariate(1 / 180))
        removed = exited + rng.randrange(0, 9)
        verified = removed + rng.randrange(0, 15) if rng.random() > 0.003 else 0
        days += [stopped, exited, removed, verified]
    notified, stopped, exited, removed, verified = (day if day <= last else 0 for day in days)
    written = [iso(listed), due, *(iso(day) for day in (notified, stopped, exited, removed, verified))]
    return Course(",".join(written), not late, exited, verified)


class Places:
    """The parks and towns of a ledger of so many rows."""

    def __init__(self, rows: int) -> None:
        count = max(3, rows // 2_500)
        self.towns = [f"示例{number:03}镇" for number in range(1, max(2, count // 10) + 1)]
        self.parks = [f"示例{number:05}园" for number in range(1, count + 1)]
        self.town_of = [self.towns[at % len(self.towns)] for at in range(count)]
        self.baseline: Counter[str] = Counter()
        self.disposals: Counter[str] = Counter()


class Look(NamedTuple):
    """One row of the inspections."""

    day: int
    kind: str
    park: str
    enterprise: str
    stage: str
    result: str
    by: str


def _credit_code(at: int) -> str:
    """A code of its own for each row: the factor has no divisor in common with 31 ** 7."""
    rest, symbols = at * 48_271_003 % 31**7, []
    for _ in range(7):
        rest, symbol = divmod(rest, 31)
        symbols.append(SYMBOLS[symbol])
    first = "91990000MA" + "".join(symbols)
    return first + check_symbol(first)


def _style(at: int) -> str:
    """Four characters that no other of 64 ** 4 rows has."""
    mixed = at * 9_400_001 % 64**4
    return LUCKY[mixed >> 18] + LUCKY[mixed >> 12 & 63] + LUCKY[mixed >> 6 & 63] + LUCKY[mixed & 63]


def roster_rows(rows: int, places: Places, looks: list[Look]) -> Iterator[str]:
    """The lines of the roster; what was seen at single enterprises goes to ``looks``."""
    rng = random.Random(0)
    courses = {disposal: [a_course(rng, disposal) for _ in range(COURSES)] for disposal in dict.fromkeys(DISPOSALS)}
    below = rng.randrange
    for at in range(rows):
        chance = rng.random()
        disposal = DISPOSALS[below(20)]
        course = courses[disposal][below(COURSES)]
        number = below(len(places.parks))
        park, town = places.parks[number], places.town_of[number]
        if chance < 0.002 and disposal != CLOSED:  # those are counted park by park
            park = ""
        elif course.baseline:
            places.baseline[park] += 1
        if course.baseline:
            places.disposals[disposal] += 1
        key, industry = f"SL-{at + 1:07}", INDUSTRIES[below(40)]
        scale = chance > 0.97
        staff = 20 + below(400) if scale else 1 + below(40)
        violation = VIOLATIONS[below(8)]
        name = f"示例{_style(at)}{industry}{FORMS[below(6)]}"
        code = _credit_code(at) if below(25) > 1 else ""
        note = NOTES[at // 89 % 4] if at % 89 == 0 else ""
        address = f"示例市{town}示例{below(300) + 1}路{below(999) + 1}号"
        yield (
            f"{key},{name},{code},{park},{town},{address},{industry},{disposal},{'true' if scale else 'false'},"
            f"{staff},{staff * 31 + below(90)}.{below(100):02},{violation},{course.cells},{note}\n"
        )
        if course.exited:
            looks.extend(_looks(rng, course, key, park, town, disposal, scale))


def _looks(
    rng: random.Random, course: Course, key: str, park: str, town: str, disposal: str, scale: bool
) -> Iterator[Look]:
    """What was seen at one enterprise that has left."""
    chance, last = rng.random(), LAST.toordinal()
    if scale and disposal == CLOSED and course.verified and chance < 0.95 and course.verified + 12 <= last:
        yield Look(course.verified + 12, "acceptance", park, key, "验收", "pass", "区工业和信息化局")
    back = course.exited + 30 + int(chance * 100_000) % 300
    if chance < 0.001 and back + 40 <= last:
        yield Look(back, "look_back", park, key, "", "producing", town)
        if chance < 0.0007:
            yield Look(back + 40, "look_back", park, key, "", "clear", town)
    elif chance < 0.02 and back <= last:
        yield Look(back, "look_back", park, key, "", "clear", town)
    elif not park and chance < 0.6:
        yield Look(last - int(chance * 50), "look_back", park, key, "", "clear", town)


def months(first: date, last: date) -> Iterator[tuple[int, int]]:
    """Every whole month after ``first`` that begins before ``last``, as year and month."""
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month):
        yield number // 12, number % 12 + 1


def patrols(places: Places) -> Iterator[Look]:
    """Every park was looked at in every month."""
    for at, (park, town) in enumerate(zip(places.parks, places.town_of, strict=True)):
        for year, month in months(ISSUED, LAST):
            yield Look(date(year, month, 1 + at % 9).toordinal(), "patrol", park, "", "", "clear", town)


def filing_lines(places: Places) -> Iterator[str]:
    """The plan was issued; the office met every month, and every town reported, a few of them late."""
    yield f"1.1,区工业和信息化局,,{ISSUED},{ISSUED},印发文件\n"
    for year, month in list(months(ISSUED, LAST))[:-1]:
        label, following = f"{year}-{month:02}", date(year + month // 12, month % 12 + 1, 3)
        yield f"d1,区工业和信息化局,{label},{following},{following},会议纪要\n"
        for at, town in enumerate(places.towns):
            if (at * 7 + month) % 53:
                yield f"d2,{town},{label},{following},{following},月报表\n"


def write_ledger(rows: int, folder: Path) -> None:
    """Write the ledger's folder; files that are there already are written anew."""
    places, looks = Places(rows), []
    for kind in ("plans", "parks", "enterprises", "inspections", "filings"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    with (folder / "enterprises/big.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(ROSTER) + "\n")
        block: list[str] = []
        for line in roster_rows(rows, places, looks):
            block.append(line)
            if len(block) == BLOCK:
                file.write("".join(block))
                block.clear()
        file.write("".join(block))
    looks.extend(patrols(places))
    looks.sort()
    _write(folder / "inspections/big.csv", "on,kind,park,enterprise,stage,result,people,by", (
        f"{iso(one.day)},{one.kind},{one.park},{one.enterprise},{one.stage},{one.result},3,{one.by}\n" for one in looks
    ))  # fmt: skip
    _write(folder / "parks/big.csv", "id,name,town,district,kind,enterprises,listed_on", (
        f"{park},{park[:-1]}工业园区,{town},示例区,工业园区,{places.baseline[park]},{ISSUED}\n"
        for park, town in zip(places.parks, places.town_of, strict=True)
    ))  # fmt: skip
    _write(folder / "filings/big.csv", "item,unit,period,done_on,filed_on,evidence", filing_lines(places))
    plan = plan_text(places.towns, {name: places.disposals[name] for name in (CLOSED, LEFT, MOVED, KEPT)})
    (folder / "plans/big-2021.yaml").write_text(plan, encoding="utf-8")


def _write(path: Path, header: str, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        file.writelines(lines)


def main() -> None:
    """Write one ledger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    write_ledger(given.rows, given.folder)


if __name__ == "__main__":
    main()
