"""Where a repository is, what its commits are, what a revision or a day names; and when there is nothing to say."""

import os
from datetime import date
from pathlib import Path

import pytest

from history.repos import a_repository, empty_repository
from parkledger.history.git import MOST_SAID, NoHistory, find_repository
from parkledger.history.ledgers import History

ZONE = "Asia/Shanghai"


@pytest.fixture
def repo(tmp_path):
    return a_repository(tmp_path / "repo")


def reason(call):
    with pytest.raises(NoHistory) as caught:
        call()
    return caught.value.reason


def test_the_way_from_the_top_to_the_ledger(tmp_path):
    for data, prefix in (("data", "data/"), ("", ""), ("区/园区 台账/data", "区/园区 台账/data/"), ("a*b", "a*b/")):
        repo = a_repository(tmp_path / f"r{len(data)}", data)
        found = find_repository(repo.folder)
        assert found.prefix == prefix
        assert [one.subject for one in found.commits(paths=[prefix or "."])] == ["建立台账"]


def test_a_commit(repo):
    repo.change(
        "enterprises/tiny.csv", "E-2,示例乙社,东园,退出,2024-01-01,,", "E-2,示例乙社,东园,退出,2024-01-01,2024-03-01,"
    )
    second = repo.commit("乙社退出：\n\n正文", on="2024-03-02 01:30 +0800", who="示例 乙")
    found = find_repository(repo.folder).commit("HEAD")
    assert (found.id, found.author, found.subject) == (second, "示例 乙", "乙社退出：")
    assert found.author_date.isoformat() == found.commit_date.isoformat() == "2024-03-02T01:30:00+08:00"
    assert found.parents == (repo.git("rev-parse", "HEAD~1"),)
    assert second.startswith(found.short)


def test_of_a_subject_without_end_the_beginning_is_kept(repo):
    said = repo.top / "said"
    said.write_text("文" * 1_000_000)
    who = {"GIT_AUTHOR_NAME": "甲" * 600, "GIT_COMMITTER_NAME": "a", "EMAIL": "a@example.org"}
    repo.git("commit", "-q", "--allow-empty", "-F", said, **who)
    found = find_repository(repo.folder).commit("HEAD")
    assert found.subject == "文" * (MOST_SAID - 1) + "…"
    assert found.author == "甲" * (MOST_SAID - 1) + "…"


def test_asking_writes_nothing(repo):
    repo.git("update-index", "--refresh")
    os.utime(repo.folder / "parks/tiny.csv", (1, 1))
    before = (repo.top / ".git/index").read_bytes()
    assert [one.subject for one in History(repo.folder).commits()] == ["建立台账"]
    assert (repo.top / ".git/index").read_bytes() == before


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"])
def test_an_inherited_variable_leads_to_no_other_repository(repo, tmp_path, monkeypatch, variable):
    other = empty_repository(tmp_path / "other")
    monkeypatch.setenv(variable, str(other.top / ".git"))
    found = find_repository(repo.folder)
    assert found.prefix == "data/"
    assert found.commit("HEAD").subject == "建立台账"


def test_a_replaced_commit_is_read_as_it_was_recorded(repo):
    first = repo.git("rev-parse", "HEAD")
    repo.git("replace", first, repo.git("commit-tree", "-m", "forged", f"{first}^{{tree}}", **_person()))
    assert find_repository(repo.folder).commit(first).subject == "建立台账"


def _person():
    return {f"GIT_{role}_{key}": "a" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}


def test_no_git(repo, monkeypatch):
    monkeypatch.setenv("PATH", str(repo.folder))
    assert reason(lambda: find_repository(repo.folder)) == "no_git"


def test_no_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "data").mkdir()
    assert reason(lambda: find_repository(tmp_path / "data")) == "no_repository"


def test_another_owners_repository(repo, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert reason(lambda: find_repository(repo.folder)) == "other_owner"


def test_a_folder_inside_of_the_repository_itself(repo):
    assert reason(lambda: find_repository(repo.top / ".git")) == "bare"


def test_before_the_first_commit(tmp_path):
    history = History(empty_repository(tmp_path / "repo").folder)
    assert history.repository.head is None
    assert reason(history.commits) == "empty"
    assert reason(lambda: history.resolve("HEAD", ZONE)) == "empty"


@pytest.mark.parametrize(
    "text", ["nothing", "--all", "-1", "", "a\0b", "HEAD^{tree}", "^HEAD", "2024-02-31", "HEAD..HEAD"]
)
def test_what_names_no_commit(repo, text):
    assert reason(lambda: find_repository(repo.folder).resolve(text, ZONE)) == "no_revision"
    if not text[:1].isdigit() and ".." not in text and "tree" not in text and text != "^HEAD":
        assert reason(lambda: find_repository(repo.folder).commits([text or "^"])) in ("no_revision", "git_failed")


def test_a_revision_a_tag_a_branch(repo):
    first = repo.git("rev-parse", "HEAD")
    repo.git("tag", "公布")
    repo.git("tag", "-a", "-m", "x", "annotated", **_person())
    repo.commit("another")
    found = find_repository(repo.folder)
    for text in ("公布", "annotated", "HEAD~1", first, first[:10], "main~1"):
        assert found.resolve(text, ZONE).id == first


def test_a_day_is_over_at_midnight_where_the_ledger_is(repo):
    late = repo.commit("at 23:30 in Shanghai", on="2024-02-01 15:30 +0000")
    after = repo.commit("at 00:30 in Shanghai", on="2024-02-01 16:30 +0000")
    found = find_repository(repo.folder)
    assert found.resolve("2024-02-01", ZONE).id == late
    assert found.resolve("2024-02-01", "UTC").id == after
    assert found.resolve("2024-02-02", ZONE).id == found.resolve("9999-12-31", ZONE).id == after


def test_a_tag_that_is_named_like_a_day_is_asked_for_in_full(repo):
    first = repo.git("rev-parse", "HEAD")
    second = repo.commit("later", on="2024-02-01 12:00 +0800")
    repo.git("tag", "2024-02-02", first)
    found = find_repository(repo.folder)
    assert found.resolve("2024-02-02", ZONE).id == second
    assert found.resolve("refs/tags/2024-02-02", ZONE).id == first


def test_what_a_branch_held_is_recorded_when_it_is_merged(repo):
    first = repo.git("rev-parse", "HEAD")
    repo.git("switch", "-q", "-c", "side")
    repo.put("notes.txt", "x")
    repo.commit("on the side", on="2024-02-01 12:00 +0800")
    repo.git("switch", "-q", "main")
    repo.put("more.txt", "x")
    repo.commit("on main", on="2024-02-05 12:00 +0800")
    repo.merge("side")
    assert find_repository(repo.folder).resolve("2024-02-02", ZONE).id == first


def test_a_day_before_everything(repo):
    with pytest.raises(NoHistory) as caught:
        find_repository(repo.folder).resolve("2023-12-31", ZONE)
    assert caught.value.reason == "too_early"
    assert caught.value.particulars == {"day": "2023-12-31", "first": "2024-01-01"}


def test_a_detached_head(repo):
    first = repo.git("rev-parse", "HEAD")
    repo.commit("later")
    repo.git("switch", "-q", "--detach", first)
    found = find_repository(repo.folder)
    assert found.head == first
    assert found.resolve("2024-12-31", ZONE).id == first


@pytest.fixture
def shallow(repo, tmp_path):
    for number in range(3):
        repo.put("notes.txt", str(number))
        repo.change("parks/tiny.csv", f"东镇,{2 + number}", f"东镇,{3 + number}")
        repo.commit(f"change {number}")
    repo.git("clone", "-q", "--depth=2", f"file://{repo.top}", tmp_path / "clone")
    return tmp_path / "clone/data"


def test_a_shallow_clone_says_where_it_ends(shallow):
    found = find_repository(shallow)
    assert [one.subject for one in found.commits()] == ["change 1", "change 2"]
    assert found.boundary == {found.commits()[0].id}
    assert reason(lambda: found.resolve("2024-01-02", ZONE)) == "too_early_shallow"
    assert found.resolve("2024-01-03", ZONE).subject == "change 1"


def test_a_whole_clone_has_no_boundary(repo):
    assert find_repository(repo.folder).boundary == frozenset()


def test_a_link_to_the_data_folder(repo, tmp_path):
    (tmp_path / "link").symlink_to(repo.folder)
    assert find_repository(tmp_path / "link").prefix == "data/"


def test_a_date_that_no_calendar_has(repo):
    tree = repo.git("rev-parse", "HEAD^{tree}")
    raw = f"tree {tree}\nauthor a <a> 99999999999999 +0800\ncommitter a <a> -5 +0000\n\nodd\n"
    Path(repo.top / "raw").write_text(raw)
    odd = repo.git("hash-object", "-t", "commit", "-w", "--literally", "raw")
    assert find_repository(repo.folder).commit(odd).author_date.date() <= date(9999, 12, 31)
