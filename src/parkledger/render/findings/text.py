"""Findings as text that a clerk can act on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import StringIO
from typing import IO

from parkledger.base.findings import Finding, Severity
from parkledger.base.words import Lang
from parkledger.render.findings.words import Told, advice, counts, message, more, summary
from parkledger.render.labels import label
from parkledger.render.safe import one_line


def rendered(told: Told) -> str:
    """The text as it stands in a file."""
    stream = StringIO()
    print_findings(told.findings, told.lang, show_waived=told.show_waived, stream=stream, plain=True)
    return stream.getvalue()


def print_findings(
    findings: Sequence[Finding], lang: Lang, *, show_waived: bool, stream: IO[str] | None = None, plain: bool = False
) -> None:
    """Print each finding with its place, its sentence and what to do, then the counts. ``plain``: for a file."""
    from rich.text import Text

    from parkledger.render.terminal import console_for

    console = console_for(stream or sys.stdout, plain=plain)
    for one in Told(findings, lang, show_waived=show_waived).shown():
        bad = one.rule.severity is Severity.ERROR
        line = Text(one_line(str(one.span)), style="bold")
        line.append(f"  {one.rule.code} ", style="dim")
        line.append(label(f"severity.{one.rule.severity}", lang), style="bold red" if bad else "yellow")
        line.append("  " + message(one, lang))
        line.append(more(one, lang), style="bold")
        console.print(line, soft_wrap=True)
        console.print(Text("    " + advice(one, lang), style="dim"), soft_wrap=True)
        if one.waived is not None:
            mark = label("check.waived.mark", lang, reason=one_line(one.waived))
            console.print(Text("    " + mark, style="green"), soft_wrap=True)
    errors, warnings, _ = counts(findings)
    style = "bold red" if errors else ("yellow" if warnings else "green")
    console.print(Text(summary(findings, lang), style=style))
