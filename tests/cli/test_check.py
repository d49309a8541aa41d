"""check: every finding, the exit code, what a waiver hides, and findings of some files alone."""

import pytest

from cli.program import ask, run
from cli.tiny import DAY, tiny

QUESTION = "questions:\n  - {id: q1, at: 一, text: 没有写由谁印发, reading: 由镇经济办印发}\n"
WAIVER = "waivers:\n  - {code: PL405, at: questions/q1, by: 台账编制, reason: 已核对}\n"
BAD_CELL = ("2024-02-20", "2024-02-31")


def warned(tmp_path, more=""):
    """The tiny ledger with one warning."""
    return tiny(tmp_path, plans=("goals:\n", QUESTION + more + "goals:\n"))


def test_nothing_wrong(ledger):
    assert ask("check", data=ledger, on=DAY).out == "没有发现问题\n"
    assert ask("check", "--lang", "en", data=ledger, on=DAY).out == "nothing found\n"


def test_an_error_stands_with_its_place_its_sentence_and_what_to_do(tmp_path):
    data = tiny(tmp_path, enterprises=BAD_CELL)
    answer = ask("check", data=data, on=DAY)
    assert answer.code == 1
    assert answer.out.splitlines() == [
        f"{data}/enterprises/tiny.csv:2:27  PL204 错误  “2024-02-31”不是一个日期（没有这一天）",
        "    请写成 2021-06-30 的样子；不知道就留空。",
        "1 个错误，0 个警告",
    ]


def test_the_nearest_valid_name_is_offered(tmp_path):
    data = tiny(tmp_path, filings=("f1,区环境局,2024-01,", "f1,区环保局,2024-01,"))
    lines = ask("check", data=data, on=DAY).out.splitlines()
    assert lines[0].endswith("PL301 错误  没有名为“区环保局”的单位")
    assert lines[1].startswith("    相近：区环境局、")


def test_a_warning_alone_does_not_fail(tmp_path):
    answer = ask("check", data=warned(tmp_path), on=DAY)
    assert answer.code == 0
    assert answer.out.splitlines()[-1] == "0 个错误，1 个警告"


class TestWaived:
    def test_it_leaves_the_list_and_is_counted(self, tmp_path):
        answer = ask("check", data=warned(tmp_path, WAIVER), on=DAY)
        assert (answer.code, answer.out) == (0, "没有发现问题（另有 1 个已豁免：--show-waived）\n")

    def test_it_comes_back_with_its_reason_when_asked_for(self, tmp_path):
        lines = ask("check", "--show-waived", data=warned(tmp_path, WAIVER), on=DAY).out.splitlines()
        assert "PL405 警告" in lines[0]
        assert lines[2] == "    已豁免：已核对"
        assert lines[3].startswith("没有发现问题（另有 1 个已豁免")

    def test_json_holds_it_with_its_reason_and_does_not_count_it(self, tmp_path):
        answer = ask("check", "--format", "json", data=warned(tmp_path, WAIVER), on=DAY).json
        assert [(one["code"], one["severity"], one["waived"]) for one in answer["findings"]] == [
            ("PL405", "warning", "已核对")
        ]
        assert (answer["errors"], answer["warnings"]) == (0, 0)

    def test_without_a_waiver_the_reason_is_null(self, tmp_path):
        answer = ask("check", "--format", "json", data=warned(tmp_path), on=DAY).json
        assert [one["waived"] for one in answer["findings"]] == [None]
        assert (answer["errors"], answer["warnings"]) == (0, 1)


class TestPaths:
    @pytest.fixture
    def data(self, tmp_path):
        """One fault in the roster, in the filings one that stands twice."""
        return tiny(tmp_path, enterprises=BAD_CELL, filings=("区环境局", "区环保局"))

    def found(self, data, *paths):
        answer = run("check", *paths, "--data", data, "--as-of", DAY, "--format", "json")
        return answer.code, [one["code"] for one in answer.json["findings"]]

    def test_one_file(self, data):
        assert self.found(data, data / "enterprises/tiny.csv") == (1, ["PL204"])

    def test_a_folder(self, data):
        assert self.found(data, data / "filings") == (1, ["PL301"])

    def test_several(self, data):
        assert self.found(data, data / "filings", data / "enterprises") == (1, ["PL204", "PL301"])

    def test_a_file_without_a_fault_is_fine_whatever_the_others_are(self, data):
        assert self.found(data, data / "parks/tiny.csv") == (0, [])

    def test_the_path_is_the_readers_own_wherever_the_ledger_was_found(self, data, monkeypatch):
        monkeypatch.chdir(data / "enterprises")
        answer = run("check", "tiny.csv", "--as-of", DAY, "--format", "json")
        assert [one["path"] for one in answer.json["findings"]] == ["../enterprises/tiny.csv"]

    def test_a_path_that_does_not_exist_is_a_usage_error(self, data):
        """``nothing found`` in a file that nobody looked at would be a lie."""
        answer = run("check", data / "enterprises/tinny.csv", "--data", data, "--as-of", DAY)
        assert answer.code == 2
        assert "tinny.csv" in answer.err


def test_check_writes_nothing(tmp_path):
    data = tiny(tmp_path, enterprises=BAD_CELL)
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    ask("check", data=data, on=DAY)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_day_to_come_is_measured_against_the_day_asked_for(tmp_path):
    """``--as-of`` is not today: the sentence must not call it so."""
    answer = ask("check", data=tiny(tmp_path), on="2024-02-21")
    assert answer.code == 0
    assert "PL507" in answer.out
    assert "今天（2024-02-21）" not in answer.out


@pytest.mark.parametrize("wrong", ["language: fr", "languages: zh", "language: zh\ntimezone: UTC"])
def test_a_fault_of_the_ledgers_own_file_is_a_finding(wrong, tmp_path):
    answer = ask("check", data=tiny(tmp_path, ledger=("language: zh", wrong)), on=DAY)
    assert answer.code == 1
    assert "ledger.yaml:2:" in answer.out or "ledger.yaml:3:" in answer.out


def test_so_is_a_time_zone_that_does_not_exist(tmp_path):
    answer = ask("check", data=tiny(tmp_path, ledger=("Asia/Shanghai", "Asia/Atlantis")), on=DAY)
    assert answer.code == 1
    assert "ledger.yaml:1:" in answer.out


class TestDaysToCome:
    """Asked of a day gone by, all that came later is to come: once for each file, with its number."""

    def found(self, tmp_path, **how):
        found = ask("check", "--format", "json", data=tiny(tmp_path, **how), on="2024-02-01").json
        assert found["warnings"] == sum(one["count"] for one in found["findings"] if one["waived"] is None)
        return [(one["path"].split("/")[-2], one["line"], one["count"]) for one in found["findings"]]

    def test_each_file_is_named_once(self, tmp_path):
        assert self.found(tmp_path) == [("enterprises", 2, 2), ("filings", 2, 7), ("inspections", 2, 1)]

    def test_what_a_waiver_covers_stays_beside_it(self, tmp_path):
        plan = WAIVER.replace("PL405, at: questions/q1", "PL507, at: enterprises/E-1/exited_on") + "goals:\n"
        assert self.found(tmp_path, plans=("goals:\n", plan))[:2] == [("enterprises", 2, 1), ("enterprises", 2, 1)]

    def test_asked_of_today_each_cell_is_named(self, tmp_path):
        data = tiny(tmp_path, enterprises=("2024-02-20,2024-02-25", "9998-02-20,9998-02-25"))
        found = run("check", "--format", "json", "--data", data).json["findings"]
        assert [one["count"] for one in found if one["code"] == "PL507"] == [1, 1]


@pytest.mark.parametrize(("day", "codes"), [("2024-06-30", ["PL405"]), ("2024-07-01", ["PL405", "PL410"])])
def test_a_waiver_holds_to_the_end_of_its_last_day(day, codes, tmp_path):
    """On the day asked for, not today: after it the warning is back, and the waiver itself is one."""
    until = WAIVER.replace("reason: 已核对", "reason: 已核对, until: 2024-06-30")
    found = ask("check", "--format", "json", data=warned(tmp_path, until), on=day).json["findings"]
    assert [one["code"] for one in found] == codes
    assert [one["waived"] for one in found] == (["已核对"] if day == "2024-06-30" else [None, None])
