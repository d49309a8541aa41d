"""Hostile files, each through the whole program: a finding with its place, never a traceback, a hang, a control.

Every input stands in a ledger on disk. Whatever it is, ``check`` ends with 1 (findings) or 2 (cannot be used) and the
commands that answer end with 0 or 2; none ends with 3, which means a defect of ours.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest

from cli.program import process, run
from cli.tiny import DAY, FILES, PLAN, tiny
from parkledger.read.faults import Faults

PATIENCE = 5.0
"""Seconds that any input may take."""
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")
"""What no terminal may get, but for the ends of our own lines."""
ROSTER = FILES["enterprises/tiny.csv"]
HEAD = ROSTER.splitlines()[0]


def bomb(first: str, fold: str, levels: int) -> str:
    """Each level holds ten of the one below."""
    lines = [f"l0: &l0 {first}"]
    lines += [f"l{n}: &l{n} {fold.format(', '.join([f'*l{n - 1}'] * 10))}" for n in range(1, levels)]
    return "\n".join(lines) + "\n" + PLAN


def planned(old: str, new: str) -> str:
    assert old in PLAN
    return PLAN.replace(old, new, 1)


TITLE = "title: 示例区园区治理方案\n"
IN_YAML: dict[str, tuple[str | bytes, str]] = {
    "a key that stands twice": (planned(TITLE, TITLE + "title: 另一个\n"), "2:1 PL105"),
    "a key that stands twice in one line": (planned("from: 3,", "from: 3, from: 4,"), "27:39 PL105"),
    "a day that does not exist": (planned('effective_on: "2024-01-01"', "effective_on: 2021-06-31"), "4:15 PL204"),
    "the year 0": (planned('effective_on: "2024-01-01"', "effective_on: 0000-01-01"), "4:15 PL204"),
    "an integer of 5,000 digits": (planned("from: 3", "from: " + "9" * 5000), "27:36 PL208"),
    "an int tag on a word": (planned(TITLE, "title: !!int foo\n"), "1:8 PL106"),
    "a bool tag on a word": (planned(TITLE, "title: !!bool x\n"), "1:8 PL106"),
    "a timestamp tag on a word": (planned(TITLE, "title: !!timestamp x\n"), "1:8 PL106"),
    "a tag that would run a program": (planned(TITLE, "title: !!python/object/apply:os.system [ls]\n"), "1:8 PL106"),
    "500 open brackets": ("title: " + "[" * 500, "1:32 PL107"),
    "30,000 open brackets": ("[" * 30_000, "1:[0-9]+ PL107"),
    "60,000 dashes": ("- " * 60_000, "1:[0-9]+ PL107"),
    "an alias bomb": (bomb("[x]", "[{}]", 8), "1:5 PL106"),
    "a merge-key bomb": (bomb("{x: 1}", "{{<<: [{}]}}", 20), "1:5 PL106"),
    "an octal number": (planned("from: 3", "from: 0x1F"), "27:36 PL208"),
    "minutes that look like a number to the base of 60": (planned("from: 3", "from: 12:30:45"), "27:36 PL208"),
    "a number with an underscore": (planned("from: 3", "from: 1_000"), "27:36 PL208"),
    "full-width digits": (planned("from: 3", "from: １２"), "27:36 PL208"),
    "true for a number": (planned("from: 3", "from: true"), "27:36 PL208"),
    "nan": (planned("from: 3", "from: .nan"), "27:36 PL208"),
    "a number beyond any": (planned("from: 3", "from: 1e999"), "27:36 PL208"),
    "0 for a day": (planned('effective_on: "2024-01-01"', "effective_on: 0"), "4:15 PL204"),
    "no for a word, which stays a word": (planned("{name: 区环境局}", "{name: 区环境局, kind: no}"), "8:24 PL210"),
    "a key that is no key": (planned(TITLE, TITLE + "titel: x\n"), "2:1 PL201"),
    "escapes for controls": (planned(TITLE, 'title: "\\e[31m\\0\\x9b31m"\n'), "1:8 PL108"),
    "an escape for half a character": (planned(TITLE, 'title: "\\ud800"\n'), "1:11 PL104"),
    "an escape for a bidi override": (planned(TITLE, 'title: "\\u202e"\n'), "1:8 PL108"),
    "raw controls": (PLAN.encode().replace("示例区".encode(), b"\x1b[31m", 1), "1:8 PL108"),
    "half a character": (PLAN.encode() + "甲".encode()[:2], "65:1 PL103"),
    "UTF-16": (PLAN.encode("utf-16"), "1:1 PL103"),
    "a million line ends before a fault": ("\n" * 1_000_000 + "a: [", "1000001:5 PL104"),
    "200,000 values on a line with a tab": ("a: [b,\tc" + ", d" * 200_000 + "]\n", "1:[0-9]+ PL107"),
    "20,000 keys of one mapping": ("".join(f"k{n}: 1\n" for n in range(20_000)), "10001:1 PL107"),
    "several documents": (PLAN + "---\ntitle: 另一个\n", "65:1 PL106"),
    "a tab": (planned(TITLE, "title:\t示例\n"), "1:7 PL106"),
    "conflict markers": ("<<<<<<< HEAD\n" + PLAN, "2:6 PL104"),
    "an empty file": ("", "1:1 PL202"),
    "2,000 unknown keys": (PLAN + "".join(f"k{n}: 1\n" for n in range(2_000)), "65:1 PL201"),
    "30,000 anchors": (PLAN + "x: [" + ",".join(f"&a{n} x" for n in range(30_000)) + "]\n", "65:5 PL106"),
    "30,000 keys of one name": (PLAN + "x: {" + "a: 1, " * 30_000 + "}\n", "65:11 PL105"),
    "a list for a deadline": (planned("due: 2024年底", "due: [2024年底]"), "25:10 PL203"),
    "a text of several lines for a name": (planned(TITLE, "title: |\n  甲\n  乙\n"), "1:8 PL107"),
    "a blank that nobody sees": (planned("区工业局", "区\u200b工业局"), "7:12 PL108"),
    "a byte order mark in the middle": (planned("区工业局", "区工业局\ufeff"), "7:12 PL108"),
    "a megabyte of one text": (planned(TITLE, f"title: {'长' * 350_000}\n"), "1:8 PL107"),
}  # fmt: skip
"""A plan, and what its finding must say."""

ROW = "E-9,示例丁厂,东园,退出,2024-01-01,,\n"
IN_CSV: dict[str, tuple[str | bytes, str]] = {
    "every row with a field too many": (HEAD + "\n" + ROW.replace(",\n", ",,\n") * 3, "2:1 PL110"),
    "a short row": (ROSTER + "E-9,示例丁厂\n", "5:1 PL110"),
    "a header that stands twice": (ROSTER.replace("name,", "name,name,"), "1:9 PL115"),
    "conflict markers": (HEAD + "\n<<<<<<< HEAD\n" + ROW + "=======\n" + ROW + ">>>>>>> main\n", "2:1 PL116"),
    "a quote that closes far below": (HEAD + '\nE-1,"示例\n' + ROW * 3 + 'x",东园,退出,2024-01-01,,\n', "2:1 PL112"),
    "a quote that never closes": (ROSTER + 'E-9,"示例丁厂\n' + ROW * 3, "5:1 PL111"),
    "words for nothing in the column of days": (ROSTER + "E-9,NA,东园,退出,NA,null,None\n", "5:14 PL204"),
    "controls": (ROSTER.replace("示例甲厂", "示例\x1b[31m\x07\x9b31m甲"), "2:5 PL108"),
    "a NUL": (ROSTER.replace("示例甲厂", "示例\x00甲"), "2:5 PL108"),
    "a byte order mark where two files were joined": (ROSTER.replace("E-2,", "\ufeffE-2,"), "3:1 PL108"),
    "ids that differ by what nobody sees": (ROSTER.replace("E-2,", "E-1\u200b,"), "3:1 PL108"),
    "a soft hyphen of a web page in an id": (ROSTER.replace("E-2,", "E-1\u00ad,"), "3:1 PL108"),
    "a cell of two lines for a name": (ROSTER.replace("示例甲厂", '"示例\n甲厂"'), "2:5 PL107"),
    "a bidi override": (ROSTER.replace("示例甲厂", "\u202e厂甲例示\u2066"), "2:5 PL108"),
    "half a character": (ROSTER.encode() + "甲".encode()[:2] + b",\xff\n", "5:1 PL103"),
    "UTF-16": (ROSTER.encode("utf-16"), "1:1 PL103"),
    "an empty file": ("", "1:1 PL117"),
    "one cell of 200,000 characters": (ROSTER + f"E-9,{'长' * 200_000},东园,退出,2024-01-01,,\n", "5:1 PL107"),
}
"""A roster, and what its finding must say."""


@pytest.fixture
def ends(tmp_path):
    """Run the program on a ledger with a hostile file, and hold to what is promised of any input."""

    def run_all(hostile: str | bytes, path: str) -> str:
        data = tiny(tmp_path)
        (data / path).write_bytes(hostile.encode() if isinstance(hostile, str) else hostile)
        start = time.process_time()
        checked = run("check", "--data", data, "--as-of", DAY)
        assert time.process_time() - start < PATIENCE
        assert checked.code in (1, 2)
        for answer in (checked, *(run(c, "--data", data, "--as-of", DAY) for c in ("status", "overdue", "zero"))):
            assert answer.code in ((1, 2) if answer is checked else (0, 2))
            assert not RAW.search(answer.out + answer.err)
            assert "Traceback" not in answer.err
        asked = run("check", "--format", "json", "--data", data, "--as-of", DAY).json
        assert all(one["path"] and one["line"] >= 1 and one["column"] >= 1 for one in asked["findings"])
        return checked.out

    return run_all


@pytest.mark.sweep
@pytest.mark.parametrize("name", IN_YAML)
def test_a_plan_with(name, ends):
    hostile, said = IN_YAML[name]
    out = ends(hostile, "plans/tiny-2024.yaml")
    assert re.search(rf"plans/tiny-2024\.yaml:{said.replace(' ', ' +')}", out), out[:2000]


@pytest.mark.sweep
@pytest.mark.parametrize("name", IN_CSV)
def test_a_roster_with(name, ends):
    hostile, said = IN_CSV[name]
    out = ends(hostile, "enterprises/tiny.csv")
    assert re.search(rf"enterprises/tiny\.csv:{said.replace(' ', ' +')}", out), out[:2000]


def test_words_that_yaml_or_pandas_would_turn_into_something_else_stay_words(tmp_path):
    """``no``, ``on``, ``NA``, ``012`` as names: the answer prints them as they stand."""
    roster = ROSTER.replace("示例甲厂", "NA").replace("示例乙社", "012").replace("示例丙坊", "null")
    plan = planned("公示名单", "no").replace("印发方案", "12:30:45", 1).replace("西园治理", "1_000", 1)
    data = tiny(tmp_path, enterprises=roster, plans=plan)
    checked = run("check", "--data", data, "--as-of", DAY)
    assert checked.code == 0, checked.out
    status = run("status", "--format", "json", "--data", data, "--as-of", DAY).json
    titles = [task["title"] for task in status["plans"][0]["tasks"]]
    assert titles[1] == "1_000"
    zero = run("zero", "--format", "json", "--data", data, "--as-of", DAY).json
    assert "NA" in [case["name"] for rule in zero["rules"] for case in rule["violations"]]


@pytest.mark.parametrize(("path", "old"), [("enterprises/tiny.csv", "甲厂"), ("plans/tiny-2024.yaml", "东园撤销取缔")])
def test_a_file_in_gb18030_is_read_with_characters_that_gbk_lacks_and_a_warning(path, old, tmp_path):
    data = tiny(tmp_path)
    (data / path).write_bytes(FILES[path].replace(old, "䶮𠮷").encode("gb18030"))
    checked = run("check", "--data", data, "--as-of", DAY)
    assert checked.code == 0
    assert re.search(rf"{path}:1:1 +PL102", checked.out)
    assert "䶮𠮷" in run("zero", "--data", data, "--as-of", DAY).out + run("status", "--data", data, "--as-of", DAY).out


# ── what stands in the place of a folder


@pytest.mark.parametrize("kind", ["enterprises", "parks", "inspections", "filings"])
@pytest.mark.parametrize(
    "put", [Path.touch, lambda place: place.symlink_to(place.name)], ids=["a file", "a link to itself"]
)
def test_what_stands_where_a_folder_should_be_is_told_and_not_taken_for_an_empty_one(put, kind, tmp_path):
    data = tiny(tmp_path)
    shutil.rmtree(data / kind)
    put(data / kind)
    checked = run("check", "--data", data, "--as-of", DAY)
    assert checked.code == 1
    assert re.search(rf"data/{kind}:1:1  PL101 ", checked.out)
    assert "1 个错误，0 个警告" in checked.out  # what refers to its rows is not told beside it
    status = run("status", "--data", data, "--as-of", DAY)
    assert (status.code, "1 个读取错误" in status.err) == (0, True)


def test_plans_that_nobody_may_look_into_are_told_by_their_folder(tmp_path, monkeypatch):
    data = tiny(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    answer = run("check", "--data", data, "--as-of", DAY)
    assert answer.code == 2
    assert f"无法读取文件夹 {data / 'plans'}" in answer.err


def test_a_roster_that_is_written_while_it_is_read_gives_no_answer_and_no_defect(tmp_path, monkeypatch):
    rows = "".join(f"E-{n},示例{n}厂,东园,退出,2024-13-01,,\n" for n in range(60_000))
    data = tiny(tmp_path, enterprises=f"{HEAD}\n{rows}")
    real = Faults.add

    def written(*args):
        with (data / "enterprises/tiny.csv").open("r+") as file:
            file.truncate(100)
        real(*args)

    monkeypatch.setattr(Faults, "add", written)
    answer = run("check", "--data", data, "--as-of", DAY)
    assert answer.code == 2
    assert "enterprises/tiny.csv 在读取时被改动了" in answer.err


# ── what stands in a file's name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"\x1b[31m.csv", "\\x1b[31m.csv"),
        (b"a\nb.csv", "a b.csv"),
        ("\u202e园.csv".encode(), "\\u202e园.csv"),
        ("目录.csv".encode("gbk"), ".csv"),
        (b"[red]:smile:{0}.csv", "[red]:smile:{0}.csv"),
    ],
    ids=["an escape", "a line end", "a bidi override", "another encoding", "markup"],
)
@pytest.mark.parametrize("shape", ["text", "json"])
def test_the_name_of_a_file_is_shown_without_what_it_hides(name, shown, shape, tmp_path):
    data = tiny(tmp_path)
    Path(os.fsdecode(os.fsencode(data / "enterprises") + b"/" + name)).write_text(ROSTER, "utf-8")
    answer = run("check", "--format", shape, "--data", data, "--as-of", DAY)
    assert answer.code == 0
    assert not RAW.search(answer.out + answer.err)
    assert shape == "json" or shown in answer.out


def test_the_name_of_a_plan_is_shown_without_what_it_hides(tmp_path):
    data = tiny(tmp_path)
    (data / "plans" / "\x1b[31m\u202e.yaml").write_text(PLAN, "utf-8")
    for command in ("check", "status", "overdue", "zero", "duties", "units"):
        answer = run(command, "--data", data, "--as-of", DAY)
        assert answer.code in (0, 1, 2)
        assert not RAW.search(answer.out + answer.err)


# ── terminals

NASTY = ROSTER.replace("示例甲厂", "[/][red]:smile:\x1b[31m\u202e甲").replace("2024-02-20", "２０24-02-31\x9b")
OURS = re.compile(r"\x1b\[[\d;]*m")
"""The colours of our own lines, where colour is asked for."""


@pytest.fixture
def nasty(tmp_path):
    return tiny(tmp_path, enterprises=NASTY)


@pytest.mark.parametrize("columns", ["10", "80", "1"])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "utf-8"])
def test_hostile_cells_are_found_on_any_stdout_and_in_any_width(encoding, columns, nasty):
    env = {"COLUMNS": columns, "PYTHONIOENCODING": encoding}
    done = process("check", "--data", nasty, "--as-of", DAY, env=env)
    out = done.stdout.decode(encoding)
    assert (done.returncode, done.stderr) == (1, b"")
    assert not RAW.search(out)
    places = re.findall(r"enterprises/tiny\.csv:(\d+:\d+)  (PL\d+)", out)
    assert [place for place, code in places if code == "PL108"] == ["2:5", "2:45"]


def test_where_colour_is_asked_for_the_only_controls_are_our_own_colours(nasty):
    env = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    out = process("check", "--data", nasty, "--as-of", DAY, env=env).stdout.decode()
    assert OURS.search(out)
    assert not RAW.search(OURS.sub("", out))
