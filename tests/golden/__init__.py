"""The answers of the repository's own ledger on one day, kept as files that a reader can look at."""
