"""``parkledger rule``: what a finding code means."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from parkledger.cli import complete
from parkledger.cli import options as o
from parkledger.cli.language import lang_before, lang_for_programs, ledger_lang
from parkledger.cli.speech import OK, print_json, stop
from parkledger.reports.report import listed

Asked = Annotated[
    str | None,
    typer.Argument(
        metavar="CODE",
        help="A code such as PL301, or its name; all of them when left out. "
        "检查代码，如 PL301，或它的名称；不写则列出全部。",
        show_default=False,
        autocompletion=complete.codes,
    ),
]


def rule(code: Asked = None, shape: o.Shape = o.Format.table, lang: o.Lang = None) -> int:
    """What a finding code means, why it matters, what to do, a wrong and a right example.
    检查代码的意思、原因、怎么办，各附一错一对两例。

    Examples:

        parkledger rule PL301

        parkledger rule
    """
    from parkledger.base.names import nearest
    from parkledger.checks.registry import CODES
    from parkledger.render.rules import print_rule, print_rules, rules_json

    spoken = lang_before(lang)
    found = list(CODES.values())
    if code is not None:
        found = [one for one in found if code.upper() == one.code or code.lower() == one.name]
        if not found:
            known = [*CODES, *(one.name for one in CODES.values())]
            near = nearest(code.upper(), known) or nearest(code.lower(), known)
            stop(spoken, "rule.none", code=code, near=listed(near or ("parkledger rule",)))
    if shape is o.Format.json:
        print_json(rules_json(found, lang_for_programs(lang, ledger_lang())))
    elif code is None:
        print_rules(found, spoken, sys.stdout)
    else:
        print_rule(found[0], spoken, sys.stdout)
    return OK
