"""What changes do to the answers of a day, and which changes are named as the reason."""

from datetime import date

from history.parts import THREE_ENTERPRISES
from parkledger.history.changes import changes
from parkledger.history.effects import effects
from support.ledgers import a_ledger, edited

DAY = date(2021, 8, 1)
PARTS = {
    "criteria": """
        - {id: "1", due: 2021-06, quota: {of: enterprises, where: {zone: 北}, to: 0, done: claimed}}
        - {id: "2", due: 2021-06, milestone: {}}
        - {id: "3", due: 长期坚持, standing: [back]}
        - {id: "4", due: 2021-06, per: zone, quota: {of: enterprises, to: 0, done: claimed}}
        """,
    "zero": "[{id: back, kind: relapse, look_every: year}]",
    **THREE_ENTERPRISES,
}


def turned(**changed):
    """The effects of parts in which texts were replaced (``enterprises=("old", "new")``), or that are new."""
    before, after = a_ledger(**PARTS), a_ledger(**edited(PARTS, **changed))
    found = changes(before, after)
    return effects(before, after, found, DAY)


def because(reasons):
    return [one.pointer for one in reasons]


def late(found):
    return [(one.way, one.late.criterion, one.late.group, because(one.reasons)) for one in found.turns]


def test_a_fact_that_was_added_takes_what_it_finishes_off_the_list():
    found = turned(enterprises=("E-2, 北,   2021-01-01,", "E-2, 北,   2021-01-01, 2021-06-30"))
    assert found.overdue == (4, 2)
    exited = ["enterprises/E-2/exited_on"]
    assert late(found) == [("left", "1", None, exited), ("left", "4", "北", exited)]


def test_a_filing_is_the_reason_of_its_milestone_alone():
    found = turned(filings="item, filed_on\n2, 2021-06-30")
    assert late(found) == [("left", "2", None, ["filings/2"])]
    assert [(one.id, one.old.state, one.new.state) for one in found.answered] == [("2", "overdue", "met")]


def test_a_deadline_that_moved_and_an_extension_are_reasons():
    found = turned(criteria=('{id: "2", due: 2021-06', '{id: "2", due: 2021-09'))
    assert late(found) == [("left", "2", None, ["tasks/t/criteria/2/due"])]
    extension = """[{criterion: "2", filed_on: 2021-06-01, approved_on: 2021-06-02, by: 甲局, reason: 疫情,
                     document: 文1, to: 2021-12-31}]"""
    assert late(turned(extensions=extension)) == [("left", "2", None, ["extensions/2 文1"])]


def test_an_enterprise_that_left_the_population_is_why_less_remains():
    found = turned(enterprises=("E-2, 北", "E-2, 南"))
    moved = ["enterprises/E-2/zone"]
    assert late(found) == [("left", "1", None, moved), ("left", "4", "北", moved)]


def test_what_was_found_turns_dynamic_zero_and_the_criterion_that_stands_on_it():
    found = turned(inspections=("clear", "clear\n        2021-07-01, patrol, E-1, producing"))
    (rule,) = found.zero
    seen = ["inspections/2021-07-01/patrol/E-1"]
    assert (rule.id, rule.old.open, rule.new.open, rule.joined, rule.left) == ("back", 0, 1, ("E-1",), ())
    assert because(rule.reasons) == seen
    standing = next(one for one in found.answered if one.id == "3")
    assert (standing.old.state, standing.new.state, because(standing.reasons)) == ("holding", "breached", seen)


def test_a_rule_that_was_not_known_and_now_is_turned_though_nobody_joined():
    found = turned(zero="[{id: back, kind: relapse}]")
    (rule,) = found.zero
    assert (rule.old.zero, rule.new.zero) == (True, "unknown")
    assert because(rule.reasons) == ["zero/back/look_every"]


def test_what_changes_no_answer_turns_nothing():
    found = turned(duties="[{id: f, kind: recurring, every: month}]", enterprises=("2021-03-01", "2021-03-02"))
    assert (found.overdue, found.turns, found.answered, found.zero) == ((4, 4), (), (), ())
