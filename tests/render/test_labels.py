"""The catalogue: every word that can be shown stands in it, in both languages, and nothing in it is idle."""

import ast
import re
import sys
from gettext import GNUTranslations
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
from parkledger.history.change import KINDS
from parkledger.history.git import Reason
from parkledger.model.duties import Duty
from parkledger.model.rows import BACK_IN_PRODUCTION, ROW_SCHEMAS
from parkledger.model.zero import ZERO_KINDS
from parkledger.render.labels import label
from parkledger.reports.changed import FIELDS
from support.schemas import schemas

SOURCE = Path(parkledger.__file__).parent
SPEAKERS = [path for floor in ("reports", "cli", "render") for path in SOURCE.glob(f"{floor}/**/*.py")]
sys.path.insert(0, str(SOURCE.parents[1] / "tools"))
import catalogues  # noqa: E402

CATALOGUES = {path.parts[-3]: catalogues.read(path) for path in catalogues.catalogue_files()}
WORDS = {lang: {one.id: one.string for one in found if one.id} for lang, found in CATALOGUES.items()}


def keys_asked_for(tree):
    """Constants and patterns (for f-strings) that stand where a key is expected."""
    for _, _, part in catalogues.keys_in(tree):
        if isinstance(part, ast.JoinedStr):
            pieces = (re.escape(v.value) if isinstance(v, ast.Constant) else ".+" for v in part.values)
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
SCHEMAS = [one for one in schemas() if one not in ROW_SCHEMAS.values()]
COMPUTED = {
    "state": STATES,
    "every": UNITS,
    "kind": DUTY_KINDS,
    "change": KINDS,
    "field": FIELDS,
    "history": get_args(Reason),
    "severity": tuple(str(one) for one in Severity),
    "schedule": ("standing", "unscheduled"),
    "reason": (*BACK_IN_PRODUCTION, "listed_late", "violation", *sorted(OTHER_RULES), "not_looked_at"),
    "schema": sorted(
        {name for one in SCHEMAS for name in (one.__name__, *(i.alias or k for k, i in one.model_fields.items()))}
    ),
    "light": (NO_LIGHT, DEFAULT_LIGHTS.overdue, DEFAULT_LIGHTS.met_late, DEFAULT_LIGHTS.well),
}
"""What compute says, and what JSON Schemas say of each model and key, by the prefix of its words."""


def test_the_walk_finds_the_keys():
    assert {"title.zero", "goal.left", "as_of", "no.plan", "reading"} <= set(KEYS)
    assert {r"state\..+", r"every\..+", r"kind\..+", r"light\..+", r"reason\..+", r"schedule\..+"} <= set(
        PATTERNS
    )


def test_every_key_that_is_asked_for_stands_in_the_catalogue():
    assert [(name, key) for name, key in ASKED if isinstance(key, str) and key not in WORDS["zh"]] == []


@pytest.mark.parametrize("prefix", COMPUTED)
def test_every_word_that_compute_says_stands_in_the_catalogue(prefix):
    assert [word for word in COMPUTED[prefix] if f"{prefix}.{word}" not in WORDS["zh"]] == []


@pytest.mark.parametrize("state", ["overdue", "met_late"])
def test_the_states_that_are_told_with_days(state):
    assert label(f"state.{state}.days", "en", days=15)


def test_nothing_in_the_catalogue_is_idle():
    spoken = set.union(*map(constants, TREES.values()))
    idle = WORDS["zh"].keys() - spoken
    assert [key for key in sorted(idle) if not any(re.fullmatch(pattern, key) for pattern in PATTERNS)] == []


def test_both_languages_tell_the_same_particulars():
    def particulars(lang, key):
        return sorted({field for _, field, _, _ in Formatter().parse(WORDS[lang][key]) if field is not None})

    assert [key for key in WORDS["zh"] if particulars("zh", key) != particulars("en", key)] == []


FULL_WIDTH = re.compile(r"[，。；：（）！？]|[\u4e00-\u9fff]")
ASCII_STOPS = re.compile(r"[\u4e00-\u9fff][,;!?]")


def test_each_language_speaks_its_own_signs():
    """No English sentence with full-width punctuation, no Chinese one with ASCII commas between its words."""
    assert [words for words in WORDS["en"].values() if FULL_WIDTH.search(words)] == []
    assert [words for words in WORDS["zh"].values() if ASCII_STOPS.search(words)] == []


def test_both_catalogues_hold_the_same_keys():
    assert WORDS["zh"].keys() == WORDS["en"].keys()


def test_every_entry_has_its_words():
    assert [(lang, key) for lang, words in WORDS.items() for key, word in words.items() if not word] == []


@pytest.mark.parametrize("path", catalogues.catalogue_files(), ids=lambda path: path.parts[-3])
def test_a_catalogue_is_written_in_the_order_of_its_keys(path):
    assert path.read_bytes() == catalogues.written(catalogues.read(path))


@pytest.mark.parametrize("path", catalogues.catalogue_files(), ids=lambda path: path.parts[-3])
def test_what_the_program_reads_was_made_from_the_catalogue(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    words = WORDS[path.parts[-3]]
    assert {key: compiled.gettext(key) for key in words} == words


def test_there_are_two_languages():
    assert set(CATALOGUES) == set(LANGS)
    assert get_args(parkledger.base.words.Lang) == LANGS == ("zh", "en")
