"""Units: who answers for what, under which names, and who is meant by collective names and roles."""

from typing import Annotated

from parkledger.model.fields import Name, Text, one_of
from parkledger.model.schema import Schema

UnitKind = Annotated[
    str,
    one_of(
        "department", "town", "office", "group", "collective", "role", "company", "district", "city", "party",
        "village", "committee",
    ),
]  # fmt: skip


class Unit(Schema):
    """One responsible unit. ``kind: collective`` names its ``members``; ``kind: role`` (属地镇政府) is resolved
    through a park's ``town``, where each owes through the towns of all parks, and printed as the role where no park's
    town is known."""

    name: Name
    aliases: tuple[Name, ...] = ()
    kind: UnitKind = "department"
    parent: Name | None = None
    members: tuple[Name, ...] = ()
    clause: Name | None = None
    note: Text = ""


class Group(Schema):
    """A leading group, its office or a working group, with its offices (never persons) and its units."""

    id: Name
    name: Name
    aliases: tuple[Name, ...] = ()
    kind: Annotated[str, one_of("leading_group", "office", "working_group")]
    clause: Name
    head: Name | None = None
    deputies: tuple[Name, ...] = ()
    seat: Name | None = None
    members: tuple[Name, ...] = ()
    lead: tuple[Name, ...] = ()
    support: tuple[Name, ...] = ()
    task: Text = ""


class DefaultLead(Schema):
    """Units that owe every task without being named again; ``but`` lists the tasks that name them themselves."""

    units: tuple[Name, ...]
    but: tuple[Name, ...] = ()
    clause: Name
