"""Histories made up from a seed: honest days of a ledger, and every kind of tampering to be planted among them.

A ``Book`` is a ledger in memory: a plan and the rows of its tables. ``HONEST`` are edits that nobody should hear of,
``TAMPERING`` edits of which each says what an audit must find. ``written`` makes a repository of many states in one go.
"""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from history.repos import Repo, empty_repository, environment

START = date(2024, 1, 3)
"""The day after the plan was issued."""
LIMITS = {"recording_days": "10", "exits_on_deadline": "3", "same_day": "4", "same_text": "5"}
PARKS = {"东园": "东镇", "西园": "西镇", "南园": "南镇"}
DUES = {"1.1": date(2024, 4, 30), "2.1": date(2024, 7, 31), "3.1": date(2024, 10, 31)}
MILESTONE = date(2024, 3, 31)
COLUMNS = (
    "id", "name", "park", "zone", "disposal", "listed_on", "notified_on", "stopped_on", "exited_on", "verified_on",
    "rectified_on", "note",
)  # fmt: skip
_INSPECTIONS = ("on", "kind", "park", "enterprise", "stage", "result", "people", "by", "note")
_FILINGS = ("item", "unit", "period", "done_on", "filed_on", "evidence", "note")
Row = dict[str, str]
Said = set[tuple[str, str]]
"""What must be found: codes with their pointers."""


def a_plan() -> dict[str, Any]:
    tasks = [
        {
            "id": number, "title": f"{park}治理", "clause": "三", "park": park, "lead": ["甲局"], "support": ["乙局"],
            "criteria": [
                {"id": f"{number}.1", "text": "企业退出", "clause": "三", "due": str(DUES[f"{number}.1"]),
                 "quota": {"of": "enterprises", "where": {"disposal": "关停"}, "to": "0", "done": "accepted"}},
                {"id": f"{number}.2", "text": "印发文件", "clause": "三", "due": str(MILESTONE), "milestone": {}},
            ],
        }
        for number, park in zip("123", PARKS, strict=True)
    ]  # fmt: skip
    return {
        "title": "示例方案", "issued_by": "示例区人民政府", "issued_on": "2024-01-02", "effective_on": "2024-01-02",
        "baseline_on": "2024-01-02",
        "units": [{"name": "甲局", "aliases": ["一局"]}, {"name": "乙局"}, {"name": "丙局"}],
        "columns": {"enterprises": [
            {"key": "verified_on", "title": "核验日期", "type": "date"},
            {"key": "rectified_on", "title": "整改日期", "type": "date"},
            {"key": "zone", "title": "片区", "type": "text"},
        ]},
        "standards": {"gone": [{"item": "不具备生产能力", "has": "verified_on"}]},
        "proof": "gone",
        "disposals": [{"id": "关停", "standard": "gone"}, {"id": "升级", "process": "true"}],
        "acceptance": [{"stage": "验收"}],
        "goals": [{"id": "g1", "title": "北区清退", "text": "北区清退", "clause": "二", "due": "2024年底",
                   "quota": {"of": "enterprises", "where": {"zone": "北"}, "from": "20", "to": "0"}},
                  {"id": "g2", "title": "南区清退", "text": "南区清退", "clause": "二", "due": "2025-03-31",
                   "quota": {"of": "enterprises", "where": {"zone": "南"}, "to": "0"}}],
        "tasks": tasks,
        "duties": [
            {"id": "f1", "title": "月报", "clause": "四", "kind": "recurring", "every": "month", "lead": ["甲局"]},
            {"id": "f2", "title": "整改", "clause": "四", "kind": "conditional", "trigger": "停产",
             "lead": ["乙局"], "case": {"of": "enterprises", "trigger": "stopped_on", "done": "rectified_on"}},
        ],
        "zero": [{"id": "z1", "title": "复燃", "clause": "三", "kind": "relapse", "look_every": "settings.look_every"}],
        "extensions": [], "amendments": [], "questions": [], "waivers": [],
    }  # fmt: skip


@dataclass
class Book:
    """A ledger in memory. ``today`` is the day of the next commit."""

    random: Random
    today: date = START
    plan: dict[str, Any] = field(default_factory=a_plan)
    other: bool = True
    """Whether there is the second plan, which does nothing."""
    roster: list[Row] = field(default_factory=list)
    inspections: list[Row] = field(default_factory=list)
    filings: list[Row] = field(default_factory=list)
    look_every: str = "month"
    forged: date | None = None
    """The day that the next commit bears, where it is not today."""
    broken: str = ""
    """Text that makes the plan unreadable."""

    def copy(self) -> Book:
        return copy.deepcopy(self)

    def ago(self, least: int, most: int) -> date:
        return self.today - timedelta(days=self.random.randint(least, most))

    def row(self, wanted: Callable[[Row], bool]) -> Row | None:
        rows = [row for row in self.roster if wanted(row)]
        return self.random.choice(rows) if rows else None

    def criterion(self, name: str) -> dict[str, Any]:
        return next(one for task in self.plan["tasks"] for one in task["criteria"] if one["id"] == name)

    def accepted(self, row: Row) -> bool:
        return any(one["enterprise"] == row["id"] and one["kind"] == "acceptance" for one in self.inspections)

    def look(self, **cells: str) -> None:
        given = {"on": str(self.today), "kind": "patrol", "result": "clear", "people": "2", "by": "甲局"} | cells
        self.inspections.append({name: given.get(name, "") for name in _INSPECTIONS})

    def list_one(self, name: str, park: str, on: date, **cells: str) -> Row:
        row = dict.fromkeys(COLUMNS, "") | {
            "id": name, "name": f"示例{name}厂", "park": park, "zone": "北" if len(self.roster) % 2 else "南",
            "disposal": "关停", "listed_on": str(on),
        } | cells  # fmt: skip
        self.roster.append(row)
        return row

    def files(self) -> dict[str, str]:
        settings = {"p": LIMITS | {"look_every": self.look_every}}
        found = {
            "data/ledger.yaml": json.dumps({"settings": settings}),
            "data/plans/p.yaml": json.dumps(self.plan, ensure_ascii=False, indent=1) + self.broken,
            "data/parks/p.csv": "id,name,town\n" + "".join(f"{id},{id}工业园,{town}\n" for id, town in PARKS.items()),
            "data/enterprises/p.csv": _csv(COLUMNS, self.roster),
            "data/inspections/p.csv": _csv(_INSPECTIONS, self.inspections),
            "data/filings/p.csv": _csv(_FILINGS, self.filings),
        }
        if self.other:
            found["data/plans/q.yaml"] = "title: 旧方案\nissued_by: 示例区人民政府\nissued_on: 2023-01-01\n"
        return found


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    lines = (",".join(row[name] for name in columns) for row in rows)
    return ",".join(columns) + "\n" + "".join(f"{line}\n" for line in lines)


def a_book(seed: int) -> Book:
    """The first day: forty enterprises, of which some had been told before; a filing and a patrol."""
    book = Book(Random(seed))
    for number in range(40):
        park = list(PARKS)[number % 3]
        told = "2024-01-02" if number % 4 == 0 else ""
        book.list_one(f"E-{number:03}", park, date(2024, 1, 2), notified_on=told)
    book.look(park="东园")
    book.filings.append(dict.fromkeys(_FILINGS, "") | {"item": "f1", "unit": "甲局", "period": "2023-12",
                                                       "filed_on": "2024-01-02", "evidence": "月报表"})  # fmt: skip
    return book


# Honest days: facts that are recorded when they happen, and whatever else changes in a ledger that is kept.


def _next_step(book: Book) -> None:
    """An enterprise takes its next step, a few days ago at the most and never on a deadline's day."""
    steps = ("notified_on", "stopped_on", "exited_on", "verified_on")
    row = book.row(lambda one: not one["verified_on"] and one["disposal"] == "关停")
    if row is None:
        return
    column = next(step for step in steps if not row[step])
    before = max((row[step] for step in ("listed_on", *steps) if row[step]), default=str(START))
    days = [day for day in (book.ago(0, 4), book.today) if str(day) >= before and day not in DUES.values()]
    shared = {one[column] for one in book.roster if one["park"] == row["park"]}
    for day in days:
        if str(day) not in shared:
            row[column] = str(day)
            return


def _accept(book: Book) -> None:
    row = book.row(lambda one: bool(one["verified_on"]) and not book.accepted(one))
    if row is not None:
        book.look(kind="acceptance", park=row["park"], enterprise=row["id"], stage="验收", result="pass")


def _patrol(book: Book) -> None:
    book.look(park=book.random.choice(list(PARKS)), note=f"第{len(book.inspections)}次")


def _file(book: Book) -> None:
    month = (book.today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    cells = {"item": "f1", "unit": "甲局", "period": month, "filed_on": str(book.today), "evidence": "月报表"}
    book.filings.append(dict.fromkeys(_FILINGS, "") | cells)


def file_late(book: Book) -> None:
    """A document that was issued after its deadline, and says so."""
    cells = {"item": "3.2", "unit": "甲局", "done_on": str(book.today), "filed_on": str(book.today)}
    book.filings.append(dict.fromkeys(_FILINGS, "") | cells)


def _list(book: Book) -> None:
    number = max(int(row["id"][2:]) for row in book.roster) + 1
    book.list_one(f"E-{number:03}", book.random.choice(list(PARKS)), book.today)


def _note(book: Book) -> None:
    row = book.row(lambda one: not book.accepted(one))
    if row is not None:
        row["note"] = f"联系于{book.today}"


def _sort(book: Book) -> None:
    book.random.shuffle(book.roster)


def _ask(book: Book) -> None:
    number = len(book.plan["questions"])
    book.plan["questions"].append({"id": f"q{number}", "at": "三", "text": "何时起算", "reading": "印发之日"})
    book.plan["waivers"].append({"code": "PL405", "at": f"questions/q{number}", "reason": "已核", "by": "甲局"})


def _respell(book: Book) -> None:
    """The same deadline and the same unit, written otherwise."""
    goal = book.plan["goals"][0]
    goal["due"] = "2024-12-31" if goal["due"] == "2024年底" else "2024年底"
    task = book.plan["tasks"][1]
    if "aliases" in book.plan["units"][0]:
        task["lead"] = ["一局"] if task["lead"] == ["甲局"] else ["甲局"]


def _set(book: Book) -> None:
    book.look_every = "quarter" if book.look_every == "month" else "month"


def _extend(book: Book) -> None:
    """An extension, filed, approved and entered before its deadline."""
    due = DUES["3.1"]
    if book.today < due and not any(one["document"] == "文1" for one in book.plan["extensions"]):
        days = {"filed_on": str(book.ago(3, 5)), "approved_on": str(book.ago(0, 2))}
        book.plan["extensions"].append({"criterion": "3.1", "by": "区政府", "reason": "设备未拆", "document": "文1",
                                        "to": str(due + timedelta(days=60))} | days)  # fmt: skip


def _amend(book: Book) -> None:
    """A change of the document, recorded with it."""
    task = book.plan["tasks"][2]
    if task["support"] == ["乙局"]:
        task["support"] = ["丙局"]
        book.plan["amendments"].append({"on": str(book.today), "by": "区政府", "document": "文2",
                                        "at": ["tasks/3/support"], "reason": "分工调整"})  # fmt: skip


def slip(book: Book) -> None:
    """A slip of the pen: a unit, a target and a deadline of what was published."""
    book.plan["tasks"][2]["lead"] = ["丙局"]
    book.plan["goals"][1]["quota"]["to"] = "2"
    book.plan["goals"][1]["due"] = "2025-05-31"


def mend_the_slip(book: Book) -> None:
    """All of it as it was published, the day in other words."""
    book.plan["tasks"][2]["lead"] = ["甲局"]
    book.plan["goals"][1]["quota"]["to"] = "0"
    book.plan["goals"][1]["due"] = "2025年3月底"


def write_over(book: Book) -> None:
    """A deadline that is written over, for an extension that is approved and not yet recorded."""
    book.plan["goals"][1]["due"] = "2025-06-30"


def record_it(book: Book) -> None:
    """The extension, of which the deadline has said the same for some days."""
    _extension(book, "g2", book.ago(20, 25), book.ago(15, 18), to="2025-06-30")


CORRECTED: Mapping[int, Callable[[Book], None]] = {44: slip, 66: mend_the_slip, 69: write_over, 76: record_it}
"""By the number of the commit: edits of what was published that are put back or recorded later."""
HONEST: Sequence[Callable[[Book], None]] = (
    *(_next_step,) * 12, *(_accept,) * 3, *(_patrol,) * 4, _file, _list, _note, _sort, _ask, _respell, _set, _extend,
    _amend,
)  # fmt: skip


# Tampering: what each does, and what must be found. None of them can be planted: it is tried again another day.


def _still_there(book: Book) -> Row | None:
    return book.row(lambda one: not one["exited_on"] and one["disposal"] == "关停")


def move_deadline(book: Book) -> Said | None:
    book.criterion("1.2")["due"] = "2024-06-30"
    return {("PL601", "tasks/1/criteria/1.2/due")}


def edit_extension(book: Book) -> Said | None:
    extension = next((one for one in book.plan["extensions"] if one["document"] == "文1"), None)
    if extension is None:
        return None
    extension["to"] = "2025-06-30"
    return {("PL601", "extensions/3.1 文1/to")}


def lower_target(book: Book) -> Said | None:
    book.criterion("2.1")["quota"]["to"] = "5"
    return {("PL602", "tasks/2/criteria/2.1/quota/to")}


def change_baseline(book: Book) -> Said | None:
    book.plan["goals"][0]["quota"]["from"] = "15"
    return {("PL602", "goals/g1/quota/from")}


def ease_criterion(book: Book) -> Said | None:
    book.criterion("3.1")["quota"]["done"] = "claimed"
    return {("PL603", "tasks/3/criteria/3.1/quota/done")}


def drop_criterion(book: Book) -> Said | None:
    book.plan["tasks"][1]["criteria"].pop()
    return {("PL603", "tasks/2/criteria/2.2")}


def ease_proof(book: Book) -> Said | None:
    book.plan["standards"]["gone"][0]["has"] = "exited_on"
    return {("PL603", "standards/gone/不具备生产能力/has")}


def replace_unit(book: Book) -> Said | None:
    book.plan["tasks"][0]["lead"] = ["丙局"]
    return {("PL604", "tasks/1/lead")}


def replace_again(book: Book) -> Said | None:
    """One amendment covers one change: the next one needs another."""
    if book.plan["tasks"][2]["support"] != ["丙局"]:
        return None
    book.plan["tasks"][2]["support"] = ["甲局"]
    return {("PL604", "tasks/3/support")}


def steal_alias(book: Book) -> Said | None:
    """The task reads as before; its unit's other name has gone to another unit."""
    if book.plan["tasks"][1]["lead"] != ["一局"]:
        return None
    first, second, *_ = book.plan["units"]
    first.pop("aliases")
    second["aliases"] = ["一局"]
    return {("PL604", "tasks/2/lead")}


def _extension(book: Book, name: str, filed: date, approved: date, to: str = "2024-12-31") -> str:
    book.plan["extensions"].append({
        "criterion": name, "filed_on": str(filed), "approved_on": str(approved), "by": "区政府", "reason": "未完",
        "document": "文9", "to": to,
    })  # fmt: skip
    return f"extensions/{name} 文9"


def extend_after(book: Book) -> Said | None:
    return {("PL605", _extension(book, "2.1", book.today, book.today))} if book.today > DUES["2.1"] else None


def extend_dated_back(book: Book) -> Said | None:
    due = DUES["1.1"]
    if book.today <= due + timedelta(days=11):
        return None
    return {("PL606", _extension(book, "1.1", due - timedelta(days=8), due - timedelta(days=4)))}


def drop_enterprise(book: Book) -> Said | None:
    row = _still_there(book)
    if row is None:
        return None
    book.roster.remove(row)
    return {("PL607", f"enterprises/{row['id']}")}


def reclassify(book: Book) -> Said | None:
    row = _still_there(book)
    if row is None:
        return None
    row["disposal"] = "升级"
    return {("PL608", f"enterprises/{row['id']}/disposal")}


def leave_zone(book: Book) -> Said | None:
    row = book.row(lambda one: not one["exited_on"] and one["zone"] == "北")
    if row is None:
        return None
    row["zone"] = "南"
    return {("PL608", f"enterprises/{row['id']}/zone")}


def _lone_day(book: Book, park: str, first: date) -> date:
    taken = {row[column] for row in book.roster if row["park"] == park for column in COLUMNS if column.endswith("_on")}
    while str(first) in taken or first in DUES.values():
        first -= timedelta(days=1)
    return first


def date_back(book: Book) -> Said | None:
    row = book.row(lambda one: bool(one["stopped_on"]) and not one["exited_on"])
    if row is None:
        return None
    row["exited_on"] = str(_lone_day(book, row["park"], book.today - timedelta(days=30)))
    return {("PL609", f"enterprises/{row['id']}/exited_on")}


def patrol_of_long_ago(book: Book) -> Said | None:
    day = book.today - timedelta(days=20)
    book.look(on=str(day), park="南园", note="补记")
    return {("PL609", f"inspections/{day}/patrol/南园")}


def change_accepted(book: Book) -> Said | None:
    row = book.row(lambda one: book.accepted(one) and "改" not in one["note"])
    if row is None or row["verified_on"] >= str(book.today):
        return None
    row["verified_on"] = str(date.fromisoformat(row["verified_on"]) + timedelta(days=1))
    row["note"] = "改"
    return {("PL610", f"enterprises/{row['id']}/verified_on")}


def drop_acceptance(book: Book) -> Said | None:
    look = next((one for one in book.inspections if one["kind"] == "acceptance" and one["on"] < str(book.today)), None)
    if look is None:
        return None
    book.inspections.remove(look)
    return {("PL610", f"inspections/{look['on']}/acceptance/{look['enterprise']}/验收")}


def into_time(book: Book) -> Said | None:
    """A document that was issued late was issued in time after all, within the days that are allowed for recording."""
    filing = next((one for one in book.filings if one["item"] == "3.2"), None)
    if filing is None or book.today > MILESTONE + timedelta(days=9):
        return None
    filing["done_on"], filing["filed_on"] = str(MILESTONE - timedelta(days=1)), str(MILESTONE)
    return {("PL611", "filings/3.2/甲局/done_on")}


def drop_plan(book: Book) -> Said | None:
    book.other = False
    return {("PL612", "plans/q")}


def forge_the_day(book: Book) -> Said | None:
    """A patrol of long ago in a commit that says that it is as old."""
    book.forged = book.today - timedelta(days=40)
    book.look(on=str(book.forged), park="南园", note="按时")
    return {("PL613", "commit")}


def fit_deadline(book: Book) -> Said | None:
    """Four exits on the deadline's own day, all of them recorded in time."""
    due = DUES["1.1"]
    rows = [row for row in book.roster if row["park"] == "东园" and not row["exited_on"] and row["disposal"] == "关停"]
    if len(rows) < 4 or not due <= book.today <= due + timedelta(days=9):
        return None
    for row in rows[:4]:
        row["exited_on"] = str(due)
    return {("PL621", f"enterprises/1.1/{due}")}


def all_at_once(book: Book) -> Said | None:
    rows = [row for row in book.roster if row["park"] == "西园" and not row["exited_on"]]
    day = _lone_day(book, "西园", book.today)
    if len(rows) < 5 or book.today - day > timedelta(days=5):
        return None
    for row in rows[:5]:
        row["exited_on"] = str(day)
    return {("PL622", f"enterprises/西园/exited_on/{day}")}


def copy_notes(book: Book) -> Said | None:
    for row in book.roster[:6]:
        book.look(park=row["park"], enterprise=row["id"], by="丙局", note="现场检查无异常")
    return {("PL623", "inspections/丙局/note")}


def close_before_found(book: Book) -> Said | None:
    row = book.row(lambda one: bool(one["notified_on"]) and not one["stopped_on"] and not one["exited_on"])
    if row is None:
        return None
    row["stopped_on"] = str(_lone_day(book, row["park"], book.ago(0, 2)))
    row["rectified_on"] = str(_lone_day(book, row["park"], date.fromisoformat(row["stopped_on"]) - timedelta(days=2)))
    return {("PL624", f"enterprises/{row['id']}/rectified_on")}


TAMPERING: Sequence[Callable[[Book], Said | None]] = (
    move_deadline, edit_extension, lower_target, change_baseline, drop_criterion, ease_proof,
    replace_unit, replace_again, steal_alias, extend_after, extend_dated_back, drop_enterprise, reclassify, leave_zone,
    date_back, patrol_of_long_ago, change_accepted, drop_acceptance, drop_plan, all_at_once, copy_notes, forge_the_day,
    close_before_found, ease_criterion, fit_deadline, into_time,
)  # fmt: skip


AT_ONCE = (fit_deadline, into_time)
"""Tampering that can only be planted in the days after a deadline."""


class State(NamedTuple):
    """A commit: its ledger's files, its day, its parents by their number."""

    files: Mapping[str, str]
    on: date
    parents: tuple[int, ...] = ()


def written(top: Path, states: Sequence[State]) -> tuple[Repo, list[str]]:
    """A repository of these commits, and their ids, made by one process; the last one is checked out."""
    repo = empty_repository(top)
    marks = top.parent / f"{top.name}.marks"
    stream = b"".join(_commands(states))
    command = ["git", "-C", str(top), "fast-import", "--quiet", f"--export-marks={marks}"]
    subprocess.run(command, input=stream, env=environment(), check=True)
    repo.git("symbolic-ref", "HEAD", "refs/heads/story")
    repo.git("reset", "-q", "--hard")
    ids = dict(line.split() for line in marks.read_text("ascii").splitlines())
    return repo, [ids[f":{number + 1}"] for number in range(len(states))]


def _commands(states: Sequence[State]) -> Iterator[bytes]:
    for number, state in enumerate(states):
        person = f"示例甲 <a@example.org> {_seconds(state.on)} +0800"
        yield f"commit refs/heads/story\nmark :{number + 1}\nauthor {person}\ncommitter {person}\n".encode()
        yield b"data 3\n\xe6\x94\xb9\n"
        for place, parent in enumerate(state.parents):
            yield f"{'merge' if place else 'from'} :{parent + 1}\n".encode()
        yield b"deleteall\n"
        for path, text in state.files.items():
            raw = text.encode()
            yield f"M 100644 inline {path}\ndata {len(raw)}\n".encode() + raw + b"\n"


def _seconds(day: date) -> int:
    """Noon of a day in Shanghai."""
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400 + 4 * 3_600


def honest_days(book: Book, days: int) -> Iterator[State]:
    """Days on which nothing happens but what should."""
    for _ in range(days):
        book.today += timedelta(days=book.random.randint(1, 3))
        book.random.choice(HONEST)(book)
        yield State(book.files(), book.today)


def parted(book: Book, number: int) -> Iterator[State]:
    """Two sides that part from the last of ``number`` commits, record facts in different files, and are merged."""
    side = book.copy()
    side.today += timedelta(days=1)
    _file(side)
    _patrol(side)
    yield State(side.files(), side.today, (number - 1,))
    book.today += timedelta(days=1)
    _next_step(book)
    _list(book)
    yield State(book.files(), book.today, (number - 1,))
    book.filings, book.inspections = side.filings, side.inspections
    book.today += timedelta(days=1)
    yield State(book.files(), book.today, (number + 1, number))
