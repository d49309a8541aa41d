"""What a shell may complete: plans, enterprises, codes, kinds. Fast, bounded, and silent where there is no ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parkledger.base.tree import Tree

MOST = 100
"""How many words are offered at most: a longer list helps nobody who presses TAB."""
MOST_BYTES = 8 * 1024 * 1024
"""How many bytes of rosters are searched for an id: that takes a tenth of a second."""
_OFFERED = "\\w ,./·—，。、：；（）《》“”-"
_WORD = f"(?!-)[{_OFFERED}]+"
_OTHER = f"[^:’{_OFFERED}]+"
"""Characters that a shell might evaluate, since zsh evaluates the text that it is offered."""

Words = list[tuple[str, str]]
Completion = Callable[[Any, str], Words]


def quietly(find: Callable[[Any, str], Iterator[tuple[str, str]]]) -> Completion:
    """The words that begin with what was typed, at most ``MOST``, each with its help. No fault may disturb a shell.

    They come from data files, which anybody may have written: a word that a shell might evaluate is left out, and such
    characters are taken out of a help text.
    """

    @wraps(find)
    def words(ctx: Any, incomplete: str) -> Words:
        found: Words = []
        try:
            for word, about in find(ctx, incomplete):
                if word.startswith(incomplete) and re.fullmatch(_WORD, word):
                    found.append((word, re.sub(_OTHER, " ", about.replace("'", "’")).strip()))
                if len(found) == MOST:
                    break
        except Exception:
            return found
        return found

    return words


def _tree(ctx: Any) -> Tree:
    """The ledger of the command line as far as it is typed. Raises Stop where there is none."""
    from parkledger.cli.folder import find_data

    return find_data(ctx.params.get("data"), "zh")


@quietly
def plans(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """The plans of the ledger."""
    for name in _tree(ctx).names("plans"):
        if name.endswith(".yaml"):
            yield name.removesuffix(".yaml"), ""


@quietly
def enterprises(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """The ids of enterprises, each with its name."""
    import csv
    import io

    from parkledger.read.headers import header_of

    tree, left = _tree(ctx), MOST_BYTES
    for name in tree.names("enterprises"):
        header = header_of(tree, f"enterprises/{name}") if name.endswith(".csv") else None
        if header is None or left <= 0:
            continue
        places = [next((n for n, one in enumerate(header.names) if one in named), None) for named in _NAMED]
        with tree.open(f"enterprises/{name}") as file:
            text = file.read(left).decode(header.encoding, "replace")
        left -= len(text)
        for row in csv.reader(io.StringIO(text)):
            key, about = ("" if n is None or n >= len(row) else row[n].strip() for n in places)
            if key and key not in _NAMED[0]:
                yield key, about


_NAMED = (("id", "编号"), ("name", "企业名称"))
"""The headers of the columns that hold ids and names."""


@quietly
def codes(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """The finding codes, each with its name; in small letters too."""
    from parkledger.checks.registry import CODES

    for one in CODES.values():
        yield (one.code if not incomplete.islower() else one.code.lower()), one.name


@quietly
def reports(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """The kinds of report, each with what it is."""
    from parkledger.reports.kinds import KINDS

    for name, kind in KINDS.items():
        yield name, f"{kind.about.zh} {kind.about.en}"


def of_report(ctx: Any, incomplete: str) -> Words:
    """What a report is of: an enterprise if its kind takes one, else a plan."""
    from parkledger.reports.kinds import KINDS

    kind = KINDS.get(ctx.params.get("kind") or "")
    return enterprises(ctx, incomplete) if kind and kind.takes == "enterprise" else plans(ctx, incomplete)
