"""The story of the guangzhou sample: dates and shares that nobody published. Its areas come from the plan."""

from __future__ import annotations

from dataclasses import dataclass

PLAN = "guangzhou-2019"
LAST_DAY = "2021-12-31"
LISTED_ON = "2019-07-31"
CITY = "市工业和信息化局"

CLOSE, CONVERT, UPGRADE = "淘汰关停", "功能转换", "改造提升"
FIRST, SECOND, THIRD = "第一批", "第二批", "第三批"
STARTS = {
    FIRST: ("2019-09-23", "2019-12-20"), SECOND: ("2020-01-06", "2020-06-19"), THIRD: ("2021-01-11", "2021-04-23"),
}  # fmt: skip
"""Batch -> the days between which its projects start."""


@dataclass(frozen=True)
class Project:
    """One park of a batch: its ``share`` (in percent) of what its district is to do, and when it was done.

    ``planned`` is empty where it was done as planned; ``ordered`` and ``due`` are the order to finish and the new
    deadline. A disposal may be written with one of the plan's aliases.
    """

    share: int
    disposal: str
    batch: str
    done: str = ""
    planned: str = ""
    ordered: str = ""
    due: str = ""
    pilot: str = ""


PROJECTS = {
    "荔湾区": (
        Project(40, CONVERT, FIRST, "2020-06-18", pilot="市级"),
        Project(35, UPGRADE, SECOND, "2021-03-19"),
        Project(27, CLOSE, THIRD, "2021-09-24"),
    ),
    "海珠区": (Project(60, CONVERT, FIRST, "2020-11-20"), Project(45, UPGRADE, SECOND, "2021-08-13")),
    "天河区": (
        Project(50, UPGRADE, FIRST, "2020-12-11"),
        Project(30, CONVERT, SECOND, "2021-10-22"),
        Project(22, UPGRADE, THIRD, "", "2021-09-30", "2021-10-15", "2021-12-15"),
    ),
    "白云区": (
        Project(18, UPGRADE, FIRST, "2020-09-25", pilot="市级"),
        Project(15, CLOSE, FIRST, "2020-07-31"),
        Project(14, CONVERT, SECOND, "2021-01-22"),
        Project(13, UPGRADE, SECOND, "2021-06-25", pilot="区级"),
        Project(12, "改造提升类", SECOND, "2021-11-26"),
        Project(10, CLOSE, THIRD, "2021-12-17"),
        Project(11, CONVERT, THIRD, "", "2021-09-30", "2021-10-15", "2021-12-20"),
        Project(9, UPGRADE, THIRD, "", "2021-12-20"),
    ),
    "黄埔区": (
        Project(55, UPGRADE, FIRST, "2020-05-29", pilot="区级"),
        Project(50, CONVERT, SECOND, "2020-12-18"),
    ),
    "番禺区": (
        Project(20, UPGRADE, FIRST, "2020-10-30", pilot="市级"),
        Project(18, CONVERT, FIRST, "2020-12-25"),
        Project(17, "关停淘汰", SECOND, "2021-04-23"),
        Project(16, UPGRADE, SECOND, "2021-09-17"),
        Project(15, CONVERT, THIRD, "2021-11-19"),
        Project(16, UPGRADE, THIRD, "2021-12-24"),
    ),
    "花都区": (
        Project(20, UPGRADE, FIRST, "2020-08-28"),
        Project(19, CLOSE, FIRST, "2020-11-27"),
        Project(18, CONVERT, SECOND, "2021-05-21"),
        Project(17, UPGRADE, SECOND, "2021-12-10", "2021-08-31", "2021-09-13", "2021-11-30"),
        Project(16, UPGRADE, THIRD, "2021-12-29"),
        Project(13, CONVERT, THIRD, "", "2021-12-24"),
    ),
    "南沙区": (
        Project(30, UPGRADE, FIRST, "2020-09-11"),
        Project(28, CONVERT, SECOND, "2021-02-26"),
        Project(25, UPGRADE, SECOND, "2021-07-30"),
        Project(20, CLOSE, THIRD, "2021-10-15"),
    ),
    "从化区": (Project(100, CLOSE, FIRST, "2020-04-24"),),
    "增城区": (
        Project(40, UPGRADE, FIRST, "2020-12-04", pilot="区级"),
        Project(35, "功能转变", SECOND, "2021-08-20"),
        Project(27, UPGRADE, THIRD, "2021-12-31"),
    ),
}  # fmt: skip
"""District -> its projects. 天河区、白云区、花都区 fall short."""
OTHERS = {"白云区": 2, "番禺区": 2}
"""How many parks of a district are in no batch, where it is not one; they share the rest of its area."""


@dataclass(frozen=True)
class Newcomer:
    """A park that the land survey found later."""

    district: str
    area: str
    listed: str
    classified: str


NEWCOMER = Newcomer("花都区", "0.32", "2020-12-18", "2021-03-10")

LEFT_OUT = {
    "白云-04": ("summed_up_on",), "白云-05": ("agreed_liability",), "白云-09": ("land_on",),
    "白云-08": ("agreement_on", "agreed_intensity", "agreed_output", "agreed_liability"),
    "从化-02": ("fire_managed_on",), "天河-03": ("stage_goals",),
    "番禺-05": ("risk_assessed_on", "risk_reported_on"), "番禺-07": ("planning_on",),
    "花都-05": ("agreed_output",), "花都-08": ("land_on", "planning_on", "fire_managed_on"),
    "增城-03": ("risk_reported_on",),
}  # fmt: skip
"""Park -> the columns that nobody filled in."""
ASSESSED_LATE = {"天河-03": 25}
"""Park -> how many days after its start its risks were assessed."""


@dataclass(frozen=True)
class Breach:
    """A review that found the agreement not kept; ``cleared`` is empty while it stands."""

    park: str
    found: str
    cleared: str = ""


BREACHES = (
    Breach("南沙-01", "2021-03-10", "2021-05-21"),
    Breach("白云-01", "2021-05-18", "2021-07-23"),
    Breach("番禺-04", "2021-11-16"),
)
LOOKS_FROM, LOOKS_UNTIL = "2019-10-08", "2019-12-20"
NOT_LOOKED_AT_SINCE = {"白云-02": "2021-04-16"}
"""Parks where the patrols stopped -> the day of the last one."""


@dataclass(frozen=True)
class Offence:
    """An enterprise found building illegally or without a licence; ``listed`` if it came after the plan."""

    park: str
    what: str
    found: str
    cleared: str = ""
    exited: str = ""
    listed: str = ""


ILLEGAL, UNLICENSED = "违法建设", "无照经营"
OFFENCES = (
    Offence("荔湾-02", ILLEGAL, "2019-11-13", cleared="2019-12-18"),
    Offence("天河-01", UNLICENSED, "2020-03-24", cleared="2020-04-16"),
    Offence("白云-01", ILLEGAL, "2020-05-12", cleared="2020-08-07"),
    Offence("白云-02", UNLICENSED, "2021-03-18", exited="2021-04-15", listed="2021-03-18"),
    Offence("白云-02", ILLEGAL, "2021-02-03", cleared="2021-04-13"),
    Offence("白云-07", ILLEGAL, "2021-10-26"),
    Offence("白云-09", UNLICENSED, "2021-11-24", listed="2021-11-24"),
    Offence("黄埔-02", UNLICENSED, "2020-07-09", cleared="2020-07-30"),
    Offence("番禺-03", ILLEGAL, "2020-09-17", cleared="2020-12-03"),
    Offence("番禺-08", UNLICENSED, "2020-10-20", exited="2020-11-12", listed="2020-10-20"),
    Offence("花都-04", ILLEGAL, "2021-06-22", cleared="2021-09-08"),
    Offence("花都-06", ILLEGAL, "2021-12-07"),
    Offence("南沙-04", UNLICENSED, "2021-01-20", cleared="2021-02-25"),
    Offence("增城-02", ILLEGAL, "2021-04-07", cleared="2021-06-17"),
)
TRADES = (
    "五金加工", "皮具加工", "服装加工", "塑料制品", "家具制造", "印刷包装", "仓储物流", "化妆品包装", "汽车配件",
    "电子组装",
)  # fmt: skip

DONE = {
    "4.1": "2019-08-09", "6.1": "2019-08-30", "5.1": "2019-09-27", "2.2": "2019-10-25", "3.1": "2019-09-30",
    "1.1": "2019-12-27", "3.2": "2020-01-21", "2.3": "2020-12-28", "3.3": "2021-01-29",
    "t2a": "2019-11-15", "t3a": "2019-09-12", "t3b": "2019-09-29", "b1a": "2019-08-20", "b1e": "2019-09-06",
    "b2b": "2019-10-18", "b3a": "2019-12-13",
}  # fmt: skip
"""Milestone or one-off duty -> the day on which it was done: one is late, the acceptance (3.4) is not there."""
EACH_DONE = {
    "t1b": ("2019-11-04", "2019-12-20"), "t1c": ("2019-12-02", "2020-06-30"), "t1d": ("2019-12-02", "2020-06-30"),
    "t4a": ("2019-09-16", "2019-12-13"), "t5a": ("2019-09-16", "2020-03-31"), "t6b": ("2019-10-14", "2020-05-29"),
    "t6d": ("2020-03-02", "2020-12-18"), "t7b": ("2020-03-02", "2020-12-18"), "t7c": ("2020-03-02", "2020-12-18"),
    "b1c": ("2019-08-26", "2019-10-11"), "s7a": ("2020-01-06", "2020-01-23"), "s7b": ("2020-01-06", "2020-01-23"),
    "s9a": ("2021-01-06", "2021-01-28"), "s9b": ("2021-01-06", "2021-01-28"),
}  # fmt: skip
"""Duty of each district -> the days between which they did it."""
EACH_OTHERWISE = {
    "s7a 花都区": "2020-02-21", "s7b 花都区": "2020-02-21", "s9b 天河区": "2021-02-09",
    "s9a 从化区": "", "s9b 从化区": "", "t6d 荔湾区": "", "t6d 从化区": "", "t1d 南沙区": "", "t7c 花都区": "",
}  # fmt: skip
"""Duty and district -> the day on which it did it instead; never, where it is empty."""
BULLETIN = "b2c"
BULLETIN_OTHERWISE = {"2020-Q1": "", "2020-Q2": "2020-07-13", "2021-Q3": "2021-11-05"}

INDICATOR = "核定面积"
UPDATED_ON = "2020-12-25"
UPDATED_BY = {"白云区": "0.46", "花都区": "0.32", "番禺区": "-0.18", "从化区": "-0.01"}
"""District -> by how much the land survey changed its area."""
