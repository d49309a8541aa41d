"""The codes of history (PL6xx): what should not have changed without a record. Their rules are in ``history.rules``.

All are warnings: a person who knows why can record it (an extension, an amendment) or waive it with the reason. They
are here and not beside their rules because ``check``, which knows nothing of git, judges their waivers too.
"""

from __future__ import annotations

from collections.abc import Mapping

from parkledger.base.findings import Code, warning
from parkledger.base.words import Words as W

_RECORD = W("文件调整的，在 amendments 里记下日期、文号、位置和理由；转录更正的，写进 waivers。",
            "Where the document was changed, record the day, the document, the place (at) and the reason under amendments; a slip of the transcription is waived.")  # fmt: skip

DEADLINE_CHANGED = warning(
    "PL601", "deadline-changed",
    message=W("方案印发之后，“{item}”的时限由 {old} 改为 {new}，没有延期或调整记录",
              "after publication the deadline of “{item}” went from {old} to {new} without an extension or amendment"),
    why=W("时限改了，逾期就看不见了；延期要有申请、批准和文号。",
          "An edited deadline hides what is overdue; an extension is filed, approved and has a document."),
    help=W("改回原时限，在 extensions 里写延期；文件调整的，写进 amendments。",
           "Restore the deadline and write the extension under extensions; a changed document goes under amendments."),
    bad="due: 2021年10月底 → due: 2021年12月底", good="extensions: [{criterion: 2.2, filed_on, approved_on, …, to: 2021-12-31}]",
)  # fmt: skip
TARGET_CHANGED = warning(
    "PL602", "target-changed",
    message=W("方案印发之后，“{item}”的{field}由 {old} 改为 {new}，没有调整记录",
              "after publication {field} of “{item}” went from {old} to {new} without an amendment"),
    why=W("目标或基数改了，完成率就不可比。", "With another target or baseline the rates cannot be compared any more."),
    help=_RECORD,
    bad="quota: {from: 124, to: 0} → quota: {from: 124, to: 20}", good="amendments: [{at: [tasks/2/criteria/2.2/quota/to], …}]",
)  # fmt: skip
CRITERION_CHANGED = warning(
    "PL603", "criterion-changed",
    message=W("方案印发之后，“{item}”的{field}由 {old} 改为 {new}，没有调整记录",
              "after publication {field} of “{item}” went from {old} to {new} without an amendment"),
    why=W("标准、任务、职责或证明的口径改了或删了，要做的事就变了。",
          "With another criterion, task, duty or standard of proof, something else has to be done."),
    help=_RECORD,
    bad="done: accepted → done: claimed", good="amendments: [{at: [tasks/2/criteria/2.2/quota/done], …}]",
)  # fmt: skip
UNIT_REPLACED = warning(
    "PL604", "unit-replaced",
    message=W("方案印发之后，“{item}”的{field}由 {old} 换成 {new}，没有调整记录",
              "after publication {field} of “{item}” went from {old} to {new} without an amendment"),
    why=W("责任单位换了，没有记录就说不清谁负责。", "Without a record nobody can say who answered for it."),
    help=_RECORD,
    bad="lead: [区工信局] → lead: [区环境局]", good="amendments: [{at: [tasks/2/lead], …}]",
)  # fmt: skip
EXTENSION_AFTER_DEADLINE = warning(
    "PL605", "extension-after-deadline",
    message=W("“{item}”的延期 {filed} 申请、{approved} 批准，晚于时限 {due}",
              "the extension of “{item}” was filed on {filed} and approved on {approved}, after the deadline {due}"),
    why=W("到期之后才申请或批准的延期，是把逾期改成按期。", "What is filed or approved after the deadline turns overdue into in time."),
    help=W("核对日期；确属事后批准的，写进 waivers 说明理由。", "Check the days; if it was approved afterwards, waive it with the reason."),
    bad=W("due: 2021-10-31，approved_on: 2021-11-20", "due: 2021-10-31, approved_on: 2021-11-20"), good="approved_on: 2021-10-20",
)  # fmt: skip
EXTENSION_ENTERED_LATE = warning(
    "PL606", "extension-entered-late",
    message=W("“{item}”的延期写着 {approved} 批准，时限 {due} 过后、到 {entered} 才记入台账",
              "the extension of “{item}” says approved on {approved}, but was only entered on {entered}, after the deadline {due}"),
    why=W("过期之后才补的延期，批准日期可能是倒填的。", "An extension that appears after the deadline may be dated back."),
    help=W("请附批准文件，在 waivers 里写明理由；允许的补录天数由 recording_days 设定。",
           "Show the approval and waive it with the reason; recording_days sets how many days may pass."),
    bad=W("approved_on: 2021-10-20，而 2021-11-20 才录入", "entered on 2021-11-20, approved_on: 2021-10-20"), good=W("2021-10-21 录入", "entered on 2021-10-21"),
)  # fmt: skip
MEMBER_VANISHED = warning(
    "PL607", "member-vanished",
    message=W("{item}（{name}）从名册里移出，没有退出，也没有说明", "{item} ({name}) left the roster without an exit and without a reason"),
    why=W("难办的一家从名册里消失，分母就变小了。", "When a difficult one disappears from the list, the denominator shrinks."),
    help=W("恢复这一行；确应移出的，在 amendments 里写明位置和理由。", "Restore the row; if it was right to take it out, record why under amendments."),
    bad=W("E-7 这一行没有了", "the row E-7 is gone"), good="amendments: [{at: [enterprises/E-7], reason: 重复登记, …}]",
)  # fmt: skip
POPULATION_LEFT = warning(
    "PL608", "population-left",
    message=W("{item}（{name}）的{field}由 {old} 改为 {new}，因此不再计入 {population}，没有退出，也没有说明",
              "{field} of {item} ({name}) went from {old} to {new}: it no longer counts for {population}, without an exit or a reason"),
    why=W("改一个类别，就能让难办的一家不再计数。", "A changed class takes a difficult one out of the count."),
    help=W("核对类别；确应改的，在 amendments 里写明位置和理由。", "Check the class; if it is right, record why under amendments."),
    bad="disposal: 关停取缔 → 升级改造", good="amendments: [{at: [enterprises/E-7/disposal], …}]",
)  # fmt: skip
RECORDED_LATE = warning(
    "PL609", "recorded-late",
    message=W("“{item}”的{field} {new}，{recorded} 才记入台账，隔了 {days} 天（规定 {allowed} 天内）",
              "{field} {new} of “{item}” was only recorded on {recorded}, {days} days later ({allowed} are allowed)"),
    why=W("事后很久才记的日期，可能是倒填的。", "A day that is recorded long after may be dated back."),
    help=W("附上佐证，在 amendments 或 waivers 里写明补录的理由。", "Show the evidence and record why under amendments or waivers."),
    bad=W("exited_on 为 2021-09-30，2022-03-01 才录入", "exited_on 2021-09-30, recorded on 2022-03-01"), good=W("exited_on 为 2021-09-30，2021-10-08 录入", "exited_on 2021-09-30, recorded on 2021-10-08"),
)  # fmt: skip
CHANGED_AFTER_ACCEPTANCE = warning(
    "PL610", "changed-after-acceptance",
    message=W("{item}（{name}）{accepted} 已通过验收，之后{field}由 {old} 改为 {new}",
              "{item} ({name}) was accepted on {accepted}; after that {field} went from {old} to {new}"),
    why=W("验收的是当时的事实；事后改动，验收的就不是这件事了。", "Acceptance is of the facts as they were; changed afterwards, something else was accepted."),
    help=W("核对；更正的，在 amendments 里写明理由，必要时重新验收。", "Check; record a correction under amendments, and accept it anew if needed."),
    bad=W("2021-10-20 已验收，后来又改了 exited_on", "accepted 2021-10-20, then exited_on changed"), good="amendments: [{at: [enterprises/E-7/exited_on], …}]",
)  # fmt: skip
MOVED_BEFORE_DEADLINE = warning(
    "PL611", "moved-before-deadline",
    message=W("“{item}”的{field}由 {old} 改为 {new}，移到了时限 {due}（{criterion}）之前",
              "{field} of “{item}” went from {old} to {new}, to before the deadline {due} ({criterion})"),
    why=W("日期一改，逾期完成就成了按期完成。", "With another day, what was late is in time."),
    help=W("附上佐证，在 amendments 里写明更正的理由。", "Show the evidence and record the correction under amendments."),
    bad=W("exited_on: 2021-11-15 → 2021-10-30，时限 2021-10-31", "exited_on: 2021-11-15 → 2021-10-30, due 2021-10-31"), good="amendments: [{at: [enterprises/E-7/exited_on], …}]",
)  # fmt: skip
PLAN_REMOVED = warning(
    "PL612", "plan-removed",
    message=W("印发后的方案 {item} 从台账里删去了", "the published plan {item} was taken out of the ledger"),
    why=W("方案没有了，所有任务和逾期都看不见了。", "Without the plan no task and nothing overdue can be seen."),
    help=W("恢复方案文件。做完的方案也留在台账里。", "Restore its file. A finished plan stays in the ledger, too."),
    bad=W("plans/jinnan-2021.yaml 没有了", "plans/jinnan-2021.yaml is gone"), good=W("plans/jinnan-2021.yaml 还在", "plans/jinnan-2021.yaml stays"),
)  # fmt: skip
DATED_BEFORE_ITS_TIME = warning(
    "PL613", "commit-dated-back",
    message=W("这次提交写的日期是 {day}，而它之前的提交已到 {latest}（规定 {allowed} 天内）",
              "the commit says {day}, though one before it is of {latest} ({allowed} days are allowed)"),
    why=W("提交的日期可以自己填；填早了，补录和改动就像是按时做的。",
          "The day of a commit can be written by hand; an early one makes late records and edits look timely."),
    help=W("核实是谁在什么时候提交的；时钟错误或改写历史（rebase）造成的，写进 waivers（at: commit@提交号）。",
           "Find out who committed it and when; a wrong clock or a rebase is waived (at: commit@ID)."),
    bad=W("git commit --date=2021-10-30，而前一个提交是 2021-12-01 的", "git commit --date=2021-10-30, the commit before is of 2021-12-01"), good="git commit",
)  # fmt: skip
EXITS_ON_DEADLINE = warning(
    "PL621", "exits-on-deadline",
    message=W("{count} 家的退出日期正好是“{criterion}”的时限 {due}（设定 {most} 家）",
              "{count} exits bear the very day of the deadline {due} of “{criterion}” (the setting is {most})"),
    why=W("许多日期正好落在时限那天，可能是照着时限填的。", "Many days that are the deadline's own may have been filled in to fit."),
    help=W("抽查这些企业的佐证材料；属实的写进 waivers。", "Look at the evidence of some of them; waive it if it is true."),
    bad=W("40 行的 exited_on 都是 2021-10-31", "exited_on 2021-10-31 in 40 rows"), good=W("exited_on 照实际日期，各写各的", "exited_on as it was, day by day"),
)  # fmt: skip
SAME_DAY = warning(
    "PL622", "same-day-across-unit",
    message=W("{unit} 有 {count} 家的{field}同为 {day}（设定 {most} 家）",
              "{count} members of {unit} have the same {field}, {day} (the setting is {most})"),
    why=W("同一处许多家同一天办完，可能是一次补填的。", "Many of one place on one day may have been filled in at one go."),
    help=W("抽查佐证材料；属实的写进 waivers。", "Look at the evidence of some of them; waive it if it is true."),
    bad=W("一个园区每一行的 exited_on 都是 2021-09-30", "exited_on 2021-09-30 in every row of a park"), good=W("exited_on 照实际日期，各写各的", "exited_on as it was, day by day"),
)  # fmt: skip
SAME_TEXT = warning(
    "PL623", "same-text-across-unit",
    message=W("{unit} 的 {count} 条记录备注一字不差：“{text}”（设定 {most} 条）",
              "{count} records of {unit} have the very same note: “{text}” (the setting is {most})"),
    why=W("照抄的记录不能证明去看过。", "Copied records do not show that anybody looked."),
    help=W("抽查这些记录；属实的写进 waivers。", "Look into some of them; waive it if it is true."),
    bad=W("200 行都写“现场检查无异常”", "现场检查无异常 in 200 rows"), good=W("每次写当时看到的情况", "what was seen, each time"),
)  # fmt: skip
CLOSED_BEFORE_FOUND = warning(
    "PL624", "closed-before-found",
    message=W("“{item}”（{duty}）{done} 就办结了，而 {found} 才发现", "“{item}” ({duty}) was closed on {done}, before it was found on {found}"),
    why=W("没有发现的事不可能已经办结。", "What has not been found cannot have been closed."),
    help=W("核对这两个日期。", "Check both days."),
    bad=W("2024-05-10 发现，2024-05-01 办结", "found 2024-05-10, done 2024-05-01"), good=W("2024-05-10 发现，2024-05-20 办结", "found 2024-05-10, done 2024-05-20"),
)  # fmt: skip

HISTORY_CODES: tuple[Code, ...] = (
    DEADLINE_CHANGED, TARGET_CHANGED, CRITERION_CHANGED, UNIT_REPLACED, EXTENSION_AFTER_DEADLINE,
    EXTENSION_ENTERED_LATE, MEMBER_VANISHED, POPULATION_LEFT, RECORDED_LATE, CHANGED_AFTER_ACCEPTANCE,
    MOVED_BEFORE_DEADLINE, PLAN_REMOVED, DATED_BEFORE_ITS_TIME, EXITS_ON_DEADLINE, SAME_DAY, SAME_TEXT, CLOSED_BEFORE_FOUND,
)  # fmt: skip
"""Every code of history, in the order of the codes."""
_WENT = W(
    "方案印发之后，{change}：{item}“{old}”，没有调整记录",
    "after publication, without an amendment, {change}: {item} “{old}”",
)
WHOLE: Mapping[str, W] = {
    "PL601": W("方案印发之后，{change}：{item}“{old}”，没有调整记录", "after publication, without a record, {change}: {item} “{old}”"),
    "PL602": _WENT,
    "PL603": _WENT,
    "PL604": _WENT,
    "PL610": W("{item}（{name}）{accepted} 已通过验收，之后{change}：{old}",
               "{item} ({name}) was accepted on {accepted}; after that, {change}: {old}"),
    "PL610 alone": W("{item}（{name}）{accepted} 已通过验收，之后整行从名册里删去（{change}）",
                     "{item} ({name}) was accepted on {accepted}; after that its whole row was deleted ({change})"),
}  # fmt: skip
"""The sentence of a code where an item went as a whole; ``alone`` where nothing is known of it but its name."""


def of_history(code: str) -> bool:
    """Whether a code is found by ``audit`` in a history, and not by ``check``."""
    return code.startswith("PL6")
