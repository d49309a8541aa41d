"""What changed between two ledgers: first what it does to the answers, then every change, plan by plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from parkledger.history.change import Change
from parkledger.history.effects import Answered, Effects, Standing, Turn, ZeroTurn
from parkledger.reports.changed import because, briefly_named, section, side_by_side
from parkledger.reports.report import Cell, Column, Joined, Report, Say, Section, Tone, Value, put_between, row_of

COLUMNS = (Column("effect", "word"), Column("changed.item", "name"), Column("changed.values"), Column("because"))
NAMED = 5
"""How many late things, and members of a dynamic-zero rule, are named; JSON has all of them."""


def diff_report(
    first: str, second: str, changes: Sequence[Change], found: Effects, notices: Sequence[Say] = ()
) -> Report:
    """The changes between two ledgers, which are named as they were asked for. ``notices``: what is not compared."""
    first_said = tuple(Cell(one, "bad") for one in notices)
    title = Say("title.diff", {"first": first, "second": second})
    if not changes:
        none = Cell(Say("diff.none.else"), "plain") if notices else Cell(Say("diff.none"), "good")
        return Report(title, found.as_of, (*first_said, none))
    rows = tuple(_rows(found))
    sections = [Section(COLUMNS, rows, Say("diff.effects"))] if rows else []
    by_plan: dict[str, list[Change]] = {}
    for one in changes:
        by_plan.setdefault(one.plan, []).append(one)
    for plan, ones in by_plan.items():
        name = Say("diff.plan", {"plan": plan, "n": len(ones)}) if plan else Say("diff.ledger", {"n": len(ones)})
        sections.append(section(ones, name))
    return Report(title, found.as_of, (*first_said, *_answers(changes, found)), tuple(sections))


def _answers(changes: Sequence[Change], found: Effects) -> Iterator[Cell]:
    yield Cell(Say("diff.count", {"n": len(changes)}), "strong")
    if found.overdue is None:
        return
    old, new = found.overdue
    tone: Tone = "bad" if new > old else ("good" if new < old else "plain")
    if not found.turns:
        yield Cell(Say("diff.overdue.same", {"n": new}), "plain")
    else:
        yield Cell(Say("diff.overdue", {"old": old, "new": new}), tone)
    for way in ("left", "joined"):
        names = [_late_name(one) for one in found.turns if one.way == way]
        if names:
            yield Cell(Say(f"diff.{way}", {"n": len(names), "names": _named(names)}), "plain")
    moved = [(one.id, briefly_named(one.title)) for one in found.answered if _by_deadline(one)]
    if moved:
        yield Cell(Say("diff.by.deadline", {"n": len(moved), "names": _named(moved)}), "bad")


def _named(names: Sequence[Value]) -> Value:
    return put_between(Say("joint.clause"), [*names[:NAMED], *(("…",) if len(names) > NAMED else ())])


def _by_deadline(one: Answered) -> bool:
    """Whether a state differs because the deadline itself was edited: late became in time, or the other way round."""
    return one.old is not None and one.new is not None and one.old.state != one.new.state and _moved(one)


def _moved(one: Answered) -> bool:
    """Whether the deadline of a criterion that now stands differently was edited."""
    if one.old is None or one.new is None or one.old.due == one.new.due:
        return False
    return any(reason.kind == "deadline.moved" for reason in one.reasons)


def _late_name(one: Turn) -> Value:
    late = one.late
    title = briefly_named(late.title)
    return (late.criterion, late.group, title) if late.group else (late.criterion, title)


_WAYS: Mapping[str, tuple[str, Tone]] = {"joined": ("effect.overdue", "bad"), "left": ("effect.not.overdue", "good")}


def _rows(found: Effects) -> Iterator[tuple[Cell, ...]]:
    turned = {(one.late.plan, one.late.criterion) for one in found.turns}
    whole: dict[tuple[str, str], list[Turn]] = {}
    for one in found.turns:
        if any(change.kind in ("plan.added", "plan.removed") for change in one.reasons):
            whole.setdefault((one.late.plan, one.way), []).append(one)
            continue
        key, tone = _WAYS[one.way]
        standing = next((a for a in found.answered if (a.plan, a.id) == (one.late.plan, one.late.criterion)), None)
        yield row_of(Cell(Say(key), tone), _late_name(one), _turn(standing), because(one.reasons))
    for (plan, way), ones in whole.items():
        key, tone = _WAYS[way]
        yield row_of(Cell(Say(key), tone), plan, Say("effect.many", {"n": len(ones)}), because(ones[0].reasons))
    for answer in found.answered:
        if (answer.plan, answer.id) not in turned:
            kind = Cell(Say("effect.deadline"), "bad") if _moved(answer) else Cell(Say("effect.standing"))
            yield row_of(kind, (answer.id, briefly_named(answer.title)), _turn(answer), because(answer.reasons))
    for rule in found.zero:
        yield row_of(Say("effect.zero"), rule.title, _zero(rule), because(rule.reasons))


def _turn(one: Answered | None) -> Value:
    if one is None:
        return ""
    old, new = one.old, one.new
    if old is None or new is None:
        side = new or old
        assert side is not None
        return Say("effect.new" if old is None else "effect.gone", {"state": _state(side)})
    parts: list[Value] = []
    if old.state != new.state:
        parts.append((_state(old), "→", _state(new)))
    if old.due != new.due:
        parts.append(Say("effect.due", {"old": old.due or "—", "new": new.due or "—"}))
        if old.due is not None and new.due is not None:
            parts[-1] = (parts[-1], Say("effect.due.days", {"days": f"{(new.due - old.due).days:+}"}))
    if old.remaining != new.remaining:
        parts.append(Say("effect.left", {"old": _number(old), "new": _number(new)}))
    return side_by_side(parts)


def _number(one: Standing) -> Value:
    return "—" if one.remaining is None else one.remaining


def _state(one: Standing) -> Say:
    return Say(f"state.{one.state}")


def _zero(rule: ZeroTurn) -> Value:
    parts: list[Value] = []
    old, new = rule.old, rule.new
    if old is not None and new is not None:
        if old.open != new.open:
            parts.append(Say("effect.open", {"old": old.open, "new": new.open}))
        if old.stale != new.stale:
            parts.append(Say("effect.stale", {"old": _stale(old.stale), "new": _stale(new.stale)}))
    for sign, names in (("＋", rule.joined), ("－", rule.left)):
        if names:
            named = " ".join(names[:NAMED])
            more = Say("and.more", {"named": named, "n": len(names)}) if len(names) > NAMED else named
            parts.append(Joined((sign, more)))
    return side_by_side(parts)


def _stale(number: int | None) -> Value:
    return "—" if number is None else number
