"""A report as a workbook that can be printed and handed in, and read back to be checked."""

from parkledger.render.workbook.book import workbook_bytes
from parkledger.render.workbook.values import TooLarge

__all__ = ["TooLarge", "workbook_bytes"]
