"""The facts of a person, each edited in place: a label, the value, what can be done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.errors import BadValue, NoSuchRecord, StaleEdit, UserError
from infodesk.gui.desk import Desk
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import IconButton, InlineEdit, PlainLabel
from infodesk.words import t
from infodesk.words.errors import explain

LABEL_WIDTH = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class FactButton:
    """Something to do with a fact: copy it, open it."""

    icon: str
    name: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact: `key` tells rows apart, `commit` takes what was typed or raises a UserError."""

    key: str
    label: str
    text: str
    placeholder: str
    commit: Callable[[str], object]
    buttons: Sequence[FactButton] = ()


class FactRow(QWidget):
    """Shows one fact; what is refused stays in the editor with the reason below."""

    def __init__(self, desk: Desk, fact: Fact) -> None:
        super().__init__()
        self._desk = desk
        self._theme: Theme = desk.theme
        self.fact = fact
        self._about = fact.text
        self.refused = False
        self.label = PlainLabel(desk.theme, fact.label, "body", "muted")
        self.edit = InlineEdit(desk.theme, fact.label, placeholder=fact.placeholder)
        self.edit.committed.connect(self._commit)
        self.wrong = PlainLabel(desk.theme, "", "small", "bad", wrap=True)
        self.wrong.hide()
        self._line = QHBoxLayout()
        self._line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addWidget(self.edit, 1)
        self._buttons: list[IconButton] = []
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._line)
        self._column.addWidget(self.wrong)
        desk.theme.changed.connect(self._restyle)
        self._restyle()
        self.show_fact(fact)

    def show_fact(self, fact: Fact) -> None:
        """Show `fact`; an editor that is open keeps what was typed and says if it is stale."""
        self.fact = fact
        self.label.setText(fact.label)
        if self.edit.is_editing() and fact.text != self._about:
            self._say(t("Changed elsewhere to “{value}”. Enter keeps yours.", value=fact.text))
        elif not self.edit.is_editing():
            self._say("")
        self._about = fact.text
        self.edit.set_text(fact.text)
        self._show_buttons(fact.buttons)

    def forget(self) -> None:
        """Drop what is being typed: another person is shown."""
        self.refused = False
        self.edit.cancel()
        self._say("")

    def flush(self) -> bool:
        """Commit what is being typed; say whether it was taken."""
        self.edit.commit()
        return not self.refused

    def _commit(self, typed: str) -> None:
        self.refused = False
        self._say("")
        try:
            self.fact.commit(typed)
        except (BadValue, StaleEdit, NoSuchRecord) as error:
            self._refuse(typed, explain(error))
        except UserError as error:
            self._desk.notices.failed(error)
            self._refuse(typed, explain(error))
        else:
            if not self.edit.is_editing():
                self.edit.set_text(self.fact.text)

    def _refuse(self, typed: str, sentence: str) -> None:
        self.refused = True
        fact = self.fact
        self.edit.set_text(fact.text)
        self._say(sentence)
        # The editor is being left just now; it opens again when that is over.
        QTimer.singleShot(0, self, lambda: self._reopen(fact, typed, sentence))

    def _reopen(self, fact: Fact, typed: str, sentence: str) -> None:
        if self.refused and fact.key == self.fact.key and self.isVisible():
            self.edit.edit(typed)
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)

    def _show_buttons(self, buttons: Sequence[FactButton]) -> None:
        while len(self._buttons) < len(buttons):
            button = IconButton(self._theme, "copy", "")
            number = len(self._buttons)
            button.clicked.connect(lambda _checked=False, n=number: self._press(n))
            self._buttons.append(button)
            self._line.addWidget(button)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(buttons))
            if number < len(buttons):
                button.set_icon(buttons[number].icon)
                button.set_name(buttons[number].name)

    def _press(self, number: int) -> None:
        self.fact.buttons[number].run()

    def _restyle(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._line.setSpacing(px(2))
        self.label.setMinimumSize(px(LABEL_WIDTH), px(28))
        self.wrong.setContentsMargins(px(LABEL_WIDTH + 8), 0, 0, px(4))


class FactList(QWidget):
    """The rows of a person's facts; rows that stay keep their editors."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: dict[str, FactRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_facts(self, facts: Sequence[Fact], *, fresh: bool = False) -> None:
        """Show `facts` in order; `fresh` drops what is being typed."""
        keys = [fact.key for fact in facts]
        for key in [key for key in self._rows if key not in keys]:
            gone = self._rows.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, fact in enumerate(facts):
            row = self._rows.get(fact.key)
            if row is None:
                row = self._rows[fact.key] = FactRow(self._desk, fact)
            else:
                if fresh:
                    row.forget()
                row.show_fact(fact)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)

    def row(self, key: str) -> FactRow:
        """Return the row of a fact; KeyError if it is not shown."""
        return self._rows[key]

    def flush(self) -> bool:
        """Commit what is being typed; say whether all was taken."""
        refused = [row for row in self._rows.values() if not row.flush()]
        return not refused
