"""Importing people from a file: plan, look, apply."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import uuid4

from infodesk.core.changes import Step
from infodesk.core.ids import ImportId, PersonId
from infodesk.core.imports import (
    Decision,
    DoubtfulRow,
    FieldChange,
    ImportFile,
    ImportPlan,
    ImportResult,
    ImportRow,
    KnownPerson,
    PlannedChange,
)
from infodesk.core.progress import Job, Progress
from infodesk.core.text import clean_line, fold_name, plain_letters, sort_key
from infodesk.store import companies as company_rows
from infodesk.store import imports as rows
from infodesk.store import people as person_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

_SLICE = 500
_MOST_SHARING = 50
_FIELDS = ("first_name", "last_name", "title", "company")


class _Known:
    """The people already in the vault, by what identifies them."""

    def __init__(self, people: Sequence[KnownPerson]) -> None:
        self.by_slug = {person.slug: person for person in people if person.slug}
        self.by_email: dict[str, list[KnownPerson]] = {}
        self.by_name: dict[str, list[KnownPerson]] = {}
        self.by_day: dict[tuple[str, int], list[KnownPerson]] = {}
        self._gained: set[int] = set()
        for person in people:
            for address in person.emails:
                self.by_email.setdefault(address, []).append(person)
            for name in {person.match_name, person.import_name} - {""}:
                self.by_name.setdefault(name, []).append(person)
                self.by_day.setdefault((name, _number(person.connected_on)), []).append(person)
            for former in person.former:
                if former.slug:
                    self.by_slug.setdefault(former.slug, person)
                day = former.match_name, _number(former.connected_on)
                self.by_name.setdefault(former.match_name, []).append(person)
                self.by_day.setdefault(day, []).append(person)

    def match(self, row: ImportRow) -> tuple[KnownPerson | None, str]:
        """Return who `row` is and "" if that is certain, or a reason to doubt it.

        Keys in order: profile slug, e-mail with a name that does not contradict, name and
        connection date within a day (formats.md section 3). Company and title never identify.
        """
        if row.slug and (found := self.by_slug.get(row.slug)):
            return found, ""
        name = fold_name(row.name)
        if found := self._by_email(row, name):
            return found, "same-email" if _contradicts(name, found) else ""
        if found := self._by_day(row, name):
            return found, ""
        namesakes = (each for each in self.by_name.get(name, ()) if self._agree(row, each))
        found = next(namesakes, None)
        return found, "same-name" if found else ""

    def _by_email(self, row: ImportRow, name: str) -> KnownPerson | None:
        for address in (row.email, *row.more_emails):
            sharing = self.by_email.get(address.casefold(), ()) if address else ()
            if len(sharing) > _MOST_SHARING:
                continue  # An address of so many is nobody's own.
            if sharing := [each for each in sharing if self._agree(row, each)]:
                day = _number(row.connected_on)
                return min(
                    sharing,
                    key=lambda each: (
                        _contradicts(name, each),
                        abs(_number(each.connected_on) - day),
                    ),
                )
        return None

    def _by_day(self, row: ImportRow, name: str) -> KnownPerson | None:
        day = _number(row.connected_on)
        # The same day first: two namesakes may have come on two days running.
        for near in (day, day - 1, day + 1) if row.connected_on else (day,):
            found = [each for each in self.by_day.get((name, near), ()) if self._agree(row, each)]
            if not row.connected_on:
                found = [each for each in found if _repeats(row, each)]
            if found:
                return min(found, key=lambda each: not _same_job(row, each))
        return None

    def gain(self, row: ImportRow, person: KnownPerson) -> None:
        """Remember that `row` is `person`: a profile it brings is theirs from now on."""
        if row.slug and not person.slug:
            self.by_slug[row.slug] = person
            self._gained.add(person.id)

    def _agree(self, row: ImportRow, person: KnownPerson) -> bool:
        """Different profiles are different people."""
        return not (row.slug and (person.slug or person.id in self._gained))


def _contradicts(name: str, person: KnownPerson) -> bool:
    former = (each.match_name for each in person.former)
    return name not in ("", person.match_name, person.import_name, *former)


def _repeats(row: ImportRow, person: KnownPerson) -> bool:
    """Say whether `row` tells nothing but what it told before: no key, and all else the same."""
    no_key = not (row.slug or row.email or row.connected_on or person.slug or person.connected_on)
    return no_key and _same_job(row, person)


def _same_job(row: ImportRow, person: KnownPerson) -> bool:
    told = (row.position.casefold(), row.company.casefold())
    return told == (person.title.casefold(), person.company.casefold())


def _number(day: date | None) -> int:
    """Return the day's number, and for none one that is near no other."""
    return day.toordinal() if day else -1_000_000


def plan_import(
    known: Sequence[KnownPerson], file: ImportFile, newest_known: date | None = None
) -> Job[ImportPlan]:
    """Compare `file` with the people already known; pure, so it may run on another thread.

    `newest_known` is the newest day an earlier file told of: an older file only fills gaps.
    """
    index, older = _Known(known), _is_older(file, newest_known)
    new: list[ImportRow] = []
    changed: list[PlannedChange] = []
    same: list[int] = []
    doubtful: list[DoubtfulRow] = []
    total = len(file.rows)
    for done, row in enumerate(file.rows):
        if done % _SLICE == 0:
            yield Progress(phase="planning", done=done, total=total)
        person, doubt = index.match(row)
        if person is None:
            new.append(row)
            continue
        if doubt:
            name = " ".join(part for part in (person.first_name, person.last_name) if part)
            doubtful.append(
                DoubtfulRow(row=row, person_id=person.id, person_name=name, reason=doubt)
            )
            continue
        index.gain(row, person)
        changes = tuple(_differences(row, person, older=older))
        if any(change.kind != "kept" for change in changes):
            changed.append(
                PlannedChange(row=row, person_id=person.id, person_name=row.name, changes=changes)
            )
        else:
            same.append(person.id)
    return ImportPlan(
        file=file,
        new=tuple(new),
        changed=tuple(changed),
        same=tuple(same),
        doubtful=tuple(doubtful),
    )


def _newest(file: ImportFile) -> date | None:
    return max((row.connected_on for row in file.rows if row.connected_on), default=None)


def _is_older(file: ImportFile, newest_known: date | None) -> bool:
    newest = _newest(file)
    return bool(newest_known and newest and newest < newest_known)


def _differences(row: ImportRow, person: KnownPerson, *, older: bool) -> Iterator[FieldChange]:
    """Yield what `row` knows otherwise; a value that became empty keeps ours."""
    theirs = (row.first_name, row.last_name, row.position, row.company)
    ours = (person.first_name, person.last_name, person.title, person.company)
    for field, new, old in zip(_FIELDS, theirs, ours, strict=True):
        if not new or new.casefold() == old.casefold():
            continue
        kind = "changed" if old else "filled"
        if field in person.edited_fields or (old and older):
            kind = "kept"
        yield FieldChange(field=field, old=old, new=new, kind=kind)
    if row.slug and not person.slug:
        yield FieldChange(field="slug", old="", new=row.slug, kind="filled")
    for address in (row.email, *row.more_emails):
        if address and address.casefold() not in person.emails:
            yield FieldChange(field="email", old="", new=address, kind="filled")
    if row.connected_on and not person.connected_on:
        new = row.connected_on.isoformat()
        yield FieldChange(field="connected_on", old="", new=new, kind="filled")


def apply_import(
    store: Store,
    plan: ImportPlan,
    decisions: Mapping[int, Decision] | None = None,
    left_out: frozenset[int] = frozenset(),
) -> Job[ImportResult]:
    """Write `plan` as one undoable step; cancel leaves nothing.

    `decisions` says per line what a doubtful row is (undecided: a new person); rows whose line is
    in `left_out` are not taken.
    """
    decided = decisions or {}
    new = [row for row in plan.new if row.line not in left_out]
    changed = [each for each in plan.changed if each.row.line not in left_out]
    skipped = len(plan.new) + len(plan.changed) - len(new) - len(changed)
    for doubt in plan.doubtful:
        decision = decided.get(doubt.row.line, Decision.NEW)
        if decision is Decision.SKIP or doubt.row.line in left_out:
            skipped += 1
        elif decision is Decision.NEW:
            new.append(doubt.row)
    joined = [
        doubt
        for doubt in plan.doubtful
        if decided.get(doubt.row.line) is Decision.SAME and doubt.row.line not in left_out
    ]
    result = ImportResult(
        new=len(new),
        changed=len(changed) + len(joined),
        same=len(plan.same),
        doubtful=len(plan.doubtful),
        skipped=skipped + sum(plan.file.report.skipped.values()) + plan.file.report.nameless,
    )
    if not (new or changed or joined):
        return result
    total = len(new) + len(changed) + len(joined)
    older = _is_older(plan.file, rows.newest_import(store.db, plan.file.report.kind))
    step = Step(code="import", count=total)
    with store.transaction(step, bulk=total > _SLICE, lasting=True) as db:
        import_id = _record(db, plan, result, store.now())
        yield from _write_new(db, new, plan.file.report.kind, store.now(), total)
        for done, each in enumerate(changed, start=len(new)):
            _write_change(
                db, PersonId(each.person_id), each.changes, plan.file, store.now(), import_id
            )
            if done % 20 == 0:
                yield Progress(phase="importing", done=done, total=total)
        for done, doubt in enumerate(joined, start=len(new) + len(changed)):
            known = _known(db, doubt.person_id)
            changes = tuple(_differences(doubt.row, known, older=older))
            _write_change(db, PersonId(doubt.person_id), changes, plan.file, store.now(), import_id)
            if done % 20 == 0:
                yield Progress(phase="importing", done=done, total=total)
    return result


def _write_new(
    db: Connection, new: Sequence[ImportRow], kind: str, now: str, total: int
) -> Iterator[Progress]:
    company_ids = company_rows.ensure_all(db, {row.company for row in new}, now)
    first_id = rows.next_person_id(db)
    for start in range(0, len(new), _SLICE):
        yield Progress(phase="importing", done=start, total=total)
        people, emails, positions = [], [], []
        for person_id, row in enumerate(new[start : start + _SLICE], start=first_id + start):
            name = row.name
            match_name = fold_name(name)
            company_id = company_ids.get(row.company)
            addresses = [row.email, *row.more_emails] if row.email else row.more_emails
            people.append(
                (
                    person_id,
                    str(uuid4()),
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
                    kind,
                    match_name,
                    now,
                    now,
                )
            )
            emails += [(person_id, address) for address in addresses]
            if row.company or row.position:
                positions.append((person_id, company_id, row.company, row.position, kind, now[:10]))
        rows.insert_people(db, people)
        rows.insert_emails(db, emails)
        rows.insert_positions(db, positions)


def _known(db: Connection, person_id: int) -> KnownPerson:
    person = person_rows.get(db, PersonId(person_id))
    return KnownPerson(
        id=person_id,
        first_name=person.first_name,
        last_name=person.last_name,
        match_name=fold_name(person.name),
        title=person.title,
        company=person.company,
        slug=person.slug or "",
        connected_on=person.connected_on,
        edited_fields=person_rows.edited_fields(db, PersonId(person_id)),
        emails=tuple(email.address.casefold() for email in person.emails),
    )


def _write_change(
    db: Connection,
    person_id: PersonId,
    changes: Sequence[FieldChange],
    file: ImportFile,
    now: str,
    import_id: ImportId,
) -> None:
    """Write what an import tells of a known person; a new job keeps the old one as history."""
    taken = {change.field: change for change in changes if change.kind != "kept"}
    values: dict[str, object] = {
        field: change.new for field, change in taken.items() if field != "email"
    }
    if taken.keys() & {"title", "company"}:
        person = person_rows.get(db, person_id)
        title = str(values.get("title", person.title))
        company = str(values.get("company", person.company))
        company_id = company_rows.ensure(db, company, now)
        moved = any(taken[field].kind == "changed" for field in taken.keys() & {"title", "company"})
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
                source=file.report.kind,
            )
        values["company_id"] = company_id
        if moved:
            told = (person.title, person.company, title, company)
            rows.add_job_changes(db, [(person_id, import_id, *told, now[:10])])
    for change in changes:
        if change.field == "email" and change.kind != "kept":
            person_rows.add_email(db, person_id, change.new)
    person_rows.change(db, person_id, values, now, None)


def _record(db: Connection, plan: ImportPlan, result: ImportResult, now: str) -> ImportId:
    newest = _newest(plan.file)
    return rows.record(
        db,
        {
            "kind": plan.file.report.kind,
            "file": clean_line(plan.file.name),  # A file's name need not be text.
            "imported_at": now,
            "newest_on": newest.isoformat() if newest else None,
            "added": result.new,
            "changed": result.changed,
            "same": result.same,
            "doubtful": result.doubtful,
            "skipped": result.skipped,
        },
    )
