"""Verbs: each function does one thing a person would name, in one transaction."""
