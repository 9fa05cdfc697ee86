"""The files of a person or a meeting as rows, with the ways to add one."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.attachments import MANY_BYTES, Attachment
from infodesk.core.ids import AttachmentId, MeetingId, PersonId
from infodesk.core.moments import zone
from infodesk.gui.desk import Desk
from infodesk.gui.images import read_image
from infodesk.gui.pages.files.actions import FileActions, Owner, limit_words
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import (
    Banner,
    Button,
    ElidedLabel,
    FlowLayout,
    IconButton,
    PlainLabel,
    QuietButton,
)
from infodesk.gui.widgets.painting import paint_ring
from infodesk.store import attachments as rows
from infodesk.words import t
from infodesk.words.dates import day_nearby
from infodesk.words.files import kind_words, size_words

THUMB = 36


class FilesPane(QWidget):
    """Shows files, newest first; adds by button, by dropping and by pasting a picture."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._owner = Owner()
        self._shown: list[Attachment] | None = None
        self._list: list[QWidget] = []
        self._wanted: deque[FileRow] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_next)
        self.does = FileActions(desk, self)
        theme, px = desk.theme, desk.theme.px
        self.add = Button(theme, t("Add files…"), icon="paperclip", size="small")
        self.add.clicked.connect(lambda: self.does.choose(self._owner))
        self.paste = QuietButton(theme, t("Paste a picture"), icon="copy")
        self.paste.clicked.connect(lambda: self.does.paste(self._owner))
        self.many = Banner(theme, "", "warn")
        self.hint = PlainLabel(theme, "", "small", "muted", wrap=True)
        ways = QWidget()
        flow = FlowLayout(theme, ways, gap=8)
        flow.addWidget(self.add)
        flow.addWidget(self.paste)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 0, 0)
        column.setSpacing(px(8))
        for widget in (ways, self.many):
            column.addWidget(widget)
        column.addLayout(self._rows)
        column.addWidget(self.hint)
        column.addStretch(1)

    def show_person(self, person_id: PersonId) -> None:
        """Show the files of a person and of the meetings with them."""
        self._owner = Owner(person_id=person_id)
        self._show(rows.of_person(self._desk.store.db, person_id))

    def show_meeting(self, meeting_id: MeetingId) -> None:
        """Show the files of a meeting."""
        self._owner = Owner(meeting_id=meeting_id)
        self._show(rows.of_meeting(self._desk.store.db, meeting_id))

    def take(self, paths: Sequence[Path]) -> None:
        """Keep files that were dropped here."""
        self.does.add(self._owner, paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a picture with the usual keys."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.does.paste(self._owner)
        else:
            super().keyPressEvent(event)

    def _show(self, files: list[Attachment]) -> None:
        total = rows.total_size(self._desk.store.db)
        self.many.setVisible(total > MANY_BYTES)
        self.many.set_sentence(
            t(
                "The files in this vault take {size}. Every backup holds all of them, so it takes "
                "longer and more space.",
                size=size_words(total),
            )
        )
        if files == self._shown:
            return
        self._shown = files
        focused = next(
            ((at, row.file.id) for at, row in enumerate(self._file_rows()) if row.hasFocus()), None
        )
        self._wanted.clear()
        for old in self._list:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._list = [self._row(file) for file in files]
        for row in self._list:
            self._rows.addWidget(row)
            row.show()  # now, so that it can have the focus
        lead = "" if files else t("No files yet. Add a CV, a card or a picture, or drop them here.")
        self.hint.setText(f"{lead} {limit_words()}".strip())
        if focused is not None:
            self._focus(*focused)

    def _row(self, file: Attachment) -> "FileRow":
        row = FileRow(self._desk, file, meeting=self._owner.meeting_id is None)
        row.opened.connect(lambda: self.does.open(file))
        row.removed.connect(lambda: self.does.remove(file))
        row.renamed.connect(lambda: self.does.rename(file))
        row.asked.connect(lambda: self._offer(row))
        if file.is_picture:
            self._wanted.append(row)
            self._timer.start()
        return row

    def _offer(self, row: "FileRow") -> None:
        menu = self.does.menu(row.file, row, self._owner.person_id)
        menu.popup(row.more.mapToGlobal(row.more.rect().bottomLeft()))

    def _file_rows(self) -> list["FileRow"]:
        return [row for row in self._list if isinstance(row, FileRow)]

    def _focus(self, place: int, file_id: AttachmentId) -> None:
        """Put the focus on a file, on the one that took its place, or on the button."""
        shown = self._file_rows()
        same = [row for row in shown if row.file.id == file_id]
        best: QWidget = (*same, *shown[place:], *shown[-1:], self.add)[0]
        best.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no pictures that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on reading."""
        super().showEvent(event)
        if self._wanted:
            self._timer.start()

    def _read_next(self) -> None:
        """Read one picture between two turns of the event loop."""
        if not self._wanted:
            self._timer.stop()
            return
        row = self._wanted.popleft()
        side = round(self._desk.theme.px(THUMB) * self.devicePixelRatioF())
        data = rows.content(self._desk.store.db, row.file.id)
        image = read_image(data, 2 * side)
        if not image.isNull():
            row.show_thumb(QPixmap.fromImage(image))


class FileRow(QWidget):
    """One file: what it is, how large, since when; Enter opens, Del removes, F2 renames."""

    opened = Signal()
    removed = Signal()
    renamed = Signal()
    asked = Signal()

    def __init__(self, desk: Desk, file: Attachment, *, meeting: bool) -> None:
        super().__init__()
        self._theme, self.file = desk.theme, file
        theme, px = desk.theme, desk.theme.px
        today = desk.clock().date()
        parts = [kind_words(file.media_type), size_words(file.size)]
        if meeting and file.starts_at is not None:
            day = file.starts_at.astimezone(zone(file.zone)).date()
            parts.append(t("Meeting {day}", day=day_nearby(day, today)))
        else:
            parts.append(day_nearby(file.added_at.astimezone().date(), today))
        if file.is_photo:
            parts.insert(0, t("Profile picture"))
        below = " · ".join(parts)
        self.thumb = _Thumb(theme, "file-pdf" if file.media_type == "application/pdf" else "file")
        self.name = ElidedLabel(theme, file.name, "medium")
        self.detail = ElidedLabel(theme, below, "small", "muted")
        self.more = IconButton(theme, "more", t("More for {name}", name=file.name))
        self.more.clicked.connect(self.asked)
        self.setAccessibleName(f"{file.name}. {below}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.more.setCursor(Qt.CursorShape.ArrowCursor)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(6), px(5), px(4), px(5))
        row.setSpacing(px(10))
        row.addWidget(self.thumb)
        row.addLayout(words, 1)
        row.addWidget(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_thumb(self, picture: QPixmap) -> None:
        """Show the picture itself, small."""
        self.thumb.show_picture(picture)

    def event(self, event: QEvent) -> bool:
        """Keep Delete and F2 from the window while this row has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_F2)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, remove with Del, rename with F2."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.renamed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done."""
        event.accept()
        self.asked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open by a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground under the pointer, and the ring."""
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), px(6))


class _Thumb(QWidget):
    """What stands before a file: its picture, small, or the sign of its kind."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        side = self._theme.px(THUMB)
        return QSize(side, side)

    def show_picture(self, picture: QPixmap) -> None:
        """Show a picture, its middle."""
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw picture or sign."""
        painter, theme = QPainter(self), self._theme
        if self._picture is not None:
            side = min(self._picture.width(), self._picture.height())
            left = (self._picture.width() - side) // 2
            top = (self._picture.height() - side) // 2
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._picture.copy(left, top, side, side))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chip"))
        painter.drawRoundedRect(QRectF(self.rect()), theme.px(6), theme.px(6))
        sign = theme.pixmap(self._icon, "muted", 18, self.devicePixelRatioF())
        side = theme.px(18)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, sign)
