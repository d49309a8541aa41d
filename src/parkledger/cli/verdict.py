"""The result of verifying a file, in sentences and as JSON."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from parkledger.cli.speech import say
from parkledger.render.labels import label
from parkledger.reports.report import Joined, listed

if TYPE_CHECKING:
    from parkledger.base.words import Lang
    from parkledger.cli.verify_source import Source
    from parkledger.render.office.besides import Besides
    from parkledger.render.office.compared import Difference
    from parkledger.reports.provenance import Provenance

NAMED = 20
"""How many cells, and things of a kind, are named one by one; the others are counted."""


class Verdict(NamedTuple):
    """What differs: parts of the file, the first ``cells`` and their ``number``, and what else the file holds.

    ``stray``: bytes of the file that belong to no part.
    """

    source: Source
    parts: list[str]
    cells: list[Difference]
    number: int
    besides: tuple[Besides, ...]
    stray: int

    @property
    def content(self) -> bool:
        """Whether it says what the ledger gives, whatever the hashes of the data files."""
        return not self.parts

    @property
    def same(self) -> bool:
        """Whether it is exactly the file that the ledger gives."""
        return self.content and not self.stray and self.source.proven

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong; when the files of today were asked for, their hashes may differ."""
        return self.same or (self.content and not self.stray and self.source.now)


def tell(file: Path, origin: Provenance, verdict: Verdict, lang: Lang) -> None:
    """Print the result for a person: the answer first, then where the file differs, then what to know about it."""
    from parkledger import __version__
    from parkledger.reports.provenance import SHORT

    source = verdict.source
    files = listed(source.changed)
    if source.missing:
        say(label("verify.no.commit", lang, commit=(origin.commit or "")[:SHORT]))
    if verdict.same:
        _same(file, origin, source, lang)
    elif verdict.content and not verdict.stray:
        key = "verify.content" if source.now else "verify.unproven"
        say(label(key, lang, path=file, day=origin.as_of, files=files, n=source.searched))
    else:
        if not source.proven:
            say(label("verify.changed", lang, files=files))
        _differs(file, verdict, lang)
    if origin.version != __version__:
        say(label("verify.version", lang, made=origin.version, here=__version__))


def _same(file: Path, origin: Provenance, source: Source, lang: Lang) -> None:
    if source.recorded is None:
        say(label("verify.same.files", lang, path=file, day=origin.as_of))
        return
    commit = source.recorded.commit
    say(label("verify.same.commit", lang, path=file, commit=commit.short, day=origin.as_of))
    if commit.id != origin.commit or not origin.clean:
        say(label("verify.later", lang, commit=commit.short))
    if source.changed:
        say(label("verify.since", lang, files=listed(source.changed)))


def _differs(file: Path, verdict: Verdict, lang: Lang) -> None:
    if verdict.number:
        say(label("verify.differs", lang, path=file, n=verdict.number))
        say(*(_line(one, lang) for one in verdict.cells))
        if verdict.number > NAMED:
            say(label("verify.more", lang, n=verdict.number - NAMED))
    elif verdict.besides or verdict.stray:
        say(label("verify.besides", lang, path=file))
    else:
        say(label("verify.parts", lang, path=file))
    say(*_besides(verdict, lang))


def _besides(verdict: Verdict, lang: Lang) -> Iterator[str]:
    for what, members in groupby(verdict.besides, key=lambda one: one.what):
        named = [one.where for one in members]
        shown = listed(named[:NAMED])
        more = label("verify.more", lang, n=len(named) - NAMED) if len(named) > NAMED else ""
        yield label(f"verify.besides.{what}", lang, where=Joined((shown, more)))
    if verdict.stray:
        yield label("verify.stray", lang, n=verdict.stray)


def _line(one: Difference, lang: Lang) -> str:
    from parkledger.render.office.compared import AROUND

    if not one.at:
        return label("verify.sheet.more" if one.ledger is None else "verify.sheet.less", lang, sheet=one.sheet)
    file, ledger = (_shown(value) or label("verify.empty", lang) for value in (one.file, one.ledger))
    if one.at.startswith("¶"):
        heading = label("verify.around", lang) if one.sheet == AROUND else one.sheet
        return label("verify.paragraph", lang, heading=heading, file=file, ledger=ledger)
    return label("verify.cell", lang, sheet=one.sheet, at=one.at, file=file, ledger=ledger)


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # JSON has no number for it
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _shown(value: object) -> str:
    return "" if value is None else str(_plain(value))


def verdict_json(file: Path, origin: Provenance, verdict: Verdict) -> dict[str, Any]:
    """The same for a program; parts and things are all named."""
    source = verdict.source
    return {
        "file": str(file),
        "same": verdict.same,
        "same_content": verdict.content,
        "proven": source.proven,
        "kind": origin.kind,
        "of": origin.of,
        "as_of": origin.as_of.isoformat(),
        "commit": source.recorded.commit.id if source.recorded else None,
        "changed_files": list(source.changed),
        "differing_parts": verdict.parts,
        "differing_cells": verdict.number,
        "cells": [
            {"sheet": one.sheet, "cell": one.at, "file": _plain(one.file), "ledger": _plain(one.ledger)}
            for one in verdict.cells
        ],
        "besides": [{"what": one.what, "where": one.where} for one in verdict.besides],
        "stray_bytes": verdict.stray,
    }
