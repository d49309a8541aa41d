"""Tests of the command line: what a person or a program sees, and the exit codes."""
