"""The nearest valid value to a mistyped one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkledger.base.names import LONGEST, nearest

UNITS = ["区住房建设委", "区住建委", "区城市管理委", "区工业和信息化局", "区工信局", "区生态环境局", "属地镇政府"]


@pytest.mark.parametrize(
    ("wrong", "valid", "near"),
    [
        ("区住建局", UNITS, "区住建委"),
        ("区工业和信息局", UNITS, "区工业和信息化局"),
        ("区环境局", UNITS, "区生态环境局"),
        ("东泥古", ["东泥沽", "四道沟", "东花园"], "东泥沽"),
        ("exit_on", ["listed_on", "exited_on", "stopped_on"], "exited_on"),
        ("acepted", ["claimed", "proven", "accepted"], "accepted"),
        ("relaps", ["relapse", "not_accepted"], "relapse"),
        ("JN-9017", ["JN-0017", "JN-0123"], "JN-0017"),
        ("Leed", ["lead", "support"], "lead"),
    ],
)
def test_the_nearest_comes_first(wrong, valid, near):
    assert nearest(wrong, valid)[0] == near


@pytest.mark.parametrize(
    ("wrong", "valid"),
    [("", UNITS), ("天津市规划局", ["a", "b"]), ("区住建局", []), ("甲" * (LONGEST + 1), ["甲" * LONGEST])],
)
def test_what_is_like_nothing_has_no_nearest(wrong, valid):
    assert nearest(wrong, valid) == ()


def test_there_are_three_at_most_and_each_once():
    names = ["E-1", "E-2", "E-3", "E-4", "E-4"]
    assert nearest("E-5", names) == ("E-1", "E-2", "E-3")
    assert nearest("E-4", names, most=1) == ("E-4",)


def test_of_very_many_names_the_nearest_is_still_found_whatever_their_order():
    names = [f"某某园区{n}号" for n in range(900)]
    assert nearest("某某园区77", names) == nearest("某某园区77", names[::-1])
    assert nearest("某某园区77", names)[0] == "某某园区77号"


@given(st.text(), st.lists(st.text(max_size=8), max_size=8))
@settings(max_examples=200, deadline=None)
def test_the_order_of_the_valid_names_does_not_matter(wrong, valid):
    near = nearest(wrong, valid)
    assert near == nearest(wrong, reversed(valid))
    assert set(near) <= set(valid)
    assert len(near) == len(set(near)) <= 3
