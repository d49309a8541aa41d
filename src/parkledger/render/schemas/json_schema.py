"""JSON Schema (2020-12) of the YAML files, made from the schemas that judge them: for editors and other tools."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from parkledger.base.words import LANGS, Lang
from parkledger.model.criteria import KINDS, Criterion
from parkledger.model.fields import Parsed
from parkledger.model.ledger import LedgerFile
from parkledger.model.notes import Column
from parkledger.model.plan import Plan
from parkledger.model.rows import ParkRow
from parkledger.model.schema import Schema
from parkledger.read.tables import TYPES
from parkledger.render.labels import label
from parkledger.render.schemas.forms import Form, choices_of, form_of, name_of, takes_any_text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SETTING: Form = {"$ref": "#/$defs/setting"}
NOTHING: Form = {"type": "null"}


def plan_schema() -> Form:
    """The schema of ``plans/NAME.yaml``."""
    maker = _Maker(settings=True)
    setting = {"title": _both("setting"), "type": "string", "pattern": r"^settings\."}
    return _document(maker.model(Plan), maker.defs | {"setting": setting})


def ledger_schema() -> Form:
    """The schema of ``ledger.yaml``."""
    maker = _Maker()
    return _document(maker.model(LedgerFile), maker.defs)


def park_schema(declared: Sequence[Column] | None = None) -> Form:
    """The schema of ``parks/NAME.yaml``. Without the plan's declared columns any further column may stand there."""
    maker = _Maker()
    park = maker.model(ParkRow)
    properties = {key: maker.cell(form, required=key in park["required"]) for key, form in park["properties"].items()}
    for one in declared or ():
        form = {"enum": list(one.choices)} if one.choices else maker.scalar(TYPES[one.type][1])
        properties[one.key] = maker.cell({"title": one.title} | form, required=False)
    park["properties"] = properties
    if declared is None:
        park["additionalProperties"] = {"type": ["string", "number", "boolean", "null"]}
    listed = {"title": _both("parks.file"), "type": "array", "items": park}
    whole = {"type": "object", "properties": {"parks": listed}, "required": ["parks"], "additionalProperties": False}
    return _document(whole, maker.defs)


def _document(whole: Form, defs: Form) -> Form:
    return {"$schema": DIALECT} | whole | ({"$defs": dict(sorted(defs.items()))} if defs else {})


def said(name: str, lang: Lang) -> str:
    """What a model (``Duty``) or a key of one (``Duty.to``) is; where models share what a key means, of the key."""
    words = label(f"schema.{name}", lang)
    return words if words != f"schema.{name}" else label(f"schema.{name.rpartition('.')[2]}", lang)


def _both(name: str) -> str:
    return " / ".join(said(name, lang) for lang in LANGS)


class _Maker:
    """Makes the schema of a model and gathers those of the models within it."""

    def __init__(self, *, settings: bool = False) -> None:
        self.settings = settings
        """Whether a value may be left to the settings of the ledger."""
        self.defs: Form = {}

    def model(self, schema: type[Schema]) -> Form:
        """A mapping with the keys of a schema and no others."""
        properties, required = {}, []
        for name, info in schema.model_fields.items():
            key = info.alias or name
            properties[key] = self.field(f"{schema.__name__}.{key}", info)
            if info.is_required():
                required.append(key)
        made: Form = {"description": _both(schema.__name__)} if not issubclass(schema, ParkRow) else {}
        made |= {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
        if issubclass(schema, Criterion):
            made["oneOf"] = [{"required": [kind], "properties": {kind: {"not": NOTHING}}} for kind in KINDS]
        return made

    def field(self, name: str, info: FieldInfo) -> Form:
        """One key of a model: its words, what may stand there, and its default."""
        form = self.shape(info.annotation, tuple(info.metadata))
        title = info.title or _both(name)
        default = {"default": info.default} if isinstance(info.default, str | bool | int) and info.default != "" else {}
        return {"title": title} | form | default

    def cell(self, form: Form, *, required: bool) -> Form:
        """A cell of a row, which may be empty unless it is required."""
        if required:
            return form
        rest = {key: value for key, value in form.items() if key != "title"}
        return {"title": form["title"], "if": {"enum": [None, ""]}, "else": rest}

    def shape(self, kind: Any, metadata: tuple[Any, ...] = ()) -> Form:
        """What may stand for an annotation."""
        for mark in metadata:
            if isinstance(mark, Parsed):
                return self.scalar(mark)
        if isinstance(kind, type) and issubclass(kind, Schema):
            if kind.__name__ not in self.defs:
                self.defs[kind.__name__] = {}
                self.defs[kind.__name__] = self.model(kind)
            return self.or_setting({"$ref": f"#/$defs/{kind.__name__}"})
        return {} if kind is Any else self.of_parts(kind)

    def of_parts(self, kind: Any) -> Form:
        """An annotation that holds others."""
        match get_origin(kind), get_args(kind):
            case origin, (inner, *marks) if origin is Annotated:
                return self.shape(inner, tuple(marks))
            case origin, (inner, nothing) if origin in (Union, UnionType) and nothing is NoneType:
                return self.or_nothing(self.shape(inner))
            case origin, (inner, rest) if origin is tuple and rest is Ellipsis:
                return self.or_setting({"type": "array", "items": self.shape(inner)})
            case origin, (key, value) if origin is dict:
                names, values = self.shape(key), self.shape(value)
                return self.or_setting({"type": "object", "propertyNames": names, "additionalProperties": values})
        raise TypeError(f"no JSON Schema for {kind}")

    def scalar(self, mark: Parsed) -> Form:
        """A value of a field type."""
        form = form_of(mark)
        if choices_of(mark) is not None:
            return self.or_setting(form)
        named = self.defs.setdefault(name_of(mark), form)
        reference = {"$ref": f"#/$defs/{name_of(mark)}"}
        return reference if takes_any_text(named) else self.or_setting(reference)

    def or_setting(self, form: Form) -> Form:
        """The same, or the name of a setting. As a condition, so that what is wrong is told of the value itself."""
        return {"if": SETTING, "else": form} if self.settings else form

    def or_nothing(self, form: Form) -> Form:
        """The same, or nothing at all."""
        if set(form) == {"if", "else"}:
            return {"if": {"anyOf": [NOTHING, SETTING]}, "else": form["else"]}
        return {"if": NOTHING, "else": form}
