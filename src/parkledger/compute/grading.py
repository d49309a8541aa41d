"""Grading and scoring of parks: who may be upgraded, who is watched, who is to be interviewed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from parkledger.compute.cases import OwedCase
from parkledger.compute.indicators import yearly
from parkledger.compute.standards import column_days
from parkledger.model.grading import Grading, Scoring
from parkledger.model.ledger import Campaign


class Graded(NamedTuple):
    """A park on a day: its class, the class it may be upgraded to, and the indicators below the line of its class."""

    park: str
    grade: str
    upgrade_to: str | None
    years: tuple[int, ...]
    """The consecutive years in which it reached every line of the better class."""
    below: tuple[str, ...]
    year: int | None


class Scored(NamedTuple):
    """A park's score of a year, its rank (1 is best), and why an interview is owed."""

    park: str
    year: int
    score: Decimal
    rank: int
    interview: str | None
    """``failed`` or ``low_not_rectified``; None when none is owed."""


def _years(figures: Mapping[str, Mapping[str, Mapping[int, Decimal]]], park: str) -> list[int]:
    """The years in which every indicator of a park is known."""
    known = [set(by_park.get(park, {})) for by_park in figures.values()]
    return sorted(set.intersection(*known)) if known else []


def graded(campaign: Campaign, as_of: date) -> tuple[Graded, ...]:
    """Every park that has a class. Nothing is judged without class lines; nothing ever changes a class."""
    grading = campaign.plan.grading
    if grading is None or not grading.lines or not campaign.parks.has(grading.column):
        return ()
    figures = {name: yearly(campaign, name, as_of.toordinal()) for name in grading.indicators}
    classes = list(grading.lines)
    places = {name: place for place, name in enumerate(classes)}
    found = []
    for park, grade in zip(campaign.parks.texts["id"], campaign.parks.text(grading.column), strict=True):
        if (place := places.get(grade)) is not None:
            better = classes[place - 1] if place else None
            found.append(_graded(grading, figures, park, grade, better))
    return tuple(found)


def _graded(
    grading: Grading,
    figures: Mapping[str, Mapping[str, Mapping[int, Decimal]]],
    park: str,
    grade: str,
    better: str | None,
) -> Graded:
    years = _years(figures, park)

    def reaches(line: str, year: int) -> bool:
        return all(figures[name][park][year] >= bound for name, bound in grading.lines[line].items() if name in figures)

    run: list[int] = []
    for year in reversed(years if better else []):
        if (run and year != run[0] - 1) or not reaches(better or "", year):
            break
        run.insert(0, year)
    last = years[-1] if years else None
    below = tuple(
        name
        for name, bound in grading.lines[grade].items()
        if last is not None and name in figures and figures[name][park][last] < bound
    )
    eligible = better if len(run) >= grading.years else None
    return Graded(park, grade, eligible, tuple(run[-grading.years :]) if eligible else (), below, last)


def scored(campaign: Campaign, as_of: date) -> tuple[Scored, ...]:
    """Every park's score of every year, with the interviews that follow: failed, or ranked low and not rectified."""
    scoring = campaign.plan.scoring
    if scoring is None:
        return ()
    figures = yearly(campaign, scoring.indicator, as_of.toordinal())
    found = []
    for year in sorted({year for by_year in figures.values() for year in by_year}):
        ranking = sorted((by_year[year] for by_year in figures.values() if year in by_year), reverse=True)
        ranks = {score: len(ranking) - place for place, score in enumerate(reversed(ranking))}
        for park, by_year in sorted(figures.items()):
            if year in by_year:
                rank = ranks[by_year[year]]
                low = scoring.low is not None and rank > len(ranking) - scoring.low
                why = _interview(campaign, scoring, park, by_year[year], low=low, as_of=as_of)
                found.append(Scored(park, year, by_year[year], rank, why))
    return tuple(found)


def _interview(
    campaign: Campaign, scoring: Scoring, park: str, score: Decimal, *, low: bool, as_of: date
) -> str | None:
    if scoring.fail_below is not None and score < scoring.fail_below:
        return "failed"
    row = campaign.park_rows.get(park)
    if not low or row is None:
        return None
    rectified = column_days(campaign.parks, scoring.rectified or "")[row] <= as_of.toordinal()
    return None if rectified else "low_not_rectified"


def opened_cases(campaign: Campaign, as_of: date) -> Mapping[str, list[OwedCase]]:
    """By duty: the cases that grading and scoring open. A case is called by its park and year."""
    found: dict[str, list[OwedCase]] = {}
    grading, scoring = campaign.plan.grading, campaign.plan.scoring
    if grading and grading.opens:
        found[grading.opens] = [
            OwedCase(f"{one.park} {one.year}", date(one.year, 12, 31), (), None)
            for one in graded(campaign, as_of)
            if one.below and one.year
        ]
    if scoring and scoring.interview:
        found[scoring.interview] = [
            OwedCase(f"{one.park} {one.year}", date(one.year, 12, 31), (), None)
            for one in scored(campaign, as_of)
            if one.interview
        ]
    return found
