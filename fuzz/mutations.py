"""Changes of an input: small damage, nasty tokens, other inputs' parts, other encodings. All of it from one Random."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

MOST = 64 * 1024
"""Bytes of a mutated input: hostile structure shows in kilobytes, and small inputs are many inputs a second."""

HOSTILE = (
    "\x00", "\x1b[31m", "\x9b31m", "\x07", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\ufffe", "\uffff",
    "\ud800", "{}", "%s",
    "\r", "\r\n", "\n", "\t", '"', "'", ",", '""', "\\", "0" * 40, "9" * 5000, "-1", "1e999", "nan", "NA", "null",
    "0000-01-01", "9999-12-31", "2021-06-31", "[/]", "[red]", ":smile:", "{0}", "=1+1", "１２", "目录", "䶮𠮷", "é" * 9,
)  # fmt: skip
"""What broke readers and terminals before: see the corpus for whole files of it."""

Mutation = Callable[[random.Random, bytes], bytes]


def _span(rng: random.Random, raw: bytes) -> tuple[int, int]:
    start = rng.randrange(len(raw) + 1)
    return start, min(len(raw), start + rng.choice((1, 1, 2, 4, 16, 64, 256)))


def _flip(rng: random.Random, raw: bytes) -> bytes:
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + bytes([rng.randrange(256)]) + raw[at + 1 :]


def _delete(rng: random.Random, raw: bytes) -> bytes:
    start, end = _span(rng, raw)
    return raw[:start] + raw[end:]


def _repeat(rng: random.Random, raw: bytes) -> bytes:
    start, end = _span(rng, raw)
    return raw[:end] + raw[start:end] * rng.choice((1, 2, 8, 100, 3000)) + raw[end:]


def _move(rng: random.Random, raw: bytes) -> bytes:
    start, end = _span(rng, raw)
    rest, at = raw[:start] + raw[end:], rng.randrange(len(raw) + 1)
    return rest[:at] + raw[start:end] + rest[at:]


def _truncate(rng: random.Random, raw: bytes) -> bytes:
    return raw[: rng.randrange(len(raw) + 1)]


def _lines(rng: random.Random, raw: bytes) -> bytes:
    """Lines doubled, swapped, dropped, indented."""
    lines = raw.splitlines(keepends=True) or [b""]
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    how = rng.randrange(4)
    if how == 0:
        lines.insert(at, lines[other])
    elif how == 1:
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 2:
        del lines[at]
    else:
        lines[at] = rng.choice((b" ", b"  ", b"\t", b"- ", b"? ")) + lines[at]
    return b"".join(lines)


def _encode(rng: random.Random, raw: bytes) -> bytes:
    """The same text in another encoding or with other line ends."""
    text = raw.decode("utf-8", "replace")
    how = rng.choice(("gb18030", "utf-16", "utf-8-sig", "latin-1", "\r\n", "\r"))
    if how.isspace():
        return text.replace("\r\n", "\n").replace("\n", how).encode()
    return text.encode(how, "replace")


def _inserted(tokens: Sequence[str]) -> Mutation:
    known = [token.encode("utf-8", "surrogatepass") for token in (*tokens, *HOSTILE)]

    def insert(rng: random.Random, raw: bytes) -> bytes:
        start, end = _span(rng, raw)
        return raw[:start] + rng.choice(known) + raw[end if rng.random() < 0.5 else start :]

    return insert


def _spliced(corpus: Sequence[bytes]) -> Mutation:
    def splice(rng: random.Random, raw: bytes) -> bytes:
        other = rng.choice(corpus)
        start, end = _span(rng, other)
        if rng.random() < 0.3:
            return raw[: rng.randrange(len(raw) + 1)] + other[start:]
        at = rng.randrange(len(raw) + 1)
        return raw[:at] + other[start:end] + raw[at:]

    return splice


def mutations(tokens: Sequence[str], corpus: Sequence[bytes]) -> Callable[[random.Random, bytes], bytes]:
    """A function that changes an input one to eight times. ``tokens`` are the words of the target's language."""
    plain: tuple[Mutation, ...] = (_flip, _delete, _repeat, _move, _truncate, _lines, _encode)
    insert, splice = _inserted(tokens), _spliced(corpus)
    ways: tuple[Mutation, ...] = (*plain, insert, insert, insert, splice, splice, _lines)

    def mutate(rng: random.Random, raw: bytes) -> bytes:
        for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
            raw = rng.choice(ways)(rng, raw)[:MOST]
        return raw

    return mutate
