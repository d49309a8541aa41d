"""A large roster is read as columns: with the findings and the typed columns of one that is read row by row."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from typing import Annotated

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field, ValidationError, create_model

from parkledger.base.credit_code import check_symbol
from parkledger.base.findings import MOST_SHOWN, in_order
from parkledger.base.spans import Span
from parkledger.base.tree import Changed, FolderTree
from parkledger.model import fields
from parkledger.model.columns import picked, rows_at
from parkledger.model.notes import Column
from parkledger.model.rows import EnterpriseRow
from parkledger.read import blocks, column_parts, table_files
from parkledger.read.columnar import _Reading, read_columnar
from parkledger.read.csv_text import Sheet
from parkledger.read.judge import fault_finding
from parkledger.read.shortened import shortened
from parkledger.read.table_files import Wanted, read_table
from parkledger.read.tables import column_types
from support.trees import MemoryTree

PATH = "enterprises/t.csv"
DECLARED = [
    Column.model_validate({"key": "verified_on", "title": "核验日期", "type": "date"}),
    Column.model_validate({"key": "area", "title": "占地", "type": "amount"}),
    Column.model_validate({"key": "staff", "title": "职工", "type": "count"}),
    Column.model_validate({"key": "ground", "title": "情形", "type": "text", "choices": ["无证", "污染"]}),
]
TYPES = column_types(EnterpriseRow, DECLARED)
GOOD_CODE = "91120112MA0000C17" + check_symbol("91120112MA0000C17")


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    """A few lines are a block, so that a short file has many."""
    monkeypatch.setattr(blocks, "FIRST", 200)
    monkeypatch.setattr(blocks, "BLOCK", 150)
    monkeypatch.setattr(column_parts, "MOST_DISTINCT", 8)
    monkeypatch.setattr(column_parts, "ENOUGH", 12)


def by_columns(text: str | bytes, *, waived=None, keep=lambda key: True):
    table, found = read_columnar(MemoryTree({PATH: text}), PATH, TYPES, keep, waived or {}, lambda rows: None)
    return table, in_order(found)


def by_rows(text: str | bytes, waived=None):
    table, found = read_table(MemoryTree({PATH: text}), "enterprises", PATH, TYPES, Wanted(None, waived or {}), print)
    return table, in_order(found)


def values(table):
    return {
        name: list(column) for columns in (table.texts, table.days, table.numbers) for name, column in columns.items()
    }


def same(text: str | bytes):
    """Both ways give the same findings, columns, lines and places."""
    table, found = by_columns(text)
    other, expected = by_rows(text)
    assert found == expected
    assert values(table) == values(other)
    assert list(table.lines) == list(other.lines)
    for row in range(table.size):
        assert {c: table.at(row, c) for c in table.present} == {c: other.at(row, c) for c in other.present}
    return found


# ── the reference: pydantic, row by row

_MODEL = create_model(  # type: ignore[call-overload]
    "Row",
    __base__=EnterpriseRow,
    verified_on=(fields.Day | None, None),
    area=(fields.Amount | None, None),
    staff=(fields.Count | None, None),
    ground=(Annotated[str, fields.one_of("无证", "污染")], Field("")),
)


def judged_by_pydantic(rows: list[dict[str, str]]):
    """What the schema of a row says of each row: row, column, code and particulars."""
    titles = {one.key: one.title for one in TYPES}
    said = set()
    for number, row in enumerate(rows):
        given = {key: cell for key, cell in row.items() if cell.strip()}
        try:
            _MODEL.model_validate(given)
        except ValidationError as error:
            for one in error.errors():
                key = str(one["loc"][0])
                kind = "empty" if one["type"] == "missing" else one["type"]
                shown = f"{key}（{titles[key]}）"
                found = fault_finding(kind, one.get("ctx", {}), row.get(key, ""), shown, Span("-"), "")
                said.add((number, key, found.rule.code, tuple(sorted(found.args.items()))))
    return said


def judged(table, found):
    """The same of findings: their row by its line, their column by the pointer."""
    rows = {line: row for row, line in enumerate(table.lines)}
    return {
        (rows[one.span.line], one.pointer.split("/")[-1], one.rule.code, tuple(sorted(one.args.items())))
        for one in found
    }


_WORDS = ["", " ", "无", "甲厂", "甲 厂", " 乙厂", "丙厂\u3000", "\u00a0丁", "a\tb", "x\x07y", "\u202e反", "戊\u200f",
          "～己", "“庚”", "长" * 70, "长" * 201, "é\u0085", "�", "\ufffe", "“x”,y", 'say "hi"', "1·2"]  # fmt: skip
_CODES = ["", GOOD_CODE, GOOD_CODE[:-1] + "0", GOOD_CODE.lower(), "110101199003070134", "91120112MA0000000",
          "13830295-X", "9.1120112E+17", "911201120000000000", "１" * 18, "120112000012345"]  # fmt: skip
_DAYS = ["", "2021-06-30", "2021-06-31", "2021/6/30", " 2021-07-01", "０021-01-01", "0", "44377", "2024-02-29"]
_NUMBERS = ["", "0", "12", "012", "1.5", "1.50", "-3", "１２", "1e5", "1_000", "nan", "1.1234567", "9" * 15, "9" * 16,
            "123456789012345.123456", ".5", "5.", "1.2.3", " 7 "]  # fmt: skip

_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.one_of(st.integers(0, 10**6).map(lambda n: f"E{n}"), st.sampled_from(_WORDS)),
            "name": st.sampled_from(_WORDS),
            "credit_code": st.sampled_from(_CODES),
            "park": st.sampled_from(["", "东园", "西园", *_WORDS[2:6]]),
            "exited_on": st.sampled_from(_DAYS),
            "verified_on": st.sampled_from(_DAYS),
            "area": st.sampled_from(_NUMBERS),
            "staff": st.sampled_from(_NUMBERS),
            "ground": st.sampled_from(["", "无证", "污染", "无证照", " 污染"]),
        }
    ),
    min_size=1,
    max_size=40,
)


def as_csv(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@given(_ROWS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_columns_pydantic_and_rows_say_the_same_of_a_roster(rows):
    text = as_csv(rows)
    same(text)
    table, found = by_columns(text)
    assert judged(table, found) == judged_by_pydantic(rows)


_PIECES = [
    "a",
    "甲",
    ",",
    ",,",
    '"',
    '""',
    "\n",
    "\r\n",
    "\r",
    " ",
    "id,name\n",
    "<<<<<<< x\n",
    "=======\n",
    "2021-06-30",
    "\t",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=120))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_alike(pieces):
    same("id,name,note,exited_on\n" + "".join(pieces))


# ── the form of a file


def roster(count: int, line: str = "E{n},甲厂{n},,2021-06-30,{n}.5", head: str = "id,name,park,exited_on,area") -> str:
    return head + "\n" + "".join(line.format(n=n) + "\n" for n in range(count))


def test_a_column_that_repeats_only_further_down_is_one_that_repeats(monkeypatch):
    """Of many parks hardly one stands twice in the first rows; answers by park need them as codes."""
    monkeypatch.setattr(column_parts, "MOST_DISTINCT", 100)
    monkeypatch.setattr(column_parts, "ENOUGH", 90)
    rows = [f"E{n},甲厂{n},园区{n % 20},,1" for n in range(200)]
    table, found = by_columns("id,name,park,exited_on,area\n" + "\n".join(rows) + "\n")
    assert not found
    assert [type(table.texts[key]).__name__ for key in ("id", "park")] == ["PlainTexts", "CodedTexts"]
    assert list(table.texts["park"]) == [f"园区{n % 20}" for n in range(200)]


def test_a_plain_roster_of_many_blocks_has_no_finding_and_every_row():
    assert same(roster(500)) == ()
    table, _ = by_columns(roster(500))
    assert table.size == 500
    assert (table.texts["id"][499], table.lines[499], table.at(499, "area")) == ("E499", 501, (501, 24))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end):
    text = roster(50).replace("E30,", ",").replace("\n", end)
    (found,) = same(text)
    assert (found.rule.code, found.span.line) == ("PL202", 32)


@pytest.mark.parametrize("mark", [";", "\t", "；", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("head", ["", "\n\n", "<<<<<<< HEAD\n"])
def test_another_separator_than_a_comma_is_told_once(mark, encoding, head):
    found = same((head + roster(300).replace(",", mark)).encode(encoding))
    assert [one.rule.code for one in found if one.rule.code not in ("PL102", "PL116")] == ["PL118"]


def test_a_byte_order_mark_is_no_part_of_the_header():
    assert same(b"\xef\xbb\xbf" + roster(40).encode()) == ()


def test_lines_are_right_behind_cells_of_several_lines():
    rows = [f'E{n},"甲厂{n}\n二车间",,2021-06-3{n % 2},1' for n in range(40)]
    found = same("id,name,park,exited_on,area\n" + "\n".join(rows) + "\n")
    assert [one.span.line for one in found if one.rule.code == "PL107"] == list(range(2, 82, 2))
    assert [one.span.line for one in found if one.rule.code == "PL204"] == list(range(5, 82, 4))


def test_gb18030_is_read_with_one_finding():
    (found,) = same(roster(60).encode("gb18030"))
    assert found.rule.code == "PL102"


@pytest.mark.parametrize(("cell", "wrong"), [("甲厂150", b"\xff\xff"), ("E150,甲厂150,", b"E150,x,\xff")])
def test_one_wrong_byte_far_down_makes_the_file_unreadable_and_says_where(cell, wrong):
    """Whether the values of its column all differ or repeat."""
    raw = roster(200).encode().replace(cell.encode(), wrong)
    (found,) = same(raw)
    assert (found.rule.code, found.span.line) == ("PL103", 152)


def test_a_wrong_byte_in_a_ragged_row_is_told_by_the_finding_alone(monkeypatch):
    """A library that trips over the byte within a call of its own prints a traceback that nobody can catch."""
    printed = []
    monkeypatch.setattr(sys, "unraisablehook", printed.append)
    raw = roster(30).encode() + b"\xff\n"
    assert [(one.rule.code, one.span.line) for one in by_columns(raw)[1]] == [("PL103", 32)]
    assert not printed


def test_a_quote_that_never_closes_is_one_finding_at_its_line():
    text = roster(300).replace("E100,甲厂100", 'E100,"甲厂100')
    found = same(text)
    assert [(one.rule.code, one.span.line) for one in found] == [("PL111", 102)]


def test_what_an_open_quote_makes_read_again_is_told_once():
    lines = roster(300).splitlines()
    lines[20] = 'E20,"甲厂20,,,'
    lines[30:30] = [">>>>>>> main"] * 40
    found = same("\n".join(lines) + "\n")
    assert [one.rule.code for one in found].count("PL116") == 40


def test_a_quote_that_closes_far_below_is_doubted():
    text = roster(300).replace("E100,甲厂100", 'E100,"甲厂100').replace("甲厂120", '甲厂120"')
    assert ("PL112", 102) in [(one.rule.code, one.span.line) for one in same(text)]


def test_conflict_markers_and_ragged_rows_have_their_lines():
    lines = roster(120).splitlines()
    lines[50] = "<<<<<<< HEAD"
    lines[70] += ",,x"
    found = same("\n".join(lines) + "\n")
    assert [(one.rule.code, one.span.line) for one in found] == [("PL116", 51), ("PL110", 71)]


@pytest.mark.parametrize("row", range(40))
def test_a_byte_order_mark_in_the_middle_is_told_wherever_it_stands(row):
    """At the beginning of a block as well, where a reader of CSV takes it for that of a file."""
    (found,) = same(roster(40).replace(f"\nE{row},", f"\n\ufeffE{row},"))
    assert (found.rule.code, found.span.line) == ("PL108", row + 2)


def test_blank_lines_are_no_rows():
    lines = roster(60).splitlines()
    lines[30:30] = ["", "  ", ""]
    assert same("\n".join(lines) + "\n\n") == ()


def test_a_file_without_line_ends_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(blocks, "LONGEST_LINE", 1000)
    table, (found,) = by_columns(roster(3) + "x" * 5000)
    assert (found.rule.code, found.span.line) == ("PL107", 5)
    assert table.size <= 3


# ── findings at scale


def test_of_many_faults_the_first_hundred_are_told_and_the_others_counted():
    found = same(roster(950).replace("2021-06-30", "2021-06-31"))
    assert len(found) == MOST_SHOWN + 1
    assert [one.span.line for one in found[:3]] == [2, 3, 4]
    last = found[-1]
    assert (last.cases, last.span.line, last.pointer) == (850, 102, "enterprises")


def test_of_many_ragged_rows_no_more_are_made_than_can_be_told(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 1 << 20)
    made = []
    real = Sheet.ragged_row
    monkeypatch.setattr(Sheet, "ragged_row", lambda self, row, off=0: made.append(row) or real(self, row, off))
    _, found = by_columns(roster(5000, line="E{n},甲厂{n},,2021-06-30,{n}.5,x"))
    assert [one.cases for one in found] == [1] * MOST_SHOWN + [5000 - MOST_SHOWN]
    assert [one.span.line for one in found] == list(range(2, MOST_SHOWN + 3))
    assert len(made) < 3 * MOST_SHOWN
    same(roster(130, line="E{n},甲厂{n},,2021-06-30,{n}.5,x"))


def test_faults_of_two_codes_are_counted_apart():
    text = roster(300, head="id,name,park,exited_on,area", line="E{n},甲厂{n},,2021-06-31,x{n}")
    totals = {}
    for one in same(text):
        totals[one.rule.code] = totals.get(one.rule.code, 0) + one.cases
    assert totals == {"PL204": 300, "PL208": 300}


def test_what_a_waiver_names_is_always_told():
    personal = "110101199003070134"
    text = roster(300, head="id,name,park,exited_on,credit_code", line="E{n},甲厂{n},,," + personal)
    waived = {"PL505": frozenset({"enterprises/E250/credit_code"})}
    _, found = by_columns(text, waived=waived)
    assert found == by_rows(text, waived)[1]
    assert [one.pointer for one in found if one.span.line == 252] == ["enterprises/E250/credit_code"]
    assert sum(one.cases for one in found) == 300


def test_shortened_keeps_few_findings_as_they_are():
    _, found = by_rows("id,name\nE1,\n")
    assert shortened(found, {}) == list(found)


# ── what is not kept is read again


def test_texts_that_were_let_go_can_still_be_asked_for():
    text = roster(80).replace("甲厂7,", '"甲,厂7",')
    kept, _ = by_columns(text)
    let_go, _ = by_columns(text, keep=lambda key: key != "name")
    names = let_go.texts["name"]
    assert list(names) == list(kept.texts["name"])
    assert [names[row] for row in (0, 7, 79)] == ["甲厂0", "甲,厂7", "甲厂79"]
    assert names.where(["甲,厂7"]) == kept.texts["name"].where(["甲,厂7"])


def test_for_a_few_rows_the_whole_column_is_not_read_again(monkeypatch):
    let_go, _ = by_columns(roster(80), keep=lambda key: key != "name")
    names = let_go.texts["name"]
    with monkeypatch.context() as patched:
        patched.setattr(_Reading, "column", lambda self, key: pytest.fail("the whole column is read"))
        assert picked(names, rows_at([3, 70])) == ["甲厂3", "甲厂70"]
    many = range(0, 80, 2)
    assert picked(names, rows_at(many)) == [f"甲厂{row}" for row in many]


def test_a_day_that_is_typed_is_an_ordinal():
    table, _ = by_columns(roster(30))
    assert set(table.days["exited_on"]) == {date(2021, 6, 30).toordinal()}


LET_GO = roster(400)


@pytest.mark.parametrize(
    "after",
    [LET_GO[:2000], LET_GO.encode()[:-40] + b"\xff" * 40, LET_GO.replace("\n", "\n\n"), LET_GO.replace("E", '"'), ""],
    ids=["shorter", "of wrong bytes", "with blank lines", "with open quotes", "empty"],
)
def test_a_file_that_was_changed_since_its_reading_is_no_source_any_more(after):
    files = {PATH: LET_GO}
    table, _ = read_columnar(MemoryTree(files), PATH, TYPES, lambda key: key != "name", {}, lambda rows: None)
    files[PATH] = after
    with pytest.raises(Changed) as found:
        list(table.texts["name"])
    assert found.value.path == PATH
    with pytest.raises(Changed):
        table.texts["name"].cell(399)


def test_a_file_that_shrinks_while_an_open_record_is_taken_up_again_was_changed(monkeypatch):
    text = roster(20) + 'E9,"' + "长\n" * 200 + '",,,\n'
    real = blocks.Blocks.go_back

    def shrunk(self, lines, line):
        self._file = io.BytesIO(text.encode()[: lines.start + 5])
        real(self, lines, line)

    monkeypatch.setattr(blocks.Blocks, "go_back", shrunk)
    with pytest.raises(Changed):
        by_columns(text)


class Failing(MemoryTree):
    """A disk that gives up within a file."""

    def open(self, path):
        class File(io.BytesIO):
            def read(self, size=-1):
                if self.tell() > 250:
                    raise OSError(5, "Input/output error")
                return super().read(size)

        return File(self.read(path))


def test_a_disk_that_fails_within_a_large_file_is_a_finding(monkeypatch):
    monkeypatch.setattr(table_files, "LARGE", 100)
    tree = Failing({PATH: roster(400)})
    table, found = read_table(tree, "enterprises", PATH, TYPES, Wanted(None, {}), print)
    assert [(one.rule.code, one.span, one.args["reason"]) for one in found] == [
        ("PL101", Span(PATH), "Input/output error")
    ]
    assert table.size == 0


def test_a_file_beyond_what_is_read_block_by_block_is_a_finding(monkeypatch, tmp_path):
    monkeypatch.setattr(table_files, "LARGE", 100)
    monkeypatch.setattr("parkledger.base.tree.MOST_STREAMED", 5000)
    (tmp_path / "enterprises").mkdir()
    (tmp_path / PATH).write_text(roster(400), "utf-8")
    _, found = read_table(FolderTree(tmp_path), "enterprises", PATH, TYPES, Wanted(None, {}), print)
    assert [(one.rule.code, one.args["reason"]) for one in found] == [("PL101", "too large")]
