"""Plans with thousands of waivers, figures, unknown names: each list is gone through once, not once for each item."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parkledger.base.findings import Finding
from parkledger.base.spans import Span
from parkledger.checks import check, rule
from parkledger.checks.classes import OUT_OF_SEQUENCE
from parkledger.checks.days import disordered
from parkledger.checks.schedule import OPEN_QUESTION
from parkledger.checks.waivers import waived
from parkledger.model.columns import NEVER
from parkledger.model.notes import Waiver
from parkledger.model.plan import Plan
from support.ledgers import a_ledger

TODAY = date(2021, 12, 31)


def question(at, commit=""):
    return Finding(OPEN_QUESTION, Span("plans/p.yaml"), f"questions/q{at}", commit=commit)


def waiver(at, reason="看过"):
    return Waiver.model_construct(code="PL405", at=at, reason=reason, by="办公室", until=None)


def test_each_of_thirty_thousand_findings_is_held_against_its_own_waivers():
    """Each against each would be nearly a thousand million."""
    found = waived(map(question, range(30_000)), [waiver(f"questions/q{at}", str(at)) for at in range(30_000)])
    assert [one.waived for one in found] == [str(at) for at in range(30_000)]


@pytest.mark.parametrize(
    ("at", "covered"),
    [
        ("questions/q1", True), ("questions", True), ("questions/q", False), ("questions/q1/text", False),
        ("questions/q1@abc", True), ("questions/q1@abcdef0123", True), ("questions@ab", True),
        ("questions/q1@b", False), ("questions/q1@", False), ("@abc", False),
    ],
)  # fmt: skip
def test_what_a_waiver_covers_of_a_history(at, covered):
    (one,) = waived([question(1, "abcdef0")], [waiver(at)])
    assert (one.waived is not None) == covered


def test_a_waiver_that_names_no_commit_behind_its_mark_covers_nothing():
    assert waived([question(1)], [waiver("questions/q1@")])[0].waived is None


def test_of_two_waivers_the_first_gives_the_reason():
    (one,) = waived([question(1)], [waiver("questions", "一"), waiver("questions/q1", "二")])
    assert one.waived == "一"


def test_near_names_are_looked_for_of_no_more_than_are_told(monkeypatch):
    sought = []
    monkeypatch.setattr(rule, "nearest", lambda name, known: sought.append(name) or ())
    duties = "\n".join(f"- {{id: d{at}, kind: continuous, lead: [外局{at}]}}" for at in range(300))
    check(a_ledger(units="[{name: 某局}]", duties=duties), TODAY)
    assert len(sought) == rule.MOST_GUESSES < 300


def test_printed_figures_count_a_list_that_is_made_once(monkeypatch):
    made = []
    criteria = Plan.criteria
    monkeypatch.setattr(Plan, "criteria", lambda plan: made.append(plan) or criteria(plan))

    def times(number):
        made.clear()
        figures = "\n".join(
            f"- {{id: x{at}, clause: 一, text: 印, count: criteria, where: {{id: [c{at}]}}, printed: 1}}"
            for at in range(number)
        )
        found = check(a_ledger(declared=figures), TODAY)
        assert sum(one.rule.code == "PL401" for one in found) == number
        return len(made)

    assert times(30) == times(3)


DAYS = st.lists(st.integers(1, 4) | st.just(NEVER), min_size=3, max_size=3)


@given(st.lists(DAYS, max_size=5))
def test_a_day_before_any_of_those_that_stand_before_it_is_out_of_order(columns):
    pairs = [(one, two) for at, two in enumerate(columns) for one in columns[:at]]
    wrong = {row for (one, two), row in product(pairs, range(3)) if two[row] < one[row] < NEVER}
    assert set(disordered(columns)) == wrong


def test_a_sequence_that_is_written_a_thousand_times_is_held_once():
    rows = "id, listed_on, exited_on\n" + "\n".join(f"E{at}, 2021-05-05, 2021-04-04" for at in range(150))
    one = "- {id: s%d, of: enterprises, columns: [listed_on, exited_on], clause: 一}\n"
    ledger = a_ledger(enterprises=rows, sequences="".join(one % at for at in range(50)))
    assert sum(one.cases for one in check(ledger, TODAY) if one.rule is OUT_OF_SEQUENCE) == 150
