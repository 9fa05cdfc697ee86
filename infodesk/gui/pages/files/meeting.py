"""The files of a meeting, in a window over it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.ids import MeetingId
from infodesk.gui.desk import Desk
from infodesk.gui.pages.files.pane import FilesPane
from infodesk.gui.shell.dropping import local_files
from infodesk.gui.widgets import Button, PlainLabel
from infodesk.words import t


class MeetingFiles(QDialog):
    """Shows the files of one meeting; Esc closes."""

    def __init__(self, desk: Desk, meeting_id: MeetingId, parent: QWidget) -> None:
        super().__init__(parent)
        self._meeting = meeting_id
        theme, px = desk.theme, desk.theme.px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Files of the meeting"))
        self.setAcceptDrops(True)
        self.pane = FilesPane(desk)
        area = QScrollArea()
        area.setWidget(self.pane)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close = Button(theme, t("Close"), key="Esc")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(18))
        column.setSpacing(px(10))
        column.addWidget(PlainLabel(theme, t("Files of the meeting"), "title"))
        column.addWidget(area, 1)
        column.addLayout(foot)
        room = parent.window().size()
        self.resize(min(px(560), room.width() - px(32)), min(px(480), room.height() - px(32)))
        self.pane.show_meeting(meeting_id)
        self.pane.add.setFocus()
        desk.changes.changed.connect(self._heard)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files be dropped here."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped onto the window."""
        paths = local_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.pane.take(paths)

    def _heard(self, change: ChangeSet) -> None:
        if change.touches("attachment", "meeting"):
            self.pane.show_meeting(self._meeting)
