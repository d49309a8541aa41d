"""Each folder of findings/ is a broken ledger with the exact sentences that ``check`` says of it.

``_base`` is a small ledger without a fault. A folder ``PLnnn`` or ``PLnnn-words`` holds the files that differ from
it and ``expected.txt``: one line a finding, under it the nearest valid values where there are any. What git cannot
hold (a FIFO, a folder with a file's name) is made by ``MADE``.

A code of history needs one: the base is committed first, and each folder that is named for a day (``2024-06-10``) holds
the files that change in a commit of that day; its ``gone.txt`` names those that are deleted. What ``audit`` says of it
is expected.
"""

import os
import re
import shutil
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from history.repos import Repo, empty_repository
from parkledger.base.history_codes import of_history
from parkledger.base.tree import FolderTree
from parkledger.base.words import LANGS
from parkledger.checks import CODES, check
from parkledger.history.audit import audit
from parkledger.history.ledgers import History
from parkledger.read import blocks, table_files
from parkledger.read.ledger import read_ledger
from parkledger.render.findings import advice, message

HERE = Path(__file__).parent / "findings"
AS_OF = date(2024, 6, 30)
FOLDERS = sorted(folder.name for folder in HERE.iterdir() if folder.name.startswith("PL"))

MADE = {
    "PL101": lambda file: file.mkdir(),
    "PL101-fifo": os.mkfifo,
    "PL101-link": lambda file: file.symlink_to("nowhere.csv"),
    "PL107-cell": lambda file: file.write_text("subject,indicator,value,note\n东园,产值,1," + "x" * 100_001 + "\n"),
}
"""What makes ``indicators/mini.csv``, which the base has not."""


STARTED = "2024-06-05"
"""The day on which the base of a history is committed."""


def laid_out(folder: str, to: Path) -> Path:
    """The ledger of a folder: a copy of the base with the folder's files over it."""
    if of_history(folder):
        return committed(folder, to)
    shutil.copytree(HERE / "_base", to, dirs_exist_ok=True)
    if folder in MADE:
        (to / "indicators").mkdir()
        MADE[folder](to / "indicators/mini.csv")
    else:
        shutil.copytree(HERE / folder, to, dirs_exist_ok=True)
    return to


def committed(folder: str, to: Path) -> Path:
    """The history of a folder: the base, then each of its days."""
    repo = empty_repository(to, "")
    shutil.copytree(HERE / "_base", to, dirs_exist_ok=True)
    repo.commit("建立台账", on=f"{STARTED} 12:00 +0800")
    for day in sorted(one for one in (HERE / folder).iterdir() if one.is_dir()):
        step(repo, day)
    return to


def step(repo: Repo, day: Path) -> None:
    for path in day.rglob("*"):
        if path.name == "gone.txt":
            for name in path.read_text("utf-8").split():
                repo.put(name, None)
        elif path.is_file():
            repo.put(str(path.relative_to(day)), path.read_bytes())
    repo.commit("改", on=f"{day.name} 12:00 +0800")


@pytest.fixture(params=["by row", "by column"])
def way(request, monkeypatch):
    """Both ways of reading a CSV: row by row, and as columns in blocks of a few lines."""
    if request.param == "by column":
        monkeypatch.setattr(table_files, "LARGE", 0)
        monkeypatch.setattr(blocks, "FIRST", 200)
        monkeypatch.setattr(blocks, "BLOCK", 100)
    return request.param


def found_in(folder: Path):
    ledger = read_ledger(FolderTree(folder))
    if not (folder / ".git").exists():
        return check(ledger, AS_OF)
    history = History(folder)
    found = audit(history, ["HEAD"], ledger, AS_OF).findings
    history.close()
    return [one._replace(span=one.span._replace(path=re.sub("^[0-9a-f]{10}:", "", one.span.path))) for one in found]


def sentences(findings):
    for one in findings:
        waived = f"（已豁免：{one.waived}）" if one.waived else ""
        day = f"{one.on} " if one.on else ""
        yield f"{day}{one.span} {one.rule.code} {message(one, 'zh')}{waived}"
        if one.near:
            yield "    相近：" + "、".join(one.near)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_ledger_of_each_folder_gives_exactly_the_expected_findings(folder, tmp_path, way):
    expected = (HERE / folder / "expected.txt").read_text("utf-8").splitlines()
    assert list(sentences(found_in(laid_out(folder, tmp_path)))) == expected


def test_the_base_ledger_has_no_fault(tmp_path):
    assert list(sentences(found_in(laid_out("_base", tmp_path)))) == []


def test_every_code_has_a_folder_of_its_name():
    assert sorted(CODES) == [folder for folder in FOLDERS if "-" not in folder]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_expects_its_own_code(folder):
    code = folder.partition("-")[0]
    lines = (HERE / folder / "expected.txt").read_text("utf-8").splitlines()
    assert code in {line.split()[1 + of_history(code)] for line in lines if not line.startswith(" ")}


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if "-" not in folder])
def test_its_words_are_filled_in_in_both_languages(folder, tmp_path):
    for one in found_in(laid_out(folder, tmp_path)):
        for lang in LANGS:
            told = message(one, lang) + advice(one, lang) + one.rule.why[lang]
            assert "{" not in told
            assert "}" not in told


@pytest.mark.parametrize("code", CODES)
def test_both_languages_tell_the_same_particulars(code):
    def asked(words):
        return [{field for _, field, _, _ in Formatter().parse(words[lang]) if field} for lang in LANGS]

    chinese, english = asked(CODES[code].message)
    assert chinese == english
    chinese, english = asked(CODES[code].help)
    assert chinese == english


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_name_a_reason_and_two_examples(code):
    rule = CODES[code]
    assert rule.code == code
    assert rule.name == rule.name.lower().replace(" ", "-")
    assert all(rule.why[lang] and rule.help[lang] for lang in LANGS)
    assert rule.bad
    assert rule.good
    assert rule.bad != rule.good


def test_no_two_codes_share_a_name():
    assert len({rule.name for rule in CODES.values()}) == len(CODES)


def test_the_same_ledger_gives_the_same_findings_in_the_same_order(tmp_path):
    ledger = laid_out("PL110-shifted", tmp_path)
    once, again = found_in(ledger), found_in(ledger)
    assert list(sentences(once)) == list(sentences(again))
    assert [one.span for one in once] == sorted(one.span for one in once)


def test_an_identity_number_is_named_as_such_though_it_is_no_credit_code(tmp_path):
    roster = laid_out("_base", tmp_path) / "enterprises/mini.csv"
    text = roster.read_text("utf-8").replace("示例丙作坊,,", "示例丙作坊,990101198506011231,")
    roster.write_text(text, "utf-8")
    assert "PL505" in {one.rule.code for one in found_in(tmp_path)}
