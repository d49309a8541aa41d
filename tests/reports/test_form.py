"""A report as a form: its lists are numbered in a file, it names the office and leaves room for who signs."""

import io

import pytest
from openpyxl import load_workbook

from parkledger.render.document import document_bytes
from parkledger.render.workbook import workbook_bytes
from parkledger.reports.form import NUMBER, on_paper
from parkledger.reports.kinds import KINDS, Asked, handed_in
from parkledger.reports.report import Column, Pack, Report, Say, Section, row_of
from render.values import DAY
from support.ledgers import a_ledger

COLUMNS = (Column("park", "name"), Column("enterprises", "number", summed=True))
ROWS = (row_of("东区", 7), Say("heading", {"text": "其他"}), row_of("西区", 4))
LIST = Section(COLUMNS, ROWS, totals=row_of("合计", 11), numbered=True)
SIGNED = "审核：＿＿＿＿＿＿＿＿　　　制表：＿＿＿＿＿＿＿＿　　　制表日期：＿＿＿＿年＿＿月＿＿日"


def report(*sections, office=None):
    return Report("示例", DAY, sections=sections, office=office)


def values(made):
    sheet = load_workbook(io.BytesIO(workbook_bytes(made, "zh"))).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


class TestNumbers:
    def test_rows_are_counted_over_headings(self):
        (section,) = on_paper(report(LIST)).sections
        assert section.columns == (NUMBER, *COLUMNS)
        assert [row if isinstance(row, Say) else row[0].value for row in section.rows] == [1, ROWS[1], 2]
        assert len(section.rows) == 3
        assert section.rows[2][0].value == 2
        assert [cell.value for cell in section.totals] == ["合计", None, 11]

    def test_each_time_anew(self):
        (section,) = on_paper(report(LIST)).sections
        assert list(section.rows) == list(section.rows)

    def test_other_tables_have_none(self):
        whole = report(LIST._replace(numbered=False))
        assert on_paper(whole) == whole

    def test_in_a_workbook_the_sum_stays_a_sum(self):
        rows = values(report(LIST))
        assert rows[2:] == [
            ["序号", "园区", "家数"], [1, "东区", 7], ["其他", None, None], [2, "西区", 4],
            ["合计", None, "=SUBTOTAL(9,C4:C6)"],
        ]  # fmt: skip

    def test_in_a_document(self):
        import docx

        (table,) = docx.Document(io.BytesIO(document_bytes(report(LIST), "zh"))).tables
        assert [row.cells[0].text for row in table.rows] == ["序号", "1", "其他", "2", "合计"]


class TestOffice:
    @pytest.mark.parametrize(
        ("office", "line"),
        [
            ("治理办公室", "编制单位：治理办公室    截至 2023-11-15"),
            ("", f"编制单位：{'＿' * 10}    截至 2023-11-15"),
            (None, "截至 2023-11-15"),
        ],
    )
    def test_it_stands_below_the_title_and_who_signs_at_the_end(self, office, line):
        rows = values(report(LIST, office=office))
        assert rows[1][0] == line
        assert (rows[-1][0] == SIGNED) is (office is not None)

    def test_in_a_document(self):
        import docx

        made = report(LIST, office="治理办公室")
        texts = [one.text for one in docx.Document(io.BytesIO(document_bytes(made, "zh"))).paragraphs]
        assert texts[1] == "编制单位：治理办公室    截至 2023-11-15"

    def test_a_report_on_several_sheets_is_signed_on_the_last(self):
        long = Section(COLUMNS, tuple(row_of("东区", 1) for _ in range(40)), "一")
        book = load_workbook(io.BytesIO(workbook_bytes(report(long, long, office="办公室"), "zh")))
        signed = [any(row[0].value == SIGNED for row in sheet.iter_rows()) for sheet in book]
        assert signed == [False, True]

    def test_every_form_has_one_but_a_letter_is_signed_by_itself(self):
        ledger = a_ledger()
        for kind in KINDS.values():
            if kind.takes == "enterprise":
                continue
            made = handed_in(kind, Asked(ledger, DAY))
            for one in [sheet.report for sheet in made.sheets] if isinstance(made, Pack) else [made]:
                assert (one.office is None) is (one.letter is not None)
