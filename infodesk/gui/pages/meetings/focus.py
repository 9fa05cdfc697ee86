"""What stands around questions and notes while one talks: the clock, the closing, the shield."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.meeting_clock import Phase, Reading, clock_words
from infodesk.core.meetings import Meeting, MeetingRow
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.agenda import role_of
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import (
    Avatar,
    Button,
    ElidedLabel,
    IconButton,
    Picture,
    PlainLabel,
    PrimaryButton,
    set_tooltip,
)
from infodesk.gui.widgets.painting import mirrored
from infodesk.words import t
from infodesk.words.records import say

CLOSING = ("closing-thanks", "closing-others", "closing-again", "closing-return")
"""What one says at the end, as codes of words/records."""

_BAR: dict[Phase, ColorName] = {
    Phase.WAITING: "line",
    Phase.RUNNING: "accent",
    Phase.CLOSING: "warn",
    Phase.OVER: "bad",
}


class TimeBar(QWidget):
    """A thin bar that fills as the agreed time goes by."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self._color: ColorName = "accent"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_share(self, share: float, color: ColorName) -> None:
        """Show how much has gone, in a colour."""
        self._share, self._color = share, color
        self.update()

    def sizeHint(self) -> QSize:
        """Be thin."""
        return QSize(self._theme.px(240), self._theme.px(6))

    def minimumSizeHint(self) -> QSize:
        """Give way to names and buttons."""
        return QSize(self._theme.px(60), self._theme.px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the whole time, and what has gone of it from where one begins to read."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        gone = self.rect()
        gone.setWidth(round(self.width() * self._share))
        painter.setBrush(self._theme.color(self._color))
        gone = mirrored(self.layoutDirection(), self.rect(), gone)
        painter.drawRoundedRect(QRectF(gone), radius, radius)


class MeetingTimer(QWidget):
    """Elapsed and remaining time, without a sound; before it runs, a button that starts it."""

    start_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.reading: Reading | None = None
        self._minutes, self._short = 0, False
        self.bar = TimeBar(theme)
        self.elapsed = PlainLabel(theme, "", "figures", "muted")
        self.left = PlainLabel(theme, "", "figures", "muted")
        self.start = Button(theme, t("Start the clock"), icon="timer", kind="quiet", size="small")
        self.start.clicked.connect(self.start_asked)
        words = QHBoxLayout()
        words.addWidget(self.elapsed)
        words.addStretch(1)
        words.addWidget(self.left)
        self._times = QWidget()
        column = QVBoxLayout(self._times)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.bar)
        column.addLayout(words)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._times)
        whole.addWidget(self.start, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_reading(None, 0)

    def show_reading(self, reading: Reading | None, minutes: int) -> None:
        """Show what the clock shows of a meeting of so many minutes; None while it stands."""
        self.reading, self._minutes = reading, minutes
        self._times.setVisible(reading is not None)
        self.start.setVisible(reading is None or reading.phase is Phase.WAITING)
        if reading is None:
            return
        self.bar.show_share(reading.share, _BAR[reading.phase])
        waiting, over = reading.phase is Phase.WAITING, reading.phase is Phase.OVER
        self.bar.setVisible(not waiting)
        self.elapsed.setText("" if waiting else clock_words(reading.elapsed))
        whole = say("minutes", count=minutes)
        if self._short and not waiting:
            time = clock_words(reading.left)
            left = t("{time} over", time=time) if over else t("{time} left", time=time)
        elif waiting:
            left = t("begins in {time} · {length}", time=clock_words(reading.elapsed), length=whole)
        elif over:
            left = t("{time} over {length}", time=clock_words(reading.left), length=whole)
        else:
            left = t("{time} left of {length}", time=clock_words(reading.left), length=whole)
        self.left.setText(left)
        ink: ColorName = "muted"
        if reading.phase is Phase.CLOSING:
            ink = "warn"
        elif over:
            ink = "bad"
        self.left.set_color(ink)

    def set_short(self, short: bool) -> None:
        """Use few words."""
        self._short = short
        self.show_reading(self.reading, self._minutes)


class FocusHead(QWidget):
    """With whom, how long still, and the way out: all that stands above questions and notes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk = desk
        self.avatar = Avatar(theme, "", 0, size=36, discs=desk.portraits.disc)
        desk.portraits.arrived.connect(self.avatar.update)
        self.name = ElidedLabel(theme, "", "section")
        self.role = ElidedLabel(theme, "", "small", "muted")
        self.timer = MeetingTimer(desk)
        self.side = Button(theme, t("Questions"), icon="panel", key="F9", kind="quiet")
        self.side.setCheckable(True)
        self.side.clicked.connect(lambda: desk.commands.run("meeting-side"))
        self.hide_all = Button(theme, t("Hide all"), icon="eye-off", key="F8", kind="quiet")
        set_tooltip(self.hide_all, t("Hides questions and notes while you share your screen"))
        self.hide_small = IconButton(theme, "eye-off", t("Hide all (F8)"), size="regular")
        for button in (self.hide_all, self.hide_small):
            button.clicked.connect(lambda: desk.commands.run("meeting-shield"))
        self.finish = PrimaryButton(theme, t("Finish"), key="Ctrl+Return")
        self.finish.clicked.connect(lambda: desk.commands.run("meeting-finish"))
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self.name)
        who.addWidget(self.role)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.avatar)
        self._row.addLayout(who, 2)
        self._row.addWidget(self.timer, 2)
        self._row.addStretch(1)
        for button in (self.side, self.hide_all, self.hide_small, self.finish):
            self._row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.set_narrow(False)

    def show_meeting(self, meeting: Meeting, row: MeetingRow) -> None:
        """Show with whom one talks."""
        self.avatar.show_person(row.person_name, row.person_id)
        self.name.setText(row.person_name)
        parts = [part for part in (role_of(row), meeting.place) if part]
        self.role.setText(" · ".join(parts))

    def show_count(self, asked: int, total: int) -> None:
        """Say on the button how many questions were asked."""
        words = t("Questions {asked}/{total}", asked=asked, total=total)
        self.side.set_text(f"{asked}/{total}")
        self.side.setAccessibleName(words)
        set_tooltip(self.side, words)

    def set_narrow(self, narrow: bool) -> None:
        """Do with less: questions and notes take turns, so their button is here."""
        self.avatar.setVisible(not narrow)
        self.role.setVisible(not narrow)
        self.side.setVisible(narrow)
        self.hide_all.setVisible(not narrow)
        self.hide_small.setVisible(narrow)
        self.timer.set_short(narrow)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the quiet ground."""
        QPainter(self).fillRect(self.rect(), self.desk.theme.color("surface"))

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._row.setContentsMargins(px(24), px(12), px(20), px(12))
        self._row.setSpacing(px(12))


class ClosingStrip(QWidget):
    """What to say when the time ends; it comes by itself, without a sound, and can be put away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk = desk
        self._phase = Phase.RUNNING
        self._away: Phase | None = None
        self.title = PlainLabel(theme, "", "strong", "warn", wrap=True)
        self.script = PlainLabel(theme, "", "body", wrap=True)
        self.close_button = IconButton(theme, "close", t("Put away"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self._put_away)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self.title)
        words.addWidget(self.script)
        self._row = QHBoxLayout(self)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_phase(self, reading: Reading | None, minutes: int, must_ask: str) -> None:
        """Come with the closing minutes and at the agreed end; `must_ask` are numbers left."""
        phase = reading.phase if reading is not None else Phase.RUNNING
        if phase not in (Phase.CLOSING, Phase.OVER) or phase is self._away:
            self.hide()
            return
        whole = say("minutes", count=minutes)
        if phase is Phase.CLOSING:
            title = t("The last minutes of {length}.", length=whole)
            if must_ask:
                title += " " + t("Still to ask: {numbers}.", numbers=must_ask)
        else:
            title = t(
                "Your {length} are over. Ask before you go on: “We have reached the time I asked"
                " for. May I go on, or shall we stop here?”",
                length=whole,
            )
        if phase is not self._phase or self.title.text() != title:
            self._phase = phase
            self.title.setText(title)
            self.title.set_color("warn" if phase is Phase.CLOSING else "bad")
            self.script.setText("  ·  ".join(say(code) for code in CLOSING))
            self.setAccessibleName(f"{title} {self.script.text()}")
            self.update()
        self.show()

    def forget(self) -> None:
        """Come again for another meeting."""
        self._away = None
        self.hide()

    def _put_away(self) -> None:
        self._away = self._phase
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the soft ground of what wants to be noticed."""
        soft: ColorName = "warn_soft" if self._phase is Phase.CLOSING else "bad_soft"
        QPainter(self).fillRect(self.rect(), self.desk.theme.color(soft))

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._row.setContentsMargins(px(24), px(10), px(16), px(10))
        self._row.setSpacing(px(12))


class Shield(QWidget):
    """Stands before questions and notes while others see the screen; nothing shows through."""

    lifted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk = desk
        self.words = PlainLabel(theme, t("Questions and notes are hidden."), "section")
        self.hint = PlainLabel(
            theme, t("Nobody who sees your screen can read them."), "body", "muted"
        )
        self.lift = Button(theme, t("Show them again"), icon="eye", key="F8")
        self.lift.clicked.connect(self.lifted)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(8))
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        for widget in (Picture(theme, "eye-off", size=32), self.words, self.hint, self.lift):
            column.addWidget(widget, 0, middle)
        column.addStretch(1)
        self.setFocusProxy(self.lift)
