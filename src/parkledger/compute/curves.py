"""Curves: what remains to be done, day by day. A criterion's state on a day is read off its curve."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from operator import add
from typing import NamedTuple

from parkledger.compute.lives import Gap
from parkledger.model.columns import (
    NEVER,
    Days,
    Numbers,
    Rows,
    Texts,
    earliest,
    picked,
    rows_at,
    tally,
    tally_by,
    tally_sum,
)

ONE = Decimal(1)
Amount = Decimal | int


class Curve(NamedTuple):
    """A step function: ``start`` before the first of ``days``, then ``values[i]`` from ``days[i]`` on."""

    start: Decimal
    days: Sequence[int] = ()
    values: Sequence[Decimal] = ()

    def at(self, day: int) -> Decimal:
        """The value on a day."""
        place = bisect_right(self.days, day)
        return self.values[place - 1] if place else self.start

    def since(self, day: int, holds: Callable[[Decimal], bool]) -> int | None:
        """The first day of the unbroken run up to ``day`` on which the value holds; None if it does not hold then.

        A run from the very start begins on day 0.
        """
        place = bisect_right(self.days, day)
        run: int | None = None
        while place > 0 and holds(self.values[place - 1]):
            run = self.days[place - 1]
            place -= 1
        return 0 if place == 0 and holds(self.start) else run


def curve(start: Decimal, changes: Iterable[Mapping[int, Amount]]) -> Curve:
    """A curve from its start and the changes by day."""
    total: dict[int, Amount] = {}
    for change in changes:
        if not total:
            total = dict(change)
            continue
        for day, amount in change.items():
            total[day] = total[day] + amount if day in total else amount
    days = sorted(day for day, amount in total.items() if amount)
    return Curve(start, days, list(accumulate(map(total.__getitem__, days), add, initial=start))[1:])


def standing_days(start: int, gaps: Iterable[Gap], exempt: int = NEVER) -> list[tuple[int, int]]:
    """The spans (first, until) in which something done from ``start`` on stands, outside its gaps or exempt."""
    spans = [(start, NEVER)] if start < NEVER else []
    for gap in gaps:
        cut = []
        for first, until in spans:
            if gap.first < until and gap.until > first:
                cut += [(first, gap.first), (gap.until, until)]
            else:
                cut.append((first, until))
        spans = [(first, until) for first, until in cut if first < until]
    if exempt < NEVER:
        spans = [(first, min(until, exempt)) for first, until in spans if first < exempt] + [(exempt, NEVER)]
    return spans


class Done(NamedTuple):
    """From when each row of a table is done: ``first`` is the earlier of ``done`` and ``exempt`` (None: nobody is).
    ``gaps`` by row, with the rows that have any."""

    first: Days
    done: Days
    exempt: Days | None
    gaps: Mapping[int, Sequence[Gap]]
    fallen: Rows


def done_or_exempt(done: Days, exempt: Days | None, gaps: Mapping[int, Sequence[Gap]]) -> Done:
    """Done from a day, outside its gaps, or exempt from a day."""
    first = done if exempt is None else earliest([done, exempt], len(done))
    return Done(first, done, exempt, gaps, rows_at(gaps))


def done_changes(rows: Rows, given: Done, weights: Numbers | None) -> list[dict[int, Decimal]]:
    """How much is done (negative: undone) by day, over the rows: one each, or each row's weight."""
    first, done, exempt, gaps, fallen = given
    special = rows & fallen
    plain = rows - special
    changes: list[dict[int, Decimal]] = []
    if weights is None:
        changes.append({day: Decimal(count) for day, count in tally(first, plain).items()})
    else:
        changes.append(tally_sum(first, weights, plain))
    for row in special:
        weight = ONE if weights is None else (weights[row] or Decimal(0))
        for begin, until in standing_days(done[row], gaps[row], NEVER if exempt is None else exempt[row]):
            changes.append({begin: weight} | ({until: -weight} if until < NEVER else {}))
    return changes


def done_counts(rows: Rows, given: Done, by: Texts) -> dict[str, list[Mapping[int, Amount]]]:
    """How many are done (negative: undone) by day, over the rows of each text that any of them has."""
    special = rows & given.fallen
    plain = tally_by(given.first, by, rows - special)
    changes: dict[str, list[Mapping[int, Amount]]] = {text: [counts] for text, counts in plain.items()}
    for row, text in zip(special, picked(by, special), strict=True):
        exempt = NEVER if given.exempt is None else given.exempt[row]
        own = changes.setdefault(text, [])
        for begin, until in standing_days(given.done[row], given.gaps[row], exempt):
            own.append({begin: 1} | ({until: -1} if until < NEVER else {}))
    return changes


def negative(changes: Iterable[Mapping[int, Amount]]) -> list[Mapping[int, Amount]]:
    """The same changes with the other sign: what is done no longer remains."""
    return [{day: -amount for day, amount in change.items()} for change in changes]
