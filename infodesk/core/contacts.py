"""What address books and profiles tell of a person beyond a row of LinkedIn's connections."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Labelled(NamedTuple):
    """A value and the word the source put beside it: Work, Home, Weekend phone; "" for none."""

    value: str
    label: str = ""


class HeldPosition(NamedTuple):
    """A position as a source tells it; days whose month is unknown are the first of the year."""

    title: str = ""
    company: str = ""
    place: str = ""
    text: str = ""
    started_on: date | None = None
    finished_on: date | None = None
    is_current: bool = True


class Schooling(NamedTuple):
    """Where and what a person learned; days whose month is unknown are the first of the year."""

    school: str = ""
    degree: str = ""
    started_on: date | None = None
    finished_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """All that a source knows of one person and `ImportRow` has no field for.

    Texts are cleaned; `about` and addresses may have several lines, all others are one. `emails`
    repeats the row's own with their labels. `birthday` is YYYY-MM-DD, or --MM-DD without the
    year. `positions` repeats the row's company and position, the current one first. `labels` are
    what the source sorted the person by, its own system groups left out. `photo` is the picture's
    bytes and `photo_type` its media type. What InfoDesk itself wrote comes back in `uid`, `stage`,
    `next_step`, `next_step_on` and `do_not_contact`.
    """

    prefix: str = ""
    middle: str = ""
    suffix: str = ""
    nickname: str = ""
    headline: str = ""
    department: str = ""
    location: str = ""
    birthday: str = ""
    about: str = ""
    emails: tuple[Labelled, ...] = ()
    phones: tuple[Labelled, ...] = ()
    links: tuple[Labelled, ...] = ()
    addresses: tuple[Labelled, ...] = ()
    labels: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    positions: tuple[HeldPosition, ...] = ()
    education: tuple[Schooling, ...] = ()
    photo: bytes = b""
    photo_type: str = ""
    uid: str = ""
    stage: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    do_not_contact: bool = False
