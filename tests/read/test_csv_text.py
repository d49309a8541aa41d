"""CSV text to rows with their lines: nothing is guessed, shifted or swallowed in silence."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parkledger.base.findings import Finding
from parkledger.read.csv_text import first_cells, parse_csv
from support.found import at


def rows_of(text):
    """The rows with their lines, of a text without a fault."""
    sheet, findings = parse_csv(text, "t.csv")
    assert not findings
    return list(zip(sheet.lines, sheet.rows, strict=True))


def faults(text):
    return at(parse_csv(text, "t.csv")[1])


# ── cells


@pytest.mark.parametrize(
    "cell",
    ["NA", "null", "None", "nan", "N/A", "无", "-", "12E5", "0710", "914403001922038216", "1,5", "９",
     " 空格 ", "5\"管"],
)  # fmt: skip
def test_every_cell_stays_the_text_that_is_written(cell):
    quoted = '"' + cell.replace('"', '""') + '"'
    assert rows_of(f"id,name\n1,{quoted}\n") == [(2, ["1", cell])]


def test_an_inch_sign_within_a_cell_is_text():
    assert rows_of('id,name\n1,5"管厂\n2,6"管厂\n') == [(2, ["1", '5"管厂']), (3, ["2", '6"管厂'])]


def test_the_header_is_kept_without_the_blanks_around_its_names():
    sheet, _ = parse_csv("id , name\n1,甲\n", "t.csv")
    assert sheet.header == ["id", "name"]


# ── lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_alike_whatever_ends_them(end):
    text = end.join(["id,name", "1,甲", "", "2,乙", ""])
    assert rows_of(text) == [(2, ["1", "甲"]), (4, ["2", "乙"])]


@given(st.text(st.sampled_from("ab, 甲\t\n\r\x0b\u2028"), max_size=60))
def test_a_text_without_quotes_is_cut_as_the_csv_module_cuts_it(text):
    """A quoted cell in its last line has the csv module cut the same lines."""
    plain, found = parse_csv("id,name\n" + text, "t.csv")
    other, more = parse_csv("id,name\n" + text + '\n"z",z\n', "t.csv")
    assert [*plain.rows, ["z", "z"]] == other.rows
    assert plain.lines == other.lines[:-1]
    assert (found, plain.ragged) == (more, other.ragged)


def test_the_last_line_needs_no_line_end():
    assert rows_of("id,name\n1,甲") == [(2, ["1", "甲"])]


def test_blank_lines_before_the_header_are_counted():
    assert rows_of("\n\nid,name\n1,甲\n") == [(4, ["1", "甲"])]


def test_a_row_after_a_quoted_line_end_has_its_own_line():
    text = 'id,note\n1,"上午\n下午"\n2,乙\n\n3,"一\n\n三"\n4,丁\n'
    assert rows_of(text) == [(2, ["1", "上午\n下午"]), (4, ["2", "乙"]), (6, ["3", "一\n\n三"]), (9, ["4", "丁"])]


@pytest.mark.parametrize(
    ("text", "row", "cell", "place"),
    [
        ("id,name,day\n1,甲,x\n", 0, 0, (2, 1)),
        ("id,name,day\n1,甲,x\n", 0, 2, (2, 5)),
        ('id,name,day\n1,"甲,乙",x\n', 0, 2, (2, 9)),
        ('id,name,day\n1,"甲""乙",x\n', 0, 2, (2, 10)),
        ('id,name,day\n1,"甲\n乙",x\n', 0, 1, (2, 3)),
        ('id,name,day\n1,"甲\n乙",x\n', 0, 2, (3, 4)),
        ("id,name,day\r\n\r\n1,甲,x\r\n", 0, 2, (3, 5)),
        ("id,name,day\n1,,\n", 0, 2, (2, 4)),
        ('id,name,day\n1,5"管,x\n2,"甲",y\n', 0, 2, (2, 7)),
        ('id,name,day\n1,5"管,x\n2,"甲",y\n', 1, 2, (3, 7)),
    ],
)
def test_the_place_of_a_cell_counts_quotes_and_quoted_line_ends(text, row, cell, place):
    sheet, _ = parse_csv(text, "t.csv")
    assert sheet.place(sheet.lines[row], cell) == place


# ── ragged rows


def test_a_row_with_a_cell_too_many_or_too_few_is_kept_and_marked():
    sheet, findings = parse_csv("id,name,park\n1,甲,东园\n2,乙,东园,多余\n3,丙\n", "t.csv")
    assert at(findings) == ["3:1 PL110", "4:1 PL110"]
    assert [one.args for one in findings] == [{"found": "4", "expected": "3"}, {"found": "2", "expected": "3"}]
    assert sheet.rows == [["1", "甲", "东园"], ["2", "乙", "东园"], ["3", "丙", ""]]
    assert sheet.ragged == {1: 4, 2: 2}


def test_rows_that_are_all_too_long_are_all_found():
    assert faults("id,name\n1,甲,\n2,乙,\n") == ["2:1 PL110", "3:1 PL110"]


# ── quotes


@pytest.mark.parametrize(
    ("text", "place", "swallowed"),
    [
        ('id,name\n1,"甲\n2,乙\n3,丙\n', "2:1 PL111", "2"),
        ('id,name\n1,"甲\n2,乙\n3,丙', "2:1 PL111", "2"),
        ('id,name\n1,甲\n2,"乙\n', "3:1 PL111", "0"),
        ('id,name\n1,甲\n2,"乙', "3:1 PL111", "0"),
        ('id,name\n1,"甲""\n2,乙\n', "2:1 PL111", "1"),
        ('id,"name\n1,甲\n2,乙\n', "1:1 PL111", "2"),
    ],
)
def test_a_quote_that_is_not_closed_is_found_where_it_opens(text, place, swallowed):
    _, findings = parse_csv(text, "t.csv")
    assert at(findings) == [place]
    assert findings[0].args["rows"] == swallowed


def test_the_rows_before_a_quote_that_is_not_closed_are_kept():
    sheet, _ = parse_csv('id,name\n1,甲\n2,"乙\n3,丙\n', "t.csv")
    assert sheet.rows == [["1", "甲"]]


def test_a_quote_that_closes_far_below_is_doubted():
    _, findings = parse_csv('id,name,park\n1,"甲,东园\n2,乙,东园\n3,丙",东园\n4,丁,东园\n', "t.csv")
    assert at(findings) == ["2:1 PL112"]
    assert findings[0].args == {"rows": "3"}


def test_a_long_note_of_several_lines_is_not_doubted():
    assert faults('id,name,note\n1,甲,"上午去过,\n门锁着；\n下午再去"\n') == []


def test_an_inch_sign_beside_a_cell_of_two_lines_loses_no_row():
    sheet, _ = parse_csv('name,note,park\n5"管厂,"上午\n下午",东园\n乙厂,,西园\n', "t.csv")
    assert [row[2] for row in sheet.rows] == ["东园", "西园"]


def test_the_length_of_a_cell_is_bounded():
    assert faults(f"id,name\n1,甲\n2,{'x' * 100_001}\n") == ["3:1 PL107"]
    assert faults(f"id,name\n1,甲\n2,{'x' * 99_999}\n") == []


# ── conflict markers

CONFLICT = "id,name\n1,甲\n<<<<<<< HEAD\n2,乙\n||||||| base\n2,丙\n=======\n2,丁\n>>>>>>> town\n3,戊\n"


def test_each_conflict_marker_is_found_and_nothing_else():
    assert faults(CONFLICT) == ["3:1 PL116", "5:1 PL116", "7:1 PL116", "9:1 PL116"]


def test_the_rows_between_conflict_markers_keep_their_lines():
    sheet, _ = parse_csv(CONFLICT, "t.csv")
    assert sheet.lines == [2, 4, 6, 8, 10]


@pytest.mark.parametrize("cell", ["========", "<<<<<<<", "=======x"])
def test_what_is_no_conflict_marker_is_a_cell(cell):
    assert rows_of(f"name\n{cell}\n") == [(2, [cell])]


# ── files without rows


@pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n"])
def test_an_empty_file_has_no_header(text):
    assert faults(text) == ["1:1 PL117"]


def test_a_file_with_a_header_alone_has_no_fault():
    assert rows_of("id,name\n") == []


@pytest.mark.parametrize(
    ("text", "cells"),
    [("id,name\n1,甲\n", ["id", "name"]), ("\n \nid,name", ["id", "name"]), ('"id","a,b"\n', ["id", "a,b"]), ("", [])],
)
def test_the_first_cells_of_a_text(text, cells):
    assert first_cells(text) == cells


def test_a_long_file_tells_how_far_it_has_come():
    told = []
    parse_csv("id\n" + "1\n" * 100_000, "t.csv", told.append)
    assert told == [50_000, 100_000]


# ── any text

ANY_TEXT = st.text(alphabet=st.characters())
CSV_LIKE = st.text(alphabet=st.sampled_from('",,\n\r\t ab中=<>|\x00\x0b\x1c\x85\u2028\ud800'))


@given(ANY_TEXT | CSV_LIKE)
@example('id\n"')
@example('"\n')
@settings(max_examples=200, deadline=None)
def test_no_text_makes_the_parser_raise(text):
    sheet, findings = parse_csv(text, "t.csv")
    first_cells(text)
    assert all(isinstance(one, Finding) and one.span.line >= 1 for one in findings)
    assert len(sheet.rows) == len(sheet.lines)
    assert all(len(row) == len(sheet.header) for row in sheet.rows)
    assert sheet.lines == sorted(set(sheet.lines))
    for line in sheet.lines:
        for cell in range(len(sheet.header)):
            place_line, column = sheet.place(line, cell)
            assert place_line >= line
            assert column >= 1


CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\x00")).filter(
    lambda cell: cell.strip() == cell
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
@settings(max_examples=200, deadline=None)
def test_what_is_quoted_is_read_back_unchanged(rows):
    quoted = ["id,name"] + [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    sheet, findings = parse_csv("\n".join(quoted), "t.csv")
    assert not findings
    assert sheet.rows == [list(row) for row in rows]
