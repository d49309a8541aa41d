"""Texts are measured and folded as rich does it, without rich where that is certain."""

import io
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, chop_cells, get_character_cell_size, set_cell_size
from rich.console import Console
from rich.text import Text

from parkledger.render import cells

TEXTS = st.one_of(
    st.text(st.sampled_from("ab 津南，—1.-é\u3000"), max_size=40),
    st.text(st.sampled_from("ab 津南é𠮷\u3000\u0301\ufe0f☁"), max_size=24),
    st.text(max_size=12).filter(str.isprintable),
)
ROOMS = st.integers(2, 30)
KNOWN = [character for code in range(0x110000) if cells._known(character := chr(code)) is not None]


def test_the_characters_that_are_known_are_those_of_the_field():
    assert len(KNOWN) > 28_000
    assert set("津南区，。、（）《》“”—…·：；％0aZ é²≤→█") <= set(KNOWN)


@pytest.mark.parametrize("version", ["latest", "8.0.0"])
def test_each_is_as_wide_as_rich_says(version):
    differing = [one for one in KNOWN if cells.width(one) != get_character_cell_size(one, version)]
    assert differing == []


def test_none_is_a_blank_but_the_two_that_people_type():
    assert [one for one in KNOWN if re.match(r"\s", one)] == [" ", "\u3000"]


@given(TEXTS)
def test_the_width_of_a_text(text):
    assert cells.width(text) == cell_len(text)


@given(TEXTS, ROOMS)
def test_a_text_that_is_cut_or_filled_up(text, room):
    assert cells.chopped(text, room) == chop_cells(text, room)
    assert cells.sized(text, room) == set_cell_size(text, room)


@given(TEXTS.map(lambda text: text.replace("\n", " ")), ROOMS)
def test_a_text_that_is_folded(text, room):
    out = io.StringIO()
    console = Console(file=out, width=room, color_system=None, legacy_windows=False)
    lines = Text(text).wrap(console, room)
    assert cells.folded(text, room) == [line.plain for line in lines]


def test_rich_is_asked_for_the_others_alone():
    code = """
import sys
from parkledger.render.cells import folded
folded("示例甲厂（东园）  a word", 6)
assert not [name for name in sys.modules if name.startswith("rich")]
folded("a\\u0301 𠮷", 6)
assert "rich.cells" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
