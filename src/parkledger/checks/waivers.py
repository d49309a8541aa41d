"""Waivers: a warning that somebody has looked at leaves the list. A waiver itself can be wrong, expired or unused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from parkledger.base.findings import Code, Finding, Severity, error, warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import above, in_plan
from parkledger.model.ledger import Campaign
from parkledger.model.notes import Waiver

NOT_WAIVABLE = error(
    "PL409", "not-waivable",
    message=W("“{code}”不能豁免：{reason}", "“{code}” cannot be waived: {reason}"),
    why=W("豁免只用于看过的警告；错误要改正。", "Waivers are for warnings that were looked at; errors are mended."),
    help=W("请改正错误本身，或核对代码。", "Mend the error itself, or check the code."),
    bad="{code: PL301, …}", good="{code: PL405, at: questions/q1, …}",
)  # fmt: skip
EXPIRED = warning(
    "PL410", "waiver-expired",
    message=W("豁免已于 {until} 到期", "the waiver expired on {until}"),
    why=W("到期的豁免要重新看过。", "What was waived for a time is to be looked at again."),
    help=W("请处理原来的问题，或重新写明期限和理由。", "Mend the matter, or waive it anew with a reason."),
    bad="until: 2021-12-31", good=W("until: 写以后的日期，或不写", "until: a day to come, or none"),
)  # fmt: skip
IDLE = warning(
    "PL411", "waiver-unused",
    message=W("没有“{code} {at}”这条警告，豁免多余", "there is no warning {code} at {at}: the waiver covers nothing"),
    why=W("多余的豁免会盖住将来的新问题。", "An idle waiver would hide a future fault."),
    help=W("请删掉它，或核对 at。", "Delete it, or check its at."),
    bad="at: questions/q99", good="at: questions/q1",
)  # fmt: skip
CODES = (NOT_WAIVABLE, EXPIRED, IDLE)


class _Covered:
    """The findings by the places at which a waiver of their code covers them: so many waivers need not be held against
    so many findings.

    A waiver names a pointer or one above it; of a finding that speaks of a file, the file's path. Behind ``@`` it may
    name the one commit that it is about.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._commits: dict[tuple[str, str], set[str]] = {}
        for one in findings:
            for place in _places(one):
                self._commits.setdefault((one.rule.code, place), set()).add(one.commit)

    def by(self, waiver: Waiver) -> bool:
        """Whether a waiver covers any of them."""
        commits = self._commits.get((waiver.code, waiver.at), ())
        if "@" not in waiver.at:
            return bool(commits)
        at, _, named = waiver.at.rpartition("@")
        return "" in commits or any(_names(named, one) for one in self._commits.get((waiver.code, at), ()))


def _places(finding: Finding) -> Iterator[str]:
    """The places that a waiver may name to cover a finding."""
    path = finding.span.path
    if finding.pointer in ("", path):
        parts = path.split("/")
        yield from ("/".join(parts[at:]) for at in range(len(parts)))
    else:
        yield from above(finding.pointer)


def _names(named: str, commit: str) -> bool:
    """Whether what stands behind ``@`` names a commit by its first letters, or by more than its short id has."""
    return bool(named and commit) and commit.startswith(named[: len(commit)])


def judge_waivers(
    campaign: Campaign, findings: Sequence[Finding], codes: Mapping[str, Code], as_of: date,
    mine: Callable[[str], bool],
) -> tuple[list[Waiver], list[Finding]]:  # fmt: skip
    """The waivers of one plan that hold on a day, and findings about the others. Only codes that are ``mine`` are judged.

    In a plan that is not whole no waiver is called unused: what it covers may have been left out.
    """
    live: list[Waiver] = []
    faults: list[Finding] = []
    covered = _Covered(findings if campaign.plan.waivers else ())
    for at, waiver in enumerate(campaign.plan.waivers):
        if not mine(waiver.code):
            continue
        code = codes.get(waiver.code)
        path = ("waivers", at)
        if code is None or code.severity is Severity.ERROR:
            reason = "没有这个代码 / no such code" if code is None else "它是错误 / it is an error"
            faults.append(in_plan(campaign, NOT_WAIVABLE, (*path, "code"), code=waiver.code, reason=reason))
        elif waiver.until is not None and waiver.until < as_of:
            faults.append(in_plan(campaign, EXPIRED, (*path, "until"), until=str(waiver.until)))
        elif covered.by(waiver):
            live.append(waiver)
        elif campaign.whole:
            faults.append(in_plan(campaign, IDLE, (*path, "at"), code=waiver.code, at=waiver.at))
    return live, faults


def waived(findings: Iterable[Finding], live: Sequence[Waiver]) -> list[Finding]:
    """The findings, those waived that a waiver covers: of several by the first."""
    by_place: dict[tuple[str, str], list[tuple[int, str, Waiver]]] = {}
    for number, waiver in enumerate(live):
        head, _, named = waiver.at.rpartition("@")
        by_place.setdefault((waiver.code, waiver.at), []).append((number, "", waiver))
        if head and named:
            by_place.setdefault((waiver.code, head), []).append((number, named, waiver))
    return [_waived(one, by_place) if by_place and not one.waived else one for one in findings]


def _waived(finding: Finding, by_place: Mapping[tuple[str, str], Sequence[tuple[int, str, Waiver]]]) -> Finding:
    covering = (
        (number, waiver)
        for place in _places(finding)
        for number, named, waiver in by_place.get((finding.rule.code, place), ())
        if (_names(named, finding.commit) if named else not (finding.commit and "@" in waiver.at))
    )
    first = min(covering, key=lambda one: one[0], default=None)
    return finding.waive(first[1].reason) if first else finding
