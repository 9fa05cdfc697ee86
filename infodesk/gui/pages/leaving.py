"""The page that tells what leaves this computer: nothing by itself, and what was asked for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from infodesk.core.own_sockets import open_network_sockets
from infodesk.gui.backing_up import BackupKeeper
from infodesk.gui.clipboard import CLEAR_AFTER_MS
from infodesk.gui.desk import Desk
from infodesk.gui.page import Page
from infodesk.gui.pages.doorstep import SEEN_FOLDER
from infodesk.gui.pages.outreach.composer import COPY_STAYS_MS
from infodesk.gui.pages.vault_place import place_words
from infodesk.gui.shell.keymap import scrolled
from infodesk.gui.widgets import Card, PlainLabel, StatusDot
from infodesk.gui.widgets.labels import breakable
from infodesk.operations.vaults import BACKUP_SUFFIX
from infodesk.words import t, tn
from infodesk.words.backups import size_words


class LeavingPage(Page):
    """Says what is written where, what leaves when, and who could see what.

    Places, sizes and counts are looked up each time the page is shown.
    """

    def __init__(self, desk: Desk, keeper: BackupKeeper, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._keeper = keeper
        self._live: list[tuple[PlainLabel, Callable[[], str]]] = []
        theme = desk.theme
        inner = QWidget()
        inner.setMaximumWidth(theme.px(768))
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(theme.px(side) for side in (24, 4, 24, 24)))
        column.setSpacing(theme.px(16))
        column.addWidget(self._network())
        column.addWidget(self._card(t("What is written on this computer"), self._written()))
        column.addWidget(self._card(t("What leaves when you ask for it"), self._asked()))
        column.addWidget(self._card(t("What others could see"), self._seen()))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, t("What leaves this computer")))
        desk.settings.subscribe(lambda _now: self.refresh())
        keeper.changed.connect(self.refresh)
        self.refresh()

    # Building

    def _network(self) -> Card:
        theme = self.desk.theme
        card = Card(theme, margin=20, gap=8)
        card.body.addWidget(PlainLabel(theme, t("Nothing leaves by itself"), "section"))
        words = t(
            "InfoDesk has no account and no server, and no part of it can speak to a network: it "
            "looks for no updates, counts nothing and reports nothing. Every version is tested by "
            "playing its main job where each way to the network is refused and noted; none is "
            "tried."
        )
        card.body.addWidget(PlainLabel(theme, words, wrap=True))
        self.sockets = StatusDot(theme, "")
        card.body.addWidget(self.sockets)
        return card

    def _card(self, title: str, lines: list[tuple[str, str, Callable[[], str] | None]]) -> Card:
        theme, px = self.desk.theme, self.desk.theme.px
        card = Card(theme, margin=20, gap=12)
        card.body.addWidget(PlainLabel(theme, title, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(14))
        grid.setColumnMinimumWidth(0, px(120))
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, sentence, live) in enumerate(lines):
            grid.addWidget(PlainLabel(theme, name, "strong"), row, 0, top)
            words = QVBoxLayout()
            words.setSpacing(px(2))
            words.addWidget(PlainLabel(theme, sentence, wrap=True))
            if live is not None:
                label = PlainLabel(theme, "", "small", "muted", wrap=True, selectable=True)
                self._live.append((label, live))
                words.addWidget(label)
            grid.addLayout(words, row, 1)
        card.body.addLayout(grid)
        return card

    def _written(self) -> list[tuple[str, str, Callable[[], str] | None]]:
        return [
            (
                t("The vault"),
                t("All you write, its search index and its files: encrypted. While it is open, so "
                  "is its journal beside it."),
                self._vault,
            ),
            (
                t("Backups"),
                t("Encrypted as the vault is, opened by the same passphrase and code."),
                self._backups,
            ),
            (
                t("Settings"),
                t("How InfoDesk looks and locks, where your vault and backups lie. Not encrypted; "
                  "no names, notes or searches."),
                lambda: _where(self.desk.settings.path),
            ),
            (
                t("What it remembers"),
                t("Of each vault how far it had come, to notice an older one put in its place: "
                  "sealed with the vault's keys. And, while it is open, that it is: by a number."),
                self._remembered,
            ),
            (
                t("Handed over"),
                t("A mail too long for an address goes to your mail program as a file that only "
                  "your account can read. It is wiped at lock, at quit and at the next start."),
                self._handed,
            ),
        ]  # fmt: skip

    def _asked(self) -> list[tuple[str, str, Callable[[], str] | None]]:
        return [
            (
                t("Exports"),
                t("PDF, tables, contacts, calendars, Markdown and JSON lie where you put them and "
                  "are not encrypted. InfoDesk does not remember where. People you keep private "
                  "are in the JSON of everything alone; extra-private lines are in none."),
                None,
            ),
            (
                t("Mail"),
                t("The text, the subject and the address go to your mail program, which keeps its "
                  "own copy and sends it, or not. InfoDesk never sends."),
                None,
            ),
            (
                t("Links"),
                t("A page opens in your browser after you clicked and were shown where it leads. "
                  "The site then learns of your visit and no more than the address itself."),
                None,
            ),
            (
                t("Copies"),
                t("What you copy is in the clipboard, which every program can read. The recovery "
                  "code and addresses are taken back after {seconds} seconds, a text to somebody "
                  "after {minutes} minutes, and all of it at lock and at quit.",
                  seconds=CLEAR_AFTER_MS // 1000, minutes=COPY_STAYS_MS // 60_000),
                None,
            ),
        ]  # fmt: skip

    def _seen(self) -> list[tuple[str, str, Callable[[], str] | None]]:
        return [
            (
                t("Unlocked"),
                t("Other programs of your account could read the screen, your keys and this "
                  "program's memory; screen readers read extra-private lines as well. Titles and "
                  "notifications have no names."),
                None,
            ),
            (
                t("Locked"),
                t("The process has ended, and its memory with it. What lies on the disk is "
                  "encrypted; the system's swap file may hold traces, so encrypt the disk too."),
                None,
            ),
            (
                t("From outside"),
                t("Whoever copies the vault sees how large it is and when it changed, nothing else "
                  "without the passphrase or the code."),
                None,
            ),
        ]  # fmt: skip

    # What is so just now

    def refresh(self) -> None:
        """Look again."""
        found = open_network_sockets()
        if found is None:
            self.sockets.show_state(
                t("This system does not tell which connections are open"), "muted"
            )
        else:
            words = tn(
                "{count} connection to a network is open in this process",
                "{count} connections to a network are open in this process",
                found,
            )
            none = t("No connection to a network is open in this process just now")
            self.sockets.show_state(words if found else none, "bad" if found else "good")
        for label, live in self._live:
            label.setText(breakable(live()))

    def showEvent(self, event: QShowEvent) -> None:
        """Look again whenever the page is shown."""
        super().showEvent(event)
        self.refresh()

    def _vault(self) -> str:
        path = self.desk.store.path.parent
        return t("{place} · {size}", place=place_words(path), size=size_words(_size_of(path)))

    def _backups(self) -> str:
        found = self._keeper.all()
        count = tn("{count} backup", "{count} backups", len(found))
        size = size_words(sum(each.size for each in found))
        said = [f"{place_words(self._keeper.place)} · {count} · {size}"]
        second = self._keeper.second
        if second is not None:
            copies = sum(1 for _ in second.glob(f"*{BACKUP_SUFFIX}")) if second.is_dir() else 0
            count = tn("{count} backup", "{count} backups", copies)
            said.append(f"{place_words(second)} · {count}")
        return "\n".join(said)

    def _remembered(self) -> str:
        place = self.desk.settings.data_folder / SEEN_FOLDER
        vaults = sum(1 for _ in place.iterdir()) if place.is_dir() else 0
        count = tn("{count} vault", "{count} vaults", vaults)
        return f"{place_words(place)} · {count}"

    def _handed(self) -> str:
        count = self.desk.files.count()
        if not count:
            return t("Just now: none")
        return tn("Just now: {count} file", "Just now: {count} files", count)


def _where(path: Path) -> str:
    if not path.exists():
        return place_words(path)
    return t("{place} · {size}", place=place_words(path), size=_bytes_words(path.stat().st_size))


def _bytes_words(size: int) -> str:
    return tn("{count:,} byte", "{count:,} bytes", size)


def _size_of(folder: Path) -> int:
    total = 0
    for path in folder.iterdir():
        try:
            total += path.stat().st_size
        except OSError:
            continue  # a journal that ended meanwhile
    return total
