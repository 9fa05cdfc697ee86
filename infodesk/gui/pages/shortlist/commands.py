"""The commands that open the shortlist, the target companies and the event window."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from infodesk.core.ids import CompanyId, PersonId
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.pages.importing.commands import main_window
from infodesk.words import t


def add_shortlist_commands(
    desk: Desk,
    show_person: Callable[[PersonId], object],
    show_company: Callable[[CompanyId], object],
    write_now: Callable[[], object] | None = None,
) -> None:
    """Declare finding people for the shortlist, target companies, and people met at an event.

    `write_now` begins to write to everyone on the shortlist.
    """

    def idle() -> bool:
        return not desk.jobs.busy

    desk.commands.add(
        Command(
            id="shortlist",
            text=t("Find people for the shortlist…"),
            brief=t("Shortlist…"),
            icon="star",
            shortcut="Ctrl+Shift+K",
            group="file",
            run=lambda: open_shortlist(desk, show_person, write_now),
            when=idle,
        ),
        Command(
            id="targets",
            text=t("Target companies…"),
            icon="building",
            shortcut="Ctrl+Shift+G",
            group="file",
            run=lambda: open_targets(desk, main_window(), show_company),
            when=idle,
        ),
        Command(
            id="event-mode",
            text=t("People met at an event…"),
            icon="people",
            shortcut="Ctrl+Shift+E",
            group="file",
            run=lambda: open_events(desk, show_person),
            when=idle,
        ),
    )


def open_shortlist(
    desk: Desk,
    show_person: Callable[[PersonId], object],
    write_now: Callable[[], object] | None = None,
) -> QWidget:
    """Open the shortlist over the window."""
    from infodesk.gui.pages.shortlist.sheet import ShortlistSheet

    sheet = ShortlistSheet(
        desk,
        main_window(),
        show_person=show_person,
        show_targets=lambda over: open_targets(desk, over, None),
        write_now=write_now,
    )
    sheet.open()
    return sheet


def open_targets(
    desk: Desk, over: QWidget | None, show_company: Callable[[CompanyId], object] | None
) -> QWidget:
    """Open the target companies over a window; from the shortlist no company is shown."""
    from infodesk.gui.pages.shortlist.targets import TargetsSheet

    sheet = TargetsSheet(desk, over, show_company=show_company)
    sheet.open()
    return sheet


def open_events(desk: Desk, show_person: Callable[[PersonId], object]) -> QWidget:
    """Open the window for people met at an event."""
    from infodesk.gui.pages.shortlist.event_sheet import EventSheet

    sheet = EventSheet(desk, main_window(), show_person=show_person)
    sheet.open()
    return sheet
