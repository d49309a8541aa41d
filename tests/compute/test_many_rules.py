"""Plans with thousands of rules, criteria and classes: what many ask of the same columns is worked out once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parkledger.compute import units as compute_units
from parkledger.compute import zero_kinds
from parkledger.compute.indicators import _Sum
from parkledger.compute.status import status
from parkledger.compute.zero import zero
from parkledger.model.columns import Rows, Table
from support.answers import day
from support.ledgers import a_ledger

ON = day("2021-12-31")
ROSTER = "id, name, park, due_on\n" + "\n".join(f"E{at}, 厂{at}, P{at % 4}, 2021-06-30" for at in range(40))
PARKS = "id, town\n" + "\n".join(f"P{at}, 镇" for at in range(4))


def rules(number, text):
    """A ledger with so many rules; ``N`` stands for the number of each."""
    written = "\n".join(f"- {{id: z{at}, {text.replace('N', str(at))}}}" for at in range(number))
    return a_ledger(parks=PARKS, enterprises=ROSTER, zero=written)


@pytest.fixture
def calls(monkeypatch):
    """How often something is called, by its name there, while an answer is made."""
    counted = []

    def count(of, name):
        true = getattr(of, name)
        monkeypatch.setattr(of, name, lambda *args: counted.append(name) or true(*args))

    def made(ledger, answer):
        counted.clear()
        found = answer(ledger, ON)
        return len(counted), found

    return count, made


def test_rules_that_ask_the_same_are_answered_once(monkeypatch):
    asked = []
    find = zero_kinds.FINDERS["overdue_exit"]
    monkeypatch.setitem(zero_kinds.FINDERS, "overdue_exit", lambda *args: asked.append(args) or find(*args))
    found = zero(rules(50, "kind: overdue_exit, title: 第N条"), ON)
    assert [one.title for one in found[:2]] == ["第0条", "第1条"]
    assert [one.open for one in found] == [40] * 50
    assert len(asked) == 1


@pytest.mark.parametrize("kind", ["overdue_exit", "relapse", "not_accepted", "new_violator", "lacking"])
def test_rules_with_other_filters_look_at_the_same_days(kind, calls):
    count, made = calls
    count(zero_kinds, "until")
    few, _ = made(rules(3, f"kind: {kind}, standard: s, where: {{name: [厂N]}}"), zero)
    many, found = made(rules(40, f"kind: {kind}, standard: s, where: {{name: [厂N]}}"), zero)
    assert many == few
    assert {one.population for one in found} <= {0, 1}


def test_units_that_answer_by_a_filter_do_not_go_through_the_roster_each(calls):
    count, made = calls
    count(Table, "where")

    def by(number):
        filters = ", ".join(f"{{where: {{name: [厂{at}]}}, unit: 局{at}}}" for at in range(number))
        return rules(1, f"kind: overdue_exit, by: [{filters}]")

    few, _ = made(by(2), zero)
    many, (found,) = made(by(40), zero)
    assert many == few
    assert [case.lead for case in found.violations] == [(f"局{at}",) for at in range(40)]


def test_the_class_of_a_case_is_not_sought_among_all_classes(calls):
    count, made = calls
    count(Rows, "__contains__")
    classes = "\n".join(
        f"- {{id: k{at}, clause: 一, when: {{name: [厂{at}]}}, overdue: {{to: k0, because: 二}}}}" for at in range(40)
    )
    ledger = a_ledger(parks=PARKS, enterprises=ROSTER, classes=classes, zero="[{id: z, kind: overdue_exit}]")
    asked, (found,) = made(ledger, zero)
    assert [case.moved.origin for case in found.violations] == [f"k{at}" for at in range(40)]
    assert asked == 0


def test_a_park_has_one_curve_whatever_the_number_that_is_allowed(calls):
    count, made = calls
    count(zero_kinds, "curve")
    curves, found = made(rules(20, "kind: over_quota, most: N"), zero)
    assert [one.open for one in found] == [4] * 10 + [0] * 10
    assert curves == 4


def test_milestones_do_not_go_through_the_filings_each(calls):
    count, made = calls
    count(Table, "where")
    criteria = ", ".join(f"{{id: c{at}, text: 印, clause: 一, due: 2021, milestone: {{}}}}" for at in range(40))
    filings = "item, done_on, filed_on\n" + "\n".join(f"c{at}, , 2021-05-05\nc{at}, 2021-03-03, " for at in range(40))
    ledger = a_ledger(tasks=f"[{{id: t, title: 事, clause: 一, criteria: [{criteria}]}}]", filings=filings)
    asked, (found,) = made(ledger, status)
    assert {one.done_on for one in found.tasks[0].criteria} == {day("2021-03-03")}
    assert asked == 0


NUMBERS = st.decimals(0, 1000, places=2) | st.decimals(0, 1000, places=0)


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), NUMBERS), min_size=1))
def test_a_running_sum_is_written_like_the_sum_of_what_is_in_it(figures):
    last: dict[str, Decimal] = {}
    running = _Sum()
    for who, value in figures:
        running.put(value, last.get(who))
        last[who] = value
        assert str(running.total) == str(sum(last.values(), Decimal(0)))


def test_what_is_owed_is_gone_through_once_not_once_for_each_unit(monkeypatch):
    looks = []

    class Parties(tuple[str, ...]):
        __slots__ = ()

        def __contains__(self, name):
            looks.append(name)
            return super().__contains__(name)

        def __iter__(self):
            looks.append("all")
            return super().__iter__()

    true = compute_units.of_campaign
    monkeypatch.setattr(
        compute_units, "of_campaign", lambda *asked: (one._replace(units=Parties(one.units)) for one in true(*asked))
    )
    units = "\n".join(f"- {{name: 局{at}}}" for at in range(100))
    duties = "\n".join(f"- {{id: d{at}, kind: continuous, lead: [局{at % 100}]}}" for at in range(150))
    found = compute_units.units(a_ledger(units=units, duties=duties), ON)
    assert [one.duties for one in found] == [(f"d{at}", f"d{at + 100}")[: 2 if at < 50 else 1] for at in range(100)]
    assert len(looks) == 150


def test_days_by_a_text_that_hardly_repeats_are_counted_without_a_selection_for_each(monkeypatch):
    numpy = pytest.importorskip("numpy")
    from parkledger.model.arrays import DayArray

    monkeypatch.setattr(DayArray, "tally", lambda *args: pytest.fail("one text after the other"))
    texts, days = [f"P{at}" for at in range(1000)], DayArray(numpy.arange(1, 1001, dtype=numpy.int32))
    found = days.tally_by(texts, Rows((1 << 1000) - 1))
    assert found == {f"P{at}": {at + 1: 1} for at in range(1000)}
