"""Every name that is used is declared: units, parks, enterprises, items, standards, columns, rules, stages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache

from parkledger.base.findings import Code, Finding, error, warning
from parkledger.base.sources import YamlPath
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, EachRow, Nearest, Rule, in_cells, in_plan
from parkledger.compute.lives import LEVELS
from parkledger.compute.populations import table_of
from parkledger.model.columns import Rows, filled, first_rows, rows_of, where
from parkledger.model.ledger import Campaign
from parkledger.model.plan import Plan
from parkledger.model.standards import UnitWhere

UNKNOWN_UNIT = error(
    "PL301", "unknown-unit",
    message=W("没有名为“{name}”的单位", "there is no unit named “{name}”"),
    why=W("没有登记的单位，谁也不会替它负责。", "Nobody answers for a unit that is not declared."),
    help=W("请改成已登记的名称，或在方案的 units 中登记（含别名）。",
           "Use a declared name, or declare it with its aliases under units."),
    bad="lead: [区住建局]", good="lead: [区住房建设委]",
)  # fmt: skip
UNKNOWN_PARK = error(
    "PL302", "unknown-park",
    message=W("没有名为“{name}”的园区", "there is no park named “{name}”"),
    why=W("找不到园区的企业不会计入任何园区。", "An enterprise of an unknown park is counted in none."),
    help=W("请改成园区表里的编号、名称或别名。", "Use an id, name or alias of the parks file."),
    bad="JN-001,示例厂,东泥古", good="JN-001,示例厂,东泥沽",
)  # fmt: skip
UNKNOWN_ENTERPRISE = error(
    "PL303", "unknown-enterprise",
    message=W("名册里没有编号“{name}”", "the roster has no enterprise “{name}”"),
    why=W("查到的情况没有落到企业头上，就等于没有查。", "An observation that belongs to nobody is lost."),
    help=W("请核对编号。", "Check the id."),
    bad="2023-11-06,night_patrol,,JN-9999", good="2023-11-06,night_patrol,,JN-0017",
)  # fmt: skip
UNKNOWN_ITEM = error(
    "PL304", "unknown-item",
    message=W("方案里没有编号为“{name}”的标准或职责", "the plan has no criterion or duty “{name}”"),
    why=W("报送的材料对不上任何一项，就不算报送。", "A delivery that belongs to no item counts for none."),
    help=W("请核对编号。", "Check the id."),
    bad="item: f44", good="item: f4",
)  # fmt: skip
UNKNOWN_STANDARD = error(
    "PL305", "unknown-standard",
    message=W("没有名为“{name}”的标准或层级", "there is no standard or level named “{name}”"),
    why=W("没有标准就说不出是否完成。", "Without the standard nobody can say what is done."),
    help=W("请写 claimed、proven、accepted、standards 里的一项或一个日期列。",
           "Write claimed, proven, accepted, one of the plan's standards, or a dated column."),
    bad="done: acepted", good="done: accepted",
)  # fmt: skip
UNKNOWN_RULE = error(
    "PL307", "unknown-zero-rule",
    message=W("没有编号为“{name}”的清零规则", "there is no dynamic-zero rule “{name}”"),
    why=W("长期坚持的标准靠清零规则判断。", "A standing criterion is judged by dynamic-zero rules."),
    help=W("请核对 zero 里的编号。", "Check the ids under zero."),
    bad="standing: [relaps]", good="standing: [relapse]",
)  # fmt: skip
UNKNOWN_STAGE = error(
    "PL308", "unknown-stage",
    message=W("方案没有“{name}”这个验收阶段", "the plan has no acceptance stage “{name}”"),
    why=W("不属于任何阶段的验收不作数。", "Acceptance in an undeclared stage does not count."),
    help=W("请核对 acceptance 里的阶段。", "Check the stages under acceptance."),
    bad="stage: 初验收", good="stage: 初验",
)  # fmt: skip
UNKNOWN_DISPOSAL = error(
    "PL309", "unknown-disposal",
    message=W("方案没有“{name}”这种处置方式，可以写：{choices}", "the plan has no disposal “{name}”; write one of: {choices}"),
    why=W("处置方式决定退出的证明标准。", "The disposal decides which standard proves an exit."),
    help=W("请核对 disposals 里的名称和别名。", "Check the names and aliases under disposals."),
    bad="disposal: 关停退", good="disposal: 关停退出",
)  # fmt: skip
ROLE_UNRESOLVED = warning(
    "PL311", "role-unresolved",
    message=W("“{name}”无法落实到具体单位：{count} 个园区没有登记属地",
              "“{name}” cannot be resolved: {count} parks have no town"),
    why=W("逾期清单上只能写角色，点不到具体的镇。", "The overdue list can only name the role, not the town."),
    help=W("请在园区表补上 town；文件没有写明的，可以豁免并说明。",
           "Give the parks their town; waive it with the reason where the document names none."),
    bad=W("园区没有写 town", "a park without town"), good="town: 双港镇",
)  # fmt: skip
SETTING_MISSING = warning(
    "PL312", "setting-missing",
    message=W("ledger.yaml 没有给出 settings.{name}", "ledger.yaml does not give settings.{name}"),
    why=W("文件没有规定、由办公室自定的数，没有默认值；没有它就答“不明”。",
          "What the office decides itself has no default; without it the answer is unknown."),
    help=W("请在 ledger.yaml 的 settings 下写上。", "Write it under settings in ledger.yaml."),
    bad="look_every: settings.look_every", good="settings: {jinnan-2021: {look_every: quarter}}",
)  # fmt: skip
LISTS = ("lead", "support", "joint", "members")
FEW = 12
"""How many valid words a message lists; if there are more, the nearest ones are enough."""


def unit_references(campaign: Campaign) -> Iterator[tuple[YamlPath, str]]:
    """Every place of the plan that names a unit."""
    plan = campaign.plan
    items: list[tuple[YamlPath, object]] = [(("units", at), unit) for at, unit in enumerate(plan.units)]
    items += [(("groups", at), one) for at, one in enumerate(plan.groups)]
    items += [(("goals", at), one) for at, one in enumerate(plan.goals)]
    items += [(("tasks", at), one) for at, one in enumerate(plan.tasks)]
    items += [(("tasks", at, "criteria", place), one) for at, _, place, one in plan.criteria()]
    items += [(("duties", at), one) for at, one in enumerate(plan.duties)]
    items += [(("zero", at), one) for at, one in enumerate(plan.zero)]
    items += [(("provisions", at), one) for at, one in enumerate(plan.provisions)]
    for path, item in items:
        for key in LISTS:
            for at, name in enumerate(getattr(item, key, None) or ()):
                yield (*path, key, at), name
        for key in ("parent", "to", "seat"):
            if name := getattr(item, key, None):
                yield (*path, key), name
    conditional: list[tuple[YamlPath, tuple[UnitWhere, ...]]] = [
        *((("acceptance", at), stage.by) for at, stage in enumerate(plan.acceptance)),
        *((("duties", at), duty.by) for at, duty in enumerate(plan.duties)),
        *((("zero", at), rule.by) for at, rule in enumerate(plan.zero)),
    ]
    for path, by in conditional:
        for place, one in enumerate(by):
            yield (*path, "by", place, "unit"), one.unit
    for place, name in enumerate(plan.default_lead.units if plan.default_lead else ()):
        yield ("default_lead", "units", place), name


def _unknown(
    campaign: Campaign, code: Code, kind: str, column: str, known: Collection[str], near: Nearest | None = None,
    **args: str,
) -> Cells:  # fmt: skip
    """The cells of a column that name nothing known; ``args`` are further particulars of the message."""
    texts = campaign.tables[kind].texts[column]
    return _not_known(campaign, code, kind, column, filled(texts) - where(texts, known), near or Nearest(known), **args)


def _not_known(
    campaign: Campaign, code: Code, kind: str, column: str, rows: Rows, near: Nearest, **args: str
) -> Cells:  # fmt: skip
    """The cells of a column in these rows, whose names are all unknown."""
    texts = campaign.tables[kind].texts[column]

    def case(row: int) -> Case:
        name = texts[row]
        return Case(row, column, lambda: {"name": name, **args}, lambda: near(name))

    return in_cells(campaign, code, kind, EachRow(rows, case, texts))


def _units(campaign: Campaign, as_of: date) -> Iterator[Finding | Cells]:
    known = campaign.unit_names
    near = Nearest(known)
    for path, name in unit_references(campaign):
        if name not in known:
            yield in_plan(campaign, UNKNOWN_UNIT, path, near(name), name=name)
    if campaign.towns:  # the plan names a role; who files is one of its towns
        known = {**known, **dict.fromkeys(campaign.towns, "")}
        near = Nearest(known)
    for kind, column in (("filings", "unit"), ("inspections", "by")):
        yield _unknown(campaign, UNKNOWN_UNIT, kind, column, known, near)


def _parks(campaign: Campaign, as_of: date) -> Iterator[Finding | Cells]:
    known = campaign.park_names
    near = Nearest(known)
    for at, task in enumerate(campaign.plan.tasks):
        if task.park and task.park not in known:
            yield in_plan(campaign, UNKNOWN_PARK, ("tasks", at, "park"), near(task.park), name=task.park)
    for kind in ("enterprises", "inspections"):
        yield _unknown(campaign, UNKNOWN_PARK, kind, "park", known, near)


@lru_cache(maxsize=32)
def taken_out(campaign: Campaign, of: str) -> Mapping[str, str]:
    """The members that amendments removed from a table: id → the document that says so. An amendment does so by a
    pointer like ``enterprises/JN-0107`` to which there is no row."""
    if of not in ("enterprises", "parks"):
        return {}
    named = [(at.partition("/"), one.document) for one in campaign.plan.amendments for at in one.at]
    found = {name: document for (kind, _, name), document in named if kind == of and name and "/" not in name}
    there = first_rows(campaign.tables[of].texts["id"], list(found)) if found else {}
    return {name: document for name, document in found.items() if name not in there}


def _enterprises(campaign: Campaign, as_of: date) -> Iterator[Finding | Cells]:
    ids, named = campaign.enterprises.texts["id"], campaign.inspections.texts["enterprise"]
    gone, near = taken_out(campaign, "enterprises"), Nearest(ids)
    unknown = filled(named) & rows_of([row < 0 for row in campaign.looked_at])
    yield _not_known(campaign, UNKNOWN_ENTERPRISE, "inspections", "enterprise", unknown - where(named, gone), near)
    extended = [one.member for one in campaign.plan.extensions if one.member]
    known = {*first_rows(ids, extended), *gone} if extended else gone
    for at, one in enumerate(campaign.plan.extensions):
        if one.member and one.member not in known and one.member not in campaign.park_names:
            path: YamlPath = ("extensions", at, "member")
            yield in_plan(campaign, UNKNOWN_ENTERPRISE, path, near(one.member), name=one.member)


def _items(campaign: Campaign, as_of: date) -> Iterator[Finding | Cells]:
    criteria = dict.fromkeys(one.id for one in (*(one for *_, one in campaign.plan.criteria()), *campaign.plan.goals))
    near = Nearest(criteria)
    known = dict.fromkeys([*criteria, *(duty.id for duty in campaign.plan.duties)])
    yield _unknown(campaign, UNKNOWN_ITEM, "filings", "item", known)
    for at, one in enumerate(campaign.plan.extensions):
        if one.criterion not in criteria:
            path: YamlPath = ("extensions", at, "criterion")
            yield in_plan(campaign, UNKNOWN_ITEM, path, near(one.criterion), name=one.criterion)


def _standards(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    standards = campaign.plan.standards
    near: dict[str | None, Nearest] = {}
    for path, name, of in _named_standards(campaign.plan):
        table = table_of(campaign, of) if of else None
        levels = [*LEVELS, *table.days, *table.texts] if table else []
        if name not in standards and name not in levels:
            found = near.setdefault(of, Nearest([*standards, *levels]))
            yield in_plan(campaign, UNKNOWN_STANDARD, path, found(name), name=name)


def _named_standards(plan: Plan) -> Iterator[tuple[YamlPath, str, str | None]]:
    """Every place that names a standard; with the population, if a level or a column may be named there as well."""
    for path, one, _ in plan.measured():
        if quota := one.quota:
            yield (*path, "quota", "done"), quota.done, quota.of
            if quota.except_:
                yield (*path, "quota", "except"), quota.except_, None
        if coverage := one.coverage:
            yield (*path, "coverage", "standard"), coverage.standard, None
    for at, disposal in enumerate(plan.disposals):
        if disposal.standard:
            yield ("disposals", at, "standard"), disposal.standard, None
    if plan.proof:
        yield ("proof",), plan.proof, None
    for at, rule in enumerate(plan.zero):
        if rule.kind == "lacking":
            yield ("zero", at, "standard"), rule.standard or "", None
    for at, kind in enumerate(plan.classes):
        for place, ground in enumerate(kind.any):
            if ground.except_:
                yield ("classes", at, "any", place, "except"), ground.except_, None
    yield from _of_duties(plan)


def _of_duties(plan: Plan) -> Iterator[tuple[YamlPath, str, str | None]]:
    for at, duty in enumerate(plan.duties):
        if duty.requires:
            yield ("duties", at, "requires"), duty.requires, None
        if duty.case and not duty.case.answered_by:
            yield ("duties", at, "case", "done"), duty.case.done or "", duty.case.of
        if duty.case and duty.case.except_:
            yield ("duties", at, "case", "except"), duty.case.except_, None


def _rules(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    known = dict.fromkeys(rule.id for rule in campaign.plan.zero)
    near = Nearest(known)
    for path, one, _ in campaign.plan.measured():
        for number, name in enumerate(one.standing or ()):
            if name not in known:
                yield in_plan(campaign, UNKNOWN_RULE, (*path, "standing", number), near(name), name=name)


def _stages(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    known = [stage.stage for stage in campaign.plan.acceptance]
    yield _unknown(campaign, UNKNOWN_STAGE, "inspections", "stage", known)


def _disposals(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    known = campaign.disposals
    listed = "、".join([*known][:FEW]) + ("…" if len(known) > FEW else "")
    choices = listed or "—"
    for kind in ("enterprises", "parks"):
        yield _unknown(campaign, UNKNOWN_DISPOSAL, kind, "disposal", known, choices=choices)


def _roles(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    homeless = campaign.parks.size - len(filled(campaign.parks.texts["town"]))
    used = {campaign.unit(name) for _, name in unit_references(campaign)}
    for at, unit in enumerate(campaign.plan.units):
        if unit.kind == "role" and unit.name in used and homeless:
            yield in_plan(campaign, ROLE_UNRESOLVED, ("units", at), name=unit.name, count=str(homeless))
            return


def _settings(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    for name, path in campaign.missing_settings:
        yield in_plan(campaign, SETTING_MISSING, path, name=name)


RULES = (
    Rule(UNKNOWN_UNIT, _units, ("units", "groups"), alike=True),
    Rule(UNKNOWN_PARK, _parks, ("parks",), alike=True),
    Rule(UNKNOWN_ENTERPRISE, _enterprises, ("enterprises", "parks"), alike=True),
    Rule(UNKNOWN_ITEM, _items, ("tasks", "goals", "duties"), alike=True),
    Rule(UNKNOWN_STANDARD, _standards, ("standards", "columns"), alike=True),
    Rule(UNKNOWN_RULE, _rules, ("zero",), alike=True),
    Rule(UNKNOWN_STAGE, _stages, ("acceptance",), alike=True),
    Rule(UNKNOWN_DISPOSAL, _disposals, ("disposals",), alike=True),
    Rule(ROLE_UNRESOLVED, _roles),
    Rule(SETTING_MISSING, _settings),
)
