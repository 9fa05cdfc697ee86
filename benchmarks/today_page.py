"""The Today page with 30,000 people and 2,000 open steps: showing it, and a key on a line."""

import random
from datetime import timedelta

import many_people
from figures import Figure, Times, slowest, spread
from open_window import Painted, Work, open_window, settle

from infodesk.core.ids import PersonId
from infodesk.core.next_steps import StepDraft, StepKind
from infodesk.gui.pages.today.page import TodayPage
from infodesk.store import next_steps
from infodesk.store.store import Store

STEPS = 2_000
_SHOWN, _DEED = 50.0, 100.0


def measure(*, quick: bool) -> list[Figure]:
    """Measure what one feels at Today."""
    rounds = 5 if quick else 40
    with many_people.folder() as where:
        folder = many_people.make_full_vault(where, notes=0)
        store = many_people.open_with(folder, many_people.keys_of(folder))
        plan(store)
        store.close()
        with open_window(folder) as work:
            page = work.window.pages["today"]
            assert isinstance(page, TodayPage)
            assert page.today is not None
            assert page.today.left > STEPS // 2
            return [_show(work, page, rounds), _deeds(work, page, rounds)]


def plan(store: Store) -> None:
    """Plan steps of every kind for people all over the list, most of them late."""
    chance = random.Random(11)
    today = store.clock().date()
    kinds = list(StepKind)
    people = [PersonId(row[0]) for row in store.db.execute("SELECT id FROM person ORDER BY id")]
    with store.upkeep(bulk=True) as db:
        for number in range(STEPS):
            draft = StepDraft(
                kind=kinds[number % len(kinds)],
                text="Send the article",
                due_on=today + timedelta(days=chance.randrange(-40, 7)),
            )
            next_steps.insert(db, chance.choice(people), draft, store.now())
        db.execute("UPDATE person SET stage = 'asked' WHERE next_step_kind <> ''")


def _show(work: Work, page: TodayPage, rounds: int) -> Figure:
    times = Times()
    seen = Painted(page.list.viewport())

    def show() -> None:
        before = seen.count
        work.window.go("today")
        settle()
        assert seen.count > before

    for _ in range(rounds):
        work.window.go("people")
        settle()
        page.forget()  # as after a minute, or when something changed
        times.take(show)
    words = f"Today with {STEPS:,} open steps, from the rail until it is painted"
    own = sorted(times.cpu)[len(times.cpu) // 2]
    note = f"of processor time {own:.0f} ms"
    return spread("today-shown", words, times.wall, goal=_SHOWN, note=note)


def _deeds(work: Work, page: TodayPage, rounds: int) -> Figure:
    times = Times()
    work.window.go("today")
    page.list.setFocus()
    for _ in range(rounds):
        left = page.today.left if page.today else 0
        line = page.list.current()
        assert line is not None

        def finish() -> None:
            work.window.desk.commands.run("today-done")
            settle()

        if not work.window.desk.commands.can_run("today-done"):
            page.list.make_current(page.list.currentIndex().row() + 1)
            continue
        times.take(finish)
        assert page.today is not None
        assert page.today.left <= left
    words = f"a step done among {STEPS:,}: written, counted and painted"
    return slowest("today-done", words, times, _DEED)
