"""The command that adds a person, declared for the whole window before any page is imported."""

from collections.abc import Callable
from typing import Protocol

from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.words import t


class Adder(Protocol):
    """What asks for a new person."""

    def add_person(self) -> None:
        """Ask for a new person."""


def add_new_person_command(desk: Desk, page: Callable[[], Adder]) -> None:
    """Declare "New person" for the whole window; `page` shows the People place."""
    desk.commands.add(
        Command(
            id="new-person",
            text=t("New person"),
            icon="person-add",
            shortcut="Ctrl+N",
            group="file",
            run=lambda: page().add_person(),
        )
    )
