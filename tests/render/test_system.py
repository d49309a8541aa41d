"""Reasons that the system or the parser of YAML gives in English are said in the language of whoever reads them."""

import errno
import os

import pytest
import yaml

from cli.program import run
from parkledger.render.system import _SYSTEM, reason_words


@pytest.mark.parametrize("code", _SYSTEM)
def test_each_reason_of_the_system_has_words_in_both_languages(code):
    chinese, english = (reason_words(os.strerror(code), lang) for lang in ("zh", "en"))
    assert not chinese.isascii()
    assert english.isascii()


@pytest.mark.parametrize(
    "text",
    ["a: b: c\n", "a:\nb\n", "- a\nb: c\n", "a: [b, c\nd: e\n", "a: {b: c\nd: [\n", "a: %b\n", "a: @b\n", "a: 'b\n"],
)
def test_what_the_parser_finds_is_told_in_chinese(text):
    with pytest.raises(yaml.MarkedYAMLError) as failure:
        list(yaml.parse(text, Loader=yaml.CSafeLoader))
    assert not reason_words(failure.value.problem, "zh").isascii()


def test_what_nobody_has_words_for_stays_as_it_is():
    assert reason_words("nobody knows", "zh") == "nobody knows"


def test_a_file_that_cannot_be_written_is_told_in_chinese(tmp_path):
    (tmp_path / "file").touch()
    answer = run("merge-csv", tmp_path / "nowhere", tmp_path / "file", tmp_path / "file")
    assert answer.code == 2
    assert answer.err.endswith("找不到这个文件或文件夹\n")
    assert os.strerror(errno.ENOENT) not in answer.err
