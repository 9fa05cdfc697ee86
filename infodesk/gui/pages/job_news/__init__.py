"""Whose job changed since the last export."""
