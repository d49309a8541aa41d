"""The states of all members on a day, a column at a time, and the days on which one member's state changed."""

from __future__ import annotations

from typing import NamedTuple

from parkledger.compute.lives import State, lives
from parkledger.model.columns import NEVER, Days, Rows, rows_at, there, until
from parkledger.model.ledger import Campaign

STATES: tuple[State, ...] = ("listed", "notified", "stopped", "claimed", "proven", "accepted", "relapsed")
"""The seven states, in the order of an exit, with relapse last."""


def states_on(campaign: Campaign, of: str, day: int) -> dict[State, Rows]:
    """The members in each of the seven states; a member that is not listed yet is in none."""
    life = lives(campaign, of)
    table = life.table
    listed = table.days["listed_on"] if "listed_on" in table.days else table.every(NEVER)
    reached: list[tuple[State, Rows]] = [
        ("accepted", until(life.accepted, day)),
        ("proven", until(life.proven, day)),
        ("claimed", until(life.claimed, day)),
        ("stopped", _by(table.days.get("stopped_on"), day)),
        ("notified", _by(table.days.get("notified_on"), day)),
        ("listed", (table.all() - there(listed)) | until(listed, day)),
    ]
    found: dict[State, Rows] = {state: Rows(0) for state in STATES}
    rest = table.all() - life.fallen
    for state, rows in reached:
        found[state] = rows & rest
        rest -= rows
    fallen: dict[State, list[int]] = {}
    for row in life.fallen:
        if (now := life.state(row, day)) is not None:
            fallen.setdefault(now, []).append(row)
    for now, numbers in fallen.items():
        found[now] |= rows_at(numbers)
    return found


def _by(days: Days | None, day: int) -> Rows:
    return Rows(0) if days is None else until(days, day)


class Stay(NamedTuple):
    """A state of one member from one day (an ordinal) up to, but without, another; ``NEVER`` where it goes on."""

    state: State
    first: int
    until: int


def stays(campaign: Campaign, of: str, row: int, day: int) -> tuple[Stay, ...]:
    """The states of a member one after the other, as far as they are known on a day. Its first begins when it is
    listed, or on day 0 where no day says when that was."""
    life = lives(campaign, of)
    columns = [life.table.days[name] for name in ("listed_on", "notified_on", "stopped_on") if name in life.table.days]
    turns = {0} | {days[row] for days in (*columns, life.claimed, life.proven, life.accepted)}
    turns |= {turn for gap in life.gaps.get(row, ()) for turn in (gap.first, gap.until)}
    found: list[Stay] = []
    for turn in sorted(turn for turn in turns if turn <= day):
        state = life.state(row, turn)
        if found and found[-1].state == state:
            continue
        if found:
            found[-1] = found[-1]._replace(until=turn)
        if state is not None:
            found.append(Stay(state, turn, NEVER))
    return tuple(found)
