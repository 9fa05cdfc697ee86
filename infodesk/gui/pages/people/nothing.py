"""What stands where the list would be when it is empty."""

from infodesk.gui.pages.nothing import Nothing

__all__ = ["Nothing"]
