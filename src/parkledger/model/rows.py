"""Rows of the CSV files: roster, parks, inspections, filings, indicators. One schema each; a plan may add columns.

Each field's ``title`` is the Chinese header that may stand in the file instead of its English key.
"""

from typing import Annotated

from pydantic import Field

from parkledger.model.fields import Aliases, Amount, Cell, Count, CreditCode, Day, Name, PeriodLabel, one_of
from parkledger.model.schema import Schema

INSPECTION_KINDS = {
    "巡查": "patrol", "日常巡查": "patrol", "夜查": "night_patrol", "回头看": "look_back", "举报": "complaint",
    "投诉举报": "complaint", "上级交办": "assignment", "验收": "acceptance", "抽验": "spot_check",
}  # fmt: skip
RESULTS = {
    "正常": "clear", "已整改": "clear", "发现生产": "producing", "发现产能": "capacity", "发现违规": "violation",
    "通过": "pass", "不通过": "fail",
}  # fmt: skip
BACK_IN_PRODUCTION = ("producing", "capacity")
CLEARS = ("clear", "pass")
BAD = ("producing", "capacity", "violation", "fail")
OF_ACCEPTANCE = ("acceptance", "spot_check")
"""Kinds by which a stage of acceptance passes or fails."""
VERDICTS = ("pass", "fail")
"""What they can find."""
TOLD = ("complaint", "assignment")
"""Kinds that say what somebody told: nobody of the office has looked yet."""

InspectionKind = Annotated[
    str,
    one_of(*dict.fromkeys(INSPECTION_KINDS.values()), aliases=INSPECTION_KINDS),
]
Result = Annotated[str, one_of(*dict.fromkeys(RESULTS.values()), aliases=RESULTS)]


class EnterpriseRow(Schema):
    """One enterprise (one production site, licensed or not). A dated column is a fact of progress."""

    id: Name = Field(title="编号")
    name: Name = Field(title="企业名称")
    credit_code: CreditCode = Field("", title="统一社会信用代码")
    park: Cell = Field("", title="园区")
    town: Cell = Field("", title="属地")
    address: Cell = Field("", title="地址")
    industry: Cell = Field("", title="行业")
    disposal: Cell = Field("", title="处置方式")
    listed_on: Day | None = Field(None, title="列入日期")
    due_on: Day | None = Field(None, title="本企业时限")
    notified_on: Day | None = Field(None, title="告知日期")
    stopped_on: Day | None = Field(None, title="停产日期")
    exited_on: Day | None = Field(None, title="退出日期")
    note: Cell = Field("", title="备注")


class ParkRow(Schema):
    """One park. ``enterprises`` is the number that the document prints for it."""

    id: Name = Field(title="编号")
    name: Name = Field(title="园区名称")
    aliases: Aliases = Field("", title="别名")
    town: Cell = Field("", title="属地")
    district: Cell = Field("", title="行政区")
    kind: Cell = Field("", title="类型")
    disposal: Cell = Field("", title="处置方式")
    clause: Cell = Field("", title="条款")
    enterprises: Count | None = Field(None, title="企业数")
    area_km2: Amount | None = Field(None, title="面积（平方公里）")
    listed_on: Day | None = Field(None, title="列入日期")
    due_on: Day | None = Field(None, title="本园区时限")
    exited_on: Day | None = Field(None, title="退出日期")
    note: Cell = Field("", title="备注")


class InspectionRow(Schema):
    """One dated observation. Without an enterprise it looked at every member of the park."""

    on: Day = Field(title="日期")
    kind: InspectionKind = Field(title="类型")
    park: Cell = Field("", title="园区")
    enterprise: Cell = Field("", title="企业编号")
    stage: Cell = Field("", title="阶段")
    result: Result = Field(title="结果")
    people: Count | None = Field(None, title="人数")
    by: Cell = Field("", title="检查单位")
    evidence: Cell = Field("", title="佐证材料")
    note: Cell = Field("", title="备注")


class FilingRow(Schema):
    """One delivery: of a duty for a period (of one case: the ``subject``), or what a milestone asks for."""

    item: Name = Field(title="事项")
    unit: Cell = Field("", title="单位")
    period: PeriodLabel = Field("", title="期间")
    subject: Cell = Field("", title="对象")
    done_on: Day | None = Field(None, title="完成日期")
    filed_on: Day | None = Field(None, title="报送日期")
    evidence: Cell = Field("", title="佐证材料")
    note: Cell = Field("", title="备注")


class IndicatorRow(Schema):
    """One figure of a park, a unit or a district, for a year or a day."""

    subject: Name = Field(title="对象")
    indicator: Name = Field(title="指标")
    period: PeriodLabel = Field("", title="期间")
    on: Day | None = Field(None, title="日期")
    value: Amount = Field(title="数值")
    source: Cell = Field("", title="来源")
    note: Cell = Field("", title="备注")


ROW_SCHEMAS: dict[str, type[Schema]] = {
    "parks": ParkRow,
    "enterprises": EnterpriseRow,
    "inspections": InspectionRow,
    "filings": FilingRow,
    "indicators": IndicatorRow,
}
