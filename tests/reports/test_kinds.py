"""Every kind of report for every campaign: its shape, its JSON, and that its figures are those of the answers."""

from datetime import date
from decimal import Decimal

import pytest

from cli.test_contracts import faults
from golden.reports.update import DAYS, made
from golden.reports.update import ledger as the_ledger
from parkledger.compute.criteria import STATES
from parkledger.compute.duties import of_campaign
from parkledger.compute.faults import faults as faults_of
from parkledger.compute.lives import lives
from parkledger.compute.states import states_on
from parkledger.compute.status import overdue, plan_status
from parkledger.compute.units import of_plan
from parkledger.compute.zero import zero
from parkledger.model.ledger import Ledger
from parkledger.render.labels import head, word
from parkledger.render.report_json import report_json
from parkledger.reports.kinds import KINDS
from parkledger.reports.report import Bar, Pack, Say
from parkledger.reports.roster import ledger_report

NONE = type(None)
TEXT, VALUE = (str,), (str, int, float, NONE)
COLUMN = {"key": TEXT, "title": TEXT, "kind": TEXT}
SECTION = {"title": (str, NONE), "text": [TEXT], "columns": [COLUMN], "rows": [{}], "totals": [NONE, {}]}
REPORT = {"title": TEXT, "as_of": TEXT, "answer": [TEXT], "sections": [SECTION], "closing": [TEXT]}
KIND_ORDER = ("overdue", "missing", "open", "late")
EACH = [(plan, kind) for plan in DAYS for kind in KINDS.values()]


def each(plan_and_kind):
    return getattr(plan_and_kind, "name", plan_and_kind)


def reports_of(found):
    return [sheet.report for sheet in found.sheets] if isinstance(found, Pack) else [found]


def campaign_of(plan):
    (found,) = [one for one in the_ledger().campaigns if one.id == plan]
    return found


def column(section, key):
    """The values of a column, headings left out."""
    place = [one.key for one in section.columns].index(key)
    return [row[place].value for row in section.rows if not isinstance(row, Say)]


def ranking_of(plan):
    """The ranking of all units as one table, and the sections that list what is counted."""
    sections = made(plan, KINDS["units"]).sections
    ranked = [
        one
        for one in sections
        if any(key.key == "rank" for key in one.columns) and one.columns[1].key == "unit"
    ]
    traced = [one for one in sections if any(key.key == "fault" for key in one.columns)]
    return ranked[0]._replace(rows=tuple(row for one in ranked for row in one.rows)), traced


@pytest.mark.parametrize(("plan", "kind"), EACH, ids=each)
class TestShape:
    def test_every_row_has_a_cell_of_its_columns_kind(self, plan, kind):
        for report in reports_of(made(plan, kind)):
            for section in report.sections:
                for row in section.rows:
                    if isinstance(row, Say):
                        continue
                    for cell, one in zip(row, section.columns, strict=True):
                        if one.kind == "number":
                            assert cell.value is None or isinstance(cell.value, int | Decimal | Bar)
                        if one.kind == "day":
                            assert isinstance(cell.value, date | Say | NONE)

    def test_the_keys_of_a_table_are_its_own_and_its_heads_are_words(self, plan, kind):
        for report in reports_of(made(plan, kind)):
            for section in report.sections:
                keys = [one.key for one in section.columns]
                assert len(keys) == len(set(keys))
                assert all(head(one, lang).strip() for one in section.columns for lang in ("zh", "en"))

    def test_the_totals_are_the_sums_of_the_rows(self, plan, kind):
        for report in reports_of(made(plan, kind)):
            for section in report.sections:
                for place, one in enumerate(section.columns if section.totals else ()):
                    if one.summed:
                        summed = sum(Decimal(str(value or 0)) for value in column(section, one.key))
                        assert Decimal(str(section.totals[place].value)) == summed, one.key

    def test_charts_are_of_columns_that_are_there(self, plan, kind):
        for report in reports_of(made(plan, kind)):
            for section in report.sections:
                keys = {one.key: one.kind for one in section.columns}
                for chart in section.charts:
                    assert chart.along in keys
                    assert {keys[key] for key in chart.series} == {"number"}

    def test_the_title_names_the_document_and_no_id_of_the_plan(self, plan, kind):
        for report in reports_of(made(plan, kind)):
            title = word(report.title, "zh")
            assert plan not in title
            if kind.takes != "enterprise":
                plan_of = campaign_of(plan).plan
                assert plan_of.title in title or (plan_of.short and plan_of.short in title)

    def test_the_json_keeps_to_its_contract(self, plan, kind):
        found = report_json(made(plan, kind), "zh")
        for one in found.get("sheets", [found]):
            assert faults(one, REPORT) == []
            for section in one["sections"]:
                keys = [column["key"] for column in section["columns"]]
                for row in section["rows"]:
                    assert list(row) in (keys, ["heading"])
                    assert all(isinstance(value, VALUE) for value in row.values())


@pytest.mark.parametrize("plan", DAYS)
class TestFigures:
    """A figure of a report is the one that the answers give."""

    def test_the_ledger_has_a_row_for_everyone_who_is_listed(self, plan):
        campaign, day = campaign_of(plan), DAYS[plan].toordinal()
        report = made(plan, KINDS["ledger"])
        stays = states_on(campaign, "enterprises", day)
        (section,) = report.sections
        found = column(section, "life")
        assert {state: len(rows) for state, rows in stays.items()} == {
            state: sum(one.key == f"life.{state}" for one in found) for state in stays
        }
        assert len(section.rows) == len(list(section.rows)) == sum(len(rows) for rows in stays.values())

    def test_a_row_of_the_ledger_is_the_same_asked_for_alone(self, plan):
        (section,) = made(plan, KINDS["ledger"]).sections
        rows = list(section.rows)
        assert [section.rows[place] for place in (0, len(rows) // 2, -1)] == [
            rows[0],
            rows[len(rows) // 2],
            rows[-1],
        ]
        assert list(section.rows[2:5]) == rows[2:5]
        assert list(section.rows) == rows

    def test_the_ledger_goes_by_park_in_the_order_of_the_parks(self, plan):
        (section,) = made(plan, KINDS["ledger"]).sections
        parks = list(dict.fromkeys(column(section, "park")))
        known = [name for name in campaign_of(plan).parks.texts["name"] if name in parks]
        assert [name for name in parks if name] == known
        assert [name for name in column(section, "park") if name] == [
            name for name in known for _ in range(column(section, "park").count(name))
        ]

    def test_parks_add_up_to_the_ledger(self, plan):
        (parks,), (roster,) = (made(plan, KINDS[kind]).sections for kind in ("parks", "ledger"))
        keys = [one.key for one in parks.columns]
        assert parks.totals[keys.index("listed")].value == len(roster.rows)

    def test_overdue_and_zero_have_the_rows_of_the_answers(self, plan):
        ledger = Ledger((campaign_of(plan),))
        late = made(plan, KINDS["overdue"])
        assert sum(len(one.rows) for one in late.sections) == len(overdue(ledger, DAYS[plan]))
        rules = zero(ledger, DAYS[plan])
        sections = made(plan, KINDS["zero"]).sections
        told = [one for one in sections if isinstance(one.title, Say) and one.title.key == "zero.open"]
        assert sum(len(one.rows) for one in told) == sum(rule.open for rule in rules)

    def test_whoever_was_not_looked_at_stands_once_in_a_row_of_its_own(self, plan):
        rules = zero(Ledger((campaign_of(plan),)), DAYS[plan])
        sections = made(plan, KINDS["zero"]).sections
        told = [one for one in sections if isinstance(one.title, Say) and one.title.key == "zero.stale"]
        stale = {(case.enterprise or "", case.name) for rule in rules for case in rule.stale_cases or ()}
        rows = [
            pair for one in told for pair in zip(column(one, "enterprise"), column(one, "name"), strict=True)
        ]
        assert sorted(rows) == sorted(stale)

    def test_parks_and_plans_are_called_by_their_names(self, plan):
        ids = set(campaign_of(plan).parks.texts["id"]) - set(campaign_of(plan).parks.texts["name"])
        for kind in ("zero", "overdue", "ledger", "parks", "units"):
            for report in reports_of(made(plan, KINDS[kind])):
                for section in report.sections:
                    if any(one.key == "park" for one in section.columns):
                        assert not ids & set(map(str, column(section, "park")))

    def test_every_count_of_the_ranking_is_traced_and_is_that_of_the_units(self, plan):
        campaign, day = campaign_of(plan), DAYS[plan]
        ranking, others = ranking_of(plan)
        kinds = KIND_ORDER
        counted = dict(
            zip(
                column(ranking, "unit"),
                zip(*(column(ranking, f"fault.{kind}") for kind in kinds), strict=True),
                strict=True,
            )
        )
        units = list(of_plan(campaign, day))
        assert {one.unit: (len(one.overdue), one.missing, one.cases, one.late) for one in units} == {
            one.unit: counted[one.unit] for one in units
        }
        if others:
            traced = list(
                zip(column(others[0], "unit"), (one.key for one in column(others[0], "fault")), strict=True)
            )
            assert len(traced) == len(faults_of(campaign, day))
            for unit, (_, missing, cases, late) in counted.items():
                found = [kind for who, kind in traced if who == unit]
                assert [found.count(f"fault.{kind}") for kind in kinds[1:]] == [missing, cases, late]

    def test_the_ranks_follow_the_counts(self, plan):
        ranking, _ = ranking_of(plan)
        counts = list(zip(*(column(ranking, f"fault.{kind}") for kind in KIND_ORDER), strict=True))
        assert counts == sorted(counts, reverse=True)
        assert column(ranking, "rank") == [sum(other > one for other in counts) + 1 for one in counts]

    def test_the_table_of_duties_counts_what_is_owed(self, plan):
        (section,) = made(plan, KINDS["duties"]).sections
        statuses = list(of_campaign(campaign_of(plan), DAYS[plan]))
        assert len(section.rows) == len(statuses)
        owed = [one for one in statuses if one.owed]
        assert sum(value or 0 for value in column(section, "periods")) == sum(one.periods for one in owed)
        assert sum(value or 0 for value in column(section, "missing.count")) == sum(
            len(one.missing) for one in owed
        )
        named = list(dict.fromkeys(value for value in column(section, "duty") if value))
        assert named == [duty.id for duty in campaign_of(plan).plan.duties]

    def test_returns_are_the_recurring_duties_period_by_period(self, plan):
        report = made(plan, KINDS["monthly"])
        statuses = [
            one for one in of_campaign(campaign_of(plan), DAYS[plan]) if one.kind == "recurring" and one.every
        ]
        monthly = [one for one in statuses if one.every == "month"]
        tables = [one for one in report.sections if any(key.key == "on_time" for key in one.columns)]
        found = {key: sum(sum(column(one, key)) for one in tables) for key in ("periods", "on_time", "late")}
        asked = monthly or statuses
        assert found == {key: sum(getattr(one, key) for one in asked) for key in found}
        assert any("没有规定按月" in word(cell.value, "zh") for cell in report.answer) is (not monthly)

    def test_the_overview_counts_the_criteria_and_says_what_each_sheet_says(self, plan):
        pack = made(plan, KINDS["pack"])
        overview = pack.sheets[0].report
        counts = plan_status(campaign_of(plan), DAYS[plan]).counts
        (standing,) = [one for one in overview.sections if one.columns[:1] and one.columns[0].key == "light"]
        assert {
            key.key.removeprefix("state."): sum(column(standing, key.key)) for key in standing.columns[1:]
        } == {key: counts[key] for key in STATES} | {"criteria": counts["criteria"]}
        assert [cell.value for cell in standing.totals[1:]] == [
            sum(column(standing, key.key)) for key in standing.columns[1:]
        ]
        (said,) = [one for one in overview.sections if one.text and not one.columns]
        answers = [cells[0].value for sheet in pack.sheets[1:]
                   if (cells := (*sheet.report.closing, *sheet.report.answer))]  # fmt: skip
        told = [cell.value.args["said"] for cell in said.text]
        assert told == [one for number, one in enumerate(answers) if one not in answers[:number]]
        assert any(one.charts for one in overview.sections)

    def test_a_pack_holds_each_kind_that_has_something_to_show(self, plan):
        pack = made(plan, KINDS["pack"])
        there = [
            kind
            for kind in KINDS.values()
            if kind.sheet and any(one.rows for one in made(plan, kind).sections)
        ]
        assert [sheet.name.key for sheet in pack.sheets[1:]] == [f"sheet.{kind.name}" for kind in there]
        assert [sheet.report.title for sheet in pack.sheets[1:]] == [made(plan, kind).title for kind in there]


def test_the_course_of_a_goal_ends_where_the_goal_stands():
    overview = made("jinnan-2021", KINDS["pack"]).sheets[0].report
    (goal,) = [
        one
        for one in plan_status(campaign_of("jinnan-2021"), DAYS["jinnan-2021"]).goals
        if one.goal.id == "g3"
    ]
    course = next(one for one in overview.sections if one.charts and one.charts[0].kind == "line")
    told = dict(
        zip(
            column(course, "day"),
            zip(column(course, "course.actual"), column(course, "course.planned"), strict=True),
            strict=True,
        )
    )
    actual, planned = told[DAYS["jinnan-2021"]]
    assert actual == goal.judged.actual
    share = (goal.judged.start - planned) / (goal.judged.start - goal.judged.bound)
    assert float(share) == pytest.approx(goal.judged.scheduled, abs=1e-4)
    assert told[date(2023, 12, 31)] == (None, goal.judged.bound)


def test_what_was_proven_is_what_the_ledger_calls_proven():
    """The goal counts 723 − what is proven, and who came later on top: the roster says the same, row by row."""
    campaign, day = campaign_of("jinnan-2021"), DAYS["jinnan-2021"]
    (section,) = ledger_report(campaign, day).sections
    left = sum(one.key not in ("life.proven", "life.accepted") for one in column(section, "life"))
    (goal,) = [one for one in plan_status(campaign, day).goals if one.goal.id == "g3"]
    assert left == goal.judged.actual
    assert lives(campaign, "enterprises").table.size >= len(section.rows)
