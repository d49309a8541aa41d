"""The walk through commits: which are walked, in which order, and that what did not change is read once."""

import pytest

from history.repos import a_repository, steps_of
from parkledger.history.ledgers import History
from parkledger.read import memo, table_files


@pytest.fixture
def repo(tmp_path):
    return a_repository(tmp_path / "repo")


def exit_of(repo, enterprise, day="2024-03-01"):
    text = (repo.folder / "enterprises/tiny.csv").read_text().replace("\r", "")
    line = next(line for line in text.splitlines() if line.startswith(enterprise))
    repo.change("enterprises/tiny.csv", line, f"{line.removesuffix(',,')},{day},")


def exits(ledger):
    (campaign,) = ledger.campaigns
    roster = campaign.enterprises
    return {key for key, day in zip(roster.text("id"), roster.days["exited_on"], strict=True) if day < 800_000}


def test_each_step_has_the_ledger_and_the_one_before(repo):
    exit_of(repo, "E-2")
    repo.commit("乙社退出")
    (repo.top / "notes.txt").write_text("x")
    repo.commit("nothing of the ledger")
    exit_of(repo, "E-3")
    repo.commit("丙坊退出")
    first, second, third = steps_of(repo)
    assert first.before == ()
    assert [exits(one) for one in (*second.before, second.ledger, *third.before, third.ledger)] == [
        {"E-1"}, {"E-1", "E-2"}, {"E-1", "E-2"}, {"E-1", "E-2", "E-3"},
    ]  # fmt: skip


def test_a_range_of_commits(repo):
    for name in ("E-2", "E-3"):
        exit_of(repo, name)
        repo.commit(name)
    assert [one.commit.subject for one in steps_of(repo, ["HEAD~2..HEAD~1"])] == ["E-2"]


def test_both_sides_of_a_merge_are_walked_and_the_merge_is_no_step_of_its_own(repo):
    repo.git("switch", "-q", "-c", "side")
    repo.change("filings/tiny.csv", "item,", "item,")
    repo.put(
        "filings/tiny.csv",
        (repo.folder / "filings/tiny.csv").read_text() + "2.1,区环境局,,2024-03-01,2024-03-02,文件\n",
    )
    repo.commit("on the side")
    repo.git("switch", "-q", "main")
    exit_of(repo, "E-2")
    repo.commit("on main")
    merge = repo.merge("side")
    steps = list(steps_of(repo))
    assert {one.commit.subject for one in steps[:3]} == {"建立台账", "on the side", "on main"}
    assert [one.commit.id for one in steps[3:]] == [merge]  # it differs from each side, and from both
    assert [len(one.before) for one in steps] == [0, 1, 1, 2]


def test_a_side_that_was_undone_by_its_merge_is_walked_all_the_same(repo):
    repo.git("switch", "-q", "-c", "side")
    exit_of(repo, "E-2")
    repo.commit("on the side")
    repo.git("switch", "-q", "main")
    repo.git("-c", "user.name=a", "-c", "user.email=a", "merge", "-q", "--no-edit", "-s", "ours", "side")
    assert [one.subject for one in History(repo.folder).commits()] == ["建立台账", "on the side", "Merge branch 'side'"]


def test_a_shallow_clone_knows_nothing_before_its_first_commit(repo, tmp_path):
    exit_of(repo, "E-2")
    repo.commit("乙社退出")
    repo.git("clone", "-q", "--depth=1", f"file://{repo.top}", tmp_path / "clone")
    (step,) = steps_of(repo, folder=tmp_path / "clone/data")
    assert step.before == ()
    assert exits(step.ledger) == {"E-1", "E-2"}


def test_a_plan_that_came_later(repo):
    repo.put("plans/second-2024.yaml", (repo.folder / "plans/tiny-2024.yaml").read_text())
    repo.commit("a second plan")
    *_, step = steps_of(repo)
    assert [len(one.campaigns) for one in (*step.before, step.ledger)] == [1, 2]


def test_what_cannot_be_read_at_some_commit_is_a_finding_there(repo):
    sound = (repo.folder / "plans/tiny-2024.yaml").read_text()
    repo.put("plans/tiny-2024.yaml", "title: [\n")
    repo.put("enterprises/tiny.csv", b"id,name\n\xff\xff\n")
    repo.commit("broken")
    repo.put("plans/tiny-2024.yaml", sound)
    repo.put("enterprises/tiny.csv", "id,name\nE-1,示例\n<<<<<<< HEAD\nE-2,x\n=======\n>>>>>>> side\n")
    repo.commit("half mended")
    _, broken, mended = steps_of(repo)
    assert broken.ledger.unreadable == ("tiny-2024",)
    assert {one.rule.code for one in mended.ledger.findings} == {"PL116"}
    assert all(one.span.path.startswith(f"{mended.commit.short}:data/") for one in mended.ledger.findings)


def test_what_did_not_change_is_read_once(repo, monkeypatch):
    for name in ("E-2", "E-3"):
        exit_of(repo, name)
        repo.commit(name)
    whole, again = [], []
    read_csv, read_again = table_files.read_csv, memo.read_again
    monkeypatch.setattr(memo, "read_csv", lambda raw, path, types: whole.append(path) or read_csv(raw, path, types))
    monkeypatch.setattr(memo, "read_again", lambda *how: again.append(1) or read_again(*how))
    steps = list(steps_of(repo))
    assert len(steps) == 3
    assert sorted(whole) == sorted(f"{kind}/tiny.csv" for kind in ("parks", "enterprises", "inspections", "filings"))
    assert len(again) == 2


def test_a_file_whose_line_ends_were_changed_is_read_as_it_stood(repo):
    text = (repo.folder / "enterprises/tiny.csv").read_bytes()
    repo.put("enterprises/tiny.csv", text.replace(b"\n", b"\r\n"))
    repo.commit("saved by a spreadsheet")
    exit_of(repo, "E-2")
    repo.commit("乙社退出")
    *_, spread, last = steps_of(repo)
    assert exits(spread.ledger) == {"E-1"}
    assert exits(last.ledger) == {"E-1", "E-2"}
    assert [campaign.enterprises.at(1, "name") for campaign in last.ledger.campaigns] == [(3, 5)]
