"""What an office file holds besides what the ledger gives: each thing is named, and what programs add is not."""

import io
import random
import struct
import zipfile

import pytest

from parkledger.render.document import document_bytes
from parkledger.render.office.besides import besides
from parkledger.render.office.compared import differences, same_parts
from parkledger.render.office.package import Unusable
from parkledger.render.office.stray import stray_bytes
from render.test_office import MADE, changed, made, opened, report, resaved

RELATIONSHIP = '<Relationship Id="rId99" Type="x" TargetMode="External" Target="http://example.org/a"/></Relationships>'
SHEET = "xl/worksheets/sheet1.xml"


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def replaced(content, name, old, new):
    before = part(content, name)
    assert old in before
    return changed(content, **{name: before.replace(old, new, 1)})


def found(content, ledger=None):
    return [tuple(one) for one in besides(opened(content), opened(ledger or made()))]


class TestParts:
    @pytest.mark.parametrize(
        ("what", "name"),
        [
            ("macro", "xl/vbaProject.bin"),
            ("macro", "xl/macrosheets/sheet1.xml"),
            ("link", "xl/externalLinks/externalLink1.xml"),
            ("link", "xl/connections.xml"),
            ("object", "xl/embeddings/oleObject1.bin"),
            ("chart", "xl/charts/chart1.xml"),
            ("picture", "xl/media/image1.png"),
            ("comment", "xl/comments1.xml"),
            ("custom", "customXml/item1.xml"),
            ("part", "xl/worksheets/sheet9.xml"),
            ("part", "readme.txt"),
        ],
    )
    def test_one_that_was_added(self, what, name):
        assert found(changed(made(), **{name: "<a/>"})) == [(what, name)]

    def test_a_second_one_that_differs_by_capitals(self):
        """Office programs take either for the other."""
        assert found(changed(made(), **{"XL/Styles.xml": "<a/>"})) == [("part", "xl/styles.xml")]

    def test_what_programs_write_about_the_same_cells(self):
        assert found(resaved(made())) == []
        usual = {"xl/calcChain.xml": "<a/>", "xl/printerSettings/printerSettings1.bin": ""}
        assert found(changed(made(), **usual)) == []

    def test_a_target_outside_of_the_file(self):
        relationships = "xl/_rels/workbook.xml.rels"
        content = replaced(made(), relationships, "</Relationships>", RELATIONSHIP)
        assert found(content) == [("link", "http://example.org/a")]

    def test_a_text_box_over_the_cells(self):
        assert found(changed(made(), **{"xl/drawings/drawing1.xml": "<a><sp/></a>"})) == [
            ("picture", "xl/drawings/drawing1.xml")
        ]
        assert found(changed(made(), **{"xl/drawings/drawing1.xml": "<a/>"})) == []


class TestHidden:
    def test_a_sheet(self):
        content = replaced(made(), "xl/workbook.xml", 'state="visible"', 'state="veryHidden"')
        assert found(content) == [("hidden", "报表")]

    @pytest.mark.parametrize("how", ['hidden="1"', 'hidden="true"', 'ht="0"'])
    def test_rows_that_follow_one_another_are_told_as_one(self, how):
        content = made()
        for row in (4, 5):
            before = part(content, SHEET)
            start = before.index(f'<row r="{row}"')
            whole = before[start : before.index(">", start)]
            content = replaced(content, SHEET, whole, f'<row r="{row}" {how}')
        assert found(content) == [("hidden", "报表!4:5")]

    def test_columns(self):
        content = replaced(made(), SHEET, "<cols>", '<cols><col min="7" max="8" hidden="1"/>')
        assert found(content) == [("hidden", "报表!G:H")]

    def test_none_that_the_ledger_hides_as_well(self):
        content = replaced(made(), "xl/workbook.xml", 'state="visible"', 'state="hidden"')
        assert found(content, content) == []

    @pytest.mark.parametrize(("mark", "told"), [("<w:vanish/>", True), ('<w:vanish w:val="0"/>', False)])
    def test_text_of_a_document(self, mark, told):
        whole = document_bytes(report(), "zh", MADE)
        content = replaced(whole, "word/document.xml", "<w:rPr>", f"<w:rPr>{mark}")
        assert found(content, whole) == ([("hidden", "word/document.xml")] if told else [])


def test_the_foot_of_a_page_is_compared_as_well():
    whole = document_bytes(report(), "zh", MADE)
    content = replaced(whole, "word/footer1.xml", "— ", "— 绝密 ")
    (one,) = differences(opened(content), opened(whole))
    assert (one.file, one.ledger) == ("— 绝密 # —", None)


def test_a_comment_in_the_markup_is_no_same_part():
    with_comment = replaced(made(), SHEET, "<sheetData>", "<!-- hidden --><sheetData>")
    assert same_parts(opened(with_comment), opened(made())) == [SHEET]


def packed_again(content, write):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            write(new, name, old.read(name))
    return out.getvalue()


class Pipe(io.RawIOBase):
    """What cannot be gone back in: sizes then stand behind the entries."""

    def __init__(self):
        self.content = bytearray()

    def writable(self):
        return True

    def write(self, piece):
        self.content += piece
        return len(piece)


class TestStray:
    def stray(self, content):
        return stray_bytes(opened(bytes(content)))

    def test_none(self):
        assert self.stray(made()) == 0
        assert self.stray(document_bytes(report(), "zh", MADE)) == 0

    def test_before_and_behind(self):
        assert self.stray(b"before" + made()) == 6
        assert self.stray(made() + b"behind") == 6

    def test_between_the_entries_and_their_list(self):
        content = made()
        at = content.index(b"PK\x01\x02")
        longer = bytearray(content[:at] + b"between" + content[at:])
        struct.pack_into("<I", longer, len(longer) - 6, at + 7)
        assert self.stray(longer) == 7

    def test_in_a_comment_and_a_margin(self):
        def write(archive, name, content):
            one = zipfile.ZipInfo(name)
            one.extra = struct.pack("<HH", 0xCAFE, 3) + b"abc"
            archive.writestr(one, content)
            archive.comment = b"comment"

        names = len(opened(made()).sizes)
        assert self.stray(packed_again(made(), write)) == names * 2 * 7 + len("comment")

    def test_behind_the_end_of_what_was_compressed(self):
        """The checksum is right, and what unpacks the part stops before."""
        content = made()
        first = opened(content).entries[0]
        end = 30 + len(first.filename) + first.compress_size
        longer = bytearray(content[:end] + b"hidden" + content[end:])
        for at in (18, content.index(b"PK\x01\x02") + 6 + 20):
            struct.pack_into("<I", longer, at, first.compress_size + 6)
        shift_offsets(longer, 6)
        assert zipfile.ZipFile(io.BytesIO(longer)).testzip() is None
        assert self.stray(longer) == 6

    def test_how_other_programs_pack_the_same_parts(self):
        assert self.stray(packed_again(made(), lambda new, name, part: new.writestr(name, part, 0))) == 0
        pipe = Pipe()
        with zipfile.ZipFile(io.BytesIO(made())) as old, zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                with new.open(name, "w", force_zip64=name == PART_64) as target:
                    target.write(old.read(name))
        assert self.stray(pipe.content) == 0

    def test_an_entry_beyond_the_end(self):
        content = bytearray(made())
        last = content.rindex(b"PK\x01\x02")
        struct.pack_into("<I", content, last + 42, len(content) - 9)
        with pytest.raises(Unusable):
            self.stray(content)

    def test_bytes_put_in_and_taken_out_anywhere(self):
        """Sizes and places are then wrong by a few: it comes out as Unusable, or as parts or bytes that differ."""
        chance, whole, refused = random.Random(7), made(), 0
        for _ in range(300):
            content = bytearray(whole)
            at = chance.randrange(len(content))
            content[at : at + chance.randrange(9)] = chance.randbytes(chance.randrange(9))
            try:
                assert content == whole or self.stray(content) or same_parts(opened(bytes(content)), opened(whole))
            except Unusable:
                refused += 1
        assert refused > 100

    def test_an_entry_within_another(self):
        content = bytearray(made())
        second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
        struct.pack_into("<I", content, second + 42, 4)
        with pytest.raises(Unusable):
            self.stray(content)

    def test_other_sizes_for_who_reads_from_the_front(self):
        content = bytearray(made())
        struct.pack_into("<I", content, 22, 1)
        with pytest.raises(Unusable):
            self.stray(content)


PART_64 = "xl/styles.xml"


def shift_offsets(content, by):
    """Every entry but the first, and the list of the entries, stand that much further behind."""
    at = content.rindex(b"PK\x05\x06")
    (listed,) = struct.unpack_from("<I", content, at + 16)
    struct.pack_into("<I", content, at + 16, listed + by)
    place = listed + by
    while content[place : place + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<HHH", content, place + 28)
        (offset,) = struct.unpack_from("<I", content, place + 42)
        if offset:
            struct.pack_into("<I", content, place + 42, offset + by)
        place += 46 + name + extra + comment
