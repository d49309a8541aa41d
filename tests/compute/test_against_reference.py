"""parkledger and an independent day-by-day model agree on every day of small random worlds."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from compute.reference_model import World, simulate
from compute.worlds import BASELINE, LAST, ledger_of, random_worlds, to_date, worlds
from parkledger.compute.cases import member_cases
from parkledger.compute.criteria import judge
from parkledger.compute.lives import lives
from parkledger.compute.zero import judge as judge_rule
from parkledger.model.ledger import Campaign

AFTER = 15
"""Days after the last fact on which they are still compared."""


def number(day: date) -> int:
    return (day - BASELINE).days


def states_on(campaign: Campaign, day: int) -> World:
    life = lives(campaign, "enterprises")
    ordinal = to_date(day).toordinal()
    return {"states": {name: life.state(row, ordinal) for name, row in campaign.enterprise_rows.items()}}


def quota_on(campaign: Campaign, day: int) -> World:
    (quota,) = [one for _, _, _, one in campaign.plan.criteria() if one.id == "q"]
    judged = judge(campaign, quota, to_date(day))
    found: World = {"actual": judged.actual, "criterion": judged.state, "due": number(judged.due)}
    return found | ({"days_overdue": judged.days_overdue} if judged.state == "overdue" else {})


def zero_on(campaign: Campaign, day: int) -> World:
    (rule,) = [one for one in campaign.plan.zero if one.id == "relapse"]
    judged = judge_rule(campaign, rule, to_date(day))
    return {
        "population": judged.population,
        "open": {case.enterprise: number(case.since) for case in judged.violations},
        "stale": {case.enterprise for case in judged.stale_cases or ()},
        "zero": judged.zero,
    }


def cases_on(campaign: Campaign, day: int) -> World:
    """By duty that is owed case by case: each case, and the day on which it was done."""
    owed = {one.id: member_cases(campaign, one, to_date(day)) for one in campaign.plan.duties if one.case}
    return {name: {case.label: case.done and number(case.done) for case in cases} for name, cases in owed.items()}


@given(worlds())
@random_worlds
def test_states_quota_and_zero(world):
    """On every day both say the same: states, what remains and whether that is late, relapses, cases of duties."""
    (campaign,) = ledger_of(world).campaigns
    for day, expected in simulate(world, LAST + AFTER).items():
        for ask in (states_on, quota_on, zero_on, cases_on):
            found = ask(campaign, day)
            assert (day, found) == (day, {key: expected[key] for key in found})
        assert ("days_overdue" in expected) == (expected["criterion"] == "overdue")
