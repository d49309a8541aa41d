"""Lights (红黄绿灯): a plan's data. The default follows the bulletins of Yinchuan: green on schedule, yellow from 10
percentage points behind, red from more than 30; red when overdue; and what was met late is never plain green.
"""

from __future__ import annotations

from decimal import Decimal

from parkledger.model.notes import Band, Lights

DEFAULT_LIGHTS = Lights.model_construct(
    bands=(
        Band.model_construct(light="yellow", behind=Decimal(10)),
        Band.model_construct(light="red", behind=Decimal(30), more=True),
    ),
    overdue="red",
    met_late="yellow",
    well="green",
)
NO_LIGHT = "none"


def light_of(state: str, lights: Lights | None, *, soft: bool, behind: float | None = None) -> str:
    """The light of a state; ``behind`` is how many percentage points a pending criterion is behind schedule.

    A soft deadline (原则上) is judged but never red: it shows the colour of what was met late.
    """
    lights = lights or DEFAULT_LIGHTS
    if state in ("overdue", "breached"):
        return lights.met_late if soft else lights.overdue
    if state == "met_late":
        return lights.met_late
    if state == "unmeasured":
        return NO_LIGHT
    if state == "pending" and behind is not None:
        passed = [band for band in lights.bands if behind > band.behind or (behind == band.behind and not band.more)]
        shown = max(passed, key=lambda band: band.behind).light if passed else lights.well
        return lights.met_late if soft and shown == lights.overdue else shown
    return lights.well
