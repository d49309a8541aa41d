"""What docs/ci.md and the hook of pre-commit promise: valid workflows, a hook that runs."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from cli.tiny import tiny
from parkledger.model.ledger import KINDS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
BLOCKS = re.findall(r"```(yaml|sh)\n([\s\S]*?)```", PAGE)
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def block(begins):
    return next(text for _, text in BLOCKS if text.startswith(begins))


@pytest.mark.parametrize(("begins", "schema"), [("name: ledger", "github-workflows"), ("ledger:", "gitlab-ci")])
def test_a_workflow_is_valid_against_the_schema_of_its_host(begins, schema, tmp_path):
    (tmp_path / "ci.yml").write_text(block(begins), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", tmp_path / "ci.yml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


class TestHook:
    def test_it_has_what_pre_commit_asks_for(self):
        assert HOOK["id"] == "parkledger-check"
        assert HOOK["language"] == "python"
        assert f"id: {HOOK['id']}" in block("repos:")

    def test_it_looks_at_every_file_of_a_ledger(self):
        files = [
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / "data").rglob("*")
            if path.is_file() and path.name[0] != "."
        ]
        unseen = {path for path in files if not re.search(HOOK["files"], path)}
        assert unseen == {f"data/schemas/{kind}.json" for kind in ("ledger", "park", "plan")}
        assert all(re.search(HOOK["files"], f"{kind}/x.csv") for kind in KINDS)

    @pytest.mark.parametrize(
        "path", ["docs/plan-format.md", "plans/x.txt", "my-ledger.yaml", "notes/x.csv", "plans/a/b.csv"]
    )
    def test_and_at_nothing_else(self, path):
        assert not re.search(HOOK["files"], path)

    @pytest.mark.parametrize(("wrong", "code"), [(("2024-02-20", "2024-02-20"), 0), (("2024-02-20", "2024-02-31"), 1)])
    def test_its_entry_stops_a_commit_with_an_error(self, wrong, code, tmp_path):
        program, *args = shlex.split(HOOK["entry"])
        tiny(tmp_path, enterprises=wrong)
        installed = shutil.which(program, path=str(Path(sys.executable).parent))
        assert installed
        done = subprocess.run([installed, *args], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout
