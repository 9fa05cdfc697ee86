"""The clock of the pipeline: which steps follow from what happened, and when they are due."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from infodesk.core.ids import MeetingId
from infodesk.core.next_steps import StepDraft, StepKind
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
from infodesk.core.stages import Stage
from infodesk.core.workdays import Workweek, months_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A person's business days and the numbers that dates follow from."""

    week: Workweek = field(default_factory=Workweek)
    second_person_after: int = SECOND_PERSON_AFTER.default
    follow_up_after: int = FOLLOW_UP_AFTER.default
    follow_ups_most: int = FOLLOW_UPS_MOST.default
    ask_again_after: int = ASK_AGAIN_AFTER.default
    prepare_before: int = PREPARE_BEFORE.default
    confirm_before: int = CONFIRM_BEFORE.default
    thank_within: int = THANK_WITHIN.default
    thank_overdue: int = THANK_OVERDUE.default
    referral_ask_after: int = REFERRAL_ASK_AFTER.default
    referral_asks_most: int = REFERRAL_ASKS_MOST.default
    update_after: int = UPDATE_AFTER.default
    keep_warm_every: int = KEEP_WARM_EVERY.default

    def to_write(self, today: date) -> StepDraft:
        """Return the step of a shortlisted person: write the request."""
        return StepDraft(kind=StepKind.WRITE, due_on=self.week.on_or_after(today))

    def after_request(self, sent_on: date) -> tuple[StepDraft, ...]:
        """Return the steps after a request: a second person there, then a follow-up."""
        second = StepDraft(
            kind=StepKind.SECOND_PERSON, due_on=self.week.after(sent_on, self.second_person_after)
        )
        return second, self.after_message(sent_on, follow_ups=0)

    def after_message(self, sent_on: date, follow_ups: int) -> StepDraft:
        """Return the step after a request and so many follow-ups: one more, or close kindly."""
        due_on = self.week.after(sent_on, self.follow_up_after)
        if follow_ups < self.follow_ups_most:
            return StepDraft(kind=StepKind.FOLLOW_UP, due_on=due_on, turn=follow_ups + 1)
        return StepDraft(kind=StepKind.CLOSE_KINDLY, due_on=due_on)

    def to_reply(self, today: date) -> StepDraft:
        """Return the step after a yes: answer, and agree on a day."""
        return StepDraft(kind=StepKind.REPLY, due_on=self.week.on_or_after(today))

    def after_later(self, today: date) -> StepDraft:
        """Return the step after a "later"."""
        return StepDraft(
            kind=StepKind.ASK_AGAIN, due_on=self._months_after(today, self.ask_again_after)
        )

    def for_meeting(
        self, meeting_id: MeetingId, starts_at: datetime, minutes: int, now: datetime
    ) -> tuple[StepDraft, ...]:
        """Return the steps of a planned meeting; what would be too late is left out.

        Days are those of the computer's zone. Preparing a meeting that is near is due today;
        confirming one is left out when the time for it is over.
        """
        day, today = starts_at.astimezone().date(), now.astimezone().date()
        ends_at = end_of(starts_at, minutes)
        steps = []
        if starts_at > now:
            prepare = max(today, self.week.before(day, self.prepare_before))
            steps.append(
                StepDraft(kind=StepKind.PREPARE, due_on=min(prepare, day), meeting_id=meeting_id)
            )
            confirm = self.week.before(day, self.confirm_before)
            if today <= confirm:
                steps.append(
                    StepDraft(kind=StepKind.CONFIRM, due_on=confirm, meeting_id=meeting_id)
                )
        steps.append(
            StepDraft(
                kind=StepKind.HOW_DID_IT_GO,
                due_on=ends_at.astimezone().date(),
                due_at=ends_at,
                meeting_id=meeting_id,
            )
        )
        return tuple(steps)

    def to_thank(self, since: datetime, meeting_id: MeetingId | None) -> StepDraft:
        """Return the thank-you that is owed since a moment."""
        due_at = later(since, self.thank_within)
        return StepDraft(
            kind=StepKind.THANK,
            due_on=due_at.astimezone().date(),
            due_at=due_at,
            meeting_id=meeting_id,
        )

    def after_thanks(self, today: date) -> tuple[StepDraft, ...]:
        """Return the steps after a thank-you: ask for a referral, then tell how it went on."""
        update = StepDraft(
            kind=StepKind.UPDATE, due_on=self._months_after(today, self.update_after)
        )
        referral = self.after_referral_ask(today, asked=0)
        return (referral, update) if referral else (update,)

    def after_referral_ask(self, today: date, asked: int) -> StepDraft | None:
        """Return the next referral ask after so many, None when it is time to stop."""
        if asked >= self.referral_asks_most:
            return None
        due_on = self.week.on_or_after(_days_after(today, self.referral_ask_after))
        return StepDraft(kind=StepKind.REFERRAL_ASK, due_on=due_on, turn=asked + 1)

    def keep_warm(self, last_touch: date) -> StepDraft:
        """Return the step that keeps a relationship warm after a touch."""
        return StepDraft(
            kind=StepKind.KEEP_WARM, due_on=self._months_after(last_touch, self.keep_warm_every)
        )

    def of_stage(self, stage: Stage, now: datetime) -> tuple[StepDraft, ...]:
        """Return the steps of a person who was put in a stage by hand, now."""
        today = now.astimezone().date()
        match stage:
            case Stage.SHORTLISTED:
                return (self.to_write(today),)
            case Stage.ASKED:
                return self.after_request(today)
            case Stage.REPLIED | Stage.SCHEDULED:
                return (self.to_reply(today),)
            case Stage.MET:
                return (self.to_thank(now, None),)
            case Stage.THANKED:
                return self.after_thanks(today)
            case Stage.WARM:
                return (self.keep_warm(today),)
            case _:
                return ()

    def _months_after(self, day: date, count: int) -> date:
        return self.week.on_or_after(months_after(day, count))


USUAL_STEP = {
    Stage.SHORTLISTED: StepKind.WRITE,
    Stage.ASKED: StepKind.FOLLOW_UP,
    Stage.REPLIED: StepKind.REPLY,
    Stage.SCHEDULED: StepKind.REPLY,
    Stage.MET: StepKind.THANK,
    Stage.THANKED: StepKind.UPDATE,
    Stage.WARM: StepKind.KEEP_WARM,
}
"""What is mostly to be done next with a person in a live stage."""


def end_of(starts_at: datetime, minutes: int) -> datetime:
    """Return the moment at which a meeting ends."""
    try:
        return starts_at + timedelta(minutes=minutes)
    except OverflowError:
        return starts_at


def later(moment: datetime, hours: int) -> datetime:
    """Return the moment so many hours later."""
    try:
        return moment + timedelta(hours=hours)
    except OverflowError:
        return moment


def _days_after(day: date, count: int) -> date:
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max
