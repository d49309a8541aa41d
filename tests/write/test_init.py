"""A new ledger: empty, or one example with the settings of its own plan and no other's."""

from pathlib import Path

import pytest
import yaml

from parkledger.base.tree import FolderTree
from parkledger.read.ledger import plan_ids, read_ledger
from parkledger.write import init
from parkledger.write.init import Occupied, example_files, example_names, new_ledger

TWO = {
    "ledger.yaml": (
        "# 约定\ntimezone: Asia/Shanghai\n\nsettings:\n"
        "  # 甲\n  one-2021:\n    look_every: quarter   # 每季\n"
        "  two-2022:\n    look_every: month\n"
    ),
    "plans/one-2021.yaml": "title: 一\n",
    "plans/two-2022.yaml": "title: 二\n",
    "parks/one.yaml": "parks: []\n",
    "enterprises/one.csv": "id,name\n",
    "enterprises/two-2022.csv": "id,name\n",
}


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Two examples instead of those of the package."""
    for path, text in TWO.items():
        (tmp_path / "examples" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "examples" / path).write_text(text, "utf-8")
    monkeypatch.setattr(init, "examples_folder", lambda: tmp_path / "examples")
    return tmp_path / "new"


def test_the_examples_are_the_plans_of_the_repository():
    assert "jinnan-2021" in example_names()


def test_an_example_takes_the_files_of_its_plan_alone(two):
    assert sorted(example_files("one-2021")) == [
        "enterprises/one.csv", "ledger.yaml", "parks/one.yaml", "plans/one-2021.yaml",
    ]  # fmt: skip
    assert sorted(example_files("two-2022")) == [
        "enterprises/two-2022.csv", "ledger.yaml", "plans/two-2022.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(("plan", "every"), [("one-2021", "quarter"), ("two-2022", "month")])
def test_and_its_settings_alone(plan, every, two):
    data = new_ledger(two, plan)
    written = (data / "ledger.yaml").read_text("utf-8")
    assert yaml.safe_load(written)["settings"] == {plan: {"look_every": every}}
    assert written.startswith("# 约定\ntimezone: Asia/Shanghai\n")


def test_the_comments_of_its_settings_stay(two):
    data = new_ledger(two, "one-2021")
    assert "look_every: quarter   # 每季\n" in (data / "ledger.yaml").read_text("utf-8")


def test_what_stands_below_the_settings_stays(two):
    """The order of a ledger's keys is the office's own."""
    file = two.parent / "examples/ledger.yaml"
    file.write_text(TWO["ledger.yaml"].replace("timezone: Asia/Shanghai\n", "") + "timezone: UTC\n", "utf-8")
    data = new_ledger(two, "one-2021")
    assert yaml.safe_load((data / "ledger.yaml").read_text("utf-8")) == {
        "settings": {"one-2021": {"look_every": "quarter"}},
        "timezone": "UTC",
    }


def test_a_plan_without_settings_of_its_own(two):
    (two.parent / "examples/plans/three.yaml").write_text("title: 三\n", "utf-8")
    data = new_ledger(two, "three")
    assert "settings" not in (yaml.safe_load((data / "ledger.yaml").read_text("utf-8")) or {})


def test_an_empty_ledger_can_be_read(tmp_path):
    data = new_ledger(tmp_path / "new", None)
    ledger = read_ledger(FolderTree(data))
    assert (ledger.campaigns, ledger.findings, plan_ids(FolderTree(data))) == ((), (), [])
    assert (ledger.file.timezone, ledger.file.language) == ("Asia/Shanghai", "zh")


def test_an_occupied_folder_is_refused_before_anything_is_written(tmp_path):
    (tmp_path / "mine").write_text("x", "utf-8")
    with pytest.raises(Occupied):
        new_ledger(tmp_path, "jinnan-2021")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_git_is_told_how_to_merge(two, tmp_path):
    data = new_ledger(tmp_path / "new", None)
    assert (data / ".gitattributes").read_text("utf-8") == init.ATTRIBUTES


def test_the_repositorys_own_data_is_merged_in_the_same_way():
    assert (Path(__file__).parents[2] / "data/.gitattributes").read_text("utf-8") == init.ATTRIBUTES
