"""The ledger's tables as DataFrames, and the few names that a Python user needs."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

import parkledger
from cli.program import JINNAN
from cli.tiny import PLAN, tiny
from parkledger import frames
from support.ledgers import a_ledger


@pytest.fixture(scope="module")
def jinnan():
    return parkledger.load(JINNAN)


class TestJinnan:
    def test_one_row_an_enterprise_with_its_plan(self, jinnan):
        found = frames.enterprises(jinnan)
        assert len(found) == jinnan.campaigns[0].enterprises.size
        assert set(found["plan"]) == {"jinnan-2021"}
        assert found["id"].is_unique

    def test_an_analysts_question(self, jinnan):
        """How many enterprises of each park had left by 15 November 2023."""
        found = frames.enterprises(jinnan)
        gone = found[found["exited_on"] <= pd.Timestamp("2023-11-15")]
        assert gone.groupby("park").size()["东泥沽"] == 124

    @pytest.mark.parametrize("kind", ["enterprises", "parks", "inspections", "filings"])
    def test_every_table_has_a_frame(self, kind, jinnan):
        found = getattr(frames, kind)(jinnan)
        assert len(found) == jinnan.campaigns[0].tables[kind].size > 0

    def test_indicators_too(self, jinnan):
        """They are facts like the others."""
        assert len(frames.indicators(jinnan)) == jinnan.campaigns[0].indicators.size


class TestTypes:
    LEDGER = a_ledger(
        columns="enterprises: [{key: big, title: 规上, type: flag}, {key: area, title: 面积, type: amount}]",
        enterprises="""
            id,  park, credit_code,        listed_on,  exited_on,  big,  area
            E-1, 东园,                   , 2021-01-01, 2021-05-31, true, 2.98
            012, 东园, 91990000MA0000AA0B, 2021-01-01,           ,     ,
        """,
    )

    @pytest.fixture
    def found(self):
        return frames.enterprises(self.LEDGER)

    def test_text_is_text(self, found):
        assert list(found["id"]) == ["E-1", "012"]
        assert list(found["credit_code"]) == ["", "91990000MA0000AA0B"]
        assert pd.api.types.is_string_dtype(found["id"])

    def test_a_day_is_a_day_and_an_absent_one_is_not_a_time(self, found):
        assert pd.api.types.is_datetime64_dtype(found["exited_on"])
        assert found["exited_on"][0] == pd.Timestamp("2021-05-31")
        assert found["exited_on"].isna().tolist() == [False, True]

    def test_a_column_of_days_that_holds_none_is_still_one(self, found):
        assert pd.api.types.is_datetime64_dtype(found["stopped_on"])

    def test_a_number_is_exact(self, found):
        assert list(found["area"]) == [Decimal("2.98"), None]

    def test_a_flag_is_its_word(self, found):
        assert list(found["big"]) == ["true", ""]

    @pytest.mark.parametrize("day", ["0001-01-01", "1600-02-29", "9999-12-31"])
    def test_a_day_long_ago_or_far_ahead_is_kept(self, day):
        ledger = a_ledger(enterprises=f"id, listed_on\nE-1, {day}")
        assert frames.enterprises(ledger)["listed_on"][0].date() == date.fromisoformat(day)


def test_plans_stand_below_each_other(tmp_path):
    data = tiny(tmp_path)
    (data / "plans/other.yaml").write_text(PLAN, "utf-8")
    (data / "enterprises/other.csv").write_text(
        "id,name,park,verified_on\nO-1,另一家,东园,2024-05-01\n", "utf-8"
    )
    found = frames.enterprises(parkledger.load(data))
    assert list(found[["plan", "id"]].itertuples(index=False, name=None)) == [
        ("other", "O-1"),
        ("tiny-2024", "E-1"),
        ("tiny-2024", "E-2"),
        ("tiny-2024", "E-3"),
    ]
    assert found.index.is_unique


def test_a_ledger_without_a_plan_has_empty_frames(tmp_path):
    (tmp_path / "plans").mkdir()
    assert frames.enterprises(parkledger.load(tmp_path)).empty


class TestNames:
    """``import parkledger`` is light; each name is imported when it is first used."""

    def test_what_a_user_needs_is_at_hand(self):
        assert sorted(parkledger.__all__) == ["check", "duties", "load", "overdue", "status", "units", "zero"]
        assert all(callable(getattr(parkledger, name)) for name in parkledger.__all__)

    def test_the_example_of_the_documentation(self, jinnan):
        assert parkledger.status(jinnan, date(2023, 11, 15))[0].counts["overdue"] == 2

    def test_every_question_can_be_asked(self, jinnan):
        day = date(2023, 11, 15)
        assert len(parkledger.overdue(jinnan, day)) == 2
        assert len(parkledger.zero(jinnan, day)) == 4
        assert parkledger.duties(jinnan, day)
        assert parkledger.units(jinnan, day)
        assert parkledger.check(jinnan, date(2024, 6, 30))

    def test_one_plan_of_several_may_be_loaded(self, tmp_path):
        data = tiny(tmp_path)
        (data / "plans/other.yaml").write_text(PLAN, "utf-8")
        assert [one.id for one in parkledger.load(data, "other").campaigns] == ["other"]
        assert [one.id for one in parkledger.load(str(data)).campaigns] == ["other", "tiny-2024"]

    def test_another_name_is_an_attribute_error(self):
        with pytest.raises(AttributeError, match="nosuch"):
            _ = parkledger.nosuch
