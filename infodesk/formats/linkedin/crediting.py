"""Whose archive it is, and with whom each message passed: letters become touches of one person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from infodesk.core.archives import (
    ImportLetter,
    ImportTouch,
    MessageTally,
    Owner,
    OwnerProof,
)
from infodesk.core.text import fold_name
from infodesk.core.touches import Direction, TouchKind
from infodesk.formats.linkedin.letters import as_key, most_common, touch_key

_NEARLY_ALL = 0.8
_NOBODY = "linkedin member"
_MOST_NAMES = 300
_LONGEST_NAME = 5  # parts of a name between commas: "Muster, PhD, MBA, PMP, CFA"
# A person is told by profile, or by this mark and the folded name where there is none.
_BY_NAME = "\0"
_ANONYMOUS = _BY_NAME + _NOBODY


class Letterbox:
    """The letters of one archive, by conversation and by who takes part in it."""

    def __init__(self, letters: Sequence[ImportLetter]) -> None:
        self.letters = letters
        self._folded = _Folded()
        self._senders = {letter.sender for letter in letters if letter.sender}
        self._profiles = self._profiles_by_name(letters)
        self._shown: dict[str, str] = {}
        self._split: dict[str, list[str]] = {}
        self.names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._talks: dict[str, set[str]] = {}
        self._own_profiles: dict[str, dict[str, str]] = {}
        for letter in letters:
            if letter.conversation and letter.sender_slug:
                known = self._own_profiles.setdefault(letter.conversation, {})
                known[self._folded[letter.sender]] = letter.sender_slug
        self.sides = [self._sides(letter) for letter in letters]
        for letter, (sender, readers) in zip(letters, self.sides, strict=True):
            if letter.conversation:
                taking_part = self._talks.setdefault(letter.conversation, set())
                taking_part.update(readers)
                if sender:
                    taking_part.add(sender)

    def taking_part(self, place: int) -> set[str]:
        """Return who takes part in the conversation of the letter at `place`."""
        letter = self.letters[place]
        if letter.conversation:
            return self._talks[letter.conversation]
        sender, readers = self.sides[place]
        return {sender, *readers} - {""}

    def conversations(self) -> list[set[str]]:
        """Return who takes part in each conversation; letters without its id by those they name."""
        alone = {
            frozenset(self.taking_part(place))
            for place, letter in enumerate(self.letters)
            if not letter.conversation
        }
        return [*self._talks.values(), *map(set, alone)]

    def holds(self, owner: Owner) -> bool:
        """Say whether `owner` takes part in most conversations."""
        talks, mine = self.conversations(), identities(owner)
        return 2 * sum(not mine.isdisjoint(talk) for talk in talks) >= len(talks)

    def name_of(self, person: str) -> str:
        """Return the name by which a person was called most often."""
        if person not in self._shown:
            self._shown[person] = most_common(self.names.get(person, Counter()))
        return self._shown[person]

    def named(self, name: str) -> set[str]:
        """Return everybody who was called `name`, titles and suffixes aside."""
        wanted = self._folded[name]
        return {
            person
            for person, names in self.names.items()
            if any(self._folded[each] == wanted for each in names)
        }

    def _profiles_by_name(self, letters: Sequence[ImportLetter]) -> dict[str, str]:
        """Return the profile of each name that only one profile has."""
        found: dict[str, set[str]] = {}
        for sender, slug in {(letter.sender, letter.sender_slug) for letter in letters}:
            if sender and slug:
                found.setdefault(self._folded[sender], set()).add(slug)
        return {name: next(iter(slugs)) for name, slugs in found.items() if len(slugs) == 1}

    def _sides(self, letter: ImportLetter) -> tuple[str, frozenset[str]]:
        sender = letter.sender_slug or self._by_name(letter, letter.sender)
        if sender and letter.sender:
            self.names[sender][letter.sender] += 1
        if not letter.readers:
            pieces = self._names_in(letter.to)
            readers = {self._by_name(letter, name) for name in pieces} - {""}
            if len(readers) == 1:
                self._call(readers, letter.to)
            return sender, frozenset(readers)
        readers = set(letter.readers)
        if len(readers) == 1:
            self._call(readers, letter.to)
        if _NOBODY in letter.to.lower() and _NOBODY in map(str.lower, letter.to.split(", ")):
            readers.add(_ANONYMOUS)
        return sender, frozenset(readers)

    def _call(self, readers: Iterable[str], name: str) -> None:
        for person in readers:
            if name:
                self.names[person][name] += 1

    def _by_name(self, letter: ImportLetter, name: str) -> str:
        """Return who is meant by a name alone: a profile of this conversation, or of all."""
        folded = self._folded[name]
        if not folded:
            return ""
        here = self._own_profiles.get(letter.conversation)
        if here and folded in here:
            return here[folded]
        return self._profiles.get(folded) or _BY_NAME + folded

    def _names_in(self, cell: str) -> list[str]:
        """Return the names that a cell joined with commas, which can also stand inside one."""
        if cell not in self._split:
            self._split[cell] = self._taken_apart(cell.split(", ")[:_MOST_NAMES])
        return self._split[cell]

    def _taken_apart(self, pieces: Sequence[str]) -> list[str]:
        names = []
        start = 0
        while start < len(pieces):
            end = start + 1
            for longer in range(min(len(pieces), start + _LONGEST_NAME), start, -1):
                if ", ".join(pieces[start:longer]) in self._senders:
                    end = longer
                    break
            else:
                bare = self._folded[pieces[start]]
                while end < len(pieces) and (
                    self._folded[f"{pieces[start]}, {pieces[end]}"] == bare
                ):
                    end += 1
            names.append(", ".join(pieces[start:end]))
            start = end
        return [name for name in names if name.strip()]


class _Folded(dict[str, str]):
    """Folded names by the name as it stood."""

    def __missing__(self, name: str) -> str:
        folded = self[name] = fold_name(name) if name else ""
        return folded


# Whose archive it is


def owner_of(box: Letterbox, told: Owner | None, profile_name: str = "") -> Owner | None:
    """Return whose archive it is; None if nothing tells.

    In order: `told` (what invitations say); who sent the letters marked as sent, or drafts; who
    takes part in nearly all conversations; the one who is called like the profile. The name is
    the profile's if there is one.
    """
    owner = told or _by_direction(box) or _by_conversations(box)
    if owner is None and profile_name:
        owner = Owner(name=profile_name, proof=OwnerProof.PROFILE)
    if owner is None:
        return None
    if not owner.slug:
        owner = replace(owner, slug=_slug_of(box, owner.name))
    name = profile_name or owner.name or box.name_of(owner.slug)
    return replace(owner, name=name)


def _by_direction(box: Letterbox) -> Owner | None:
    names: Counter[str] = Counter()
    for letter in box.letters:
        if letter.sent is Direction.OUT or letter.draft:  # nobody sees the drafts of others
            names[letter.sender] += 1
        elif letter.sent is Direction.IN:
            names[letter.to] += 1
    name = most_common(names)
    return Owner(name=name, proof=OwnerProof.MESSAGES) if name else None


def _by_conversations(box: Letterbox) -> Owner | None:
    talks = box.conversations()
    counted = Counter(person for talk in talks for person in talk if person != _ANONYMOUS)
    (first, most), (_, next_most) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    if most == next_most or most < _NEARLY_ALL * len(talks):
        return None
    slug = "" if first.startswith(_BY_NAME) else first
    return Owner(name=box.name_of(first), slug=slug, proof=OwnerProof.MESSAGES)


def _slug_of(box: Letterbox, name: str) -> str:
    """Return the profile that goes by the owner's name in most conversations."""
    called = {person for person in box.named(name) if not person.startswith(_BY_NAME)}
    return most_common(Counter(p for talk in box.conversations() for p in talk if p in called))


# Whom each letter is credited to


def credited(
    box: Letterbox, owner: Owner | None, places: Sequence[int]
) -> tuple[list[ImportTouch], MessageTally]:
    """Return the touches that letters between two are, and how many letters there are by class.

    Only the letters at `places` count, but all tell who takes part in what.
    """
    mine = identities(owner) if owner else set()
    touches: dict[str, ImportTouch] = {}
    count: Counter[str] = Counter()
    for place in places:
        letter = box.letters[place]
        others = box.taking_part(place) - mine
        known = owner is not None
        kind = _class_of(letter, others, 1 if known else 2)
        count[kind] += 1
        if kind == "one_to_one" and known and letter.happened_at is not None:
            touch = _touch(box, place, next(iter(others)), mine)
            touches.setdefault(touch.key, touch)
    tally = MessageTally(
        rows=len(places),
        one_to_one=count["one_to_one"],
        group=count["group"],
        sponsored=count["sponsored"],
        anonymous=count["anonymous"],
        draft=count["draft"],
    )
    return list(touches.values()), tally


def identities(owner: Owner) -> set[str]:
    """Return all that stands for the owner among those who take part: profile and name."""
    return {owner.slug, _BY_NAME + fold_name(owner.name)} - {"", _BY_NAME}


def _class_of(letter: ImportLetter, others: set[str], most: int) -> str:
    """Return the first class that fits; `most` is how many others a letter between two has."""
    if letter.draft:
        return "draft"
    if letter.sponsored:
        return "sponsored"
    if not others - {_ANONYMOUS} or (most == 2 and _ANONYMOUS in others and len(others) == 2):
        return "anonymous"
    return "group" if len(others) > most else "one_to_one"


def _touch(box: Letterbox, place: int, other: str, mine: set[str]) -> ImportTouch:
    letter = box.letters[place]
    direction = letter.sent
    if direction is Direction.NONE:
        direction = Direction.OUT if box.sides[place][0] in mine else Direction.IN
    assert letter.happened_at is not None
    key = touch_key(
        letter.conversation or other,
        as_key(letter.happened_at),
        direction,
        " ".join(letter.text.split()),
    )
    return ImportTouch(
        line=letter.line,
        key=key,
        kind=TouchKind.MESSAGE,
        direction=direction,
        happened_at=letter.happened_at,
        name=box.name_of(other),
        slug="" if other.startswith(_BY_NAME) else other,
        subject=letter.subject,
        text=letter.text,
    )
