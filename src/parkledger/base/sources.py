"""A parsed YAML document, and where in the file each of its values is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from parkledger.base.spans import Span

YamlPath = tuple[str | int, ...]
"""The way to a value in a YAML file: keys of mappings and places in lists, such as ``("tasks", 1, "lead", 0)``."""


class Mark(NamedTuple):
    """Line and column (from 1) of a value, of its key, and the marks of what it holds."""

    line: int
    column: int
    key_line: int = 0
    key_column: int = 0
    inner: Any = None


class Source(NamedTuple):
    """A YAML file: ``data`` of mappings, lists and text only, with ``mark`` beside it."""

    path: str
    data: Any
    mark: Mark

    def _walk(self, path: Sequence[str | int]) -> Mark:
        mark = self.mark
        for step in path:
            inner: Any = mark.inner
            if isinstance(inner, dict):
                found = inner.get(step)
            else:
                found = inner[step] if isinstance(inner, list) and isinstance(step, int) and step < len(inner) else None
            if found is None:
                break
            mark = found
        return mark

    def span(self, *path: str | int) -> Span:
        """The place of a value; of the nearest value around it if it is not there."""
        mark = self._walk(path)
        return Span(self.path, mark.line, mark.column)

    def key_span(self, *path: str | int) -> Span:
        """The place of the key of a value."""
        mark = self._walk(path)
        return Span(self.path, mark.key_line or mark.line, mark.key_column or mark.column)

    def pointer(self, *path: str | int) -> str:
        """The path with ids in the place of list numbers: ``tasks/2/criteria/2.2/lead/0``."""
        named: list[str] = []
        data = self.data
        for step in path:
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                data = None
            name = None
            if isinstance(step, int) and isinstance(data, Mapping):
                name = data.get("id") or data.get("name") or data.get("key")
            named.append(name if isinstance(name, str) else str(step))
        return "/".join(named)
