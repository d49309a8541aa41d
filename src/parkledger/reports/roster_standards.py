"""What a roster says of standards: how much of the proof of exit is shown, and what else is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parkledger.compute.lives import lives
from parkledger.compute.requirements import Requirement, proofs, requirements
from parkledger.compute.standards import item_days
from parkledger.model.columns import Days, Rows, Table, picked, until
from parkledger.model.ledger import Campaign
from parkledger.reports.report import Cell, Column, Say, listed
from parkledger.reports.roster_rows import EMPTY, Field, text_field


class _Shown(NamedTuple):
    """A standard asked of some rows: each item's name and days."""

    rows: Rows
    items: tuple[tuple[str, Days], ...]


def _shown(table: Table, asked: Sequence[Requirement]) -> list[_Shown]:
    return [_Shown(one.rows, tuple((item.item, item_days(table, item)) for item in one.items)) for one in asked]


def _lacks(asked: Sequence[_Shown], rows: Rows, day: int) -> dict[int, tuple[int, list[str]]]:
    """By row, if anything is asked of it: how many items are asked, and the names of those that it does not show."""
    found: dict[int, tuple[int, list[str]]] = {}
    for one in asked:
        inside = rows & one.rows
        for name, days in one.items:
            for row, shown in zip(inside, picked(days, inside), strict=True):
                count, missing = found.get(row, (0, []))
                found[row] = count + 1, [*missing, name] if shown > day else missing
    return found


def proof_fields(campaign: Campaign, day: int) -> list[Field]:
    """How much of the proof of exit is shown, and what claimed exits still lack."""
    life = lives(campaign, "enterprises")
    asked = _shown(life.table, list(proofs(campaign, "enterprises")))
    claimed = until(life.claimed, day)

    def shown(rows: Rows) -> list[Cell]:
        lacks = _lacks(asked, rows, day)
        return [_part(*lacks[row]) if row in lacks else EMPTY for row in rows]

    def missing(rows: Rows) -> list[Cell]:
        lacks = _lacks(asked, rows & claimed, day)
        return [Cell(listed(lacks[row][1]), "bad") if row in lacks else EMPTY for row in rows]

    return [Field(Column("proof", "word"), shown), Field(Column("proof.missing"), missing)] if asked else []


def _part(count: int, missing: list[str]) -> Cell:
    return Cell(Say("part.of", {"done": count - len(missing), "all": count}), "plain" if missing else "good")


def asked_fields(campaign: Campaign, day: int) -> list[Field]:
    """What other standards ask of enterprises: the columns with a text (officers, measures), and what is missing."""
    table = campaign.enterprises
    asked = [one for one in requirements(campaign, "enterprises") if one.kind != "proof"]
    titles = {one.key: one.title for one in campaign.plan.columns.enterprises}
    keys = dict.fromkeys(key for one in asked for item in one.items for key in item.columns if key in table.texts)
    fields = [text_field(Column(key, "text", title=titles.get(key, key)), table, key) for key in keys]
    shown = _shown(table, asked)

    def missing(rows: Rows) -> list[Cell]:
        lacks = _lacks(shown, rows, day)
        return [Cell(listed(dict.fromkeys(lacks[row][1])), "bad") if row in lacks else EMPTY for row in rows]

    return [*fields, Field(Column("lacks"), missing)] if asked else []
