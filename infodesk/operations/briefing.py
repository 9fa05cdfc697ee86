"""The brief of a meeting: one page to take along, with room to write on."""

from collections.abc import Sequence

from infodesk.core.common_ground import CommonPoint
from infodesk.core.ids import MeetingId
from infodesk.core.introductions import Introduction, read_aloud_seconds
from infodesk.core.meetings import Meeting, MeetingQuestion
from infodesk.core.people import Person
from infodesk.core.progress import Job, Progress
from infodesk.core.report import (
    BulletList,
    Field,
    Heading,
    ListItem,
    Node,
    Paragraph,
    PrinterWords,
    QuestionAnswer,
    Report,
    Ruled,
    plain,
)
from infodesk.core.research import Fact
from infodesk.core.wording import Wording
from infodesk.operations.history import shared_with
from infodesk.operations.preparing import pace
from infodesk.operations.sharing import shareable_meetings
from infodesk.store import introductions as introduction_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store import research as fact_rows
from infodesk.store.store import Store

_MOST_FACTS = 6
_MOST_COMMON = 4
_CLOSING = ("closing-thanks", "closing-others", "closing-again", "closing-return")


def report_brief(store: Store, meeting_id: MeetingId, wording: Wording) -> Job[Report]:
    """Build the brief of a meeting for a file; KeptPrivate where no file may hold the person."""
    shareable_meetings(store, [meeting_id])
    yield Progress(phase="collecting", done=1, total=1)
    return brief(store, meeting_id, wording)


def brief(store: Store, meeting_id: MeetingId, wording: Wording) -> Report:
    """Build the brief of a meeting; NoSuchRecord if there is none."""
    meeting = meeting_rows.get(store.db, meeting_id)
    person = person_rows.get(store.db, meeting.person_id)
    now = store.clock().astimezone()
    return Report(
        kind="brief",
        label=wording.say("report-brief"),
        title=person.name,
        subtitle=_role(person.title, person.company, wording),
        language=wording.language,
        created_at=now,
        created=wording.day(now.date()),
        words=PrinterWords.said_by(wording.say),
        cover=_cover(meeting, person, shared_with(store.db, person.id), wording),
        nodes=(
            *_known(fact_rows.facts(store.db, person.id), wording),
            *_introduction(store, meeting, wording),
            *_questions(meeting.questions, wording),
            *_ending(wording),
        ),
        compact=True,
    )


def _role(title: str, company: str, wording: Wording) -> str:
    if title and company:
        return wording.say("role-at", title=title, company=company)
    return title or company


def _cover(
    meeting: Meeting, person: Person, shared: Sequence[CommonPoint], wording: Wording
) -> tuple[Field, ...]:
    when = f"{wording.moment(meeting.local_start)} ({meeting.zone})"
    length = wording.say("minutes", count=meeting.minutes)
    pairs = (
        ("report-when", f"{when} · {length}"),
        ("report-place", meeting.place),
        ("report-goal", meeting.goal),
        (
            "brief-before",
            wording.say("list-separator").join(
                _role(one.title, one.company, wording)
                for one in person.positions
                if not one.is_current
            ),
        ),
        (
            "brief-shared",
            wording.say("list-separator").join(point.what for point in shared[:_MOST_COMMON]),
        ),
    )
    return tuple(Field(label=wording.say(code), value=value) for code, value in pairs if value)


def _heading(code: str, wording: Wording) -> Heading:
    return Heading(level=1, text=wording.say(code))


def _known(facts: Sequence[Fact], wording: Wording) -> tuple[Node, ...]:
    """Return the facts worth a glance; those about the person first."""
    if not facts:
        return ()
    return (_heading("brief-known", wording), _bullets([fact.text for fact in facts[:_MOST_FACTS]]))


def _introduction(store: Store, meeting: Meeting, wording: Wording) -> tuple[Node, ...]:
    chosen: Introduction | None = None
    if meeting.introduction_id is not None:
        chosen = introduction_rows.get(store.db, meeting.introduction_id)
    if chosen is None or not chosen.text:
        return ()
    seconds = read_aloud_seconds(chosen.text, pace(store))
    return (
        Heading(level=1, text=wording.say("brief-introduction", seconds=seconds)),
        Paragraph(spans=plain(chosen.text)),
    )


def _questions(questions: Sequence[MeetingQuestion], wording: Wording) -> tuple[Node, ...]:
    must = [one for one in questions if one.must_ask]
    others = [one for one in questions if not one.must_ask]
    nodes: list[Node] = []
    if must:
        nodes.append(_heading("brief-must-ask", wording))
        for one in must:
            nodes += [QuestionAnswer(question=one.text, must_ask=True), Ruled(grows=True)]
    if others:
        nodes.append(_heading("brief-if-time" if must else "report-questions", wording))
        nodes += [QuestionAnswer(question=one.text) for one in others]
    if not questions:
        nodes.append(_heading("report-questions", wording))
    if not must:
        nodes.append(Ruled(lines=3, grows=True))
    return tuple(nodes)


def _ending(wording: Wording) -> tuple[Node, ...]:
    return (
        _heading("brief-closing", wording),
        _bullets([wording.say(code) for code in _CLOSING], ticked=False),
        _heading("brief-promises", wording),
        Ruled(grows=True, labels=(wording.say("brief-mine"), wording.say("brief-theirs"))),
    )


def _bullets(texts: Sequence[str], *, ticked: bool | None = None) -> BulletList:
    return BulletList(
        items=tuple(
            ListItem(nodes=(Paragraph(spans=plain(text)),), ticked=ticked) for text in texts
        )
    )
