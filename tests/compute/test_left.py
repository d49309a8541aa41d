"""Who remains of an overdue criterion, by their ids: as many as the number says where the roster is the whole of it."""

from datetime import date
from pathlib import Path

import pytest

from parkledger.base.tree import FolderTree
from parkledger.compute.status import overdue
from parkledger.read.ledger import read_ledger

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("plan", "day"),
    [("jinnan-2021", date(2023, 11, 15)), ("tongzhou-2016", date(2018, 3, 31))],
)
def test_a_count_down_to_nothing_names_as_many_as_remain(plan, day):
    items = overdue(read_ledger(FolderTree(DATA), plan), day)
    counted = [one for one in items if one.members and one.measure_unit == "家"]
    assert {(one.criterion, one.group): len(one.members) for one in counted} == {
        (one.criterion, one.group): one.remaining for one in counted
    }


def test_they_are_those_that_came_back_and_those_that_never_left():
    items = {one.criterion: one for one in overdue(read_ledger(FolderTree(DATA), "jinnan-2021"), date(2023, 11, 15))}
    assert items["2.2"].members == ("JN-0017",)
    assert items["5.2"].members == ("JN-0190", "JN-0203", "JN-0205", "JN-0210")


def test_what_counts_no_members_names_none():
    items = overdue(read_ledger(FolderTree(DATA)), date(2035, 1, 1))
    assert {one.remaining for one in items if not one.members} >= {None}
