"""The docs cannot drift: generated pages are what the code makes, what pages show is what the program prints, and each
page for users exists in both languages."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
import tomllib
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest
import typer

from cli.program import DATA, ask
from cli.tiny import DAY, tiny
from parkledger.cli.commands import MODULES
from parkledger.cli.main import app
from parkledger.compute.criteria import STATES as criteria_states
from parkledger.compute.states import STATES as member_states
from parkledger.render.labels import label

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import translated  # noqa: E402
from transcripts import played  # noqa: E402

USERS = {"first-steps", "plan-format", "data-files", "codes", "commands", "json", "reports", "history", "ci", "terms"}
"""Pages for those who keep a ledger or answer from it."""
ENGINEERS = {"architecture", "benchmarks", "fuzzing"}
"""Pages for those who change parkledger: in English."""
PAIRS = [("README.md", "README.zh-CN.md"), *((f"docs/{one}.md", f"docs/zh/{one}.md") for one in sorted(USERS))]
PAGES = sorted(path.relative_to(ROOT) for glob in ("*.md", "docs/*.md", "docs/zh/*.md") for path in ROOT.glob(glob))
FENCED = re.compile(r"^```(\w*)[^\n]*\n([\s\S]*?)^```", re.MULTILINE)


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page, *languages):
    return [body for language, body in FENCED.findall(text_of(page)) if language in languages]


def typed(page):
    """The commands that a page shows with what they print."""
    return [line[2:] for body in blocks(page, "console") for line in body.splitlines() if line.startswith("$ ")]


def test_generated_pages_and_transcripts_are_what_the_code_makes():
    made = subprocess.run(
        [sys.executable, "tools/make_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (made.returncode, made.stdout) == (0, ""), made.stderr


def test_every_page_is_for_users_in_both_languages_or_for_engineers():
    assert {path.stem for path in ROOT.glob("docs/*.md")} == USERS | ENGINEERS
    assert {path.stem for path in ROOT.glob("docs/zh/*.md")} == USERS


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
class TestBothLanguages:
    """What can be compared without knowing either language."""

    def test_they_have_the_same_sections(self, english, chinese):
        def levels(page):
            return re.findall(r"^(#+) ", FENCED.sub("", text_of(page)), re.MULTILINE)

        assert levels(english) == levels(chinese)

    def test_they_name_the_same_codes(self, english, chinese):
        one, other = (set(re.findall(r"PL\d{3}", text_of(page))) for page in (english, chinese))
        assert one == other

    def test_they_run_the_same_commands(self, english, chinese):
        one, other = ([line.split()[:2] for line in typed(page)] for page in (english, chinese))
        assert [pair for pair in zip_longest(one, other) if not _alike(*pair)] == []

    def test_their_tables_have_the_same_rows(self, english, chinese):
        one, other = (len(re.findall(r"^\|", text_of(page), re.MULTILINE)) for page in (english, chinese))
        assert one == other

    def test_their_lists_have_the_same_items(self, english, chinese):
        one, other = (FENCED.sub("", text_of(page)) for page in (english, chinese))
        assert one.count("\n- ") == other.count("\n- ")

    def test_what_they_show_of_files_is_the_same_but_for_comments(self, english, chinese):
        def shown(page):
            return [re.sub(r"#[^\n]*", "", body).split() for body in blocks(page, "yaml", "csv", "sh", "json", "pycon")]

        assert shown(english) == shown(chinese)


def _alike(one, other):
    """The same command; names of folders may be words of the language."""
    return one and other and one[0] == other[0] and (one[0] == "cd" or one == other)


def test_a_chinese_page_says_what_the_english_page_says_today():
    """Where it fails: bring the Chinese page up to date, then ``python tools/translated.py PAGE``."""
    assert [page.relative_to(ROOT).as_posix() for page in translated.behind()] == []


class TestMarks:
    """Which change of an English page asks for one of the Chinese page."""

    def mark(self, text, tmp_path):
        (tmp_path / "page.md").write_text(text, "utf-8")
        return translated.mark_of(tmp_path / "page.md")

    def test_another_word_does(self, tmp_path):
        assert self.mark("One page.", tmp_path) != self.mark("Two pages.", tmp_path)

    def test_another_command_does(self, tmp_path):
        one, other = (f"```console\n$ parkledger {name}\n```" for name in ("check", "zero"))
        assert self.mark(one, tmp_path) != self.mark(other, tmp_path)

    def test_a_broken_line_and_what_a_command_prints_do_not(self, tmp_path):
        one = "One\npage.\n```console\n$ parkledger check\nnothing found\n```\n"
        other = "One page.\n```console\n$ parkledger check\nerrors: 1\n```\n"
        assert self.mark(one, tmp_path) == self.mark(other, tmp_path)


def test_an_english_page_asks_for_english_and_a_chinese_one_for_nothing():
    for english, chinese in PAIRS:
        spoken = [line for line in typed(english) if line.startswith("parkledger ") and "--version" not in line]
        assert [line for line in spoken if "--lang en" not in line] == [], english
        assert [line for line in typed(chinese) if "--lang en" in line] == [], chinese


CODE = {
    page: "\n".join([*blocks(page, "yaml", "sh", "", "text"), *re.findall(r"`([^`\n]+)`", text_of(page))])
    for page in PAGES
    if page.stem not in ("codes", "CHANGELOG")
}
NAMED = sorted(
    {
        (str(page), line)
        for page, code in CODE.items()
        for line in re.findall(r'(?<!install )(?<![\w/"-])parkledger [a-z][a-z-]*(?: [^\n>|&·；]*)?', code)
    }
)
"""Commands that stand in pages without what they print, with what stands behind them."""


def test_pages_name_commands():
    assert {line.split()[1] for _, line in NAMED} >= set(MODULES)


@pytest.mark.parametrize(("page", "line"), NAMED, ids=[f"{page}: {line}" for page, line in NAMED])
def test_every_command_and_option_that_a_page_names_exists(page, line):
    words = shlex.split(line.split("#")[0])
    assert words[1] in MODULES
    command = typer.main.get_command(app).commands[words[1]]
    known = {"-h", "--help", *(name for parameter in command.params for name in parameter.opts)}
    assert [word for word in words[2:] if re.match(r"--?[a-z]", word) and word.split("=")[0] not in known] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_what_is_shown_of_python_is_what_python_prints(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    (body,) = blocks(page, "pycon")
    told = doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest(body, {}, page, None, 0))
    assert told.attempted > 1
    assert told.failed == 0


@pytest.mark.parametrize("page", ["docs/terms.md", "docs/zh/terms.md"])
def test_states_are_called_as_reports_call_them(page):
    told = re.findall(r"^\| `(\w+)` \| (\S+) \|", text_of(page), re.MULTILINE)
    criteria = [(state, label(f"state.{state}", "zh")) for state in criteria_states]
    members = [(state, label(f"life.{state}", "zh")) for state in member_states]
    assert sorted(told) == sorted(criteria + members)


JSON = re.findall(r"^## (\w+)\n([\s\S]*?)(?=^## |\Z)", text_of("docs/json.md"), re.MULTILINE)


@pytest.mark.sweep
@pytest.mark.parametrize(("command", "section"), JSON, ids=[command for command, _ in JSON])
def test_every_key_of_the_json_is_told_and_no_other(command, section, tmp_path):
    """Groups have the keys of a criterion, stale cases those of a violation."""
    days = ("2020-12-31", "2023-11-15", "2027-06-30")
    faulty = tiny(tmp_path, enterprises=("2024-02-20", "2024/2/20"))
    asked = [ask(command, "--format", "json", data=DATA, on=day).json for day in days]
    asked += [ask(command, "--format", "json", data=faulty, on=DAY).json]
    same = {"stale_cases[].": "violations[].", "groups[].": ""}
    found = set()
    for key in set().union(*map(keys_of, asked)):
        part = next((one for one in same if one in key), "")
        found.add(key if not part or key.endswith("groups[].group") else key.replace(part, same[part]))
    assert set(re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)) == found


def keys_of(value, at=""):
    """The place of every key, ``plans[].id``; what holds others or a list of them by ``plans[]``."""
    if isinstance(value, dict):
        inner = [one for key, part in value.items() for one in keys_of(part, f"{at}.{key}" if at else key)]
        return {*inner, at} - {""}
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        return set().union(*(keys_of(part, f"{at}[]") for part in value))
    return {at} - {""} if value != [] else set()


class TestArchitecture:
    """The page for engineers speaks of the code as it is."""

    PAGE = text_of("docs/architecture.md")
    SOURCE = ROOT / "src/parkledger"

    def test_every_module_that_it_names_exists(self):
        floors = "|".join(path.name for path in self.SOURCE.iterdir() if path.is_dir())
        named = set(re.findall(rf"`((?:{floors})(?:\.\w+)*)`", self.PAGE))
        places = {one: self.SOURCE.joinpath(*one.split(".")) for one in named}
        assert len(named) > 50
        assert [one for one, at in places.items() if not (at.is_dir() or at.with_suffix(".py").exists())] == []

    def test_its_floors_are_those_that_imports_are_held_to(self):
        contract = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
        drawn = re.findall(r"^  (\w+(?: \| \w+)?)", FENCED.search(self.PAGE)[2], re.MULTILINE)
        assert drawn == contract["layers"]

    def test_files_that_it_names_exist(self):
        for name in re.findall(r"(?:benchmarks|tests|tools)/[\w./]+\w", self.PAGE):
            assert (ROOT / name).exists(), name


SCRIPTS = sorted(
    {
        (str(page), script, options)
        for page in PAGES
        for script, options in re.findall(
            r"python ((?:benchmarks|fuzz|tools|tests)/[\w/]+\.py)([^`\n|#]*)", text_of(page)
        )
    }
)


@pytest.mark.parametrize(("page", "script", "options"), SCRIPTS)
def test_a_script_that_a_page_runs_is_there_and_has_the_options(page, script, options):
    source = text_of(script)
    assert [one for one in re.findall(r"--[a-z-]+", options) if f'"{one}"' not in source] == []


def test_what_contributors_are_told_to_run_is_there():
    text = text_of("CONTRIBUTING.md")
    scripts = re.findall(r"`python ([\w/]+\.py)`", text)
    modules = [name.replace(".", "/") + ".py" for name in re.findall(r"`python -m ([\w.]+)`", text)]
    places = re.findall(r"`((?:src|tests|tools|docs)/[\w./-]+\.\w+|\.ci/run)`", text)
    assert scripts
    assert modules
    assert [name for name in (*scripts, *modules, *places) if not (ROOT / name).exists()] == []


def anchors(text):
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.replace("`", "")).strip().lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_rows_of_a_table_have_the_cells_of_its_head(page):
    cells = [
        (line, len(re.findall(r"(?<!\\)\|", line)))
        for line in FENCED.sub("\n\n", text_of(page)).splitlines()
    ]
    for (_, head), (line, number) in pairwise(cells):
        assert not line.startswith("|") or not head or head == number, line


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)[^)]*\)", FENCED.sub("", text_of(page))):
        file, _, anchor = target.partition("#")
        if file.startswith("http"):
            continue
        place = (ROOT / page).parent / file if file else ROOT / page
        assert place.exists(), target
        assert not anchor or anchor in anchors(place.read_text("utf-8")), target


def test_a_chinese_page_leads_to_chinese_pages():
    for path in ROOT.glob("docs/zh/*.md"):
        for name in re.findall(r"\]\(\.\./(\w[\w-]*)\.md", path.read_text("utf-8")):
            assert name in ENGINEERS, path.name


class TestTranscripts:
    """The mechanism that runs what pages show."""

    def told(self, block, before=""):
        page = played(f"{before}```console{block}\n```\n", "zh")
        return FENCED.search(page)[2].splitlines()

    def test_what_a_command_prints_replaces_what_stands_there(self):
        shown = self.told("\n$ parkledger check\n一切都好")
        assert shown[0] == "$ parkledger check"
        assert "一切都好" not in shown
        assert len(shown) > 1

    def test_the_lines_that_are_shown(self):
        whole = self.told("\n$ parkledger rule PL204")
        shown = self.told(" show=1,4-5\n$ parkledger rule PL204")
        assert shown == [whole[0], whole[1], "...", *whole[4:6], "..."]
        assert self.told(" show=3-\n$ parkledger rule PL204") == [whole[0], "...", *whole[3:]]

    def test_what_a_reader_does_beside_commands(self):
        before = "<!-- edit: data/enterprises/jinnan.csv: 2023-10-29,, => 2023-10-29,2023/11/10, -->\n"
        assert "PL204" in self.told("\n$ parkledger check data/enterprises/jinnan.csv", before)[1]
        before = "<!-- append: data/filings/jinnan.csv: 2.2 -->\n"
        assert "PL110" in "".join(self.told("\n$ parkledger check data/filings", before))
        before = "<!-- save: new/data/plans/x.yaml -->\n```yaml\ntitle: x\n```\n"
        page = played(f"{before}```console\n$ cd new\n$ parkledger check\n```\n", "zh")
        assert "PL202" in page

    def test_an_edit_of_nothing_is_an_error(self):
        with pytest.raises(ValueError, match="0 times"):
            self.told("\n$ parkledger check", "<!-- edit: data/ledger.yaml: no such text => x -->")

    def test_a_block_without_a_command_is_an_error(self):
        with pytest.raises(ValueError, match="without a command"):
            played("```console\nparkledger check\n```", "zh")

    def test_commits_have_the_day_that_the_page_gives(self):
        before = "<!-- day: 2023-10-15 -->\n<!-- run: git init -q && git add data && git commit -qm x -->\n"
        assert self.told("\n$ git log -1 --format=%as", before) == ["$ git log -1 --format=%as", "2023-10-15"]

    def test_nothing_of_the_repository_is_touched(self):
        before = (ROOT / "data/ledger.yaml").read_bytes()
        self.told("\n$ parkledger check", "<!-- append: data/ledger.yaml: # x -->\n")
        assert (ROOT / "data/ledger.yaml").read_bytes() == before
