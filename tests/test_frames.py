"""The ledger's tables as DataFrames, and the few names that a Python user needs."""

import csv
import io
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parkledger
from cli.program import JINNAN
from cli.tiny import PLAN, tiny
from parkledger import frames
from parkledger.model.columns import NEVER
from parkledger.read import blocks, column_parts, table_files
from parkledger.read.ledger import read_ledger
from parkledger.read.let_go import ReadAgain
from support.ledgers import a_ledger, ledger_from
from support.trees import MemoryTree


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


VERIFIED = "    - {key: verified_on"
NUMBERS = "    - {key: area, title: 占地, type: amount}\n    - {key: staff, title: 职工, type: count}\n"
TYPED = PLAN.replace(VERIFIED, NUMBERS + VERIFIED)
"""A plan whose rosters have numbers."""


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


def value_by_value(table):
    """What a frame is, said in the plainest way: every cell is looked at."""
    columns = {name: pd.Series(list(texts), dtype="str") for name, texts in table.texts.items()}
    for name, days in table.days.items():
        stamps = [np.datetime64("NaT") if day == NEVER else np.datetime64(date.fromordinal(day)) for day in days]
        columns[name] = pd.Series(np.array(stamps, "datetime64[s]"))
    columns |= {name: pd.Series(list(numbers), dtype="object") for name, numbers in table.numbers.items()}
    return pd.DataFrame(columns)


_NAMES = st.one_of(st.sampled_from(["", "东园", "西园", "𠮷", "NA", "null", "1.0"]), st.text("甲乙ab ,é", max_size=5))
_DAYS = st.one_of(st.just(""), st.dates().map(date.isoformat))
_AMOUNTS = st.sampled_from(["", "0", "-0", "2.50", "2.5", "999999999999999.000001", "-7", "12", "x"])
_ROWS = st.lists(st.tuples(_NAMES, _NAMES, _DAYS, _DAYS, _AMOUNTS, st.integers(0, 999).map(str)), max_size=40)


@contextmanager
def in_blocks():
    """Every table is read as columns, in blocks of a few lines."""
    with mock.patch.object(table_files, "LARGE", 0), mock.patch.multiple(blocks, FIRST=150, BLOCK=100):
        yield


class TestEveryFormOfColumns:
    @settings(deadline=None)
    @given(_ROWS, st.sampled_from([1, 8, 1000]))
    def test_a_frame_holds_what_its_table_holds(self, rows, most_distinct):
        """Whether the file was read row by row or as columns, of values that repeat or hardly do."""
        said = io.StringIO()
        writer = csv.writer(said, lineterminator="\n")
        writer.writerow(["id", "name", "park", "listed_on", "exited_on", "area", "staff"])
        writer.writerows((f"E{n}", *one) for n, one in enumerate(rows))
        files = {"plans/p.yaml": TYPED, "enterprises/p.csv": said.getvalue()}
        small = ledger_from(files, findings=True)
        with in_blocks(), mock.patch.object(column_parts, "MOST_DISTINCT", most_distinct):
            large = ledger_from(files, findings=True)
        expected = value_by_value(small.campaigns[0].enterprises).assign(plan="p")
        for ledger in (small, large):
            found = frames.enterprises(ledger)
            pd.testing.assert_frame_equal(found, expected)
            assert list(map(str, found["area"])) == list(map(str, expected["area"]))  # 2.50 stays 2.50

    def test_texts_that_a_large_file_let_go_are_read_again(self):
        text = "id,name,address\n" + "".join(f"E{n},示例{n}厂,某路{n}号\n" for n in range(60))
        with in_blocks():
            ledger = read_ledger(MemoryTree({"plans/p.yaml": TYPED, "enterprises/p.csv": text}), texts="asked")
        assert isinstance(ledger.campaigns[0].enterprises.texts["address"], ReadAgain)
        assert list(frames.enterprises(ledger)["address"]) == [f"某路{n}号" for n in range(60)]


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
    (tmp_path / "ledger/plans").mkdir(parents=True)
    assert frames.enterprises(parkledger.load(tmp_path / "ledger")).empty


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


def test_a_mistyped_folder_or_plan_is_no_ledger_without_anything_overdue(tmp_path):
    with pytest.raises(FileNotFoundError, match="no ledger"):
        parkledger.load(tmp_path)
    with pytest.raises(LookupError, match="there are: jinnan-2021"):
        parkledger.load(JINNAN, "jinnan")
