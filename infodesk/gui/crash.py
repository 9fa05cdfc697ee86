"""What happens when InfoDesk itself is wrong: roll back, then tell, with a report free of data."""

import contextlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from infodesk import __version__
from infodesk.core.errors import UserError

PACKAGE = Path(__file__).resolve().parent.parent


class CrashHandler(QObject):
    """Catches what nobody caught, on any thread, and sends `crashed(report)` on the GUI thread.

    What `meaning` knows to be no bug but something a person can meet (a disk that cannot be read
    any more) is sent as `refused` instead. `roll_back` is called first. While a report is being
    shown (`showing`), further crashes are rolled back but not told: a broken paint event would
    otherwise open a hundred boxes.
    """

    crashed = Signal(str)
    refused = Signal(object)
    _caught = Signal(str)
    _met = Signal(object)

    def __init__(
        self,
        roll_back: Callable[[], None],
        parent: QObject | None = None,
        *,
        meaning: Callable[[BaseException], UserError | None] = lambda _error: None,
    ) -> None:
        super().__init__(parent)
        self.roll_back = roll_back
        self.meaning = meaning
        self.showing = False
        self._before: tuple[object, object] | None = None
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._met.connect(self._refuse, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's and Qt's last resorts."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread
        qInstallMessageHandler(self.catch_from_qt)

    def remove(self) -> None:
        """Give back what `install` took over."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before  # type: ignore[assignment]
            self._before = None
            qInstallMessageHandler(None)

    def catch(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Report `error`; Ctrl+C in a terminal is no crash."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        meant = self.meaning(error)
        if meant is not None:
            self._met.emit(meant)
            return
        report = crash_report(kind, trace)
        with contextlib.suppress(OSError, AttributeError):  # a window has no standard error
            sys.stderr.write(report)
        if sys.flags.dev_mode:
            sys.__excepthook__(kind, error, trace)
        self._caught.emit(report)

    def catch_from_qt(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        """Report Qt's critical messages; the rest goes to a developer's standard error only.

        The text may quote what is on screen, so nobody else ever sees it.
        """
        if sys.flags.dev_mode and sys.stderr is not None:
            sys.stderr.write(f"Qt: {text}\n")
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            self._caught.emit(_headed(f"Qt {kind.name}"))

    def _catch_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.catch(args.exc_type, args.exc_value, args.exc_traceback)

    def _refuse(self, error: UserError) -> None:
        self.roll_back()
        self.refused.emit(error)

    def _tell(self, report: str) -> None:
        self.roll_back()
        if not self.showing:
            self.showing = True
            self.crashed.emit(report)


def crash_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return type and place of a crash: no message and no value, which could hold a note."""
    import traceback

    lines = [f"{kind.__module__}.{kind.__qualname__}"]
    for frame, line in traceback.walk_tb(trace):
        code = frame.f_code
        lines.append(f"  {_place(code.co_filename)}:{line} {code.co_qualname}")
    return _headed("\n".join(lines))


def _headed(text: str) -> str:
    import platform

    return (
        f"InfoDesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()} {platform.machine()}\n{text}\n"
    )


def _place(filename: str) -> str:
    """Return where code is without the folders above the program, which may name a person."""
    path = Path(filename)
    with contextlib.suppress(ValueError):
        return str(Path("infodesk") / path.resolve().relative_to(PACKAGE))
    return path.name
