"""Every format is its snapshot, is valid against the schema of its standard, and tells every finding.

A change that is meant: ``cd tests && python -m render.formats.update``, then read the difference.
"""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from lxml import etree

from parkledger.base.findings import Severity
from parkledger.base.spans import Span
from parkledger.render.findings import FORMATS, emit, rendered
from parkledger.render.findings.fingerprints import fingerprints
from parkledger.render.findings.github import _DATA, _PROPERTY
from render.formats.some import ALIKE, ALL, CLEAN, HOSTILE, MANY, PLAN, ROSTER, SHIFTED, UNIT, WAIVED, told
from render.formats.update import HERE, SNAPSHOTS, text_of

SCHEMAS = Path(__file__).parents[2] / "schemas"
SARIF = Draft7Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8")))
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
TEXTS = st.text(max_size=30)
ANY = st.builds(
    lambda path, name, near, pointer, line: UNIT._replace(
        span=Span(f"./data/{path}", line, line), args={"name": name}, near=(near,), pointer=pointer
    ),
    TEXTS, TEXTS, TEXTS, TEXTS, st.integers(1, 9),
)  # fmt: skip
"""Findings whose every text comes from a file that anybody can have written."""


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_it_is_the_snapshot(name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert text_of(name) == (HERE / name).read_text("utf-8")


def test_every_snapshot_has_its_format():
    kept = {path.name for path in HERE.iterdir() if path.suffix in (".txt", ".json", ".xml")}
    assert kept == set(SNAPSHOTS)


@pytest.mark.parametrize("shape", FORMATS)
def test_no_findings_make_a_document_too(shape):
    assert rendered(told(), shape)


@pytest.mark.parametrize("shape", ["json", "gitlab", "sarif", "junit"])
def test_where_stdout_knows_only_ascii_the_same_is_told_in_ascii(shape):
    plain, full = rendered(told(*ALL, ascii_only=True), shape), rendered(told(*ALL), shape)
    assert plain.isascii()
    if shape == "junit":
        canonical = [ET.canonicalize(text) for text in (plain, full)]
        assert canonical[0] == canonical[1]
    else:
        assert json.loads(plain) == json.loads(full)


def test_a_stream_that_knows_only_ascii_is_told_in_ascii(tmp_path):
    with (tmp_path / "said").open("w", encoding="ascii") as stream:
        emit(told(*ALL), "sarif", stream)
    assert json.loads((tmp_path / "said").read_text("ascii"))["version"] == "2.1.0"


class TestSarif:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("findings", [ALL, ()])
    def test_it_is_valid_against_the_schema_of_the_standard(self, lang, findings):
        SARIF.validate(json.loads(rendered(told(*findings, lang=lang), "sarif")))

    @given(st.lists(ANY, max_size=3))
    def test_whatever_the_data_holds(self, findings):
        SARIF.validate(json.loads(rendered(told(*findings), "sarif")))

    def test_the_schema_can_fail(self):
        log = json.loads(rendered(told(*ALL), "sarif"))
        log["runs"][0]["results"][0]["level"] = "bad"
        assert not SARIF.is_valid(log)

    def results(self, *findings):
        (run,) = json.loads(rendered(told(*findings), "sarif"))["runs"]
        return run["results"], run["tool"]["driver"]["rules"]

    def test_each_result_names_its_rule(self):
        results, rules = self.results(*ALL)
        assert [rules[one["ruleIndex"]]["id"] for one in results] == [one["ruleId"] for one in results]
        assert [one["ruleId"] for one in results] == [one.rule.code for one in ALL]

    def test_a_path_is_a_relative_uri(self):
        (result,), _ = self.results(UNIT)
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert uri.isascii()
        assert unquote(uri) == PLAN.removeprefix("./")
        assert place["region"] == {"startLine": 212, "startColumn": 15}

    def test_one_that_stands_for_many_occurs_so_often(self):
        assert [one["occurrenceCount"] for one in self.results(UNIT, MANY, ALIKE)[0]] == [1, 12, 130]

    def test_of_one_that_stands_for_equal_ones_the_other_lines_are_related(self):
        ((one,), _) = self.results(ALIKE)
        regions = [place["physicalLocation"]["region"] for place in one["relatedLocations"]]
        assert regions == [{"startLine": line} for line in (33, 34, 35, 44, 58)]

    def test_what_could_not_be_looked_at_is_a_notification_of_the_run(self):
        log = json.loads(rendered(told(UNIT, notices=["历史不完整"]), "sarif"))
        SARIF.validate(log)
        (invocation,) = log["runs"][0]["invocations"]
        assert [one["message"]["text"] for one in invocation["toolExecutionNotifications"]] == ["历史不完整"]

    def test_a_waived_one_is_suppressed_with_the_reason_of_the_waiver(self):
        (result,), _ = self.results(WAIVED)
        assert [one["justification"] for one in result["suppressions"]] == [WAIVED.waived]


class TestJunit:
    def suites(self, *findings):
        document = etree.fromstring(rendered(told(*findings), "junit").encode())
        JUNIT.assertValid(document)
        return {suite.get("name"): suite for suite in document}

    @pytest.mark.parametrize("findings", [ALL, ()])
    def test_it_is_valid_against_the_schema_that_jenkins_uses(self, findings):
        assert self.suites(*findings)

    @given(st.lists(ANY, max_size=3))
    def test_whatever_the_data_holds(self, findings):
        self.suites(*findings)

    def test_the_schema_can_fail(self):
        assert not JUNIT.validate(etree.fromstring("<testsuites><testsuite/></testsuites>"))

    def test_errors_fail_warnings_pass_and_waived_ones_are_skipped(self):
        suites = self.suites(*ALL)
        plan = suites[PLAN.removeprefix("./")]
        assert [one[0].tag for one in plan.findall("testcase")] == ["failure", "failure", "system-out", "skipped"]
        assert (plan.get("tests"), plan.get("failures"), plan.get("skipped")) == ("4", "2", "1")

    def test_a_file_without_findings_passes(self):
        suite = self.suites(*ALL)[CLEAN.removeprefix("./")]
        assert (suite.get("tests"), suite.get("failures")) == ("1", "0")

    def test_one_that_stands_for_many_is_counted_beside_the_cases(self):
        suite = self.suites(SHIFTED, MANY)["data/enterprises/示例.csv"]
        assert suite.get("failures") == "2"
        assert suite.find("properties/property[@name='errors']").get("value") == "13"


class TestGithub:
    COMMAND = re.compile(r"::(error|warning|notice) file=(.+?),line=(\d+),col=(\d+),title=(PL\d+)::(.*)")

    def commands(self, *findings, **how):
        *lines, _ = rendered(told(*findings, **how), "github").splitlines()
        return [self.COMMAND.fullmatch(line).groups() for line in lines]

    @staticmethod
    def decoded(text):
        """As the runner does it."""
        for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            text = text.replace(code, sign)
        return text

    def test_level_place_and_title(self):
        (command,) = self.commands(UNIT)
        assert command[:5] == ("error", "data/plans/示例 2024.yaml", "212", "15", "PL301")

    def test_a_waived_one_is_told_only_when_asked_for(self):
        assert self.commands(WAIVED) == []
        assert [one[0] for one in self.commands(WAIVED, show_waived=True)] == ["notice"]

    @given(st.lists(ANY, max_size=3))
    def test_no_text_of_the_data_begins_a_line_or_ends_a_property(self, findings):
        """Else a ledger could give the runner orders."""
        text = rendered(told(*findings), "github")
        lines = text.split("\n")
        assert len(lines) == len(findings) + 2
        assert len(text.splitlines()) == len(findings) + 1
        for line, one in zip(lines, findings, strict=False):
            assert line.startswith("::error file=data/")
            assert f",line={one.span.line},col={one.span.column},title=PL301::" in line

    @given(TEXTS)
    def test_what_is_escaped_is_the_same_again_at_the_runner(self, text):
        assert self.decoded(text.translate(_DATA)) == text
        assert self.decoded(text.translate(_PROPERTY)) == text

    def test_per_cent_signs_are_escaped(self):
        (command,) = self.commands(HOSTILE)
        assert "%250A" in command[1]


class TestGitlab:
    def issues(self, *findings):
        return json.loads(rendered(told(*findings), "gitlab"))

    def test_every_issue_has_what_gitlab_asks_for(self):
        for one in self.issues(*ALL):
            assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
            assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert not one["location"]["path"].startswith("./")
            assert one["location"]["lines"]["begin"] >= 1

    def test_errors_weigh_more_than_warnings(self):
        weights = {one.rule.code: one.rule.severity for one in ALL}
        for one in self.issues(*ALL):
            assert one["severity"] == ("major" if weights[one["check_name"]] is Severity.ERROR else "minor")

    def test_a_waived_one_is_no_issue(self):
        assert self.issues(WAIVED) == []


class TestFingerprints:
    def of(self, *findings):
        return list(fingerprints(findings, str))

    def test_they_stay_when_lines_are_put_above(self):
        moved = [one._replace(span=one.span._replace(line=one.span.line + 7)) for one in ALL]
        assert self.of(*moved) == self.of(*ALL)

    def test_a_row_that_only_its_line_names_is_known_by_what_is_wrong(self):
        row = UNIT._replace(span=Span("filings/x.csv", 7, 3), pointer="filings/7/unit")
        below = row._replace(span=Span("filings/x.csv", 9, 3), pointer="filings/9/unit")
        other = below._replace(args={"name": "区环保局"})
        assert self.of(row) == self.of(below)
        assert self.of(row) != self.of(other)

    def test_equal_ones_told_as_one_are_known_by_what_is_wrong_wherever_the_first_is(self):
        fewer = ALIKE._replace(span=Span(ROSTER, 33, 4), pointer="filings/33/unit", cases=129, lines=(33, 34, 35))
        assert self.of(ALIKE) == self.of(fewer)
        assert self.of(ALIKE) != self.of(ALIKE._replace(args={"name": "区住建局"}))

    def test_no_two_of_a_run_are_equal(self):
        found = self.of(*ALL, *ALL, UNIT, MANY, MANY._replace(cases=1))
        assert len(set(found)) == len(found)

    def test_they_differ_by_file(self):
        assert self.of(UNIT) != self.of(UNIT._replace(span=UNIT.span._replace(path="x")))
