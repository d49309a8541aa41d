"""The story of the tongzhou sample: dates and shares that nobody published. Its numbers come from the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samples.filings import Habits

PLAN = "tongzhou-2016"
LAST_DAY = "2018-03-31"

TOWNS = "乡镇政府、街道办事处"
PARK_COMMITTEE = "区政府园区管委会"
INDUSTRY = "区经济信息化委"
THIRD_PARTY = "第三方专业机构"

NORTH = ("示例01大院", "示例02大院", "示例03大院", "示例04大院", "示例05大院")
SOUTH = ("示例06大院", "示例07大院", "示例08大院", "示例09大院", "示例10大院", "示例11大院")
FARMS = ("示例12小区", "示例13小区", "示例14小区")
ESTATES = ("示例15开发区", "示例16开发区")
OUTSIDE = (("示例二镇", "京哈以北"), ("示例四镇", "京哈以南"), ("示例六街道", "京哈以北"), ("示例五镇", "京哈以南"))
"""Where the enterprises outside every park are."""


@dataclass(frozen=True)
class Batch:
    """Enterprises of one kind, with the criterion whose deadline is theirs, and how they come to it.

    ``flags`` are columns of the roster; ``cycle`` names a column whose choices in the plan are dealt in turn (of
    them only those in ``only``, when it is given). ``late``: the days on which the last ones had everything.
    ``short``: how far those came who do not get there: ``listed``, ``stopped``, ``staff`` (settled after the exit),
    ``licence`` (neither changed nor cancelled), ``equipment`` (not removed).
    """

    key: str
    count: int
    criterion: str
    trades: tuple[str, ...]
    parks: tuple[str, ...] = ()
    disposal: str = "整体退出"
    flags: Mapping[str, str] = field(default_factory=dict)
    cycle: str = ""
    only: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


_MADE = {"manufacturing": "true"}
BATCHES = (
    Batch(
        "violation", 18, "1-1.1", ("五金加工", "家具加工", "塑料加工", "木材加工"), (*NORTH, *SOUTH, ""), "清理取缔",
        _MADE, "violation", late=("2017-01-18",), short=("staff", "stopped"),
    ),
    Batch(
        "hazard", 4, "1-2.1", ("危险化学品生产",), ("",), flags={**_MADE, "unfit": "true"}, cycle="hazard",
        only=("危险化学品生产",),
    ),
    Batch(
        "dealer", 5, "1-2.2", ("危险化学品经营",), ("",), flags={"unfit": "true", "hidden_danger": "true"},
        cycle="hazard", only=("危险化学品经销", "危险化学品储存"), late=("2017-02-14",),
    ),
    Batch(
        "safe_dealer", 3, "g1", ("危险化学品经营",), ("",), flags={"unfit": "true"}, cycle="hazard",
        only=("危险化学品经销", "危险化学品储存"), short=("listed",),
    ),
    Batch(
        "catalogue", 17, "1-3.1", ("",), (*SOUTH[:3], *NORTH[:2], ""), flags=_MADE, cycle="catalogue",
        late=("2017-02-20", "2017-03-06"),
    ),
    Batch(
        "process", 10, "1-3.2", ("家具制造", "木制品制造"), (*SOUTH, *ESTATES), "环节退出", _MADE, "process",
        late=("2017-01-25",), short=("listed",),
    ),
    Batch(
        "north", 16, "1-4.2", ("服装加工", "机械加工", "印刷包装", "食品加工"), NORTH,
        flags={**_MADE, "unfit": "true"}, late=("2017-02-08", "2017-03-10"), short=("licence",),
    ),
    Batch(
        "scattered", 22, "2.1", ("五金加工", "喷涂加工", "塑料加工", "废旧物资加工"), SOUTH,
        flags={**_MADE, "unfit": "true", "scattered": "true"}, late=("2018-01-12",), short=("stopped", "equipment"),
    ),
    Batch(
        "estate", 9, "2.2", ("机械加工", "橡胶制品", "金属制品"), ESTATES, flags={**_MADE, "unfit": "true"},
    ),
    Batch(
        "farm", 12, "2.4", ("生猪养殖", "肉鸡养殖", "大棚种植"), FARMS, flags={"farming": "true"}, short=("stopped",),
    ),
    Batch(
        "station", 4, "g1", ("",), ("",), flags={**_MADE, "unfit": "true"}, cycle="station", late=("2018-02-06",),
    ),
)  # fmt: skip

TRADE_OF = {"目录内其他行业": "油毡加工", "其他污染工艺和设备": "金属喷涂"}
"""What an enterprise of the other lines of the catalogue does."""

PACE = (0.35, 0.75, 1.0)
"""The share of those in time who have everything by a third, by two thirds and by the end of their time."""

EXEMPT = {
    # batch and place in it -> class, assessed, decided
    ("catalogue", 3): ("高新技术企业", "2016-09-20", "2016-10-18"),
    ("north", 5): ("工艺美术企业", "2016-10-12", "2016-11-15"),
    ("estate", 2): ("上市公司", "2017-05-10", "2017-06-20"),
    ("catalogue", 9): ("企业技术中心", "2016-11-08", ""),
    ("north", 8): ("驰名著名商标持有企业", "", ""),
}
"""Flagged as exempt: three with assessment and decision, one still undecided, one not even assessed."""

OWN = {("catalogue", 9): "stopped", ("north", 8): "2017-03-24"}
"""Batch and place -> how far it came (as ``short``) or the day on which it had everything, not by its batch."""

STOP_ORDERS = {
    # batch and place in it -> order, power cut, water cut
    ("violation", 18): ("2017-01-10", "2017-01-12", "2017-01-13"),
    ("catalogue", 9): ("2017-01-16", "2017-01-18", ""),
    ("north", 8): ("2017-01-20", "2017-01-23", "2017-01-24"),
    ("north", 15): ("2017-02-10", "", "2017-02-14"),
    ("scattered", 21): ("2018-01-15", "2018-01-17", ""),
}
"""Enterprises that the district ordered to stop: two without water cut yet, one without power cut."""


@dataclass(frozen=True)
class Newcomer:
    """An enterprise that came after the baseline: listed when it was found."""

    park: str
    trade: str
    listed: str
    flags: Mapping[str, str]
    disposal: str = "整体退出"
    proven: str = ""


NEWCOMERS = (
    Newcomer(
        "示例02大院", "食品加工", "2016-09-20", {"licence_issued_on": "2016-09-08", "unfit": "true"},
        proven="2016-12-15",
    ),
    Newcomer("示例03大院", "机械加工", "2017-06-12", {"licence_issued_on": "2017-05-18", "unfit": "true"}),
    Newcomer("示例08大院", "铸造", "2017-05-16", {"catalogue": "铸造", "scattered": "true"}, proven="2017-06-28"),
    Newcomer("示例10大院", "电镀", "2018-02-27", {"catalogue": "电镀", "scattered": "true"}),
    Newcomer("示例07大院", "木材加工", "2018-03-12", {"violation": "无证照经营"}, "清理取缔"),
)  # fmt: skip


@dataclass(frozen=True)
class Relapse:
    """An enterprise that was out and was found again; ``cleared`` is empty while it stands."""

    batch: str
    place: int
    opened: str
    kind: str
    result: str
    cleared: str = ""


RELAPSES = (
    Relapse("north", 2, "2017-05-11", "look_back", "capacity", "2017-06-02"),
    Relapse("catalogue", 5, "2017-09-20", "complaint", "producing", "2017-10-16"),
    Relapse("violation", 4, "2018-02-08", "night_patrol", "producing"),
)

REFUSED = {("catalogue", 6): ("第三方验收", ""), ("north", 6): ("随机抽验", "2017-03-20")}
"""Batch and place -> the stage that was refused, and the day on which it passed in the end."""
REFUSED_AFTER = 21
DRAWN = 0.15
"""The share of enterprises accepted by the third party that are drawn for the spot check."""

VIOLATIONS = (
    # batch, place, found by, day, answered by a look-back on
    ("scattered", 12, "区环保局", "2016-09-06", "2016-09-27"),
    ("scattered", 15, "区安全监管局", "2016-11-15", "2016-12-06"),
    ("estate", 8, "区公安消防支队", "2017-02-21", "2017-03-14"),
    ("scattered", 18, "区环保局", "2017-04-12", "2017-05-05"),
    ("farm", 12, "区水务局", "2018-03-20", ""),
    ("scattered", 21, "区环保局", "2018-03-06", ""),
)

NOT_LOOKED_AT_SINCE = {"示例04大院": "2017-08-01"}
"""The park where the look-backs stopped."""

DONE = {
    "s3-2": "2016-09-12", "s3-3": "2016-10-10", "s4": "2016-08-30", "s4a": "2016-09-28", "s4b": "2016-10-20",
    "s4c": "2016-12-15", "s5a": "2016-08-08", "s7": "2016-07-18", "1-3a": "2016-09-01", "1-5": "2016-07-29",
    "1-7": "2016-08-19", "2-1a": "2016-06-14", "2-1c": "2016-08-05", "2-3": "2016-08-30", "2-5": "2016-09-12",
    "5-1": "2016-07-26", "6-1": "2016-06-14", "9-2": "2016-08-12", "11-1": "2016-09-09", "11-4": "2016-10-27",
    "14-2": "2016-09-30", "15": "2016-10-10", "25-1": "2016-08-16", "31-2": "2016-09-21", "31-3": "2016-08-25",
    "31-4a": "2016-08-31", "31-4d": "2016-12-19", "32-1": "2016-07-08", "32-2": "2016-08-26", "32-3a": "2016-08-31",
    "32-5c": "2016-07-22",
}  # fmt: skip
"""One-off duty -> the day on which it was done."""

LISTS = (
    # item, period, filed, the towns that filed it, what was not on it, note
    ("32-3d", "", "2016-12-27", ("示例一镇", "示例二镇", "示例三镇", "示例五镇", "示例六街道"), "", ""),
    ("32-3d", "", "2016-12-27", ("示例四镇",), "sealed", "示例：缺公章"),
    ("32-3d", "", "2017-01-06", ("示例四镇",), "", "示例：补盖公章后重报"),
    ("32-3", "2017", "2017-12-25", ("示例一镇", "示例三镇", "示例四镇", "示例五镇", "示例六街道"), "", ""),
    ("32-3", "2017", "2017-12-25", ("示例二镇",), "head_signed", "示例：缺乡镇长签字"),
)
"""The towns' yearly lists: one town's first is late for want of the seal, another's second never complete."""
SIGNS = ("secretary_signed", "head_signed", "sealed")
"""What must be on a list of the towns."""

HABITS = Habits(late=0.0, missed=0.02)
HABITS_OF = {
    "s2 领导小组": Habits(late=0.0, missed=0.12),
    "1-9 领导小组": Habits(late=0.0, missed=0.08),
    "32-4 示例三镇": Habits(late=0.0, missed=0.1),
    "32-4 示例五镇": Habits(late=0.1, missed=0.0),
}
"""Duty and unit -> how they file, where it is not as usual."""

MONEY_STOPS = {
    ("north", 3): "declared", ("north", 4): "part", ("scattered", 2): "approved", ("scattered", 5): "approved",
}  # fmt: skip
"""Batch and place -> how far its clearing money (腾地经费) came, where it was not paid in full."""
NO_PERMIT_END = (("dealer", 2),)
"""Its permit was not cancelled."""
NOT_ASSESSED = 0.08
"""The share of manufacturing enterprises whose energy use nobody has assessed."""
NO_CUT = (("violation", 6), ("violation", 11))
"""Unlicensed and the like, to whom water is still supplied."""
