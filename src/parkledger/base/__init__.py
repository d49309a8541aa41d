"""The ground floor: source positions, findings and codes, deadlines, periods, names, the tree of files."""
