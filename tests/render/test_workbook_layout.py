"""How a workbook looks: what stands where, how wide and high, what is frozen, filtered, coloured, summed, printed."""

import io
import re
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from parkledger.render.workbook import layout, workbook_bytes
from parkledger.render.workbook.plan import sheet_name
from parkledger.render.workbook.values import lines_of, width_of
from parkledger.reports.report import Bar, Cell, Chart, Column, Pack, Say, Section, Sheet, row_of
from render.values import DAY, a_report

NAMES = (Column("name", "name"),)
BY_PARK = (Column("park", "name"), Column("enterprises", "number", summed=True, bar=True))


def book_of(made, lang="zh"):
    return load_workbook(io.BytesIO(workbook_bytes(made, lang)))


def sheet_of(made, lang="zh"):
    return book_of(made, lang).worksheets[0]


def rows_of(made, lang="zh", number=0):
    return CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes(made, lang))).get_sheet_by_index(number).to_python()


REPORT = a_report(
    Say("heading", {"text": "一、撤销"}),
    (Cell("2.1", span=2), "印发", DAY, 0, Cell(Say("state.met"), "good")),
    (None, "退出", DAY, 4, Cell(Say("state.overdue"), "bad")),
    answer=(Cell("目标一"),),
    closing=(Cell("共 2 项"),),
)
PARKS = Section(BY_PARK, (row_of("东区", 7), row_of("西区", Decimal("2.5"))), totals=row_of("合计", Decimal("9.5")))


class TestOrder:
    def test_title_day_answer_header_rows_closing(self):
        rows = rows_of(REPORT)
        assert [row[0] for row in rows] == [
            "示例报表", "截至 2023-11-15", "目标一", "标准", "一、撤销", "2.1", "", "共 2 项",
        ]  # fmt: skip
        assert rows[3] == ["标准", "完成标准", "时限", "剩/目标", "状态"]
        assert rows[6] == ["", "退出", DAY, 4, "逾期"]

    def test_what_spans_rows_or_columns_is_merged(self):
        merged = {str(span) for span in sheet_of(REPORT).merged_cells.ranges}
        assert merged == {"A1:E1", "A2:E2", "A3:E3", "A5:E5", "A6:A7", "A8:E8"}

    def test_sections_stand_below_each_other_with_a_gap_between(self):
        sections = (
            Section(NAMES, ((Cell("甲"),),), "一", text=(Cell("一句话"),)),
            Section(NAMES, ((Cell("乙"),),), Say("goal")),
            Section(text=(Cell("又一句"),)),
        )
        assert [row[0] for row in rows_of(a_report(sections=sections))][2:] == [
            "一", "一句话", "企业", "甲", "", "目标", "企业", "乙", "", "又一句",
        ]  # fmt: skip

    def test_english(self):
        rows = rows_of(REPORT, "en")
        assert rows[1][0] == "as of 2023-11-15"
        assert rows[3] == ["crit.", "criterion", "due", "left/goal", "state"]


class TestSheets:
    def long(self, name):
        return Section(NAMES, tuple(row_of(f"{name}{n}") for n in range(60)), name)

    def test_a_long_table_has_a_sheet_of_its_own_with_its_header_on_every_page(self):
        book = book_of(a_report(sections=(self.long("甲"), self.long("乙"))))
        assert book.sheetnames == ["报表", "乙"]
        assert [sheet.print_title_rows for sheet in book] == ["$4:$4", "$3:$3"]
        assert [sheet.freeze_panes for sheet in book] == ["A5", "A4"]

    def test_a_table_of_quite_other_widths_does_not_spoil_the_first(self):
        wide = Section((Column("title"),) * 3, (row_of("很长的职责" * 9, "很长的职责" * 9, "很长的职责" * 9),), "宽")
        narrow = Section((Column("days", "number"),) * 9, (row_of(*range(9)),), "窄")
        assert book_of(a_report(sections=(narrow, wide))).sheetnames == ["报表", "宽"]
        assert book_of(a_report(sections=(narrow, narrow))).sheetnames == ["报表"]

    def test_the_first_sheet_links_to_the_others(self):
        pack = Pack(tuple(Sheet(Say("heading", {"text": name}), REPORT) for name in ("总览", "甲's", "乙[1]/2")))
        book = book_of(pack)
        assert book.sheetnames == ["总览", "甲 s", "乙 1 2"]
        found = {
            cell.value: cell.hyperlink.location for row in book["总览"].iter_rows() for cell in row if cell.hyperlink
        }
        assert found == {"甲 s": "'甲 s'!A1", "乙 1 2": "'乙 1 2'!A1"}
        assert not any(cell.hyperlink for row in book["甲 s"].iter_rows() for cell in row)

    def test_names_are_short_and_unlike_each_other(self):
        taken = set()
        names = [
            sheet_name(text, taken) for text in ("甲" * 40, "甲" * 41, "未结：甲", "未结：乙", "History", "a", "A", "")
        ]
        assert names == ["甲" * 30 + "…", "甲" * 29 + " 2", "未结", "未结 2", "History 2", "a", "A 2", "-"]


class TestPrint:
    def test_the_header_is_frozen_and_repeated_on_every_page(self):
        sheet = sheet_of(REPORT)
        assert sheet.freeze_panes == "A5"
        assert sheet.print_title_rows == "$4:$4"

    def test_a_header_far_down_is_not_frozen(self):
        """Forty lines that stay in sight would leave no room for the rows that are scrolled."""
        assert sheet_of(a_report(("2.1", "印发", DAY, 0, "x"), answer=(Cell("一句话"),) * 40)).freeze_panes is None

    def test_it_prints_on_a4_across_one_page_with_numbers(self):
        sheet = sheet_of(REPORT)
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
        assert sheet.oddFooter.left.text == "截至 2023-11-15"

    def test_no_text_is_doubted_for_being_a_number(self):
        """A spreadsheet would put a green corner on each criterion that is called 2.1."""
        content = workbook_bytes(REPORT, "zh")
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert re.search('<ignoredErrors><ignoredError sqref="A1:E8" numberStoredAsText="1" ?/></ignoredErrors>', sheet)
        order = re.findall(r"<(sheetData|mergeCells|headerFooter|rowBreaks|ignoredErrors|drawing)\b", sheet)
        assert order == ["sheetData", "mergeCells", "headerFooter", "ignoredErrors"]

    def test_only_what_would_be_a_page_and_a_bit_is_made_to_fit_one(self):
        rows = [("甲",)] * 30
        assert sheet_of(a_report(*rows, columns=NAMES)).page_setup.fitToHeight == 1
        assert sheet_of(a_report(*rows * 2, columns=NAMES)).page_setup.fitToHeight == 0

    def test_a_short_table_is_not_cut_in_two(self):
        """The second table would begin at the foot of the first page."""
        tables = tuple(Section(NAMES, tuple(row_of("甲") for _ in range(18)), name) for name in "一二")
        sheet = sheet_of(a_report(sections=tables))
        (broken,) = (one.id for one in sheet.row_breaks.brk)
        assert sheet.cell(broken + 1, 1).value == "二"

    def test_sentences_that_run_over_a_page_break_there_outright(self):
        """So that it is known how full the next page is, and the table after them is not cut."""
        lines = Section(title="要点", text=tuple(Cell(f"第 {n} 句") for n in range(40)))
        table = Section(NAMES, tuple(row_of("甲") for _ in range(10)), "一")
        sheet = sheet_of(a_report(sections=(lines, table, table)))
        first, second = (one.id for one in sheet.row_breaks.brk)
        assert sheet.cell(first, 1).value.startswith("第 ")
        assert sheet.cell(second + 1, 1).value == "一"

    def test_one_that_fits_is_left_there(self):
        tables = tuple(Section(NAMES, (row_of("甲"),) * 3, name) for name in "一二")
        assert len(sheet_of(a_report(sections=tables)).row_breaks) == 0


class TestLooks:
    def test_a_tone_is_a_colour_beside_the_word(self):
        sheet = sheet_of(a_report((Cell("甲", "good"),), (Cell("乙", "bad"),), columns=NAMES))
        assert sheet["A4"].fill.fgColor.rgb != sheet["A5"].fill.fgColor.rgb

    def test_lights_are_rules_on_their_words(self):
        """Who writes another word into the cell gets its colour."""
        ((area, rules),) = sheet_of(REPORT).conditional_formatting._cf_rules.items()
        assert str(area.sqref) == "E5:E7"
        assert [(rule.operator, rule.formula, rule.dxf.fill.bgColor.rgb) for rule in rules] == [
            ("equal", ['"按期完成"'], "00E2F0D9"),
            ("equal", ['"逾期"'], "00F8CBAD"),
        ]

    def test_percentages_have_bars_that_a_hundred_fills(self):
        """One that the largest fills would show 20 % as all."""
        sheet = sheet_of(a_report(sections=(PARKS,)))
        ((area, (rule,)),) = sheet.conditional_formatting._cf_rules.items()
        assert (str(area.sqref), rule.type) == ("B4:B5", "dataBar")
        assert [(one.type, one.val) for one in rule.dataBar.cfvo] == [("num", 0), ("num", 100)]

    def test_a_share_is_a_number_with_a_bar_up_to_the_whole(self):
        columns = (Column("name", "name"), Column("light", "number", bar=True))
        report = a_report(("甲", Bar(0.25)), columns=columns)
        assert rows_of(report)[-1] == ["甲", 0.25]
        sheet = sheet_of(report)
        assert sheet["B4"].number_format == "0%"
        ((_, (rule,)),) = sheet.conditional_formatting._cf_rules.items()
        assert [(one.type, one.val) for one in rule.dataBar.cfvo] == [("num", 0), ("num", 1)]

    def test_a_table_without_headings_can_be_filtered(self):
        plain = a_report(("2.1", "印发", DAY, 0, "x"), ("2.2", "退出", DAY, 4, "y"))
        assert sheet_of(plain).auto_filter.ref == "A3:E5"
        assert sheet_of(REPORT).auto_filter.ref is None


class TestSizes:
    def test_columns_hold_their_words_and_rows_their_lines(self):
        sheet = sheet_of(a_report(("2.1", "甲" * 100, DAY, 0, "x")))
        width = sheet.column_dimensions["B"].width
        assert sheet.column_dimensions["C"].width >= len("2023-11-15") + 2
        assert sheet.row_dimensions[4].height >= 13 * 200 / (width - 2)

    def test_of_many_long_texts_each_gets_its_share_of_the_paper(self):
        columns = (Column("title"),) * 5 + (Column("due", "day"),)
        sheet = sheet_of(a_report(("职责" * 60,) * 5 + (DAY,), columns=columns))
        found = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, 7)]
        assert max(found[:5]) - min(found[:5]) <= layout.STEP
        assert sum(found) <= layout.PAGE * layout.SMALLER + 6

    @pytest.mark.parametrize("title", ["很长的标题" * 20, "短"])
    def test_a_title_is_never_cut(self, title):
        sheet = sheet_of(a_report(("甲",), columns=NAMES, title=title))
        width = sheet.column_dimensions["A"].width
        assert sheet.row_dimensions[1].height >= 20 * width_of(title) * 1.6 / width

    def test_rows_of_one_cell_share_the_lines_that_it_needs(self):
        columns = (Column("task.title"), Column("criterion", "word"))
        rows = [(Cell("很长的任务" * 60, span=3), "1"), (None, "2"), (None, "3"), ("短", "4")]
        sheet = sheet_of(a_report(*rows, columns=columns))
        heights = [sheet.row_dimensions[n].height for n in range(4, 8)]
        needed = 13 * width_of("很长的任务" * 60) / sheet.column_dimensions["A"].width
        assert sum(heights[:3]) >= needed
        assert heights[3] == layout.LOW


class TestTotals:
    def test_a_sum_is_a_formula_with_its_value_beside_it(self):
        report = a_report(sections=(PARKS,))
        assert rows_of(report)[-1] == ["合计", 9.5]
        assert [cell.value for cell in sheet_of(report)[6]] == ["合计", "=SUBTOTAL(9,B4:B5)"]

    @pytest.mark.parametrize(
        ("columns", "total"),
        [(BY_PARK, 10), ((Column("park", "name"), Column("enterprises", "number")), Decimal("9.5"))],
        ids=["another number than the sum", "a column that is not summed"],
    )
    def test_what_is_no_sum_of_the_rows_is_a_number(self, columns, total):
        report = a_report(sections=(PARKS._replace(columns=columns, totals=row_of("合计", total)),))
        assert [cell.value for cell in sheet_of(report)[6]] == ["合计", total]


class TestCharts:
    def made(self, kind, rows, name="园区"):
        columns = (Column("park", "name"), Column("enterprises", "number"), Column("left", "number"))
        chart = Chart(kind, Say("heading", {"text": "各园区"}), "park", ("enterprises", "left"))
        return Section(columns, tuple(row_of(f"{name}{n}", n, n + 1) for n in range(rows)), charts=(chart,))

    @pytest.mark.parametrize("kind", ["line", "bar"])
    @pytest.mark.parametrize("rows", [3, 30])
    def test_it_follows_the_cells_and_stands_on_rows_of_its_own(self, kind, rows):
        """Below a table that leaves no room beside it."""
        after = Section(NAMES, ((Cell("后"),),), "其后")
        made = self.made(kind, rows)
        whole = tuple((*row, Cell("说明" * 20)) for row in made.rows)
        wide = made._replace(columns=(*made.columns, Column("title")), rows=whole)
        sheet = sheet_of(a_report(sections=(wide, after)))
        (chart,) = sheet._charts
        series = [one.val.numRef.f for one in chart.series]
        assert series == [f"'报表'!$B$4:$B${rows + 3}", f"'报表'!$C$4:$C${rows + 3}"]
        covered = range(chart.anchor._from.row + 1, chart.anchor.to.row + 2)
        assert [row for row in covered if sheet.cell(row, 1).value is not None] == []
        assert covered.start >= rows + 4
        assert sum(sheet.row_dimensions[row].height for row in covered) > 160
        later = [cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value == "其后"]
        assert not set(later) & set(covered)

    @pytest.mark.parametrize("kind", ["line", "bar"])
    def test_it_stands_beside_a_narrow_table(self, kind):
        """The sheet is as wide as the page, with empty columns for it."""
        sheet = sheet_of(a_report(sections=(self.made(kind, 3),)))
        (chart,) = sheet._charts
        assert chart.anchor._from.col == 3
        assert chart.anchor._from.row == 2
        widths = [one.width for one in sheet.column_dimensions.values()]
        assert round(sum(widths) - layout.WHITE * len(widths)) == layout.PAGE

    @pytest.mark.sweep
    @pytest.mark.parametrize("room", range(440, 560, 4))
    def test_what_stands_beside_a_picture_is_not_parted_from_its_title(self, room, monkeypatch):
        """However high the page is, one that is full in the end is known to be."""
        monkeypatch.setattr(layout, "PAGE_HEIGHT", float(room))
        said = Section(text=tuple(Cell("一句话") for _ in range(11)))
        sections = [self.made("line", n)._replace(title=f"第 {n} 张") for n in (4, 4, 5, 6)]
        sheet = sheet_of(a_report(sections=(said, *sections)))
        broken = {one.id for one in sheet.row_breaks.brk}
        height = 0.0
        for row in range(1, sheet.max_row + 1):
            height = (0.0 if row - 1 in broken else height) + sheet.row_dimensions[row].height
            assert height <= room
        titles = [row for row in range(1, sheet.max_row) if str(sheet.cell(row, 1).value).startswith("第 ")]
        assert len(titles) == 4
        assert broken <= {row - 1 for row in titles}

    def test_names_that_would_take_the_room_of_the_bars_send_it_below(self):
        (chart,) = sheet_of(a_report(sections=(self.made("bar", 3, "园区管理委员会" * 3),)))._charts
        assert chart.anchor._from.col == 0

    @pytest.mark.parametrize(("name", "direction"), [("园区", "col"), ("园区管理委员会", "bar")])
    def test_bars_lie_where_their_names_do_not_stand_side_by_side(self, name, direction):
        (chart,) = sheet_of(a_report(sections=(self.made("bar", 12, name),)))._charts
        assert chart.type == direction

    def test_more_bars_than_names_can_stand_beside_are_no_picture(self):
        assert len(sheet_of(a_report(sections=(self.made("bar", 34),)))._charts) == 1
        assert sheet_of(a_report(sections=(self.made("bar", 35),)))._charts == []

    def test_days_stand_in_time(self):
        """A line along days is as long as the time between them."""
        columns = (Column("due", "day"), Column("left", "number"))
        chart = Chart("line", Say("goal"), "due", ("left",))
        section = Section(columns, (row_of(DAY, 3), row_of(DAY.replace(year=2024), 0)), charts=(chart,))
        (made,) = sheet_of(a_report(sections=(section,)))._charts
        assert made.x_axis.tagname == "dateAx"
        assert made.series[0].cat.numRef.f == "'报表'!$A$4:$A$5"

    def test_a_table_without_rows_has_no_chart(self):
        assert sheet_of(a_report(sections=(self.made("bar", 0),)))._charts == []


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 12, 1),
        ("甲" * 5, 13, 1),
        ("甲" * 6, 13, 2),
        ("TZ-0051、TZ-0082、TZ-0104", 13, 3),
        ("TZ-0051、TZ-0082、TZ-0104", 22, 2),
        ("two words here", 8, 3),
        ("x" * 25, 13, 3),
        ("甲 乙 ab 丙 丁 戊 己", 13, 3),
        (" " * 30, 13, 3),
        ("一\n二\n", 13, 3),
        ("甲" * 1000, 24, 100),
    ],
)
def test_the_lines_of_a_text(text, width, lines):
    """One column and a tenth are not counted on; a word is not broken where it fits into a line of its own."""
    assert lines_of(text, width) == lines
