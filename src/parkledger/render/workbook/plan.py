"""The sheets of a report, and the tables on each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from parkledger.base.words import Lang
from parkledger.render.labels import label, word
from parkledger.render.safe import one_line
from parkledger.render.workbook.charts import worth_drawing
from parkledger.render.workbook.layout import Measured, common, measured
from parkledger.reports.form import office_line, on_paper
from parkledger.reports.report import Cell, Pack, Report, Section

LONG = 18
"""Rows of a table that has a sheet of its own: its header is then repeated on every page."""
WASTE = 1.15
"""How many times wider than its widest table a sheet may be because of the others on it."""
MOST_NAME = 31
"""The most characters of a sheet's name."""


class Planned(NamedTuple):
    """A sheet: its name, its heading, what is said above and below, and its tables with what they need.

    ``foot``: what stands at the left and right of each page's foot. ``signed``: it ends with who is to sign it.
    """

    name: str
    title: str
    subtitle: str
    answer: tuple[Cell, ...]
    sections: tuple[tuple[Section, Measured], ...]
    closing: tuple[Cell, ...]
    foot: tuple[str, str]
    signed: bool = False

    @property
    def tables(self) -> list[Measured]:
        """What the tables need."""
        return [need for _, need in self.sections if need.least]

    @property
    def pictures(self) -> bool:
        """Whether one of the tables has a picture."""
        return any(worth_drawing(section) for section, _ in self.sections)


def alone(report: Report, name: str, lang: Lang, source: str) -> Planned:
    """A single sheet for a whole report, however long its tables are."""
    sections = tuple((section, measured(section, lang)) for section in report.sections)
    return Planned(
        name, word(report.title, lang), _subtitle(report, lang, source), report.answer, sections, report.closing,
        _foot(report, lang, source),
    )  # fmt: skip


def _subtitle(report: Report, lang: Lang, source: str) -> str:
    """The office, the day, what had been recorded, the source."""
    dated = word(office_line(report), lang), label("as_of", lang, day=report.as_of), word(report.known_at, lang), source
    return "    ".join(filter(None, dated))


def _foot(report: Report, lang: Lang, source: str) -> tuple[str, str]:
    """The day and the source, for the foot of each page."""
    return label("as_of", lang, day=report.as_of), source


def _grouped(report: Report, lang: Lang) -> list[list[tuple[Section, Measured]]]:
    """The sections by sheet: a long table stands alone, and so does one whose columns would spoil the others'."""
    sheets: list[list[tuple[Section, Measured]]] = [[]]
    for section in report.sections:
        need = measured(section, lang)
        here = [(one, its) for one, its in sheets[-1] if one.columns]
        if section.columns and here:
            long = len(section.rows) > LONG or any(len(one.rows) > LONG for one, _ in here)
            tables = [its for _, its in here] + [need]
            wasted = sum(common(tables).least) > WASTE * max(sum(one.least) for one in tables)
            if long or wasted or section.annex is not None:
                sheets.append([])
        sheets[-1].append((section, need))
    return sheets


def planned(made: Report | Pack, lang: Lang, source: str) -> list[Planned]:
    """The sheets of a report, or of several that are handed in together."""
    sheets: list[Planned] = []
    taken: set[str] = set()
    for name, whole in _named(made, lang):
        report = on_paper(whole)
        subtitle = _subtitle(report, lang, source)
        groups = _grouped(report, lang)
        for number, sections in enumerate(groups):
            title = word(report.title, lang)
            own = name
            if number:
                subtitle = f"{title}    {_subtitle(report._replace(office=None), lang, '')}"
                section, need = sections[0]
                if section.title is not None:
                    own = word(section.title, lang)
                    title = word(section.heading, lang)
                    sections[0] = (section._replace(title=None, annex=None), need)
            sheets.append(
                Planned(
                    sheet_name(own, taken),
                    title,
                    subtitle,
                    report.answer if number == 0 else (),
                    tuple(sections),
                    report.closing if number == len(groups) - 1 else (),
                    _foot(report, lang, source),
                    report.office is not None and number == len(groups) - 1,
                )
            )
    return sheets


def _named(made: Report | Pack, lang: Lang) -> Iterable[tuple[str, Report]]:
    if isinstance(made, Pack):
        return [(word(one.name, lang), one.report) for one in made.sheets]
    return [(label("sheet.report", lang), made)]


def sheet_name(text: str, taken: set[str]) -> str:
    """A name that a workbook takes: short, without the signs of references, like no other."""
    plain = re.sub(r"[\[\]:*?/\\'\s]+", " ", one_line(text)).strip() or "-"
    plain = re.split(r"[：；（(;]", plain)[0].strip() or plain
    name, number = _short(plain), 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{_cut(plain, MOST_NAME - 1 - len(str(number)))} {number}"
    taken.add(name.casefold())
    return name


def _short(text: str) -> str:
    """A name that fits; a longer one is cut to its first words and an ellipsis."""
    name = _cut(text, MOST_NAME)
    if name == text:
        return name
    name = _cut(text, MOST_NAME - 1)
    words = name.rpartition(" ")[0]
    return (words if len(words) > MOST_NAME // 2 else name) + "…"


def _cut(text: str, most: int) -> str:
    """A text cut to this many UTF-16 units, in which names are measured."""
    while len(text.encode("utf-16-le", "surrogatepass")) // 2 > most:
        text = text[:-1]
    return text.strip()
