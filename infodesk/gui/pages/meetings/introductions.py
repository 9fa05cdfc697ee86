"""My introductions: versions by audience, each in three parts, timed at my own pace."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.common_ground import CommonKind
from infodesk.core.errors import NoSuchRecord, StaleEdit, UserError
from infodesk.core.ids import IntroductionId, MeetingId
from infodesk.core.introductions import (
    Audience,
    Introduction,
    count_words,
    draft,
    gaps,
    measured_pace,
    read_aloud_seconds,
)
from infodesk.core.questions import Level
from infodesk.core.suggestions import levels_of
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.answers import GrowingText
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets import (
    Button,
    Card,
    EmptyState,
    IconButton,
    InlineEdit,
    PlainLabel,
    PrimaryButton,
    SectionHeading,
    StatusDot,
)
from infodesk.gui.widgets.painting import paint_ring
from infodesk.operations import preparing as verbs
from infodesk.operations.history import shared_with
from infodesk.store import introductions as rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store import profile as profile_rows
from infodesk.store.store import Store
from infodesk.words import t, tn
from infodesk.words.errors import explain
from infodesk.words.records import Words, say

_NARROW = 820


def version_name(version: Introduction) -> str:
    """Return what a version is called: by its own name, else by its audience."""
    return version.name or say(f"audience-{version.audience.value}")


def seconds_words(text: str, store: Store) -> tuple[str, ColorName]:
    """Return how long an introduction takes, and the colour that says whether that is good."""
    seconds = read_aloud_seconds(text, verbs.pace(store))
    best, most = verbs.introduction_seconds(store)
    words = tn("{count} second", "{count} seconds", seconds)
    if seconds > most:
        return t("{time}: a speech, cut it", time=words), "bad"
    if seconds > best * 3 // 2:
        return t("{time}: {best} are better", time=words, best=best), "warn"
    return words, "good" if seconds else "muted"


def parts() -> tuple[tuple[str, str, str], ...]:
    """Return the three parts with their titles and what each is for."""
    return (
        ("favourite", t("Favourite"), t("Who you are, and what you have liked best so far.")),
        ("insight", t("Insight"), t("What it taught you about yourself or about the work.")),
        ("transition", t("Transition"), t("What you want to know now, and why from them.")),
    )


class PartEditor(QWidget):
    """One part of an introduction: its title, what it is for, and the text."""

    changed = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, title: str, hint: str) -> None:
        super().__init__()
        theme = self._theme = desk.theme
        self.text = GrowingText(theme, title, placeholder=hint)
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(PlainLabel(theme, title, "strong"))
        head.addWidget(PlainLabel(theme, hint, "small", "muted", wrap=True), 1)
        self._column.addLayout(head)
        self._column.addWidget(_Framed(desk, self.text))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self.text.typed.connect(self.changed)
        self.text.left.connect(self.finished)
        self.text.entered.connect(self.text.focusNextChild)


class _Framed(QWidget):
    """A field's ground around a text that grows."""

    def __init__(self, desk: Desk, text: GrowingText) -> None:
        super().__init__()
        self._theme, self._text = desk.theme, text
        layout = QVBoxLayout(self)
        px = self._theme.px
        layout.setContentsMargins(px(10), px(8), px(10), px(8))
        layout.addWidget(text)
        self.setFocusProxy(text)
        text.cursorPositionChanged.connect(self.update)
        text.left.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the outline, a ring with the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(6)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(self._theme.color("edge"))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(area, radius, radius)
        if self._text.hasFocus():
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), radius)


class PaceButton(Button):
    """Measures how fast I read aloud: press when I begin, and again when I am done."""

    measured = Signal(int)
    failed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "", icon="mic", size="small")
        self._since: float | None = None
        self.spoken = ""
        self.clicked.connect(self.toggle)
        self._show()

    @property
    def running(self) -> bool:
        """Whether somebody is reading."""
        return self._since is not None

    def toggle(self) -> None:
        """Begin, or say that the reading is done."""
        if self._since is None:
            self._since = time.monotonic()
            self._show()
        else:
            self.finish(time.monotonic() - self._since)

    def finish(self, seconds: float) -> None:
        """Take `seconds` as the time that the reading took."""
        self._since = None
        self._show()
        pace = measured_pace(self.spoken, seconds)
        if pace is None:
            self.failed.emit()
        else:
            self.measured.emit(pace)

    def stop(self) -> None:
        """Forget a reading that was begun."""
        self._since = None
        self._show()

    def _show(self) -> None:
        self.set_text(t("Done reading (Space)") if self.running else t("Read it aloud (Space)"))
        self.set_icon("check" if self.running else "mic")


class IntroductionsView(QWidget):
    """The versions at one side, the chosen one in its three parts at the other.

    Opened from a meeting it offers to use the version there. `left` asks to go back.
    """

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.meeting_id: MeetingId | None = None
        self.version: Introduction | None = None
        self.versions: tuple[Introduction, ...] = ()
        self._loading = False
        theme = desk.theme
        self.back = IconButton(theme, "arrow-left", t("Back (Esc)"), size="regular")
        self.back.clicked.connect(self.left)
        self.add = Button(theme, t("New version"), icon="plus")
        self.add.clicked.connect(self._open_audiences)
        self.use = PrimaryButton(theme, t("Use for this meeting"), icon="check")
        self.use.clicked.connect(self.choose)
        self.list = QListWidget()
        self.list.setAccessibleName(t("Versions of my introduction"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._turned)
        self.name = InlineEdit(theme, t("Name of this version"), role="section")
        self.name.committed.connect(lambda name: self._edit(name=name))
        self.editors = {key: PartEditor(desk, title, hint) for key, title, hint in parts()}
        for key, editor in self.editors.items():
            editor.changed.connect(self._show_meter)
            editor.finished.connect(partial(self._commit, key))
        self.meter = StatusDot(theme, "")
        self.gaps = PlainLabel(theme, "", "small", "warn", wrap=True)
        self.pace_words = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.pace = PaceButton(desk)
        self.pace.measured.connect(self._keep_pace)
        self.pace.failed.connect(self._no_pace)
        self.remove = IconButton(theme, "trash", t("Delete this version"), size="regular")
        self.remove.clicked.connect(self.delete)
        self.empty = EmptyState(
            theme,
            "mic",
            t("Half a minute about you: what you liked best, what it taught you, what you want "
              "to know now. A draft is made from My profile."),
            t("Draft my introduction"),
            title=t("No introduction yet"),
        )  # fmt: skip
        self.empty.acted.connect(lambda: self.add_version(self.listener()[0]))
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        theme = self.desk.theme
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(self.back)
        head.addWidget(PlainLabel(theme, t("My introductions"), "section"), 1)
        head.addWidget(self.add)
        head.addWidget(self.use)
        self._head = head
        self.card = Card(theme, gap=14)
        first = QHBoxLayout()
        first.addWidget(self.name, 1)
        first.addWidget(self.remove)
        self.card.body.addLayout(first)
        for editor in self.editors.values():
            self.card.body.addWidget(editor)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(self.meter)
        line.addWidget(self.gaps, 1)
        self.card.body.addLayout(line)
        pace = QHBoxLayout()
        pace.setSpacing(theme.px(12))
        pace.addWidget(self.pace)
        pace.addWidget(self.pace_words, 1)
        self.card.body.addLayout(pace)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.px(8), theme.px(16))
        column.addWidget(self.card)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inner)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(SectionHeading(theme, t("Versions by audience")))
        side.addWidget(self.list, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._side, 1)
        self._body.addWidget(self._scroll, 3)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addLayout(self._body, 1)
        self._column.addWidget(self.empty, 1)

    # Showing

    def open(self, meeting_id: MeetingId | None, version: IntroductionId | None = None) -> None:
        """Show the versions; `meeting_id` is the meeting one may be chosen for."""
        self.meeting_id = meeting_id
        if version is None and meeting_id is not None:
            version = meeting_rows.get(self.desk.store.db, meeting_id).introduction_id
        self.refresh(version)

    def refresh(self, wanted: IntroductionId | None = None) -> None:
        """Show the versions as the vault has them now."""
        self.versions = rows.find_all(self.desk.store.db)
        kept = wanted or (self.version.id if self.version else None)
        ids = [one.id for one in self.versions]
        place = ids.index(kept) if kept in ids else min(0, len(ids) - 1)
        self._loading = True
        self.list.clear()
        for one in self.versions:
            self.list.addItem(QListWidgetItem(version_name(one)))
        self.list.setCurrentRow(place)
        self._loading = False
        self._show_version(self.versions[place] if self.versions else None)

    def _show_version(self, version: Introduction | None) -> None:
        other = version is None or self.version is None or version.id != self.version.id
        self.version = version
        has = version is not None
        for widget in (self._side, self._scroll, self.add):
            widget.setVisible(has)
        self.empty.setVisible(not has)
        self.use.setVisible(has and self.meeting_id is not None)
        if version is None:
            return
        self.name.set_text(version_name(version))
        for key, editor in self.editors.items():
            if other or not editor.text.hasFocus():
                editor.text.show_text(getattr(version, key))
        self._show_use()
        self._show_meter()

    def _show_use(self) -> None:
        if self.meeting_id is None or self.version is None:
            return
        try:
            meeting = meeting_rows.get(self.desk.store.db, self.meeting_id)
        except NoSuchRecord:
            self.use.hide()
            return
        chosen = meeting.introduction_id == self.version.id
        self.use.set_text(t("Used for this meeting") if chosen else t("Use for this meeting"))
        self.use.setEnabled(not chosen)

    def written(self) -> str:
        """Return the introduction as it is being written."""
        return " ".join(filter(None, (one.text.text().strip() for one in self.editors.values())))

    def _show_meter(self) -> None:
        text, pace = self.written(), verbs.pace(self.desk.store)
        words, color = seconds_words(text, self.desk.store)
        count = round(count_words(text))
        self.meter.show_state(
            t("{time} · {words}", time=words, words=tn("{count} word", "{count} words", count)),
            color,
        )
        left = gaps(text)
        self.gaps.setText(t("Still to fill in: {gaps}", gaps=", ".join(left)) if left else "")
        self.pace.spoken = text
        self.pace_words.setText(
            t("At {pace} words a minute. Start, read the text aloud, and press Space when you "
              "are done: then the seconds are yours.", pace=pace)
        )  # fmt: skip

    def _turned(self, place: int) -> None:
        if self._loading or not 0 <= place < len(self.versions):
            return
        wanted = self.versions[place].id
        self.flush()  # what it keeps comes back as a change and shows the version before again
        self.pace.stop()
        self.refresh(wanted)

    # Doing

    def add_version(self, audience: Audience) -> None:
        """Draft a version for an audience from My profile and begin to edit it."""
        self.flush()
        profile = profile_rows.get(self.desk.store.db)
        made = draft(profile, audience, Words(), shared=self.listener()[1])
        try:
            new = verbs.add_introduction(self.desk.store, made)
        except UserError as error:
            self.desk.notices.failed(error)
            return
        self.refresh(new)
        self.editors["favourite"].text.setFocus(Qt.FocusReason.OtherFocusReason)

    def listener(self) -> tuple[Audience, str]:
        """Return which audience the person of the meeting is, and what I share with them."""
        if self.meeting_id is None:
            return Audience.FIELD, ""
        db = self.desk.store.db
        person = person_rows.get(db, meeting_rows.get(db, self.meeting_id).person_id)
        for point in shared_with(db, person.id):
            if point.kind in (CommonKind.SCHOOL, CommonKind.EMPLOYER):
                return Audience.SHARED, point.what
        leads = Level.LEADING in levels_of([person.title])
        return (Audience.SENIOR if leads else Audience.FIELD), ""

    def choose(self) -> None:
        """Use the version that is shown for the meeting."""
        if self.meeting_id is None or self.version is None:
            return
        self.flush()
        chosen, meeting = self.version.id, self.meeting_id
        if self._try(lambda: verbs.choose_introduction(self.desk.store, meeting, chosen)):
            self.desk.notices.toast(t("Chosen for this meeting."))
            self.left.emit()

    def delete(self) -> None:
        """Remove the version that is shown; Undo brings it back."""
        if self.version is None:
            return
        gone = self.version.id
        if self._try(lambda: verbs.delete_introduction(self.desk.store, gone)):
            self.desk.notices.toast(t("Deleted an introduction."))

    def flush(self) -> bool:
        """Keep what is being typed; say whether everything is kept."""
        self.name.commit()
        kept = [self._commit(key) for key in self.editors]
        return all(kept)

    def _commit(self, key: str) -> bool:
        version = self.version
        if version is None or self._loading:
            return True
        typed = self.editors[key].text.text().strip()
        return typed == getattr(version, key) or self._edit(**{key: typed})

    def _edit(self, **changes: str) -> bool:
        version = self.version
        if version is None:
            return True
        return self._try(
            lambda: verbs.edit_introduction(self.desk.store, version, initiator=self, **changes)
        )

    def _try(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except (NoSuchRecord, StaleEdit) as error:
            self.desk.notices.toast(explain(error), undo=False)
            self.refresh()
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            return True
        return False

    def _keep_pace(self, pace: int) -> None:
        if self._try(lambda: verbs.keep_pace(self.desk.store, pace)):
            self._show_meter()
            self.desk.notices.toast(t("You speak {pace} words a minute.", pace=pace))

    def _no_pace(self) -> None:
        self.desk.notices.toast(
            t("That was no reading aloud: write at least 15 words, press when you begin, and "
              "again when you are done."),
            undo=False,
        )  # fmt: skip

    def _open_audiences(self) -> None:
        menu = QMenu(self)
        for audience in Audience:
            action = menu.addAction(say(f"audience-{audience.value}").replace("&", "&&"))
            action.triggered.connect(partial(self._added, audience))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _added(self, audience: Audience, _checked: bool = False) -> None:
        self.add_version(audience)

    def focus_start(self) -> None:
        """Put the focus where one goes on."""
        if self.version is None:
            assert self.empty.button is not None
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.editors["favourite"].text.setFocus(Qt.FocusReason.OtherFocusReason)

    # Space

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the versions above where there is no room beside."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px = self.desk.theme.px
        narrow = self.width() < px(_NARROW)
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        rows_shown = max(1, min(4, self.list.count()))
        height = px(24) + rows_shown * (self.list.fontMetrics().height() + px(14))
        self._side.setMaximumHeight(height if narrow else 16_777_215)

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._column.setContentsMargins(px(16), px(8), px(20), px(8))
        self._column.setSpacing(px(10))
        self._body.setSpacing(px(16))
        self.card.setMaximumWidth(px(760))
        color = self.desk.theme.color
        self.list.setStyleSheet(
            "QListWidget { background: transparent; border: none; }"
            f"QListWidget::item {{ padding: {px(8)}px {px(10)}px; border-radius: {px(6)}px; }}"
            f"QListWidget::item:selected {{ background: {color('accent_soft').name()};"
            f" color: {color('text').name()}; }}"
        )
        self._arrange()
