"""The real window around an open vault, off-screen, with keys that are pressed and time taken."""

from collections.abc import Iterator
from contextlib import contextmanager

import many_people
from figures import Times
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from infodesk.core.progress import finish
from infodesk.gui.app import Session
from infodesk.gui.desk import OpenVault
from infodesk.gui.page import Page
from infodesk.gui.pages import unlock
from infodesk.gui.pages.people.page import PeoplePage
from infodesk.gui.playing.stage import open_stage
from infodesk.gui.shell.window import MainWindow
from infodesk.operations.vaults import open_vault
from infodesk.vault.folder import VaultFolder

_NO_KEYS = Qt.KeyboardModifier.NoModifier


class Painted(QObject):
    """Knows whether a widget was painted since it was last asked."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count the paintings."""
        self.count += event.type() == QEvent.Type.Paint
        return False


class Work:
    """An open window; `press` and `do` take their time until everything is painted."""

    def __init__(self, session: Session) -> None:
        assert isinstance(session.window, MainWindow)
        self.session, self.window = session, session.window
        self.db = self.window.desk.store.db

    @property
    def people(self) -> PeoplePage:
        """The People page."""
        page: Page = self.window.go("people")
        assert isinstance(page, PeoplePage)
        return page

    def press(self, widget: QWidget, letter: str, times: Times) -> None:
        """Type a letter and keep how long the window took to show what follows from it."""
        times.take(lambda: self._key(widget, letter))

    def _key(self, widget: QWidget, letter: str) -> None:
        key = Qt.Key.Key_Backspace if letter == "\b" else Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, _NO_KEYS, letter))
        settle()


def settle() -> None:
    """Let the window paint what has changed."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


@contextmanager
def open_window(folder: VaultFolder, unlocking: Times | None = None) -> Iterator[Work]:
    """Unlock a vault as its lock screen does once the key is derived, and wait until it shows.

    `unlocking` takes the time from the derived key to the painted first page.
    """
    with open_stage() as stage:
        session = stage.begin(folder.path)
        finish(unlock._warm())  # what the lock screen does while the passphrase is typed
        keys = many_people.keys_of(folder)

        def go() -> Work:
            store = open_vault(folder, keys)
            session.open_desk(store, OpenVault(folder=folder, keys=keys))
            work = Work(session)
            page = work.window.current_page()
            assert page is not None
            seen = Painted(page)
            while not seen.count:
                settle()
            return work

        times = unlocking or Times()
        work: Work = times.take(go)
        work.window.resize(1440, 900)
        stage.hand.settle()
        yield work
        if stage.faults:
            raise stage.faults[0]
