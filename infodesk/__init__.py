"""InfoDesk: a private desk for informational interviews."""

__version__ = "0.1.0"
