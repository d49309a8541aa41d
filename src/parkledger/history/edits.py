"""Edits that are still in force, until the old value is put back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from parkledger.base import history_codes as codes
from parkledger.base.findings import Finding
from parkledger.history.amendments import amendments_of, extended
from parkledger.history.change import Change, day_meant
from parkledger.history.git import Commit
from parkledger.history.rules.moment import Moment
from parkledger.model.ledger import Campaign

REVERSIBLE = frozenset((
    codes.DEADLINE_CHANGED, codes.TARGET_CHANGED, codes.CRITERION_CHANGED, codes.UNIT_REPLACED, codes.MEMBER_VANISHED,
    codes.POPULATION_LEFT, codes.CHANGED_AFTER_ACCEPTANCE, codes.MOVED_BEFORE_DEADLINE, codes.PLAN_REMOVED,
))  # fmt: skip
"""Codes of changes that are settled once the old value is back."""
PUT_BACK = REVERSIBLE | {codes.RECORDED_LATE}
"""Codes that putting a value back can itself raise: a fact that comes back is not a new one, however late."""
_OF_EXTENSIONS = frozenset((codes.EXTENSION_AFTER_DEADLINE, codes.EXTENSION_ENTERED_LATE))


class Edit(NamedTuple):
    """One edit of one value, and in which commit. ``told``: it is a finding (an extension may have said the same)."""

    commit: Commit
    old: object
    new: object
    told: bool


@dataclass
class Edits:
    """What one plan and its members went through so far, by their pointers, parents before children.

    ``follows`` tells whether a commit came of another one: an edit on one branch is not closed by what happened on
    another.
    """

    follows: Callable[[str, str], bool]
    open: dict[str, list[Edit]] = field(default_factory=dict)
    closed: set[tuple[str, str]] = field(default_factory=set)
    """Commits (their short ids) and pointers of what was edited and put back, and of the putting back."""
    days: dict[tuple[str, str], date] = field(default_factory=dict)
    """Of an edited deadline, by its commit and pointer, the day that it was given."""

    def printed(self, before: Campaign) -> Mapping[str, date]:
        """Deadlines that are edited without a record, as they were published."""
        found = {}
        for pointer in self.open:
            if (edits := self._unsettled(pointer, before)) and (day := day_meant(edits[0].old)):
                found[pointer] = day
        return found

    def step(self, commit: Commit, moment: Moment, found: Iterable[Finding], returned: Iterable[Change] = ()) -> None:
        """Take in one commit: what it changed in the plan, what was found in it, and what came back with it."""
        told = {one.pointer for one in found if one.rule in REVERSIBLE}
        for one in (*returned, *moment.changes):
            if one.pointer in self.open and self._put_back(commit, one, moment.before):
                continue
            if one.pointer in told or (one.kind == "deadline.moved" and moment.published):
                self._edited(commit, one, told=one.pointer in told)

    def _edited(self, commit: Commit, one: Change, *, told: bool) -> None:
        old, new = one.meaning
        if not told and old is None:  # a member was given its first deadline
            return
        self.open.setdefault(one.pointer, []).append(Edit(commit, old, new, told))
        if one.kind == "deadline.moved" and (day := day_meant(new)):
            self.days[commit.short, one.pointer] = day

    def _put_back(self, commit: Commit, one: Change, before: Campaign) -> bool:
        """Close the first edit whose published value is back, and what followed it; whether there was one."""
        value = one.meaning[1]
        unsettled = self._unsettled(one.pointer, before)
        for place, edit in enumerate(unsettled):
            if edit.old == value and self.follows(commit.id, edit.commit.id):
                over = [later for later in unsettled[place:] if self.follows(commit.id, later.commit.id)]
                self.closed.update((done.commit.short, one.pointer) for done in over)
                self.closed.add((commit.short, one.pointer))
                self.open[one.pointer] = [kept for kept in self.open[one.pointer] if kept not in over]
                return True
        return False

    def _unsettled(self, pointer: str, before: Campaign) -> list[Edit]:
        """The edits of a value that no amendment had covered by then: each covers one, the first ones first."""
        covered = len(amendments_of(before, pointer))
        found = []
        for one in self.open[pointer]:
            if one.told and covered:
                covered -= 1
            else:
                found.append(one)
        return found

    def left(self, found: Iterable[Finding], now: Campaign | None) -> list[Finding]:
        """The findings of one commit without those that were put back, or that an extension says by now as well."""
        return [one for one in found if not self._over(one) and not (now is not None and self._said(one, now))]

    def _over(self, one: Finding) -> bool:
        if one.rule in PUT_BACK:
            return (one.commit, one.pointer) in self.closed
        return one.rule in _OF_EXTENSIONS and any(
            commit == one.commit and (pointer == one.pointer or pointer.startswith(f"{one.pointer}/"))
            for commit, pointer in self.closed
        )

    def _said(self, one: Finding, now: Campaign) -> bool:
        day = self.days.get((one.commit, one.pointer)) if one.rule is codes.DEADLINE_CHANGED else None
        return day is not None and extended(now, one.pointer.rpartition("/")[0], day)
