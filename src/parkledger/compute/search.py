"""Finds an enterprise by what a person types: its id, its name, a part of its name, its credit code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from parkledger.model.columns import Table, first_rows
from parkledger.model.ledger import Campaign, Ledger


def found(ledger: Ledger, text: str) -> list[tuple[Campaign, int]]:
    """Who is meant by a text: the enterprise of this id; else those of this name or code, be
    it typed in small letters; else those whose name holds
    it, with no digit before or behind its own. Under each plan that has it."""
    for matching in (_of_id, _of_name, _in_capitals, _of_part):
        if hits := [(one, row) for one in ledger.campaigns for row in matching(one.enterprises, text)]:
            return hits
    return []


def _of_id(table: Table, text: str) -> Iterable[int]:
    return first_rows(table.texts["id"], [text]).values()


def _of_name(table: Table, text: str) -> Iterable[int]:
    return table.where("name", [text]) | table.where("credit_code", [text])


def _in_capitals(table: Table, text: str) -> Iterable[int]:
    """Ids and credit codes are in capitals; people type them small, or full-width."""
    capitals = normalize("NFKC", text).upper()
    return table.where("id", [capitals]) | table.where("credit_code", [capitals]) if capitals != text else []


def _of_part(table: Table, text: str) -> Iterable[int]:
    before, behind = (r"(?<!\d)" if text[:1].isdigit() else ""), (r"(?!\d)" if text[-1:].isdigit() else "")
    part = re.compile(before + re.escape(text) + behind)
    return [row for row, name in enumerate(table.texts["name"]) if part.search(name)]
