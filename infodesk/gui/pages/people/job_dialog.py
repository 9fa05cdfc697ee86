"""Asking for a person's new job; the one before becomes history."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from infodesk.core.errors import UserError
from infodesk.core.people import Person
from infodesk.gui.desk import Desk
from infodesk.gui.pages.companies.completer import company_completer
from infodesk.gui.widgets import Button, Field, PlainLabel, PrimaryButton
from infodesk.operations import people as verbs
from infodesk.words import t
from infodesk.words.errors import explain


class JobDialog(QDialog):
    """Two fields; Enter keeps them, Esc leaves everything as it was."""

    def __init__(self, desk: Desk, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._person = desk, person
        theme, px = desk.theme, desk.theme.px
        self.setWindowTitle(t("New job"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = QLineEdit()
        self.company = QLineEdit(person.company)
        self.company.setCompleter(company_completer(desk, self))
        self.title_field = Field(theme, t("Position"), self.title)
        self.company_field = Field(theme, t("Company"), self.company)
        keep = PrimaryButton(theme, t("Keep"), key="Return")
        keep.setDefault(True)
        keep.clicked.connect(self.keep)
        cancel = Button(theme, t("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        head = t("What does {name} do now?", name=person.name)
        column.addWidget(PlainLabel(theme, head, "section", wrap=True))
        old = t("The present position stays in the history.")
        column.addWidget(PlainLabel(theme, old, "small", "muted", wrap=True))
        column.addWidget(self.title_field)
        column.addWidget(self.company_field)
        column.addSpacing(px(4))
        column.addLayout(buttons)
        self.setMinimumWidth(px(400))
        self.title.setFocus()

    def keep(self) -> None:
        """Give the person the job, unless nothing was typed."""
        title, company = self.title.text().strip(), self.company.text().strip()
        if not (title or company):
            self.title_field.set_error(t("Type the position, the company, or both."))
            self.title.setFocus()
            return
        try:
            verbs.change_job(self._desk.store, self._person.id, title, company)
        except UserError as error:
            self.title_field.set_error(explain(error))
            return
        self.accept()
