"""Duties (责任分工): what a unit owes, how often, to whom, with which evidence."""

from typing import Annotated

from parkledger.model.criteria import Population
from parkledger.model.fields import Count, Due, Flag, Name, Rhythm, Text, Where, one_of
from parkledger.model.schema import Schema
from parkledger.model.standards import UnitWhere


class MetBy(Schema):
    """A duty that inspections show: of this ``kind``, with at least so many people."""

    inspections: Name
    people_at_least: Count | None = None


class PerCase(Schema):
    """A duty owed case by case: for each member from the day in ``trigger`` on, until ``done`` (a column or standard).

    ``due`` is the column with the case's own deadline: until then an open case is not missing. Who shows the standard
    ``except`` on the day asked is spared: of what begins when a limit has passed, whoever was ready ``not_after`` it.
    Of inspections, ``answered_by`` names the kinds of a later look at the same enterprise (or park) that answers it.
    """

    of: Population
    where: Where = {}
    trigger: Name
    done: Name | None = None
    due: Name | None = None
    answered_by: tuple[Name, ...] = ()
    except_: Name | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}


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
    requires: Name | None = None
    """A standard over the columns of a filing: without it the filing does not count (签字盖章)."""
    case: PerCase | None = None
    by: tuple[UnitWhere, ...] = ()
    """Who owes which case, where it depends on the member (by size, by zone)."""
