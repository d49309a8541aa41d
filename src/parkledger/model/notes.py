"""What stands beside a plan's rules: printed figures, open questions, extensions, waivers, provisions."""

from typing import Annotated

from parkledger.model.fields import Amount, Cell, Count, Day, Flag, Name, Text, Where, one_of
from parkledger.model.schema import Schema


class Declared(Schema):
    """A figure that the document prints, held against what it should agree with.

    ``count`` counts items of a list of the plan (parks, tasks, units, groups, ...) that match ``where``; ``sum``
    adds a printed number up (``parks.enterprises``, ``criteria.from``, ``criteria.to``, ``targets.base``,
    ``targets.do``). ``ratio: do/base`` holds every target against the printed share, exactly and after rounding
    half-up to ``round`` digits. ``printed`` may be a figure or a number in words (九). ``op`` compares: the computed
    figure with the printed one.
    """

    id: Name
    clause: Name
    text: Text
    count: Name | None = None
    sum: Name | None = None
    ratio: Annotated[str, one_of("do/base")] | None = None
    round: Count = 2
    where: Where = {}
    printed: Name
    op: Annotated[str, one_of("=", "<", "<=", ">", ">=")] = "="


class Question(Schema):
    """Something that the document leaves open or contradicts, and the ``reading`` that was taken."""

    id: Name
    at: Name
    text: Text
    reading: Text


class Extension(Schema):
    """A deadline moved (延期): it counts from its approval; the original stays. It may name one member."""

    criterion: Name
    member: Name | None = None
    filed_on: Day
    approved_on: Day
    by: Name
    reason: Text
    document: Name
    to: Day


class Amendment(Schema):
    """A change of what was published, or of who belongs to it, with its reason (调整): ``at`` are pointers, or ones
    above them, of what changed (``tasks/2/criteria/2.2/due``, ``enterprises/E-7``). It covers one change of each."""

    on: Day
    by: Name
    document: Name
    at: tuple[Name, ...]
    reason: Text


class Waiver(Schema):
    """A warning that has been looked at: ``at`` is the finding's pointer, or one above it."""

    code: Name
    at: Name
    reason: Text
    by: Name
    until: Day | None = None


class Provision(Schema):
    """A clause of the document that sets no date and no number, kept in its own words."""

    clause: Name
    title: Name
    text: Text
    lead: tuple[Name, ...] = ()
    support: tuple[Name, ...] = ()


class Column(Schema):
    """A column that this plan adds to a kind of file."""

    key: Name
    title: Name
    type: Annotated[str, one_of("text", "flag", "date", "moment", "count", "amount")]
    choices: tuple[Name, ...] = ()
    clause: Name | None = None


class Columns(Schema):
    """The added columns, by kind of file."""

    enterprises: tuple[Column, ...] = ()
    parks: tuple[Column, ...] = ()
    inspections: tuple[Column, ...] = ()
    filings: tuple[Column, ...] = ()
    indicators: tuple[Column, ...] = ()


class Band(Schema):
    """One colour of the lights: from how many percentage points behind schedule it is shown (``more``: only above)."""

    light: Cell
    behind: Amount
    more: Flag = False


class Lights(Schema):
    """Warning lights: bands of being behind schedule; the colours of overdue, of met late, and of everything well."""

    bands: tuple[Band, ...]
    overdue: Cell
    met_late: Cell
    well: Cell
