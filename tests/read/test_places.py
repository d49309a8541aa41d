"""Where a byte stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parkledger.read import places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"", []),
        (b"a", []),
        (b"\n", [0]),
        (b"ab\ncd\n", [2, 5]),
        (b"one line of many bytes\nand another\n", [22, 34]),
        (b"\n\n\n\n\n\n\n\n\n", [*range(9)]),
    ],
)
def test_line_ends(text, found):
    assert places.places_of(np.frombuffer(text, np.uint8), 0x0A).tolist() == found


@given(st.binary(max_size=200), st.sampled_from([0, 1, 0x0A, 0xFF]))
def test_are_those_that_a_look_at_each_byte_finds(text, byte):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "PIECE", 32)
        found = places.places_of(np.frombuffer(text, np.uint8), byte).tolist()
    assert found == [place for place, one in enumerate(text) if one == byte]


@given(st.binary(max_size=200), st.sampled_from([0, 0x22, 0xFF]))
def test_a_search_finds_the_same_places_few_or_many(text, byte):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "FEW", 2)
        found = places.few_places_of(text, byte).tolist()
    assert found == [place for place, one in enumerate(text) if one == byte]
