"""The JSON contracts: names that programs rely on. More keys may be added; these stay, with these types."""

from collections import Counter

import pytest

from cli.program import DATA, ask
from cli.tiny import DAY, tiny

NONE = type(None)
TEXT, NUMBER = (str,), (int, float)
DAY_OR_NULL, NUMBER_OR_NULL, TEXT_OR_NULL = (str, NONE), (int, float, NONE), (str, NONE)

CRITERION = {
    "id": TEXT, "kind": TEXT, "due": DAY_OR_NULL, "state": TEXT, "light": TEXT, "done_on": DAY_OR_NULL,
    "days_overdue": (int,), "from": NUMBER_OR_NULL, "to": NUMBER_OR_NULL, "actual": NUMBER_OR_NULL,
    "unit": TEXT_OR_NULL, "lead": [TEXT], "support": [TEXT],
}  # fmt: skip
GOAL = {
    "id": TEXT, "title": TEXT, "due": DAY_OR_NULL, "baseline": NUMBER_OR_NULL, "actual": NUMBER_OR_NULL,
    "target": [NONE, {"op": TEXT, "value": NUMBER}], "unit": TEXT_OR_NULL, "state": TEXT,
}  # fmt: skip
TASK = {
    "id": TEXT, "title": TEXT, "park": TEXT_OR_NULL, "state": TEXT, "light": TEXT,
    "criteria": [CRITERION | {"groups": [CRITERION]}],
}  # fmt: skip
STATES = ("met", "met_late", "pending", "overdue", "holding", "breached", "unmeasured")
COUNTS = dict.fromkeys(("tasks", "criteria", *STATES, "qualitative", "unscheduled"), (int,))
CASE = {
    "enterprise": TEXT_OR_NULL, "name": TEXT, "park": TEXT, "since": TEXT, "days": (int,), "reason": TEXT,
    "lead": [TEXT],
}  # fmt: skip
CONTRACTS = {
    "status": {
        "as_of": TEXT,
        "plans": [{"id": TEXT, "title": TEXT, "goals": [GOAL], "tasks": [TASK], "counts": COUNTS}],
        "errors": (int,),
    },
    "overdue": {
        "as_of": TEXT,
        "items": [
            {
                "plan": TEXT, "task": TEXT, "criterion": TEXT, "group": TEXT_OR_NULL, "title": TEXT,
                "due": TEXT, "days_overdue": (int,), "remaining": NUMBER_OR_NULL, "unit": TEXT_OR_NULL,
                "lead": [TEXT],
            }
        ],
        "errors": (int,),
    },
    "zero": {
        "as_of": TEXT,
        "rules": [
            {
                "plan": TEXT, "rule": TEXT, "kind": TEXT, "title": TEXT, "population": (int,), "open": (int,),
                "stale": (int, NONE), "zero": (bool, str), "violations": [CASE], "stale_cases": [CASE],
            }
        ],
        "errors": (int,),
    },
    "duties": {
        "as_of": TEXT,
        "items": [
            {
                "plan": TEXT, "duty": TEXT, "title": TEXT, "unit": TEXT, "kind": TEXT, "every": TEXT_OR_NULL,
                "periods": (int,), "on_time": (int,), "late": (int,), "missing": [TEXT],
            }
        ],
        "errors": (int,),
    },
    "check": {
        "findings": [
            {
                "code": TEXT, "severity": TEXT, "path": TEXT, "line": (int,), "column": (int,),
                "pointer": TEXT, "message": TEXT, "help": TEXT, "waived": TEXT_OR_NULL,
            }
        ],
        "errors": (int,),
        "warnings": (int,),
    },
}  # fmt: skip


def faults(value, contract, at="$"):
    """Where a value does not keep to its contract."""
    if isinstance(contract, dict):
        if not isinstance(value, dict):
            return [f"{at} is no object"]
        there = [key for key in contract if key in value]
        missing = [f"{at}.{key} is missing" for key in contract if key not in value]
        return missing + [f for key in there for f in faults(value[key], contract[key], f"{at}.{key}")]
    if isinstance(contract, list) and contract[0] is NONE:
        return [] if value is None else faults(value, contract[1], at)
    if isinstance(contract, list):
        if not isinstance(value, list):
            return [f"{at} is no list"]
        return [f for place, one in enumerate(value) for f in faults(one, contract[0], f"{at}[{place}]")]
    wrong = not isinstance(value, contract) or (isinstance(value, bool) and bool not in contract)
    return [f"{at} is {value!r}"] if wrong else []


@pytest.mark.parametrize("command", CONTRACTS)
def test_the_repositorys_ledger_keeps_to_the_contract(command):
    assert faults(ask(command, "--format", "json", data=DATA).json, CONTRACTS[command]) == []


@pytest.mark.parametrize("command", CONTRACTS)
def test_a_tiny_ledger_with_every_state_keeps_to_the_contract(command, ledger):
    assert faults(ask(command, "--format", "json", data=ledger, on=DAY).json, CONTRACTS[command]) == []


@pytest.mark.parametrize("command", CONTRACTS)
@pytest.mark.parametrize("kept", [(), ("parks",), ("enterprises",)])
def test_a_ledger_that_lacks_its_tables_keeps_to_the_contract(command, kept, tmp_path):
    kinds = {"parks", "enterprises", "inspections", "filings", "ledger"}
    gone = dict.fromkeys(kinds - set(kept))
    answer = ask(command, "--format", "json", data=tiny(tmp_path, **gone), on=DAY)
    assert faults(answer.json, CONTRACTS[command]) == []


@pytest.mark.parametrize("day", ["2021-06-30", "2023-11-15", "2024-06-30"])
def test_the_seven_states_add_up(day):
    (plan,) = ask("status", "--format", "json", on=day).json["plans"]
    counts = plan["counts"]
    found = Counter(one["state"] for task in plan["tasks"] for one in task["criteria"])
    assert sum(counts[state] for state in STATES) == counts["criteria"] == found.total()
    assert {state: counts[state] for state in STATES} == {state: found[state] for state in STATES}
    assert counts["tasks"] == len(plan["tasks"])


def test_due_is_null_where_there_is_no_day(ledger):
    (plan,) = ask("status", "--format", "json", data=ledger, on=DAY).json["plans"]
    due = {one["id"]: one["due"] for task in plan["tasks"] for one in task["criteria"]}
    assert due == {
        "1.1": "2024-02-29", "1.2": "2024-02-29", "1.3": "2024-05-31", "1.4": None,
        "2.1": "2024-12-31", "2.2": None, "2.3": None, "3.1": "2024-03-31",
    }  # fmt: skip


def test_the_numbers_are_what_remains(ledger):
    (plan,) = ask("status", "--format", "json", data=ledger, on=DAY).json["plans"]
    numbers = {
        one["id"]: (one["kind"], one["from"], one["to"], one["actual"])
        for task in plan["tasks"]
        for one in task["criteria"]
    }
    assert numbers == {
        "1.1": ("milestone", None, None, None),
        "1.2": ("milestone", None, None, None),
        "1.3": ("quota", 2, 0, 2),
        "1.4": ("standing", None, 0, 1),
        "2.1": ("coverage", 1, 0, 1),
        "2.2": ("qualitative", None, None, None),
        "2.3": ("standing", None, 0, 0),
        "3.1": ("quota", 3, 0, 3),
    }
    assert plan["goals"][0]["target"] == {"op": "<=", "value": 0}


def test_a_group_is_a_criterion_of_its_own(ledger):
    (plan,) = ask("status", "--format", "json", data=ledger, on=DAY).json["plans"]
    groups = plan["tasks"][2]["criteria"][0]["groups"]
    assert [(one["group"], one["state"], one["days_overdue"], one["actual"]) for one in groups] == [
        ("东园", "overdue", 91, 2),
        ("西园", "overdue", 91, 1),
    ]


def test_what_is_overdue_is_the_same_in_both_answers():
    (plan,) = ask("status", "--format", "json").json["plans"]
    late = {(t["id"], c["id"]) for t in plan["tasks"] for c in t["criteria"] if c["state"] == "overdue"}
    items = ask("overdue", "--format", "json").json["items"]
    assert {(one["task"], one["criterion"]) for one in items} == late
    assert plan["counts"]["overdue"] == len(late)


def test_a_parks_case_names_no_enterprise(tmp_path):
    rule = "  - {id: crowd, title: 超数, clause: 五, kind: over_quota, most: 1, lead: [属地镇政府]}\n"
    plan = ("zero:\n", "zero:\n" + rule)
    answer = ask("zero", "--format", "json", data=tiny(tmp_path, plans=plan), on=DAY)
    (case,) = answer.json["rules"][0]["violations"]
    assert case["enterprise"] is None
    assert (case["name"], case["park"], case["lead"]) == ("东园工业园区", "东园", ["东镇"])
    assert ask("zero", data=tmp_path / "data", on=DAY).code == 0


@pytest.mark.parametrize("command", CONTRACTS)
def test_json_never_depends_on_the_language_but_for_sentences(command):
    chinese = ask(command, "--format", "json", "--lang", "zh").out
    english = ask(command, "--format", "json", "--lang", "en").out
    assert (chinese == english) is (command != "check")


def test_check_names_the_place_of_each_finding(tmp_path):
    data = tiny(tmp_path, enterprises=("2024-02-20", "2024-02-31"), filings=("f1,区环境局", "f1,区环保局"))
    answer = ask("check", "--format", "json", data=data, on=DAY).json
    assert [(one["code"], one["line"], one["column"], one["count"], one["lines"]) for one in answer["findings"]] == [
        ("PL204", 2, 27, 1, [2]),
        ("PL301", 4, 4, 2, [4, 5]),
    ]
    assert answer["findings"][0]["path"] == f"{data}/enterprises/tiny.csv"
    assert answer["findings"][1]["near"][0] == "区环境局"
    assert (answer["errors"], answer["warnings"]) == (3, 0)
