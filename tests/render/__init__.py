"""Tests of rendering: terminal, workbook, JSON, findings, the catalogue of words."""
