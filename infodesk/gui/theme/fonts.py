"""Fonts by role, grown from the system's own font."""

from dataclasses import dataclass
from typing import Literal, get_args

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

Role = Literal[
    "display",
    "title",
    "section",
    "body",
    "medium",
    "strong",
    "figures",
    "reading",
    "small",
    "small_strong",
    "overline",
    "key",
    "mono",
]
ROLES: tuple[Role, ...] = get_args(Role)

# The system may say 12 px (Windows) to 15 px (GNOME); below 13 dense tables are hard to read.
_SMALLEST, _LARGEST = 13, 16


@dataclass(frozen=True, slots=True)
class _Shape:
    factor: float
    weight: QFont.Weight = QFont.Weight.Normal
    tabular: bool = False
    fixed: bool = False
    spaced: bool = False


_SHAPES: dict[Role, _Shape] = {
    "display": _Shape(1.9, QFont.Weight.Bold, tabular=True),
    "title": _Shape(1.54, QFont.Weight.Bold),
    "section": _Shape(1.08, QFont.Weight.DemiBold),
    "body": _Shape(1.0),
    "medium": _Shape(1.0, QFont.Weight.Medium),
    "strong": _Shape(1.0, QFont.Weight.DemiBold),
    "figures": _Shape(1.0, tabular=True),
    "reading": _Shape(1.2),
    "small": _Shape(0.93),
    "small_strong": _Shape(0.93, QFont.Weight.DemiBold),
    "overline": _Shape(0.86, QFont.Weight.DemiBold, spaced=True),
    "key": _Shape(0.82, QFont.Weight.Medium),
    "mono": _Shape(1.0, fixed=True),
}


def base_pixels(system: QFont) -> int:
    """Return the size of body text in pixels at a text scale of 1, following the system's font."""
    return min(max(QFontInfo(system).pixelSize(), _SMALLEST), _LARGEST)


def make_font(role: Role, system: QFont, pixels: float) -> QFont:
    """Make the font of `role` where body text is `pixels` high."""
    shape = _SHAPES[role]
    if shape.fixed:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    else:
        font = QFont(system)
    font.setPixelSize(max(9, round(pixels * shape.factor)))
    font.setWeight(shape.weight)
    if shape.tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    if shape.spaced:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
        font.setCapitalization(QFont.Capitalization.AllUppercase)
    return font
