"""The main window: rail, header, pages and status line around the open vault."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.errors import UserError, VaultDamaged
from infodesk.gui.commands import GROUPS
from infodesk.gui.desk import Desk
from infodesk.gui.jobs import JobRun
from infodesk.gui.page import Page, PlaceSpec
from infodesk.gui.settings import Choices
from infodesk.gui.shell.dropping import FileDrops
from infodesk.gui.shell.header import Header
from infodesk.gui.shell.keymap import KeyMapDialog, group_title
from infodesk.gui.shell.palette import Entry, Palette
from infodesk.gui.shell.placement import keep_place
from infodesk.gui.shell.progress import ProgressDialog
from infodesk.gui.shell.rail import Rail
from infodesk.gui.shell.read_only import WRITING, ReadOnlyGuard
from infodesk.gui.shell.standard import add_standard_commands, app_of_qt
from infodesk.gui.shell.status import StatusLine
from infodesk.gui.widgets import Banner, Toast
from infodesk.words import t
from infodesk.words.errors import explain
from infodesk.words.steps import change_sentence

FOLD_BELOW = 1000
LEAST_SIZE = (640, 480)


def nothing_found(_query: str) -> Sequence[Entry]:
    """Find nothing: for a window without records."""
    return ()


class MainWindow(QMainWindow):
    """Shows one place at a time; pages are made when they are shown first.

    `places` are those that exist, in the rail's order. `find(query)` returns records for the
    palette, `files_dropped(paths)` is given what was dragged onto the window. `lock_asked`,
    `rescue_asked` (the vault is damaged) and `closed` are for whoever opened the vault; they come
    after everything typed is committed, unless the person let it go.
    """

    lock_asked = Signal()
    rescue_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        places: Sequence[PlaceSpec],
        *,
        find: Callable[[str], Sequence[Entry]] = nothing_found,
        files_dropped: Callable[[list[Path]], object] | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.places = {place.id: place for place in places}
        self.pages: dict[str, Page] = {}
        self.place = ""
        self._came_from: list[str] = []
        self._files_dropped = files_dropped
        self._leaving = False
        self._build()
        add_standard_commands(self)
        desk.commands.attach(self)
        self._fill_menus()
        self.palette_sheet = Palette(desk.theme, self._offers, find, self)
        self.toast = Toast(desk.theme, self)
        self.progress = ProgressDialog(desk.theme, desk.jobs, self)
        self._listen()
        self._apply(desk.settings.now)

    # Building

    def _build(self) -> None:
        theme = self.desk.theme
        self.setWindowTitle("InfoDesk")  # a title is seen by every program: no names in it
        self.setMinimumSize(*LEAST_SIZE)
        self.menu = QMenu(self)
        self.rail = Rail(theme, list(self.places.values()), self.menu)
        self.header = Header(theme, self.desk.commands)
        self.trouble = Banner(theme, "", "bad", action=t("What can be done…"), dismissible=True)
        self._damaged = False
        self.read_only = Banner(
            theme,
            t(
                "Its disk or folder cannot be written to, so nothing can be changed; reading, "
                "searching and exporting work. To go on working, copy the folder to your computer "
                "and open it there."
            ),
            "warn",
            title=t("This vault can only be read"),
            dismissible=True,
        )
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(theme.px(24), 0, theme.px(24), theme.px(12))
        above.addWidget(self.read_only)
        self._above.setVisible(self.desk.store.read_only)
        self.trouble.hide()
        self._bar = QWidget()
        bar = QVBoxLayout(self._bar)
        bar.setContentsMargins(theme.px(24), 0, theme.px(24), theme.px(12))
        bar.addWidget(self.trouble)
        self._bar.hide()
        self.stack = QStackedWidget()
        self.status = StatusLine(theme, self.desk.vault.folder.name)
        content = QVBoxLayout()
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self.header)
        content.addWidget(self._above)
        content.addWidget(self._bar)
        content.addWidget(self.stack, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(content, 1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.status)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)

    def _fill_menus(self) -> None:
        """Put the commands under the sign in the rail; a Mac has them in its own bar as well."""
        for group in GROUPS:
            menu = self.menu.addMenu(group_title(group))
            self.desk.commands.fill(menu, group)
        if self.menuBar().isNativeMenuBar():
            for group in GROUPS:
                self.desk.commands.fill(self.menuBar().addMenu(group_title(group)), group)
        else:
            self.menuBar().hide()

    def _listen(self) -> None:
        desk = self.desk
        self.rail.chosen.connect(self.go)
        self.rail.lock_asked.connect(self.ask_lock)
        self.header.field.clicked.connect(self.open_palette)
        self.toast.undone.connect(lambda: desk.commands.run("undo"))
        self.trouble.dismissed.connect(self._bar.hide)
        self.trouble.acted.connect(self.ask_rescue)
        desk.changes.changed.connect(self._changed)
        desk.jobs.started.connect(self._started)
        desk.jobs.idle.connect(desk.commands.refresh)
        desk.jobs.refused.connect(self.show_failure)
        desk.notices.toasted.connect(lambda words, undo: self.toast.say(words, undo=undo))
        desk.notices.stated.connect(self.status.say)
        desk.notices.backed_up.connect(self.status.show_backup)
        desk.notices.failing.connect(self.show_failure)
        desk.settings.subscribe(self._apply)
        desk.theme.changed.connect(self._restyle)
        app_of_qt().focusChanged.connect(desk.commands.follow_focus)
        if desk.store.read_only:
            self.status.show_read_only()
            self.read_only.dismissed.connect(self._above.hide)
            desk.commands.closed = WRITING
            self.guard = ReadOnlyGuard(self)
            app_of_qt().focusChanged.connect(self.guard.follow_focus)

    # Places

    def go(self, place_id: str, *, back: bool = False) -> Page:
        """Show a place, making its page if this is the first time, and return the page."""
        if place_id == self.place:
            self.rail.show_current(place_id)  # a click may have unmarked it
            return self.pages[place_id]
        page = self.pages.get(place_id)
        if page is None:
            page = self.pages[place_id] = self.places[place_id].make_page(self.desk)
            page.subtitled.connect(lambda words: self._subtitle(place_id, words))
            page.widened.connect(self._frame)
            self.stack.addWidget(page)
        if self.place and not back:
            self._came_from.append(self.place)
            del self._came_from[:-20]
        self.place = place_id
        self.stack.setCurrentWidget(page)
        self.rail.show_current(place_id)
        self.desk.commands.enter(place_id)
        self.header.show_page(self.places[place_id].title, page)
        self._frame()
        page.arrive()
        return page

    def current_page(self) -> Page | None:
        """Return the page that is shown."""
        return self.pages.get(self.place)

    def can_step_back(self) -> bool:
        """Say whether there is a place to go back to."""
        return bool(self._came_from)

    def step_back(self) -> None:
        """Close what is open, else go to the place shown before."""
        page = self.current_page()
        if self.palette_sheet.isVisible():
            self.palette_sheet.dismiss()
        elif page is not None and page.step_back():
            return
        elif self._came_from:
            self.go(self._came_from.pop(), back=True)

    def find_on_page(self) -> None:
        """Put the focus into the page's search; a page without one has the palette."""
        page = self.current_page()
        if page is None or not page.focus_search():
            self.open_palette()

    def _frame(self) -> None:
        """Show what stands around the pages, unless the page wants the whole window."""
        page = self.current_page()
        framed = page is None or not page.takes_window()
        for widget in (self.rail, self.header, self.status):
            widget.setVisible(framed)

    def _subtitle(self, place_id: str, words: str) -> None:
        if place_id == self.place:
            self.header.subtitle.setText(words)

    # Commands

    def open_palette(self) -> None:
        """Open the palette, or close it if it is open."""
        if self.palette_sheet.isVisible():
            self.palette_sheet.dismiss()
        else:
            self.desk.commands.refresh()
            self.palette_sheet.open()

    def open_menu(self) -> None:
        """Open the menu below the sign in the rail."""
        self.rail.brand.open_menu()

    def show_keymap(self) -> None:
        """Open the keyboard map."""
        places = [(place.id, place.title) for place in self.places.values()]
        KeyMapDialog(self.desk.theme, self.desk.commands, places, self).show()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back into a window."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _offers(self) -> list[Entry]:
        commands = self.desk.commands
        return [
            Entry(
                title=command.text,
                icon=command.icon,
                detail=t("Go") if command.id.startswith("go-") else "",
                keys=command.shortcut,
                run=partial(commands.run, command.id),
            )
            for command in sorted(commands.all(), key=lambda one: not one.id.startswith("go-"))
            if command.id != "palette" and commands.can_run(command.id)
        ]

    # Saying how things stand

    def show_failure(self, error: UserError) -> None:
        """Say in a red bar what could not be done; it stays until something is saved again.

        Damage to the vault does not go away by saving, and has a way out of its own.
        """
        damaged = isinstance(error, VaultDamaged)
        if self._damaged and not damaged and not self._bar.isHidden():
            return  # what follows from the damage says less than the damage
        self._damaged = damaged
        self.trouble.set_sentence(explain(error))
        if self.trouble.button is not None:
            self.trouble.button.setVisible(damaged)
        self.trouble.show()
        self._bar.show()
        if not self.desk.store.read_only:
            self.status.show_saved(False)

    def _changed(self, change: ChangeSet) -> None:
        if not self._damaged:
            self._bar.hide()
        self.toast.hide()  # its Undo would take back this newer step
        self.status.show_saved(True)
        self.status.say(change_sentence(change))
        self.rail.recount()
        self.desk.commands.refresh()

    def _started(self, run: JobRun) -> None:
        self.desk.commands.refresh()
        if not run.sliced:
            self.status.work.show_run(run)

    def _apply(self, choices: Choices) -> None:
        self.status.show_lock(choices.auto_lock_minutes)
        commands = self.desk.commands
        if commands.letter_keys != choices.letter_keys:
            commands.letter_keys = choices.letter_keys
        commands.refresh()

    def _restyle(self) -> None:
        self.desk.commands.redraw()
        self._fold()

    # Leaving

    def flush(self) -> bool:
        """Commit what is being edited on every page; False if something was refused."""
        refused = [page for page in self.pages.values() if not page.flush()]
        return not refused

    def ask_lock(self) -> None:
        """Lock, unless something typed cannot be saved and the person wants to keep it."""
        if self.flush():
            self.lock_asked.emit()
        else:
            self._ask_to_lose(self.lock_asked.emit, t("Lock anyway"))

    def ask_rescue(self) -> None:
        """Close the damaged vault to restore or save it, with what was typed if it lets us."""
        if self.flush():
            self.rescue_asked.emit()
        else:
            self._ask_to_lose(self.rescue_asked.emit, t("Go on"))

    def _ask_to_lose(self, go: Callable[[], object], anyway: str) -> None:
        self.desk.ask.confirm(
            t("Something you typed is not saved"),
            t("It was refused for the reason shown beside it. If you go on, it is lost."),
            anyway,
            go,
            danger=True,
        )

    def _close_anyway(self) -> None:
        self._leaving = True
        QTimer.singleShot(0, self.close)  # not from within closeEvent

    # Qt's calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc, when nobody below wanted it."""
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail where space is short."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        folded = self.width() < self.desk.theme.px(FOLD_BELOW)
        if folded != self.rail.folded:
            self.rail.set_folded(folded)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to take files once the system's window exists."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None and self._files_dropped is not None:
            self.setAcceptDrops(True)
            FileDrops(handle, partial(self._drop, self._files_dropped))
            self._files_dropped = None

    def _drop(
        self, otherwise: Callable[[list[Path]], object], paths: list[Path], place: QPoint
    ) -> None:
        """Give dropped files to what they were dropped on, if it keeps files."""
        under: QWidget | None = self.childAt(place)
        while under is not None:
            take = getattr(under, "take_files", None)
            if take is not None and take(paths):
                return
            under = under.parentWidget()
        otherwise(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit and say goodbye; stay if something typed would be lost."""
        if not self._leaving and not self.flush():
            event.ignore()
            self._ask_to_lose(self._close_anyway, t("Quit anyway"))
            return
        keep_place(self, self.desk.settings)
        self.desk.jobs.cancel_all()
        super().closeEvent(event)
        self.closed.emit()
