"""Changes as rows of a report: those that moved the goal posts one by one, facts that were only added as a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from parkledger.base.periods import UNITS as PERIODS
from parkledger.compute.lives import LEVELS
from parkledger.history.change import CellPlace, Change, Place, PlanPlace, column_title
from parkledger.history.change import Value as Changed
from parkledger.history.record_changes import RECORDS, record_cells
from parkledger.model.rows import INSPECTION_KINDS, RESULTS
from parkledger.reports.report import Cell, Column, Joined, Say, Section, Tone, Value, listed, put_between, row_of

COLUMNS = (
    Column("change", "word"),
    Column("changed.item", "name"),
    Column("changed.field", "name"),
    Column("changed.values"),
    Column("changed.line", "word"),
)
ALONE = 3
"""How many changes of one sort are shown one by one; of more, their number, the first ones and the days they span."""
LONGEST_NAME = 18
"""The most characters of a name beside its id."""
_MERELY_MORE = ("fact.added", "enterprise.added", "park.added", "text.added", "question.added")
FIELDS = (
    "due", "due_on", "lead", "support", "joint", "to", "from", "below", "do", "base", "at_least", "at_most",
    "baseline_on", "effective_on", "issued_on", "where", "done", "text", "title", "clause", "park", "town", "disposal",
    "name", "credit_code", "address", "industry", "listed_on", "notified_on", "stopped_on", "exited_on", "on", "kind",
    "stage", "result", "people", "by", "done_on", "filed_on", "evidence", "period", "value", "source", "note",
    "enterprise", "unit", "subject", "indicator", "every", "within", "look_every", "days_allowed", "order",
    "at", "reading", "reason", "document", "approved_on", "criterion", "member", "until", "code", "issued_by", "short",
    "aliases", "parent", "members", "area_km2", "enterprises", "district", "grounds", "duties.to", "extensions.to",
    "extensions.by",
)  # fmt: skip
"""Fields that have a word of their own; others are shown as the plan or the file calls them. ``duties.to`` is
``to`` of a duty."""
MOVES = ("deadline", "target", "baseline")
"""What moves the goal posts."""
_FILES = ("plans", "parks", "enterprises", "inspections", "filings", "indicators")


class Told(NamedTuple):
    """The changes of one row: a single one, or many of the same sort."""

    first: Change
    all: tuple[Change, ...]


def told(changes: Iterable[Change]) -> Iterator[Told]:
    """The changes row by row: one each, but many of a sort that only add facts share a row."""
    sorts: dict[tuple[str, str, str, str], list[Change]] = {}
    for one in changes:
        sorts.setdefault(_sort(one), []).append(one)
    for sort, ones in sorts.items():
        if sort[0] in _MERELY_MORE and len(ones) > ALONE:
            yield Told(ones[0], tuple(ones))
        else:
            yield from (Told(one, (one,)) for one in ones)


def _sort(one: Change) -> tuple[str, str, str, str]:
    """The sort of a change. For records it includes the kind of an inspection, the item of a filing."""
    kind, *names = one.item.split("/")
    of = {"inspections": 1, "filings": 0, "indicators": 1}.get(kind)
    return one.kind, kind, one.field, names[of] if of is not None and len(names) > of else ""


def section(changes: Sequence[Change], title: Say | str) -> Section:
    """The changes of one plan as a table, file by file."""
    rows: list[tuple[Cell, ...] | Say] = []
    by_file: dict[str, list[Change]] = {}
    for one in sorted(changes, key=_file_rank):
        by_file.setdefault(file_of(one), []).append(one)
    for path, ones in by_file.items():
        rows.append(Say("heading.file", {"path": path, "n": len(ones)}))
        rows += [row(one) for one in told(ones)]
    return Section(COLUMNS, tuple(rows), title)


def _file_rank(one: Change) -> int:
    place = one.now or one.was
    kind = place.table if isinstance(place, CellPlace) else "plans"
    return _FILES.index(kind) if place is not None else len(_FILES)


def file_of(one: Change) -> str:
    """The file of a change, with its folder: the part of its path that both sides share."""
    place = one.now or one.was
    if place is None:
        return "ledger.yaml"
    path = place.campaign.source.path if isinstance(place, PlanPlace) else place.campaign.tables[place.table].path
    return "/".join(path.split("/")[-2:])


def row(one: Told) -> tuple[Cell, ...]:
    """One row: what kind of change, of what, which field, what it was and became, on which line."""
    change = one.first
    tone: Tone = "warn" if change.subject in MOVES or change.kind == "fact.back_dated" else "plain"
    kind = Cell(Say(f"change.{change.kind}"), tone)
    if len(one.all) > 1:
        return row_of(kind, many(one.all), field_of(change), _days(one.all), "")
    return row_of(kind, item_value(change), field_of(change), Cell(values(change), tone), _line(change))


def many(changes: Sequence[Change]) -> Value:
    """Several of one sort: the first of them and their number."""
    names = tuple(dict.fromkeys(known(one) for one in changes[:ALONE]))
    return Say("changed.many", {"names": names, "n": len(changes)})


def known(one: Change) -> Value:
    """What an item is known by; the kind of an inspection is said in words."""
    if not one.item.startswith("inspections/"):
        return one.known
    return put_between(Say("joint.id"), [inspection_word(part) for part in one.known.split("/")])


def inspection_word(part: str) -> Value:
    """A kind of inspection in words; anything else as it is."""
    return Say(f"look.{part}") if part in INSPECTION_KINDS.values() else part


def item_value(one: Change) -> Value:
    """An item as a person knows it: its id and its name."""
    place = one.now or one.was
    if isinstance(place, PlanPlace):
        return (one.known or field_word(one.item), briefly_named(one.name))
    return (known(one) or one.item, briefly_named(one.name if one.item.startswith(("enterprises/", "parks/")) else ""))


def field_word(field: str) -> Value:
    """A field in words, where it has some."""
    last = field.rpartition("/")[2]
    return Say(f"field.{last}") if last in FIELDS else field


def field_of(one: Change) -> Value:
    """The field of a change in words: as the plan calls a column of its own."""
    of_its_own = f"{one.item.partition('/')[0]}.{one.field.rpartition('/')[2]}"
    if of_its_own in FIELDS:
        return Say(f"field.{of_its_own}")
    return column_title(one.now or one.was, one.field) or field_word(one.field)


def values(one: Change) -> Value:
    """The old and the new value; for two lists with common items, only the items that were removed or added."""
    if isinstance(one.old, tuple) and isinstance(one.new, tuple) and (apart := _apart(one.old, one.new)):
        return apart
    old, new = (_coded(one, side) or shown(side) for side in (one.old, one.new))
    if not one.field:
        old, new = _record(one.was) or old, _record(one.now) or new
    if one.old is None or one.new is None:
        return new if one.old is None else Say("changed.gone", {"old": old})
    return (old, "→", new)


def _apart(old: tuple[str, ...], new: tuple[str, ...]) -> Value:
    """The items that only one of two lists has, with a sign; empty if they share none, or have the same ones."""
    if set(old).isdisjoint(new) or set(old) == set(new):
        return ()
    signed = [f"－{one}" for one in old if one not in new] + [f"＋{one}" for one in new if one not in old]
    return tuple(signed)


def shown(value: Changed) -> Value:
    """A value of a change in one cell."""
    return listed(value) if isinstance(value, tuple) else value


def _record(place: Place | None) -> Value:
    """A row of records in the words of its columns."""
    if not isinstance(place, CellPlace) or place.table not in RECORDS:
        return None
    cells = record_cells(place.campaign.tables[place.table], place.table, place.row)
    told = [
        (column_title(place, column) or field_word(column), code_word(place.table, column, cell) or cell)
        for column, cell in cells
    ]
    return side_by_side(told)


def _coded(one: Change, value: Changed) -> Value:
    place = one.now or one.was
    if isinstance(place, CellPlace):
        return code_word(place.table, one.field, value)
    return plan_word(one.field or one.item, value)


def plan_word(field: str, value: Changed) -> Value:
    """What a plan writes as a code, in words: a level of exit, a rhythm."""
    last = field.rpartition("/")[2]
    if last == "done" and value in LEVELS:
        return Say(f"level.{value}")
    if last in ("every", "look_every") and value in PERIODS:
        return Say(f"every.{value}")
    return None


def code_word(table: str, column: str, value: Changed) -> Value:
    """What the ledger writes as a code, in words: the kind of an inspection and what it found."""
    if table == "inspections" and isinstance(value, str):
        if column == "kind" and value in INSPECTION_KINDS.values():
            return Say(f"look.{value}")
        if column == "result" and value in RESULTS.values():
            return Say(f"result.{value}")
    return None


def side_by_side(parts: Iterable[Value]) -> Joined:
    """Several values in one cell, with a point between them."""
    return put_between(Say("counts.joint"), parts)


def briefly_named(text: str) -> str:
    """A name or a sentence, short enough for a column."""
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"


def _days(changes: Sequence[Change]) -> Value:
    days = sorted(one.new for one in changes if isinstance(one.new, date))
    if not days:
        return ""
    return days[0] if days[0] == days[-1] else (days[0], "–", days[-1])


def _line(one: Change) -> str:
    span = one.after or one.before
    return str(span.line) if span else ""


def briefly(one: Change) -> Value:
    """A change in a few words, as a reason."""
    parts: tuple[Value, ...] = (known(one) or one.item, Say(f"change.{one.kind}"))
    return (*parts, field_of(one), values(one)) if one.field else parts


def because(changes: Sequence[Change]) -> Value:
    """Changes as a reason: one for each item, the first few of them in words."""
    if not changes:
        return Say("changed.no.reason")
    first: dict[str, Change] = {}
    for one in changes:
        first.setdefault(one.item if isinstance(one.now or one.was, CellPlace) else one.pointer, one)
    named = put_between(Say("joint.clause"), [briefly(one) for one in [*first.values()][:ALONE]])
    return (named, Say("changed.more", {"n": len(first)})) if len(first) > ALONE else named
