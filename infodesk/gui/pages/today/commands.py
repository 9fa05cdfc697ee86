"""What can be done on the Today page, declared once; each works on the current line."""

from collections.abc import Callable, Sequence
from typing import Protocol

from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.pages.today.deeds import KEYS, Deed
from infodesk.words import t

PLACE = "today"
LOG = "today-log"
MENU = (
    "today-open",
    "",
    "today-text",
    "today-meeting",
    "today-sent",
    "today-replied",
    "today-done",
    "",
    "today-snooze",
    "today-skip",
)


class Doer(Protocol):
    """What the Today page can do with the current line."""

    def offers_any(self, deeds: Sequence[Deed]) -> bool:
        """Say whether the current line offers one of these deeds."""

    def do_first(self, deeds: Sequence[Deed]) -> None:
        """Do the first of these deeds that the current line offers."""


def add_today_commands(desk: Desk, page: Doer, log: Callable[[], object]) -> None:
    """Declare the commands of the Today page."""

    def deed(command_id: str, words: str, icon: str, *deeds: Deed, key: str = "") -> Command:
        return Command(
            id=command_id,
            text=words,
            icon=icon,
            shortcut=key,
            place=PLACE,
            run=lambda: page.do_first(deeds),
            when=lambda: page.offers_any(deeds),
        )

    desk.commands.add(
        Command(
            id=LOG,
            text=t("Log what just happened"),
            icon="pencil",
            shortcut="L",
            place=PLACE,
            run=log,
        ),
        deed("today-open", t("Open"), "arrow-right", Deed.OPEN),
        deed(
            "today-text",
            t("Prepare, write or plan"),
            "pencil",
            Deed.WRITE,
            Deed.PREPARE,
            Deed.PLAN_STEP,
            key=KEYS[Deed.WRITE],
        ),
        deed(
            "today-meeting",
            t("Plan a meeting with them"),
            "calendar",
            Deed.PLAN_MEETING,
            key=KEYS[Deed.PLAN_MEETING],
        ),
        deed("today-sent", t("Mark as sent"), "send", Deed.SENT, key=KEYS[Deed.SENT]),
        deed(
            "today-replied", t("They replied…"), "arrow-left", Deed.REPLIED, key=KEYS[Deed.REPLIED]
        ),
        deed("today-done", t("Done"), "check", Deed.DONE, Deed.SENT, key=KEYS[Deed.DONE]),
        deed("today-snooze", t("Snooze…"), "snooze", Deed.SNOOZE, key=KEYS[Deed.SNOOZE]),
        deed("today-skip", t("Skip, with a reason…"), "ban", Deed.SKIP, key=KEYS[Deed.SKIP]),
    )
