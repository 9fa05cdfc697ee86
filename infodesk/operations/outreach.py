"""What one does with texts to people: keep the draft, hand it over, mark it as sent."""

import json
from dataclasses import replace

from infodesk.core.changes import Step
from infodesk.core.composing.lexicon import LANGUAGES
from infodesk.core.drafts import Outreach, OutreachState, Template
from infodesk.core.errors import BadValue, DoNotContact, DraftHasGaps, NoSuchRecord
from infodesk.core.ids import OutreachId, PersonId, TemplateId
from infodesk.core.mailto import mailto, refuse_bad_address
from infodesk.core.outreach import Sent
from infodesk.core.people import Person
from infodesk.core.text import LINE_LIMIT, TEXT_LIMIT, clean_line, clean_text
from infodesk.formats.eml import mail_file
from infodesk.operations import moves
from infodesk.store import outreach as rows
from infodesk.store import people as person_rows
from infodesk.store import profile as profile_rows
from infodesk.store import settings
from infodesk.store import templates as template_rows
from infodesk.store.store import Store

_LANGUAGE = "outreach-language"

NEW = OutreachId(0)
"""The id of a text that is not kept yet."""


def person_to_write_to(store: Store, person_id: PersonId) -> Person:
    """Return a person who may be written to; DoNotContact or NoSuchRecord otherwise."""
    person = person_rows.get(store.db, person_id)
    if person.deleted_at is not None:
        raise NoSuchRecord()
    if person.do_not_contact:
        raise DoNotContact()
    return person


def keep_draft(
    store: Store, draft: Outreach, initiator: object | None = None, *, typed: bool = True
) -> Outreach:
    """Keep a text as it stands and return it as kept; typing in one is undone in one.

    What was not `typed` (a template, a text fitted again) is a step of its own.

    Raises StaleEdit if it was changed elsewhere, NoSuchRecord if it or the person is gone.
    """
    values = _columns(draft)
    now = store.now()
    if draft.id == NEW:
        with store.transaction(Step(code="write-draft"), initiator=initiator) as db:
            person_rows.get(db, draft.person_id)
            outreach_id = rows.insert(db, draft.person_id, values, now)
    else:
        outreach_id = draft.id
        with store.transaction(
            Step(code="write-draft"),
            merge=f"draft-{outreach_id}" if typed else None,
            initiator=initiator,
        ) as db:
            rows.change(db, outreach_id, values, now, draft.rev)
    return rows.get(store.db, outreach_id)


def _columns(draft: Outreach) -> dict[str, object]:
    return {
        "channel": draft.channel.value,
        "kind": draft.kind.value,
        "template_id": draft.template_id,
        "language": draft.language if draft.language in LANGUAGES else "",
        "subject": _storable(draft.subject, LINE_LIMIT).replace("\n", " "),
        "text": _storable(draft.text, TEXT_LIMIT),
        **{
            column: None if (typed := draft.fitted.get(channel)) is None else _storable(typed)
            for channel, column in rows.FITTED.items()
        },
        "state": draft.state.value,
        "follows_id": draft.follows,
        "accepted": json.dumps(sorted(draft.accepted), ensure_ascii=False),
    }


def _storable(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return a text as typed, blanks at its ends too, without what cannot be stored."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")[:limit]


def delete_draft(store: Store, outreach_id: OutreachId) -> None:
    """Remove a text that was not sent."""
    with store.transaction(Step(code="delete-draft")) as db:
        rows.delete(db, outreach_id)


# Handing over


def mail_address(to: str, body: str, subject: str) -> str:
    """Return what opens the mail program with a mail to `to`, '' if it would be too long."""
    return mailto(to, subject, body)


def mail_as_file(store: Store, person: Person, to: str, body: str, subject: str) -> bytes:
    """Return a mail to a person at `to` as the bytes of a file.

    BadValue for an address of two lines.
    """
    profile = profile_rows.get(store.db)
    sender = profile.email
    try:
        refuse_bad_address(sender)
    except BadValue:
        sender = ""  # the mail program knows better who I am
    return mail_file(
        to=to,
        name=person.name,
        subject=subject,
        body=body,
        sender=sender,
        sender_name=profile.name,
        now=store.clock(),
    )


def may_be_handed_over(store: Store, draft: Outreach, *, may_go: bool) -> None:
    """Raise DoNotContact or NoSuchRecord for the person, DraftHasGaps while something blocks."""
    person_to_write_to(store, draft.person_id)
    if not may_go:
        raise DraftHasGaps()


def hand_over(
    store: Store, draft: Outreach, *, may_go: bool, initiator: object | None = None
) -> Outreach:
    """Keep a text as handed over and return it; refuses as `may_be_handed_over` does."""
    may_be_handed_over(store, draft, may_go=may_go)
    now = store.now()
    values = {
        **_columns(draft),
        "state": OutreachState.HANDED_OVER.value,
        "handed_at": now,
    }
    with store.transaction(Step(code="hand-over"), initiator=initiator) as db:
        outreach_id = draft.id
        if outreach_id == NEW:
            outreach_id = rows.insert(db, draft.person_id, values, now)
        else:
            rows.change(db, outreach_id, values, now)
    return rows.get(store.db, outreach_id)


def mark_sent(store: Store, draft: Outreach, text: str) -> Outreach:
    """Say that a text was sent: logs the touch, moves the person on and sets the clock."""
    person_to_write_to(store, draft.person_id)
    now = store.now()
    with store.transaction(Step(code=f"sent-{draft.kind.purpose.value}")) as db:
        outreach_id = draft.id
        if outreach_id == NEW:
            outreach_id = rows.insert(db, draft.person_id, _columns(draft), now)
        if rows.get(db, outreach_id).state is OutreachState.SENT:
            raise NoSuchRecord()  # marked twice: the second time there is no such draft
        touch_id = moves.sent(
            moves.at(store, db),
            Sent(
                person_id=draft.person_id,
                channel=draft.channel,
                purpose=draft.kind.purpose,
                text=clean_text(text),
            ),
        )
        values = {
            **_columns(draft),
            "state": OutreachState.SENT.value,
            "sent_at": now,
            "touch_id": touch_id,
        }
        rows.change(db, outreach_id, values, now)
    return rows.get(store.db, outreach_id)


def not_sent(store: Store, outreach_id: OutreachId, initiator: object | None = None) -> Outreach:
    """Say that a text which was handed over was not sent after all: a draft again."""
    with store.transaction(Step(code="not-sent"), initiator=initiator) as db:
        values = {"state": OutreachState.DRAFT.value, "handed_at": None}
        rows.change(db, outreach_id, values, store.now())
    return rows.get(store.db, outreach_id)


# My own templates


def template_language(store: Store) -> str:
    """Return the language in which templates were taken last, "" if never."""
    chosen = settings.read(store.db, _LANGUAGE, "")
    return chosen if chosen in LANGUAGES else ""


def choose_template_language(store: Store, language: str) -> None:
    """Take templates in another language from now on."""
    with store.transaction(Step(code="set-rule")) as db:
        settings.write(db, _LANGUAGE, language if language in LANGUAGES else None)


def add_template(store: Store, template: Template) -> TemplateId:
    """Add a template of one's own and return its id; BadValue without a name."""
    with store.transaction(Step(code="add-template")) as db:
        return template_rows.insert(db, _clean(template))


def edit_template(store: Store, template: Template, initiator: object | None = None) -> None:
    """Write a template anew, typing as one step; BadValue, StaleEdit, NoSuchRecord."""
    cleaned = _clean(template)
    with store.transaction(
        Step(code="edit-template"), merge=f"template-{template.id}", initiator=initiator
    ) as db:
        template_rows.change(db, cleaned)


def delete_template(store: Store, template_id: TemplateId) -> None:
    """Remove a template; texts made from it stay."""
    with store.transaction(Step(code="delete-template")) as db:
        template_rows.delete(db, template_id)


def _clean(template: Template) -> Template:
    name = clean_line(template.name, 80)
    if not name:
        raise BadValue(field="name", reason="empty")
    return replace(
        template,
        name=name,
        subject=clean_line(template.subject),
        text=_storable(template.text),
        language=template.language if template.language in LANGUAGES else LANGUAGES[0],
    )
