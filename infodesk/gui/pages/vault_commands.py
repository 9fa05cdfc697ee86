"""Commands about the vault as a whole: its passphrase, its recovery code, the welcome again."""

from collections.abc import Callable

from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.pages.importing.commands import main_window
from infodesk.words import t

# What the commands open is loaded when it is opened: unlocking need not wait for it.


def add_vault_commands(desk: Desk, show_backups: Callable[[], object]) -> None:
    """Declare backups, what changes or shows the keys, and the welcome."""
    desk.commands.add(
        Command(
            id="backups",
            text=t("Backups"),
            icon="history",
            group="go",
            run=show_backups,
        ),
        Command(
            id="change-passphrase",
            text=t("Change the passphrase…"),
            icon="key",
            group="file",
            run=lambda: change_passphrase(desk),
        ),
        Command(
            id="new-keys",
            text=t("New keys…"),
            icon="refresh",
            group="file",
            run=lambda: make_new_keys(desk),
        ),
        Command(
            id="recovery-code",
            text=t("Recovery code…"),
            icon="shield",
            group="file",
            run=lambda: show_recovery_code(desk),
        ),
        Command(
            id="welcome",
            text=t("What InfoDesk is for"),
            icon="info",
            group="help",
            run=lambda: show_welcome(desk),
        ),
    )


def change_passphrase(desk: Desk) -> None:
    """Open the sheet that changes the passphrase."""
    from infodesk.gui.pages.passphrase import ChangePassphraseDialog

    ChangePassphraseDialog(desk, main_window()).open()


def make_new_keys(desk: Desk) -> None:
    """Open the sheet that leads through a rotation of the keys."""
    from infodesk.gui.pages.new_keys import NewKeysDialog

    NewKeysDialog(desk, main_window()).open()


def show_recovery_code(desk: Desk) -> None:
    """Open the sheet that shows the recovery code after asking for the passphrase."""
    from infodesk.gui.pages.passphrase import RecoveryKitDialog

    RecoveryKitDialog(desk, main_window()).open()


def show_welcome(desk: Desk) -> None:
    """Open the cards of first run again."""
    from infodesk.gui.pages.first_run.welcome import WelcomeDialog

    WelcomeDialog(desk.theme, main_window()).open()
