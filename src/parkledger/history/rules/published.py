"""What a published plan says does not change: deadlines, targets, baselines, criteria, responsible units."""

from __future__ import annotations

from collections.abc import Iterator

from parkledger.base import history_codes as codes
from parkledger.base.findings import Code, Finding
from parkledger.history.amendments import extended
from parkledger.history.change import CellPlace, Change, day_meant
from parkledger.history.rules.moment import HistoryRule, Moment, at_change, known_as, spoken

_PROOF = ("standards", "proof", "disposals", "acceptance", "classes", "sequences", "grading", "scoring", "zero")
"""Parts of a plan that say what counts as done."""
_CRITERIA = (
    "criterion.changed", "criterion.removed", "task.removed", "duty.changed", "duty.removed", "rule.changed",
    "rule.removed",
)  # fmt: skip


_EXTENSION_DAYS = ("filed_on", "approved_on", "to")


def _deadlines(moment: Moment) -> Iterator[Finding]:
    for one in moment.of("deadline.moved"):
        if moment.published and not _first(one) and not _extended(moment, one):
            yield _told(codes.DEADLINE_CHANGED, one)
    for one in moment.of("extension.changed", "extension.removed"):
        if one.field in ("", *_EXTENSION_DAYS):
            yield _told(codes.DEADLINE_CHANGED, one)


def _first(one: Change) -> bool:
    """A member that had no deadline of its own is given one."""
    return isinstance(one.now, CellPlace) and one.old is None


def _extended(moment: Moment, one: Change) -> bool:
    """Whether an extension says what was edited as well."""
    return extended(moment.after, one.item, day_meant(one.meaning[1]))


def _told(code: Code, one: Change) -> Finding:
    if not one.field and one.kind.endswith(".removed"):
        return at_change(code, one, item=one.known, field=one.item, old=spoken(one.old), new=spoken(one.new))
    item, field = (known_as(one), one.field) if one.field else (one.plan, one.item)
    return at_change(code, one, item=item, field=field, old=spoken(one.old), new=spoken(one.new))


def _targets(moment: Moment) -> Iterator[Finding]:
    if moment.published:
        yield from (_told(codes.TARGET_CHANGED, one) for one in moment.of("target.changed", "baseline.changed"))


def _criteria(moment: Moment) -> Iterator[Finding]:
    for one in moment.of(*_CRITERIA) if moment.published else ():
        counts = one.subject != "rule" or (one.item.partition("/")[0] in _PROOF and not _more_names(one))
        if counts and not _chosen(moment, one):
            yield _told(codes.CRITERION_CHANGED, one)


def _more_names(one: Change) -> bool:
    """Whether something has only got one more name by which it may be written."""
    aliases = one.field.rpartition("/")[2] == "aliases"
    return aliases and isinstance(one.old, tuple) and isinstance(one.new, tuple) and set(one.old) <= set(one.new)


def _chosen(moment: Moment, one: Change) -> bool:
    """Whether a value was and is the office's own choice, as the plan says: a setting."""
    return all(
        place is not None
        and any(place.path[: len(path)] == path for path in side.chosen)
        for place, side in ((one.was, moment.before), (one.now, moment.after))
        if not isinstance(place, CellPlace)
    )  # fmt: skip


def _units(moment: Moment) -> Iterator[Finding]:
    if moment.published:
        yield from (_told(codes.UNIT_REPLACED, _apart(one)) for one in moment.of("unit.replaced"))
        for one in moment.of("unit.changed"):
            if one.field in ("members", "lead", "support", "joint"):
                yield _told(codes.UNIT_REPLACED, _apart(one))


def _apart(one: Change) -> Change:
    """The change with the units that went and those that came alone, where any did."""
    if not isinstance(one.old, tuple) or not isinstance(one.new, tuple) or set(one.old) == set(one.new):
        return one
    gone, come = (tuple(name for name in a if name not in b) for a, b in ((one.old, one.new), (one.new, one.old)))
    return one._replace(old=gone or None, new=come or None)


RULES = (
    HistoryRule(codes.DEADLINE_CHANGED, _deadlines),
    HistoryRule(codes.TARGET_CHANGED, _targets),
    HistoryRule(codes.CRITERION_CHANGED, _criteria),
    HistoryRule(codes.UNIT_REPLACED, _units),
)
