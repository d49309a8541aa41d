"""rule: what a code means, in both languages; all of them; the nearest of one that does not exist."""

import re

import pytest

from cli.program import run
from parkledger.checks import CODES


def rule(*args, **how):
    return run("rule", *args, **how)


def test_a_code_is_told_with_its_sentence_why_what_to_do_and_two_examples():
    assert rule("PL301").out.splitlines() == [
        "PL301  错误  没有名为“…”的单位",
        "       unknown-unit",
        "",
        "为什么：",
        "    没有登记的单位，谁也不会替它负责。",
        "",
        "怎么办：",
        "    请改成已登记的名称，或在方案的 units 中登记（含别名）。",
        "",
        "错误写法：",
        "    lead: [区住建局]",
        "",
        "正确写法：",
        "    lead: [区住房建设委]",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_told_in_both_languages(code, lang):
    told = rule(code, "--lang", lang)
    assert told.code == 0
    said, _, examples = told.out.partition("\nwrong:" if lang == "en" else "\n错误写法：")
    assert "{" not in said
    assert examples
    assert CODES[code].name in told.out
    assert all(len(line) <= 80 for line in told.out.splitlines() if line.isascii())


PROSE = re.compile(r"(?<![-_=:./\[{(\w])[a-z]{2,} (?!commit)[a-z]{2,}")
"""Two English words in a row, which no piece of a file has."""


@pytest.mark.parametrize("code", CODES)
def test_the_chinese_page_explains_its_examples_in_chinese(code):
    one = CODES[code]
    assert not PROSE.search(f"{one.bad.zh}\n{one.good.zh}")
    for english, chinese in ((one.bad.en, one.bad.zh), (one.good.en, one.good.zh)):
        assert (english != chinese) >= bool(PROSE.search(english))


@pytest.mark.parametrize("asked", ["pl301", "unknown-unit", "Unknown-Unit"])
def test_small_letters_and_the_name_will_do(asked):
    assert rule(asked).out == rule("PL301").out


def test_all_of_them_in_order_a_line_each_at_least():
    lines = rule().out.splitlines()
    assert [line[:5] for line in lines if line[:2] == "PL"] == list(CODES)
    assert lines[-1] == "其中一个的详细说明：parkledger rule PL301"
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize(("wrong", "near"), [("PL3O1", "PL301"), ("unknown-unti", "unknown-unit"), ("301", "PL301")])
def test_of_a_code_that_does_not_exist_the_nearest_is_named(wrong, near):
    answer = rule(wrong)
    assert (answer.code, answer.out) == (2, "")
    assert f"“{wrong}”" in answer.err
    assert near in answer.err


def test_what_is_like_no_code_is_sent_to_the_list():
    assert "parkledger rule" in rule("？？").err


def test_json_holds_the_same():
    (one,) = rule("PL301", "--format", "json", "--lang", "en").json["rules"]
    assert one == {
        "code": "PL301",
        "name": "unknown-unit",
        "severity": "error",
        "message": "there is no unit named “…”",
        "why": CODES["PL301"].why.en,
        "help": CODES["PL301"].help.en,
        "bad": CODES["PL301"].bad.en,
        "good": CODES["PL301"].good.en,
    }
    assert len(rule("--format", "json").json["rules"]) == len(CODES)
