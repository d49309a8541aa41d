"""YAML text to positioned values: mappings, lists and text only.

The parser's events are read one by one: building nodes in C can crash the process on deep nesting, and every
feature that hides meaning (anchors, aliases, tags, merge keys, several documents) shows as an event of its own.
Every scalar stays text until a schema types it, so ``no``, ``012`` and ``12:30`` never turn into something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from parkledger.base import codes
from parkledger.base.findings import Finding
from parkledger.base.sources import Mark, Source
from parkledger.base.spans import Span
from parkledger.base.tree import Tree
from parkledger.read.texts import decode, read_bytes

MOST_BYTES = 8 * 1024 * 1024
"""A plan of 500 tasks has about 0.5 MB."""
DEEPEST = 24
"""A plan nests about eight levels; each level is a call of ours within a call, and a thousand end the interpreter."""
MOST_VALUES = 150_000
"""Keys and values together: a plan of 500 tasks has 27,000. Each may be a finding, which takes 20 µs to make."""
MOST_KEYS = 10_000
"""Keys of one mapping: the widest of a plan, a list of targets by district, has some dozens."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""What YAML forbids, and what it takes for a line end though no editor shows one."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Placed = tuple[Any, int, int, Any]
_mark: Callable[[type[Mark], tuple[Any, ...]], Mark] = tuple.__new__
"""A mark from its fields in half the time that its own constructor takes."""

_LEFT_OPEN = re.compile("flow (sequence|mapping)|simple key|quoted scalar.*unexpected (end of stream|document)")
_PARSER_DEPTH = "exceeded maximum nesting depth"
"""What libyaml says from 0.2.6 on of a thousand levels, which it sees before it has handed out our 25th."""
TAB = "制表符（Tab） / tab"
DEPTH = f"嵌套 {DEEPEST} 层 / {DEEPEST} levels"


def _too_deep(span: Span, limit: str) -> Finding:
    return Finding(codes.TOO_DEEP, span, args={"limit": limit})


class _Refused(Exception):
    """Reading cannot go on; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.rule.code)
        self.finding = finding


def _end(text: str) -> tuple[int, int]:
    """Line and column behind the last character."""
    lines = _LINE_END.split(text)
    return len(lines), len(lines[-1]) + 1


class _Builder:
    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.end: tuple[int, int] | None = None
        self.tabbed = _LINE_END.split(text) if "\t" in text else ()
        self.next: Callable[[], Any] = _LOADER(text).get_event
        self.findings: list[Finding] = []
        self.values = 0

    def span(self, event: Any) -> Span:
        mark = event.start_mark
        return Span(self.path, mark.line + 1, mark.column + 1)

    def refuse(self, event: Any, zh: str) -> None:
        self.findings.append(Finding(codes.YAML_FEATURE, self.span(event), args={"feature": zh}))

    def refuse_tab(self, line: int, column: int) -> None:
        """A tab between a value and what stands before it on its line."""
        text, end = self.tabbed[line - 1] if line <= len(self.tabbed) else "", column - 1
        start = end  # step by step backwards: one line may hold all the values of a file
        while start and text[start - 1 : start] in (" ", "\t"):
            start -= 1
        if (tab := text.find("\t", start, end)) >= 0:
            self.findings.append(Finding(codes.YAML_FEATURE, Span(self.path, line, tab + 1), args={"feature": TAB}))

    def within(self, line: int, column: int) -> tuple[int, int]:
        """The place of nothing: where a text ends without a line end, the parser is one line further than the text."""
        if self.end is None:
            self.end = _end(self.text)
        return min((line, column), self.end)

    def document(self) -> tuple[Any, Mark]:
        found: tuple[Any, Mark] | None = None
        while (event := self.next()).__class__ is not yaml.StreamEndEvent:
            if event.__class__ is yaml.DocumentStartEvent:
                if found is not None:
                    self.refuse(event, "多份文档（---） / several documents")
                    break
                value, line, column, inner = self.node(self.next(), 0)
                found = value, Mark(line, column, 0, 0, inner)
        return found if found is not None else ({}, Mark(1, 1))

    def node(self, event: Any, depth: int) -> _Placed:
        """One value, its line and column, and the marks in it. Scalars come first: they are nine of ten events."""
        start = event.start_mark
        line, column = start.line + 1, start.column + 1
        self.values += 1
        if self.values > MOST_VALUES:
            raise _Refused(_too_deep(self.span(event), f"{MOST_VALUES} 个值 / values"))
        if self.tabbed:
            self.refuse_tab(line, column)
        kind = event.__class__
        if kind is yaml.AliasEvent:
            self.refuse(event, "别名（*名称） / alias")
            return None, line, column, None
        if event.anchor is not None:
            self.refuse(event, "锚点（&名称） / anchor")
        if event.tag is not None:
            self.refuse(event, "标签（!名称） / tag")
        if kind is yaml.ScalarEvent:
            if event.value or not event.implicit[0]:
                return event.value, line, column, None
            return None, *self.within(line, column), None
        if depth > DEEPEST:
            raise _Refused(_too_deep(self.span(event), DEPTH))
        data, marks = self.sequence(depth + 1) if kind is yaml.SequenceStartEvent else self.mapping(depth + 1)
        return data, line, column, marks

    def sequence(self, depth: int) -> tuple[list[Any], list[Mark]]:
        items: list[Any] = []
        marks: list[Mark] = []
        step, node, end = self.next, self.node, yaml.SequenceEndEvent
        while (event := step()).__class__ is not end:
            value, line, column, inner = node(event, depth)
            items.append(value)
            marks.append(_mark(Mark, (line, column, 0, 0, inner)))
        return items, marks

    def mapping(self, depth: int) -> tuple[dict[str, Any], dict[str, Mark]]:
        data: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        step, node, end = self.next, self.node, yaml.MappingEndEvent
        while (event := step()).__class__ is not end:
            key, key_line, key_column, _ = node(event, depth)
            value, line, column, inner = node(step(), depth)
            if key.__class__ is not str:
                expected = "一个词 / a word"
                self.findings.append(Finding(codes.WRONG_SHAPE, self.span(event), args={"expected": expected}))
            elif key == "<<":
                self.refuse(event, "合并键（<<） / merge key")
            elif key in data:
                first = str(marks[key].key_line)
                self.findings.append(Finding(codes.DUPLICATE_KEY, self.span(event), args={"key": key, "first": first}))
            else:
                if len(data) >= MOST_KEYS:
                    raise _Refused(_too_deep(self.span(event), f"{MOST_KEYS} 个键 / keys"))
                data[key] = value
                marks[key] = _mark(Mark, (line, column, key_line, key_column, inner))
        return data, marks


def parse_yaml(text: str, path: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """Read one document; where a key stands twice, the first is kept. None when the text cannot be parsed."""
    if never := _NEVER.search(text):
        before = _LINE_END.split(text[: never.start()])
        return None, (Finding(codes.CONTROL_CHARACTER, Span(path, len(before), len(before[-1]) + 1)),)
    try:
        builder = _Builder(path, text)
        data, mark = builder.document()
    except _Refused as refused:
        return None, (refused.finding,)
    except yaml.MarkedYAMLError as failure:
        return None, (_unparsed(failure, text, path),)
    except (yaml.YAMLError, ValueError, StopIteration, RecursionError) as failure:
        return None, (Finding(codes.YAML_SYNTAX, Span(path), args={"problem": type(failure).__name__}),)
    return Source(path, data, mark), tuple(builder.findings)


def _unparsed(failure: yaml.MarkedYAMLError, text: str, path: str) -> Finding:
    """The finding at the place of the problem; of a bracket or a key that its line does not end, where it begins."""
    at, opened = failure.problem_mark or failure.context_mark, failure.context_mark
    if at is None:
        return Finding(codes.YAML_SYNTAX, Span(path), args={"problem": str(failure.problem)})
    lines = _LINE_END.split(text)
    number, column = min(at.line, len(lines) - 1), at.column  # the parser's last line may be one behind the text's
    line = lines[number]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" in indent or line[column : column + 1] == "\t":
        column = indent.index("\t") if "\t" in indent else column
        return Finding(codes.YAML_FEATURE, Span(path, number + 1, column + 1), args={"feature": TAB})
    if opened is not None and opened.line < at.line and _LEFT_OPEN.search(f"{failure.context} {failure.problem}"):
        at = opened
    span = Span(path, *min((at.line + 1, at.column + 1), _end(text)))
    if failure.problem == _PARSER_DEPTH:
        return _too_deep(span, DEPTH)
    return Finding(codes.YAML_SYNTAX, span, args={"problem": str(failure.problem or failure.context or "")})


def read_yaml(tree: Tree, path: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """Read a YAML file of the tree. None when it cannot be read or parsed."""
    raw, findings = read_bytes(tree, path)
    if raw is None:
        return None, findings
    if len(raw) > MOST_BYTES:
        return None, (_too_deep(Span(path), f"{MOST_BYTES} bytes"),)
    text, findings = decode(raw, path)
    if text is None:
        return None, findings
    source, more = parse_yaml(text, path)
    return source, findings + more
