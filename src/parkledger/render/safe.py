"""Text from data made safe to show: no control character of a file ever reaches a terminal or a cell."""

from __future__ import annotations

import re

HIDDEN = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\uffff\ud800-\udfff]"
)
"""Controls, bidi controls, characters without a width, surrogates, non-characters. Of them only U+FFFC and U+FFFD are
printable, so that most texts need not be searched, and the pattern is only compiled for one that has to be."""


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


def visible(text: str) -> str:
    """The text with ESC, C0 and C1 controls, bidi controls, surrogates and non-characters shown escaped."""
    if text.isprintable() and "\ufffc" not in text and "\ufffd" not in text:
        return text
    return re.sub(HIDDEN, _escaped, text)


def one_line(text: str) -> str:
    """The same in one line."""
    return visible(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))
