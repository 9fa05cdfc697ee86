"""Which tables of LinkedIn's are read, by what, and which members of an archive never are."""

import re
from collections.abc import Callable, Mapping

from infodesk.formats.linkedin.contacts import ContactsReader
from infodesk.formats.linkedin.following import (
    ApplicationsReader,
    CompaniesReader,
    EventsReader,
    RecommendationsReader,
    SavedJobsReader,
)
from infodesk.formats.linkedin.headers import base_name
from infodesk.formats.linkedin.letters import InvitationsReader, MessagesReader
from infodesk.formats.linkedin.own import (
    CertificationsReader,
    EducationReader,
    EmailsReader,
    LanguagesReader,
    PhonesReader,
    PositionsReader,
    ProfileReader,
    SkillsReader,
    SummaryReader,
)
from infodesk.formats.linkedin.reader import TableReader

CONTACTS = "linkedin-contacts"
"""The kind of the address books that LinkedIn took over: read only when asked for."""

MESSAGES = "linkedin-messages"

READERS: Mapping[str, Callable[[str], TableReader]] = {
    MESSAGES: lambda _: MessagesReader(),
    "linkedin-invitations": lambda _: InvitationsReader(),
    "linkedin-profile": lambda _: ProfileReader(),
    "linkedin-profile-summary": lambda _: SummaryReader(),
    "linkedin-positions": lambda _: PositionsReader(),
    "linkedin-education": lambda _: EducationReader(),
    "linkedin-skills": lambda _: SkillsReader(),
    "linkedin-languages": lambda _: LanguagesReader(),
    "linkedin-certifications": lambda _: CertificationsReader(),
    "linkedin-email-addresses": lambda _: EmailsReader(),
    "linkedin-phone-numbers": lambda _: PhonesReader(),
    "linkedin-company-follows": lambda _: CompaniesReader(),
    "linkedin-events": lambda _: EventsReader(),
    "linkedin-saved-jobs": lambda _: SavedJobsReader(),
    "linkedin-job-applications": lambda _: ApplicationsReader(),
    "linkedin-recommendations": RecommendationsReader,
    CONTACTS: lambda _: ContactsReader(),
}
"""What reads a table of each kind but Connections.csv; given the name of its file."""

# Never opened: formats differ too much to leave the private part out of them.
_SENSITIVE = re.compile(
    r"logins?|registration|receipts.*|security challenges|search ?queries|verifications?"
    r"|private_identity_asset.*|job applicant saved .*|.*screening question.*"
)
_SENSITIVE_FOLDERS = frozenset({"verifications"})
_ADDRESS_BOOKS = re.compile(r"imported ?contacts|contacts")
# Talks with LinkedIn's machines have the header of messages.csv.
_MACHINE_TALKS = re.compile(r".*(?:coach|learning|guide|role.?play).*")
_CONNECTIONS = re.compile(r"connections")


def reason_to_leave(path: str) -> str:
    """Return why a member or file with this path is not looked into; "" if it may be read."""
    parts = re.split(r"[/\\]", path)
    base = base_name(path)
    file_name = parts[-1].lower()
    if "__MACOSX" in parts or file_name.startswith("._") or file_name == ".ds_store":
        return "junk"
    if file_name.endswith(".zip"):
        return "nested-archive"
    if _SENSITIVE.fullmatch(base) or _SENSITIVE_FOLDERS & {part.lower() for part in parts}:
        return "sensitive"
    return "address-book" if _ADDRESS_BOOKS.fullmatch(base) else ""


def is_machine_talk(path: str) -> bool:
    """Say whether a table of messages is, by its name, a talk with one of LinkedIn's machines."""
    return bool(_MACHINE_TALKS.fullmatch(base_name(path)))


def is_connections(path: str) -> bool:
    """Say whether a file is Connections.csv by its name, copies and parts included."""
    return path.lower().endswith(".csv") and bool(_CONNECTIONS.fullmatch(base_name(path)))
