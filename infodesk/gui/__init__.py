"""The window: pages, models, widgets and theme."""
