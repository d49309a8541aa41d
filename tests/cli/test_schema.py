"""schema: to stdout or a file, for each kind of file; what cannot be described is a usage error."""

import json

import pytest

from cli.program import JINNAN, run
from cli.tiny import tiny
from parkledger.cli.schema import FORMATS


def schema(*args, **how):
    return run("schema", *args, **how)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_describes_itself(kind):
    answer = schema(kind, *(["jinnan-2021", "--data", JINNAN] if kind == "package" else []))
    assert answer.code == 0
    assert ("$schema" in answer.json) == (FORMATS[kind] == "json-schema")


def test_no_ledger_is_needed_for_the_basic_ones(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert {one["name"] for one in schema("roster").json["fields"]} >= {"id", "name", "exited_on"}
    assert schema("plan").json["properties"]["tasks"]


def test_with_a_plan_the_path_is_relative_to_the_file_that_is_written(tmp_path):
    data = tiny(tmp_path)
    out = data / "sub/roster.json"
    out.parent.mkdir()
    answer = schema("roster", "tiny-2024", "-o", out, "--data", data)
    assert (answer.code, answer.out) == (0, f"已写出 {out}\n")
    (resource,) = json.loads(out.read_text("utf-8"))["resources"]
    assert resource["path"] == "../enterprises/tiny.csv"
    assert [one["name"] for one in resource["schema"]["fields"]] == [
        "id", "name", "park", "disposal", "listed_on", "exited_on", "verified_on",
    ]  # fmt: skip


def test_parks_have_the_columns_of_the_plan(tmp_path):
    park = schema("park", "tiny-2024", "--data", tiny(tmp_path)).json["properties"]["parks"]["items"]
    assert park["additionalProperties"] is False


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("nothing",), "“nothing”"),
        (("plan", "--format", "table-schema"), "json-schema"),
        (("roster", "--format", "json-schema"), "table-schema"),
        (("package",), "parkledger schema package"),
        (("roster", "nobody"), "nobody"),
        (("plan", "nobody"), "现有：tiny-2024"),
        (("ledger", "nobody"), "现有：tiny-2024"),
        (("indicators", "tiny-2024"), "indicators"),
        (("plan", "-o", "missing/folder/x.json"), "missing/folder/x.json"),
    ],
)
def test_what_cannot_be_described_is_a_usage_error(args, says, tmp_path):
    answer = schema(*args, "--data", tiny(tmp_path))
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err


def test_a_plan_that_cannot_be_read_at_all(tmp_path):
    answer = schema("roster", "tiny-2024", "--data", tiny(tmp_path, plans="[\n"))
    assert answer.code == 2
    assert "tiny-2024" in answer.err


def test_where_stdout_knows_only_ascii_the_same_is_told_in_ascii():
    plain = schema("plan", encoding="ascii")
    assert plain.out.isascii()
    assert plain.json == schema("plan").json
