"""``parkledger diff``: two folders, revisions, days; as a table, as JSON, as a comment on a pull request."""

import pytest

from cli.program import run
from cli.tiny import DAY, tiny
from history.repos import a_repository


def differ(*args, **how):
    return run("diff", *args, "--as-of", DAY, env={"COLUMNS": "400"} | how.pop("env", {}), **how)


@pytest.fixture
def two(tmp_path):
    """The tiny ledger, and the same in which an exit was recorded and a deadline moved."""
    return tiny(tmp_path / "old"), tiny(
        tmp_path / "new",
        enterprises=("E-3,示例丙坊,西园,退出,2024-01-01,,", "E-3,示例丙坊,西园,退出,2024-01-01,2024-05-30,2024-05-31"),
        plans=("due: 2024-Q4", "due: 2025-Q1"),
    )


def test_the_answer_comes_first_then_every_change(two):
    answer = differ(*two)
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[1:4] == ["共 3 处变化", "逾期 3 → 2", "不再逾期 1 项：3.1 西园 各园清零"]
    for words in ("时限改动", "2024-Q4 → 2025-Q1", "E-3 示例丙坊", "退出日期", "2024-05-30"):
        assert words in answer.out


def test_english_says_the_same(two):
    answer = differ(*two, "--lang", "en")
    assert "overdue 3 → 2" in answer.out
    assert "deadline moved" in answer.out


def test_json_holds_every_change_with_both_places_and_why(two):
    told = differ(*two, "--format", "json").json
    assert [(one["kind"], one["pointer"], one["old"], one["new"]) for one in told["changes"]] == [
        ("deadline.moved", "tasks/2/criteria/2.1/due", "2024-Q4", "2025-Q1"),
        ("fact.added", "enterprises/E-3/exited_on", None, "2024-05-30"),
        ("fact.added", "enterprises/E-3/verified_on", None, "2024-05-31"),
    ]
    moved = told["changes"][0]
    assert moved["before"]["path"].endswith("old/data/plans/tiny-2024.yaml")
    assert moved["after"]["line"] == moved["before"]["line"]
    assert told["overdue"]["after"] == 2
    assert [one["criterion"] for one in told["overdue"]["left"]] == ["3.1"]
    assert told["overdue"]["left"][0]["reasons"] == ["enterprises/E-3/exited_on", "enterprises/E-3/verified_on"]


def test_late_that_became_in_time_by_an_edited_deadline_is_said_first(tmp_path):
    later = ("公示名单, clause: 三（一）, due: 2024年2月底", "公示名单, clause: 三（一）, due: 2024-05-31")
    late, early = tiny(tmp_path / "old"), tiny(tmp_path / "new", plans=later)
    out = differ(late, early).out
    assert "因改时限改变状态 1 项" in out
    assert "（+92 天）" in out
    assert "进展" not in out


def test_nothing_changed(two):
    assert "没有变化" in differ(two[0], two[0]).out
    assert differ(two[0], two[0], "--format", "json").json["changes"] == []


def test_revisions_days_tags_and_the_files_as_they_are(tmp_path):
    repo = a_repository(tmp_path)
    repo.git("tag", "first")
    repo.change("enterprises/tiny.csv", "2024-02-20,2024-02-25", "2024-02-20,2024-02-26")
    second = repo.commit("改", on="2024-03-01 12:00 +0800")
    repo.change("enterprises/tiny.csv", "2024-02-20,2024-02-26", "2024-02-20,2024-02-27")

    def days(*args):
        told = differ(*args, "--data", repo.folder, "--format", "json").json
        return [(one["old"], one["new"]) for one in told["changes"]]

    assert days("first", "HEAD") == days("first", second) == days("2024-02-28", "2024-03-02")
    assert days("first", "HEAD") == [("2024-02-25", "2024-02-26")]
    assert days("first..HEAD") == days("first", "HEAD")
    assert days("HEAD") == days("HEAD..") == [("2024-02-26", "2024-02-27")]
    assert days("first") == [("2024-02-25", "2024-02-27")]


def test_without_a_revision_it_is_what_is_not_committed_yet(tmp_path):
    repo = a_repository(tmp_path / "repo")
    assert run("diff", "--data", repo.folder, "--format", "json").json["changes"] == []
    repo.change("plans/tiny-2024.yaml", "due: 2024-Q4", "due: 2025-Q1")
    answer = run("diff", "--data", repo.folder, "--format", "json").json
    assert answer["before"].startswith("HEAD")
    assert [one["kind"] for one in answer["changes"]] == ["deadline.moved"]


def test_the_place_of_an_older_side_names_the_commit(tmp_path):
    repo = a_repository(tmp_path)
    repo.change("enterprises/tiny.csv", "2024-02-25", "2024-02-24")
    (change,) = differ("HEAD", "--data", repo.folder, "--format", "json").json["changes"]
    assert change["before"]["path"].startswith(repo.git("rev-parse", "HEAD")[:10] + ":data/enterprises/")
    assert change["after"]["path"].endswith("data/enterprises/tiny.csv")


@pytest.mark.parametrize(
    ("text", "said"), [("nowhere", "没有名为“nowhere”"), ("2023-12-31", "第一次提交在 2024-01-01")]
)
def test_what_is_not_recorded_is_said(tmp_path, text, said):
    repo = a_repository(tmp_path)
    answer = differ(text, "--data", repo.folder)
    assert answer.code == 2
    assert said in answer.err


def test_without_a_repository_there_are_only_folders(tmp_path):
    data = tiny(tmp_path)
    answer = differ("HEAD", "--data", data)
    assert (answer.code, answer.out) == (2, "")
    assert "不在 git 仓库里" in answer.err


def test_a_plan_that_is_understood_in_part_is_not_compared(tmp_path, two):
    broken = tiny(tmp_path / "broken", plans=("due: 2024-Q4", "due: 何时"))
    answer = differ(two[0], broken)
    assert answer.code == 2
    assert "tiny-2024" in answer.err


def test_a_plan_that_is_new_is_one_change(tmp_path, two):
    empty = tmp_path / "none"
    (empty / "plans").mkdir(parents=True)
    told = differ(empty, two[0], "--format", "json").json
    assert [one["kind"] for one in told["changes"] if one["plan"]] == ["plan.added", "setting.added"]
    assert told["overdue"]["after"] == 3
    assert "转为逾期" in differ(empty, two[0]).out


def test_markdown_for_a_pull_request(two):
    answer = differ(*two, "--format", "markdown")
    assert answer.out.startswith("### 变化：")
    assert "- **逾期 3 → 2**" not in answer.out
    assert "- 逾期 3 → 2" in answer.out
    assert "| **时限改动** | 2.1 全部查实 | 时限 | **2024-Q4 → 2025-Q1** |" in answer.out


GONE = '      - {id: "1.2", text: 公示名单, clause: 三（一）, due: 2024年2月底, milestone: {evidence: 名单}}\n'


@pytest.fixture
def relapsed(tmp_path):
    """The tiny ledger, and the same with a relapse cleared, looks set less often, and a criterion taken out."""
    return tiny(tmp_path / "old"), tiny(
        tmp_path / "new",
        inspections=("东园,E-1,producing,东镇", "东园,E-1,producing,东镇\n2024-06-25,patrol,东园,E-1,clear,东镇"),
        ledger=("look_every: month", "look_every: week"),
        plans=(GONE, ""),
    )


def test_dynamic_zero_and_what_came_or_went(relapsed):
    answer = differ(*relapsed)
    assert "未结 1 → 0" in answer.out
    assert "不再列有：原逾期完成" in answer.out
    told = differ(*relapsed, "--format", "json").json
    (rule,) = [one for one in told["zero"] if one["rule"] == "relapse"]
    assert (rule["before"]["open"], rule["after"]["open"], rule["left"]) == (1, 0, ["E-1"])
    assert "inspections/2024-06-25/patrol/E-1" in rule["reasons"]
    gone = next(one for one in told["status"] if one["id"] == "1.2")
    assert (gone["before"]["state"], gone["after"]) == ("met_late", None)


def test_many_facts_of_one_sort_are_one_row_and_all_of_them_are_in_the_json(tmp_path):
    roster = "id,name,park,disposal,listed_on,exited_on\n"
    rows = [f"E-{number:03},示例{number}厂,东园,退出,2024-01-01," for number in range(30)]
    old = tiny(tmp_path / "old", enterprises=roster + "".join(f"{row}\n" for row in rows))
    new = tiny(
        tmp_path / "new",
        enterprises=roster + "".join(f"{row}2024-05-{place + 1:02}\n" for place, row in enumerate(rows)),
    )
    answer = differ(old, new)
    assert "E-000 E-001 E-002 等 30 项" in " ".join(answer.out.split())
    assert "2024-05-01 – 2024-05-30" in " ".join(answer.out.split())
    assert len(differ(old, new, "--format", "json").json["changes"]) == 30


def test_of_two_lists_what_went_and_what_came(tmp_path):
    old = tiny(tmp_path / "old", plans=("lead: [区环境局]\n    criteria", "lead: [区环境局, 西镇]\n    criteria"))
    new = tiny(tmp_path / "new", plans=("lead: [区环境局]\n    criteria", "lead: [西镇, 东镇]\n    criteria"))
    assert "－区环境局 ＋东镇" in differ(old, new).out


def test_a_key_of_the_plan_itself_is_named(tmp_path):
    later = ('baseline_on: "2024-01-01"', 'baseline_on: "2024-02-01"')
    old, new = tiny(tmp_path / "old"), tiny(tmp_path / "new", plans=later)
    assert "基数改动  基准日" in differ(old, new).out


def test_at_80_columns_no_figure_is_cut(relapsed):
    answer = differ(*relapsed, env={"COLUMNS": "80"})
    table = answer.out[answer.out.index("对结果的影响") :]
    assert "…" not in "".join(line for line in table.splitlines() if "→" in line)


class TestATableThatCannotBeReadWhole:
    """An open quote swallows the rows behind it: they did not leave the roster, and what they do is not known."""

    @pytest.fixture
    def cut(self, tmp_path, two):
        return two[0], tiny(tmp_path / "cut", enterprises=("E-2,", '"E-2,'), plans=("due: 2024-Q4", "due: 2025-Q1"))

    def test_it_is_not_compared_and_the_rest_is(self, cut):
        told = differ(*cut, "--format", "json").json
        assert [one["kind"] for one in told["changes"]] == ["deadline.moved"]
        assert told["errors"] == 1
        (notice,) = told["notices"]
        assert f"{cut[1]} 的 {cut[1]}/enterprises/tiny.csv 有 1 个读取错误：此表未作比较" in notice
        assert told["overdue"] == {"before": None, "after": None, "joined": [], "left": []}
        assert (told["status"], told["zero"]) == ([], [])

    def test_on_whichever_side(self, cut):
        told = differ(*reversed(cut), "--format", "json").json
        assert [one["kind"] for one in told["changes"]] == ["deadline.moved"]
        assert told["notices"][0].startswith(str(cut[1]))

    def test_the_table_says_so_first(self, cut):
        lines = differ(*cut).out.splitlines()
        assert "有 1 个读取错误：此表未作比较，方案 tiny-2024 的结果变化也未列出" in lines[1]
        assert lines[2] == "共 1 处变化"
        assert not any(line.startswith("逾期") for line in lines)

    def test_nothing_else_changed(self, tmp_path, two):
        cut = tiny(tmp_path / "cut", enterprises=("E-2,", '"E-2,'))
        assert differ(two[0], cut).out.splitlines()[2] == "其余没有变化。"

    def test_so_does_the_comment_on_a_pull_request(self, cut):
        assert "1 个读取错误：此表未作比较" in differ(*cut, "--format", "markdown").out

    def test_another_plan_is_compared_as_ever(self, two):
        for data in two:
            text = (data / "plans/tiny-2024.yaml").read_text("utf-8")
            (data / "plans/other.yaml").write_text(text.replace("title: 示例区园区", "title: 另一区园区"), "utf-8")
        (two[1] / "filings/tiny.csv").write_text('"', "utf-8")
        told = differ(*two, "--format", "json").json
        assert len(told["notices"]) == 1
        assert told["overdue"]["before"] is not None

    def test_a_file_that_git_no_longer_has(self, tmp_path):
        repo = a_repository(tmp_path)
        blob = repo.git("rev-parse", "HEAD:data/enterprises/tiny.csv")
        (tmp_path / ".git/objects" / blob[:2] / blob[2:]).unlink()
        told = differ("HEAD", "--data", repo.folder, "--format", "json").json
        assert told["changes"] == []
        assert "enterprises/tiny.csv 有 1 个读取错误" in told["notices"][0]

    def test_a_row_with_an_unreadable_day_is_left_out_alone(self, tmp_path):
        """E-1 exited, E-2 has a day that is none (and another park), E-3 left, E-4 came."""
        head = "id,name,park,disposal,listed_on,exited_on,verified_on\n"
        rows = ["E-1,甲,东园,退出,2024-01-01,,\n", "E-2,乙,东园,退出,2024-01-01,,\n", "E-3,丙,东园,退出,2024-01-01,,\n"]
        more = ["E-1,甲,东园,退出,2024-01-01,2024-05-01,\n", "E-2,乙,西园,退出,2024-01-01,2024-13-01,\n",
                "E-4,丁,东园,退出,2024-01-01,,\n"]  # fmt: skip
        sides = [tmp_path / "old", tmp_path / "new"]
        for folder, own in zip(sides, (rows, more), strict=True):
            tiny(folder, enterprises=head + "".join(own), inspections=None, filings=None)
        told = differ(*(one / "data" for one in sides), "--format", "json").json
        found = {(one["kind"], one["pointer"]) for one in told["changes"]}
        assert {kind for kind, pointer in found if "E-2" in pointer} == set()
        assert ("fact.added", "enterprises/E-1/exited_on") in found
        assert {("enterprise.removed", "enterprises/E-3"), ("enterprise.added", "enterprises/E-4")} <= found
        assert "有 1 行读不全（第 3 行），这几行未作比较，其余照常" in told["notices"][0]
        back = differ(*(one / "data" for one in reversed(sides)), "--format", "json").json
        assert len(back["changes"]) == 4
        assert len(back["notices"]) == 1

    def test_a_member_of_another_id_that_may_be_the_unreadable_one_did_not_leave(self, tmp_path):
        head = "id,name,park,disposal,listed_on,exited_on,verified_on\n"
        old = tiny(tmp_path / "old", enterprises=f"{head}E-1,甲,东园,退出,2024-01-01,,\n", inspections=None)
        new = tiny(tmp_path / "new", enterprises=f"{head}N-1,甲,东园,退出,2024-01-99,,\n", inspections=None)
        assert differ(old, new, "--format", "json").json["changes"] == []

    def test_a_wrong_credit_code_loses_nothing(self, tmp_path):
        """As in ``audit``: no rule asks of it."""
        head = "id,name,park,disposal,listed_on,exited_on,verified_on,credit_code\nE-1,示例甲厂,东园,退出,2024-01-01,,,"
        sides = [tiny(tmp_path / code, enterprises=f"{head}{code}\n") for code in ("", "123")]
        told = differ(*sides, "--format", "json").json
        assert (told["errors"], told["notices"]) == (1, [])
