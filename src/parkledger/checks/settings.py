"""The ledger's own file speaks of plans that there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parkledger.base.findings import Finding, warning
from parkledger.base.names import nearest
from parkledger.base.spans import Span
from parkledger.base.words import Words as W
from parkledger.checks.rule import LedgerRule
from parkledger.model.ledger import Ledger

UNKNOWN_PLAN = warning(
    "PL323", "settings-of-no-plan",
    message=W("ledger.yaml 的 {key} 里写的“{name}”不是方案的名称，下面的设定没有起作用",
              "“{name}” under {key} in ledger.yaml is no plan, and what stands under it has no effect"),
    why=W("设定写在别的名称下面，等于没有写。", "Settings under another name are as good as none."),
    help=W("请写方案文件的名称，不带 .yaml。", "Write the name of the plan's file, without .yaml."),
    bad="settings: {jinan-2021: {look_every: quarter}}", good="settings: {jinnan-2021: {look_every: quarter}}",
)  # fmt: skip
LIKE = 0.75
"""How like a plan's name, from 0 to 1, another one must be to be taken for a mistyped one. A ledger can be read for one
plan alone, so that a name which is like none may be that of another plan."""


def _plans(ledger: Ledger, as_of: date) -> Iterator[Finding]:
    known = [*(one.id for one in ledger.campaigns), *ledger.unreadable]
    for key, names in (("settings", ledger.file.settings), ("files", ledger.file.files)):
        without = [one.id for one in ledger.campaigns if one.id not in names]
        for name in names:
            if name not in known and (near := nearest(name, without, 1, LIKE)):
                path = ledger.campaigns[0].source.path.removesuffix(f"plans/{ledger.campaigns[0].id}.yaml")
                yield Finding(
                    UNKNOWN_PLAN, Span(f"{path}ledger.yaml"), f"{key}/{name}", {"key": key, "name": name}, near
                )


LEDGER_RULES = (LedgerRule(UNKNOWN_PLAN, _plans),)
