"""The catalogue: every word that reports show, in Chinese and in English.

A test holds that each key that a report can use stands here, and that no key stands here unused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from parkledger.base.words import Lang
from parkledger.base.words import Words as W
from parkledger.reports.report import Bar, Joined, Say

LABELS: Mapping[str, W] = {
    # titles
    "title.status": W("各方案进展", "All plans"),
    "title.overdue": W("逾期清单", "Overdue"),
    "title.zero": W("动态清零", "Dynamic zero"),
    "title.duties": W("责任分工与报送", "Duties and filings"),
    "title.units": W("责任单位", "Responsible units"),
    "title.tasks": W("{title}——重点任务表", "{title}: key tasks"),
    "as_of": W("截至 {day}", "as of {day}"),
    "next": W("下一步：", "Next: "),
    # column heads
    "task.no": W("#", "#"),
    "task": W("任务", "task"),
    "task.title": W("重点任务", "key task"),
    "criterion": W("标准", "crit."),
    "criterion.no": W("标准号", "no."),
    "criterion.text": W("完成标准", "criterion"),
    "due": W("时限", "due"),
    "due.text": W("完成时限（原文）", "deadline as printed"),
    "left": W("剩/目标", "left/goal"),
    "state": W("状态", "state"),
    "light": W("灯", "light"),
    "plan": W("计划", "plan"),
    "plan.short": W("名称", "name"),
    "count.done": W("完成", "done"),
    "count.overdue": W("逾期", "late"),
    "count.pending": W("待办", "open"),
    "goal": W("目标", "goal"),
    "days": W("天数", "days"),
    "remaining": W("剩", "left"),
    "lead": W("牵头", "lead"),
    "rule": W("规则", "rule"),
    "population": W("对象", "of"),
    "open": W("未结", "open"),
    "stale": W("久未看", "stale"),
    "zero": W("结论", "zero?"),
    "enterprise": W("编号", "id"),
    "enterprises": W("家数", "number"),
    "name": W("企业", "name"),
    "park": W("园区", "park"),
    "since": W("自", "since"),
    "reason": W("缘由", "reason"),
    "duty": W("号", "no."),
    "title": W("职责", "duty"),
    "unit": W("单位", "unit"),
    "unit.leads": W("牵头", "leads"),
    "unit.supports": W("配合", "supports"),
    "unit.duties": W("职责", "duties"),
    "unit.cases": W("未结", "open"),
    "unit.overdue": W("逾期标准", "overdue"),
    "class": W("类别", "class"),
    "upgrade": W("可申报升级", "may rise to"),
    "below": W("低于本类标准", "below its line"),
    "year": W("年度", "year"),
    "score": W("得分", "score"),
    "rank": W("名次", "rank"),
    "interview": W("约谈", "interview"),
    "member": W("成员", "member"),
    "member.name": W("名称", "name"),
    "every": W("周期", "every"),
    "periods": W("应报", "owed"),
    "on_time": W("按时", "in time"),
    "late": W("迟报", "late"),
    "missing": W("缺报", "missing"),
    "kind": W("性质", "kind"),
    "clause": W("条款", "clause"),
    "from": W("起始数", "from"),
    "actual": W("现有数", "left"),
    "bound": W("目标数", "goal"),
    "done_on": W("完成日期", "done on"),
    "days_overdue": W("逾期天数", "days late"),
    # states, lights, schedule
    "state.pending": W("待办", "pending"),
    "state.met": W("按期完成", "met"),
    "state.met.plain": W("已完成", "met"),
    "state.met_late": W("逾期完成", "met late"),
    "state.met_late.days": W("逾期 {days} 天完成", "met {days} d late"),
    "state.overdue": W("逾期", "overdue"),
    "state.overdue.days": W("逾期 {days} 天", "overdue {days} d"),
    "state.holding": W("保持", "holding"),
    "state.breached": W("已突破", "breached"),
    "state.unmeasured": W("未衡量", "unmeasured"),
    "light.green": W("绿", "green"),
    "light.yellow": W("黄", "yellow"),
    "light.red": W("红", "red"),
    "light.blue": W("蓝", "blue"),
    "light.none": W("—", "-"),
    "light.marked": W("[{light}]", "[{light}]"),
    "schedule.standing": W("长期", "standing"),
    "schedule.unscheduled": W("未定", "no date"),
    # phrases
    "none": W("—", "-"),
    "indent": W("      ", "      "),
    "heading": W("{text}", "{text}"),
    "group": W("· {name}", "- {name}"),
    "count": W("{n}", "{n}"),
    "and.more": W("{named}……共 {n} 家", "{named} ... {n} in all"),
    "amount": W("{n} {unit}", "{n} {unit}"),
    "titled.clause": W("{title}（{clause}）", "{title} ({clause})"),
    "open.cases": W("{n} 起", "{n} open"),
    "left.of": W("{actual}/{bound}", "{actual}/{bound}"),
    "left.between": W("{actual}/{bound}–{upper}", "{actual}/{bound}-{upper}"),
    "left.below": W("{actual}/<{bound}", "{actual}/<{bound}"),
    "left.atleast": W("{actual}/≥{bound}", "{actual}/>={bound}"),
    "done.of": W("{done}/{all}", "{done}/{all}"),
    "counts.line": W("{n} 项标准：{states}", "{n} criteria: {states}"),
    "counts.state": W("{state} {n}", "{state} {n}"),
    "counts.joint": W(" · ", " · "),
    "goal.title": W("目标  {title}（{due}）", "Goal  {title} ({due})"),
    "goal.left": W("剩 {left} {unit}", "left {left} {unit}"),
    "goal.done": W("已完成 {percent}", "done {percent}"),
    "goal.scheduled": W("序时 {percent}", "scheduled {percent}"),
    "lead.none": W("未明确", "not named"),
    "lead.basis": W("{lead}（依据 {clause}）", "{lead} (by {clause})"),
    "overdue.count": W("逾期 {n} 项", "{n} overdue"),
    "zero.yes": W("动态清零：已清零。未结 0，久未查看 0", "Dynamic zero: yes. 0 open, 0 stale"),
    "zero.no": W(
        "动态清零：未清零。未结 {open} 起，久未查看 {stale} 家",
        "Dynamic zero: no. {open} open, {stale} stale",
    ),
    "zero.no.unlooked": W(
        "动态清零：未清零。未结 {open} 起；有规则没有规定多久查看一次，是否有人看过不明",
        "Dynamic zero: no. {open} open; a rule has no look interval, so nobody knows who was looked at",
    ),
    "zero.unknown": W(
        "动态清零：不明。未结 {open} 起；有规则没有规定多久查看一次，或没有规则",
        "Dynamic zero: unknown. {open} open; a rule has no look interval, or there is no rule",
    ),
    "verdict.zero": W("为零", "zero"),
    "verdict.open": W("不为零", "not zero"),
    "verdict.unknown": W("不明", "unknown"),
    "stale.unknown": W("不明", "unknown"),
    "zero.open": W("未结：{title}，{n} 起", "Open: {title}, {n}"),
    "zero.stale": W("久未查看（规定{every}一次）：{title}，{n} 家", "Not looked at (owed {every}): {title}, {n}"),
    "duties.answer": W(
        "应报 {periods} 期次：按时 {on_time}，迟报 {late}，缺报 {missing}",
        "{periods} periods owed: {on_time} in time, {late} late, {missing} missing",
    ),
    "duties.uncounted": W("不按期计数的职责 {n} 项", "{n} duties that are not counted by period"),
    "units.answer": W("{n} 个单位，其中 {late} 个有逾期、缺报或未结", "{n} units, {late} with something late or open"),
    "grading.title": W(
        "分级（升级须连续达标，低于标准只关注、不自动降级）", "Classes (below a line: watched, never lowered by itself)"
    ),
    "scoring.title": W("年度绩效评价", "Yearly scores"),
    "interview.failed": W("应约谈：不合格", "owed: failed"),
    "interview.low_not_rectified": W("应约谈：靠后未整改", "owed: low, not rectified"),
    "lacking.title": W("未达标：标准 {id}，{n} 个", "Lacking: criterion {id}, {n}"),
    "uncovered": W("标准 {id}：牵头单位没有指标的：{units}", "criterion {id}: leads without a target: {units}"),
    "reason.expired": W("证照过期", "expired"),
    "reason.lacking": W("未达标", "lacking"),
    "reason.moved": W("过期未退，转入{to}（{because}）", "exit overdue, now {to} ({because})"),
    "reason.producing": W("发现生产", "producing"),
    "reason.capacity": W("发现产能", "capacity"),
    "reason.listed_late": W("基数日后新列入", "listed after the baseline"),
    "reason.violation": W("发现违规", "violation"),
    "reason.overdue_exit": W("过期未退", "exit overdue"),
    "reason.claimed_not_proven": W("未证实", "not proven"),
    "reason.not_accepted": W("未验收", "not accepted"),
    "reason.over_quota": W("超过家数", "over the number"),
    "reason.not_looked_at": W("久未查看", "not looked at"),
    "every.case": W("按件", "per case"),
    "every.n.day": W("每 {n} 天", "every {n} days"),
    "every.n.night": W("每 {n} 夜", "every {n} nights"),
    "every.n.week": W("每 {n} 周", "every {n} weeks"),
    "every.n.month": W("每 {n} 个月", "every {n} months"),
    "every.n.quarter": W("每 {n} 个季度", "every {n} quarters"),
    "every.n.year": W("每 {n} 年", "every {n} years"),
    "every.day": W("每日", "daily"),
    "every.night": W("每夜", "nightly"),
    "every.week": W("每周", "weekly"),
    "every.half_month": W("每半月", "half-monthly"),
    "every.month": W("每月", "monthly"),
    "every.quarter": W("每季度", "quarterly"),
    "every.year": W("每年", "yearly"),
    "kind.one_off": W("一次性", "one-off"),
    "kind.recurring": W("定期", "recurring"),
    "kind.conditional": W("有条件", "conditional"),
    "kind.continuous": W("持续", "continuous"),
    # findings
    "severity.error": W("错误", "error"),
    "severity.warning": W("警告", "warning"),
    "check.more": W(
        "（本文件从这一行起，还有 {n} 个 {code}，不再逐一列出）",
        " ({n} more {code} follow in this file from this line on, not listed one by one)",
    ),
    "check.near": W("相近：{near}", "near: {near}"),
    "check.none": W("没有发现问题", "nothing found"),
    "check.summary": W("{errors} 个错误，{warnings} 个警告", "{errors} errors, {warnings} warnings"),
    "check.waived": W("（另有 {waived} 个已豁免：--show-waived）", " ({waived} waived: --show-waived)"),
    "check.waived.mark": W("已豁免：{reason}", "waived: {reason}"),
    "data.errors": W(
        "数据里有 {n} 个错误，答案可能不完整：parkledger check",
        "the data has {n} errors, so the answer may be incomplete: parkledger check",
    ),
    "data.unreadable": W(
        "方案读不完整，无法回答：{plans}。请先运行 parkledger check",
        "no answer: these plans cannot be read as a whole: {plans}. Run parkledger check first",
    ),
    # messages of the commands
    "no.data": W(
        "找不到数据：向上各级文件夹里没有含 plans/ 的 data/。请用 --data 指定，或运行 parkledger init DIR",
        "no data found: no data/ with plans/ from here upwards. Name it with --data, or run parkledger init DIR",
    ),
    "not.data": W("{path} 不是台账文件夹：里面没有 plans/", "{path} is no ledger: it has no plans/"),
    "no.path": W("{path} 不存在", "{path} does not exist"),
    "no.cwd": W(
        "当前文件夹已不存在，请换一个文件夹，或用 --data 指定数据",
        "the working directory is gone; change it, or name the data with --data",
    ),
    "too.long": W("一个单元格有 {n} 个字符，工作簿最多 {most}", "a cell has {n} characters, a workbook holds {most}"),
    "too.many": W("有 {n} 行，工作表最多 {most}", "{n} rows, a sheet holds {most}"),
    "no.plan": W("没有名为“{plan}”的方案。现有：{plans}", "there is no plan “{plan}”. There are: {plans}"),
    "bad.day": W("“{text}”不是日期，请写成 2023-10-31", "“{text}” is not a day; write it like 2023-10-31"),
    "bad.timezone": W("时区“{name}”不存在", "there is no time zone “{name}”"),
    "bad.lang": W("语言只能是 zh 或 en，现为“{text}”", "the language is zh or en, not “{text}”"),
    "init.done": W("已建立台账：{path}", "ledger made: {path}"),
    "init.next": W(
        "下一步：cd {path} && parkledger check && parkledger status",
        "Next: cd {path} && parkledger check && parkledger status",
    ),
    "init.exists": W("{path} 已存在且不是空文件夹，没有改动", "{path} exists and is not empty; nothing was changed"),
    "init.no.example": W("没有名为“{name}”的示例。现有：{names}", "there is no example “{name}”. There are: {names}"),
    "report.done": W("已写出 {path}", "written: {path}"),
    "report.no.kind": W("没有“{kind}”这种报表。现有：{kinds}", "there is no report “{kind}”. There are: {kinds}"),
    "report.ending": W("只能写出 .xlsx 文件，现为“{path}”", "reports are written to .xlsx files, not “{path}”"),
    "report.one.plan": W("请指明方案：{plans}", "name one plan: {plans}"),
    "cannot.write": W("无法写出 {path}：{reason}", "cannot write {path}: {reason}"),
    "reading": W("正在读取 {what}", "reading {what}"),
    "checking": W("正在检查 {what}", "checking {what}"),
    "defect": W(
        "parkledger 出了故障（{kind}：{text}，{place}）。请把这一行和所用命令告诉维护者；数据没有改动",
        "parkledger has a defect ({kind}: {text}, at {place}). Please report this line and the command; no data was changed",
    ),
    "cannot.output": W("无法输出：{reason}", "the output cannot be written: {reason}"),
}

BAR_CELLS = 16
DIGITS = 4
"""Digits behind the point that a shown ratio has at most; JSON has them all."""


def number(value: Decimal | int) -> str:
    """A number in figures, without needless zeros, never in powers of ten."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    if isinstance(value, Decimal):
        shown = value if value == round(value, DIGITS) else round(value, DIGITS)
        return f"{shown:f}"
    return str(value)


def word(value: object, lang: Lang) -> str:
    """Any value of a report as text in a language."""
    match value:
        case None:
            return ""
        case Say():
            text = say(value, lang)
        case Bar():
            filled = min(BAR_CELLS, max(0, round(value.share * BAR_CELLS)))
            text = "█" * filled + "·" * (BAR_CELLS - filled)
        case Joined():
            text = "".join(word(one, lang) for one in value.parts)
        case tuple():
            text = " ".join(part for part in (word(one, lang) for one in value) if part)
        case date():
            text = value.isoformat()
        case str():
            text = value
        case Decimal() | int():
            text = number(value)
        case _:
            text = str(value)
    return text


def say(phrase: Say, lang: Lang) -> str:
    """A phrase worded in a language."""
    args = {name: word(value, lang) for name, value in phrase.args.items()}
    return LABELS[phrase.key][lang].format(**args)


def label(key: str, lang: Lang, **args: object) -> str:
    """A phrase of the catalogue, by key."""
    return say(Say(key, args), lang)
