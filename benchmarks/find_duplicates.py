"""Finding duplicates among 30,000 people of two sources, and how many of the planted are found."""

import random
import time
from collections.abc import Sequence

import many_people
from figures import Figure, Times, quantile, spread

from infodesk.core.duplicates import LIKELY, PersonKey
from infodesk.core.imports import FileReport, ImportFile, ImportRow
from infodesk.core.progress import finish
from infodesk.operations import importing
from infodesk.operations.duplicates import find_duplicates, read_index
from infodesk.operations.import_planning import plan_import
from infodesk.store import imports as import_rows
from infodesk.store.store import Store

BOOK = 6_000
"""Entries of an address book; half of them are people of the LinkedIn file, written otherwise."""

_SHORT = {"robert": "Bob", "william": "Bill", "katharina": "Kathi", "alexander": "Alex"}


def measure(*, quick: bool) -> list[Figure]:
    """Read the index as the review page does, compare, and hold the pairs against the planted."""
    with many_people.folder() as where:
        store = many_people.new_store(where / "vault.db")
        file = many_people.read(many_people.make_file(where))
        rows = file.rows[: many_people.COUNT - BOOK]
        many_people.fill(store, ImportFile(name=file.name, rows=rows, report=file.report))
        planted = _add_address_book(store, rows)
        reading, slices, finding = Times(), [], Times()
        people: Sequence[PersonKey] = ()
        for _ in range(2 if quick else 5):
            people, turns = reading.take(lambda: _in_slices(store))
            slices += turns
        pairs = []
        for _ in range(2 if quick else 5):
            pairs = finding.take(lambda: finish(find_duplicates(people)))
        store.close()
    found = {pair[:2] for pair in pairs}
    kept = len(planted & found)
    sure = sum(1 for pair in pairs if pair.confidence >= LIKELY)
    total = [one + other for one, other in zip(reading.wall, finding.wall, strict=True)]
    return [
        spread(
            "duplicates",
            "finding duplicates among 30,000 people",
            total,
            goal=3_000,
            note=f"{len(pairs)} pairs, {sure} likely; {kept} of {len(planted)} planted ones",
        ),
        spread(
            "duplicates-slice",
            "of that, a turn on the window's thread",
            slices,
            value=quantile(slices, 0.99),
            goal=50,
            note="99th percentile; the longest is Python's own collection of garbage",
        ),
    ]


def _in_slices(store: Store) -> tuple[Sequence[PersonKey], list[float]]:
    """Read the index and tell how long the window's thread was held each time."""
    turns: list[float] = []
    job = read_index(store)
    while True:
        started = time.perf_counter()
        try:
            next(job)
        except StopIteration as stop:
            return stop.value, turns
        turns.append(1000 * (time.perf_counter() - started))


def _add_address_book(store: Store, rows: Sequence[ImportRow]) -> set[tuple[int, int]]:
    """Import entries without profiles; return the pairs that are one person."""
    draw = random.Random(7)
    chosen = draw.sample(range(len(rows)), BOOK // 2)
    book, twins = [], []
    for line, place in enumerate(chosen, start=2):
        row = rows[place]
        if row.first_name and row.last_name:
            book.append(_otherwise(draw, row, line))
            twins.append(place)
    strangers = draw.sample([row for row in rows if row.last_name], BOOK - len(book))
    for line, row in enumerate(strangers, start=BOOK + 2):
        other = draw.choice(strangers)
        book.append(
            ImportRow(line=line, first_name=row.first_name, last_name=other.last_name or "Other")
        )
    report = FileReport(kind="contacts")
    file = ImportFile(name="contacts.csv", rows=book, report=report)
    plan = finish(plan_import(finish(import_rows.known_vault(store.db)), [file]))
    before = import_rows.next_person_id(store.db)
    finish(importing.apply_import(store, plan))
    added = {
        row[1]: row[0]
        for row in store.db.execute("SELECT id, name FROM person WHERE id >= ?", (before,))
    }
    pairs = set()
    for place, entry in zip(twins, book, strict=False):
        if entry.name in added:
            pairs.add((place + 1, added[entry.name]))
    return pairs


def _otherwise(draw: random.Random, row: ImportRow, line: int) -> ImportRow:
    """Return a row as an address book may write it: nickname, initial, slip, order, company."""
    first, last = row.first_name, row.last_name
    match draw.randrange(5):
        case 0:
            first = _SHORT.get(first.casefold(), first)
        case 1:
            first = f"{first[0]}."
        case 2:
            first, last = last, first
        case 3 if len(last) > 5:
            last = last[:2] + last[3] + last[2] + last[4:]
    return ImportRow(
        line=line, first_name=first, last_name=last, company=f"{row.company} Ltd"[:200]
    )
