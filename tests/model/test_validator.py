"""The validator that is built from a schema's fields is the one that pydantic builds, for every schema there is."""

from typing import Annotated, Any

import pytest

from parkledger.model.fields import Count, Name
from parkledger.model.schema import Schema
from parkledger.model.validator import core_of, validator_of
from support.schemas import schemas

EMPTY = {"computed_fields": [], "custom_init": False, "root_model": False}
"""What pydantic spells out though it is so anyway."""
ASIDE = ("metadata", "ref", "serialization_alias")
"""What serves the JSON Schema, the naming of definitions and dumps; no value is judged by it."""


def plain(core: Any, known: dict[str, Any]) -> Any:
    """A core schema with its definitions put where they are named, without what is not judged by."""
    if isinstance(core, list):
        return [plain(one, known) for one in core]
    if not isinstance(core, dict):
        return core
    if core.get("type") == "definitions":
        return plain(core["schema"], {one["ref"]: one for one in core["definitions"]})
    if core.get("type") == "definition-ref":
        return plain(known[core["schema_ref"]], known)
    return {
        key: plain(value, known)
        for key, value in core.items()
        if key not in ASIDE and not (key in EMPTY and value == EMPTY[key])
    }


def test_there_are_schemas() -> None:
    assert len(schemas()) > 35


@pytest.mark.parametrize("schema", schemas(), ids=lambda one: one.__name__)
def test_built_as_pydantic_builds_it(schema: type[Schema]) -> None:
    schema.model_rebuild(force=True)
    assert plain(core_of(schema), {}) == plain(schema.__pydantic_core_schema__, {})


def test_the_comparison_sees_a_difference() -> None:
    class One(Schema):
        name: Name

    class Other(Schema):
        name: Name = "x"

    One.model_rebuild(force=True)
    assert plain(core_of(Other), {}) != plain(One.__pydantic_core_schema__, {})


@pytest.mark.parametrize("kind", [int, list[Name], tuple[Name, Count], Name | Count, Annotated[str, "no field type"]])
def test_an_unknown_shape_is_refused(kind: Any) -> None:
    odd = type("Odd", (Schema,), {"__annotations__": {"value": kind}, "__module__": __name__})
    with pytest.raises(TypeError, match="no validator"):
        validator_of(odd)
