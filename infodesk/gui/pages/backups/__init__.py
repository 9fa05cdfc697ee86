"""Backups: those there are, where they lie, restoring and rehearsing."""
