"""Rendering of reports, findings and computed values for a terminal, a workbook, a document, JSON or text."""
