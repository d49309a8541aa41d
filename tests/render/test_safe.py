"""Text from data made safe: nothing in a file reaches a terminal or a cell as a control."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parkledger.render import safe
from parkledger.render.safe import one_line, visible
from render.values import HOSTILE


@pytest.mark.parametrize(("text", "safe"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hidden_is_shown_and_what_is_not_stays(text, safe):
    assert visible(text) == one_line(text) == safe


@pytest.mark.parametrize(
    "text", ["", "津南区", "“散乱污”（集聚区）——", "☃ 𠮷 é", "a b\tc\nd", "\\x1b", "100％"]
)
def test_ordinary_text_is_left_alone(text):
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("上午\n下午", "上午 下午"),
        ("a\r\nb", "a b"),
        ("a\tb", "a b"),
        ("a\rb", "a\\x0db"),
        ("a\x0bb", "a\\x0bb"),
    ],
)
def test_one_line_is_one_line(text, line):
    assert one_line(text) == line


def test_whatever_is_to_be_hidden_is_looked_for():
    """A printable text is not searched: no character that is to be hidden slips through by being printable."""
    hidden = re.findall(safe.HIDDEN, "".join(map(chr, range(0x110000))))
    assert len(hidden) > 2000
    assert [character for character in hidden if visible(character) == character] == []


@given(st.text(st.characters(exclude_categories=()), max_size=40))
@example("\U000e0041")
@example("\U0001fffe")
def test_no_control_format_or_surrogate_is_left(text):
    """Cc and Cs are controls and surrogates; of the format characters those that hide or turn text."""
    left = one_line(text)
    assert not {unicodedata.category(c) for c in left} & {"Cc", "Cs", "Zl", "Zp"}
    assert not any(
        unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI"} for c in left
    )


@given(st.text(max_size=60))
def test_making_safe_twice_changes_nothing_more(text):
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(max_size=60))
def test_different_texts_that_are_visible_stay_different(text):
    assert visible(text + "x") == visible(text) + "x"
