"""Parting two people who were merged."""

from datetime import date

from infodesk.core.duplicates import Merge
from infodesk.core.errors import UserError
from infodesk.core.ids import MergeId
from infodesk.core.people import Person
from infodesk.gui.ask import Choice
from infodesk.gui.desk import Desk
from infodesk.operations.duplicates import split_person
from infodesk.store import merging
from infodesk.words import t
from infodesk.words.dates import day_in_words

MOST_OFFERED = 3
"""So many merges are offered, the latest first; the others after these are parted."""


def ask_split(desk: Desk, person: Person) -> None:
    """Ask which of the merges to take apart, and do so."""
    merges = merging.merges_of(desk.store.db, person.id)[:MOST_OFFERED]
    if not merges:
        return

    def split(chosen: str) -> None:
        if chosen:
            _split(desk, person, MergeId(int(chosen)))

    desk.ask.choose(
        t("Split {name}?", name=person.name),
        t(
            "Both get back what was theirs before they were merged. What came since stays with "
            "{name}.",
            name=person.name,
        ),
        [desk.ask.cancel(), *(_choice(merge) for merge in reversed(merges))],
        split,
    )


def _choice(merge: Merge) -> Choice:
    day = day_in_words(date.fromisoformat(merge.merged_at[:10]))
    words = t("Split off {name}, merged on {day}", name=merge.name, day=day)
    return Choice(id=str(merge.id), text=words, kind="primary")


def _split(desk: Desk, person: Person, merge_id: MergeId) -> None:
    try:
        split_person(desk.store, merge_id)
    except UserError as error:
        desk.notices.failed(error)
        return
    desk.notices.toast(t("{name} and the other one are two people again", name=person.name))
