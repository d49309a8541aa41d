"""The life of one item commit by commit, or what each commit changed in the whole ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from parkledger.history.change import Change
from parkledger.history.git import day_in
from parkledger.history.log import Entry
from parkledger.reports.changed import MOVES, briefly_named, field_of, inspection_word, side_by_side, values
from parkledger.reports.report import Cell, Column, Report, Say, Section, Tone, Value, row_of

COMMITS = (
    Column("log.commit", "word"), Column("log.day", "day"), Column("log.subject"), Column("log.changes"),
)  # fmt: skip
LIFE = (Column("log.day", "day"), Column("change", "word"), Column("changed.field", "name"), Column("changed.values"))
KINDS_SHOWN = 3
"""How many kinds of change a row names; the others are counted."""


def whole_log_report(entries: Sequence[Entry], as_of: date, zone: str) -> Report:
    """Every commit that changed the ledger, the last one first."""
    if not entries:
        return Report(Say("title.log"), as_of, (Cell(Say("log.none")),))
    rows = tuple(
        row_of(one.commit.short, day_in(one.commit.author_date, zone), one.commit.subject, _counts(one))
        for one in entries
    )
    answer = (Cell(Say("log.commits", {"n": len(entries)}), "strong"),)
    return Report(Say("title.log"), as_of, answer, (Section(COMMITS, rows),), tuple(_closing(entries, zone)))


def item_log_report(item: str, name: str, entries: Sequence[Entry], as_of: date, zone: str) -> Report:
    """Every commit that changed an item, the first one first; ``name`` is what a person calls the item."""
    plans = len({one.plan for entry in entries for one in entry.changes})
    named = f"{item} {briefly_named(name)}" if name and plans < 2 else item
    title = Say("title.log.item", {"item": named})
    if not entries:
        return Report(title, as_of, (Cell(Say("log.item.none")),))
    rows: list[tuple[Cell, ...]] = []
    for entry in entries:
        commit, day = entry.commit, day_in(entry.commit.author_date, zone)
        rows.append(row_of(Cell(day, "strong"), Cell(commit.short, "strong"), "", Cell(commit.subject, "strong")))
        rows += [_row(one, item, one.plan if plans > 1 else "") for one in entry.changes]
    found = sum(len(entry.changes) for entry in entries)
    first, last = (day_in(one.commit.author_date, zone) for one in (entries[0], entries[-1]))
    counts = {"commits": len(entries), "n": found, "first": first, "last": last}
    answer = (Cell(Say("log.item.count", counts), "strong"),)
    return Report(title, as_of, answer, (Section(LIFE, tuple(rows)),), tuple(_closing(entries, zone)))


def _row(one: Change, item: str, plan: str) -> tuple[Cell, ...]:
    """One change, with the part of the item that changed if it is not the item itself."""
    tone: Tone = "warn" if one.subject in MOVES or one.kind in ("fact.back_dated", "fact.removed") else "plain"
    what = tuple(part for part in (plan, *_of(one, item), field_of(one)) if part)
    return row_of("", Cell(Say(f"change.{one.kind}"), tone), what, values(one))


def _of(one: Change, item: str) -> tuple[Value, ...]:
    """What a change is of, as far as that is not the item itself: a task's criterion, or what names a record."""
    kind, *names = one.item.split("/")
    if kind != "tasks":
        return tuple(inspection_word(part) if kind == "inspections" else part for part in names if part != item)
    if names[-1] == item:
        return ()
    return (Say("log.criterion" if "criteria" in names else "log.task", {"id": names[-1]}),)


def _counts(entry: Entry) -> Value:
    kinds = sorted(entry.counts.items(), key=lambda one: -one[1])
    shown = [Say("log.counted", {"kind": Say(f"change.{kind}"), "n": n}) for kind, n in kinds[:KINDS_SHOWN]]
    if rest := sum(n for _, n in kinds[KINDS_SHOWN:]):
        shown.append(Say("log.others", {"n": rest}))
    return side_by_side(shown)


def _closing(entries: Sequence[Entry], zone: str) -> Iterator[Cell]:
    for one in entries:
        if one.begins:
            yield Cell(
                Say("log.begins", {"commit": one.commit.short, "day": day_in(one.commit.author_date, zone)}), "warn"
            )
