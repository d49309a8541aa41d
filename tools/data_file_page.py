"""The reference of the data files, from their schemas: every key, what may stand there, what it means."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from parkledger.base.words import Lang, Words
from parkledger.model import fields
from parkledger.model.fields import Parsed
from parkledger.model.ledger import LedgerFile
from parkledger.model.plan import Plan
from parkledger.model.rows import ROW_SCHEMAS
from parkledger.read.tables import marker_of
from parkledger.render.schemas import json_schema, table_schema
from parkledger.render.schemas.forms import choices_of

TYPES: Mapping[Any, Words] = {
    fields.as_text: Words("文本", "text"),
    fields.as_cell: Words("文本", "text"),
    fields.as_name: Words("文本（一行）", "text (one line)"),
    fields.as_day: Words("日期（2021-06-30）", "date (2021-06-30)"),
    fields.as_moment: Words("日期和时间（2023-11-06 23:50）", "date and time (2023-11-06 23:50)"),
    fields.as_count: Words("整数", "whole number"),
    fields.as_amount: Words("数，可有小数", "number"),
    fields.as_flag: Words("是/否", "yes/no"),
    fields.as_deadline: Words("[时限](plan-format.md#时限和周期)", "[deadline](plan-format.md#deadlines-and-rhythms)"),
    fields.as_every: Words("[周期](plan-format.md#时限和周期)", "[rhythm](plan-format.md#deadlines-and-rhythms)"),
    fields.as_period: Words("期间（2021-07、2021-Q3、2021）", "period (2021-07, 2021-Q3, 2021)"),
    fields.as_code: Words("统一社会信用代码", "credit code"),
    fields.as_timezone: Words("时区（Asia/Shanghai）", "time zone (Asia/Shanghai)"),
    fields.as_aliases: Words("若干名称", "names"),
    fields.where_values: Words("列名 → 值，或几个值", "column → value, or list of values"),
}
"""By the function that reads it, a field type in plain words."""
ONE_OF, LIST, MAPPING, ANYTHING = (
    Words("其中之一：{}", "one of: {}"),
    Words("列表：{}", "list of {}"),
    Words("名称 → {}", "name → {}"),
    Words("按各方案所需", "what the plan asks for"),
)
HEAD = Words("| 键 | 填什么 | 必填 | 意思 |", "| key | what stands there | required | meaning |")
COLUMNS = Words(
    "| 列 | 中文列名 | 填什么 | 必填 | 意思 |", "| column | title | what stands there | required | meaning |"
)
YES = Words("是", "yes")
TEXTS = {
    "title": Words("数据文件", "Reference of the data files"),
    "how": Words(
        "台账的全部文件、每个键和每一列。方案怎样写，见[方案格式](plan-format.md)；第一次用，见[上手](first-steps.md)。",
        "Every file of a ledger, every key and every column. How to write a plan is told in "
        "[plan-format.md](plan-format.md).",
    ),
    "tree": Words(
        """```
data/
  plans/名称-年份.yaml         方案；文件名就是它的名称
  parks/名称.yaml 或 .csv      园区
  enterprises/名称.csv         企业名册
  inspections/名称.csv         检查记录
  filings/名称.csv             报送
  indicators/名称.csv          指标，有的方案才要
  ledger.yaml                  办公室自己定的事项，可以没有
```
一个方案的文件与它同名，带不带年份都行；几个方案可以放在一个台账里。文件夹用 `--data` 指定，
否则看环境变量 `PARKLEDGER_DATA`，再不然用从当前位置向上最近的 `data/`。
""",
        """```
data/
  plans/NAME-YEAR.yaml         a plan; it is called as its file is
  parks/NAME.yaml or .csv      the parks
  enterprises/NAME.csv         the roster
  inspections/NAME.csv         what was looked at
  filings/NAME.csv             what was delivered
  indicators/NAME.csv          figures, where a plan asks for them
  ledger.yaml                  what the office decides itself; it may be missing
```
The files of a plan have its name, with or without the year; a ledger may hold several plans. The folder is the one that
`--data` names, else `PARKLEDGER_DATA`, else the nearest `data/` upwards.
""",
    ),
    "tables": Words("表格（CSV）", "Tables (CSV)"),
    "tables.how": Words(
        "第一行是列名，英文的或中文的都行。文件用 UTF-8 编码保存；表格软件里选“CSV UTF-8”。"
        "日期写成 2021-06-30，没有的留空。方案可以增加列（`columns`）。"
        "园区少的时候，`parks/` 里也可以写成 YAML，键相同。",
        "The first line names the columns, by their keys or by their Chinese titles. Files are UTF-8; days are written "
        "2021-06-30, what there is none of is left empty. A plan may add columns (`columns`). Parks may also stand in "
        "a YAML file with the same keys.",
    ),
    "yaml": Words("方案和 ledger.yaml（YAML）", "Plans and ledger.yaml (YAML)"),
    "yaml.how": Words(
        "名称带链接的，是下面另有一节说明的一组键。",
        "What is linked is a group of keys with a section of its own below.",
    ),
}


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _schemas(model: type[BaseModel], seen: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    seen.setdefault(model.__name__, model)
    for info in model.model_fields.values():
        for inner in _models(info.annotation):
            if inner.__name__ not in seen:
                _schemas(inner, seen)
    return seen


def spelled(annotation: Any, marks: tuple[Any, ...], lang: Lang) -> str:
    """What may stand for an annotation, in plain words. Raises KeyError for a field type that has none."""
    mark = next((one for one in marks if isinstance(one, Parsed)), None)
    if mark is not None:
        return _field_type(mark, lang)
    match get_origin(annotation), get_args(annotation):
        case origin, (inner, *inner_marks) if origin is Annotated:
            words = spelled(inner, tuple(inner_marks), lang)
        case origin, parts if origin in (Union, UnionType):
            words = spelled(next(one for one in parts if one is not NoneType), (), lang)
        case origin, (inner, *_) if origin is tuple:
            words = LIST[lang].format(spelled(inner, (), lang))
        case origin, (_, value) if origin is dict:
            words = MAPPING[lang].format(spelled(value, (), lang))
        case _ if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            words = f"[{annotation.__name__}](#{annotation.__name__.lower()})"
        case _:
            words = ANYTHING[lang]
    return words


def _field_type(mark: Parsed, lang: Lang) -> str:
    choices = choices_of(mark)
    if choices is None:
        return TYPES[mark.parse][lang]
    listed = [f"`{one}`" for one in sorted(map(str, choices), key=lambda word: word.isascii() == (lang == "zh")) if one]
    return ONE_OF[lang].format(("、" if lang == "zh" else ", ").join(listed))


def _required(info: FieldInfo, lang: Lang) -> str:
    return YES[lang] if info.is_required() else ""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells).rstrip() + " |"


def _table(model: type[BaseModel], lang: Lang) -> list[str]:
    rows = [HEAD[lang], "|---|---|---|---|"]
    for name, info in model.model_fields.items():
        key = info.alias or name
        words = json_schema.said(f"{model.__name__}.{key}", lang)
        rows.append(
            _row(f"`{key}`", spelled(info.annotation, tuple(info.metadata), lang), _required(info, lang), words)
        )
    return rows


def _columns(kind: str, model: type[BaseModel], lang: Lang) -> list[str]:
    rows = [COLUMNS[lang], "|---|---|---|---|---|"]
    for key, info in model.model_fields.items():
        words = table_schema.said(kind, key, lang)
        what = spelled(None, (marker_of(info),), lang)
        rows.append(_row(f"`{key}`", info.title or "", what, _required(info, lang), words))
    return rows


def _about(model: type[BaseModel], lang: Lang) -> str:
    """What a group of keys is: its docstring says it in English, the catalogue in Chinese."""
    if lang == "zh":
        return json_schema.said(model.__name__, lang) + "。"
    return re.sub("``", "`", inspect.cleandoc(model.__doc__ or ""))


KINDS = {
    "parks": Words("园区 parks/", "parks/"),
    "enterprises": Words("企业名册 enterprises/", "enterprises/"),
    "inspections": Words("检查记录 inspections/", "inspections/"),
    "filings": Words("报送 filings/", "filings/"),
    "indicators": Words("指标 indicators/", "indicators/"),
}
ROWS = {
    "parks": Words("一行一个园区。", "A row is a park."),
    "enterprises": Words(
        "一行一家企业（一处生产场所，有照无照都算）。带日期的列就是进展。",
        "A row is an enterprise: one production site, licensed or not. Its dated columns are its progress.",
    ),
    "inspections": Words("一行一次检查，只追加，不改旧的。", "A row is one look; rows are added, never changed."),
    "filings": Words(
        "一行一次报送：某项职责某一期的，或某项标准办完的证明。",
        "A row is one delivery: of a duty for a period, or what shows that a milestone is met.",
    ),
    "indicators": Words("一行一个数。", "A row is one figure."),
}


def page(lang: Lang, made: str) -> str:
    """The page in a language."""
    lines = [f"# {TEXTS['title'][lang]}\n", made, TEXTS["how"][lang] + "\n", TEXTS["tree"][lang]]
    lines += [f"# {TEXTS['tables'][lang]}\n", TEXTS["tables.how"][lang] + "\n"]
    for kind, model in ROW_SCHEMAS.items():
        lines += [f"## {KINDS[kind][lang]}\n", ROWS[kind][lang], "", *_columns(kind, model, lang), ""]
    lines += [f"# {TEXTS['yaml'][lang]}\n", TEXTS["yaml.how"][lang] + "\n"]
    for name, model in _schemas(LedgerFile, _schemas(Plan, {})).items():
        lines += [f"## {name}\n", _about(model, lang), "", *_table(model, lang), ""]
    return "\n".join(lines)
