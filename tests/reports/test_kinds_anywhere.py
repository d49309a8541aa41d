"""Every kind of report for ledgers of any sort: random worlds, both forms of columns, tables that are not there."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.program import ask
from cli.tiny import DAY, tiny
from compute.worlds import LAST, ledger_of, random_worlds, to_date, worlds
from golden.reports.update import DAYS
from golden.reports.update import ledger as the_ledger
from parkledger.cli.days import LAST_DAY
from parkledger.compute.faults import faults
from parkledger.compute.states import states_on
from parkledger.compute.units import of_plan
from parkledger.model.ledger import Ledger
from parkledger.render.report_json import report_json
from parkledger.reports.kinds import KINDS, Asked
from support.forms import ledger_in_arrays

OF_PLANS = [kind for kind in KINDS.values() if kind.takes != "enterprise"]
TABLES = ("parks", "enterprises", "inspections", "filings")
pytestmark = pytest.mark.sweep


def name(kind):
    return kind.name


@random_worlds
@given(worlds(), st.integers(0, LAST + 10))
def test_what_a_unit_is_counted_for_is_traced_one_by_one(world, at):
    (campaign,) = ledger_of(world).campaigns
    found = faults(campaign, to_date(at))
    for unit in of_plan(campaign, to_date(at)):
        mine = [one for one in found if one.unit == unit.unit]
        assert len({one.item for one in mine if one.kind == "overdue"}) == len(unit.overdue)
        counted = {kind: sum(one.kind == kind for one in mine) for kind in ("missing", "late", "open")}
        assert counted == {"missing": unit.missing, "late": unit.late, "open": unit.cases}


@random_worlds
@given(worlds(), st.integers(0, LAST + 10))
def test_the_ledger_and_the_parks_count_alike(world, at):
    ledger, day = ledger_of(world), to_date(at)
    (roster,) = KINDS["ledger"].build(Asked(ledger, day)).sections
    (parks,) = KINDS["parks"].build(Asked(ledger, day)).sections
    stays = states_on(ledger.campaigns[0], "enterprises", day.toordinal())
    assert len(list(roster.rows)) == sum(len(rows) for rows in stays.values())
    place = [one.key for one in parks.columns].index("listed")
    assert parks.totals[place].value == len(roster.rows)


@pytest.mark.parametrize("kind", OF_PLANS, ids=name)
@pytest.mark.parametrize("plan", DAYS)
def test_both_forms_of_columns_make_the_same_report(plan, kind):
    (campaign,) = [one for one in the_ledger().campaigns if one.id == plan]
    listed = Ledger((campaign,), the_ledger().file)
    arrays = ledger_in_arrays(listed)
    first, second = (report_json(kind.build(Asked(ledger, DAYS[plan])), "zh") for ledger in (listed, arrays))
    assert first == second


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("gone", [some for n in (1, 2, 4) for some in combinations(TABLES, n)], ids="-".join)
def test_a_ledger_that_lacks_tables_has_reports_all_the_same(kind, gone, tmp_path):
    data = tiny(tmp_path, **dict.fromkeys(gone))
    of = ("E-1",) if kind == "dossier" else ()
    answer = ask("report", kind, *of, "--format", "json", data=data, on=DAY)
    assert answer.code == (2 if kind == "dossier" and "enterprises" in gone else 0), answer.err


@pytest.mark.parametrize("day", ["0001-01-01", "2024-01-01", str(LAST_DAY)])
@pytest.mark.parametrize("kind", KINDS)
def test_on_whatever_day(kind, day, tmp_path):
    of = ("E-1",) if kind == "dossier" else ()
    answer = ask("report", kind, *of, data=tiny(tmp_path), on=day)
    assert (answer.code, answer.err) == (0, "")
