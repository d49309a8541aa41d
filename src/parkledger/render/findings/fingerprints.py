"""What identifies a finding across runs: not its line, which moves with every edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from parkledger.base.findings import Finding


def fingerprints(findings: Iterable[Finding], place: Callable[[str], str]) -> Iterator[str]:
    """A fingerprint of each finding, in hexadecimal: of its code, path and pointer, and in a history of its commit.

    If the pointer names only a line (rows without an id), if there is none, or if equal findings are reported as one,
    the particulars are used instead. Equal fingerprints of a run are numbered.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for one in findings:
        same = _same(one, place(one.span.path))
        seen[same] += 1
        yield sha256("\0".join((*same, str(seen[same]))).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _same(finding: Finding, path: str) -> tuple[str, ...]:
    many = "more" if finding.cases > 1 else ""
    told = sorted(f"{k}={v}" for k, v in finding.args.items())
    if finding.lines:
        return (finding.rule.code, path, *told)
    steps = finding.pointer.split("/")
    by_line = str(finding.span.line) in steps
    particulars = () if finding.pointer and not by_line else told
    named = "/".join(step for step in steps if not (by_line and step == str(finding.span.line)))
    return (finding.rule.code, path, named, many, *((finding.commit,) if finding.commit else ()), *particulars)
