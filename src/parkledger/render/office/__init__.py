"""Office files (workbooks, documents) read back to be checked. They may come from anywhere and are not trusted."""
