"""The list of 30,000 people: searching as one types, sorting and filtering, the palette."""

import time
from collections.abc import Iterable

import many_people
from figures import Figure, Times, slowest, spread
from open_window import Painted, Work, open_window, settle
from PySide6.QtWidgets import QWidget

from infodesk.operations.searching import refresh_index

_KEYSTROKE, _SORT = 16.0, 50.0


def measure(*, quick: bool) -> list[Figure]:
    """Measure what one feels at the list of people."""
    with many_people.folder() as where:
        folder = many_people.make_full_vault(where)
        with open_window(folder) as work:
            assert not refresh_index(work.window.desk.store)
            figures = [
                _search(work, _names(work, 8 if quick else 40)),
                *_palette(work, 5 if quick else 25),
                *_sort_and_filter(work, 4 if quick else 20),
            ]
    return figures


def _names(work: Work, count: int) -> list[str]:
    """Return what one would type to find some of the people, first names and companies."""
    rows = work.db.execute("SELECT first_name, last_name, company FROM person ORDER BY id")
    typed = []
    for number, (first, last, company) in enumerate(rows):
        if number % 700 == 0:
            typed.append((f"{first} {last}", company)[number // 700 % 2].lower())
    letters = ("".join(one for one in name if one.isascii())[:12].strip() for name in typed)
    return [name for name in letters if len(name) > 3][:count]


def _type(work: Work, field: QWidget, names: Iterable[str], times: Times) -> None:
    for name in names:
        for letter in name:
            work.press(field, letter, times)
        for _ in name:
            work.press(field, "\b", times)


def _search(work: Work, names: list[str]) -> Figure:
    page, times = work.people, Times()
    page.focus_search()
    seen = Painted(page.table.viewport())
    _type(work, page.filters.search, names, times)
    assert seen.count > len(names)
    return slowest("search-people", "a key in the search of 30,000 people", times, _KEYSTROKE)


def _palette(work: Work, rounds: int) -> list[Figure]:
    """Type words that are names, and words of the notes, into the palette."""
    notes = many_people.Words().known
    seldom, usual = notes[3_000 : 3_000 + rounds], notes[: 2 * rounds]
    times, spans = Times(), Times()
    work.window.open_palette()
    settle()
    edit = work.window.palette_sheet.edit
    words = [*_names(work, rounds), *seldom, *(word for word in usual if len(word) > 3)]
    _type(work, edit, words, times)
    for word in words:

        def find(word: str = word) -> object:
            return work.window.palette_sheet._find(word)

        spans.take(find)
    work.window.palette_sheet.dismiss()
    return [
        slowest("search-all", "a key in the palette: people and 10,000 notes", times, _KEYSTROKE),
        slowest("search-query", "of it the search alone", spans),
    ]


def _sort_and_filter(work: Work, rounds: int) -> list[Figure]:
    page, sorting, filtering = work.people, Times(), Times()
    columns = [one.id for one in page.model.columns if one.sortable]
    for turn in range(rounds):
        for column in columns:
            descending = turn % 2 == 1

            def sort(column: str = column, descending: bool = descending) -> None:
                page.table.sort_by(column, descending=descending)
                settle()

            sorting.take(sort)
    page.table.sort_by("name")
    for _ in range(rounds):
        for cut in ("pipeline", "everyone", "quiet", "trash", "no-next-step", "everyone"):

            def show(cut: str = cut) -> None:
                page.filters.show_cut(cut)
                settle()

            filtering.take(show)
    first = time.perf_counter()
    page.table.selectAll()
    settle()
    everyone = 1000 * (time.perf_counter() - first)
    return [
        slowest("sort", "sorting 30,000 people by any column, with repaint", sorting, _SORT),
        slowest("filter", "changing the cut of 30,000, with repaint", filtering, _SORT),
        spread("select-all", "selecting all 30,000", [everyone], goal=_SORT),
    ]
