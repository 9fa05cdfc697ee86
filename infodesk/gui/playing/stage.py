"""Where a play takes place: an application off-screen, a home of its own, one session at a time."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from infodesk.gui.app import Session
from infodesk.gui.playing.hand import Hand
from infodesk.gui.scripted import ScriptedAsk
from infodesk.gui.settings import HOME_VARIABLE, Settings
from infodesk.gui.shell.window import MainWindow
from infodesk.words.languages import use_language

PLATFORM = "QT_QPA_PLATFORM"
SIZE = (1440, 900)


class Stage:
    """Holds what a play needs; `begin` starts InfoDesk as a fresh process would.

    `folder` is the only place that anything is written to. `faults` are exceptions that nobody
    caught, on whatever thread or in whatever event.
    """

    def __init__(self, app: QApplication, folder: Path, hand: Hand | None = None) -> None:
        self.app = app
        self.folder = folder
        self.size = SIZE
        self.hand = hand or Hand(app)
        self.settings = Settings(folder / "home")
        self.ask = ScriptedAsk()
        self.session: Session | None = None
        self.handed_over: list[Path] = []
        self.faults: list[BaseException] = []

    def begin(self, vault: Path | None) -> Session:
        """Show the lock screen of `vault`, or the welcome of a first run."""
        self.end()
        self.settings = Settings(self.settings.folder)
        self.ask = ScriptedAsk()
        session = Session(
            self.app, self.settings, ask=self.ask, start_again=self.handed_over.append
        )
        self.session = session
        session.show_lock_screen(vault)
        self._show()
        return session

    def begin_again(self) -> Session:
        """Show the lock screen that the session which just locked has handed over to."""
        return self.begin(self.handed_over.pop())

    def _show(self) -> None:
        assert self.session is not None
        assert self.session.window is not None
        self.session.window.resize(*self.size)
        self.session.window.activateWindow()
        self.hand.settle()

    def end(self) -> None:
        """Close what is open, as ending the process would."""
        session, self.session = self.session, None
        if session is None:
            return
        if isinstance(session.window, MainWindow) and session.desk is not None:
            session.window.flush()
        session.close_vault()
        session.jobs.shutdown()
        if session.window is not None:
            session.window.hide()
            session.window.deleteLater()
            session.window = None
        self.hand.settle()
        # Locking asked the application to end while no loop ran: Qt would end the next one at
        # once. A loop of the application's own takes the request away.
        QTimer.singleShot(0, self.app.quit)
        self.app.exec()

    def catch(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        """Remember what nobody caught."""
        self.faults.append(error)

    def hear(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        """Remember what Qt calls critical; the rest is about the off-screen platform."""
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            self.faults.append(RuntimeError(text))


def set_platform(folder: Path) -> None:
    """Have Qt draw off-screen, unless somebody named another platform; before Qt is started.

    Its usual screen of 800 by 800 is smaller than our window: a file in `folder` says so. Qt
    splits what it is told at colons, so a drive's letter cannot be in the way to it.
    """
    if os.environ.setdefault(PLATFORM, "offscreen") != "offscreen" or sys.platform == "win32":
        return
    screen = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080}
    density = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file = folder / "screens.json"
    file.write_text(json.dumps({"screens": [{**screen, **density}]}), encoding="ascii")
    os.environ[PLATFORM] = f"offscreen:configfile={file}"


@contextmanager
def open_stage() -> Iterator[Stage]:
    """Yield a stage in a temporary folder, and leave nothing of it behind."""
    home_before, hook_before = os.environ.get(HOME_VARIABLE), sys.excepthook
    with tempfile.TemporaryDirectory(prefix="infodesk-play-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        os.environ[HOME_VARIABLE] = str(folder / "home")
        platform_before = os.environ.get(PLATFORM)
        set_platform(folder)
        running = QApplication.instance()
        app = running if isinstance(running, QApplication) else QApplication(["infodesk"])
        use_language("en")
        stage = Stage(app, folder)
        sys.excepthook = stage.catch
        listener_before = qInstallMessageHandler(stage.hear)
        try:
            yield stage
        finally:
            stage.end()
            qInstallMessageHandler(listener_before)
            sys.excepthook = hook_before
            _put_back(HOME_VARIABLE, home_before)
            _put_back(PLATFORM, platform_before)


def _put_back(variable: str, value: str | None) -> None:
    os.environ.pop(variable, None)
    if value is not None:
        os.environ[variable] = value
