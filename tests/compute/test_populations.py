"""Populations: who a rule speaks of, who was there at the baseline, who answers."""

from __future__ import annotations

import pytest

from parkledger.compute.measures import baseline_size
from parkledger.compute.populations import answerable, baseline_members, listed_late, members, table_of
from parkledger.model.columns import Rows
from parkledger.model.ledger import Campaign
from support.ledgers import a_campaign

CAMPAIGN = a_campaign(
    baseline_on="2021-06-30",
    columns="enterprises: [{key: scattered, title: 散乱污, type: flag}, {key: staff, title: 人数, type: count}]",
    units="""
        - {name: 区生态环境局, aliases: [生态环境局]}
        - {name: 咸水沽镇人民政府, aliases: [咸水沽镇], kind: town}
        - {name: 属地镇政府, kind: role}
    """,
    criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, where: {scattered: 'true'}, to: 0}}",
    parks="""
        id,     name,           aliases,      town
        东泥沽, 东泥沽工业园区, 东泥沽集聚区, 咸水沽镇
        四道沟, 四道沟集中地,   ,
    """,
    enterprises="""
        id, park,           scattered, staff, listed_on
        A,  东泥沽,         是,        5,
        B,  东泥沽工业园区, 否,        12,    2021-06-30
        C,  四道沟,         是,        5,     2021-07-01
        D,  ,               ,          ,      2021-06-01
    """,
)


def ids(rows: Rows, campaign: Campaign = CAMPAIGN) -> str:
    return "".join(campaign.enterprises.texts["id"][row] for row in rows)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({}, "ABCD"),
        ({"scattered": ["true"]}, "AC"),
        ({"scattered": ["false"]}, "B"),
        ({"staff": ["5"]}, "AC"),
        ({"id": ["A", "D"]}, "AD"),
        ({"scattered": ["true"], "park": ["东泥沽"]}, "A"),
        ({"scattered": ["maybe"]}, ""),
    ],
)
def test_members_match_every_column_of_the_filter(where, found):
    assert ids(members(CAMPAIGN, "enterprises", where)) == found


@pytest.mark.parametrize("name", ["东泥沽", "东泥沽工业园区", "东泥沽集聚区"])
def test_a_park_may_be_written_by_any_of_its_names(name):
    assert ids(members(CAMPAIGN, "enterprises", {"park": [name]})) == "AB"
    assert ids(members(CAMPAIGN, "enterprises", {}, name)) == "AB"


def test_a_filter_that_names_parks_comes_before_the_tasks_own_park():
    assert ids(members(CAMPAIGN, "enterprises", {"park": ["四道沟"]}, "东泥沽")) == "C"


def test_the_parks_and_the_units_are_populations_too():
    assert len(members(CAMPAIGN, "parks", {}, "东泥沽")) == 1
    assert list(members(CAMPAIGN, "units", {"kind": ["town"]})) == [1]
    assert table_of(CAMPAIGN, "units").texts["name"] == ["区生态环境局", "咸水沽镇人民政府", "属地镇政府"]


def test_baseline_members_were_listed_by_the_baseline_day_or_have_no_listing_day():
    assert ids(baseline_members(CAMPAIGN, "enterprises", {})) == "ABD"
    assert ids(listed_late(CAMPAIGN, "enterprises")) == "C"
    assert len(listed_late(CAMPAIGN, "units")) == 0


def test_only_they_are_compared_with_printed_counts():
    quota = CAMPAIGN.plan.tasks[0].criteria[0]
    assert baseline_size(CAMPAIGN, quota, None) == 1
    assert baseline_size(CAMPAIGN, quota, "四道沟") == 0


def test_without_a_baseline_day_nobody_was_listed_after_it():
    campaign = a_campaign(baseline_on="", enterprises="id, listed_on\nA, 2021-06-30")
    assert ids(listed_late(campaign, "enterprises"), campaign) == ""
    assert ids(baseline_members(campaign, "enterprises", {}), campaign) == "A"


@pytest.mark.parametrize(
    ("names", "park", "units"),
    [
        (("生态环境局", "区生态环境局"), None, ("区生态环境局",)),
        (("属地镇政府",), "东泥沽", ("咸水沽镇人民政府",)),
        (("属地镇政府",), "东泥沽集聚区", ("咸水沽镇人民政府",)),
        (("属地镇政府",), "四道沟", ("属地镇政府",)),
        (("属地镇政府",), None, ("属地镇政府",)),
        (("咸水沽镇", "属地镇政府"), "东泥沽", ("咸水沽镇人民政府",)),
        (("某局",), None, ("某局",)),
        ((), "东泥沽", ()),
    ],
)
def test_who_answers(names, park, units):
    """By one name each; a role is the town of the park, and stays a role where no town is known."""
    assert answerable(CAMPAIGN, names, park) == units
