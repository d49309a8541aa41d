"""The commands by name; the module of each is imported, and its options are read, when it is the one asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

MODULES = {
    "check": "check",
    "status": "answers",
    "overdue": "answers",
    "zero": "answers",
    "duties": "answers",
    "units": "answers",
    "show": "show",
    "report": "report",
    "verify": "verify",
    "diff": "diff",
    "log": "log",
    "audit": "audit",
    "init": "init",
    "schema": "schema",
    "merge-csv": "merge",
    "rule": "rule",
}
"""Each command, in the order of the help, and the module of ``cli`` that holds the function of its name."""


class _AsTyped:
    """How a value becomes what a command takes: what is of the right type already stays, typer does the rest.

    typer would build a pydantic adapter for every option, given or not, which takes longer than the answer.
    """

    def __init__(self, parameter: Any) -> None:
        self._typers_own: Callable[[], Any] = parameter.get_runtime_param
        self._type = parameter.type_descriptor.annotation

    def __call__(self) -> _AsTyped:
        """Stand in the place of the method that makes typer's own."""
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        several = param.multiple or param.nargs == -1
        if value is None or (several and not value):
            return None
        if not several and isinstance(self._type, type) and isinstance(value, self._type):
            return value
        return self._typers_own().coerce(value, param=param, ctx=ctx)


def _lean(parameters: list[Any]) -> list[Any]:
    """The same parameters, which wait for no adapter; older versions of typer have none."""
    for one in parameters:
        if hasattr(one, "get_runtime_param") and "get_runtime_param" not in vars(one):
            one.get_runtime_param = _AsTyped(one)
    return parameters


class _Command(TyperCommand):
    """One command."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _lean(super().get_params(ctx))


class _Commands(Mapping[str, Any]):
    """The commands as typer makes them, each made when it is first looked at."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            function = getattr(import_module(f"parkledger.cli.{MODULES[name]}"), name.replace("-", "_"))
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(name, cls=_Command)(function)
            self._made[name] = typer.main.get_command(alone)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


class Program(TyperGroup):
    """The program: to list its commands makes all of them, to run one makes that one."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.commands = _Commands()  # type: ignore[assignment]  # nothing is added to it

    def get_params(self, ctx: Any) -> list[Any]:
        """The options of the program itself."""
        return _lean(super().get_params(ctx))
