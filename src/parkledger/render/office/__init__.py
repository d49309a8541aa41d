"""Office files (workbooks, documents) read back to be checked: they come from anywhere, and nothing is trusted."""
