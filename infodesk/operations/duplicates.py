"""Finding people who are in the vault twice, merging them, and splitting them again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from infodesk.core.changes import Step
from infodesk.core.duplicates import (
    Choices,
    Likeness,
    Pair,
    PersonKey,
    Reason,
    proposed,
)
from infodesk.core.errors import BadValue
from infodesk.core.ids import MergeId, PersonId
from infodesk.core.links import profile_slug
from infodesk.core.names import name_words, short_forms, spelled
from infodesk.core.progress import Job, Progress
from infodesk.core.text import fold_name
from infodesk.store import duplicates as rows
from infodesk.store import merging
from infodesk.store import people as person_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST = 45
"""Pairs with less confidence are not shown."""

_MOST = {"address": 8, "name": 24, "company": 400}
"""Of more people than this an address is nobody's own, a name or a company says too little."""

_SLICE = 500
_PHONE_DIGITS = 9
"""So many last digits tell a number, whether or not it is written with its country code."""

_NAME_STRENGTH = {
    Reason.SAME_NAME: 60,
    Reason.SWAPPED: 56,
    Reason.SPELLING: 54,
    Reason.FEWER_NAMES: 48,
    Reason.SHORT_FORM: 44,
    Reason.TYPO: 42,
    Reason.INITIAL: 36,
}


class _Finder:
    """Compares people of a plain index; pure, so it may run on another thread."""

    def __init__(self, people: Sequence[PersonKey]) -> None:
        from rapidfuzz.distance import OSA

        self._distance: Callable[..., int] = OSA.distance
        self.people = people
        self.words = [name_words(person.name) for person in people]
        self.sounds = [tuple(map(spelled, words)) for words in self.words]

    # Which two are looked at

    def blocks(self) -> Iterator[tuple[str, list[int]]]:
        """Yield groups of people to compare, and what they share: address, name or company."""
        shared: dict[str, list[int]] = defaultdict(list)
        names: dict[tuple[object, ...], list[int]] = defaultdict(list)
        colleagues: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        for place, person in enumerate(self.people):
            for address in person.emails:
                shared[f"e{address}"].append(place)
            for number in person.phones:
                shared[f"t{number}"].append(place)
            for profile in person.profiles:
                shared[f"p{profile}"].append(place)
            sounds = self.sounds[place]
            if len(sounds) > 1:
                names[tuple(sorted(sounds))].append(place)
                ends = sounds[0], sounds[-1]
                if len(sounds) > 2:
                    names[tuple(sorted(ends))].append(place)
                for form in short_forms(self.words[place][0]):
                    names[form, sounds[-1]].append(place)
            for company in {person.company, *(each[0] for each in person.companies)} - {0}:
                for end in {0, len(sounds) - 1} if sounds else ():
                    colleagues[company, min(end, 1), sounds[end]].append(place)
        for kind, blocks in (("address", shared), ("name", names), ("company", colleagues)):
            most = _MOST[kind]
            yield from ((kind, each) for each in blocks.values() if 1 < len(each) <= most)

    def pairs(self, kind: str, group: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Return the pairs of a group worth a look: two with profiles only share an address."""
        if kind == "address":
            return combinations(group, 2)
        bare = [place for place in group if not self.people[place].slug]
        if not bare:
            return ()
        with_profile = [place for place in group if self.people[place].slug]
        return chain(combinations(bare, 2), product(bare, with_profile))

    # What speaks for it

    def compare(self, one: int, other: int, *, namesakes: int = 2) -> Pair | None:
        """Return two people as a pair if enough speaks for it; `namesakes` share their name."""
        mine, theirs = self.people[one], self.people[other]
        strong = _addresses(mine, theirs)
        if mine.slug and theirs.slug and not strong:
            return None  # different profiles are different people
        name = self.name_reason(one, other)
        if name is None and not strong:
            return None
        around = _circumstances(mine, theirs)
        confidence = _confidence(name, strong, around, mine, theirs, namesakes)
        if confidence < LEAST:
            return None
        first, second = sorted((mine.id, theirs.id))
        reasons = [*strong, *([name] if name else ()), *around]
        return Pair(first, second, confidence, tuple(reasons))

    def name_reason(self, one: int, other: int) -> Reason | None:
        """Return how two names are alike, None if they are not."""
        mine, theirs = self.words[one], self.words[other]
        if not mine or not theirs:
            return None
        if mine == theirs:
            return Reason.SAME_NAME
        sounds, sounds2 = self.sounds[one], self.sounds[other]
        if sorted(mine) == sorted(theirs):
            return Reason.SWAPPED
        if sounds == sounds2 or sorted(sounds) == sorted(sounds2):
            return Reason.SPELLING
        if len(mine) < 2 or len(theirs) < 2:
            return None
        if sounds[-1] == sounds2[-1]:
            return self._first_names(mine, theirs, sounds, sounds2)
        if sounds[0] == sounds2[0] and self._mistyped(mine[-1], theirs[-1]):
            return Reason.TYPO
        return None

    def _first_names(
        self,
        mine: tuple[str, ...],
        theirs: tuple[str, ...],
        sounds: tuple[str, ...],
        sounds2: tuple[str, ...],
    ) -> Reason | None:
        """Compare the given names of two people with one family name."""
        if sounds[0] == sounds2[0]:
            # One leaves middle names out or gives only their letters; two others are two people.
            fewer, more = sorted((sounds[1:-1], sounds2[1:-1]), key=len)
            fits = all(any(_begins(each, long) for long in more) for each in fewer)
            return Reason.FEWER_NAMES if fits else None
        if short_forms(mine[0]) & short_forms(theirs[0]):
            return Reason.SHORT_FORM
        if _begins(mine[0], theirs[0]):
            return Reason.INITIAL
        if self._mistyped(mine[0], theirs[0]):
            return Reason.TYPO
        return None

    def _mistyped(self, one: str, other: str) -> bool:
        """Say whether one letter, or two of a long word, are other, gone or exchanged."""
        most = 2 if min(len(one), len(other)) >= 9 else 1
        if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > most:
            return False
        return self._distance(one, other, score_cutoff=most) <= most


def _begins(one: str, other: str) -> bool:
    """Say whether two given names are the same or one is the other's letter."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _addresses(one: PersonKey, other: PersonKey) -> list[Reason]:
    found = []
    if set(one.emails) & set(other.emails):
        found.append(Reason.SAME_EMAIL)
    if set(one.phones) & set(other.phones):
        found.append(Reason.SAME_PHONE)
    if set(one.profiles) & set(other.profiles):
        found.append(Reason.SAME_PROFILE)
    return found


def _circumstances(one: PersonKey, other: PersonKey) -> list[Reason]:
    found = []
    if one.company and one.company == other.company:
        found.append(Reason.SAME_COMPANY)
    elif any(
        mine[0] == theirs[0] and mine[1] <= theirs[2] and theirs[1] <= mine[2]
        for mine in one.companies
        for theirs in other.companies
    ):
        found.append(Reason.WORKED_TOGETHER)
    if one.connected and abs(one.connected - other.connected) <= 1:
        found.append(Reason.SAME_DAY)
    return found


def _confidence(
    name: Reason | None,
    strong: Sequence[Reason],
    around: Sequence[Reason],
    one: PersonKey,
    other: PersonKey,
    namesakes: int,
) -> int:
    """Weigh what speaks for two records being one person, and what against."""
    if strong:
        alone = {Reason.SAME_PROFILE: 88, Reason.SAME_EMAIL: 62, Reason.SAME_PHONE: 46}
        points = max(alone[each] for each in strong) + 6 * (len(strong) - 1)
        if name:
            points = max(points, 78) + _NAME_STRENGTH[name] // 4
        if one.slug and other.slug and Reason.SAME_PROFILE not in strong:
            points -= 25
        return min(points + 3 * len(around), 99)
    assert name is not None
    points = _NAME_STRENGTH[name]
    points += {Reason.SAME_COMPANY: 28, Reason.WORKED_TOGETHER: 20}.get(
        next((each for each in around if each is not Reason.SAME_DAY), name), 0
    )
    points += 25 if Reason.SAME_DAY in around else 0
    if one.connected and other.connected and Reason.SAME_DAY not in around:
        points -= 20  # connected with twice: most often two people
    places = bool(one.company), bool(other.company)
    if all(places) and not around:
        points -= 12
    elif not all(places) and not around and name in (Reason.SHORT_FORM, Reason.FEWER_NAMES):
        points += 4  # an address book often knows neither company nor full name
    if not around:
        points -= 4 * max(0, namesakes - 2)
    if len(name_words(one.name)) == 1:
        points -= 15
    return min(points, 97)


def find_duplicates(
    people: Sequence[PersonKey], not_same: frozenset[tuple[int, int]] = frozenset()
) -> Job[list[Pair]]:
    """Return who may be in the vault twice, the surest first; pure, for another thread.

    `not_same` are pairs (the lower id first) of which somebody said that they are two.
    """
    yield Progress(phase="comparing", total=len(people))
    finder = _Finder(people)
    found: dict[tuple[int, int], Pair] = {}
    for done, (kind, group) in enumerate(finder.blocks()):
        if done % _SLICE == 0:
            yield Progress(phase="comparing", done=min(done, len(people)), total=len(people))
        namesakes = len(group) if kind == "name" else 2
        for one, other in finder.pairs(kind, group):
            pair = finder.compare(one, other, namesakes=namesakes)
            if pair is None or pair[:2] in not_same:
                continue
            known = found.get(pair[:2])
            if known is None or known.confidence < pair.confidence:
                found[pair[:2]] = pair
    return sorted(found.values(), key=lambda pair: (-pair.confidence, pair.one, pair.other))


def read_index(store: Store) -> Job[list[PersonKey]]:
    """Return what `find_duplicates` compares, read in slices."""
    return rows.index(store.db)


def find_person_like(
    db: Connection, name: str, company: str = "", email: str = "", profile: str = ""
) -> list[Likeness]:
    """Return who in the vault may be the person named, the likeliest first; at most five.

    `profile` is the address of a LinkedIn profile. Somebody of the same name is found whatever the
    company; nicknames, initials and slips of the pen only at the same one.
    """
    slug = profile_slug(profile)
    wanted = PersonKey(
        id=-1,
        name=fold_name(name) if name.strip() else "",
        slug=slug,
        emails=(email.strip().casefold(),) if email.strip() else (),
        profiles=(slug,) if slug else (),
        company=rows.company_called(db, company),
    )
    words = name_words(wanted.name)
    people = rows.index_of(db, rows.ids_like(db, words, wanted.emails, slug))
    finder = _Finder([wanted, *people])
    found = []
    for place, person in enumerate(people, start=1):
        if (pair := finder.compare(0, place)) is not None:
            found.append((pair, PersonId(person.id)))
    found.sort(key=lambda each: (-each[0].confidence, each[1]))
    return [
        Likeness(
            person_id=person_id,
            name=person_rows.get(db, person_id).name,
            confidence=pair.confidence,
            reasons=pair.reasons,
        )
        for pair, person_id in found[:5]
    ]


def keep_apart(store: Store, one: PersonId, other: PersonId) -> None:
    """Remember that two people are not the same, so that they are not proposed again."""
    with store.transaction(Step(code="not-same")) as db:
        rows.keep_apart(db, one, other, store.now())


def merge_people(
    store: Store, kept: PersonId, gone: PersonId, choices: Choices | None = None
) -> MergeId:
    """Make two people one, with everything that belongs to either, and return the merge's id.

    `choices` says whose value is kept where both have one; what is not chosen goes by `proposed`.
    The other's profile, name and addresses still lead to the one who stays. Raises BadValue for
    one person twice, NoSuchRecord if one is gone.
    """
    if kept == gone:
        raise BadValue(field="person", reason="same-person")
    now = store.now()
    with store.transaction(Step(code="merge-people")) as db:
        one, other = person_rows.get(db, kept), person_rows.get(db, gone)
        chosen = {**proposed(one, other), **(choices or {})}
        return merging.merge(db, one, other, chosen, frozenset(choices or ()), now)


def split_person(store: Store, merge_id: MergeId) -> PersonId:
    """Part two people who were merged and return the id of the one who left again.

    Each gets back what was theirs; what came since the merge, or was changed since, stays with the
    one who stayed. NoSuchRecord if they are parted already.
    """
    with store.transaction(Step(code="split-person")) as db:
        return merging.split(db, merge_id, store.now())
