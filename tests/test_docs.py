"""The docs cannot drift: generated pages are what the code makes, and what the README shows is what it prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_generated_pages_are_what_the_code_makes():
    made = subprocess.run(
        [sys.executable, "tools/make_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_transcript_is_what_the_command_prints(page, capsys, monkeypatch):
    """A block that begins with ``$ parkledger`` shows the command and exactly what it prints."""
    from parkledger.cli.main import main

    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("PARKLEDGER_LANG", raising=False)
    monkeypatch.delenv("PARKLEDGER_DATA", raising=False)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    blocks = re.findall(r"```console\n\$ parkledger (.*)\n([\s\S]*?)```", (ROOT / page).read_text(encoding="utf-8"))
    assert blocks
    for command, shown in blocks:
        main(command.split())
        printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())
        assert shown.strip() == printed.strip(), command


@pytest.mark.parametrize(
    "page", sorted(path.relative_to(ROOT) for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", (ROOT / page).read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert ((ROOT / page).parent / target).exists(), target
