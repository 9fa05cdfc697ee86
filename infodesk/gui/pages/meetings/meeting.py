"""One meeting: who and when above, then what its stage needs beside its questions.

Preparing it, facts stand left and questions right; in the meeting, questions left and notes right.
"""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.errors import NoSuchRecord, StaleEdit, UserError
from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.links import safe_url
from infodesk.core.meeting_clock import at_the_door, is_live, read
from infodesk.core.meetings import Meeting, MeetingRow, MeetingState
from infodesk.core.readiness import Need, Preparation
from infodesk.core.rules import CLOSING_MINUTES
from infodesk.gui.desk import Desk
from infodesk.gui.links import open_link
from infodesk.gui.pages.meetings.agenda import role_of
from infodesk.gui.pages.meetings.agreed import Writer
from infodesk.gui.pages.meetings.focus import ClosingStrip, FocusHead, Shield
from infodesk.gui.pages.meetings.follow_up import FollowUpPane
from infodesk.gui.pages.meetings.prepare import PreparePane
from infodesk.gui.pages.meetings.questions import TICK_KEYS, QuestionsPane
from infodesk.gui.pages.meetings.review import ReviewPane
from infodesk.gui.pages.meetings.stages import Stage, StageBar, first_stage
from infodesk.gui.pages.meetings.zones import apart, city, clock_in
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets import (
    Avatar,
    Button,
    ElidedLabel,
    Hairline,
    IconButton,
    InlineEdit,
    Pill,
    set_tooltip,
)
from infodesk.gui.widgets.markdown_styling import links_in
from infodesk.gui.widgets.notes_editor import NotesEditor
from infodesk.operations import meetings as verbs
from infodesk.operations import preparing, reviewing, rules
from infodesk.store import meetings as rows
from infodesk.store import research
from infodesk.words import t
from infodesk.words.dates import day_nearby, weekday_in_words
from infodesk.words.errors import explain
from infodesk.words.records import say

NARROW = 880
"""Below this width (at a text scale of 1) questions and notes take turns."""

LOW = 470
"""Below this height what is not needed all the time goes where it is asked for."""

QUESTIONS_WIDTH = 400


class MeetingView(QWidget):
    """Shows and edits one meeting; `left` asks to go back, `introductions_asked` to write them.

    `menu` makes the menu behind the three dots. A stage has the questions beside a widget of its
    own (`_beside`); another stage is one more entry there and in `stages.Stage`. In the focus view
    (`focused`) the clock stands above questions and notes instead of everything else.
    """

    left = Signal()
    focus_turned = Signal()
    person_asked = Signal(int)
    introductions_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        zone: str,
        menu: Callable[[], QMenu],
        *,
        write_to: Writer,
        open_person: Callable[[PersonId], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self._home = desk, zone
        self.meeting: Meeting | None = None
        self._row: MeetingRow | None = None
        self._narrow = self._low = False
        self._side = True
        self.focused = False
        self.stage = Stage.TALK
        self.head = _Head(desk, zone, menu)
        self.stages = StageBar(desk)
        self.stages.chosen.connect(lambda stage: self._turn(Stage(stage)))
        self.stages.need_asked.connect(lambda need: self.meet_need(Need(need)))
        self.focus_head = FocusHead(desk)
        self.closing = ClosingStrip(desk)
        self.shield = Shield(desk)
        self.prepare = PreparePane(desk)
        self.prepare.introduction.write_asked.connect(self.introductions_asked)
        self.questions = QuestionsPane(desk)
        self.review = ReviewPane(desk)
        self.follow_up = FollowUpPane(desk, write_to, open_person)
        self.review.counted.connect(self.stages.show_waiting)
        self.review.done.connect(self._follow_up)
        self.notes = NotesEditor(
            desk,
            heading=t("Notes"),
            placeholder=t("Type here. Only you will read it. Ctrl+Click opens a link."),
        )
        self._build()
        self.head.back.clicked.connect(self.left)
        self.head.name_clicked.connect(self._open_person)
        self.head.place.committed.connect(lambda text: self._edit(place=text))
        self.head.goal.committed.connect(lambda text: self._edit(goal=text))
        self.head.link.clicked.connect(self._open_link)
        self.head.side.clicked.connect(self.toggle_side)
        self.questions.counted.connect(self.head.show_count)
        self.questions.counted.connect(self.focus_head.show_count)
        self.questions.answered.connect(self._answered)
        self.focus_head.timer.start_asked.connect(self.start_clock)
        self.shield.lifted.connect(self.toggle_shield)
        self._second = QTimer(self)
        self._second.setInterval(1_000)
        self._second.timeout.connect(self.show_time)
        self._sizes: dict[Stage, list[int]] = {}
        self._split.splitterMoved.connect(self._split_moved)
        for field in (self.notes.area, self.questions.add):
            field.installEventFilter(self)
        self._app().focusChanged.connect(self._focus_moved)
        desk.theme.changed.connect(self._restyle)
        self._restyle()

    @staticmethod
    def _app() -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app

    def _build(self) -> None:
        self._paper = QWidget()
        self._margins = QVBoxLayout(self._paper)
        self._margins.addWidget(self.notes)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._beside: dict[Stage, QWidget] = {
            Stage.PREPARE: self.prepare,
            Stage.TALK: self._paper,
            Stage.REVIEW: self.review,
            Stage.FOLLOW_UP: self.follow_up,
        }
        parts = (self.prepare, self.questions, self._paper, self.review, self.follow_up)
        for widget in parts:
            self._split.addWidget(widget)
        for place, stretch in enumerate((1, 0, 1, 1, 1)):
            self._split.setStretchFactor(place, stretch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.stages)
        whole.addWidget(self.focus_head)
        whole.addWidget(Hairline(self.desk.theme))
        self._panes = QStackedWidget()
        self._panes.addWidget(self._split)
        self._panes.addWidget(self.shield)
        whole.addWidget(self._panes, 1)
        whole.addWidget(self.closing)
        self.focus_head.hide()

    # Which meeting

    def open(self, meeting_id: MeetingId) -> bool:
        """Show a meeting; NoSuchRecord if there is none. False if the last one cannot be saved."""
        if self.meeting is not None and self.meeting.id == meeting_id:
            self.refresh()
            return True
        meeting = rows.get(self.desk.store.db, meeting_id)
        if not self.flush():
            return False
        store, notes = self.desk.store, self.notes
        notes.show_note(
            lambda: rows.get(store.db, meeting_id).notes,
            lambda body: verbs.write_meeting_notes(store, meeting, body, notes),
        )
        self._turn(first_stage(meeting, self.desk.clock()))
        self.closing.forget()
        self._panes.setCurrentWidget(self._split)
        self.questions.fit.take_length(meeting.minutes)
        self._show(meeting)
        self._side = not self._narrow
        self._arrange()
        return True

    def refresh(self) -> bool:
        """Show the meeting as the vault has it now; False if it is gone."""
        if self.meeting is None:
            return False
        try:
            meeting = rows.get(self.desk.store.db, self.meeting.id)
        except NoSuchRecord:
            self.forget()
            return False
        self._show(meeting)
        return True

    def _show(self, meeting: Meeting) -> None:
        row = rows.load_rows(self.desk.store.db, [meeting.id])[meeting.id]
        self.meeting, self._row = meeting, row
        today = clock_in(self.desk.clock(), self._home).local.date()
        self.head.show_meeting(meeting, row, today)
        self.focus_head.show_meeting(meeting, row)
        self._show_prepared(meeting, today)
        self.questions.show_questions(meeting.id, meeting.questions)
        for one in self.questions.rows:
            one.answer.installEventFilter(self)
            one.editor.installEventFilter(self)

    def _show_prepared(self, meeting: Meeting, today: date) -> None:
        if self.stage is Stage.PREPARE:
            found = research.preparations(self.desk.store.db, [meeting.id])
            self.stages.show_preparation(found.get(meeting.id, Preparation()))
            self.prepare.show_meeting(meeting, today)
        if self.stage is Stage.REVIEW:
            self.review.show_meeting(meeting, today)
        else:  # its rows are made when they are looked at
            self.stages.show_waiting(reviewing.undecided(self.desk.store, meeting.id))
        if self.stage is Stage.FOLLOW_UP:
            self.follow_up.show_meeting(meeting, today)

    def forget(self) -> None:
        """Drop the meeting and what is unsaved of it: it is gone."""
        self.set_focused(False)
        self.meeting = self._row = None
        self.notes.forget()
        self.questions.forget()
        self.review.forget()
        self.follow_up.forget()

    def flush(self) -> bool:
        """Save all that is being typed; say whether everything is saved."""
        if self.meeting is None:
            return True
        self.head.commit()
        self.prepare.flush()
        kept = self.review.flush() & self.follow_up.flush()
        return self.questions.flush() & self.notes.flush() & kept

    # Doing

    def set_focused(self, focused: bool) -> None:
        """Turn to the focus view, or back; at the door of a meeting its clock begins."""
        if focused == self.focused or (focused and self.meeting is None):
            return
        self.focused = focused
        if focused:
            self.show_stage(Stage.TALK)
            self._begin()
            self._second.start()
        else:
            self._second.stop()
            self.closing.hide()
            self._panes.setCurrentWidget(self._split)
        self._arrange()
        self.show_time()
        self.focus_turned.emit()

    def _begin(self) -> None:
        meeting, now = self.meeting, self.desk.clock()
        if meeting is None or meeting.state is not MeetingState.PLANNED:
            return
        going_on = is_live(meeting.began_at, meeting.minutes, now)
        if not going_on and at_the_door(meeting.starts_at, now):
            self._begin_at(max(meeting.starts_at, now))

    def start_clock(self) -> None:
        """Count from now."""
        self._begin_at(self.desk.clock())
        self.focus_notes()

    def _begin_at(self, moment: datetime) -> None:
        if self.meeting is None:
            return
        try:
            verbs.begin_meeting(self.desk.store, self.meeting.id, moment)
        except UserError as error:
            self.desk.notices.failed(error)
        self.refresh()

    def show_time(self) -> None:
        """Show how long it has lasted, and what to say when the time ends."""
        meeting, now = self.meeting, self.desk.clock()
        if meeting is None or not self.focused:
            return
        reading = None
        if meeting.began_at is not None and is_live(meeting.began_at, meeting.minutes, now):
            closing = rules.value(self.desk.store, CLOSING_MINUTES)
            reading = read(meeting.began_at, meeting.minutes, closing, now)
        self.focus_head.timer.show_reading(reading, meeting.minutes)
        shown = None if self.is_shielded() else reading
        self.closing.show_phase(shown, meeting.minutes, self.questions.must_ask_left())

    def toggle_shield(self) -> None:
        """Hide questions and notes from whoever sees the screen, or show them again."""
        if self._panes.currentWidget() is self.shield:
            self._panes.setCurrentWidget(self._split)
            self.focus_start()
        elif self.flush():
            self._panes.setCurrentWidget(self.shield)
            self.shield.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_time()

    def is_shielded(self) -> bool:
        """Say whether questions and notes are hidden."""
        return self._panes.currentWidget() is self.shield

    def _answered(self) -> None:
        if self.focused:
            self.focus_notes()

    def tick(self, number: int) -> bool:
        """Tick a question by its number, or take its tick away."""
        return self.questions.tick_number(number)

    def show_stage(self, stage: Stage) -> None:
        """Turn to a stage."""
        if stage is not self.stage:
            self._turn(stage)

    def next_stage(self) -> None:
        """Turn to the next stage, after the last to the first."""
        stages = list(Stage)
        self.show_stage(stages[(stages.index(self.stage) + 1) % len(stages)])
        self.focus_start()

    def _turn(self, stage: Stage) -> None:
        self.stage = stage
        self.stages.show_stage(stage)
        self.questions.set_preparing(stage is Stage.PREPARE)
        if self.meeting is not None:
            self._show_prepared(self.meeting, clock_in(self.desk.clock(), self._home).local.date())
        self._arrange()

    def _follow_up(self) -> None:
        self.show_stage(Stage.FOLLOW_UP)
        self.focus_start()

    def has_questions(self) -> bool:
        """Say whether the stage has the questions beside it."""
        return self.stage in (Stage.PREPARE, Stage.TALK)

    def meet_need(self, need: Need) -> None:
        """Go where a need is met; a click on the time says that it is confirmed, or not."""
        if self.meeting is None:
            return
        match need:
            case Need.GOAL:
                self.head.show_details(True)
                self.head.goal.edit()
            case Need.SOURCES:
                self.show_side(not self._narrow)
                self.prepare.research.begin()
            case Need.QUESTIONS | Need.MUST_ASK:
                self.focus_questions()
            case Need.INTRODUCTION:
                self.show_side(not self._narrow)
                self.prepare.introduction.begin()
            case Need.TIME:
                self.confirm_time()

    def confirm_time(self) -> None:
        """Say that the other side confirmed the time, or take it back."""
        meeting = self.meeting
        if meeting is None or not self.flush():
            return
        confirmed = meeting.confirmed_on is None
        try:
            preparing.confirm_time(self.desk.store, meeting.id, confirmed=confirmed)
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)

    def focus_start(self) -> None:
        """Put the focus where one goes on: at the questions to prepare, or in the notes."""
        match self.stage:
            case Stage.TALK:
                self.focus_notes()
            case Stage.PREPARE:
                self.focus_questions()
            case Stage.REVIEW:
                self.review.focus_start()
            case Stage.FOLLOW_UP:
                self.follow_up.focus_start()

    def focus_notes(self) -> None:
        """Put the cursor into the notes."""
        self.show_stage(Stage.TALK)
        if self._narrow:
            self.show_side(False)
        self.notes.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_questions(self) -> None:
        """Put the focus on the current question, or into the line that adds the first."""
        self.show_side(True)
        if self.questions.rows:
            self.questions.step(0 if self.questions.current >= 0 else 1)
        else:
            self.questions.focus_add()

    def swap_focus(self) -> None:
        """Go from the questions to what is beside them, or back."""
        focus = self.window().focusWidget()
        if focus is None or not self.questions.isAncestorOf(focus):
            self.focus_questions()
        elif self.stage is Stage.TALK:
            self.focus_notes()
        else:
            self.show_side(not self._narrow)
            self.prepare.research.begin()

    def toggle_side(self) -> None:
        """Show the questions or put them away."""
        self.show_side(not self._side)
        if not self._side and self.stage is Stage.TALK:
            self.focus_notes()
        elif not self._side:
            self.prepare.research.begin()

    def show_side(self, shown: bool) -> None:
        """Show the questions or put them away; where space is short, instead of the notes."""
        if shown != self._side:
            self._side = shown
            self._arrange()

    def _edit(self, *, place: str | None = None, goal: str | None = None) -> None:
        if self.meeting is None:
            return
        try:
            verbs.edit_meeting(self.desk.store, self.meeting, place=place, goal=goal)
        except (StaleEdit, NoSuchRecord) as error:
            self.desk.notices.toast(explain(error), undo=False)
            self.refresh()
        except UserError as error:
            self.desk.notices.failed(error)
            self.refresh()

    def _open_person(self) -> None:
        if self.meeting is not None:
            self.person_asked.emit(self.meeting.person_id)

    def _open_link(self) -> None:
        if self.meeting is not None:
            open_link(self.desk, link_of(self.meeting.place))

    # Keys

    def event(self, event: QEvent) -> bool:
        """Tick (or star) with Alt+digit, which elsewhere leads to the window's places."""
        return self._ticks(event) or super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick with Alt+digit while something is typed, before it is typed."""
        return self._ticks(event) or super().eventFilter(watched, event)

    def _ticks(self, event: QEvent) -> bool:
        kind = event.type()
        pressed = kind == QEvent.Type.KeyPress
        if not pressed and kind != QEvent.Type.ShortcutOverride:
            return False
        number = _alt_digit(event) if isinstance(event, QKeyEvent) else 0
        if self.focused and number and (self.is_shielded() or number > len(self.questions.rows)):
            event.accept()  # nor does it lead away from a meeting that is going on
            return True
        if not 1 <= number <= len(self.questions.questions):
            return False
        event.accept()
        if pressed and self.focused:
            self._tick_or_answer(number)
        elif pressed and self.stage is Stage.PREPARE:
            self.questions.star_number(number)
        elif pressed:
            self.tick(number)
        return True

    def _tick_or_answer(self, number: int) -> None:
        writing = self.questions.rows[number - 1].answer.hasFocus()
        if self._narrow and self.questions.questions[number - 1].asked:
            self.show_side(True)
        if not self.questions.tick_or_answer(number) and writing:
            self.focus_notes()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.questions.isAncestorOf(now):
            self.questions.follow_focus(now)

    # Space

    def minimumSizeHint(self) -> QSize:
        """Need what the narrow arrangement needs: the wide one gives way to it."""
        return QSize(self.desk.theme.px(360), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let questions and notes take turns where both do not fit."""
        super().resizeEvent(event)
        low = self.height() < self.desk.theme.px(LOW)
        if low != self._low:
            self._low = low
            self._arrange()
        narrow = self.width() < self.desk.theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._side = not narrow
            self._arrange()
        elif self.stage not in self._sizes:
            self._divide()

    def _split_moved(self, _place: int, _number: int) -> None:
        self._sizes[self.stage] = self._split.sizes()

    def _divide(self) -> None:
        if not self._side or self._narrow or not self.has_questions():
            return
        width = self.width()
        if self.stage is Stage.PREPARE:
            facts = width * 9 // 20
            usual = [facts, max(width - facts, 1), 0, 0, 0]
        else:
            side = min(self.desk.theme.px(QUESTIONS_WIDTH), width * 2 // 5)
            usual = [0, side, max(width - side, 1), 0, 0]
        self._split.setSizes(self._sizes.get(self.stage, usual))

    def _arrange(self) -> None:
        # Hiding what has the focus would throw it anywhere.
        beside = self._side and self.has_questions()
        self.questions.setVisible(beside)
        for stage, widget in self._beside.items():
            widget.setVisible(stage is self.stage and not (beside and self._narrow))
        free = self._narrow or self.stage is Stage.PREPARE
        self.questions.setMaximumWidth(
            16_777_215 if free else self.desk.theme.px(QUESTIONS_WIDTH) * 3 // 2
        )
        self._divide()
        preparing = self.stage is Stage.PREPARE
        self.head.setVisible(not self.focused)
        self.stages.setVisible(not self.focused)
        self.focus_head.setVisible(self.focused)
        self.focus_head.set_narrow(self._narrow)
        self.focus_head.side.setChecked(self._side)
        self.head.show_side(self._side, self._narrow, preparing, self.has_questions())
        self.head.show_details(not (self._low and self.stage is not Stage.TALK))
        self.stages.set_low(self._low)
        self.questions.set_low(self._low)

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._margins.setContentsMargins(px(32), px(20), px(16), px(16))
        self.questions.setMinimumWidth(px(280))
        self._paper.setMinimumWidth(px(300))
        self.prepare.setMinimumWidth(px(300))
        self._arrange()


class _Head(QWidget):
    """The head of a meeting: back, person, when, state and what can be done; place and goal."""

    name_clicked = Signal()

    def __init__(self, desk: Desk, zone: str, menu: Callable[[], QMenu]) -> None:
        super().__init__()
        theme = desk.theme
        self.desk, self._home, self._menu = desk, zone, menu
        self._narrow = self._preparing = False
        self._planned = True
        self.back = IconButton(theme, "arrow-left", t("Back to the agenda (Esc)"), size="regular")
        self.avatar = Avatar(theme, "", 0, size=36, discs=desk.portraits.disc)
        desk.portraits.arrived.connect(self.avatar.update)
        self.name = _Name(desk)
        self.role = ElidedLabel(theme, "", "small", "muted")
        self.when = ElidedLabel(theme, "", "strong")
        self.zone = ElidedLabel(theme, "", "small", "muted")
        self.state = Pill(theme, "")
        self.side = Button(theme, t("Questions"), icon="panel", key="F9", kind="quiet")
        self.side.setCheckable(True)
        self.held = Button(theme, t("It took place"), icon="check", kind="primary")
        self.held.clicked.connect(lambda: desk.commands.run("meeting-held"))
        self.again = Button(theme, t("Plan it again"))
        self.again.clicked.connect(lambda: desk.commands.run("meeting-reopen"))
        self.pdf = Button(theme, t("PDF"), icon="file-pdf")
        self.pdf.setAccessibleName(t("Export the notes as PDF"))
        self.pdf.clicked.connect(lambda: desk.commands.run("meeting-export"))
        self.calendar = Button(theme, t("Calendar"), icon="calendar")
        self.calendar.setAccessibleName(t("Save for my calendar"))
        self.calendar.clicked.connect(lambda: desk.commands.run("meeting-calendar"))
        self.more = IconButton(theme, "more", t("More"), size="regular")
        self.more.clicked.connect(self._open_menu)
        self.place = InlineEdit(theme, t("Place or link"), placeholder=t("Add a place or link"))
        self.goal = InlineEdit(theme, t("Goal"), placeholder=t("Add what you want to know"))
        self.link = Button(theme, t("Open"), icon="external", kind="quiet", size="small")
        self.name.clicked.connect(self.name_clicked)
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        theme = self.desk.theme
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self.name)
        who.addWidget(self.role)
        self._when = QWidget()
        when = QVBoxLayout(self._when)
        when.setContentsMargins(0, 0, 0, 0)
        when.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(theme.px(10))
        first.addWidget(self.when)
        first.addWidget(self.state)
        first.addStretch(1)
        when.addLayout(first)
        when.addWidget(self.zone)
        upper = QHBoxLayout()
        upper.setSpacing(theme.px(10))
        upper.addWidget(self.back)
        upper.addWidget(self.avatar)
        upper.addLayout(who, 2)
        upper.addWidget(self._when, 3)
        for button in (self.side, self.pdf, self.calendar, self.more, self.again, self.held):
            upper.addWidget(button)
        lower = QHBoxLayout()
        lower.setSpacing(theme.px(4))
        self._place_sign = _Sign(self.desk, "pin")
        self._goal_sign = _Sign(self.desk, "flag")
        lower.addWidget(self._place_sign)
        lower.addWidget(self.place, 2)
        lower.addWidget(self.link)
        lower.addSpacing(theme.px(12))
        lower.addWidget(self._goal_sign)
        lower.addWidget(self.goal, 5)
        self._middle = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(upper)
        self._column.addLayout(self._middle)
        self._column.addLayout(lower)
        self._upper, self._lower = upper, lower
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_meeting(self, meeting: Meeting, row: MeetingRow, today: date) -> None:
        """Show who, when, where and what for."""
        self.avatar.show_person(row.person_name, row.person_id)
        self.name.set_name(row.person_name)
        self.role.setText(role_of(row))
        here = clock_in(meeting.starts_at, self._home).local
        self.when.setText(f"{weekday_in_words(here.date())}, {here:%H:%M}")
        parts = [say("minutes", count=meeting.minutes)]
        if apart(meeting.starts_at, meeting.zone, self._home):
            there = f"{meeting.local_start:%H:%M}"
            parts.append(t("{time} in {city}", time=there, city=city(meeting.zone)))
            parts.append(t("your time: {city}", city=city(self._home)))
        else:
            parts.append(city(meeting.zone))
        self.zone.setText(" · ".join(parts))
        self._show_state(meeting, here.date(), today)
        self.place.set_text(meeting.place)
        self.goal.set_text(meeting.goal)
        url = link_of(meeting.place)
        self.link.setVisible(bool(url) and not self.place.isHidden())
        set_tooltip(self.link, url)

    def _show_state(self, meeting: Meeting, day: date, today: date) -> None:
        planned = meeting.state is MeetingState.PLANNED
        over = planned and meeting.starts_at < self.desk.clock()
        looks: dict[MeetingState, ColorName] = {
            MeetingState.HELD: "good",
            MeetingState.CANCELLED: "muted",
            MeetingState.PLANNED: "info" if over else "accent",
        }
        near = day_nearby(day, today)
        words = near if planned else f"{say(f'state-{meeting.state.value}')} · {near}"
        self.state.set_text(words, looks[meeting.state])
        self._planned = planned
        self._show_held()
        self.again.setVisible(not planned)

    def show_details(self, shown: bool) -> None:
        """Show place and goal, or leave their room to others."""
        for widget in (self._place_sign, self.place, self._goal_sign, self.goal):
            widget.setVisible(shown)
        self.link.setVisible(shown and bool(link_of(self.place.text())))

    def _show_held(self) -> None:
        self.held.setVisible(self._planned and not self._preparing)

    def show_count(self, asked: int, total: int) -> None:
        """Say on the button how many questions were asked."""
        self.side.set_text(
            t("Questions {asked}/{total}", asked=asked, total=total) if total else t("Questions")
        )

    def show_side(self, shown: bool, narrow: bool, preparing: bool, questions: bool) -> None:
        """Show whether the questions are open; what is of no use now is only in the menu."""
        self.side.setChecked(shown)
        self.side.setVisible(questions and (narrow or not preparing))
        self.pdf.setVisible(not narrow and not preparing)
        self.calendar.setVisible(not narrow and preparing)
        self._preparing = preparing
        self._show_held()
        if narrow != self._narrow:
            self._narrow = narrow
            if narrow:  # they take a line of their own
                self._middle.addWidget(self._when, 1)
                self._middle.addWidget(self.side)
            else:
                self._upper.insertWidget(3, self._when, 3)
                self._upper.insertWidget(4, self.side)

    def commit(self) -> None:
        """Keep what is being typed into place or goal."""
        self.place.commit()
        self.goal.commit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the quiet ground."""
        QPainter(self).fillRect(self.rect(), self.desk.theme.color("surface"))

    def _open_menu(self) -> None:
        menu = self._menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._column.setContentsMargins(px(12), px(8), px(20), px(6))
        self._column.setSpacing(px(4))
        self._lower.setContentsMargins(px(12), 0, 0, 0)
        self._middle.setContentsMargins(px(16), 0, 0, 0)


class _Name(ElidedLabel):
    """The person's name, which leads to the person."""

    clicked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "", "section")
        self._desk = desk
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_name(self, name: str) -> None:
        """Show a name."""
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(t("Opens the person"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open with a click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underline while the focus is here."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            bottom = self.height() - 2
            painter.fillRect(0, bottom, self.width(), 2, self._desk.theme.color("focus"))


class _Sign(QWidget):
    """An icon before a line that is edited in place."""

    def __init__(self, desk: Desk, icon: str) -> None:
        super().__init__()
        self._theme, self._icon = desk.theme, icon
        self.setFixedWidth(desk.theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        side = self._theme.px(16)
        picture = self._theme.pixmap(self._icon, "muted", 16, self.devicePixelRatioF())
        QPainter(self).drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)


def link_of(place: str) -> str:
    """Return the first address in a meeting's place that may be opened, '' for none."""
    return next((safe_url(url) for _, _, url in links_in(place) if safe_url(url)), "")


def _alt_digit(event: QKeyEvent) -> int:
    """Return the digit pressed with Alt and nothing else, 0 for none."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    digit = event.key() - Qt.Key.Key_0.value
    return digit if plain == Qt.KeyboardModifier.AltModifier and 1 <= digit <= TICK_KEYS else 0
