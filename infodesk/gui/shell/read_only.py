"""Fields of a vault that can only be read: shown, selected and copied, but not typed into."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from infodesk.gui.form import FIELD
from infodesk.gui.widgets import SearchField

WRITING = frozenset(
    {
        "event-mode",
        "import",
        "load-sample",
        "merge-companies",
        "new-meeting",
        "new-person",
        "people-delete",
        "people-merge",
        "people-new-meeting",
        "people-restore",
        "people-shortlist",
        "people-split",
        "people-stage",
        "people-tag",
        "people-trash",
        "people-write",
        "remove-sample",
        "restore-export",
        "change-passphrase",
    }
)
"""Commands that would write; any other that does is refused by the store, in a sentence."""

_READING = Qt.TextInteractionFlag.TextSelectableByMouse | (
    Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
)


class ReadOnlyGuard(QObject):
    """Closes a field when the focus reaches it, before the first key: no key is refused one by one.

    What is typed to find something is no change and stays open, and so does what only this
    computer keeps.
    """

    def follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Close the field that has the focus now."""
        if now is None or not _is_of_vault(now):
            return
        if isinstance(now, QPlainTextEdit | QTextEdit):
            now.setTextInteractionFlags(_READING)
        elif isinstance(now, QLineEdit | QAbstractSpinBox):
            now.setReadOnly(True)
        elif isinstance(now, QComboBox | QAbstractButton):
            now.setEnabled(False)


def _is_of_vault(field: QWidget) -> bool:
    """Say whether a field holds something of the vault: texts on pages, and fields of forms."""
    if isinstance(field, QComboBox | QAbstractButton | QAbstractSpinBox):
        return field.property(FIELD) is not None
    if isinstance(field, SearchField):
        return False
    from infodesk.gui.page import Page

    parent = field.parentWidget()
    while parent is not None:
        if isinstance(parent, SearchField | QComboBox):
            return False
        if isinstance(parent, Page):
            return True
        parent = parent.parentWidget()
    return False
