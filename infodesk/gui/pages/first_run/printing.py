"""Printing the recovery code: painted straight onto the paper, never into a file of ours."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen
from PySide6.QtWidgets import QDialog, QWidget

from infodesk.formats.emergency_kit import EmergencyKit

_WRAP = int(Qt.TextFlag.TextWordWrap.value)
_MM_A_POINT = 25.4 / 72


def print_kit(kit: EmergencyKit, parent: QWidget, done: Callable[[], object]) -> bool:
    """Show the system's print dialog and print `kit`; False if no printer is set up."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(kit.label)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def accepted() -> None:
        painter = QPainter(printer)
        area = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
        paint_kit(painter, QRectF(0, 0, area.width(), area.height()), printer.resolution(), kit)
        painter.end()
        done()

    dialog.accepted.connect(accepted)
    QDialog.open(dialog)
    return True


def paint_kit(painter: QPainter, area: QRectF, dots_an_inch: float, kit: EmergencyKit) -> float:
    """Paint `kit` into `area` and return where it ends; nothing is interpreted as markup."""
    return _Sheet(painter, area, dots_an_inch / 25.4).paint(kit)


class _Sheet:
    """A page under the painter; lengths in millimetres, `dots` a millimetre."""

    def __init__(self, painter: QPainter, area: QRectF, dots: float) -> None:
        self._painter, self._dots = painter, dots
        margin = 12 * dots
        self._area = area.adjusted(margin, margin, -margin, -margin)
        self._top = self._area.top()

    def paint(self, kit: EmergencyKit) -> float:
        self._text(kit.label, 9, gap=1, color="#5A6471")
        self._text(kit.title, 22, bold=True, gap=6)
        for fact in kit.facts:
            self._text(f"{fact.label}: {fact.value}", 11, gap=1)
        self._top += 5 * self._dots
        self._groups(kit)
        for section in kit.sections:
            self._text(section.heading, 12, bold=True, gap=1.5)
            for paragraph in section.paragraphs:
                self._text(paragraph, 10.5, gap=2)
            for number, step in enumerate(section.steps, start=1):
                self._text(f"{number}. {step}", 10.5, gap=1)
            self._top += 4 * self._dots
        if kit.space:
            self._text(kit.space, 10.5, gap=9, color="#5A6471")
            self._line()
        return self._top

    def _text(
        self, words: str, points: float, *, bold: bool = False, gap: float, color: str = "#000000"
    ) -> None:
        painter = self._painter
        font = QFont()
        font.setPixelSize(max(1, round(points * _MM_A_POINT * self._dots)))
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(color))
        room = QRectF(self._area.left(), self._top, self._area.width(), self._area.height())
        used = painter.boundingRect(room, _WRAP, words)
        painter.drawText(room, _WRAP, words)
        self._top += used.height() + gap * self._dots

    def _groups(self, kit: EmergencyKit) -> None:
        painter, dots = self._painter, self._dots
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(max(1, round(17 * _MM_A_POINT * dots)))
        width, height, gap = self._area.width() / 4, 16 * dots, 3 * dots
        for place, group in enumerate(kit.groups):
            left = self._area.left() + place % 4 * width
            box = QRectF(left, self._top + place // 4 * (height + gap), width - gap, height)
            painter.setPen(QPen(QColor("#808995"), 0.3 * dots))
            painter.drawRoundedRect(box, 2 * dots, 2 * dots)
            painter.setPen(QColor("#000000"))
            painter.setFont(font)
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, group)
            small = QFont()
            small.setPixelSize(max(1, round(7 * _MM_A_POINT * dots)))
            painter.setFont(small)
            painter.drawText(box.adjusted(1.2 * dots, 0.6 * dots, 0, 0), 0, str(place + 1))
        self._top += 2 * (height + gap) + 4 * dots

    def _line(self) -> None:
        self._painter.setPen(QPen(QColor("#808995"), 0.2 * self._dots))
        self._painter.drawLine(
            round(self._area.left()), round(self._top), round(self._area.right()), round(self._top)
        )
