"""``parkledger log``: what each commit changed in the ledger's own terms; of one item its whole life."""

import re

import pytest

from cli.program import run
from history.repos import a_repository, environment

ROSTER, PLAN, LOOKS, FILINGS = (
    "enterprises/tiny.csv", "plans/tiny-2024.yaml", "inspections/tiny.csv", "filings/tiny.csv",
)  # fmt: skip


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch):
    for name, value in environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repo(tmp_path):
    repo = a_repository(tmp_path / "repo")
    repo.change(ROSTER, "退出,2024-01-01,,\nE-3", "退出,2024-01-01,2024-05-20,\nE-3")
    repo.commit("乙社退出", on="2024-07-10 23:30 +0000")
    repo.put(LOOKS, (repo.folder / LOOKS).read_text() + "2024-07-11,look_back,东园,E-2,clear,东镇\n")
    repo.commit("回头看", on="2024-07-12 09:00 +0800")
    repo.change(ROSTER, "2024-05-20", "2024-05-02")
    repo.change(PLAN, "due: 2024年5月底", "due: 2024年8月底")
    repo.commit("调整", on="2024-07-13 09:00 +0800")
    (repo.top / "README").write_text("x")
    repo.commit("与台账无关", on="2024-07-14 09:00 +0800")
    return repo


def log(repo, *args, **how):
    return run("log", *args, "--data", repo.folder, **how)


def life(repo, *args):
    """Each change of an item as: subject of the commit, kind, field, old, new."""
    commits = log(repo, *args, "--format", "json").json["commits"]
    return [
        (one["subject"], change["kind"], change["field"], change["old"], change["new"])
        for one in commits
        for change in one["changes"]
    ]


def test_every_commit_that_changed_the_ledger(repo):
    told = log(repo, "--format", "json").json
    assert (told["item"], told["plan"]) == (None, None)
    assert [(one["subject"], one["counts"]) for one in told["commits"]] == [
        ("调整", {"deadline.moved": 1, "fact.back_dated": 1}),
        ("回头看", {"fact.added": 1}),
        ("乙社退出", {"fact.added": 1}),
        ("建立台账", {"plan.added": 1, "setting.added": 1, "setting.changed": 1}),
    ]
    lines = log(repo).out.splitlines()
    assert lines[1] == "共 4 次提交改动过台账"
    assert "2024-07-11" in log(repo).out  # 23:30 in London is the next day where the ledger is
    assert "与台账无关" not in log(repo).out


def test_the_life_of_an_enterprise(repo):
    assert life(repo, "E-2") == [
        ("建立台账", "enterprise.added", "", None, None),
        ("建立台账", "fact.added", "listed_on", None, "2024-01-01"),
        ("乙社退出", "fact.added", "exited_on", None, "2024-05-20"),
        ("回头看", "fact.added", "", None, "park 东园 · result clear · by 东镇"),
        ("调整", "fact.back_dated", "exited_on", "2024-05-20", "2024-05-02"),
    ]
    out = log(repo, "E-2").out
    assert out.startswith("E-2 示例乙社：历次改动")
    assert "4 次提交、5 处改动，2024-01-01 至 2024-07-13" in out
    assert "2024-05-20 → 2024-05-02" in out


def test_the_life_of_a_criterion_and_of_its_task(repo):
    repo.put(FILINGS, (repo.folder / FILINGS).read_text() + "1.3,区工业局,,2024-07-20,2024-07-21,文件\n")
    repo.change(PLAN, "duties:\n", EXTENSION + "duties:\n")
    repo.commit("延期")
    expected = [
        ("建立台账", "task.added", "", None, "东园撤销取缔"),
        ("调整", "deadline.moved", "due", "2024年5月底", "2024年8月底"),
        ("延期", "fact.added", "", None, "done_on 2024-07-20 · filed_on 2024-07-21 · evidence 文件"),
        ("延期", "extension.added", "", None, "设备拆除未完成"),
    ]
    assert life(repo, "1.3") == expected
    assert set(expected) < set(life(repo, "1"))
    assert life(repo, "1.3", "tiny-2024") == expected


EXTENSION = """\
extensions:
  - criterion: "1.3"
    filed_on: 2024-07-14
    approved_on: 2024-07-15
    by: 区政府
    reason: 设备拆除未完成
    document: 区政府办函〔2024〕1号
    to: 2024-12-31
"""


def test_an_enterprise_that_left_the_list_and_one_that_got_another_id(repo):
    text = (repo.folder / ROSTER).read_text()
    repo.put(ROSTER, "".join(line for line in text.splitlines(True) if not line.startswith("E-3")))
    repo.commit("名单更新")
    repo.change(ROSTER, "E-2", "N-2")
    repo.change(LOOKS, "E-2", "N-2")
    repo.commit("编号更新")
    assert life(repo, "E-3")[-1][:2] == ("名单更新", "enterprise.removed")
    assert log(repo, "E-3").out.startswith("E-3 示例丙坊")
    renamed = [one[:2] for one in life(repo, "N-2")]
    assert renamed[0] == ("建立台账", "enterprise.added")
    assert ("编号更新", "enterprise.renumbered") in renamed
    assert ("调整", "fact.back_dated") in renamed


def test_a_plan_is_no_item_but_the_ledger_of_one_plan(repo):
    assert log(repo, "tiny-2024", "--format", "json").json["plan"] == "tiny-2024"
    assert log(repo, "tiny-2024").out.splitlines()[0].startswith("台账的历次改动")


def test_of_a_merge_what_neither_side_did(repo):
    repo.git("switch", "-q", "-c", "side")
    repo.change(ROSTER, "E-1,示例甲厂", "E-1,示例甲总厂")
    repo.commit("on the side")
    repo.git("switch", "-q", "main")
    repo.put(FILINGS, (repo.folder / FILINGS).read_text() + "2.1,区环境局,,2024-07-20,2024-07-21,文件\n")
    repo.commit("on main")
    repo.git("-c", "user.name=a", "-c", "user.email=a", "merge", "-q", "--no-commit", "side")
    repo.change(ROSTER, "E-3,示例丙坊", "E-3,示例丙工坊")
    repo.commit("a merge that changes more")
    told = log(repo, "--format", "json").json["commits"]
    assert [(one["subject"], one["counts"]) for one in told[:1]] == [
        ("a merge that changes more", {"enterprise.changed": 1})
    ]
    assert {one["subject"] for one in told[1:3]} == {"on the side", "on main"}


def test_what_a_merge_took_back_of_one_side(repo):
    repo.git("switch", "-q", "-c", "side")
    repo.change(ROSTER, "E-1,示例甲厂", "E-1,示例甲总厂")
    repo.commit("on the side")
    repo.git("switch", "-q", "main")
    repo.git("-c", "user.name=a", "-c", "user.email=a", "merge", "-q", "--no-ff", "-s", "ours", "-m", "ours", "side")
    assert life(repo, "E-1")[-2:] == [
        ("on the side", "enterprise.changed", "name", "示例甲厂", "示例甲总厂"),
        ("ours", "enterprise.changed", "name", "示例甲总厂", "示例甲厂"),
    ]


def test_of_one_plan_what_is_of_another_is_left_out(repo):
    settings = "language: zh\nsettings:\n  tiny-2024: {recording_days: 15}\n  other-2024: {recording_days: 20}\n"
    repo.put("ledger.yaml", settings)
    repo.put("plans/other-2024.yaml", (repo.folder / PLAN).read_text())
    repo.commit("another plan")
    assert log(repo, "--format", "json").json["commits"][0]["counts"]["plan.added"] == 1
    (own, *_) = log(repo, "tiny-2024", "--format", "json").json["commits"]
    assert (own["subject"], own["counts"]["setting.added"]) == ("another plan", 1)
    assert "plan.added" not in own["counts"]


def test_what_is_broken_in_one_commit_has_not_gone_and_come(repo):
    plan, roster = (repo.folder / PLAN).read_bytes(), (repo.folder / ROSTER).read_bytes()
    repo.put(PLAN, "title: [\n")
    repo.commit("the plan is broken")
    repo.put(PLAN, plan)
    repo.put(ROSTER, roster.replace("示例乙社".encode(), b"\xff\xff"))
    repo.commit("the roster is broken")
    repo.put(ROSTER, roster.replace(b"E-3,", "E-4,示例丁,西园,退出,2024-01-01,,\nE-3,".encode()))
    repo.commit("mended, with one more")
    told = log(repo, "--format", "json").json["commits"]
    assert (told[0]["subject"], told[0]["counts"]) == (
        "mended, with one more",
        {"enterprise.added": 1, "fact.added": 1},
    )
    assert told[1]["subject"] == "调整"
    assert life(repo, "E-4")[0][:2] == ("mended, with one more", "enterprise.added")


def test_what_there_never_was(repo):
    answer = log(repo, "E-22")
    assert (answer.code, answer.out) == (2, "")
    assert "没有编号为“E-22”" in answer.err
    assert "E-2" in answer.err.partition("相近：")[2]


def test_what_nobody_has_committed_yet(repo):
    repo.change(ROSTER, "E-3,", "E-9,示例丁,西园,退出,2024-01-01,,\nE-3,")
    assert "还没有提交记录过它" in log(repo, "E-9").out


def test_a_shallow_clone_says_that_it_does_not_know_more(repo, tmp_path):
    repo.git("clone", "-q", "--depth=2", f"file://{repo.top}", tmp_path / "clone")
    answer = run("log", "E-2", "--data", tmp_path / "clone/data")
    assert "这是浅克隆" in answer.out
    told = run("log", "--data", tmp_path / "clone/data", "--format", "json").json["commits"]
    assert [(one["subject"], one["begins"], one["counts"]) for one in told] == [("调整", True, {})]


def test_where_there_is_no_history(tmp_path, monkeypatch):
    repo = a_repository(tmp_path / "repo")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git" in log(repo).err
    assert log(repo).code == 2


def test_english(repo):
    out = log(repo, "E-2", "--lang", "en").out
    assert "4 commits, 5 changes, from 2024-01-01 to 2024-07-13" in out


class TestKnownAt:
    """``--known-at`` looks only up to a commit, or up to the end of a day."""

    @pytest.mark.parametrize(
        ("known_at", "subjects"),
        [
            ("2024-07-11", ["建立台账", "乙社退出"]),
            ("2024-07-12", ["建立台账", "乙社退出", "回头看"]),
            ("HEAD~1", ["建立台账", "乙社退出", "回头看", "调整"]),
        ],
    )
    def test_the_life_ends_there(self, repo, known_at, subjects):
        commits = log(repo, "E-2", "--known-at", known_at, "--format", "json").json["commits"]
        assert [one["subject"] for one in commits] == subjects
        every = log(repo, "--known-at", known_at, "--format", "json").json["commits"]
        assert [one["subject"] for one in reversed(every)] == subjects

    def test_it_says_which_commit_that_is(self, repo):
        commit = repo.git("rev-parse", "HEAD~2")
        assert log(repo, "E-2", "--known-at", commit, "--format", "json").json["known_at"] == commit
        assert f"据 {commit[:10]}（2024-07-12 提交）所记" in log(repo, "E-2", "--known-at", commit).out.splitlines()[0]

    def test_an_item_that_came_later_is_not_known_yet(self, repo):
        repo.change(ROSTER, "E-3,", "E-9,示例丁,西园,退出,2024-01-01,,\nE-3,")
        repo.commit("名单更新", on="2024-07-15 09:00 +0800")
        assert log(repo, "E-9").code == 0
        answer = log(repo, "E-9", "--known-at", "2024-07-13")
        assert (answer.code, answer.out) == (2, "")
        assert "没有编号为“E-9”" in answer.err

    def test_a_day_before_the_first_commit_is_refused(self, repo):
        answer = log(repo, "--known-at", "2019-01-01")
        assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize("item", [(), ("1",), ("1.3",), ("E-2",), ("f1",)])
def test_a_chinese_answer_says_nothing_in_english(repo, item):
    """What is in Latin letters is an id, or was written so into the file."""
    repo.put(FILINGS, (repo.folder / FILINGS).read_text() + "1.3,区工业局,,2024-07-20,2024-07-21,文件\n")
    repo.change(PLAN, "duties:\n", EXTENSION + "duties:\n")
    repo.commit("延期")
    repo.change(PLAN, "reason: 设备拆除未完成", "reason: 设备没有拆完")
    repo.change(PLAN, "to: 2024-12-31", "to: 2024-11-30")
    repo.change(PLAN, "within: 5", "within: 6")
    repo.change(LOOKS, "clear", "producing")
    repo.commit("更正")
    out = log(repo, *item).out
    assert set(re.findall(r"[A-Za-z_]{2,}", re.sub(r"\b[0-9a-f]{10}\b", "", out))) <= {"tiny"}


def test_what_a_change_is_of_is_said_in_words(repo):
    assert "标准 1.3 时限" in log(repo, "1").out
    assert "criterion 1.3 due" in log(repo, "1", "--lang", "en").out
    own = log(repo, "1.3").out.splitlines()
    assert [line.split() for line in own if "时限改动" in line] == [
        ["时限改动", "时限", "2024年5月底", "→", "2024年8月底"]
    ]
