"""The help speaks one language at a time, all of it, in lines that fit the window."""

import re

import pytest
import typer

from cli.program import run
from cli.tiny import tiny
from parkledger.cli import help_texts
from parkledger.cli.commands import MODULES
from parkledger.cli.main import HELP, app
from parkledger.render.cells import width

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PROGRAM = typer.main.get_command(app)
TEXTS = [
    (place, text)
    for command in (PROGRAM, *PROGRAM.commands.values())
    for place, text in [
        *((command.name, part) for part in re.split(r"\n\s*\n", command.help or "") if part.strip()),
        *((f"{command.name} {one.name}", one.help or "") for one in command.params if "completion" not in one.name),
    ]
]
"""Every paragraph of the help of a command, and of its parameters."""
SPOKEN = [text for text in TEXTS if not text[1].startswith("    ") and text[1].strip() != "Examples:"]


@pytest.mark.parametrize(("place", "text"), SPOKEN, ids=[f"{place}: {text[:20]}" for place, text in SPOKEN])
def test_every_text_says_the_same_in_both_languages(place, text):
    text = " ".join(text.split())
    english, chinese = (help_texts.in_language(text, lang) for lang in ("en", "zh"))
    assert english
    assert not CHINESE.search(english)
    assert CHINESE.search(chinese)
    assert chinese != text


@pytest.mark.parametrize("command", ["", *MODULES])
def test_an_english_help_has_no_chinese_but_in_its_examples(command):
    lines = run(*command.split(), "--help", "--lang", "en").out.splitlines()
    assert [line for line in lines if CHINESE.search(line) and not line.startswith("      parkledger")] == []


@pytest.mark.parametrize("command", ["", *MODULES])
def test_a_chinese_help_has_a_chinese_word_for_everything(command):
    """No line of words without one: what stands alone is a name, a placeholder, an example."""
    told = run(*command.split(), "--help").out
    assert not re.search(r"[Uu]sage:|Options|Arguments|Commands|Examples|Show |default", told)


def test_what_stands_for_a_value_has_a_chinese_word():
    """But for the letters that git knows, and the ends of a range."""
    used = {
        one.metavar or one.name.upper()
        for command in PROGRAM.commands.values()
        for one in command.params
        if not getattr(one, "is_flag", False) and not list(help_texts._choices(one))
    }
    same = {one for one in used if help_texts.placeholder(one, "zh") == one}
    assert same == {"A", "B", "A..B", "%O", "%A", "%B", "%P"}


@pytest.mark.parametrize("command", ["", *MODULES])
@pytest.mark.parametrize("columns", ["80", "60"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_the_window(command, columns, lang):
    lines = run(*command.split(), "--help", "--lang", lang, env={"COLUMNS": columns}).out.splitlines()
    examples = [line for line in lines if line.startswith("      ")]
    options = [line for line in lines if "|" in line]
    wide = {line for line in lines if width(line) > int(columns)}
    assert wide <= {*examples, *options, lines[0]}


class TestLanguage:
    def test_the_option_wherever_it_stands(self):
        for args in (["--lang", "en", "--help"], ["--help", "--lang", "en"], ["status", "-h", "--lang=en"]):
            assert run(*args).out.startswith("usage: parkledger")

    def test_else_the_variable(self):
        assert run("--help", env={"PARKLEDGER_LANG": "en"}).out.startswith("usage:")
        assert run("--help").out.startswith("用法：")

    def test_else_the_ledgers(self, monkeypatch, tmp_path):
        tiny(tmp_path, ledger=("language: zh", "language: en"))
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("parkledger.cli.language.locale.getlocale", lambda: ("zh_CN", "UTF-8"))
        assert run("--help", env={"PARKLEDGER_LANG": None}).out.startswith("usage:")

    @pytest.mark.parametrize(("locale", "word"), [("en_US", "usage:"), ("zh_CN", "用法："), (None, "用法：")])
    def test_else_the_locale_where_there_is_no_ledger(self, locale, word, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("parkledger.cli.language.locale.getlocale", lambda: (locale, "UTF-8"))
        assert run("--help", env={"PARKLEDGER_LANG": None}).out.startswith(word)

    def test_one_that_there_is_not_leaves_it_to_the_locale(self, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("parkledger.cli.language.locale.getlocale", lambda: ("en_US", "UTF-8"))
        assert run("--help", "--lang", "fr", env={"PARKLEDGER_LANG": None}).out.startswith("usage:")

    def test_the_programs_own_option_is_the_commands_unless_it_has_another(self, ledger):
        def said(*args):
            return run(*args, "--data", ledger, "--as-of", "2024-06-30", env={"PARKLEDGER_LANG": None}).out

        english, chinese = said("status", "--lang", "en"), said("status", "--lang", "zh")
        assert english != chinese
        assert said("--lang", "en", "status") == english
        assert said("--lang", "en", "status", "--lang", "zh") == chinese


def test_the_list_of_commands_has_the_first_sentence_of_each_uncut():
    told = run("--help", "--lang", "en").out
    assert " ".join(help_texts.in_language(HELP, "en").split()) in " ".join(told.split())
    for name, command in PROGRAM.commands.items():
        first = next(help_texts.paragraphs(command.help, "en"))
        assert f" {name} {first} " in f" {' '.join(told.split())} ", name


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("一二三四五六七，八九", 12, ["一二三四五六", "七，八九"]),
        ("one two three", 12, ["one two", "three"]),
        ("一二三四五，六", 11, ["一二三四", "五，六"]),
        ("", 12, []),
    ],
    ids=["between characters", "between words", "no comma begins a line", "nothing"],
)
def test_where_a_line_is_broken(text, room, lines):
    assert help_texts._folded(text, room, at=0) == lines
