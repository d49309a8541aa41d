"""Write what the code makes: ``python tools/make_docs.py [--check]``.

Pages of ``docs/`` and the JSON Schemas of ``data/`` come from the code itself: finding codes from the registry,
commands from their help, the format of the data files from their schemas. In the other pages the commands that they
show are run, and what they print is written behind them (``transcripts``). A test runs this with ``--check``, so that
nothing can drift.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import typer

import data_file_page
from parkledger.base.words import LANGS, Lang, Words
from parkledger.checks import CODES
from parkledger.cli.help_texts import paragraphs, parameter, usage
from parkledger.cli.main import app
from parkledger.render.json_text import dumps
from parkledger.render.labels import label
from parkledger.render.rules import advice, sentence
from parkledger.render.schemas.json_schema import ledger_schema, park_schema, plan_schema
from transcripts import played

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- made by tools/make_docs.py: do not edit -->\n"
FOLDERS: Mapping[Lang, str] = {"en": "docs", "zh": "docs/zh"}
"""Where the pages of each language stand."""
CODES_PAGE = {
    "title": Words("检查代码", "Finding codes"),
    "how": Words(
        "错误使结果不可靠，须改正；警告请人看一眼，看过可写明理由豁免（`waivers`）。"
        "`parkledger rule 代码` 说的与这里相同。",
        "Errors make answers unsafe; warnings ask a person to look, and can be waived with a reason. "
        "`parkledger rule CODE` says the same.",
    ),
    "head": Words("| 代码 | 名称 | 级别 | 为什么 |", "| code | name | severity | why |"),
    "why": Words("为什么：", "Why: "),
    "help": Words("怎么办：", "What to do: "),
    "bad": Words("错：", "bad:  "),
    "good": Words("对：", "good: "),
}
COMMANDS_PAGE = {
    "title": Words("命令", "Commands"),
    "how": Words(
        "退出码：0 没有问题 · 1 有问题 · 2 用法、输入或输出不能用 · 3 程序故障。"
        "`parkledger 命令 --help` 说的与这里相同。",
        "Exit codes: 0 nothing wrong · 1 findings · 2 usage, input or output unusable · 3 a defect. "
        "`parkledger COMMAND --help` says the same.",
    ),
    "head": Words("| 参数 | 意思 |", "| parameter | meaning |"),
}


def codes_page(lang: Lang) -> str:
    """Every finding code with its sentence, its reason, what to do, and two examples."""
    say = CODES_PAGE
    lines = [f"# {say['title'][lang]}\n", MADE, say["how"][lang] + "\n", say["head"][lang], "|---|---|---|---|"]
    for code in CODES.values():
        severity = label(f"severity.{code.severity}", lang)
        lines.append(f"| [{code.code}](#{code.code.lower()}) | {code.name} | {severity} | {code.why[lang]} |")
    for code in CODES.values():
        lines += [
            f"\n## {code.code}",
            f"**{code.name}** ({label(f'severity.{code.severity}', lang)})\n",
            f"{sentence(code, lang)}\n",
            f"- {say['why'][lang]}{code.why[lang]}",
            f"- {say['help'][lang]}{advice(code, lang)}\n",
            "```text",
            *(f"{say['bad'][lang]}{line}" for line in code.bad[lang].split("\n")),
            *(f"{say['good'][lang]}{line}" for line in code.good[lang].split("\n")),
            "```",
        ]
    return "\n".join(lines) + "\n"


def commands_page(lang: Lang) -> str:
    """Every command with its help text and options."""
    say = COMMANDS_PAGE
    lines = [f"# {say['title'][lang]}\n", MADE, say["how"][lang] + "\n"]
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        lines += [f"## parkledger {name}\n", f"`{usage(command, f'parkledger {name}', lang)}`\n"]
        lines += [f"{part}\n" for part in paragraphs(command.help or "", lang)]
        lines += [say["head"][lang], "|---|---|"]
        for one in command.params:
            names, words = (text.replace("|", "\\|") for text in parameter(one, lang))
            lines.append(f"| `{names}` | {words} |")
        lines.append("")
    return "\n".join(lines)


def _json(make: Callable[[], dict[str, Any]]) -> Callable[[], str]:
    return lambda: dumps(make()) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    **{f"{FOLDERS[lang]}/codes.md": partial(codes_page, lang) for lang in LANGS},
    **{f"{FOLDERS[lang]}/commands.md": partial(commands_page, lang) for lang in LANGS},
    **{f"{FOLDERS[lang]}/data-files.md": partial(data_file_page.page, lang, MADE) for lang in LANGS},
    "data/schemas/plan.json": _json(plan_schema),
    "data/schemas/park.json": _json(park_schema),
    "data/schemas/ledger.json": _json(ledger_schema),
}
"""What is made, by its path in the repository. The schemas stand beside the data, whose YAML files name them."""


def _with_transcripts() -> dict[str, Callable[[], str]]:
    """The pages that people write, with what the program prints where they show it."""
    pages = [*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/zh/*.md")]
    names = [str(page.relative_to(ROOT)) for page in sorted(pages)]
    return {
        name: partial(played, (ROOT / name).read_text(encoding="utf-8"), "zh" if "zh" in name else "en")
        for name in names
        if name not in PAGES
    }


def main() -> int:
    """Write the pages, or with --check say which differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a page differs")
    check = parser.parse_args().check
    stale = []
    for name, make in (PAGES | _with_transcripts()).items():
        page = ROOT / name
        text = make()
        if check and (not page.exists() or page.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name} differs from the code: run python tools/make_docs.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
