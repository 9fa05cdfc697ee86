"""Whether a vault's files are those that were closed here last, or older or other ones."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSeen:
    """What this computer remembers of a vault at one place.

    `sequence` counts the transactions ever committed; `token` names the last time the vault was
    open here and written to, "" for never; `digest` is the SHA-256 of the closed file, "" while
    it is open and after a crash; `at` is an ISO moment.
    """

    sequence: int
    token: str = ""
    digest: str = ""
    at: str = ""


class Standing(StrEnum):
    """How a vault's files compare with what was seen last."""

    UNKNOWN = "unknown"
    """Never seen on this computer."""
    SAME = "same"
    """The very file that was closed here."""
    NEWER = "newer"
    """It went on from there: on another computer, or here until a crash."""
    OLDER = "older"
    """Transactions that were committed here are missing at its end."""
    OTHER = "other"
    """It does not descend from what was closed here: changes of both sides exist."""
    MIXED = "mixed"
    """A changed file with a journal of unfinished work, which may belong to another one."""


GOOD = frozenset({Standing.UNKNOWN, Standing.SAME, Standing.NEWER})
"""Standings with which a vault is opened without asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What was found of a vault before it is opened.

    `sequence` is None if the database was not opened to read it; `last` is what it was compared
    with, `elsewhere` says that this was seen at another place on this computer; `put_aside` says
    that a journal which did not belong to the file was put aside.
    """

    standing: Standing
    sequence: int | None = None
    last: LastSeen | None = None
    elsewhere: bool = False
    put_aside: bool = False

    @property
    def good(self) -> bool:
        """Whether the vault can be opened without asking."""
        return self.standing in GOOD

    @property
    def missing(self) -> int:
        """How many transactions are surely missing."""
        if self.last is None or self.sequence is None:
            return 0
        return max(0, self.last.sequence - self.sequence)


def compare(
    last: LastSeen, *, digest: str, journal: bool, sequence: int | None, descends: bool
) -> Standing | None:
    """Return how a vault compares with what was seen `last` at its place.

    `digest` is the closed file's, `journal` says that one with content lies beside it, `descends`
    that it knows the token of `last`. None without `sequence` means that it is needed to tell.
    """
    if last.digest and digest == last.digest:
        return Standing.SAME
    if last.digest and journal:
        return Standing.MIXED
    if sequence is None:
        return None
    if sequence < last.sequence:
        return Standing.OLDER
    if not descends or (last.digest and sequence == last.sequence):
        return Standing.OTHER
    return Standing.NEWER
