"""The answers of 15 November 2023 about jinnan are those of the golden files, byte for byte.

A change that is meant: ``python -m tests.golden.update``, then read the difference as its reader would.
"""

import json
import re
from collections import Counter

import pytest

from golden.update import HERE, SHAPES, answer


@pytest.mark.parametrize("name", SHAPES)
def test_the_answer_is_the_golden_one(name):
    assert answer(name) == (HERE / name).read_text("utf-8")


def test_every_golden_file_has_its_command():
    kept = {path.name for path in HERE.iterdir() if path.suffix in (".txt", ".json")}
    assert kept == set(SHAPES)


def test_both_languages_tell_the_same_days_and_figures():
    for command in ("status", "overdue", "zero", "duties"):
        chinese, english = (
            (HERE / f"{command}.{lang}.txt").read_text("utf-8").split(None, 1)[1] for lang in ("zh", "en")
        )
        for figure in (r"\d{4}-\d{2}-\d{2}", r"\d+/<?\d+", r"\d+\.\d%"):
            assert Counter(re.findall(figure, chinese)) == Counter(re.findall(figure, english))


def test_the_tables_tell_what_the_json_holds():
    plan = json.loads((HERE / "status.json").read_text("utf-8"))["plans"][0]
    text = (HERE / "status.zh.txt").read_text("utf-8")
    for task in plan["tasks"]:
        for one in task["criteria"]:
            line = next(line for line in text.splitlines() if one["id"] in line.split()[:3])
            assert one["due"] is None or one["due"] in line
            assert one["kind"] != "quota" or f"{one['actual']}/{one['to']}" in line
            assert not one["days_overdue"] or f"{one['days_overdue']} 天" in line
