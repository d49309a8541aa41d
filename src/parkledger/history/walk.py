"""A history step by step, as ``audit`` and ``log`` need it: plan by plan, with what could be read, merges explained.

Every commit is compared with its parent, on all sides of a merge, so that a change is found where it was made, on the
day of its author. A merge only answers for its own changes: those that neither side made since they diverged. A commit
whose data could not be read is passed over, and the next one is compared with the last that could.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NamedTuple

from parkledger.history.change import Change
from parkledger.history.changes import campaign_changes, file_changes, paired, whole_plan
from parkledger.history.git import Commit, NoHistory
from parkledger.history.ledgers import History
from parkledger.history.readable import lost_tables
from parkledger.model.ledger import Campaign, Ledger

_NEVER, _ALWAYS = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
MOST_LEDGERS = 16
"""How many ledgers are kept in memory: the sides of a few merges."""


class Passed(NamedTuple):
    """A plan that could not be read as a whole in a commit, which is therefore passed over."""

    commit: Commit
    plan: str


class PlanStep(NamedTuple):
    """One plan before and after one commit, with what changed: None where it was not there yet, or no longer is."""

    before: Campaign | None
    after: Campaign | None
    changes: tuple[Change, ...]


class Step(NamedTuple):
    """What one commit changed itself: plan by plan, and in ``ledger.yaml``."""

    commit: Commit
    plans: tuple[PlanStep, ...]
    file: tuple[Change, ...]
    latest: datetime
    """The last moment that the commits before this one bear."""
    begins: bool
    """What was before is not in this clone, so that what stands here may be older than the commit."""


_Key = tuple[str, str, str]
_Between = tuple[list[PlanStep], list[Change]]


@dataclass
class Walk:
    """A walk through some commits, parents first. ``passed`` and ``commits`` grow while it goes on.

    Moments after ``until`` are those of a wrong clock, and tell nothing of the commits that follow.
    """

    history: History
    until: datetime = _ALWAYS
    passed: list[Passed] = field(default_factory=list)
    commits: list[str] = field(default_factory=list)
    """The short ids of the commits that were walked."""
    _sound: dict[str, dict[str, Campaign]] = field(default_factory=dict)
    """By the identity of a ledger: the plans that it could not give, as they were when they last could be read."""
    _unsound: dict[str, frozenset[str]] = field(default_factory=dict)
    _ledgers: OrderedDict[str, Ledger] = field(default_factory=OrderedDict)
    _parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _latest: dict[str, datetime] = field(default_factory=dict)
    """The last moment that a commit and those before it bear."""

    def steps(self, revisions: Sequence[str] = ("HEAD",)) -> Iterator[Step]:
        """Every commit that changed the ledger. Raises NoHistory."""
        for commit in self._commits(revisions):
            self.commits.append(commit.short)
            parents = self.history.parents(commit)
            after = self._ledger(commit.id, parents)
            self.passed += self._passed(commit)
            if len(parents) > 1:
                plans, file = self._merged(commit, parents, after)
            else:
                plans, file = _between(self._ledger(parents[0]) if parents else Ledger(()), after)
            begins = commit.id in self.history.repository.boundary
            yield Step(commit, tuple(plans), tuple(file), self._before(commit), begins)

    def follows(self, commit: str, other: str) -> bool:
        """Whether a commit came of another one, on whichever way, as far as the walk has gone through both."""
        seen, waiting = set(), [commit]
        while waiting:
            one = waiting.pop()
            if one == other:
                return True
            if one not in seen:
                seen.add(one)
                waiting += self._parents.get(one, ())
        return False

    def _before(self, commit: Commit) -> datetime:
        return max((self._latest[one] for one in commit.parents if one in self._latest), default=_NEVER)

    def _commits(self, revisions: Sequence[str]) -> list[Commit]:
        """The commits that changed the ledger, in the order of history."""
        wanted = {one.id for one in self.history.commits(revisions)}
        every = self.history.listed(revisions)
        for one in every:
            own = one.author_date if one.author_date <= self.until else _NEVER
            self._parents[one.id] = one.parents
            self._latest[one.id] = max(own, self._before(one))
        return [one for one in every if one.id in wanted]

    def _ledger(self, commit: str, parents: Sequence[str] = ()) -> Ledger:
        """The ledger of a commit. The plans that it does not give are as they were in its parents, as far as known."""
        key = self.history.content(commit)
        if key is None:
            return Ledger(())
        if key not in self._ledgers:
            recorded = self.history.recorded(commit)
            self._unsound[key] = unsound = unsound_plans(recorded)
            if unsound and parents:
                before = {one.id: one for parent in reversed(parents) for one in self._ledger(parent).campaigns}
                self._sound[key] = {plan: before[plan] for plan in unsound if plan in before}
            self._ledgers[key] = self._mended(key, recorded)
            while len(self._ledgers) > MOST_LEDGERS:
                self._ledgers.popitem(last=False)
        self._ledgers.move_to_end(key)
        return self._ledgers[key]

    def _mended(self, key: str, recorded: Ledger) -> Ledger:
        if not self._unsound[key]:
            return recorded
        sound = [one for one in recorded.campaigns if one.id not in self._unsound[key]]
        return replace(recorded, campaigns=(*sound, *self._sound.get(key, {}).values()))

    def _passed(self, commit: Commit) -> list[Passed]:
        key = self.history.content(commit.id)
        return [Passed(commit, plan) for plan in sorted(self._unsound.get(key or "", ()))]

    def _merged(self, commit: Commit, parents: Sequence[str], after: Ledger) -> _Between:
        """What a merge made itself: of what differs from a side, whatever no other side did since they parted."""
        plans: list[PlanStep] = []
        file: list[Change] = []
        known: set[_Key] = set()
        for parent in parents:
            others = [one for one in parents if one != parent]
            if self._plainly_taken(commit, parent, others):
                continue
            explained = known | self._explained(parent, others)
            steps, in_file = _between(self._ledger(parent), after)
            own = [one._replace(changes=_without(one.changes, explained)) for one in steps]
            plans += [one for one in own if one.changes]
            file += _without(in_file, explained)
            known.update(_key(one) for step in own for one in step.changes)
            known.update(map(_key, file))
        return plans, file

    def _plainly_taken(self, commit: Commit, parent: str, others: Sequence[str]) -> bool:
        """Whether the merge is as this side, or this side did nothing and the merge is as the only other one."""
        own, merged = self.history.content(parent), self.history.content(commit.id)
        if own == merged:
            return True
        if len(others) != 1 or self.history.content(others[0]) != merged:
            return False
        base = self._base(parent, others[0])
        return base is not None and self.history.content(base) == own

    def _explained(self, parent: str, others: Sequence[str]) -> set[_Key]:
        """What the other sides of a merge changed since they parted from this one."""
        found: set[_Key] = set()
        for other in others:
            base = self._base(parent, other)
            plans, file = _between(self._ledger(base) if base else Ledger(()), self._ledger(other))
            found.update(map(_key, file))
            found.update(_key(one) for step in plans for one in step.changes)
        return found

    def _base(self, one: str, other: str) -> str | None:
        try:
            return self.history.repository.run("merge-base", one, other).decode("ascii").split()[0]
        except NoHistory:  # two histories without a common beginning
            return None


def _key(change: Change) -> _Key:
    """What makes a change on two sides the same one: what it is of, and what it became."""
    return change.plan, change.pointer, "" if change.new is None else str(change.new)


def _without(changes: Sequence[Change], explained: set[_Key]) -> tuple[Change, ...]:
    return tuple(one for one in changes if _key(one) not in explained)


def _between(before: Ledger, after: Ledger) -> _Between:
    """The plans of two ledgers that differ, and what differs in ``ledger.yaml``."""
    plans = []
    for old, new in paired(before, after):
        if old is new:
            continue
        changes = campaign_changes(old, new) if old is not None and new is not None else [whole_plan(old, new)]
        if changes:
            plans.append(PlanStep(old, new, tuple(changes)))
    return plans, list(file_changes(before, after))


def unsound_plans(ledger: Ledger) -> frozenset[str]:
    """The plans of which reading lost something that matters to whoever compares: a part of the plan, a row, a fact."""
    found = {one for one in ledger.unreadable if one != "ledger.yaml"}
    if len(found) < len(ledger.unreadable):
        return frozenset((*found, *(one.id for one in ledger.campaigns)))
    return frozenset((*found, *(one.plan for one in lost_tables(ledger))))
