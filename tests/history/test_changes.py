"""What changed between two ledgers, in the ledger's own terms: each test shows both ledgers and what is said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from history.parts import THREE_ENTERPRISES
from history.story import a_book, honest_days
from parkledger.history.change import KINDS
from parkledger.history.changes import changes
from support.forms import ledger_in_arrays
from support.ledgers import a_ledger, edited, ledger_from

CRITERIA = """
- {id: "1", due: 2021-06, quota: {of: enterprises, where: {zone: 北}, from: 12, to: 0, done: claimed}, lead: [甲局]}
- {id: "2", due: 长期坚持, standing: [z]}
"""
PARTS = {
    "units": "[{name: 甲局, aliases: [一局]}, {name: 乙局}, {name: 丙局, kind: collective, members: [甲局]}]",
    "criteria": CRITERIA,
    "zero": "[{id: z, kind: relapse, lead: [甲局]}]",
    "duties": "[{id: f, kind: recurring, every: month, lead: [甲局]}]",
    **THREE_ENTERPRISES,
    "filings": """
        item, unit, period,  filed_on
        f,    甲局, 2021-01, 2021-02-03
        f,    甲局, 2021-02, 2021-03-03
        """,
    "indicators": """
        subject, indicator, period, value
        E-1,     产值,      2020,   5
        """,
}


def told(before, after):
    return [(one.kind, one.pointer, one.old, one.new) for one in changes(before, after)]


def replaced(**changed):
    """What is said when parts are others, or texts of them (``units=("old", "new")``)."""
    return told(a_ledger(**PARTS), a_ledger(**edited(PARTS, **changed)))


def test_equal_ledgers_do_not_differ():
    assert told(a_ledger(**PARTS), a_ledger(**PARTS)) == []


DUE = "tasks/t/criteria/1"


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("criteria", "due: 2021-06", "due: 2021-12", ("deadline.moved", f"{DUE}/due", "2021-06", "2021-12")),
        ("criteria", "due: 2021-06", "due: 2021年6月底", ("text.changed", f"{DUE}/due", "2021-06", "2021年6月底")),
        ("criteria", "to: 0", "to: 2", ("target.changed", f"{DUE}/quota/to", Decimal(0), Decimal(2))),
        ("criteria", "from: 12", "from: 9", ("baseline.changed", f"{DUE}/quota/from", Decimal(12), Decimal(9))),
        ("criteria", "zone: 北", "zone: 南", ("criterion.changed", f"{DUE}/quota/where/zone", ("北",), ("南",))),
        ("criteria", "done: claimed", "done: listed_on",
         ("criterion.changed", f"{DUE}/quota/done", "claimed", "listed_on")),
        ("criteria", "lead: [甲局]", "lead: [乙局]", ("unit.replaced", f"{DUE}/lead", ("甲局",), ("乙局",))),
        ("criteria", "lead: [甲局]", "lead: [一局]", ("text.changed", f"{DUE}/lead", ("甲局",), ("一局",))),
        ("criteria", '- {id: "2", due: 长期坚持, standing: [z]}', "",
         ("criterion.removed", "tasks/t/criteria/2", "示例标准", None)),
        ("duties", "every: month", "every: quarter", ("duty.changed", "duties/f/every", "month", "quarter")),
        ("zero", "kind: relapse", "kind: over_quota", ("rule.changed", "zero/z/kind", "relapse", "over_quota")),
        ("units", "members: [甲局]", "members: [乙局]", ("unit.changed", "units/丙局/members", ("甲局",), ("乙局",))),
        ("enterprises", "2021-03-01", "2021-02-01",
         ("fact.back_dated", "enterprises/E-1/exited_on", date(2021, 3, 1), date(2021, 2, 1))),
        ("enterprises", "2021-03-01", "2021-03-02",
         ("fact.corrected", "enterprises/E-1/exited_on", date(2021, 3, 1), date(2021, 3, 2))),
        ("enterprises", "2021-03-01", "", ("fact.removed", "enterprises/E-1/exited_on", date(2021, 3, 1), None)),
        ("enterprises", "E-3, 南", "E-3, 北", ("enterprise.reclassified", "enterprises/E-3/zone", "南", "北")),
        ("inspections", "clear", "producing",
         ("fact.corrected", "inspections/2021-04-01/patrol/E-1/result", "clear", "producing")),
        ("filings", "2021-02-03", "2021-01-31",
         ("fact.back_dated", "filings/f/甲局/2021-01/filed_on", date(2021, 2, 3), date(2021, 1, 31))),
        ("indicators", "2020,   5", "2020,   6",
         ("fact.corrected", "indicators/E-1/产值/2020/value", Decimal(5), Decimal(6))),
    ],
)  # fmt: skip
def test_a_change_is_said_in_the_terms_of_the_ledger(part, old, new, said):
    assert replaced(**{part: (old, new)}) == [said]


@pytest.mark.parametrize(
    ("part", "text", "kind", "pointer"),
    [
        ("waivers", "[{code: PL405, at: questions/q, reason: 已核, by: 甲局}]", "waiver", "waivers/PL405 questions/q"),
        ("extensions", '[{criterion: "1", filed_on: 2021-06-01, approved_on: 2021-06-02, by: 甲局, reason: 疫情, '
         "document: 文1, to: 2021-12-31}]", "extension", "extensions/1 文1"),
        ("amendments", "[{on: 2021-06-01, by: 甲局, document: 文2, at: [tasks/t], reason: 调整}]", "amendment",
         "amendments/文2 2021-06-01"),
        ("questions", "[{id: q, at: 一, text: 何意, reading: 此意}]", "question", "questions/q"),
        ("standards", "{s: [{item: 片区, has: zone}]}", "rule", "standards/s"),
        ("goals", "[{id: g, due: 2021, qualitative: true}]", "criterion", "goals/g"),
        ("provisions", "[{clause: 五, title: 保障, text: 加强领导}]", "text", "provisions/五 保障"),
    ],
)  # fmt: skip
def test_what_stands_beside_comes_and_goes_under_its_own_name(part, text, kind, pointer):
    plain, more = a_ledger(**PARTS), a_ledger(**PARTS, **{part: text})
    assert [one[:2] for one in told(plain, more)] == [(f"{kind}.added", pointer)]
    assert [one[:2] for one in told(more, plain)] == [(f"{kind}.removed", pointer)]


def test_an_alias_that_goes_to_another_unit_replaces_the_unit_though_the_task_reads_as_before():
    plain = PARTS | {"criteria": CRITERIA.replace("lead: [甲局]", "lead: [一局]")}
    after = plain | {"units": plain["units"].replace("甲局, aliases: [一局]", "甲局").replace(
        "name: 乙局", "name: 乙局, aliases: [一局]")}  # fmt: skip
    said = told(a_ledger(**plain), a_ledger(**after))
    assert ("unit.replaced", f"{DUE}/lead", ("甲局",), ("乙局",)) in said


def test_a_unit_that_was_renamed_and_keeps_its_old_name_as_an_alias_is_the_same_unit():
    units = "[{name: 新局, aliases: [一局, 甲局]}, {name: 乙局}, {name: 丙局, kind: collective, members: [甲局]}]"
    assert {one[0] for one in replaced(units=units)} == {"unit.added", "unit.removed"}


def test_an_order_that_decides_is_a_rule():
    stages = "[{stage: 初验}, {stage: 复验}]"
    before, after = a_ledger(acceptance=stages), a_ledger(acceptance="[{stage: 复验}, {stage: 初验}]")
    assert told(before, after) == [("rule.changed", "acceptance/order", ("初验", "复验"), ("复验", "初验"))]


def test_rows_are_paired_by_id_wherever_they_stand():
    rows = PARTS["enterprises"].splitlines()
    moved = "\n".join([*rows[:2], rows[4], rows[3], rows[2], *rows[5:]])
    assert replaced(enterprises=moved) == []


def test_an_enterprise_that_is_gone_or_new_is_named_with_the_facts_that_it_brings():
    rows = PARTS["enterprises"].splitlines()
    other = "\n".join([*rows[:2], *rows[3:5], "E-9, 北, 2021-05-01, 2021-05-02"])
    assert replaced(enterprises=other) == [
        ("enterprise.added", "enterprises/E-9", None, None),
        ("enterprise.removed", "enterprises/E-1", None, None),
        ("fact.added", "enterprises/E-9/listed_on", None, date(2021, 5, 1)),
        ("fact.added", "enterprises/E-9/exited_on", None, date(2021, 5, 2)),
    ]


def test_an_enterprise_of_the_same_name_and_place_under_another_id_was_renumbered():
    roster = "id, name, park\nE-1, 示例厂, 东园\nE-2, 示例社, 东园"
    before, after = a_ledger(enterprises=roster), a_ledger(enterprises=roster.replace("E-2", "E-7"))
    assert told(before, after) == [("enterprise.renumbered", "enterprises/E-7", "E-2", "E-7")]


def test_records_are_a_multiset_of_whole_rows():
    """The same row twice is two facts: one of them can go; and a row that moves in its file is no change."""
    row = "2021-04-01, patrol, E-1,        clear"
    twice = PARTS["inspections"].replace(row, f"{row}\n        {row}")
    assert replaced(inspections=twice) == [
        ("fact.added", "inspections/2021-04-01/patrol/E-1", None, "result clear")
    ]
    rows = PARTS["filings"].splitlines()
    assert replaced(filings="\n".join([*rows[:2], rows[3], rows[2]])) == []


def test_a_column_that_the_file_did_not_have_is_a_fact_where_it_is_filled():
    roster = PARTS["enterprises"].replace("exited_on", "exited_on, notified_on").replace(
        "2021-03-01\n", "2021-03-01, 2021-02-01\n").replace("2021-01-01,\n", "2021-01-01,,\n")  # fmt: skip
    assert replaced(enterprises=roster) == [
        ("fact.added", "enterprises/E-1/notified_on", None, date(2021, 2, 1))
    ]


def test_a_members_own_deadline_is_a_deadline():
    roster = "id, due_on\nE-1, 2021-06-30"
    assert told(a_ledger(enterprises=roster), a_ledger(enterprises=roster.replace("06-30", "09-30"))) == [
        ("deadline.moved", "enterprises/E-1/due_on", date(2021, 6, 30), date(2021, 9, 30))
    ]


def test_settings_are_said_where_they_stand_and_where_they_act():
    rule = "[{id: z, kind: relapse, look_every: settings.look_every}]"
    before, after = (a_ledger(zero=rule, settings=f"{{look_every: {every}}}") for every in ("month", "quarter"))
    assert told(before, after) == [
        ("rule.changed", "zero/z/look_every", "month", "quarter"),
        ("setting.changed", "settings/look_every", "month", "quarter"),
    ]


def test_a_plan_comes_and_goes_as_one_change_and_is_known_by_its_title_when_its_file_is_renamed():
    plan = "title: 方案\nissued_by: 某局\n"
    none, one = ledger_from({}), ledger_from({"plans/a.yaml": plan, "enterprises/a.csv": "id,name\nE-1,厂\n"})
    other = ledger_from({"plans/b.yaml": plan, "enterprises/b.csv": "id,name\nE-1,厂\n"})
    assert told(none, one) == [("plan.added", "plans/a", None, "a")]
    assert told(one, none) == [("plan.removed", "plans/a", "a", None)]
    assert told(one, other) == [("plan.renamed", "plans/b", "a", "b")]


def test_both_places_of_a_change_are_known():
    (change,) = changes(a_ledger(enterprises="id, exited_on\nE-1, 2021-06-30"),
                        a_ledger(enterprises="id, exited_on\nE-0,\nE-1, 2021-06-29"))[1:]  # fmt: skip
    assert (str(change.before), str(change.after)) == ("enterprises/p.csv:2:5", "enterprises/p.csv:3:5")


def test_large_files_differ_in_the_same_way():
    after = a_ledger(**(PARTS | {"enterprises": PARTS["enterprises"].replace("2021-03-01", "2021-02-01")}))
    before = a_ledger(**PARTS)
    assert told(ledger_in_arrays(before), ledger_in_arrays(after)) == told(before, after)
    assert told(before, ledger_in_arrays(before)) == []


OPPOSITE = {"added": "removed", "removed": "added"}


@given(seed=st.integers(0, 10**6), days=st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_what_came_one_way_went_the_other(seed, days):
    """Of any two states of a ledger the same items differ, whichever is held against which; of one state none."""
    book = a_book(seed)
    before = ledger_from(_below_data(book.files()))
    *_, last = honest_days(book, days)
    after = ledger_from(_below_data(last.files))
    there, back = changes(before, after), changes(after, before)
    assert changes(before, ledger_from(_below_data(a_book(seed).files()))) == ()
    for way, other in ((there, back), (back, there)):
        told = {(one.kind, one.pointer) for one in other}
        new = {one.item for one in way if one.kind == "enterprise.added"}
        for one in way:
            subject, verb = one.kind.split(".")
            brought = subject == "fact" and one.item in new  # who leaves takes its facts along without a word
            if verb in OPPOSITE and not brought:
                assert (f"{subject}.{OPPOSITE[verb]}", one.pointer) in told


def _below_data(files):
    return {path.removeprefix("data/"): text for path, text in files.items()}


def test_every_kind_has_two_words():
    assert all(kind.count(".") == 1 for kind in KINDS)
    assert len(set(KINDS)) == len(KINDS)
