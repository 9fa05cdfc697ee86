"""Boxes and file dialogs on the screen: plain text, opened beside the event loop."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from infodesk.gui.ask import Ask, Choice, FileKind
from infodesk.gui.hardening import allow_dumps, forbid_dumps
from infodesk.gui.theme import Theme

if TYPE_CHECKING:  # the lock screen does not wait for dialogs: 8 ms
    from PySide6.QtWidgets import QFileDialog

    from infodesk.gui.shell.box import Box


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
        box = self._box(title, text, choices)
        if detail:
            from PySide6.QtWidgets import QPlainTextEdit

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
        box = self._box(title, label, [self.cancel(), yes])
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
        mode = dialog.FileMode
        dialog.setFileMode(mode.ExistingFiles if many else mode.ExistingFile)
        dialog.filesSelected.connect(lambda names: done([Path(name) for name in names]))
        self._open(dialog)

    def save_file(
        self, title: str, name: str, kinds: Sequence[FileKind], done: Callable[[Path], object]
    ) -> None:
        """Show the system's dialog for saving a file."""
        dialog = self._file_dialog(title, kinds)
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        if kinds:
            dialog.setDefaultSuffix(kinds[0].patterns[0].removeprefix("*."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
        self._open(dialog)

    def folder(self, title: str, done: Callable[[Path], object]) -> None:
        """Show the system's dialog for choosing a folder."""
        dialog = self._file_dialog(title, [])
        dialog.setFileMode(dialog.FileMode.Directory)
        dialog.setOption(dialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
        self._open(dialog)

    def _box(self, title: str, text: str, choices: Sequence[Choice]) -> "Box":
        from infodesk.gui.shell.box import Box

        return Box(self._theme, title, text, choices, self._window())

    def _file_dialog(self, title: str, kinds: Sequence[FileKind]) -> "QFileDialog":
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window(), title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setDirectory(usual_folder(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.setNameFilters([f"{kind.text} ({' '.join(kind.patterns)})" for kind in kinds])
        return dialog

    def _open(self, dialog: "QFileDialog") -> None:
        # A portal must be able to see which program is asking.
        allow_dumps()
        dialog.finished.connect(lambda _code: forbid_dumps())
        dialog.open()


def usual_folder(location: QStandardPaths.StandardLocation) -> str:
    """Return where people keep such files, their home if there is no such folder."""
    place = Path(QStandardPaths.writableLocation(location))
    return str(place if place.is_dir() else Path.home())
