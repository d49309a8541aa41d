"""The figures that the document prints, compared with what the plan and the roster add up to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from itertools import islice

from parkledger.base.findings import Finding, error, warning
from parkledger.base.numerals import parse_numeral
from parkledger.base.sources import YamlPath
from parkledger.base.words import Words as W
from parkledger.checks.references import taken_out
from parkledger.checks.rule import Case, Cells, Rule, in_cells, in_plan
from parkledger.compute.indicators import half_up
from parkledger.compute.measures import baseline_size
from parkledger.compute.populations import COMPARE, members, table_of
from parkledger.model.columns import after, holding, total
from parkledger.model.criteria import Criterion
from parkledger.model.ledger import Campaign
from parkledger.model.notes import Declared

_Count = tuple[int, Decimal, int]
"""The row of a park, its printed number of enterprises and that of its baseline members."""

MOST_NAMED = 12
"""How many members a message names at most."""
COUNTED = (
    "parks",
    "tasks",
    "criteria",
    "goals",
    "duties",
    "units",
    "groups",
    "zero",
    "provisions",
    "disposals",
)

NOT_AS_PRINTED = warning(
    "PL401", "not-as-printed",
    message=W("文件印为 {op} {printed}，按方案算出 {computed}（相差 {difference}）",
              "the document prints {op} {printed}, the plan gives {computed} (difference {difference})"),
    why=W("文件自己的数字对不上，或者转录有误。", "The document's own figures disagree, or the transcription is wrong."),
    help=W("请对照原文核对；原文如此的，写进 questions，并在 waivers 里写明理由。",
           "Compare with the source; where the document itself errs, say so under questions and waive it."),
    bad=W("{count: parks, printed: 十三}，园区只有 12 个", "{count: parks, printed: 十三} with 12 parks"), good=W("{count: parks, printed: 十三}，园区有 13 个", "{count: parks, printed: 十三} with 13 parks"),
)  # fmt: skip
RATIO_BELOW = error(
    "PL412", "target-below-ratio",
    message=W("“{group}”的目标 {do} 不到基数 {base} 的 {printed}（四舍五入后仍不到）",
              "the target {do} of “{group}” is below {printed} of its base {base}, after rounding too"),
    why=W("文件规定了比例，各项目标不应低于它。", "The document sets a share that no target may fall below."),
    help=W("请对照原文核对。", "Compare with the source."),
    bad=W("{base: 2.98, do: 0.70}，比例 0.25", "{base: 2.98, do: 0.70} at 0.25"), good=W("{base: 2.98, do: 0.75}，比例 0.25", "{base: 2.98, do: 0.75} at 0.25"),
)  # fmt: skip
RATIO_ROUNDED = warning(
    "PL413", "target-meets-ratio-rounded",
    message=W("“{group}”的目标 {do} 略低于基数 {base} 的 {printed}（应为 {exact}），四舍五入后相符",
              "the target {do} of “{group}” is slightly below {printed} of its base {base} ({exact}); it agrees when rounded"),
    why=W("印出的数是四舍五入的，按原数比略有不足。", "Printed figures are rounded; compared exactly they fall short."),
    help=W("请看过之后在 waivers 里写明理由。", "Look at it, then waive it with the reason."),
    bad=W("{base: 22.21, do: 5.55}，比例 0.25", "{base: 22.21, do: 5.55} at 0.25"), good=W("{base: 22.20, do: 5.55}，比例 0.25", "{base: 22.20, do: 5.55} at 0.25"),
)  # fmt: skip
PARK_COUNT = error(
    "PL402", "park-count-differs",
    message=W("“{park}”文件印为 {printed} 家，名册有 {computed} 家（基数日之前列入的）",
              "the document prints {printed} enterprises for “{park}”, the roster has {computed} baseline members"),
    why=W("名册少一家，就有一家无人过问。", "An enterprise that is missing from the roster is watched by nobody."),
    help=W("请补上缺少的企业，或核对它们的园区和列入日期。",
           "Add the missing enterprises, or check their park and the day they were listed."),
    bad=W("enterprises: 124，名册里有 123 行", "enterprises: 124 with 123 rows"), good=W("enterprises: 124，名册里有 124 行", "enterprises: 124 with 124 rows"),
)  # fmt: skip
QUOTA_COUNT = error(
    "PL403", "quota-count-differs",
    message=W("标准 {id} 从 {printed} 起算，名册里符合条件的有 {computed}",
              "criterion {id} starts from {printed}, the roster has {computed} members that match"),
    why=W("起点与名册不一致，剩余数就不可信。", "Where start and roster differ, what remains cannot be trusted."),
    help=W("请核对名册与 where 条件。", "Check the roster and the filter."),
    bad=W("quota: {from: 21}，对应的企业有 20 家", "quota: {from: 21} with 20 members"), good=W("quota: {from: 21}，对应的企业有 21 家", "quota: {from: 21} with 21 members"),
)  # fmt: skip
COUNT_AMENDED = warning(
    "PL415", "count-differs-by-amendment",
    message=W("“{name}”文件印为 {printed}，名册有 {computed}；按 amendments 已移出名册的有：{removed}",
              "the document prints {printed} for “{name}”, the roster has {computed}; removed by recorded amendments: {removed}"),
    why=W("移出的在名册里已经没有行，是否正好差在这里要由人看过；从所印的数起算的，仍作为剩余。",
          "What was removed has no row any more: a person has to see that it explains the difference. "
          "Where a criterion starts from the printed count, it still remains to be done."),
    help=W("核对后在 waivers 里写明；文件连数字也调整的，改数字并同样记入 amendments。",
           "Check it and waive it; where the document changed the count too, change it and record that as well."),
    bad=W("印 124 家，名册 123 行，amendments: [{at: [enterprises/JN-0107], …}]", "124 printed, 123 rows, amendments: [{at: [enterprises/JN-0107], …}]"), good=W("同上，看过后写了豁免", "the same, waived after a look"),
)  # fmt: skip
NOT_COUNTABLE = error(
    "PL404", "not-countable",
    message=W("“{name}”无法计数或求和", "“{name}” can be neither counted nor added up"),
    why=W("核对不了的数字等于没有核对。", "A figure that cannot be checked is not checked."),
    help=W("count 可写 {counted}；sum 可写 parks.列名、criteria.from、criteria.to；printed 写数字或汉字数。",
           "count: one of {counted}; sum: parks.COLUMN, criteria.from, criteria.to; printed: digits or words."),
    bad="count: parcs", good="count: parks",
)  # fmt: skip


@lru_cache(maxsize=64)
def _items(campaign: Campaign, listed: str) -> Sequence[object]:
    """The items of a list of the plan; all criteria of its tasks are one list."""
    if listed == "criteria":
        return [one for _, _, _, one in campaign.plan.criteria()]
    found: Sequence[object] = getattr(campaign.plan, listed)
    return found


@lru_cache(maxsize=64)
def _by_value(campaign: Campaign, listed: str, key: str) -> Mapping[str, set[int]]:
    """The places of a list's items by what one of their keys says: each figure of thousands asks for a few of them."""
    found: dict[str, set[int]] = {}
    for place, item in enumerate(_items(campaign, listed)):
        found.setdefault(str(getattr(item, key, None)), set()).add(place)
    return found


def _matching(campaign: Campaign, listed: str, where: Mapping[str, Sequence[str]]) -> Collection[int]:
    """The places of a list's items that match a filter."""
    found: set[int] | None = None
    for key, wanted in where.items():
        by_value = _by_value(campaign, listed, key)
        inside = set[int]().union(*(by_value.get(value, ()) for value in wanted))
        found = inside if found is None else found & inside
    return range(len(_items(campaign, listed))) if found is None else found


def _listed(campaign: Campaign, declared: Declared) -> int | None:
    if declared.count not in COUNTED:
        return None
    if declared.count == "parks":
        return len(members(campaign, "parks", declared.where))
    return len(_matching(campaign, declared.count, declared.where))


def _summed(campaign: Campaign, declared: Declared) -> Decimal | None:
    return _sum(campaign, declared.sum or "", tuple(declared.where.items()))


@lru_cache(maxsize=1024)
def _sum(campaign: Campaign, what: str, asked: tuple[tuple[str, tuple[str, ...]], ...]) -> Decimal | None:
    (of, _, column), where = what.partition("."), dict(asked)
    if of == "parks" and column in campaign.parks.numbers:
        rows = members(campaign, of, where)
        return total(campaign.parks.numbers[column], rows)
    if of == "criteria" and column in ("from", "to"):
        criteria = [one for _, _, _, one in campaign.plan.criteria()]
        quotas = [quota for place in _matching(campaign, of, where) if (quota := criteria[place].quota)]
        return sum(((quota.from_ or Decimal(0)) if column == "from" else quota.bound for quota in quotas), Decimal(0))
    if of == "targets" and column in ("base", "do"):
        targets = [
            target for _, one, _ in campaign.plan.measured() if one.quota for target in one.quota.targets.values()
        ]
        return sum(((target.base or Decimal(0)) if column == "base" else target.do for target in targets), Decimal(0))
    return None


def _ratios(campaign: Campaign, *, rounded: bool) -> Iterator[Finding]:
    """Targets below the printed share of their base: with ``rounded`` those that agree after rounding, else the others."""
    shares = {(one.printed, one.round): one for one in reversed(campaign.plan.declared) if one.ratio is not None}
    for declared in reversed(shares.values()):
        if (share := _printed(declared)) is None:
            continue
        for path, one, _ in campaign.plan.measured():
            for group, target in one.quota.targets.items() if one.quota else ():
                exact = (target.base or Decimal(0)) * share
                close = target.do >= half_up(exact, declared.round)
                if target.do < exact and close == rounded:
                    args = {"group": group, "do": str(target.do), "base": str(target.base)}
                    more = {"printed": declared.printed, "exact": str(exact.normalize())}
                    code = RATIO_ROUNDED if rounded else RATIO_BELOW
                    yield in_plan(campaign, code, (*path, "quota", "targets", group), **args, **more)


def _printed(declared: Declared) -> Decimal | None:
    """The printed figure as a number, if it is one."""
    try:
        return parse_numeral(declared.printed)
    except ValueError:
        return None


def _below(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    yield from _ratios(campaign, rounded=False)


def _rounded(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    yield from _ratios(campaign, rounded=True)


def _declared(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    for at, one in enumerate(campaign.plan.declared):
        listed = _listed(campaign, one) if one.count else None
        computed = Decimal(listed) if listed is not None else (_summed(campaign, one) if one.sum else None)
        printed = _printed(one)
        if printed is not None and computed is not None and not COMPARE[one.op](computed, printed):
            args = {"op": one.op, "printed": one.printed, "computed": str(computed)}
            difference = str(abs(computed - printed))
            yield in_plan(campaign, NOT_AS_PRINTED, ("declared", at, "printed"), difference=difference, **args)


def _uncountable(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    for at, one in enumerate(campaign.plan.declared):
        wrong = ""
        if one.count is not None and _listed(campaign, one) is None:
            wrong = one.count
        elif one.sum is not None and _summed(campaign, one) is None:
            wrong = one.sum
        elif one.count is None and one.sum is None and one.ratio is None:
            wrong = one.id
        if _printed(one) is None:
            wrong = wrong or one.printed
        if wrong:
            yield in_plan(campaign, NOT_COUNTABLE, ("declared", at), name=wrong, counted=", ".join(COUNTED))


def _named(removed: Mapping[str, str]) -> str:
    listed = "、".join(f"{name}（{document}）" for name, document in islice(removed.items(), MOST_NAMED))
    return listed + ("…" if len(removed) > MOST_NAMED else "")


def _explained(differences: Iterable[Decimal], removed: Collection[str]) -> bool:
    """Whether recorded removals explain all differences: no count is above the printed one, and together they lack no
    more members than were removed."""
    lacking = list(differences)
    return bool(lacking) and min(lacking) > 0 and sum(lacking) <= len(removed)


def _park_counts(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    wrong = list(_miscounted(campaign)) if campaign.enterprises.path else []
    if not _explained((printed - found for _, printed, found in wrong), taken_out(campaign, "enterprises")):
        yield in_cells(campaign, PARK_COUNT, "parks", _park_cases(campaign, wrong, "park"))


def _park_cases(campaign: Campaign, wrong: Iterable[_Count], name: str, **more: str) -> Iterator[Case]:
    for row, printed, found in wrong:
        args = {name: campaign.parks.texts["name"][row], "printed": str(printed), "computed": str(found), **more}
        yield Case(row, "enterprises", partial(dict, args))


def _miscounted(campaign: Campaign) -> Iterator[_Count]:
    """Parks whose printed number of enterprises is not that of the roster's baseline members."""
    table, printed = campaign.parks, campaign.parks.numbers["enterprises"]
    late = after(campaign.enterprises.days["listed_on"], campaign.baseline or 0)
    counts = campaign.enterprises.count_by("park", campaign.enterprises.all() - late)
    for row in holding(printed):
        found = counts.get(table.texts["id"][row], 0)
        if (count := printed[row]) is not None and count != found:
            yield row, count, found


def _quotas(campaign: Campaign) -> Iterator[tuple[YamlPath, Criterion, Decimal, int]]:
    """Criteria whose printed start differs from the number of baseline members; with both figures."""
    for path, measured, task in campaign.plan.measured():
        quota = measured.quota
        if quota is None or quota.from_ is None or quota.sum or not table_of(campaign, quota.of).path:
            continue
        found = baseline_size(campaign, measured, task.park if task else None)
        if found != quota.from_:
            yield (*path, "quota", "from"), measured, quota.from_, found


def _quota_counts(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    for path, one, printed, found in _quotas(campaign):
        if one.quota and not _explained((printed - found,), taken_out(campaign, one.quota.of)):
            args = {"id": one.id, "printed": str(printed), "computed": str(found)}
            yield in_plan(campaign, QUOTA_COUNT, path, **args)


def _amended_counts(campaign: Campaign, as_of: date) -> Iterator[Finding | Cells]:
    """The same differences where recorded removals can explain them."""
    if not campaign.plan.amendments:
        return
    for path, one, printed, found in _quotas(campaign):
        removed = taken_out(campaign, one.quota.of) if one.quota else {}
        if _explained((printed - found,), removed):
            args = {"name": one.id, "printed": str(printed), "computed": str(found), "removed": _named(removed)}
            yield in_plan(campaign, COUNT_AMENDED, path, **args)
    wrong, removed = list(_miscounted(campaign)), taken_out(campaign, "enterprises")
    if campaign.enterprises.path and _explained((printed - found for _, printed, found in wrong), removed):
        cases = _park_cases(campaign, wrong, "name", removed=_named(removed))
        yield in_cells(campaign, COUNT_AMENDED, "parks", cases)


_COUNTED_OVER = (
    "baseline_on", "units", "columns", *(part for kind in ("parks", "enterprises", "inspections") for part in (kind, f"{kind}.cells")),
)  # fmt: skip

RULES = (
    Rule(NOT_AS_PRINTED, _declared, ("parks", "parks.cells"), sums=True),
    Rule(RATIO_BELOW, _below),
    Rule(RATIO_ROUNDED, _rounded),
    Rule(PARK_COUNT, _park_counts, ("parks", "baseline_on", "enterprises", "enterprises.cells")),
    Rule(QUOTA_COUNT, _quota_counts, _COUNTED_OVER),
    Rule(COUNT_AMENDED, _amended_counts, _COUNTED_OVER),
    Rule(NOT_COUNTABLE, _uncountable),
)
