"""Bytes to text: UTF-8 with or without a byte order mark, else GB18030, else a finding."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkledger.read.texts import decode, read_bytes
from support.found import at, found
from support.trees import MemoryTree


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        ("东泥沽".encode(), "东泥沽"),
        ("东泥沽".encode("utf-8-sig"), "东泥沽"),
        ("𠮷".encode(), "𠮷"),
        (b"id,name\r\n", "id,name\r\n"),
    ],
)
def test_utf_8_is_read_with_and_without_a_byte_order_mark(raw, text):
    assert decode(raw, "t.csv") == (text, ())


@pytest.mark.parametrize("name", ["东泥沽", "䶮园", "𠮷田作坊", "镕炼厂", "€"])
def test_gb18030_is_read_with_a_finding_whatever_characters_gbk_lacks(name):
    text, findings = decode(f"id,name\n1,{name}\n".encode("gb18030"), "t.csv")
    assert text == f"id,name\n1,{name}\n"
    assert at(findings) == ["1:1 PL102"]


def test_gbk_words_that_are_valid_utf_8_are_told_by_what_the_file_should_hold():
    raw = "目录,备注\n".encode("gbk")
    assert decode(raw[:4], "t.csv") == ("Ŀ¼", ())
    text, findings = decode(raw[:4], "t.csv", lambda text: "目录" in text)
    assert text == "目录"
    assert at(findings) == ["1:1 PL102"]


def test_text_that_makes_sense_in_neither_encoding_stays_utf_8():
    assert decode("编号".encode(), "t.csv", lambda text: False) == ("编号", ())


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"id,name\n1,\xff\xff\n", 2),
        ("编号,名称\n1,甲\n2,".encode("gbk") + b"\xb6\xff\n", 3),
        ("编号,名称\n1,甲\n2,".encode() + b"\xff\xff\n", 3),
        ("编号,名称\n".encode("utf-16"), 1),
    ],
    ids=["ascii", "gbk", "utf-8", "utf-16"],
)
def test_bytes_of_neither_encoding_are_found_on_their_line(raw, line):
    text, findings = decode(raw, "t.csv")
    assert text is None
    assert at(findings) == [f"{line}:1 PL103"]
    assert findings[0].args == {"line": str(line)}


def test_a_file_that_is_not_there_is_a_finding():
    raw, findings = read_bytes(MemoryTree({}), "parks/p.yaml")
    assert raw is None
    assert found(findings) == ["parks/p.yaml:1:1 PL101"]
    assert read_bytes(MemoryTree({"a": b"x"}), "a") == (b"x", ())


@given(st.binary() | st.text().map(lambda text: text.encode("gb18030", "ignore")))
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_it_raise(raw):
    for sensible in (lambda text: True, lambda text: False, lambda text: "编" in text):
        text, findings = decode(raw, "t.csv", sensible)
        assert text is not None or findings


@given(st.text(alphabet=st.characters(codec="utf-8")).filter(lambda text: not text.startswith("\ufeff")))
@settings(max_examples=200, deadline=None)
def test_utf_8_is_never_taken_for_anything_else(text):
    assert decode(text.encode(), "t.csv") == (text, ())
