"""The ground floor: positions in files, findings and their codes, deadlines, periods, names, the tree of files."""
