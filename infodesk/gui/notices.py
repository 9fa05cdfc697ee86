"""What a page wants said by the window around it."""

from PySide6.QtCore import QObject, Signal

from infodesk.core.errors import UserError


class Notices(QObject):
    """Carries a page's words to the window's toast, status line and red bar."""

    toasted = Signal(str, bool)
    stated = Signal(str)
    failing = Signal(object)
    backed_up = Signal(str)

    def toast(self, sentence: str, *, undo: bool = True) -> None:
        """Say what was just done over the foot of the window, with Undo."""
        self.toasted.emit(sentence, undo)

    def state(self, sentence: str) -> None:
        """Say something in the status line until something else is said."""
        self.stated.emit(sentence)

    def failed(self, error: UserError) -> None:
        """Say that something could not be done, in a red bar that stays."""
        self.failing.emit(error)
