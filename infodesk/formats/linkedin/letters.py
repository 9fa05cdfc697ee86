"""messages.csv and Invitations.csv of every era, row by row."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

from infodesk.core.archives import (
    ArchiveContents,
    ImportLetter,
    ImportTouch,
    InvitationTally,
    Owner,
    OwnerProof,
)
from infodesk.core.links import profile_slug
from infodesk.core.text import fold, fold_name
from infodesk.core.touches import Direction, TouchKind
from infodesk.formats.cells import MEMBER_URN, CleanLines
from infodesk.formats.dates import parse_moment
from infodesk.formats.linkedin.markup import plain_message
from infodesk.formats.linkedin.reader import TableReader

_ADVERT = "sponsored conversation"
_DIRECTIONS = {"outgoing": Direction.OUT, "incoming": Direction.IN}
_YES = frozenset({"yes", "true"})


def touch_key(*parts: str) -> str:
    """Return what recognises a touch that is told of by `parts`."""
    told = "\x1f".join(parts).encode("utf-8", "replace")
    return blake2b(told, digest_size=16).hexdigest()


def letter_key(letter: ImportLetter) -> str:
    """Return what recognises a letter in another archive before it is known whose it is."""
    return touch_key(
        letter.conversation,
        "" if letter.conversation else f"{fold_name(letter.to)} {letter.readers}",
        as_key(letter.happened_at),
        letter.sender_slug or fold_name(letter.sender),
        " ".join(letter.text.split()),
    )


def as_key(moment: datetime | None) -> str:
    """Return a moment as it stands in keys."""
    return moment.isoformat(timespec="seconds") if moment else ""


class _Slugs(dict[str, str]):
    """Profile slugs by the address as it stood."""

    def __missing__(self, url: str) -> str:
        slug = self[url] = profile_slug(url) if url else ""
        return slug


class MessagesReader(TableReader):
    """Takes rows of messages.csv; whose archive it is shows only when all are there."""

    wanted = (
        "CONVERSATION ID",
        "CONVERSATION TITLE",
        "FROM",
        "SENDER PROFILE URL",
        "TO",
        "RECIPIENT PROFILE URLS",
        "DATE",
        "SUBJECT",
        "CONTENT",
        "DIRECTION",
        "IS MESSAGE DRAFT",
        "IS CONVERSATION DRAFT",
    )

    def __init__(self) -> None:
        self._letters: list[ImportLetter] = []
        self._ids = CleanLines(names=False)
        self._names = CleanLines(names=True)
        self._slugs = _Slugs()

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a message; its date may be missing, which keeps it from being a touch."""
        conversation, title, sender, url, to, urls, day, subject, content, sent, *drafts = cells
        moment = parse_moment(day.strip())
        self._letters.append(
            ImportLetter(
                line,
                self._ids[conversation],
                bool(title) and fold(title[:100]) == _ADVERT,
                any(cell and cell.strip().lower() in _YES for cell in drafts),
                self._names[sender],
                self._slugs[url],
                self._names[to],
                self._readers(urls),
                _DIRECTIONS.get(sent.strip().lower(), Direction.NONE) if sent else Direction.NONE,
                moment,
                self._names[subject] if subject else "",
                plain_message(content),
            )
        )
        return "" if moment else "undated"

    def _readers(self, urls: str) -> tuple[str, ...]:
        if not urls:
            return ()
        if "," not in urls:
            slug = self._slugs[urls]
            return (slug,) if slug else ()
        found = (self._slugs[url.strip()] for url in urls.split(","))
        return tuple(dict.fromkeys(slug for slug in found if slug))

    def contents(self) -> ArchiveContents:
        """Return the letters; touches are made of them once the owner is known."""
        return ArchiveContents(letters=self._letters)


class InvitationsReader(TableReader):
    """Takes rows of Invitations.csv, which say themselves who sent them."""

    wanted = (
        "From",
        "To",
        "Sent At",
        "Message",
        "Direction",
        "inviterProfileUrl",
        "inviteeProfileUrl",
        "inviterProfileUrn",
        "inviteeProfileUrn",
    )

    def __init__(self) -> None:
        self._touches: dict[str, ImportTouch] = {}
        self._names = CleanLines(names=True)
        self._count: Counter[Direction] = Counter()
        self._rows = 0
        self._with_note = 0
        self._owners: dict[Direction, _Ends] = {Direction.OUT: _Ends(), Direction.IN: _Ends()}

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take an invitation."""
        sender, to, day, note, said, *ends = cells
        self._rows += 1
        text = plain_message(note)
        self._with_note += bool(text)
        direction = _DIRECTIONS.get(said.strip().lower())
        if direction is None:
            return "undirected"
        self._count[direction] += 1
        inviter = (self._names[sender], profile_slug(ends[0]), _urn(ends[2]))
        invitee = (self._names[to], profile_slug(ends[1]), _urn(ends[3]))
        mine, other = (inviter, invitee) if direction is Direction.OUT else (invitee, inviter)
        self._owners[direction].add(*mine)
        moment = parse_moment(day.strip())
        if moment is None:
            return "undated"
        name, slug, urn = other
        if not (name or slug or urn):
            return "nameless"
        key = touch_key("invitation", as_key(moment), direction, slug or urn or fold_name(name))
        touch = ImportTouch(
            line, key, TouchKind.INVITATION, direction, moment, name, slug, urn, "", text
        )
        self._touches.setdefault(key, touch)
        return ""

    def contents(self) -> ArchiveContents:
        """Return the invitations and what they tell of the owner."""
        outgoing, incoming = self._owners[Direction.OUT], self._owners[Direction.IN]
        return ArchiveContents(
            touches=list(self._touches.values()),
            owner=outgoing.owner() or incoming.owner(),
            invitations=InvitationTally(
                rows=self._rows,
                outgoing=self._count[Direction.OUT],
                incoming=self._count[Direction.IN],
                with_note=self._with_note,
            ),
        )


class _Ends:
    """Names and profiles that stood at the owner's end of invitations."""

    def __init__(self) -> None:
        self._names: Counter[str] = Counter()
        self._slugs: Counter[str] = Counter()
        self._urns: Counter[str] = Counter()

    def add(self, name: str, slug: str, urn: str) -> None:
        self._names[name] += bool(name)
        self._slugs[slug] += bool(slug)
        self._urns[urn] += bool(urn)

    def owner(self) -> Owner | None:
        found = [most_common(each) for each in (self._names, self._slugs, self._urns)]
        if not any(found):
            return None
        name, slug, urn = found
        return Owner(name=name, slug=slug, member_urn=urn, proof=OwnerProof.INVITATIONS)


def most_common(counted: Counter[str]) -> str:
    """Return the text that was counted most often, the first in order of several; "" for none."""
    return min(((-count, text) for text, count in counted.items() if text), default=(0, ""))[1]


def _urn(cell: str) -> str:
    found = MEMBER_URN.search(cell)
    return found[0] if found else ""
