"""The People page: the list, its cuts, and one person beside it."""
