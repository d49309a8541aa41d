"""The JSON of ``show``: what is known of an enterprise, under each plan that lists it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from parkledger.compute.dossier import Dossier, Shown
from parkledger.model.columns import NEVER
from parkledger.model.notes import Extension
from parkledger.render.json_text import plain


def _day(day: int) -> str | None:
    return date.fromordinal(day).isoformat() if 0 < day < NEVER else None


def _shown(one: Shown) -> dict[str, Any]:
    asked = one.asked
    told = {"kind": asked.kind, "standard": asked.standard, "rule": asked.rule, "clause": asked.clause}
    return told | {"item": one.item, "shown_on": plain(one.on), "missing": one.missing}


def _extension(one: Extension) -> dict[str, Any]:
    told = {"criterion": one.criterion, "approved_on": plain(one.approved_on), "to": plain(one.to)}
    return told | {"by": one.by, "reason": one.reason, "document": one.document}


def _dossier(one: Dossier) -> dict[str, Any]:
    now = one.stays[-1] if one.stays else None
    told = {"plan": one.plan, "id": one.id, "name": one.name, "state": now.state if now else None}
    return told | {
        "since": _day(now.first) if now else None,
        "due": plain(one.due),
        "due_extended": plain(one.due_extended),
        "class": plain(one.classified),
        "states": [{"state": stay.state, "from": _day(stay.first), "until": _day(stay.until)} for stay in one.stays],
        "facts": {fact.key: plain(fact.value) for fact in (*one.facts, *one.dated)},
        "standards": [_shown(shown) for shown in one.standards],
        "stages": plain(one.stages),
        "observations": plain(one.looks),
        "filings": plain(one.filings),
        "owed": plain(one.owed),
        "extensions": [_extension(each) for each in one.extensions],
        "cases": plain(one.cases),
        "criteria": plain(one.criteria),
    }


def show_json(found: Sequence[Dossier], as_of: date) -> dict[str, Any]:
    """The contract of ``show``."""
    return {"as_of": as_of.isoformat(), "enterprises": [_dossier(one) for one in found]}
