"""Wrong command lines: exit code 2, one sentence in the language of whoever typed it, the form, the help."""

import pytest
import typer

from cli.program import JINNAN, run
from cli.tiny import tiny
from parkledger.cli import language
from parkledger.cli.commands import MODULES
from parkledger.cli.main import app

ZH = {
    "statu": "没有命令 statu；是不是 status？",
    "nosuch": "没有命令 nosuch",
    "--nosuch": "没有选项 --nosuch",
    "--data d status": "选项 --data 要写在命令之后，如 parkledger check --data …",
    "status --formt json": "没有选项 --formt；是不是 --format？",
    "status -x": "没有选项 -x",
    "status --format xml": "--format 不能是 xml，可以是 table、json",
    "status --format jsn": "--format 不能是 jsn，可以是 table、json；是不是 json？",
    "overdue --lang fr": "--lang 不能是 fr，可以是 zh、en",
    "overdue --as-of": "选项 --as-of 后面要写一个值",
    "overdue --as-of --fail": "选项 --as-of 后面要写一个值",
    "overdue --fail=no": "选项 --fail 后面不写值",
    "status a b": "多写了 b",
    "audit a b c": "多写了 b c",
    "report": "缺少 种类",
    "schema": "缺少 种类",
    "init": "缺少 文件夹",
    "show": "缺少 企业",
}
EN = {
    "statu": "there is no command statu; did you mean status?",
    "--data d status": "the option --data stands behind a command, as in parkledger check --data …",
    "status --formt json": "there is no option --formt; did you mean --format?",
    "status --format jsn": "--format cannot be jsn; it may be table, json; did you mean json?",
    "overdue --as-of": "the option --as-of needs a value",
    "overdue --fail=no": "the option --fail takes no value",
    "audit a b c": "not expected here: b c",
    "report": "KIND is missing",
}
BOTH = [(line, "zh", said) for line, said in ZH.items()] + [(line, "en", said) for line, said in EN.items()]


@pytest.mark.parametrize(("line", "lang", "said"), BOTH)
def test_what_is_said(line, lang, said):
    answer = run(*line.split(), env={"PARKLEDGER_LANG": lang})
    assert (answer.code, answer.out) == (2, "")
    first, form, where = answer.err.splitlines()
    assert first == said
    command = " ".join(("parkledger", *(word for word in line.split()[:1] if word in MODULES)))
    assert form.startswith({"zh": f"用法：{command} [选项]", "en": f"usage: {command} [OPTIONS]"}[lang])
    assert where == {"zh": f"说明：{command} -h", "en": f"help: {command} -h"}[lang]


@pytest.mark.parametrize("command", MODULES)
@pytest.mark.parametrize("wrong", ["--nosuch", "--lang=fr", "--lang", "a b c d e"])
def test_no_word_of_the_parser_is_left_in_chinese(command, wrong):
    answer = run(command, *wrong.split())
    assert (answer.code, answer.out) == (2, "")
    for word in ("Error", "Usage", "Try", "No such", "Invalid", "Missing", "requires", "Value", "OPTIONS"):
        assert word not in answer.err


def test_a_value_that_no_converter_takes_is_said_with_the_parsers_reason():
    """No option of today can fail in this way; one of tomorrow may."""
    from parkledger.cli.usage import lines

    days = next(one for one in typer.main.get_command(app).commands["status"].params if one.name == "as_of")
    wrong = typer.BadParameter("not a number", param=days)
    assert lines(wrong, "zh") == ("日期 的值用不了：not a number",)
    assert lines(typer.BadParameter("no"), "en") == ("the command line cannot be used: no",)


class TestLanguage:
    """As everywhere: asked for, the environment, the ledger's, the locale's."""

    def said(self, *args, **env):
        answer = run("status", "--nosuch", *args, env={"PARKLEDGER_LANG": None} | env)
        assert answer.code == 2
        return answer.err.splitlines()[0]

    @pytest.fixture(autouse=True)
    def english(self, monkeypatch, tmp_path):
        monkeypatch.setattr(language.locale, "getlocale", lambda: ("en_US", "UTF-8"))
        monkeypatch.chdir(tmp_path)

    def test_asked_for_wherever_it_stands(self):
        assert self.said("--lang", "zh") == "没有选项 --nosuch"
        assert self.said("--lang=zh") == "没有选项 --nosuch"
        assert run("status", "--lang", "zh", "--nosuch").err.startswith("没有选项")
        assert self.said("--lang", "en", PARKLEDGER_LANG="zh") == "there is no option --nosuch"

    def test_the_environment(self):
        assert self.said(PARKLEDGER_LANG="zh") == "没有选项 --nosuch"

    def test_the_ledgers(self, tmp_path, monkeypatch):
        assert self.said("--data", JINNAN) == "没有选项 --nosuch"
        assert self.said(f"--data={tiny(tmp_path)}") == "没有选项 --nosuch"
        monkeypatch.chdir(JINNAN.parent)
        assert self.said() == "没有选项 --nosuch"

    def test_else_the_locales(self, monkeypatch):
        assert self.said() == "there is no option --nosuch"
        assert self.said("--data", "nowhere") == "there is no option --nosuch"
        monkeypatch.setattr(language.locale, "getlocale", lambda: ("zh_CN", "UTF-8"))
        assert self.said() == "没有选项 --nosuch"

    def test_the_chinese_locale_of_the_environment_holds_where_it_is_not_installed(self, monkeypatch):
        monkeypatch.delenv("LC_ALL", raising=False)
        monkeypatch.delenv("LC_MESSAGES", raising=False)
        monkeypatch.setenv("LANG", "zh_CN.UTF-8")
        assert self.said() == "没有选项 --nosuch"

    def test_a_ledger_that_cannot_be_read_is_no_fault(self, tmp_path):
        data = tiny(tmp_path, ledger="language: [\x00")
        assert self.said("--data", data) == "there is no option --nosuch"


def test_a_plan_that_there_is_not_is_said_with_the_nearest():
    answer = run("status", "jinan-2021", "--data", JINNAN)
    assert answer.code == 2
    assert answer.err == "没有名为“jinan-2021”的方案，是不是 jinnan-2021？现有：jinnan-2021\n"


def test_what_is_typed_reaches_no_terminal_raw():
    answer = run("status", "--no\x1b[31m\u202e", "--lang", "zh")
    assert answer.err.startswith("没有选项 --no\\x1b[31m\\u202e\n")


def test_every_argument_has_a_name_in_capitals():
    """It is what a sentence calls it, and what stands in the help."""
    program = typer.main.get_command(app)
    for command in program.commands.values():
        for one in command.params:
            if one.param_type_name == "argument":
                assert one.metavar, (command.name, one.name)
                assert one.metavar == one.metavar.upper()
