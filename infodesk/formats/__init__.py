"""Bytes to records and back: LinkedIn, CSV, Markdown, JSON and PDF."""
