"""show: who is meant, and everything that the tiny ledger knows of it."""

import re

import pytest

from cli.program import REPOSITORY, ask, run
from cli.test_contracts import faults
from cli.tiny import DAY, tiny

NONE = type(None)
TEXT, DAY_OR_NULL = (str,), (str, NONE)
CONTRACT = {
    "as_of": TEXT,
    "errors": (int,),
    "enterprises": [
        {
            "plan": TEXT, "id": TEXT, "name": TEXT, "state": DAY_OR_NULL, "since": DAY_OR_NULL, "due": DAY_OR_NULL,
            "due_extended": DAY_OR_NULL, "facts": {},
            "states": [{"state": TEXT, "from": DAY_OR_NULL, "until": DAY_OR_NULL}],
            "standards": [
                {
                    "kind": TEXT, "standard": TEXT, "rule": TEXT, "clause": TEXT, "item": TEXT,
                    "shown_on": DAY_OR_NULL, "missing": (bool,),
                }
            ],
            "observations": [{"on": TEXT, "kind": TEXT, "result": TEXT, "by": TEXT, "whole": (bool,)}],
            "stages": [{"stage": TEXT, "result": TEXT, "on": DAY_OR_NULL}],
            "filings": [{"item": TEXT, "title": TEXT, "unit": TEXT}],
            "owed": [{"duty": TEXT, "since": TEXT, "due": DAY_OR_NULL, "done": DAY_OR_NULL}],
            "extensions": [{"criterion": TEXT, "to": TEXT}],
            "cases": [{"title": TEXT, "since": TEXT, "days": (int,), "reason": TEXT, "lead": [TEXT]}],
            "criteria": [{"id": TEXT, "text": TEXT, "due": DAY_OR_NULL}],
        }
    ],
}  # fmt: skip


def test_the_json_of_an_enterprise_keeps_to_its_contract(ledger):
    answer = ask("show", "E-1", "--format", "json", data=ledger, on=DAY)
    assert (answer.code, answer.err) == (0, "")
    assert faults(answer.json, CONTRACT) == []


def test_what_is_known_of_an_enterprise(ledger):
    (one,) = ask("show", "E-1", "--format", "json", data=ledger, on=DAY).json["enterprises"]
    assert (one["name"], one["state"], one["since"]) == ("示例甲厂", "relapsed", "2024-06-20")
    assert [(stay["state"], stay["from"]) for stay in one["states"]] == [
        ("listed", "2024-01-01"), ("claimed", "2024-02-20"), ("proven", "2024-02-25"), ("relapsed", "2024-06-20"),
    ]  # fmt: skip
    assert {(each["kind"], each["item"], each["shown_on"]) for each in one["standards"]} == {
        ("proof", "不具备生产能力", "2024-02-25")
    }
    assert [(look["on"], look["result"], look["whole"]) for look in one["observations"]] == [
        ("2024-06-20", "producing", False)
    ]
    assert [(case["title"], case["days"]) for case in one["cases"]] == [("复燃", 10)]
    assert [each["id"] for each in one["criteria"]] == ["g1", "1.3", "3.1"]


def test_nothing_of_a_dossier_is_later_than_its_day(ledger):
    (one,) = ask("show", "E-1", "--format", "json", data=ledger, on="2024-02-22").json["enterprises"]
    assert (one["state"], one["observations"]) == ("claimed", [])
    assert [case["reason"] for case in one["cases"]] == ["claimed_not_proven"]
    assert [each["missing"] for each in one["standards"]] == [True]
    assert "verified_on" not in one["facts"]


def test_the_table_begins_with_what_it_is_today(ledger):
    lines = ask("show", "E-1", data=ledger, on=DAY).out.splitlines()
    assert lines[:4] == [
        "示例甲厂（E-1）一企一档  截至 2024-06-30",
        "方案：示例区园区治理方案",
        "现状：死灰复燃（自 2024-06-20）",
        "触及 1 条动态清零规则，尚未了结",
    ]


@pytest.mark.parametrize("text", ["E-2", "示例乙社", "乙"])
def test_an_enterprise_is_found_by_id_name_or_a_part_of_it(text, ledger):
    assert ask("show", text, data=ledger, on=DAY).out.startswith("示例乙社（E-2）")


def test_a_number_in_a_part_of_a_name_is_whole(tmp_path):
    """示例1 is not 示例10."""
    rows = "id,name,park,listed_on\nA,示例1厂,东园,2024-01-01\nB,示例10厂,东园,2024-01-01\nC,示例21厂,东园,2024-01-01\n"
    data = tiny(tmp_path, enterprises=rows)
    assert ask("show", "示例1", data=data, on=DAY).out.startswith("示例1厂（A）")
    assert ask("show", "1", data=data, on=DAY).out.startswith("示例1厂（A）")


def test_what_may_mean_several_is_asked_back(ledger):
    answer = ask("show", "示例", data=ledger, on=DAY)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "“示例”可指 3 家企业，请写编号：E-1 示例甲厂、E-2 示例乙社、E-3 示例丙坊\n"


def test_a_typo_is_told_what_is_near(ledger):
    answer = ask("show", "E-9", data=ledger, on=DAY)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("没有找到企业“E-9”。相近：E-")


def test_an_id_goes_before_a_name(tmp_path):
    rows = "id,name,park,listed_on\nA,B,东园,2024-01-01\nB,A,东园,2024-01-01\n"
    assert ask("show", "A", data=tiny(tmp_path, enterprises=rows), on=DAY).out.startswith("B（A）")


def test_without_an_enterprise_an_example_is_given():
    for args in (("report", "dossier", "--as-of", "2023-11-15"), ("show", "", "--as-of", "2023-11-15")):
        answer = run(*args, "--data", REPOSITORY / "data", "--lang", "zh")
        assert (answer.code, answer.out) == (2, "")
        assert re.fullmatch(r"请写企业编号，例如 \S+-\d+\n", answer.err)


def test_where_nothing_is_near_nothing_is_said_to_be():
    answer = run("show", "qqqqqqqqqqqqqqqqqqqqqq", "--data", REPOSITORY / "data", "--lang", "zh")
    assert (answer.code, answer.err) == (2, "没有找到企业“qqqqqqqqqqqqqqqqqqqqqq”\n")


def test_one_thing_that_two_rules_forbid_is_not_called_two_cases(tmp_path):
    """``zero`` counts whoever is open once; a dossier counts the rules, and says so."""
    twice = "  - {id: again, title: 也不得生产, clause: 三（一）, kind: relapse, lead: [东镇]}\n"
    data = tiny(tmp_path, plans=("zero:\n", f"zero:\n{twice}"))
    assert "触及 2 条动态清零规则，尚未了结" in ask("show", "E-1", data=data, on=DAY).out


def test_a_criterion_is_no_enterprise_and_the_answer_says_where_to_look(ledger):
    told = ask("show", "1.2", data=ledger, on=DAY)
    assert told.code == 2
    assert "一项标准，不是企业" in told.err
    assert "parkledger report ledger tiny-2024" in told.err


def test_an_id_may_be_typed_in_small_letters(ledger):
    assert ask("show", "e-1", data=ledger, on=DAY).out == ask("show", "E-1", data=ledger, on=DAY).out
