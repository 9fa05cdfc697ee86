"""People: who they are, where they work and how to reach them."""

from dataclasses import dataclass
from datetime import date

from infodesk.core.ids import (
    AttachmentId,
    CompanyId,
    EducationId,
    EmailId,
    EventId,
    LinkId,
    PersonDetailId,
    PersonId,
    PhoneId,
    PositionId,
    TagId,
)
from infodesk.core.stages import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """An e-mail address of a person."""

    id: EmailId
    address: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A phone number of a person, as typed."""

    id: PhoneId
    number: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A web address of a person."""

    id: LinkId
    url: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A role a person has or had; `source` is hand or the kind of file it came from."""

    id: PositionId
    rev: int
    title: str = ""
    company: str = ""
    company_id: CompanyId | None = None
    started_on: date | None = None
    finished_on: date | None = None
    is_current: bool = True
    source: str = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Education:
    """Where and what a person learned; dates whose month is unknown are the first of the year."""

    id: EducationId
    rev: int
    school: str = ""
    degree: str = ""
    started_on: date | None = None
    finished_on: date | None = None
    source: str = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetail:
    """What an address book tells besides: `kind` is birthday (YYYY-MM-DD, or --MM-DD without the
    year), address, nickname, headline, department or skill; `label` the word put beside it."""

    id: PersonDetailId
    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A word a person sorts people by; `hue` is 0 to 7 and picks its colour."""

    id: TagId
    name: str
    hue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Everything known of one person except what happened between you.

    `next_step` and the two beside it are the earliest open step; `reply` is an Answer's value,
    `ending` an Ending's, empty for none.
    """

    id: PersonId
    rev: int
    uid: str
    first_name: str
    last_name: str
    name: str
    title: str = ""
    company: str = ""
    company_id: CompanyId | None = None
    location: str = ""
    about: str = ""
    slug: str | None = None
    stage: Stage = Stage.SPOTTED
    connected_on: date | None = None
    source: str = "hand"
    next_step: str = ""
    next_step_on: date | None = None
    next_step_kind: str = ""
    reply: str = ""
    ending: str = ""
    last_touch_on: date | None = None
    strength: int | None = None
    do_not_contact: bool = False
    keep_private: bool = False
    deleted_at: str | None = None
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    links: tuple[Link, ...] = ()
    positions: tuple[Position, ...] = ()
    education: tuple[Education, ...] = ()
    photo_id: AttachmentId | None = None
    tags: tuple[Tag, ...] = ()

    @property
    def profile_url(self) -> str:
        """The address of the LinkedIn profile, empty if unknown."""
        return f"https://www.linkedin.com/in/{self.slug}" if self.slug else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """A person about to be added by hand."""

    first_name: str = ""
    last_name: str = ""
    title: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    profile_url: str = ""
    location: str = ""
    about: str = ""
    tags: tuple[str, ...] = ()
    stage: Stage = Stage.SPOTTED


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """What a list of people shows of one person."""

    id: PersonId
    name: str
    title: str
    company: str
    stage: Stage
    next_step: str
    next_step_on: date | None
    last_touch_on: date | None
    connected_on: date | None
    tags: tuple[Tag, ...]
    strength: int | None = None
    do_not_contact: bool = False
    keep_private: bool = False
    next_step_kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFilter:
    """Which people a list shows; the empty filter is everyone not in the trash.

    `text` is what was typed in the search field; `quiet_days` keeps people in the pipeline whose
    last touch is at least that many days ago. `waiting` is for an answer, `unthanked` met but not
    thanked, `same_company` with somebody else of the pipeline. These and `no_next_step` ask for
    something to be done, so they leave out whom not to contact. `ending` is an Ending's value.
    """

    text: str = ""
    stages: frozenset[Stage] = frozenset()
    in_pipeline: bool = False
    no_next_step: bool = False
    quiet_days: int = 0
    waiting: bool = False
    unthanked: bool = False
    same_company: bool = False
    ending: str = ""
    do_not_contact: bool = False
    strengths: frozenset[int] = frozenset()
    place: str = ""
    source: str = ""
    connected_since: date | None = None
    tag_id: TagId | None = None
    company_id: CompanyId | None = None
    event_id: EventId | None = None
    in_trash: bool = False


EVERYONE = PersonFilter()
