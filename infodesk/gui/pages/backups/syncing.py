"""A vault in a folder that a service syncs: what that risks, and the way out."""

from collections.abc import Callable
from pathlib import Path

from infodesk.core.sync_folders import SyncFolder, find_sync_folder
from infodesk.gui.ask import Choice
from infodesk.gui.desk import Desk
from infodesk.gui.pages.doorstep import usual_place
from infodesk.gui.pages.trouble import Trouble
from infodesk.operations.moving import move_vault
from infodesk.words import t


def synced_by(desk: Desk) -> SyncFolder | None:
    """Return the synced folder in which the open vault lies, None if it lies in none."""
    return find_sync_folder(desk.vault.folder.path)


def risk_words(service: str) -> str:
    """Return why an open vault and a sync service do not go together, and what does."""
    return t(
        "{service} copies files while they are in use. If two computers change the vault, one of "
        "the two versions loses; InfoDesk tells you, but cannot prevent it. Keep the vault outside "
        "and have each backup copied into the synced folder instead: a backup is one whole, "
        "encrypted file that never changes.",
        service=service,
    )


class SyncAdvice(Trouble):
    """Says on a page that the vault lies in a synced folder; hidden if it does not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme)
        found = synced_by(desk)
        if found is None:
            return
        title = t("This vault lies in a folder that {service} syncs.", service=found.service)
        self.say(
            f"{title} {risk_words(found.service)}",
            [(t("Publish backups there instead…"), lambda: publish_instead(desk, found))],
            calm=True,
        )


def advise_once(desk: Desk) -> None:
    """Say it in a box after the first unlocking of a vault that lies in a synced folder."""
    found = synced_by(desk) if desk.settings.now.sync_advice else None
    if found is None:
        return

    def chosen(what: str) -> None:
        desk.settings.change(sync_advice=False)
        if what == "publish":
            publish_instead(desk, found)

    desk.ask.choose(
        t("This vault lies in a folder that {service} syncs", service=found.service),
        risk_words(found.service),
        [
            Choice(id="", text=t("Leave it there")),
            Choice(id="publish", text=t("Publish backups there instead…"), kind="primary"),
        ],
        chosen,
    )


def publish_instead(desk: Desk, found: SyncFolder) -> None:
    """Have a folder outside chosen; move the vault there, and copy each backup to where it was."""
    before = desk.vault.folder.path.parent

    def chosen(place: Path) -> None:
        inside = find_sync_folder(place)
        if inside is not None:
            desk.ask.tell(
                t("That folder is synced as well"),
                t(
                    "{service} syncs it. Choose one outside, such as {place}.",
                    service=inside.service,
                    place=str(usual_place()),
                ),
            )
            return
        desk.ask.confirm(
            t("Move the vault?"),
            t(
                "It moves to {place}. From now on each backup is also copied to {before}, where "
                "{service} takes it along. InfoDesk locks for the move.",
                place=str(place),
                before=str(before),
                service=found.service,
            ),
            t("Lock and move"),
            lambda: desk.leave(_move(desk, place, before)),
        )

    desk.ask.folder(t("Where to keep the vault from now on"), chosen)


def _move(desk: Desk, place: Path, before: Path) -> Callable[[], Path]:
    def move() -> Path:
        target = move_vault(desk.vault.folder.path, place)
        desk.settings.change(backup_second=str(before), last_vault=str(target))
        return target

    return move
