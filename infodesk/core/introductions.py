"""A brief introduction of myself: what I liked best, what I learned, what I want to know now."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from infodesk.core.ids import IntroductionId
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.core.wording import Wording

USUAL_PACE = 150
"""Words a minute of somebody who speaks calmly, until one's own pace is measured."""

SLOWEST, FASTEST = 60, 260


class Audience(StrEnum):
    """To whom one introduces oneself; each hears another reason to talk."""

    FIELD = "field"
    SHARED = "shared"
    SENIOR = "senior"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionDraft:
    """An introduction about to be kept: favourite, insight, transition, in this order.

    A gap that only the person can fill stands in square brackets.
    """

    audience: Audience
    name: str = ""
    favourite: str = ""
    insight: str = ""
    transition: str = ""

    @property
    def text(self) -> str:
        """The whole introduction as it is spoken."""
        return spoken(self.favourite, self.insight, self.transition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """One version of my introduction; `name` is its own title, "" for that of its audience."""

    id: IntroductionId
    rev: int
    audience: Audience
    name: str = ""
    favourite: str = ""
    insight: str = ""
    transition: str = ""

    @property
    def text(self) -> str:
        """The whole introduction as it is spoken."""
        return spoken(self.favourite, self.insight, self.transition)


def spoken(*parts: str) -> str:
    """Return the parts as one text."""
    return " ".join(part.strip() for part in parts if part.strip())


# Drafting


def draft(
    profile: Profile, audience: Audience, wording: Wording, *, shared: str = ""
) -> IntroductionDraft:
    """Draft an introduction from what my profile says, for one audience.

    `shared` is what I have in common with the listener, such as a school. What the profile cannot
    know (what I liked, what I found out) is left as a gap in square brackets.
    """
    return IntroductionDraft(
        audience=audience,
        favourite=spoken(_name(profile, wording), _favourite(profile, wording)),
        insight=_insight(profile, wording),
        transition=_transition(audience, wording, shared),
    )


def _name(profile: Profile, wording: Wording) -> str:
    return wording.say("introduction-name", name=profile.name) if profile.name else ""


def _favourite(profile: Profile, wording: Wording) -> str:
    if position := _first(profile, ProfileKind.POSITION):
        now = "was" if position.finished_on else "now"
        if position.title and position.organisation:
            return wording.say(
                f"introduction-role-{now}",
                title=position.title,
                organisation=position.organisation,
            )
        if position.title:
            return wording.say(f"introduction-title-{now}", title=position.title)
        return wording.say(f"introduction-place-{now}", organisation=position.organisation)
    if learned := _first(profile, ProfileKind.EDUCATION):
        if learned.title and learned.organisation:
            return wording.say(
                "introduction-studied", title=learned.title, organisation=learned.organisation
            )
        return wording.say("introduction-learned", what=learned.title or learned.organisation)
    if profile.headline:
        return wording.say("introduction-headline", headline=profile.headline.rstrip(" ."))
    return wording.say("introduction-unknown")


def _insight(profile: Profile, wording: Wording) -> str:
    skills = [entry.title for entry in profile.of(ProfileKind.SKILL) if entry.title]
    if len(skills) > 1:
        return wording.say("introduction-two-skills", first=skills[0], second=skills[1])
    if skills:
        return wording.say("introduction-one-skill", first=skills[0])
    titles = [entry.title for entry in profile.of(ProfileKind.POSITION) if entry.title]
    if earlier := next((title for title in titles[1:] if title != titles[0]), ""):
        return wording.say("introduction-before", title=earlier)
    return wording.say("introduction-noticed")


def _transition(audience: Audience, wording: Wording, shared: str) -> str:
    if audience is Audience.SHARED:
        if shared:
            return wording.say("introduction-shared", shared=shared)
        return wording.say("introduction-shared-gap")
    return wording.say(f"introduction-{audience.value}")


def _first(profile: Profile, kind: ProfileKind) -> ProfileEntry | None:
    entries = profile.of(kind)
    return next((entry for entry in entries if entry.title or entry.organisation), None)


_GAP = re.compile(r"\[([^\[\]]*)\]")


def gaps(text: str) -> tuple[str, ...]:
    """Return what still has to be filled in: the words in square brackets."""
    return tuple(_GAP.findall(text))


# Time


_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
# Scripts without blanks between words: a sign is spoken in about 0.6 of the time of a word.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
_SIGN = 0.6


def count_words(text: str) -> float:
    """Return how many words are spoken; a sign of a script without blanks is part of one."""
    signs = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + _SIGN * signs


def read_aloud_seconds(text: str, words_per_minute: int = USUAL_PACE) -> int:
    """Return how long `text` takes to say, in full seconds, at a pace within what is possible."""
    pace = min(max(words_per_minute, SLOWEST), FASTEST)
    return math.ceil(count_words(text) * 60 / pace)


def measured_pace(text: str, seconds: float) -> int | None:
    """Return the words a minute of somebody who read `text` aloud in `seconds`.

    None where that was no reading aloud: too few words, or a pace that nobody speaks at.
    """
    words = count_words(text)
    if words < 15 or seconds <= 0:
        return None
    pace = round(words * 60 / seconds)
    return pace if SLOWEST <= pace <= FASTEST else None
