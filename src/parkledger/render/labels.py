"""The words of reports, by key, from the catalogues in ``locale/``.

A test checks that every key that can be asked for has its words in both languages, and that no key is unused.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from parkledger.base.words import Lang
from parkledger.reports.report import Bar, Column, Joined, Say

BAR_CELLS = 16
DIGITS = 4
"""How many decimals of a ratio are shown at most; JSON has all of them."""


@cache
def _catalogue(lang: Lang) -> GNUTranslations:
    place = Path(__file__).parent.parent / "locale" / lang / "LC_MESSAGES" / "parkledger.mo"
    with place.open("rb") as file:
        return GNUTranslations(file)


def number(value: Decimal | int) -> str:
    """A number in figures, without needless zeros, never in powers of ten."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    if isinstance(value, Decimal):
        shown = value if value == round(value, DIGITS) else round(value, DIGITS)
        return f"{shown:f}"
    return str(value)


def word(value: object, lang: Lang) -> str:
    """Any value of a report as text in a language."""
    match value:
        case None:
            return ""
        case Say():
            text = say(value, lang)
        case Bar():
            filled = min(BAR_CELLS, max(0, round(value.share * BAR_CELLS)))
            text = "█" * filled + "·" * (BAR_CELLS - filled)
        case Joined():
            text = "".join(word(one, lang) for one in value.parts)
        case tuple():
            text = " ".join(part for part in (word(one, lang) for one in value) if part)
        case date():
            text = value.isoformat()
        case str():
            text = value
        case Decimal() | int():
            text = number(value)
        case _:
            text = str(value)
    return text


def say(phrase: Say, lang: Lang) -> str:
    """A phrase worded in a language."""
    args = {name: word(value, lang) for name, value in phrase.args.items()}
    return _catalogue(lang).gettext(phrase.key).format(**args)


def label(key: str, lang: Lang, **args: object) -> str:
    """A phrase of the catalogue, by key."""
    return say(Say(key, args), lang)


def head(column: Column, lang: Lang) -> str:
    """The header of a column: the title that the data gives it, else the label of its key."""
    return column.title or label(column.key, lang)
