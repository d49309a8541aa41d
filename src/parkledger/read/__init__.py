"""Reading: bytes to positioned values, judged by the schemas, to a Ledger and findings."""
