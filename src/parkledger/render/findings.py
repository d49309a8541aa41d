"""Findings as text that a clerk can act on, and as JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import IO, Any

from parkledger.base.findings import Finding, Severity
from parkledger.base.words import Lang
from parkledger.render.labels import label
from parkledger.render.safe import one_line


def message(finding: Finding, lang: Lang) -> str:
    """The finding's sentence."""
    args = {name: one_line(text) for name, text in finding.args.items()}
    return finding.rule.message[lang].format(**args)


def advice(finding: Finding, lang: Lang) -> str:
    """What to do, with the nearest valid values first."""
    near = label("check.near", lang, near="、".join(one_line(name) for name in finding.near)) if finding.near else ""
    counted = finding.args.get("counted", "")
    general = finding.rule.help[lang].replace("{counted}", counted)
    stop = "。" if lang == "zh" else ". "
    return f"{near}{stop}{general}" if near else general


def counts(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """Errors, warnings that count, waived ones. One that stands for many counts as many."""
    found = [0, 0, 0]
    for one in findings:
        kind = 2 if one.waived is not None else int(one.rule.severity is not Severity.ERROR)
        found[kind] += one.cases
    return found[0], found[1], found[2]


def print_findings(
    findings: Sequence[Finding], lang: Lang, *, show_waived: bool, stream: IO[str] | None = None
) -> None:
    """Print each finding with its place, its sentence and what to do, then the counts."""
    from rich.text import Text

    from parkledger.render.terminal import console_for

    console = console_for(stream or sys.stdout)
    for one in findings:
        if one.waived is not None and not show_waived:
            continue
        bad = one.rule.severity is Severity.ERROR
        line = Text(one_line(str(one.span)), style="bold")
        line.append(f"  {one.rule.code} ", style="dim")
        line.append(label(f"severity.{one.rule.severity}", lang), style="bold red" if bad else "yellow")
        line.append("  " + message(one, lang))
        if one.cases > 1:
            line.append(label("check.more", lang, code=one.rule.code, n=one.cases), style="bold")
        console.print(line, soft_wrap=True)
        console.print(Text("    " + advice(one, lang), style="dim"), soft_wrap=True)
        if one.waived is not None:
            mark = label("check.waived.mark", lang, reason=one_line(one.waived))
            console.print(Text("    " + mark, style="green"), soft_wrap=True)
    errors, warnings, waived = counts(findings)
    if not errors and not warnings:
        summary = label("check.none", lang)
    else:
        summary = label("check.summary", lang, errors=errors, warnings=warnings)
    if waived:
        summary += label("check.waived", lang, waived=waived)
    console.print(Text(summary, style="bold red" if errors else ("yellow" if warnings else "green")))


def findings_json(findings: Sequence[Finding], lang: Lang) -> dict[str, Any]:
    """The contract of ``check --format json``."""
    errors, warnings, _ = counts(findings)
    listed = [
        {
            "code": one.rule.code,
            "severity": str(one.rule.severity),
            "path": one.span.path,
            "line": one.span.line,
            "column": one.span.column,
            "pointer": one.pointer,
            "message": message(one, lang),
            "help": advice(one, lang),
            "near": list(one.near),
            "count": one.cases,
            "waived": one.waived,
        }
        for one in findings
    ]
    return {"findings": listed, "errors": errors, "warnings": warnings}
