"""Waivers: a warning that somebody has looked at leaves the list. A waiver itself can be wrong, expired or unused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from parkledger.base.findings import Code, Finding, Severity, error, warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import in_plan
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
    bad="until: 2021-12-31", good="until: a day to come, or none",
)  # fmt: skip
IDLE = warning(
    "PL411", "waiver-unused",
    message=W("没有“{code} {at}”这条警告，豁免多余", "there is no warning {code} at {at}: the waiver covers nothing"),
    why=W("多余的豁免会盖住将来的新问题。", "An idle waiver would hide a future fault."),
    help=W("请删掉它，或核对 at。", "Delete it, or check its at."),
    bad="at: questions/q99", good="at: questions/q1",
)  # fmt: skip
CODES = (NOT_WAIVABLE, EXPIRED, IDLE)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver names the pointer of a finding or one above it; for a finding about a whole file, its path. After
    ``@`` it may name a single commit."""
    if waiver.code != finding.rule.code:
        return False
    at, path = waiver.at, finding.span.path
    if finding.commit and "@" in at:
        at, _, commit = at.rpartition("@")
        if not commit or not finding.commit.startswith(commit[: len(finding.commit)]):
            return False
    if finding.pointer in ("", path):
        return path == at or path.endswith(f"/{at}")
    return finding.pointer == at or finding.pointer.startswith(f"{at}/")


def judge_waivers(
    campaign: Campaign, findings: Sequence[Finding], codes: Mapping[str, Code], as_of: date,
    mine: Callable[[str], bool],
) -> tuple[list[Waiver], list[Finding]]:  # fmt: skip
    """The waivers of one plan that hold on a day, and findings about the others. Only codes that are ``mine`` are judged.

    In a plan that is not whole no waiver is called unused: what it covers may have been left out.
    """
    live: list[Waiver] = []
    faults: list[Finding] = []
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
        elif any(_covers(waiver, finding) for finding in findings):
            live.append(waiver)
        elif campaign.whole:
            faults.append(in_plan(campaign, IDLE, (*path, "at"), code=waiver.code, at=waiver.at))
    return live, faults


def waived(findings: Iterable[Finding], live: Sequence[Waiver]) -> list[Finding]:
    """The findings, with those marked that a waiver covers."""
    found = []
    for finding in findings:
        cover = next((waiver for waiver in live if not finding.waived and _covers(waiver, finding)), None)
        found.append(finding.waive(cover.reason) if cover else finding)
    return found
