"""A plan: the published document as data. It holds no progress."""

from collections.abc import Iterator

from parkledger.base.sources import YamlPath
from parkledger.model.criteria import Criterion, Task
from parkledger.model.duties import Duty
from parkledger.model.fields import Day, Name, Text
from parkledger.model.grading import Grading, Scoring
from parkledger.model.notes import Amendment, Columns, Declared, Extension, Lights, Provision, Question, Waiver
from parkledger.model.schema import Schema
from parkledger.model.standards import Class, Disposal, Item, Sequence, Stage
from parkledger.model.units import DefaultLead, Group, Unit
from parkledger.model.zero import ZeroRule


class Plan(Schema):
    """One published document. Its id is the stem of its file."""

    title: Name
    short: Name | None = None
    number: Name | None = None
    issued_by: Name
    issued_on: Day | None = None
    effective_on: Day | None = None
    baseline_on: Day | None = None
    source: Text = ""
    units: tuple[Unit, ...] = ()
    groups: tuple[Group, ...] = ()
    columns: Columns = Columns.model_construct()
    standards: dict[Name, tuple[Item, ...]] = {}
    proof: Name | None = None
    """The standard that proves an exit whose disposal names none."""
    disposals: tuple[Disposal, ...] = ()
    acceptance: tuple[Stage, ...] = ()
    classes: tuple[Class, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    default_lead: DefaultLead | None = None
    grading: Grading | None = None
    scoring: Scoring | None = None
    goals: tuple[Criterion, ...] = ()
    tasks: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    zero: tuple[ZeroRule, ...] = ()
    lights: Lights | None = None
    provisions: tuple[Provision, ...] = ()
    declared: tuple[Declared, ...] = ()
    questions: tuple[Question, ...] = ()
    extensions: tuple[Extension, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def measured(self) -> Iterator[tuple[YamlPath, Criterion, Task | None]]:
        """Every goal, then every criterion with its task; each with its path in the plan."""
        for at, goal in enumerate(self.goals):
            yield ("goals", at), goal, None
        for at, task, place, criterion in self.criteria():
            yield ("tasks", at, "criteria", place), criterion, task

    def criteria(self) -> Iterator[tuple[int, Task, int, Criterion]]:
        """Every criterion with its task, and the place of both in their lists."""
        for at, task in enumerate(self.tasks):
            for place, criterion in enumerate(task.criteria):
                yield at, task, place, criterion
