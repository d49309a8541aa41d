"""Lines of a file by their numbers, in one pass, whatever ends them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parkledger.read import excerpts
from parkledger.read.csv_text import lines_of
from parkledger.read.excerpts import lines_at
from support.trees import MemoryTree

TEXTS = st.text(st.sampled_from("ab津\n\r"), max_size=60)


@example("\r\r\na", {1, 2, 3}, 1)
@given(TEXTS, st.sets(st.integers(1, 20)), st.integers(1, 7))
def test_they_are_the_lines_that_the_reader_counts(text, wanted, piece):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(excerpts, "PIECE", piece)
        found = lines_at(MemoryTree({"x.csv": text}), "x.csv", wanted)
    lines = dict(enumerate(lines_of(text), 1))
    assert {at: one for at, one in found.items() if one} == {at: lines[at] for at in wanted if lines.get(at)}


def test_gb18030_a_byte_order_mark_and_long_lines(monkeypatch):
    monkeypatch.setattr(excerpts, "MOST_LINE", 8)
    tree = MemoryTree({"a": "编号,园区".encode("gb18030"), "b": "\ufeffid\nx".encode(), "c": "x" * 100 + "\ny"})
    assert lines_at(tree, "a", {1})[1].startswith("编号,")
    assert lines_at(tree, "b", {1, 2}) == {1: "id", 2: "x"}
    assert lines_at(tree, "c", {1, 2}) == {1: "x" * 8, 2: "y"}


def test_a_file_that_cannot_be_read_has_none():
    assert lines_at(MemoryTree({}), "nowhere", {1}) == {}
