"""What my profile and a person's record both state: the honest beginning of a conversation."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from infodesk.core.people import Person
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.core.text import clean_line, fold, fold_company

_SNIPPET = 120
"""Characters of a longer text that are quoted around what was found."""


class CommonKind(StrEnum):
    """What is shared, the strongest bond first."""

    SCHOOL = "school"
    EMPLOYER = "employer"
    PERSON = "person"
    PLACE = "place"
    FIELD = "field"
    SKILL = "skill"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What one record says: its words, and the dates beside them.

    `where` is the part of the record: position, education, location, industry, skill, language,
    about, tag, referral.
    """

    where: str
    text: str
    detail: str = ""
    started_on: date | None = None
    finished_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonPoint:
    """One thing both records state; `what` is as their record writes it.

    `together` is whether both were there at the same time, as far as both records give dates.
    """

    kind: CommonKind
    what: str
    mine: Saying
    theirs: Saying
    together: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """Somebody who knows the person and me: who named them, say; `text` is what was said."""

    name: str
    text: str = ""


def common_ground(
    profile: Profile,
    person: Person,
    acquaintances: Sequence[Acquaintance] = (),
    company_key: Callable[[str], str] = fold_company,
) -> tuple[CommonPoint, ...]:
    """Return what `profile` and `person` both state, the strongest first; nothing is guessed.

    `acquaintances` are people known to both. `company_key` gives what companies are compared by;
    one that knows which companies a person merged finds more.
    """
    found = [
        *_schools(profile, person),
        *_employers(profile, person, company_key),
        *_people(acquaintances),
        *_places(profile, person),
        *_fields(profile, person),
        *_named(profile.of(ProfileKind.SKILL), CommonKind.SKILL, _texts(person)),
        *_named(profile.of(ProfileKind.LANGUAGE), CommonKind.LANGUAGE, _notes(person)),
    ]
    once: dict[tuple[CommonKind, str], CommonPoint] = {}
    for point in found:
        key = (point.kind, fold(point.what))
        if key not in once or (point.together and not once[key].together):
            once[key] = point
    order = list(CommonKind)
    points = once.values()
    return tuple(sorted(points, key=lambda each: (not each.together, order.index(each.kind))))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Schools

_UNIVERSITY = _words(
    "university universitat universitaet universite universita universidad universidade"
    " universiteit uniwersytet univerzita universitet universitetet univ uni"
)
_SMALL_WORDS = _words("of the de la le du des der die das fur for di da do del e y and in")
_SAME_WORDS = {"technische": "technical", "tu": "technical university"}
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_FACULTY = re.compile(r"\s+[-–—|/]\s+")
_NO_WORD = re.compile(r"[\W_]+")


def same_school(one: str, other: str) -> bool:
    """Say whether two names mean the same school, as people write it in several ways.

    Word order, small words, brackets and "Universität" for "University" do not matter; an
    abbreviation is known where it stands in brackets behind the name or is made of its initials.
    What follows a dash is a faculty of the same school; what follows a comma may be another one.
    """
    first, second = _school_names(one), _school_names(other)
    if first & (second | _asides(other)) or second & _asides(one):
        return True
    return _abbreviates(one, other) or _abbreviates(other, one)


def _school_names(name: str) -> set[frozenset[str]]:
    """Return the name without its brackets, and without a faculty behind a dash."""
    plain = clean_line(_BRACKETED.sub(" ", name))
    head = _FACULTY.split(plain)[0]
    names = {frozenset(_school_words(plain))}
    if "university" in _school_words(head):
        names.add(frozenset(_school_words(head)))
    return names - {frozenset(), frozenset({"university"})}


def _asides(name: str) -> set[frozenset[str]]:
    """Return what stands in brackets, often the other name of the school."""
    words = {frozenset(_school_words(aside)) for aside in _BRACKETED.findall(name)}
    return words - {frozenset(), frozenset({"university"})}


def _school_words(name: str) -> list[str]:
    words: list[str] = []
    for word in _NO_WORD.sub(" ", fold(name)).split():
        if word in _UNIVERSITY:
            words.append("university")
        elif word not in _SMALL_WORDS:
            words += _SAME_WORDS.get(word, word).split()
    return words


def _abbreviates(short: str, long: str) -> bool:
    """Say whether `short` is an abbreviation of at least three capitals made of `long`."""
    short = short.strip()
    if not (short.isupper() and short.isalpha() and len(short) >= 3):
        return False
    words = [word for word in _NO_WORD.sub(" ", long).split() if word[:1].isupper()]
    return "".join(word[0] for word in words) == short


def _schools(profile: Profile, person: Person) -> Iterator[CommonPoint]:
    for mine in profile.of(ProfileKind.EDUCATION):
        for theirs in person.education:
            if not (mine.organisation and theirs.school):
                continue
            if not same_school(mine.organisation, theirs.school):
                continue
            yield CommonPoint(
                kind=CommonKind.SCHOOL,
                what=theirs.school,
                mine=_entry(mine, "education", mine.organisation, mine.title),
                theirs=Saying(
                    where="education",
                    text=theirs.school,
                    detail=theirs.degree,
                    started_on=theirs.started_on,
                    finished_on=theirs.finished_on,
                ),
                together=_overlap(
                    (mine.started_on, mine.finished_on, False),
                    (theirs.started_on, theirs.finished_on, False),
                ),
            )


# Employers


def _employers(
    profile: Profile, person: Person, key: Callable[[str], str]
) -> Iterator[CommonPoint]:
    for mine in profile.of(ProfileKind.POSITION):
        wanted = key(mine.organisation) if mine.organisation else ""
        if not wanted:
            continue
        for company, theirs, current in _their_positions(person):
            if key(company) != wanted:
                continue
            yield CommonPoint(
                kind=CommonKind.EMPLOYER,
                what=company,
                mine=_entry(mine, "position", mine.organisation, mine.title),
                theirs=theirs,
                together=_overlap(
                    (mine.started_on, mine.finished_on, mine.finished_on is None),
                    (theirs.started_on, theirs.finished_on, current),
                ),
            )


def _their_positions(person: Person) -> Iterator[tuple[str, Saying, bool]]:
    for each in person.positions:
        if each.company:
            said = Saying(
                where="position",
                text=each.company,
                detail=each.title,
                started_on=each.started_on,
                finished_on=each.finished_on,
            )
            yield each.company, said, each.is_current
    if person.company and not person.positions:
        said = Saying(where="position", text=person.company, detail=person.title)
        yield person.company, said, True


_Period = tuple[date | None, date | None, bool]


def _overlap(one: _Period, other: _Period) -> bool:
    """Say whether two periods surely overlap; an open end counts only for what lasts till now."""
    (began, ended, lasts), (began2, ended2, lasts2) = one, other
    if not (began and began2 and (ended or lasts) and (ended2 or lasts2)):
        return False
    return began < (ended2 or date.max) and began2 < (ended or date.max)


# People, places


def _people(acquaintances: Sequence[Acquaintance]) -> Iterator[CommonPoint]:
    for each in acquaintances:
        said = Saying(where="referral", text=each.name, detail=each.text)
        yield CommonPoint(kind=CommonKind.PERSON, what=each.name, mine=said, theirs=said)


_AROUND = _words(
    "greater metropolitan metro metropolregion grossraum area region bay city stadt und"
    " umgebung agglomeration ville metropole et peripherie"
)


def _place_key(place: str) -> str:
    """Return the town of "Greater Vienna Area, Austria": what stands first, without the around."""
    town = _NO_WORD.sub(" ", fold(place.split(",")[0])).split()
    return " ".join(word for word in town if word not in _AROUND) or " ".join(town)


def _places(profile: Profile, person: Person) -> Iterator[CommonPoint]:
    theirs = _place_key(person.location)
    if not theirs:
        return
    mine = [Saying(where="location", text=profile.location)]
    for entry in (*profile.of(ProfileKind.POSITION), *profile.of(ProfileKind.EDUCATION)):
        mine.append(_entry(entry, entry.kind.value, entry.place, entry.organisation))
    for saying in mine:
        if _place_key(saying.text) == theirs:
            yield CommonPoint(
                kind=CommonKind.PLACE,
                what=person.location,
                mine=saying,
                theirs=Saying(where="location", text=person.location),
            )


# Fields

_RANKS = _words(
    "senior junior sr jr lead principal staff chief head director vp vice president associate"
    " assistant intern working student trainee entry level mid ii iii iv i the of at for"
    " global team manager and"
)
_DEGREES = _words(
    "bachelor bachelors master masters doctor doctorate diploma diplom magister licence"
    " license degree of science arts engineering bsc ba msc ma mba phd dr beng meng bs ms bba"
    " llb llm md associate honours hons in the minor major m s a b sc"
)


def _core_words(text: str, drop: frozenset[str]) -> tuple[str, ...]:
    words = _NO_WORD.sub(" ", fold(text).replace(".", "")).split()
    return tuple(word for word in words if word not in drop)


def _fields(profile: Profile, person: Person) -> Iterator[CommonPoint]:
    for mine in profile.of(ProfileKind.POSITION):
        core = _core_words(mine.title, _RANKS)
        for said in _titles(person):
            if core and core == _core_words(said.text, _RANKS):
                ours = _entry(mine, "position", mine.title, mine.organisation)
                yield CommonPoint(kind=CommonKind.FIELD, what=said.text, mine=ours, theirs=said)
    for mine in profile.of(ProfileKind.EDUCATION):
        subject = _core_words(mine.title, _DEGREES)
        for each in person.education:
            if subject and subject == _core_words(each.degree, _DEGREES):
                yield CommonPoint(
                    kind=CommonKind.FIELD,
                    what=each.degree,
                    mine=_entry(mine, "education", mine.title, mine.organisation),
                    theirs=Saying(where="education", text=each.degree, detail=each.school),
                )
    if profile.industry and (said_so := _first_naming(profile.industry, _texts(person))):
        mine_ = Saying(where="industry", text=profile.industry)
        yield CommonPoint(kind=CommonKind.FIELD, what=profile.industry, mine=mine_, theirs=said_so)


def _titles(person: Person) -> Iterator[Saying]:
    for each in person.positions:
        if each.title:
            yield Saying(
                where="position",
                text=each.title,
                detail=each.company,
                started_on=each.started_on,
                finished_on=each.finished_on,
            )
    if person.title and not person.positions:
        yield Saying(where="position", text=person.title, detail=person.company)


# Skills and languages: mine are listed, theirs are named in what is written about them


def _named(
    entries: Iterable[ProfileEntry], kind: CommonKind, texts: Sequence[Saying]
) -> Iterator[CommonPoint]:
    for entry in entries:
        if entry.title and (said := _first_naming(entry.title, texts)):
            mine = Saying(where=kind.value, text=entry.title, detail=entry.text)
            yield CommonPoint(kind=kind, what=entry.title, mine=mine, theirs=said)


def _texts(person: Person) -> list[Saying]:
    degrees = [
        Saying(where="education", text=each.degree, detail=each.school)
        for each in person.education
        if each.degree
    ]
    return [*_titles(person), *degrees, *_notes(person)]


def _notes(person: Person) -> list[Saying]:
    tags = [Saying(where="tag", text=tag.name) for tag in person.tags]
    lines = [Saying(where="about", text=line) for line in person.about.split("\n") if line.strip()]
    return [*tags, *lines]


def _first_naming(what: str, texts: Sequence[Saying]) -> Saying | None:
    """Return the first saying that names `what` as whole words, a long one cut around it."""
    wanted = fold(what)
    if len(wanted) < 2 and wanted != "r" and wanted != "c":
        return None
    # Not \b: "C++" and "C#" end in signs, and "C" must not be found in them.
    pattern = re.compile(rf"(?<![\w+#]){re.escape(wanted)}(?![\w+#])")
    for said in texts:
        if place := pattern.search(fold(said.text)):
            return Saying(
                where=said.where,
                text=_around(said.text, place.start()),
                detail=said.detail,
                started_on=said.started_on,
                finished_on=said.finished_on,
            )
    return None


def _around(text: str, place: int) -> str:
    """Return `text`, or if it is long the words of it near `place`."""
    line = clean_line(text)
    if len(line) <= _SNIPPET:
        return line
    begin = max(0, place - _SNIPPET // 2)
    end = min(len(line), begin + _SNIPPET)
    cut = line[begin:end]
    if begin:
        cut = "… " + cut.partition(" ")[2]
    return cut if end == len(line) else cut.rpartition(" ")[0] + " …"


def _entry(entry: ProfileEntry, where: str, text: str, detail: str) -> Saying:
    return Saying(
        where=where,
        text=text,
        detail=detail,
        started_on=entry.started_on,
        finished_on=entry.finished_on,
    )
