"""Reports built from records: the notes of meetings, and the dossier of a person."""

from collections.abc import Sequence, Set
from datetime import date, datetime

from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.learned import ENERGY, Debrief, Insight, Promise, Referral
from infodesk.core.links import safe_url
from infodesk.core.marks import MarkKind
from infodesk.core.meetings import Meeting, MeetingState
from infodesk.core.people import Person
from infodesk.core.progress import Job, Progress
from infodesk.core.redaction import redact
from infodesk.core.report import (
    BulletList,
    Column,
    Field,
    Fields,
    Heading,
    ListItem,
    Marked,
    Node,
    PageBreak,
    Paragraph,
    PrinterWords,
    QuestionAnswer,
    Quote,
    Report,
    Span,
    Spans,
    Table,
    plain,
)
from infodesk.core.report_choice import EVERYTHING, ReportChoice, Section
from infodesk.core.research import Fact, Topic
from infodesk.core.touches import TimelineEntry
from infodesk.core.wording import Wording
from infodesk.formats.markdown import notes_to_nodes
from infodesk.operations.redacting import make_redactor
from infodesk.operations.sharing import shareable_meetings, shareable_people
from infodesk.store import learned
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store import research as research_rows
from infodesk.store import touches as touch_rows
from infodesk.store.store import Store


def report_meetings(
    store: Store,
    meetings: Sequence[MeetingId],
    wording: Wording,
    choice: ReportChoice = EVERYTHING,
) -> Job[Report]:
    """Build the notes of one or several meetings, those with private people left out.

    Raises NothingToExport or KeptPrivate.
    """
    meetings = shareable_meetings(store, meetings)
    builder = _Builder(store, wording, choice)
    nodes: list[Node] = []
    about: set[PersonId] = set()
    for done, meeting_id in enumerate(meetings, start=1):
        meeting = meeting_rows.get(store.db, meeting_id)
        about.add(meeting.person_id)
        if len(meetings) == 1:
            person = person_rows.get(store.db, meeting.person_id)
            report = builder.report(
                kind="meeting-notes",
                title=person.name,
                subtitle=builder.role(person),
                cover=builder.meeting_fields(meeting),
                nodes=builder.meeting_nodes(meeting, level=1),
            )
            return (yield from _finished(store, report, about, wording, choice))
        if nodes:
            nodes.append(PageBreak())
        heading = wording.say(
            "report-meeting-heading",
            name=meeting.person_name,
            day=wording.day(meeting.local_start.date()),
        )
        nodes += [Heading(level=1, text=heading), Fields(fields=builder.meeting_fields(meeting))]
        nodes += builder.meeting_nodes(meeting, level=2)
        yield Progress(phase="collecting", done=done, total=len(meetings))
    report = builder.report(
        kind="selection",
        title=wording.say("report-meetings-title"),
        subtitle=wording.say("report-meetings-count", count=len(meetings)),
        cover=(),
        nodes=tuple(nodes),
    )
    return (yield from _finished(store, report, about, wording, choice))


def report_people(
    store: Store,
    people: Sequence[PersonId],
    wording: Wording,
    choice: ReportChoice = EVERYTHING,
) -> Job[Report]:
    """Build the dossier of one or several people, those kept private left out.

    Raises NothingToExport or KeptPrivate.
    """
    people = shareable_people(store, people)
    builder = _Builder(store, wording, choice)
    nodes: list[Node] = []
    for done, person_id in enumerate(people, start=1):
        person = person_rows.get(store.db, person_id)
        if len(people) == 1:
            report = builder.report(
                kind="dossier",
                title=person.name,
                subtitle=builder.role(person),
                cover=builder.person_fields(person),
                nodes=builder.person_nodes(person, level=1),
            )
            return (yield from _finished(store, report, set(people), wording, choice))
        if nodes:
            nodes.append(PageBreak())
        nodes += [
            Heading(level=1, text=person.name),
            Fields(fields=builder.person_fields(person)),
        ]
        nodes += builder.person_nodes(person, level=2)
        yield Progress(phase="collecting", done=done, total=len(people))
    report = builder.report(
        kind="selection",
        title=wording.say("report-people-title"),
        subtitle=wording.say("report-people-count", count=len(people)),
        cover=(),
        nodes=tuple(nodes),
    )
    return (yield from _finished(store, report, set(people), wording, choice))


def _finished(
    store: Store, report: Report, about: Set[PersonId], wording: Wording, choice: ReportChoice
) -> Job[Report]:
    """Return `report` as it may leave: with everybody hidden, if that was chosen."""
    yield Progress(phase="collecting")
    if not choice.redact:
        return report
    redactor = yield from make_redactor(store, about, wording, hide_companies=choice.hide_companies)
    return (yield from redact(report, redactor))


class _Builder:
    """Turns records into nodes, the chosen sections of them."""

    def __init__(self, store: Store, wording: Wording, choice: ReportChoice) -> None:
        self._store, self._wording, self._choice = store, wording, choice
        self._companies = not (choice.redact and choice.hide_companies)

    def report(
        self,
        *,
        kind: str,
        title: str,
        subtitle: str,
        cover: tuple[Field, ...],
        nodes: tuple[Node, ...],
    ) -> Report:
        """Return a report of these nodes."""
        wording = self._wording
        now = self._store.clock().astimezone()
        label = wording.say(f"report-{kind}")
        if self._choice.redact:
            label = wording.say("report-redacted", label=label)
        return Report(
            kind=kind,
            label=label,
            title=title,
            subtitle=subtitle,
            language=wording.language,
            created_at=now,
            created=wording.day(now.date()),
            words=PrinterWords.said_by(wording.say),
            cover=cover,
            nodes=nodes,
        )

    def role(self, person: Person) -> str:
        """Return what somebody is and, unless that is hidden, where."""
        if person.title and person.company and self._companies:
            return self._wording.say("role-at", title=person.title, company=person.company)
        return person.title or (person.company if self._companies else "")

    def _fields(self, pairs: Sequence[tuple[str, str]]) -> tuple[Field, ...]:
        say = self._wording.say
        return tuple(Field(label=say(code), value=value) for code, value in pairs if value)

    def _heading(self, code: str, level: int) -> Heading:
        return Heading(level=level, text=self._wording.say(code))

    # A meeting

    def meeting_fields(self, meeting: Meeting) -> tuple[Field, ...]:
        """Return when and where a meeting is, and what for."""
        wording = self._wording
        return self._fields(
            (
                ("report-when", f"{wording.moment(meeting.local_start)} ({meeting.zone})"),
                ("report-length", wording.say("minutes", count=meeting.minutes)),
                # A place is an address or a link: it leads to somebody.
                ("report-place", "" if self._choice.redact else meeting.place),
                ("report-goal", meeting.goal if self._choice.has(Section.GOAL) else ""),
            )
        )

    def meeting_nodes(self, meeting: Meeting, level: int) -> tuple[Node, ...]:
        """Return what was asked and noted in a meeting, and what came of it."""
        wording, choice = self._wording, self._choice
        nodes: list[Node] = []
        if meeting.state is MeetingState.CANCELLED:
            nodes.append(Paragraph(spans=plain(wording.say("report-cancelled")), quiet=True))
        if meeting.questions and choice.has(Section.QUESTIONS):
            nodes.append(self._heading("report-questions", level))
            nodes += [
                QuestionAnswer(
                    question=question.text,
                    must_ask=question.must_ask,
                    asked=question.asked,
                    answer=notes_to_nodes(question.answer, under=level + 1),
                )
                for question in meeting.questions
            ]
        if choice.has(Section.NOTES):
            nodes.append(self._heading("report-notes", level))
            nodes += notes_to_nodes(meeting.notes, under=level) or (
                Paragraph(spans=plain(wording.say("report-no-notes")), quiet=True),
            )
        nodes += self._outcome(meeting, level)
        return tuple(nodes)

    def _outcome(self, meeting: Meeting, level: int) -> list[Node]:
        """Return what a meeting left behind: insights with evidence, promises, names, debrief."""
        db, has = self._store.db, self._choice.has
        nodes: list[Node] = []
        insights = learned.insights(db, meeting_id=meeting.id) if has(Section.INSIGHTS) else []
        if insights:
            nodes.append(self._heading("report-insights", level))
            for insight in insights:
                nodes += self._insight(insight, meeting.person_name)
        promises = learned.promises(db, meeting_id=meeting.id) if has(Section.PROMISES) else []
        if promises:
            nodes += [self._heading("report-promises", level), self._promises(promises)]
        if has(Section.REFERRALS):
            # Whoever is kept private is named in no file, not even by somebody else.
            found = learned.referrals(db, meeting_id=meeting.id)
            named = person_rows.shareable(db, [one.person_id for one in found])
            found = [one for one in found if one.person_id in named]
            if found:
                nodes += [self._heading("report-referrals", level), self._referrals(found)]
        debrief = learned.debrief(db, meeting.id)
        if has(Section.DEBRIEF) and not debrief.is_empty():
            nodes += [self._heading("report-debrief", level), self._debrief(debrief)]
        return nodes

    def _insight(self, insight: Insight, person: str) -> list[Node]:
        """Return an insight with who said it, in which words, and when; or that it is mine."""
        statement = Marked(kind=MarkKind(insight.kind.value), spans=plain(insight.statement))
        if insight.my_view:
            mine = self._wording.say("report-my-view")
            return [statement, Paragraph(spans=plain(mine), quiet=True)]
        if not insight.quote or insight.quote == insight.statement:
            return [statement]
        day = self._wording.day(insight.said_on) if insight.said_on else ""
        source = ", ".join(part for part in (person, day) if part)
        return [statement, Quote(spans=plain(insight.quote), source=source)]

    def _promises(self, promises: Sequence[Promise]) -> BulletList:
        wording = self._wording
        items = []
        for promise in promises:
            whose = wording.say("report-mine" if promise.by_me else "report-theirs")
            due = (
                wording.say("report-by", day=wording.day(promise.due_on)) if promise.due_on else ""
            )
            text = f" {promise.text}{f' ({due})' if due else ''}"
            spans = (Span(text=f"{whose}:", strong=True), Span(text=text))
            done = promise.done_on is not None
            items.append(ListItem(nodes=(Paragraph(spans=spans),), ticked=done))
        return BulletList(items=tuple(items))

    def _referrals(self, referrals: Sequence[Referral]) -> BulletList:
        items = []
        for one in referrals:
            role = f", {one.person_role}" if one.person_role and self._companies else ""
            said = f": {one.text}" if one.text else ""
            may = self._wording.say("report-may-use-name") if one.may_use_name else ""
            spans = (
                Span(text=one.person_name, strong=True),
                Span(text=f"{role}{said}{f' ({may})' if may else ''}"),
            )
            items.append(ListItem(nodes=(Paragraph(spans=spans),)))
        return BulletList(items=tuple(items))

    def _debrief(self, debrief: Debrief) -> Fields:
        energy = ""
        if debrief.energy is not None:
            most = max(ENERGY)
            energy = self._wording.say("report-energy-of", energy=debrief.energy, most=most)
        return Fields(
            fields=self._fields(
                (
                    ("report-learned", debrief.learned),
                    ("report-surprised", debrief.surprised),
                    ("report-fits", debrief.fits),
                    ("report-energy", energy),
                    ("report-next", debrief.next),
                )
            )
        )

    # A person

    def person_fields(self, person: Person) -> tuple[Field, ...]:
        """Return how somebody is reached, and how things stand with them."""
        wording, many = self._wording, ", ".join
        stage = wording.say(f"stage-{person.stage.value}")
        connected = wording.day(person.connected_on) if person.connected_on else ""
        standing = self._fields(
            (
                ("report-stage", stage),
                ("report-tags", many(tag.name for tag in person.tags)),
                ("report-connected", connected),
            )
        )
        if not self._choice.has(Section.CONTACT):
            return standing
        reached = self._fields(
            (
                ("report-email", many(email.address for email in person.emails)),
                ("report-phone", many(phone.number for phone in person.phones)),
                ("report-location", person.location),
            )
        )
        links = [(wording.say("report-link"), link.url, link.url) for link in person.links]
        if person.slug:
            links.insert(0, ("LinkedIn", f"in/{person.slug}", person.profile_url))
        found = tuple(Field(label=label, value=value, link=url) for label, value, url in links)
        return (*reached, *found, *standing)

    def person_nodes(self, person: Person, level: int) -> tuple[Node, ...]:
        """Return all that is known of somebody."""
        db, has = self._store.db, self._choice.has
        nodes: list[Node] = []
        if person.about and has(Section.ABOUT):
            nodes.append(self._heading("report-about", level))
            nodes += notes_to_nodes(person.about, under=level)
        notes = meeting_rows.person_notes(db, person.id) if has(Section.PERSON_NOTES) else ""
        if notes:
            nodes.append(self._heading("report-notes", level))
            nodes += notes_to_nodes(notes, under=level)
        if len(person.positions) > 1 and has(Section.POSITIONS):
            nodes += [self._heading("report-positions", level), self._positions(person)]
        if person.education and has(Section.EDUCATION):
            nodes += [self._heading("report-education", level), self._education(person)]
        facts = research_rows.facts(db, person.id) if has(Section.RESEARCH) else ()
        if facts:
            nodes += [self._heading("report-research", level), self._research(facts)]
        if has(Section.MEETINGS):
            nodes += self._meetings(person, level)
        entries = touch_rows.timeline(db, person.id) if has(Section.TIMELINE) else []
        if entries:
            nodes += [self._heading("report-timeline", level), self._timeline(entries)]
        return tuple(nodes)

    def _meetings(self, person: Person, level: int) -> list[Node]:
        nodes: list[Node] = []
        for meeting_id in meeting_rows.find_ids(
            self._store.db, person_id=person.id, newest_first=True
        ):
            meeting = meeting_rows.get(self._store.db, meeting_id)
            day = self._wording.day(meeting.local_start.date())
            nodes += [
                Heading(level=level, text=self._wording.say("report-meeting-on", day=day)),
                Fields(fields=self.meeting_fields(meeting)),
                *self.meeting_nodes(meeting, level=level + 1),
            ]
        return nodes

    def _column(self, code: str, share: int) -> Column:
        return Column(label=plain(self._wording.say(code)), share=share)

    def _positions(self, person: Person) -> Table:
        columns = [self._column("report-position", 3), self._column("report-company", 3)]
        rows = [
            [
                plain(position.title),
                plain(position.company),
                plain(self._years(position.started_on, position.finished_on, position.is_current)),
            ]
            for position in person.positions
        ]
        return self._without_companies([*columns, self._column("report-years", 0)], rows, 1)

    def _education(self, person: Person) -> Table:
        columns = [self._column("report-degree", 3), self._column("report-school", 3)]
        rows = [
            [
                plain(one.degree),
                plain(one.school),
                plain(self._years(one.started_on, one.finished_on, lasts=False)),
            ]
            for one in person.education
        ]
        return self._without_companies([*columns, self._column("report-years", 0)], rows, 1)

    def _without_companies(
        self, columns: list[Column], rows: list[list[Spans]], place: int
    ) -> Table:
        """Return a table, the column at `place` left out where companies are hidden."""
        if not self._companies:
            del columns[place]
            for row in rows:
                del row[place]
        return Table(columns=tuple(columns), rows=tuple(map(tuple, rows)))

    def _years(self, began: date | None, ended: date | None, lasts: bool) -> str:
        """Return a span in years, which are what most files tell."""
        if lasts:
            if began is None:
                return self._wording.say("report-current")
            return self._wording.say("report-since", year=began.year)
        years = [day.year for day in (began, ended) if day is not None]
        return "–".join(map(str, dict.fromkeys(years)))

    def _research(self, facts: Sequence[Fact]) -> Table:
        return Table(
            columns=(
                self._column("report-topic", 0),
                self._column("report-fact", 4),
                self._column("report-source", 2),
                self._column("report-read", 0),
            ),
            rows=tuple(
                (
                    plain(self._wording.say(f"topic-{fact.topic.value}")),
                    plain(fact.text),
                    (Span(text=fact.source, link=safe_url(fact.source)),),
                    plain(self._wording.day(fact.found_on)),
                )
                for fact in sorted(facts, key=lambda fact: list(Topic).index(fact.topic))
            ),
        )

    def _timeline(self, entries: Sequence[TimelineEntry]) -> Table:
        wording = self._wording
        return Table(
            columns=(
                self._column("report-day", 0),
                self._column("report-what", 2),
                self._column("report-about-it", 4),
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
