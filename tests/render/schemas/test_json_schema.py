"""The JSON Schemas accept what the ledger accepts and refuse what it refuses, as far as the shape goes.

Beyond a schema's reach are two codes: an id that stands twice (PL212), and a plan that asks for a proof of which it
has no standard (PL213).
"""

import copy
import json
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main as check_jsonschema_command
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic_core import PydanticCustomError, ValidationError

from parkledger.base.deadlines import STANDING_WORDS, UNSCHEDULED_WORDS
from parkledger.base.periods import CHINESE
from parkledger.base.tree import FolderTree
from parkledger.model import fields
from parkledger.model.fields import Parsed
from parkledger.model.ledger import LedgerFile
from parkledger.model.notes import Column
from parkledger.model.plan import Plan
from parkledger.model.validator import validator_of
from parkledger.read.yaml_text import parse_yaml
from parkledger.render.schemas import patterns
from parkledger.render.schemas.forms import form_of
from parkledger.render.schemas.json_schema import ledger_schema, park_schema, plan_schema
from test_findings import laid_out

ROOT = Path(__file__).parents[3]
DATA = ROOT / "data"
FIXTURES = ROOT / "tests/findings"
PLAN = Draft202012Validator(plan_schema())
LEDGER = Draft202012Validator(ledger_schema())
BEYOND = ("PL212", "PL213")


def check_jsonschema(schema, *files):
    return CliRunner().invoke(check_jsonschema_command, ["--schemafile", *map(str, (schema, *files))])


@pytest.mark.parametrize("make", [plan_schema, ledger_schema, park_schema])
def test_it_is_valid_against_its_meta_schema(make):
    Draft202012Validator.check_schema(make())


@pytest.mark.parametrize(("kind", "pattern"), [("plan", "plans/*"), ("park", "parks/*"), ("ledger", "ledger")])
def test_every_example_file_passes_and_names_its_schema(kind, pattern):
    files = sorted(DATA.glob(f"{pattern}.yaml"))
    assert files
    done = check_jsonschema(DATA / f"schemas/{kind}.json", *files)
    assert done.exit_code == 0, done.output
    for file in files:
        marker, _, named = file.read_text("utf-8").partition("\n")[0].partition("$schema=")
        assert marker == "# yaml-language-server: "
        assert (file.parent / named).resolve() == DATA / f"schemas/{kind}.json"


def shape_faults():
    """Each fixture whose plan fails its shape."""
    for folder in sorted(FIXTURES.glob("PL2*")):
        for file in folder.glob("plans/*.yaml"):
            if folder.name.partition("-")[0] not in BEYOND:
                yield f"{folder.name}/{file.relative_to(folder)}"


def test_every_shape_code_of_plans_is_among_them():
    assert {one.partition("/")[0] for one in shape_faults()} >= {
        "PL201", "PL202", "PL203", "PL205", "PL206", "PL209", "PL211",
    }  # fmt: skip


@pytest.mark.parametrize("fixture", list(shape_faults()))
def test_every_plan_that_fails_its_shape_fails_the_schema(fixture, tmp_path):
    """As an editor sees it: through check-jsonschema, which types scalars as YAML 1.2 does."""
    folder, _, file = fixture.partition("/")
    done = check_jsonschema(DATA / "schemas/plan.json", laid_out(folder, tmp_path) / file)
    assert done.exit_code == 1, done.output


@pytest.mark.parametrize("wrong", ["language: fr", "languages: zh", "files: [a]", "settings: 3"])
def test_so_does_a_ledger_file(wrong, tmp_path):
    (tmp_path / "ledger.yaml").write_text(f"timezone: Asia/Shanghai\n{wrong}\n", "utf-8")
    assert check_jsonschema(DATA / "schemas/ledger.json", tmp_path / "ledger.yaml").exit_code == 1


def test_parks_take_the_columns_that_the_plan_declares_and_no_others():
    parks = yaml.safe_load((FIXTURES / "PL201-park/parks/mini.yaml").read_text("utf-8"))
    assert Draft202012Validator(park_schema()).is_valid(parks)
    assert not Draft202012Validator(park_schema([])).is_valid(parks)
    area = [Column.model_validate({"key": "area", "title": "面积", "type": "amount"})]
    assert Draft202012Validator(park_schema(area)).is_valid(parks)


TYPES = {
    "due": (fields.as_deadline, patterns.deadline()),
    "day": (fields.as_day, patterns.day()),
    "moment": (fields.as_moment, patterns.moment()),
    "rhythm": (fields.as_every, patterns.rhythm()),
    "count": (fields.as_count, patterns.count()),
    "amount": (fields.as_amount, patterns.amount()),
    "name": (fields.as_name, patterns.name()),
}


def accepts(parse, text):
    try:
        parse(text)
    except PydanticCustomError:
        return False
    return True


YEARS = st.sampled_from(["2021", "2024", "2000", "1900", "0000", "9999", "202", "20211"])
NUMBERS = st.integers(0, 40).map(str) | st.integers(0, 12).map("{:02d}".format)
PARTS = st.sampled_from(
    ["年", "月", "日", "底", "末", "前", "之", "年底", "季度", "第", "一", "四", "Q", "Q3", "-", "/", ".", "至", "－"]
)
DATES = st.builds("{0}{1}{2}{1}{3}".format, YEARS, st.sampled_from("-/."), NUMBERS, NUMBERS)
CHINESE_DATES = st.builds("{}年{}月{}日{}".format, YEARS, NUMBERS, NUMBERS, st.sampled_from(["", "前", "之前"]))
PIECES = st.lists(YEARS | NUMBERS | PARTS, max_size=6).map("".join)
RHYTHMS = ("month", "half_month", "每10天", "0天", "12 个月")
WORDS = st.sampled_from([*STANDING_WORDS, *UNSCHEDULED_WORDS, *CHINESE, *RHYTHMS])
CLOCKS = st.sampled_from([" 12:30", "T23:59", " 24:00", " 9:05", "12:30"])
TIMES = st.builds("{}{}".format, DATES, CLOCKS)
TEXTS = DATES | CHINESE_DATES | PIECES | WORDS | TIMES | st.text(max_size=8) | st.decimals(allow_nan=False).map(str)


@given(TEXTS, st.sampled_from(["", " ", "\n"]))
@settings(max_examples=300)
@pytest.mark.parametrize("kind", TYPES)
def test_a_pattern_accepts_the_texts_that_its_field_type_accepts(kind, text, blank):
    parse, pattern = TYPES[kind]
    schema = Draft202012Validator(form_of(Parsed(parse)) | {"type": "string"})
    written = text + blank
    assert schema.is_valid(written) == accepts(parse, written), (written, pattern)


@given(TEXTS)
@settings(max_examples=200)
@pytest.mark.parametrize("parse", [one for one, _ in TYPES.values()] + [fields.as_flag, fields.as_text, fields.as_cell])
def test_what_the_field_type_accepts_without_quotes_passes_however_an_editor_types_it(parse, text):
    """``2.1`` is a number there, ``2021`` a whole number, ``no`` a truth value in YAML 1.1 and a text in 1.2."""
    source, _ = parse_yaml(f"a: {text}", "x.yaml")
    if source is None or not isinstance(source.data.get("a"), str) or not accepts(parse, source.data["a"]):
        return
    try:
        typed = yaml.safe_load(f"a: {text}")["a"]
    except (ValueError, yaml.YAMLError):  # a day that does not exist, a lone =: newer versions of YAML read texts
        typed = source.data["a"]
    schema = Draft202012Validator(form_of(Parsed(parse)))
    if isinstance(typed, bool | int | str):
        assert schema.is_valid(typed) or _sexagesimal(text) or (parse in UNTYPED and not isinstance(typed, str))


UNTYPED = (fields.as_day, fields.as_moment, fields.as_every)
"""Types whose texts are never numbers in YAML 1.2."""


def _sexagesimal(text):
    """YAML 1.1 reads ``12:30`` as a number of seconds, ``012`` as octal and ``1_0`` as 10: no editor does so today."""
    return ":" in text or "_" in text or text.lstrip("+-").startswith("0")


BASE = parse_yaml(
    (FIXTURES / "_base/plans/mini-2024.yaml").read_text("utf-8").replace("settings.look_every", "month"), "x"
)[0].data
VALUES = st.sampled_from(
    ["", " ", "x", "2021-06-30", "2021-06-31", "2021年底", "长期坚持", "3", "-3.5", "1e3", "true", "maybe", "month",
     "parks", "quota", "\x1b", "a\nb", None, [], {}, ["x"], [None], {"x": "y"}, {"x": ["y"]}, [["x"]], {"": "x"}]
)  # fmt: skip
"""Values as the reader hands them on: texts, nothing, lists and mappings."""
KEYS = st.sampled_from(["id", "due", "lead", "leed", "quota", "milestone", "qualitative", "where", "title", "kind"])


def places(value):
    """Every mapping and list with a key or a place of it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from places(inner)


@st.composite
def changed_plans(draw):
    plan = copy.deepcopy(BASE)
    for _ in range(draw(st.integers(1, 2))):
        holder, key = draw(st.sampled_from(list(places(plan)) or [(plan, "title")]))
        match draw(st.sampled_from(["put", "put", "drop", "add"])):
            case "put":
                holder[key] = copy.deepcopy(draw(VALUES))
            case "drop":
                holder.pop(key, None) if isinstance(holder, dict) else holder.pop(key)
            case _ if isinstance(holder, dict):
                holder[draw(KEYS)] = copy.deepcopy(draw(VALUES))
    return plan


def faults(schema, data):
    """What the validator says of a document."""
    try:
        validator_of(schema).validate_python(data)
    except ValidationError as error:
        return [(one["type"], one["loc"]) for one in error.errors(include_url=False)]
    return []


def sound(schema, data):
    return not faults(schema, data)


@given(changed_plans())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_a_plan_passes_the_schema_when_its_validator_passes_it(plan):
    refused = [(one.message[:200], list(one.absolute_path)) for one in PLAN.iter_errors(plan)]
    assert bool(refused) == bool(faults(Plan, plan)), (refused, faults(Plan, plan))


@pytest.mark.parametrize("place", ["effective_on", "tasks", "tasks/0/criteria/0/due", "tasks/0/lead/0"])
def test_a_value_may_be_left_to_the_settings(place):
    plan = copy.deepcopy(BASE)
    *trail, last = (int(step) if step.isdigit() else step for step in place.split("/"))
    holder = plan
    for step in trail:
        holder = holder[step]
    holder[last] = "settings.something"
    PLAN.validate(plan)
    holder[last] = {"settings": "x"}
    assert not PLAN.is_valid(plan)


@given(st.dictionaries(st.sampled_from(["timezone", "language", "files", "settings", "x"]), VALUES, max_size=3))
def test_a_ledger_file_passes_the_schema_when_its_validator_passes_it(data):
    """But for time zones that do not exist, and for choices with blanks around them, which only a reader strips."""
    if "timezone" not in data and data.get("language") != " ":
        assert LEDGER.is_valid(data) == sound(LedgerFile, data)


def test_every_key_is_told_in_both_languages():
    def words(value):
        if isinstance(value, dict):
            if isinstance(value.get("properties"), dict):
                yield from ((key, inner.get("title", "")) for key, inner in value["properties"].items())
            for inner in value.values():
                yield from words(inner)

    told = list(words(plan_schema()))
    assert len(told) > 200
    assert [key for key, title in told if " / " not in title or "schema." in title] == []


def test_the_plan_of_the_base_is_sound():
    assert sound(Plan, BASE)
    assert FolderTree(FIXTURES / "_base").exists("plans/mini-2024.yaml")
    assert json.loads((DATA / "schemas/plan.json").read_text("utf-8")) == plan_schema()
