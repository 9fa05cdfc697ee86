"""The stages of one meeting as tabs, and how ready one is for it."""

from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from infodesk.core.meetings import Meeting, MeetingState
from infodesk.core.readiness import Need, Preparation, Wanted, readiness
from infodesk.gui.desk import Desk
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets import Button, FlowLayout
from infodesk.operations import preparing
from infodesk.words import t

_AT_THE_DOOR = timedelta(minutes=10)
"""So shortly before it begins, a meeting opens as the meeting and no longer for preparing."""


class Stage(StrEnum):
    """Where one is with a meeting, in order."""

    PREPARE = "prepare"
    TALK = "talk"
    REVIEW = "review"
    FOLLOW_UP = "follow-up"


def first_stage(meeting: Meeting, now: datetime) -> Stage:
    """Return what a meeting opens with: preparing while it is to come."""
    coming = meeting.starts_at - _AT_THE_DOOR > now
    return Stage.PREPARE if coming and meeting.state is MeetingState.PLANNED else Stage.TALK


def stage_title(stage: Stage) -> str:
    """Return what a stage's tab says."""
    match stage:
        case Stage.PREPARE:
            return t("Prepare")
        case Stage.TALK:
            return t("Meeting")
        case Stage.REVIEW:
            return t("Review")
        case Stage.FOLLOW_UP:
            return t("Follow up")


class StageBar(QWidget):
    """Tabs for the stages; in Prepare also what is done and what is missing.

    `chosen` carries the stage, `need_asked` the need whose place one wants to go to.
    """

    chosen = Signal(str)
    need_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        theme = desk.theme
        self.stage = Stage.TALK
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(t("Stages of the meeting"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for stage in Stage:
            self.tabs.addTab(stage_title(stage))
        self.tabs.setCurrentIndex(list(Stage).index(self.stage))
        self.tabs.currentChanged.connect(self._turned)
        self._low = False
        self.ready = ReadyButton(desk)
        self.ready.clicked.connect(self._open_needs)
        self.brief = Button(theme, t("Brief"), icon="file", key="Ctrl+Shift+B", size="small")
        self.brief.clicked.connect(lambda: desk.commands.run("meeting-brief"))
        self.focus = Button(theme, t("Focus view"), icon="timer", key="F5", size="small")
        self.focus.clicked.connect(lambda: desk.commands.run("meeting-focus"))
        self.needs = {need: NeedButton(desk, need) for need in Need}
        for need, button in self.needs.items():
            button.clicked.connect(lambda _on=False, one=need: self.need_asked.emit(one.value))
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.tabs)
        line.addStretch(1)
        line.addWidget(self.ready)
        line.addWidget(self.brief)
        line.addWidget(self.focus)
        self._line = line
        self._meter = QWidget()
        self._flow = FlowLayout(self.desk.theme, self._meter, gap=2)
        for button in self.needs.values():
            self._flow.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(line)
        self._column.addWidget(self._meter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_stage(self, stage: Stage) -> None:
        """Show which stage is on, without saying that it was chosen."""
        self.stage = stage
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(list(Stage).index(stage))
        self.tabs.blockSignals(False)
        self._arrange()

    def show_preparation(self, preparation: Preparation) -> None:
        """Show what is done and what is missing."""
        wanted = preparing.wanted(self.desk.store)
        found = readiness(preparation, wanted)
        for need, button in self.needs.items():
            button.show_need(need_words(need, preparation, wanted), done=need in found.done)
        total = len(found.done) + len(found.missing)
        self.ready.show_readiness(len(found.done), total)
        self._fit()

    def show_waiting(self, waiting: int) -> None:
        """Say on its tab how many marks wait for the review."""
        title = stage_title(Stage.REVIEW)
        words = t("{stage} · {count}", stage=title, count=waiting) if waiting else title
        self.tabs.setTabText(list(Stage).index(Stage.REVIEW), words)

    def set_low(self, low: bool) -> None:
        """Have the needs only in the menu behind "… of 6 ready" where there is little height."""
        self._low = low
        self._arrange()

    def _open_needs(self) -> None:
        menu = QMenu(self)
        for need, button in self.needs.items():
            action = menu.addAction(button.words().replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(button.done)
            action.triggered.connect(partial(self._ask_need, need))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.ready.mapToGlobal(self.ready.rect().bottomLeft()))

    def _ask_need(self, need: Need, _checked: bool = False) -> None:
        self.need_asked.emit(need.value)

    def _turned(self, place: int) -> None:
        self.stage = list(Stage)[place]
        self._arrange()
        self.chosen.emit(self.stage.value)

    def _arrange(self) -> None:
        preparing = self.stage is Stage.PREPARE
        self._meter.setVisible(preparing and not self._low)
        self.ready.setVisible(preparing)
        self.brief.setVisible(preparing)
        self.focus.setVisible(self.stage is Stage.TALK)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the needs break into lines: a flow's height follows from its width."""
        px = self.desk.theme.px
        width = max(self.width() - px(16) - px(20), 1)
        self._meter.setFixedHeight(self._flow.heightForWidth(width) + px(6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the needs into lines anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Break the needs into lines anew where words are read from the other side."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the quiet ground of the head that this belongs to."""
        QPainter(self).fillRect(self.rect(), self.desk.theme.color("surface"))

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._column.setContentsMargins(px(16), 0, px(20), 0)
        self._line.setSpacing(px(10))
        self._fit()


class ReadyButton(Button):
    """How many needs are met; leads to them."""

    def __init__(self, desk: Desk) -> None:
        self._ready = False
        super().__init__(desk.theme, "", icon="flag", kind="quiet", size="small")
        self.show_readiness(0, len(Need))

    def show_readiness(self, done: int, total: int) -> None:
        """Show how many of all needs are met."""
        self._ready = done == total
        ready = t("{done} of {total} ready", done=done, total=total)
        self.set_text(t("Ready") if self._ready else ready)
        self.set_icon("check" if self._ready else "flag")

    def _quiet_ink(self) -> ColorName:
        return "good" if self._ready else "muted"


class NeedButton(Button):
    """One thing a prepared meeting has: ticked or not, and a way to it."""

    def __init__(self, desk: Desk, need: Need) -> None:
        self.done = False
        self.need = need
        super().__init__(desk.theme, "", icon="square", kind="quiet", size="small")

    def show_need(self, words: str, *, done: bool) -> None:
        """Show what it is, how far it is met, and whether it is done."""
        self.done = done
        self.set_text(words)
        self.set_icon("check-square" if done else "square")
        said = t("{need}: done", need=words) if done else t("{need}: missing", need=words)
        self.setAccessibleName(said)

    def _quiet_ink(self) -> ColorName:
        return "good" if self.done else "text"


def need_words(need: Need, preparation: Preparation, wanted: Wanted) -> str:
    """Return a need and how far it is met."""
    match need:
        case Need.GOAL:
            return t("Goal")
        case Need.SOURCES:
            return _counted(t("Sources"), preparation.sources, wanted.sources)
        case Need.QUESTIONS:
            return _counted(t("Questions"), preparation.questions, wanted.questions)
        case Need.MUST_ASK:
            return _counted(t("Must ask"), preparation.must_ask, wanted.must_ask)
        case Need.INTRODUCTION:
            return t("Introduction")
        case Need.TIME:
            return t("Time confirmed")


def _counted(words: str, there: int, wanted: int) -> str:
    return t("{what} {there}/{wanted}", what=words, there=there, wanted=wanted)
