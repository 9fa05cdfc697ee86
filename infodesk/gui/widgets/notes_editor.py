"""Private notes: a text that saves itself, with its state above and the marks below."""

from collections.abc import Callable

from PySide6.QtCore import QMargins, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.errors import NoSuchRecord, UserError
from infodesk.core.extra_private import SIGN, has_extra_private
from infodesk.core.marks import MarkKind
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.links import open_link
from infodesk.gui.widgets.autosave import Autosave, SaveState
from infodesk.gui.widgets.buttons import QuietButton
from infodesk.gui.widgets.chips import Chip
from infodesk.gui.widgets.flow import FlowLayout
from infodesk.gui.widgets.hints import StatusDot
from infodesk.gui.widgets.labels import SectionHeading
from infodesk.gui.widgets.notes_text import NotesText
from infodesk.gui.widgets.notices import Banner
from infodesk.gui.widgets.tooltips import set_tooltip
from infodesk.operations.searching import refresh_index
from infodesk.words import t
from infodesk.words.errors import explain
from infodesk.words.records import say

INDEX_MS = 3_000
"""The search index is brought up to date when the typing has rested this long."""


class NotesEditor(QWidget):
    """Edits one private note that `load` returns and `save` stores.

    `save` is called at most a second after the first unsaved key, when the editor is left or
    hidden, and by `flush`; it may raise a UserError, which is shown until a save succeeds. Give
    the editor as `initiator` to the operation so that it need not look at its own echo. Changes
    of notes from elsewhere (undo, another editor) are taken over without losing the cursor,
    unless something typed here is not saved yet.
    """

    saved = Signal()

    def __init__(
        self,
        desk: Desk,
        load: Callable[[], str] | None = None,
        save: Callable[[str], None] | None = None,
        *,
        heading: str = "",
        name: str = "",
        placeholder: str = "",
        marks: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk = desk
        self._load: Callable[[], str] = load or str
        self._save: Callable[[str], None] | None = save
        self.area = NotesText(
            theme,
            name or t("Private notes"),
            placeholder or t("Type here. Only you will read it."),
        )
        self.heading = SectionHeading(theme, heading or t("Notes"))
        self.state = StatusDot(theme, t("Saved"), "good")
        self.reveal = QuietButton(theme, "", icon="eye")
        self.reveal.clicked.connect(self.toggle_reveal)
        self.reveal.hide()
        self.trouble = Banner(theme, "", "bad", action=t("Try again"))
        self.trouble.hide()
        self.legend = MarkLegend(desk) if marks else None
        self.autosave = Autosave(self._store, self)
        self._index = QTimer(self)
        self._index.setSingleShot(True)
        self._index.setInterval(INDEX_MS)
        self._build()
        self.area.typed.connect(self._typed)
        self.area.left.connect(self.autosave.flush)
        self.area.link_chosen.connect(lambda url: open_link(desk, url))
        self.autosave.changed.connect(self._show_state)
        self.trouble.acted.connect(self.autosave.flush)
        self._index.timeout.connect(self._refresh_index)
        desk.changes.changed.connect(self._heard)
        theme.changed.connect(self._restyle)
        if self.legend is not None:
            self.legend.chosen.connect(self.area.toggle_mark)
            self.legend.private_chosen.connect(self.toggle_extra_private)
        self.setFocusProxy(self.area)
        self._restyle()
        self.area.setEnabled(save is not None)
        self.area.load(self._load())
        self._show_reveal()

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.heading, 1)
        self._head.addWidget(self.reveal)
        self._head.addWidget(self.state)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.trouble)
        self._column.addWidget(self.area, 1)
        if self.legend is not None:
            self._column.addWidget(self.legend)

    # Which note

    def show_note(self, load: Callable[[], str], save: Callable[[str], None]) -> bool:
        """Edit another note; what is unsaved of the old one is saved first.

        If that fails the editor keeps the old note and says so: returns False.
        """
        if not self.flush():
            return False
        self._load, self._save = load, save
        self.area.setEnabled(True)
        self.area.load(load())
        self._show_reveal()
        return True

    def forget(self) -> None:
        """Drop the note and what is unsaved of it: its record is gone."""
        self.autosave.forget()
        self._load, self._save = str, None
        self.area.setEnabled(False)
        self.area.load("")

    def reload(self) -> None:
        """Take over what the note has become elsewhere, unless something here is unsaved."""
        if self.autosave.state is not SaveState.SAVED or self._save is None:
            return
        try:
            self.area.change_to(self._load())
            self._show_reveal()
        except NoSuchRecord:
            return  # whoever shows this editor hears of it too, and will forget the note

    def flush(self) -> bool:
        """Save what is unsaved; say whether everything is saved."""
        return self.autosave.flush()

    def text(self) -> str:
        """Return the text as it stands."""
        return self.area.text()

    def insert_mark(self, kind: MarkKind) -> None:
        """Begin the cursor's line with a mark, or take it away."""
        self.area.toggle_mark(kind)

    # What is extra private

    def toggle_extra_private(self) -> None:
        """Make the chosen lines extra private, or take that back."""
        self.area.toggle_extra_private()
        self._show_reveal()

    def toggle_reveal(self) -> None:
        """Show what is extra private, or cover it again."""
        self.area.reveal(not self.area.revealed)
        self._show_reveal()

    def has_extra_private(self) -> bool:
        """Say whether there is something to show or to cover."""
        return has_extra_private(self.area.text())

    def _show_reveal(self) -> None:
        self.reveal.setVisible(self.has_extra_private())
        shown = self.area.revealed
        self.reveal.set_text(t("Cover extra private") if shown else t("Show extra private"))
        self.reveal.set_icon("eye-off" if shown else "eye")

    # Saving

    def _typed(self) -> None:
        self.autosave.touch()
        self._index.start()

    def _store(self) -> None:
        if self._save is not None:
            self._save(self.area.text())

    def _show_state(self, state: SaveState, error: UserError | None) -> None:
        if state is SaveState.SAVED:
            # What was saved is one step of undo: else a whole paragraph would go at once.
            self.area.document().setModified(False)
            self.state.show_state(t("Saved"), "good")
            self.trouble.hide()
            self._show_reveal()
            self.saved.emit()
        elif error is None:
            self.state.show_state(t("Saving…"), "muted")
        else:
            self.state.show_state(t("Not saved"), "bad")
            self.trouble.set_sentence(t("Not saved: {reason}", reason=explain(error)))
            self.trouble.show()

    def _refresh_index(self) -> None:
        try:
            if self.flush() and refresh_index(self.desk.store):
                self._index.start()
        except UserError:
            self._index.start()  # the next save says what is wrong; search can wait

    def _heard(self, change: ChangeSet) -> None:
        if change.initiator is not self and change.touches("note"):
            self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when the page is left, and cover what is extra private."""
        super().hideEvent(event)
        self.area.reveal(False)
        self._show_reveal()
        self.autosave.flush()

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the state stand over the end of the lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        rest = max(self.width() - self.area.measure() - self.desk.theme.px(12), 0)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        margins = QMargins(rest if mirrored else 0, 0, 0 if mirrored else rest, 0)
        if self._head.contentsMargins() != margins:
            self._head.setContentsMargins(margins)

    def _restyle(self) -> None:
        self._column.setSpacing(self.desk.theme.px(10))
        self._fit()


class MarkLegend(QWidget):
    """The marks, each a chip that begins the line with it."""

    chosen = Signal(object)
    private_chosen = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(desk.theme, self)
        for kind in MarkKind:
            word = say(f"mark-{kind.value}")
            # Isolated, so that ">" is not mirrored where one reads from the right.
            symbol = f"\u2066{kind.symbol}\u2069"
            chip = Chip(desk.theme, f"{symbol} {word.lower()}", checkable=False)
            chip.setAccessibleName(t("Mark this line: {mark}", mark=word))
            set_tooltip(
                chip,
                t(
                    "Begins the line with {symbol} and a blank; you can type it, too.",
                    symbol=kind.symbol,
                ),
            )
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _checked=False, one=kind: self.chosen.emit(one))
            flow.addWidget(chip)
        private = Chip(desk.theme, f"{SIGN} {t('Extra private').lower()}", checkable=False)
        private.setAccessibleName(t("Make the chosen lines extra private"))
        set_tooltip(
            private,
            t(
                "Covered on the screen until you ask for it, never found by search, and in no "
                "file that you export. {symbol} and a blank do the same.",
                symbol=SIGN,
            ),
        )
        private.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        private.clicked.connect(lambda _checked=False: self.private_chosen.emit())
        flow.addWidget(private)


def extra_private_commands(place: str, editor: Callable[[], NotesEditor | None]) -> list[Command]:
    """Return the commands about what is extra private, for a place that shows notes.

    `editor` returns the notes that are seen, None for none.
    """

    def with_notes(do: Callable[[NotesEditor], object]) -> Callable[[], object]:
        def run() -> None:
            notes = editor()
            if notes is not None:
                do(notes)

        return run

    def covers_something() -> bool:
        notes = editor()
        return notes is not None and notes.has_extra_private()

    return [
        Command(
            id=f"{place}-extra-private",
            text=t("Extra private: the chosen lines, or not any more"),
            icon="eye-off",
            shortcut="Ctrl+Shift+P",
            place=place,
            when=lambda: editor() is not None,
            run=with_notes(NotesEditor.toggle_extra_private),
        ),
        Command(
            id=f"{place}-reveal",
            text=t("Show what is extra private, or cover it"),
            icon="eye",
            shortcut="Ctrl+Shift+H",
            place=place,
            when=covers_something,
            run=with_notes(NotesEditor.toggle_reveal),
        ),
    ]
