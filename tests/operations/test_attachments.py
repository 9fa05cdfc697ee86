"""Pictures of people: what is taken, what is not, and that nothing is left of what is gone."""

import pytest

from infodesk.core.errors import BadValue
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.operations import attachments, people
from infodesk.store import attachments as rows
from infodesk.store import people as person_rows

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def maya(store):
    return people.add_person(store, PersonDraft(first_name="Maya"))


def test_a_picture_is_kept_undone_and_done_again(store, maya):
    photo = attachments.set_photo(store, maya, PNG)
    assert person_rows.get(store.db, maya).photo_id == photo
    assert rows.content(store.db, photo) == PNG
    finish(store.undo())
    assert person_rows.get(store.db, maya).photo_id is None
    assert rows.content(store.db, photo) == b""
    finish(store.redo())
    assert rows.content(store.db, photo) == PNG


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg></svg>", "not-a-picture"),
        (b"", "not-a-picture"),
        (PNG + b"\0" * attachments.MAX_PHOTO, "too-large"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(store, maya, data, reason):
    with pytest.raises(BadValue) as refused:
        attachments.set_photo(store, maya, data)
    assert refused.value.facts["reason"] == reason
    assert person_rows.get(store.db, maya).photo_id is None


def test_bytes_that_nobody_refers_to_go(store, maya):
    attachments.set_photo(store, maya, PNG)
    finish(people.delete_for_good(store, [maya]))
    count = "SELECT count(*) FROM attachment_content"
    assert store.db.execute(count).fetchone() == (1,)
    attachments.drop_unused(store)
    assert store.db.execute(count).fetchone() == (0,)
    attachments.drop_unused(store)
