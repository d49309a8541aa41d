"""``--known-at``: what had been recorded at a commit or by a day, beside ``--as-of``, which is what was true."""

import pytest

from cli.program import run
from cli.tiny import DAY
from history.repos import a_repository, empty_repository, environment

ANSWERS = ["status", "overdue", "zero", "duties", "units"]


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch):
    for name, value in environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repo(tmp_path):
    """A ledger in which the exit of E-2 is written down on 10 July, and E-3 put out of the list a day later."""
    repo = a_repository(tmp_path / "repo")
    repo.change("enterprises/tiny.csv", "退出,2024-01-01,,\nE-3", "退出,2024-01-01,2024-05-20,2024-05-21\nE-3")
    repo.commit("乙社退出", on="2024-07-10 23:00 +0800")
    repo.put("enterprises/tiny.csv", "".join((repo.folder / "enterprises/tiny.csv").read_text().splitlines(True)[:-1]))
    repo.commit("名单更新", on="2024-07-11 09:00 +0800")
    return repo


def ask(repo, command, *args):
    return run(command, *args, "--data", repo.folder, "--as-of", DAY)


def left(repo, *args):
    """What criterion 3.1 (every enterprise exited) counts as left."""
    plans = ask(repo, "status", "--format", "json", *args).json["plans"]
    return next(one["actual"] for task in plans[0]["tasks"] for one in task["criteria"] if one["id"] == "3.1")


@pytest.mark.parametrize(
    ("known_at", "remaining"), [("2024-07-09", 3), ("2024-07-10", 2), ("2024-07-11", 1), ("HEAD~1", 2), ("HEAD", 1)]
)
def test_one_day_as_it_was_recorded_at_different_times(repo, known_at, remaining):
    assert left(repo, "--known-at", known_at) == remaining


def test_what_is_not_committed_is_not_recorded(repo):
    repo.change("enterprises/tiny.csv", "E-2,示例乙社", "E-9,示例乙社")
    assert ask(repo, "status", "--format", "json", "--known-at", "HEAD").json["plans"]
    assert "E-9" not in ask(repo, "zero", "--format", "json", "--known-at", "HEAD").out


@pytest.mark.parametrize("command", ANSWERS)
def test_the_answer_says_which_commit_it_is(repo, command):
    commit = repo.git("rev-parse", "HEAD~1")
    answer = ask(repo, command, "--known-at", "2024-07-10", "--format", "json")
    assert (answer.code, answer.json["known_at"]) == (0, commit)
    heading = ask(repo, command, "--known-at", "2024-07-10").out.splitlines()[0]
    assert f"据 {commit[:10]}（2024-07-10 提交）所记" in heading
    assert "known_at" not in ask(repo, command, "--format", "json").json


def test_a_report_says_so_too(repo):
    commit = repo.git("rev-parse", "HEAD~1")
    assert ask(repo, "report", "tasks", "--known-at", commit, "--format", "json").json["known_at"] == commit
    assert commit[:10] in ask(repo, "report", "tasks", "--known-at", commit).out


def test_check_names_the_file_at_the_commit(repo):
    repo.git("checkout", "-q", "HEAD~1", "--", "data")
    repo.change("enterprises/tiny.csv", "2024-05-20", "2024-05-32")
    bad = repo.commit("a slip")
    repo.change("enterprises/tiny.csv", "2024-05-32", "2024-05-20")
    repo.commit("mended")
    answer = ask(repo, "check", "--known-at", bad)
    assert answer.code == 1
    assert f"{bad[:10]}:data/enterprises/tiny.csv:3:" in answer.out
    for path, code in (("enterprises", 1), ("enterprises/tiny.csv", 1), ("parks", 0)):
        assert ask(repo, "check", repo.folder / path, "--known-at", bad).code == code
    assert ask(repo, "check", "--known-at", "HEAD").code == 0


def test_a_plan_that_came_later_is_not_there_yet(repo):
    repo.put("plans/next-2025.yaml", (repo.folder / "plans/tiny-2024.yaml").read_text())
    repo.commit("the next plan")
    assert ask(repo, "status", "next-2025").code == 0
    answer = ask(repo, "status", "next-2025", "--known-at", "HEAD~1")
    assert answer.code == 2
    assert "next-2025" in answer.err


def sentence(answer):
    assert answer.code == 2, answer
    assert answer.out == ""
    (line,) = answer.err.splitlines()
    return line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nothing", "没有名为“nothing”的提交、标签、分支或日期"),
        ("2024-02-30", "没有名为“2024-02-30”的提交"),
        ("--all", "没有名为“--all”的提交"),
        ("^HEAD", "没有名为“^HEAD”的提交"),
        ("2023-12-31", "2023-12-31 还没有记录：第一次提交在 2024-01-01"),
    ],
)
def test_what_names_no_commit(repo, text, said):
    assert said in sentence(run("status", "--data", repo.folder, f"--known-at={text}"))


def test_where_there_is_no_history(repo, tmp_path, monkeypatch):
    shallow = tmp_path / "clone"
    repo.git("clone", "-q", "--depth=1", f"file://{repo.top}", shallow)
    asked = ("status", "--known-at", "2024-07-09", "--data")
    assert "浅克隆" in sentence(run(*asked, shallow / "data"))
    new = empty_repository(tmp_path / "new")
    (new.folder / "plans").mkdir()
    assert "还没有提交" in sentence(run(*asked, new.folder))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "safe.directory" in sentence(run(*asked, repo.folder))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "data/plans").mkdir(parents=True)
    assert "不在 git 仓库里" in sentence(run(*asked, tmp_path / "data"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "没有安装 git" in sentence(run(*asked, repo.folder))


def test_english(repo):
    answer = run("status", "--data", repo.folder, "--known-at", "2023-12-31", "--lang", "en")
    assert "nothing was recorded by 2023-12-31: the first commit is of 2024-01-01" in answer.err


def test_a_commit_without_a_ledger(repo):
    repo.git("rm", "-q", "-r", "data")
    gone = repo.commit("taken away")
    repo.git("checkout", "-q", "HEAD~1", "--", "data")
    answer = run("status", "--data", repo.folder, "--known-at", gone)
    assert f"提交 {gone[:10]} 的 data/ 里没有台账" in sentence(answer)


@pytest.mark.parametrize("command", [*ANSWERS, "check"])
def test_a_folder_that_git_has_lost_is_a_sentence_and_no_defect(repo, command):
    lost = repo.git("rev-parse", "HEAD:data/enterprises")
    (repo.top / ".git/objects" / lost[:2] / lost[2:]).unlink()
    answer = run(command, "--data", repo.folder, "--as-of", DAY, "--known-at", "HEAD")
    assert f"git 没有给出历史：{lost}: missing" in sentence(answer)
