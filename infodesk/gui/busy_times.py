"""Calendars that were loaded: when one is busy, and nothing else of them.

They are kept in memory alone and are gone when the vault is locked: what a calendar says is old
tomorrow, and a vault need not know where somebody is all day.
"""

from collections.abc import Callable

from infodesk.core.calendars import CalendarFile, Span, joined


class BusyTimes:
    """The busy times of the calendars loaded since the vault was opened, by the file's name."""

    def __init__(self) -> None:
        self._files: dict[str, CalendarFile] = {}
        self._listeners: list[Callable[[], None]] = []

    def load(self, name: str, file: CalendarFile) -> None:
        """Take in a calendar; one of the same name is replaced."""
        self._files[name] = file
        self._tell()

    def forget(self) -> None:
        """Drop every calendar."""
        self._files.clear()
        self._tell()

    @property
    def names(self) -> tuple[str, ...]:
        """What the files are called, in the order they were loaded."""
        return tuple(self._files)

    @property
    def left(self) -> int:
        """How many of their entries could not be understood."""
        return sum(file.left for file in self._files.values())

    def spans(self) -> list[Span]:
        """Return when one is busy, in order."""
        return joined(span for file in self._files.values() for span in file.busy)

    def meets(self, span: Span) -> bool:
        """Say whether one is busy at some moment of a span."""
        return any(span.start < busy.end and busy.start < span.end for busy in self.spans())

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` after each change; call what is returned to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()
