"""Fields on a page bound to a draft record: leaving a field commits it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from infodesk.core.errors import (
    BadValue,
    CannotWrite,
    DiskFull,
    ReadOnlyPlace,
    StaleEdit,
    UserError,
)
from infodesk.gui.widgets.tooltips import set_tooltip
from infodesk.words.errors import explain

T = TypeVar("T")

FIELD = "form_field"
"""The property that names the field of the draft a widget is bound to."""

RETRY_MS = 5_000
"""What the disk refused is tried again after this long."""


@dataclass(slots=True)
class _Field:
    """One widget and how its value is read and written; `error` shows what is wrong with it."""

    widget: QWidget
    read: Callable[[], Any]
    write: Callable[[Any], None]
    error: QLabel | None
    wrong: str = ""
    again: QTimer | None = None


class Form(Generic[T]):
    """Keeps a page's fields and a draft record (a frozen dataclass) in step.

    `commit(draft, field)` is called when a field is left with another value than the record has;
    what it raises as BadValue is shown at the field, StaleEdit goes to `stale(field)`, any
    other UserError to `failed`; what the disk refused stays and is tried again until it is saved.
    After a commit call `load` with the new record (a page does so when it hears of the change).
    """

    def __init__(
        self,
        commit: Callable[[T, str], object],
        *,
        stale: Callable[[str], object],
        failed: Callable[[UserError], object],
    ) -> None:
        self._commit = commit
        self._stale = stale
        self._failed = failed
        self._fields: dict[str, _Field] = {}
        self._record: T | None = None
        self._loading = False
        self._committing = False
        self._watch = _LeaveWatch(self._left)

    # Binding

    def text(self, name: str, edit: QLineEdit, error: QLabel | None = None) -> None:
        """Bind a line of text; Enter and leaving commit it."""
        edit.returnPressed.connect(lambda: self.commit(name))
        edit.textEdited.connect(lambda _text: self._forgive(name))
        self.bind(name, edit, edit.text, lambda value: edit.setText(value or ""), error)

    def plain(self, name: str, edit: QPlainTextEdit, error: QLabel | None = None) -> None:
        """Bind a plain text of several lines; leaving commits it."""
        self.bind(name, edit, edit.toPlainText, lambda value: edit.setPlainText(value or ""), error)

    def choice(self, name: str, combo: QComboBox, error: QLabel | None = None) -> None:
        """Bind a choice by the data of its entries; choosing commits it."""

        def write(value: Any) -> None:
            combo.setCurrentIndex(combo.findData(value))

        combo.activated.connect(lambda _index: self.commit(name))
        self.bind(name, combo, combo.currentData, write, error)

    def flag(self, name: str, box: QCheckBox, error: QLabel | None = None) -> None:
        """Bind a yes or no; a click commits it."""
        box.clicked.connect(lambda _checked: self.commit(name))
        self.bind(name, box, box.isChecked, box.setChecked, error)

    def bind(
        self,
        name: str,
        widget: QWidget,
        read: Callable[[], Any],
        write: Callable[[Any], None],
        error: QLabel | None = None,
    ) -> None:
        """Bind any widget to the draft's field `name`; leaving it commits.

        Without an `error` label the sentence about a wrong value is the widget's tooltip.
        """
        self._fields[name] = _Field(widget, read, write, error)
        widget.installEventFilter(self._watch)
        widget.setProperty(FIELD, name)
        if isinstance(widget, QAbstractSpinBox):
            widget.editingFinished.connect(lambda: self.commit(name))
        if error is not None:
            error.hide()

    # Loading

    @property
    def record(self) -> T | None:
        """The record as it was loaded last."""
        return self._record

    def load(self, record: T, *, fresh: bool = False) -> None:
        """Show `record`. A field that is being edited keeps what was typed.

        If the record's own value of such a field changed too, the edit is stale: `stale(field)`
        is called. `fresh` drops pending edits: for showing another record after `flush`.
        """
        before, pending = self._record, set() if fresh else set(self.pending)
        self._record = record
        stale = [
            name
            for name in pending
            if before is not None and getattr(before, name) != getattr(record, name)
        ]
        self._loading = True
        try:
            for name, field in self._fields.items():
                if name not in pending:
                    self._show(field, getattr(record, name))
        finally:
            self._loading = False
        if not self._committing:
            for name in stale:
                self._stale(name)

    def revert(self, name: str) -> None:
        """Drop what was typed into `name` and show the record's own value."""
        if self._record is not None:
            field = self._fields[name]
            self._show(field, getattr(self._record, name))

    # Committing

    @property
    def pending(self) -> list[str]:
        """The fields that show another value than the record has."""
        if self._record is None:
            return []
        return [
            name
            for name, field in self._fields.items()
            if _differs(field.read(), getattr(self._record, name))
        ]

    def commit(self, name: str) -> bool:
        """Commit one field if it was changed; say whether nothing is left to commit in it."""
        if self._record is None or self._loading or self._committing or name not in self.pending:
            return True
        field = self._fields[name]
        draft = replace(self._record, **{name: field.read()})  # type: ignore[type-var]
        self._committing = True
        try:
            self._commit(draft, name)
        except BadValue as error:
            self.show_error(name, explain(error))
            return False
        except StaleEdit:
            self._stale(name)
            return False
        except UserError as error:
            self._failed(error)
            if isinstance(error, CannotWrite | DiskFull | ReadOnlyPlace):
                self._try_again(name)
            return False
        finally:
            self._committing = False
        self._forgive(name)
        return True

    def flush(self) -> bool:
        """Commit every pending field, as before locking; say whether all were taken."""
        refused = [name for name in self.pending if not self.commit(name)]
        return not refused

    def _try_again(self, name: str) -> None:
        """Commit a field again in a while: a full disk may have room by then."""
        field = self._fields[name]
        if field.again is None:
            field.again = QTimer(field.widget)
            field.again.setSingleShot(True)
            field.again.setInterval(RETRY_MS)
            field.again.timeout.connect(lambda: self.commit(name))
        field.again.start()

    # Errors

    def show_error(self, name: str, sentence: str) -> None:
        """Show what is wrong with a field beside it and to screen readers; "" takes it away."""
        field = self._fields[name]
        field.wrong = sentence
        field.widget.setProperty("wrong", bool(sentence))
        field.widget.setAccessibleDescription(sentence)
        style = field.widget.style()
        style.unpolish(field.widget)
        style.polish(field.widget)
        if field.error is None:
            set_tooltip(field.widget, sentence)
        else:
            field.error.setText(sentence)
            field.error.setVisible(bool(sentence))

    def error(self, name: str) -> str:
        """Return the sentence shown at a field, "" for none."""
        return self._fields[name].wrong

    def _forgive(self, name: str) -> None:
        if self._fields[name].wrong:
            self.show_error(name, "")

    def _show(self, field: _Field, value: Any) -> None:
        if _differs(field.read(), value):  # writing an equal text would move the cursor
            field.write(value)
        if field.wrong:
            self.show_error(str(field.widget.property(FIELD)), "")

    def _left(self, widget: QWidget) -> None:
        self.commit(str(widget.property(FIELD)))


def _differs(shown: Any, kept: Any) -> bool:
    """Say whether a widget shows another value than the record; an empty text is None."""
    return bool((shown or None) != (kept or None)) if _texts(shown, kept) else bool(shown != kept)


def _texts(*values: Any) -> bool:
    return all(value is None or isinstance(value, str) for value in values)


class _LeaveWatch(QObject):
    """Calls `left` when the keyboard leaves a field for another one of this program."""

    def __init__(self, left: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._left = left

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the focus go; never take an event."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, QWidget):
            self._left(watched)
        return False
