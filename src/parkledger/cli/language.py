"""In which language a command speaks."""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise

from parkledger.base.words import Lang
from parkledger.cli.speech import stop


def lang_of(asked: str | None, ledger: str = "") -> Lang:
    """The language asked for, else PARKLEDGER_LANG, the ledger's, the locale's. Stops at one that is not spoken."""
    spoken = asked or os.environ.get("PARKLEDGER_LANG") or ledger or locale_lang()
    if spoken not in ("zh", "en"):
        stop("zh", "bad.lang", text=spoken)
    return "en" if spoken == "en" else "zh"


def locale_lang() -> Lang:
    """The language of the locale; Chinese for every locale that is not English."""
    return "en" if (locale.getlocale()[0] or "").startswith("en") else "zh"


def lang_of_command_line(args: list[str] | None) -> Lang:
    """The same language, told from a command line alone: for help, and for a command that has failed. Never fails.

    The ledger's language is looked for in the text of its file: reading the ledger would take longer than showing help.
    """
    given = sys.argv[1:] if args is None else args
    for asked in (_value_of("--lang", given), os.environ.get("PARKLEDGER_LANG")):
        if asked in ("zh", "en"):
            return "en" if asked == "en" else "zh"
    try:
        from parkledger.cli.folder import find_data

        text = find_data(_value_of("--data", given), "zh").read("ledger.yaml")
        found = re.search(rb"^language: *[\"']?(zh|en)\b", text, re.MULTILINE)
        return lang_of(found[1].decode() if found else locale_lang())
    except Exception:  # there is no ledger, or reading it is what failed
        return locale_lang()


def _value_of(option: str, args: Sequence[str]) -> str | None:
    """The value of an option, the last one where it is given several times; None where it is not given."""
    attached = [one.removeprefix(f"{option}=") for one in args if one.startswith(f"{option}=")]
    apart = [value for name, value in pairwise(args) if name == option]
    return next(reversed(apart or attached), None)
