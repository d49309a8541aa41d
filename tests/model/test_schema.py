"""Values of schemas: frozen, compared by what they hold, made by hand as well as by the validator."""

from decimal import Decimal

import pytest

from parkledger.model.criteria import Milestone, Quota
from parkledger.model.fields import Name
from parkledger.model.notes import Band, Lights
from parkledger.model.rows import EnterpriseRow
from parkledger.model.schema import Schema, key
from parkledger.model.validator import validator_of

BAND = Band(light="yellow", behind=Decimal(10))


def judged(schema, data):
    return validator_of(schema).validate_python(data)


def test_a_value_made_by_hand_is_the_one_that_is_judged():
    assert judged(Band, {"light": "yellow", "behind": "10"}) == BAND
    assert repr(BAND) == "Band(light='yellow', behind=Decimal('10'), more=False)"


def test_values_are_equal_that_hold_the_same_and_are_of_one_schema():
    assert BAND.replaced(more=True) != BAND
    assert Milestone(evidence="x") != "x"

    class Other(Schema):
        evidence: Name

    assert Other(evidence="x") != Milestone(evidence="x")
    assert len({BAND, Band(light="yellow", behind=Decimal(10)), BAND.replaced(light="red")}) == 2


def test_nothing_is_changed_afterwards():
    with pytest.raises(AttributeError, match="Band is frozen: light"):
        BAND.light = "red"
    with pytest.raises(AttributeError, match="Band is frozen: light"):
        del BAND.light


def test_what_is_replaced_leaves_the_value_as_it_was():
    assert BAND.replaced(light="red") == Band(light="red", behind=Decimal(10))
    assert BAND.light == "yellow"


@pytest.mark.parametrize(
    ("values", "said"),
    [({"light": "red"}, "Band needs behind"), ({"light": "red", "behind": 1, "hue": 2}, "Band has no hue")],
)
def test_a_value_with_other_keys_is_refused(values, said):
    with pytest.raises(TypeError, match=said):
        Band(**values)


def test_a_key_knows_its_default_and_its_title():
    note = EnterpriseRow.keys_of["note"]
    assert (note.default, note.title, note.is_required()) == ("", "备注", False)
    assert EnterpriseRow.keys_of["id"].is_required()
    assert not Lights.keys_of["bands"].title


def test_a_word_of_python_is_written_without_its_underline():
    quota = judged(Quota, {"of": "enterprises", "from": "124", "to": "0"})
    assert quota.from_ == 124
    assert Quota.keys_of["from_"].alias == "from"
    assert Quota.keys_of["to"].alias is None


def test_a_schema_has_the_keys_of_the_one_that_it_extends():
    class Wider(Band):
        hue: Name = key(default="", title="色")

    assert list(Wider.keys_of) == ["light", "behind", "more", "hue"]
    assert Wider(light="red", behind=Decimal(1)).hue == ""
    assert list(Band.keys_of) == ["light", "behind", "more"]
