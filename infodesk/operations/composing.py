"""What the vault knows for a text: facts for the fields, and what the checks go by."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from infodesk.core.changes import Step
from infodesk.core.common_ground import (
    Acquaintance,
    CommonKind,
    CommonPoint,
    common_ground,
)
from infodesk.core.composing.context import Context, Limits, Someone
from infodesk.core.drafts import TextKind
from infodesk.core.ids import PersonId
from infodesk.core.learned import InsightKind
from infodesk.core.meetings import Meeting, MeetingState
from infodesk.core.moments import as_text, from_text
from infodesk.core.outreach import Channel
from infodesk.core.people import Person
from infodesk.core.profile import Profile, ProfileKind
from infodesk.core.review import promise_words, quoted
from infodesk.core.rules import (
    FOLLOW_UP_AFTER,
    FOLLOW_UPS_MOST,
    INMAIL_AIM,
    INMAIL_CHARACTERS,
    INMAIL_SUBJECT_CHARACTERS,
    MAIL_QUESTIONS_MOST,
    MAIL_WORDS_NOTE,
    MAIL_WORDS_WARN,
    NOTE_CHARACTERS,
    NOTE_CHARACTERS_PREMIUM,
    NOTES_A_MONTH,
    NOTES_WARNING,
    SUBJECT_WORDS_LEAST,
    SUBJECT_WORDS_MOST,
    THANK_WORDS,
)
from infodesk.core.stages import Stage
from infodesk.core.text import fold
from infodesk.operations import days
from infodesk.operations import rules as verbs
from infodesk.store import learned as learned_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import outreach as rows
from infodesk.store import profile as profile_rows
from infodesk.store import settings
from infodesk.store.imports import told_notes
from infodesk.store.store import Store

PREMIUM = "linkedin-premium"
OTHERS = 2_000
"""Of so many people one writes to, companies and roles are compared with a text."""

_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
           "Oktober", "November", "Dezember"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The LinkedIn notes of this month: how many went out, are allowed, and warn softly."""

    used: int
    most: int
    warn_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known for texts to one person; read once when the composer opens."""

    person: Person
    profile: Profile
    common: tuple[CommonPoint, ...]
    event: str
    hook: str
    referrer: str
    unnamed_referrers: tuple[str, ...]
    others: Someone
    limits: Limits
    stranger: bool
    answered: bool
    days_since: int | None
    follow_ups: int
    same_company: str
    last_subject: str
    last_sent_on: date | None
    meeting: Meeting | None
    afterwards: Mapping[str, str]
    """What thanks and updates tell: the point, the promise, the advice that was followed."""
    today: date


def known(store: Store, person: Person) -> Known:
    """Read what is known for texts to `person`."""
    db = store.db
    profile = profile_rows.get(db)
    referred = rows.referrers(db, person.id)
    named = next((name for name, may in referred if may), "")
    event, hook = rows.met_at(db, person.id) or ("", "")
    times, newest = rows.unanswered(db, person.id)
    today = days.today(store)
    companies, roles = rows.names_of_others(db, person.id, OTHERS)
    last = rows.last_sent(db, person.id)
    written_on = from_text(newest).astimezone().date() if newest else None
    return Known(
        person=person,
        profile=profile,
        common=common_ground(
            profile, person, [Acquaintance(name=name) for name, may in referred if may]
        ),
        event=event,
        hook=hook,
        referrer=named,
        unnamed_referrers=tuple(name for name, may in referred if not may),
        others=Someone(companies=companies, roles=roles),
        limits=limits(store),
        stranger=not rows.had_contact(db, person.id),
        answered=times == 0,
        days_since=days.workweek(store).between(written_on, today) if written_on else None,
        follow_ups=rows.follow_ups_sent(db, person.id),
        same_company=_same_company(store, person),
        last_subject=last.subject if last else "",
        last_sent_on=last.sent_at.astimezone().date() if last and last.sent_at else written_on,
        meeting=_meeting(store, person),
        afterwards=afterwards(store, person.id),
        today=today,
    )


def _same_company(store: Store, person: Person) -> str:
    if person.company_id is None:
        return ""
    since = as_text(store.clock() - timedelta(days=7))
    return rows.written_at_company(store.db, person.company_id, person.id, since) or ""


def _meeting(store: Store, person: Person) -> Meeting | None:
    """Return the next planned meeting, else the last one that took place."""
    found = [
        meeting_rows.get(store.db, one)
        for one in meeting_rows.find_ids(store.db, person_id=person.id)
    ]
    coming = [one for one in found if one.state is MeetingState.PLANNED]
    held = [one for one in found if one.state is MeetingState.HELD]
    if coming:
        # One that is over is not the next, also if nobody has said yet how it went.
        ahead = [one for one in coming if one.starts_at > store.clock()]
        return min(ahead or coming, key=lambda one: one.starts_at)
    return max(held, key=lambda one: one.starts_at) if held else None


def afterwards(store: Store, person_id: PersonId) -> dict[str, str]:
    """Return what I may tell a person of our last talk: a point, my promise, and what I kept."""
    meetings = meeting_rows.find_ids(store.db, person_id=person_id, newest_first=True)
    insights = [
        one
        for meeting in meetings
        for one in learned_rows.insights(store.db, meeting_id=meeting)
        if one.kind is not InsightKind.RED_FLAG
    ]
    # Promises of the newest meeting first.
    mine = [one for one in learned_rows.promises(store.db, person_id=person_id) if one.by_me]
    open_ = next((one for one in mine if one.done_on is None), None)
    kept = max((one for one in mine if one.done_on), key=lambda one: str(one.done_on), default=None)
    return {
        "point": quoted(insights[0].statement) if insights else "",
        "promise": promise_words(open_.text) if open_ else "",
        "advice": promise_words(kept.text) if kept else "",
    }


def limits(store: Store) -> Limits:
    """Return the numbers the checks go by, as this vault has them."""
    note = NOTE_CHARACTERS_PREMIUM if has_premium(store) else NOTE_CHARACTERS
    return Limits(
        words_note=verbs.value(store, MAIL_WORDS_NOTE),
        words_warn=verbs.value(store, MAIL_WORDS_WARN),
        thanks_words=verbs.value(store, THANK_WORDS),
        subject_least=verbs.value(store, SUBJECT_WORDS_LEAST),
        subject_most=verbs.value(store, SUBJECT_WORDS_MOST),
        questions=verbs.value(store, MAIL_QUESTIONS_MOST),
        note_characters=verbs.value(store, note),
        inmail_subject=verbs.value(store, INMAIL_SUBJECT_CHARACTERS),
        inmail_characters=verbs.value(store, INMAIL_CHARACTERS),
        inmail_aim=verbs.value(store, INMAIL_AIM),
        stop_after=verbs.value(store, FOLLOW_UPS_MOST),
        quiet_days=verbs.value(store, FOLLOW_UP_AFTER),
    )


def has_premium(store: Store) -> bool:
    """Say whether I have LinkedIn Premium, whose notes may be longer."""
    return bool(settings.read(store.db, PREMIUM, False))


def budget(store: Store) -> Budget:
    """Return how many LinkedIn notes of the month are used.

    An export may tell of more than timelines do: of those to people who are not in the vault.
    """
    first = store.clock().astimezone().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    told = told_notes(store.db, f"{first:%Y-%m}")
    return Budget(
        used=max(rows.invitation_notes(store.db, as_text(first)), told),
        most=verbs.value(store, NOTES_A_MONTH),
        warn_from=verbs.value(store, NOTES_WARNING),
    )


def context(
    about: Known,
    *,
    kind: TextKind,
    channel: Channel,
    language: str = "",
    accepted: frozenset[str] = frozenset(),
) -> Context:
    """Return what the checks look at besides the words."""
    return Context(
        person=_them(about.person),
        me=_me(about.profile),
        others=about.others,
        common=tuple(
            dict.fromkeys(
                word
                for word in (
                    *(point.what for point in about.common),
                    about.event,
                    about.referrer,
                )
                if len(word) > 1
            )
        ),
        unnamed_referrers=about.unnamed_referrers,
        channel=channel,
        kind=kind,
        language=language,
        limits=about.limits,
        accepted=accepted,
        today=about.today,
        stranger=about.stranger,
        answered=about.answered,
        days_since=about.days_since,
        follow_ups=about.follow_ups,
        same_company=about.same_company,
    )


def _them(person: Person) -> Someone:
    return Someone(
        first_name=person.first_name,
        last_name=person.last_name,
        name=person.name,
        companies=_once(person.company, *(one.company for one in person.positions)),
        roles=_once(person.title, *(one.title for one in person.positions)),
    )


def _me(profile: Profile) -> Someone:
    entries = profile.entries
    return Someone(
        first_name=profile.first_name,
        last_name=profile.last_name,
        name=profile.name,
        companies=_once(*(one.organisation for one in entries)),
        roles=_once(profile.headline, *(one.title for one in entries)),
    )


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def usual_kind(about: Known) -> TextKind:
    """Return what a text to a person most likely is.

    An unanswered message that was imported was no request: only who was asked is followed up.
    """
    if about.person.stage is Stage.ASKED and not about.answered and about.days_since is not None:
        return TextKind.FOLLOW_UP
    if about.referrer:
        return TextKind.REFERRAL
    if about.event:
        return TextKind.EVENT
    if any(point.kind is CommonKind.SCHOOL for point in about.common):
        return TextKind.ALUMNI
    return TextKind.COLD


def facts(about: Known, kind: TextKind, language: str) -> dict[str, str]:
    """Return what fills the fields of a template, in words of `language`."""
    person, profile = about.person, about.profile
    position = next(iter(profile.of(ProfileKind.POSITION)), None)
    school = next(iter(profile.of(ProfileKind.EDUCATION)), None)
    found = {
        "first_name": person.first_name or person.name,
        "last_name": person.last_name,
        "name": person.name,
        "role": person.title,
        "company": person.company,
        "location": person.location,
        "field": profile.industry,
        "common": _shared(about, kind),
        "referrer": about.referrer,
        "event": about.event,
        "hook": about.hook if kind is TextKind.EVENT else "",
        "zone": zone_name(),
        "last_subject": _answering(about.last_subject) if kind is not TextKind.COLD else "",
        "last_sent": _day(about.last_sent_on, language),
        "my_name": profile.name,
        "my_first_name": profile.first_name,
        "my_role": position.title if position else profile.headline,
        "my_company": position.organisation if position else "",
        "my_school": school.organisation if school else "",
        "my_place": profile.location.split(",")[0].strip(),
    }
    found |= {name: words for name, words in about.afterwards.items() if words}
    meeting = about.meeting
    if meeting is not None:
        planned = meeting.state is MeetingState.PLANNED
        found |= {
            "day": _day(meeting.local_start.date(), language),
            "time": meeting.local_start.strftime("%H:%M") if planned else "",
            "place": meeting.place if planned else "",
            "minutes": str(meeting.minutes) if planned else "",
            "zone": meeting.zone.replace("_", " ") if planned else found["zone"],
        }
    return found


def _shared(about: Known, kind: TextKind) -> str:
    wanted = {TextKind.ALUMNI: CommonKind.SCHOOL, TextKind.SECOND_DEGREE: CommonKind.PERSON}
    if kind in wanted:
        return next((one.what for one in about.common if one.kind is wanted[kind]), "")
    return about.common[0].what if about.common else ""


def _answering(subject: str) -> str:
    if not subject or fold(subject).startswith(("re:", "aw:")):
        return subject
    return f"Re: {subject}"


def _day(day: date | None, language: str) -> str:
    """Return a day as a text in `language` names it, which may not be the window's language."""
    if day is None:
        return ""
    month = _MONTHS.get(language, _MONTHS["en"])[day.month - 1]
    return f"{day.day}. {month}" if language == "de" else f"{day.day} {month}"


def zone_name() -> str:
    """Return what this computer's zone is called for short: CET, GMT, UTC+5:30."""
    name = time.strftime("%Z")
    if 2 < len(name) < 6 and name.isascii() and name.isalpha():
        return name
    offset = time.strftime("%z")
    hours, minutes = offset[:3].lstrip("+").lstrip("0") or "0", offset[3:5]
    return (
        "UTC"
        if offset in ("+0000", "")
        else f"UTC{offset[0]}{hours.lstrip('-')}"
        + (f":{minutes}" if minutes not in ("", "00") else "")
    )


def set_premium(store: Store, premium: bool) -> None:
    """Say whether I have LinkedIn Premium."""
    with store.transaction(Step(code="set-rule")) as db:
        settings.write(db, PREMIUM, True if premium else None)
