"""Reading pictures that others made: four kinds, the first frame, within limits."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from infodesk.core.attachments import picture_type

ALLOCATION_MB = 256
"""What decoding one picture may take: 64 million dots."""

MOST_DOTS = 64_000_000
LONGEST_SIDE = 4096
"""Sides of what is shown in the viewer: more is of no use on a screen, and would cost a GB."""


def read_image(data: bytes, side: int = LONGEST_SIDE) -> QImage:
    """Return the first frame of a picture, upright, no side longer than `side`; null if it is
    damaged, too large or of a kind that is not shown.

    The kind is told by the bytes and only its own decoder is asked.
    """
    kind = picture_type(data)
    if not kind:
        return QImage()
    QImageReader.setAllocationLimit(ALLOCATION_MB)
    octets = QByteArray(data)
    buffer = QBuffer(octets)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.removeprefix("image/").encode()))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        if size.isEmpty() or size.width() * size.height() > MOST_DOTS:
            return QImage()
        if max(size.width(), size.height()) > side:
            reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if not image.isNull() and max(image.width(), image.height()) > side:
        image = image.scaled(
            QSize(side, side),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return image


def png_of(image: QImage) -> bytes:
    """Return `image` as a PNG, without anything else its source may have told."""
    octets = QByteArray()
    buffer = QBuffer(octets)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    bare = image.convertToFormat(QImage.Format.Format_ARGB32)
    for key in bare.textKeys():
        bare.setText(key, "")
    bare.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only bytes here
    return bytes(octets.data())
