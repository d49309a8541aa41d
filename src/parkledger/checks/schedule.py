"""What a plan says fits together: ids, deadlines, extensions, questions, proof, rhythms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parkledger.base.findings import Finding, error, warning
from parkledger.base.sources import YamlPath
from parkledger.base.words import Words as W
from parkledger.checks.rule import Rule, in_cell, in_plan
from parkledger.model.ledger import Campaign

DUPLICATE_ID = error(
    "PL212", "duplicate-id",
    message=W("编号“{id}”用了两次", "the id “{id}” is used twice"),
    why=W("报送和豁免按编号对应，重复的编号对不上。", "Filings and waivers go by id; a repeated one is ambiguous."),
    help=W("请改其中一个。", "Change one of them."),
    bad=W("- {id: f4}，写了两次", "- {id: f4} twice"), good="- {id: f4}, - {id: f5}",
)  # fmt: skip
NO_PROOF = error(
    "PL213", "proof-without-standard",
    message=W("这里要求“已证实”（proven），但方案没有写退出的证明标准",
              "“proven” is asked for here, but the plan declares no standard that proves an exit"),
    why=W("没有标准，退出只是自称。", "Without a standard an exit is only a claim."),
    help=W("请在 standards 里写明标准，并用 proof 或 disposals 指定；或写 done: claimed。",
           "Declare a standard and name it under proof or disposals; or write done: claimed."),
    bad=W("quota: {of: enterprises, to: 0}，没有写 proof", "quota: {of: enterprises, to: 0} without proof"), good="proof: no_capacity",
)  # fmt: skip
OPEN_QUESTION = warning(
    "PL405", "open-question",
    message=W("{at}：{text}（采用：{reading}）", "{at}: {text} (reading taken: {reading})"),
    why=W("文件没有说清的地方，要有人看过并认可所采用的读法。",
          "What the document leaves open needs a person who has looked at it and agrees with the reading."),
    help=W("看过之后，在 waivers 里写明理由。", "Once looked at, waive it with the reason."),
    bad="questions: [{id: q1, …}]", good="waivers: [{code: PL405, at: questions/q1, …}]",
)  # fmt: skip
LITERAL_DEADLINE = warning(
    "PL406", "literal-deadline",
    message=W("“{text}”按字面读作 {day}，方案没有写明这一疑问", "“{text}” is read to the letter as {day}, and no question says so"),
    why=W("“2035年前”可能指 2034 年底，也可能指 2035 年底。", "“before 2035” may mean the end of 2034 or of 2035."),
    help=W("请在 questions 里写一条，at 与本项的 clause 相同。", "Write a question whose at is this item's clause."),
    bad="due: 2035年前", good=W("due: 2035年前，并在同一条款下写一个疑问（questions）", "due: 2035年前, with a question at the same clause"),
)  # fmt: skip
BAD_EXTENSION = error(
    "PL407", "bad-extension",
    message=W("延期不成立：{reason}", "the extension does not hold: {reason}"),
    why=W("延期要先申请、后批准，并且比原时限晚。", "An extension is filed, then approved, and moves the deadline later."),
    help=W("请核对日期。", "Check the days."),
    bad="{filed_on: 2021-10-20, approved_on: 2021-10-01, …}", good="{filed_on: 2021-10-01, approved_on: 2021-10-20, …}",
)  # fmt: skip
NO_RHYTHM = error(
    "PL408", "duty-without-time",
    message=W("这项{kind}职责没有写 {key}", "this {kind} duty has no {key}"),
    why=W("没有周期或时限，就数不出欠了几次。", "Without a rhythm or a day nobody can count what is owed."),
    help=W("请写上；文件只说“定期”的，写 every: settings.名称，由 ledger.yaml 决定。",
           "Write it; where the document only says “regularly”, write every: settings.NAME."),
    bad="{kind: recurring}", good="{kind: recurring, every: month}",
)  # fmt: skip


def _ids(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    plan = campaign.plan
    items: list[tuple[YamlPath, str]] = [(path, one.id) for path, one, _ in campaign.plan.measured()]
    items += [(("duties", at), duty.id) for at, duty in enumerate(plan.duties)]
    yield from _repeated(campaign, items)
    parks: set[str] = set()
    for row, name in enumerate(campaign.parks.text("id")):
        if name and name in parks:
            yield in_cell(campaign, DUPLICATE_ID, "parks", row, "id", id=name)
        parks.add(name)
    for key in ("tasks", "zero", "groups", "questions", "declared"):
        yield from _repeated(campaign, [((key, at), one.id) for at, one in enumerate(getattr(plan, key))])


def _repeated(campaign: Campaign, items: list[tuple[YamlPath, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in items:
        if name in seen:
            yield in_plan(campaign, DUPLICATE_ID, (*path, "id"), id=name)
        seen.add(name)


def _proof(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    plan = campaign.plan
    if plan.proof or any(one.standard for one in plan.disposals):
        return
    for path, one, _ in campaign.plan.measured():
        if one.quota and one.quota.done in ("proven", "accepted"):
            yield in_plan(campaign, NO_PROOF, (*path, "quota"))
    for at, rule in enumerate(plan.zero):
        if rule.kind == "claimed_not_proven":
            yield in_plan(campaign, NO_PROOF, ("zero", at))


def _questions(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    for at, one in enumerate(campaign.plan.questions):
        yield in_plan(campaign, OPEN_QUESTION, ("questions", at), at=one.at, text=one.text, reading=one.reading)


def _literal(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    asked = {question.at for question in campaign.plan.questions}
    for path, one, _ in campaign.plan.measured():
        if one.due.literal and one.clause not in asked:
            yield in_plan(campaign, LITERAL_DEADLINE, (*path, "due"), text=one.due.text, day=str(one.due.day))


def _extensions(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    days = {one.id: one.due.day for _, one, _ in reversed([*campaign.plan.measured()])}
    for at, one in enumerate(campaign.plan.extensions):
        path: YamlPath = ("extensions", at)
        if one.approved_on < one.filed_on:
            reason = "批准早于申请 / approved before filed"
            yield in_plan(campaign, BAD_EXTENSION, (*path, "approved_on"), reason=reason)
        due = days.get(one.criterion)
        if due is not None and one.member is None and one.to <= due:
            reason = "不晚于原时限 / not later than the deadline"
            yield in_plan(campaign, BAD_EXTENSION, (*path, "to"), reason=reason)


def _rhythms(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    unset = {path[:2] for _, path in campaign.missing_settings}
    for at, duty in enumerate(campaign.plan.duties):
        key = {"recurring": "every", "one_off": "due"}.get(duty.kind, "")
        if key and getattr(duty, key) is None and ("duties", at) not in unset:
            yield in_plan(campaign, NO_RHYTHM, ("duties", at), kind=duty.kind, key=key)


RULES = (
    Rule(DUPLICATE_ID, _ids),
    Rule(NO_PROOF, _proof, ("proof", "disposals")),
    Rule(OPEN_QUESTION, _questions),
    Rule(LITERAL_DEADLINE, _literal, ("questions",)),
    Rule(BAD_EXTENSION, _extensions),
    Rule(NO_RHYTHM, _rhythms),
)
