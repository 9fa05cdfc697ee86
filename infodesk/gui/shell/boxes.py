"""Boxes and file dialogs on the screen: plain text, opened beside the event loop."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from infodesk.gui.ask import Ask, Choice, FileKind
from infodesk.gui.hardening import allow_dumps, forbid_dumps
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, PlainLabel


class Box(QDialog):
    """A question in plain words with a button for each answer; Esc is the empty answer."""

    def __init__(
        self, theme: Theme, title: str, text: str, choices: Sequence[Choice], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.answer = ""
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleDescription(text)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(20), margin, theme.px(20))
        column.setSpacing(theme.px(12))
        column.addWidget(PlainLabel(theme, title, "section", wrap=True))
        words = PlainLabel(theme, text, "body", wrap=True, selectable=True)
        words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words.setVisible(bool(text))
        column.addWidget(words)
        self.body = QVBoxLayout()
        column.addLayout(self.body)
        column.addSpacing(theme.px(4))
        column.addLayout(self._buttons(theme, choices))
        self.setMinimumWidth(min(theme.px(420), 1000))
        self.setMaximumWidth(theme.px(640))

    def _buttons(self, theme: Theme, choices: Sequence[Choice]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        for choice in choices:
            button = Button(theme, choice.text, kind=choice.kind)
            # Enter must not do what cannot be taken back.
            button.setAutoDefault(choice.kind != "danger")
            button.setDefault(choice.kind == "primary")
            button.clicked.connect(lambda _checked=False, id_=choice.id: self._choose(id_))
            row.addWidget(button)
            if choice.kind == "primary" or len(choices) == 1:
                button.setFocus()
        return row

    def _choose(self, answer: str) -> None:
        self.answer = answer
        self.accept()


class BoxAsk(Ask):
    """Asks in boxes over `window`, one at a time as the person closes them."""

    def __init__(self, theme: Theme, window: Callable[[], QWidget | None]) -> None:
        self._theme = theme
        self._window = window

    def choose(
        self,
        title: str,
        text: str,
        choices: Sequence[Choice],
        done: Callable[[str], object],
        *,
        detail: str = "",
    ) -> None:
        """Show a box with a button for each choice."""
        box = Box(self._theme, title, text, choices, self._window())
        if detail:
            more = QPlainTextEdit(detail)
            more.setReadOnly(True)
            more.setFont(self._theme.font("mono"))
            more.setAccessibleName(title)
            more.setMinimumSize(self._theme.px(480), self._theme.px(160))
            box.body.addWidget(more)
        box.finished.connect(lambda _code: done(box.answer))
        box.open()

    def line(
        self, title: str, label: str, done: Callable[[str], object], *, value: str = ""
    ) -> None:
        """Show a box with one line to type in."""
        yes = self.ok()
        box = Box(self._theme, title, label, [self.cancel(), yes], self._window())
        edit = QLineEdit(value)
        edit.setAccessibleName(label)
        box.body.addWidget(edit)
        edit.setFocus()
        box.finished.connect(lambda _code: done(edit.text()) if box.answer == yes.id else None)
        box.open()

    def open_files(
        self,
        title: str,
        kinds: Sequence[FileKind],
        done: Callable[[list[Path]], object],
        *,
        many: bool = False,
    ) -> None:
        """Show the system's dialog for opening files."""
        dialog = self._file_dialog(title, kinds)
        dialog.setDirectory(usual_folder(QStandardPaths.StandardLocation.DownloadLocation))
        mode = QFileDialog.FileMode
        dialog.setFileMode(mode.ExistingFiles if many else mode.ExistingFile)
        dialog.filesSelected.connect(lambda names: done([Path(name) for name in names]))
        self._open(dialog)

    def save_file(
        self, title: str, name: str, kinds: Sequence[FileKind], done: Callable[[Path], object]
    ) -> None:
        """Show the system's dialog for saving a file."""
        dialog = self._file_dialog(title, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if kinds:
            dialog.setDefaultSuffix(kinds[0].patterns[0].removeprefix("*."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
        self._open(dialog)

    def folder(self, title: str, done: Callable[[Path], object]) -> None:
        """Show the system's dialog for choosing a folder."""
        dialog = self._file_dialog(title, [])
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
        self._open(dialog)

    def _file_dialog(self, title: str, kinds: Sequence[FileKind]) -> QFileDialog:
        dialog = QFileDialog(self._window(), title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setDirectory(usual_folder(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.setNameFilters([f"{kind.text} ({' '.join(kind.patterns)})" for kind in kinds])
        return dialog

    def _open(self, dialog: QFileDialog) -> None:
        # A portal must be able to see which program is asking.
        allow_dumps()
        dialog.finished.connect(lambda _code: forbid_dumps())
        dialog.open()


def usual_folder(location: QStandardPaths.StandardLocation) -> str:
    """Return where people keep such files, their home if there is no such folder."""
    place = Path(QStandardPaths.writableLocation(location))
    return str(place if place.is_dir() else Path.home())
