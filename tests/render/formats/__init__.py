"""Findings in every format, against snapshots and against the schemas of the formats."""
