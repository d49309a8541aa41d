"""Standards: named items that a dated column, or one of several, must show.

One mechanism for proof of exit, exemption, 两断三清, 十有, register field groups, agreements, assigned officers.
"""

from parkledger.model.fields import Amount, Cell, Flag, Name, Text, Where
from parkledger.model.schema import Schema


class Item(Schema):
    """One item: ``has`` a column, or ``any`` of several; a day that comes ``not_after`` another column's day;
    a number that is ``at_least`` so much."""

    item: Name
    has: Name | None = None
    any: tuple[Name, ...] = ()
    not_after: Name | None = None
    at_least: Amount | None = None
    clause: Name | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that can show the item."""
        return (self.has,) if self.has else self.any


class UnitWhere(Schema):
    """Who answers for which members: the unit for those that match ``where``; without it, for the rest."""

    where: Where | None = None
    unit: Name


class Stage(Schema):
    """One stage of acceptance (验收). ``drawn``: only the enterprises drawn for it (抽验)."""

    stage: Cell
    title: Name | None = None
    by: tuple[UnitWhere, ...] = ()
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


class Ground(Schema):
    """One of the grounds on which a member falls into a class: a column that is filled, true, or (``passed``) a day
    that has passed. It does not apply to who shows the standard ``except`` on the day asked."""

    id: Name
    text: Text
    has: Name | None = None
    passed: Name | None = None
    except_: Name | None = None
    clause: Name | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}


class Overdue(Schema):
    """The class into which a member moves on the day after its own deadline, and the clause that says so."""

    to: Name
    because: Name


class Class(Schema):
    """A class of members (取缔类, 搬迁改造类): those that match ``when``, or to whom ``any`` of the grounds applies."""

    id: Name
    aliases: tuple[Name, ...] = ()
    when: Where = {}
    any: tuple[Ground, ...] = ()
    overdue: Overdue | None = None
    disposal: Name | None = None
    clause: Name


class Sequence(Schema):
    """Columns whose values come in order: days and moments not before the one before, amounts not above it."""

    id: Name
    of: Name
    columns: tuple[Name, ...]
    clause: Name
