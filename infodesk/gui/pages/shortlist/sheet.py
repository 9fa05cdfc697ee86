"""The window of the shortlist: say the aim, look at who fits, keep ten."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.errors import UserError
from infodesk.core.ids import PersonId
from infodesk.core.progress import Job, finish
from infodesk.core.shortlist import (
    GOAL,
    MOST_COMPANIES,
    PER_COMPANY,
    Aim,
    Judged,
    Pool,
    highest,
    judge,
    rank,
)
from infodesk.gui.desk import Desk
from infodesk.gui.jobs import SLICE_SECONDS, JobRun
from infodesk.gui.pages.people.header import role_words
from infodesk.gui.pages.people.nothing import Nothing
from infodesk.gui.pages.shortlist.ranked import RankedList, RankedModel
from infodesk.gui.pages.shortlist.reasons import Reasons
from infodesk.gui.widgets import (
    Button,
    ElidedLabel,
    Field,
    Hairline,
    PlainLabel,
    PrimaryButton,
    QuietButton,
)
from infodesk.gui.widgets.room import screen_room
from infodesk.operations import shortlisting as verbs
from infodesk.store import shortlist as rows
from infodesk.words import t, tn
from infodesk.words.errors import explain

REST_MS = 350
"""The aim is looked for this long after the last key."""

STACK_BELOW = 760


class ShortlistSheet(QDialog):
    """Proposes people, the best first; modal to its window.

    `show_person` opens one on People; `write_now` begins to write to everyone on the shortlist.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        show_person: Callable[[PersonId], object] | None = None,
        show_targets: Callable[[QWidget], object] | None = None,
        write_now: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._show_person, self._write_now = desk, show_person, write_now
        theme = desk.theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Shortlist"))
        aim, weights = verbs.remembered(desk.store)
        self._aim = aim
        self._pool: Pool | None = None
        self._judged: list[Judged] = []
        self._gone: set[PersonId] = set()
        self._run: JobRun | None = None
        self._ours = False
        self.role, self.industry = QLineEdit(aim.role), QLineEdit(aim.industry)
        self.places = QLineEdit(", ".join(aim.places))
        for edit in (self.role, self.industry, self.places):
            edit.setCursorPosition(0)  # a long aim is read from its beginning
        self.role.setPlaceholderText(t("Data analyst, nurse, product manager…"))
        self.fields = [
            Field(theme, t("Role I aim for"), self.role),
            Field(theme, t("Industry"), self.industry),
            Field(theme, t("Places, commas between them"), self.places),
        ]
        self.progress = PlainLabel(theme, "", "medium", "accent")
        self.write_button = QuietButton(
            theme, t("Write to them now"), icon="send", key="Ctrl+Return"
        )
        self.targets = QuietButton(theme, t("Target companies…"), icon="building")
        self.targets.setVisible(show_targets is not None)
        if show_targets is not None:
            self.targets.clicked.connect(lambda: show_targets(self))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(t("Finding whom to talk to"))
        self.model = RankedModel()
        self.list = RankedList(theme, self.model)
        self.nothing = Nothing(theme)
        self.reasons = Reasons(theme, weights)
        self.keep_button = PrimaryButton(theme, t("Keep"), key="K")
        self.later_button = Button(theme, t("Not now"), key="N")
        self.open_button = QuietButton(theme, t("Open"), key="O")
        self.said = ElidedLabel(theme, "", "small", "muted")
        self.undo_button = QuietButton(theme, t("Undo"), icon="undo", key="Ctrl+Z")
        self.again = QuietButton(theme, "", icon="refresh")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.look)
        self._turns = Turns(self, lambda: desk.commands.retired)
        self._build()
        self._listen()
        self._fit(parent)
        self.gather()

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(24), px(16), px(24), px(8))
        head.setSpacing(px(14))
        head.addWidget(PlainLabel(theme, t("Whom to talk to first"), "title"), 1)
        head.addWidget(self.progress)
        head.addWidget(self.write_button)
        aim = QHBoxLayout()
        aim.setContentsMargins(px(24), 0, px(24), px(10))
        aim.setSpacing(px(12))
        for field in self.fields:
            aim.addWidget(field, 1)
        aim.addWidget(self.targets, 0, Qt.AlignmentFlag.AlignBottom)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        self._why = QScrollArea()
        self._why.setWidget(self.reasons)
        self._why.setWidgetResizable(True)
        self._why.setFrameShape(QFrame.Shape.NoFrame)
        self._why.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._why.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._why.viewport().setAutoFillBackground(False)
        self.reasons.setAutoFillBackground(False)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self._why)
        self.splitter.setStretchFactor(0, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(10), px(24), px(14))
        foot.setSpacing(px(8))
        foot.addWidget(self.again)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.undo_button)
        foot.addWidget(self.open_button)
        foot.addWidget(self.later_button)
        foot.addWidget(self.keep_button)
        self.open_button.setVisible(self._show_person is not None)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addLayout(aim)
        whole.addWidget(self.bar)
        whole.addWidget(Hairline(theme))
        whole.addWidget(self.splitter, 1)
        whole.addWidget(Hairline(theme))
        whole.addLayout(foot)
        self.undo_button.hide()

    def _listen(self) -> None:
        for edit in (self.role, self.industry, self.places):
            edit.textEdited.connect(lambda _text: self._rest.start())
            edit.returnPressed.connect(self._found)
        self.list.kept.connect(self.keep)
        self.list.left.connect(self.leave)
        self.list.opened.connect(self.open_current)
        self.list.doubleClicked.connect(lambda _index: self.open_current())
        self.list.currented.connect(self._explain)
        self.keep_button.clicked.connect(self.keep)
        self.later_button.clicked.connect(self.leave)
        self.open_button.clicked.connect(self.open_current)
        self.undo_button.clicked.connect(self.undo)
        self.again.clicked.connect(self.take_up)
        self.reasons.changed.connect(self._weighed)
        self.write_button.clicked.connect(self.write_to_them)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.write_to_them)
        self._desk.changes.changed.connect(self._changed)

    def _fit(self, parent: QWidget | None) -> None:
        """Be large, but within the window it belongs to."""
        room = parent.size() if parent else screen_room()
        px = self._desk.theme.px
        self.resize(min(px(1120), room.width() - 48), min(px(740), room.height() - 48))

    # Finding

    def gather(self) -> None:
        """Read everyone who may be proposed, a little at a time, then look who fits."""
        self._busy(busy=True)
        self._turns.begin(verbs.gather(self._desk.store), self._gathered)

    def _gathered(self, pool: Pool) -> None:
        self._pool, self._gone = pool, set()
        self.look()

    def aim(self) -> Aim:
        """Return the aim as it is typed."""
        places = tuple(place.strip() for place in self.places.text().split(","))
        return Aim(
            role=self.role.text().strip(),
            industry=self.industry.text().strip(),
            places=tuple(place for place in places if place),
        )

    def look(self) -> None:
        """Judge everyone by the aim as it is typed, on another thread."""
        self._rest.stop()
        if self._pool is None or self._desk.commands.retired:
            return
        if self._run is not None:
            self._run.cancel()
        self._busy(busy=True)
        if self.aim() != self._aim:
            self._aim = self.aim()
            self._remember()
        run = self._desk.jobs.threaded(
            judge(self._pool, self._aim),
            title=t("Finding whom to talk to"),
            done=lambda judged: self._found_by(run, judged),
        )
        self._run = run

    def _found_by(self, run: JobRun, judged: list[Judged]) -> None:
        if run is self._run and not self._desk.commands.retired:
            self._run = None
            self._judged = judged
            self._busy(busy=False)
            self._show_ranked()

    def _busy(self, *, busy: bool) -> None:
        self.bar.setRange(0, 0 if busy else 1)
        self.bar.setVisible(busy)

    def _show_ranked(self, current: PersonId | None = None, row: int = 0) -> None:
        """Show everyone in their order; `current` or else `row` becomes the current one."""
        ranked = rank(
            self._judged,
            self.reasons.weights,
            taken=verbs.shortlisted_at(self._desk.store),
            gone=self._gone,
        )
        self.model.show(ranked, highest(self.reasons.weights))
        place = self.model.row_of(current) if current is not None else -1
        self._go_to(place if place >= 0 else row)
        self._tell()

    def _go_to(self, row: int) -> None:
        number = self.model.rowCount()
        if number:
            self.list.setCurrentIndex(self.model.index(min(row, number - 1)))
        self._explain()

    def current(self) -> Judged | None:
        """Return who is chosen."""
        row = self.list.currentIndex().row()
        return self.model.ranked[row].judged if 0 <= row < self.model.rowCount() else None

    def _explain(self) -> None:
        one = self.current()
        role = role_words(one.person.title, one.person.company) if one else ""
        self.reasons.explain(one, role)
        for button in (self.keep_button, self.later_button, self.open_button):
            button.setEnabled(one is not None)

    def _weighed(self) -> None:
        one = self.current()
        self._show_ranked(one.person.id if one else None)
        self._remember()

    def _remember(self) -> None:
        self._attempt(lambda: verbs.remember(self._desk.store, self.aim(), self.reasons.weights))

    def _found(self) -> None:
        """Go from the aim to who was found."""
        if self._rest.isActive():
            self.look()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Deciding

    def keep(self) -> None:
        """Put the current person on the shortlist, and go on to the next."""
        one = self.current()
        if one is None:
            return
        words = t("{name} is on your shortlist", name=one.person.name)
        self._decide(one, lambda: verbs.keep(self._desk.store, one.person.id), words)

    def leave(self) -> None:
        """Leave the current person for later, and go on to the next."""
        one = self.current()
        if one is None:
            return
        store = self._desk.store
        words = t("{name} is left for later", name=one.person.name)
        self._decide(one, lambda: verbs.leave_for_later(store, [one.person.id]), words)

    def _decide(self, one: Judged, verb: Callable[[], object], words: str) -> None:
        if not self._attempt(verb):
            return
        row = self.list.currentIndex().row()
        self._gone.add(one.person.id)
        self.say(words)
        taken = verbs.shortlisted_at(self._desk.store)
        company = one.person.company_id
        if company is not None and taken.get(company, 0) == PER_COMPANY:
            self._show_ranked(row=row)  # others of that company go to the end
        else:
            self.model.take_away(row)
            self._go_to(row)
            self._tell()

    def take_up(self) -> None:
        """Propose everyone again who was left for later."""
        if self._attempt(lambda: verbs.take_up_all(self._desk.store)):
            self.say(t("Everyone is proposed again"))
            self.gather()

    def undo(self) -> None:
        """Take back what was decided last."""
        if self.undo_button.isHidden():
            return
        self._attempt(lambda: finish(self._desk.store.undo()))
        self.said.setText("")
        self.undo_button.hide()

    def open_current(self) -> None:
        """Close, and show the current person on People."""
        one = self.current()
        if one is not None and self._show_person is not None:
            self.accept()
            self._show_person(one.person.id)

    def write_to_them(self) -> None:
        """Close, and begin to write to those on the shortlist."""
        if self._write_now is not None and not self.write_button.isHidden():
            self.accept()
            self._write_now()

    def _attempt(self, verb: Callable[[], object]) -> bool:
        self._ours = True
        try:
            verb()
        except UserError as error:
            self.say(explain(error), undo=False)
            return False
        finally:
            self._ours = False
        return True

    def say(self, sentence: str, *, undo: bool = True) -> None:
        """Say what was done, with the way back."""
        self.said.setText(sentence)
        self.undo_button.setVisible(undo)
        self.again.hide()

    # What is told

    def _tell(self) -> None:
        people, companies = self.kept()
        parts = (
            t("{count} of {goal} people", count=people, goal=GOAL),
            t("{count} of {goal} companies", count=companies, goal=MOST_COMPANIES)
            if companies <= MOST_COMPANIES
            else tn("{count} company", "{count} companies", companies),
        )
        enough = t("Enough to begin")
        self.progress.setText(enough if people >= GOAL else " · ".join(parts))
        self.write_button.setVisible(self._write_now is not None and people > 0)
        left = rows.count_not_now(self._desk.store.db)
        words = tn("{count} left for later: propose again", "{count} left for later: propose again",
                   left)  # fmt: skip
        self.again.set_text(words)
        self.again.setVisible(bool(left) and self.undo_button.isHidden())
        empty = self.model.rowCount() == 0 and self._run is None
        if empty:
            self._explain_nothing()
        self.stack.setCurrentWidget(self.nothing if empty else self.list)

    def kept(self) -> tuple[int, int]:
        """Return how many people stand on the shortlist, and of how many companies."""
        return verbs.on_shortlist(self._desk.store)

    def _explain_nothing(self) -> None:
        if self._pool is not None and not self._pool.people:
            title = t("Nobody to propose")
            words = t("Import your connections or add people; whoever is new is proposed here.")
        else:
            title = t("Nothing speaks for anybody yet")
            words = t("Say the role you aim for, or give a reason more weight.")
        self.nothing.explain("people", title, words, [])

    def _changed(self, change: ChangeSet) -> None:
        """Look again after an undo, or after the targets changed in their window."""
        if change.cause == "do" and self._ours:
            return
        if change.touches("person", "not_now", "target", "company"):
            self.gather()

    # Qt's calls

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop what is under way: the vault may be closed next."""
        super().hideEvent(event)
        self._rest.stop()
        self._turns.stop()
        if self._run is not None:
            self._run.cancel()
            self._run = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the reasons below the list where the width is short."""
        super().resizeEvent(event)
        narrow = self.width() < self._desk.theme.px(STACK_BELOW)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != way or event.oldSize().width() < 0:
            self.splitter.setOrientation(way)
            whole = self.height() if narrow else self.width()
            part = whole // 2 if narrow else self._desk.theme.px(330)
            self.splitter.setSizes([max(whole - part, 1), part])


class Turns:
    """Goes through a reading job in turns of some milliseconds, so that typing is never held up.

    `over` says that the vault is closed: locking does not wait for a window to be hidden.
    """

    def __init__(self, parent: QWidget, over: Callable[[], bool]) -> None:
        self._over = over
        self._timer = QTimer(parent)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)
        self._job: Job[Pool] | None = None
        self._done: Callable[[Pool], object] | None = None

    def begin(self, job: Job[Pool], done: Callable[[Pool], object]) -> None:
        """Go through `job`, after dropping the one before, and call `done` with its result."""
        self.stop()
        self._job, self._done = job, done
        self._timer.start()

    def stop(self) -> None:
        """Drop what is under way."""
        self._timer.stop()
        if self._job is not None:
            self._job.close()
            self._job = None

    def _turn(self) -> None:
        if self._over():
            self.stop()
            return
        until = perf_counter() + SLICE_SECONDS
        job, done = self._job, self._done
        if job is None or done is None:
            return
        try:
            while perf_counter() < until:
                next(job)
        except StopIteration as stop:
            self._timer.stop()
            self._job = None
            done(stop.value)
