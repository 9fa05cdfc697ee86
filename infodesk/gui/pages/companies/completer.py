"""Completing the name of a company from those that are known."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from infodesk.gui.desk import Desk
from infodesk.store import companies as company_rows


def company_completer(desk: Desk, parent: QWidget) -> QCompleter:
    """Return a completer of the companies most people work at."""
    names = [company.name for company in company_rows.find(desk.store.db, limit=500)]
    completer = QCompleter(names, parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer
