"""A history step by step, as a reader of changes needs it: plan by plan, with what could be read, merges explained.

Every commit is compared with its parent, on all sides of a merge, so that a change is found where it was made and by
the day of its own author. Of a merge only what it made itself is told: what neither of its sides explains since they
parted. A commit whose data could not be read is passed over: the next one is compared with the last that could.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NamedTuple

from parkledger.history.change import Change
from parkledger.history.changes import campaign_changes, paired
from parkledger.history.git import Commit, NoHistory
from parkledger.history.ledgers import History
from parkledger.history.readable import lost_tables
from parkledger.model.ledger import Campaign, Ledger

_NEVER = datetime.min.replace(tzinfo=UTC)
MOST_LEDGERS = 16
"""Ledgers that are kept: those of the sides of a few merges."""


class Passed(NamedTuple):
    """A plan that could not be read as a whole in a commit, which is therefore passed over."""

    commit: Commit
    plan: str


class PlanStep(NamedTuple):
    """One plan before and after one commit, with what changed. ``after`` is None where the plan was taken away."""

    commit: Commit
    before: Campaign
    after: Campaign | None
    changes: tuple[Change, ...]
    latest: datetime = _NEVER
    """The last moment that the commits before this one bear."""


@dataclass
class Walk:
    """A walk through some commits, parents first. ``passed`` and ``commits`` grow while it goes on.

    Moments after ``until`` are those of a wrong clock, and tell nothing of the commits that follow.
    """

    history: History
    until: datetime
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

    def steps(self, revisions: Sequence[str]) -> Iterator[PlanStep]:
        """Every plan at every commit that changed it. Raises NoHistory."""
        commits = self._commits(revisions)
        for commit in commits:
            self.commits.append(commit.short)
            parents = self.history.parents(commit)
            after = self._ledger(commit.id, parents)
            self.passed += self._passed(commit)
            steps: Iterator[PlanStep] = iter(())
            if len(parents) == 1:
                steps = _plan_steps(commit, self._ledger(parents[0]), after)
            elif parents:
                steps = self._merged(commit, parents, after)
            yield from (one._replace(latest=self._before(commit)) for one in steps)

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
        """The commits that changed the ledger, and the merges that did, in the order of history."""
        wanted = {one.id for one in self.history.commits(revisions) if len(one.parents) < 2}
        every = self.history.repository.commits(revisions)
        for one in every:
            own = one.author_date if one.author_date <= self.until else _NEVER
            self._parents[one.id] = one.parents
            self._latest[one.id] = max(own, self._before(one))
        wanted |= {one.id for one in every if len(one.parents) > 1 and self.history.differs(one)}
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

    def _merged(self, commit: Commit, parents: Sequence[str], after: Ledger) -> Iterator[PlanStep]:
        """What a merge made itself: of what differs from a side, whatever no other side did since they parted."""
        sides = [self._ledger(parent) for parent in parents]
        told: set[tuple[str, str, str]] = set()
        for place, parent in enumerate(parents):
            others = [one for one in parents if one != parent]
            if self._plainly_taken(commit, parent, others):
                continue
            explained = self._explained(parent, others)
            for step in _plan_steps(commit, sides[place], after):
                own = [one for one in step.changes if _key(one) not in explained and _key(one) not in told]
                told.update(_key(one) for one in own)
                if own or (step.after is None and (step.before.id, "", "") not in explained):
                    yield step._replace(changes=tuple(own))

    def _plainly_taken(self, commit: Commit, parent: str, others: Sequence[str]) -> bool:
        """Whether the merge is as this side, or this side did nothing and the merge is as the only other one."""
        own, merged = self.history.content(parent), self.history.content(commit.id)
        if own == merged:
            return True
        if len(others) != 1 or self.history.content(others[0]) != merged:
            return False
        base = self._base(parent, others[0])
        return base is not None and self.history.content(base) == own

    def _explained(self, parent: str, others: Sequence[str]) -> set[tuple[str, str, str]]:
        """What the other sides of a merge changed since they parted from this one."""
        found: set[tuple[str, str, str]] = set()
        for other in others:
            base = self._base(parent, other)
            before = self._ledger(base) if base else Ledger(())
            for step in _plan_steps(None, before, self._ledger(other)):
                found.update(_key(one) for one in step.changes)
                if step.after is None:
                    found.add((step.before.id, "", ""))
        return found

    def _base(self, one: str, other: str) -> str | None:
        try:
            return self.history.repository.run("merge-base", one, other).decode("ascii").split()[0]
        except NoHistory:  # two histories without a common beginning
            return None


def _key(change: Change) -> tuple[str, str, str]:
    """What makes a change on two sides the same one: what it is of, and what it became."""
    return change.plan, change.pointer, "" if change.new is None else str(change.new)


def _plan_steps(commit: Commit | None, before: Ledger, after: Ledger) -> Iterator[PlanStep]:
    """The plans of two ledgers that differ. A plan that is new is where its history begins."""
    for old, new in paired(before, after):
        if old is None or old is new:
            continue
        changes = tuple(campaign_changes(old, new)) if new is not None else ()
        if changes or new is None:
            yield PlanStep(commit, old, new, changes)  # type: ignore[arg-type]  # of no commit: nobody asks for it


def unsound_plans(ledger: Ledger) -> frozenset[str]:
    """The plans of which reading lost something that matters to whoever compares: a part of the plan, a row, a fact."""
    found = {one for one in ledger.unreadable if one != "ledger.yaml"}
    if len(found) < len(ledger.unreadable):
        return frozenset((*found, *(one.id for one in ledger.campaigns)))
    return frozenset((*found, *(one.plan for one in lost_tables(ledger))))
