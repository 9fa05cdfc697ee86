"""Tooltips that are always plain text, whatever the text pretends to be."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolTip, QWidget

_WRAP_AFTER = 80


def plain_tooltip(text: str) -> str:
    """Return `text` in a form that Qt shows letter by letter, for setToolTip and ToolTipRole.

    Qt guesses whether a tooltip is rich text, and rich text may open files that a stranger has
    named. So anything that Qt would take for markup is escaped and wrapped, explicitly, in
    markup of our own; long text is wrapped the same way because plain tooltips never wrap.
    """
    if not text:
        return ""
    if "<" not in text and len(text) <= _WRAP_AFTER:  # no markup without "<"
        return text
    from html import escape  # brings all of HTML's entities along, and few tooltips need it

    lines = escape(text.replace("\0", "\N{REPLACEMENT CHARACTER}")).split("\n")
    return f"<qt>{'<br/>'.join(lines)}</qt>"


def set_tooltip(widget: QWidget | QAction, text: str) -> None:
    """Give `widget` a tooltip that shows `text` as it is written."""
    widget.setToolTip(plain_tooltip(text))


def show_tooltip(place: QPoint, text: str, widget: QWidget) -> None:
    """Show a tooltip at a global place now, its text as it is written."""
    QToolTip.showText(place, plain_tooltip(text), widget)
