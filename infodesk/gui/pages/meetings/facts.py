"""What is known before a meeting: research by topic with its sources, and a calm timer for it."""

import time
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.errors import NoSuchRecord, StaleEdit, UserError
from infodesk.core.ids import PersonId
from infodesk.core.research import Fact, Topic
from infodesk.core.text import fold
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Button, Card, IconButton, PlainLabel, SectionHeading, StatusDot
from infodesk.gui.widgets.labels import breakable
from infodesk.gui.widgets.painting import paint_ring
from infodesk.operations import preparing as verbs
from infodesk.store import research as rows
from infodesk.words import t, tn
from infodesk.words.dates import day_nearby
from infodesk.words.errors import explain
from infodesk.words.records import say


def looked_for(topic: Topic) -> str:
    """Return what is worth looking up about a topic."""
    match topic:
        case Topic.PERSON:
            return t("Where they come from, what they wrote or said, what you share")
        case Topic.COMPANY:
            return t("What it does and for whom, how large it is, what is new in three months")
        case Topic.INDUSTRY:
            return t("What is growing, what is regulated, who else is in it")
        case Topic.ROLE:
            return t("What one does all day, what it asks for, where it leads")


class ResearchCard(Card):
    """Facts by topic, each with its source, the meter of sources and the timer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, gap=6)
        self.desk = desk
        self.person_id: PersonId | None = None
        theme = desk.theme
        self.meter = StatusDot(theme, "", "muted")
        self.timer = ResearchTimer(desk)
        head = QHBoxLayout()
        head.addWidget(SectionHeading(theme, t("Research")))
        head.addStretch(1)
        head.addWidget(self.meter)
        head.addWidget(self.timer)
        self.body.addLayout(head)
        self.topics = {topic: TopicFacts(desk, topic) for topic in Topic}
        for one in self.topics.values():
            one.added.connect(self._add)
            self.body.addWidget(one)

    def show_person(self, person_id: PersonId, today: date) -> None:
        """Show what is known of a person and their company."""
        other, self.person_id = person_id != self.person_id, person_id
        facts = rows.facts(self.desk.store.db, person_id)
        for topic, part in self.topics.items():
            part.show_facts([one for one in facts if one.topic is topic], today, fresh=other)
        sources = len({fold(one.source) for one in facts if one.source.strip()})
        wanted = verbs.wanted(self.desk.store).sources
        enough = sources >= wanted
        words = tn("{count} source of {wanted}", "{count} sources of {wanted}", sources,
                   wanted=wanted)  # fmt: skip
        self.meter.show_state(words, "good" if enough else "muted")
        if other:
            self.timer.reset()

    def begin(self) -> None:
        """Put the cursor where the next fact is missing."""
        empty = [one for one in self.topics.values() if not one.rows]
        (empty or list(self.topics.values()))[0].text.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Keep what is being typed."""
        for part in self.topics.values():
            part.flush()

    def _add(self, topic: str, text: str, source: str) -> None:
        if self.person_id is None:
            return
        person, part = self.person_id, self.topics[Topic(topic)]
        try:
            verbs.add_fact(self.desk.store, person, Topic(topic), text, source)
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            part.clear()


class TopicFacts(QWidget):
    """The facts about one topic, and the line that adds one."""

    added = Signal(str, str, str)

    def __init__(self, desk: Desk, topic: Topic) -> None:
        super().__init__()
        self.desk, self.topic = desk, topic
        theme = desk.theme
        self.rows: list[FactRow] = []
        title = say(f"topic-{topic.value}")
        self.title = PlainLabel(theme, title, "strong")
        self.hint = PlainLabel(theme, looked_for(topic), "small", "muted", wrap=True)
        self.text = QLineEdit()
        self.text.setPlaceholderText(t("Add a fact…"))
        self.text.setAccessibleName(t("Add a fact: {topic}", topic=title))
        self.source = QLineEdit()
        self.source.setPlaceholderText(t("Source"))
        self.source.setAccessibleName(t("Source of the fact: {topic}", topic=title))
        self.text.returnPressed.connect(self._to_source)
        self.source.returnPressed.connect(self._add)
        self.text.textChanged.connect(lambda _text: self._show_source())
        self._facts = QVBoxLayout()
        self._facts.setSpacing(0)
        self._line = QHBoxLayout()
        self._line.addWidget(self.text, 3)
        self._line.addWidget(self.source, 2)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.hint)
        self._column.addLayout(self._facts)
        self._column.addLayout(self._line)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._show_source()

    def show_facts(self, facts: list[Fact], today: date, *, fresh: bool = False) -> None:
        """Show facts; what is being typed stays, unless it belongs to somebody else."""
        if fresh:
            self.clear()
        old = {row.fact.id: row for row in self.rows}
        self.rows = []
        for place, fact in enumerate(facts):
            row = old.pop(fact.id, None) or FactRow(self.desk, fact)
            row.show_fact(fact, today)
            if self._facts.indexOf(row) != place:
                self._facts.removeWidget(row)
                self._facts.insertWidget(place, row)
            self.rows.append(row)
        for gone in old.values():
            self._facts.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.hint.setVisible(not facts)

    def clear(self) -> None:
        """Empty the line that adds."""
        self.text.clear()
        self.source.clear()
        if self.source.hasFocus():
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Keep what is being typed."""
        for row in self.rows:
            row.end_edit()
        self._add()

    def _show_source(self) -> None:
        self.source.setVisible(bool(self.text.text().strip()) or self.source.hasFocus())

    def _to_source(self) -> None:
        if self.text.text().strip():
            self.source.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        if self.text.text().strip():
            self.added.emit(self.topic.value, self.text.text(), self.source.text())

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._column.setContentsMargins(0, px(6), 0, px(4))
        self._column.setSpacing(px(3))
        self._line.setSpacing(px(6))


class FactRow(QWidget):
    """One fact: read, and with Enter, F2 or a double click edited in place; Delete removes it."""

    def __init__(self, desk: Desk, fact: Fact) -> None:
        super().__init__()
        self.desk, self.fact = desk, fact
        theme = desk.theme
        self.words = PlainLabel(theme, "", "body", wrap=True)
        self.origin = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.text = QLineEdit()
        self.text.setAccessibleName(t("Fact"))
        self.source = QLineEdit()
        self.source.setAccessibleName(t("Source"))
        self.source.setPlaceholderText(t("Source"))
        self.remove = IconButton(theme, "trash", t("Delete the fact"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(self._delete)
        reading = QVBoxLayout()
        reading.setSpacing(0)
        reading.addWidget(self.words)
        reading.addWidget(self.origin)
        self._editing = QWidget()
        editing = QHBoxLayout(self._editing)
        editing.setContentsMargins(0, 0, 0, 0)
        editing.setSpacing(theme.px(6))
        editing.addWidget(self.text, 3)
        editing.addWidget(self.source, 2)
        reading.addWidget(self._editing)
        self._editing.hide()
        self._row = QHBoxLayout(self)
        self._row.addLayout(reading, 1)
        self._row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        for field in (self.text, self.source):
            field.installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._show_button(False)

    def show_fact(self, fact: Fact, today: date) -> None:
        """Show a fact as the vault has it now."""
        self.fact = fact
        self.words.setText(breakable(fact.text))
        when = day_nearby(fact.found_on, today)
        source = breakable(fact.source) if fact.source else t("no source")
        self.origin.setText(t("{source} · {day}", source=source, day=when))
        self.setAccessibleName(f"{fact.text}, {self.origin.text()}")
        self.remove.setAccessibleName(t("Delete the fact: {fact}", fact=fact.text))

    def is_editing(self) -> bool:
        """Say whether it is being edited."""
        return not self._editing.isHidden()

    def edit(self) -> None:
        """Edit the fact in place."""
        self.text.setText(self.fact.text)
        self.source.setText(self.fact.source)
        self.words.hide()
        self.origin.hide()
        self._editing.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.selectAll()

    def end_edit(self, *, keep: bool = True) -> None:
        """Go back to reading; `keep` what was typed."""
        if not self.is_editing():
            return
        typed = (self.text.text(), self.source.text())
        self._editing.hide()
        self.words.show()
        self.origin.show()
        if not keep or not typed[0].strip() or typed == (self.fact.text, self.fact.source):
            return
        self._try(lambda: verbs.edit_fact(self.desk.store, self.fact, text=typed[0],
                                          source=typed[1]))  # fmt: skip

    def _delete(self) -> None:
        if self._try(lambda: verbs.delete_fact(self.desk.store, self.fact.id)):
            self.desk.notices.toast(t("Deleted a fact."))

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

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit with Enter or F2, remove with Delete, walk with the arrows."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.focusNextChild()
            self._delete()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Commit with Enter or by leaving both fields, cancel with Esc."""
        if not self.is_editing():
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._close(keep=True)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close(keep=False)
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            inside = self.window().focusWidget() in (self.text, self.source)
            if not inside and event.reason() != Qt.FocusReason.PopupFocusReason:
                self.end_edit()
        return super().eventFilter(watched, event)

    def _close(self, *, keep: bool) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.end_edit(keep=keep)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit."""
        self.edit()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Offer the button only under the pointer or the focus."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.FocusIn):
            self._show_button(True)
        elif event.type() in (QEvent.Type.HoverLeave, QEvent.Type.FocusOut):
            self._show_button(self.hasFocus())
        return super().event(event)

    def _show_button(self, shown: bool) -> None:
        policy = self.remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(policy)
        self.remove.setVisible(shown)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring of the focus."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            radius = self.desk.theme.px(6)
            paint_ring(painter, QRectF(self.rect()), self.desk.theme.color("focus"), radius)

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._row.setContentsMargins(px(6), px(3), px(2), px(3))
        self._row.setSpacing(px(4))


class ResearchTimer(Button):
    """A quarter of an hour without a sound: it shows what is left and when it is enough."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "", icon="timer", kind="quiet", size="small")
        self.desk = desk
        self._whole = self._left = verbs.research_minutes(desk.store) * 60.0
        self._since: float | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.show_time)
        self.clicked.connect(self.toggle)
        self.show_time()

    @property
    def running(self) -> bool:
        """Whether the time runs."""
        return self._since is not None

    def toggle(self) -> None:
        """Start, pause, or begin anew once it is over."""
        if self._since is not None:
            self._left, self._since = self._remaining(), None
        else:
            if self._left <= 0:
                self._left = self._whole
            self._since = time.monotonic()
        self.show_time()

    def reset(self) -> None:
        """Stop, with the whole time left."""
        self._whole = self._left = verbs.research_minutes(self.desk.store) * 60.0
        self._since = None
        self.show_time()

    def pass_time(self, seconds: float) -> None:
        """Let `seconds` have passed, as when the computer slept."""
        if self._since is not None:
            self._since -= seconds
        self.show_time()

    def _remaining(self) -> float:
        if self._since is None:
            return self._left
        return self._left - (time.monotonic() - self._since)

    def show_time(self) -> None:
        """Show what is left; stop at the end."""
        left = self._remaining()
        if self._since is not None and left <= 0:
            self._left, self._since, left = 0.0, None, 0.0
        if self._since is not None and self.isVisible():
            self._tick.start()
        else:
            self._tick.stop()
        minutes, seconds = divmod(max(0, round(left)), 60)
        clock = f"{minutes}:{seconds:02}"
        if left <= 0:
            words, name = t("Enough: now the questions"), t("The time for research is over")
        elif self.running:
            words, name = t("{clock} left", clock=clock), t("Pause the time for research")
        elif left < self._whole:
            words, name = t("{clock} left, paused", clock=clock), t("Go on with the research")
        else:
            words = tn("{count} minute", "{count} minutes", round(self._whole / 60))
            name = t("Start the time for research")
        self.set_text(words)
        self.setAccessibleName(name)
        self.setAccessibleDescription(words)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the time run unseen, without a clock that ticks."""
        super().hideEvent(event)
        self._tick.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is left by now."""
        super().showEvent(event)
        self.show_time()
