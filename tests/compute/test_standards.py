"""Standards: named items that a column, or one of several, shows, perhaps not after another; what is missing."""

from __future__ import annotations

from datetime import date

from parkledger.compute.standards import column_days, missing_items, standard_days
from parkledger.model.columns import NEVER
from support.answers import day
from support.ledgers import a_campaign

CAMPAIGN = a_campaign(
    columns="""
        enterprises:
          - {key: removed_on, title: 设备拆除日期, type: date}
          - {key: changed_on, title: 执照变更日期, type: date}
          - {key: cancelled_on, title: 执照注销日期, type: date}
          - {key: settled_on, title: 职工安置日期, type: date}
          - {key: officer, title: 包保干部, type: text}
          - {key: signed, title: 已签协议, type: flag}
          - {key: staff, title: 职工人数, type: count}
    """,
    standards="""
        equipment: [{item: 设备拆除, has: removed_on}]
        licence: [{item: 执照, any: [changed_on, cancelled_on]}]
        staff: [{item: 职工安置, has: settled_on, not_after: exited_on}]
        whole:
          - {item: 设备拆除, has: removed_on}
          - {item: 执照, any: [changed_on, cancelled_on]}
          - {item: 职工安置, has: settled_on, not_after: exited_on}
        assigned: [{item: 包保干部, has: officer}, {item: 协议, has: signed}, {item: 人数, has: staff}]
    """,
    enterprises="""
        id, exited_on,  removed_on, changed_on, cancelled_on, settled_on, officer,  signed, staff
        A,  2021-08-10, 2021-08-01, 2021-08-05, 2021-08-03,   2021-08-10, 镇党委书记, 是,   0
        B,  2021-08-10, ,           2021-08-05, ,             2021-08-11, ,           否,   12
        C,  ,           2021-08-01, ,           2021-08-03,   2021-08-10, 镇长,       是,
    """,
)


def shown(standard: str) -> dict[str, date | None]:
    """From which day each enterprise shows a standard."""
    table = CAMPAIGN.enterprises
    days = standard_days(table, CAMPAIGN.standard(standard))
    return {
        name: None if on == NEVER else date.fromordinal(on) for name, on in zip(table.texts["id"], days, strict=True)
    }


def test_an_item_has_a_dated_column():
    assert shown("equipment") == {"A": day("2021-08-01"), "B": None, "C": day("2021-08-01")}


def test_any_of_several_columns_shows_an_item_from_the_earliest_day():
    assert shown("licence") == {"A": day("2021-08-03"), "B": day("2021-08-05"), "C": day("2021-08-03")}


def test_not_after_another_column():
    """On the same day is not after; B settled its staff a day after its exit; C has not exited yet."""
    assert shown("staff") == {"A": day("2021-08-10"), "B": None, "C": day("2021-08-10")}


def test_a_standard_is_shown_when_its_last_item_is():
    assert shown("whole") == {"A": day("2021-08-10"), "B": None, "C": day("2021-08-10")}


def test_texts_flags_and_numbers_have_no_day_and_show_from_the_start():
    """A number of 0 is given; a flag that says no is not."""
    assert shown("assigned") == {"A": date.min, "B": None, "C": None}


def test_a_column_that_is_not_there_shows_nothing():
    assert column_days(CAMPAIGN.enterprises, "no_such_column") == [NEVER, NEVER, NEVER]


def test_it_says_what_is_missing_on_a_day():
    table, items, row = CAMPAIGN.enterprises, CAMPAIGN.standard("whole"), CAMPAIGN.enterprise_rows

    def missing(member: str, on: str) -> tuple[str, ...]:
        return missing_items(table, items, row[member], day(on).toordinal())

    assert missing("A", "2021-07-31") == ("设备拆除", "执照", "职工安置")
    assert missing("A", "2021-08-03") == ("职工安置",)
    assert missing("A", "2021-08-10") == ()
    assert missing("B", "2021-12-31") == ("设备拆除", "职工安置")
