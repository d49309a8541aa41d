"""The quarterly bulletin (通报): a letter whose every sentence is made of computed facts."""

from parkledger.reports.bulletin.letter import bulletin_report

__all__ = ["bulletin_report"]
