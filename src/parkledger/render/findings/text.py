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
    print_findings(
        told.findings, told.lang, show_waived=told.show_waived, stream=stream, plain=True, command=told.command
    )
    return stream.getvalue()


def print_findings(
    findings: Sequence[Finding], lang: Lang, *, show_waived: bool, stream: IO[str] | None = None, plain: bool = False,
    command: str = "check",
) -> None:  # fmt: skip
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
        if at := _at(one, command, show_waived=show_waived):
            console.print(Text("    at: " + one_line(at), style="dim"), soft_wrap=True)
        if one.waived is not None:
            mark = label("check.waived.mark", lang, reason=one_line(one.waived))
            console.print(Text("    " + mark, style="green"), soft_wrap=True)
    errors, warnings, _ = counts(findings)
    style = "bold red" if errors else ("yellow" if warnings else "green")
    console.print(Text(summary(findings, lang, command), style=style))


def _at(one: Finding, command: str, *, show_waived: bool) -> str:
    """What a waiver writes as its ``at``: under every finding in a history, elsewhere under warnings when asked for."""
    if command == "audit":
        return f"{one.pointer}@{one.commit}" if one.pointer and one.commit else ""
    asked = show_waived and one.waived is None and one.rule.severity is not Severity.ERROR
    return one.pointer if asked else ""
