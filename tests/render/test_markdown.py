"""A report as Markdown: what it shows, what it folds away, and that data stays text."""

from datetime import date

import pytest

from parkledger.render.markdown import LONG, escaped, markdown
from parkledger.reports.report import Cell, Column, Report, Say, Section, row_of

DAY = date(2024, 6, 30)
COLUMNS = (Column("task"), Column("days", "number"))


def a_report(rows, title="示例"):
    return Report("标题", DAY, (Cell("答案", "bad"),), (Section(COLUMNS, rows, title),), (Cell("结尾"),))


def test_the_answer_then_a_table():
    assert markdown(a_report((row_of("甲", Cell(3, "bad")), Say("heading", {"text": "小节"}))), "zh") == (
        "### 标题\n\n截至 2024-06-30\n\n- **答案**\n\n#### 示例\n\n| 任务 | 天数 |\n| --- | ---: |\n"
        "| 甲 | **3** |\n| **小节** |  |\n\n结尾\n"
    )


def test_a_long_table_is_folded_away():
    made = markdown(a_report(tuple(row_of("甲", n) for n in range(LONG + 1))), "zh")
    assert "<details><summary>示例</summary>\n\n| 任务" in made
    assert made.count("</details>") == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("</details><h1>", "&lt;/details&gt;&lt;h1&gt;"),
        ("[点我](https://example.org)", r"\[点我\](https:<!-- -->//example.org)"),
        ("**粗** _斜_ `码` ~删~", r"\*\*粗\*\* \_斜\_ \`码\` \~删\~"),
        ("@someone 请批准", "@<!-- -->someone 请批准"),
        ("fixes #12", r"fixes \#<!-- -->12"),
        ("# 12", r"\# 12"),
        ("www.example.org", "www<!-- -->.example.org"),
        ("mailto:a@b.c", "mailto<!-- -->:a@<!-- -->b.c"),
        ("$x$ &amp; \\", r"\$x\$ &amp;amp; \\"),
        (":smile:", ":<!-- -->smile:"),
        ("两\n行", "两 行"),
        ("\x1b[31m\u202e", r"\\x1b\[31m\\u202e"),
    ],
)
def test_data_stays_text(text, shown):
    assert escaped(text) == shown


def test_it_fits_into_a_comment():
    rows = tuple(row_of("很长的任务名称" * 10, n) for n in range(3000))
    made = markdown(a_report(rows), "zh")
    assert 50_000 < len(made) <= 60_000
    assert "还有" in made
    assert made.count("<details>") == made.count("</details>") == 1
