"""Findings as workflow commands, which GitHub Actions shows as annotations of the lines they speak of.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from parkledger.base.findings import Finding
from parkledger.render.findings.words import Told, advice, message, more, summary
from parkledger.render.safe import one_line

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def rendered(told: Told) -> str:
    """One command for each finding, then the counts for readers of the log. Texts of the data are only inside commands,
    on one line, so that none of them can be taken for a command."""
    lines = [_command(told, one) for one in told.shown()]
    return "\n".join([*lines, summary(told.findings, told.lang, told.command)]) + "\n"


def _command(told: Told, one: Finding) -> str:
    level = "notice" if one.waived is not None else str(one.rule.severity)
    path = one_line(told.place(one.span.path))
    span, lang = one.span, told.lang
    where = f"file={path.translate(_PROPERTY)},line={span.line},col={span.column},title={one.rule.code}"
    said = f"{path}:{span.line}:{span.column} {message(one, lang)}{more(one, lang)}\n{advice(one, lang)}"
    return f"::{level} {where}::{said.translate(_DATA)}"
