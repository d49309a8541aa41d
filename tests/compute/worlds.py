"""Small random worlds for the property tests: a plan, a roster, observations, filings, figures, in 60 days.

A world is plain dicts. Days are numbers: day 0 is the baseline, 1 to 60 the window in which everything happens.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from parkledger.model.ledger import Ledger
from support.ledgers import a_ledger

BASELINE = date(2021, 6, 30)
LAST = 60
PARKS = ("P", "Q")
World = dict[str, Any]

random_worlds = settings(
    max_examples=110,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)
"""How often a property is tried; a world takes about a hundredth of a second to read."""

DATED = ("notified_on", "stopped_on", "exited_on", "verified_on", "exempted_on", "agreed_on")
LOOKS = ("clear", "producing", "capacity", "violation")


def to_date(day: int) -> date:
    """The date of a day of a world."""
    return BASELINE + timedelta(days=day)


@cache
def _day(first: int = 1) -> st.SearchStrategy[int]:
    """A day of the window from ``first``. Strategies are made once: to make one takes longer than to draw from it."""
    return st.integers(first, LAST)


@cache
def _maybe(first: int = 1) -> st.SearchStrategy[int | None]:
    return st.none() | _day(first)


_BASELINE = st.sampled_from([None, 0])
_LISTED = _BASELINE | _day()
_PARK = st.sampled_from(PARKS)
_DISPOSAL = st.sampled_from(["退出", "退出", "环节退出"])
_EARLY = st.integers(1, LAST // 2)
_PEOPLE = st.integers(1, 3)
_PATROL = st.sampled_from(["patrol", "night_patrol"])
_FOUND = st.sampled_from(LOOKS)
_PASSED = st.sampled_from(["pass", "fail"])
_OF_THREE = st.integers(0, 2)
_SIZE = st.integers(3, 6)
_STAGES = st.sampled_from([["验收"], ["初验", "终验"]])
_FIGURES = st.dictionaries(st.tuples(_PARK, _day()), st.integers(0, 9), max_size=4)
_EXTENSION = st.none() | st.tuples(_day(), st.integers(1, LAST + 20))
_DONE = st.sampled_from(["claimed", "proven", "accepted"])
_DUE = st.integers(5, LAST - 5)
_LOOK_EVERY = st.integers(5, 20)
_FILINGS = st.lists(
    st.tuples(st.sampled_from(["m", "d"]), st.sampled_from(["甲局", "乙局"]), _day()),
    max_size=4,
)


@cache
@st.composite
def _enterprise(draw: Callable[..., Any], name: str) -> World:
    """Who is listed late does nothing before. E0 belongs to the baseline, so that the roster is never empty,
    and has left with a proof, so that much can happen to it."""
    first = name == "E0"
    listed = draw(_BASELINE if first else _LISTED)
    row: World = {
        "id": name,
        "park": "P" if first else draw(_PARK),
        "disposal": "退出" if first else draw(_DISPOSAL),
        "listed_on": listed,
        "due_on": draw(_maybe()),
    }
    days = _maybe(max(listed or 0, 1))
    row |= {column: draw(days) for column in DATED}
    if first:
        row |= {"exited_on": draw(_EARLY), "verified_on": draw(_EARLY)}
    return row


@st.composite
def _look(draw: Callable[..., Any], roster: list[World], stages: list[str]) -> World:
    subject = draw(st.none() | st.sampled_from(roster) | st.sampled_from(roster[:2]) | st.just(roster[0]))
    look: World = {"on": draw(_day()), "stage": "", "people": draw(_PEOPLE)}
    if subject is None:
        kind = draw(_PATROL)
        return look | {"kind": kind, "park": draw(_PARK), "enterprise": "", "result": "clear"}
    look |= {"park": subject["park"], "enterprise": subject["id"]}
    if draw(_OF_THREE) == 0:
        return look | {"kind": "look_back", "result": draw(_FOUND)}
    result = draw(_PASSED)
    return look | {"kind": "acceptance", "stage": draw(st.sampled_from(stages)), "result": result}


@st.composite
def worlds(draw: Callable[..., Any]) -> World:
    """No enterprise is looked at twice in a day, nor found at work on the very day of its claim: the design leaves
    open what comes first."""
    roster = [draw(_enterprise(f"E{number}")) for number in range(draw(_SIZE))]
    stages = draw(_STAGES)
    looks: dict[tuple[int, str], World] = {}
    for look in draw(st.lists(_look(roster, stages), max_size=16)):
        looks.setdefault((look["on"], look["enterprise"] or look["park"]), look)
    claims = {row["id"]: row["exited_on"] for row in roster}
    kept = [
        look
        for look in looks.values()
        if look["result"] not in ("producing", "capacity") or claims[look["enterprise"]] != look["on"]
    ]
    members = sum(1 for row in roster if not row["listed_on"])
    figures = draw(_FIGURES)
    extension = draw(_EXTENSION)
    return {
        "enterprises": roster,
        "inspections": kept,
        "stages": stages,
        "done": draw(_DONE),
        "from": draw(st.none() | st.integers(members, members + 2)),
        "to": draw(st.integers(0, 2)),
        "due": draw(_DUE),
        "extension": None if extension is None else {"approved_on": extension[0], "to": extension[1]},
        "look_every": draw(_LOOK_EVERY),
        "filings": [{"item": item, "unit": unit, "filed_on": on} for item, unit, on in draw(_FILINGS)],
        "indicators": [
            {"subject": park, "indicator": "税收", "on": on, "value": value} for (park, on), value in figures.items()
        ],
    }


def up_to(world: World, day: int) -> World:
    """The world as it was known on a day: every fact that is dated later is dropped."""

    def known(row: World) -> World:
        return {key: None if key in DATED and (value or 0) > day else value for key, value in row.items()}

    return world | {
        "enterprises": [known(row) for row in world["enterprises"] if (row["listed_on"] or 0) <= day],
        "inspections": [row for row in world["inspections"] if row["on"] <= day],
        "filings": [row for row in world["filings"] if row["filed_on"] <= day],
        "indicators": [row for row in world["indicators"] if row["on"] <= day],
        "extension": world["extension"] if (world["extension"] or {"approved_on": 0})["approved_on"] <= day else None,
    }


def ledger_of(world: World) -> Ledger:
    """The ledger of a world. The reference model knows criterion ``q``, rule ``relapse`` and the duties that are
    owed case by case."""
    due = to_date(world["due"])
    start = "" if world["from"] is None else f"from: {world['from']}, "
    quota = f"quota: {{of: enterprises, {start}to: {world['to']}, done: {world['done']}, except: exempt}}"
    extension = ""
    if world["extension"]:
        approved, to = (to_date(world["extension"][key]) for key in ("approved_on", "to"))
        extension = f"""
            - {{criterion: q, filed_on: {BASELINE}, approved_on: {approved}, by: 区, reason: 汛期, document: 甲,
                to: {to}}}
        """
    return a_ledger(
        effective_on=f"{BASELINE}",
        baseline_on=f"{BASELINE}",
        columns="""
            enterprises:
              - {key: verified_on, title: 核验日期, type: date}
              - {key: exempted_on, title: 免除日期, type: date}
              - {key: agreed_on, title: 协议日期, type: date}
        """,
        standards="""
            no_capacity: [{item: 不具备生产能力, has: verified_on}]
            exempt: [{item: 免除, has: exempted_on}]
            agreement: [{item: 协议, has: agreed_on}]
            agreed_in_time: [{item: 告知前的协议, has: agreed_on, not_after: notified_on}]
        """,
        proof="no_capacity",
        disposals="[{id: 退出, standard: no_capacity}, {id: 环节退出, process: true}]",
        acceptance="[" + ", ".join(f"{{stage: {stage}}}" for stage in world["stages"]) + "]",
        goals=f"- {{id: g, due: {due}, {quota}}}",
        tasks=f"""
            - id: "1"
              criteria:
                - {{id: q, due: {due}, {quota}}}
                - {{id: parks, due: {due}, per: park, quota: {{of: enterprises, to: 0, done: {world["done"]}}}}}
                - {{id: agreed, due: {due}, coverage: {{of: enterprises, standard: agreement}}}}
                - {{id: crowd, due: {due}, threshold: {{of: enterprises, at_most: 4}}}}
                - {{id: tax, due: {due}, threshold: {{of: parks, indicator: 税收, at_least: 8}}}}
                - {{id: m, due: {due}, milestone: {{}}}}
                - {{id: words, due: {due}, qualitative: true}}
            - id: "2"
              park: P
              criteria:
                - {{id: park, due: {due}, quota: {{of: enterprises, to: {world["to"]}, done: claimed}}}}
                - {{id: standing, due: standing, standing: [relapse, crowded]}}
                - {{id: someday, due: unscheduled, quota: {{of: enterprises, to: 0}}}}
        """,
        zero=f"""
            - {{id: relapse, kind: relapse, look_every: {world["look_every"]}天}}
            - {{id: new, kind: new_violator, look_every: month, days_allowed: 3}}
            - {{id: late, kind: overdue_exit}}
            - {{id: claimed, kind: claimed_not_proven, days_allowed: 7}}
            - {{id: accepted, kind: not_accepted}}
            - {{id: crowded, kind: over_quota, most: 1, look_every: week}}
        """,
        duties="""
            - {id: d, kind: recurring, every: half_month, within: 3, lead: [甲局, 乙局], each: true}
            - {id: night, kind: recurring, every: week, lead: [甲局],
               met_by: {inspections: night_patrol, people_at_least: 2}}
            - {id: checked, kind: conditional, lead: [甲局],
               case: {of: enterprises, trigger: notified_on, done: verified_on, except: agreed_in_time}}
            - {id: followed, kind: conditional, lead: [甲局],
               case: {of: enterprises, trigger: stopped_on, done: no_capacity, except: exempt}}
        """,
        units="[{name: 甲局}, {name: 乙局}]",
        extensions=extension,
        parks="id\nP\nQ",
        enterprises=_table(world["enterprises"], ("id", "park", "disposal", "listed_on", "due_on", *DATED)),
        inspections=_table(world["inspections"], ("on", "kind", "park", "enterprise", "stage", "result", "people")),
        filings=_table(world["filings"], ("item", "unit", "filed_on")),
        indicators=_table(world["indicators"], ("subject", "indicator", "on", "value")),
    )


def _table(rows: list[World], columns: tuple[str, ...]) -> str:
    def cell(column: str, value: object) -> str:
        if value is None:
            return ""
        return f"{to_date(value)}" if column == "on" or column.endswith("_on") else f"{value}"  # type: ignore[arg-type]

    lines = [", ".join(cell(column, row[column]) for column in columns) for row in rows]
    return "\n".join([", ".join(columns), *lines])
