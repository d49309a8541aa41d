"""Schemas of the data files in the forms that other tools read: JSON Schema for YAML, Table Schema for CSV."""
