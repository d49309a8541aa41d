"""The story of the jinnan sample: dates and shares that nobody published. Its numbers come from the plan."""

from __future__ import annotations

from dataclasses import dataclass

from samples.filings import Habits

PLAN = "jinnan-2021"
LAST_DAY = "2024-01-31"
DISPOSAL = "退出"

PLANNER = "区工业和信息化局"
"""Files milestones and accepts, where the plan names nobody else."""
HOST = "属地镇政府"
ENVIRONMENT = "区生态环境局"
MARKET = "区市场监管局"

TRADES = (
    "五金加工", "机械加工", "塑料制品", "家具制造", "木材加工", "金属铸造", "钢结构制作", "喷涂加工",
    "印刷包装", "纸制品", "橡胶制品", "门窗制作", "自行车零件", "电线电缆", "建材加工", "服装加工",
    "玻璃制品", "废旧物资加工",
)  # fmt: skip
NAMES = {"company": "{}有限公司", "household": "{}经营部", "collective": "村集体{}厂", "": "{}点"}
"""The form of an enterprise (empty: an unlicensed workshop without a code) -> its name around its trade."""
FORM_SHARES = {"company": 0.56, "household": 0.27, "collective": 0.02, "": 0.15}
SCATTERED = {"company": 0.08, "household": 0.30, "collective": 0.0, "": 0.85}
"""The share of 散乱污 in each form."""


@dataclass(frozen=True)
class Course:
    """How a park's enterprises leave: the plan says how many must, the story when, and who does not quite.

    ``marks``: the share of those who get there, by day. ``tail``: the very days of the last ones. Then come
    those who do not get there: ``failed`` (gone, but refused at acceptance), ``claimed``, ``stopped``,
    ``notified``. ``beyond``: how many more than the target asks leave.
    """

    marks: tuple[tuple[str, float], ...]
    tail: tuple[str, ...] = ()
    failed: int = 0
    claimed: int = 0
    stopped: int = 0
    notified: int = 0
    beyond: int = 0


def _slow(end_2021: float, end_2022: float, mid_november: float, *finish: tuple[str, float]) -> Course:
    """The course of a park that has until the end of 2023: the last weeks are the busiest."""
    marks = (("2021-12-24", end_2021), ("2022-12-23", end_2022), ("2023-11-15", mid_november))
    return Course((*marks, *(finish or (("2023-12-22", 1.0),))))


COURSES = {
    "东泥沽": Course((("2021-08-31", 0.3), ("2021-09-30", 0.7), ("2021-10-28", 1.0))),
    "四道沟": Course(
        (("2021-12-24", 0.1), ("2022-06-30", 0.5), ("2022-10-28", 1.0)),
        ("2022-11-04", "2022-11-09", "2022-11-12"),
    ),
    "东花园": Course((("2021-12-24", 0.15), ("2022-06-30", 0.55), ("2022-10-26", 1.0))),
    "小黄庄": Course(
        (("2021-12-24", 0.1), ("2022-12-23", 0.4), ("2023-10-31", 0.9), ("2023-11-14", 1.0)),
        ("2023-12-06", "2024-01-10"), failed=1, claimed=1,
    ),
    "白塘口": Course((("2021-12-24", 0.1), ("2022-12-23", 0.5), ("2023-10-27", 1.0))),
    "金龙": _slow(0.0, 0.5, 1.0),
    "义和庄": _slow(0.1, 0.45, 0.8, ("2023-12-26", 1.0)),
    "光明": _slow(0.15, 0.5, 0.85),
    "拐子沟": Course(
        _slow(0.05, 0.4, 0.78, ("2023-12-28", 1.0)).marks, ("2024-01-09", "2024-01-12", "2024-01-18")
    ),
    "双闸集中地": _slow(0.1, 0.5, 0.8, ("2023-12-15", 1.0)),
    "东上路": Course(_slow(0.1, 0.4, 0.75, ("2023-12-28", 1.0)).marks, claimed=1, beyond=1),
    "双闸工业园区": Course(_slow(0.05, 0.35, 0.7).marks, claimed=2, stopped=1, notified=1),
    "正营": Course(_slow(0.1, 0.45, 0.8, ("2023-12-20", 1.0)).marks, beyond=1),
}  # fmt: skip

FAILED_ONCE = "东花园"
"""One enterprise of this park fails its acceptance and passes some weeks later."""
REFUSED_ON = "2024-01-16"
"""The day on which the ``failed`` ones of a course were refused."""


@dataclass(frozen=True)
class Relapse:
    """An exited enterprise found with production or capacity again; ``cleared`` is empty while it stands.

    ``member`` is its place in the park (it is then an unlicensed metal workshop, the one that the documents
    of parkledger show); 0: one that had left three months before, a scattered one if there is any.
    """

    park: str
    opened: str
    kind: str
    result: str
    cleared: str
    by: str
    member: int = 0


RELAPSES = (
    Relapse("白塘口", "2022-05-18", "night_patrol", "producing", "2022-06-10", ENVIRONMENT),
    Relapse("四道沟", "2023-03-09", "complaint", "capacity", "2023-03-24", HOST),
    Relapse("东上路", "2023-07-12", "look_back", "producing", "2023-08-04", HOST),
    Relapse("东泥沽", "2023-11-06", "night_patrol", "producing", "2023-12-08", ENVIRONMENT, 17),
    Relapse("金龙", "2024-01-04", "look_back", "capacity", "2024-01-19", HOST),
    Relapse("双闸工业园区", "2024-01-11", "complaint", "capacity", "", ENVIRONMENT),
    Relapse("正营", "2024-01-17", "night_patrol", "producing", "", ENVIRONMENT),
)

LOOKS_FROM, LOOKS_FIRST_UNTIL = "2021-10-08", "2021-10-29"
PATROLS_FROM = "2021-11-01"
NOT_LOOKED_AT_SINCE = {"光明": "2023-08-09", "双闸集中地": "2023-08-11"}
"""Parks where the look-backs stopped -> the day of the last one."""
PATROLS_A_MONTH = 3


@dataclass(frozen=True)
class Newcomer:
    """A 散乱污 enterprise that moved in after the plan (新入驻): found, and cleared or not."""

    park: str
    trade: str
    listed: str
    notified: str = ""
    stopped: str = ""
    exited: str = ""
    gone: str = ""


NEWCOMERS = (
    Newcomer("东上路", "喷涂加工", "2022-09-14", "2022-09-15", "2022-09-20", "2022-10-10", "2022-10-12"),
    Newcomer("正营", "木材加工", "2023-05-23", "2023-05-24", "2023-05-31", "2023-06-13", "2023-06-15"),
    Newcomer("双闸工业园区", "塑料制品", "2023-12-12", "2023-12-13"),
)

NEWCOMER_NOTE = "新入驻"
FOUND = {"producing": "夜间恢复生产", "capacity": "重新安装设备"}

DONE = {
    "1.1": "2021-06-25", "2.1": "2021-06-29", "3.1": "2021-06-29", "4.1": "2021-06-30", "5.1": "2021-06-30",
    "6.1": "2021-07-12", "f1": "2021-06-25", "f1a": "2021-07-12", "f3a": "2021-08-20", "f3c": "2021-09-10",
    "z8": "2021-07-02",
}  # fmt: skip
"""Milestone or one-off duty -> the day on which it was done; one milestone is late."""

HABITS = Habits()
HABITS_OF = {f"3 {HOST}": Habits(late=0.15, missed=0.07), f"7 {MARKET}": Habits(late=0.1)}
"""Duty and unit -> how they file, where it is not as usual."""
