"""Reports made by hand, and how they look: for tests that speak of rendering alone."""

from __future__ import annotations

import io
import os
from datetime import date
from unittest import mock

from parkledger.base.words import Lang
from parkledger.render.terminal import print_report
from parkledger.reports.report import Cell, Column, Report, Say, Section, Value, row_of

DAY = date(2023, 11, 15)
COLUMNS = (
    Column("criterion", "word"),
    Column("criterion.text"),
    Column("due", "day"),
    Column("left", "number"),
    Column("state", "word"),
)

HOSTILE = {
    "a closing tag": ("[/]", "[/]"),
    "a colour": ("[red]甲[/red]", "[red]甲[/red]"),
    "a link": ("[link=x]甲", "[link=x]甲"),
    "an emoji": (":smile:", ":smile:"),
    "a backslash": ("\\[red]", "\\[red]"),
    "ESC": ("a\x1b[31mb", "a\\x1b[31mb"),
    "NUL": ("a\x00b", "a\\x00b"),
    "BEL": ("a\x07b", "a\\x07b"),
    "DEL": ("a\x7fb", "a\\x7fb"),
    "a carriage return": ("good\rbad", "good\\x0dbad"),
    "C1": ("a\x9b31mb", "a\\x9b31mb"),
    "a bidi override": ("a\u202eb", "a\\u202eb"),
    "a bidi isolate": ("a\u2067b", "a\\u2067b"),
    "an Arabic mark": ("a\u061cb", "a\\u061cb"),
    "a zero-width space": ("a\u200bb", "a\\u200bb"),
    "a line separator": ("a\u2028b", "a\\u2028b"),
    "a byte order mark": ("a\ufeffb", "a\\ufeffb"),
    "a non-character": ("a\uffffb", "a\\uffffb"),
    "a lone surrogate": ("a\ud800b", "a\\ud800b"),
}
"""What data may hold, and how it is to be shown."""


def a_report(
    *rows: tuple[Cell | Value, ...] | Say, columns: tuple[Column, ...] = COLUMNS, **parts: object
) -> Report:
    """A report with one table."""
    made = tuple(row if isinstance(row, Say) else row_of(*row) for row in rows)
    given = {"title": "示例报表", "as_of": DAY, "sections": (Section(columns, made),)}
    return Report(**(given | parts))


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(report: Report, *, columns: int = 80, lang: Lang = "zh", terminal: bool = False, **env: str) -> str:
    """What the terminal, or a pipe, gets of a report."""
    stream = Terminal() if terminal else io.StringIO()
    plain = {"COLUMNS": str(columns), "TERM": "xterm-256color"}
    with mock.patch.dict(os.environ, plain | env):
        for name in {"NO_COLOR", "FORCE_COLOR", "COLORTERM"} - set(env):
            os.environ.pop(name, None)
        print_report(report, lang, stream)
    return stream.getvalue()
