"""The rules of the house that no tool of its own holds."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "parkledger"
MODULES = sorted(SOURCE.rglob("*.py"))
DOCUMENTS = ("jinnan", "tongzhou", "wuhai", "biaokou", "guangzhou", "津南", "通州", "乌海", "俵口", "广州")
EXAMPLES = ("bad", "good", "help", "message", "why")
"""Arguments of a code's definition, which show examples to a person."""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_is_longer_than_a_reader_holds(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


def _words(tree: ast.AST):
    """Names and strings of the code itself: without docstrings, and without the examples that codes show."""
    shown = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            shown.add(node.value)
        if isinstance(node, ast.keyword) and node.arg in EXAMPLES:
            shown.update(ast.walk(node.value))
    for node in ast.walk(tree):
        if node in shown:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name):
            yield node.id


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_code_knows_a_document_by_name(module):
    words = list(_words(ast.parse(module.read_text(encoding="utf-8"))))
    assert [word for word in words if any(name in word.lower() for name in DOCUMENTS)] == []


@pytest.mark.parametrize("floor", ["base", "model", "read", "compute", "checks", "reports", "write", "history"])
def test_no_clock_and_no_print_below_the_cli(floor):
    for module in (SOURCE / floor).rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        assert "date.today" not in text
        assert "datetime.now" not in text
        assert "print(" not in text.replace("_print(", "")


NAMES = {
    ".".join(one.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"): one for one in MODULES
}


def _imports(module: Path):
    """The modules of the house that a module imports, inside functions and for types alone as well."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "an import inside the house says the whole name"
            for one in node.names:
                yield name if (name := f"{node.module}.{one.name}") in NAMES else node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def test_no_modules_import_each_other_in_a_circle():
    floors = TopologicalSorter({name: {one for one in _imports(NAMES[name]) if one in NAMES} for name in NAMES})
    assert sorted(floors.static_order()) == sorted(NAMES)
