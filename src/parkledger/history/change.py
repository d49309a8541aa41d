"""One change between two ledgers, in the ledger's own terms: of which item, from what to what, and where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from parkledger.base.sources import YamlPath
from parkledger.base.spans import Span
from parkledger.model.ledger import Campaign

KINDS = (
    "plan.added", "plan.removed", "plan.renamed",
    "deadline.moved", "target.changed", "baseline.changed", "criterion.changed", "unit.replaced",
    "task.added", "task.removed", "criterion.added", "criterion.removed", "duty.added", "duty.removed", "duty.changed",
    "enterprise.added", "enterprise.removed", "enterprise.renumbered", "enterprise.reclassified", "enterprise.changed",
    "park.added", "park.removed", "park.renumbered", "park.reclassified", "park.changed",
    "fact.added", "fact.corrected", "fact.back_dated", "fact.removed",
    "rule.added", "rule.removed", "rule.changed", "setting.added", "setting.removed", "setting.changed",
    "waiver.added", "waiver.removed", "waiver.changed", "extension.added", "extension.removed", "extension.changed",
    "amendment.added", "amendment.removed", "amendment.changed",
    "question.added", "question.removed", "question.changed",
    "unit.added", "unit.removed", "unit.changed", "text.added", "text.removed", "text.changed",
)  # fmt: skip
"""Every kind of change, in the order in which a person should look at them: first what moves the goal posts."""

Value = str | date | Decimal | int | tuple[str, ...] | None


class PlanPlace(NamedTuple):
    """A value in a plan's file."""

    campaign: Campaign
    path: YamlPath

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.campaign.span(*self.path)


class CellPlace(NamedTuple):
    """A cell of a table, or with an empty ``column`` a row."""

    campaign: Campaign
    table: str
    row: int
    column: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.campaign.cell_span(self.table, self.row, self.column)


Place = PlanPlace | CellPlace


def column_title(place: Place | None, column: str) -> str:
    """The title of a column that the plan adds to a table; empty for other columns and for values of the plan."""
    if not isinstance(place, CellPlace):
        return ""
    declared = getattr(place.campaign.plan.columns, place.table, ())
    return next((one.title for one in declared if one.key == column), "")


def fact_changed(old: Value, new: Value) -> str:
    """What happened to a fact: added, removed, dated back, or corrected in another way."""
    if old is None or new is None:
        return "fact.added" if old is None else "fact.removed"
    earlier = not isinstance(old, str | tuple) and type(old) is type(new) and hasattr(old, "year") and new < old  # type: ignore[operator]
    return "fact.back_dated" if earlier else "fact.corrected"


def day_meant(meaning: object) -> date | None:
    """The day of what a value means (of a deadline: its kind and its day), None where it means no day."""
    day = meaning[1] if isinstance(meaning, tuple) and len(meaning) == 2 else meaning
    return day if isinstance(day, date) else None


class Change(NamedTuple):
    """One change. ``item`` names what changed by ids (``tasks/2/criteria/2.2``, ``enterprises/E-1``), ``field`` what
    of it; an item that came or went as a whole has no field. ``name`` is what a person calls the item.

    The places are kept as they are in both ledgers; a file's lines are only looked for when a span is asked for.
    """

    kind: str
    plan: str
    item: str
    field: str = ""
    old: Value = None
    new: Value = None
    name: str = ""
    was: Place | None = None
    now: Place | None = None
    meant: tuple[object, object] | None = None
    """What both values mean, where that is more or less than what is shown: a day, units, an item as a whole."""

    @property
    def meaning(self) -> tuple[object, object]:
        """What both values mean, however they are written."""
        return self.meant or (self.old, self.new)

    @property
    def pointer(self) -> str:
        """The item and its field, as findings and waivers name them."""
        return f"{self.item}/{self.field}" if self.field else self.item

    @property
    def known(self) -> str:
        """What the item is known by: of a criterion its own id, of anything else all that stands behind its list."""
        return self.item.rpartition("/")[2] if self.item.startswith("tasks/") else self.item.partition("/")[2]

    @property
    def before(self) -> Span | None:
        """Where the old value stood."""
        return self.was.span if self.was else None

    @property
    def after(self) -> Span | None:
        """Where the new value stands."""
        return self.now.span if self.now else None

    @property
    def subject(self) -> str:
        """What it is about: the first half of the kind."""
        return self.kind.partition(".")[0]
