"""The method in the settings: its rules, and which days are business days."""
