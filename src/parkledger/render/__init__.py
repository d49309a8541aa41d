"""Rendering: a Report, findings or computed values to a terminal, a workbook, JSON or text."""
