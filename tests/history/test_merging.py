"""Two branches that each record facts on one ledger, merged by real git: with nothing set up, and with the driver."""

import os
import sys

import pytest

from cli.program import run
from history.repos import a_repository
from parkledger.write import merge
from parkledger.write.init import ATTRIBUTES

ROSTER, LOOKS, FILINGS = "enterprises/tiny.csv", "inspections/tiny.csv", "filings/tiny.csv"
MORE = "".join(f"E-{n},示例{n}厂,西园,退出,2024-02-01,,\n" for n in range(4, 10))


@pytest.fixture
def repo(tmp_path):
    """A ledger with the attributes that ``init`` writes, and nine enterprises."""
    repo = a_repository(tmp_path / "repo")
    repo.put(".gitattributes", ATTRIBUTES)
    repo.put(ROSTER, (repo.folder / ROSTER).read_text() + MORE)
    repo.commit("more")
    return repo


@pytest.fixture
def driver(repo):
    """The driver, set up as the attributes say."""
    command = f"{sys.executable} -m parkledger merge-csv %O %A %B %P"
    repo.git("config", "merge.parkledger.driver", command)
    return repo


def both(repo, ours, theirs, *, conflict=False):
    """Let two branches change the ledger, each by a function of the repository, and merge the second into the first."""
    repo.git("switch", "-q", "-c", "theirs")
    theirs(repo)
    repo.commit("theirs")
    repo.git("switch", "-q", "main")
    ours(repo)
    repo.commit("ours")
    if not conflict:
        repo.merge("theirs")
        assert repo.git("status", "--porcelain") == ""
        return
    with pytest.raises(AssertionError):
        repo.merge("theirs")
    assert repo.git("diff", "--name-only", "--diff-filter=U")


def exited(enterprise, day):
    def change(repo):
        lines = (repo.folder / ROSTER).read_text().splitlines(True)
        repo.put(ROSTER, "".join(_dated(line, day) if line.startswith(f"{enterprise},") else line for line in lines))

    return change


def _dated(line, day):
    cells = line.rstrip("\n").split(",")
    return ",".join([*cells[:5], day, *cells[6:]]) + "\n"


def added(path, *lines, end="\n"):
    def change(repo):
        text = (repo.folder / path).read_text()
        repo.put(path, text + "".join(f"{line}\n" for line in lines).removesuffix("\n") + end)

    return change


def lines(repo, path):
    return (repo.folder / path).read_text().splitlines()


def codes(repo):
    found = run("check", "--data", repo.folder, "--as-of", "2024-06-30", "--format", "json").json["findings"]
    return {one["code"] for one in found} - {"PL402", "PL405"}


@pytest.mark.parametrize("path", [LOOKS, FILINGS])
def test_records_of_both_sides_are_kept_by_plain_git(repo, path):
    row = {
        LOOKS: "2024-06-2{},patrol,西园,E-3,clear,西镇",
        FILINGS: "f1,区环境局,2024-0{},2024-04-30,2024-05-02,月报",
    }[path]
    before = lines(repo, path)
    both(repo, added(path, row.format(3)), added(path, row.format(4), row.format(5)))
    assert lines(repo, path) == [*before, row.format(3), row.format(4), row.format(5)]
    assert codes(repo) == set()


def test_a_record_that_both_sides_added_stands_once(repo):
    row = "2024-06-23,patrol,西园,E-3,clear,西镇"
    both(repo, added(LOOKS, row), added(LOOKS, row))
    assert lines(repo, LOOKS).count(row) == 1


def test_a_correction_that_comes_back_beside_what_was_corrected_is_found(repo):
    row, corrected = "2024-06-23,patrol,西园,E-3,clear,西镇", "2024-06-23,patrol,西园,E-3,violation,西镇"
    added(LOOKS, row)(repo)
    repo.commit("a look")

    def correct(repo):
        repo.change(LOOKS, row, corrected)

    both(repo, added(LOOKS, "2024-06-24,patrol,西园,E-3,clear,西镇"), correct)
    assert {row, corrected} <= set(lines(repo, LOOKS))
    assert "PL516" in codes(repo)


def test_a_file_that_both_sides_began_with_other_columns_is_found(repo):
    def begin(text):
        return lambda repo: repo.put("indicators/tiny.csv", text)

    both(repo, begin("subject,indicator,value\n东园,产值,1\n"), begin("indicator,subject,value\n产值,西园,2\n"))
    assert lines(repo, "indicators/tiny.csv").count("indicator,subject,value") == 1
    assert "PL208" in codes(repo)  # the second header stands where a number should


def test_a_last_line_without_an_end_swallows_nothing(repo):
    first, second = "2024-06-23,patrol,西园,E-3,clear,西镇", "2024-06-24,patrol,西园,E-3,clear,西镇"
    both(repo, added(LOOKS, first, end=""), added(LOOKS, second, end=""))
    assert lines(repo, LOOKS)[-2:] == [first, second]


def test_rows_of_a_roster_that_do_not_touch_are_merged_by_plain_git(repo):
    both(repo, exited("E-2", "2024-03-01"), exited("E-8", "2024-03-02"))
    assert [line.split(",")[5] for line in lines(repo, ROSTER)[1:]][1:8] == ["2024-03-01", *[""] * 5, "2024-03-02"]


def test_rows_beside_each_other_are_a_conflict_that_check_finds(repo):
    both(repo, exited("E-2", "2024-03-01"), exited("E-3", "2024-03-02"), conflict=True)
    assert "PL116" in codes(repo)


def test_rows_beside_each_other_are_merged_by_the_driver(driver):
    both(driver, exited("E-2", "2024-03-01"), exited("E-3", "2024-03-02"))
    assert [line.split(",")[5] for line in lines(driver, ROSTER)[2:4]] == ["2024-03-01", "2024-03-02"]
    assert codes(driver) == set()


def test_both_list_new_enterprises_at_the_end(driver):
    both(driver, added(ROSTER, "E-11,示例,西园,退出,2024-03-01,,"), added(ROSTER, "E-12,示例,西园,退出,2024-03-01,,"))
    assert [line.split(",")[0] for line in lines(driver, ROSTER)[-2:]] == ["E-11", "E-12"]


def test_one_fact_recorded_differently_is_a_conflict_of_that_row_alone(driver):
    def ours(repo):
        exited("E-2", "2024-03-01")(repo)
        exited("E-3", "2024-03-05")(repo)

    both(driver, ours, exited("E-2", "2024-03-02"), conflict=True)
    found = lines(driver, ROSTER)
    at = found.index("<<<<<<< ours")
    firsts = [line.split(",")[0] for line in found[at : at + 5]]
    assert firsts == ["<<<<<<< ours", "E-2", "=======", "E-2", ">>>>>>> theirs"]
    assert found[at + 5].split(",")[5] == "2024-03-05"
    assert "PL116" in codes(driver)


def test_a_roster_of_doubtful_form_is_merged_as_lines(driver):
    both(driver, added(ROSTER, "E-2,示例,西园,退出,2024-03-01,,"), exited("E-2", "2024-03-02"))
    assert len(lines(driver, ROSTER)) == 11
    assert "PL501" in codes(driver)  # the id that is there twice


def test_a_rebase_and_a_cherry_pick_use_the_driver_too(driver):
    driver.git("switch", "-q", "-c", "theirs")
    exited("E-3", "2024-03-02")(driver)
    driver.commit("theirs")
    driver.git("switch", "-q", "main")
    exited("E-2", "2024-03-01")(driver)
    driver.commit("ours")
    driver.git("-c", "user.name=a", "-c", "user.email=a", "cherry-pick", "theirs")
    assert [line.split(",")[5] for line in lines(driver, ROSTER)[2:4]] == ["2024-03-01", "2024-03-02"]


def test_files_that_cannot_be_read(tmp_path):
    answer = run("merge-csv", tmp_path / "a", tmp_path / "b", tmp_path / "c", "data/x.csv")
    assert (answer.code, answer.out) == (2, "")
    assert "data/x.csv" in answer.err


def test_the_driver_says_what_is_at_odds(tmp_path):
    texts = {"o": "id,x\nA,1\n", "a": "id,x\nA,2\n", "b": "id,x\nA,3\n"}
    for name, text in texts.items():
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.encode())
    answer = run("merge-csv", *(tmp_path / name for name in "oab"), "data/x.csv")
    assert answer.code == 1
    assert answer.err == "data/x.csv：A 的 x 两边改得不同，已用冲突标记标出\n"
    assert (tmp_path / "a").read_bytes().startswith(b"\xef\xbb\xbfid,x\n<<<<<<< ours\n")


def test_bytes_of_no_encoding_are_merged_as_lines(tmp_path):
    for name, raw in {"o": b"id\n\xb3\xa7\nx\ny\n", "a": b"id\n\xb3\xa7\nx\ny\nz\n", "b": b"id\n\xb3\nx\ny\n"}.items():
        (tmp_path / name).write_bytes(raw)
    answer = run("merge-csv", *(tmp_path / name for name in "oab"))
    assert answer.code == 0
    assert (tmp_path / "a").read_bytes() == b"id\n\xb3\nx\ny\nz\n"


DOUBTFUL = {"o": b"\xb3\nx\ny\n", "-o.csv": b"\xb3\nx\ny\nz\n", "b": b"\xb4\nx\ny\n"}


def test_a_file_that_is_named_like_an_option(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, raw in DOUBTFUL.items():
        (tmp_path / name).write_bytes(raw)
    assert run("merge-csv", "--", "o", "-o.csv", "b").code == 0
    assert (tmp_path / "-o.csv").read_bytes() == b"\xb4\nx\ny\nz\n"


def test_without_git_it_is_said_that_it_is_missing(tmp_path):
    for name, raw in DOUBTFUL.items():
        (tmp_path / name).write_bytes(raw)
    answer = run("merge-csv", *(tmp_path / name for name in DOUBTFUL), env={"PATH": str(tmp_path)})
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("没有安装 git")


def test_what_is_no_regular_file_is_not_read(tmp_path):
    (tmp_path / "a").write_text("id\n")
    os.mkfifo(tmp_path / "pipe")
    answer = run("merge-csv", tmp_path / "a", tmp_path / "a", tmp_path / "pipe", "data/x.csv")
    assert (answer.code, answer.out, answer.err) == (2, "", "不能合并 data/x.csv：not a regular file\n")


def test_what_is_too_large_is_merged_as_lines_and_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setattr(merge, "MOST_BYTES", 1 << 20)
    rows = "".join(f"E-{n},{'x' * 80}\n" for n in range(20_000))
    for name, more in {"o": "", "a": "E-x,1\n", "b": "E-y,2\n"}.items():
        (tmp_path / name).write_text("id,x\n" + (rows + more if name == "o" else more + rows))
    answer = run("merge-csv", *(tmp_path / name for name in "oab"), "data/x.csv")
    assert answer.code == 1  # two rows in one place, which the driver would have put one behind the other
    assert "data/x.csv 有 1 MB，超过按编号逐行合并的上限 1 MB" in answer.err
    assert (tmp_path / "a").read_text().startswith("id,x\n<<<<<<< ours\nE-x,1\n")
