"""The board with 500 cards: a frame of scrolling and of dragging; 30,000 people ranked."""

import time
from datetime import UTC, datetime, timedelta
from functools import partial

import many_people
from figures import Figure, Times, slowest, spread
from open_window import Work, open_window, settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from infodesk.core.people import PersonFilter
from infodesk.core.progress import Job, finish
from infodesk.core.shortlist import WEIGHTS, Aim, Pool, judge, rank
from infodesk.core.stages import PIPELINE
from infodesk.gui.pages.board.page import BoardPage
from infodesk.operations import shortlisting, vaults
from infodesk.store import people as rows
from infodesk.store.store import Store

CARDS = 500
_FRAME, _REWEIGH = 16.0, 50.0


def measure(*, quick: bool) -> list[Figure]:
    """Measure what one feels at the board and at the shortlist."""
    with many_people.folder() as where:
        folder = many_people.make_full_vault(where, notes=10)
        store = vaults.open_vault(folder, many_people.keys_of(folder))
        ranking = _rank(store, 3 if quick else 10)
        _fill_pipeline(store)
        store.close()
        with open_window(folder) as work:
            page = work.window.go("board")
            assert isinstance(page, BoardPage)
            work.window.resize(1440, 900)
            settle()
            assert page.views["live"].count() == CARDS
            return [
                _scroll(page, 60 if quick else 400),
                _drag(page, 60 if quick else 400),
                _move(work, page, 10 if quick else 40),
                *ranking,
            ]


def _fill_pipeline(store: Store) -> None:
    """Put 500 people into the live stages, with next steps."""
    now = datetime.now(UTC)
    with store.upkeep() as db:
        for number, person in enumerate(rows.find_ids(db, PersonFilter())[:CARDS]):
            stage = PIPELINE[number % len(PIPELINE)]
            day = (now + timedelta(days=number % 30 - 5)).date().isoformat()
            rows.change(db, person, {"stage": stage.value}, store.now(), None)
            db.execute(
                "INSERT INTO next_step (person_id, text, due_on, created_at) VALUES (?, ?, ?, ?)",
                (person, "Write about the course", day, store.now()),
            )


def _scroll(page: BoardPage, frames: int) -> Figure:
    times = Times()
    for turn in range(frames):
        bar = page.view.columns[turn % 7].cards.verticalScrollBar()

        def step(bar: QScrollBar = bar) -> None:
            bar.setValue((bar.value() + 37) % max(bar.maximum(), 1))
            settle()

        times.take(step)
    return slowest("board-scroll", f"a frame of scrolling a board of {CARDS} cards", times, _FRAME)


def _drag(page: BoardPage, frames: int) -> Figure:
    cards = page.view.columns[0].cards
    port, times = cards.viewport(), Times()
    start = port.mapToGlobal(cards.visualRect(cards.model().index(0, 0)).center())
    _mouse(port, QMouseEvent.Type.MouseButtonPress, start)
    area = page.view.rect()
    for turn in range(frames):
        spot = QPoint(20 + turn * 29 % (area.width() - 40), 60 + turn * 13 % (area.height() - 90))
        place = page.view.mapToGlobal(spot)

        def step(place: QPoint = place) -> None:
            _mouse(port, QMouseEvent.Type.MouseMove, place)
            settle()

        times.take(step)
    cards.stop_dragging()
    settle()
    return slowest(
        "board-drag", f"a frame of dragging over a board of {CARDS} cards", times, _FRAME
    )


def _move(work: Work, page: BoardPage, times_: int) -> Figure:
    """Move a card by key, with the steps that follow, until everything is painted."""
    times = Times()
    page.view.columns[0].cards.setFocus()
    for turn in range(times_):
        command = "board-left" if turn % 2 else "board-right"

        def go(command: str = command) -> None:
            work.window.desk.commands.run(command)
            settle()

        times.take(go)
    return slowest("board-move", "moving a card by key, its steps planned, with repaint", times)


def _mouse(widget: QWidget, kind: QMouseEvent.Type, place: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QMouseEvent.Type.MouseMove else left
    local = widget.mapFromGlobal(place).toPointF()
    keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QMouseEvent(kind, local, place.toPointF(), button, left, keys))


def _rank(store: Store, rounds: int) -> list[Figure]:
    """Read and judge 30,000 people as the shortlist does, and weigh them anew."""
    slices, weighing = Times(), Times()
    whole: list[float] = []
    judging: list[float] = []
    aim = Aim(role="Senior data analyst", industry="Health", places=("Berlin",))
    for _round in range(rounds):
        job, first = shortlisting.gather(store), time.perf_counter()
        pool: Pool | None = None
        while pool is None:
            pool = slices.take(partial(_next, job))
        whole.append(1000 * (time.perf_counter() - first))
        first = time.perf_counter()
        judged = finish(judge(pool, aim))
        judging.append(1000 * (time.perf_counter() - first))
        weighing.take(partial(rank, judged, WEIGHTS))
    return [
        spread("shortlist-read", "reading 30,000 people for the shortlist, in slices", whole),
        slowest("shortlist-slice", "one slice of it", slices, _FRAME),
        spread("shortlist-judge", "judging 30,000 people, on another thread", judging),
        slowest("shortlist-weigh", "ranking them anew by other weights", weighing, _REWEIGH),
    ]


def _next(job: Job[Pool]) -> Pool | None:
    """Go one slice on; return the result of the last one."""
    try:
        next(job)
    except StopIteration as stop:
        pool: Pool = stop.value
        return pool
    return None
