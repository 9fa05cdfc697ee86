"""Shapes that several widgets and delegates paint: key caps, pills, avatars, focus rings."""

import re
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPen, QPixmap

from infodesk.gui.theme import HUES, ColorName, Hue, Theme


def mirrored(side: Qt.LayoutDirection, area: QRect, part: QRect) -> QRect:
    """Return where `part` of `area`, thought of from left to right, lies for a reading direction.

    QStyle.visualRect does the same, but getting to know QStyle takes 10 ms before the lock screen.
    """
    if side == Qt.LayoutDirection.LeftToRight:
        return part
    shift = 2 * (area.right() - part.right()) + part.width() - area.width()
    return part.translated(shift, 0)


@lru_cache(maxsize=256)
def key_words(keys: str) -> str:
    """Return a shortcut such as "Ctrl+Return" as it is printed on a key cap ("Ctrl ↵")."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
    held, plus, key = native.rpartition("+")
    if not key:  # the plus itself, as in "Ctrl++"
        held, key = held.removesuffix("+"), plus
    key = "↵" if key in ("Return", "Enter") else key
    return f"{held.replace('+', ' ')} {key}".strip()


def key_width(theme: Theme, keys: str) -> int:
    """Return how wide the cap of a shortcut is, in pixels."""
    metrics = QFontMetrics(theme.font("key"))
    return max(theme.px(18), metrics.horizontalAdvance(key_words(keys)) + theme.px(10))


def key_height(theme: Theme) -> int:
    """Return how high a key cap is, in pixels."""
    return QFontMetrics(theme.font("key")).height() + theme.px(2)


def paint_key(
    painter: QPainter, theme: Theme, area: QRect, keys: str, ink: QColor, ground: QColor | None
) -> None:
    """Draw a key cap filling `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QColor(ink)
    outline.setAlphaF(0.45)
    painter.setPen(QPen(outline, 1))
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    radius = theme.px(4)
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(ink)
    painter.setFont(theme.font("key"))
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, key_words(keys))
    painter.restore()


def paint_pill(painter: QPainter, theme: Theme, area: QRect, text: str, color: ColorName) -> None:
    """Draw a word on the soft ground of its colour; "muted" has the neutral ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.color(color) if theme.outlined else Qt.PenStyle.NoPen)
    painter.setBrush(theme.soft(color))
    radius = area.height() / 2
    shape = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5) if theme.outlined else QRectF(area)
    painter.drawRoundedRect(shape, radius, radius)
    painter.setPen(theme.color(color))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def initials(name: str) -> str:
    """Return one or two letters for a name: of its first and its last word."""
    name = re.sub(r"\(.*?\)", " ", name) if "(" in name else name
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    words = [word for word in words if word.rstrip(".,").lower() not in _TITLES] or words
    if not words:
        return "?"
    last = next((w for w in reversed(words[1:]) if w.rstrip(",").upper() not in _SUFFIXES), "")
    return (words[0][0] + last[:1]).upper()


_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "herr", "frau", "dott", "ing"})
_SUFFIXES = frozenset({"II", "III", "IV", "JR", "SR", "PHD", "MD", "MBA", "MSC", "BSC", "CFA"})


def hue_of(key: int | str) -> Hue:
    """Return the hue that belongs to an id (or a word); the same one for ever."""
    number = key if isinstance(key, int) else sum(key.encode()) + len(key)
    return HUES[number % len(HUES)]


def paint_avatar(painter: QPainter, theme: Theme, area: QRect, letters: str, hue: Hue) -> None:
    """Draw initials on a disc filling `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.soft(hue))
    painter.drawEllipse(area)
    font = theme.font("strong")
    font = type(font)(font)
    font.setPixelSize(max(8, round(area.height() * (0.4 if len(letters) < 2 else 0.37))))
    painter.setFont(font)
    painter.setPen(theme.color(hue))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, letters)
    painter.restore()


Discs = Callable[[int, int, float], QPixmap | None]
"""Returns the picture of a person by their id as a disc of a side, None for no picture."""


def no_disc(_person_id: int, _side: int, _ratio: float) -> QPixmap | None:
    """Return no picture: where there are none, initials are painted."""
    return None


def paint_person(
    painter: QPainter, theme: Theme, area: QRect, name: str, person_id: int, discs: Discs
) -> None:
    """Draw somebody's picture filling `area`, or their initials."""
    disc = discs(person_id, area.height(), painter.device().devicePixelRatio())
    if disc is None:
        paint_avatar(painter, theme, area, initials(name), hue_of(person_id))
    else:
        painter.drawPixmap(area.topLeft(), disc)


def paint_ring(painter: QPainter, area: QRectF, color: QColor, radius: float) -> None:
    """Draw the ring of the keyboard focus just inside `area`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)
