"""What one does with one's own profile: edit it, add to it, take away from it."""

from collections.abc import Mapping
from dataclasses import replace

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import ProfileEntryId
from infodesk.core.links import profile_slug, safe_url
from infodesk.core.profile import ProfileEntry
from infodesk.core.text import clean_line, clean_text
from infodesk.store import profile as rows
from infodesk.store.store import Store


def edit_profile(
    store: Store, fields: Mapping[str, str], rev: int, initiator: object | None = None
) -> None:
    """Set fields of my profile as typed; `rev` is the revision that was looked at.

    Fields: first_name, last_name, headline, summary, industry, location, email, phone, website,
    profile_url. Raises BadValue or StaleEdit, and then nothing changed.
    """
    values = {}
    for name, typed in fields.items():
        column, value = _typed(name, typed)
        values[column] = value
    with store.transaction(Step(code="edit-profile"), initiator=initiator) as db:
        rows.change(db, values, rev)


def _typed(name: str, typed: str) -> tuple[str, str]:
    if name == "summary":
        return name, clean_text(typed)
    text = clean_line(typed)
    if name == "profile_url":
        slug = profile_slug(text if "/" in text else f"https://www.linkedin.com/in/{text}")
        if text and not slug:
            raise BadValue(field=name, reason="not-a-profile")
        return "slug", slug if text else ""
    if name == "website" and text:
        url = f"https://{text}" if "://" not in text and "." in text else text
        if not safe_url(url):
            raise BadValue(field=name, reason="unsafe-link")
        return name, url
    if name == "email" and text and not _is_address(text):
        raise BadValue(field=name, reason="not-an-address")
    return name, text


def _is_address(text: str) -> bool:
    name, at, host = text.rpartition("@")
    return bool(at and name and host) and not any(sign in text for sign in " ,;<>")


def add_entry(store: Store, entry: ProfileEntry) -> ProfileEntryId:
    """Add a line to my profile and return its id; BadValue if it says nothing.

    A skill or a language that is there already is not added twice.
    """
    cleaned = _cleaned(entry)
    known = next(
        (
            each.id
            for each in rows.get(store.db).of(cleaned.kind)
            if each.id is not None and _same(each, cleaned)
        ),
        None,
    )
    if known is not None:
        return known
    with store.transaction(Step(code="edit-profile")) as db:
        return rows.add_entry(db, cleaned)


def edit_entry(store: Store, entry: ProfileEntry) -> None:
    """Write a line of my profile anew; BadValue, StaleEdit or NoSuchRecord."""
    with store.transaction(Step(code="edit-profile")) as db:
        rows.change_entry(db, _cleaned(entry))


def remove_entry(store: Store, entry_id: ProfileEntryId) -> None:
    """Take a line from my profile."""
    with store.transaction(Step(code="edit-profile")) as db:
        rows.delete_entry(db, entry_id)


def _cleaned(entry: ProfileEntry) -> ProfileEntry:
    cleaned = replace(
        entry,
        title=clean_line(entry.title),
        organisation=clean_line(entry.organisation),
        place=clean_line(entry.place),
        text=clean_text(entry.text),
    )
    if not (cleaned.title or cleaned.organisation):
        raise BadValue(field="title", reason="empty")
    if cleaned.started_on and cleaned.finished_on and cleaned.finished_on < cleaned.started_on:
        raise BadValue(field="finished_on", reason="ends-before")
    return cleaned


def _same(one: ProfileEntry, other: ProfileEntry) -> bool:
    return replace(one, id=None, rev=1, source="", title=one.title.casefold()) == replace(
        other, id=None, rev=1, source="", title=other.title.casefold()
    )
