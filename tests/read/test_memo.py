"""Reading another state of a file by what differs gives what reading it whole gives, whatever was changed in it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from hashlib import sha1
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkledger.read import memo as module
from parkledger.read import splice
from parkledger.read.ledger import read_ledger
from parkledger.read.memo import Memo
from support.trees import MemoryTree

HEAD = b"id,name,park,listed_on,exited_on,area_mu,note\n"
PLAN = """title: x
issued_by: x
effective_on: "2021-01-01"
baseline_on: "2021-06-30"
tasks: [{id: t, title: x, clause: 一, criteria: [{id: c, text: x, clause: 一, due: standing, qualitative: true}]}]
columns: {enterprises: [{key: area_mu, title: 占地, type: amount}]}
""".encode()
PARKS = "id,name\nP1,一园\nP2,二园\n".encode()
ROWS = [
    "E{n},厂{n},P1,2021-01-01,,1.5,".encode(),
    "E{n},厂{n},一园,2021-01-01,2021-02-31,x,".encode(),  # two cells that cannot be read
    'E{n},"厂,""{n}""",P2,,2021-03-01,,"一\n二"'.encode(),
    b"E{n},\xb3\xa7,P1,,,,",  # no UTF-8
    "E{n},厂".encode(),
    'E{n},"厂,P1,,,,'.encode(),  # a quote that stays open
    b"",
    b"<<<<<<< HEAD",
    "E{n},厂{n}\r,P1,,,,".encode(),
]
WEIGHTS = [30, 4, 3, 1, 1, 1, 1, 1, 1]


LOOK_HEAD = b"on,kind,park,result,people\n"
LOOKS = [
    b"2021-05-{n},patrol,P1,clear,2",
    "2021-05-{n},patrol,一园,some,x".encode(),
    *ROWS[3:],
]


@dataclass(frozen=True)
class Files(MemoryTree):
    def identity(self, path: str) -> str | None:
        return sha1(self.read(path)).hexdigest() if path in self.files else None


def ledger_files(roster: bytes = HEAD, looks: bytes = LOOK_HEAD) -> Files:
    parts = {"plans/p.yaml": PLAN, "parks/p.csv": PARKS, "enterprises/p.csv": roster, "inspections/p.csv": looks}
    return Files(parts)


def told(ledger):
    """Everything that a reader can see of a ledger."""
    found = [(str(one.span), one.rule.code, one.pointer, dict(one.args), one.near) for one in ledger.findings]
    tables = []
    for campaign in ledger.campaigns:
        for table in (campaign.enterprises, campaign.inspections):
            columns = {k: list(v) for k, v in {**table.texts, **table.days, **table.numbers}.items()}
            places = [table.at(row, key) for row in range(table.size) for key in ("id", "note", "park", "people")]
            tables.append((table.size, columns, list(table.lines), table.present, places))
    return found, tables


def roster(lines, end, ending=b"\n", head=HEAD):
    head = head.rstrip(b"\n")
    return ending.join([head, *lines]) + (ending if end else b"")


def line_of(random, number, rows):
    return random.choices(rows, WEIGHTS[: len(rows)])[0].replace(b"{n}", str(number).encode())


def changed(random, lines, rows):
    lines = list(lines)
    for _ in range(random.randint(1, 3)):
        at = random.randint(0, len(lines))
        what = random.choice(["add", "add", "take", "put", "swap"])
        if what == "add":
            lines[at:at] = [line_of(random, random.randint(10, 31), rows) for _ in range(random.randint(1, 3))]
        elif what == "take":
            del lines[at : at + random.randint(1, 3)]
        elif what == "put":
            lines[at : at + 1] = [line_of(random, random.randint(10, 31), rows)]
        else:
            random.shuffle(lines)
    return lines


@pytest.mark.parametrize(("name", "head", "rows"), [("roster", HEAD, ROWS), ("looks", LOOK_HEAD, LOOKS)])
@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10_000_000))
def test_any_state_after_any_other(name, head, rows, seed):
    dice = random.Random(seed)
    memo = Memo(lambda path: None)
    lines = [line_of(dice, number + 10, rows) for number in range(dice.randint(0, 8))]
    for _ in range(5):
        ending = dice.choice([b"\n"] * 8 + [b"\r\n", b"\r"])
        bom = b"\xef\xbb\xbf" if dice.random() < 0.05 else b""
        files = ledger_files(**{name: bom + roster(lines, dice.random() < 0.9, ending, head)})
        near = {"PIECE": dice.choice([4, 64, 1024]), "FAR": dice.choice([1, 3, 64])}
        with mock.patch.multiple(splice, **near):
            again = read_ledger(files, memo=memo.at(files.identity))
        assert told(again) == told(read_ledger(files))
        lines = changed(dice, lines, rows)


def rows_read(monkeypatch, before, after):
    """How many rows are judged when a roster is read after another state of it, None: all of them."""
    judged = []
    read_again = module.read_again

    def counting(kept, raw, types):
        found = read_again(kept, raw, types)
        judged.append(found and found.table.size)
        return found

    memo = Memo(lambda path: None)
    for state in (before, after):
        files = ledger_files(state)
        read_ledger(files, memo=memo.at(files.identity))
        monkeypatch.setattr(module, "read_again", counting)
    return judged


SOUND = roster([ROWS[0].replace(b"{n}", str(n).encode()) for n in range(9)], True)


@pytest.mark.parametrize(
    "after",
    [
        SOUND + ROWS[0] + b"\n",
        SOUND.replace(b"E4,", b"E44,"),
        SOUND.replace(b"E4,", b"E44,\xe5\x8e\x82,P1,,,,\nE4,"),
        roster([], True),
        SOUND.removesuffix(b"\n"),
        SOUND.replace(b"E4,", b'"E4",').replace(b"1.5", b"x", 1),
    ],
)
def test_a_sound_file_is_read_by_what_differs(monkeypatch, after):
    (found,) = rows_read(monkeypatch, SOUND, after)
    assert found == after.count(b"\nE") + after.count(b'\n"E')


@pytest.mark.parametrize("after", [SOUND.replace(b"name", "名称".encode()), SOUND + b'E10,"', SOUND + b"<<<<<<< x\n"])
def test_a_file_whose_form_is_in_doubt_is_read_whole(monkeypatch, after):
    assert rows_read(monkeypatch, SOUND, after) == [None]


def test_columns_that_are_declared_otherwise_are_judged_anew():
    memo = Memo(lambda path: None)
    files = ledger_files(SOUND)
    for kind, kept in (("amount", "numbers"), ("text", "texts"), ("amount", "numbers")):
        plan = PLAN.replace(b"amount", kind.encode())
        state = Files({**files.files, "plans/p.yaml": plan})
        (campaign,) = read_ledger(state, memo=memo.at(state.identity)).campaigns
        assert "area_mu" in getattr(campaign.enterprises, kept)


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    memo = Memo(lambda path: path)
    made = []

    def value(name):
        return memo.once(("v",), (name,), lambda: made.append(name) or name)

    for name in ("a", "b", "c", "a", "d", "a", "b"):
        assert value(name) == name
    assert made == ["a", "b", "c", "d", "b"]


def test_a_file_without_an_identity_is_made_anew():
    made = []
    memo = Memo(lambda path: None)
    for _ in range(2):
        memo.once((), ("a",), lambda: made.append(1))
    assert len(made) == 2
