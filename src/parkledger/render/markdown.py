"""A report as Markdown, fit for a comment on a pull request: tables, folded away where they are long.

No text of a data file becomes markup, a link, a mention, a reference to an issue or a formula. Characters that could
are escaped, or separated by an empty comment where escaping is not enough: links and mentions are searched for in the
rendered text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parkledger.base.words import Lang
from parkledger.render.labels import head, label, word
from parkledger.render.safe import one_line
from parkledger.reports.report import Cell, Column, Report, Say, Section

MOST_CHARACTERS = 60_000
"""GitHub refuses comments of more than 65,536 characters; what follows the table (a summary, a link) needs some."""
LONG = 8
"""Rows beyond which a table is folded away."""
_PART = "<!-- -->"
_MARKUP = re.compile(r"[\\`*_\[\]#|~$]")
_FOUND_LATER = re.compile(r"@|#(?=\w)|(?i:\bwww(?=\.))|:(?=//)|(?<!\w):(?=[\w+-]+:)|(?i:\bgh(?=-\d))")
_LINK = re.compile(r"(?i)\b(mailto|xmpp):")
_TONES = {"bad": "**", "warn": "**"}


def escaped(text: str) -> str:
    """Text of the data as Markdown that shows it, in one line."""
    plain = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    plain = _MARKUP.sub(lambda found: "\\" + found[0], plain)
    plain = _FOUND_LATER.sub(lambda found: found[0] + _PART, plain)
    return _LINK.sub(lambda found: found[1] + _PART + ":", plain)


def markdown(report: Report, lang: Lang, most: int = MOST_CHARACTERS) -> str:
    """The report, in at most ``most`` characters: further rows are only counted."""
    lines = [f"### {escaped(word(report.title, lang))}", "", escaped(label("as_of", lang, day=report.as_of)), ""]
    lines += [f"- {_toned(cell, lang)}" for cell in report.answer]
    room = most - sum(len(line) + 1 for line in lines)
    for section in report.sections:
        made = "\n".join(_section(section, lang, room))
        if len(made) > room:
            break
        lines.append(made)
        room -= len(made) + 1
    lines += [f"\n{_toned(cell, lang)}" for cell in report.closing]
    return "\n".join(lines) + "\n"


def _section(section: Section, lang: Lang, room: int) -> Iterator[str]:
    title = escaped(word(section.title, lang)) if section.title is not None else ""
    folded = len(section.rows) > LONG
    yield ""
    if folded:
        yield f"<details><summary>{title}</summary>"
    elif title:
        yield f"#### {title}"
    yield ""
    yield from (_toned(cell, lang) + "\n" for cell in section.text)
    if section.columns:
        yield from _table(section.columns, section.rows, lang, room)
    if folded:
        yield "\n</details>"


def _table(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...] | Say], lang: Lang, room: int) -> Iterator[str]:
    lines = [_line([escaped(head(one, lang)) for one in columns])]
    lines.append(_line(["---:" if one.kind == "number" else "---" for one in columns]))
    room -= sum(map(len, lines)) + 500  # for the titles and the counts around the table
    for place, row in enumerate(rows):
        if isinstance(row, Say):
            line = _line([f"**{escaped(word(row, lang))}**", *[""] * (len(columns) - 1)])
        else:
            line = _line([_toned(cell, lang) for cell in row])
        room -= len(line) + 1
        if room < 0:
            lines.append("\n" + escaped(label("markdown.more", lang, n=len(rows) - place)))
            break
        lines.append(line)
    yield from lines


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _toned(cell: Cell, lang: Lang) -> str:
    """The cell, in bold if it is bad or a warning: Markdown has no colour."""
    text = escaped(word(cell.value, lang)).strip()
    mark = _TONES.get(cell.tone, "") if text else ""
    return f"{mark}{text}{mark}"
