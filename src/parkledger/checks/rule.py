"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from parkledger.base.findings import Code, Finding
from parkledger.base.spans import Span
from parkledger.model.ledger import Campaign, Ledger


class Rule(NamedTuple):
    """A code and the function that finds its cases in one campaign.

    ``needs`` are the keys of the plan and the tables that it takes for whole: where one lost a part in reading, what
    the rule would say is not certain.
    """

    code: Code
    find: Callable[[Campaign, date], Iterator[Finding]]
    needs: tuple[str, ...] = ()
    sums: bool = False
    """It adds up the whole plan, so that it says nothing of a plan of which a part was left out."""


class LedgerRule(NamedTuple):
    """A code and the function that finds its cases across the whole ledger."""

    code: Code
    find: Callable[[Ledger, date], Iterator[Finding]]


def in_plan(
    campaign: Campaign, code: Code, path: tuple[str | int, ...], near: tuple[str, ...] = (), /, **args: str
) -> Finding:
    """A finding at a value of the plan."""
    return Finding(code, campaign.span(*path), campaign.source.pointer(*path), args, near)


def at_key(
    campaign: Campaign, code: Code, path: tuple[str | int, ...], near: tuple[str, ...] = (), /, **args: str
) -> Finding:
    """A finding at a key of the plan."""
    return in_plan(campaign, code, path, near, **args)._replace(span=campaign.source.key_span(*path))


def in_cell(
    campaign: Campaign,
    code: Code,
    kind: str,
    row: int,
    column: str,
    near: tuple[str, ...] = (),
    /,
    **args: str,
) -> Finding:
    """A finding at a cell of a data file; the pointer names kind, first cell and column."""
    table = campaign.tables[kind]
    name = table.texts["id"][row] if "id" in table.texts else str(table.lines[row])
    span: Span = campaign.cell_span(kind, row, column)
    return Finding(code, span, f"{kind}/{name}/{column}", args, near)
