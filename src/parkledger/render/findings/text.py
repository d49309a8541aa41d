"""Findings as text that a clerk can act on."""

from __future__ import annotations

from functools import partial
from io import StringIO
from typing import IO

from parkledger.base.findings import Finding, Severity
from parkledger.render.cells import width
from parkledger.render.findings.excerpts import excerpt
from parkledger.render.findings.words import Told, advice, counts, message, more, summary
from parkledger.render.labels import label
from parkledger.render.paper import Paper, paper_for
from parkledger.render.safe import one_line

INSET = "    "


def rendered(told: Told) -> str:
    """The text as it stands in a file."""
    stream = StringIO()
    print_findings(told, stream, plain=True)
    return stream.getvalue()


def print_findings(told: Told, stream: IO[str] | None = None, *, plain: bool = False) -> None:
    """Print each finding with its place, its sentence and what to do, then the counts. ``plain``: for a file."""
    paper = paper_for(stream, plain=plain)
    for one in told.shown():
        _print(one, told, paper)
    errors, warnings, _ = counts(told.findings)
    style = "bold red" if errors else ("yellow" if warnings else "green")
    paper.sentence((summary(told.findings, told.lang, told.command), style))


def _print(one: Finding, told: Told, paper: Paper) -> None:
    # in a pipe a finding is one line, for programs that look for it
    say = partial(paper.sentence, indent=INSET) if paper.window else paper.line
    lang, style = told.lang, "bold red" if one.rule.severity is Severity.ERROR else "yellow"
    say(
        (one_line(str(one.span)), "bold"),
        (f"  {one.rule.code} ", "dim"),
        (label(f"severity.{one.rule.severity}", lang), style),
        ("  " + message(one, lang), ""),
        (more(one, lang), "bold"),
    )
    todo = advice(one, lang)
    if there := excerpt(one, told.lines, paper.width - len(INSET)):
        paper.line((INSET + there.text, ""))
        mark = INSET + " " * there.before + "^"
        if width(f"{mark} {todo}") <= paper.width:
            paper.line((mark, style), (f" {todo}", "dim"))
            todo = ""
        else:
            paper.line((mark, style))
    if todo:
        say((INSET + todo, "dim"))
    if at := _at(one, told):
        say((f"{INSET}at: {one_line(at)}", "dim"))
    if one.waived is not None:
        say((INSET + label("check.waived.mark", lang, reason=one_line(one.waived)), "green"))


def _at(one: Finding, told: Told) -> str:
    """What a waiver writes as its ``at``: under every finding in a history, elsewhere under warnings when asked for."""
    if told.command == "audit":
        return f"{one.pointer}@{one.commit}" if one.pointer and one.commit else ""
    asked = told.show_waived and one.waived is None and one.rule.severity is not Severity.ERROR
    return one.pointer if asked else ""
