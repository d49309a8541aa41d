"""The help of the program and of its commands, in the language of whoever asks.

A help text stands in the code once, in English and then in Chinese: ``The day to answer for. 截至哪一天。`` What is
indented (examples) is the same in both. ``tools/make_docs.py`` makes the pages of commands from the same texts.
"""

from __future__ import annotations

import inspect
import re
import shutil
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from parkledger.base.words import Lang
from parkledger.render.cells import width
from parkledger.render.sentences import folded

WIDEST, NARROWEST = 78, 48
"""The most and the least cells of a line, whatever the width of the window."""
NAMES = 24
"""Cells that the names of options may take; longer names have their words on the next line."""
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SENTENCE_ENDS = (". ", "? ")


class Parameter(NamedTuple):
    """An argument or an option: how it is written, and what it means."""

    names: str
    words: str


def in_language(text: str, lang: Lang) -> str:
    """The part of a help text in one language; a text without Chinese is the same in both."""
    chinese = _CHINESE.search(text)
    if chinese is None:
        return text
    ends = [text.rfind(end, 0, chinese.start()) for end in _SENTENCE_ENDS]
    begins = max(ends) + len(_SENTENCE_ENDS[0]) if max(ends) >= 0 else 0
    return text[begins:] if lang == "zh" else text[:begins].rstrip()


def paragraphs(text: str, lang: Lang) -> Iterator[str]:
    """The paragraphs of a help text in one language: each on one line, except what is indented."""
    from parkledger.render.labels import label

    for part in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        if part.startswith(" "):
            yield part
        elif part == "Examples:":
            yield label("help.examples", lang)
        else:
            yield in_language(" ".join(part.split()), lang)


def parameter(one: Any, lang: Lang) -> Parameter:
    """How an argument or option is written and what it means: its words, its choices, its default."""
    from parkledger.render.labels import label

    words = in_language(one.help or "", lang)
    if one.param_type_name == "argument":
        return Parameter(_argument(one, lang), words)
    names = ", ".join(sorted((*one.opts, *one.secondary_opts), key=len))
    if "--help" in one.opts:
        return Parameter(names, label("help.help", lang))
    for shell in ("install", "show"):
        if f"--{shell}-completion" in one.opts:
            return Parameter(names, label(f"help.completion.{shell}", lang))
    if one.is_flag:
        return Parameter(names, words)
    choices = "|".join(_choices(one))
    default = getattr(one.default, "value", one.default)
    if default is not None and one.show_default:
        words += label("help.default", lang, value=default)
    return Parameter(f"{names} {placeholder(one.metavar or choices or 'TEXT', lang)}", words)


def _choices(one: Any) -> Iterable[str]:
    """The choices of an option that has a closed list of them; where typer keeps them depends on its version."""
    described = getattr(getattr(one, "type_descriptor", None), "annotation", None)
    return getattr(described, "__members__", ()) or getattr(getattr(one, "type", None), "choices", ())


def placeholder(name: str, lang: Lang) -> str:
    """The placeholder of a value in a language: 日期 for DATE. One that is not in the catalogue is kept."""
    from parkledger.render.labels import label

    words = label(f"placeholder.{name}", lang)
    return name if words == f"placeholder.{name}" else words


def _argument(one: Any, lang: Lang) -> str:
    name = placeholder(one.metavar or one.name.upper(), lang) + ("..." if one.nargs != 1 else "")
    return name if one.required else f"[{name}]"


def usage(command: Any, path: str, lang: Lang) -> str:
    """The line that shows what a command takes."""
    from parkledger.render.labels import label

    arguments = [_argument(one, lang) for one in command.params if one.param_type_name == "argument"]
    tail = [label("usage.command", lang)] if getattr(command, "commands", None) is not None else arguments
    return " ".join([path, label("usage.options", lang), *tail])


def help_text(command: Any, ctx: Any, lang: Lang) -> str:
    """The whole help of a command, or of the program with its list of commands."""
    from parkledger.render.labels import label

    room = max(min(shutil.get_terminal_size().columns - 2, WIDEST), NARROWEST)
    lines = [label("usage.form", lang, form=usage(command, ctx.command_path, lang))]
    for part in paragraphs(command.help or "", lang):
        kept = part.startswith(" ")
        lines += ["", *((f"  {line}" for line in part.split("\n")) if kept else _folded(part, room, 2))]
    given = [parameter(one, lang) for one in command.get_params(ctx) if not getattr(one, "hidden", False)]
    kinds = [one.param_type_name for one in command.get_params(ctx) if not getattr(one, "hidden", False)]
    for kind, title in (("argument", "help.arguments"), ("option", "help.options")):
        lines += _table(label(title, lang), [one for one, of in zip(given, kinds, strict=True) if of == kind], room)
    commands = getattr(command, "commands", None)
    if commands is not None:
        listed = [Parameter(name, next(paragraphs(one.help or "", lang), "")) for name, one in commands.items()]
        lines += _table(label("help.commands", lang), listed, room)
        lines += ["", *_folded(label("help.more", lang), room, 0), label("help.other", lang)]
    return "\n".join(lines)


def _table(title: str, rows: Iterable[Parameter], room: int) -> list[str]:
    rows = list(rows)
    if not rows:
        return []
    at = 4 + min(max(width(one.names) for one in rows), NAMES)
    lines = ["", title]
    for names, words in rows:
        first, *rest = _folded(words, room, at) or [""]
        if width(names) > at - 4:
            lines += [f"  {names}", first, *rest]
        else:
            lines += [f"  {names}{' ' * (at - 2 - width(names))}{first[at:]}".rstrip(), *rest]
    return lines


def _folded(text: str, room: int, at: int) -> list[str]:
    """A text folded into ``room`` cells, each line indented by ``at`` of them."""
    return [" " * at + line for line in folded(text, room - at)] if text else []
