"""Wrong use of the program: what the option parser found, in the language of the user.

The parser words its errors in English. What it found is taken from the class and the attributes of an error and from
the command that it belongs to, never from that text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from typer.exceptions import TyperException

from parkledger.base.words import Lang
from parkledger.cli.commands import Misuse, Program, like, options_of
from parkledger.cli.help_texts import placeholder, usage
from parkledger.render.labels import label, word
from parkledger.reports.report import listed

_OF_PLACEHOLDERS = ("usage.missing", "usage.bad.value")
"""Sentences that name an argument by its placeholder in the usage line."""


def lines(wrong: TyperException, lang: Lang) -> Sequence[str]:
    """What is wrong, how the command is used, where its help is; when nothing was asked for, the help itself."""
    kinds = [one.__name__ for one in type(wrong).__mro__]
    if "NoArgsIsHelpError" in kinds:
        return str(wrong).splitlines()
    meant = _MEANT[next((one for one in kinds if one in _MEANT), "Exception")](wrong)
    particulars = {name: _listed(value, lang) for name, value in meant.particulars.items()}
    if meant.key in _OF_PLACEHOLDERS:
        particulars["name"] = placeholder(particulars["name"], lang)
    what = label(meant.key, lang, **particulars)
    if meant.near:
        what += label("usage.near", lang, near=_listed(meant.near, lang))
    if meant.ctx is None:
        return (what,)
    command = meant.ctx.command_path
    form = label("usage.form", lang, form=usage(meant.ctx.command, command, lang))
    return what, form, label("usage.help", lang, command=command)


def _listed(value: object, lang: Lang) -> str:
    return word(listed(map(str, value)), lang) if isinstance(value, tuple) else str(value)


def _no_option(wrong: Any) -> Misuse:
    """There is no such option here, though one of the commands may have it."""
    command, name = wrong.ctx.command, wrong.option_name
    commands = command.commands.values() if isinstance(command, Program) else ()
    having = [one for one in commands if name in options_of(one, wrong.ctx)]
    if having:
        return Misuse(wrong.ctx, "usage.option.behind", name=name, command=having[0].name)
    return Misuse(wrong.ctx, "usage.no.option", like(name, options_of(command, wrong.ctx)), name=name)


def _bad_option(wrong: Any) -> Misuse:
    """An option without the value it takes, or with one though it takes none."""
    option = next(one for one in wrong.ctx.command.get_params(wrong.ctx) if wrong.option_name in one.opts)
    return Misuse(wrong.ctx, "usage.flag" if option.is_flag else "usage.no.value", name=wrong.option_name)


def _missing(wrong: Any) -> Misuse:
    """An argument that a command cannot do without."""
    return Misuse(wrong.ctx, "usage.missing", name=wrong.param.metavar or wrong.param.name)


def _bad_value(wrong: Any) -> Misuse:
    """A value that cannot be turned into the type of its option."""
    if wrong.param is None:
        return _other(wrong)
    return Misuse(wrong.ctx, "usage.bad.value", name=wrong.param.metavar or wrong.param.name, reason=wrong.message)


def _other(wrong: Any) -> Misuse:
    return Misuse(getattr(wrong, "ctx", None), "usage.other", reason=wrong.message)


_MEANT: Mapping[str, Callable[[Any], Misuse]] = {
    "Misuse": lambda wrong: wrong,
    "NoSuchOption": _no_option,
    "BadOptionUsage": _bad_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "Exception": _other,
}
"""The meaning of each class of parser errors, by the name of the class: the classes are private to typer."""
