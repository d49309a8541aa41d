"""What a rule is, how it reports its cases, and how many of them are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from parkledger.base.findings import MOST_SHOWN, Code, Finding, standing_for
from parkledger.base.names import nearest
from parkledger.base.sources import YamlPath
from parkledger.base.spans import Span
from parkledger.model.columns import Rows, Texts, groups, rows_at, where
from parkledger.model.ledger import Campaign, Ledger

AT_ONCE = 1000
"""How many rows are looked at before those with a known text are removed: most of a million wrong cells are alike."""
MOST_COMPARED = 5000
"""How many known names a wrong one is compared with at most: comparing it with every id of a city takes minutes, and the
nearest of so many is hardly ever the one that was meant."""
MOST_GUESSES = 2 * MOST_SHOWN
"""Wrong names for which one rule looks for the nearest: no more than half as many of a file are told one by one."""


class Rule(NamedTuple):
    """A code and the function that finds its cases in one campaign.

    ``needs`` are the keys of the plan and the tables that must be complete: if one lost a part in reading, the rule
    could be wrong and is not run.
    """

    code: Code
    find: Callable[[Campaign, date], Iterator[Finding | Cells]]
    needs: tuple[str, ...] = ()
    sums: bool = False
    """It adds up the whole plan, so that it is not run on a plan of which a part was left out."""
    alike: bool = False
    """All that it finds about one name in one file is one finding, since one edit mends it. Only for errors: warnings
    have to stay apart for waivers."""


class LedgerRule(NamedTuple):
    """A code and the function that finds its cases across the whole ledger."""

    code: Code
    find: Callable[[Ledger, date], Iterator[Finding | Cells]]


def in_plan(campaign: Campaign, code: Code, path: YamlPath, near: tuple[str, ...] = (), /, **args: str) -> Finding:
    """A finding at a value of the plan."""
    return Finding(code, campaign.span(*path), campaign.source.pointer(*path), args, near)


def at_key(campaign: Campaign, code: Code, path: YamlPath, near: tuple[str, ...] = (), /, **args: str) -> Finding:
    """A finding at a key of the plan."""
    return in_plan(campaign, code, path, near, **args)._replace(span=campaign.source.key_span(*path))


def in_cell(
    campaign: Campaign,
    code: Code,
    kind: str,
    row: int,
    column: str,
    near: tuple[str, ...] = (),
    /,
    **args: str,
) -> Finding:
    """A finding at a cell of a data file; the pointer names kind, first cell and column."""
    table = campaign.tables[kind]
    name = table.texts["id"][row] if "id" in table.texts else str(table.lines[row])
    span: Span = campaign.cell_span(kind, row, column)
    return Finding(code, span, f"{kind}/{name}/{column}", args, near)


class Case(NamedTuple):
    """One wrong cell. Its message is only made if it is shown."""

    row: int
    column: str
    args: Callable[[], Mapping[str, str]] = dict
    near: Callable[[], tuple[str, ...]] = tuple
    related: tuple[tuple[str, int, str], ...] = ()
    """Other cells that are part of it: table, row and column."""


class EachRow(NamedTuple):
    """One case for each of these rows, which can be counted without making them."""

    rows: Rows
    case: Callable[[int], Case]
    alike: Texts | None = None
    """A column: rows with the same text in it are one case. Only for errors, like ``Rule.alike``."""


class Cells(NamedTuple):
    """The wrong cells of one code in one table, in the order of the rows; there may be a million."""

    campaign: Campaign
    code: Code
    kind: str
    cases: Iterable[Case] | EachRow


def in_cells(campaign: Campaign, code: Code, kind: str, cases: Iterable[Case] | EachRow) -> Cells:
    """Findings at cells of a data file."""
    return Cells(campaign, code, kind, cases)


class Doubt(NamedTuple):
    """What reading has reported about a table: perhaps something about ``rows``, and certainly about every ``shifted``
    row, by itself or counted with others."""

    rows: Collection[int] = ()
    shifted: Callable[[int], bool] = lambda row: False


def one_by_one(
    found: Finding | Cells, told: Callable[[Finding], bool], doubts: Callable[[str], Doubt] = lambda kind: Doubt()
) -> list[Finding]:
    """The findings of a rule without those that reading has already ``told``. Of wrong cells these are the first ones,
    those that a waiver names, and one that stands for all others.
    """
    if isinstance(found, Finding):
        return [] if told(found) else [found]
    if isinstance(found.cases, EachRow) and found.cases.alike is not None:
        return _by_text(found, found.cases, found.cases.alike, told, doubts(found.kind))
    named, waived = _waived(found)
    doubt = doubts(found.kind)
    cases, others = _cases(found, {*doubt.rows, *named})
    shown, first = 0, None
    findings: list[Finding] = []
    for case in cases:
        if doubt.shifted(case.row) or any(doubts(kind).shifted(row) for kind, row, _ in case.related):
            continue
        unsure = case.row in doubt.rows or any(row in doubts(kind).rows for kind, row, _ in case.related)
        if unsure and told(_built(found, case)):
            continue
        if case.row in named and any(at in waived for at in above(_built(found, case).pointer)):
            findings.append(_built(found, case))
        elif shown < MOST_SHOWN:
            findings.append(_built(found, case))
            shown += 1
        else:
            first = first or case
            others += 1
    if first is not None:
        findings.append(standing_for(_built(found, first), others))
    return findings


def _cases(found: Cells, special: Collection[int]) -> tuple[Iterable[Case], int]:
    """The cases that have to be made, and how many others there are. If there is one for each row, only the special ones
    are made, and as many more as can be shown and the one after them."""
    if not isinstance(found.cases, EachRow):
        return found.cases, 0
    rows, case, _ = found.cases
    rows -= found.campaign.tables[found.kind].shifted
    plain = rows - rows_at(special)
    first = rows_at(islice(plain, MOST_SHOWN + 1))
    return map(case, (rows - plain) | first), len(plain) - len(first)


def _by_text(found: Cells, each: EachRow, texts: Texts, told: Callable[[Finding], bool], doubt: Doubt) -> list[Finding]:
    """One finding for each text, at its first row; if there are many texts, one stands for the rows of all others."""
    table = found.campaign.tables[found.kind]
    rows = each.rows - table.shifted
    rows -= rows_at(row for row in rows & rows_at(doubt.rows) if told(_built(found, each.case(row))))
    first = _first_of_each(texts, rows)
    same = groups(texts, rows & where(texts, [*first]))
    findings: list[Finding] = []
    for text, row in islice(first.items(), MOST_SHOWN):
        one = _built(found, each.case(row))
        lines = tuple(int(table.lines[at]) for at in islice(same[text], MOST_SHOWN))
        findings.append(one._replace(cases=len(same[text]), lines=lines) if len(lines) > 1 else one)
    for row in islice(first.values(), MOST_SHOWN, None):
        others = len(rows) - sum(one.cases for one in findings)
        findings.append(standing_for(_built(found, each.case(row)), others))
    return findings


def _first_of_each(texts: Texts, rows: Rows) -> dict[str, int]:
    """The first row of each text, for as many texts as are shown and one more."""
    first: dict[str, int] = {}
    while rows.bits and len(first) <= MOST_SHOWN:
        for row in islice(rows, AT_ONCE):
            if len(first) <= MOST_SHOWN:
                first.setdefault(texts[row], row)
        rows -= where(texts, [*first])
    return first


def _built(cells: Cells, case: Case) -> Finding:
    campaign, code, kind, _ = cells
    args = dict(case.args())
    if title := _own_title(campaign, kind, args.get("column", "")):
        args["column_title"] = title
    one = in_cell(campaign, code, kind, case.row, case.column, case.near(), **args)
    return one._replace(related=tuple(campaign.cell_span(*place) for place in case.related))


def _own_title(campaign: Campaign, kind: str, column: str) -> str:
    """What the plan calls a column that it adds to a table; empty for any other."""
    declared = getattr(campaign.plan.columns, kind) if column else ()
    return next((one.title for one in declared if one.key == column), "")


def above(pointer: str) -> Iterator[str]:
    """A pointer and every pointer above it."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _waived(cells: Cells) -> tuple[Collection[int], Collection[str]]:
    """The rows that waivers of the code may mean, and the pointers that those waivers name."""
    table, kind = cells.campaign.tables[cells.kind], cells.kind
    wanted = [one.at for one in cells.campaign.plan.waivers if one.code == cells.code.code]
    named = frozenset(at for at in wanted if at.startswith(f"{kind}/"))
    keys = {place.removeprefix(f"{kind}/") for at in named for place in above(at)} - {kind}
    if not keys:
        return (), named
    if "id" in table.texts:
        return frozenset(table.where("id", tuple(keys))), named
    return frozenset(row for row, line in enumerate(table.lines) if str(line) in keys), named


class Nearest:
    """Finds the valid names nearest to wrong ones: once for each name, for no more than can be told, and not among too
    many."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known if len(known) <= MOST_COMPARED else ()
        self.found: dict[str, tuple[str, ...]] = {}

    def __call__(self, name: str) -> tuple[str, ...]:
        """The nearest names."""
        if name not in self.found and len(self.found) < MOST_GUESSES:
            self.found[name] = nearest(name, self.known)
        return self.found.get(name, ())
