"""What every command needs to begin: where the data is, which day it is there, in which language to speak."""

from __future__ import annotations

import locale
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from parkledger.base.words import Lang
from parkledger.cli.options import UNUSABLE

if TYPE_CHECKING:
    from parkledger.base.tree import FolderTree, NotedTree, Tree
    from parkledger.cli.known import Known
    from parkledger.model.ledger import Ledger
    from parkledger.read.ledger import Kept
    from parkledger.reports.report import Pack, Report

PATIENCE = 1.0
"""Seconds of silence after which work is said to go on."""


class Stop(Exception):
    """The command cannot go on: a sentence for stderr, and the exit code."""

    def __init__(self, text: str, code: int = UNUSABLE) -> None:
        super().__init__(text)
        self.code = code


class Session(NamedTuple):
    """A command's ledger, day and language; with ``--known-at`` the commit that the ledger was read from.

    ``tree`` is what it was read from, and notes which files were.
    """

    ledger: Ledger
    as_of: date
    lang: Lang
    tree: NotedTree
    known_at: Known | None = None

    def json(self, value: dict[str, Any]) -> dict[str, Any]:
        """The JSON of an answer, which says what commit it was read from."""
        return value if self.known_at is None else value | {"known_at": self.known_at.commit.id}

    def dated(self, made: Report | Pack) -> Report | Pack:
        """A report that says what commit it was read from."""
        return made if self.known_at is None else self.known_at.said_of(made)

    def place(self, shown: str) -> Path:
        """The file of a path that is shown, be it there today or not."""
        return Path(shown) if self.known_at is None else self.known_at.place(shown)


def stop(lang: Lang, key: str, **args: object) -> NoReturn:
    """Stop with a sentence of the catalogue."""
    from parkledger.render.labels import label

    raise Stop(label(key, lang, **args))


def early_lang(asked: str | None, ledger: str = "") -> Lang:
    """The language: asked for, PARKLEDGER_LANG, the ledger's, the locale's, else Chinese."""
    spoken = asked or os.environ.get("PARKLEDGER_LANG") or ledger
    if not spoken:
        spoken = "en" if (locale.getlocale()[0] or "").startswith("en") else "zh"
    if spoken not in ("zh", "en"):
        stop("zh", "bad.lang", text=spoken)
    return "en" if spoken == "en" else "zh"


def spoken_lang(args: list[str] | None) -> Lang:
    """The language for the last words of a command that has failed: asked for, or set, or Chinese; never a fault."""
    given = sys.argv[1:] if args is None else args
    asked = next((value for name, value in pairwise([*given, ""]) if name == "--lang"), "")
    asked = next((one.removeprefix("--lang=") for one in given if one.startswith("--lang=")), asked)
    return "en" if (asked or os.environ.get("PARKLEDGER_LANG")) == "en" else "zh"


def find_data(data: str | Path | None, lang: Lang) -> FolderTree:
    """The data folder: --data, else PARKLEDGER_DATA, else the nearest data/ with plans/ upwards."""
    from parkledger.base.tree import FolderTree

    named = Path(data) if data is not None else None
    if named is None and (value := os.environ.get("PARKLEDGER_DATA")):
        named = Path(value)
    if named is not None:
        try:
            sound = (named / "plans").is_dir()
        except (OSError, ValueError):
            sound = False
        if not sound:
            stop(lang, "not.data", path=named)
        return FolderTree(named, str(named).rstrip("/"))
    try:
        here = Path.cwd()
    except FileNotFoundError:
        stop(lang, "no.cwd")
    for folder in (here, *here.parents):
        if (folder / "data" / "plans").is_dir():
            label = os.path.relpath(folder / "data", here)
            return FolderTree(folder / "data", label)
    stop(lang, "no.data")


def today_in(timezone: str, lang: Lang) -> date:
    """Today where the ledger is: at 01:00 in Shanghai it is still yesterday in UTC."""
    from zoneinfo import ZoneInfo

    try:
        return datetime.now(ZoneInfo(timezone)).date()
    except (KeyError, ValueError, OSError):
        stop(lang, "bad.timezone", name=timezone)


def parse_as_of(text: str | None, timezone: str, lang: Lang) -> date:
    """The day asked for, else today."""
    if text is None:
        return today_in(timezone, lang)
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        stop(lang, "bad.day", text=text)


def progress(key: str, lang: Callable[[], Lang]) -> Callable[[str], None]:
    """A progress callback: silent for a second, then one line on a terminal's stderr that is written over."""
    start = time.monotonic()

    def show(what: str) -> None:
        if sys.stderr.isatty() and time.monotonic() - start > PATIENCE:
            from parkledger.render.labels import label
            from parkledger.render.safe import one_line

            sys.stderr.write(f"\r\x1b[K{one_line(label(key, lang(), what=what))}\r")
            sys.stderr.flush()

    return show


def open_ledger(
    data: str | Path | None, plan: str | None, as_of: str | None, asked: str | None, *, whole: bool = True,
    texts: Kept = "all", known_at: str | None = None,
) -> Session:  # fmt: skip
    """Read the ledger for a command. ``whole``: stop when a plan asked for cannot be read as a whole."""
    from parkledger.base.tree import NotedTree
    from parkledger.read.ledger import plan_ids, read_ledger

    first = early_lang(asked)
    tree: Tree = find_data(data, first)
    known = None
    if known_at is not None:
        from parkledger.cli.known import recorded

        tree, known = recorded(data, known_at, asked)
    tree = NotedTree(tree)
    plans = plan_ids(tree)
    if plan is not None and plan not in plans:
        first = early_lang(asked, read_ledger(tree, plan).file.language)
        stop(first, "no.plan", plan=plan, plans="、".join(plans) or "-")
    ledger = read_ledger(tree, plan, progress("reading", lambda: first), texts=texts)
    lang = early_lang(asked, ledger.file.language)
    session = Session(ledger, parse_as_of(as_of, ledger.file.timezone, lang), lang, tree, known)
    if whole and ledger.unreadable:
        stop(lang, "data.unreadable", plans="、".join(ledger.unreadable))
    return session


def reading_errors(session: Session) -> int:
    """How many errors the data has as read; they are said on stderr, once."""
    from parkledger.base.findings import Severity

    errors = sum(one.cases for one in session.ledger.findings if one.rule.severity is Severity.ERROR)
    if errors:
        from parkledger.render.labels import label

        sys.stderr.write(label("data.errors", session.lang, n=errors) + "\n")
    return errors


def say(*lines: str) -> None:
    """Sentences on stdout; a path that holds controls is shown escaped."""
    from parkledger.render.safe import one_line

    sys.stdout.write("".join(one_line(line) + "\n" for line in lines))


def print_json(value: object) -> None:
    """JSON on stdout; plain ASCII where stdout cannot say more."""
    from parkledger.render.json_values import dumps

    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    sys.stdout.write(dumps(value, ascii_only=encoding != "utf8") + "\n")
