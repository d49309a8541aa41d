"""Each kind of report for each of the five campaigns on a day in its middle: in Chinese, of the smallest in both.

``python -m tests.golden.update`` writes them anew.
"""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path
from unittest import mock

import parkledger
from parkledger.model.ledger import Ledger
from parkledger.render.terminal import print_report
from parkledger.reports.kinds import KINDS, Asked, Kind
from parkledger.reports.report import Pack, Report

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "data"
DAYS = {
    "jinnan-2021": date(2023, 11, 15),
    "guangzhou-2019": date(2021, 12, 31),
    "biaokou": date(2023, 12, 31),
    "wuhai-2025": date(2026, 10, 31),
    "tongzhou-2016": date(2018, 3, 31),
}
ENTERPRISES = {
    "jinnan-2021": "JN-0017",
    "guangzhou-2019": "GZ-0002",
    "biaokou": "BK-0003",
    "wuhai-2025": "WH-0042",
    "tongzhou-2016": "TZ-0039",
}
LINES = 60
"""Lines that are kept of a roster: the others are of the same kind."""
NAMES = {
    f"{plan}.{kind.name}.{lang}.txt": (plan, kind, lang)
    for plan in DAYS
    for kind in KINDS.values()
    for lang in ("zh", "en")
    if (lang == "zh" or plan == "biaokou")
}
"""Golden file → plan, kind, language."""


@cache
def ledger() -> Ledger:
    """The repository's own ledger."""
    return parkledger.load(DATA)


def made(plan: str, kind: Kind) -> Report | Pack:
    """The report of a kind for a campaign on its day."""
    (campaign,) = [one for one in ledger().campaigns if one.id == plan]
    enterprise = ENTERPRISES[plan] if kind.takes == "enterprise" else ""
    return kind.build(Asked(Ledger((campaign,), ledger().file), DAYS[plan], enterprise))


def answer(name: str) -> str:
    """A report in a pipe, 120 columns wide; of a pack the overview, since the other sheets have files of their own."""
    plan, kind, lang = NAMES[name]
    found, out = made(plan, kind), io.StringIO()
    with mock.patch.dict("os.environ", {"COLUMNS": "120", "TERM": "dumb", "NO_COLOR": "1"}):
        print_report(found.sheets[0].report if isinstance(found, Pack) else found, lang, out)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join(lines[:LINES] if kind.name == "ledger" else lines) + "\n"
