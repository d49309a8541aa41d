"""The story of the wuhai sample: parks, days and figures that nobody published; its rules come from the plan."""

from __future__ import annotations

from dataclasses import dataclass

PLAN = "wuhai-2025"
LAST_DAY = "2026-10-31"
OFFICERS = "包联责任人"
INDUSTRY = "市工业和信息化局"


@dataclass(frozen=True)
class ParkStory:
    """A park's enterprises: how many there are, how many of them are stopped, and from when they are looked after.

    ``assigned`` is the day from which the park's enterprises have their officers, ``surveyed`` the one on which its
    stopped enterprises were listed.
    """

    enterprises: int
    stopped: int
    assigned: str
    surveyed: str
    trades: tuple[str, ...]


PARKS = {
    "示例甲": ParkStory(16, 2, "2025-12-10", "2025-12-18", ("精细化工", "新材料")),
    "示例乙": ParkStory(14, 2, "2025-12-19", "2026-01-08", ("精细化工", "储能电池", "新材料")),
    "示例丙": ParkStory(8, 1, "2026-01-16", "2026-01-22", ("精细化工",)),
    "示例丁": ParkStory(12, 3, "2026-01-23", "2026-03-05", ("装备制造", "光伏组件")),
    "示例戊": ParkStory(14, 4, "2026-03-06", "2026-03-19", ("新材料", "装备制造")),
    "示例己": ParkStory(10, 2, "2026-04-24", "2026-05-14", ("精细化工", "光伏组件", "新材料", "装备制造")),
    "示例庚": ParkStory(8, 2, "2026-07-17", "2026-07-23", ("光伏组件",)),
}
"""Park -> its enterprises; the parks themselves stand in ``data/parks``."""

LISTED_ON = "2025-11-17"
"""The day on which the office set up its roster."""

MEASURES = {
    "主动帮扶": "协助恢复生产", "合作经营": "引入合作方共用厂房", "转型升级": "更换工艺后复产",
    "依法收回": "依法收回闲置土地", "收购储备": "土地纳入收购储备", "重组整合": "并入同园区企业",
}  # fmt: skip
"""How a stopped enterprise is treated -> the measure that its dossier names."""

LACKS = {
    ("示例丁", 12): ("method",), ("示例戊", 14): ("answerable",), ("示例己", 10): ("dossier_on", "method"),
    ("示例庚", 8): ("surveyed_on", "scoped_on", "dossier_on", "measures", "treated_by", "answerable", "method"),
    ("示例庚", 3): ("officer",),
}  # fmt: skip
"""Park and place -> the columns that are still empty on the last day."""


@dataclass(frozen=True)
class Newcomer:
    """An enterprise that moved in after the roster was set up; ``assigned`` is empty while nobody looks after it."""

    park: str
    trade: str
    listed: str
    assigned: str = ""


NEWCOMERS = (
    Newcomer("示例甲", "新材料", "2026-05-12", "2026-05-20"),
    Newcomer("示例丁", "装备制造", "2026-06-16", "2026-07-02"),
    Newcomer("示例己", "光伏组件", "2026-09-08"),
)

RISKS = {
    ("示例甲", 3): ("2026-01-20", "2026-01-27"),
    ("示例丁", 2): ("2026-03-10", "2026-04-21"),
    ("示例乙", 4): ("2026-08-11", "2026-08-19"),
    ("示例戊", 5): ("2026-05-14", ""),
}
"""Park and place -> the day a risk of idleness was found, and the day on which somebody stepped in."""

NOT_VISITED_IN = ("2026-02",)
"""Months in which no officer visited any park."""
NOT_VISITED_SINCE = {"示例庚": "2026-05-31"}
"""Parks where the visits stopped -> the last day of the month of the last one."""
VISITS_FROM = "2025-12-01"


@dataclass(frozen=True)
class Problem:
    """An environmental problem found at an enterprise; ``cleared`` is empty while nobody has looked again."""

    park: str
    place: int
    found: str
    cleared: str
    what: str


PROBLEMS = (
    Problem("示例甲", 5, "2026-03-18", "2026-03-27", "界墙外垃圾未清"),
    Problem("示例丁", 4, "2026-04-14", "2026-05-12", "物料露天堆放"),
    Problem("示例丁", 4, "2026-07-16", "2026-07-28", "物料露天堆放（同类问题再次出现）"),
    Problem("示例戊", 7, "2026-09-10", "", "粉状物料未密闭"),
    Problem("示例乙", 6, "2026-10-20", "", "厂区道路破损"),
)
REPEATED = ("示例丁", 4)
"""The enterprise with the same problem twice, for which its officers answered."""

FILED = (
    ("8a-1", "", "", "2025-12-19", "2025-12-22"),
    ("z1", "", "", "2025-12-25", "2025-12-26"),
    ("d6a", "2026", "", "2026-01-15", "2026-01-16"),
    ("d8a", "2025", "", "2026-02-25", "2026-02-27"),
    ("d1b", "", "示例戊 2025", "2026-03-10", "2026-03-11"),
    ("d6b", "2026-Q1", "", "2026-03-12", "2026-03-12"),
    ("3.3a-1", "", "", "2026-03-20", "2026-03-23"),
    ("d1a", "", "示例甲 2025", "2026-03-25", "2026-03-26"),
    ("d8b", "2025", "", "2026-03-31", "2026-03-31"),
    ("z6", "2026-Q1", "", "2026-04-07", "2026-04-08"),
    ("d1c", "", "示例戊 2025", "2026-05-18", "2026-05-20"),
    ("d6b", "2026-Q2", "", "2026-06-24", "2026-06-24"),
    ("d8c", "", "示例戊 2025", "2026-06-26", "2026-06-26"),
    ("5.2a", "", "", "2026-06-30", "2026-07-01"),
    ("z6", "2026-Q2", "", "2026-07-14", "2026-07-15"),
    ("z6", "2026-Q3", "", "2026-10-08", "2026-10-09"),
)
"""Item, period, case, day done, day filed. One quarterly dispatch is late, one meeting is missing."""
ANSWERED = ("d6e", "2026-08-05", "2026-08-06")
"""The duty, day done and day filed by which the officers of the ``REPEATED`` enterprise answered."""

YEARS = {
    "示例甲": {2023: ("92", "4.1", "18.2"), 2024: ("108.5", "5.3", "20.6"), 2025: ("121", "6.05", "22.1")},
    "示例乙": {2023: ("133", "7.2", "24"), 2024: ("128", "6.8", "23.5"), 2025: ("125", "6.4", "22.8")},
    "示例丙": {2024: ("18", "0.6", "6.1"), 2025: ("26", "0.9", "7")},
    "示例丁": {2023: ("105", "5.2", "20.4"), 2024: ("104", "4.7", "20.9"), 2025: ("112", "5.6", "21.5")},
    "示例戊": {2023: ("71", "3.1", "15"), 2024: ("58", "2.3", "12.9"), 2025: ("46.5", "1.7", "11.2")},
    "示例己": {2023: ("52", "2.1", "12.3"), 2025: ("55", "2.3", "12.6")},
    "示例庚": {2023: ("14", "0.42", "5.8"), 2024: ("13.2", "0.38", "5.5"), 2025: ("12.5", "0.36", "5.3")},
}
"""Park -> year -> its figures, in the order in which the plan names the indicators of grading."""
YEAR_KNOWN_ON = "-02-10"
"""The day of the following year on which a year's figures are known."""

LAND = {
    "示例甲": (("2025-12-15", "520", "60", "860"),),
    "示例乙": (("2025-12-15", "610", "45", "1010"),),
    "示例丙": (("2025-12-15", "210", "10", "330"),),
    "示例丁": (("2025-12-15", "300", "48", "540"),),
    "示例戊": (("2025-12-15", "340", "30", "600"),),
    "示例己": (("2025-12-15", "150", "20", "310"), ("2026-07-01", "178", "22", "310")),
    "示例庚": (("2025-12-15", "120", "25", "235"),),
}
"""Park -> day and the areas that the plan's land ratio names, first the shares, then the whole (公顷)."""

SCORES = {
    "示例甲": "91.5", "示例乙": "88", "示例丙": "79.5", "示例丁": "84", "示例戊": "54.5", "示例己": "68",
    "示例庚": "66",
}  # fmt: skip
SCORED_FOR, SCORED_ON = "2025", "2026-02-27"
