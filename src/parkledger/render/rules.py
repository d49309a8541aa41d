"""What finding codes mean: one in full, or all of them in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import Formatter
from typing import IO, TYPE_CHECKING, Any

from parkledger.base.findings import Code, Severity
from parkledger.base.words import Lang
from parkledger.render.labels import label

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

GAP = "…"
"""Stands in a sentence in the place of the particulars of a case."""


def sentence(code: Code, lang: Lang) -> str:
    """The code's sentence without the particulars of a case."""
    return "".join(text + (GAP if field else "") for text, field, _, _ in Formatter().parse(code.message[lang]))


def advice(code: Code, lang: Lang) -> str:
    """What to do."""
    return code.help[lang].replace("{counted}", "")


def rules_json(codes: Iterable[Code], lang: Lang) -> dict[str, Any]:
    """What the codes mean, for programs."""
    return {
        "rules": [
            {
                "code": one.code,
                "name": one.name,
                "severity": str(one.severity),
                "message": sentence(one, lang),
                "why": one.why[lang],
                "help": advice(one, lang),
                "bad": one.bad[lang],
                "good": one.good[lang],
            }
            for one in codes
        ]
    }


def print_rule(code: Code, lang: Lang, stream: IO[str]) -> None:
    """One code: its sentence, why, what to do, a wrong and a right example."""
    from rich.text import Text

    from parkledger.render.screen import console_for

    console = console_for(stream)
    _hanging(console, _head(code, lang), Text(sentence(code, lang)))
    console.print(Text("       " + code.name, style="dim"))
    texts = (("rule.why", code.why[lang]), ("rule.help", advice(code, lang)))
    for key, text in (*texts, ("rule.bad", code.bad[lang]), ("rule.good", code.good[lang])):
        console.print()
        console.print(Text(label(key, lang), style="bold"))
        for line in text.split("\n"):
            _hanging(console, Text("    "), Text(line))


def print_rules(codes: Sequence[Code], lang: Lang, stream: IO[str]) -> None:
    """All codes, a line each, and how to learn more of one."""
    from rich.text import Text

    from parkledger.render.screen import console_for

    console = console_for(stream)
    for one in codes:
        _hanging(console, _head(one, lang), Text(sentence(one, lang)))
    console.print()
    console.print(Text(label("rule.more", lang), style="dim"))


def _head(code: Code, lang: Lang) -> Text:
    """Code and severity, all of the same width."""
    from rich.cells import cell_len
    from rich.text import Text

    words = {one: label(f"severity.{one}", lang) for one in Severity}
    width = max(map(cell_len, words.values()))
    word = words[code.severity]
    head = Text(f"{code.code}  ", style="bold")
    head.append(word, style="bold red" if code.severity is Severity.ERROR else "yellow")
    return head.append(" " * (width - cell_len(word) + 2))


def _hanging(console: Console, head: Text, text: Text) -> None:
    """A head, and beside it a text in as many lines as it needs."""
    from rich.text import Text

    for line in text.wrap(console, console.width - head.cell_len):
        line.rstrip()
        console.print(Text.assemble(head, line), soft_wrap=True)
        head = Text(" " * head.cell_len)
