"""How InfoDesk looks: the palettes, the fonts, the style sheet and the theme that joins them."""

from infodesk.gui.theme.fonts import Role
from infodesk.gui.theme.palettes import HUES, ColorName, Hue, Palette
from infodesk.gui.theme.theme import MODES, Density, Mode, Theme

__all__ = ["HUES", "MODES", "ColorName", "Density", "Hue", "Mode", "Palette", "Role", "Theme"]
