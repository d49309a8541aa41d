"""The story of the biaokou sample: dates and shares that nobody published. Everything in it is fictional (示例)."""

from __future__ import annotations

from dataclasses import dataclass

PLAN = "biaokou"
LAST_DAY = "2023-12-31"

TOWN = "俵口镇政府"
GROUP = "领导小组"
NIGHT_TEAM = "巡查小组"
OFFICE = "示例环境保护办公室"

TRADES = (
    "五金加工", "塑料制品", "木材加工", "家具制造", "喷涂加工", "橡胶制品", "钢结构制作", "门窗制作",
    "废旧物资加工", "建材加工",
)  # fmt: skip
TRADE_OF_GROUND = {"1": "黏土砖制造", "2": "小作坊加工", "5": "喷涂加工"}
FORMS = {"company": "{}有限公司", "household": "{}经营部", "collective": "村集体{}厂", "": "{}作坊"}


@dataclass(frozen=True)
class Closing:
    """Enterprises to be closed on one ground. ``course``: self, slow (power cut later), enforced, short (an item is
    missing), idle (its time has passed, nobody enforced), waiting (its time has not passed).

    ``verified`` is the day on which the ground was established, or passed; ``days`` are allowed to clear.
    """

    ground: str
    verified: str
    courses: tuple[str, ...]
    days: int = 10


CLOSINGS = (
    Closing("1", "2023-09-05", ("self", "enforced")),
    Closing("2", "2023-09-07", ("self", "self", "enforced", "short")),
    Closing("3.1", "2023-09-12", ("self", "self", "enforced", "idle")),
    Closing("3.2", "2023-09-14", ("self", "slow")),
    Closing("3.3", "2023-11-15", ("self", "waiting"), 60),
    Closing("4", "2023-09-20", ("self", "enforced", "self")),
    Closing("5", "2023-10-12", ("self", "enforced")),
    Closing("6", "2023-11-30", ("self", "waiting"), 45),
)
MISSING_ITEM = "断水"
"""The item of the exit standard that the enterprise of the course ``short`` lacks."""


@dataclass(frozen=True)
class Moving:
    """Enterprises to be moved by ``due``: so many in time, late, never so far, gone without the power being off,
    still at work in time."""

    due: str
    in_time: int
    late: int = 0
    never: int = 0
    unproven: int = 0
    working: int = 0


MOVINGS = (
    Moving("2023-10-31", 12, late=1, never=2),
    Moving("2023-11-30", 12, late=1, unproven=2),
    Moving("2024-01-31", 4, working=8),
)
CONFLICT = ("4", "2023-11-22", "2024-01-31")
"""One enterprise to be moved has a ground for closing as well: the ground, the day it was established, its due day."""

RECTIFYING = (("2023-10-31", "2023-10-20"), ("2023-10-31", "2023-10-27"), ("2023-11-30", "2023-11-21"))
"""Put right in time: by when, and when. The row no longer shows the deadline (q15)."""
RECTIFYING_STILL = ("2024-01-31", "2024-01-31", "2024-02-29")
PERMITS = ("2024-03-31", "2024-06-30", "2025-03-31", "2025-05-31")
"""Permits of enterprises that nothing else is wrong with: the day on which each runs out."""

NEWCOMERS = (
    {"listed_on": "2023-10-17", "found_on": "2023-10-17", "lease_notice_on": "2023-10-18", "notified_on": "2023-10-18",
     "self_clear_due_on": "2023-10-28", "self_cleared_on": "2023-10-26", "stopped_on": "2023-10-18",
     "exited_on": "2023-10-26", "evicted_on": "2023-10-27", "office_told_on": "2023-10-30",
     "no_business_licence_on": "2023-10-17"},
    {"listed_on": "2023-12-12", "found_on": "2023-12-12", "lease_notice_on": "2023-12-13", "notified_on": "2023-12-13",
     "self_clear_due_on": "2024-01-12", "no_business_licence_on": "2023-12-12"},
)  # fmt: skip
"""New 散乱污 workshops on collective land: one cleared out, one still there."""

WITHOUT_PLEDGE = (3, 21)
WITHOUT_DOSSIER = (14, 38, 57)
WITHOUT_DEPARTMENT = (9, 44)
WITHOUT_OFFICER = (27,)
"""Numbers of the enterprises that lack a landlord's pledge, a dossier, an assigned department, an assigned officer."""
RENTED_EVERY, COLLECTIVE_EVERY = 3, 8

GAP_NIGHTS = ("2023-09-29", "2023-10-01", "2023-10-02", "2023-11-19", "2023-12-24")
ONE_PERSON_NIGHTS = ("2023-10-14", "2023-11-05", "2023-12-09")
NOT_LOOKED_AT_SINCE = {"示例九村": "2023-10-12"}
LOOK_DAYS = (18, 26)
"""Look-backs of whole villages fall on these days of each month, or between them."""


@dataclass(frozen=True)
class Found:
    """An observation of one enterprise: the n-th of those that left (in the order of its kind) or are still there.

    ``chain``: minutes after midnight at which it was found, the police called, the leaders told, the scene secured,
    the officers arrived, the law enforced; None where nobody wrote it down.
    """

    on: str
    kind: str
    result: str
    who: str
    chain: tuple[int | None, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()


FOUND = (
    Found("2023-09-22", "patrol", "violation", "working:0", (610, 612, 612, 620, 655, 670)),
    Found("2023-09-27", "patrol", "clear", "working:0"),
    Found("2023-11-06", "night_patrol", "producing", "left:0", (1370, 1372, 1374, 1380, 1405, 1415)),
    Found("2023-11-14", "look_back", "clear", "left:0"),
    Found("2023-11-16", "look_back", "capacity", "left:3", (), (("relisted_on", "2023-11-17"),)),
    Found("2023-12-01", "look_back", "clear", "left:3"),
    Found("2023-12-14", "night_patrol", "producing", "left:5", (1400, 1401, None, 1408, 1430, 1436)),
    Found("2023-12-20", "look_back", "producing", "left:5", (), ()),
)
"""``left:5`` stands open at the end: found by night, its look-back has not put it back on the list."""


@dataclass(frozen=True)
class Told:
    """A complaint or an assignment from above about an enterprise, the patrol that followed, what came of it."""

    on: str
    kind: str
    who: str
    patrol: str = ""
    verified: str = ""
    confirmed: bool | None = None
    handled: str = ""


TOLD = (
    Told("2023-09-11", "complaint", "working:1", "2023-09-12", "2023-09-13", False),
    Told("2023-10-09", "complaint", "closing:0", "2023-10-10", "2023-10-10", True, "2023-10-16"),
    Told("2023-10-24", "assignment", "working:2", "2023-10-25"),
    Told("2023-11-08", "complaint", "working:3", "2023-11-10", "2023-11-10", True, "2023-11-20"),
    Told("2023-11-27", "assignment", "working:4", "2023-11-30"),
    Told("2023-12-05", "complaint", "working:5", "2023-12-06", "2023-12-07", True),
    Told("2023-12-27", "complaint", "working:6"),
    Told("2023-12-28", "assignment", "working:7"),
)

CHAIN_OF_A_DAY = (612, 614, 614, 620, 650, 665)
"""The minutes of the response that followed a complaint which proved true."""

DONE = {"5.1a": "2023-09-20", "5.2a": "2023-09-28", "o1": "2023-09-08", "j3": "2023-10-16"}
"""Milestone or one-off duty -> the day on which it was done."""
ASSESSED = (("2023-09", "2023-09-28"), ("2023-10", "2023-11-03"), ("2023-12", "2023-12-29"))
"""The months in which the villages were assessed -> the day of filing: one late, one left out."""
