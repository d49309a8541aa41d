"""Findings as SARIF 2.1.0 (OASIS): https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

Paths are relative to the root of the repository (``%SRCROOT%``), columns are counted in code points, a finding that
stands for many has its number as ``occurrenceCount``, and a waived one is suppressed with the waiver's reason.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from parkledger import __version__
from parkledger.base.findings import Code, Finding
from parkledger.base.spans import Span
from parkledger.base.words import Lang
from parkledger.render.findings.fingerprints import fingerprints
from parkledger.render.findings.words import Told, advice, message, more
from parkledger.render.json_text import dumps
from parkledger.render.labels import label
from parkledger.render.safe import one_line, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


def rendered(told: Told) -> str:
    """A log of one run."""
    rules = sorted({one.rule.code: one.rule for one in told.findings}.values(), key=lambda rule: rule.code)
    places = {rule.code: number for number, rule in enumerate(rules)}
    driver = {
        "name": "parkledger",
        "semanticVersion": __version__,
        "rules": [_rule(one, told.lang) for one in rules],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"parkledger/{told.command}/"},
        "language": LANGUAGES[told.lang],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": label("sarif.root", told.lang)}}},
        "results": [
            _result(told, one, places[one.rule.code], fingerprint)
            for one, fingerprint in zip(told.findings, fingerprints(told.findings, told.place), strict=True)
        ],
    }
    if told.notices:
        notices = [{"level": "note", "message": {"text": one_line(one)}} for one in told.notices]
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": notices}]
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ascii_only=told.ascii_only) + "\n"


def _rule(code: Code, lang: Lang) -> dict[str, Any]:
    bad = f"{label('rule.bad', lang)}\n\n```text\n{code.bad[lang]}\n```"
    good = f"{label('rule.good', lang)}\n\n```text\n{code.good[lang]}\n```"
    do = code.help[lang].replace("{counted}", "")
    return {
        "id": code.code,
        "name": code.name,
        "shortDescription": {"text": code.why[lang]},
        "help": {"text": do, "markdown": visible(f"{code.why[lang]}\n\n{do}\n\n{bad}\n\n{good}\n")},
        "defaultConfiguration": {"level": str(code.severity)},
    }


def _result(told: Told, one: Finding, rule: int, fingerprint: str) -> dict[str, Any]:
    lang = told.lang
    result: dict[str, Any] = {
        "ruleId": one.rule.code,
        "ruleIndex": rule,
        "level": str(one.rule.severity),
        "message": {"text": f"{message(one, lang)}{more(one, lang)}\n{advice(one, lang)}"},
        "locations": [{"physicalLocation": _place(told, one.span)}],
        "partialFingerprints": {"parkledger/v1": fingerprint},
        "occurrenceCount": one.cases,
    }
    if one.pointer:
        result["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": one_line(one.pointer)}]
    related = [_place(told, span) for span in one.related]
    related += [_line(told, one.span.path, line) for line in one.lines if line != one.span.line]
    if related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": place} for number, place in enumerate(related, 1)
        ]
    if one.waived is not None:
        reason = one_line(one.waived)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return result


def _place(told: Told, span: Span) -> dict[str, Any]:
    place = _line(told, span.path, span.line)
    place["region"]["startColumn"] = span.column
    return place


def _line(told: Told, path: str, line: int) -> dict[str, Any]:
    uri = quote(told.place(path).encode("utf-8", "surrogateescape"))
    return {"artifactLocation": {"uri": uri, "uriBaseId": ROOT}, "region": {"startLine": line}}
