"""The validator of a schema, built from its fields in one go.

pydantic builds one when a model is first used, and reads annotations in full generality to do so; that takes longer
than to read a district's files. Our schemas use few shapes: a field type, a list, a mapping, one of the two or
nothing, another schema. What is built here is what pydantic builds: a test holds them equal, schema by schema.
"""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, SchemaValidator, core_schema

from parkledger.model.fields import Parsed
from parkledger.model.schema import Schema


@cache
def validator_of(schema: type[Schema]) -> SchemaValidator:
    """The validator of a schema. Raises TypeError for an annotation of a shape that no schema has had so far."""
    return SchemaValidator(core_of(schema))


@cache
def core_of(schema: type[Schema]) -> CoreSchema:
    """What pydantic's core is told of a schema."""
    config = core_schema.CoreConfig(title=schema.__name__, extra_fields_behavior="forbid", hide_input_in_errors=True)
    fields = {name: _field(info) for name, info in schema.model_fields.items()}
    inner = core_schema.model_fields_schema(fields, model_name=schema.__name__)
    core: CoreSchema = core_schema.model_schema(schema, inner, config=config)
    for decorator in schema.__pydantic_decorators__.model_validators.values():
        core = core_schema.no_info_after_validator_function(decorator.func, core)
    return core


def _field(info: FieldInfo) -> core_schema.ModelField:
    core = _shape(info.annotation, tuple(info.metadata))
    if not info.is_required():
        core = core_schema.with_default_schema(core, default=info.default)
    alias = info.validation_alias
    return core_schema.model_field(core, validation_alias=alias if isinstance(alias, str) else None)


def _shape(kind: Any, metadata: tuple[Any, ...] = ()) -> CoreSchema:
    """An annotation, with what is said beside it."""
    for mark in metadata:
        if isinstance(mark, Parsed):
            return mark.schema
    if isinstance(kind, type) and issubclass(kind, Schema):
        return core_of(kind)
    return core_schema.any_schema() if kind is Any else _of_parts(kind)


def _of_parts(kind: Any) -> CoreSchema:
    """An annotation that holds others."""
    match get_origin(kind), get_args(kind):
        case origin, (inner, *marks) if origin is Annotated:
            return _shape(inner, tuple(marks))
        case origin, (inner, nothing) if origin in (Union, UnionType) and nothing is NoneType:
            return core_schema.nullable_schema(_shape(inner))
        case origin, (inner, rest) if origin is tuple and rest is Ellipsis:
            return core_schema.tuple_schema([_shape(inner)], variadic_item_index=0)
        case origin, (key, value) if origin is dict:
            return core_schema.dict_schema(_shape(key), _shape(value))
    raise TypeError(f"no validator for {kind}")
