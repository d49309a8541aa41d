"""Sentences in lines of a width: nothing is lost, nothing is wider, items and short words stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from parkledger.render.grid import Grid
from parkledger.render.records import record_lines
from parkledger.render.sentences import folded, lines_of
from parkledger.reports.report import Cell, Column, Section

TEXTS = st.text(st.sampled_from("ab 津南，（）“”·—1.-é𠮷\u3000\u0301"), max_size=80)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("剩 3 家 · 逾期 12 天 · 待办", ["剩 3 家 ·", "逾期 12 天 ·", "待办"]),
        ("示例治理（一）  截至 2023-11-15", ["示例治理", "（一）  截至", "2023-11-15"]),
        ("完成“东园”拆除工作，其余各园区待定", ["完成“东园”拆", "除工作，其余", "各园区待定"]),
        ("a word after another", ["a word after", "another"]),
    ],
)
def test_where_a_line_is_broken(text, lines):
    assert folded(text, 13) == lines


def test_each_part_keeps_its_style():
    parts = [("一二三四", "bold"), ("五六", "dim"), ("", "red")]
    assert list(lines_of(parts, 10, "  ")) == [
        [("一二三四", "bold"), ("五", "dim")],
        [("  ", ""), ("六", "dim")],
    ]


@given(TEXTS, st.integers(8, 40))
def test_nothing_is_lost_and_no_line_is_wider(text, room):
    lines = folded(text, room, "  ")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= room or "\u0301" in line for line in lines)


def test_a_table_that_no_window_holds_is_shown_row_by_row():
    due, left = Column("due", "day"), Column("left", "number")
    columns = (Column("id", "word"), Column("name"), due, left, Column("lead"))
    rows = ((Cell("1"), Cell("甲厂"), Cell("2023-11-15", "bad"), Cell(None), Cell("东镇人民政府" * 3)),)
    lines = list(record_lines(Grid(Section(columns, rows), "zh"), 30))
    assert ["".join(text for text, _ in line) for line in lines] == [
        "1  甲厂",
        "    时限 2023-11-15 · 牵头 东",
        "    镇人民政府东镇人民政府东镇",
        "    人民政府",
    ]
    assert ("2023-11-15", "bold red") in lines[1]
