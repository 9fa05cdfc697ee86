"""Which places the rail has, in its order, and what the palette finds."""

from collections.abc import Sequence

from infodesk.gui.desk import Desk
from infodesk.gui.page import Page, PlaceSpec
from infodesk.gui.shell.palette import Entry
from infodesk.words import t


def all_places() -> list[PlaceSpec]:
    """Return every place there is; the first one is shown after unlocking."""
    return [
        PlaceSpec(
            id="settings",
            title=t("Settings"),
            icon="settings",
            make_page=_settings,
            foot=True,
            shortcut="Ctrl+,",
        ),
        PlaceSpec(
            id="help", title=t("Help"), icon="help", make_page=_help, foot=True, shortcut="F1"
        ),
    ]


def find_records(_desk: Desk, _query: str) -> Sequence[Entry]:
    """Return the records whose names or words fit `query`, for the palette."""
    return ()


# Pages are imported when they are shown first: unlocking need not wait for all of them.


def _settings(desk: Desk) -> Page:
    from infodesk.gui.shell.settings_page import SettingsPage

    return SettingsPage(desk)


def _help(desk: Desk) -> Page:
    from infodesk.gui.shell.help_page import HelpPage

    return HelpPage(desk, [(place.id, place.title) for place in all_places()])
