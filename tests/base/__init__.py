"""Tests of the ground floor: deadlines, periods, codes of legal persons, names, numerals, the tree of files."""
