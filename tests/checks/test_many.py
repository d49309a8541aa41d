"""Many wrong cells of one code: the first hundred are told, those that a waiver names, and how many more there are."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from parkledger.base.findings import MOST_SHOWN
from parkledger.checks import check
from parkledger.checks.rule import MOST_COMPARED, Nearest
from parkledger.read import blocks, table_files
from parkledger.render.findings import counts
from support.forms import ledger_in_arrays
from support.ledgers import a_ledger, ledger_from

TODAY = date(2021, 12, 31)
DAY_TO_COME, UNKNOWN_UNIT, UNKNOWN_PARK, UNKNOWN_ENTERPRISE = "PL507", "PL301", "PL302", "PL303"
DUPLICATE, RAGGED = "PL501", "PL110"
IDLE_WAIVER = "PL411"


@pytest.fixture(params=["lists", "arrays"])
def formed(request):
    """The ledger in one of the two forms."""
    return ledger_in_arrays if request.param == "arrays" else lambda ledger: ledger


def roster(number, *, exited="2022-06-30", park="P"):
    """So many enterprises, E0 and on, with one cell each that a rule may find wrong."""
    rows = [f"E{at}, {park.format(at)}, {exited}" for at in range(number)]
    return "\n".join(["id, park, exited_on", *rows])


def patrols(number, day, park):
    """So many patrols of a day in a park, none recorded twice."""
    rows = [f"{day}, patrol, {park.format(at)}, clear, 第{at}次" for at in range(number)]
    return "\n".join(["on, kind, park, result, note", *rows])


def waiving(*places, code=DAY_TO_COME):
    return str([{"code": code, "at": at, "reason": "看过", "by": "办公室"} for at in places])


def told(found, code):
    """Line, pointer and number of cases of each finding of a code."""
    return [(one.span.line, one.pointer, one.cases) for one in found if one.rule.code == code]


def many(number, formed, **parts):
    ledger = a_ledger(parks="id\nP", enterprises=roster(number), **parts)
    return check(formed(ledger), TODAY)


def test_a_hundred_are_told_one_by_one(formed):
    found = told(many(MOST_SHOWN, formed), DAY_TO_COME)
    assert found == [(row + 2, f"enterprises/E{row}/exited_on", 1) for row in range(MOST_SHOWN)]


def test_one_more_is_told_as_itself(formed):
    last = told(many(MOST_SHOWN + 1, formed), DAY_TO_COME)[-1]
    assert last == (MOST_SHOWN + 2, f"enterprises/E{MOST_SHOWN}/exited_on", 1)


def test_of_all_others_one_tells_from_where_on_and_how_many(formed):
    found = told(many(MOST_SHOWN + 50, formed), DAY_TO_COME)
    assert len(found) == MOST_SHOWN + 1
    assert found[-1] == (MOST_SHOWN + 2, "enterprises", 50)


def test_each_code_and_each_table_has_its_own_hundred(formed):
    found = check(
        formed(
            a_ledger(
                parks="id\nP",
                enterprises=roster(MOST_SHOWN + 5, park="X{}"),
                inspections=patrols(MOST_SHOWN + 7, "2021-08-01", "Y{}"),
            )
        ),
        TODAY,
    )
    rest = [(one.rule.code, one.pointer, one.cases) for one in found if one.cases > 1]
    assert rest == [(UNKNOWN_PARK, "enterprises", 5), (DAY_TO_COME, "enterprises", 5), (UNKNOWN_PARK, "inspections", 7)]


class TestAlike:
    """Equal wrong names of one file are one finding: whoever renamed a unit mends all of them in one go."""

    def found(self, formed, *parks, code=UNKNOWN_PARK, **parts):
        ledger = a_ledger(
            parks="id\nP", enterprises="id, park\n" + "".join(f"E{n}, {p}\n" for n, p in enumerate(parks)), **parts
        )
        found = check(formed(ledger), TODAY)
        return [(one.args["name"], one.span.line, one.cases, one.lines) for one in found if one.rule.code == code]

    def test_the_first_place_the_number_and_the_lines(self, formed):
        assert self.found(formed, "X", "P", "Y", "X", "X") == [("X", 2, 3, (2, 5, 6)), ("Y", 4, 1, ())]

    def test_of_many_a_hundred_lines(self, formed):
        ((_, _, cases, lines),) = self.found(formed, *["X"] * 5000)
        assert (cases, lines) == (5000, tuple(range(2, MOST_SHOWN + 2)))

    def test_a_hundred_names_are_told_and_of_the_rows_of_all_others_the_number(self, formed):
        names = [f"X{at}" for at in range(MOST_SHOWN + 20)]
        found = self.found(formed, *names, *names)
        assert [cases for _, _, cases, _ in found] == [2] * MOST_SHOWN + [40]
        assert found[-1] == (f"X{MOST_SHOWN}", MOST_SHOWN + 2, 40, ())
        assert found[0] == ("X0", 2, 2, (2, MOST_SHOWN + 22))

    def test_a_name_behind_a_thousand_others_is_found(self, formed):
        found = self.found(formed, *["X"] * 2500, "Y", *["X"] * 2500, "Z", "Y")
        assert [(name, line, cases) for name, line, cases, _ in found] == [
            ("X", 2, 5000),
            ("Y", 2502, 2),
            ("Z", 5003, 1),
        ]

    def test_in_a_plan_too(self, formed):
        duties = "".join(
            f"  - {{id: f{at}, title: 报, clause: 一, kind: continuous, lead: [某局, 乙局]}}\n" for at in (1, 2, 3)
        )
        ledger = a_ledger(duties="\n" + duties, units="[{name: 某办}]")
        found = [one for one in check(formed(ledger), TODAY) if one.rule.code == UNKNOWN_UNIT]
        assert [(one.args["name"], one.pointer, one.cases) for one in found] == [
            ("某局", "duties/f1/lead/0", 3),
            ("乙局", "duties/f1/lead/1", 3),
        ]
        assert found[0].lines[0] == found[0].span.line
        assert len(set(found[0].lines)) == 3

    def test_two_plans_that_share_a_file_tell_once(self, formed):
        head = '"title": "示例", "issued_by": "示例", "effective_on": "2021-01-01"'
        files = {f"plans/p-{year}.yaml": f"{{{head}}}" for year in (2021, 2022)}
        files["filings/p.csv"] = "item,unit\n" + "f1,甲局\nf2,乙局\n" * 3
        found = check(formed(ledger_from(files)), TODAY)
        assert [(one.args["name"], one.cases) for one in found if one.rule.code == UNKNOWN_UNIT] == [
            ("甲局", 3),
            ("乙局", 3),
        ]


class TestWaivers:
    def test_one_that_names_a_row_far_down_covers_it_and_is_not_idle(self, formed):
        found = many(MOST_SHOWN + 50, formed, waivers=waiving("enterprises/E130"))
        assert [one.pointer for one in found if one.waived] == ["enterprises/E130/exited_on"]
        assert told(found, DAY_TO_COME)[-2:] == [
            (MOST_SHOWN + 2, "enterprises", 49), (132, "enterprises/E130/exited_on", 1),
        ]  # fmt: skip
        assert not told(found, IDLE_WAIVER)
        assert counts(found) == (0, MOST_SHOWN + 49, 1)

    def test_or_its_very_cell(self, formed):
        found = many(MOST_SHOWN + 50, formed, waivers=waiving("enterprises/E130/exited_on"))
        assert counts(found) == (0, MOST_SHOWN + 49, 1)

    def test_one_of_another_cell_of_the_row_covers_nothing(self, formed):
        found = many(MOST_SHOWN + 50, formed, waivers=waiving("enterprises/E130/listed_on"))
        assert len(told(found, IDLE_WAIVER)) == 1
        assert counts(found) == (0, MOST_SHOWN + 51, 0)

    def test_waived_rows_do_not_use_up_the_hundred(self, formed):
        found = many(MOST_SHOWN + 50, formed, waivers=waiving(*(f"enterprises/E{at}" for at in range(30))))
        live = [one for one in found if not one.waived]
        assert Counter(one.cases for one in live) == {1: MOST_SHOWN, 20: 1}

    def test_one_of_the_whole_table_covers_those_that_are_not_told(self, formed):
        found = many(MOST_SHOWN + 50, formed, waivers=waiving("enterprises"))
        assert counts(found) == (0, 0, MOST_SHOWN + 50)

    def test_a_row_without_an_id_is_named_by_its_line(self, formed):
        looks = patrols(MOST_SHOWN + 10, "2022-06-30", "P")
        ledger = a_ledger(parks="id\nP", inspections=looks, waivers=waiving("inspections/105"))
        found = check(formed(ledger), TODAY)
        assert [one.span.line for one in found if one.waived] == [105]
        assert counts(found) == (0, MOST_SHOWN + 9, 1)


def two_plans(formed, **waivers):
    """Two plans that share a roster of 150 rows with a day to come each."""
    plans = {
        f"plans/p-{year}.yaml": '{"title": "示例", "issued_by": "示例", "effective_on": "2021-01-01"'
        + (f', "waivers": {waivers[f"of_{year}"]}' if f"of_{year}" in waivers else "")
        + "}"
        for year in (2021, 2022)
    }
    rows = "".join(f"E{at},厂,2022-06-30\n" for at in range(MOST_SHOWN + 50))
    return check(formed(ledger_from(plans | {"enterprises/p.csv": "id,name,exited_on\n" + rows})), TODAY)


class TestSharedFiles:
    def test_two_plans_tell_once(self, formed):
        assert [cases for *_, cases in told(two_plans(formed), DAY_TO_COME)] == [1] * MOST_SHOWN + [50]

    def test_though_one_of_them_waives_the_first_that_is_not_told(self, formed):
        found = two_plans(formed, of_2021=waiving(f"enterprises/E{MOST_SHOWN}"))
        assert [one.cases for one in found if one.cases > 1] == [50]


def test_what_reading_has_told_is_neither_told_again_nor_counted(formed):
    """Shifted rows are told by the reader; the rows of others are told, though there are many shifted ones before."""
    rows = [f"E{at},厂,X{at}" + (",more" if at < MOST_SHOWN else "") for at in range(MOST_SHOWN + 30)]
    plan = '{"title": "示例", "issued_by": "示例", "effective_on": "2021-01-01"}'
    files = {"plans/p.yaml": plan, "parks/p.csv": "id,name\nP,园\n"}
    ledger = ledger_from(files | {"enterprises/p.csv": "\n".join(["id,name,park", *rows, ""])}, findings=True)
    found = check(formed(ledger), TODAY)
    assert sum(one.cases for one in found if one.rule.code == RAGGED) == MOST_SHOWN
    assert [line for line, *_ in told(found, UNKNOWN_PARK)] == list(range(MOST_SHOWN + 2, MOST_SHOWN + 32))


@pytest.mark.parametrize("large", [False, True], ids=["row by row", "as columns"])
def test_however_many_rows_have_shifted_the_others_are_judged(large, monkeypatch):
    """Every third row is sound, far behind the hundredth that is not as well."""
    if large:
        monkeypatch.setattr(table_files, "LARGE", 0)
        monkeypatch.setattr(blocks, "BLOCK", 700)
    rows = [f"E{at},厂,X{at}" + (",more" if at % 3 else "") for at in range(6 * MOST_SHOWN)]
    plan = '{"title": "示例", "issued_by": "示例", "effective_on": "2021-01-01"}'
    files = {"plans/p.yaml": plan, "parks/p.csv": "id,name\nP,园\n", "inspections/p.csv": INSPECTED}
    ledger = ledger_from(files | {"enterprises/p.csv": "\n".join(["id,name,park", *rows, ""])}, findings=True)
    found = check(ledger, TODAY)
    assert sum(one.cases for one in found if one.rule.code == RAGGED) == 4 * MOST_SHOWN
    *first, last = told(found, UNKNOWN_PARK)
    assert [line for line, *_ in first] == [3 * at + 2 for at in range(MOST_SHOWN)]
    assert (last[0], last[2]) == (3 * MOST_SHOWN + 2, MOST_SHOWN)
    assert [line for line, *_ in told(found, UNKNOWN_ENTERPRISE)] == [3]


INSPECTED = "on,kind,enterprise,result\n2021-05-05,patrol,E599,clear\n2021-05-05,patrol,E9999,clear\n"


def test_the_first_place_of_an_id_is_named_across_rosters(formed):
    files = {}
    for name, ids in (("a", "12"), ("b", "232")):
        files[f"plans/{name}.yaml"] = '{"title": "示例", "issued_by": "示例", "effective_on": "2021-01-01"}'
        files[f"enterprises/{name}.csv"] = "id,name\n" + "".join(f"E{one},厂\n" for one in ids)
    found = check(formed(ledger_from(files)), TODAY)
    assert [(str(one.span), one.args["id"], one.args["first"]) for one in found if one.rule.code == DUPLICATE] == [
        ("enterprises/b.csv:2:1", "E2", "enterprises/a.csv:3"),
        ("enterprises/b.csv:4:1", "E2", "enterprises/a.csv:3"),
    ]


class TestNearest:
    def test_it_is_worked_out_once_for_each_name(self):
        near = Nearest(["甲园", "乙园"])
        assert near("甲圆") == ("甲园",)
        assert list(near.found) == ["甲圆"]

    def test_among_too_many_nobody_looks(self):
        assert Nearest([f"E{at}" for at in range(MOST_COMPARED)])("E1x")
        assert Nearest([f"E{at}" for at in range(MOST_COMPARED + 1)])("E1x") == ()


def test_in_a_plan_too_a_hundred_are_told_and_the_others_counted():
    units = "\n".join(f"- {{name: 单位{at}, kinde: town}}" for at in range(MOST_SHOWN + 50))
    ledger = a_ledger(units=units, findings=True)
    found = [one for one in check(ledger, TODAY) if one.rule.code == "PL201"]
    assert [one.cases for one in found] == [1] * MOST_SHOWN + [50]
    assert counts(found)[0] == MOST_SHOWN + 50
