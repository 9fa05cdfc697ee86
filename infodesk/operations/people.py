"""What one does with people: add, edit, tag, move through the stages, trash, log a touch."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import (
    CompanyId,
    EmailId,
    LinkId,
    PersonDetailId,
    PersonId,
    PhoneId,
    TagId,
    TouchId,
)
from infodesk.core.links import profile_slug, safe_url
from infodesk.core.moments import as_text
from infodesk.core.next_steps import Outcome, StepDraft, StepKind
from infodesk.core.people import PersonDraft
from infodesk.core.progress import Job, Progress
from infodesk.core.stages import Stage
from infodesk.core.text import clean_line, clean_text
from infodesk.core.touches import TouchDraft
from infodesk.operations import moves, pipeline
from infodesk.store import companies as company_rows
from infodesk.store import details as detail_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as rows
from infodesk.store import tags as tag_rows
from infodesk.store import touches as touch_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

TRASH_DAYS = 30
_SLICE = 200

_LINES = frozenset({"first_name", "last_name", "title", "company", "location"})
_DAYS = frozenset({"connected_on"})
_STEP = frozenset({"next_step", "next_step_on"})
_TICKS = frozenset({"do_not_contact", "keep_private"})
STRENGTHS = range(1, 6)
"""How well you know somebody: from only by name to would vouch for me."""
_GUARDED = frozenset({"first_name", "last_name", "title", "company", "slug", "connected_on"})
"""Fields that an import may know otherwise; typed by hand, they are not overwritten."""


def add_person(store: Store, draft: PersonDraft) -> PersonId:
    """Add a person typed by hand and return the id.

    Raises BadValue if there is neither a name nor an address, or an address cannot be used.
    """
    with store.transaction(Step(code="add-person")) as db:
        return insert_person(store, db, draft)


def insert_person(store: Store, db: Connection, draft: PersonDraft) -> PersonId:
    """Add a person as `add_person` does, within the transaction `db`."""
    first, last = clean_line(draft.first_name), clean_line(draft.last_name)
    address = _address(draft.email)
    slug = _slug(draft.profile_url)
    if not (first or last or address or slug):
        raise BadValue(field="first_name", reason="needs-a-name")
    now = store.now()
    _refuse_known_slug(db, slug, None)
    company = clean_line(draft.company)
    title = clean_line(draft.title)
    company_id = company_rows.ensure(db, company, now)
    values: dict[str, object] = {
        **rows.names(first, last, address or slug or ""),
        "title": title,
        "company": company,
        "company_id": company_id,
        "location": clean_line(draft.location),
        "about": clean_text(draft.about),
        "slug": slug,
        "stage": draft.stage.value,
        "edited_fields": " ".join(
            name
            for name, value in (
                ("first_name", first),
                ("last_name", last),
                ("title", title),
                ("company", company),
            )
            if value
        ),
    }
    person_id = rows.insert(db, values, now)
    if title or company:
        rows.add_position(
            db,
            person_id,
            title=title,
            company=company,
            company_id=company_id,
            noted_on=now[:10],
        )
    if address:
        rows.add_email(db, person_id, address)
    if number := clean_line(draft.phone):
        rows.add_phone(db, person_id, number)
    for name in draft.tags:
        if tag := clean_line(name):
            tag_rows.put_on(db, tag_rows.ensure(db, tag), [person_id])
    if draft.stage is not Stage.SPOTTED:
        moves.put_in(moves.at(store, db), (person_id,), draft.stage)
    return person_id


def edit_person(
    store: Store,
    person_id: PersonId,
    fields: Mapping[str, str | bool | date | Stage | None],
    rev: int | None = None,
    initiator: object | None = None,
) -> None:
    """Set fields of a person as typed; `rev` is the revision the person looked at.

    Fields: first_name, last_name, title, company, location, about, profile_url, stage,
    next_step, next_step_on, connected_on, do_not_contact, keep_private. Raises StaleEdit,
    NoSuchRecord or BadValue, and then nothing changed.
    """
    now = store.now()
    with store.transaction(Step(code="edit-person"), initiator=initiator) as db:
        person = rows.get(db, person_id)
        values = {name: _typed(name, value) for name, value in fields.items() if name not in _STEP}
        if "profile_url" in values:
            slug = _slug(str(values.pop("profile_url")))
            _refuse_known_slug(db, slug, person_id)
            values["slug"] = slug
        if values.keys() & {"first_name", "last_name"}:
            first = values.get("first_name", person.first_name)
            last = values.get("last_name", person.last_name)
            if not (first or last or person.emails or person.slug):
                raise BadValue(field="first_name", reason="needs-a-name")
        if values.keys() & {"title", "company"}:
            title = str(values.get("title", person.title))
            company = str(values.get("company", person.company))
            values["company_id"] = company_rows.ensure(db, company, now)
            _correct_position(db, person_id, title, company, values["company_id"], now)
        typed = rows.edited_fields(db, person_id) | (values.keys() & _GUARDED)
        values["edited_fields"] = " ".join(sorted(typed))
        rows.change(db, person_id, values, now, rev)
        if fields.keys() & _STEP:
            _change_step(db, person_id, fields, now)
        if "stage" in values and values["stage"] != person.stage.value:
            moves.put_in(moves.at(store, db), (person_id,), Stage(str(values["stage"])))


def _change_step(
    db: Connection,
    person_id: PersonId,
    fields: Mapping[str, str | bool | date | Stage | None],
    now: str,
) -> None:
    """Change the earliest open step, plan one where there is none, or end it when nothing is left.

    A planned step whose words are changed becomes one's own.
    """
    step = step_rows.first_open(db, person_id)
    old_text, old_day = (step.text, step.shown_on) if step else ("", None)
    text = clean_line(str(fields.get("next_step", old_text) or ""))
    day = fields.get("next_step_on", old_day)
    due_on = day if isinstance(day, date) else None
    if step is None:
        if text or due_on:
            step_rows.insert(db, person_id, StepDraft(text=text, due_on=due_on), now)
        return
    if not text and due_on is None:
        step_rows.close(db, step.id, Outcome.SUPERSEDED, now)
        return
    values: dict[str, object] = {"text": text}
    if text != old_text and step.kind is not StepKind.PROMISE:
        values["kind"] = StepKind.HAND.value
    if due_on != old_day:
        values |= {
            "due_on": due_on.isoformat() if due_on else None,
            "due_at": None,
            "snoozed_until": None,
        }
    step_rows.change(db, step.id, values)


def _correct_position(
    db: Connection,
    person_id: PersonId,
    title: str,
    company: str,
    company_id: object,
    now: str,
) -> None:
    known = CompanyId(company_id) if isinstance(company_id, int) else None
    if not rows.change_current_position(db, person_id, title, company, known):
        rows.add_position(
            db, person_id, title=title, company=company, company_id=known, noted_on=now[:10]
        )


def change_job(store: Store, person_id: PersonId, title: str, company: str) -> None:
    """Give a person a new current position; the one before becomes history."""
    now = store.now()
    title, company = clean_line(title), clean_line(company)
    with store.transaction(Step(code="change-job")) as db:
        company_id = company_rows.ensure(db, company, now)
        rows.close_positions(db, person_id)
        rows.add_position(
            db, person_id, title=title, company=company, company_id=company_id, noted_on=now[:10]
        )
        typed = rows.edited_fields(db, person_id) | {"title", "company"}
        values = {
            "title": title,
            "company": company,
            "company_id": company_id,
            "edited_fields": " ".join(sorted(typed)),
        }
        rows.change(db, person_id, values, now, None)


def add_email(store: Store, person_id: PersonId, address: str) -> None:
    """Add an e-mail address; BadValue if it is none."""
    typed = _address(address)
    if not typed:
        raise BadValue(field="email", reason="not-an-address")
    with store.transaction(Step(code="edit-person")) as db:
        rows.add_email(db, person_id, typed)


def edit_email(store: Store, email_id: EmailId, address: str) -> None:
    """Correct an e-mail address, or remove it by leaving nothing; BadValue if it is none."""
    typed = _address(address)
    with store.transaction(Step(code="edit-person")) as db:
        rows.change_email(db, email_id, typed)


def add_phone(store: Store, person_id: PersonId, number: str) -> None:
    """Add a phone number as typed."""
    if not (typed := clean_line(number)):
        raise BadValue(field="phone", reason="empty")
    with store.transaction(Step(code="edit-person")) as db:
        rows.add_phone(db, person_id, typed)


def edit_phone(store: Store, phone_id: PhoneId, number: str) -> None:
    """Correct a phone number, or remove it by leaving nothing."""
    with store.transaction(Step(code="edit-person")) as db:
        rows.change_phone(db, phone_id, clean_line(number))


def add_link(store: Store, person_id: PersonId, url: str) -> None:
    """Add a web address; BadValue if it is not one that may be opened."""
    with store.transaction(Step(code="edit-person")) as db:
        rows.add_link(db, person_id, _link(url))


def edit_link(store: Store, link_id: LinkId, url: str) -> None:
    """Correct a web address, or remove it by leaving nothing; BadValue as in `add_link`."""
    with store.transaction(Step(code="edit-person")) as db:
        rows.change_link(db, link_id, _link(url) if url.strip() else "")


def remove_detail(store: Store, detail_id: PersonDetailId) -> None:
    """Remove what an address book told of a person."""
    with store.transaction(Step(code="edit-person")) as db:
        detail_rows.delete(db, detail_id)


def tag_people(store: Store, people: Sequence[PersonId], name: str) -> Job[None]:
    """Give people a tag, a new one if need be; BadValue for an empty name."""
    if not (typed := clean_line(name)):
        raise BadValue(field="tag", reason="empty")

    def put_on(db: Connection, some: Sequence[PersonId]) -> None:
        tag_rows.put_on(db, tag_rows.ensure(db, typed), some)

    return _with_each(store, Step(code="tag", count=len(people)), people, put_on)


def untag_people(store: Store, people: Sequence[PersonId], tag_id: TagId) -> Job[None]:
    """Take a tag from people."""

    def take_off(db: Connection, some: Sequence[PersonId]) -> None:
        tag_rows.take_off(db, tag_id, some)

    return _with_each(store, Step(code="untag", count=len(people)), people, take_off)


def move_to_stage(store: Store, people: Sequence[PersonId], stage: Stage) -> Job[None]:
    """Put people in a stage, with the steps that belong to it."""
    return pipeline.put_in_stage(store, people, stage)


def rate_people(store: Store, people: Sequence[PersonId], strength: int | None) -> Job[None]:
    """Say how well you know people, 1 to 5; None takes it back. BadValue for another number."""
    if strength is not None and strength not in STRENGTHS:
        raise BadValue(field="strength", reason="off-the-scale")
    step = Step(code="strength", count=len(people))
    return _with_each(store, step, people, _setting(store, "strength", strength))


def flag_people(store: Store, people: Sequence[PersonId], flag: str, *, on: bool) -> Job[None]:
    """Set or take back a flag of people: do_not_contact or keep_private."""
    if flag not in _TICKS:
        raise KeyError(flag)
    step = Step(code="flag-people", count=len(people))
    return _with_each(store, step, people, _setting(store, flag, int(on)))


def trash_people(store: Store, people: Sequence[PersonId]) -> Job[None]:
    """Put people in the trash, where they stay for 30 days."""
    step = Step(code="trash", count=len(people))
    return _with_each(store, step, people, _setting(store, "deleted_at", store.now()))


def restore_people(store: Store, people: Sequence[PersonId]) -> Job[None]:
    """Take people out of the trash."""
    step = Step(code="restore-people", count=len(people))
    return _with_each(store, step, people, _setting(store, "deleted_at", None))


def delete_for_good(store: Store, people: Sequence[PersonId]) -> Job[None]:
    """Remove people and everything that belongs to them; undo works until the vault is locked."""

    def delete(db: Connection, some: Sequence[PersonId]) -> None:
        for person_id in some:
            rows.delete_for_good(db, person_id)

    step = Step(code="delete-people", count=len(people))
    return _with_each(store, step, people, delete, bulk=len(people) > _SLICE)


def _setting(
    store: Store, column: str, value: str | int | None
) -> Callable[[Connection, Sequence[PersonId]], None]:
    now = store.now()
    return lambda db, some: rows.change_many(db, some, column, value, now)


def _with_each(
    store: Store,
    step: Step,
    people: Sequence[PersonId],
    work: Callable[[Connection, Sequence[PersonId]], None],
    *,
    bulk: bool = False,
) -> Job[None]:
    """Do `work` with `people` a slice at a time, as one step; cancel leaves all as it was."""
    with store.transaction(step, bulk=bulk) as db:
        for done in range(0, len(people), _SLICE):
            yield Progress(phase="changing", done=done, total=len(people))
            work(db, people[done : done + _SLICE])


def empty_old_trash(store: Store) -> None:
    """Remove what has been in the trash for more than 30 days."""
    before = as_text(store.clock() - timedelta(days=TRASH_DAYS))
    old = rows.trashed_before(store.db, before)
    if old:
        with store.upkeep(bulk=len(old) > _SLICE) as db:
            for person_id in old:
                rows.delete_for_good(db, person_id)


def log_touch(store: Store, draft: TouchDraft) -> TouchId:
    """Log something that passed between you and a person, and return its id.

    It counts as a sign of life: the time until they should hear of you begins again.
    """
    happened_at = as_text(draft.happened_at or store.clock())
    with store.transaction(Step(code="log-touch")) as db:
        touch_id = touch_rows.insert(
            db,
            draft.person_id,
            kind=draft.kind.value,
            direction=draft.direction.value,
            happened_at=happened_at,
            text=clean_text(draft.text),
        )
        moves.warmed(moves.at(store, db), draft.person_id)
    return touch_id


def delete_touch(store: Store, touch_id: TouchId) -> None:
    """Remove a touch from the timeline."""
    with store.transaction(Step(code="delete-touch")) as db:
        person_id = touch_rows.person_of(db, touch_id)
        touch_rows.delete(db, touch_id)
        if person_id is not None:
            moves.warmed(moves.at(store, db), person_id)


def edit_touch(store: Store, touch_id: TouchId, text: str) -> None:
    """Change what is written about a touch."""
    with store.transaction(Step(code="edit-touch")) as db:
        touch_rows.change(db, touch_id, {"text": clean_text(text)})


def edit_company(
    store: Store, company_id: CompanyId, *, website: str, about: str, rev: int
) -> None:
    """Write a company's website and what you know of it; StaleEdit, BadValue."""
    with store.transaction(Step(code="edit-company")) as db:
        company_rows.change(
            db,
            company_id,
            website=_link(website) if website.strip() else "",
            about=clean_text(about),
            rev=rev,
        )


def _typed(name: str, value: str | bool | date | Stage | None) -> object:
    if name in _LINES or name == "profile_url":
        return clean_line(str(value or ""))
    if name == "about":
        return clean_text(str(value or ""))
    if name in _DAYS:
        return value.isoformat() if isinstance(value, date) else None
    if name in _TICKS:
        return int(bool(value))
    if name == "stage":
        return Stage(str(value)).value
    raise KeyError(name)


def _address(typed: str) -> str:
    """Return a cleaned e-mail address, '' for nothing typed; BadValue if it is none."""
    address = clean_line(typed)
    name, at, host = address.rpartition("@")
    if address and not (at and name and host and not any(blank in address for blank in " ,;<>")):
        raise BadValue(field="email", reason="not-an-address")
    return address


def _slug(typed: str) -> str | None:
    """Return the profile a LinkedIn address leads to, None for nothing typed; else BadValue."""
    if not (url := clean_line(typed)):
        return None
    slug = profile_slug(url)
    if not slug:
        raise BadValue(field="profile_url", reason="not-a-profile")
    return slug


def _refuse_known_slug(db: Connection, slug: str | None, person_id: PersonId | None) -> None:
    if slug and rows.by_slug(db, slug) not in (None, person_id):
        raise BadValue(field="profile_url", reason="profile-known")


def _link(typed: str) -> str:
    url = clean_line(typed)
    if "://" not in url and not url.startswith(("mailto:", "tel:")) and "." in url:
        url = f"https://{url}"
    if not safe_url(url):
        raise BadValue(field="link", reason="unsafe-link")
    return url
