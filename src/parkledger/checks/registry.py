"""The one registry of codes, and the rules in the order in which they run."""

from __future__ import annotations

from collections.abc import Mapping

from parkledger.base.codes import READING_CODES
from parkledger.base.findings import Code
from parkledger.base.history_codes import HISTORY_CODES
from parkledger.checks import (
    absent,
    arithmetic,
    classes,
    columns,
    days,
    filings,
    inspections,
    names,
    places,
    records,
    references,
    roster,
    schedule,
    settings,
    strays,
    totals,
    waivers,
)

RULES = (
    *absent.RULES,
    *references.RULES,
    *names.RULES,
    *columns.RULES,
    *schedule.RULES,
    *arithmetic.RULES,
    *days.RULES,
    *inspections.RULES,
    *filings.RULES,
    *records.RULES,
    *places.RULES,
    *classes.RULES,
    *totals.RULES,
)
LEDGER_RULES = (*roster.LEDGER_RULES, *settings.LEDGER_RULES)

CODES: Mapping[str, Code] = {
    code.code: code
    for code in sorted(
        (
            *READING_CODES,
            *(rule.code for rule in RULES),
            *(rule.code for rule in LEDGER_RULES),
            *waivers.CODES,
            *HISTORY_CODES,
            *strays.CODES,
        ),
        key=lambda code: code.code,
    )
}
"""Every finding code, by its text."""
