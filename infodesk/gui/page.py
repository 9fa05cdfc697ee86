"""What the window expects of a page, and how a place in its rail is described."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from infodesk.gui.desk import Desk


class Page(QWidget):
    """One area of work, given a Desk and nothing else.

    `main_commands` are the ids of the commands whose buttons stand in the header; the last one is
    the place's main action.
    """

    main_commands: Sequence[str] = ()
    subtitled = Signal(str)
    widened = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def subtitle(self) -> str:
        """Return what the header says after the title; tell changes by `subtitled`."""
        return ""

    def takes_window(self) -> bool:
        """Say whether the page wants the whole window for itself; tell changes by `widened`."""
        return False

    def arrive(self) -> None:
        """Be shown: put the focus where the person will go on."""

    def focus_search(self) -> bool:
        """Put the focus into the page's search field; False if it has none."""
        return False

    def step_back(self) -> bool:
        """Close what is open on the page, as Esc asks; False if nothing is."""
        return False

    def flush(self) -> bool:
        """Commit what is being edited, as before lock and quit; False if it was refused."""
        return True

    def show_record(self, record_id: int) -> None:
        """Show one record of this place, chosen elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSpec:
    """A place in the rail; its page is made when it is shown first.

    `count` is asked after each change for the number beside the word. A `foot` place stands at
    the rail's foot and has no Alt+digit. A place `within` another one has no entry of its own:
    that one's is marked while it is shown, and commands lead there.
    """

    id: str
    title: str
    icon: str
    make_page: Callable[[Desk], Page]
    count: Callable[[], int] | None = None
    foot: bool = False
    shortcut: str = ""
    within: str = ""
