"""Findings as JUnit's XML, as Jenkins and GitLab read it: a suite for each file, a case for each of its findings.

Whatever makes the command fail is a failure: errors, and in an audit every finding that is not settled. A warning of
``check`` is a passing case with the warning as its output; a waived finding is skipped with the waiver's reason. A file
without findings has one passing case.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from parkledger.base.findings import Finding
from parkledger.render.findings.words import Told, advice, counts, fails, message, more
from parkledger.render.labels import label
from parkledger.render.safe import one_line


def rendered(told: Told) -> str:
    """One document; characters that XML cannot hold are shown escaped, as everywhere."""
    by_file: dict[str, list[Finding]] = {path: [] for path in told.files}
    for one in told.findings:
        by_file.setdefault(one.span.path, []).append(one)
    suites = [_suite(told, told.place(path), by_file[path]) for path in sorted(by_file)]
    tests = sum(max(1, len(found)) for found in by_file.values())
    head = _tag(
        "testsuites", name=f"parkledger {told.command}", tests=tests, failures=_failures(told, told.findings), errors=0
    )
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""])
    return text.encode("ascii", "xmlcharrefreplace").decode() if told.ascii_only else text


def _failures(told: Told, findings: Sequence[Finding]) -> int:
    return sum(fails(one, told.command) for one in findings)


def _tag(tag: str, /, **attributes: object) -> str:
    given = "".join(f" {key}={quoteattr(one_line(str(value)))}" for key, value in attributes.items())
    return f"<{tag}{given}>"


def _suite(told: Told, path: str, found: Sequence[Finding]) -> str:
    """``tests`` and ``failures`` count cases; how many findings there are in all stands beside them, as properties."""
    numbers = zip(("errors", "warnings", "waived"), counts(found), strict=True)
    waived = sum(one.waived is not None for one in found)
    head = _tag(
        "testsuite",
        name=path,
        tests=max(1, len(found)),
        failures=_failures(told, found),
        errors=0,
        skipped=waived,
        file=path,
    )
    properties = [_tag("property", name=name, value=number)[:-1] + "/>" for name, number in numbers]
    cases = [_case(told, path, one) for one in found]
    if not found:
        cases = [_tag("testcase", classname=path, name=label("check.none", told.lang)) + "</testcase>"]
    return "\n".join([head, "<properties>", *properties, "</properties>", *cases, "</testsuite>"])


def _case(told: Told, path: str, one: Finding) -> str:
    lang = told.lang
    said = f"{message(one, lang)}{more(one, lang)}"
    body = escape(f"{one_line(path)}:{one.span.line}:{one.span.column}\n{said}\n{advice(one, lang)}")
    if one.waived is not None:
        inner = _tag("skipped", message=one.waived) + f"{body}</skipped>"
    elif fails(one, told.command):
        inner = _tag("failure", type=one.rule.code, message=said) + f"{body}</failure>"
    else:
        inner = f"<system-out>{body}</system-out>"
    name = f"{one.rule.code} {one.span.line}:{one.span.column} {one.pointer}".rstrip()
    return _tag("testcase", classname=path, name=name) + f"{inner}</testcase>"
