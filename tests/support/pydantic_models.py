"""Each schema as a model of pydantic's own, as one would write it by hand: what schemas are compared with."""

from functools import cache
from types import NoneType
from typing import Annotated, Any, Optional, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from parkledger.model.schema import Key, Schema


class Model(BaseModel):
    """The base of all."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


@cache
def model_of(schema: type[Schema]) -> type[Model]:
    """The model of a schema, and of those within it."""
    judges = {}
    if schema.judged is not Schema.judged:
        judges["judged"] = model_validator(mode="after")(schema.judged)
    fields: Any = {name: (_annotation(one.declared), _field(one)) for name, one in schema.keys_of.items()}
    return create_model(schema.__name__, __base__=Model, __validators__=judges, **fields)


def _field(one: Key) -> Any:
    said = {"title": one.title or None, "alias": one.alias}
    return Field(**said) if one.is_required() else Field(one.default, **said)


def _annotation(declared: Any) -> Any:
    """The same with models in the place of schemas."""
    if isinstance(declared, type) and issubclass(declared, Schema):
        return model_of(declared)
    origin, parts = get_origin(declared), get_args(declared)
    if origin is tuple:
        return tuple[_annotation(parts[0]), ...]
    if origin is dict:
        return dict[_annotation(parts[0]), _annotation(parts[1])]
    if NoneType in parts and origin is not Annotated:
        return Optional[_annotation(parts[0])]  # noqa: UP045 - what stands there is no class
    return declared
