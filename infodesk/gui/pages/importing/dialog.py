"""The window of an import: files, plan, report."""

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
from infodesk.core.import_plans import ImportChoices, ImportPlan, ImportResult, KnownVault
from infodesk.core.imports import ImportFile
from infodesk.core.progress import Progress
from infodesk.gui.desk import Desk
from infodesk.gui.jobs import JobRun
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.importing.plan_page import PlanPage
from infodesk.gui.pages.importing.report_page import ReportPage
from infodesk.gui.pages.importing.start_page import StartPage
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, ElidedLabel, PlainLabel
from infodesk.operations.import_planning import plan_import
from infodesk.operations.import_reading import ReadFile, ReadFiles, Refused, read_paths, together
from infodesk.operations.importing import apply_import
from infodesk.store import imports as import_rows
from infodesk.words import t
from infodesk.words.errors import explain
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
        self._files: list[ReadFile] = []
        self._together: list[ImportFile] = []
        self._refused: list[Refused] = []
        self._run: JobRun | None = None
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
        page.trouble.say(trouble)
        self._show(page, t("Import people"), "")
        page.zone.button.setFocus()

    def take(self, paths: Sequence[Path]) -> None:
        """Import files together with those that are being looked at."""
        self._waiting.extend(paths)
        if isinstance(self.page, WorkPage):
            return  # They are read after those that are being read.
        if not isinstance(self.page, PlanPage):
            self._files, self._refused = [], []
        self.read()

    def read(self) -> None:
        """Read the files that wait, and plan with all that were read."""
        paths = [self._waiting.popleft() for _ in range(len(self._waiting))]
        work = WorkPage(self._desk.theme)
        work.cancel.clicked.connect(self._cancel)
        self._show(work, t("Reading"), self._name(paths))
        run = self._desk.jobs.threaded(
            read_paths(paths),
            title=t("Reading the file"),
            done=self._take_read,
            failed=self._refuse,
        )
        self._follow(run, work)

    def _take_read(self, read: ReadFiles) -> None:
        self._files += read.files
        self._refused += read.refused
        if self._waiting:
            self.read()
        elif self._files:
            self._ask_vault()
        else:
            self.show_start(refused_words(self._refused))

    def _ask_vault(self) -> None:
        """Gather what the files are compared with."""
        work = self._work(t("Comparing"))
        self._together = together(self._files)
        details = any(row.more for file in self._together for row in file.rows)
        run = self._desk.jobs.sliced(
            import_rows.known_vault(self._desk.store.db, details=details),
            title=t("Comparing with the people you have"),
            done=self._plan,
            failed=self._refuse,
        )
        self._follow(run, work)

    def _plan(self, known: KnownVault) -> None:
        edited = {one.id: one.edited_fields for one in known.people if one.edited_fields}
        work = self._work(t("Comparing"))
        run = self._desk.jobs.threaded(
            plan_import(known, self._together),
            title=t("Comparing with the people you have"),
            done=lambda plan: self._show_plan(plan, edited),
            failed=self._refuse,
        )
        self._follow(run, work)

    def _work(self, title: str) -> "WorkPage":
        work = WorkPage(self._desk.theme)
        work.cancel.clicked.connect(self._cancel)
        self._show(work, title, self._name())
        return work

    def _name(self, paths: Sequence[Path] = ()) -> str:
        """Return what the files are called that are being worked on."""
        names = [each.path.name for each in self._files] + [path.name for path in paths]
        return ", ".join(names)

    def _show_plan(self, plan: ImportPlan, edited: Mapping[int, frozenset[str]]) -> None:
        if self._waiting:
            self.read()
            return
        page = PlanPage(self._desk, plan, edited)
        page.accepted.connect(lambda choices: self._apply(page, choices))
        page.left.connect(self.reject)
        self._show(page, t("What importing would do"), self._name())
        if self._refused:
            page.trouble.say(refused_words(self._refused))
        page.arrive()

    def _apply(self, page: PlanPage, choices: ImportChoices) -> None:
        before, name = self._desk.store.undo_mark, self._name()
        run = self._desk.jobs.sliced(
            apply_import(self._desk.store, page.plan, choices),
            title=t("Importing {name}", name=name),
            done=lambda result: self._report(name, result, before),
            failed=page.trouble.say,
        )
        run.cancelled.connect(
            lambda: page.trouble.say(t("Stopped. Nothing was written."), calm=True)
        )

    def _report(self, name: str, result: ImportResult, before: int) -> None:
        mark = self._desk.store.undo_mark
        page = ReportPage(self._desk, name, result, mark if mark != before else 0)
        page.left.connect(self.accept)
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


def refused_words(refused: Sequence[Refused]) -> str:
    """Return why files were refused, a line for each."""
    return "\n".join(explain(each.error) for each in refused)
