"""What every sample needs: codes that cannot be real, plain names, working days, a pace of exits, CSV files.

All is drawn from ``random.Random`` seeded by a text, so the same ledger gives the same bytes everywhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from parkledger.base.credit_code import SYMBOLS, check_symbol
from parkledger.base.tree import FolderTree
from parkledger.model.ledger import Campaign
from parkledger.read.ledger import read_ledger

Row = dict[str, str]

DIVISION = "990000"
"""A division that GB/T 2260 does not have: no real code can hold it."""
FORMS = {"company": "91", "household": "92", "collective": "N2"}
"""The first two symbols of a code: a company, an individual household, a village collective."""
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_HOLIDAYS = (
    ("2021-09-19", "2021-09-21"), ("2021-10-01", "2021-10-07"), ("2022-01-01", "2022-01-03"),
    ("2022-01-31", "2022-02-06"), ("2022-04-03", "2022-04-05"), ("2022-04-30", "2022-05-04"),
    ("2022-06-03", "2022-06-05"), ("2022-09-10", "2022-09-12"), ("2022-10-01", "2022-10-07"),
    ("2022-12-31", "2023-01-02"), ("2023-01-21", "2023-01-27"), ("2023-04-05", "2023-04-05"),
    ("2023-04-29", "2023-05-03"), ("2023-06-22", "2023-06-24"), ("2023-09-29", "2023-10-06"),
    ("2023-12-30", "2024-01-01"),
)  # fmt: skip


def random_for(*parts: str) -> Random:
    """A generator of its own for each part of a sample: a change in one part leaves the others alone."""
    return Random(":".join(("parkledger sample", *parts)))


def day(text: str) -> date:
    """The day written ``2021-06-30``."""
    return date.fromisoformat(text)


def iso(when: date | None) -> str:
    """The day as files write it; an absent day is an empty cell."""
    return when.isoformat() if when else ""


class Codes:
    """Credit codes, right in form and check symbol, of a division that does not exist; none comes twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def new(self, form: str) -> str:
        """A code of one of the ``FORMS``. The organisation part carries its own right check symbol too."""
        while True:
            body = "MA" + "".join(self._random.choice(SYMBOLS) for _ in range(6))
            first17 = FORMS[form] + DIVISION + body + _organisation_symbol(body)
            if first17 not in self._given:
                self._given.add(first17)
                return first17 + check_symbol(first17)


def _organisation_symbol(body: str) -> str:
    total = sum(int(symbol, 36) * weight for symbol, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    value = (11 - total % 11) % 11
    return "X" if value == 10 else str(value)


def sample_name(number: int, what: str, width: int = 4) -> str:
    """A name that nobody takes for a real one: 示例0017五金加工点."""
    return f"示例{number:0{width}d}{what}"


_OFF = frozenset(
    day(first) + timedelta(days=n) for first, last in _HOLIDAYS for n in range((day(last) - day(first)).days + 1)
)


def works(when: date) -> bool:
    """Whether offices work on this day, so far as a sample needs to know."""
    return when.weekday() < 5 and when not in _OFF


def working_day(when: date, step: int = -1) -> date:
    """The day itself or the nearest working day before it (after it, with ``step`` 1)."""
    while not works(when):
        when += timedelta(days=step)
    return when


def draw_day(random: Random, first: date, last: date) -> date:
    """A working day between two days, both included; the last day itself when there is none between them."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return random.choice([one for one in days if works(one)] or [last])


def paced(random: Random, count: int, start: date, marks: Sequence[tuple[str, float]]) -> list[date]:
    """``count`` working days in order, so many that by the day of each mark its share of them has passed."""
    days: list[date] = []
    for text, share in marks:
        until = day(text)
        wanted = round(count * share) - len(days)
        days += [draw_day(random, start, until) for _ in range(wanted)]
        start = until + timedelta(days=1)
    return sorted(days)


@dataclass(frozen=True)
class Steps:
    """How far an enterprise has come on its way out; the steps that it has not reached are absent."""

    notified: date | None = None
    stopped: date | None = None
    exited: date | None = None
    gone: date | None = None


def steps_to(random: Random, gone: date, earliest: date) -> Steps:
    """The steps before the day on which capacity was found gone: notified < stopped <= exited <= gone."""
    room = (gone - earliest).days
    exited = gone - timedelta(days=random.randint(0, min(9, room // 4)))
    notified = working_day(gone - timedelta(days=random.randint(35, 120)))
    if notified < earliest:
        notified = working_day(earliest + timedelta(days=random.randint(0, min(14, room // 4))), 1)
    gap = (exited - notified).days
    stopped = notified + timedelta(days=random.randint(max(1, gap // 3), gap))
    return Steps(notified, stopped, exited, gone)


ONE_DAY, QUARTER = timedelta(days=1), timedelta(days=92)


def look_days(random: Random, first: date, last: date, busy: Sequence[tuple[date, date]] = ()) -> list[date]:
    """Look-backs about a quarter apart, never more; none of them on a ``busy`` day, but just before instead.

    A look at a whole park would otherwise find an enterprise clear that another row has just found producing.
    """
    days: list[date] = []
    when = working_day(first)
    while when <= last:
        for opened, closed in busy:
            if opened <= when <= closed:
                when = working_day(opened - timedelta(days=1))
        if days and when <= days[-1]:  # a busy time longer than a quarter: the next look comes after it
            when = working_day(max(closed for opened, closed in busy if opened <= days[-1] + QUARTER) + ONE_DAY)
            if when > last:
                break
        days.append(when)
        when = working_day(when + timedelta(days=random.randint(86, 89)))
    return days


def read_campaign(data: Path, plan: str) -> Campaign:
    """The plan and its parks, as the ledger itself reads them. Raises SystemExit when they cannot be read."""
    ledger = read_ledger(FolderTree(data), only=plan)
    if not ledger.campaigns or plan in ledger.unreadable:
        faults = "\n".join(f"{one.span} {one.rule.code} {one.pointer}" for one in ledger.findings)
        raise SystemExit(f"{plan}: the plan cannot be read as a whole\n{faults}")
    return ledger.campaigns[0]


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as CSV with LF line ends; a column that a row does not have is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a CSV file in UTF-8, the same bytes on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_text(columns, rows).encode())
