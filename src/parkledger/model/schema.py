"""What every schema shares: frozen values with named keys, nothing unknown, judged by pydantic's core.

A schema is declared as a pydantic model is, and judged by the very core that judges pydantic's models (see
``validator``). It is no such model itself: to import what makes them, and to make forty, takes three times as long as
to read a district's files. A test holds every schema to pydantic's own model of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Self, dataclass_transform

_REQUIRED: Any = object()


class Key(NamedTuple):
    """A key of a schema: the type as it is declared, its default if it has one, its Chinese title if it has its own."""

    name: str
    declared: Any
    default: Any = _REQUIRED
    title: str = ""

    @property
    def alias(self) -> str | None:
        """The key as it stands in a file, where its name has an underline behind it for being a word of Python."""
        return self.name.rstrip("_") if self.name.endswith("_") else None

    def is_required(self) -> bool:
        """Whether there is no default."""
        return self.default is _REQUIRED


class _Given(NamedTuple):
    default: Any
    title: str


def key(*, default: Any = _REQUIRED, title: str = "") -> Any:
    """Say more of a key than its type and its default."""
    return _Given(default, title)


@dataclass_transform(eq_default=True, frozen_default=True, kw_only_default=True, field_specifiers=(key,))
class Schema:
    """The base of every schema of a data file. Called with values it makes one of values that are typed already."""

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
    """The last three are written by pydantic's core."""

    keys_of: ClassVar[Mapping[str, Key]] = {}
    """The keys by name."""

    def __init_subclass__(cls) -> None:
        own = {}
        for name, declared in cls.__annotations__.items():
            given = vars(cls).get(name, _REQUIRED)
            if given.__class__ is _Given:
                own[name] = Key(name, declared, *given)
                delattr(cls, name)
            else:
                own[name] = Key(name, declared, given)
        cls.keys_of = {**cls.keys_of, **own}

    def __init__(self, **values: Any) -> None:
        for name, one in self.keys_of.items():
            if name in values:
                self.__dict__[name] = values.pop(name)
            elif one.is_required():
                raise TypeError(f"{type(self).__name__} needs {name}")
            else:
                self.__dict__[name] = one.default
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")

    def judged(self) -> Self:
        """The value, when its keys agree. Raises PydanticCustomError."""
        return self

    def replaced(self, **values: Any) -> Self:
        """The same with other values, which are typed already."""
        return type(self)(**(self.__dict__ | values))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __eq__(self, other: object) -> bool:
        return self.__class__ is other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((self.__class__, *self.__dict__.values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"
