"""The commands every window has, whatever its places are."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QApplication

from infodesk.core.changes import Step
from infodesk.core.progress import Job
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.page import PlaceSpec
from infodesk.gui.settings import TEXT_SIZES
from infodesk.words import t
from infodesk.words.steps import step_words


class Shell(Protocol):
    """What the standard commands need of a window."""

    desk: Desk

    @property
    def places(self) -> Mapping[str, PlaceSpec]:
        """The places of the rail, by id."""

    def flush(self) -> bool:
        """Commit what is being edited."""

    def go(self, place_id: str) -> object:
        """Show a place."""

    def ask_lock(self) -> None:
        """Lock the vault."""

    def close(self) -> bool:
        """Close the window."""

    def find_on_page(self) -> None:
        """Put the focus into the page's search."""

    def open_palette(self) -> None:
        """Open the palette."""

    def open_menu(self) -> None:
        """Open the menu."""

    def toggle_full_screen(self) -> None:
        """Fill the screen or not."""

    def step_back(self) -> None:
        """Go back."""

    def can_step_back(self) -> bool:
        """Say whether there is a way back."""

    def show_keymap(self) -> None:
        """Open the keyboard map."""


def add_standard_commands(window: Shell) -> None:
    """Declare locking, undo, searching, sizes and the ways to the places."""
    desk = window.desk
    desk.commands.add(
        Command(id="lock", text=t("Lock"), icon="lock", shortcut="Ctrl+L", group="file",
                run=window.ask_lock),
        Command(id="quit", text=t("Quit"), icon="close", shortcut="Ctrl+Q", group="file",
                run=window.close),
        Command(id="undo", text=t("Undo"), icon="undo", shortcut="Ctrl+Z", group="edit",
                run=lambda: undo(window), when=lambda: _can(window, desk.store.undo_step)),
        Command(id="redo", text=t("Do again"), icon="redo", shortcut="Ctrl+Shift+Z", group="edit",
                run=lambda: redo(window), when=lambda: _can(window, desk.store.redo_step)),
        Command(id="find", text=t("Find on this page"), icon="search", shortcut="Ctrl+F",
                group="edit", run=window.find_on_page),
        Command(id="palette", text=t("Go, do or find anything"), icon="search",
                shortcut="Ctrl+K", group="edit", run=window.open_palette),
        Command(id="larger", text=t("Larger text"), icon="plus", shortcut="Ctrl++", group="view",
                run=lambda: resize_text(window, 1), when=lambda: _next_size(window, 1) is not None),
        Command(id="smaller", text=t("Smaller text"), icon="minus", shortcut="Ctrl+-",
                group="view", run=lambda: resize_text(window, -1),
                when=lambda: _next_size(window, -1) is not None),
        Command(id="full-screen", text=t("Full screen on or off"), icon="panel", shortcut="F11",
                group="view", run=window.toggle_full_screen),
        Command(id="menu", text=t("Open the menu"), icon="more", shortcut="F10", group="view",
                run=window.open_menu),
        Command(id="back", text=t("Back"), icon="arrow-left", shortcut="Alt+Left", group="go",
                run=window.step_back, when=window.can_step_back),
        Command(id="keymap", text=t("Keyboard map"), icon="keyboard", shortcut="Ctrl+/",
                group="help", run=window.show_keymap),
    )  # fmt: skip
    digits = iter(range(1, 10))
    for place in window.places.values():
        aside = place.foot or place.within
        desk.commands.add(_way_to(window, place, "" if aside else f"Alt+{next(digits)}"))


def _way_to(window: Shell, place: PlaceSpec, shortcut: str) -> Command:
    return Command(
        id=f"go-{place.id}",
        text=place.title,
        icon=place.icon,
        shortcut=place.shortcut or shortcut,
        group="help" if place.id == "help" else "go",
        run=lambda: window.go(place.id),
    )


def undo(window: Shell) -> None:
    """Take back the newest step; what is being typed is committed first, and so is that step."""
    if window.flush():
        _replay(window, window.desk.store.undo())


def redo(window: Shell) -> None:
    """Do the step again that was taken back last."""
    if window.flush():
        _replay(window, window.desk.store.redo())


def _replay(window: Shell, job: Job[Step | None]) -> None:
    step = window.desk.store.undo_step or window.desk.store.redo_step
    title = step_words(step) if step is not None else ""
    window.desk.jobs.sliced(job, title=title[:1].upper() + title[1:])


def _can(window: Shell, step: Step | None) -> bool:
    return step is not None and not window.desk.jobs.busy


def resize_text(window: Shell, by: int) -> None:
    """Show all text one size larger or smaller."""
    size = _next_size(window, by)
    if size is not None:
        window.desk.settings.change(text_size=size)


def _next_size(window: Shell, by: int) -> int | None:
    at = TEXT_SIZES.index(window.desk.settings.now.text_size) + by
    return TEXT_SIZES[at] if 0 <= at < len(TEXT_SIZES) else None


def app_of_qt() -> QApplication:
    """Return the running application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
