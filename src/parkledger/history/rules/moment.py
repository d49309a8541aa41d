"""One step of a plan's history, as a rule sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from parkledger.base.findings import Code, Finding
from parkledger.base.spans import Span
from parkledger.compute.lives import lives
from parkledger.history.change import Change, Value, column_title
from parkledger.history.values import worded
from parkledger.model.ledger import Campaign

LIMITS = ("recording_days", "exits_on_deadline", "same_day", "same_text")
"""Settings of the office (``settings.PLAN`` in ledger.yaml) that rules need; without one its rule is silent."""


LONGEST_NAME = 30
"""The most characters of a name beside its id in a sentence."""


class Moment(NamedTuple):
    """A plan before and after one commit, what changed, and on which day. ``limits`` are the office's own, of today.

    ``latest`` is the last day that the commits before it bear: none of them can have been made after it.
    """

    before: Campaign
    after: Campaign
    changes: tuple[Change, ...]
    on: date
    limits: Mapping[str, int]
    latest: date = date.min
    printed: Mapping[str, date] = MappingProxyType({})
    """Deadlines that are edited without a record, by their pointers, as they were published."""

    @property
    def published(self) -> bool:
        """Whether the plan had been published by the day before: the day of issue, else the day it takes effect."""
        days = [day for day in (self.before.plan.issued_on, self.before.plan.effective_on) if day]
        return bool(days) and min(days) < max(self.on, self.latest)

    def of(self, *kinds: str) -> Iterator[Change]:
        """The changes of these kinds."""
        return (one for one in self.changes if one.kind in kinds)


class HistoryRule(NamedTuple):
    """A code and the function that finds its cases in one step."""

    code: Code
    find: Callable[[Moment], Iterator[Finding]]


def at_change(code: Code, change: Change, pointer: str = "", /, **args: Any) -> Finding:
    """A finding at a change: where the new value stands, else where the old one stood."""
    span = change.after or change.before or Span("ledger.yaml")
    told = {name: text if isinstance(text, str) else worded(text) for name, text in args.items()}
    if not change.field and change.kind.endswith(".removed") and "old" in told:
        told["whole"] = change.kind
    if title := column_title(change.now or change.was, told.get("field", "")):
        told["field_title"] = title
    return Finding(code, span, pointer or change.pointer, told)


def spoken(value: Value) -> str:
    """A value in a sentence."""
    return worded(value) or "—"


def known_as(change: Change) -> str:
    """An item by its id and the beginning of its name."""
    name = change.name if len(change.name) <= LONGEST_NAME else change.name[: LONGEST_NAME - 1] + "…"
    return f"{change.known} {name}".strip()


def stands(campaign: Campaign, table: str, row: int, on: date) -> str | None:
    """The level at which the exit of a member stands on a day: ``proven``, ``accepted``, or None."""
    state = lives(campaign, table).state(row, on.toordinal())
    return state if state in ("proven", "accepted") else None
