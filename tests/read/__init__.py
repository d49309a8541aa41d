"""Tests of reading: bytes to positioned values, to typed tables, to a Ledger and findings."""
