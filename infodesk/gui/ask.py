"""The one door for boxes and file dialogs: they open beside the event loop and call back."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["plain", "primary", "danger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button of a box: `id` is what the callback is given, `text` what the button says."""

    id: str
    text: str
    kind: Kind = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A kind of file in a dialog: its name in the person's language and patterns ("*.csv")."""

    text: str
    patterns: tuple[str, ...]


class Ask(ABC):
    """Asks the person something. Every text is shown as plain text, never interpreted."""

    @abstractmethod
    def choose(
        self,
        title: str,
        text: str,
        choices: Sequence[Choice],
        done: Callable[[str], object],
        *,
        detail: str = "",
    ) -> None:
        """Show a box and call `done` with the id of the chosen button; "" for Esc.

        `detail` is longer text that can be selected and copied.
        """

    @abstractmethod
    def line(
        self, title: str, label: str, done: Callable[[str], object], *, value: str = ""
    ) -> None:
        """Ask for one line of text and call `done` with it; not called when cancelled."""

    @abstractmethod
    def open_files(
        self,
        title: str,
        kinds: Sequence[FileKind],
        done: Callable[[list[Path]], object],
        *,
        many: bool = False,
    ) -> None:
        """Let the person choose one file, or `many`; `done` is not called when cancelled."""

    @abstractmethod
    def save_file(
        self, title: str, name: str, kinds: Sequence[FileKind], done: Callable[[Path], object]
    ) -> None:
        """Let the person name a file to write, `name` suggested; asks before replacing one."""

    @abstractmethod
    def folder(self, title: str, done: Callable[[Path], object]) -> None:
        """Let the person choose a folder; `done` is not called when cancelled."""

    def tell(self, title: str, text: str, *, detail: str = "") -> None:
        """Show a box that only wants to be read; for what cannot be a banner or a toast."""
        self.choose(title, text, [self.ok()], _nothing, detail=detail)

    def confirm(
        self, title: str, text: str, yes: str, done: Callable[[], object], *, danger: bool = False
    ) -> None:
        """Ask before what undo cannot take back; call `done` if `yes` was chosen."""
        choices = [
            self.cancel(),
            Choice(id="yes", text=yes, kind="danger" if danger else "primary"),
        ]
        self.choose(title, text, choices, lambda chosen: done() if chosen == "yes" else None)

    @staticmethod
    def ok() -> Choice:
        """Return the button that closes a box which was only to be read."""
        from infodesk.words import t

        return Choice(id="ok", text=t("OK"), kind="primary")

    @staticmethod
    def cancel() -> Choice:
        """Return the button that leaves everything as it was."""
        from infodesk.words import t

        return Choice(id="", text=t("Cancel"))


def _nothing(_chosen: str) -> None:
    """Do nothing with the answer of a box that only wanted to be read."""
