"""Importing people: choosing a file, what it would do, and what it did."""
