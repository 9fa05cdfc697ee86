"""The line that logs what just happened, with chips that say what was understood."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from infodesk.core.ids import PersonId
from infodesk.core.quick_actions import Action, ActionKind, QuickLine
from infodesk.core.quick_log import understand
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Card, Chip, FlowLayout, KeyHint, Pill, PlainLabel
from infodesk.store import people, search
from infodesk.words import t
from infodesk.words.dates import day_nearby

MOST_NAMES = 6
_ROOM_FOR_TYPING = 380


class LogField(QLineEdit):
    """The field itself; Esc empties it, an empty one leaves Esc to the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the line with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # one Enter must not also choose the name that it leads to


class QuickLog(Card):
    """Understands while one types; Enter says it is right.

    `logged(person_id, line)` and `new_person(name, line)` carry what to log; `current` gives the
    person that a line without a name is about.
    """

    logged = Signal(object, object)
    new_person = Signal(str, object)

    def __init__(self, desk: Desk, current: Callable[[], PersonId | None]) -> None:
        super().__init__(desk.theme, margin=8, gap=6)
        self._desk, self._current = desk, current
        theme = desk.theme
        self.line = QuickLine()
        self.names: list[Chip] = []
        self._ids: list[PersonId | None] = []
        self._wide: list[QWidget] = []
        self.label = PlainLabel(theme, t("What just happened?"), "body", "muted")
        self.field = LogField()
        self.field.setFrame(False)
        self.field.setProperty("bare", True)
        self.field.setAccessibleName(t("What just happened?"))
        self.field.setPlaceholderText(t("met Ana, sent thanks, next in 2 weeks"))
        self.label.setBuddy(self.field)
        self.field.textChanged.connect(lambda _text: self.read())
        self.field.returnPressed.connect(self.enter)
        self.key = KeyHint(theme, "Return")
        self._row = QHBoxLayout()
        self._row.setContentsMargins(theme.px(8), 0, theme.px(4), 0)
        self._row.setSpacing(theme.px(10))
        self._beside = QWidget()
        self._beside_row = QHBoxLayout(self._beside)
        self._beside_row.setContentsMargins(0, 0, 0, 0)
        self._beside_row.setSpacing(theme.px(6))
        self._below = QWidget()
        self._flow = FlowLayout(theme, self._below, gap=6)
        for widget, stretch in ((self.label, 0), (self.field, 1), (self._beside, 0), (self.key, 0)):
            self._row.addWidget(widget, stretch)
        self.body.addLayout(self._row)
        self.body.addWidget(self._below)
        self._below.hide()
        self._beside.hide()
        self.key.hide()
        theme.changed.connect(self._arrange)

    def start(self) -> None:
        """Put the cursor into the line."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def chosen(self) -> PersonId | None:
        """Return the person whose chip is on."""
        for chip, person_id in zip(self.names, self._ids, strict=True):
            if chip.isChecked():
                return person_id
        return None

    # Understanding

    def read(self) -> None:
        """Understand the line anew and show what was understood."""
        typed = self.field.text()
        self.line = understand(typed, self._desk.clock().date())
        self._clear()
        if typed.strip():
            self._show_names()
            for action in self.line.actions:
                self._add(Pill(self._theme, action_words(action, self._today()), "accent"))
            if self.line.plans:
                self._add(Pill(self._theme, self._next_words(), "info"))
            if not self.line.says_something:
                words = t("Say what happened: met, called, wrote, sent thanks, said yes …")
                self._add(PlainLabel(self._theme, words, "small", "muted"))
        self.key.setVisible(bool(typed.strip()))
        self._arrange()

    def _today(self) -> date:
        return self._desk.clock().date()

    def _show_names(self) -> None:
        db, name = self._desk.store.db, self.line.name
        ids = search.named(db, name, MOST_NAMES) if name else []
        if not name and (current := self._current()) is not None:
            ids = [current]
        rows = people.load_rows(db, ids)
        found = [rows[one] for one in ids if one in rows]
        exact = [row for row in found if row.name.casefold() == name.casefold()]
        sure = found if len(found) == 1 else exact if len(exact) == 1 else []
        for row in found:
            words = row.name if row in sure or not row.company else f"{row.name} · {row.company}"
            self._offer(_short(words), row.id, on=row in sure)
        if name and not exact:
            self._offer(t("Add “{name}”", name=_short(name)), None, on=False)

    def _offer(self, words: str, person_id: PersonId | None, *, on: bool) -> None:
        chip = Chip(self._theme, words)
        chip.setAutoExclusive(True)
        chip.setChecked(on)
        chip.clicked.connect(lambda: self.field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.names.append(chip)
        self._ids.append(person_id)
        self._add(chip)

    def _next_words(self) -> str:
        what = self.line.next_text or t("Next step")
        if self.line.next_on is None:
            return _short(what)
        when = day_nearby(self.line.next_on, self._today())
        return t("{what} · {when}", what=_short(what), when=when)

    # Saying that it is right

    def enter(self) -> None:
        """Log the line if it is clear who is meant, else go to the names to choose from."""
        on = [number for number, chip in enumerate(self.names) if chip.isChecked()]
        if not self.field.text().strip():
            return
        if not on:
            if self.names:
                self.names[0].setFocus(Qt.FocusReason.TabFocusReason)
            return
        person_id = self._ids[on[0]]
        if person_id is None:
            self.new_person.emit(self.line.name, self.line)
        elif self.line.says_something:
            self.logged.emit(person_id, self.line)

    def forget(self) -> None:
        """Empty the line."""
        self.field.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a name with Enter; go between the names with the arrows."""
        focus = self.focusWidget()
        chip = next((one for one in self.names if one is focus), None)
        if chip is None:
            super().keyPressEvent(event)
            return
        place = self.names.index(chip)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chip.setChecked(True)
            self.enter()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
            self.names[(place + step) % len(self.names)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_Escape:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # Placing the chips

    def _clear(self) -> None:
        for widget in self._wide:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self._wide, self.names, self._ids = [], [], []

    def _add(self, widget: QWidget) -> None:
        self._wide.append(widget)

    def _arrange(self) -> None:
        """Put the chips beside what is typed while there is room to type, else below it."""
        theme = self._theme
        needed = sum(widget.sizeHint().width() + theme.px(6) for widget in self._wide)
        room = self.width() - self.label.sizeHint().width() - theme.px(_ROOM_FOR_TYPING)
        beside = needed <= room
        for layout in (self._beside_row, self._flow):
            while layout.count():
                layout.takeAt(0)
        for widget in self._wide:
            layout = self._beside_row if beside else self._flow
            layout.addWidget(widget)
            widget.show()
        self._beside.setVisible(bool(self._wide) and beside)
        self._below.setVisible(bool(self._wide) and not beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the chips anew."""
        super().resizeEvent(event)
        self.label.setVisible(self.width() > self._theme.px(520))
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Be no wider than the page."""
        return QSize(self._theme.px(200), super().minimumSizeHint().height())


def action_words(action: Action, today: date) -> str:
    """Return what was understood: Meeting · today."""
    day = day_nearby(action.day, today)
    return t("{what} · {when}", what=_ACTIONS[action.kind](), when=day)


_ACTIONS: dict[ActionKind, Callable[[], str]] = {
    ActionKind.MET: lambda: t("Meeting"),
    ActionKind.CALLED: lambda: t("Call"),
    ActionKind.WROTE: lambda: t("Message sent"),
    ActionKind.MAILED: lambda: t("E-mail sent"),
    ActionKind.INVITED: lambda: t("Invitation sent"),
    ActionKind.ASKED: lambda: t("Request sent"),
    ActionKind.FOLLOWED_UP: lambda: t("Follow-up sent"),
    ActionKind.THANKED: lambda: t("Thank-you sent"),
    ActionKind.UPDATED: lambda: t("Update sent"),
    ActionKind.WROTE_BACK: lambda: t("Reply"),
    ActionKind.SAID_YES: lambda: t("Said yes"),
    ActionKind.SAID_LATER: lambda: t("Said later"),
    ActionKind.SAID_NO: lambda: t("Said no"),
}


def _short(text: str) -> str:
    return text if len(text) <= 32 else f"{text[:31]}…"
