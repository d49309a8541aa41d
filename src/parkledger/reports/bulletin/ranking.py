"""三、排名: the responsible units by what each has late, missing or open; no points are given or taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parkledger.reports.bulletin.facts import Facts
from parkledger.reports.bulletin.phrases import clauses, sentence
from parkledger.reports.ranking import RANKED, RankedUnit
from parkledger.reports.report import Cell, Say, Value, listed

NAMED = 10
"""Units that are named in the text; the annex has all of them."""


def ranking(facts: Facts, see: Mapping[str, Value]) -> tuple[Cell, ...]:
    """The rule, who has most, and who has nothing to be counted."""
    return tuple(Cell(one) for one in _sentences(facts.units, see)) if facts.units else ()


def _sentences(units: tuple[RankedUnit, ...], see: Mapping[str, Value]) -> Iterator[Value]:
    yield Say("bulletin.rank.rule", {"n": len(units), "see": see.get("ranking", "")})
    worst = [one for one in units if one.faults]
    if worst:
        args = {"n": len(worst), "named": clauses(_named(one) for one in worst[:NAMED])}
        yield sentence(Say("bulletin.rank.worst" if len(worst) <= NAMED else "bulletin.rank.worst.first", args))
    clean = [one.name for one in units if not one.faults]
    if clean:
        args = {"n": len(clean), "named": listed(clean[:NAMED])}
        yield sentence(Say("bulletin.rank.clean" if len(clean) <= NAMED else "bulletin.rank.clean.first", args))
    if not worst:
        yield Say("bulletin.rank.level")


def _named(one: RankedUnit) -> Value:
    """A unit and how much of each it has."""
    counted = zip(RANKED, one.counts, strict=True)
    why = listed(Say(f"bulletin.rank.{kind}", {"n": number}) for kind, number in counted if number)
    return Say("bulletin.rank.named", {"unit": one.name, "why": why})
