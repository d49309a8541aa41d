"""Findings as the project's own JSON, whose names are a contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parkledger.base.findings import Finding
from parkledger.base.words import Lang
from parkledger.render.findings.words import Told, advice, counts, message
from parkledger.render.json_text import dumps


def rendered(told: Told) -> str:
    """Every finding, always including those that a waiver covers."""
    notices = {"notices": list(told.notices)} if told.command == "audit" else {}
    return dumps(findings_json(told.findings, told.lang) | notices, ascii_only=told.ascii_only) + "\n"


def findings_json(findings: Sequence[Finding], lang: Lang) -> dict[str, Any]:
    """The contract of ``check --format json``; of ``audit`` as well, with commit and day."""
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
            "lines": list(one.lines or (one.span.line,)),
            "waived": one.waived,
            **({"commit": one.commit, "date": str(one.on)} if one.commit else {}),
        }
        for one in findings
    ]
    return {"findings": listed, "errors": errors, "warnings": warnings}
