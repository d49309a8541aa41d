"""JSON text: numbers stay numbers, days are ISO days, nothing in a string disturbs a terminal."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parkledger.base.lazily import Each
from parkledger.compute.duties import duties
from parkledger.compute.status import overdue, status
from parkledger.compute.zero import zero
from parkledger.render.json_text import dump, dumps
from parkledger.render.json_values import duties_json, overdue_json, status_json, zero_json
from render.values import HOSTILE

DAY = date(2023, 11, 15)


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE.values()], ids=HOSTILE)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_hostile_text_is_escaped_and_comes_back_as_it_was(text, ascii_only):
    said = dumps({text: [text]}, ascii_only=ascii_only)
    assert json.loads(said) == {text: [text]}
    assert all(c == "\n" or " " <= c < "\x7f" or (not ascii_only and c > "\xa0") for c in said)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_every_value_comes_back_as_it_was(value):
    assert json.loads(dumps(value)) == value
    assert dumps(value, ascii_only=True).isascii()


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.none() | st.booleans() | NUMBERS | st.text('甲a"\\\n', max_size=3)


@given(st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(st.text("乙b", max_size=2), inner)))
def test_the_text_is_that_of_the_library(value):
    assert dumps(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_what_is_written_is_made_while_it_is_written():
    """A million cases stand neither in memory nor in one text."""
    alive, written = [], []
    values = Each(range(50_000), lambda number: alive.append(number) or {"n": number})
    dump({"items": values}, lambda text: written.append((len(alive), len(text))))
    assert len(written) > 10
    assert written[0][0] < 10_000


def test_chinese_is_readable_where_the_output_can_say_it():
    assert dumps({"单位": "区工业局"}) == '{\n  "单位": "区工业局"\n}'


def test_whole_numbers_are_integers_and_days_are_iso(jinnan):
    told = status_json(status(jinnan, DAY), DAY)
    criteria = {one["id"]: one for task in told["plans"][0]["tasks"] for one in task["criteria"]}
    late = criteria["5.2"]
    assert (late["from"], late["to"], late["actual"], late["due"]) == (36, 0, 4, "2023-10-31")
    assert type(late["actual"]) is int
    assert told["as_of"] == "2023-11-15"


def test_every_answer_is_plain_json(jinnan):
    for told in (
        status_json(status(jinnan, DAY), DAY),
        overdue_json(overdue(jinnan, DAY), DAY),
        zero_json(zero(jinnan, DAY), DAY),
        duties_json(duties(jinnan, DAY), DAY),
    ):
        assert json.loads(dumps(told)) == told


def test_a_duty_that_is_met_by_nothing_has_lists_not_tuples(jinnan):
    told = duties_json(duties(jinnan, DAY), DAY)
    assert all(one["missing"] == [*one["missing"]] for one in told["items"])
