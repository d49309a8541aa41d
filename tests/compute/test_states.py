"""States of a whole table and of one member's life: both say what ``Lives.state`` says row by row and day by day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.worlds import LAST, ledger_of, random_worlds, to_date, worlds
from parkledger.compute.lives import lives
from parkledger.compute.requirements import proofs
from parkledger.compute.standards import standard_days
from parkledger.compute.states import states_on, stays
from parkledger.model.columns import NEVER, latest
from support.ledgers import a_campaign

DAYS = st.integers(0, LAST + 10)


@random_worlds
@given(worlds(), DAYS)
def test_the_states_of_a_table_are_those_of_its_rows(world, at):
    (campaign,) = ledger_of(world).campaigns
    day, life = to_date(at).toordinal(), lives(campaign, "enterprises")
    found = states_on(campaign, "enterprises", day)
    for row in life.table.all():
        there = [state for state, rows in found.items() if row in rows]
        assert there == [state for state in (life.state(row, day),) if state]


@random_worlds
@given(worlds(), DAYS, DAYS)
def test_the_stays_of_a_member_tell_its_state_on_every_day(world, at, asked):
    (campaign,) = ledger_of(world).campaigns
    day, life = to_date(at).toordinal(), lives(campaign, "enterprises")
    before = min(to_date(asked).toordinal(), day)
    for row in life.table.all():
        told = [one.state for one in stays(campaign, "enterprises", row, day) if one.first <= before < one.until]
        assert told == [state for state in (life.state(row, before),) if state]


@random_worlds
@given(worlds())
def test_the_standards_that_are_asked_for_prove_the_exits(world):
    (campaign,) = ledger_of(world).campaigns
    life = lives(campaign, "enterprises")
    proven = dict.fromkeys(life.table.all(), NEVER)
    for one in proofs(campaign, "enterprises"):
        days = latest([life.claimed, standard_days(life.table, one.items)], life.table.size)
        proven |= {row: days[row] for row in one.rows}
    assert proven == {row: life.proven[row] for row in life.table.all()}


ROSTER = """
    id, listed_on,  notified_on, stopped_on, exited_on
    A,  ,           ,            ,
    B,  2021-07-10, ,            ,
    C,  ,           2021-07-10,  ,
    D,  ,           2021-07-01,  2021-07-10,
    E,  ,           ,            ,           2021-07-10
    F,  ,           ,            ,           2021-07-01
"""


@pytest.mark.parametrize(
    ("on", "states"),
    [
        ("2021-07-09", {"listed": "ACE", "notified": "D", "claimed": "F"}),
        ("2021-07-10", {"listed": "AB", "notified": "C", "stopped": "D", "claimed": "E", "relapsed": "F"}),
    ],
)
def test_each_member_is_in_one_state_and_in_none_before_it_is_listed(on, states):
    campaign = a_campaign(
        enterprises=ROSTER, inspections="on, kind, enterprise, result\n2021-07-10, patrol, F, producing"
    )
    found = states_on(campaign, "enterprises", date.fromisoformat(on).toordinal())
    assert {state: "".join("ABCDEF"[row] for row in rows) for state, rows in found.items() if rows} == states


def test_a_roster_without_listing_days_was_always_there():
    campaign = a_campaign(enterprises="id\nA")
    assert list(states_on(campaign, "enterprises", 1)["listed"]) == [0]


@pytest.mark.parametrize(("on", "last"), [("2021-07-09", "notified"), ("2021-07-10", "stopped")])
def test_a_stay_begins_on_the_very_day_of_its_turn(on, last):
    found = stays(a_campaign(enterprises=ROSTER), "enterprises", 3, date.fromisoformat(on).toordinal())
    assert found[-1].state == last


def test_a_life_from_notice_to_relapse_and_back():
    campaign = a_campaign(
        standards="gone: [{item: 退出, has: exited_on}]",
        proof="gone",
        enterprises="id, listed_on, notified_on, exited_on\nE-1, 2021-01-01, 2021-01-05, 2021-02-01",
        inspections="""\
            on, kind, enterprise, result
            2021-03-01, patrol, E-1, producing
            2021-03-09, look_back, E-1, clear
        """,
    )
    found = stays(campaign, "enterprises", 0, date(2021, 3, 31).toordinal())
    assert [(one.state, date.fromordinal(one.first).isoformat()) for one in found] == [
        ("listed", "2021-01-01"), ("notified", "2021-01-05"), ("proven", "2021-02-01"),
        ("relapsed", "2021-03-01"), ("proven", "2021-03-09"),
    ]  # fmt: skip
    assert found[-1].until == NEVER
