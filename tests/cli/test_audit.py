"""``parkledger audit``: what it prints, in which formats, with which exit code; and where there is no history."""

import json

import pytest

from cli.program import run
from history.repos import a_repository, empty_repository

LATER = "2024-03-01 12:00 +0800"
PLAN = "plans/tiny-2024.yaml"


def audit(repo, *args, **how):
    return run("audit", *args, "--data", repo.folder, "--as-of", "2024-06-30", **how)


@pytest.fixture
def repo(tmp_path):
    """A history in which a deadline was edited, then an enterprise taken out."""
    repo = a_repository(tmp_path / "repo")
    repo.change(PLAN, 'issued_by: 示例区人民政府办公室\n', 'issued_by: 示例区人民政府办公室\nissued_on: "2024-01-01"\n')
    repo.commit("补印发日期", on="2024-01-01 13:00 +0800")
    repo.change(PLAN, "due: 2024-Q4", "due: 2025-Q1")
    repo.commit("改时限", on=LATER)
    repo.change("enterprises/tiny.csv", "E-3,示例丙坊,西园,退出,2024-01-01,,\n", "")
    repo.commit("删一家", on="2024-03-02 12:00 +0800")
    return repo


def test_an_unrecorded_change_is_told_with_its_place_its_commit_and_its_day(repo):
    answer = audit(repo)
    commit = repo.git("rev-parse", "HEAD~1")[:10]
    assert answer.code == 1
    first, advice, at, second, *_ = answer.out.splitlines()
    lines = (repo.folder / PLAN).read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "2025-Q1" in text)
    place = f"{line}:{lines[line - 1].index('2025-Q1') + 1}"
    assert first == (
        f"{repo.folder}/{PLAN}:{place}  PL601 警告  方案印发之后，“2.1 全部查实”的时限由 2024-Q4 改为 2025-Q1，"
        f"没有延期或调整记录（提交 {commit}，2024-03-01）"
    )
    assert "extensions" in advice
    assert at == f"    at: tasks/2/criteria/2.1/due@{commit}"
    assert "PL607" in second
    assert answer.out.endswith("2 项未了结\n")


def test_json_is_that_of_check_with_commit_and_date(repo):
    answer = audit(repo, "--format", "json")
    told = answer.json
    assert (answer.code, told["errors"], told["warnings"], told["notices"]) == (1, 0, 2, [])
    moved, gone = told["findings"]
    assert (moved["code"], moved["pointer"]) == ("PL601", "tasks/2/criteria/2.1/due")
    assert moved["path"] == f"{repo.folder}/{PLAN}"
    assert (moved["commit"], moved["date"]) == (repo.git("rev-parse", "HEAD~1")[:10], "2024-03-01")
    assert (gone["code"], gone["line"], gone["date"]) == ("PL607", 4, "2024-03-02")


@pytest.mark.parametrize("author", ["示例甲", "示例乙", "示例丙", "示例丁", "示例戊", "示例己", "示例庚", "示例辛"])
def test_findings_of_one_commit_stand_in_the_order_of_their_places_whatever_its_id(tmp_path, author):
    """The row that is gone stands in the commit before, the deadline in the commit itself: ids are as they happen."""
    repo = a_repository(tmp_path / "repo")
    repo.change(PLAN, 'issued_by: 示例区人民政府办公室\n', 'issued_by: 示例区人民政府办公室\nissued_on: "2024-01-01"\n')
    repo.commit("补印发日期", on="2024-01-01 13:00 +0800", who=author)
    repo.change(PLAN, "due: 2024-Q4", "due: 2025-Q1")
    repo.change("enterprises/tiny.csv", "E-3,示例丙坊,西园,退出,2024-01-01,,\n", "")
    repo.commit("改时限，删一家", on=LATER, who=author)
    assert [one["code"] for one in audit(repo, "--format", "json").json["findings"]] == ["PL607", "PL601"]


@pytest.mark.parametrize("shape", ["github", "gitlab", "sarif", "junit"])
def test_every_format_names_the_commit(repo, tmp_path, shape):
    file = tmp_path / "out"
    answer = audit(repo, "--format", shape, "--output", f"{shape}={file}")
    commit = repo.git("rev-parse", "HEAD~1")[:10]
    assert commit in answer.out
    assert commit in file.read_text("utf-8")
    assert "data/plans/tiny-2024.yaml" in answer.out


def test_what_makes_the_exit_code_is_a_failure_of_the_suite(repo):
    answer = audit(repo, "--format", "junit")
    assert answer.code == 1
    assert 'failures="2"' in answer.out.splitlines()[1]
    assert answer.out.count("<failure ") == 2


def test_the_pointer_that_is_shown_can_be_waived(repo):
    pointers = [line.removeprefix("    at: ") for line in audit(repo).out.splitlines() if line.startswith("    at: ")]
    waivers = "".join(
        f"  - {{code: {code}, at: {at}, reason: 已核, by: 区工业局}}\n"
        for code, at in zip(["PL601", "PL607"], pointers, strict=True)
    )
    repo.put(PLAN, (repo.folder / PLAN).read_text("utf-8") + f"\nwaivers:\n{waivers}")
    assert audit(repo).code == 0


def test_the_same_edit_in_two_commits_are_two_results(repo):
    repo.change(PLAN, "due: 2025-Q1", "due: 2025-Q2")
    repo.commit("再改")
    repo.change(PLAN, "due: 2025-Q2", "due: 2025-Q3")
    repo.commit("又改")
    log = json.loads(audit(repo, "--format", "sarif").out)
    prints = [one["partialFingerprints"]["parkledger/v1"] for one in log["runs"][0]["results"]]
    assert len(set(prints)) == len(prints) == 4


@pytest.mark.parametrize(
    ("commits", "codes"),
    [
        (None, ["PL601", "PL607"]),
        ("HEAD~1..", ["PL607"]),
        ("HEAD~2..HEAD~1", ["PL601"]),
        ("HEAD~1", ["PL601"]),
        ("..HEAD", ["PL601", "PL607"]),
        ("2024-03-01..2024-03-02", ["PL607"]),
        ("HEAD..HEAD", []),
    ],
)
def test_a_range_of_commits(repo, commits, codes):
    answer = audit(repo, *([commits] if commits else []), "--format", "json")
    assert [one["code"] for one in answer.json["findings"]] == codes
    assert answer.code == bool(codes)


@pytest.mark.parametrize("text", ["..", "HEAD...", "HEAD...HEAD"])
def test_what_is_no_range_is_said(repo, text):
    answer = audit(repo, text)
    assert (answer.code, answer.out) == (2, "")
    assert "A..B" in answer.err


def test_an_unknown_commit_is_said(repo):
    assert "没有名为“nowhere”" in audit(repo, "nowhere..HEAD").err


def test_what_is_recorded_or_waived_in_the_files_as_they_are_counts_at_once(repo):
    """A person sees that a finding is settled before the record itself is committed."""
    text = (repo.folder / PLAN).read_text("utf-8")
    repo.put(PLAN, text + """
amendments:
  - {on: 2024-03-01, by: 区政府, document: 示政办〔2024〕3号, at: [tasks/2/criteria/2.1], reason: 时限调整}
waivers:
  - {code: PL607, at: enterprises/E-3, reason: 重复登记, by: 区工业局}
""")
    answer = audit(repo)
    assert (answer.code, answer.out) == (0, "没有发现问题（另有 1 个已豁免：--show-waived）\n")
    assert "重复登记" in audit(repo, "--show-waived").out


def test_a_shallow_clone_says_what_it_hides(repo, tmp_path):
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--depth", "2", f"file://{repo.top}", clone)
    answer = run("audit", "--data", clone / "data", "--format", "json")
    assert [one["code"] for one in answer.json["findings"]] == ["PL607"]
    assert "浅克隆" in answer.json["notices"][0]
    assert "浅克隆" in answer.err


def test_a_commit_that_is_passed_over_is_said(repo):
    repo.change(PLAN, "tasks:", "tasks: [")
    repo.commit("写坏")
    repo.git("checkout", "-q", "HEAD~1", "--", ".")
    repo.commit("改回")
    answer = audit(repo, "--format", "json")
    assert "tiny-2024" in answer.json["notices"][0]
    assert len(answer.json["findings"]) == 2


def test_a_limit_that_is_no_number_is_said(repo):
    repo.change("ledger.yaml", "look_every: month", "look_every: month\n    recording_days: 十五")
    answer = audit(repo, "--format", "json")
    assert answer.json["notices"] == ["settings.tiny-2024.recording_days 不是整数，相应的规则没有执行"]


def test_an_honest_history(tmp_path):
    repo = a_repository(tmp_path)
    row = "E-3,示例丙坊,西园,退出,2024-01-01,"
    repo.change("enterprises/tiny.csv", f"{row},", f"{row}2024-02-28,")
    repo.commit("退出", on=LATER)
    assert audit(repo).code == 0


def test_where_there_is_no_history(tmp_path):
    empty = empty_repository(tmp_path / "empty")
    (empty.folder / "plans").mkdir()
    answer = audit(empty)
    assert (answer.code, answer.out) == (2, "")
    assert "还没有提交" in answer.err


def test_audit_writes_nothing(repo):
    before = repo.git("status", "--porcelain")
    audit(repo)
    assert repo.git("status", "--porcelain") == before
