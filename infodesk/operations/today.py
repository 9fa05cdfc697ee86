"""What there is to do today, read in one go; the window shows it, the rail counts it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from infodesk.core.ids import PersonId
from infodesk.core.marks import MarkKind, marks_in
from infodesk.core.next_steps import StepKind
from infodesk.core.readiness import readiness
from infodesk.core.rules import FOLLOW_UP_AFTER, SECOND_PERSON_AFTER, THANK_OVERDUE, THANK_WITHIN
from infodesk.core.today import DAYS_AHEAD, Card, Due, Group, Week, group_of
from infodesk.operations import days, rules
from infodesk.operations.preparing import wanted
from infodesk.store import today as rows
from infodesk.store.research import preparations
from infodesk.store.store import Store

MOST_STEPLESS = 200
WEEKS = 7
_QUOTED = (MarkKind.QUOTE, MarkKind.INSIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What comes up, by group, each in the order to be shown; `stepless` counts all of them."""

    now: datetime
    groups: dict[Group, list[Due]] = field(default_factory=dict)
    stepless: int = 0

    def of(self, group: Group) -> list[Due]:
        """Return one group."""
        return self.groups.get(group, [])

    @property
    def left(self) -> int:
        """How much there is to do today."""
        return sum(len(self.of(group)) for group in (Group.OVERDUE, Group.TODAY, Group.CHASE))


def read_today(store: Store, now: datetime) -> Today:
    """Return what comes up; `now` is in the zone of the computer."""
    groups = _timed(store, now)
    nobody = [Due(person_id) for person_id in rows.stepless(store.db, MOST_STEPLESS)]
    loose = [*nobody, *rows.dayless_steps(store.db, MOST_STEPLESS)]
    if loose:
        groups[Group.STEPLESS] = loose
    for group in (Group.TODAY, Group.AHEAD):
        if group in groups:
            groups[group].sort(key=_when)
    few = len(nobody) < MOST_STEPLESS
    stepless = len(nobody) if few else rows.count_stepless(store.db)
    return Today(now=now, groups=groups, stepless=stepless)


def _timed(store: Store, now: datetime) -> dict[Group, list[Due]]:
    """Return what has its day, by group."""
    grace = timedelta(hours=rules.value(store, THANK_OVERDUE) - rules.value(store, THANK_WITHIN))
    today = now.date()
    meetings = rows.planned_meetings(store.db, now, DAYS_AHEAD)
    steps = rows.due_steps(store.db, today + timedelta(days=DAYS_AHEAD), now)
    # A meeting of today stands for preparing it.
    shown = {due.meeting_id for due in meetings if due.day is not None and due.day <= today}
    groups: dict[Group, list[Due]] = {}
    for due in (*steps, *meetings):
        if due.kind is StepKind.PREPARE and due.meeting_id in shown:
            continue
        group = group_of(due, now, grace)
        if group is not None:
            groups.setdefault(group, []).append(due)
    return groups


def _when(due: Due) -> tuple[date, bool, datetime | int]:
    at = due.at
    return due.day or date.max, at is None, at if at is not None else due.step_id or 0


class TodayReader:
    """Reads what there is to do, once for all who ask within a minute while nothing changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key: tuple[int, datetime] | None = None
        self._read: Today | None = None

    def forget(self) -> None:
        """Read anew when asked next."""
        self._key = None

    def read(self, now: datetime) -> Today:
        """Return what comes up, as `read_today`."""
        key = (self._store.changes_made, now.replace(second=0, microsecond=0))
        if self._read is None or key != self._key:
            self._read, self._key = read_today(self._store, now), key
        return self._read


def count_today(store: Store, now: datetime) -> int:
    """Return how much there is to do today."""
    return Today(now=now, groups=_timed(store, now)).left


def load_cards(store: Store, dues: Sequence[Due]) -> dict[tuple[int, int, int], Card]:
    """Return what the page shows of these lines."""
    found = rows.cards(store.db, dues)
    coming = {
        due.meeting_id: None
        for due in dues
        if due.meeting_id is not None and due.kind in (None, StepKind.PREPARE)
    }
    prepared = preparations(store.db, list(coming)) if coming else {}
    enough = wanted(store) if prepared else None
    for key, card in found.items():
        if enough and card.due.meeting_id in prepared:
            ready = readiness(prepared[card.due.meeting_id], enough)
            found[key] = replace(card, readiness=ready)
        if card.due.kind is StepKind.THANK and card.due.meeting_id is not None:
            body = rows.first_mark_text(store.db, card.due.meeting_id)
            if mark := _said(body):
                found[key] = replace(card, mark=mark)
    return found


def _said(body: str) -> str:
    """Return what was marked in notes as said by them: a quote, else an insight."""
    found = list(marks_in(body))
    for kind in _QUOTED:
        for line in found:
            if line.mark.kind is kind and line.mark.text.strip():
                return line.mark.text.strip()
    return ""


def read_weeks(store: Store, now: datetime) -> list[Week]:
    """Return what I did in the last weeks, this one last."""
    return rows.weeks(store.db, now, WEEKS)


def waits(store: Store) -> tuple[int, int]:
    """Return after how many business days one asks a second person, and follows up."""
    return rules.value(store, SECOND_PERSON_AFTER), rules.value(store, FOLLOW_UP_AFTER)


def same_company_this_week(
    store: Store, person_id: PersonId
) -> list[tuple[PersonId, str, datetime]]:
    """Return who else at a person's company was written to in the last seven days."""
    return rows.others_asked(store.db, person_id, days.today(store) - timedelta(days=7))
