"""Lights (红黄绿灯): bands of being behind schedule, overdue, met late; a plan's data with a documented default."""

from __future__ import annotations

import pytest

from parkledger.compute.lights import light_of
from support.answers import criterion
from support.exits import exits
from support.ledgers import a_ledger


class TestDefault:
    @pytest.mark.parametrize(
        ("behind", "light"),
        [
            (-40, "green"),
            (0, "green"),
            (9.99, "green"),
            (10, "yellow"),
            (20, "yellow"),
            (30, "yellow"),
            (30.01, "red"),
            (100, "red"),
        ],
    )
    def test_green_on_schedule_yellow_10_to_30_points_behind_red_more_than_30(self, behind, light):
        assert light_of("pending", None, soft=False, behind=behind) == light

    @pytest.mark.parametrize(
        ("state", "light"),
        [
            ("overdue", "red"),
            ("breached", "red"),
            ("met_late", "yellow"),
            ("met", "green"),
            ("holding", "green"),
            ("pending", "green"),
            ("unmeasured", "none"),
        ],
    )
    def test_the_light_of_a_state(self, state, light):
        assert light_of(state, None, soft=False) == light


class TestSticky:
    def test_what_was_met_late_is_never_plain_green(self):
        ledger = a_ledger(criteria="- {id: m, due: 2021-06-30, milestone: {}}", filings="item, done_on\nm, 2021-07-05")
        lights = {on: criterion(ledger, "m", on).light for on in ("2021-07-04", "2021-07-05", "2031-12-31")}
        assert lights == {"2021-07-04": "red", "2021-07-05": "yellow", "2031-12-31": "yellow"}


class TestSoft:
    """原则上: judged, never red."""

    @pytest.mark.parametrize("state", ["overdue", "breached"])
    def test_a_state_that_would_be_red(self, state):
        assert light_of(state, None, soft=True) == "yellow"

    def test_nor_is_it_red_for_being_far_behind(self):
        assert light_of("pending", None, soft=True, behind=80) == "yellow"

    def test_else_it_has_the_usual_light(self):
        assert light_of("pending", None, soft=True, behind=0) == "green"
        assert light_of("met", None, soft=True) == "green"

    def test_in_a_ledger(self):
        ledger = a_ledger(
            criteria="""
                - {id: hard, due: 2021-06-30, milestone: {}}
                - {id: soft, due: 2021-06-30, soft: true, milestone: {}}
            """
        )
        found = {name: criterion(ledger, name, "2021-07-05") for name in ("hard", "soft")}
        assert {name: (one.state, one.light) for name, one in found.items()} == {
            "hard": ("overdue", "red"),
            "soft": ("overdue", "yellow"),
        }


class TestBands:
    YEAR = "- {id: q, due: 2021年底, quota: {of: enterprises, from: 10, to: 0, done: claimed}}"

    @staticmethod
    def exited(number: int) -> str:
        return "id, exited_on\n" + "\n".join(f"E{one}, 2021-01-15" for one in range(number))

    @pytest.mark.parametrize(("exited", "light"), [(5, "green"), (4, "yellow"), (3, "yellow"), (1, "red")])
    def test_half_of_the_year_has_passed(self, exited, light):
        """Scheduled 50 %; done 50, 40, 30, 10 %: 0, 10, 20, 40 points behind."""
        ledger = exits(effective_on="2021-01-01", criteria=self.YEAR, enterprises=self.exited(exited))
        found = criterion(ledger, "q", "2021-06-30")
        assert (found.behind, found.light) == (pytest.approx(50 - exited * 10), light)

    @pytest.mark.parametrize(("exited", "light"), [(7, "蓝"), (6, "蓝"), (5, "橙"), (2, "橙"), (1, "紫")])
    def test_names_and_lines_are_the_plans_own(self, exited, light):
        ledger = exits(
            effective_on="2021-01-01",
            criteria=self.YEAR,
            enterprises=self.exited(exited),
            lights="""
                bands: [{light: 橙, behind: 5}, {light: 紫, behind: 45}]
                overdue: 红
                met_late: 黄
                well: 蓝
            """,
        )
        assert criterion(ledger, "q", "2021-07-31").light == light

    def test_so_are_those_of_overdue_and_of_met_late(self):
        ledger = a_ledger(
            criteria="- {id: a, due: 2021-06-30, milestone: {}}\n- {id: b, due: 2021-06-30, milestone: {}}",
            filings="item, done_on\nb, 2021-07-05",
            lights="{bands: [], overdue: 紫, met_late: 橙, well: 蓝}",
        )
        assert [criterion(ledger, name, "2021-07-31").light for name in "ab"] == ["紫", "橙"]
        assert [criterion(ledger, name, "2021-06-30").light for name in "ab"] == ["蓝", "蓝"]
