"""The biaokou sample: the roster, the inspections and the filings that its story asks for."""

from __future__ import annotations

from pathlib import Path

from parkledger.model.ledger import Campaign
from samples import biaokou_inspections, biaokou_roster, filings
from samples import biaokou_story as story
from samples.common import Row, day, read_campaign, write_csv


def write_sample(data: Path, out: Path) -> None:
    """Read the plan and its villages in ``data``, write the roster, inspections and filings into ``out``."""
    campaign = read_campaign(data, story.PLAN)
    roster = biaokou_roster.make_rows(campaign)
    inspections = biaokou_inspections.rows_of(campaign, roster)
    shown = [{key: value for key, value in row.items() if not key.startswith("_")} for row in roster]
    write_csv(out / "enterprises/biaokou.csv", biaokou_roster.columns_of(campaign), shown)
    write_csv(out / "inspections/biaokou.csv", biaokou_inspections.columns_of(campaign), inspections)
    write_csv(out / "filings/biaokou.csv", filings.COLUMNS, _filings(campaign))


def _filings(campaign: Campaign) -> list[Row]:
    """The milestones, the one-off duties, the monthly assessments; by the day of filing."""
    done = {item: day(on) for item, on in story.DONE.items()}
    assessment = next(duty for duty in campaign.plan.duties if duty.kind == "recurring" and duty.met_by is None)
    rows = [
        *filings.done_once(campaign, done, story.TOWN),
        *(
            {
                "item": assessment.id, "unit": campaign.unit(assessment.lead[0]), "period": period,
                "done_on": on, "filed_on": on, "evidence": assessment.evidence,
            }
            for period, on in story.ASSESSED
        ),
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["filed_on"], row["item"], row["period"]))
