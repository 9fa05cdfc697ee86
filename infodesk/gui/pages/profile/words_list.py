"""Skills or languages as chips, with a line that adds another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from infodesk.core.errors import UserError
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Button, FlowLayout, PlainLabel, SectionHeading, TagChip
from infodesk.operations import profile as verbs
from infodesk.words import t


class WordsList(QWidget):
    """Shows the entries of one kind; Enter in the line adds what was typed, commas part several."""

    def __init__(self, desk: Desk, kind: ProfileKind) -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        theme, px = desk.theme, desk.theme.px
        skills = kind is ProfileKind.SKILL
        title = t("Skills") if skills else t("Languages")
        self.line = QLineEdit()
        self.line.setAccessibleName(t("Add a skill") if skills else t("Add a language"))
        self.line.setPlaceholderText(self.line.accessibleName())
        self.line.returnPressed.connect(self.add)
        button = Button(theme, t("Add"))
        button.setAccessibleName(self.line.accessibleName())
        button.clicked.connect(self.add)
        self.chips: list[TagChip] = []
        self._entries: Sequence[ProfileEntry] = ()
        self._place = QWidget()
        self._flow = FlowLayout(theme, self._place, gap=6)
        words = t("What can you do?") if skills else t("Which do you speak?")
        self._nothing = PlainLabel(theme, words, "body", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.line, 1)
        row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(SectionHeading(theme, title))
        column.addWidget(self._nothing)
        column.addWidget(self._place)
        column.addLayout(row)

    def show_entries(self, entries: Sequence[ProfileEntry]) -> None:
        """Show other entries."""
        if tuple(entries) == tuple(self._entries) and (self.chips or not entries):
            self._nothing.setVisible(not entries)
            self._place.setVisible(bool(entries))
            return
        self._entries = entries
        for old in self.chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.chips = [self._chip(entry) for entry in entries]
        for chip in self.chips:
            self._flow.addWidget(chip)
        self._nothing.setVisible(not entries)
        self._place.setVisible(bool(entries))

    def add(self) -> None:
        """Add what was typed."""
        typed = [part.strip() for part in self.line.text().split(",") if part.strip()]
        try:
            for words in typed:
                verbs.add_entry(self._desk.store, ProfileEntry(kind=self._kind, title=words))
        except UserError as error:
            self._desk.notices.failed(error)
            return
        self.line.clear()

    def _chip(self, entry: ProfileEntry) -> TagChip:
        words = " · ".join(part for part in (entry.title, entry.text) if part)
        chip = TagChip(self._desk.theme, words, "blue", removable=True)
        chip.removed.connect(partial(self._remove, entry))
        return chip

    def _remove(self, entry: ProfileEntry) -> None:
        if entry.id is None:
            return
        try:
            verbs.remove_entry(self._desk.store, entry.id)
        except UserError as error:
            self._desk.notices.failed(error)
            return
        self._desk.notices.toast(t("{what} removed from my profile", what=entry.title))
