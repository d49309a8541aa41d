"""Reports as Word documents: the page of GB/T 9704-2012, every sentence and every row of the report, nothing else.

Each is read back by python-docx. How it looks is seen by eye; here stands what can be counted.
"""

import io
import os
import subprocess
import sys
import xml.etree.ElementTree as etree
import zipfile
from datetime import date
from decimal import Decimal

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

import parkledger
from parkledger.compute.status import plan_status
from parkledger.render.document import document_bytes, tables
from parkledger.render.document.bars import filled
from parkledger.render.document.body import edges
from parkledger.render.document.page import CHARACTER, CHARACTERS, CLOSER, HEIGHT, LINE, LINES, WIDTH
from parkledger.render.document.tables import lay_out, wide
from parkledger.render.document.titles import balanced
from parkledger.render.labels import word
from parkledger.render.safe import visible
from parkledger.render.workbook import TooLarge
from parkledger.reports.bulletin import bulletin_report
from parkledger.reports.form import on_paper
from parkledger.reports.overdue import overdue_report
from parkledger.reports.provenance import Provenance, from_properties
from parkledger.reports.report import Bar, Cell, Column, Letter, Report, Say, Section, row_of
from parkledger.reports.tasks import tasks_report
from render.values import DAY, HOSTILE, a_report
from support.ledgers import a_campaign

DAYS = {
    "jinnan-2021": date(2023, 11, 15), "guangzhou-2019": date(2021, 12, 31), "biaokou": date(2023, 12, 31),
    "wuhai-2025": date(2026, 10, 31), "tongzhou-2016": date(2018, 3, 31),
}  # fmt: skip


def document(report, lang="zh"):
    return docx.Document(io.BytesIO(document_bytes(report, lang)))


def told(report, lang="zh"):
    """Every sentence of a report as it should be read."""
    cells = [*report.answer, *(cell for one in report.sections for cell in one.text), *report.closing]
    return [visible(word(cell.value, lang)).strip() for cell in cells]


def texts(found):
    return [paragraph.text for paragraph in found.paragraphs]


@pytest.fixture(scope="module", params=sorted(DAYS))
def bulletin(request, repository):
    campaign = next(one for one in repository.campaigns if one.id == request.param)
    return bulletin_report(campaign, DAYS[request.param])


@pytest.fixture(scope="module")
def letter(bulletin):
    """The bulletin as a document: made once, and only read."""
    return document(bulletin)


def beside(cell):
    """Whether a cell is a part of a bar, which stands without a line beside its number."""
    left = cell.tcPr.find(f"{qn('w:tcBorders')}/{qn('w:left')}")
    return left is not None and left.get(qn("w:val")) == "nil"


class TestPage:
    def test_the_grid_is_22_lines_of_28_characters(self):
        """156 x 225 mm, in twips; a line more, or a character more, would not fit."""
        assert (round(WIDTH / 56.7), round(HEIGHT / 56.7)) == (156, 225)
        assert LINE * LINES <= HEIGHT < LINE * (LINES + 1)
        assert CHARACTER * CHARACTERS <= WIDTH < CHARACTER * (CHARACTERS + 1)
        assert CHARACTER == 16 * 20 - CLOSER

    def test_paper_and_margins(self, letter):
        for section in letter.sections:
            upright = section.orientation == WD_ORIENT.PORTRAIT
            paper = (section.page_width.mm, section.page_height.mm)
            assert [round(side) for side in paper] == ([210, 297] if upright else [297, 210])
            margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
            assert [round(one.mm) for one in margins] == ([37, 35, 28, 26] if upright else [28, 26, 37, 35])

    def test_every_section_has_the_line_grid(self, letter):
        for section in letter.sections:
            grid = section._sectPr.find(qn("w:docGrid"))
            assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", str(LINE))

    def test_the_page_number_stands_at_the_outer_side(self, letter):
        assert letter.settings.odd_and_even_pages_header_footer
        first = letter.sections[0]
        for footer, side in ((first.footer, "right"), (first.even_page_footer, "left")):
            (paragraph,) = footer.paragraphs
            assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
            assert "PAGE" in paragraph._p.xml
            assert paragraph.text.replace("1", "") == "—  —"
        assert all(one.footer.is_linked_to_previous for one in list(letter.sections)[1:])

    @pytest.mark.parametrize(
        ("style", "face", "size"),
        [
            ("Title", "方正小标宋简体", 22), ("Body Text", "仿宋_GB2312", 16), ("Heading 1", "黑体", 16),
            ("Heading 2", "楷体_GB2312", 16), ("Heading 3", "黑体", 16), ("Footer", "宋体", 14),
        ],
    )  # fmt: skip
    def test_type(self, style, face, size):
        found = document(a_report()).styles[style]
        fonts = found.element.rPr.find(qn("w:rFonts"))
        assert (fonts.get(qn("w:eastAsia")), found.font.size.pt) == (face, size)
        assert not any("Theme" in name for name in fonts.attrib)

    def test_each_face_has_one_that_stands_in_for_it(self):
        with zipfile.ZipFile(io.BytesIO(document_bytes(a_report(), "zh"))) as archive:
            fonts = archive.read("word/fontTable.xml").decode()
        for face, other in {"方正小标宋简体": "华文中宋", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}.items():
            assert f'w:name="{face}"><w:altName w:val="{other}"' in fonts


class TestContents:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_sentence_stands_in_it_once_and_in_order(self, bulletin, letter, lang):
        made = letter if lang == "zh" else document(bulletin, lang)
        wanted, found = told(bulletin, lang), iter(texts(made))
        assert len(wanted) > 10
        assert all(any(text == one for text in found) for one in wanted)

    def test_a_letter_holds_nothing_but_its_report(self, bulletin, letter):
        """Paragraphs: the sentences, the titles, the list of annexes, who signs, the day, and ends of tables."""
        annexes = [one for one in bulletin.sections if one.annex]
        chapters = len(bulletin.sections) - len(annexes)
        signed = 1 if bulletin.letter.signed else 0
        own = 1 + chapters + len(annexes) * 3 + signed + 1
        ends = sum(paragraph.style.name == "Table End" for paragraph in letter.paragraphs)
        assert len(letter.paragraphs) == len(told(bulletin)) + own + ends
        assert ends <= len(letter.sections)

    def test_every_row_of_every_table(self, bulletin, letter):
        sections = [one for one in on_paper(bulletin).sections if one.columns]
        assert len(letter.tables) == len(sections)
        for table, section in zip(letter.tables, sections, strict=True):
            assert len(table.rows) == len(section.rows) + 1
            for row, wanted in zip(table._tbl.tr_lst[1:], section.rows, strict=True):
                own = [one for one in row.tc_lst if not beside(one)]
                cells = ["".join(part.text or "" for part in one.iter(qn("w:t"))) for one in own]
                if isinstance(wanted, Say):
                    assert cells == [word(wanted, "zh")]
                else:
                    assert cells == [word(cell.value, "zh") for cell in wanted]

    def test_tables_fit_the_page(self, bulletin):
        for section in bulletin.sections:
            if section.columns:
                laid = lay_out(section, "zh")
                assert sum(laid.widths) <= (HEIGHT if laid.landscape else WIDTH)

    def test_the_head_returns_on_every_page_and_no_row_is_torn(self, letter):
        for table in letter.tables:
            rows = table._tbl.tr_lst
            assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
            assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)

    def test_an_annex_begins_a_page(self, letter):
        """By a break of its own, or because the section before it, of the other way up, ends there."""
        for number, paragraph in enumerate(letter.paragraphs):
            if paragraph.style.name == "Heading 3":
                before = letter.paragraphs[number - 1]._p.pPr
                turned = before is not None and before.find(qn("w:sectPr")) is not None
                assert paragraph.paragraph_format.page_break_before or turned

    def test_no_page_is_empty(self, letter):
        """What stands behind the last table of a section takes its last row along to a next page."""
        for paragraph in letter.paragraphs:
            if paragraph.style.name == "Table End":
                before = paragraph._p.getprevious()
                assert before.tag == qn("w:tbl")
                kept = [one.pPr.find(qn("w:keepNext")) is not None for one in before.tr_lst[-1].iter(qn("w:p"))]
                assert all(kept)
                assert kept
        assert letter.element.body[-2].tag == qn("w:p")

    def test_two_tables_are_two(self):
        section = Section((Column("name"),), (row_of("甲"),))
        assert len(document(Report("示例", DAY, sections=(section, section))).tables) == 2

    def test_a_heading_stays_with_what_it_heads(self, letter):
        heads = ("Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4")
        assert all(letter.styles[name].paragraph_format.keep_with_next for name in heads)

    def test_any_report_can_be_a_document(self, jinnan):
        for report in (
            overdue_report(parkledger.overdue(jinnan, DAY), DAY),
            tasks_report(plan_status(jinnan.campaigns[0], DAY), DAY),
        ):
            found = document(report)
            assert found.tables[0].rows[0].cells[0].text
            assert "截至 2023-11-15" in texts(found)
            assert len(found.tables[0].rows) == len(report.sections[0].rows) + 1

    def test_a_cell_that_spans_rows_is_merged_with_them(self):
        report = a_report((Cell("a", span=2), "x"), (None, "y"), ("b", "z"), columns=(Column("name"), Column("park")))
        table = document(report).tables[0]
        assert [table.cell(row, 0).text for row in range(1, 4)] == ["a", "a", "b"]

    def test_totals_close_the_table(self):
        section = Section((Column("name"), Column("open", "number")), (row_of("甲", 1),), totals=row_of("合计", 1))
        table = document(Report("示例", DAY, sections=(section,))).tables[0]
        assert [cell.text for cell in table.rows[-1].cells] == ["合计", "1"]

    def test_a_bar_is_for_screens(self):
        report = a_report(answer=(Cell(("剩 1", Bar(0.5), "已完成 50%")),))
        assert "剩 1 已完成 50%" in texts(document(report))


class TestLetter:
    LETTER = Letter("示例办公室", (Say("as_of", {"day": "甲"}), Say("as_of", {"day": "乙"})))

    def test_a_title_that_is_too_long_for_a_line_is_broken_where_its_meaning_is(self):
        short, long = (Report("通" * size, DAY, letter=self.LETTER) for size in (20, 21))
        assert texts(document(short))[0] == "通" * 20
        assert texts(document(long))[0] == "截至 甲\n截至 乙"

    def test_without_a_letter_a_long_title_is_broken_at_its_dash(self):
        assert texts(document(Report("甲" * 20 + "——清单", DAY)))[0] == "甲" * 20 + "\n——清单"

    @pytest.mark.parametrize(
        ("title", "lines"),
        [
            ("短标题", ["短标题"]),
            ("津南区进一步做好工业园区（集聚区）治理", ["津南区进一步做好工业园区（集聚区）治理"]),
            ("示例区进一步做好工业园区（集聚区）治理方案", ["示例区进一步做好工业园区", "（集聚区）治理方案"]),
            ("甲" * 40, ["甲" * 20] * 2),
            ("Bulletin on a very long name, quarter 4", ["Bulletin on a very", "long name, quarter 4"]),
            ("x" * 90, ["x" * 90]),
        ],
    )
    def test_lines_of_a_title(self, title, lines):
        assert balanced(title, 20) == lines

    @given(st.text(st.sampled_from("甲乙（）“”，a1 "), max_size=90))
    def test_nothing_of_a_title_is_lost_and_no_line_is_too_long(self, title):
        lines = balanced(title, 20)
        assert "".join(lines).replace(" ", "") == title.replace(" ", "")
        assert all(wide(line) <= 20 for line in lines) or not set(title) <= set("甲乙 ")

    def test_who_signs_and_when(self):
        found = document(Report("通报", DAY, letter=self.LETTER))
        assert texts(found)[-2:] == ["示例办公室", "2023年11月15日"]

    def test_where_no_office_is_known_the_day_stands_alone(self):
        found = document(Report("通报", DAY, letter=Letter()))
        assert texts(found) == ["通报", "2023年11月15日"]

    @pytest.mark.parametrize("office", ["办公室", "领导小组办公室", "示例区产业调整退出工作领导小组办公室"])
    def test_the_day_begins_two_characters_right_of_the_office(self, office):
        day = "2023年11月15日"
        (_, first), (_, second) = edges(office, day)
        starts = [CHARACTERS - edge - wide(text) for text, edge in ((office, first), (day, second))]
        assert starts[1] - starts[0] == pytest.approx(2)
        assert min(first, second) == pytest.approx(2)

    def test_an_office_with_a_very_long_name_stays_within_the_line(self):
        for text, edge in edges("办" * 40, "2023年11月15日"):
            assert edge >= 0
            assert text

    @pytest.mark.parametrize(("number", "listed"), [(1, ["附件：清单1"]), (2, ["附件：1. 清单1", "2. 清单2"])])
    def test_the_list_of_annexes(self, number, listed):
        sections = tuple(
            Section((Column("name"),), (row_of("甲"),), f"清单{n}", annex=Say("annex", {"n": n}))
            for n in range(1, number + 1)
        )
        found = document(Report("通报", DAY, sections=sections, letter=Letter()))
        assert [text for text in texts(found) if text.startswith(("附件：", "2. "))] == listed
        assert [text for text in texts(found) if text in ("附件1", "附件2")] == [f"附件{n + 1}" for n in range(number)]


class TestSource:
    """The small last line: what the figures come from. It never stands on a page alone."""

    MADE = Provenance("1.0", "bulletin", "p", DAY, "zh", "0" * 40, True, (("plans/p.yaml", "ab"),))

    @pytest.fixture
    def found(self, jinnan):
        report = bulletin_report(jinnan.campaigns[0], DAY)
        return docx.Document(io.BytesIO(document_bytes(report, "zh", self.MADE)))

    def test_it_is_the_last_line_and_takes_the_last_row_along(self, found):
        last = found.paragraphs[-1]
        assert last.text.startswith("（数据 0000000000（干净）；由 parkledger report bulletin p --as-of 2023-11-15")
        row = last._p.getprevious().tr_lst[-1]
        assert all(one.pPr.find(qn("w:keepNext")) is not None for one in row.iter(qn("w:p")))

    def test_without_a_table_it_takes_the_last_sentence_along(self):
        report = Report("通报", DAY, letter=Letter("示例办公室"))
        found = docx.Document(io.BytesIO(document_bytes(report, "zh", self.MADE)))
        assert [one.style.name for one in found.paragraphs[-2:]] == ["Signature", "Note"]
        assert found.paragraphs[-2].paragraph_format.keep_with_next

    def test_the_properties_hold_it_whole(self, jinnan):
        made = document_bytes(bulletin_report(jinnan.campaigns[0], DAY), "zh", self.MADE)
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            held = etree.fromstring(archive.read("docProps/custom.xml"))
        assert from_properties({one.get("name"): one[0].text for one in held}) == self.MADE


class TestTextStaysText:
    @pytest.mark.parametrize(("text", "shown"), HOSTILE.values(), ids=HOSTILE)
    def test_controls_are_shown_and_nothing_is_cut(self, text, shown):
        report = a_report((text,), columns=(Column("name"),), title=text, answer=(Cell(text),))
        found = document(report)
        assert found.tables[0].cell(1, 0).text == shown
        assert texts(found).count(shown) >= 2
        assert found.core_properties.title == shown

    @pytest.mark.parametrize("text", ["<w:p/>", "a & b", "]]>", "&#0;", "{{甲}}", " 甲 ", "𠮷", "_x000D_", "a\tb"])
    def test_markup_is_text(self, text):
        assert document(a_report((text,), columns=(Column("name"),))).tables[0].cell(1, 0).text == text

    def test_lines_stay_lines(self):
        found = document(a_report(("a\nb",), columns=(Column("name"),), answer=(Cell("c\nd"),)))
        assert found.tables[0].cell(1, 0).text == "a\nb"
        assert "c\nd" in texts(found)

    def test_a_text_of_40_000_characters_is_whole(self):
        text = "园区" * 20_000
        assert document(a_report((text,), columns=(Column("name"),))).tables[0].cell(1, 0).text == text


    @pytest.mark.parametrize("name", ["=1+1", "<b>&amp;</b>", "[red]甲[/]", "{0}", "{name}", "%s", "甲“乙”", "🏭𠮷"])
    def test_a_name_of_the_roster_in_the_sentences_of_a_bulletin(self, name):
        campaign = a_campaign(
            zero="[{id: r, kind: new_violator, look_every: month}]",
            enterprises=f"id,name,listed_on\n1,{name},2021-07-01\n",
        )
        found = document(bulletin_report(campaign, date(2021, 8, 31)))
        assert any(f"{name}基数日后新列入" in text for text in texts(found))
        assert any(cell.text == name for table in found.tables for row in table.rows for cell in row.cells)


class TestTables:
    @staticmethod
    def laid(*columns, text):
        return lay_out(Section(columns, (row_of(*[text] * len(columns)),)), "zh")

    def test_a_narrow_table_stands_upright_in_the_first_size(self):
        assert self.laid(Column("name"), Column("open", "number"), text="甲")[:2] == (False, 10.5)

    def test_a_wide_table_is_turned_on_its_side(self):
        columns = [Column("due", "day")] * 14
        assert self.laid(*columns, text=DAY).landscape

    def test_a_day_is_never_torn(self):
        section = Section(
            (Column("due", "day"), *[Column("task")] * 5), (row_of(DAY, *["很长的任务名称" * 20] * 5),)
        )
        laid = lay_out(section, "zh")
        assert laid.widths[0] - 2 * tables.PAD >= wide("2023-11-15") * laid.size * 20 - 1

    def test_a_table_for_which_no_page_is_wide_enough_still_fits_the_page(self):
        laid = self.laid(*[Column("due", "day")] * 60, text=DAY)
        assert laid[:2] == (True, 6.5)
        assert sum(laid.widths) <= HEIGHT

    def test_what_is_too_long_for_paper_is_refused(self, monkeypatch):
        monkeypatch.setattr("parkledger.render.document.file.MOST_ROWS", 3)
        with pytest.raises(TooLarge) as failure:
            document_bytes(a_report(*[("a",)] * 4, columns=(Column("name"),)), "zh")
        assert (failure.value.key, failure.value.number, failure.value.most) == ("too.many.paper", 4, 3)

    def test_numbers_are_shown_as_the_report_shows_them(self):
        table = document(a_report((Decimal("2.980"),), (12,), (None,), columns=(Column("open", "number"),))).tables[0]
        assert [table.cell(row, 0).text for row in range(1, 4)] == ["2.980", "12", ""]


class TestBars:
    COLUMNS = (Column("name"), Column("share.done", "number", bar=True))

    @pytest.mark.parametrize(
        ("value", "parts"),
        [
            (None, 0), (0, 0), (Decimal("0.1"), 1), (50, 10), (Decimal("87.5"), 18), (Decimal("99.9"), 19), (100, 20),
            (Decimal("101.3"), 20), (-5, 0), ("—", 0),
        ],
    )  # fmt: skip
    def test_it_is_full_or_empty_only_where_all_or_nothing_is_done(self, value, parts):
        assert filled(value) == parts

    def row(self, value, columns=COLUMNS):
        table = document(a_report(("甲", value), columns=columns)).tables[0]
        return table._tbl.tr_lst[1].tc_lst

    def test_percentages_have_one_beside_them(self):
        name, number, shaded, rest = self.row(Decimal("75"))
        assert "".join(part.text or "" for part in number.iter(qn("w:t"))) == "75"
        spans = [one.tcPr.find(qn("w:gridSpan")).get(qn("w:val")) for one in (shaded, rest)]
        assert spans == ["15", "5"]
        assert [one.tcPr.find(qn("w:shd")) is not None for one in (name, number, shaded, rest)] == [
            False, False, True, False,
        ]  # fmt: skip

    @pytest.mark.parametrize("value", [0, 100])
    def test_an_empty_or_full_one_is_one_cell(self, value):
        assert len(self.row(value)) == 3

    def test_every_row_lies_on_the_grid(self):
        heading, plain = Say("heading", {"text": "一"}), row_of("甲", 5)
        section = Section(self.COLUMNS, (heading, plain), totals=row_of("合计", 5))
        table = document(Report("示例", DAY, sections=(section,))).tables[0]._tbl
        for row in table.tr_lst:
            spans = [one.tcPr.find(qn("w:gridSpan")) for one in row.tc_lst]
            assert sum(1 if one is None else int(one.get(qn("w:val"))) for one in spans) == len(table.tblGrid)

    def test_there_is_none_for_which_the_table_would_be_made_smaller(self):
        """Nor turned on its side: of tables ever wider some have a bar and some have not."""
        found = []
        for number in range(80):
            columns = (Column("name"), Column("open", "number"), self.COLUMNS[1])
            barred = Section(columns, (row_of("甲", 10**number, 5),))
            plain = barred._replace(columns=(*columns[:2], columns[2]._replace(bar=False)))
            assert lay_out(barred, "zh")[:2] == lay_out(plain, "zh")[:2]
            found.append(bool(lay_out(barred, "zh").bars))
        assert found[0]
        assert set(found) == {True, False}


class TestSameBytes:
    def test_no_entry_bears_a_time(self):
        made = document_bytes(a_report(), "zh")
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2013" not in archive.read("docProps/core.xml")
            assert "docProps/thumbnail.jpeg" not in archive.namelist()

    def test_wherever_and_whenever_it_is_made(self, tmp_path):
        made = []
        for number, (zone, language, seed) in enumerate(
            [("UTC", "C.UTF-8", "0"), ("Pacific/Kiritimati", "C", "1"), ("America/Los_Angeles", "POSIX", "7")]
        ):
            out = tmp_path / f"{number}" / "通报.docx"
            out.parent.mkdir()
            data = os.path.relpath("data", out.parent)
            command = ["report", "bulletin", "jinnan-2021", "-o", out.name, "--as-of", "2023-11-15", "--data", data]
            environment = os.environ | {"TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
            subprocess.run(
                [sys.executable, "-m", "parkledger", *command], cwd=out.parent, env=environment, check=True,
                capture_output=True,
            )  # fmt: skip
            made.append(out.read_bytes())
        assert made[0] == made[1] == made[2]
