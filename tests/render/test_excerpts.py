"""What stands at a finding: shown where the sentence does not quote it, safely, and never an identity number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cli.program import run
from cli.tiny import DAY, tiny
from parkledger.base import codes
from parkledger.base.findings import Finding
from parkledger.base.spans import Span
from parkledger.render.findings.excerpts import Excerpt, excerpt

ROSTER, PLAN = "enterprises/x.csv", "plans/x.yaml"
IDENTITY = "990101198506011231"


def at(rule, line, column=1, *, path=ROSTER, room=76):
    return excerpt(Finding(rule, Span(path, 3, column)), {(path, 3): line}, room)


def test_of_a_credit_code_the_last_symbol_is_marked():
    assert at(codes.CODE_SYMBOL, "E-1,示例厂,91120112MA0000CT71,东园", 9) == Excerpt("91120112MA0000CT71", 17)
    assert at(codes.CODE_SYMBOL, 'E-1,示例厂,"91120112MA0000CT71 ",东园', 9).before == 18


def test_of_a_plan_the_line_without_its_indent():
    assert at(codes.YAML_SYNTAX, "    lead: [镇经济办", 11, path=PLAN) == Excerpt("lead: [镇经济办", 6)


def test_of_a_row_that_is_not_cut_right_the_row():
    assert at(codes.RAGGED_ROW, "E-3,示例,,多余") == Excerpt("E-3,示例,,多余", 0)


def test_of_another_cell_nothing_but_the_cell():
    assert at(codes.CONTROL_CHARACTER, "E-3,示\u202e例,示例路1号", 5) == Excerpt("示\\u202e例", 0)


def test_an_identity_number_is_never_shown():
    assert at(codes.PERSONAL_NUMBER, f"E-3,厂,{IDENTITY}", 7) is None
    assert IDENTITY not in at(codes.RAGGED_ROW, f"E-3,厂,{IDENTITY},x").text
    assert "91120112MA0000CT71" in at(codes.RAGGED_ROW, "E-3,厂,91120112MA0000CT71,x").text


@pytest.mark.parametrize("line", ["", "   ", None])
def test_where_nothing_is_there_nothing_is_shown(line):
    assert (
        excerpt(Finding(codes.RAGGED_ROW, Span(ROSTER, 3)), {(ROSTER, 3): line} if line is not None else {}, 76) is None
    )
    assert at(codes.RAGGED_ROW, "E-1", 99) is None


def test_what_the_sentence_quotes_is_not_shown_again():
    assert at(codes.BAD_DAY, "E-3,2024-02-31", 5) is None


@given(st.text(max_size=900), st.integers(1, 900), st.integers(20, 80))
def test_whatever_stands_there_it_fits_and_is_safe(line, column, room):
    for path in (ROSTER, PLAN):
        for rule in (codes.RAGGED_ROW, codes.CONTROL_CHARACTER, codes.CODE_SYMBOL):
            if found := at(rule, line, column, path=path, room=room):
                assert found.before <= room
                assert cell_len(found.text) <= room + 1
                assert not any(
                    one < " " or "\x7f" <= one <= "\x9f" or "\u202a" <= one <= "\u202e" for one in found.text
                )


def test_check_shows_it_in_a_pipe_too(tmp_path):
    data = tiny(tmp_path, enterprises=("E-2,示例乙社,东园,退出,2024-01-01,,", "E-2,示例乙社,东园,退出,2024-01-01,,,多"))
    lines = run("check", "--data", data, "--as-of", DAY).out.splitlines()
    assert lines[1:3] == [
        "    E-2,示例乙社,东园,退出,2024-01-01,,,多",
        "    ^ 请核对这一行的逗号；含逗号的文字要用引号括起来。",
    ]
    out = tmp_path / "found.txt"
    run("check", "--data", data, "--as-of", DAY, "--format", "json", "--output", f"text={out}")
    assert out.read_text("utf-8").splitlines()[1:3] == lines[1:3]


def test_advice_that_does_not_fit_beside_the_mark_stands_below(tmp_path):
    data = tiny(tmp_path, plans=("short: 示例治理", "short: 示例" + "甲" * 26 + ": [1, 2"))
    window = {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "80", "TERM": "dumb"}
    lines = run("check", "--data", data, "--as-of", DAY, env=window).out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.strip() == "^")
    assert "甲甲甲" in lines[at - 1]
    assert lines[at + 1].startswith("    请检查")
    assert max(map(cell_len, lines)) <= 80
