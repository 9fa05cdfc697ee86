"""What an import did, and taking it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from infodesk.core.changes import Step
from infodesk.core.import_plans import ImportResult
from infodesk.gui.desk import Desk
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.unlock import Tile
from infodesk.gui.widgets import Button, PlainLabel, PrimaryButton
from infodesk.words import t
from infodesk.words.importing import rest_sentence, result_sentence


class ReportPage(CentredPage):
    """Says what came in; Undo while the import is still the newest step (`mark`)."""

    shown = Signal()
    left = Signal()

    def __init__(self, desk: Desk, name: str, result: ImportResult, mark: int) -> None:
        theme = desk.theme
        super().__init__(theme, width=560, gap=10)
        self._desk, self._mark = desk, mark
        centre = Qt.AlignmentFlag.AlignHCenter
        self.title = PlainLabel(theme, result_sentence(result), "title", wrap=True)
        self.rest = PlainLabel(theme, rest_sentence(result), color="muted", wrap=True)
        file = PlainLabel(theme, t("From {name}", name=name), "small", "muted", wrap=True)
        for label in (self.title, self.rest, file):
            label.setAlignment(centre)
        self.undo = Button(theme, t("Undo the import"), icon="undo")
        self.undo.clicked.connect(self._undo)
        self.show_them = Button(theme, t("Show them"))
        self.show_them.clicked.connect(self.shown)
        self.done = PrimaryButton(theme, t("Done"))
        self.done.clicked.connect(self.left)
        self.rest.setVisible(bool(self.rest.text()))
        self.late = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.late.setAlignment(centre)
        self.column.addWidget(Tile(theme, "check", "good_soft", "good"), 0, centre)
        self.column.addSpacing(theme.px(6))
        for label in (self.title, self.rest, file):
            self.column.addWidget(label)
        self.column.addSpacing(theme.px(16))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addStretch(1)
        for button in (self.undo, self.show_them, self.done):
            line.addWidget(button)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addWidget(self.late)
        desk.changes.changed.connect(self.look)
        self.look()

    def look(self, _change: object = None) -> None:
        """Offer Undo only while it would take back this import."""
        newest = bool(self._mark) and self._desk.store.undo_mark == self._mark
        self.undo.setVisible(bool(self._mark))
        self.undo.setEnabled(newest)
        self.late.setText(
            ""
            if newest or not self._mark
            else t("Something was done since. Undo that first (Ctrl+Z), then the import.")
        )
        self.late.setVisible(bool(self.late.text()))

    def arrive(self) -> None:
        """Put the focus where the person will go on."""
        self.done.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _undo(self) -> None:
        if self._desk.store.undo_mark == self._mark:
            self._desk.jobs.sliced(
                self._desk.store.undo(), title=t("Undoing the import"), done=self._undone
            )

    def _undone(self, _step: Step | None) -> None:
        self._mark = 0
        self.title.setText(t("The import was undone."))
        self.rest.show()
        self.rest.setText(t("Everything is as it was before. Ctrl+Shift+Z does it again."))
        self.show_them.hide()
        self.look()
        self.done.setFocus()
