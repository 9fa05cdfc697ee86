"""The question bank: found by theme, letter, role, level and words; own questions beside ours."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.errors import BadValue, NoSuchRecord, StaleEdit, UserError
from infodesk.core.ids import MeetingId
from infodesk.core.questions import (
    BankFilter,
    BankQuestion,
    Letter,
    Level,
    RoleFamily,
    keep,
)
from infodesk.core.questions import (
    Theme as QuestionTheme,
)
from infodesk.core.text import fold
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.suggested import bank_language
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import (
    Button,
    Card,
    Chip,
    EmptyState,
    Field,
    FlowLayout,
    IconButton,
    NumberField,
    PlainLabel,
    PrimaryButton,
    SearchField,
    plain_tooltip,
)
from infodesk.gui.widgets.painting import mirrored
from infodesk.operations import questions as verbs
from infodesk.store import meetings as meeting_rows
from infodesk.words import t, tn
from infodesk.words.errors import explain
from infodesk.words.records import say

Index = QModelIndex | QPersistentModelIndex
Code = TypeVar("Code", bound=StrEnum)
_ROOT = QModelIndex()
_QUESTION_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_LISTED_ROLE = _QUESTION_ROLE + 1


def about(question: BankQuestion) -> str:
    """Return what a question is about and for whom, in words."""
    parts = [
        say(f"theme-{question.theme.value}") if question.theme else "",
        say(f"letter-{question.letter.value}") if question.letter else "",
        *(say(f"role-{role.value}") for role in sorted(question.roles)),
        *(say(f"level-{level.value}") for level in sorted(question.levels)),
        tn("{count} minute", "{count} minutes", question.minutes),
        t("own") if question.own_id is not None else "",
    ]
    return " · ".join(dict.fromkeys(part for part in parts if part))


class BankModel(QAbstractListModel):
    """The questions that the filter shows, and which of them are on the meeting's list."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[BankQuestion] = []
        self.listed: frozenset[str] = frozenset()

    def show(self, questions: Sequence[BankQuestion], listed: frozenset[str]) -> None:
        """Show other questions."""
        same = [one.key for one in questions] == [one.key for one in self.questions]
        if same and questions:
            self.questions, self.listed = list(questions), listed
            self.dataChanged.emit(self.index(0), self.index(len(questions) - 1))
            return
        self.beginResetModel()
        self.questions, self.listed = list(questions), listed
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many questions are shown."""
        return 0 if parent.isValid() else len(self.questions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a question for painting, and its words."""
        if not index.isValid() or index.row() >= len(self.questions):
            return None
        question = self.questions[index.row()]
        listed = question.key in self.listed
        if role == _QUESTION_ROLE:
            return question
        if role == _LISTED_ROLE:
            return listed
        if role == Qt.ItemDataRole.DisplayRole:
            return question.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            on = t("on the list") if listed else ""
            return "; ".join(part for part in (question.text, about(question), on) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{question.text}\n{about(question)}")
        return None


class BankList(QListView):
    """Shows the questions; Enter uses one, F2 rewords it, Delete puts it away."""

    used = Signal()
    worded = Signal()
    put_away = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.bank = BankModel()
        self.setModel(self.bank)
        self.setAccessibleName(t("Questions"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setItemDelegate(_Painter(theme, self))
        self.doubleClicked.connect(lambda _index: self.used.emit())
        theme.changed.connect(self.doItemsLayout)

    def question(self) -> BankQuestion | None:
        """Return the current question, None for none."""
        row = self.currentIndex().row()
        return self.bank.questions[row] if 0 <= row < len(self.bank.questions) else None

    def show_questions(self, questions: Sequence[BankQuestion], listed: frozenset[str]) -> None:
        """Show other questions; the current one stays current, or the one at its place."""
        kept, row = self.question(), self.currentIndex().row()
        self.bank.show(questions, listed)
        keys = [one.key for one in questions]
        if kept is not None and kept.key in keys:
            row = keys.index(kept.key)
        if keys:
            self.setCurrentIndex(self.bank.index(max(0, min(row, len(keys) - 1))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use, reword or put away; typing goes to the search, not to Qt's own."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.used.emit()
        elif plain and key == Qt.Key.Key_F2:
            self.worded.emit()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.put_away.emit()
        elif event.text().strip() and plain:
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class _Painter(QStyledItemDelegate):
    """Paints a question in as many lines as it needs and what it is about below."""

    def __init__(self, theme: Theme, view: BankList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def _inside(self, width: int) -> QRect:
        px = self._theme.px
        return QRect(px(12), px(7), max(width - px(12) - px(34), px(80)), 10_000)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the height of all lines."""
        width = self._view.viewport().width()
        words = QFontMetrics(self._theme.font("body")).boundingRect(
            self._inside(width), int(Qt.TextFlag.TextWordWrap.value), str(index.data())
        )
        small = QFontMetrics(self._theme.font("small")).height()
        return QSize(self._theme.px(200), words.height() + small + self._theme.px(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one question."""
        theme, px = self._theme, self._theme.px
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        question: BankQuestion = index.data(_QUESTION_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = area.adjusted(1, 1, -1, -1)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(card, px(6), px(6))
            if self._view.hasFocus():
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), px(6), px(6))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(card, px(6), px(6))
        side = self._view.layoutDirection()
        inside = self._inside(area.width()).translated(area.topLeft())
        small = QFontMetrics(theme.font("small")).height()
        words = QRect(inside.left(), inside.top(), inside.width(), area.height() - small - px(16))
        under = QRect(inside.left(), words.bottom() + px(3), inside.width(), small)
        mirror = side == Qt.LayoutDirection.RightToLeft
        near = Qt.AlignmentFlag.AlignAbsolute | (
            Qt.AlignmentFlag.AlignRight if mirror else Qt.AlignmentFlag.AlignLeft
        )
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("muted" if index.data(_LISTED_ROLE) else "text"))
        flags = int(Qt.TextFlag.TextWordWrap.value) | int(near.value)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(mirrored(side, area, words), flags, question.text)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        meta = painter.fontMetrics().elidedText(
            about(question), Qt.TextElideMode.ElideRight, under.width()
        )
        painter.drawText(mirrored(side, area, under), int(near.value), meta)
        if index.data(_LISTED_ROLE):
            size = px(16)
            sign = QRect(area.right() - px(26), area.top() + px(8), size, size)
            picture = theme.pixmap("check", "good", 16, self._view.devicePixelRatioF())
            painter.drawPixmap(mirrored(side, area, sign), picture)
        painter.restore()


class _Choice(QComboBox, Generic[Code]):
    """A filter: everything, or one of some codes."""

    def __init__(self, name: str, kind: str, codes: Iterable[Code]) -> None:
        super().__init__()
        # Not as the entries' data: Qt makes plain texts of what is a text and more.
        self._codes: list[Code | None] = [None, *codes]
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for code in self._codes:
            self.addItem(name if code is None else say(f"{kind}-{code.value}"))

    def code(self) -> Code | None:
        """Return the code chosen, None for everything."""
        return self._codes[max(0, self.currentIndex())]

    def show_code(self, code: Code | None) -> None:
        """Choose a code."""
        self.setCurrentIndex(self._codes.index(code))


class BankView(QWidget):
    """The bank with its filters; `left` asks to go back.

    Opened from a meeting, Enter puts the current question on that meeting's list.
    """

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.meeting_id: MeetingId | None = None
        self._person = ""
        theme = desk.theme
        self.back = IconButton(theme, "arrow-left", t("Back (Esc)"), size="regular")
        self.back.clicked.connect(self.step_back)
        self.title = PlainLabel(theme, t("Question bank"), "section")
        self.count = PlainLabel(theme, "", "small", "muted")
        self.new = Button(
            theme, t("Own question"), icon="plus", key="Ctrl+Shift+A", kind="quiet", size="small"
        )
        self.new.clicked.connect(self.begin)
        self.use = PrimaryButton(theme, t("Add to the meeting"), icon="plus", key="Return")
        self.use.clicked.connect(self.add_to_meeting)
        self.search = SearchField(theme, t("Search questions"), key="Ctrl+F")
        self.theme_choice = _Choice(t("Every theme"), "theme", QuestionTheme)
        self.letter_choice = _Choice(t("Every TIARA letter"), "letter", Letter)
        self.role_choice = _Choice(t("Every kind of work"), "role", RoleFamily)
        self.level_choice = _Choice(t("Every level"), "level", Level)
        self.own = Chip(theme, t("Own"))
        self.away = Chip(theme, t("Put away"))
        self.list = BankList(theme)
        self.nothing = EmptyState(
            theme, "search", t("No question is like this. Show them all, or write your own."),
            t("Show all questions"),
        )  # fmt: skip
        self.editor = QuestionEditor(desk)
        self.reword = Button(
            theme, t("Reword"), icon="pencil", key="F2", kind="quiet", size="small"
        )
        self.put_away = Button(
            theme, t("Put away"), icon="trash", key="Del", kind="quiet", size="small"
        )
        self._build()
        self._listen()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        theme = self.desk.theme
        self._head = QHBoxLayout()
        self._head.addWidget(self.back)
        self._head.addWidget(self.title)
        self._head.addWidget(self.count)
        self._head.addStretch(1)
        self._head.addWidget(self.use)
        filters = QWidget()
        flow = FlowLayout(theme, filters)
        self.search.setMinimumWidth(theme.px(220))
        choices = (self.theme_choice, self.letter_choice, self.role_choice, self.level_choice)
        for widget in (self.search, *choices, self.own, self.away):
            flow.addWidget(widget)
        foot = QWidget()
        actions = FlowLayout(theme, foot, gap=4)
        for button in (self.new, self.reword, self.put_away):
            actions.addWidget(button)
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(filters)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.nothing)
        column.addWidget(self._lists, 1)
        column.addWidget(foot)
        self.stack = QStackedWidget()
        self.stack.addWidget(front)
        self.stack.addWidget(self.editor)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.stack, 1)

    def _listen(self) -> None:
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.search.returnPressed.connect(
            lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        for choice in (self.theme_choice, self.letter_choice, self.role_choice, self.level_choice):
            choice.activated.connect(lambda _place: self.refresh())
        for chip in (self.own, self.away):
            chip.clicked.connect(lambda _on: self.refresh())
        self.list.used.connect(self.use_current)
        self.list.worded.connect(self.edit)
        self.list.put_away.connect(self.archive)
        self.list.selectionModel().currentChanged.connect(lambda _now, _old: self._show_buttons())
        self.reword.clicked.connect(self.edit)
        self.put_away.clicked.connect(self.archive)
        self.nothing.acted.connect(self.clear_filters)
        self.editor.done.connect(self._edited)

    # Showing

    def open(self, meeting_id: MeetingId | None) -> None:
        """Show the bank, for a meeting if one is given; NoSuchRecord if that is gone."""
        self.meeting_id = meeting_id
        self._person = ""
        if meeting_id is not None:
            self._person = meeting_rows.get(self.desk.store.db, meeting_id).person_name
        self.use.setVisible(meeting_id is not None)
        self.stack.setCurrentIndex(0)
        self.refresh()

    def wanted(self) -> BankFilter:
        """Return the filter as it is set."""
        return BankFilter(
            text=self.search.text(),
            theme=self.theme_choice.code(),
            letter=self.letter_choice.code(),
            role=self.role_choice.code(),
            level=self.level_choice.code(),
            own=self.own.isChecked(),
            archived=self.away.isChecked(),
        )

    def refresh(self) -> None:
        """Show the questions that the filter asks for as the vault has them now."""
        bank = verbs.bank(self.desk.store, bank_language(self.desk))
        found = keep(bank, self.wanted())
        self.list.show_questions(found, self._listed(bank))
        self._lists.setCurrentWidget(self.list if found else self.nothing)
        self.count.setText(tn("{count} question", "{count} questions", len(found)))
        self._show_buttons()

    def _listed(self, bank: Sequence[BankQuestion]) -> frozenset[str]:
        if self.meeting_id is None:
            return frozenset()
        questions = meeting_rows.questions(self.desk.store.db, self.meeting_id)
        keys = {one.bank_code or f"own-{one.own_id}" for one in questions}
        texts = {fold(one.text) for one in questions}
        return frozenset(one.key for one in bank if one.key in keys or fold(one.text) in texts)

    def _show_buttons(self) -> None:
        question = self.list.question()
        for button in (self.use, self.reword, self.put_away):
            button.setEnabled(question is not None)
        away = question is not None and question.archived
        self.put_away.set_text(t("Bring back") if away else t("Put away"))
        self.put_away.set_icon("undo" if away else "trash")

    def clear_filters(self) -> None:
        """Show all questions again."""
        self.search.clear()
        for choice in (self.theme_choice, self.letter_choice, self.role_choice, self.level_choice):
            choice.setCurrentIndex(0)
        for chip in (self.own, self.away):
            chip.setChecked(False)
        self.refresh()
        self.focus_start()

    def focus_start(self) -> None:
        """Put the focus on the questions, or into the text that is being edited."""
        if self.stack.currentWidget() is self.editor:
            self.editor.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def step_back(self) -> None:
        """Leave the editor, empty the search, or go back."""
        if self.stack.currentWidget() is self.editor:
            self.stack.setCurrentIndex(0)
            self.focus_start()
        elif self.search.text():
            self.search.clear()
            self.focus_start()
        else:
            self.left.emit()

    # Doing

    def use_current(self) -> None:
        """Put the current question on the meeting's list; without a meeting, reword it."""
        if self.meeting_id is None:
            self.edit()
        else:
            self.add_to_meeting()

    def add_to_meeting(self) -> None:
        """Put the current question on the meeting's list."""
        question, meeting = self.list.question(), self.meeting_id
        if question is None or meeting is None:
            return
        if question.key in self.list.bank.listed:
            self.desk.notices.toast(t("It is on the list already."), undo=False)
            return
        if self._try(lambda: verbs.add_from_bank(self.desk.store, meeting, question)):
            self.desk.notices.toast(t("Added to the questions for {name}.", name=self._person))

    def begin(self) -> None:
        """Write an own question."""
        wanted = self.wanted()
        self.editor.load(
            BankQuestion(
                text="",
                theme=wanted.theme,
                letter=wanted.letter,
                roles=frozenset({wanted.role} if wanted.role else ()),
                levels=frozenset({wanted.level} if wanted.level else ()),
            )
        )
        self.stack.setCurrentWidget(self.editor)
        self.focus_start()

    def edit(self) -> None:
        """Reword the current question; a built-in one becomes an own copy."""
        question = self.list.question()
        if question is not None:
            self.editor.load(question)
            self.stack.setCurrentWidget(self.editor)
            self.focus_start()

    def archive(self) -> None:
        """Put the current question away, or bring it back."""
        question = self.list.question()
        if question is None:
            return
        language, away = bank_language(self.desk), not question.archived
        if self._try(lambda: verbs.archive(self.desk.store, question, language, archived=away)):
            self.desk.notices.toast(
                t("Put the question away.") if away else t("Brought the question back.")
            )

    def _edited(self) -> None:
        self.stack.setCurrentIndex(0)
        self.refresh()
        self.focus_start()

    def _try(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except (NoSuchRecord, StaleEdit) as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            return True
        return False

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._column.setContentsMargins(px(16), px(8), px(20), px(8))
        self._column.setSpacing(px(10))
        self._head.setSpacing(px(10))


class QuestionEditor(QScrollArea):
    """Writes one question of the bank: its words, theme, letter, length, and whom it fits."""

    done = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.question = BankQuestion(text="")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme = desk.theme
        self.text = QLineEdit()
        self.text.setPlaceholderText(t("What would you like to hear about?"))
        self.text_field = Field(theme, t("Question"), self.text)
        self.theme_choice = _Choice(t("No theme"), "theme", QuestionTheme)
        self.letter_choice = _Choice(t("No TIARA letter"), "letter", Letter)
        self.minutes = NumberField(theme, t("Minutes it takes"), 1, 30)
        self.role_chips = {one: Chip(theme, say(f"role-{one.value}")) for one in RoleFamily}
        self.level_chips = {one: Chip(theme, say(f"level-{one.value}")) for one in Level}
        self.save = PrimaryButton(theme, t("Keep"), key="Ctrl+Return")
        self.save.clicked.connect(self.keep)
        self.remove = Button(theme, t("Delete my version"), icon="trash", kind="quiet")
        self.remove.clicked.connect(self._delete)
        self._build()

    def _build(self) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        card = Card(theme, gap=14)
        card.setMaximumWidth(px(720))
        card.body.addWidget(self.text_field)
        line = QWidget()
        flow = FlowLayout(theme, line, gap=10)
        for title, widget in (
            (t("Theme"), self.theme_choice),
            (t("TIARA letter"), self.letter_choice),
            (t("Minutes it takes"), self.minutes),
        ):
            flow.addWidget(Field(theme, title, widget))
        card.body.addWidget(line)
        chips: tuple[tuple[str, Iterable[Chip]], ...] = (
            (t("Fits these kinds of work (none: all)"), self.role_chips.values()),
            (t("Fits these levels (none: all)"), self.level_chips.values()),
        )
        for title, some in chips:
            card.body.addWidget(PlainLabel(theme, title, "small", "muted", wrap=True))
            holder = QWidget()
            row = FlowLayout(theme, holder, gap=6)
            for chip in some:
                row.addWidget(chip)
            card.body.addWidget(holder)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        card.body.addLayout(buttons)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, px(4), 0, px(16))
        column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def load(self, question: BankQuestion) -> None:
        """Show a question; one without text is new."""
        self.question = question
        self.text.setText(question.text)
        self.text_field.set_error("")
        self.theme_choice.show_code(question.theme)
        self.letter_choice.show_code(question.letter)
        self.minutes.setValue(question.minutes)
        for role, chip in self.role_chips.items():
            chip.setChecked(role in question.roles)
        for level, chip in self.level_chips.items():
            chip.setChecked(level in question.levels)
        new = question.own_id is None and not question.code
        self.save.set_text(t("Add to the bank") if new else t("Keep"))
        self.remove.setVisible(question.own_id is not None)
        self.remove.set_text(t("Back to the built-in words") if question.code else t("Delete"))

    def keep(self) -> None:
        """Keep the question as it is written."""
        written = replace(
            self.question,
            text=self.text.text(),
            theme=self.theme_choice.code(),
            letter=self.letter_choice.code(),
            minutes=self.minutes.value(),
            roles=frozenset(role for role, chip in self.role_chips.items() if chip.isChecked()),
            levels=frozenset(level for level, chip in self.level_chips.items() if chip.isChecked()),
        )
        new = written.own_id is None and not written.code
        verb = verbs.add_own if new else verbs.change_in_bank
        try:
            if new or written != self.question:
                verb(self.desk.store, written, bank_language(self.desk))
        except BadValue as error:
            self.text_field.set_error(explain(error))
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        except (NoSuchRecord, StaleEdit) as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)
            return
        self.done.emit()

    def _delete(self) -> None:
        if self.question.own_id is None:
            return
        try:
            verbs.delete_own(self.desk.store, self.question.own_id)
        except UserError as error:
            self.desk.notices.failed(error)
            return
        self.desk.notices.toast(t("Deleted your version of the question."))
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Enter in the words, with Ctrl+Enter anywhere."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and (control or self.text.hasFocus()):
            self.keep()
            event.accept()
            return
        super().keyPressEvent(event)
