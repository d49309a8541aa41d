"""Office files from anywhere: what is broken, hostile or too large is refused, sound ones are compared by cell."""

import io
import os
import random
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from parkledger.render.office.besides import besides
from parkledger.render.office.cells import Book
from parkledger.render.office.compared import differences, same_parts
from parkledger.render.office.package import Package, Unusable
from parkledger.render.office.properties import PART, provenance_in
from parkledger.render.office.stray import stray_bytes
from parkledger.render.workbook import workbook_bytes
from parkledger.reports.report import Column, Section, row_of
from render.test_workbook_file import MADE
from render.values import DAY, a_report

PARKS = (Column("park", "name"), Column("enterprises", "number", summed=True), Column("due", "day"))


def report(east=7, name="东区 _x0041_ <&>"):
    rows = (row_of(name, east, DAY), row_of("西区", 4, None))
    return a_report(sections=(Section(PARKS, rows, totals=row_of("合计", east + 4, None)),))


def made(**parts):
    return workbook_bytes(report(**parts), "zh", MADE)


def opened(content):
    return Package(io.BytesIO(content))


def resaved(content):
    """The same workbook as another program saves it: with shared texts."""
    out = io.BytesIO()
    load_workbook(io.BytesIO(content)).save(out)
    return out.getvalue()


def changed(content, **parts):
    """The same archive with other contents of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name) if name in parts else old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def many_rows():
    return a_report(sections=(Section(PARKS, tuple(row_of(f"第 {one} 区", one, DAY) for one in range(900))),))


def declaring(content, name, part, size):
    """The same archive with another content of a part, for which its directory declares ``size`` bytes."""
    forged = bytearray(changed(content, **{name: part}))
    entry = forged.rindex(name.encode()) - 46
    assert forged[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into("<I", forged, entry + 24, size)
    return bytes(forged)


def told(file, ledger):
    return [tuple(one) for one in differences(opened(file), opened(ledger))]


class TestCells:
    def test_they_are_read_with_their_types(self):
        cells = {one.at: (one.value, one.formula) for one in Book(opened(made())).cells("报表")}
        assert cells["A4"] == ("东区 _x0041_ <&>", None)
        assert (cells["B4"], cells["C4"]) == ((7, None), (DAY, None))
        assert cells["B6"] == (11, "SUBTOTAL(9,B4:B5)")

    def test_other_programs_save_the_same_cells_in_another_way(self):
        own = {one.at: one.value for one in Book(opened(made())).cells("报表")}
        other = {one.at: one.value for one in Book(opened(resaved(made()))).cells("报表")}
        assert other == own | {"B6": ""}  # openpyxl saves no value beside a formula

    def test_what_other_programs_know_as_well(self):
        book = Workbook()
        sheet = book.active
        sheet.append([True, None, date(2021, 6, 30), "=1+1", "#N/A", 2.5])
        out = io.BytesIO()
        book.save(out)
        cells = [(one.at, one.value, one.formula) for one in Book(opened(out.getvalue())).cells("Sheet")]
        assert cells == [
            ("A1", True, None), ("C1", date(2021, 6, 30), None), ("D1", "", "1+1"), ("E1", "#N/A", None),
            ("F1", 2.5, None),
        ]  # fmt: skip


class TestCompared:
    def test_the_same_file(self):
        assert same_parts(opened(made()), opened(made())) == []

    def test_a_fact_that_changed_is_told_by_sheet_and_cell(self):
        assert told(made(), made(east=8)) == [("报表", "B4", 7, 8), ("报表", "B6", 11, 12)]

    def test_a_text_that_changed(self):
        assert told(made(), made(name="甲")) == [("报表", "A4", "东区 _x0041_ <&>", "甲")]

    def test_rows_more_and_less(self):
        rows = (row_of("东区", 7, DAY), row_of("西", 1, DAY))
        less, more = (
            workbook_bytes(a_report(sections=(Section(PARKS, some),)), "zh", MADE) for some in (rows[:1], rows)
        )
        gone = [("报表", "A5", None, "西"), ("报表", "B5", None, 1), ("报表", "C5", None, DAY)]
        assert told(less, more) == gone
        assert told(more, less) == [(sheet, at, new, old) for sheet, at, old, new in gone]

    def test_sheets_more_and_less(self):
        without = workbook_bytes(report(), "zh")
        assert [one[:2] for one in told(made(), without)][-1] == ("出处", "")
        assert [one.ledger for one in differences(opened(without), opened(made()))][-1] == "✓"

    def test_a_number_that_became_text_or_a_formula(self):
        book = load_workbook(io.BytesIO(made()))
        book.worksheets[0]["B4"], book.worksheets[0]["B5"] = "7", "=2+2"
        out = io.BytesIO()
        book.save(out)
        found = told(out.getvalue(), made())
        assert found[:2] == [("报表", "B4", "7", 7), ("报表", "B5", "", 4)]

    def test_what_changes_no_cell_is_told_by_its_part(self):
        other = resaved(made())
        assert "xl/worksheets/sheet1.xml" in same_parts(opened(other), opened(made()))

    def test_how_an_xml_library_writes_does_not_count(self):
        with zipfile.ZipFile(io.BytesIO(made())) as book:
            styles = book.read("xl/styles.xml").decode()
        same = styles.replace(" />", "/>").replace('"', "'").replace("/>", "  />")
        assert same != styles
        assert same_parts(opened(changed(made(), **{"xl/styles.xml": same})), opened(made())) == []


def refusal(content, act=provenance_in):
    with pytest.raises(Unusable) as failure:
        act(opened(content))
    return failure.value.reason


def all_cells(package):
    book = Book(package)
    return [list(book.cells(name)) for name in book.parts]


class TestHostile:
    def test_no_zip(self):
        assert refusal(b"hello") == refusal(b"") == refusal(made()[:1000]) == "office.broken"

    @pytest.mark.parametrize("part", [PART, "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_document_type(self, part, encoding):
        """An entity that is made of entities fills the memory; whatever the encoding, none is looked at."""
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'.encode(encoding)
        act = provenance_in if part == PART else all_cells
        assert refusal(changed(made(), **{part: bomb}), act) == "office.broken"

    def test_sizes_are_added_up_before_anything_is_unpacked(self, monkeypatch):
        monkeypatch.setattr("parkledger.render.office.package.MOST_UNPACKED", 1000)
        assert refusal(made()) == "office.too.large"

    def test_a_file_far_larger_than_what_the_ledger_gives(self):
        bomb = changed(made(), **{"xl/worksheets/sheet9.xml": b" " * 50_000_000})
        with pytest.raises(Unusable) as failure:
            told(bomb, made())
        assert failure.value.reason == "office.too.large"

    @pytest.mark.parametrize("kept", [0, 1 << 16, -1, None])
    def test_a_part_with_less_or_more_than_the_archive_declares(self, kept):
        """The directory keeps the size, so a reader that trusts it takes the beginning for the whole."""
        sheet, whole = "xl/worksheets/sheet1.xml", workbook_bytes(many_rows(), "zh", MADE)
        with zipfile.ZipFile(io.BytesIO(whole)) as old:
            part = old.read(sheet)
        assert len(part) > 1 << 16
        forged = declaring(whole, sheet, part[:kept] if kept is not None else part + b"<!-- more -->", len(part))
        assert refusal(forged, lambda package: same_parts(package, opened(whole))) == "office.broken"
        assert refusal(forged, lambda package: package.small(sheet)) == "office.broken"

    def test_a_part_with_another_checksum(self):
        content = bytearray(made())
        start = content.find(b"PK\x01\x02")
        content[start + 16] ^= 1
        name = zipfile.ZipFile(io.BytesIO(made())).namelist()[0]
        assert refusal(bytes(content), lambda package: package.small(name)) == "office.broken"

    @pytest.mark.parametrize(
        "part",
        [
            "<a>" * 10_000 + "</a>" * 10_000,
            "<a " + " ".join(f'xmlns:p{one}="u{one}"' for one in range(1_000)) + "/>",
        ],
        ids=["nested", "namespaces"],
    )
    def test_what_is_nested_deeper_than_office_programs_do(self, part):
        """Putting it into the form that is compared takes the square of the depth: hours."""
        name = "docProps/app.xml"
        bad, other = (opened(changed(made(), **{name: part + end})) for end in (" ", "\n"))
        with pytest.raises(Unusable) as failure:
            same_parts(bad, other)
        assert failure.value.reason == "office.broken"
        assert same_parts(bad, opened(made())) == [name]  # of quite another size: not even looked into

    def test_a_text_without_an_end(self):
        endless = b"<worksheet><sheetData><row><c t='str'><v>" + b"a" * 3_000_000
        assert refusal(changed(made(), **{"xl/worksheets/sheet1.xml": endless}), all_cells) == "office.broken"

    @pytest.mark.parametrize(
        "row",
        [
            '<row r="2147483648"><c r="A2147483648"><v>1</v></c></row>',
            '<row r="0"/>',
            '<row r="x"/>',
            '<row r="2"/><row r="1"/>',
            '<row r="1"><c r="XFE1"><v>1</v></c></row>',
            '<row r="1"><c r="B1"/><c r="A1"/></row>',
            '<row r="1"><c r="A2"><v>1</v></c></row>',
            '<row r="1"><c r="A1"><v>one</v></c></row>',
            '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
            '<row r="1"><c r="A1" s="x"><v>7</v></c></row>',
            "<row",
        ],
    )
    def test_cells_that_cannot_be(self, row):
        sheet = f"<worksheet><sheetData>{row}</sheetData></worksheet>"
        bad = changed(made(), **{"xl/worksheets/sheet1.xml": sheet})
        assert refusal(bad, all_cells) == "office.broken"

    def test_a_day_that_no_calendar_has(self):
        (style, *_) = Book(opened(made()))._days
        sheet = f'<worksheet><sheetData><row r="1"><c r="A1" s="{style}"><v>1e300</v></c></row></sheetData></worksheet>'
        assert refusal(changed(made(), **{"xl/worksheets/sheet1.xml": sheet}), all_cells) == "office.broken"

    def test_one_cell_at_the_far_corner_is_one_cell(self):
        sheet = '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
        cells, _ = all_cells(opened(changed(made(), **{"xl/worksheets/sheet1.xml": sheet})))
        assert [one.at for one in cells] == ["XFD1048576"]

    def test_an_encrypted_part(self):
        content = bytearray(made())
        start = content.find(b"PK\x01\x02")
        struct.pack_into("<H", content, start + 8, 1)
        assert refusal(bytes(content)) == "office.broken"

    @pytest.mark.parametrize("path", [os.devnull, "/"])
    def test_no_regular_file(self, path):
        with pytest.raises(Unusable) as failure:
            Package(Path(path))
        assert failure.value.reason == "office.no.file"

    def test_no_file(self, tmp_path):
        with pytest.raises(Unusable) as failure:
            Package(tmp_path / "a.xlsx")
        assert failure.value.reason == "no.path"

    def test_mutated_files_are_refused_or_compared(self):
        """Whatever a broken file raises in the libraries below, it comes out as Unusable."""
        chance = random.Random(5)
        whole, refused = made(), 0
        for _ in range(300):
            content = bytearray(whole)
            for _ in range(chance.randint(1, 9)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            try:
                package = opened(bytes(content))
                provenance_in(package)
                list(differences(package, opened(whole)))
                besides(package, opened(whole))
                stray_bytes(package)
            except Unusable:
                refused += 1
        assert refused > 100
