"""The data packages: frictionless validates every example through them, and finds what is wrong."""

import json
import shutil
from pathlib import Path

import frictionless
import pytest

from cli.program import DATA
from parkledger.base.tree import FolderTree
from parkledger.model.ledger import KINDS
from parkledger.model.notes import Column
from parkledger.read.headers import header_of
from parkledger.render.schemas.table_schema import CsvFile, data_package, table_schema

PLANS = ("biaokou", "guangzhou-2019", "jinnan-2021", "tongzhou-2016", "wuhai-2025")


def names(schema):
    return [one["name"] for one in schema["fields"]]


@pytest.mark.parametrize("plan", PLANS)
def test_frictionless_validates_the_example(plan, tmp_path):
    from cli.program import run

    shutil.copytree(DATA, tmp_path / "data")
    out = tmp_path / "data/datapackage.json"
    assert run("schema", "package", plan, "-o", out, "--data", tmp_path / "data").code == 0
    report = frictionless.validate(str(out))
    assert report.valid, report.flatten(["rowNumber", "fieldNumber", "type", "message"])[:5]
    listed = [one["path"] for one in json.loads(out.read_text("utf-8"))["resources"]]
    csvs = {f"{kind}/{name}" for kind in KINDS for name in FolderTree(DATA).names(kind) if name.endswith(".csv")}
    assert set(listed) == {one for one in csvs if plan.partition("-")[0] in one}


class TestFrictionlessFinds:
    ROSTER = "id,name,exited_on,gone\nE-1,示例甲厂,2024-02-20,是\n"
    GONE = (Column.model_validate({"key": "gone", "title": "关停", "type": "flag"}),)

    def errors(self, tmp_path, text, kind="enterprises"):
        file = tmp_path / "x.csv"
        file.write_text(text, "utf-8")
        header = header_of(FolderTree(tmp_path), "x.csv")
        made = data_package("x", "x", [CsvFile(kind, "x.csv", header)], {kind: self.GONE})
        (tmp_path / "package.json").write_text(json.dumps(made))
        report = frictionless.validate(str(tmp_path / "package.json"))
        return [tuple(row) for row in report.flatten(["rowNumber", "fieldName", "type"])]

    def test_nothing_in_a_sound_roster(self, tmp_path):
        assert self.errors(tmp_path, self.ROSTER) == []

    @pytest.mark.parametrize(
        ("right", "wrong", "error"),
        [
            ("2024-02-20", "2024-02-31", (2, "exited_on", "type-error")),
            ("是", "maybe", (2, "gone", "type-error")),
            ("示例甲厂", "", (2, "name", "constraint-error")),
        ],
    )
    def test_a_wrong_cell(self, right, wrong, error, tmp_path):
        assert self.errors(tmp_path, self.ROSTER.replace(right, wrong)) == [error]

    def test_an_id_that_stands_twice(self, tmp_path):
        again = self.ROSTER.splitlines()[1]
        assert [one[2] for one in self.errors(tmp_path, f"{self.ROSTER}{again}\n")] == ["primary-key"]

    def test_a_kind_that_does_not_exist(self, tmp_path):
        text = "on,kind,result\n2024-02-20,patroll,正常\n"
        assert self.errors(tmp_path, text, "inspections") == [(2, "kind", "constraint-error")]


class TestFields:
    @pytest.mark.parametrize("kind", KINDS)
    def test_without_a_header_they_are_the_basic_columns(self, kind):
        made = table_schema(kind)
        assert len(names(made)) == len(set(names(made)))
        assert all(one["title"] for one in made["fields"])

    def test_with_one_they_stand_in_its_order_and_spelling(self):
        made = table_schema("enterprises", (), ("编号", "name", "退出日期", "mystery"))
        assert names(made) == ["编号", "name", "退出日期", "mystery"]
        assert [one["type"] for one in made["fields"]] == ["string", "string", "date", "string"]
        assert made["primaryKey"] == ["编号"]

    def test_a_declared_column_has_its_type_and_choices(self):
        zone = Column.model_validate({"key": "zone", "title": "区域", "type": "text", "choices": ["南", "北"]})
        (field,) = (one for one in table_schema("enterprises", [zone])["fields"] if one["name"] == "zone")
        assert field == {"name": "zone", "title": "区域", "type": "string", "constraints": {"enum": ["南", "北"]}}


class TestHeader:
    def of(self, tmp_path, raw):
        (tmp_path / "x.csv").write_bytes(raw)
        return header_of(FolderTree(tmp_path), "x.csv")

    @pytest.mark.parametrize(
        ("raw", "encoding"),
        [
            ("编号,企业名称\n1,示例\n".encode(), "utf-8"),
            ("编号,企业名称\r\n1,示例\r\n".encode("utf-8-sig"), "utf-8-sig"),
            ("编号,企业名称\n1,示例\n".encode("gb18030"), "gb18030"),
            ('\n"编号", 企业名称\n'.encode(), "utf-8"),
        ],
    )
    def test_names_and_encoding(self, raw, encoding, tmp_path):
        assert self.of(tmp_path, raw) == (("编号", "企业名称"), encoding)

    @pytest.mark.parametrize("raw", [b"", b"\n \n", b"\xff\xfe\x00"])
    def test_of_no_header_there_is_none(self, raw, tmp_path):
        assert self.of(tmp_path, raw) is None

    def test_nor_of_no_file(self, tmp_path):
        assert header_of(FolderTree(Path(tmp_path)), "missing.csv") is None
