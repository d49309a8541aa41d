"""What pages show of the program: each command of a page is run, and what it prints is written behind it.

A page is one session in a folder of its own, in which the repository's ``data/`` lies. A ``console`` block holds lines
``$ command``, each followed by what it prints in a window of 80 columns; ``show=1-9,20-`` behind ``console`` leaves out
the other lines. What a reader does beside commands stands in comments, which are not seen::

    <!-- edit: data/enterprises/jinnan.csv: 2021-08-02 => 2021-08-32 -->    one place of a file
    <!-- append: data/filings/jinnan.csv: 2.2,... -->                       one line more at its end
    <!-- save: data/plans/example.yaml -->                                  the next block is this file
    <!-- extend: data/plans/example.yaml -->                                the next block stands at its end
    <!-- run: git init -q -->                                               a command that need not be seen
    <!-- day: 2023-10-15 -->                                                the day on which the next commits are made

``python tools/make_docs.py`` writes the pages anew, its ``--check`` says which would change.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from unittest import mock

from parkledger.base.words import Lang
from parkledger.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = "80"
LOCALES = {"zh": ("zh_CN", "UTF-8"), "en": ("en_US", "UTF-8")}
LEFT_OUT = "..."
_STEP = re.compile(
    r"(?P<edit><!-- edit: (?P<file>\S+): (?P<old>.+?) => (?P<new>.*?) -->)"
    r"|<!-- append: (?P<more>\S+): (?P<line>.+?) -->"
    r"|<!-- (?P<how>save|extend): (?P<save>\S+) -->\s*\n```\w*[^\n]*\n(?P<body>[\s\S]*?)\n```"
    r"|<!-- run: (?P<run>.+?) -->"
    r"|<!-- day: (?P<day>\S+) -->"
    r"|```console(?: show=(?P<show>\S+))?\n(?P<shown>[\s\S]*?)```"
)
_UNWANTED = ("PARKLEDGER_DATA", "PARKLEDGER_LANG", "PARKLEDGER_DEBUG", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS")


class Session:
    """A folder, a place in it, an environment: what a person has in front of them who follows a page."""

    def __init__(self, folder: Path, lang: Lang) -> None:
        self.home = self.place = folder
        self.lang = lang
        kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED and name[:4] != "GIT_"}
        nobody = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in PERSON.items()}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(folder)}
        self.env = kept | nobody | alone | {"COLUMNS": COLUMNS, "GIT_CEILING_DIRECTORIES": str(folder.parent)}

    def run(self, command: str) -> str:
        """What a command prints, on stdout and stderr."""
        words = shlex.split(command)
        if words[0] == "cd":
            self.place = (self.place / words[1]).resolve()
            return ""
        if words[0] != "parkledger":
            done = subprocess.run(
                command, shell=True, cwd=self.place, env=self.env, capture_output=True, text=True, check=False
            )
            return done.stdout + done.stderr
        target = self.place / words.pop() if len(words) > 2 and words[-2] == ">" else None
        printed = self._parkledger(words[1:-1] if target else words[1:])
        if target is not None:
            target.write_text(printed, encoding="utf-8")
            return ""
        return printed

    def _parkledger(self, args: list[str]) -> str:
        told = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
        with (
            contextlib.chdir(self.place),
            mock.patch.dict(os.environ, self.env, clear=True),
            mock.patch("locale.getlocale", lambda: LOCALES[self.lang]),
            contextlib.redirect_stdout(told),
            contextlib.redirect_stderr(told),
        ):
            main(args)
        told.flush()
        return told.buffer.getvalue().decode()  # type: ignore[attr-defined]

    def edit(self, file: str, old: str, new: str) -> None:
        """Change one place of a file. Raises ValueError when the text does not stand there just once."""
        path = self.home / file
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in {file}")
        path.write_text(text.replace(old, new), encoding="utf-8", newline="")


PERSON = {"NAME": "示例", "EMAIL": "example@example.org"}


def played(text: str, lang: Lang) -> str:
    """A page with what its commands print today."""
    if "```console" not in text:
        return text
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "data", Path(folder) / "data")
        session = Session(Path(folder).resolve(), lang)
        return _STEP.sub(lambda step: _played(step, session), text)


def _played(step: re.Match[str], session: Session) -> str:
    if step["edit"]:
        session.edit(step["file"], step["old"], step["new"])
    elif step["more"]:
        with (session.home / step["more"]).open("a", encoding="utf-8", newline="") as file:
            file.write(step["line"] + "\n")
    elif step["save"]:
        path = session.home / step["save"]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if step["how"] == "extend" else "w", encoding="utf-8", newline="") as file:
            file.write(step["body"] + "\n")
    elif step["run"]:
        session.run(step["run"])
    elif step["day"]:
        session.env |= {f"GIT_{who}_DATE": f"{step['day']}T09:00:00+0800" for who in ("AUTHOR", "COMMITTER")}
    else:
        show = step["show"]
        commands = [line[2:] for line in step["shown"].splitlines() if line.startswith("$ ")]
        if not commands:
            raise ValueError(f"a console block without a command:\n{step['shown']}")
        lines = [line for command in commands for line in _told(command, session, show)]
        return f"```console{f' show={show}' if show else ''}\n" + "\n".join(lines) + "\n```"
    return step[0]


def _told(command: str, session: Session, show: str | None) -> list[str]:
    printed = [line.rstrip() for line in session.run(command).rstrip("\n").split("\n")]
    while printed and not printed[0]:
        del printed[0]
    return [f"$ {command}", *(_shown(printed, show) if show else printed)]


def _shown(lines: list[str], show: str) -> list[str]:
    """The lines of some ranges (``1-9,20-``, counted from 1), with a sign where others are left out."""
    kept: list[str] = []
    at = 0
    for part in show.split(","):
        first, _, last = part.partition("-")
        begin = int(first) - 1
        end = len(lines) if "-" in part and not last else int(last or first)
        kept += [LEFT_OUT] * (begin > at) + lines[begin:end]
        at = end
    return kept + [LEFT_OUT] * (at < len(lines))
