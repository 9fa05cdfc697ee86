"""Planning an import: what files would bring, before anything is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from hashlib import blake2b

from infodesk.core.archives import (
    ArchiveContents,
    ImportRecommendation,
    ImportTouch,
    JobKind,
)
from infodesk.core.import_plans import (
    LINES_APART,
    CompanyNews,
    DoubtfulRow,
    ImportPlan,
    KnownVault,
    PastJob,
    PlannedChange,
)
from infodesk.core.imports import ImportFile, ImportRow
from infodesk.core.progress import Job, Progress
from infodesk.core.text import fold, fold_company, fold_name
from infodesk.core.touches import Direction, TouchKind
from infodesk.operations.import_contacts import plan_contacts
from infodesk.operations.import_matching import KnownPeople, as_known, differences
from infodesk.operations.import_profile import plan_profile

_SLICE = 500


def plan_import(known: KnownVault, files: Sequence[ImportFile]) -> Job[ImportPlan]:
    """Compare files, in any order, with what is known; pure, so it may run on another thread.

    A file older than one imported before only fills gaps, and of several files the newer one is
    right. What a file lacks is never a deletion.
    """
    ordered = sorted(files, key=newest_day, reverse=True)
    old = frozenset(place for place, file in enumerate(ordered) if is_older(file, known))
    merged = yield from _merged(ordered)
    people = KnownPeople(known.people)
    new, changed, kept, same, doubtful = yield from _plan_people(known, people, merged.rows, old)
    stranger = _stranger(known, ordered)
    mine = [file.archive for file in ordered if not stranger]
    coming = [*new, *(doubt.row for doubt in doubtful)]
    touches = _touches(mine)
    contacts, strangers = yield from plan_contacts(known, people, coming, touches)
    profile, taken = plan_profile(known, mine, older=0 in old)
    telling = next((each for each in mine if each.touches), ArchiveContents())
    return ImportPlan(
        files=tuple(ordered),
        new=tuple(new),
        changed=tuple(changed),
        kept=tuple(kept),
        same=tuple(same),
        doubtful=tuple(doubtful),
        contacts=tuple(contacts),
        strangers=tuple(strangers),
        profile=tuple(profile),
        companies=tuple(_company_news(known, mine)),
        messages=telling.messages,
        invitations=telling.invitations,
        notes=_notes(touches),
        taken=taken,
        older=old,
        past=merged.past,
        stranger=stranger,
    )


# Of several files


def newest_connection(file: ImportFile) -> date | None:
    """Return the newest day on which a file tells of a connection."""
    return max((row.connected_on for row in file.rows if row.connected_on), default=None)


def newest_day(file: ImportFile) -> date:
    """Return of what day a file is; the earliest day there is if it does not tell."""
    return file.archive.exported_on or newest_connection(file) or date.min


def is_older(file: ImportFile, known: KnownVault) -> bool:
    """Say whether a file of this kind but of a later day was imported before."""
    if (day := file.archive.exported_on) and known.exported_on:
        return day < known.exported_on
    newest = newest_connection(file)
    return bool(newest and known.newest_on and newest < known.newest_on)


@dataclass(slots=True)
class _Rows:
    """The rows of several files, each person once."""

    rows: Sequence[ImportRow] = ()
    past: dict[int, tuple[PastJob, ...]] = field(default_factory=dict)


def _merged(ordered: Sequence[ImportFile]) -> Job[_Rows]:
    """Merge the rows of files, the newest first; older ones fill gaps."""
    telling = [(place, file.rows) for place, file in enumerate(ordered) if file.rows]
    if len(telling) < 2:
        place, rows = telling[0] if telling else (0, ())
        apart = place * LINES_APART
        return _Rows([row._replace(line=row.line + apart) for row in rows] if apart else rows)
    merged: list[ImportRow] = []
    found = _Rows(merged)
    for place, rows in telling:
        people = KnownPeople([as_known(row, number) for number, row in enumerate(merged)])
        for done, row in enumerate(rows):
            if done % _SLICE == 0:
                yield Progress(phase="planning", done=done, total=len(rows))
            known, doubt = people.match(row) if place != telling[0][0] else (None, "")
            if known is None or doubt:
                merged.append(row._replace(line=row.line + place * LINES_APART))
                continue
            people.gain(row, known)
            newer = merged[known.id]
            _keep_job(found.past, newer, row)
            merged[known.id] = _filled(newer, row)
    return found


def _keep_job(past: dict[int, tuple[PastJob, ...]], newer: ImportRow, older: ImportRow) -> None:
    """Remember the job that an older row tells, if it is another one."""
    jobs = past.get(newer.line, ())
    told = [(newer.position, newer.company), *jobs]
    job = PastJob(older.position, older.company)
    differs = (newer.position and job.title and fold(job.title) != fold(newer.position)) or (
        newer.company and job.company and fold_company(job.company) != fold_company(newer.company)
    )
    if differs and job not in told:
        past[newer.line] = (*jobs, job)


def _filled(newer: ImportRow, older: ImportRow) -> ImportRow:
    addresses = dict.fromkeys(
        each
        for row in (newer, older)
        for each in (row.email, *row.more_emails)
        if each and each.casefold() != newer.email.casefold()
    )
    gaps = {
        name: getattr(older, name)
        for name in ("slug", "member_urn", "company", "position", "connected_on", "more")
        if not getattr(newer, name)
    }
    if not (newer.first_name or newer.last_name):
        gaps |= {"first_name": older.first_name, "last_name": older.last_name}
    if not newer.email and addresses:
        gaps["email"], *rest = addresses
    else:
        rest = list(addresses)
    return newer._replace(more_emails=tuple(rest), **gaps)


# People


def _plan_people(
    known: KnownVault, people: KnownPeople, rows: Sequence[ImportRow], old: frozenset[int]
) -> Job[
    tuple[list[ImportRow], list[PlannedChange], list[PlannedChange], list[int], list[DoubtfulRow]]
]:
    """Return who is new, changed, differs only where ours is kept, is the same, or doubtful."""
    new: list[ImportRow] = []
    changed: list[PlannedChange] = []
    kept: list[PlannedChange] = []
    same: list[int] = []
    doubtful: list[DoubtfulRow] = []
    for done, row in enumerate(rows):
        if done % _SLICE == 0:
            yield Progress(phase="planning", done=done, total=len(rows))
        person, doubt = people.match(row)
        if person is None:
            new.append(row)
            continue
        if doubt:
            name = " ".join(part for part in (person.first_name, person.last_name) if part)
            doubtful.append(
                DoubtfulRow(row=row, person_id=person.id, person_name=name, reason=doubt)
            )
            continue
        people.gain(row, person)
        details = known.details.get(person.id) if row.more else None
        changes = tuple(differences(row, person, details, older=row.line // LINES_APART in old))
        planned = changes and PlannedChange(
            row=row, person_id=person.id, person_name=row.name, changes=changes
        )
        if planned and any(change.kind != "kept" for change in changes):
            changed.append(planned)
            continue
        same.append(person.id)
        if planned:
            kept.append(planned)
    return new, changed, kept, same, doubtful


# What passed between me and others


def _stranger(known: KnownVault, files: Sequence[ImportFile]) -> str:
    """Return who owns these files, if that is certainly not me."""
    for file in files:
        owner, mine = file.archive.owner, known.profile
        if owner and owner.slug and mine.slug and owner.slug != mine.slug:
            return owner.name or owner.slug
    return ""


def _touches(archives: Sequence[ArchiveContents]) -> list[ImportTouch]:
    """Return each touch once; recommendations are touches too."""
    found: dict[str, ImportTouch] = {}
    for archive in archives:
        for touch in archive.touches:
            found.setdefault(touch.key, touch)
        for each in archive.recommendations:
            if (touch_of := _recommended(each)) is not None:
                found.setdefault(touch_of.key, touch_of)
    return list(found.values())


def _recommended(each: ImportRecommendation) -> ImportTouch | None:
    if each.at is None or not each.name:
        return None
    at = each.at.astimezone(UTC)
    told = "\0".join((each.direction.value, fold_name(each.name), f"{at:%Y-%m-%d}", each.text))
    return ImportTouch(
        line=each.line,
        key=blake2b(told.encode(), digest_size=16).hexdigest(),
        kind=TouchKind.RECOMMENDATION,
        direction=each.direction,
        happened_at=at,
        name=each.name,
        text=each.text,
    )


def _notes(touches: Sequence[ImportTouch]) -> Mapping[str, int]:
    return Counter(
        f"{touch.happened_at.astimezone(UTC):%Y-%m}"
        for touch in touches
        if touch.kind is TouchKind.INVITATION and touch.direction is Direction.OUT and touch.text
    )


# Companies


def _company_news(known: KnownVault, archives: Sequence[ArchiveContents]) -> list[CompanyNews]:
    """Return what I did about companies and the vault does not know; nameless ones are left out."""
    told: list[CompanyNews] = []
    for archive in archives:
        for company in archive.companies:
            on = company.followed_at.date() if company.followed_at else None
            told.append(CompanyNews("followed", company.name, on))
        for job in archive.jobs:
            kind = "applied" if job.kind is JobKind.APPLIED else "saved-job"
            on = job.at.date() if job.at else None
            told.append(CompanyNews(kind, job.company, on, job.title, job.url))
    found: dict[tuple[str, str], CompanyNews] = {}
    for news in told:
        if news.company:
            key = news.key(fold_company(news.company))
            if key not in known.companies:
                found.setdefault(key, news)
    for archive in archives:
        for event in archive.events:
            if not event.was_attended or event.starts_at is None:
                continue
            on = event.starts_at.date()
            key = (fold(event.name), on.isoformat())
            if key not in known.events:
                found.setdefault(key, CompanyNews("event", event.name, on, url=event.url))
    return list(found.values())
