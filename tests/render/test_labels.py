"""The catalogue: every word that can be shown stands in it, in both languages, and nothing in it is idle."""

import ast
import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import parkledger
from parkledger.base.findings import Severity
from parkledger.base.periods import UNITS
from parkledger.base.words import LANGS
from parkledger.compute.criteria import STATES
from parkledger.compute.lights import DEFAULT_LIGHTS, NO_LIGHT
from parkledger.model.duties import Duty
from parkledger.model.rows import BACK_IN_PRODUCTION
from parkledger.model.zero import ZERO_KINDS
from parkledger.render.labels import LABELS, label

SOURCE = Path(parkledger.__file__).parent
SPEAKERS = [*SOURCE.glob("reports/*.py"), *SOURCE.glob("cli/*.py"), *SOURCE.glob("render/*.py")]
CALLS = {"Say": 0, "Column": 0, "label": 0, "progress": 0, "stop": 1}
"""Who takes a key, and as which argument."""


def keys_asked_for(tree):
    """Constants and patterns (for f-strings) that stand where a key is expected."""
    for node in ast.walk(tree):
        name = getattr(getattr(node, "func", None), "id", None)
        if isinstance(node, ast.Call) and name in CALLS and len(node.args) > CALLS[name]:
            key = node.args[CALLS[name]]
            for part in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
                if isinstance(part, ast.JoinedStr):
                    pieces = (
                        re.escape(v.value) if isinstance(v, ast.Constant) else ".+" for v in part.values
                    )
                    yield re.compile("".join(pieces))
                elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def constants(tree):
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


TREES = {path: ast.parse(path.read_text("utf-8")) for path in SPEAKERS if path.name != "labels.py"}
ASKED = [(path.name, key) for path, tree in TREES.items() for key in keys_asked_for(tree)]
KEYS = sorted({key for _, key in ASKED if isinstance(key, str)})
PATTERNS = sorted({key.pattern for _, key in ASKED if isinstance(key, re.Pattern)})

DUTY_KINDS = Duty.model_json_schema()["properties"]["kind"]["enum"]
OTHER_RULES = set(ZERO_KINDS) - {"relapse", "new_violator"}
"""A relapse is told by what was found, a new violator by how it became one; others by their rule's kind."""
COMPUTED = {
    "state": STATES,
    "every": UNITS,
    "kind": DUTY_KINDS,
    "severity": tuple(str(one) for one in Severity),
    "schedule": ("standing", "unscheduled"),
    "reason": (*BACK_IN_PRODUCTION, "listed_late", "violation", *sorted(OTHER_RULES), "not_looked_at"),
    "light": (NO_LIGHT, DEFAULT_LIGHTS.overdue, DEFAULT_LIGHTS.met_late, DEFAULT_LIGHTS.well),
}
"""What compute says, by the prefix of its words."""


def test_the_walk_finds_the_keys():
    assert {"title.zero", "goal.left", "as_of", "no.plan", "reading"} <= set(KEYS)
    assert {r"state\..+", r"every\..+", r"kind\..+", r"light\..+", r"reason\..+", r"schedule\..+"} <= set(
        PATTERNS
    )


@pytest.mark.parametrize("key", KEYS)
def test_every_key_that_is_asked_for_stands_in_the_catalogue(key):
    if not (key in LABELS or any(re.fullmatch(pattern, key) for pattern in PATTERNS)):
        users = [name for name, asked in ASKED if asked == key]
        pytest.fail(f"{key} is asked for by {users}")


@pytest.mark.parametrize(
    ("prefix", "word"), [(prefix, word) for prefix, words in COMPUTED.items() for word in words]
)
def test_every_word_that_compute_says_stands_in_the_catalogue(prefix, word):
    assert f"{prefix}.{word}" in LABELS


@pytest.mark.parametrize("state", ["overdue", "met_late"])
def test_the_states_that_are_told_with_days(state):
    assert label(f"state.{state}.days", "en", days=15)


@pytest.mark.parametrize("key", LABELS)
def test_nothing_in_the_catalogue_is_idle(key):
    spoken = set.union(*map(constants, TREES.values()))
    used = key in KEYS or any(re.fullmatch(pattern, key) for pattern in PATTERNS)
    assert used or key in spoken


@pytest.mark.parametrize("key", LABELS)
def test_both_languages_tell_the_same_particulars(key):
    def particulars(lang):
        return sorted({field for _, field, _, _ in Formatter().parse(LABELS[key][lang]) if field is not None})

    assert particulars("zh") == particulars("en")


@pytest.mark.parametrize("key", LABELS)
def test_each_language_speaks_its_own_signs(key):
    """No English sentence with full-width punctuation, no Chinese one with ASCII commas between its words."""
    assert not re.search(r"[，。；：（）！？]|[\u4e00-\u9fff]", LABELS[key]["en"])
    assert not re.search(r"[\u4e00-\u9fff][,;!?]", LABELS[key]["zh"])


def test_there_are_two_languages():
    assert get_args(parkledger.base.words.Lang) == LANGS == ("zh", "en")
