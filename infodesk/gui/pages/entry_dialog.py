"""A small form for one line of a career: what, where, from when to when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from infodesk.core.errors import BadValue, UserError
from infodesk.formats.dates import parse_month
from infodesk.gui.desk import Desk
from infodesk.gui.pages.companies.completer import company_completer
from infodesk.gui.widgets import Button, Field, PlainLabel, PrimaryButton, QuietButton
from infodesk.words import t
from infodesk.words.errors import explain


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryField:
    """One field: `key` is the name under which its text is kept; `companies` completes them."""

    key: str
    label: str
    text: str = ""
    placeholder: str = ""
    companies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was typed; days are None where nothing was."""

    texts: Mapping[str, str]
    started_on: date | None = None
    finished_on: date | None = None
    lasts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when; `lasts` is None where nothing can still last."""

    started_on: date | None = None
    finished_on: date | None = None
    lasts: bool | None = None
    lasts_words: str = ""


class EntryDialog(QDialog):
    """Asks for one line; Enter keeps it, Esc leaves everything as it was.

    `keep(entry)` writes it or raises: a BadValue is shown at its field. `remove` offers to take
    the line away.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        fields: Sequence[EntryField],
        keep: Callable[[Entry], object],
        parent: QWidget,
        *,
        span: Span | None = None,
        remove: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._keep, self._remove = desk, keep, remove
        theme, px = desk.theme, desk.theme.px
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.edits: dict[str, QLineEdit] = {}
        self.fields: dict[str, Field] = {}
        self.lasts: QCheckBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(PlainLabel(theme, title, "section", wrap=True))
        for field in fields:
            column.addWidget(self._field(field))
        if span is not None:
            self._add_span(column, span)
        column.addSpacing(px(4))
        column.addLayout(self._buttons())
        self.setMinimumWidth(min(px(420), desk.theme.px(420)))
        self.edits[fields[0].key].setFocus()

    def _field(self, field: EntryField) -> Field:
        edit = QLineEdit(field.text)
        edit.setPlaceholderText(field.placeholder)
        if field.companies:
            edit.setCompleter(company_completer(self._desk, self))
        self.edits[field.key] = edit
        shown = self.fields[field.key] = Field(self._desk.theme, field.label, edit)
        edit.textEdited.connect(lambda _text: shown.set_error(""))
        return shown

    def _add_span(self, column: QVBoxLayout, span: Span) -> None:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.px(12))
        for key, label, day in (
            ("started_on", t("From"), span.started_on),
            ("finished_on", t("Until"), span.finished_on),
        ):
            placeholder = t("2019 or May 2019")
            row.addWidget(
                self._field(
                    EntryField(key=key, label=label, text=typed_month(day), placeholder=placeholder)
                ),
                1,
                Qt.AlignmentFlag.AlignTop,
            )
        column.addLayout(row)
        if span.lasts is not None:
            box = self.lasts = QCheckBox(span.lasts_words)
            box.setChecked(span.lasts)
            box.toggled.connect(lambda on: self.edits["finished_on"].setDisabled(on))
            self.edits["finished_on"].setDisabled(span.lasts)
            column.addWidget(box)

    def _buttons(self) -> QHBoxLayout:
        theme = self._desk.theme
        self.keep_button = PrimaryButton(theme, t("Keep"), key="Return")
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self.keep)
        cancel = Button(theme, t("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        if self._remove is not None:
            self.remove_button = QuietButton(theme, t("Remove"), icon="trash")
            self.remove_button.clicked.connect(self.remove)
            row.addWidget(self.remove_button)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.keep_button)
        return row

    def keep(self) -> None:
        """Write what was typed, or say at its field what is wrong."""
        try:
            self._keep(self._entry())
        except BadValue as error:
            self._refuse(str(error.facts.get("field", "")), explain(error))
        except UserError as error:
            self._refuse("", explain(error))
        else:
            self.accept()

    def remove(self) -> None:
        """Take the line away."""
        if self._remove is None:
            return
        try:
            self._remove()
        except UserError as error:
            self._refuse("", explain(error))
        else:
            self.accept()

    def _entry(self) -> Entry:
        lasts = self.lasts is not None and self.lasts.isChecked()
        days = {
            key: None if lasts and key == "finished_on" else read_month(edit.text(), key)
            for key, edit in self.edits.items()
            if key in ("started_on", "finished_on")
        }
        texts = {key: edit.text() for key, edit in self.edits.items() if key not in days}
        return Entry(
            texts=texts,
            started_on=days.get("started_on"),
            finished_on=days.get("finished_on"),
            lasts=lasts,
        )

    def _refuse(self, key: str, sentence: str) -> None:
        name = key if key in self.fields else next(iter(self.fields))
        self.fields[name].set_error(sentence)
        self.edits[name].setFocus()


def typed_month(day: date | None) -> str:
    """Return a day as one would type it: "2019", "2019-05", "2019-05-12"."""
    if day is None:
        return ""
    text = day.isoformat()
    return text[:4] if text.endswith("-01-01") else text[:7] if text.endswith("-01") else text


def read_month(text: str, key: str) -> date | None:
    """Return the day, month or year typed, None for nothing; BadValue(key) if it is none."""
    typed = text.strip()
    if not typed:
        return None
    found = parse_month(typed)
    if found is None:
        raise BadValue(field=key, reason="not-a-month")
    return found
