"""What a schema says of a document: each fault at its own place, and the rest still read."""

import pytest

from parkledger.model.plan import Plan
from parkledger.read.judge import SHOWN, validate_pruned
from parkledger.read.yaml_text import parse_yaml
from support.found import at

HEAD = "title: 方案\nissued_by: 示例区\n"


def judged(text):
    """The plan that is left, whether it is the whole, and the findings."""
    source, found = parse_yaml(text, "p.yaml")
    assert not found
    findings = []
    plan, _, whole = validate_pruned(Plan, source, findings.append)
    return plan, whole, findings


def task(criteria):
    return f'{HEAD}tasks:\n  - id: "1"\n    title: 任务\n    clause: 一\n    criteria:\n{criteria}'


SOUND = '      - {id: "1.1", text: 印发, clause: 一, due: 2021, milestone: {}}\n'


def test_a_sound_plan_has_no_findings():
    plan, whole, findings = judged(task(SOUND))
    assert whole
    assert not findings
    assert plan.tasks[0].criteria[0].kind == "milestone"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (HEAD + "leed: x\n", ["3:1 PL201"]),
        (task(SOUND.replace("milestone", "leed: [a], milestone")), ["8:53 PL201"]),
        (task(SOUND.replace("{}", "{evidense: x}")), ["8:65 PL201"]),
        ("title: 方案\n", ["1:1 PL202"]),
        ("title:\nissued_by: 示例区\n", ["1:7 PL202"]),
        ("title: ''\nissued_by: 示例区\n", ["1:8 PL202"]),
        ("", ["1:1 PL202", "1:1 PL202"]),
        (task(SOUND.replace("due: 2021, ", "")), ["8:9 PL202"]),
        (task(SOUND.replace("due: 2021", "due: ")), ["8:47 PL202"]),
        (HEAD + "units: [甲局]\n", ["3:9 PL203"]),
        (HEAD + "units: 甲局\n", ["3:8 PL203"]),
        (HEAD + "units: {name: 甲局}\n", ["3:8 PL203"]),
        (HEAD + "standards: [甲]\n", ["3:12 PL203"]),
        (HEAD + "units:\n  - name: [甲局]\n", ["4:11 PL203"]),
        ("- title\n", ["1:1 PL203"]),
        ("方案\n", ["1:1 PL203"]),
        (HEAD + 'issued_on: "2021-06-31"\n', ["3:12 PL204"]),
        (HEAD + "issued_on: 2021年6月30日\n", ["3:12 PL204"]),
        (task(SOUND.replace("2021", "2021-06-31")), ["8:47 PL205"]),
        (task(SOUND.replace("2021", "适时")), ["8:47 PL205"]),
        (HEAD + "duties:\n  - {id: f1, title: 报, clause: 四, kind: recurring, every: 0天}\n", ["4:59 PL206"]),
        (HEAD + "duties:\n  - {id: f1, title: 报, clause: 四, kind: recurring, times: 两次}\n", ["4:59 PL208"]),
        (task(SOUND.replace("2021,", "2021, soft: 也许,")), ["8:59 PL209"]),
        (HEAD + "units:\n  - {name: 甲局, kind: twon}\n", ["4:22 PL210"]),
        (task(SOUND.replace(", milestone: {}", "")), ["8:9 PL211"]),
        (task(SOUND.replace("{}}", "{}, qualitative: true}")), ["8:9 PL211"]),
        (HEAD + 'source: "\\e[31m"\n', ["3:9 PL108"]),
        (HEAD + "number: 津\u202e南\n", ["3:9 PL108"]),
        (HEAD + f"number: {'x' * 201}\n", ["3:9 PL107"]),
        (HEAD + f"source: {'x' * 20_001}\n", ["3:9 PL107"]),
    ],
)
def test_each_fault_of_shape_is_found_at_the_value_or_key_it_speaks_of(text, faults):
    _, whole, findings = judged(text)
    assert not whole
    assert at(findings) == faults


def test_several_faults_are_found_in_one_run():
    _, _, findings = judged(task(SOUND.replace("2021", "适时").replace("text: 印发", "text: [印发]")) + "leed: x\n")
    assert sorted(at(findings)) == ["8:27 PL203", "8:49 PL205", "9:1 PL201"]


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        (task(SOUND.replace("2021", "适时")), "tasks/1/criteria/1.1/due"),
        (HEAD + "units:\n  - {name: 甲局, kind: twon}\n", "units/甲局/kind"),
        (HEAD + "leed: x\n", "leed"),
    ],
)
def test_the_pointer_names_the_item_by_its_id(text, pointer):
    _, _, (finding,) = judged(text)
    assert finding.pointer == pointer


@pytest.mark.parametrize(
    ("text", "near"),
    [
        (HEAD + "unit: []\n", "units"),
        (task(SOUND.replace("milestone", "leed: [a], milestone")), "lead"),
        (HEAD + "units:\n  - {name: 甲局, kind: twon}\n", "town"),
        (HEAD + "columns: {enterprise: []}\n", "enterprises"),
        (HEAD + "lights: {bands: [], overdue: 红, met_late: 黄, well: 绿, wel: 绿}\n", "well"),
    ],
)
def test_the_nearest_key_or_word_is_named(text, near):
    _, _, (finding,) = judged(text)
    assert finding.near[0] == near


def test_a_long_wrong_value_is_shown_in_part():
    _, _, (finding,) = judged(task(SOUND.replace("2021", "适" * 500)))
    assert finding.args["value"] == "适" * SHOWN + "…"


# ── what is left


def test_a_criterion_that_failed_its_shape_is_left_out_and_the_others_stay():
    plan, whole, _ = judged(task(SOUND.replace("2021", "适时") + SOUND.replace("1.1", "1.2")))
    assert not whole
    assert [one.id for one in plan.tasks[0].criteria] == ["1.2"]


def test_an_unknown_key_is_left_out_alone():
    plan, whole, _ = judged(task(SOUND.replace("milestone", "leed: [a], milestone")))
    assert not whole
    assert [one.id for one in plan.tasks[0].criteria] == ["1.1"]


def test_a_name_that_is_none_is_left_out_of_its_list():
    plan, _, findings = judged(HEAD + "units:\n  - name: 甲局\n    aliases: [乙局, [丙局], 丁局]\n")
    assert at(findings) == ["5:19 PL203"]
    assert plan.units[0].aliases == ("乙局", "丁局")


def test_the_places_of_what_is_left_are_still_its_own():
    source, _ = parse_yaml(task(SOUND.replace("2021", "适时") + SOUND.replace("1.1", "1.2")), "p.yaml")
    plan, kept, _ = validate_pruned(Plan, source, lambda finding: None)
    assert plan.tasks[0].criteria[0].id == "1.2"
    assert kept.span("tasks", 0, "criteria", 0).line == 9


def test_a_plan_without_its_title_is_none():
    plan, whole, _ = judged("issued_by: 示例区\n")
    assert plan is None
    assert not whole


def test_what_is_left_out_at_the_top_leaves_the_rest_standing():
    plan, _, findings = judged(HEAD + "proof: [a]\nunits:\n  - name: 甲局\n")
    assert at(findings) == ["3:8 PL203"]
    assert [unit.name for unit in plan.units] == ["甲局"]
