"""A report for the terminal: first the answer, then the tables, then what to do next.

At 80 columns nothing that a person needs is cut off: text wraps, figures never do. In a pipe there is no colour.
"""

from __future__ import annotations

from typing import IO

from parkledger.base.words import Lang
from parkledger.render.cells import width
from parkledger.render.grid import Grid, plain_cell
from parkledger.render.labels import label, word
from parkledger.render.paper import Paper, paper_for
from parkledger.render.safe import one_line
from parkledger.render.sentences import BETWEEN
from parkledger.reports.report import Pack, Report


def print_report(report: Report, lang: Lang, stream: IO[str] | None = None) -> None:
    """Print a report."""
    _print(report, lang, paper_for(stream))


def _print(report: Report, lang: Lang, paper: Paper) -> None:
    title = [(one_line(word(report.title, lang)), "bold"), ("  " + label("as_of", lang, day=report.as_of), "dim")]
    if report.known_at is not None:
        title.append(("  " + one_line(word(report.known_at, lang)), "dim"))
    paper.sentence(*title)
    for cell in report.answer:
        paper.sentence(plain_cell(cell, lang))
    for section in report.sections:
        paper.line(("", ""))
        if section.title is not None:
            paper.sentence((one_line(word(section.heading, lang)), "bold"))
        for cell in section.text:
            paper.sentence(plain_cell(cell, lang))
        if section.columns:
            paper.table(Grid(section, lang, paper.width))
    if report.closing or report.hints:
        paper.line(("", ""))
    for cell in report.closing:
        paper.sentence(plain_cell(cell, lang))
    if report.hints:
        head = label("next", lang)
        paper.sentence((head + BETWEEN.join(map(one_line, report.hints)), "dim"), indent=" " * width(head))


def print_reports(made: Report | Pack, lang: Lang, stream: IO[str] | None = None) -> None:
    """Print a report, or all of a pack one after the other."""
    paper = paper_for(stream)
    for place, report in enumerate([made] if isinstance(made, Report) else [one.report for one in made.sheets]):
        if place:
            paper.line(("", ""))
        _print(report, lang, paper)
