"""The workbook as a file: where it comes from stands in it, and it is the same bytes wherever it is made."""

import io
import re
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from parkledger.render.office.package import Package, Unusable
from parkledger.render.office.properties import provenance_in
from parkledger.render.workbook import workbook_bytes
from parkledger.reports.provenance import Provenance, from_properties, properties
from render.values import DAY, a_report

MADE = Provenance(
    "0.1.0", "tasks", "jinnan-2021", date(2023, 11, 15), "zh", "3f2a91c0d2" * 4, True,
    (("enterprises/jinnan.csv", "ab" * 32), ("plans/jinnan-2021.yaml", "cd" * 32)),
)  # fmt: skip


def book(origin=MADE, lang="zh"):
    return workbook_bytes(a_report(("2.1", "印发", DAY, 0, "x")), lang, origin)


def rows(content, sheet):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


class TestProvenance:
    def test_the_last_sheet_says_where_it_comes_from(self):
        found = rows(book(), "出处")
        assert [row for row in found if any(row)] == [
            ["出处", ""],
            ["截至 2023-11-15    数据 3f2a91c0d2（干净）", ""],
            ["项目", "内容"],
            ["台账的提交", "3f2a91c0d2" * 4],
            ["数据是否与提交一致", "是，完全一致"],
            ["截至日期", DAY],
            ["parkledger 版本", "0.1.0"],
            ["重新生成", "parkledger report tasks jinnan-2021 --as-of 2023-11-15 --lang zh -o tasks.xlsx"],
            ["核对本文件", "parkledger verify tasks.xlsx"],
            ["读取的数据文件：2 个", ""],
            ["数据文件", "SHA-256"],
            ["enterprises/jinnan.csv", "ab" * 32],
            ["plans/jinnan-2021.yaml", "cd" * 32],
        ]

    def test_it_is_one_sheet_however_many_files_were_read(self):
        files = tuple((f"enterprises/{number}.csv", "ab" * 32) for number in range(60))
        found = rows(book(MADE._replace(files=files)), "出处")
        assert [row[0] for row in found[-60:]] == [path for path, _ in files]

    @pytest.mark.parametrize(
        ("origin", "source"),
        [
            (MADE, "数据 3f2a91c0d2（干净）"),
            (MADE._replace(clean=False), "数据 3f2a91c0d2（有未提交的改动）"),
            (MADE._replace(commit=None, clean=False), "数据不在 git 中"),
        ],
    )
    def test_the_subtitle_says_it_in_a_word(self, origin, source):
        assert rows(book(origin), "报表")[1][0] == f"截至 2023-11-15    {source}"

    def test_without_one_there_is_no_such_sheet(self):
        assert load_workbook(io.BytesIO(book(None))).sheetnames == ["报表"]

    @pytest.mark.parametrize(
        "origin",
        [
            MADE,
            MADE._replace(of=None, lang="en", commit=None, clean=False, files=()),
            MADE._replace(of=' "示例"\n\x1b\ud800\uffff', files=(("plans/a b\x07.yaml", "-"),)),
        ],
    )
    def test_it_is_read_back_from_the_files_properties(self, origin):
        with Package(io.BytesIO(book(origin))) as package:
            assert provenance_in(package) == origin


HELD = dict(properties(MADE))


class TestForeignProperties:
    def test_they_are_what_was_written(self):
        assert from_properties(HELD) == MADE

    @pytest.mark.parametrize(
        "changed",
        [
            {"parkledger.commit": "HEAD"},
            {"parkledger.commit": "--upload-pack=x"},
            {"parkledger.as_of": "yesterday"},
            {"parkledger.lang": "fr"},
            {"parkledger.of": '"not closed'},
            {"parkledger.of": '"a" + 1'},
            {"parkledger.file.1": "ab ../../etc/passwd"},
            {"parkledger.file.1": "ab /etc/passwd"},
            {"parkledger.file.1": "ab"},
        ],
        ids=str,
    )
    def test_what_no_report_wrote_is_refused(self, changed):
        with pytest.raises(ValueError):
            from_properties(HELD | changed)

    @pytest.mark.parametrize("missing", ["version", "kind", "as_of", "lang", "clean"])
    def test_what_is_not_whole_is_refused(self, missing):
        with pytest.raises(ValueError, match="no provenance"):
            from_properties({name: text for name, text in HELD.items() if name != f"parkledger.{missing}"})

    def test_another_workbook_has_none(self):
        with Package(io.BytesIO(book(None))) as package, pytest.raises(Unusable) as failure:
            provenance_in(package)
        assert failure.value.reason == "office.no.provenance"


class TestSameBytes:
    """The same report gives the same file, byte for byte, whenever it is made."""

    def test_twice(self):
        assert book() == book()

    def test_nothing_of_it_tells_when_or_where_it_was_made(self):
        with zipfile.ZipFile(io.BytesIO(book())) as made:
            assert {(one.date_time, one.create_system) for one in made.infolist()} == {((1980, 1, 1, 0, 0, 0), 3)}
            core = made.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}
