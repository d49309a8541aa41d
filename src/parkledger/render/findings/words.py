"""What every format says about a finding: its sentence, what to do, the counts. All texts are safe to show."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from parkledger.base.findings import Finding, Severity
from parkledger.base.history_codes import WHOLE
from parkledger.base.words import Lang, Words
from parkledger.render.findings.spelled import in_words
from parkledger.render.labels import label
from parkledger.render.safe import one_line
from parkledger.render.system import FOREIGN, reason_words
from parkledger.reports.report import listed

RUNS = 5
"""How many runs of lines a sentence names; JSON has up to a hundred lines."""


SPOKEN = ("expected", "separator", "limit", "reason", "feature")
"""Particulars of a sentence that are words, in Chinese and in English: 一个整数 / a whole number."""
_BOTH = re.compile(r"(?P<opened>（?)(?P<number>[\d ]*)(?P<zh>.*?) / (?P<en>[^（）]*)(?P<closed>）?)")


def _as_it_is(path: str) -> str:
    return path


class Told(NamedTuple):
    """What a run reports: its findings, the language, and what else a format needs."""

    findings: Sequence[Finding]
    lang: Lang
    place: Callable[[str], str] = _as_it_is
    """A path as the reader would type it → the same below the root of the repository, with forward slashes."""
    files: Sequence[str] = ()
    """The files that were looked at, as the reader would type them."""
    command: str = "check"
    """The command that found it all."""
    show_waived: bool = False
    notices: Sequence[str] = ()
    """What could not be looked at, in words."""
    lines: Mapping[tuple[str, int], str] = {}
    """Lines of the files, by path and number, for formats that show what stands at a finding."""
    ascii_only: bool = False
    """Whether it is written to a stream that can only encode ASCII."""

    def shown(self) -> list[Finding]:
        """The findings that are listed: those that a waiver covers only if they are asked for."""
        return [one for one in self.findings if one.waived is None or self.show_waived]


def message(finding: Finding, lang: Lang) -> str:
    """The finding's sentence."""
    args = {
        name: one_line(reason_words(text, lang) if name in FOREIGN else text) for name, text in finding.args.items()
    }
    args = in_words(finding, args, lang)
    for name in SPOKEN:
        if both := _BOTH.fullmatch(args.get(name, "")):
            args[name] = _one_of_both(both, lang)
    return _sentence(finding)[lang].format(**args)


def _sentence(finding: Finding) -> Words:
    """The template of the sentence: of an item that came or went as a whole there is nothing to compare."""
    if "whole" not in finding.args:
        return finding.rule.message
    of = finding.rule.code if finding.args.get("old") != "—" else f"{finding.rule.code} alone"
    return WHOLE.get(of, finding.rule.message)


def _one_of_both(both: re.Match[str], lang: Lang) -> str:
    """What is said in one language, with the number and the brackets that belong to both."""
    if lang == "en":
        return f" ({both['en']})" if both["opened"] else both["number"] + both["en"]
    return both["opened"] + both["number"] + both["zh"] + both["closed"]


def more(finding: Finding, lang: Lang) -> str:
    """What follows the sentence: how many others it stands for, and in a history its commit."""
    many = ""
    if finding.lines:
        many = _others(finding, lang)
    elif finding.cases > 1:
        many = label("check.more", lang, code=finding.rule.code, n=finding.cases)
    return many + (label("check.commit", lang, commit=finding.commit, day=finding.on) if finding.commit else "")


def _others(finding: Finding, lang: Lang) -> str:
    """How many equal cases a finding stands for, and the lines of the first of the others."""
    runs: list[list[int]] = []
    for line in sorted(set(finding.lines) - {finding.span.line}):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    shown = ("–".join(map(str, dict.fromkeys(run))) for run in runs[:RUNS])
    lines = listed(shown)
    told = len(runs) <= RUNS and len(finding.lines) == finding.cases
    if not runs:
        return label("check.same.line", lang, n=finding.cases)
    return label("check.same" if told else "check.same.more", lang, n=finding.cases, lines=lines)


def advice(finding: Finding, lang: Lang) -> str:
    """What to do, with the nearest valid values first."""
    near = label("check.near", lang, near=listed(one_line(name) for name in finding.near)) if finding.near else ""
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


def fails(finding: Finding, command: str) -> bool:
    """Whether a finding makes a command exit with 1: an error, and in ``audit`` every finding that is not settled."""
    return finding.waived is None and (command == "audit" or finding.rule.severity is Severity.ERROR)


def summary(findings: Sequence[Finding], lang: Lang, command: str = "check") -> str:
    """The counts as one sentence: errors and warnings; of ``audit`` what is not settled."""
    errors, warnings, waived = counts(findings)
    text = label("check.summary", lang, errors=errors, warnings=warnings)
    if command == "audit":
        text = label("audit.summary", lang, n=errors + warnings)
    if not errors and not warnings:
        text = label("check.none", lang)
    return text + (label("check.waived", lang, waived=waived) if waived else "")
