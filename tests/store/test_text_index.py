"""The index of long texts: whole after any writing, and without what was deleted."""

from random import Random

import pytest

from infodesk.core.people import PersonDraft
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.people import add_person
from infodesk.operations.searching import refresh_index
from infodesk.store import copying, search

WORDS = ["registry", "ward", "data", "nurse", "team", "question", "advice", "example"]


@pytest.mark.parametrize("seed", range(3))
def test_long_notes_written_again_and_again_leave_a_whole_index(store, path, seed):
    random = Random(seed)
    people = [add_person(store, PersonDraft(first_name=str(n))) for n in range(12)]
    for _ in range(60):
        body = " ".join(random.choices(WORDS, k=random.choice((0, 30, 4000))))
        write_person_notes(store, random.choice(people), body)
        refresh_index(store)
        store.db.execute("INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)")
    copying.check(store.db, path)


def test_a_snippet_shows_the_word_in_a_long_note(store):
    maya = add_person(store, PersonDraft(first_name="Maya"))
    write_person_notes(store, maya, "data " * 5000 + "harbour " + "team " * 5000)
    refresh_index(store)
    (hit,) = search.texts(store.db, "harb")
    assert hit.person_id == maya
    assert "\x02harbour\x03" in hit.snippet
