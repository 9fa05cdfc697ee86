"""Whose the messages and invitations of an import are, and which of them are new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from infodesk.core.archives import ImportTouch
from infodesk.core.import_plans import (
    KnownPerson,
    KnownTouch,
    KnownVault,
    PlannedContact,
    TouchInVault,
)
from infodesk.core.imports import ImportRow
from infodesk.core.moments import as_text
from infodesk.core.progress import Job, Progress
from infodesk.core.text import fold_name
from infodesk.core.touches import TouchKind
from infodesk.operations.import_matching import KnownPeople

_SLICE = 500

_Target = tuple[str, int | str]
"""A person of the vault ("person", id), a row of the files ("row", line) or a stranger."""


@dataclass(slots=True)
class _Gathered:
    """The touches of one person, as they are sorted."""

    name: str
    slug: str
    member_urn: str
    reason: str = ""
    new: list[ImportTouch] = field(default_factory=list)
    known: list[TouchInVault] = field(default_factory=list)
    same: int = 0
    moments: set[tuple[str, str, str]] = field(default_factory=set)


class _Finder:
    """Finds whom a touch was with: by profile, by LinkedIn's number, by a name only one has."""

    def __init__(self, people: KnownPeople, coming: Iterable[ImportRow]) -> None:
        self._people = people
        self._coming = {row.slug: row.line for row in coming if row.slug}
        self._named: dict[str, list[ImportRow]] = {}
        for row in coming:
            self._named.setdefault(fold_name(row.name), []).append(row)
        self._found: dict[tuple[str, str, str], tuple[_Target, str]] = {}

    def find(self, touch: ImportTouch) -> tuple[_Target, str]:
        """Return whom `touch` was with, and for a stranger why it is one."""
        key = (touch.slug, touch.member_urn, touch.name)
        if key not in self._found:
            self._found[key] = self._look(touch)
        return self._found[key]

    def _look(self, touch: ImportTouch) -> tuple[_Target, str]:
        if touch.slug:
            if person := self._people.by_slug.get(touch.slug):
                return ("person", person.id), ""
            if touch.slug in self._coming:
                return ("row", self._coming[touch.slug]), ""
        if touch.member_urn and (person := self._people.by_mark.get(touch.member_urn)):
            return ("person", person.id), ""
        name = fold_name(touch.name) if touch.name else ""
        # Different profiles are different people.
        found: list[_Target] = [
            ("person", each.id)
            for each in self._people.by_name.get(name, ())
            if not (touch.slug and each.slug)
        ]
        found += [
            ("row", each.line)
            for each in self._named.get(name, ())
            if not (touch.slug and each.slug)
        ]
        found = list(dict.fromkeys(found))
        if len(found) == 1:
            return found[0], ""
        who = touch.slug or touch.member_urn or name
        return ("stranger", who), "namesakes" if found else "unknown"


class _Ledger:
    """The touches of the vault, by what recognises them."""

    def __init__(self, known: KnownVault) -> None:
        self.dropped = known.dropped
        self.by_key = {touch.key: touch for touch in known.touches if touch.key}
        self._at = {
            (touch.person_id, touch.kind, touch.direction, touch.happened_at): touch
            for touch in known.touches
        }
        self._by_hand: dict[tuple[int, str, str, str], list[KnownTouch]] = {}
        for touch in known.touches:
            if not touch.key:
                day = (touch.person_id, touch.kind, touch.direction, touch.happened_at[:10])
                self._by_hand.setdefault(day, []).append(touch)

    def at(self, person_id: int, touch: ImportTouch) -> KnownTouch | None:
        """Return the touch of that very moment, told of before by a file of another era."""
        found = self._at.get(
            (person_id, touch.kind.value, touch.direction.value, as_text(touch.happened_at))
        )
        return found if found and found.key else None

    def claim(self, person_id: int, touch: ImportTouch) -> KnownTouch | None:
        """Return a touch that was logged by hand that day; each answers once."""
        day = as_text(touch.happened_at)[:10]
        waiting = self._by_hand.get((person_id, touch.kind.value, touch.direction.value, day))
        return waiting.pop() if waiting else None


def plan_contacts(
    known: KnownVault,
    people: KnownPeople,
    coming: Sequence[ImportRow],
    touches: Sequence[ImportTouch],
) -> Job[tuple[list[PlannedContact], list[PlannedContact]]]:
    """Return what was with people of the vault or of the files (`coming`), and with strangers."""
    finder, ledger = _Finder(people, coming), _Ledger(known)
    names = {person.id: person for person in known.people} if touches else {}
    gathered: dict[_Target, _Gathered] = {}
    for done, touch in enumerate(touches):
        if done % _SLICE == 0:
            yield Progress(phase="planning", done=done, total=len(touches))
        target, reason = finder.find(touch)
        if target not in gathered:
            gathered[target] = _Gathered(touch.name, touch.slug, touch.member_urn, reason)
        person_id = target[1] if target[0] == "person" else None
        _sort(touch, gathered[target], person_id if isinstance(person_id, int) else None, ledger)
    contacts: list[PlannedContact] = []
    strangers: list[PlannedContact] = []
    for (kind, who), each in gathered.items():
        contact = PlannedContact(
            name=_name(names[int(who)]) if kind == "person" else each.name or each.slug,
            slug=each.slug,
            member_urn=each.member_urn,
            person_id=int(who) if kind == "person" else None,
            line=int(who) if kind == "row" else None,
            reason=each.reason,
            new=tuple(each.new),
            known=tuple(each.known),
            same=each.same,
        )
        (strangers if contact.is_stranger else contacts).append(contact)
    return contacts, strangers


def _sort(touch: ImportTouch, into: _Gathered, person_id: int | None, ledger: _Ledger) -> None:
    """Put a touch where it belongs: new, known in part, or the same."""
    moment = (touch.kind.value, touch.direction.value, as_text(touch.happened_at))
    known = ledger.by_key.get(touch.key)
    if known is None and person_id is not None:
        known = ledger.at(person_id, touch)
    if known is not None:
        if touch.kind is TouchKind.MESSAGE and touch.text and not known.has_text:
            into.known.append(TouchInVault(known.id, by_hand=False, touch=touch))
        else:
            into.same += 1
    elif touch.key in ledger.dropped or moment in into.moments:
        into.same += 1
    elif person_id is not None and (by_hand := ledger.claim(person_id, touch)):
        into.known.append(TouchInVault(by_hand.id, by_hand=True, touch=touch))
    else:
        into.new.append(touch)
    into.moments.add(moment)


def _name(person: KnownPerson) -> str:
    parts = (person.first_name, person.last_name)
    return " ".join(filter(None, parts)) or next(iter(person.emails), person.slug)
