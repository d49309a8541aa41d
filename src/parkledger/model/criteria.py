"""Goals, tasks and criteria: what is to be shown, by when, by whom."""

from decimal import Decimal
from typing import Annotated

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from parkledger.model.fields import Amount, Count, Due, Flag, Name, Text, Where, one_of
from parkledger.model.schema import Schema

KINDS = ("milestone", "quota", "threshold", "coverage", "standing", "qualitative")
Population = Annotated[str, one_of("enterprises", "parks", "units", "inspections")]


class Milestone(Schema):
    """Something done once, shown by a filing; ``evidence`` is what the document asks to see."""

    evidence: Text = ""


class Target(Schema):
    """What one group is to do, and the base that it was set from, in the quota's unit."""

    base: Amount | None = None
    do: Amount


class Refresh(Schema):
    """A base that is measured anew: the ``indicator`` that holds it, and whether targets stay ``frozen`` or follow the
    ``latest`` base at ``share``, rounded half-up to ``round`` digits."""

    indicator: Name
    mode: Annotated[str, one_of("frozen", "latest")] | None = None
    share: Amount
    round: Count = 2
    clause: Name


class Quota(Schema):
    """A number to be brought down ``from`` → ``to``: members, or the ``sum`` of a column over them.

    ``done`` is a level of exit (claimed, proven, accepted), a standard, or a dated column. Members that show
    the standard ``except`` are exempt. ``below`` is a bound that must be undercut (150家以下). ``targets`` say what
    each group (of the criterion's ``per``) is to do: what remains of it is what is still to do.
    """

    of: Population
    where: Where = {}
    sum: Name | None = None
    from_: Annotated[Decimal, Amount.__metadata__[0]] | None = None
    to: Amount | None = None
    below: Amount | None = None
    done: Name = "proven"
    except_: Name | None = None
    relapses: Flag = True
    """Whether a relapse undoes what was done; not so for what has nothing to do with an exit."""
    targets: dict[Name, Target] = {}
    refresh: Refresh | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}

    @property
    def bound(self) -> Decimal:
        """The bound, whichever way it is written."""
        return self.below if self.below is not None else (self.to or Decimal(0))

    @property
    def op(self) -> str:
        """How what remains is compared with the bound."""
        return "<" if self.below is not None else "<="


class Ratio(Schema):
    """The share of some indicators in another one: of their sum, or with ``each`` of every one (the least counts)."""

    of: tuple[Name, ...]
    to: Name
    each: Flag = False


class Threshold(Schema):
    """A number held against a bound: members, the ``sum`` of a column, an indicator, a ratio of indicators, or the
    number of names that a column ``lists`` (主导产业)."""

    of: Population
    where: Where = {}
    sum: Name | None = None
    indicator: Name | None = None
    ratio: Ratio | None = None
    lists: Name | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None
    between: tuple[Amount, ...] | None = None


class Coverage(Schema):
    """A standard that every member of a population shows."""

    of: Population
    where: Where = {}
    standard: Name


class Criterion(Schema):
    """A criterion of a task (完成标准), or a goal: a deadline and exactly one way of measuring.

    A goal has a ``title``; it is judged like a criterion, but neither counted nor listed as overdue. Units that act
    jointly (会同) answer with those that lead. Where ``support`` is not given, the task's units support; where it is
    empty, none does.
    """

    id: Name
    title: Name | None = None
    text: Text
    clause: Name
    due: Due
    soft: Flag = False
    per: Name | None = None
    unit: Name | None = None
    lead: tuple[Name, ...] = ()
    support: tuple[Name, ...] | None = None
    joint: tuple[Name, ...] = ()
    basis: Name | None = None
    milestone: Milestone | None = None
    quota: Quota | None = None
    threshold: Threshold | None = None
    coverage: Coverage | None = None
    standing: tuple[Name, ...] | None = None
    qualitative: Flag | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Criterion":
        if len([kind for kind in KINDS if getattr(self, kind) is not None]) != 1:
            raise PydanticCustomError("one_kind", "one_kind", {"kinds": ", ".join(KINDS)})
        return self

    @property
    def kind(self) -> str:
        """Which of the kinds it is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def measured_by(self) -> Quota | Coverage | Threshold | None:
        """What it measures of a population; None for the kinds that measure nothing."""
        return self.quota or self.coverage or self.threshold


class Task(Schema):
    """A key task (重点任务) with its criteria. ``park``: its populations are that park's, unless they say otherwise."""

    id: Name
    title: Name
    section: Name | None = None
    clause: Name
    park: Name | None = None
    lead: tuple[Name, ...] = ()
    support: tuple[Name, ...] = ()
    basis: Name | None = None
    criteria: tuple[Criterion, ...]
