"""Classes of members (取缔类, 搬迁改造类): grounds in order, and the move that a missed deadline makes."""

from __future__ import annotations

import pytest

from parkledger.compute.classes import Classified, Moved, classify
from parkledger.model.ledger import Ledger
from support.answers import day, rule
from support.exits import exits

CLASSES = """
    - id: 取缔类
      clause: 三（一）
      any:
        - {id: g1, text: 没有营业执照, has: unlicensed}
        - {id: g2, text: 排污许可到期, passed: permit_until}
    - id: 搬迁改造类
      clause: 三（二）
      when: {relocate: "true"}
      overdue: {to: 取缔类, because: 三（二）}
"""
COLUMNS = """
    enterprises:
      - {key: verified_on, title: 核验日期, type: date}
      - {key: unlicensed, title: 无照, type: flag}
      - {key: relocate, title: 搬迁, type: flag}
      - {key: permit_until, title: 许可有效期, type: date}
"""


def class_of(ledger: Ledger, member: str, on: str) -> Classified | None:
    (campaign,) = ledger.campaigns
    return classify(campaign, "enterprises", campaign.enterprise_rows[member], day(on).toordinal())


def test_the_first_ground_that_applies_decides_and_other_classes_that_match_are_told():
    ledger = exits(
        columns=COLUMNS,
        classes=CLASSES,
        enterprises="""
            id, unlicensed, relocate, permit_until
            A,  是,         否,       2021-07-31
            B,  否,         否,       2021-07-31
            C,  否,         是,
            D,  是,         是,
            E,  否,         否,
        """,
    )
    found = {name: class_of(ledger, name, "2021-08-01") for name in "ABCDE"}
    assert found == {
        "A": ("取缔类", "g1", (), None),
        "B": ("取缔类", "g2", (), None),
        "C": ("搬迁改造类", None, (), None),
        "D": ("取缔类", "g1", ("搬迁改造类",), None),
        "E": None,
    }


def test_the_last_day_of_a_permit_has_not_passed():
    ledger = exits(columns=COLUMNS, classes=CLASSES, enterprises="id, permit_until\nA, 2021-07-31")
    assert class_of(ledger, "A", "2021-07-31") is None
    assert class_of(ledger, "A", "2021-08-01").name == "取缔类"


class TestMove:
    MOVED = Moved("搬迁改造类", "取缔类", day("2021-09-01"), "三（二）")

    @pytest.mark.parametrize(
        ("exited_on", "on", "name", "moved"),
        [
            ("", "2021-08-31", "搬迁改造类", None),
            ("", "2021-09-01", "取缔类", MOVED),
            ("", "2031-12-31", "取缔类", MOVED),
            ("2021-08-31", "2021-12-31", "搬迁改造类", None),
            ("2021-09-05", "2021-12-31", "取缔类", MOVED),
        ],
    )
    def test_whose_own_deadline_has_passed_moves_that_day_with_the_reason(self, exited_on, on, name, moved):
        ledger = exits(
            columns=COLUMNS,
            classes=CLASSES,
            enterprises=f"id, relocate, due_on, exited_on\nA, 是, 2021-08-31, {exited_on}",
        )
        found = class_of(ledger, "A", on)
        assert (found.name, found.moved) == (name, moved)

    def test_an_extension_that_names_it_holds_the_move_back(self):
        ledger = exits(
            columns=COLUMNS,
            classes=CLASSES,
            criteria="- {id: q, due: 2021-08-31, quota: {of: enterprises, to: 0}}",
            extensions="""
                - {criterion: q, member: A, filed_on: 2021-08-01, approved_on: 2021-08-20, by: 区, reason: 汛期,
                   document: 甲, to: 2021-10-31}
            """,
            enterprises="id, relocate, due_on\nA, 是, 2021-08-31",
        )
        assert class_of(ledger, "A", "2021-10-31").moved is None
        assert class_of(ledger, "A", "2021-11-01").moved.on == day("2021-11-01")

    def test_the_case_of_an_overdue_exit_tells_of_it(self):
        ledger = exits(
            columns=COLUMNS,
            classes=CLASSES,
            zero="- {id: o, kind: overdue_exit}",
            enterprises="id, relocate, due_on\nA, 是, 2021-08-31",
        )
        (case,) = rule(ledger, "o", "2021-09-10").violations
        assert case.moved == self.MOVED
