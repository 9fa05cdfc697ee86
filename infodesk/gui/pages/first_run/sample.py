"""Invented people: put in, pointed out by a banner, and taken out again."""

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Banner
from infodesk.operations.sample import has_sample, load_sample, remove_sample
from infodesk.words import t, tn


class SampleBanner(QWidget):
    """Says that invented people are shown, while there are any, and takes them out.

    Put it above a list; it hides itself. It listens to the desk's changes.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.banner = Banner(
            desk.theme, t("You are looking at invented people."), "info",
            action=t("Remove the sample"),
        )  # fmt: skip
        self.banner.acted.connect(lambda: remove_the_sample(desk))
        layout = QVBoxLayout(self)
        side = desk.theme.px(24)
        layout.setContentsMargins(side, 0, side, desk.theme.px(8))
        layout.addWidget(self.banner)
        desk.changes.changed.connect(self._changed)
        self.setVisible(has_sample(desk.store))

    def _changed(self, change: ChangeSet) -> None:
        if change.touches("person"):
            self.setVisible(has_sample(self._desk.store))


def load_the_sample(desk: Desk) -> None:
    """Put the invented people in and say so, with Undo."""
    if has_sample(desk.store):
        desk.notices.toast(t("The sample is already here."), undo=False)
        return
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace") or "UTC"
    count = load_sample(desk.store, zone)
    desk.notices.toast(
        tn("{count} invented person came in.", "{count} invented people came in.", count)
    )


def remove_the_sample(desk: Desk) -> None:
    """Take the invented people out and say so, with Undo."""
    count = remove_sample(desk.store)
    desk.notices.toast(
        tn("{count} invented person was removed.", "{count} invented people were removed.", count)
    )


def add_sample_commands(desk: Desk) -> None:
    """Declare loading and removing the sample."""
    desk.commands.add(
        Command(
            id="load-sample",
            text=t("Load the invented sample"),
            icon="star",
            group="help",
            run=lambda: load_the_sample(desk),
            when=lambda: not has_sample(desk.store),
        ),
        Command(
            id="remove-sample",
            text=t("Remove the invented sample"),
            icon="trash",
            group="help",
            run=lambda: remove_the_sample(desk),
            when=lambda: has_sample(desk.store),
        ),
    )
