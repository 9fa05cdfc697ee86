"""The window of an import: file, plan, report, one file after the other."""

from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.errors import UserError
from infodesk.core.imports import Decision, ImportFile, ImportPlan, ImportResult
from infodesk.core.progress import Job, Progress
from infodesk.formats.reading import load, read_file
from infodesk.gui.desk import Desk
from infodesk.gui.jobs import JobRun
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.importing.plan_page import PlanPage
from infodesk.gui.pages.importing.report_page import ReportPage
from infodesk.gui.pages.importing.start_page import StartPage
from infodesk.gui.pages.trouble import WayOut
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, ElidedLabel, PlainLabel
from infodesk.operations.importing import apply_import, plan_import
from infodesk.store import imports as import_rows
from infodesk.words import t
from infodesk.words.phases import progress_words


class ImportDialog(QDialog):
    """Leads through an import; modal to its window, because a plan fits only the vault it was
    made for. `people_wanted` asks to show who came in.
    """

    people_wanted = Signal()

    def __init__(
        self, desk: Desk, paths: Sequence[Path] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: deque[Path] = deque()
        self._total = 0
        self._run: JobRun | None = None
        self._edited: Mapping[int, frozenset[str]] = {}
        theme = desk.theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Import people"))
        self.title = PlainLabel(theme, "", "title")
        self.file = ElidedLabel(theme, "", "body", "muted")
        self.stack = QStackedWidget()
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(24), theme.px(18), theme.px(24), theme.px(10))
        head.setSpacing(theme.px(12))
        head.addWidget(self.title)
        head.addWidget(self.file, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.stack, 1)
        self._fit(parent)
        if paths:
            self.take(paths)
        else:
            self.show_start()

    def _fit(self, parent: QWidget | None) -> None:
        """Be large, but within the window it belongs to."""
        room = parent.size() if parent else self.screen().availableSize()
        px = self._desk.theme.px
        width, height = min(px(1080), room.width() - 48), min(px(720), room.height() - 48)
        self.resize(max(width, 560), max(height, 420))

    # Steps

    def show_start(self, trouble: UserError | str = "") -> None:
        """Let a file be chosen; `trouble` says why the last one was not taken."""
        page = StartPage(self._desk)
        page.files.connect(self.take)
        ways: list[WayOut] = []
        if self._waiting:
            words = t("Go on with {name}", name=self._waiting[0].name)
            ways.append((words, self.next_file))
        page.trouble.say(trouble, ways)
        self._show(page, t("Import people"), "")
        page.zone.button.setFocus()

    def take(self, paths: Sequence[Path]) -> None:
        """Import files, one after the other, after those that are waiting already."""
        self._waiting.extend(paths)
        if isinstance(self.page, PlanPage | WorkPage):
            self._total += len(paths)
            return
        self._total = len(self._waiting)
        self.next_file()

    def next_file(self) -> None:
        """Read the next file, or begin again if there is none."""
        if not self._waiting:
            self.show_start()
            return
        path = self._waiting.popleft()
        name = path.name
        if self._total > 1:
            at = self._total - len(self._waiting)
            name = t("{name} · file {at} of {all}", name=path.name, at=at, all=self._total)
        self._name = name
        work = WorkPage(self._desk.theme)
        work.cancel.clicked.connect(self._cancel)
        self._show(work, t("Reading"), name)
        run = self._desk.jobs.threaded(
            _read(path), title=t("Reading the file"), done=self._plan, failed=self._refuse
        )
        self._follow(run, work)

    def _plan(self, file: ImportFile) -> None:
        db = self._desk.store.db
        known = import_rows.known_people(db)
        newest = import_rows.newest_import(db, file.report.kind)
        self._edited = {one.id: one.edited_fields for one in known if one.edited_fields}
        work = WorkPage(self._desk.theme)
        work.cancel.clicked.connect(self._cancel)
        self._show(work, t("Comparing"), self._name)
        run = self._desk.jobs.threaded(
            plan_import(known, file, newest),
            title=t("Comparing with the people you have"),
            done=self._show_plan,
            failed=self._refuse,
        )
        self._follow(run, work)

    def _show_plan(self, plan: ImportPlan) -> None:
        page = PlanPage(self._desk, plan, self._edited)
        page.accepted.connect(lambda decided, left_out: self._apply(page, decided, left_out))
        page.left.connect(self._leave_plan)
        self._show(page, t("What importing would do"), self._name)
        page.arrive()

    def _leave_plan(self) -> None:
        if self._waiting:
            self.next_file()
        else:
            self.reject()

    def _apply(
        self, page: PlanPage, decided: Mapping[int, Decision], left_out: frozenset[int]
    ) -> None:
        before, name = self._desk.store.undo_mark, page.plan.file.name
        run = self._desk.jobs.sliced(
            apply_import(self._desk.store, page.plan, decided, left_out),
            title=t("Importing {name}", name=name),
            done=lambda result: self._report(name, result, before),
            failed=page.trouble.say,
        )
        run.cancelled.connect(
            lambda: page.trouble.say(t("Stopped. Nothing was written."), calm=True)
        )

    def _report(self, name: str, result: ImportResult, before: int) -> None:
        mark = self._desk.store.undo_mark
        page = ReportPage(
            self._desk, name, result, mark if mark != before else 0, more=len(self._waiting)
        )
        page.left.connect(self.accept)
        page.next_wanted.connect(self.next_file)
        page.shown.connect(self._show_people)
        self._show(page, t("Imported"), "")
        page.arrive()

    def _show_people(self) -> None:
        self.accept()
        self.people_wanted.emit()

    def _refuse(self, error: UserError) -> None:
        self._run = None
        self.show_start(error)

    # Work under way

    def _follow(self, run: JobRun, work: "WorkPage") -> None:
        self._run = run
        run.progress.connect(work.tell)
        run.cancelled.connect(self._cancelled)
        work.tell(run.last)

    def _cancel(self) -> None:
        if self._run is not None and not self._run.over:
            self._run.cancel()

    def _cancelled(self) -> None:
        self._run = None
        self._waiting.clear()
        if self.isVisible():
            self.show_start()

    def _show(self, page: QWidget, title: str, file: str) -> None:
        before = self.stack.currentWidget()
        self.title.setText(title)
        self.file.setText(file)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if before is not None:
            self.stack.removeWidget(before)
            before.hide()
            before.deleteLater()

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.stack.currentWidget()

    def done(self, code: int) -> None:
        """Close; what is still being read is stopped."""
        self._cancel()
        super().done(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is still being read."""
        self._cancel()
        super().closeEvent(event)


class WorkPage(CentredPage):
    """What is being done with the file, how far it is, and Cancel."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, width=420, gap=12)
        self.words = PlainLabel(theme, "")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = Button(theme, t("Cancel"))
        self.column.addWidget(self.words)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)

    def tell(self, progress: Progress) -> None:
        """Show how far it is."""
        words = progress_words(progress) if progress.phase else t("Reading the file")
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)


def _read(path: Path) -> Job[ImportFile]:
    yield Progress(phase="reading")
    data = load(path)
    return (yield from read_file(path.name, data))
