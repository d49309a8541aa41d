"""parkledger and an independent day-by-day model agree on every day of small random worlds."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from compute.reference_model import World, simulate
from compute.worlds import BASELINE, LAST, ledger_of, random_worlds, to_date, worlds
from parkledger.compute.criteria import judge
from parkledger.compute.lives import lives
from parkledger.compute.zero import judge as judge_rule
from parkledger.model.ledger import Ledger

AFTER = 15
"""Days after the last fact on which they are still compared."""


def number(day: date) -> int:
    return (day - BASELINE).days


@given(worlds())
@random_worlds
def test_states(world):
    campaign = ledger_of(world).campaigns[0]
    life = lives(campaign, "enterprises")
    for day, expected in simulate(world, LAST + AFTER).items():
        ordinal = to_date(day).toordinal()
        found = {name: life.state(row, ordinal) for name, row in campaign.enterprise_rows.items()}
        assert (day, found) == (day, expected["states"])


def quota_on(ledger: Ledger, day: int) -> World:
    campaign = ledger.campaigns[0]
    (quota,) = [one for _, _, _, one in campaign.plan.criteria() if one.id == "q"]
    judged = judge(campaign, quota, to_date(day))
    found: World = {"actual": judged.actual, "criterion": judged.state, "due": number(judged.due)}
    return found | ({"days_overdue": judged.days_overdue} if judged.state == "overdue" else {})


@given(worlds())
@random_worlds
def test_quota(world):
    ledger = ledger_of(world)
    for day, expected in simulate(world, LAST + AFTER).items():
        found = quota_on(ledger, day)
        assert (day, found) == (day, {key: expected[key] for key in expected if key in found or key == "days_overdue"})


@given(worlds())
@random_worlds
def test_relapse_zero(world):
    campaign = ledger_of(world).campaigns[0]
    (rule,) = [one for one in campaign.plan.zero if one.id == "relapse"]
    for day, expected in simulate(world, LAST + AFTER).items():
        judged = judge_rule(campaign, rule, to_date(day))
        found = {
            "population": judged.population,
            "open": {case.enterprise: number(case.since) for case in judged.violations},
            "stale": {case.enterprise for case in judged.stale_cases or ()},
            "zero": judged.zero,
        }
        assert (day, found) == (day, {key: expected[key] for key in found})
