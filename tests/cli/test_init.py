"""init: a new ledger, on which the other commands run at once; nothing that exists is ever changed."""

from pathlib import Path

import pytest
import yaml

from cli.program import DATA, DAY, ask, run
from parkledger.write.init import example_names

FOLDERS = ["enterprises", "filings", "indicators", "inspections", "parks", "plans", "schemas"]


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_empty_ledger(tmp_path):
    made = run("init", tmp_path / "new")
    data = tmp_path / "new/data"
    assert (made.code, made.err) == (0, "")
    assert made.out.splitlines() == [
        f"已建立台账：{data}",
        f"下一步：cd {tmp_path}/new · parkledger check · parkledger status",
        "纳入 git：在该文件夹里 git init · git add -A · git commit -m 建立台账",
        '合并名册：每个仓库设一次 git config merge.parkledger.driver "parkledger merge-csv %O %A %B %P"',
    ]
    assert sorted(path.name for path in data.iterdir() if path.is_dir()) == FOLDERS
    schemas = {f"schemas/{kind}.json" for kind in ("ledger", "park", "plan")}
    assert contents(data).keys() == {"ledger.yaml", ".gitattributes", *schemas}


def test_what_it_says_to_do_next_works(tmp_path, monkeypatch):
    run("init", tmp_path / "new")
    monkeypatch.chdir(tmp_path / "new")
    check, status = run("check", "--as-of", DAY), run("status", "--as-of", DAY)
    assert (check.code, check.out) == (0, "没有发现问题\n")
    assert status.code == 0
    told = "还没有方案：请在 data/plans/ 写一份方案（docs/zh/plan-format.md），或 parkledger init --example\n"
    assert (check.err, status.err) == (told, told)
    english = run("status", "--as-of", DAY, "--lang", "en").err
    assert english.startswith("there is no plan yet: write one in data/plans/")


def test_the_example_is_the_repositorys_own_campaign_with_its_settings(tmp_path):
    assert run("init", tmp_path / "demo", "--example", "jinnan-2021").code == 0
    made, repository = contents(tmp_path / "demo/data"), contents(DATA)
    settings = [yaml.safe_load(files.pop("ledger.yaml"))["settings"] for files in (made, repository)]
    shared = {path for path in repository if path.startswith("schemas/")} | {".gitattributes"}
    own = shared | {path for path in repository if Path(path).stem.startswith("jinnan")}
    assert made == {path: repository[path] for path in own}
    assert settings[0] == {"jinnan-2021": settings[1]["jinnan-2021"]}


@pytest.mark.parametrize("name", example_names())
def test_every_campaign_of_the_repository_is_an_example_without_an_error(name, tmp_path):
    assert run("init", tmp_path / "demo", "--example", name).code == 0
    for command in ("check", "status", "overdue", "zero", "duties", "units"):
        assert ask(command, data=tmp_path / "demo/data").code == 0


def test_check_and_status_run_on_the_example(tmp_path, monkeypatch):
    run("init", tmp_path / "demo", "--example", "jinnan-2021")
    monkeypatch.chdir(tmp_path / "demo")
    check = run("check", "--as-of", "2024-06-30")
    assert (check.code, check.out) == (0, "没有发现问题（另有 36 个已豁免：--show-waived）\n")
    assert run("status", "--as-of", DAY).out == ask("status").out


def test_an_empty_folder_will_do(tmp_path):
    assert run("init", tmp_path).code == 0


@pytest.mark.parametrize("name", ["letter.txt", ".hidden", "data"])
def test_a_folder_that_holds_anything_is_refused_and_not_changed(name, tmp_path):
    (tmp_path / name).write_text("mine", "utf-8")
    answer = run("init", tmp_path, "--example", "jinnan-2021")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"{tmp_path} 已存在且不是空文件夹，没有改动\n"
    assert contents(tmp_path) == {name: b"mine"}


def test_a_file_is_refused_and_not_changed(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("mine", "utf-8")
    assert run("init", file).code == 2
    assert run("init", file / "below").code == 2
    assert file.read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["jinnan", "nosuch", "../data", ""])
def test_an_unknown_example_is_told_which_there_are(name, tmp_path):
    answer = run("init", tmp_path / "new", "--example", name)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"没有名为“{name}”的示例。现有：{'、'.join(example_names())}\n"
    assert not (tmp_path / "new").exists()


def test_english(tmp_path):
    answer = run("init", tmp_path / "new", "--lang", "en")
    assert answer.out.splitlines()[0] == f"ledger made: {tmp_path}/new/data"


def test_a_name_that_holds_an_escape_is_shown_escaped(tmp_path):
    answer = run("init", tmp_path / "\x1b[31mred")
    assert answer.code == 0
    assert "\x1b" not in answer.out
    assert "\\x1b[31mred" in answer.out


def test_the_yaml_files_name_schemas_that_are_there(tmp_path):
    """Editors complete and check them without a network."""
    assert run("init", tmp_path / "demo", "--example", "jinnan-2021").code == 0
    data = tmp_path / "demo/data"
    for path in data.rglob("*.yaml"):
        first = path.read_text("utf-8").partition("\n")[0]
        assert (path.parent / first.removeprefix("# yaml-language-server: $schema=")).is_file(), path
