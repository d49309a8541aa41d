"""Compile the catalogues of words when the package is built or installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    """The program reads compiled catalogues; under version control stand the texts that they are made from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before files are collected, for an editable install too."""
        sys.path.insert(0, str(Path(self.root, "tools")))
        try:
            from catalogues import compile_all
        finally:
            sys.path.pop(0)
        compile_all()
