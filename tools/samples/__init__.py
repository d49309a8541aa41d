"""Fictional samples, one module a campaign; ``common`` and ``filings`` serve them all."""
