"""Writing: every change of a file goes through here."""
