"""Pure functions from a ledger and a day to frozen values: states, progress, lights, zero, duties."""
