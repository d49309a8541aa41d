"""Standards: named items that a dated column, or one of several, must show.

One mechanism for proof of exit, exemption, 两断三清, 十有, register field groups, agreements, assigned officers.
"""

from parkledger.model.fields import Cell, Flag, Name, Where
from parkledger.model.schema import Schema


class Item(Schema):
    """One item: ``has`` a column, or ``any`` of several; a day that comes ``not_after`` another column's day."""

    item: Name
    has: Name | None = None
    any: tuple[Name, ...] = ()
    not_after: Name | None = None
    clause: Name | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that can show the item."""
        return (self.has,) if self.has else self.any


class StageUnit(Schema):
    """Who accepts in a stage: the unit for the members that match ``where``; without it, for the rest."""

    where: Where | None = None
    unit: Name


class Stage(Schema):
    """One stage of acceptance (验收). ``drawn``: only the enterprises drawn for it (抽验)."""

    stage: Cell
    title: Name | None = None
    by: tuple[StageUnit, ...] = ()
    drawn: Flag = False
    clause: Name | None = None


class Disposal(Schema):
    """What is to happen to an enterprise or park, and the standard that proves it.

    ``process: true`` (环节退出) is never an enterprise's exit.
    """

    id: Name
    aliases: tuple[Name, ...] = ()
    standard: Name | None = None
    process: Flag = False
    clause: Name | None = None
