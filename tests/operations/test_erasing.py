"""Somebody who was erased is on no page of the vault, in no file beside it, and stays away."""

import hashlib
import hmac
from datetime import datetime

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from infodesk.core.errors import NoSuchRecord
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.touches import TouchDraft, TouchKind
from infodesk.operations import attachments, erasing, meetings, people
from infodesk.operations.searching import refresh_index
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as rows
from infodesk.store import search
from infodesk.store.opening import Error

FIRST, LAST = "Zilpé", "Zalpowski"
NAME = f"{FIRST} {LAST}"
PAGE, RESERVED = 4096, 80
"""SQLCipher 4: each page ends with an initialisation vector of 16 bytes and an HMAC-SHA512."""


def plain_pages(path, key):
    """Return what the pages of a database hold once decrypted, its free pages included."""
    data = path.read_bytes()
    salt = data[:16]
    mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(one ^ 0x3A for one in salt), 2, 32)
    plain = []
    for number, start in enumerate(range(0, len(data), PAGE), start=1):
        page = data[start : start + PAGE]
        body, tail = page[16 if number == 1 else 0 : PAGE - RESERVED], page[PAGE - RESERVED :]
        mac = hmac.new(mac_key, body + tail[:16] + number.to_bytes(4, "little"), "sha512")
        if mac.digest() != tail[16:80]:
            continue  # a free page that was never written
        reader = Cipher(algorithms.AES(key), modes.CBC(tail[:16])).decryptor()
        plain.append(reader.update(body))
    assert len(plain) >= len(data) // PAGE - 2
    return b"".join(plain)


def names_in(data):
    folded = data.lower()
    return [word for word in (LAST.lower(), "zilpé") if word.encode() in folded]


@pytest.fixture
def key():
    return bytes(range(32))


@pytest.fixture
def known(store):
    """Somebody with everything there is about a person, and Bo, in whose notes they are named."""
    draft = PersonDraft(first_name=FIRST, last_name=LAST, company=f"{LAST} & Daughters",
                        title=f"{LAST} herself", email="zilpe@zalpowski.example")  # fmt: skip
    person = people.add_person(store, draft)
    bo = people.add_person(store, PersonDraft(first_name="Bo", last_name="Berg"))
    start = datetime.fromisoformat("2026-11-24T10:00")
    for owner in (person, bo):
        draft = MeetingDraft(person_id=owner, local_start=start, zone="Europe/Lisbon")
        meeting = meetings.add_meeting(store, draft)
        text = f"{NAME} said so. " * 40
        meetings.write_meeting_notes(store, meeting_rows.get(store.db, meeting), text)
        meetings.write_person_notes(store, owner, f"Ask {LAST.upper()} about it\n\n" * 30)
        people.log_touch(
            store,
            TouchDraft(person_id=owner, kind=TouchKind.CALL, happened_at=store.clock(),
                       text=f"Heard of {NAME}"),
        )  # fmt: skip
    attachments.set_photo(store, person, b"\xff\xd8\xff" + f"{NAME} ".encode() * 3000)
    store.db.execute(
        "INSERT INTO insight (statement, quote, person_id) VALUES (?, ?, ?)",
        (f"{NAME} likes it", NAME, person),
    )
    store.db.execute(
        "INSERT INTO referral (person_id, referrer_id, text) VALUES (?, ?, ?)", (bo, person, NAME)
    )
    for number in range(60):  # so that pages are split and joined
        people.add_person(store, PersonDraft(first_name=f"Other{number}", last_name="Person" * 20))
    while refresh_index(store):
        pass
    return person, bo


def test_nobody_finds_them_again(store, known, key):
    person, bo = known
    assert names_in(plain_pages(store.path, key))
    plan = finish(erasing.plan_erasing(store, person))
    assert plan.name == NAME
    assert plan.rows["meeting"] == plan.rows["insight"] == plan.rows["referral"] == 1
    assert {(each.table, each.owner) for each in plan.mentions} == {
        ("note", "Bo Berg"), ("touch", "Bo Berg"),
    }  # fmt: skip
    sure = {each.column: each.sure for each in plan.mentions if each.table == "touch"}
    assert sure == {"text": True}
    assert any(not each.sure for each in plan.mentions)  # the family name alone
    done = finish(erasing.erase_person(store, person, plan.mentions))
    assert done.replaced == len(plan.mentions) == 3
    assert store.undo_step is None
    assert store.redo_step is None
    with pytest.raises(NoSuchRecord):
        rows.get(store.db, person)
    assert not search.texts(store.db, LAST)
    assert search.texts(store.db, "said")
    (count,) = store.db.execute("SELECT count(*) FROM change_log").fetchone()
    assert count == 0
    assert not store.db.execute("SELECT 1 FROM attachment_content").fetchone()
    # On decrypted pages, in use or free, and in the files beside.
    assert not names_in(plain_pages(store.path, key))
    for table in ("person_fts", "text_fts"):
        store.db.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    assert store.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    beside = [path for path in store.path.parent.rglob("*") if path.is_file()]
    assert not [path for path in beside if names_in(path.read_bytes())]
    assert not finish(erasing.plan_erasing(store, bo)).mentions
    assert rows.get(store.db, bo).name == "Bo Berg"
    with pytest.raises(Error):  # attaching is refused as before
        store.db.execute("ATTACH ':memory:' AS other")


def test_what_names_them_may_stay(store, known):
    person, _bo = known
    plan = finish(erasing.plan_erasing(store, person))
    sure = [each for each in plan.mentions if each.sure]
    done = finish(erasing.erase_person(store, person, sure, left=1))
    assert (done.replaced, done.left) == (len(sure), 1)
    found = search.texts(store.db, LAST)
    assert [hit.person_name for hit in found] == ["Bo Berg"]


def test_deleting_for_good_leaves_an_undo_and_erasing_does_not(store, known):
    person, _bo = known
    finish(people.delete_for_good(store, [person]))
    finish(store.undo())
    assert rows.get(store.db, person).name == NAME
    finish(erasing.erase_person(store, person))
    assert store.undo() is not None  # a job, with nothing in it
    assert finish(store.undo()) is None


def test_the_file_written_anew_is_not_taken_for_somebody_elses(store, known):
    store.write_anew()
    assert not store.is_foreign()
    people.add_person(store, PersonDraft(first_name="Ben"))
