"""What each move through the stages leaves behind, inside its verb's transaction.

A move sets the stage, closes the steps that it settles and plans those that follow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from infodesk.core.ids import MeetingId, PersonId, PromiseId, TouchId
from infodesk.core.meetings import Meeting, MeetingState
from infodesk.core.moments import as_text
from infodesk.core.next_steps import OF_MEETING, NextStep, Outcome, StepDraft, StepKind
from infodesk.core.outreach import Answer, Channel, Purpose, Sent
from infodesk.core.people import Person
from infodesk.core.pipeline import Clock, end_of
from infodesk.core.rules import (
    ASK_AGAIN_AFTER,
    CONFIRM_BEFORE,
    FOLLOW_UP_AFTER,
    FOLLOW_UPS_MOST,
    KEEP_WARM_EVERY,
    PREPARE_BEFORE,
    REFERRAL_ASK_AFTER,
    REFERRAL_ASKS_MOST,
    SECOND_PERSON_AFTER,
    THANK_OVERDUE,
    THANK_WITHIN,
    UPDATE_AFTER,
)
from infodesk.core.stages import Ending, Stage
from infodesk.core.touches import Direction, TouchKind
from infodesk.operations import days, rules
from infodesk.store import learned as learned_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as rows
from infodesk.store import people as person_rows
from infodesk.store import touches as touch_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

_ASKED = frozenset({StepKind.SECOND_PERSON, StepKind.FOLLOW_UP, StepKind.CLOSE_KINDLY})
_BEFORE_MEETING = frozenset({StepKind.WRITE, StepKind.ASK_AGAIN, StepKind.REPLY, *_ASKED})
_OF_STAGE = {
    Stage.SHORTLISTED: frozenset({StepKind.WRITE}),
    Stage.ASKED: _ASKED,
    Stage.REPLIED: frozenset({StepKind.REPLY, StepKind.ASK_AGAIN}),
    Stage.SCHEDULED: frozenset({StepKind.REPLY, *OF_MEETING}),
    Stage.MET: frozenset({StepKind.THANK}),
    Stage.THANKED: frozenset({StepKind.REFERRAL_ASK, StepKind.UPDATE}),
    Stage.WARM: frozenset({StepKind.KEEP_WARM}),
}
_ORDER = {stage: place for place, stage in enumerate(Stage)}


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where and when a move is made: the open transaction, the moment, and the clock."""

    db: Connection
    moment: datetime
    today: date
    clock: Clock

    @property
    def now(self) -> str:
        """The moment as the vault writes it."""
        return as_text(self.moment)


def clock_of(store: Store) -> Clock:
    """Return the clock as this vault's rules and days off have it."""
    return Clock(
        week=days.workweek(store),
        second_person_after=rules.value(store, SECOND_PERSON_AFTER),
        follow_up_after=rules.value(store, FOLLOW_UP_AFTER),
        follow_ups_most=rules.value(store, FOLLOW_UPS_MOST),
        ask_again_after=rules.value(store, ASK_AGAIN_AFTER),
        prepare_before=rules.value(store, PREPARE_BEFORE),
        confirm_before=rules.value(store, CONFIRM_BEFORE),
        thank_within=rules.value(store, THANK_WITHIN),
        thank_overdue=rules.value(store, THANK_OVERDUE),
        referral_ask_after=rules.value(store, REFERRAL_ASK_AFTER),
        referral_asks_most=rules.value(store, REFERRAL_ASKS_MOST),
        update_after=rules.value(store, UPDATE_AFTER),
        keep_warm_every=rules.value(store, KEEP_WARM_EVERY),
    )


def at(store: Store, db: Connection) -> At:
    """Return where and when a move is made, for the transaction `db`."""
    return At(db=db, moment=store.clock(), today=days.today(store), clock=clock_of(store))


def plan(here: At, person_id: PersonId, drafts: Iterable[StepDraft]) -> None:
    """Plan steps, but none of a kind that is open already."""
    open_ = {(step.kind, step.meeting_id) for step in rows.open_steps(here.db, person_id)}
    for draft in drafts:
        if (draft.kind, draft.meeting_id) not in open_:
            rows.insert(here.db, person_id, draft, here.now)


def shortlisted(here: At, person_id: PersonId) -> None:
    """Bring a person who is not yet there into the pipeline."""
    person = person_rows.get(here.db, person_id)
    if person.do_not_contact or person.stage not in (Stage.SPOTTED, Stage.CLOSED):
        return
    _set(here, person_id, stage=Stage.SHORTLISTED)
    plan(here, person_id, (here.clock.to_write(here.today),))


def put_in(
    here: At, people: Sequence[PersonId], stage: Stage, ending: Ending | None = None
) -> None:
    """Put people in a stage by hand: steps of other stages end, those of this stage begin.

    Promises and the steps of planned meetings stay; closing ends what was planned by hand too.
    """
    kept = _OF_STAGE.get(stage, frozenset()) | OF_MEETING | {StepKind.PROMISE}
    if stage is not Stage.CLOSED:
        kept |= {StepKind.HAND}
    ended = frozenset(StepKind) - kept
    drafts = here.clock.of_stage(stage, here.moment)
    for person_id in people:
        person_rows.change_many(here.db, (person_id,), "stage", stage.value, here.now)
        _clear_answer(here, person_id, stage, ending)
        rows.close_kinds(here.db, person_id, ended, Outcome.SUPERSEDED, here.now)
        if not rows.has_open(here.db, person_id, _OF_STAGE.get(stage, frozenset())):
            plan(here, person_id, drafts)


def _clear_answer(here: At, person_id: PersonId, stage: Stage, ending: Ending | None) -> None:
    closed = stage is Stage.CLOSED
    person_rows.change_many(
        here.db, (person_id,), "ending", (ending or Ending.MINE).value if closed else "", here.now
    )
    if stage in (Stage.SPOTTED, Stage.SHORTLISTED, Stage.ASKED):
        person_rows.change_many(here.db, (person_id,), "reply", "", here.now)


def sent(here: At, what: Sent) -> TouchId:
    """Log a text that was sent; what follows depends on what it was for."""
    moment = what.sent_at or here.moment
    touch = touch_rows.insert(
        here.db,
        what.person_id,
        kind=what.channel.touch_kind.value,
        direction=Direction.OUT.value,
        happened_at=as_text(moment),
        text=what.text,
        purpose=what.purpose.value,
    )
    person = person_rows.get(here.db, what.person_id)
    _AFTER_SENDING[what.purpose](here, person, moment.astimezone().date())
    warmed(here, what.person_id)
    return touch


def _requested(here: At, person: Person, day: date) -> None:
    settled = {StepKind.WRITE, StepKind.ASK_AGAIN}
    rows.close_kinds(here.db, person.id, settled, Outcome.DONE, here.now)
    rows.close_kinds(here.db, person.id, _BEFORE_MEETING, Outcome.SUPERSEDED, here.now)
    if person.stage is Stage.CLOSED or _ORDER[person.stage] < _ORDER[Stage.SCHEDULED]:
        _set(here, person.id, stage=Stage.ASKED)
    plan(here, person.id, here.clock.after_request(day))


def _followed_up(here: At, person: Person, day: date) -> None:
    if _ORDER[person.stage] < _ORDER[Stage.ASKED]:
        # Written to before they came into the pipeline: here it is the first request.
        _requested(here, person, day)
        return
    follow_ups = _turn(here, person.id, StepKind.FOLLOW_UP)
    rows.close_kinds(here.db, person.id, {StepKind.FOLLOW_UP}, Outcome.DONE, here.now)
    settled = {StepKind.SECOND_PERSON, StepKind.CLOSE_KINDLY}
    rows.close_kinds(here.db, person.id, settled, Outcome.SUPERSEDED, here.now)
    plan(here, person.id, (here.clock.after_message(day, follow_ups),))


def _turn(here: At, person_id: PersonId, kind: StepKind) -> int:
    """Return which time in a row a step of this kind is being done, 1 for the first."""
    for step in rows.open_steps(here.db, person_id):
        if step.kind is kind:
            return step.turn
    for step in rows.closed_steps(here.db, person_id):
        if step.kind is kind:
            return step.turn + (step.outcome is Outcome.DONE)
    return 1


def _closed_kindly(here: At, person: Person, _day: date) -> None:
    rows.close_kinds(here.db, person.id, {StepKind.CLOSE_KINDLY}, Outcome.DONE, here.now)
    put_in(here, (person.id,), Stage.CLOSED, Ending.NO_REPLY)


def _answered(here: At, person: Person, day: date) -> None:
    rows.close_kinds(here.db, person.id, {StepKind.REPLY}, Outcome.DONE, here.now)
    if person.stage is Stage.REPLIED and not meeting_rows.has_planned(here.db, person.id):
        due_on = here.clock.week.after(day, here.clock.follow_up_after)
        plan(here, person.id, (StepDraft(kind=StepKind.FOLLOW_UP, due_on=due_on),))


def _confirmed(here: At, person: Person, _day: date) -> None:
    rows.close_kinds(here.db, person.id, {StepKind.CONFIRM}, Outcome.DONE, here.now)


def _thanked(here: At, person: Person, day: date) -> None:
    rows.close_kinds(here.db, person.id, {StepKind.THANK}, Outcome.DONE, here.now)
    if _ORDER[person.stage] < _ORDER[Stage.THANKED]:
        _set(here, person.id, stage=Stage.THANKED)
    drafts = here.clock.after_thanks(day)
    if person.stage is Stage.WARM:
        drafts = tuple(draft for draft in drafts if draft.kind is not StepKind.UPDATE)
    plan(here, person.id, drafts)


def _asked_for_referral(here: At, person: Person, day: date) -> None:
    asked = _turn(here, person.id, StepKind.REFERRAL_ASK)
    rows.close_kinds(here.db, person.id, {StepKind.REFERRAL_ASK}, Outcome.DONE, here.now)
    if again := here.clock.after_referral_ask(day, asked):
        plan(here, person.id, (again,))


def _updated(here: At, person: Person, day: date) -> None:
    settled = {StepKind.UPDATE, StepKind.KEEP_WARM}
    rows.close_kinds(here.db, person.id, settled, Outcome.DONE, here.now)
    if person.stage in (Stage.MET, Stage.THANKED):
        _set(here, person.id, stage=Stage.WARM)
    if person.stage in (Stage.MET, Stage.THANKED, Stage.WARM):
        plan(here, person.id, (here.clock.keep_warm(day),))


def _nothing_more(_here: At, _person: Person, _day: date) -> None:
    pass


_AFTER_SENDING = {
    Purpose.REQUEST: _requested,
    Purpose.FOLLOW_UP: _followed_up,
    Purpose.CLOSE_KINDLY: _closed_kindly,
    Purpose.REPLY: _answered,
    Purpose.CONFIRM: _confirmed,
    Purpose.THANKS: _thanked,
    Purpose.REFERRAL_ASK: _asked_for_referral,
    Purpose.UPDATE: _updated,
    Purpose.OTHER: _nothing_more,
}


def replied(here: At, person_id: PersonId, answer: Answer, text: str) -> None:
    """Log that a person answered: yes leads to agreeing on a day, later to asking again."""
    person = person_rows.get(here.db, person_id)
    touch_rows.insert(
        here.db,
        person_id,
        kind=usual_channel(here.db, person).touch_kind.value,
        direction=Direction.IN.value,
        happened_at=here.now,
        text=text,
        purpose=answer.value,
    )
    rows.close_kinds(here.db, person_id, _BEFORE_MEETING, Outcome.SUPERSEDED, here.now)
    if answer is Answer.NO and _ORDER[person.stage] < _ORDER[Stage.SCHEDULED]:
        put_in(here, (person_id,), Stage.CLOSED, Ending.DECLINED)
        _set(here, person_id, reply=answer)
        return
    if person.stage is Stage.CLOSED or _ORDER[person.stage] < _ORDER[Stage.SCHEDULED]:
        _set(here, person_id, stage=Stage.REPLIED, reply=answer)
    else:
        _set(here, person_id, reply=answer)
    if answer is Answer.YES:
        plan(here, person_id, (here.clock.to_reply(here.today),))
    elif answer is Answer.LATER:
        plan(here, person_id, (here.clock.after_later(here.today),))
    warmed(here, person_id)


def usual_channel(db: Connection, person: Person) -> Channel:
    """Return the way the last text to a person went, else the one that is open."""
    match touch_rows.last_way_out(db, person.id):
        case TouchKind.EMAIL:
            return Channel.EMAIL
        case TouchKind.INVITATION | TouchKind.MESSAGE:
            return Channel.LINKEDIN_MESSAGE
        case _:
            return Channel.EMAIL if person.emails else Channel.LINKEDIN_MESSAGE


def warmed(here: At, person_id: PersonId) -> None:
    """Count the time until a warm person should hear of you from the last touch again."""
    person = person_rows.get(here.db, person_id)
    if person.last_touch_on is None:
        return
    draft = here.clock.keep_warm(min(person.last_touch_on, here.today))
    open_ = [
        step for step in rows.open_steps(here.db, person_id) if step.kind is StepKind.KEEP_WARM
    ]
    if open_:
        if draft.due_on is not None and any(step.due_on != draft.due_on for step in open_):
            rows.reschedule(here.db, [step.id for step in open_], draft.due_on)
    elif person.stage is Stage.WARM:
        plan(here, person_id, (draft,))


# Meetings


def scheduled(here: At, meeting: Meeting) -> None:
    """Plan what a new meeting needs; a person not yet there moves to Scheduled."""
    person = person_rows.get(here.db, meeting.person_id)
    rows.close_kinds(here.db, person.id, {StepKind.REPLY}, Outcome.DONE, here.now)
    rows.close_kinds(here.db, person.id, _BEFORE_MEETING, Outcome.SUPERSEDED, here.now)
    if person.stage is Stage.CLOSED or _ORDER[person.stage] < _ORDER[Stage.SCHEDULED]:
        _set(here, person.id, stage=Stage.SCHEDULED)
    plan(here, person.id, _of(here, meeting))


def rescheduled(here: At, meeting: Meeting) -> None:
    """Move the open steps of a meeting to its new time, and plan those that it needs again."""
    if meeting.state is MeetingState.CANCELLED:
        return
    steps = {step.kind: step for step in rows.of_meeting(here.db, meeting.id)}
    if meeting.state is MeetingState.HELD:
        thanks = here.clock.to_thank(end_of(meeting.starts_at, meeting.minutes), meeting.id)
        _move(here, steps.get(StepKind.THANK), thanks)
        return
    for draft in _of(here, meeting):
        if draft.kind in steps:
            _move(here, steps[draft.kind], draft)
        else:
            plan(here, meeting.person_id, (draft,))


def _move(here: At, step: NextStep | None, to: StepDraft) -> None:
    if step is None or step.outcome is not Outcome.OPEN:
        return
    values: dict[str, object] = {
        "due_on": to.due_on.isoformat() if to.due_on else None,
        "due_at": as_text(to.due_at) if to.due_at else None,
        "snoozed_until": None,
    }
    rows.change(here.db, step.id, values)


def _of(here: At, meeting: Meeting) -> tuple[StepDraft, ...]:
    return here.clock.for_meeting(meeting.id, meeting.starts_at, meeting.minutes, here.moment)


def hold(here: At, meeting_id: MeetingId) -> None:
    """A meeting took place: it becomes a touch, the person moves to Met, a thank-you is owed.

    One that is over before it was to begin took place now; its agreed time stays, should it have
    been a slip.
    """
    meeting = meeting_rows.get(here.db, meeting_id)
    values = {"state": MeetingState.HELD.value}
    meeting_rows.change(here.db, meeting_id, values, here.now, None)
    if touch_rows.of_meeting(here.db, meeting_id) is None:
        touch_rows.insert(
            here.db,
            meeting.person_id,
            kind=TouchKind.MEETING.value,
            direction=Direction.NONE.value,
            happened_at=as_text(min(meeting.starts_at, here.moment)),
            meeting_id=meeting_id,
        )
    rows.close_of_meeting(here.db, meeting.id, {StepKind.HOW_DID_IT_GO}, Outcome.DONE, here.now)
    rows.close_of_meeting(here.db, meeting.id, OF_MEETING, Outcome.SUPERSEDED, here.now)
    _moved_to_met(here, meeting.person_id)
    owe_thanks(here, meeting, min(end_of(meeting.starts_at, meeting.minutes), here.moment))
    warmed(here, meeting.person_id)


def met(here: At, person_id: PersonId, since: datetime) -> None:
    """Two people met without a meeting in the agenda: the same follows as from one."""
    _moved_to_met(here, person_id)
    plan(here, person_id, (here.clock.to_thank(since, None),))
    warmed(here, person_id)


def _moved_to_met(here: At, person_id: PersonId) -> None:
    person = person_rows.get(here.db, person_id)
    if person.stage is Stage.CLOSED or _ORDER[person.stage] < _ORDER[Stage.MET]:
        _set(here, person_id, stage=Stage.MET)
    rows.close_kinds(here.db, person_id, _BEFORE_MEETING, Outcome.SUPERSEDED, here.now)


def notes_saved(here: At, meeting: Meeting) -> None:
    """Notes were written: once the meeting is over, a thank-you is owed."""
    if meeting.state is MeetingState.CANCELLED:
        return
    if here.moment >= end_of(meeting.starts_at, meeting.minutes):
        owe_thanks(here, meeting, here.moment)


def owe_thanks(here: At, meeting: Meeting, since: datetime) -> None:
    """Plan the thank-you for a meeting, unless it was planned before."""
    known = rows.of_meeting(here.db, meeting.id)
    if not any(
        step.kind is StepKind.THANK and step.outcome is not Outcome.SUPERSEDED for step in known
    ):
        plan(here, meeting.person_id, (here.clock.to_thank(since, meeting.id),))


def promise_kept(here: At, promise_id: PromiseId) -> None:
    """A promise was kept: its step is done; whom I promised it shall hear what came of it."""
    learned_rows.change(here.db, "promise", promise_id, {"done_on": here.today.isoformat()})
    promise = learned_rows.promise(here.db, promise_id)
    for step in rows.of_promise(here.db, promise_id):
        if step.outcome is Outcome.OPEN:
            rows.close(here.db, step.id, Outcome.DONE, here.now)
    person = person_rows.get(here.db, promise.person_id)
    if not promise.by_me or person.stage not in (Stage.MET, Stage.THANKED, Stage.WARM):
        return
    due_on = here.clock.week.on_or_after(here.today)
    open_ = [step for step in rows.open_steps(here.db, person.id) if step.kind is StepKind.UPDATE]
    if open_:
        rows.reschedule(here.db, [step.id for step in open_], due_on)
    else:
        plan(here, person.id, (StepDraft(kind=StepKind.UPDATE, due_on=due_on),))


def promise_open(here: At, promise_id: PromiseId) -> None:
    """A promise is to be kept after all: its step is taken up again."""
    learned_rows.change(here.db, "promise", promise_id, {"done_on": None})
    for step in rows.of_promise(here.db, promise_id):
        if step.outcome is Outcome.DONE:
            values = {"outcome": "", "reason": "", "closed_at": None, "snoozed_until": None}
            rows.change(here.db, step.id, values)


def called_off(here: At, person_id: PersonId, meeting_id: MeetingId | None) -> None:
    """A meeting was called off or removed: its steps end, and another day is to be found."""
    if meeting_id is not None:
        kinds = OF_MEETING | {StepKind.THANK}
        rows.close_of_meeting(here.db, meeting_id, kinds, Outcome.SUPERSEDED, here.now)
    person = person_rows.get(here.db, person_id)
    if person.stage is Stage.SCHEDULED and not meeting_rows.has_planned(here.db, person_id):
        _set(here, person_id, stage=Stage.REPLIED)
        plan(here, person_id, (here.clock.to_reply(here.today),))


def planned_again(here: At, meeting: Meeting) -> None:
    """A meeting that was held or called off is to come after all."""
    rows.close_of_meeting(here.db, meeting.id, {StepKind.THANK}, Outcome.SUPERSEDED, here.now)
    scheduled(here, meeting)


def _set(
    here: At, person_id: PersonId, *, stage: Stage | None = None, reply: Answer | None = None
) -> None:
    values: dict[str, object] = {}
    if stage is not None:
        values |= {"stage": stage.value, "ending": ""}
        if stage in (Stage.SHORTLISTED, Stage.ASKED):
            values["reply"] = ""
    if reply is not None:
        values["reply"] = reply.value
    person_rows.change(here.db, person_id, values, here.now, None)
