"""Findings as text that a clerk can act on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import StringIO
from typing import IO

from parkledger.base.findings import Finding, Severity
from parkledger.base.words import Lang
from parkledger.render.findings.words import Told, advice, counts, message, more, summary
from parkledger.render.labels import label
from parkledger.render.paper import paper_for
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
    paper = paper_for(stream, plain=plain)
    say = (
        partial(paper.sentence, indent="    ") if paper.window else paper.line
    )  # in a pipe a finding is a line, for programs that look for it
    for one in Told(findings, lang, show_waived=show_waived).shown():
        bad = one.rule.severity is Severity.ERROR
        say(
            (one_line(str(one.span)), "bold"),
            (f"  {one.rule.code} ", "dim"),
            (label(f"severity.{one.rule.severity}", lang), "bold red" if bad else "yellow"),
            ("  " + message(one, lang), ""),
            (more(one, lang), "bold"),
        )
        say(("    " + advice(one, lang), "dim"))
        if at := _at(one, command, show_waived=show_waived):
            say(("    at: " + one_line(at), "dim"))
        if one.waived is not None:
            mark = label("check.waived.mark", lang, reason=one_line(one.waived))
            say(("    " + mark, "green"))
    errors, warnings, _ = counts(findings)
    style = "bold red" if errors else ("yellow" if warnings else "green")
    paper.sentence((summary(findings, lang, command), style))


def _at(one: Finding, command: str, *, show_waived: bool) -> str:
    """What a waiver writes as its ``at``: under every finding in a history, elsewhere under warnings when asked for."""
    if command == "audit":
        return f"{one.pointer}@{one.commit}" if one.pointer and one.commit else ""
    asked = show_waived and one.waived is None and one.rule.severity is not Severity.ERROR
    return one.pointer if asked else ""
