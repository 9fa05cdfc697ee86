"""Cards of people: what they say, and how they are painted."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from infodesk.core.people import PersonRow
from infodesk.core.stages import Stage
from infodesk.gui.models import Column
from infodesk.gui.pages.people.columns import (
    BADGE_COLORS,
    badges,
    spoken_name,
    tag_color,
    waiting_color,
    waiting_words,
)
from infodesk.gui.pages.people.header import role_words
from infodesk.gui.portraits import Portraits
from infodesk.gui.theme import Theme
from infodesk.gui.widgets.painting import mirrored, paint_person, paint_ring
from infodesk.gui.widgets.tooltips import show_tooltip
from infodesk.words import t
from infodesk.words.dates import day_in_words
from infodesk.words.next_steps import step_words

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 30
"""The whole row of a person, for the delegate."""

MOST_TAGS = 5
AVATAR = 26
AVATAR_FROM = 186
"""A card narrower than this has no picture: the name needs the room."""

_ONE_LINE = int(Qt.TextFlag.TextSingleLine.value)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LEFT = int((Qt.AlignmentFlag.AlignLeft | _MIDDLE).value) | _ONE_LINE
_RIGHT = int((Qt.AlignmentFlag.AlignRight | _MIDDLE).value) | _ONE_LINE
_Index = QModelIndex | QPersistentModelIndex


def card_column(today: Callable[[], date]) -> Column[PersonRow]:
    """Return the one column of a model of cards."""
    return Column(
        id="card",
        title=t("People"),
        text=lambda row: row.name,
        tip=lambda row: "\n".join(_lines(row, today())),
        spoken=lambda row: ", ".join(_lines(row, today())),
        roles={ROW_ROLE: lambda row: row},
    )


def when_words(row: PersonRow, today: date) -> str:
    """Return when the next step of a person is, as it stands on the card."""
    if row.next_step_on is not None:
        return waiting_words(row.next_step_on, today)
    if step_words(row.next_step_kind, row.next_step):
        return t("No date")
    return "" if row.stage is Stage.CLOSED else t("No next step")


def _lines(row: PersonRow, today: date) -> list[str]:
    """Return everything a card means, line by line."""
    found = [spoken_name(row), role_words(row.title, row.company)]
    step = step_words(row.next_step_kind, row.next_step)
    if row.next_step_on is not None:
        day = day_in_words(row.next_step_on)
        found.append(f"{step}, {when_words(row, today)} ({day})" if step else day)
    else:
        found.append(step or when_words(row, today))
    found.append(", ".join(tag.name for tag in row.tags))
    return [line for line in found if line]


class CardDelegate(QStyledItemDelegate):
    """Paints cards: name, role at company, next step with its day, colours of the tags."""

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], date],
        view: QAbstractItemView,
        portraits: Portraits,
    ) -> None:
        super().__init__(view)
        self._discs = portraits.disc
        portraits.arrived.connect(view.viewport().update)
        self._theme, self._today, self._view = theme, today, view
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Measure again after the theme changed."""
        theme, px = self._theme, self._theme.px
        self._name = QFontMetrics(theme.font("medium"))
        self._small = QFontMetrics(theme.font("small"))
        self._lines = (self._name.height(), *(3 * [self._small.height()]))
        self._pad, self._gap = px(10), px(2)
        height = sum(self._lines) + 3 * self._gap + 2 * self._pad + px(8)
        self._size = QSize(px(160), height)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Ask for a card's height; all have the same."""
        return self._size

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Show everything that a card means, as plain text."""
        row = index.data(ROW_ROLE)
        if row is None:
            return False
        show_tooltip(event.globalPos(), "\n".join(_lines(row, self._today())), view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        row = index.data(ROW_ROLE)
        if row is None:
            return
        state: QStyle.StateFlag = option.state
        area: QRect = option.rect
        current = index.row() == self._view.currentIndex().row() and self._view.hasFocus()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self.paint_card(painter, area, row, selected=selected, current=current)

    def paint_card(
        self,
        painter: QPainter,
        area: QRect,
        row: PersonRow,
        *,
        selected: bool = False,
        current: bool = False,
    ) -> None:
        """Paint a card into `area`, a margin around it left free."""
        theme, px = self._theme, self._theme.px
        card = area.adjusted(px(6), px(3), -px(6), -px(3))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if selected else "line"), 1))
        painter.setBrush(theme.color("accent_soft" if selected else "surface"))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        inside = card.adjusted(self._pad, self._pad, -self._pad, -self._pad)
        side = self._view.layoutDirection()
        right_to_left = side == Qt.LayoutDirection.RightToLeft
        near = _RIGHT if right_to_left else _LEFT
        left = inside.left()
        if card.width() >= px(AVATAR_FROM):
            disc = px(AVATAR)
            spot = mirrored(side, card, QRect(left, inside.top(), disc, disc))
            paint_person(painter, theme, spot, row.name, int(row.id), self._discs)
            left += disc + px(8)
        top = inside.top()
        words = QRect(left, top, 0, self._lines[0])
        words.setRight(inside.right() - self._paint_badges(painter, inside, card, row))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._line(painter, mirrored(side, card, words), row.name, self._name, "medium", near)
        top += self._lines[0] + self._gap
        for text in (row.title, row.company):
            words = QRect(left, top, inside.right() - left + 1, self._lines[1])
            spot = mirrored(side, card, words)
            self._line(painter, spot, text, self._small, "small", near, "muted")
            top += self._lines[1] + self._gap
        foot = QRect(words.left(), top, words.width(), self._lines[3])
        self._paint_foot(painter, foot, card, row, near)
        if current:
            paint_ring(painter, QRectF(card), theme.color("focus"), px(8))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_badges(self, painter: QPainter, inside: QRect, card: QRect, row: PersonRow) -> int:
        """Paint what warns at the far end of the first line; return the width it takes."""
        px, side = self._theme.px, self._theme.px(15)
        taken = 0
        ratio = painter.device().devicePixelRatio()
        for name in badges(row):
            taken += side + px(3)
            spot = QRect(inside.right() - taken + px(3), inside.top() + px(1), side, side)
            spot = mirrored(self._view.layoutDirection(), card, spot)
            painter.drawPixmap(spot, self._theme.pixmap(name, BADGE_COLORS[name], 15, ratio))
        return taken

    def _paint_foot(
        self, painter: QPainter, foot: QRect, card: QRect, row: PersonRow, near: int
    ) -> None:
        """Paint when the next step is, what it is, and the colours of the tags."""
        theme, px, today = self._theme, self._theme.px, self._today()
        side = self._view.layoutDirection()
        wide, high = px(14), px(5)
        tags = row.tags[:MOST_TAGS]
        taken = len(tags) * (wide + px(3)) + (px(6) if tags else 0)
        painter.setPen(theme.color("edge") if theme.outlined else Qt.PenStyle.NoPen)
        for place, tag in enumerate(tags):
            left = foot.right() - (len(tags) - place) * (wide + px(3)) + px(3)
            bar = QRect(left, foot.center().y() - high // 2, wide, high)
            painter.setBrush(theme.color(tag_color(tag)))
            painter.drawRoundedRect(QRectF(mirrored(side, card, bar)), high / 2, high / 2)
        when, step = when_words(row, today), step_words(row.next_step_kind, row.next_step)
        first = QRect(foot.left(), foot.top(), foot.width() - taken, foot.height())
        color = waiting_color(row.next_step_on, today) if row.next_step_on else "muted"
        if not step and row.next_step_on is None and row.stage is not Stage.CLOSED:
            color = "warn"
        self._line(
            painter, mirrored(side, card, first), when, self._small, "small_strong", near, color
        )
        if not step:
            return
        used = QFontMetrics(theme.font("small_strong")).horizontalAdvance(when) + px(6)
        rest = first.adjusted(used, 0, 0, 0)
        if rest.width() > px(40):
            self._line(
                painter, mirrored(side, card, rest), step, self._small, "small", near, "muted"
            )

    def _line(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        metrics: QFontMetrics,
        font: str,
        near: int,
        color: str = "text",
    ) -> None:
        painter.setFont(self._theme.font(font))  # type: ignore[arg-type]
        painter.setPen(self._theme.color(color))  # type: ignore[arg-type]
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, near, shown)
