"""The commands by name. The module of a command is imported, and its options are read, only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

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

DASHES = "—–―−－"
"""What word processors and input methods make of two hyphens."""
LIKE = 0.6
"""How like a mistyped word must be, from 0 to 1: short Latin words have many letters in common by chance."""


class Misuse(TyperException):
    """A command line that makes no sense: the key of the sentence that says why, and the nearest valid names."""

    def __init__(self, ctx: Any, key: str, near: tuple[str, ...] = (), **args: object) -> None:
        super().__init__(key)
        self.ctx, self.key, self.near, self.particulars = ctx, key, near, args


class _AsTyped:
    """Turns the value of an option into its type: one that has the type already is kept, typer does the rest.

    By itself typer builds a pydantic adapter for every option, given or not, which takes longer than most answers.
    """

    def __init__(self, parameter: Any) -> None:
        self._typers_own: Callable[[], Any] = parameter.get_runtime_param
        self._type = parameter.type_descriptor.annotation
        self._is_option: bool = parameter.param_type_name == "option"

    def __call__(self) -> _AsTyped:
        """Take the place of the method that makes typer's own adapter."""
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        several = param.multiple or param.nargs == -1
        if value is None or (several and not value):
            return None
        if self._is_option and isinstance(value, str) and value.startswith("--"):
            self._refuse_option(value, param, ctx)
        if not several and isinstance(self._type, type):
            if isinstance(value, self._type):
                return value
            if issubclass(self._type, Enum):
                return self._chosen(self._type, value, param, ctx)
        return self._typers_own().coerce(value, param=param, ctx=ctx)

    def _refuse_option(self, value: str, param: Any, ctx: Any) -> None:
        """Refuse the next option as a value: in ``--as-of --lang zh`` the day was forgotten."""
        if value in options_of(ctx.command, ctx):
            raise Misuse(ctx, "usage.no.value", name=param.opts[0])

    def _chosen(self, choices: type[Enum], value: Any, param: Any, ctx: Any) -> Enum:
        try:
            return choices(value)
        except ValueError:
            known = tuple(str(one.value) for one in choices)
            raise Misuse(
                ctx, "usage.choice", like(str(value), known), name=param.opts[0], value=value, choices=known
            ) from None


def _lean(parameters: list[Any]) -> list[Any]:
    """The same parameters, each with the adapter above instead of typer's."""
    for one in parameters:
        if "get_runtime_param" not in vars(one):
            one.get_runtime_param = _AsTyped(one)
    return parameters


def _placed(wrong: TyperException, ctx: Any) -> TyperException:
    """The usage error with its command, which the parser does not always set."""
    if getattr(wrong, "ctx", None) is None:
        wrong.ctx = ctx  # type: ignore[attr-defined]
    return wrong


def like(wrong: str, words: Iterable[str]) -> tuple[str, ...]:
    """The command, option or value that was probably meant, if one is like enough."""
    from parkledger.base.names import nearest

    return nearest(wrong, words, 1, LIKE)


def options_of(command: Any, ctx: Any) -> list[str]:
    """Every option of a command, as it is typed."""
    return [name for one in command.get_params(ctx) if one.param_type_name == "option" for name in one.opts]


def _refuse_dashes(command: Any, ctx: Any, args: list[str]) -> None:
    """An option that begins with the dash into which a word processor turns ``--``: it would be taken for a plan."""
    for one in args:
        name = "--" + one.lstrip(DASHES).partition("=")[0]
        if one[:1] in DASHES and name in options_of(command, ctx):
            raise Misuse(ctx, "usage.dash", typed=one, name=name)


class _Command(TyperCommand):
    """One command."""

    allow_extra_args = True  # they are refused in ``parse_args``, in words of the catalogue

    def get_params(self, ctx: Any) -> list[Any]:
        return _lean(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        _refuse_dashes(self, ctx, args)
        try:
            rest = super().parse_args(ctx, args)
        except TyperException as wrong:
            raise _placed(wrong, ctx) from None
        if rest and not ctx.resilient_parsing:
            raise Misuse(ctx, "usage.too.many", rest=" ".join(rest))
        return rest

    def get_help(self, ctx: Any) -> str:
        return _help(self, ctx)


def _help(command: Any, ctx: Any) -> str:
    """The help, in the language of the command line, which is the object of the outermost context."""
    from parkledger.cli.help_texts import help_text
    from parkledger.cli.language import lang_of_command_line

    return help_text(command, ctx, lang_of_command_line(ctx.find_root().obj))


class _Commands(Mapping[str, Any]):
    """The commands as typer makes them, each when it is first needed."""

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
    """The program. Listing its commands makes all of them, running one makes only that one."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.commands = _Commands()  # type: ignore[assignment]  # nothing is added to it

    def get_params(self, ctx: Any) -> list[Any]:
        """The options of the program itself."""
        return _lean(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the options of the program itself; everything after them belongs to a command."""
        try:
            return super().parse_args(ctx, args)
        except TyperException as wrong:
            raise _placed(wrong, ctx) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is asked for; for an unknown name the nearest one is offered."""
        if args[0] not in MODULES and not ctx.resilient_parsing:
            raise Misuse(ctx, "usage.no.command", like(args[0], MODULES), name=args[0])
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """The help of the program."""
        return _help(self, ctx)

    def make_context(self, *args: Any, **more: Any) -> Any:
        """Read the command line, which shows the help and the version."""
        with _unnumbered():
            return super().make_context(*args, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        with _unnumbered():
            return super().invoke(ctx)


@contextmanager
def _unnumbered() -> Iterator[None]:
    """A broken pipe is raised without its number, at which typer would exit with 1 (findings)."""
    try:
        yield
    except BrokenPipeError:
        raise BrokenPipeError from None
