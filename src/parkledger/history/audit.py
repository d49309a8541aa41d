"""What should not have happened without a record, over a whole history: every rule at every commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from parkledger.base import history_codes as codes
from parkledger.base.findings import MOST_SHOWN, Finding, standing_for
from parkledger.checks.registry import CODES
from parkledger.checks.waivers import IDLE, judge_waivers, waived
from parkledger.history.again import Removed
from parkledger.history.amendments import not_amended
from parkledger.history.edits import PUT_BACK, Edits
from parkledger.history.git import EARLIEST
from parkledger.history.git_tree import below_commit
from parkledger.history.ledgers import History
from parkledger.history.rules import RULES
from parkledger.history.rules.moment import LIMITS, Moment
from parkledger.history.walk import Passed, PlanStep, Walk
from parkledger.model.fields import as_count
from parkledger.model.ledger import Campaign, Ledger

Progress = Callable[[str], None]


class Audit(NamedTuple):
    """What was found, commit by commit, and which plans had to be passed over where."""

    findings: tuple[Finding, ...]
    passed: tuple[Passed, ...]


def audit(
    history: History, revisions: Sequence[str], now: Ledger, as_of: date, progress: Progress = lambda what: None, *,
    whole: bool = True,
) -> Audit:  # fmt: skip
    """Every finding in some commits. Amendments, waivers and the office's limits are those of the ledger ``now``.

    Days are those of the commits' authors in the ledger's time zone. ``whole``: it is the whole history, so that a
    waiver that covers nothing is idle. Raises NoHistory.
    """
    walk, found = _walked(history, revisions, now, as_of, progress)
    given = [one for one in revisions if not one.startswith("^")]
    if len(given) < len(revisions) and any(one.rule in PUT_BACK for ones in found.values() for one in ones):
        # Only what was there first tells a change from the value that is put back: it may stand before the range.
        _, all_found = _walked(history, given, now, as_of, progress)
        wanted = set(walk.commits)
        found = {plan: [one for one in ones if one.commit in wanted] for plan, ones in all_found.items()}
    judged = _judged(found, now, as_of, walk.commits if whole else None)
    return Audit(_in_order(judged, walk.commits), tuple(walk.passed))


def _in_order(found: Iterable[Finding], commits: Sequence[str]) -> tuple[Finding, ...]:
    """The findings commit by commit, of one commit by place; the faults of waivers, which are of no commit, last."""
    number = {commit: place for place, commit in enumerate(commits)}
    return tuple(sorted(found, key=lambda one: (number.get(one.commit, len(number)), *_place(one))))


def _place(one: Finding) -> tuple[str, int, int, str, str]:
    """What orders the findings of one commit. Some stand in the commit before it: by the ids that their paths begin
    with they would change places whenever a history is written again."""
    return below_commit(one.span.path), one.span.line, one.span.column, one.rule.code, one.pointer


@dataclass
class _Memory:
    """What must be known of the commits before, of one plan."""

    edits: Edits
    removed: Removed
    found: list[list[Finding]] = field(default_factory=list)
    """What was found so far, commit by commit."""


def _walked(
    history: History, revisions: Sequence[str], now: Ledger, as_of: date, progress: Progress
) -> tuple[Walk, dict[str, list[Finding]]]:
    """A walk to its end, and by plan, in the order of history, what is found and not settled by the plan itself."""
    zone = ZoneInfo(now.file.timezone)
    walk = Walk(history, datetime.combine(as_of, time.max, zone))
    memories: dict[str, _Memory] = {}
    names: dict[str, str] = {}
    limits = {one.id: limits_of(now, one.id) for one in now.campaigns}
    for step in walk.steps(revisions):
        on = step.commit.author_date.astimezone(zone).date()
        latest = max(step.latest, EARLIEST).astimezone(zone).date()
        progress(f"{step.commit.short} {on}")
        for one in step.plans:
            memory = _memory(memories, names, one, walk)
            seen = memory.removed.completed(step.commit.id, one)
            if seen is None:
                continue
            plan = one.after or seen.before
            moment = Moment(
                seen.before, plan, seen.changes, on, limits.get(plan.id, {}), latest, memory.edits.printed(seen.before)
            )  # fmt: skip
            told = [each._replace(commit=step.commit.short, on=on) for each in of_step(one, moment)]
            memory.edits.step(step.commit, moment, told, seen.returned)
            memory.found.append(told)
    return walk, _left(memories, names, {one.id: one for one in now.campaigns})


def _memory(memories: dict[str, _Memory], names: dict[str, str], step: PlanStep, walk: Walk) -> _Memory:
    """What is known of a plan, under both of its ids where its file was renamed."""
    ids = [one.id for one in (step.before, step.after) if one is not None]
    if ids[0] != ids[-1]:
        names[ids[0]] = ids[-1]
    found = next((memories[one] for one in ids if one in memories), None)
    found = found or _Memory(Edits(walk.follows), Removed(walk.follows))
    memories.update(dict.fromkeys(ids, found))
    return found


def _left(
    memories: Mapping[str, _Memory], names: Mapping[str, str], plans: Mapping[str, Campaign]
) -> dict[str, list[Finding]]:
    """The findings under the id that each plan has in the end."""
    left: dict[str, list[Finding]] = {}
    for plan, memory in {id(one): (plan, one) for plan, one in memories.items()}.values():
        last = plan
        for _ in names:
            last = names.get(last, last)
        now = plans.get(last)
        found = [one for ones in memory.found for one in _shortened(memory.edits.left(ones, now))]
        left.setdefault(last, []).extend(not_amended(now, found) if now else found)
    return left


def of_step(step: PlanStep, moment: Moment) -> Iterator[Finding]:
    """What the rules find in one step."""
    if step.after is None:
        if moment.published:
            gone = moment.before
            yield Finding(codes.PLAN_REMOVED, gone.span(), f"plans/{gone.id}", {"item": gone.id})
        return
    for rule in RULES:
        yield from rule.find(moment)


def limits_of(ledger: Ledger, plan: str) -> dict[str, int]:
    """The numbers that the office has set for a plan; what is no whole number is not set."""
    found = {}
    for name, text in _limits(ledger, plan):
        with suppress(PydanticCustomError):
            found[name] = as_count(text)
    return found


def misset(ledger: Ledger) -> list[tuple[str, str]]:
    """The limits that are set to something that is no whole number: the plan and the setting."""
    plans = [one.id for one in ledger.campaigns]
    return [(plan, name) for plan in plans for name, _ in _limits(ledger, plan) if name not in limits_of(ledger, plan)]


def _limits(ledger: Ledger, plan: str) -> Iterator[tuple[str, object]]:
    given = ledger.file.settings.get(plan)
    for name in LIMITS:
        if isinstance(given, Mapping) and name in given:
            yield name, given[name]


def _shortened(found: Iterable[Finding]) -> list[Finding]:
    """The findings of one commit: of each code in a file the first ones, and one that stands for the others."""
    by_place: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        by_place.setdefault((one.rule.code, _place(one)[0]), []).append(one)
    told = []
    for ones in by_place.values():
        told += ones[:MOST_SHOWN]
        told += [standing_for(one, len(ones) - MOST_SHOWN) for one in ones[MOST_SHOWN : MOST_SHOWN + 1]]
    return told


def _judged(
    found: Mapping[str, list[Finding]], now: Ledger, as_of: date, walked: Sequence[str] | None
) -> Iterator[Finding]:
    """The findings, marked where a waiver covers them, and the faults of those waivers."""
    plans = {one.id: one for one in now.campaigns}
    for plan in dict.fromkeys((*plans, *found)):
        left = found.get(plan, [])
        if plan not in plans:
            yield from left
            continue
        live, faults = judge_waivers(plans[plan], left, CODES, as_of, codes.of_history)
        yield from waived(left, live)
        yield from (one for one in faults if one.rule is not IDLE or _is_idle(one, walked))


def _is_idle(fault: Finding, walked: Sequence[str] | None) -> bool:
    """Whether a waiver can be called idle: all of the history was walked, and the commit that it names is in it."""
    if walked is None:
        return False
    _, named, commit = fault.args["at"].rpartition("@")
    return not named or any(one.startswith(commit[: len(one)]) for one in walked)
