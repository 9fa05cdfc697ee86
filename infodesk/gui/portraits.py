"""The pictures of people as small discs: read when they are first seen, kept in memory only."""

from collections import OrderedDict, deque

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from infodesk.core.changes import ChangeSet
from infodesk.core.ids import AttachmentId, PersonId
from infodesk.gui.changes import Changes
from infodesk.gui.images import read_image
from infodesk.store import attachments as rows
from infodesk.store.store import Store

SIDE = 160
"""The side in dots of what is kept of a picture: the largest avatar at 200 %, sharp."""

KEPT = 300


class Portraits(QObject):
    """Returns the pictures of people who have one; `arrived` when one more was read.

    Whoever has none costs one look into a dictionary, so a list of 30,000 is not slower for it.
    A picture is read after the list was painted, one between two turns of the event loop.
    """

    arrived = Signal()

    def __init__(self, store: Store, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._known: dict[PersonId, AttachmentId] | None = None
        self._kept: OrderedDict[AttachmentId, QImage] = OrderedDict()
        self._discs: dict[tuple[AttachmentId, int], QPixmap] = {}
        self._wanted: deque[AttachmentId] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read_next)
        changes.changed.connect(self._heard)

    def disc(self, person_id: int, side: int, ratio: float) -> QPixmap | None:
        """Return a person's picture as a disc of `side`, None for no picture or not yet."""
        if self._known is None:
            self._known = rows.photos(self._store.db)
        photo = self._known.get(PersonId(person_id))
        if photo is None:
            return None
        dots = max(1, round(side * ratio))
        disc = self._discs.get((photo, dots))
        if disc is not None:
            return disc
        image = self._kept.get(photo)
        if image is None:
            self._want(photo)
            return None
        if image.isNull():  # it cannot be shown: initials are
            return None
        if len(self._discs) >= 2 * KEPT:
            self._discs.clear()
        disc = self._discs[photo, dots] = _disc(image, dots, ratio)
        return disc

    def stop(self) -> None:
        """Read no more: the vault is being closed."""
        self._timer.stop()
        self._wanted.clear()
        self._known = {}

    def _want(self, photo: AttachmentId) -> None:
        if photo not in self._wanted:
            self._wanted.append(photo)
            if len(self._wanted) > KEPT:  # scrolled past long ago
                self._wanted.popleft()
        if not self._timer.isActive():
            self._timer.start(0)

    def _read_next(self) -> None:
        if not self._wanted:
            return
        photo = self._wanted.pop()  # what was seen last is most likely still in sight
        image = read_image(rows.content(self._store.db, photo), 2 * SIDE)
        self._kept[photo] = image if image.isNull() else _square(image)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit()
        if self._wanted:
            self._timer.start(0)

    def _heard(self, change: ChangeSet) -> None:
        if change.touches("person", "attachment"):
            self._known = None
            if change.touches("attachment"):
                # Undo may bring another picture back under an id that was free meanwhile.
                self._kept.clear()
                self._discs.clear()
            self.arrived.emit()


def _square(image: QImage) -> QImage:
    """Return the middle of a picture, a little higher for upright ones: faces are there."""
    side = min(image.width(), image.height())
    left = (image.width() - side) // 2
    top = (image.height() - side) // 3
    part = image.copy(left, top, side, side)
    return part.scaled(
        QSize(SIDE, SIDE),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _disc(image: QImage, dots: int, ratio: float) -> QPixmap:
    disc = QPixmap(dots, dots)
    disc.fill(Qt.GlobalColor.transparent)
    painter = QPainter(disc)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    round_ = QPainterPath()
    round_.addEllipse(QRectF(0, 0, dots, dots))
    painter.setClipPath(round_)
    painter.drawImage(QRect(0, 0, dots, dots), image)
    painter.end()
    disc.setDevicePixelRatio(ratio)
    return disc
