"""Conditional formats: colours for the words of lights, bars behind numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.formatting.rule import DataBarRule, Rule
from openpyxl.worksheet.worksheet import Worksheet

from parkledger.render.workbook.styles import light
from parkledger.reports.report import Tone

BAR = "9DC3E6"


def add_lights(sheet: Worksheet, area: str, lights: Mapping[str, Tone]) -> None:
    """Colour cells by their word: if a person edits the word, the colour changes too."""
    for text, tone in lights.items():
        if tone not in ("plain", "strong"):
            quoted = '"' + text.replace('"', '""') + '"'
            sheet.conditional_formatting.add(area, Rule("cellIs", operator="equal", formula=[quoted], dxf=light(tone)))


def add_bars(sheet: Worksheet, area: str, *, share: bool) -> None:
    """Bars from nothing to the whole: to one where the numbers are shares, to a hundred where they are percentages."""
    rule: Any = DataBarRule
    whole = 1 if share else 100
    bars = rule(start_type="num", start_value=0, end_type="num", end_value=whole, color=BAR, minLength=0, maxLength=100)
    sheet.conditional_formatting.add(area, bars)
