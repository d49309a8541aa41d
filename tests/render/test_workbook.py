"""Reports as workbooks: every cell is what the report says, with its type; nothing is cut or a formula.

Each is read back twice: by python-calamine, as another program would, and by openpyxl (types, merges).
"""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from parkledger.compute.status import plan_status
from parkledger.model.ledger import Ledger
from parkledger.render.labels import word
from parkledger.render.workbook import TooLarge, sheet, workbook_bytes
from parkledger.reports.report import Cell, Column, Say
from parkledger.reports.tasks import tasks_report
from render.values import DAY, HOSTILE, a_report

TEXT = (Column("name"),)


def seen_by_calamine(report, lang="zh"):
    """All rows from the header of the first table on, as another program reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes(report, lang)))
    return book.get_sheet_by_index(0).to_python()


def sheet_of(report, lang="zh"):
    """The sheet as openpyxl reads it."""
    return load_workbook(io.BytesIO(workbook_bytes(report, lang))).active


def a_cell(value):
    """One value, written and read back both ways: the row is below the title, the day and the header."""
    report = a_report((Cell(value),), columns=TEXT)
    return seen_by_calamine(report)[3][0], sheet_of(report)["A4"]


class TestTypes:
    @pytest.mark.parametrize(
        ("value", "read"),
        [
            ("示例甲厂", "示例甲厂"),
            (7, 7),
            (Decimal("3"), 3),
            (Decimal("2.98"), 2.98),
            (Decimal("-0.5"), -0.5),
            (0, 0),
            (Say("state.overdue.days", {"days": 15}), "逾期 15 天"),
            (("剩", 3, "家"), "剩 3 家"),
        ],
    )
    def test_a_value_stays_what_it_is(self, value, read):
        other, own = a_cell(value)
        assert other == read
        assert own.value == read
        assert own.data_type == ("s" if isinstance(read, str) else "n")

    def test_a_day_is_a_real_day_that_is_shown_as_one(self):
        other, own = a_cell(DAY)
        assert other == DAY
        assert (own.is_date, own.value.date(), own.number_format) == (True, DAY, "yyyy-mm-dd")

    def test_nothing_is_an_empty_cell(self):
        report = a_report((None, "退出", None, None, None))
        assert seen_by_calamine(report)[3] == ["", "退出", "", "", ""]
        assert [cell.value for cell in sheet_of(report)[4]] == [None, "退出", None, None, None]

    @pytest.mark.parametrize("value", [1_000_000, Decimal("12345.67")])
    def test_a_large_number_is_shown_with_separators(self, value):
        _, own = a_cell(value)
        assert own.number_format.startswith("#,##0")
        assert own.value == pytest.approx(float(value))


class TestTextStaysText:
    FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1", "＝1+1", "-", "=")
    ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!")
    LIKE_OTHERS = (
        "012",
        "2021-06-30",
        "TRUE",
        "1e5",
        "91120112MA0000CT71",
        "'quoted",
        " 空格 ",
        "50%",
        "3/4",
    )

    @pytest.mark.parametrize("text", [*FORMULAS, *ERRORS, *LIKE_OTHERS])
    def test_it_is_neither_a_formula_nor_an_error_nor_a_number(self, text):
        other, own = a_cell(text)
        assert other == text
        assert own.value == text
        assert own.data_type == "s"

    @pytest.mark.parametrize("text", FORMULAS[:4])
    def test_wherever_it_stands(self, text):
        report = a_report(
            Say("heading", {"text": text}),
            (text,),
            columns=TEXT,
            title=text,
            answer=(Cell(text),),
            closing=(Cell(text),),
        )
        kinds = [cell.data_type for row in sheet_of(report).iter_rows() for cell in row if cell.value == text]
        assert kinds == ["s"] * 5

    @pytest.mark.parametrize(("text", "safe"), HOSTILE.values(), ids=HOSTILE)
    def test_what_is_hidden_is_shown_escaped(self, text, safe):
        other, own = a_cell(text)
        assert other == safe
        assert own.value == safe

    @pytest.mark.parametrize("text", ["_x0041_", "_x000D_", "a_x005F_b"])
    def test_what_looks_like_an_escape_of_the_format_stays_as_it_is_written(self, text):
        """A workbook reads ``_x0041_`` as A unless its underscore is escaped."""
        other, _ = a_cell(text)
        assert other == text

    def test_lines_within_a_cell_stay(self):
        other, own = a_cell("上午\n下午")
        assert other == own.value == "上午\n下午"
        assert own.alignment.wrap_text


class TestTooLarge:
    def test_the_longest_text_fits(self):
        other, _ = a_cell("甲" * 32_767)
        assert len(other) == 32_767

    @pytest.mark.parametrize("text", ["甲" * 32_768, "\x1b" * 10_000, "a\n" * 16_384])
    def test_a_text_beyond_it_is_an_error_and_never_cut(self, text):
        with pytest.raises(TooLarge, match="32767"):
            workbook_bytes(a_report((text,), columns=TEXT), "zh")

    def test_characters_beyond_the_first_plane_count_as_two(self):
        """A workbook counts UTF-16 units: 20,000 rare characters are 40,000."""
        with pytest.raises(TooLarge):
            workbook_bytes(a_report(("𠮷" * 20_000,), columns=TEXT), "zh")

    def test_wherever_it_stands(self):
        long = "甲" * 32_768
        for parts in ({"title": long}, {"answer": (Cell(long),)}, {"closing": (Cell(long),)}):
            with pytest.raises(TooLarge):
                workbook_bytes(a_report(("甲",), columns=TEXT, **parts), "zh")

    def test_more_rows_than_a_sheet_holds(self, monkeypatch):
        monkeypatch.setattr(sheet, "MOST_ROWS", 6)
        assert workbook_bytes(a_report(*[("甲",)] * 3, columns=TEXT), "zh")
        with pytest.raises(TooLarge, match="6"):
            workbook_bytes(a_report(*[("甲",)] * 4, columns=TEXT), "zh")


class TestTasksOfJinnan:
    @pytest.fixture(scope="class")
    @classmethod
    def report(cls, jinnan: Ledger):
        return tasks_report(plan_status(jinnan.campaigns[0], date(2023, 11, 15)), date(2023, 11, 15))

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_cell_is_the_reports_value_with_its_type(self, report, lang):
        (section,) = report.sections
        rows = seen_by_calamine(report, lang)
        head = 2 + len(report.answer)
        for row, read in zip(section.rows, rows[head + 1 :], strict=False):
            if isinstance(row, Say):
                assert read[0] == word(row, lang)
                continue
            for cell, value in zip(row, read, strict=True):
                told = cell.value
                if told is None:
                    told = ""
                elif not isinstance(told, date | int | Decimal):
                    told = word(told, lang)
                assert value == told
                assert isinstance(value, date | float | str)
        assert len(rows) == head + 1 + len(section.rows) + len(report.closing)

    def test_the_titles_of_tasks_span_their_criteria(self, report):
        merged = {str(span) for span in sheet_of(report).merged_cells.ranges}
        tasks = {span for span in merged if span.startswith("B")}
        assert len(tasks) == 5
        assert {int(span.split("B")[2]) - int(span.split("B")[1][:-1]) for span in tasks} == {2}

    def test_the_headings_are_those_of_the_document(self, report):
        firsts = [row[0] for row in seen_by_calamine(report)]
        assert [text for text in firsts if str(text).startswith(("一、", "二、"))] == [
            "一、完成园区撤销取缔工作",
            "二、减少长期治理类园区不合规企业数量",
        ]
