"""Lists or arrays: every answer is the same, to the last digit that is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.worlds import LAST, ledger_of, random_worlds, to_date, worlds
from parkledger import api
from parkledger.model.arrays import DayArray
from parkledger.model.columns import Table
from support.forms import ledger_in_arrays

DATA = Path(__file__).parents[2] / "data"
QUESTIONS = (api.status, api.overdue, api.zero, api.duties, api.units, api.check)


def answers(ledger, day):
    """Every answer, spelled out, so that 2.5 and 2.50 are two."""
    return {ask.__name__: [repr(one) for one in ask(ledger, day)] for ask in QUESTIONS}


@pytest.fixture(scope="module")
def five():
    ledger = api.load(DATA)
    return ledger, ledger_in_arrays(ledger)


@pytest.mark.sweep
@pytest.mark.parametrize("day", ["2018-06-30", "2021-12-31", "2023-11-30", "2026-03-01"])
def test_the_five_campaigns(five, day):
    lists, arrays = five
    assert answers(arrays, date.fromisoformat(day)) == answers(lists, date.fromisoformat(day))


@given(worlds(), st.integers(0, LAST + 10))
@settings(random_worlds, max_examples=60)
def test_random_worlds(world, day):
    ledger = ledger_of(world)
    assert answers(ledger_in_arrays(ledger), to_date(day)) == answers(ledger, to_date(day))


def test_the_other_form_is_arrays(five):
    tables = [table for one in five[1].campaigns for table in one.tables.values()]
    assert all(isinstance(table, Table) for table in tables)
    assert all(isinstance(days, DayArray) for table in tables for days in table.days.values())
    assert all(isinstance(table.every(1), DayArray) for table in tables)
