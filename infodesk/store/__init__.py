"""Rows: opening the vault's database, migrations, transactions, change log, queries and search."""
