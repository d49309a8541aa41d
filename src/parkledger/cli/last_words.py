"""In which language a command that has failed says its last words."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise

from parkledger.base.words import Lang
from parkledger.cli.speech import early_lang, locales


def spoken_lang(args: list[str] | None) -> Lang:
    """The language, from a command line: asked for, PARKLEDGER_LANG, the ledger's, the locale's; never a fault.

    The ledger's is looked for in the text of its file: to read it as a ledger is read takes longer than to show a help.
    """
    given = sys.argv[1:] if args is None else args
    for asked in (_value_of("--lang", given), os.environ.get("PARKLEDGER_LANG")):
        if asked in ("zh", "en"):
            return "en" if asked == "en" else "zh"
    try:
        from parkledger.cli.folder import find_data

        text = find_data(_value_of("--data", given), "zh").read("ledger.yaml")
        found = re.search(rb"^language: *[\"']?(zh|en)\b", text, re.MULTILINE)
        return early_lang(found[1].decode() if found else locales())
    except Exception:  # there is no ledger, or reading it is what failed
        return locales()


def _value_of(option: str, args: Sequence[str]) -> str | None:
    """What is given for an option, last where it is given twice; None where it is not."""
    attached = [one.removeprefix(f"{option}=") for one in args if one.startswith(f"{option}=")]
    apart = [value for name, value in pairwise(args) if name == option]
    return next(reversed(apart or attached), None)
