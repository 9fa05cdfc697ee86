"""Walks over the widgets of a window: what was not translated, and what has no name."""

from collections.abc import Collection, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from infodesk.gui.widgets import KeyHint, Pill, StatusDot

_OPEN, _CLOSE = "⟦", "⟧"


def untranslated(widget: QWidget, data: Collection[str] = ()) -> list[str]:
    """Return the texts on and below `widget` that did not pass through t().

    The strange English (`infodesk.words.languages.PSEUDO`) must have been spoken before the
    widgets were made. `data` are texts that are nobody's to translate: names, notes, keys.
    """
    known = sorted(data, key=len, reverse=True)
    found: dict[str, None] = {}
    for one in _visible(widget):
        for text in _texts(one):
            if _has_words(text, known):
                found[f"{type(one).__name__}: {text}"] = None
    return list(found)


def nameless(widget: QWidget) -> list[str]:
    """Return the controls on and below `widget` that take the focus and have no name to speak."""
    found = []
    for one in _visible(widget):
        if one.focusPolicy() == Qt.FocusPolicy.NoFocus or _is_part(one):
            continue
        interface = QAccessible.queryAccessibleInterface(one)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(one).__name__} {one.objectName()!r} in {_above(one)}")
    return found


def _visible(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    for child in widget.findChildren(QWidget):
        if child.isVisibleTo(widget):
            yield child


def _is_part(widget: QWidget) -> bool:
    """Tell whether `widget` is an inner part of another control, which has the name."""
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractSpinBox | QComboBox) or (
        isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")
    )


def _above(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return type(parent).__name__ if parent else "nothing"


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, KeyHint):
        return
    yield widget.windowTitle()
    # A long one is wrapped by markup of our own.
    yield widget.toolTip().removeprefix("<qt>").removesuffix("</qt>").replace("<br/>", "\n")
    yield widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton | Pill | StatusDot):
        yield widget.text()
    elif isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
    elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(index) for index in range(widget.count()))
    elif isinstance(widget, QHeaderView):
        yield from _headings(widget)
    if not isinstance(widget, QAbstractItemView):
        yield from (action.text() for action in widget.actions() if _is_shown(action))


def _headings(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None:
        return
    for section in range(header.count()):
        if not header.isSectionHidden(section):
            yield str(model.headerData(section, header.orientation()) or "")


def _is_shown(action: QAction) -> bool:
    return action.isVisible() and not action.isSeparator()


def _has_words(text: str, known: Collection[str]) -> bool:
    for piece in known:
        text = text.replace(piece, " ") if piece else text
    depth, left = 0, []
    for letter in text:
        depth += (letter == _OPEN) - (letter == _CLOSE)
        if not depth and letter != _CLOSE:
            left.append(letter)
    return any(sum(letter.isalpha() for letter in word) > 1 for word in "".join(left).split())
