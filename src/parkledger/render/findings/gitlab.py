"""Findings as GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format

A waived finding is no issue, so it is left out.
"""

from __future__ import annotations

from parkledger.base.findings import Severity
from parkledger.render.findings.fingerprints import fingerprints
from parkledger.render.findings.words import Told, advice, message, more
from parkledger.render.json_text import dumps
from parkledger.render.safe import one_line

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def rendered(told: Told) -> str:
    """A list of issues."""
    open_ones = [one for one in told.findings if one.waived is None]
    issues = [
        {
            "description": f"{message(one, told.lang)}{more(one, told.lang)} {advice(one, told.lang)}",
            "check_name": one.rule.code,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[one.rule.severity],
            "location": {"path": one_line(told.place(one.span.path)), "lines": {"begin": one.span.line}},
        }
        for one, fingerprint in zip(open_ones, fingerprints(open_ones, told.place), strict=True)
    ]
    return dumps(issues, ascii_only=told.ascii_only) + "\n"
