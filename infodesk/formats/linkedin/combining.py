"""Several tables or archives of LinkedIn's as one picture, in whatever order they come."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from infodesk.core.archives import (
    ArchiveContents,
    ImportLetter,
    ImportProfile,
    ImportTouch,
    InvitationTally,
    MessageTally,
    Owner,
    OwnerProof,
)
from infodesk.core.imports import ARCHIVE, IN_SEVERAL, FileReport, ImportFile, ImportRow
from infodesk.core.profile import Profile, ProfileEntry
from infodesk.core.text import fold, fold_name
from infodesk.core.touches import Direction, TouchKind
from infodesk.formats.linkedin.crediting import Letterbox, credited, owner_of
from infodesk.formats.linkedin.letters import letter_key

_CONNECTIONS = "linkedin-connections"
_ONE_EXPORT = timedelta(days=7)
_Item = TypeVar("_Item")


def gathered(files: Sequence[ImportFile]) -> list[ImportFile]:
    """Return what to import one after the other of several files that were read, oldest first.

    LinkedIn's parts of one export (made within a week of each other, or single tables, which tell
    no day and belong to the newest) become one; two exports years apart stay two, so that what
    changed between them is seen. Files that are not LinkedIn's come last, as they are.
    """
    ours = sorted((file for file in files if is_linkedin(file)), key=_age)
    groups: list[list[ImportFile]] = []
    for file in ours:
        day = file.archive.exported_on
        if day and groups and _day(groups[-1]) >= day - _ONE_EXPORT:
            groups[-1].append(file)
        elif day:
            groups.append([file])
    undated = [file for file in ours if file.archive.exported_on is None]
    if undated and groups:
        groups[-1] += undated
    elif undated:
        groups.append(undated)
    return [merged(group) for group in groups] + [file for file in files if not is_linkedin(file)]


def is_linkedin(file: ImportFile) -> bool:
    """Say whether a file is LinkedIn's and so may be merged.

    Its address books are not, nor is a table of people that only looks like Connections.csv.
    """
    kind = file.report.kind
    if kind == _CONNECTIONS and file.rows:
        return any(row.slug or row.connected_on for row in file.rows)
    return kind.startswith("linkedin-") and kind != "linkedin-contacts"


def _day(group: Sequence[ImportFile]) -> date:
    return max(file.archive.exported_on or date.min for file in group)


def _age(file: ImportFile) -> tuple[date, date, str, str]:
    """Return by what files are ordered, oldest first; no order in which they came changes it."""
    newest = max((row.connected_on for row in file.rows if row.connected_on), default=date.min)
    archive = file.archive
    told = f"{len(file.rows)} {file.rows[:1]} {archive.messages} {archive.invitations}"
    told += min((touch.key for touch in archive.touches), default="")
    return (archive.exported_on or newest, newest, file.name, told)


def merged(files: Sequence[ImportFile]) -> ImportFile:
    """Return several files of LinkedIn's as one of kind linkedin-archive; one alone as it is.

    The order of `files` does not matter. Of a person in several the newest file's row counts, with
    gaps filled from older ones, the others count as in-several; everything else is there once. A
    table that a file lacks takes nothing away. Messages whose owner was unknown are credited anew
    if another file tells whose archive it is. Lines of later files count on from those before.
    """
    if len(files) == 1:
        return files[0]
    newest_first = sorted(files, key=_age, reverse=True)
    rows, report = people_of(newest_first)
    report = replace(
        report,
        kind=ARCHIVE,
        members_read=_members(newest_first, _members_read),
        members_left=_members(newest_first, lambda file: file.report.members_left),
    )
    contents = settled([file.archive for file in newest_first])
    name = ", ".join(dict.fromkeys(file.name for file in reversed(newest_first)))
    return ImportFile(name=name, rows=rows, report=report, archive=contents)


def _members_read(file: ImportFile) -> dict[str, int]:
    if file.report.kind == ARCHIVE:
        return file.report.members_read
    return {file.name: file.report.rows}


def _members(
    files: Sequence[ImportFile], members_of: Callable[[ImportFile], dict[str, _Item]]
) -> dict[str, _Item]:
    """Return the members of all files; a name that several have is told with its file's."""
    found: dict[str, _Item] = {}
    for number, file in enumerate(files):
        for name, said in members_of(file).items():
            for free in (name, f"{file.name}/{name}", f"{file.name} ({number})/{name}"):
                if free not in found:
                    found[free] = said
                    break
    return found


# People


def people_of(files: Sequence[ImportFile]) -> tuple[tuple[ImportRow, ...], FileReport]:
    """Return the people of all files, the first file's first, and one report about them.

    A person whom a file before told of counts as in-several, and fills its gaps.
    """
    found = [file for file in files if _CONNECTIONS in file.archive.parts]
    if not found:
        return (), FileReport(kind=ARCHIVE)
    if len(found) == 1:
        return tuple(found[0].rows), found[0].report
    rows: list[ImportRow] = []
    known = _KnownRows(rows)
    report = found[0].report
    for number, file in enumerate(found):
        offset = _last_line(rows, report) if number else 0
        again = 0
        for row in file.rows:
            place = known.place_of(row) if number else None
            if place is None:
                rows.append(row._replace(line=row.line + offset))
                place = len(rows) - 1
            else:
                rows[place] = _filled(rows[place], row)
                again += 1
            known.add(row, place)
        if number:
            report = _added(report, file.report, offset, again=again)
    report = replace(
        report,
        people=len(rows),
        emails=sum(bool(row.email) for row in rows),
        with_url=sum(bool(row.slug) for row in rows),
    )
    return tuple(rows), report


def _last_line(rows: Sequence[ImportRow], report: FileReport) -> int:
    lines = [*(row.line for row in rows), *(problem.line for problem in report.problems)]
    return max(lines, default=0)


class _KnownRows:
    """Where a person stands among rows: by profile, else by name and day, give or take one.

    Two with different profiles are two people; exports before 2023 had no profiles.
    """

    def __init__(self, rows: Sequence[ImportRow]) -> None:
        self._rows = rows
        self._by_slug: dict[str, int] = {}
        self._by_day: dict[tuple[str, int], int] = {}

    def place_of(self, row: ImportRow) -> int | None:
        if row.slug and row.slug in self._by_slug:
            return self._by_slug[row.slug]
        if row.connected_on is None:
            return None
        name, day = fold_name(row.name), row.connected_on.toordinal()
        for near in (day, day - 1, day + 1):
            place = self._by_day.get((name, near))
            if place is not None and not (row.slug and self._rows[place].slug):
                return place
        return None

    def add(self, row: ImportRow, place: int) -> None:
        if row.slug:
            self._by_slug.setdefault(row.slug, place)
        if row.connected_on:
            self._by_day.setdefault((fold_name(row.name), row.connected_on.toordinal()), place)


def _filled(newer: ImportRow, older: ImportRow) -> ImportRow:
    """Return the newer row with what only the older tells; company and position go together."""
    addresses: dict[str, str] = {}
    for address in (newer.email, *newer.more_emails, older.email, *older.more_emails):
        if address:
            addresses.setdefault(address.casefold(), address)
    email, *more = [*addresses.values()] or [""]
    job = newer if newer.company or newer.position else older
    return newer._replace(
        slug=newer.slug or older.slug,
        email=email,
        more_emails=tuple(more),
        member_urn=newer.member_urn or older.member_urn,
        company=job.company,
        position=job.position,
        connected_on=newer.connected_on or older.connected_on,
    )


def _added(one: FileReport, other: FileReport, offset: int, *, again: int) -> FileReport:
    """Return the tallies of two files as one; `again` people of the other are in the first."""
    skipped = _sums(one.skipped, other.skipped)
    if again:
        skipped[IN_SEVERAL] = skipped.get(IN_SEVERAL, 0) + again
    return replace(
        one,
        rows=one.rows + other.rows,
        nameless=one.nameless + other.nameless,
        skipped=skipped,
        bad_dates=one.bad_dates + other.bad_dates,
        bad_urls=one.bad_urls + other.bad_urls,
        repaired=_sums(one.repaired, other.repaired),
        truncated=one.truncated + other.truncated,
        problems=(
            *one.problems,
            *(replace(problem, line=problem.line + offset) for problem in other.problems),
        ),
    )


def _sums(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {code: one.get(code, 0) + other.get(code, 0) for code in sorted({*one, *other})}


# Everything else


def joined(tables: Sequence[ArchiveContents]) -> ArchiveContents:
    """Return the tables of one archive side by side, as `settled` wants them."""
    tallies = [table.invitations for table in tables]
    return ArchiveContents(
        parts=frozenset[str]().union(*(table.parts for table in tables)),
        owner=_surest(tables),
        profile=_profile([table.profile for table in tables if table.profile]),
        touches=tuple(touch for table in tables for touch in table.touches),
        letters=tuple(letter for table in tables for letter in table.letters),
        invitations=InvitationTally(
            rows=sum(tally.rows for tally in tallies),
            outgoing=sum(tally.outgoing for tally in tallies),
            incoming=sum(tally.incoming for tally in tallies),
            with_note=sum(tally.with_note for tally in tallies),
        ),
        companies=tuple(each for table in tables for each in table.companies),
        events=tuple(each for table in tables for each in table.events),
        jobs=tuple(each for table in tables for each in table.jobs),
        recommendations=tuple(each for table in tables for each in table.recommendations),
    )


def settled(archives: Sequence[ArchiveContents]) -> ArchiveContents:
    """Return archives, the newest first, as one: everything once, letters credited."""
    profile = _profile([archive.profile for archive in archives if archive.profile])
    credit = _Credit(archives, profile.profile.name if profile else "")
    if profile and credit.owner and not profile.profile.slug:
        profile = replace(profile, profile=replace(profile.profile, slug=credit.owner.slug))
    invitations = _once(
        (touch for archive in archives for touch in archive.touches if _is_invitation(touch)),
        lambda touch: touch.key,
    )
    days = [archive.exported_on for archive in archives if archive.exported_on]
    return ArchiveContents(
        parts=frozenset[str]().union(*(archive.parts for archive in archives)),
        exported_on=max(days, default=None),
        owner=credit.owner,
        profile=profile,
        touches=(*_once(credit.touches, lambda touch: touch.key), *invitations),
        letters=tuple(credit.letters),
        messages=credit.tally(),
        invitations=_invitation_tally(archives, invitations),
        companies=_once(
            (each for archive in archives for each in archive.companies),
            lambda each: fold(each.name),
        ),
        events=_once(
            (each for archive in archives for each in archive.events),
            lambda each: (fold(each.name), each.starts_at),
        ),
        jobs=_once(
            (each for archive in archives for each in archive.jobs),
            lambda each: (each.kind, each.url or (fold(each.company), fold(each.title), each.at)),
        ),
        recommendations=_once(
            (each for archive in archives for each in archive.recommendations),
            lambda each: (each.direction, fold_name(each.name), " ".join(each.text.split())),
        ),
    )


def _is_invitation(touch: ImportTouch) -> bool:
    return touch.kind is TouchKind.INVITATION


class _Credit:
    """The letters of several archives, the newest first, each once, and what they are credited to.

    Archive by archive, because the address of the owner's own profile may have changed between
    two; what a newer archive has is not looked at again.
    """

    def __init__(self, archives: Sequence[ArchiveContents], profile_name: str) -> None:
        self.touches: list[ImportTouch] = []
        self.letters: list[ImportLetter] = []
        self._tallies: list[MessageTally] = []
        self._seen: set[str] = set()
        self._alone = len(archives) == 1
        surest = _surest(archives)
        owners: list[Owner] = []
        for archive in archives:
            box = Letterbox(archive.letters)
            told = surest if surest and box.holds(surest) else None
            owner = owner_of(box, told, profile_name) or surest
            owners += [owner] if owner else []
            self._add(box, owner)
        known = (owner for owner in owners if owner.slug)
        self.owner = next(known, next(iter(owners), None))

    def _add(self, box: Letterbox, owner: Owner | None) -> None:
        places: Sequence[int] = range(len(box.letters))
        if not self._alone:
            keys = list(map(letter_key, box.letters))
            places = [place for place in places if keys[place] not in self._seen]
            self._seen.update(keys)
        touches, tally = credited(box, owner, places)
        self.touches += touches
        self.letters += [box.letters[place] for place in places]
        self._tallies.append(tally)

    def tally(self) -> MessageTally:
        """Return how many letters there are, by class."""
        return MessageTally(
            rows=len(self.letters),
            conversations=len({letter.conversation for letter in self.letters} - {""}),
            without_id=sum(not letter.conversation for letter in self.letters),
            one_to_one=sum(tally.one_to_one for tally in self._tallies),
            group=sum(tally.group for tally in self._tallies),
            sponsored=sum(tally.sponsored for tally in self._tallies),
            anonymous=sum(tally.anonymous for tally in self._tallies),
            draft=sum(tally.draft for tally in self._tallies),
        )


def _once(items: Iterable[_Item], key: Callable[[_Item], object]) -> tuple[_Item, ...]:
    found: dict[object, _Item] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


def _surest(archives: Sequence[ArchiveContents]) -> Owner | None:
    """Return the owner that invitations tell, the newest; all others are looked for anew."""
    owners = [archive.owner for archive in archives if archive.owner]
    return next((each for each in owners if each.proof is OwnerProof.INVITATIONS), None)


def _invitation_tally(
    archives: Sequence[ArchiveContents], invitations: Sequence[ImportTouch]
) -> InvitationTally:
    tallies = [archive.invitations for archive in archives if archive.invitations.rows]
    if len(tallies) == 1:
        return tallies[0]
    return InvitationTally(
        rows=len(invitations),
        outgoing=sum(touch.direction is Direction.OUT for touch in invitations),
        incoming=sum(touch.direction is Direction.IN for touch in invitations),
        with_note=sum(bool(touch.text) for touch in invitations),
    )


def _profile(found: Sequence[ImportProfile]) -> ImportProfile | None:
    """Return several profiles as one: of each field the first that is filled, entries once."""
    if not found:
        return None
    texts: dict[str, Any] = {
        column: next(filter(None, (getattr(each.profile, column) for each in found)), "")
        for column in _PROFILE_TEXTS
    }
    entries = _once((entry for each in found for entry in each.profile.entries), _entry_key)
    return ImportProfile(
        profile=Profile(**texts, entries=entries),
        websites=tuple(dict.fromkeys(site for each in found for site in each.websites)),
        birthday=next(filter(None, (each.birthday for each in found)), ""),
    )


_PROFILE_TEXTS = (
    "first_name",
    "last_name",
    "headline",
    "summary",
    "industry",
    "location",
    "email",
    "phone",
    "website",
    "slug",
)


def _entry_key(entry: ProfileEntry) -> object:
    return (entry.kind, fold(entry.title), fold(entry.organisation), entry.started_on)
