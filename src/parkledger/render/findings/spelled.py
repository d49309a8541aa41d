"""Columns, kinds and values that a finding names by their keys, in Chinese words where it is told in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from parkledger.base.findings import Finding
from parkledger.base.periods import UNITS
from parkledger.base.words import Lang
from parkledger.compute.lives import LEVELS
from parkledger.model.rows import INSPECTION_KINDS, RESULTS
from parkledger.render.labels import label

COLUMNS = ("column", "later", "earlier")
"""Particulars of a sentence that are columns."""


def in_words(finding: Finding, args: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """The particulars of a finding's sentence, with every key that has a Chinese word in that word."""
    told = dict(args)
    key = args.get("field", "").rpartition("/")[2]
    if "field" in args and finding.commit:
        told["field"] = field(args["field"], args.get("field_title", ""), lang)
    if whole := args.get("whole"):
        told["change"] = label(f"change.{whole}", lang)
    if lang != "zh":
        return told
    told |= {name: field(args[name], args.get(f"{name}_title", ""), lang) for name in COLUMNS if name in args}
    told |= {name: _coded(name, args[name]) for name in ("kind", "result") if name in args}
    for name in ("old", "new") if finding.commit else ():
        if name in args:
            told[name] = _record(args[name]) if "whole" in args else _coded(key, args[name])
    return told


def field(name: str, title: str, lang: Lang) -> str:
    """A field of a plan or a table in words: as the plan calls it, else in the catalogue's word, else its key."""
    from parkledger.reports.changed import FIELDS

    if title and lang == "zh":
        return title
    last = name.rpartition("/")[2]
    return label(f"field.{last}", lang) if last in FIELDS else name


def _coded(key: str, value: str) -> str:
    """A value that the ledger writes as a code, in words: a kind of inspection, a result, a level, a rhythm."""
    codes: Mapping[str, tuple[Callable[[str], bool], str]] = {
        "kind": (lambda one: one in INSPECTION_KINDS.values(), "look"),
        "result": (lambda one: one in RESULTS.values(), "result"),
        "done": (lambda one: one in LEVELS, "level"),
        "every": (lambda one: one in UNITS, "every"),
        "look_every": (lambda one: one in UNITS, "every"),
    }
    known, words = codes.get(key, (lambda one: False, ""))
    return label(f"{words}.{value}", "zh") if known(value) else value


def _record(text: str) -> str:
    """A row of records: its columns and their codes in words."""
    cells = [cell.partition(" ") for cell in text.split(" · ")]
    return " · ".join(f"{field(key, '', 'zh')} {_coded(key, value)}".strip() for key, _, value in cells)
