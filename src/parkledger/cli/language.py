"""In which language a command speaks.

One rule for every command: asked for, PARKLEDGER_LANG, the ledger's (that of ``--data`` or PARKLEDGER_DATA, else the
one that is found from the working directory), the locale's.
"""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from parkledger.base.words import Lang
from parkledger.cli.speech import stop

_LANGUAGE = re.compile(rb"^language: *[\"']?(zh|en)\b", re.MULTILINE)


def lang_of(asked: str | None, ledger: str = "") -> Lang:
    """The language asked for, else PARKLEDGER_LANG, the ledger's, the locale's. Stops at one that is not spoken."""
    return lang_for_programs(asked, ledger or locale_lang())


def lang_for_programs(asked: str | None, ledger: str = "") -> Lang:
    """The language of what programs read: the same one, but never the locale's; else Chinese."""
    spoken = asked or os.environ.get("PARKLEDGER_LANG") or ledger or "zh"
    if spoken not in ("zh", "en"):
        stop("zh", "bad.lang", text=spoken)
    return "en" if spoken == "en" else "zh"


def lang_before(asked: str | None, data: str | Path | None = None) -> Lang:
    """The language of a command that has not read the ledger yet, or reads none. Stops at one that is not spoken."""
    return lang_of(asked, ledger_lang(data))


def ledger_lang(data: str | Path | None = None) -> str:
    """The language that a ledger names; empty where it names none, and where there is no ledger.

    It is looked for in the text of its file: reading the ledger would take longer than saying a sentence.
    """
    from parkledger.cli.folder import find_data

    try:
        found = _LANGUAGE.search(find_data(data, "zh").read("ledger.yaml"))
    except Exception:  # what is wrong with it is said by whoever reads it
        return ""
    return found[1].decode() if found else ""


def locale_lang() -> Lang:
    """The language of the locale; Chinese for every locale that is not English.

    Where the system has not installed the locale that the environment names, Python takes another one in its place.
    """
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if named.startswith("zh"):
        return "zh"
    return "en" if (locale.getlocale()[0] or "").startswith("en") else "zh"


def lang_of_command_line(args: list[str] | None) -> Lang:
    """The same language, told from a command line alone: for help, and for a command that has failed. Never fails."""
    given = sys.argv[1:] if args is None else args
    for asked in (_value_of("--lang", given), os.environ.get("PARKLEDGER_LANG")):
        if asked in ("zh", "en"):
            return "en" if asked == "en" else "zh"
    return "en" if (ledger_lang(_value_of("--data", given)) or locale_lang()) == "en" else "zh"


def _value_of(option: str, args: Sequence[str]) -> str | None:
    """The value of an option, the last one where it is given several times; None where it is not given."""
    attached = [one.removeprefix(f"{option}=") for one in args if one.startswith(f"{option}=")]
    apart = [value for name, value in pairwise(args) if name == option]
    return next(reversed(apart or attached), None)
