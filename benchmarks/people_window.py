"""The window with 30,000 people: unlocking, searching, sorting, its memory, and the palette."""

import gc
import random
import sys
from pathlib import Path

import many_people
from figures import Figure, Times, slowest, spread
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from infodesk.core.changes import Step
from infodesk.core.people import EVERYONE
from infodesk.gui.app import Session
from infodesk.gui.desk import OpenVault
from infodesk.gui.pages.people.page import PeoplePage
from infodesk.gui.places import Places
from infodesk.gui.scripted import ScriptedAsk
from infodesk.gui.settings import Settings
from infodesk.gui.shell.window import MainWindow
from infodesk.store import meetings, people
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys

NOTES, WORDS_A_NOTE = 10_000, 300
TYPED = (
    "maria", "data", "ben mu", "example", "s", "a", "engineer", "capital", "nurse ed", "zz",
    "ol", "placeholder health", "j", "vp", "teacher", "lorem", "ka", "e",
)  # fmt: skip
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to")


class Painted(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        """Count, and let the event pass."""
        self.times += event.type() == QEvent.Type.Paint
        return False


def measure(*, quick: bool) -> list[Figure]:
    """Measure unlocking, typing in the search field, sorting, the palette and the memory."""
    app = QApplication([])
    with many_people.folder() as where:
        folder = VaultFolder(where / "Many.infodesk")
        folder.path.mkdir()
        keys = Keys(many_people.VAULT_ID, bytearray(20))
        store = Store.create(folder.database, keys.database(), keys.vault_id)
        many_people.fill(store, many_people.read(many_people.make_file(where)))
        store.close()
        gc.collect()
        session, unlocked = _unlock(app, where, folder, keys, 3 if quick else 9)
        window = session.window
        assert isinstance(window, MainWindow)
        assert session.desk is not None
        page = window.pages["people"]
        assert isinstance(page, PeoplePage)
        found = [
            spread("unlock", "unlock to painted People", unlocked, goal=150),
            spread(
                "memory",
                "memory with 30,000 people shown",
                [_resident()],
                unit="MB",
                goal=150,
                note="resident set, Qt and this benchmark included",
            ),
        ]
        rounds = 2 if quick else 5
        found.append(slowest("search", "a key in the search field", _search(page, rounds), 16))
        found.append(slowest("sort", "sort or filter with repaint", _sort(page, rounds), 50))
        write_notes(session.desk.store, 1000 if quick else NOTES)
        places = Places(session.desk, window.go)
        found.append(
            slowest("palette", "a key in the palette, notes too", _palette(places, rounds), 16)
        )
        session.close_vault()
        window.hide()
    return found


def _unlock(
    app: QApplication, where: Path, folder: VaultFolder, keys: Keys, rounds: int
) -> tuple[Session, list[float]]:
    """Open the vault and show People until painted, several times; the last stays open."""
    times = Times()
    session: Session | None = None
    for _ in range(rounds):
        if session is not None:
            assert session.window is not None
            session.close_vault()
            session.window.hide()
            session.window.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        session = Session(app, Settings(where / "settings"), ask=ScriptedAsk())
        gc.collect()
        own = Keys(keys.vault_id, bytearray(keys.root()))
        times.take(lambda one=session, own=own: _open(app, one, folder, own))
    assert session is not None
    return session, times.wall


def _open(app: QApplication, session: Session, folder: VaultFolder, keys: Keys) -> None:
    store = Store.open(folder.database, keys.database(), keys.vault_id)
    session.open_desk(store, OpenVault(folder=folder, keys=keys))
    window = session.window
    assert isinstance(window, MainWindow)
    page = window.pages["people"]
    assert isinstance(page, PeoplePage)
    painted = Painted(page.table.viewport())
    while not painted.times:
        app.processEvents()


def _search(page: PeoplePage, rounds: int) -> Times:
    """Type words into the search field key by key; a key lasts until the table is painted."""
    times, field = Times(), page.filters.search
    page.filters.show_everyone()
    field.setFocus()
    for _ in range(rounds):
        for words in TYPED:
            for letter in words:
                times.take(lambda letter=letter: _key(page, letter))
            field.clear()
            QApplication.processEvents()
    return times


def _key(page: PeoplePage, letter: str) -> None:
    QTest.keyClicks(page.filters.search, letter)
    page.table.viewport().repaint()


def _sort(page: PeoplePage, rounds: int) -> Times:
    times = Times()
    header = page.table.horizontalHeader()
    for _ in range(rounds):
        for column in range(page.model.columnCount()):
            for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
                times.take(lambda c=column, o=order: _sorted(page, c, o))
        for cut in ("pipeline", "everyone"):
            times.take(lambda cut=cut: _cut(page, cut))
    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    return times


def _sorted(page: PeoplePage, column: int, order: Qt.SortOrder) -> None:
    page.table.sortByColumn(column, order)
    page.table.viewport().repaint()


def _cut(page: PeoplePage, cut: str) -> None:
    if cut == "everyone":
        page.filters.show_everyone()
    else:
        page.desk.commands.run(f"people-cut-{cut}")
    page.table.viewport().repaint()


def write_notes(store: Store, count: int) -> None:
    """Give `count` people a note of 300 words each, and index them."""
    from infodesk.operations.searching import refresh_index

    draw = random.Random(1)
    words = ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(8000)]
    ids = people.find_ids(store.db, EVERYONE)[:count]
    with store.transaction(Step(code="write-notes")) as db:
        for person_id in ids:
            body = " ".join(draw.choices(words, k=WORDS_A_NOTE))
            meetings.write_notes(db, person_id, None, body, store.now())
    while refresh_index(store):
        pass


def _palette(places: Places, rounds: int) -> Times:
    times = Times()
    for _ in range(rounds):
        for words in (*TYPED, "bacedi", "fogu", "halimo", "nupare sito"):
            for end in range(1, len(words) + 1):
                times.take(lambda typed=words[:end]: places.find(typed))
    return times


def _resident() -> float:
    """Return this process's resident memory in MB, 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0.0
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1000
