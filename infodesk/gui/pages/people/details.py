"""What address books told of a person besides: birthday, addresses, skills; each can be removed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.people import Person, PersonDetail
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import IconButton, PlainLabel, SectionHeading
from infodesk.operations.people import remove_detail
from infodesk.store import details as rows
from infodesk.words import t
from infodesk.words.importing import detail_words, field_words


class PersonDetails(QWidget):
    """The details of one person below a heading; hidden while there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self._shown: list[PersonDetail] = []
        self.lines: list[DetailLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._column.addWidget(SectionHeading(theme, t("From address books")))
        self.hide()

    def show_person(self, person: Person) -> None:
        """Show a person's details."""
        found = rows.of_person(self._desk.store.db, person.id)
        if found == self._shown:
            return
        self._shown = found
        for old in self.lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [DetailLine(self._desk, one) for one in found]
        for line in self.lines:
            self._column.addWidget(line)
        self.setVisible(bool(found))


class DetailLine(QWidget):
    """One detail: what it is, what it says, and a cross that removes it."""

    def __init__(self, desk: Desk, detail: PersonDetail) -> None:
        super().__init__()
        theme = desk.theme
        what = field_words(detail.kind)
        if detail.label:
            what = t("{what}, {label}", what=what, label=detail.label)
        head = PlainLabel(theme, what, "small", "muted", wrap=True)
        head.setFixedWidth(theme.px(110))
        self.value = PlainLabel(theme, detail_words(detail), wrap=True)
        self.cross = IconButton(theme, "close", t("Remove {what}", what=what))
        self.cross.clicked.connect(lambda: remove_detail(desk.store, detail.id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(head, 0, top)
        row.addWidget(self.value, 1)
        row.addWidget(self.cross, 0, top)
