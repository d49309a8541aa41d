"""Duties (责任分工): what a unit owes, how often, to whom, with which evidence."""

from typing import Annotated

from parkledger.model.fields import Count, Due, Flag, Name, Rhythm, Text, one_of
from parkledger.model.schema import Schema


class MetBy(Schema):
    """A duty that inspections show: of this ``kind``, with at least so many people."""

    inspections: Name
    people_at_least: Count = 1


class Duty(Schema):
    """One duty.

    ``one_off`` is owed once, by ``due``; ``recurring`` is owed ``times`` in each period of ``every``;
    ``conditional`` when its ``trigger`` occurs; ``continuous`` always. ``each: true``: every leading unit files,
    else one filing by any of them suffices. On time is filed by the period's end + ``within`` days.
    """

    id: Name
    title: Name
    text: Text = ""
    clause: Name
    kind: Annotated[str, one_of("one_off", "recurring", "conditional", "continuous")]
    every: Rhythm | None = None
    times: Count = 1
    due: Due | None = None
    within: Count | None = None
    to: Name | None = None
    evidence: Text = ""
    trigger: Text = ""
    lead: tuple[Name, ...] = ()
    support: tuple[Name, ...] = ()
    joint: tuple[Name, ...] = ()
    basis: Name | None = None
    each: Flag = False
    met_by: MetBy | None = None
