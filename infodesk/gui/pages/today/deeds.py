"""What can be done with a line of the Today page, each with one key."""

from dataclasses import dataclass
from enum import StrEnum

from infodesk.core.next_steps import StepKind
from infodesk.core.outreach import SENDS
from infodesk.core.today import Card
from infodesk.words import t


class Deed(StrEnum):
    """What can be done with a line."""

    OPEN = "open"
    WRITE = "write"
    PREPARE = "prepare"
    PLAN_MEETING = "plan-meeting"
    PLAN_STEP = "plan-step"
    SENT = "sent"
    REPLIED = "replied"
    DONE = "done"
    SNOOZE = "snooze"
    SKIP = "skip"


KEYS = {
    Deed.WRITE: "P",
    Deed.PREPARE: "P",
    Deed.PLAN_STEP: "P",
    Deed.PLAN_MEETING: "M",
    Deed.SENT: "S",
    Deed.REPLIED: "R",
    Deed.DONE: "D",
    Deed.SNOOZE: "Z",
    Deed.SKIP: "X",
    Deed.OPEN: "Return",
}
SHOWN = 2
"""How many deeds have a button on the line; all have a key and stand in its menu."""

_WAITING = frozenset(
    {
        StepKind.SECOND_PERSON,
        StepKind.FOLLOW_UP,
        StepKind.CLOSE_KINDLY,
        StepKind.ASK_AGAIN,
        StepKind.REPLY,
        StepKind.REFERRAL_ASK,
        StepKind.UPDATE,
        StepKind.KEEP_WARM,
    }
)


_WRITTEN = frozenset(SENDS)


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed as it is offered: its words."""

    deed: Deed
    words: str

    @property
    def key(self) -> str:
        """The key that does it."""
        return KEYS[self.deed]


def offers(card: Card, *, writes: bool) -> list[Offer]:
    """Return what can be done with a line, the most useful first.

    `writes` says that there is a place where texts are written.
    """
    due = card.due
    kind = due.kind
    if due.step_id is None:
        if due.meeting_id is not None:
            return [Offer(Deed.PREPARE, t("Prepare"))]
        return [Offer(Deed.PLAN_STEP, t("Plan")), Offer(Deed.OPEN, t("Open"))]
    found: list[Offer] = []
    if kind in (StepKind.PREPARE, StepKind.HOW_DID_IT_GO) and due.meeting_id is not None:
        found.append(Offer(Deed.PREPARE, _meeting_words(kind)))
    if kind is StepKind.REPLY:
        found.append(Offer(Deed.PLAN_MEETING, t("Plan meeting")))
    if writes and (kind in _WRITTEN or (kind is StepKind.SECOND_PERSON and card.second_id)):
        found.append(Offer(Deed.WRITE, _write_words(card)))
    if kind in SENDS and kind not in _WAITING:
        found.append(Offer(Deed.SENT, t("Sent")))
    if kind in _WAITING and kind not in (StepKind.UPDATE, StepKind.KEEP_WARM):
        found.append(Offer(Deed.REPLIED, t("Replied")))
    if kind in SENDS and kind in _WAITING:
        found.append(Offer(Deed.SENT, t("Sent")))
    if kind not in SENDS or kind is StepKind.CONFIRM:
        words = t("It took place") if kind is StepKind.HOW_DID_IT_GO else t("Done")
        found.append(Offer(Deed.DONE, words))
    found.append(Offer(Deed.SNOOZE, t("Snooze")))
    found.append(Offer(Deed.SKIP, t("Skip…")))
    found.append(Offer(Deed.OPEN, t("Open")))
    return found


def _meeting_words(kind: StepKind | None) -> str:
    return t("Prepare") if kind is StepKind.PREPARE else t("Meeting")


def _write_words(card: Card) -> str:
    match card.due.kind:
        case StepKind.SECOND_PERSON:
            return t("Ask {name}", name=card.second_name.split(" ")[0])
        case StepKind.FOLLOW_UP:
            return t("Follow up")
        case StepKind.THANK:
            return t("Draft")
        case _:
            return t("Write")
