"""Write what the code makes: ``python tools/make_docs.py [--check]``.

Pages of ``docs/`` and the JSON Schemas of ``data/`` come from the code itself: finding codes from the registry,
commands from their help, the format of the data files from their schemas. A test runs this with ``--check``, so that
they cannot drift.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import typer
from pydantic import BaseModel

from parkledger.base.findings import Severity
from parkledger.base.words import LANGS
from parkledger.checks import CODES
from parkledger.cli.main import app
from parkledger.model.ledger import LedgerFile
from parkledger.model.plan import Plan
from parkledger.model.rows import ROW_SCHEMAS
from parkledger.render.json_values import dumps
from parkledger.render.labels import label
from parkledger.render.schemas.json_schema import ledger_schema, park_schema, plan_schema

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- made by tools/make_docs.py: do not edit -->\n\n"


def codes_page() -> str:
    """Every finding code with its sentence, its reason, what to do, and two examples."""
    lines = ["# Finding codes\n", MADE]
    lines.append("Errors make answers unsafe; warnings ask a person to look, and can be waived with a reason.\n")
    lines += ["| code | name | severity | 说明 |", "|---|---|---|---|"]
    for code in CODES.values():
        severity = "error 错误" if code.severity is Severity.ERROR else "warning 警告"
        lines.append(f"| [{code.code}](#{code.code.lower()}) | {code.name} | {severity} | {code.why.zh} |")
    for code in CODES.values():
        lines += [
            f"\n## {code.code}",
            f"**{code.name}** ({code.severity})\n",
            f"- {code.message.zh}",
            f"- {code.message.en}\n",
            f"Why: {code.why.en} {code.why.zh}\n",
            f"What to do: {code.help.en} {code.help.zh}\n",
            "```text",
            *(f"bad:  {line}" for line in code.bad.split("\n")),
            *(f"good: {line}" for line in code.good.split("\n")),
            "```",
        ]
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Every command with its help text and options."""
    root = typer.main.get_command(app)
    lines = ["# Commands\n", MADE]
    lines.append("Exit codes: 0 nothing wrong · 1 findings · 2 usage, input or output unusable · 3 a defect.\n")
    for name, command in getattr(root, "commands", {}).items():
        lines.append(f"## parkledger {name}\n\n{inspect.cleandoc(command.help or '')}\n")
        lines += ["| parameter | meaning |", "|---|---|"]
        for parameter in command.params:
            names = ", ".join(f"`{one}`" for one in (*parameter.opts, *parameter.secondary_opts))
            lines.append(f"| {names} | {getattr(parameter, 'help', '') or ''} |")
        lines.append("")
    return "\n".join(lines)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _schemas(model: type[BaseModel], seen: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    seen.setdefault(model.__name__, model)
    for info in model.model_fields.values():
        for inner in _models(info.annotation):
            if inner.__name__ not in seen:
                _schemas(inner, seen)
    return seen


def _spelled(annotation: object) -> str:
    text = getattr(annotation, "__name__", str(annotation)) if not get_args(annotation) else str(annotation)
    for long in ("parkledger.model.", "units.", "standards.", "criteria.", "duties.", "zero.", "notes.", "typing."):
        text = text.replace(long, "")
    while "Annotated[" in text:
        head, _, rest = text.partition("Annotated[")
        inner, _, tail = rest.partition(", <")
        text = head + inner + tail.partition(">]")[2]
    return text.replace("datetime.", "").replace("|", "\\|")


def _table(model: type[BaseModel]) -> list[str]:
    rows = ["| key | type | required | 说明 |", "|---|---|---|---|"]
    for name, info in model.model_fields.items():
        key, required = info.alias or name, "yes" if info.is_required() else ""
        words = info.title or " / ".join(label(f"schema.{key}", lang) for lang in LANGS)
        rows.append(f"| `{key}` | {_spelled(info.annotation)} | {required} | {words} |")
    return rows


def format_page() -> str:
    """Every key of every data file."""
    lines = ["# Reference of the data files\n", MADE]
    lines.append("How to write a plan is told in [plan-format.md](plan-format.md); this page lists every key.\n")
    lines.append("# YAML: plans/NAME.yaml and ledger.yaml\n")
    for name, model in _schemas(LedgerFile, _schemas(Plan, {})).items():
        lines += [f"## {name}\n", inspect.cleandoc(model.__doc__ or ""), "", *_table(model), ""]
    lines.append("# CSV files (and parks/NAME.yaml)\n")
    for kind, model in ROW_SCHEMAS.items():
        lines += [f"## {kind}\n", inspect.cleandoc(model.__doc__ or ""), "", *_table(model), ""]
    return "\n".join(lines)


def _json(make: Callable[[], dict[str, Any]]) -> Callable[[], str]:
    return lambda: dumps(make()) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "docs/codes.md": codes_page,
    "docs/commands.md": commands_page,
    "docs/data-files.md": format_page,
    "data/schemas/plan.json": _json(plan_schema),
    "data/schemas/park.json": _json(park_schema),
    "data/schemas/ledger.json": _json(ledger_schema),
}
"""What is made, by its path in the repository. The schemas stand beside the data, whose YAML files name them."""


def main() -> int:
    """Write the pages, or with --check say which differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a page differs")
    check = parser.parse_args().check
    stale = []
    for name, make in PAGES.items():
        page = ROOT / name
        text = make()
        if check and (not page.exists() or page.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            page.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name} differs from the code: run python tools/make_docs.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
