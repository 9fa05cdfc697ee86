"""The commands of the Board page."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from infodesk.core.ids import PersonId
from infodesk.gui.commands import Command
from infodesk.gui.pages.board.view import BoardView
from infodesk.gui.pages.people.actions import PeopleActions
from infodesk.gui.pages.people.columns import strength_words
from infodesk.gui.pages.people.filters import FilterBar
from infodesk.words import t

PLACE = "board"


class Doer(Protocol):
    """The page, as its commands see it."""

    actions_: PeopleActions
    filters: FilterBar
    write_to: Callable[[PersonId], object] | None
    export_people: Callable[[Sequence[PersonId]], object] | None
    export_table: Callable[[Sequence[PersonId]], object] | None

    @property
    def view(self) -> BoardView:
        """The columns that are shown."""

    def chosen(self) -> list[PersonId]:
        """Return the selected people."""

    def has_choice(self) -> bool:
        """Say whether somebody is selected."""

    def open_current(self) -> None:
        """Open the person of the current card."""

    def under_card(self) -> QPoint:
        """Return where a menu for the current card should open."""

    def show_view(self, name: str) -> None:
        """Show the live stages or the endings."""


def board_commands(page: Doer) -> list[Command]:
    """Return everything that can be done on the page, once."""
    return [*_moving(page), *_with_many(page), *_showing(page)]


def _moving(page: Doer) -> list[Command]:
    return [
        Command(id="board-open", text=t("Open the person"), icon="person", place=PLACE,
                run=page.open_current, when=page.has_choice),
        Command(id="board-right", text=t("Move one column to the right"), icon="arrow-right",
                shortcut="Shift+Right", place=PLACE, run=lambda: page.view.shift(1),
                when=lambda: page.view.can_shift(1)),
        Command(id="board-left", text=t("Move one column to the left"), icon="arrow-left",
                shortcut="Shift+Left", place=PLACE, run=lambda: page.view.shift(-1),
                when=lambda: page.view.can_shift(-1)),
    ]  # fmt: skip


def _with_many(page: Doer) -> list[Command]:
    actions, chosen = page.actions_, page.chosen

    def here(id_: str, text: str, icon: str, run: Callable[[], object], key: str = "") -> Command:
        return Command(
            id=f"board-{id_}",
            text=text,
            icon=icon,
            shortcut=key,
            place=PLACE,
            run=run,
            when=page.has_choice,
        )

    def popup(make: Callable[[Sequence[PersonId], QWidget], QMenu]) -> None:
        menu = make(chosen(), page.filters)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(page.under_card())

    found = [
        here("stage", t("Change the stage…"), "flag", lambda: popup(actions.stage_menu), "S"),
        here("tag", t("Tag…"), "tag", lambda: popup(actions.tag_menu), "T"),
        here("protect", t("Do not contact, keep private…"), "shield",
             lambda: popup(actions.flag_menu)),
        here("trash", t("Move to the trash"), "trash", lambda: actions.trash(chosen()), "Delete"),
    ]  # fmt: skip
    for strength in (1, 2, 3, 4, 5):
        words = t("Strength: {strength}", strength=strength_words(strength))
        rate = partial(_rate, page, strength)
        found.append(here(f"strength-{strength}", words, "referral", rate, str(strength)))
    write_to = page.write_to
    if write_to is not None:
        words = t("Write to this person")
        found.append(here("write", words, "send", lambda: write_to(chosen()[0]), "W"))
    export, table = page.export_people, page.export_table
    if export is not None:
        words = t("Export as PDF…")
        found.append(here("export", words, "file-pdf", lambda: export(chosen())))
    if table is not None:
        words = t("Export as a table…")
        found.append(here("export-table", words, "table", lambda: table(chosen())))
    return found


def _rate(page: Doer, strength: int) -> None:
    page.actions_.rate(page.chosen(), strength)


def _showing(page: Doer) -> list[Command]:
    return [
        Command(id="board-live", text=t("Show the live stages"), icon="board", place=PLACE,
                run=lambda: page.show_view("live")),
        Command(id="board-endings", text=t("Show the endings"), icon="check-square", shortcut="E",
                place=PLACE, run=lambda: page.show_view("endings")),
        Command(id="board-filter", text=t("Filter…"), icon="filter", shortcut="F", place=PLACE,
                run=page.filters.open_menu),
        Command(id="board-lists", text=t("Lists…"), icon="star", place=PLACE,
                run=page.filters.open_lists),
    ]  # fmt: skip
