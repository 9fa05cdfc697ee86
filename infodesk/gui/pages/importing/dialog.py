"""The window of an import: files, plan, report."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
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
from infodesk.core.imports import FileReport, ImportFile
from infodesk.core.progress import Job, Progress
from infodesk.formats.mapping import KIND, header_signature, read_mapped
from infodesk.gui.desk import Desk
from infodesk.gui.jobs import JobRun
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.importing.mapping_page import MappingPage
from infodesk.gui.pages.importing.paste_page import PastePage
from infodesk.gui.pages.importing.plan_page import PlanPage
from infodesk.gui.pages.importing.report_page import ReportPage
from infodesk.gui.pages.importing.start_page import StartPage
from infodesk.gui.pages.trouble import WayOut
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, ElidedLabel, PlainLabel
from infodesk.gui.widgets.room import screen_room
from infodesk.operations.import_reading import (
    PASTED,
    Mappings,
    ReadFile,
    ReadFiles,
    Refused,
    plan_read,
    read_pasted,
    read_paths,
    with_address_books,
)
from infodesk.operations.importing import apply_import
from infodesk.store import imports as import_rows
from infodesk.store import settings
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
        self._refused: list[Refused] = []
        self._columns: dict[str, tuple[str | None, ...]] = {}
        self._pasted = ""
        self._run: JobRun | None = None
        self._over = False
        self.finished.connect(lambda _how: setattr(self, "_over", True))
        theme = desk.theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Import"))
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
        room = parent.size() if parent else screen_room()
        px = self._desk.theme.px
        width, height = min(px(1080), room.width() - 48), min(px(720), room.height() - 48)
        self.resize(max(width, 560), max(height, 420))

    # Steps

    def show_start(
        self, trouble: UserError | str = "", ways: Sequence[WayOut] = (), *, calm: bool = False
    ) -> None:
        """Let files be chosen; `trouble` says why the last ones were not taken."""
        page = StartPage(self._desk)
        page.files.connect(self.take)
        page.paste.connect(self.show_paste)
        page.undone.connect(lambda sentence: self.show_start(sentence, calm=True))
        page.trouble.say(trouble, ways, calm=calm)
        self._show(page, t("Import"), "")
        page.zone.button.setFocus()

    def show_paste(self, trouble: str = "") -> None:
        """Let something be pasted."""
        page = PastePage(self._desk, self._pasted)
        page.trouble.say(trouble)
        page.left.connect(lambda: self._leave_paste(page))
        page.pasted.connect(self._read_pasted)
        self._show(page, t("Paste"), "")
        page.arrive()

    def _leave_paste(self, page: PastePage) -> None:
        self._pasted = page.text.toPlainText()
        self.show_start()

    def take(self, paths: Sequence[Path]) -> None:
        """Import files together with those that are being looked at."""
        self._waiting.extend(paths)
        if isinstance(self.page, WorkPage | MappingPage):
            return  # They are read after those that are being read.
        if not isinstance(self.page, PlanPage):
            self._begin()
        self.read()

    def _begin(self) -> None:
        self._files, self._refused, self._columns = [], [], {}

    def read(self) -> None:
        """Read the files that wait, and plan with all that were read."""
        paths = [self._waiting.popleft() for _ in range(len(self._waiting))]
        self._start_reading(read_paths(paths, self._mappings()), [path.name for path in paths])

    def _read_pasted(self, text: str) -> None:
        self._begin()
        self._pasted = text
        self._start_reading(read_pasted(text, self._mappings()), [t("What you pasted")])

    def _mappings(self) -> Mappings:
        known: Mappings = settings.read(self._desk.store.db, import_rows.COLUMNS, {})
        return {**known, **self._columns}

    def _start_reading(self, job: Job[ReadFiles], names: Sequence[str]) -> None:
        work = WorkPage(self._desk.theme)
        work.cancel.clicked.connect(self._cancel)
        self._show(work, t("Reading"), self._name(names))
        run = self._desk.jobs.threaded(
            job, title=t("Reading the file"), done=self._take_read, failed=self._refuse
        )
        self._follow(run, work)

    def _take_read(self, read: ReadFiles) -> None:
        self._files += read.files
        self._refused += read.refused
        self._go_on()

    def _go_on(self) -> None:
        """Do what is next: read what came meanwhile, ask for columns, compare, or say no."""
        asked = next((each for each in self._files if not each.is_mapped), None)
        if self._waiting:
            self.read()
        elif asked is not None:
            self.show_mapping(asked)
        elif self._files:
            self._ask_vault()
        elif any(each.path == Path(PASTED) for each in self._refused):
            self._refuse_pasted()
        else:
            self.show_start(refused_words(self._refused), self._ways())

    def _refuse_pasted(self) -> None:
        table = self._refused[0].table
        if table is not None:
            self._map_refused(self._refused[0])
        else:
            self.show_paste(t("Nobody is in there: no names, addresses or profiles were found."))

    # Columns

    def _ways(self) -> list[WayOut]:
        """Return the buttons that say what the columns of refused tables are."""
        return [
            (
                t("Choose the columns of {name}", name=each.path.name),
                partial(self._map_refused, each),
            )
            for each in self._refused
            if each.table is not None
        ]

    def _map_refused(self, refused: Refused) -> None:
        assert refused.table is not None
        nobody = ImportFile(name=refused.path.name, rows=(), report=FileReport(kind=KIND))
        file = ReadFile(path=refused.path, file=nobody, table=refused.table, is_mapped=False)
        self._refused.remove(refused)
        self._files.append(file)
        self.show_mapping(file)

    def show_mapping(self, file: ReadFile) -> None:
        """Let the person say what the columns of a table are."""
        assert file.table is not None
        known = self._mappings().get(header_signature(file.table.header))
        page = MappingPage(self._desk, file.table, known)
        page.accepted.connect(lambda mapping: self._read_mapped(file, mapping))
        page.left.connect(lambda: self._leave_mapping(file))
        self._show(page, t("Which column is which?"), self._named(file))
        page.arrive()

    def _leave_mapping(self, file: ReadFile) -> None:
        if not file.is_mapped:
            self._files.remove(file)
        if self._files:
            self._go_on()
        else:
            self.show_start()

    def _read_mapped(self, file: ReadFile, mapping: tuple[str | None, ...]) -> None:
        assert file.table is not None
        self._columns[header_signature(file.table.header)] = mapping
        work = self._work(t("Reading"))
        run = self._desk.jobs.threaded(
            read_mapped(file.table, mapping),
            title=t("Reading the file"),
            done=lambda read: self._take_mapped(file, read),
            failed=self._refuse,
        )
        self._follow(run, work)

    def _take_mapped(self, file: ReadFile, read: ImportFile) -> None:
        self._files[self._files.index(file)] = replace(file, file=read, is_mapped=True)
        self._go_on()

    # Comparing

    def _ask_vault(self) -> None:
        """Gather what the files are compared with."""
        work = self._work(t("Comparing"))
        details = any(row.more for each in self._files for row in each.file.rows)
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
            plan_read(known, tuple(self._files)),
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

    def _name(self, more: Sequence[str] = ()) -> str:
        """Return what the files are called that are being worked on."""
        return ", ".join([*map(self._named, self._files), *more])

    def _named(self, file: ReadFile) -> str:
        return t("What you pasted") if file.path == Path(PASTED) else file.path.name

    def _show_plan(self, plan: ImportPlan, edited: Mapping[int, frozenset[str]]) -> None:
        if self._waiting:
            self.read()
            return
        books = any(each.has_address_book for each in self._files)
        page = PlanPage(self._desk, plan, edited, has_address_book=books)
        page.accepted.connect(lambda choices: self._apply(page, choices))
        page.left.connect(self.reject)
        self._show(page, t("What importing would do"), self._name())
        page.columns_wanted.connect(self._change_columns)
        page.address_book_wanted.connect(self._read_address_books)
        if self._refused:
            page.trouble.say(refused_words(self._refused), self._ways())
        page.arrive()

    def _change_columns(self, file: ImportFile) -> None:
        found = next((each for each in self._files if each.file is file), None)
        if found is not None and found.table is not None:
            self.show_mapping(found)

    def _read_address_books(self) -> None:
        """Read what is left unread until it is asked for."""
        read = ReadFiles(files=tuple(self._files), refused=tuple(self._refused))
        self._files, self._refused = [], []
        self._start_reading(with_address_books(read), [each.path.name for each in read.files])

    def _apply(self, page: PlanPage, choices: ImportChoices) -> None:
        """Back up first, if that is due: nothing else changes so much at once."""
        page.setEnabled(False)
        self._desk.protect(lambda: self._write(page, choices))

    def _write(self, page: PlanPage, choices: ImportChoices) -> None:
        if self._over:
            return
        page.setEnabled(True)
        name = self._name()
        run = self._desk.jobs.sliced(
            apply_import(self._desk.store, page.plan, replace(choices, columns=self._columns)),
            title=t("Importing {name}", name=name),
            done=lambda result: self._report(name, page.plan, result),
            failed=page.trouble.say,
        )
        run.cancelled.connect(
            lambda: page.trouble.say(t("Stopped. Nothing was written."), calm=True)
        )

    def _report(self, name: str, plan: ImportPlan, result: ImportResult) -> None:
        page = ReportPage(self._desk, name, plan, result)
        page.left.connect(self.accept)
        page.shown.connect(self._show_people)
        page.wanted.connect(self._go)
        self._show(page, t("Imported"), "")
        page.arrive()

    def _go(self, command: str) -> None:
        self.accept()
        self._desk.commands.run(command)

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
