"""The window of an export."""
