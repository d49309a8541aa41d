"""The JSON of ``diff`` and ``log``: every change and every answer that it turned, in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parkledger.base.spans import Span
from parkledger.compute.zero import Zero
from parkledger.history.change import Change
from parkledger.history.effects import Effects, Standing, Turn
from parkledger.history.log import Entry
from parkledger.render.json_text import plain


def diff_json(changes: Sequence[Change], found: Effects) -> dict[str, Any]:
    """Changes, then what they do to the answers; reasons are pointers of changes."""
    old, new = found.overdue or (None, None)
    turned = {way: [_turn(one) for one in found.turns if one.way == way] for way in ("joined", "left")}
    return {
        "as_of": found.as_of.isoformat(),
        "changes": [change_json(one) for one in changes],
        "overdue": {"before": old, "after": new} | turned,
        "status": [
            {
                "plan": one.plan, "id": one.id, "title": one.title, "before": _standing(one.old),
                "after": _standing(one.new), "reasons": _pointers(one.reasons),
            }
            for one in found.answered
        ],
        "zero": [
            {
                "plan": one.plan, "rule": one.id, "title": one.title, "before": _zero(one.old),
                "after": _zero(one.new), "joined": list(one.joined), "left": list(one.left),
                "reasons": _pointers(one.reasons),
            }
            for one in found.zero
        ],
    }  # fmt: skip


def log_json(item: str | None, plan: str | None, entries: Sequence[Entry]) -> dict[str, Any]:
    """The contract of ``log --format json``: commits with what they changed; of an item every change of it."""
    commits = []
    for one in entries:
        own = one.commit
        told: dict[str, Any] = {
            "commit": own.id, "author_date": own.author_date.isoformat(), "commit_date": own.commit_date.isoformat(),
            "subject": own.subject, "counts": dict(sorted(one.counts.items())), "begins": one.begins,
        }  # fmt: skip
        commits.append(told | ({} if item is None else {"changes": [change_json(change) for change in one.changes]}))
    return {"item": item, "plan": plan, "commits": commits}


def change_json(one: Change) -> dict[str, Any]:
    """One change, with both places."""
    return {
        "kind": one.kind, "plan": one.plan, "item": one.item, "field": one.field, "pointer": one.pointer,
        "name": one.name, "old": plain(one.old), "new": plain(one.new), "before": _place(one.before),
        "after": _place(one.after),
    }  # fmt: skip


def _place(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"path": span.path, "line": span.line, "column": span.column}


def _pointers(reasons: Sequence[Change]) -> list[str]:
    return [one.pointer for one in reasons]


def _turn(one: Turn) -> dict[str, Any]:
    late = one.late
    return {
        "plan": late.plan, "task": late.task, "criterion": late.criterion, "group": late.group, "title": late.title,
        "due": late.due.isoformat(), "lead": list(late.lead), "reasons": _pointers(one.reasons),
    }  # fmt: skip


def _standing(one: Standing | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"state": one.state, "due": plain(one.due), "remaining": plain(one.remaining)}


def _zero(one: Zero | None) -> dict[str, Any] | None:
    return None if one is None else {"open": one.open, "stale": one.stale, "zero": one.zero}
