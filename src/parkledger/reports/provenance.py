"""Where a report comes from: the ledger's commit, the day, the command, the files. So anyone can make it again."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from parkledger.base.words import LANGS, Lang
from parkledger.reports.report import Cell, Column, Report, Say, Section, Tone, row_of

PREFIX = "parkledger."
"""What the names of a file's properties begin with."""
SHORT = 10
"""Hexadecimal digits by which a commit is shown in a subtitle."""
MOST_FILES = 1_000
"""Data files that a provenance may name: a plan has five."""
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
FACTS = (Column("provenance.item", "name"), Column("provenance.value"))
FILES = (Column("provenance.file", "name"), Column("provenance.sha256"))


class Provenance(NamedTuple):
    """What a report was made from. ``of`` is the plan, or the enterprise of a dossier.

    ``files`` are the data files that were read, below the ledger's folder, with the SHA-256 of each; ``commit`` is None
    outside git, and ``clean`` says whether every one of them is as in the commit; ``known_at``: it was asked for.
    """

    version: str
    kind: str
    of: str | None
    as_of: date
    lang: Lang
    commit: str | None
    clean: bool
    files: tuple[tuple[str, str], ...]
    known_at: bool = False

    def command(self, file: str) -> str:
        """The command line that makes the report again."""
        words = ["parkledger", "report", self.kind, *([self.of] if self.of else [])]
        known = ["--known-at", self.commit] if self.known_at and self.commit else []
        return shlex.join([*words, "--as-of", self.as_of.isoformat(), *known, "--lang", self.lang, "-o", file])


def source_line(made: Provenance) -> Say:
    """The source in a few words, for a subtitle."""
    if made.commit is None:
        return Say("source.no.git")
    return Say("source.clean" if made.clean else "source.changed", {"commit": made.commit[:SHORT]})


def provenance_report(made: Provenance, ending: str) -> Report:
    """The last sheet or page of what is handed in; ``ending`` is that of the file, with its dot."""
    state = "provenance.clean" if made.clean else "provenance.changed"
    facts = (
        row_of(Say("provenance.commit"), Say("source.no.git") if made.commit is None else made.commit),
        row_of(Say("provenance.state"), Cell(Say(state) if made.commit else Say("none"), _tone(made))),
        row_of(Say("provenance.day"), made.as_of),
        row_of(Say("provenance.version"), made.version),
        row_of(Say("provenance.command"), made.command(f"{made.kind}{ending}")),
        row_of(Say("provenance.check"), f"parkledger verify {made.kind}{ending}"),
    )
    files = tuple(row_of(path, digest) for path, digest in made.files)
    return Report(
        Say("provenance.title"),
        made.as_of,
        sections=(Section(FACTS, facts), Section(FILES, files, Say("provenance.files", {"n": len(files)}))),
    )


def _tone(made: Provenance) -> Tone:
    return "good" if made.clean and made.commit else "warn"


def properties(made: Provenance) -> Iterator[tuple[str, str]]:
    """The provenance as named texts, as the properties of a file hold it."""
    for name in ("version", "kind", "of", "as_of", "lang", "commit", "clean"):
        value = getattr(made, name)
        if value is not None:
            yield PREFIX + name, _held("yes" if value is True else "no" if value is False else str(value))
    if made.known_at:
        yield PREFIX + "known_at", "yes"
    for number, (path, digest) in enumerate(made.files, 1):
        yield f"{PREFIX}file.{number}", _held(f"{digest} {path}")


def from_properties(texts: Mapping[str, str]) -> Provenance:
    """The provenance that a file's properties hold. Raises ValueError when they hold none, or a broken one."""
    held = {name.removeprefix(PREFIX): _meant(text) for name, text in texts.items() if name.startswith(PREFIX)}
    files: list[tuple[str, str]] = []
    while (one := held.get(f"file.{len(files) + 1}")) is not None and len(files) < MOST_FILES:
        digest, _, path = one.partition(" ")
        files.append((path, digest))
    lang = next((one for one in LANGS if one == held.get("lang")), None)
    whole = lang is not None and {"version", "kind", "as_of", "clean"} <= held.keys()
    if not whole or not _COMMIT.fullmatch(held.get("commit", "0" * 40)) or any(_outside(path) for path, _ in files):
        raise ValueError("no provenance")
    assert lang is not None
    return Provenance(
        held["version"], held["kind"], held.get("of"), date.fromisoformat(held["as_of"]),
        lang, held.get("commit"), held["clean"] == "yes", tuple(files), held.get("known_at") == "yes",
    )  # fmt: skip


def _outside(path: str) -> bool:
    """Whether a path leads out of the ledger's folder."""
    return path.startswith("/") or "\0" in path or any(part in ("", ".", "..") for part in path.split("/"))


def _held(text: str) -> str:
    """A text as a property can hold it, whatever a file or a plan is called."""
    return text if text.isprintable() and not text.startswith('"') and text == text.strip() else json.dumps(text)


def _meant(text: str) -> str:
    meant = json.loads(text) if text.startswith('"') else text
    if not isinstance(meant, str):
        raise ValueError("no text")
    return meant
