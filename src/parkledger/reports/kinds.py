"""The kinds of report by name: what each takes, who asks for it, and the builder that makes it.

A new kind is a module with its builder, a function here that computes what the builder takes, and a line in ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from parkledger.base.words import Words
from parkledger.reports.report import Pack, Report, Say, Sheet

if TYPE_CHECKING:
    from parkledger.model.ledger import Campaign, Ledger


class Asked(NamedTuple):
    """What a report is asked of: the ledger, the day, and for a dossier the id of the enterprise."""

    ledger: Ledger
    as_of: date
    enterprise: str = ""

    @property
    def campaign(self) -> Campaign:
        """The one campaign, of a ledger of one."""
        (only,) = self.ledger.campaigns
        return only


class Kind(NamedTuple):
    """One kind of report. ``takes``: the plans that there are, exactly one plan, or an enterprise."""

    name: str
    about: Words
    takes: Literal["plans", "plan", "enterprise"]
    build: Callable[[Asked], Report | Pack]
    endings: tuple[str, ...] = (".xlsx", ".docx", ".json")
    """The endings of the files that it can be written to."""
    sheet: bool = True
    """Whether a pack has a sheet of it."""


def _titled(asked: Asked, made: Report) -> Report:
    """An answer as it is handed in: names instead of ids, no hints, and the document's title if there is one plan."""
    from parkledger.reports.naming import by_name, names_of

    made = by_name(made, names_of(asked.ledger.campaigns))._replace(hints=())
    if len(asked.ledger.campaigns) != 1:
        return made
    return made._replace(title=Say("title.of", {"title": asked.campaign.plan.title, "what": made.title}))


def _tasks(asked: Asked) -> Report:
    from parkledger.compute.status import plan_status
    from parkledger.reports.tasks import tasks_report

    return tasks_report(plan_status(asked.campaign, asked.as_of), asked.as_of)


def _overdue(asked: Asked) -> Report:
    from parkledger.compute.status import overdue
    from parkledger.reports.overdue import overdue_report

    return _titled(asked, overdue_report(overdue(asked.ledger, asked.as_of), asked.as_of))


def _zero(asked: Asked) -> Report:
    from parkledger.compute.zero import zero
    from parkledger.reports.zero import zero_report

    return _titled(asked, zero_report(zero(asked.ledger, asked.as_of), asked.as_of, each=True))


def _ledger(asked: Asked) -> Report:
    from parkledger.reports.roster import ledger_report

    return ledger_report(asked.campaign, asked.as_of)


def _parks(asked: Asked) -> Report:
    from parkledger.reports.parks import parks_report

    return parks_report(asked.campaign, asked.as_of)


def _monthly(asked: Asked) -> Report:
    from parkledger.reports.monthly import monthly_report

    return monthly_report(asked.campaign, asked.as_of)


def _duties(asked: Asked) -> Report:
    from parkledger.reports.duty_table import duty_table

    return duty_table(asked.campaign, asked.as_of)


def _units(asked: Asked) -> Report:
    from parkledger.reports.ranking import ranking_report

    return _titled(asked, ranking_report(asked.ledger, asked.as_of))


def _bulletin(asked: Asked) -> Report:
    from parkledger.reports.bulletin import bulletin_report

    return bulletin_report(asked.campaign, asked.as_of)


def _dossier(asked: Asked) -> Report | Pack:
    from parkledger.compute.dossier import dossier
    from parkledger.reports.dossier import dossier_report

    there = [one for one in asked.ledger.campaigns if asked.enterprise in one.enterprise_rows]
    found = [dossier(one, one.enterprise_rows[asked.enterprise], asked.as_of) for one in there]
    sheets = tuple(Sheet(Say("sheet.plan", {"plan": one.plan}), dossier_report(one, asked.as_of)) for one in found)
    return sheets[0].report if len(sheets) == 1 else Pack(sheets)


def _pack(asked: Asked) -> Pack:
    """The overview, then a sheet for each kind of this plan that has anything to show."""
    from parkledger.compute.status import plan_status
    from parkledger.reports.overview import overview_report

    sheets = []
    for kind in _ALL:
        made = kind.build(asked) if kind.sheet else None
        if isinstance(made, Report) and any(section.rows for section in made.sections):
            sheets.append((kind.name, Sheet(Say(f"sheet.{kind.name}"), made)))
    status = plan_status(asked.campaign, asked.as_of)
    first = Sheet(Say("sheet.overview"), overview_report(asked.campaign, status, sheets, asked.as_of))
    return Pack((first, *(sheet for _, sheet in sheets)))


_ALL = (
    Kind("tasks", Words("重点任务完成情况", "the document's key tasks, with progress"), "plan", _tasks),
    Kind("parks", Words("分园区情况", "park by park: who has left, what remains"), "plan", _parks),
    Kind("ledger", Words("企业台账", "the roster by park, with state, proof and officers"), "plan", _ledger),
    Kind("overdue", Words("逾期清单", "what is late, and who answers for it"), "plans", _overdue),
    Kind("zero", Words("动态清零", "dynamic zero, case by case"), "plans", _zero),
    Kind("units", Words("责任单位排序", "units ranked, each count traced to its item"), "plans", _units),
    Kind("duties", Words("责任分工表", "the document's duties, with what was delivered"), "plan", _duties),
    Kind("monthly", Words("月报报送情况", "monthly returns: in time, late, missing"), "plan", _monthly),
    Kind("bulletin", Words("季度通报", "the quarterly bulletin"), "plan", _bulletin, sheet=False),
    Kind("dossier", Words("一企一档", "everything known of one enterprise"), "enterprise", _dossier, sheet=False),
    Kind(
        "pack",
        Words("全套报表，总览在前", "an overview, and a sheet for each of these"),
        "plan",
        _pack,
        sheet=False,
    ),
)
KINDS: Mapping[str, Kind] = {one.name: one for one in _ALL}
"""Every kind by its name, in the order in which a pack holds them."""


def handed_in(kind: Kind, asked: Asked) -> Report | Pack:
    """The report of a kind as a form, which says so first if the data could not be read completely."""
    from parkledger.reports.form import as_form
    from parkledger.reports.incomplete import said_incomplete

    return as_form(said_incomplete(kind.build(asked), asked.ledger, at_tables=kind.takes != "enterprise"), asked.ledger)
