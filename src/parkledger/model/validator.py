"""The validator of a schema, built from its fields in one go.

pydantic reads annotations in full generality to build one; that takes as long as to read a district's files. Our
schemas use few shapes: a field type, a list, a mapping, one of the two or nothing, another schema. What is built here
is what pydantic builds of its own models with the same keys: a test holds them equal, schema by schema.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from parkledger.model.fields import Parsed
from parkledger.model.schema import Key, Schema

_VALIDATORS: dict[type[Schema], SchemaValidator] = {}
_CORES: dict[type[Schema], CoreSchema] = {}


def validator_of(schema: type[Schema]) -> SchemaValidator:
    """The validator of a schema. Raises TypeError for an annotation of a shape that no schema has had so far."""
    if schema not in _VALIDATORS:
        _VALIDATORS[schema] = SchemaValidator(core_of(schema))
    return _VALIDATORS[schema]


def core_of(schema: type[Schema]) -> CoreSchema:
    """What pydantic's core is told of a schema."""
    if schema not in _CORES:
        _CORES[schema] = _core(schema)
    return _CORES[schema]


def _core(schema: type[Schema]) -> CoreSchema:
    config = core_schema.CoreConfig(title=schema.__name__, extra_fields_behavior="forbid", hide_input_in_errors=True)
    fields = {name: _field(one) for name, one in schema.keys_of.items()}
    inner = core_schema.model_fields_schema(fields, model_name=schema.__name__)
    core: CoreSchema = core_schema.model_schema(schema, inner, config=config)
    if schema.judged is not Schema.judged:
        core = core_schema.no_info_after_validator_function(schema.judged, core)
    return core


def _field(key: Key) -> core_schema.ModelField:
    core = _shape(key.declared)
    if not key.is_required():
        core = core_schema.with_default_schema(core, default=key.default)
    return core_schema.model_field(core, validation_alias=key.alias)


def _shape(kind: Any, marks: tuple[Any, ...] = ()) -> CoreSchema:
    """An annotation, with what is said beside it."""
    for mark in marks:
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
