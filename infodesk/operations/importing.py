"""Importing what a plan holds, as one step that can be taken back later too."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from infodesk.core.archives import ImportTouch
from infodesk.core.changes import Step
from infodesk.core.ids import CompanyId, ImportId, PersonId
from infodesk.core.import_plans import (
    AS_PLANNED,
    Decision,
    FieldChange,
    ImportChoices,
    ImportPlan,
    ImportResult,
    KnownPerson,
    MessageChoice,
    PlannedChange,
    PlannedContact,
)
from infodesk.core.imports import ImportRow
from infodesk.core.moments import as_text
from infodesk.core.next_steps import StepDraft
from infodesk.core.people import Person
from infodesk.core.progress import Job, Progress
from infodesk.core.stages import Stage
from infodesk.core.text import clean_line, fold_name, plain_letters, sort_key
from infodesk.core.touches import TouchKind
from infodesk.operations.attachments import write_photo
from infodesk.operations.import_matching import (
    details_of,
    differences,
    in_one,
    job_key,
)
from infodesk.operations.import_planning import newest_connection
from infodesk.operations.import_profile import entry_key, said
from infodesk.store import companies as company_rows
from infodesk.store import company_events as company_event_rows
from infodesk.store import events as event_rows
from infodesk.store import imports as rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as person_rows
from infodesk.store import profile as profile_rows
from infodesk.store import settings, taking_out
from infodesk.store import tags as tag_rows
from infodesk.store import touches as touch_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

_SLICE = 500
_FEW = 20
_COLUMNS = frozenset(
    {"first_name", "last_name", "title", "company", "slug", "connected_on", "location", "about"}
)
"""Fields of a FieldChange that are columns of a person."""


def apply_import(
    store: Store, plan: ImportPlan, choices: ImportChoices = AS_PLANNED
) -> Job[ImportResult]:
    """Write `plan` as one undoable step, as far as `choices` take it; cancel leaves nothing."""
    taken = _Taken(plan, choices)
    result = taken.result()
    people = result.new + result.changed
    if not (people or result.touches or result.profile or result.companies):
        return result
    step = Step(code="import", count=people) if people else Step(code="import-other")
    with store.transaction(step, bulk=people > _SLICE, lasting=True) as db:
        import_id = _record(db, plan, result, store.now())
        moved = yield from _Writing(db, store.now(), taken, import_id).write()
    return replace(result, moved=moved, import_id=import_id)


def foreseen(plan: ImportPlan, choices: ImportChoices) -> ImportResult:
    """Return what applying `plan` with `choices` would do."""
    return _Taken(plan, choices).result()


def undo_import(store: Store, import_id: ImportId) -> Job[taking_out.Kept]:
    """Take an import back, as a new step; people who were changed since stay as they are.

    Returns what was kept. KeyError if it cannot be taken back any more: see `can_undo`.
    """
    mark = store.marks_of("import")[import_id]
    return (yield from store.take_out(mark, Step(code="undo-import")))


def can_undo(store: Store) -> frozenset[ImportId]:
    """Return the imports that can be taken back: those since the vault was unlocked."""
    return frozenset(ImportId(one) for one in store.marks_of("import"))


class _Taken:
    """What of a plan is taken."""

    def __init__(self, plan: ImportPlan, choices: ImportChoices) -> None:
        self.plan, self.choices = plan, choices
        left = choices.left_out
        self.new = [row for row in plan.new if row.line not in left]
        self.joined: list[tuple[ImportRow, PersonId]] = []
        self.line_of_known = {}
        for doubt in plan.doubtful:
            decision = choices.decisions.get(doubt.row.line, Decision.NEW)
            if doubt.row.line in left or decision is Decision.SKIP:
                continue
            if decision is Decision.NEW:
                self.new.append(doubt.row)
            else:
                self.joined.append((doubt.row, PersonId(doubt.person_id)))
                self.line_of_known[doubt.row.line] = PersonId(doubt.person_id)
        self.changed = [
            (each, changes)
            for each in (*plan.changed, *plan.kept)
            if each.row.line not in left and (changes := self._changes(each))
        ]
        coming = {row.line for row in self.new} | self.line_of_known.keys()
        self.contacts = [
            contact
            for place, contact in enumerate(plan.contacts)
            if place not in choices.silent and (contact.line is None or contact.line in coming)
        ]
        self.invited = [plan.strangers[place] for place in sorted(choices.invited)]
        self.profile = [
            change
            for place, change in enumerate(plan.profile)
            if (change.kind != "kept" or place in choices.profile_overruled)
            and place not in choices.profile_left
        ]
        self.companies = [
            news for place, news in enumerate(plan.companies) if place not in choices.companies_left
        ]

    def _changes(self, planned: PlannedChange) -> list[FieldChange]:
        """Return what of a planned change is taken, what was overruled included."""
        return [
            change
            for change in planned.changes
            if change.kind != "kept" or (planned.row.line, change.field) in self.choices.overruled
        ]

    def takes(self, touch: ImportTouch) -> bool:
        """Say whether a touch is taken at all."""
        return touch.kind is not TouchKind.MESSAGE or (
            self.choices.messages is not MessageChoice.SKIP
        )

    def text(self, touch: ImportTouch) -> str:
        """Return what is kept of what a touch says."""
        if touch.kind is TouchKind.MESSAGE and self.choices.messages is not MessageChoice.TEXT:
            return ""
        return "\n".join(filter(None, (touch.subject, touch.text)))

    def known_touches(self, contact: PlannedContact) -> list[tuple[int, ImportTouch]]:
        """Return touches of the vault that learn something: their key, their text."""
        return [
            (each.touch_id, each.touch)
            for each in contact.known
            if self.takes(each.touch) and (each.by_hand or self.text(each.touch))
        ]

    def result(self) -> ImportResult:
        """Return what will have been done."""
        plan, joined = self.plan, self.joined
        contacts = [*self.contacts, *self.invited]
        skipped = len(plan.new) + len(plan.doubtful) - len(self.new) - len(joined)
        skipped += sum(each.row.line in self.choices.left_out for each in plan.changed)
        skipped += sum(file.report.lost for file in plan.files)
        return ImportResult(
            new=len(self.new) + len(self.invited),
            changed=len(self.changed) + len(joined),
            same=len(plan.same),
            doubtful=len(plan.doubtful),
            skipped=skipped,
            touches=sum(
                sum(map(self.takes, contact.new)) + len(self.known_touches(contact))
                for contact in contacts
            ),
            profile=len(self.profile),
            companies=len(self.companies),
        )


class _Writing:
    """Writes what was taken, inside the transaction of one import."""

    def __init__(self, db: Connection, now: str, taken: _Taken, import_id: ImportId) -> None:
        self._db, self._now, self._taken, self._import_id = db, now, taken, import_id
        self._plan = taken.plan
        self._moved = 0
        self._done = 0
        contacts = [*taken.contacts, *taken.invited]
        self._total = (
            len(taken.new)
            + len(taken.changed)
            + len(taken.joined)
            + sum(len(contact.new) for contact in contacts)
        )

    def write(self) -> Job[int]:
        """Write everything; return how many people have another job than was known."""
        ids = yield from self._write_new()
        yield from self._write_changed()
        yield from self._write_touches(ids)
        self._write_profile()
        self._write_companies()
        rows.count_notes(self._db, self._plan.notes)
        if columns := self._taken.choices.columns:
            known = settings.read(self._db, rows.COLUMNS, {})
            told = {signature: list(fields) for signature, fields in columns.items()}
            settings.write(self._db, rows.COLUMNS, {**known, **told})
        return self._moved

    def _progress(self) -> Progress:
        return Progress(phase="importing", done=self._done, total=self._total)

    def _source(self, row: ImportRow) -> str:
        return self._plan.file_of(row.line).report.kind

    # People

    def _write_new(self) -> Job[dict[int, PersonId]]:
        """Write the new people; return their ids by line."""
        db, now, new = self._db, self._now, self._taken.new
        yield self._progress()
        company_ids = company_rows.ensure_all(db, {row.company for row in new}, now)
        first_id = rows.next_person_id(db)
        ids = {row.line: PersonId(first_id + place) for place, row in enumerate(new)}
        yield self._progress()
        last = self._last_touches()
        marks = rows.uids(db) if any(row.more and row.more.uid for row in new) else set()
        for start in range(0, len(new), _SLICE):
            yield self._progress()
            people, emails, positions = [], [], []
            part = new[start : start + _SLICE]
            for person_id, row in enumerate(part, start=first_id + start):
                name = row.name
                match_name = fold_name(name)
                company_id = company_ids.get(row.company)
                addresses = [row.email, *row.more_emails] if row.email else row.more_emails
                uid = row.more.uid if row.more else ""
                source = self._source(row)
                people.append(
                    (
                        person_id,
                        uid if uid and uid not in marks else str(uuid4()),
                        row.first_name,
                        row.last_name,
                        name,
                        sort_key(name),
                        match_name,
                        plain_letters(name),
                        row.position,
                        row.company,
                        company_id,
                        " ".join(addresses),
                        row.slug or None,
                        row.member_urn or None,
                        row.connected_on.isoformat() if row.connected_on else None,
                        last.get(row.line),
                        source,
                        match_name,
                        now,
                        now,
                    )
                )
                marks.add(uid)
                emails += [(person_id, address) for address in addresses]
                if row.company or row.position:
                    job = (row.company, row.position, source, now[:10])
                    positions.append((person_id, company_id, *job))
            rows.insert_people(db, people)
            rows.insert_emails(db, emails)
            rows.insert_positions(db, positions)
            for row in part:
                if row.line in self._plan.past:
                    self._write_former(ids[row.line], row)
                if row.more:
                    person_id = ids[row.line]
                    nobody = replace(_NOBODY, emails=_addresses(row))
                    self._write_more(
                        person_id, row, list(differences(row, nobody, None, older=False))
                    )
                    self._write_pipeline(person_id, row)
            self._done += len(part)
        return ids

    def _write_former(self, person_id: PersonId, row: ImportRow) -> None:
        """Write the jobs that older ones of the files told, the newest first."""
        title, company = row.position, row.company
        day, source = self._now[:10], self._source(row)
        for job in self._plan.past[row.line]:
            person_rows.add_position(
                self._db,
                person_id,
                title=job.title,
                company=job.company,
                company_id=company_rows.ensure(self._db, job.company, self._now),
                noted_on=day,
                source=source,
                is_current=False,
            )
            told = (job.title, job.company, title, company, day)
            rows.add_job_changes(self._db, [(person_id, self._import_id, *told)])
            title, company = job.title, job.company
            self._moved += 1

    def _last_touches(self) -> dict[int, str]:
        """Return the day of the last touch of people who come with the files, by line."""
        return {
            contact.line: max(as_text(touch.happened_at) for touch in taken)[:10]
            for contact in self._taken.contacts
            if contact.line is not None
            and (taken := [touch for touch in contact.new if self._taken.takes(touch)])
        }

    def _write_changed(self) -> Job[None]:
        for number, (planned, changes) in enumerate(self._taken.changed):
            self._write_change(PersonId(planned.person_id), planned.row, changes)
            self._done += 1
            if number % _FEW == 0:
                yield self._progress()
        for row, person_id in self._taken.joined:
            person = person_rows.get(self._db, person_id)
            known = _as_known(person, person_rows.edited_fields(self._db, person_id))
            older = self._plan.is_older(row.line)
            details = rows.details_of(self._db, person_id)
            found = differences(row, known, details, older=older)
            changes = [change for change in found if change.kind != "kept"]
            self._write_change(person_id, row, changes)
            self._done += 1
            yield self._progress()

    def _write_change(
        self, person_id: PersonId, row: ImportRow, changes: Sequence[FieldChange]
    ) -> None:
        """Write what a row tells of a known person; a new job keeps the old one as history."""
        db, now = self._db, self._now
        taken = {change.field: change for change in changes}
        values: dict[str, object] = {
            field: change.new for field, change in taken.items() if field in _COLUMNS
        }
        if taken.keys() & {"title", "company"}:
            values["company_id"] = self._write_job(person_id, row, taken)
        for change in changes:
            if change.field == "email":
                person_rows.add_email(db, person_id, change.new)
        person_rows.change(db, person_id, values, now, None)
        if row.more:
            self._write_more(person_id, row, changes)

    def _write_job(
        self, person_id: PersonId, row: ImportRow, taken: Mapping[str, FieldChange]
    ) -> CompanyId | None:
        db, now = self._db, self._now
        person = person_rows.get(db, person_id)
        title = taken["title"].new if "title" in taken else person.title
        company = taken["company"].new if "company" in taken else person.company
        company_id = company_rows.ensure(db, company, now)
        moved = any(taken[field].old for field in taken.keys() & {"title", "company"})
        if moved or not person_rows.change_current_position(
            db, person_id, title, company, company_id
        ):
            person_rows.close_positions(db, person_id)
            person_rows.add_position(
                db,
                person_id,
                title=title,
                company=company,
                company_id=company_id,
                noted_on=now[:10],
                source=self._source(row),
            )
        if moved:
            told = (person.title, person.company, title, company)
            rows.add_job_changes(db, [(person_id, self._import_id, *told, now[:10])])
            self._moved += 1
        return company_id

    def _write_more(
        self, person_id: PersonId, row: ImportRow, changes: Sequence[FieldChange]
    ) -> None:
        """Write those of the changes that only address books and profiles tell."""
        more = row.more
        assert more is not None
        db, now, source = self._db, self._now, self._source(row)
        wanted = {(change.field, change.new) for change in changes}
        for phone in dict.fromkeys(more.phones):
            if ("phone", phone.value) in wanted:
                person_rows.add_phone(db, person_id, phone.value, phone.label)
        for link in dict.fromkeys(more.links):
            if ("link", link.value) in wanted:
                person_rows.add_link(db, person_id, link.value, link.label)
        for label in dict.fromkeys(more.labels):
            if ("tag", label) in wanted:
                tag_rows.put_on(db, tag_rows.ensure(db, label), [person_id])
        for email in more.emails:
            if email.label:
                person_rows.label_email(db, person_id, email.value, email.label)
        rows.insert_details(
            db,
            [
                (person_id, kind, value, label, source)
                for kind, value, label in details_of(more)
                if (kind, value) in wanted
            ],
        )
        self._write_past(person_id, row, wanted)
        if ("photo", more.photo_type) in wanted:
            write_photo(db, person_id, more.photo, now)
        texts = {field: new for field, new in wanted if field in ("location", "about")}
        if texts:
            person_rows.change(db, person_id, texts, now, None)

    def _write_past(
        self, person_id: PersonId, row: ImportRow, wanted: set[tuple[str, str]]
    ) -> None:
        """Write positions and schools beside the current position, which learns its dates."""
        more, db = row.more, self._db
        assert more is not None
        source = self._source(row)
        current = job_key(row.position, row.company)
        # Of positions without days the one written last is shown first.
        for held in reversed(more.positions):
            days = {
                "started_on": held.started_on.isoformat() if held.started_on else None,
                "finished_on": held.finished_on.isoformat() if held.finished_on else None,
            }
            if job_key(held.title, held.company) == current:
                person_rows.date_current_position(db, person_id, days["started_on"])
            elif ("position", in_one(held.title, held.company)) in wanted:
                person_rows.add_position(
                    db,
                    person_id,
                    title=held.title,
                    company=held.company,
                    company_id=company_rows.ensure(db, held.company, self._now),
                    noted_on=self._now[:10],
                    source=source,
                    is_current=held.is_current,
                    **days,
                )
        for school in more.education:
            if ("school", in_one(school.degree, school.school)) in wanted:
                person_rows.add_education(
                    db,
                    person_id,
                    school=school.school,
                    degree=school.degree,
                    started_on=school.started_on,
                    finished_on=school.finished_on,
                    source=source,
                )

    def _write_pipeline(self, person_id: PersonId, row: ImportRow) -> None:
        """Write what InfoDesk itself once wrote into a card."""
        more = row.more
        assert more is not None
        values: dict[str, object] = {}
        if more.stage in {stage.value for stage in Stage}:
            values["stage"] = more.stage
        if more.next_step or more.next_step_on:
            step = StepDraft(text=more.next_step, due_on=more.next_step_on)
            step_rows.insert(self._db, person_id, step, self._now)
        if more.do_not_contact:
            values["do_not_contact"] = 1
        if values:
            person_rows.change(self._db, person_id, values, self._now, None)

    # Touches

    def _write_touches(self, ids: Mapping[int, PersonId]) -> Job[None]:
        taken, db = self._taken, self._db
        source = next((file.report.kind for file in self._plan.files if file.archive.touches), "")
        waiting: list[tuple[object, ...]] = []
        touched: list[PersonId] = []
        for contact in (*taken.contacts, *self._invite()):
            person_id = contact.person_id or ids.get(contact.line or -1)
            person_id = person_id or taken.line_of_known.get(contact.line or -1)
            assert person_id is not None
            for touch in filter(taken.takes, contact.new):
                waiting.append(
                    (
                        person_id,
                        touch.kind.value,
                        touch.direction.value,
                        as_text(touch.happened_at),
                        taken.text(touch),
                        source,
                        touch.key,
                    )
                )
            for touch_id, touch in taken.known_touches(contact):
                rows.claim_touch(db, touch_id, touch.key, taken.text(touch))
            if contact.new and (contact.line is None or contact.line not in ids):
                touched.append(PersonId(person_id))
            if len(waiting) >= _SLICE:
                yield from self._flush(waiting)
        yield from self._flush(waiting)
        for start in range(0, len(touched), _FEW):
            for person_id in touched[start : start + _FEW]:
                touch_rows.refresh_last_touch(db, person_id)
            yield self._progress()

    def _flush(self, waiting: list[tuple[object, ...]]) -> Iterator[Progress]:
        for start in range(0, len(waiting), _SLICE):
            rows.insert_touches(self._db, waiting[start : start + _SLICE])
            self._done += len(waiting[start : start + _SLICE])
            yield self._progress()
        waiting.clear()

    def _invite(self) -> list[PlannedContact]:
        """Make people of strangers and return their contacts as theirs."""
        source = self._plan.files[0].report.kind
        found = []
        for stranger in self._taken.invited:
            first, _, last = stranger.name.partition(" ")
            person_id = person_rows.insert(
                self._db,
                {
                    **person_rows.names(first, last, stranger.slug),
                    "slug": stranger.slug or None,
                    "member_urn": stranger.member_urn or None,
                    "import_name": fold_name(stranger.name),
                    "source": source,
                },
                self._now,
            )
            found.append(replace(stranger, person_id=person_id, reason=""))
        return found

    # My profile and companies

    def _write_profile(self) -> None:
        db, changes = self._db, self._taken.profile
        if not changes:
            return
        remembered = dict(self._plan.taken)
        values = {change.field: change.new for change in changes if change.field}
        if values:
            profile_rows.change(db, values)
            remembered |= values
        for change in changes:
            if change.entry is None:
                continue
            if change.known is None:
                profile_rows.add_entry(db, replace(change.entry, source=_PROFILE_SOURCE))
            else:
                profile_rows.change_entry(db, change.entry)
            remembered[entry_key(change.entry)] = said(change.entry)
        settings.write(db, rows.TAKEN, remembered)

    def _write_companies(self) -> None:
        told = [news for news in self._taken.companies if news.kind != "event"]
        for news in self._taken.companies:
            if news.kind == "event" and news.on:
                event_rows.insert(self._db, news.company, news.on, "", self._now)
        if not told:
            return
        ids = company_rows.ensure_all(self._db, [news.company for news in told], self._now)
        company_event_rows.insert_many(
            self._db,
            [
                (
                    ids[news.company],
                    news.kind,
                    news.on.isoformat() if news.on else None,
                    news.title,
                    news.url,
                    _PROFILE_SOURCE,
                )
                for news in told
            ],
        )


_PROFILE_SOURCE = "linkedin-archive"
_NOBODY = KnownPerson(
    id=0,
    first_name="",
    last_name="",
    match_name="",
    title="",
    company="",
    slug="",
    connected_on=None,
    edited_fields=frozenset(),
    emails=(),
)


def _addresses(row: ImportRow) -> tuple[str, ...]:
    return tuple(address.casefold() for address in (row.email, *row.more_emails) if address)


def _as_known(person: Person, edited: frozenset[str]) -> KnownPerson:
    return KnownPerson(
        id=person.id,
        first_name=person.first_name,
        last_name=person.last_name,
        match_name=fold_name(person.name),
        title=person.title,
        company=person.company,
        slug=person.slug or "",
        connected_on=person.connected_on,
        edited_fields=edited,
        emails=tuple(email.address.casefold() for email in person.emails),
    )


def _record(db: Connection, plan: ImportPlan, result: ImportResult, now: str) -> ImportId:
    connections = [day for file in plan.files if (day := newest_connection(file))]
    exports = [day for file in plan.files if (day := file.archive.exported_on)]
    kinds = {file.report.kind for file in plan.files}
    # A file's name need not be text.
    names = ", ".join(clean_line(file.name) for file in plan.files)
    return rows.record(
        db,
        {
            "kind": kinds.pop() if len(kinds) == 1 else "several",
            "file": clean_line(names),
            "imported_at": now,
            "newest_on": max(connections).isoformat() if connections else None,
            "exported_on": max(exports).isoformat() if exports else None,
            "added": result.new,
            "changed": result.changed,
            "same": result.same,
            "doubtful": result.doubtful,
            "skipped": result.skipped,
            "touches": result.touches,
            "profile": result.profile,
            "companies": result.companies,
        },
    )
