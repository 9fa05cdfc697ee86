"""The questions of a meeting: their order, stars and ticks, and the answers below them.

While one prepares there are no ticks and answers, but what fits into the time and suggestions.
"""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.errors import NoSuchRecord, UserError
from infodesk.core.ids import MeetingId, QuestionId
from infodesk.core.meetings import MeetingQuestion
from infodesk.core.questions import by_key, fitting_set, minutes_of
from infodesk.core.suggestions import Suggestion
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.answers import AnswerLine, GrowingText
from infodesk.gui.pages.meetings.suggested import SuggestionList, bank_language
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import (
    Chip,
    FlowLayout,
    IconButton,
    KeyHint,
    PlainLabel,
    SectionHeading,
    set_tooltip,
)
from infodesk.gui.widgets.labels import breakable
from infodesk.gui.widgets.painting import paint_ring
from infodesk.operations import meetings as verbs
from infodesk.operations import questions as bank_verbs
from infodesk.words import t, tn
from infodesk.words.errors import explain

TICK_KEYS = 9
"""Questions with a key of their own: Alt+1 to Alt+9."""


class TickBox(QAbstractButton):
    """The box that says a question was asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Be a target that is hit easily."""
        side = self._theme.px(22)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and its tick."""
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(18)
        box = QRectF(
            (self.width() - side) / 2 + 0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1
        )
        on = self.isChecked()
        edge: ColorName = "accent" if on or self.underMouse() or self.hasFocus() else "edge"
        painter.setPen(QPen(self._theme.color(edge), 1.4))
        painter.setBrush(self._theme.color("accent" if on else "surface"))
        painter.drawRoundedRect(box, px(4), px(4))
        if on:
            size = px(12)
            tick = self._theme.pixmap("check", "on_accent", 12, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, tick)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), px(5))


class QuestionRow(QWidget):
    """One question: box, star, words, key; its answer below. Its ground shows what is current."""

    ticked = Signal(bool)
    starred = Signal(bool)
    worded = Signal(str)
    stepped = Signal(int)
    dragged = Signal(int)
    dropped = Signal()
    menu_asked = Signal(QPoint)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self._theme = theme
        self._current = False
        self._press: QPoint | None = None
        self._dragging = False
        self._preparing = False
        self._fits = True
        self.question: MeetingQuestion | None = None
        self.box = TickBox(theme)
        self.star = IconButton(theme, "star", t("Must ask"))
        self.star.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words = PlainLabel(theme, "", "body", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.editor = GrowingText(theme, t("Question"), lines=False)
        self.editor.hide()
        self.answer = AnswerLine(theme, t("Answer"), t("Answer…"))
        self.key = _KeySlot(theme)
        self.length = PlainLabel(theme, "", "small", "muted")
        self.length.hide()
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.box.clicked.connect(self.ticked)
        self.star.clicked.connect(self._toggle_star)
        self.editor.entered.connect(self._end_wording)
        self.editor.left.connect(self.end_wording)
        self.answer.entered.connect(self.setFocus)
        self.answer.failed.connect(self.failed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        self._line = QHBoxLayout()
        top = Qt.AlignmentFlag.AlignTop
        self._line.addWidget(self.box, 0, top)
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addWidget(self.words)
        text.addWidget(self.editor)
        text.addWidget(self.answer)
        text.addStretch(1)
        self._text = text
        self._line.addLayout(text, 1)
        side = QVBoxLayout()
        side.setSpacing(1)
        side.addWidget(self.key, 0, Qt.AlignmentFlag.AlignHCenter)
        star = QHBoxLayout()
        star.addStretch(1)
        star.addWidget(self.length)
        star.addWidget(self.star)
        star.addStretch(1)
        side.addLayout(star)
        side.addStretch(1)
        self._line.addLayout(side)
        self.setLayout(self._line)

    # What it shows

    def show_question(self, question: MeetingQuestion, number: int) -> None:
        """Show a question as the vault has it now."""
        other = self.question is None or self.question.id != question.id
        if other:
            self.answer.autosave.forget()
        self.question = question
        self._show_words()
        self._show_ink()
        if not self.is_wording():
            self.editor.show_text(question.text)
        self.box.setChecked(question.asked)
        self.star.set_icon("star-filled" if question.must_ask else "star")
        self.star.set_name(t("Must ask: yes") if question.must_ask else t("Must ask: no"))
        self.answer.load(question.answer)
        self.key.show_number(number)
        self._name(question, number)
        self._show_quiet()

    def _name(self, question: MeetingQuestion, number: int) -> None:
        parts = [t("Question {number}", number=number), question.text]
        if question.must_ask:
            parts.append(t("must ask"))
        if not self._preparing:
            parts.append(t("asked") if question.asked else t("not asked yet"))
        self.setAccessibleName(", ".join(parts))
        self.box.setAccessibleName(t("Asked: {question}", question=question.text))
        self.star.setAccessibleName(t("Must ask: {question}", question=question.text))
        self.answer.setAccessibleName(t("Answer to: {question}", question=question.text))

    def set_current(self, current: bool) -> None:
        """Be the question that keys act on, or not."""
        self._current = current
        self._show_quiet()
        self.update()

    def set_preparing(self, preparing: bool) -> None:
        """Be a question that one plans to ask, or one that is being asked."""
        self._preparing = preparing
        self.box.setVisible(not preparing)
        self.key.setVisible(not preparing)
        self.length.setVisible(preparing)
        self._restyle()
        self._show_words()
        self._show_ink()
        self._show_quiet()

    def show_length(self, minutes: int, fits: bool, meeting_minutes: int) -> None:
        """Show how long it takes, and whether it fits into a meeting of so many minutes."""
        self._fits = fits
        words = tn("{count} minute", "{count} minutes", minutes)
        if not fits:
            words = t("{length}, only if there is more time than {minutes} minutes",
                      length=words, minutes=meeting_minutes)  # fmt: skip
        self.length.setText(t("{minutes} min", minutes=minutes) if fits else t("if time is left"))
        set_tooltip(self.length, words)
        self.setAccessibleDescription(words if self._preparing else "")
        self._show_ink()

    def _show_words(self) -> None:
        if self.question is not None:
            words = breakable(self.question.text)
            # While one prepares, the star stands at the end of each line.
            starred = self.question.must_ask and not self._preparing
            self.words.setText(f"★ {words}" if starred else words)

    def _show_ink(self) -> None:
        if self.question is not None:
            quiet = not self._fits if self._preparing else self.question.asked
            self.words.set_color("muted" if quiet else "text")

    def _show_quiet(self) -> None:
        """Show the star's button and an empty answer line only at the current question."""
        question = self.question
        if question is None:
            return
        self.star.setVisible(self._current or self._preparing)
        answered = bool(self.answer.text()) or self._current or self.answer.hasFocus()
        self.answer.setVisible(answered and not self._preparing)

    def _toggle_star(self) -> None:
        if self.question is not None:
            self.starred.emit(not self.question.must_ask)

    # Wording

    def is_wording(self) -> bool:
        """Say whether the question's words are being edited."""
        return not self.editor.isHidden()

    def word(self) -> None:
        """Edit the question's words in place."""
        if self.question is None:
            return
        self.editor.show_text(self.question.text)
        self.words.hide()
        self.editor.show()
        self.editor.selectAll()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_wording(self, keep: bool = True) -> None:
        """Go back to reading; `keep` what was typed."""
        if not self.is_wording() or self.question is None:
            return
        typed = self.editor.text().strip()
        self.editor.hide()
        self.words.show()
        if keep and typed and typed != self.question.text:
            self.worded.emit(typed)

    def _end_wording(self) -> None:
        self.end_wording()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, answer with Enter, reword with F2, go on with the arrows.

        While one prepares, Space stars and Enter rewords.
        """
        key = event.key()
        if key == Qt.Key.Key_Escape and self.is_wording():
            self.end_wording(keep=False)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Escape and self.answer.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.hasFocus() or event.modifiers():
            super().keyPressEvent(event)
            return
        elif key == Qt.Key.Key_Space and self._preparing:
            self._toggle_star()
        elif key == Qt.Key.Key_Space:
            self.ticked.emit(not self.box.isChecked())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._preparing:
            self.word()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin_answer()
        elif key == Qt.Key.Key_F2:
            self.word()
        elif key == Qt.Key.Key_Down:
            self.stepped.emit(1)
        elif key == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def begin_answer(self) -> None:
        """Put the cursor into the answer."""
        self.answer.show()
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Become current; perhaps a drag begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._press = event.position().toPoint()
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the row."""
        if self._press is None:
            return
        here = event.position().toPoint()
        if not self._dragging and abs(here.y() - self._press.y()) < self._theme.px(8):
            return
        self._dragging = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.dragged.emit(self.mapToParent(here).y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the row go where it is."""
        dragging, self._dragging, self._press = self._dragging, False, None
        self.unsetCursor()
        if dragging:
            self.dropped.emit()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the words."""
        self.word()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the question."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.menu_asked.emit(event.globalPos())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of the current question."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(6)
        if self._current or self._dragging:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), radius)

    def _restyle(self) -> None:
        px = self._theme.px
        upright = px(3) if self._preparing else px(8)
        self._line.setContentsMargins(px(10), upright, px(10), upright)
        self._line.setSpacing(px(8))
        # The words stand level with the middle of the box, or of the star.
        level = px(28) if self._preparing else px(22)
        gap = max(0, (level - QFontMetrics(self._theme.font("body")).height()) // 2)
        self._text.setContentsMargins(0, gap, 0, 0)
        self.update()


class _KeySlot(QWidget):
    """Room for the cap of Alt+digit; the tenth question and later have none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, theme.px(3), 0, 0)
        self._hint: KeyHint | None = None
        self._number = 0

    def show_number(self, number: int) -> None:
        """Show the key of question `number`."""
        if number == self._number:
            return
        self._number = number
        if self._hint is not None:
            self._hint.hide()
            self._hint.deleteLater()
            self._hint = None
        if number <= TICK_KEYS:
            self._hint = KeyHint(self._theme, f"Alt+{number}")
            self._row.addWidget(self._hint)


class QuestionsPane(QWidget):
    """The list of questions with the line that adds one.

    `current` is the question that the keys of the page act on: the one with the focus last.
    """

    counted = Signal(int, int)
    answered = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.meeting_id: MeetingId | None = None
        self.questions: tuple[MeetingQuestion, ...] = ()
        self.rows: list[QuestionRow] = []
        self.current = -1
        self.preparing = self._low = False
        self._drop_at = -1
        theme = desk.theme
        self.fit = FitBar(desk)
        self.fit.chosen.connect(self._show_fit)
        self.fit.hide()
        self.suggestions = SuggestionList(desk)
        self.suggestions.added.connect(self._add_suggested)
        self.suggestions.stepped_out.connect(self.focus_last)
        self.suggestions.hide()
        self.heading = SectionHeading(theme, t("Questions"))
        self.hint = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.empty = PlainLabel(
            theme,
            t("What do you want to hear from this person? Ten questions, three of them "
              "starred, are plenty for 20 minutes."),
            "body", "muted", wrap=True,
        )  # fmt: skip
        self.add = QLineEdit()
        self.add.setPlaceholderText(t("Add a question…"))
        self.add.setAccessibleName(t("Add a question"))
        self.add.returnPressed.connect(self._add)
        self._list = _List(theme)
        self._list.resized.connect(self._keep_in_sight)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._list)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(self.add)
        self._list.tail.addWidget(self.empty)
        self._list.tail.addWidget(self.hint)
        self._list.head.addWidget(self.fit)
        self._list.foot.addWidget(self.suggestions)
        theme.changed.connect(self._restyle)
        self._restyle()

    # Showing

    def show_questions(self, meeting_id: MeetingId, questions: tuple[MeetingQuestion, ...]) -> None:
        """Show the questions of a meeting as the vault has them now."""
        if meeting_id != self.meeting_id:
            self.meeting_id, self.current = meeting_id, -1
            self.add.clear()
        kept, place = self.current_question(), self.current
        focused = self.window().focusWidget()
        inside = focused is not None and self._list.isAncestorOf(focused)
        rows = {row.question.id: row for row in self.rows if row.question is not None}
        wanted = []
        for number, question in enumerate(questions, start=1):
            row = rows.pop(question.id, None) or self._make_row()
            row.show_question(question, number)
            wanted.append(row)
        for gone in rows.values():
            gone.answer.autosave.forget()
            self._list.take(gone)
        if wanted != self.rows:
            self._list.arrange(wanted)
            self.rows = wanted
        self.questions = questions
        ids = [one.id for one in questions]
        if kept is not None and kept.id in ids:
            self._make_current(ids.index(kept.id))
        elif kept is not None:  # the one that took its place
            self._make_current(min(place, len(ids) - 1), focus=inside)
        self._count()
        if self.preparing:
            self.refresh_plan()

    def set_preparing(self, preparing: bool) -> None:
        """Show the questions for planning them, or for asking them."""
        if preparing != self.preparing:
            self.preparing = preparing
            for row in self.rows:
                row.set_preparing(preparing)
            self.fit.setVisible(preparing)
            self.suggestions.setVisible(preparing)
            self._count()
        if preparing:
            self.refresh_plan()

    def set_low(self, low: bool) -> None:
        """Do without the heading and wide margins where there is little height."""
        self._low = low
        self.heading.setVisible(not low)
        self._restyle()

    def refresh_plan(self) -> None:
        """Show anew what fits and what is suggested."""
        if self.meeting_id is None:
            return
        try:
            found = bank_verbs.suggestions(
                self.desk.store, self.meeting_id, bank_language(self.desk)
            )
        except NoSuchRecord:
            found = ()
        self.suggestions.show_suggestions(found)
        self._show_fit()

    def _show_fit(self) -> None:
        known = by_key(bank_verbs.bank(self.desk.store, bank_language(self.desk)))
        share = bank_verbs.asking_share(self.desk.store)
        plan = fitting_set(self.questions, known, self.fit.minutes, share)
        for row, question in zip(self.rows, self.questions, strict=True):
            length = minutes_of(question, known)
            row.show_length(length, question.id in plan.fitting, self.fit.minutes)
        self.fit.show_plan(len(plan.fitting), plan.minutes, plan.room)

    def _make_row(self) -> QuestionRow:
        row = QuestionRow(self.desk)
        row.set_preparing(self.preparing)
        row.ticked.connect(lambda on: self._with(row, partial(self._tick, on)))
        row.starred.connect(lambda on: self._with(row, partial(self._star, on)))
        row.worded.connect(lambda text: self._with(row, partial(self._word, text)))
        row.dragged.connect(lambda y: self._drag(row, y))
        row.dropped.connect(lambda: self._drop(row))
        row.menu_asked.connect(self.menu_asked)
        row.failed.connect(self.desk.notices.failed)
        row.answer.save = lambda text: self._answer(row, text)
        row.answer.entered.connect(self.answered)
        row.stepped.connect(self.step)
        return row

    def _count(self) -> None:
        total = len(self.questions)
        asked = sum(one.asked for one in self.questions)
        if self.preparing and total:
            must = sum(one.must_ask for one in self.questions)
            self.heading.setText(t("Questions · {total}, {must} must ask", total=total, must=must))
        elif total:
            self.heading.setText(t("Questions · {asked} of {total}", asked=asked, total=total))
        else:
            self.heading.setText(t("Questions"))
        left = self.must_ask_left()
        self.hint.setText(t("If five minutes are left: {numbers}", numbers=left) if left else "")
        self.hint.setVisible(bool(left) and not self.preparing)
        self.empty.setVisible(not total)
        self.counted.emit(asked, total)

    # Which one

    def current_question(self) -> MeetingQuestion | None:
        """Return the question that keys act on, None for none."""
        return self.questions[self.current] if 0 <= self.current < len(self.questions) else None

    def current_row(self) -> QuestionRow | None:
        """Return the row of the current question."""
        return self.rows[self.current] if 0 <= self.current < len(self.rows) else None

    def step(self, by: int) -> None:
        """Make the next or the previous question current; after the last comes the add line."""
        target = self.current + by
        if target >= len(self.rows) and self.preparing and self.suggestions.begin():
            return
        if target >= len(self.rows):
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        elif target >= 0:
            self._make_current(target, focus=True)

    def follow_focus(self, now: QWidget | None) -> None:
        """Make the question current that the focus went into; none when it went to the notes."""
        for number, row in enumerate(self.rows):
            if now is not None and (now is row or row.isAncestorOf(now)):
                self._make_current(number)
                self._scroll.ensureWidgetVisible(row, 0, self.desk.theme.px(8))
                return

    def _make_current(self, number: int, *, focus: bool = False) -> None:
        self.current = number
        for place, row in enumerate(self.rows):
            row.set_current(place == number)
        row_now = self.current_row()
        if focus and row_now is not None:
            self._list.layout_now()
            row_now.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(row_now, 0, self.desk.theme.px(8))

    def _keep_in_sight(self) -> None:
        row = self.current_row()
        if row is not None and row.hasFocus():
            self._scroll.ensureWidgetVisible(row, 0, self.desk.theme.px(8))

    # Doing

    def tick_number(self, number: int) -> bool:
        """Tick question `number` (from 1), or take its tick away; False if there is none."""
        if not 1 <= number <= len(self.questions):
            return False
        question = self.questions[number - 1]
        self._try(
            lambda: verbs.tick_question(self.desk.store, question.id, asked=not question.asked)
        )
        return True

    def tick_or_answer(self, number: int) -> bool:
        """Tick question `number`; if it is ticked go into its answer, and out of that untick it.

        Returns whether the focus went into the answer.
        """
        row, question = self.rows[number - 1], self.questions[number - 1]
        self._make_current(number - 1)
        self._list.layout_now()
        self._scroll.ensureWidgetVisible(row, 0, self.desk.theme.px(8))
        if question.asked and not row.answer.hasFocus():
            row.begin_answer()
            return True
        self.tick_number(number)
        return False

    def must_ask_left(self) -> str:
        """Return the numbers of starred questions that were not asked yet, "" for none."""
        return ", ".join(
            str(number)
            for number, one in enumerate(self.questions, start=1)
            if one.must_ask and not one.asked
        )

    def star_number(self, number: int) -> bool:
        """Put the must-ask star on question `number` (from 1), or take it off; False for none."""
        if not 1 <= number <= len(self.questions):
            return False
        question = self.questions[number - 1]
        self._star(not question.must_ask, question.id)
        return True

    def toggle_star(self) -> None:
        """Put the must-ask star on the current question, or take it off."""
        question = self.current_question()
        if question is not None:
            self._star(not question.must_ask, question.id)

    def toggle_tick(self) -> None:
        """Tick the current question, or take its tick away."""
        self.tick_number(self.current + 1)

    def shift(self, by: int) -> None:
        """Move the current question up (-1) or down (1)."""
        question, target = self.current_question(), self.current + by
        if question is None or not 0 <= target < len(self.questions):
            return
        self._reorder(self.current, target)

    def can_move(self, by: int) -> bool:
        """Say whether the current question has somewhere to move."""
        return self.current_question() is not None and 0 <= self.current + by < len(self.questions)

    def delete(self) -> None:
        """Take the current question off the list."""
        question = self.current_question()
        if question is None:
            return
        row = self.current_row()
        if row is not None:
            row.answer.autosave.flush()
        if self._try(lambda: verbs.delete_question(self.desk.store, question.id)):
            self.desk.notices.toast(t("Deleted a question."))

    def reword(self) -> None:
        """Edit the words of the current question."""
        row = self.current_row()
        if row is not None:
            row.word()

    def focus_last(self) -> None:
        """Put the focus on the last question, or into the line that adds one."""
        if self.rows:
            self._make_current(len(self.rows) - 1, focus=True)
        else:
            self.focus_add()

    def focus_add(self) -> None:
        """Put the cursor into the line that adds."""
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Save answers and wordings that are being typed; say whether all are saved."""
        for row in self.rows:
            row.end_wording()
        self._add()
        refused = [row for row in self.rows if not row.answer.autosave.flush()]
        return not refused

    def forget(self) -> None:
        """Drop everything: the meeting is gone."""
        for row in self.rows:
            row.answer.autosave.forget()
            self._list.take(row)
        self.rows, self.questions, self.meeting_id, self.current = [], (), None, -1
        self.add.clear()

    def _add(self) -> None:
        text, meeting_id = self.add.text(), self.meeting_id
        if not text.strip() or meeting_id is None:
            return
        if self._try(lambda: verbs.add_question(self.desk.store, meeting_id, text)):
            self.add.clear()
            self._list.layout_now()
            bar = self._scroll.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _add_suggested(self, suggestion: Suggestion) -> None:
        meeting_id, question = self.meeting_id, suggestion.question
        if meeting_id is not None:
            self._try(lambda: bank_verbs.add_from_bank(self.desk.store, meeting_id, question))

    def _tick(self, on: bool, question: QuestionId) -> None:
        self._try(lambda: verbs.tick_question(self.desk.store, question, asked=on))

    def _star(self, on: bool, question: QuestionId) -> None:
        self._try(lambda: verbs.mark_must_ask(self.desk.store, question, must_ask=on))

    def _word(self, text: str, question: QuestionId) -> None:
        self._try(lambda: verbs.edit_question(self.desk.store, question, text))

    def _answer(self, row: QuestionRow, text: str) -> None:
        if row.question is not None:
            verbs.write_answer(self.desk.store, row.question.id, text, self)

    def _with(self, row: QuestionRow, do: Callable[[QuestionId], None]) -> None:
        if row.question is not None:
            do(row.question.id)

    def _try(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            return True
        # The tick or star shown must be what is stored.
        for number, row in enumerate(self.rows, start=1):
            if row.question is not None:
                row.show_question(row.question, number)
        return False

    # Order

    def _reorder(self, source: int, target: int) -> None:
        ids = [one.id for one in self.questions]
        ids.insert(target, ids.pop(source))
        meeting_id = self.meeting_id
        if meeting_id is not None:
            self._try(lambda: verbs.order_questions(self.desk.store, meeting_id, ids))

    def _drag(self, row: QuestionRow, y: int) -> None:
        others = [one for one in self.rows if one is not row]
        self._drop_at = sum(y > one.geometry().center().y() for one in others)
        edge = others[self._drop_at].geometry().top() if self._drop_at < len(others) else None
        self._list.show_gap(edge if edge is not None else self.rows[-1].geometry().bottom())

    def _drop(self, row: QuestionRow) -> None:
        self._list.show_gap(-1)
        source = self.rows.index(row)
        if self._drop_at >= 0 and self._drop_at != source:
            self._reorder(source, self._drop_at)
        self._drop_at = -1

    def _restyle(self) -> None:
        px = self.desk.theme.px
        low = self._low
        self._column.setContentsMargins(px(16), px(6 if low else 20), px(16), px(4 if low else 16))
        self._column.setSpacing(px(4 if low else 10))
        self.heading.setContentsMargins(px(8), 0, 0, 0)
        self._list.restyle()


class FitBar(QWidget):
    """Chips for the length of a meeting, and how many questions fit into it."""

    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk = desk
        self.minutes = 20
        self.chips: dict[int, Chip] = {}
        self._flow = FlowLayout(theme, self, gap=6)
        self._flow.addWidget(PlainLabel(theme, t("What fits into"), "small", "muted"))
        for place, minutes in enumerate(bank_verbs.sets(desk.store)):
            chip = Chip(theme, "")
            chip.clicked.connect(lambda _on=False, one=place: self._choose(one))
            self.chips[minutes] = chip
            self._flow.addWidget(chip)
        self.words = PlainLabel(theme, "", "small", "muted")
        self._flow.addWidget(self.words)
        set_tooltip(
            self,
            t("A third of a meeting is small talk at the beginning and next steps at the end; the "
              "rest is for questions (Dalton, The 2-Hour Job Search)."),
        )  # fmt: skip
        self._show()

    def take_length(self, minutes: int) -> None:
        """Begin with the set that is nearest to a meeting's length, the shorter one if between."""
        self.chips = dict(zip(bank_verbs.sets(self.desk.store), self.chips.values(), strict=True))
        self.minutes = min(self.chips, key=lambda one: (abs(one - minutes), one))
        self._show()

    def show_plan(self, questions: int, used: int, room: int) -> None:
        """Show what fits."""
        self.words.setText(
            tn("{count} question, {used} of {room} minutes",
               "{count} questions, {used} of {room} minutes", questions, used=used, room=room)
        )  # fmt: skip

    def _choose(self, place: int) -> None:
        self.minutes = list(self.chips)[place]
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        for minutes, chip in self.chips.items():
            chip.set_text(tn("{count} minute", "{count} minutes", minutes))
            chip.setChecked(minutes == self.minutes)


class _List(QWidget):
    """The rows below each other, and the line that shows where a dragged one would go."""

    resized = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._gap = -1
        self.setMinimumWidth(1)  # as wide as the pane, whatever the longest word wants
        self._rows = QVBoxLayout()
        self.head = QVBoxLayout()
        self.tail = QVBoxLayout()
        self.foot = QVBoxLayout()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addLayout(self.head)
        self._whole.addLayout(self._rows)
        self._whole.addLayout(self.tail)
        self._whole.addLayout(self.foot)
        self._whole.addStretch(1)
        self.restyle()

    def arrange(self, rows: list[QuestionRow]) -> None:
        """Put rows in order; those that stand right stay untouched, focus and all."""
        for place, row in enumerate(rows):
            item = self._rows.itemAt(place)
            if item is None or item.widget() is not row:
                self._rows.removeWidget(row)
                self._rows.insertWidget(place, row)
        for before, after in pairwise(rows):
            QWidget.setTabOrder(before.answer, after)

    def take(self, row: QuestionRow) -> None:
        """Remove a row for good."""
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def layout_now(self) -> None:
        """Measure at once, for scrolling to what was just added."""
        self._whole.activate()
        self.adjustSize()

    def show_gap(self, y: int) -> None:
        """Draw the line of the drop at `y`; -1 takes it away."""
        self._gap = y
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that the rows stand elsewhere."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line of the drop."""
        if self._gap >= 0:
            line = QRect(0, self._gap - 1, self.width(), 2)
            line = QStyle.visualRect(self.layoutDirection(), self.rect(), line)
            QPainter(self).fillRect(line, self._theme.color("accent"))

    def restyle(self) -> None:
        """Take the gaps from the theme anew."""
        self._rows.setSpacing(self._theme.px(4))
        self.head.setContentsMargins(self._theme.px(8), 0, 0, self._theme.px(6))
        self.tail.setContentsMargins(self._theme.px(12), self._theme.px(10), 0, 0)
