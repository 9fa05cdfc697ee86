"""Who is known to the vault, for hiding them in what others will read."""

from collections.abc import Set

from infodesk.core.ids import PersonId
from infodesk.core.progress import Job, Progress
from infodesk.core.redaction import Redactor
from infodesk.core.wording import Wording
from infodesk.store import known
from infodesk.store.store import Store

_SLICE = 300


def make_redactor(
    store: Store, about: Set[PersonId], wording: Wording, *, hide_companies: bool = False
) -> Job[Redactor]:
    """Collect everybody in the vault, those in the trash and kept private too.

    Of the people in `about`, and of those I dealt with, every part of the name is hidden; of
    others the whole name. See Redactor.
    """
    redactor = Redactor(
        contact=wording.say("redacted-contact"), company=wording.say("redacted-company")
    )
    close = []
    near = about | known.dealt_with(store.db)
    for person_id, person in known.people(store.db):
        number = redactor.know(person)
        if person_id in near:
            close.append(number)
        if number % _SLICE == 0:
            yield Progress(phase="hiding")
    redactor.bring_close(close)
    if hide_companies:
        for name in known.companies_of(store.db, about):
            redactor.know_company(name, close=True)
        for place, name in enumerate(known.companies(store.db)):
            redactor.know_company(name)
            if place % _SLICE == 0:
                yield Progress(phase="hiding")
    return redactor
