"""Findings in every format: one module each, whose ``rendered`` turns a ``Told`` into the text of a file."""

from __future__ import annotations

from importlib import import_module
from typing import IO

from parkledger.render.findings.text import print_findings
from parkledger.render.findings.words import Told, advice, counts, fails, message

__all__ = ["FORMATS", "Told", "advice", "counts", "emit", "fails", "message", "print_findings", "rendered"]

_MODULES = {
    "text": "text",
    "json": "as_json",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "junit": "junit",
}
FORMATS = tuple(_MODULES)


def rendered(told: Told, shape: str) -> str:
    """Findings in a format, as text that a file may hold."""
    text: str = import_module(f"{__name__}.{_MODULES[shape]}").rendered(told)
    return text


def emit(told: Told, shape: str, stream: IO[str]) -> None:
    """Write findings to a stream: text for people as wide and coloured as the stream allows."""
    if shape == "text":
        print_findings(told, stream)
    else:
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
        stream.write(rendered(told._replace(ascii_only=encoding != "utf8"), shape))
