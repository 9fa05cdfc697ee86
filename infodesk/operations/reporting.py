"""Reports built from records: the notes of meetings, and the dossier of a person."""

from collections.abc import Sequence
from datetime import datetime

from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.meetings import Meeting, MeetingState
from infodesk.core.people import Person
from infodesk.core.progress import Job, Progress
from infodesk.core.report import (
    Column,
    Field,
    Fields,
    Heading,
    Node,
    PageBreak,
    Paragraph,
    PrinterWords,
    QuestionAnswer,
    Report,
    Table,
    plain,
)
from infodesk.core.touches import TimelineEntry
from infodesk.core.wording import Wording
from infodesk.formats.markdown import notes_to_nodes
from infodesk.operations.sharing import shareable_meetings, shareable_people
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store import touches as touch_rows
from infodesk.store.store import Store


def report_meetings(store: Store, meetings: Sequence[MeetingId], wording: Wording) -> Job[Report]:
    """Build the notes of one or several meetings, those with private people left out.

    Raises NothingToExport or KeptPrivate.
    """
    meetings = shareable_meetings(store, meetings)
    if len(meetings) == 1:
        meeting = meeting_rows.get(store.db, meetings[0])
        person = person_rows.get(store.db, meeting.person_id)
        yield Progress(phase="collecting", done=1, total=1)
        return _report(
            store,
            wording,
            kind="meeting-notes",
            title=person.name,
            subtitle=_role(person, wording),
            cover=_meeting_fields(meeting, wording),
            nodes=_meeting_nodes(meeting, wording, level=1),
        )
    nodes: list[Node] = []
    for done, meeting_id in enumerate(meetings, start=1):
        meeting = meeting_rows.get(store.db, meeting_id)
        if nodes:
            nodes.append(PageBreak())
        heading = wording.say(
            "report-meeting-heading",
            name=meeting.person_name,
            day=wording.day(meeting.local_start.date()),
        )
        nodes += [Heading(level=1, text=heading), Fields(fields=_meeting_fields(meeting, wording))]
        nodes += _meeting_nodes(meeting, wording, level=2)
        yield Progress(phase="collecting", done=done, total=len(meetings))
    return _report(
        store,
        wording,
        kind="selection",
        title=wording.say("report-meetings-title"),
        subtitle=wording.say("report-meetings-count", count=len(meetings)),
        cover=(),
        nodes=tuple(nodes),
    )


def report_people(store: Store, people: Sequence[PersonId], wording: Wording) -> Job[Report]:
    """Build the dossier of one or several people, those kept private left out.

    Raises NothingToExport or KeptPrivate.
    """
    people = shareable_people(store, people)
    if len(people) == 1:
        person = person_rows.get(store.db, people[0])
        yield Progress(phase="collecting", done=1, total=1)
        return _report(
            store,
            wording,
            kind="dossier",
            title=person.name,
            subtitle=_role(person, wording),
            cover=_person_fields(person, wording),
            nodes=_person_nodes(store, person, wording, level=1),
        )
    nodes: list[Node] = []
    for done, person_id in enumerate(people, start=1):
        person = person_rows.get(store.db, person_id)
        if nodes:
            nodes.append(PageBreak())
        nodes += [
            Heading(level=1, text=person.name),
            Fields(fields=_person_fields(person, wording)),
        ]
        nodes += _person_nodes(store, person, wording, level=2)
        yield Progress(phase="collecting", done=done, total=len(people))
    return _report(
        store,
        wording,
        kind="selection",
        title=wording.say("report-people-title"),
        subtitle=wording.say("report-people-count", count=len(people)),
        cover=(),
        nodes=tuple(nodes),
    )


def _report(
    store: Store,
    wording: Wording,
    *,
    kind: str,
    title: str,
    subtitle: str,
    cover: tuple[Field, ...],
    nodes: tuple[Node, ...],
) -> Report:
    now = store.clock().astimezone()
    return Report(
        kind=kind,
        label=wording.say(f"report-{kind}"),
        title=title,
        subtitle=subtitle,
        language=wording.language,
        created_at=now,
        created=wording.day(now.date()),
        words=PrinterWords.said_by(wording.say),
        cover=cover,
        nodes=nodes,
    )


def _role(person: Person, wording: Wording) -> str:
    if person.title and person.company:
        return wording.say("role-at", title=person.title, company=person.company)
    return person.title or person.company


def _fields(wording: Wording, pairs: Sequence[tuple[str, str]]) -> tuple[Field, ...]:
    return tuple(Field(label=wording.say(code), value=value) for code, value in pairs if value)


def _meeting_fields(meeting: Meeting, wording: Wording) -> tuple[Field, ...]:
    return _fields(
        wording,
        (
            ("report-when", f"{wording.moment(meeting.local_start)} ({meeting.zone})"),
            ("report-length", wording.say("minutes", count=meeting.minutes)),
            ("report-place", meeting.place),
            ("report-goal", meeting.goal),
        ),
    )


def _meeting_nodes(meeting: Meeting, wording: Wording, level: int) -> tuple[Node, ...]:
    nodes: list[Node] = []
    if meeting.state is MeetingState.CANCELLED:
        nodes.append(Paragraph(spans=plain(wording.say("report-cancelled")), quiet=True))
    if meeting.questions:
        nodes.append(Heading(level=level, text=wording.say("report-questions")))
        nodes += [
            QuestionAnswer(
                question=question.text,
                must_ask=question.must_ask,
                asked=question.asked,
                answer=notes_to_nodes(question.answer, under=level + 1),
            )
            for question in meeting.questions
        ]
    nodes.append(Heading(level=level, text=wording.say("report-notes")))
    nodes += notes_to_nodes(meeting.notes, under=level) or (
        Paragraph(spans=plain(wording.say("report-no-notes")), quiet=True),
    )
    return tuple(nodes)


def _person_fields(person: Person, wording: Wording) -> tuple[Field, ...]:
    many = ", ".join
    return (
        *_fields(
            wording,
            (
                ("report-email", many(email.address for email in person.emails)),
                ("report-phone", many(phone.number for phone in person.phones)),
                ("report-location", person.location),
            ),
        ),
        *(
            (Field(label="LinkedIn", value=f"in/{person.slug}", link=person.profile_url),)
            if person.slug
            else ()
        ),
        *(
            Field(label=wording.say("report-link"), value=link.url, link=link.url)
            for link in person.links
        ),
        *_fields(
            wording,
            (
                ("report-stage", wording.say(f"stage-{person.stage.value}")),
                ("report-tags", many(tag.name for tag in person.tags)),
                (
                    "report-connected",
                    wording.day(person.connected_on) if person.connected_on else "",
                ),
            ),
        ),
    )


def _person_nodes(store: Store, person: Person, wording: Wording, level: int) -> tuple[Node, ...]:
    nodes: list[Node] = []
    if person.about:
        nodes.append(Heading(level=level, text=wording.say("report-about")))
        nodes += notes_to_nodes(person.about, under=level)
    if notes := meeting_rows.person_notes(store.db, person.id):
        nodes.append(Heading(level=level, text=wording.say("report-notes")))
        nodes += notes_to_nodes(notes, under=level)
    if len(person.positions) > 1:
        nodes.append(Heading(level=level, text=wording.say("report-positions")))
        nodes.append(_positions_table(person, wording))
    meetings = meeting_rows.find_ids(store.db, person_id=person.id, newest_first=True)
    for meeting_id in meetings:
        meeting = meeting_rows.get(store.db, meeting_id)
        heading = wording.say("report-meeting-on", day=wording.day(meeting.local_start.date()))
        nodes += [
            Heading(level=level, text=heading),
            Fields(fields=_meeting_fields(meeting, wording)),
            *_meeting_nodes(meeting, wording, level=level + 1),
        ]
    if entries := touch_rows.timeline(store.db, person.id):
        nodes.append(Heading(level=level, text=wording.say("report-timeline")))
        nodes.append(_timeline_table(entries, wording))
    return tuple(nodes)


def _positions_table(person: Person, wording: Wording) -> Table:
    return Table(
        columns=(
            Column(label=plain(wording.say("report-position")), share=3),
            Column(label=plain(wording.say("report-company")), share=3),
            Column(label=plain(wording.say("report-now")), share=0),
        ),
        rows=tuple(
            (
                plain(position.title),
                plain(position.company),
                plain(wording.say("report-current") if position.is_current else ""),
            )
            for position in person.positions
        ),
    )


def _timeline_table(entries: Sequence[TimelineEntry], wording: Wording) -> Table:
    return Table(
        columns=(
            Column(label=plain(wording.say("report-day")), share=0),
            Column(label=plain(wording.say("report-what")), share=1),
            Column(label=plain(wording.say("report-about-it")), share=3),
        ),
        rows=tuple(
            (
                plain(wording.day(_local(entry).date())),
                plain(wording.say(f"touch-{entry.kind}")),
                plain(entry.text),
            )
            for entry in entries
        ),
    )


def _local(entry: TimelineEntry) -> datetime:
    return entry.happened_at if entry.whole_day else entry.happened_at.astimezone()
