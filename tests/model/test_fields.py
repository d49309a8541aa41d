"""Field types: one function each from text to value."""

import re

import pytest
from pydantic_core import PydanticCustomError

from parkledger.model import fields


def test_no_control_slips_through_by_being_printable():
    """A printable text is not searched for controls."""
    controls = re.findall(fields._CONTROL, "".join(map(chr, range(0x110000))))
    assert len(controls) > 2000
    assert [character for character in controls if character.isprintable()] == []


@pytest.mark.parametrize("text", ["津南区\x1b[31m", "a\u202eb", "a\ufffeb", "\x00"])
def test_a_control_is_a_fault(text):
    with pytest.raises(PydanticCustomError) as fault:
        fields.as_text(text)
    assert fault.value.type == "control"


@pytest.mark.parametrize("text", ["", "津南区", "两行\n一格\t", "全角\u3000空格", "𠮷 é ☃"])
def test_ordinary_text_stays(text):
    assert fields.as_text(text) == text


@pytest.mark.parametrize(("text", "number"), [("-0", "0"), ("-0.00", "0.00"), ("-1.50", "-1.50"), ("0.0", "0.0")])
def test_zero_has_no_sign_and_every_amount_its_digits(text, number):
    assert str(fields.as_amount(text)) == number
