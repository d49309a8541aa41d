"""Frozen schemas: plan, park, enterprise, records; the columns interface; the ledger."""
