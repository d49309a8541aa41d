"""Single rules of history over two ledgers: each test shows the ledger before, what changed, and what is said."""

from datetime import date

import pytest

from parkledger.history.changes import changes
from parkledger.history.rules import RULES
from parkledger.history.rules.moment import LIMITS, Moment
from support.ledgers import a_campaign, a_ledger

ON = date(2021, 9, 1)
ROSTER = """
    id,  park, zone, listed_on,  due_on,     exited_on,  verified_on
    E-1, 东园, 北,   2021-01-01, 2021-06-30, 2021-08-02,
    E-2, 东园, 南,   2021-01-01,           , 2021-03-01, 2021-03-05
    """
PARTS = {
    "criteria": """
        - {id: "1", due: 2021-07-31, quota: {of: enterprises, where: {zone: 北}, to: 0}}
        - {id: "2", due: 2021-08-31, coverage: {of: parks, standard: done}}
        """,
    "duties": "[{id: f, kind: one_off, due: 2021-08-15}]",
    "columns": """{enterprises: [{key: zone, title: 片区, type: text}, {key: verified_on, title: 核验, type: date}],
                   parks: [{key: cleared_on, title: 清理, type: date}]}""",
    "standards": "{gone: [{item: 核验, has: verified_on}], done: [{item: 清理, has: cleared_on}]}",
    "proof": "gone",
    "classes": "[{id: 北类, when: {zone: 北}, clause: 一}]",
    "zero": "[{id: z, kind: relapse, where: {zone: 北}, look_every: month}]",
    "parks": "id, cleared_on\n东园, 2021-09-10\n西园,",
    "enterprises": ROSTER,
    "filings": "item, done_on, filed_on\nf, 2021-08-20, 2021-08-21",
    "inspections": "on, kind, park, enterprise, result\n2021-08-01, patrol, 东园,, clear",
}
EXTENSION = "{{criterion: {}, filed_on: {}, approved_on: {}, by: 区政府, reason: 未完, document: 文1, to: {}{}}}"


def extension(criterion="'1'", filed="2021-06-01", approved="2021-06-02", to="2021-12-31", member=""):
    return EXTENSION.format(criterion, filed, approved, to, f", member: {member}" if member else "")


def said(on=ON, limits=None, base=PARTS, **changed):
    """What the rules say of a change: texts that were replaced (``enterprises=("old", "new")``), or whole parts."""
    parts = dict(base)
    for name, change in changed.items():
        assert not isinstance(change, tuple) or change[0] in parts[name]
        parts[name] = parts[name].replace(*change, 1) if isinstance(change, tuple) else change
    before, after = a_ledger(**base), a_ledger(**parts)
    moment = Moment(before.campaigns[0], after.campaigns[0], changes(before, after), on, limits or {})
    return sorted((one.rule.code, one.pointer) for rule in RULES for one in rule.find(moment))


def test_what_is_as_it_was_is_silent():
    assert said() == []


# A member's own deadline


def test_the_own_deadline_of_a_member_is_a_deadline_too():
    moved, on, found = ("2021-06-30", "2021-09-30"), date(2021, 6, 20), [("PL601", "enterprises/E-1/due_on")]
    same, other = (f"[{extension(to=day, member='E-1')}]" for day in ("2021-09-30", "2021-10-31"))
    assert said(on=on, enterprises=moved) == found
    assert said(on=on, enterprises=moved, extensions=same) == []
    assert said(on=on, enterprises=moved, extensions=other) == found


def test_a_member_may_be_given_its_first_deadline():
    assert said(enterprises=("2021-01-01,           ,", "2021-01-01, 2021-12-31,")) == []


@pytest.mark.parametrize(
    ("how", "on", "codes"),
    [
        ({"member": "E-1"}, date(2021, 6, 20), []),
        ({"member": "E-1", "approved": "2021-07-02"}, date(2021, 7, 2), ["PL605"]),
        ({"member": "E-1"}, date(2021, 7, 20), ["PL606"]),
        ({"member": "东园"}, date(2021, 7, 20), []),  # its criterion is due on 31 July
        ({"criterion": "'9'"}, ON, []),
    ],
)
def test_an_extension_is_held_against_the_deadline_that_it_extends(how, on, codes):
    assert [code for code, _ in said(on=on, extensions=f"[{extension(**how)}]")] == codes


def test_a_second_extension_is_held_against_the_first():
    first = extension(to="2021-10-31")
    base = PARTS | {"extensions": f"[{first}]"}
    second = extension(filed="2021-10-01", approved="2021-10-02").replace("文1", "文2")
    assert said(on=date(2021, 10, 5), base=base, extensions=f"[{first}, {second}]") == []


def test_days_that_are_allowed_for_recording_count_from_the_approval():
    late = f"[{extension(approved='2021-07-30')}]"
    assert said(on=date(2021, 8, 5), limits={"recording_days": 10}, extensions=late) == []
    assert said(on=date(2021, 8, 5), limits={"recording_days": 3}, extensions=late) == [("PL606", "extensions/1 文1")]


# Into time


def test_an_exit_that_is_moved_to_before_the_deadline_of_its_member_or_criterion():
    at = ("PL611", "enterprises/E-1/exited_on")
    assert said(enterprises=("2021-08-02", "2021-06-30")) == [at]
    assert said(enterprises=("2021-08-02", "2021-07-31")) == [at]
    assert said(enterprises=("2021-08-02", "2021-08-01")) == []
    assert said(enterprises=("2021-03-01", "2021-02-28")) == []  # before the deadline already, and in no population


def test_an_approved_extension_moves_the_deadline_that_counts():
    base = PARTS | {"extensions": f"[{extension(to='2021-08-01')}]"}
    assert said(base=base, enterprises=("2021-08-02", "2021-08-01")) == [("PL611", "enterprises/E-1/exited_on")]


def test_a_duty_that_is_owed_once_and_a_park():
    assert said(filings=("2021-08-20", "2021-08-14")) == [("PL611", "filings/f/done_on")]
    assert said(parks=("2021-09-10", "2021-08-30")) == [("PL611", "parks/东园/cleared_on")]


# Late


@pytest.mark.parametrize(
    ("part", "change", "found"),
    [
        ("enterprises", ("2021-08-02,", "2021-08-02, 2021-08-01"), ["enterprises/E-1/verified_on"]),
        ("enterprises", ("2021-08-02,", "2021-08-02, 2021-08-28"), []),
        ("inspections", ("clear", "clear\n2021-08-02, patrol, 西园,, clear"), ["inspections/2021-08-02/patrol/西园"]),
        ("filings", ("2021-08-21", "2021-08-21\nf, 2021-08-01, 2021-08-30"), []),  # filed in time, as it says
        ("filings", ("2021-08-21", "2021-08-21\nf, 2021-08-01,"), ["filings/f"]),
        ("parks", ("西园,", "西园, 2021-08-01"), ["parks/西园/cleared_on"]),
        ("indicators", "subject, indicator, on, value\n东园, 产值, 2021-01-01, 1", []),  # the table begins with it
        ("enterprises", ("exited_on", "notified_on, exited_on"), None),
    ],
)
def test_a_fact_that_is_recorded_late(part, change, found):
    if found is None:  # a column that the file has for the first time
        roster = "id, park, zone, notified_on\nE-1, 东园, 北, 2021-01-05"
        base = PARTS | {"enterprises": "id, park, zone\nE-1, 东园, 北"}
        assert said(limits={"recording_days": 10}, base=base, enterprises=roster) == []
    else:
        told = said(limits={"recording_days": 10}, **{part: change})
        assert told == [("PL609", pointer) for pointer in found]
    assert [one for one in said(**({part: change} if found is not None else {})) if one[0] == "PL609"] == []


# Units


def test_of_many_units_those_that_went_and_came_are_named():
    base = {"units": "[{name: 甲局}, {name: 乙局}, {name: 丙局}]",
            "criteria": "- {id: '1', due: 2021, milestone: {}, lead: [甲局, 乙局]}"}  # fmt: skip
    other = base["criteria"].replace("乙局", "丙局")
    before, after = a_ledger(**base), a_ledger(**(base | {"criteria": other}))
    moment = Moment(before.campaigns[0], after.campaigns[0], changes(before, after), ON, {})
    (finding,) = [one for rule in RULES for one in rule.find(moment)]
    assert (finding.rule.code, finding.args["old"], finding.args["new"]) == ("PL604", "乙局", "丙局")
    assert said(base=base, criteria=("甲局, 乙局", "乙局, 甲局")) == [("PL604", "tasks/t/criteria/1/lead")]


# Members


def test_who_has_proven_its_exit_may_leave_a_roster_and_who_claims_it_may_not():
    rows = [line.strip() for line in ROSTER.strip().splitlines()]
    assert said(enterprises="\n".join(rows[:2])) == []
    assert said(enterprises="\n".join([rows[0], rows[2]])) == [("PL607", "enterprises/E-1")]


def test_a_relapsed_exit_does_not_stand():
    base = PARTS | {"inspections": PARTS["inspections"] + "\n2021-08-10, patrol, 东园, E-2, producing"}
    rows = [line.strip() for line in ROSTER.strip().splitlines()]
    assert said(base=base, enterprises="\n".join(rows[:2])) == [("PL607", "enterprises/E-2")]


def test_who_leaves_a_population_leaves_everything_that_counts_it():
    before, after = a_ledger(**PARTS), a_ledger(**(PARTS | {"enterprises": ROSTER.replace("北", "南")}))
    moment = Moment(before.campaigns[0], after.campaigns[0], changes(before, after), ON, {})
    (finding,) = [one for rule in RULES for one in rule.find(moment)]
    assert (finding.rule.code, finding.args["population"]) == ("PL608", "1、z、北类")


def test_a_first_class_and_another_name_of_a_park_are_no_reclassification():
    base = PARTS | {"enterprises": "id, park, disposal\nE-1, 东园,", "parks": "id, aliases\n东园, 东区"}
    assert said(base=base, enterprises="id, park, disposal\nE-1, 东园, 关停") == []
    assert said(base=base, enterprises="id, park, disposal\nE-1, 东区,") == []


# Patterns


def test_limits_are_the_most_that_is_allowed():
    rows = "".join(f"\n    X-{n}, 西园, 北, 2021-01-01,, 2021-07-31," for n in range(3))
    added = {"enterprises": ROSTER.rstrip() + rows}
    assert said(limits={"exits_on_deadline": 3, "same_day": 3}, **added) == []
    assert said(limits={"exits_on_deadline": 2, "same_day": 2}, **added) == [
        ("PL621", "enterprises/1/2021-07-31"),
        ("PL622", "enterprises/西园/exited_on/2021-07-31"),
    ]


def test_a_pattern_is_told_once_when_it_comes_about():
    rows = "".join(f"\n    X-{n}, 西园, 北, 2021-01-01,, 2021-07-31," for n in range(3))
    base = PARTS | {"enterprises": ROSTER.rstrip() + rows}
    more = base["enterprises"] + "\n    X-9, 西园, 北, 2021-01-01,, 2021-07-31,"
    assert said(base=base, limits={"exits_on_deadline": 2, "same_day": 2}, enterprises=more) == []


def test_the_limits_have_the_names_of_the_documentation():
    assert LIMITS == ("recording_days", "exits_on_deadline", "same_day", "same_text")
    assert a_campaign(**PARTS).whole
