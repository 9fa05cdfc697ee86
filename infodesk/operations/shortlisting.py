"""Choosing whom to talk to: gathering who may be proposed, keeping, leaving for later."""

from collections.abc import Mapping, Sequence
from typing import Any

from infodesk.core.changes import Step
from infodesk.core.ids import CompanyId, PersonId
from infodesk.core.progress import Job, Progress
from infodesk.core.shortlist import MOST_WEIGHT, WEIGHTS, Aim, Candidate, Pool, Reason
from infodesk.core.text import clean_line
from infodesk.operations import moves
from infodesk.store import people as person_rows
from infodesk.store import profile as profile_rows
from infodesk.store import settings as setting_rows
from infodesk.store import shortlist as rows
from infodesk.store import targets as target_rows
from infodesk.store.store import Store

SETTING = "shortlist"


def gather(store: Store) -> Job[Pool]:
    """Read everyone who may be proposed, a slice at a time."""
    people: list[Candidate] = []
    for some in rows.candidates(store.db):
        people += some
        yield Progress(phase="collecting", done=len(people))
    return Pool(
        people=people,
        profile=profile_rows.get(store.db),
        targets={one.company_id: one.motivation for one in target_rows.all_targets(store.db)},
        today=store.clock().date(),
    )


def keep(store: Store, person_id: PersonId) -> bool:
    """Put a proposed person on the shortlist; False if they must not be, or are there already."""
    if not person_rows.to_shortlist(store.db, [person_id]):
        return False
    with store.transaction(Step(code="shortlist")) as db:
        moves.shortlisted(moves.at(store, db), person_id)
    return True


def leave_for_later(store: Store, people: Sequence[PersonId]) -> None:
    """Do not propose people again until they are taken up."""
    with store.transaction(Step(code="not-now", count=len(people))) as db:
        rows.leave(db, people, store.now()[:10])


def take_up_all(store: Store) -> None:
    """Propose everyone again who was left for later."""
    with store.transaction(Step(code="take-up")) as db:
        rows.take_up_all(db)


def remembered(store: Store) -> tuple[Aim, dict[Reason, int]]:
    """Return the aim and the weights as they were set last; my profile's industry for none."""
    found = setting_rows.read(store.db, SETTING)
    kept: dict[str, Any] = found if isinstance(found, dict) else {}
    weights = dict(WEIGHTS)
    for name, weight in _dict(kept.get("weights")).items():
        if name in list(Reason) and type(weight) is int and 0 <= weight <= MOST_WEIGHT:
            weights[Reason(name)] = weight
    profile = profile_rows.get(store.db)
    places = kept.get("places")
    aim = Aim(
        role=_text(kept.get("role"), ""),
        industry=_text(kept.get("industry"), profile.industry),
        places=tuple(place for place in places if isinstance(place, str))
        if isinstance(places, list)
        else tuple(filter(None, (profile.location,))),
    )
    return aim, weights


def remember(store: Store, aim: Aim, weights: Mapping[Reason, int]) -> None:
    """Keep the aim and the weights for the next time."""
    value = {
        "role": clean_line(aim.role),
        "industry": clean_line(aim.industry),
        "places": [place for place in map(clean_line, aim.places) if place],
        "weights": {reason.value: weight for reason, weight in weights.items()},
    }
    with store.transaction(Step(code="shortlist-aim"), merge="shortlist-aim") as db:
        setting_rows.write(db, SETTING, value)


def shortlisted_at(store: Store) -> dict[CompanyId, int]:
    """Return how many of each company are in the pipeline already."""
    return person_rows.live_by_company(store.db)


def on_shortlist(store: Store) -> tuple[int, int]:
    """Return how many people stand on the shortlist, and of how many companies they are."""
    return person_rows.count_shortlisted(store.db)


def _dict(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _text(found: Any, otherwise: str) -> str:
    return found if isinstance(found, str) else otherwise
