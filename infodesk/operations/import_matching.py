"""Who a row of an import is, and what it knows otherwise than the vault."""

from collections.abc import Iterator, Sequence
from datetime import date

from infodesk.core.contacts import ContactDetails
from infodesk.core.import_plans import FieldChange, KnownDetails, KnownPerson
from infodesk.core.imports import ImportRow
from infodesk.core.text import fold, fold_company, fold_name
from infodesk.operations.attachments import can_be_shown

_MOST_SHARING = 50
_FIELDS = ("first_name", "last_name", "title", "company")
_NOTHING = KnownDetails()


class KnownPeople:
    """The people already in the vault, by what identifies them."""

    def __init__(self, people: Sequence[KnownPerson]) -> None:
        self.by_slug = {person.slug: person for person in people if person.slug}
        self.by_email: dict[str, list[KnownPerson]] = {}
        self.by_name: dict[str, list[KnownPerson]] = {}
        self.by_day: dict[tuple[str, int], list[KnownPerson]] = {}
        self.by_mark: dict[str, KnownPerson] = {}
        self._gained: set[int] = set()
        for person in people:
            self._enter(person)

    def _enter(self, person: KnownPerson) -> None:
        for address in person.emails:
            self.by_email.setdefault(address, []).append(person)
        if person.uid:
            self.by_mark[person.uid] = person
        if person.member_urn:
            self.by_mark[person.member_urn] = person
        for name in {person.match_name, person.import_name} - {""}:
            self.by_name.setdefault(name, []).append(person)
            self.by_day.setdefault((name, _number(person.connected_on)), []).append(person)
        for former in person.former:
            if former.slug:
                self.by_slug.setdefault(former.slug, person)
            for mark in former.marks:
                self.by_mark.setdefault(mark, person)
            day = former.match_name, _number(former.connected_on)
            self.by_name.setdefault(former.match_name, []).append(person)
            self.by_day.setdefault(day, []).append(person)

    def match(self, row: ImportRow) -> tuple[KnownPerson | None, str]:
        """Return who `row` is and "" if that is certain, or a reason to doubt it.

        Keys in order: profile slug, the mark by which InfoDesk itself wrote a card, e-mail with a
        name that does not contradict, name and connection date within a day (formats.md section
        3). Company and title never identify.
        """
        if row.slug and (found := self.by_slug.get(row.slug)):
            return found, ""
        if row.more and row.more.uid and (found := self.by_mark.get(row.more.uid)):
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


def as_known(row: ImportRow, number: int) -> KnownPerson:
    """Return the person a row would make, so that a later file can be compared with it."""
    addresses = (row.email, *row.more_emails)
    return KnownPerson(
        id=number,
        first_name=row.first_name,
        last_name=row.last_name,
        match_name=fold_name(row.name),
        title=row.position,
        company=row.company,
        slug=row.slug,
        connected_on=row.connected_on,
        edited_fields=frozenset(),
        emails=tuple(address.casefold() for address in addresses if address),
        member_urn=row.member_urn,
        uid=row.more.uid if row.more else "",
    )


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


# What a row knows otherwise


def differences(
    row: ImportRow, person: KnownPerson, details: KnownDetails | None, *, older: bool
) -> Iterator[FieldChange]:
    """Yield what `row` knows otherwise; a value that became empty keeps ours.

    An `older` file only fills gaps.
    """
    theirs = (row.first_name, row.last_name, row.position, row.company)
    ours = (person.first_name, person.last_name, person.title, person.company)
    if theirs != ours:
        for field, new, old in zip(_FIELDS, theirs, ours, strict=True):
            if not new or new.casefold() == old.casefold():
                continue
            kind = "changed" if old else "filled"
            if field in person.edited_fields or (old and older):
                kind = "kept"
            yield FieldChange(field=field, old=old, new=new, kind=kind)
    if row.slug and not person.slug:
        yield FieldChange(field="slug", old="", new=row.slug, kind="filled")
    if row.email or row.more_emails:
        for address in dict.fromkeys((row.email, *row.more_emails)):
            if address and address.casefold() not in person.emails:
                yield FieldChange(field="email", old="", new=address, kind="filled")
    if row.connected_on and not person.connected_on:
        new = row.connected_on.isoformat()
        yield FieldChange(field="connected_on", old="", new=new, kind="filled")
    if row.more:
        yield from _more(row, row.more, details or _NOTHING)


def _more(row: ImportRow, more: ContactDetails, known: KnownDetails) -> Iterator[FieldChange]:
    """Yield what an address book tells beyond the row; all of it fills gaps or is kept apart."""
    for field, new, old in (
        ("location", more.location, known.location),
        ("about", more.about, known.about),
    ):
        if new and new.casefold() != old.casefold():
            yield FieldChange(field=field, old=old, new=new, kind="kept" if old else "filled")
    if not known.has_photo and can_be_shown(more.photo):
        yield _filled("photo", more.photo_type)
    for field, values, ours in (
        ("phone", (one.value for one in more.phones), known.phones),
        ("link", (one.value for one in more.links), known.links),
        ("tag", more.labels, known.tags),
    ):
        there = {folded(field, value) for value in ours}
        for value in dict.fromkeys(values):
            if value and folded(field, value) not in there:
                yield _filled(field, value)
    kinds = {(kind, fold(value)) for kind, value in known.details}
    for kind, value, _label in details_of(more):
        if (kind, fold(value)) not in kinds:
            yield _filled(kind, value)
    current = job_key(row.position, row.company)
    jobs = {current, *(job_key(*pair) for pair in known.positions)}
    for held in more.positions:
        if job_key(held.title, held.company) not in jobs:
            yield _filled("position", in_one(held.title, held.company))
    schools = {job_key(*pair) for pair in known.schools}
    for school in more.education:
        if job_key(school.degree, school.school) not in schools:
            yield _filled("school", in_one(school.degree, school.school))


def _filled(field: str, value: str) -> FieldChange:
    return FieldChange(field=field, old="", new=value, kind="filled")


def details_of(more: ContactDetails) -> Iterator[tuple[str, str, str]]:
    """Yield kind, value and label of what only `person_detail` has room for."""
    for kind, value in (
        ("birthday", more.birthday),
        ("nickname", more.nickname),
        ("headline", more.headline),
        ("department", more.department),
    ):
        if value:
            yield kind, value, ""
    for address in dict.fromkeys(more.addresses):
        yield "address", address.value, address.label
    for skill in dict.fromkeys(more.skills):
        yield "skill", skill, ""


def in_one(*parts: str) -> str:
    """Return the parts that are not empty as one line."""
    return " · ".join(filter(None, parts))


def folded(field: str, value: str) -> str:
    """Return a phone number, a link or a tag as it is compared."""
    if field == "phone":
        return "".join(sign for sign in value if sign.isdigit()) or value
    if field == "link":
        return value.casefold().removeprefix("https://").removeprefix("http://").rstrip("/")
    return fold(value)


def job_key(title: str, company: str) -> tuple[str, str]:
    """Return what two mentions of one position have in common; also of a degree and a school."""
    return fold(title), fold_company(company) if company else ""
