"""Table Schema and Data Package (https://specs.frictionlessdata.io) of the CSV files, for tools that read tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from parkledger.base.words import LANGS, Lang
from parkledger.model import fields
from parkledger.model.fields import Parsed
from parkledger.model.notes import Column
from parkledger.model.rows import ROW_SCHEMAS
from parkledger.read.headers import Header
from parkledger.read.tables import TYPES, marker_of
from parkledger.render.labels import label
from parkledger.render.schemas import patterns
from parkledger.render.schemas.forms import choices_of, form_of

Descriptor = dict[str, Any]

_YES, _NO = ["true", "True", "TRUE", "yes", "是", "√", "1"], ["false", "False", "FALSE", "no", "否", "0"]
_FIELDS: Mapping[Any, Descriptor] = {
    fields.as_day: {"type": "date", "format": "%Y-%m-%d"},
    fields.as_count: {"type": "integer", "constraints": {"minimum": 0}},
    fields.as_amount: {"type": "number"},
    fields.as_flag: {"type": "boolean", "trueValues": _YES, "falseValues": _NO},
}
"""By the function that reads it, the type of a field; what is not here is text."""
_PATTERNS = {fields.as_moment: patterns.moment, fields.as_period: patterns.period}
KEYS = ("enterprises", "parks")
"""Tables whose rows have an id of their own."""
_NAME = re.compile("[-a-z0-9._/]+", re.ASCII).fullmatch


class CsvFile(NamedTuple):
    """A CSV of a campaign: its kind, its path as the descriptor names it, and its header."""

    kind: str
    path: str
    header: Header


def table_schema(kind: str, declared: Sequence[Column] = (), header: Sequence[str] = ()) -> Descriptor:
    """The schema of a kind of table: its basic columns and those that a plan declares; with a ``header`` the columns
    that stand there, in that order and spelling."""
    known = _known(kind, declared)
    by_title = {one["title"]: key for key, one in known.items()}
    if not header:
        listed = list(known.values())
        key = "id"
    else:
        keys = [name if name in known else by_title.get(name, name) for name in header]
        listed = [known.get(key, {"type": "string"}) | {"name": name} for key, name in zip(keys, header, strict=True)]
        key = next((name for key, name in zip(keys, header, strict=True) if key == "id"), "")
    unique = {"primaryKey": [key]} if kind in KEYS and key else {}
    return {"fields": [_in_order(one) for one in listed], "missingValues": [""]} | unique


def _in_order(field: Descriptor) -> Descriptor:
    return {"name": field["name"]} | field


def _known(kind: str, declared: Iterable[Column]) -> dict[str, Descriptor]:
    """Each column that may stand in such a table, by its key."""
    known = {key: _of_schema(kind, key, info) for key, info in ROW_SCHEMAS[kind].model_fields.items()}
    for one in declared:
        field: Descriptor = {"name": one.key, "title": one.title} | _field(TYPES[one.type][1])
        if one.choices:
            field["constraints"] = {"enum": list(one.choices)}
        known[one.key] = field
    return known


def said(kind: str, key: str, lang: Lang) -> str:
    """What a basic column of a kind of table holds."""
    return label(f"table.{kind}.{key}", lang)


def _of_schema(kind: str, key: str, info: FieldInfo) -> Descriptor:
    field: Descriptor = {"name": key, "title": info.title or key} | _field(marker_of(info))
    means = " / ".join(said(kind, key, lang) for lang in LANGS)
    field["description"] = ". ".join(filter(None, (means, field.get("description"))))
    if info.is_required():
        field["constraints"] = field.get("constraints", {}) | {"required": True}
    return field


def _field(mark: Parsed) -> Descriptor:
    words = form_of(mark)
    described: Descriptor = {"description": words["description"]} if "description" in words else {}
    if (choices := choices_of(mark)) is not None:
        return described | {"type": "string", "constraints": {"enum": choices}}
    if mark.parse in _PATTERNS:
        return described | {"type": "string", "constraints": {"pattern": _PATTERNS[mark.parse]()}}
    return described | _FIELDS.get(mark.parse, {"type": "string"})


def data_package(
    name: str, title: str, files: Iterable[CsvFile], declared: Mapping[str, Sequence[Column]]
) -> Descriptor:
    """A data package of CSV files of one plan."""
    resources = [
        {
            "name": one.kind,
            "path": one.path,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": one.header.encoding,
            "schema": table_schema(one.kind, declared.get(one.kind, ()), one.header.names),
        }
        for one in files
    ]
    named = {"name": name.lower()} if _NAME(name.lower()) else {}
    return {"profile": "tabular-data-package"} | named | {"title": title, "resources": resources}
