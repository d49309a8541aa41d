"""What a schema says of a value, as findings: pydantic's errors and the field types' faults, worded by code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic_core import PydanticCustomError, ValidationError

from parkledger.base import codes
from parkledger.base.findings import Code, Finding
from parkledger.base.names import nearest
from parkledger.base.sources import Mark, Source
from parkledger.base.spans import Span
from parkledger.model.schema import Schema
from parkledger.model.validator import validator_of

S = TypeVar("S", bound=Schema)

MOST_GUESSES = 200
"""Unknown keys of a file for which the nearest known one is looked up, a millisecond each: a plan with more is no
plan with slips of the pen."""
SHOWN = 60
"""Characters of a wrong value that a message repeats."""

_NO_DAY = "（没有这一天 / no such day）"
_SHAPES = {
    "not_text": "一段文字 / a text", "not_mapping": "若干“键: 值” / a mapping", "dict_type": "若干“键: 值” / a mapping",
    "model_type": "若干“键: 值” / a mapping", "model_attributes_type": "若干“键: 值” / a mapping",
    "tuple_type": "一个列表 [ ] / a list", "list_type": "一个列表 [ ] / a list",
}  # fmt: skip
_FAULTS: Mapping[str, tuple[Code, dict[str, str]]] = {
    "control": (codes.CONTROL_CHARACTER, {}),
    "lines": (codes.TOO_DEEP, {"limit": "一行 / one line"}),
    "empty": (codes.MISSING, {}),
    "missing": (codes.MISSING, {}),
    "day": (codes.BAD_DAY, {"reason": ""}),
    "no_such_day": (codes.BAD_DAY, {"reason": _NO_DAY}),
    "moment": (codes.BAD_DAY, {"reason": "（要写到分钟，如 2023-11-06 23:50 / write 2023-11-06 23:50）"}),
    "deadline": (codes.BAD_DEADLINE, {"reason": ""}),
    "every": (codes.BAD_RHYTHM, {}),
    "period": (codes.BAD_PERIOD, {}),
    "count": (codes.BAD_NUMBER, {"expected": "一个整数 / a whole number"}),
    "amount": (codes.BAD_NUMBER, {"expected": "一个数 / a number"}),
    "flag": (codes.BAD_FLAG, {}),
    "one_kind": (codes.NOT_ONE_KIND, {}),
    "code_form": (codes.CODE_FORM, {}),
    "code_symbol": (codes.CODE_SYMBOL, {}),
    "code_cut": (codes.CODE_CUT, {}),
    "code_identity": (codes.PERSONAL_NUMBER, {"value": ""}),
}


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def fault_finding(kind: str, context: Mapping[str, Any], value: object, key: str, span: Span, pointer: str) -> Finding:
    """The finding of one fault of a field type."""
    shown = _shown(value)
    if kind == "choice":
        args = {"value": shown, "choices": str(context["listed"])}
        return Finding(codes.BAD_CHOICE, span, pointer, args, nearest(shown, context["choices"]))
    if kind == "long":
        return Finding(codes.TOO_DEEP, span, pointer, {"limit": f"{context['most']} 字符 / characters"})
    if kind in _FAULTS:
        rule, fixed = _FAULTS[kind]
        given = {name: str(text) for name, text in context.items()}
        near = _meant(shown) if kind == "day" else ()
        return Finding(rule, span, pointer, {"value": shown, "key": key} | fixed | given, near)
    return Finding(codes.WRONG_SHAPE, span, pointer, {"expected": _SHAPES.get(kind, kind)})


def _meant(day: str) -> tuple[str, ...]:
    """The day that is meant, where it is plain."""
    from parkledger.base.day_spellings import meant_day

    return (meant,) if (meant := meant_day(day)) else ()


def custom_fault(error: PydanticCustomError, value: object, key: str, span: Span, pointer: str) -> Finding:
    """The finding of a field type's own error."""
    return fault_finding(error.type, error.context or {}, value, key, span, pointer)


def _models_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        if found := _models_in(part):
            return found
    return None


def _keys_at(schema: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the schema allows in the mapping at this path."""
    model: type[BaseModel] = schema
    for step in path:
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        if isinstance(step, str) and step in fields and (found := _models_in(fields[step].annotation)):
            model = found
    return [info.alias or name for name, info in model.model_fields.items()]


def schema_findings(error: ValidationError, schema: type[BaseModel], source: Source) -> list[Finding]:
    """Every error of one validation, each at the place of the value or key it speaks of."""
    found = []
    guesses = 0
    for one in error.errors(include_url=False, include_input=False):
        kind, path = one["type"], tuple(step for step in one["loc"] if step != "[key]")
        key = str(path[-1]) if path else ""
        pointer = source.pointer(*path)
        if kind == "extra_forbidden":
            guesses += 1
            near = nearest(key, _keys_at(schema, path[:-1])) if guesses <= MOST_GUESSES else ()
            span = source.key_span(*path)
            found.append(Finding(codes.UNKNOWN_KEY, span, pointer, {"key": key}, near))
            continue
        missing = kind == "missing"
        span = source.span(*path[:-1]) if missing else source.span(*path)
        value = _value_at(source.data, path)
        if value is None and not missing:
            kind = "missing"
        found.append(fault_finding(kind, one.get("ctx", {}), value, key, span, pointer))
    return found


def _value_at(data: Any, path: tuple[str | int, ...]) -> object:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def validate_pruned(schema: type[S], source: Source, note: Callable[[Finding], None]) -> tuple[S | None, Source, bool]:
    """Judge a document; what fails its shape is noted and left out, so that the rest can still be checked.

    Returns the value, the source of what was kept, and whether that is the whole. The value is None when what
    remains is no such document at all.
    """
    whole = True
    for _ in range(3):
        try:
            return validator_of(schema).validate_python(source.data), source, whole
        except ValidationError as error:
            for finding in schema_findings(error, schema, source) if whole else ():
                note(finding)
            whole = False
            source = _without(source, _doomed(error))
    return None, source, False


def _doomed(error: ValidationError) -> set[tuple[Any, ...]]:
    """The paths to leave out: an unknown key goes alone, else the nearest list item, else the top key."""
    doomed: set[tuple[Any, ...]] = set()
    for one in error.errors(include_url=False, include_input=False, include_context=False):
        path = tuple(step for step in one["loc"] if step != "[key]")
        numbered = [place for place, step in enumerate(path) if isinstance(step, int)]
        if one["type"] == "extra_forbidden":
            doomed.add(path)
        else:
            doomed.add(path[: numbered[-1] + 1] if numbered else path[:1])
    return doomed


def _without(source: Source, doomed: set[tuple[Any, ...]]) -> Source:
    def copy(value: Any, mark: Mark, path: tuple[Any, ...]) -> tuple[Any, Mark]:
        inner: Any = mark.inner
        if inner is None:
            return value, mark
        if isinstance(value, dict):
            kept = {k: copy(v, inner[k], (*path, k)) for k, v in value.items() if (*path, k) not in doomed}
            return {k: v for k, (v, _) in kept.items()}, mark._replace(inner={k: m for k, (_, m) in kept.items()})
        if isinstance(value, list):
            left = [copy(v, inner[i], (*path, i)) for i, v in enumerate(value) if (*path, i) not in doomed]
            return [v for v, _ in left], mark._replace(inner=[m for _, m in left])
        return value, mark

    data, mark = copy(source.data, source.mark, ())
    return Source(source.path, data, mark)
