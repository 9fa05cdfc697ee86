"""The side of the Today page: how the week went, and the seven days to come."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.today import Due, Week
from infodesk.gui.theme import ColorName, Role, Theme
from infodesk.gui.widgets import Card, PlainLabel, SectionHeading
from infodesk.gui.widgets.painting import mirrored, paint_ring
from infodesk.gui.widgets.tooltips import set_tooltip
from infodesk.words import t, tn
from infodesk.words.dates import weekday_in_words, weekdays

MOST_AHEAD = 8


class WeekCard(Card):
    """What I did this week, counted, and the weeks before as bars. Counts only, no percentages."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, margin=16, gap=10)
        self.body.addWidget(SectionHeading(theme, t("This week").upper()))
        self.figures = WeekFigures(theme)
        self.bars = WeekBars(theme)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.bars)

    def show_weeks(self, weeks: list[Week]) -> None:
        """Show other weeks, the last of which is this one."""
        self.figures.show_week(weeks[-1])
        self.bars.show_weeks(weeks)
        self.bars.setVisible(any(week.touches for week in weeks))


def week_counts(week: Week) -> list[tuple[int, str]]:
    """Return what was done in a week: numbers with their words."""
    return [
        (week.asked, t("asked")),
        (week.replied, t("replied")),
        (week.met, t("met")),
        (week.referrals, tn("referral", "referrals", week.referrals)),
    ]


class WeekFigures(QWidget):
    """Four large numbers with their words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: list[tuple[int, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_week(self, week: Week) -> None:
        """Show another week."""
        self._counts = week_counts(week)
        spoken = ", ".join(f"{number} {words}" for number, words in self._counts)
        self.setAccessibleName(t("This week: {counts}", counts=spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for two lines."""
        height = self._line("title") + self._line("small") + self._theme.px(2)
        return QSize(self._theme.px(220), height)

    def minimumSizeHint(self) -> QSize:
        """Shrink with the page."""
        return QSize(self._theme.px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw numbers over words, each pair in its column."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        left = 0
        small = QFontMetrics(theme.font("small"))
        title = self._line("title")
        for number, words in self._counts:
            text = f"{number:,}"
            large = QFontMetrics(theme.font("title"))
            wide = max(small.horizontalAdvance(words), large.horizontalAdvance(text))
            top = mirrored(self.layoutDirection(), self.rect(), QRect(left, 0, wide + 1, title))
            low = mirrored(
                self.layoutDirection(),
                self.rect(),
                QRect(left, title, wide + 1, self.height() - title),
            )
            side = (
                Qt.AlignmentFlag.AlignRight
                if self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                else Qt.AlignmentFlag.AlignLeft
            ) | Qt.AlignmentFlag.AlignAbsolute
            painter.setPen(theme.color("text" if number else "muted"))
            painter.setFont(theme.font("title"))
            painter.drawText(top, int((side | Qt.AlignmentFlag.AlignVCenter).value), text)
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font("small"))
            painter.drawText(low, int((side | Qt.AlignmentFlag.AlignBottom).value), words)
            left += wide + theme.px(18)

    def _line(self, role: Role) -> int:
        return QFontMetrics(self._theme.font(role)).height()


class WeekBars(QWidget):
    """How much passed between me and others, week by week."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._weeks: list[Week] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_weeks(self, weeks: list[Week]) -> None:
        """Show other weeks, the last of which is this one."""
        self._weeks = weeks
        told = [
            tn("week {week}: {count} touch", "week {week}: {count} touches", week.touches,
               week=_number(week.monday))
            for week in weeks
        ]  # fmt: skip
        self.setAccessibleName(t("Touches a week: {weeks}", weeks="; ".join(told)))
        set_tooltip(self, "\n".join((t("Touches a week"), *told)))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for bars and the numbers of the weeks."""
        return QSize(self._theme.px(200), self._theme.px(52) + self._line())

    def minimumSizeHint(self) -> QSize:
        """Shrink with the page."""
        return QSize(self._theme.px(100), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a bar a week over its number."""
        if not self._weeks:
            return
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(1, *(week.touches for week in self._weeks))
        column = min(px(42), self.width() // len(self._weeks))
        width = max(px(8), min(px(26), column - px(8)))
        foot = self.height() - self._line() - px(2)
        painter.setFont(theme.font("key"))
        for place, week in enumerate(self._weeks):
            this = place + 1 == len(self._weeks)
            height = max(px(3), round((foot - px(2)) * week.touches / most))
            bar = QRect(place * column, foot - height, width, height)
            bar = mirrored(self.layoutDirection(), self.rect(), bar)
            painter.setPen(theme.color("edge") if theme.outlined else Qt.PenStyle.NoPen)
            color = QColor(theme.color("accent"))  # a copy: the theme keeps its own
            if not this:
                color.setAlphaF(0.35)
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(bar), px(3), px(3))
            under = QRect(bar.center().x() - column // 2, foot + px(2), column, self._line())
            painter.setPen(theme.color("text" if this else "muted"))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(_number(week.monday)))

    def _line(self) -> int:
        return QFontMetrics(self._theme.font("key")).height()


def _number(monday: date) -> int:
    return monday.isocalendar().week


class AheadCard(Card):
    """The next seven days; a click on a line opens it."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, margin=16, gap=4)
        self.body.addWidget(SectionHeading(theme, t("Next 7 days").upper()))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.rows: list[AheadRow] = []
        self._none = PlainLabel(theme, t("Nothing planned."), "small", "muted")
        self._more = PlainLabel(theme, "", "small", "muted")
        self.body.addWidget(self._none)
        self.body.addWidget(self._more)

    def show_lines(self, dues: list[Due], words: Callable[[Due], tuple[str, str] | None]) -> None:
        """Show what comes up; `words` gives title and detail of a line."""
        shown = [(due, said) for due in dues[:MOST_AHEAD] if (said := words(due))]
        while len(self.rows) < len(shown):
            row = AheadRow(self._theme)
            row.clicked.connect(lambda _checked=False, one=row: self.opened.emit(one.due))
            self.rows.append(row)
            self._lines.addWidget(row)
        before: date | None = None
        for row, (due, (title, detail)) in zip(self.rows, shown, strict=False):
            row.show_line(due, title, detail, with_day=due.day != before)
            before = due.day
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(shown))
        rest = len(dues) - len(shown)
        self._none.setVisible(not shown)
        self._more.setVisible(rest > 0)
        self._more.setText(tn("and {count} more", "and {count} more", rest))


class AheadRow(QAbstractButton):
    """A day and what comes up then."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.due: Due | None = None
        self._title = self._detail = ""
        self._with_day = True
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_line(self, due: Due, title: str, detail: str, *, with_day: bool) -> None:
        """Show another line; its day stands there when it is the first of that day."""
        self.due, self._title, self._detail, self._with_day = due, title, detail, with_day
        day = weekday_in_words(due.day) if due.day else ""
        spoken = "; ".join(part for part in (day, title, detail) if part)
        self.setAccessibleName(spoken)
        set_tooltip(self, spoken.replace("; ", "\n"))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for two lines."""
        px = self._theme.px
        height = self._line("strong") + self._line("small") + px(10)
        return QSize(px(220), height)

    def minimumSizeHint(self) -> QSize:
        """Shrink with the page."""
        return QSize(self._theme.px(120), self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the day at the side, title and detail beside it."""
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        strong, small = self._line("strong"), self._line("small")
        top = (self.height() - strong - small) // 2
        column = px(44)
        if self._with_day and self.due is not None and self.due.day is not None:
            day = self.due.day
            name = weekdays()[day.weekday()][:3]
            over, under = QRect(0, top, column, small), QRect(0, top + small, column, strong)
            self._write(painter, over, name, "small", "muted", centre=True)
            self._write(painter, under, str(day.day), "strong", "text", centre=True)
        left = column + px(8)
        room = self.width() - left - px(4)
        self._write(painter, QRect(left, top, room, strong), self._title, "strong", "text")
        self._write(painter, QRect(left, top + strong, room, small), self._detail, "small", "muted")
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), theme.color("focus"), px(6))

    def _write(
        self,
        painter: QPainter,
        spot: QRect,
        text: str,
        role: Role,
        ink: ColorName,
        *,
        centre: bool = False,
    ) -> None:
        font = self._theme.font(role)
        metrics = QFontMetrics(font)
        mirror = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirror else Qt.AlignmentFlag.AlignLeft
        if centre:
            side = Qt.AlignmentFlag.AlignHCenter
        painter.setFont(font)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(self._theme.color(ink))
        spot = mirrored(self.layoutDirection(), self.rect(), spot)
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        line = text.replace("\n", " ")
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, spot.width())
        painter.drawText(spot, int(flags.value) | int(Qt.TextFlag.TextSingleLine.value), shown)

    def _line(self, role: Role) -> int:
        return QFontMetrics(self._theme.font(role)).height()
