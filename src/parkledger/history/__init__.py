"""The ledger at a git revision, and what changed between two. Git is only ever read."""
