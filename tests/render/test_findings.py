"""Findings as text that a clerk can act on, and as JSON: safe to show, the waived ones apart."""

import io

import pytest

from parkledger.base import codes
from parkledger.base.findings import Finding
from parkledger.base.spans import Span
from parkledger.checks.references import UNKNOWN_UNIT
from parkledger.checks.schedule import OPEN_QUESTION
from parkledger.render.findings import Told, advice, counts, message, print_findings
from parkledger.render.findings.as_json import findings_json

UNIT = Finding(
    UNKNOWN_UNIT,
    Span("data/plans/jinnan-2021.yaml", 212, 15),
    "tasks/2/lead",
    {"name": "区住建局"},
    ("区住房建设委", "区住建委"),
)
DAY = Finding(codes.BAD_DAY, Span("data/enterprises/jinnan.csv", 118, 3), "", {"value": "x", "reason": ""})
ASKED = Finding(
    OPEN_QUESTION,
    Span("data/plans/p.yaml", 7, 1),
    "questions/q1",
    {"at": "一", "text": "没有写明", "reading": "照字面"},
)


def printed(*findings, lang="zh", show_waived=False):
    stream = io.StringIO()
    print_findings(Told(findings, lang, show_waived=show_waived), stream)
    return stream.getvalue().splitlines()


def test_place_code_severity_sentence_then_what_to_do():
    lines = printed(UNIT)
    assert lines[0] == "data/plans/jinnan-2021.yaml:212:15  PL301 错误  没有名为“区住建局”的单位"
    assert lines[1].startswith("    相近：区住房建设委、区住建委。")
    assert lines[2:] == ["1 个错误，0 个警告"]


def test_the_same_in_english():
    lines = printed(UNIT, lang="en")
    assert lines[0].startswith("data/plans/jinnan-2021.yaml:212:15  PL301 error  ")
    assert lines[1].startswith("    near: 区住房建设委, 区住建委. ")
    assert lines[2:] == ["errors: 1, warnings: 0"]


def test_without_near_names_the_advice_stands_alone():
    assert advice(DAY, "zh") == codes.BAD_DAY.help["zh"]


def test_the_pointer_of_a_warning_is_shown_with_what_is_waived():
    assert "    at: questions/q1" in printed(ASKED, show_waived=True)
    assert not any("at:" in line for line in printed(ASKED))


def test_counts_are_errors_warnings_and_waived():
    assert counts([UNIT, DAY, ASKED, ASKED.waive("看过")]) == (2, 1, 1)
    assert counts([]) == (0, 0, 0)


class TestOneForMany:
    """The last finding of a code in a file may stand for all that are not listed."""

    MANY = DAY._replace(cases=12)

    @pytest.mark.parametrize(
        ("lang", "more"),
        [
            ("zh", "（本文件从这一行起，还有 12 个 PL204，不再逐一列出）"),
            ("en", " (12 more PL204 follow in this file from this line on, not listed one by one)"),
        ],
    )
    def test_it_says_for_how_many(self, lang, more):
        lines = printed(DAY, self.MANY, lang=lang)
        assert [line.endswith(more) for line in lines[::2]] == [False, True, False]

    def test_each_of_them_is_counted(self):
        assert counts([UNIT, self.MANY, ASKED._replace(cases=3), ASKED._replace(cases=4).waive("看过")]) == (13, 3, 4)
        assert printed(UNIT, self.MANY)[-1] == "13 个错误，0 个警告"

    def test_in_json_too(self):
        answer = findings_json([UNIT, self.MANY], "zh")
        assert [one["count"] for one in answer["findings"]] == [1, 12]
        assert answer["errors"] == 13


class TestWaived:
    def test_it_is_hidden_and_counted(self):
        assert printed(ASKED.waive("看过")) == ["没有发现问题（另有 1 个已豁免：--show-waived）"]

    def test_or_shown_with_its_reason(self):
        lines = printed(ASKED.waive("看过"), show_waived=True)
        assert lines[0].startswith("data/plans/p.yaml:7:1  PL405 警告")
        assert lines[2:] == ["    已豁免：看过", "没有发现问题（另有 1 个已豁免：--show-waived）"]

    def test_beside_others(self):
        lines = printed(UNIT, ASKED.waive("看过"))
        assert len(lines) == 3
        assert lines[-1] == "1 个错误，0 个警告（另有 1 个已豁免：--show-waived）"


class TestSafe:
    EVIL = "[/][red]:smile:\x1b[31m\u202e\n甲"
    SHOWN = "[/][red]:smile:\\x1b[31m\\u202e 甲"
    FOUND = UNIT._replace(
        span=Span(f"data/{EVIL}.yaml", 1, 1), args={"name": EVIL}, near=(EVIL,), waived=EVIL, pointer=EVIL
    )

    def test_in_a_message_and_in_an_advice(self):
        assert self.SHOWN in message(self.FOUND, "zh")
        assert self.SHOWN in advice(self.FOUND, "zh")

    def test_in_print(self):
        lines = printed(self.FOUND, show_waived=True)
        assert len(lines) == 4
        assert [line.count(self.SHOWN) for line in lines] == [2, 1, 1, 0]

    def test_a_brace_in_data_is_a_brace(self):
        assert "{name}{0}" in message(UNIT._replace(args={"name": "{name}{0}"}), "zh")


class TestAlike:
    """Equal cases of one file are one finding."""

    def said(self, *lines, cases=0, lang="zh"):
        return printed(UNIT._replace(cases=cases or len(lines), lines=lines), lang=lang)[0].partition("单位")[2]

    def test_how_many_and_on_which_other_lines(self):
        assert self.said(212, 220) == "（共 2 处，另见第 220 行）"
        assert self.said(212, 220, 221, 222, 240) == "（共 5 处，另见第 220–222、240 行）"
        assert self.said(212, 212, 212) == "（这一行共 3 处）"

    def test_of_many_the_first(self):
        assert self.said(212, *range(220, 234, 2)) == "（共 8 处，另见第 220、222、224、226、228 行等）"
        assert self.said(212, 220, cases=500) == "（共 500 处，另见第 220 行等）"

    def test_in_english(self):
        one = UNIT._replace(cases=3, lines=(212, 220, 230))
        assert printed(one, lang="en")[0].endswith(" (in 3 places: also on line 220, 230)")

    def test_it_counts_as_many(self):
        assert counts([UNIT._replace(cases=3, lines=(212, 220, 230))]) == (3, 0, 0)


class TestJson:
    def test_one_finding(self):
        assert findings_json([UNIT], "zh") == {
            "findings": [
                {
                    "code": "PL301",
                    "severity": "error",
                    "path": "data/plans/jinnan-2021.yaml",
                    "line": 212,
                    "column": 15,
                    "pointer": "tasks/2/lead",
                    "message": message(UNIT, "zh"),
                    "help": advice(UNIT, "zh"),
                    "near": ["区住房建设委", "区住建委"],
                    "count": 1,
                    "lines": [212],
                    "waived": None,
                }
            ],
            "errors": 1,
            "warnings": 0,
        }

    def test_waived_ones_are_listed_with_their_reason_and_not_counted(self):
        told = findings_json([ASKED.waive("看过"), ASKED], "zh")
        assert [one["waived"] for one in told["findings"]] == ["看过", None]
        assert (told["errors"], told["warnings"]) == (0, 1)

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_sentences_are_in_the_language_of_the_answer(self, lang):
        (told,) = findings_json([UNIT], lang)["findings"]
        assert told["message"] == message(UNIT, lang)
