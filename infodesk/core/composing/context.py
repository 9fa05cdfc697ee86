"""What a check knows besides the text: the person, what is in common, the channel, the clock."""

from dataclasses import dataclass, field
from datetime import date

from infodesk.core.drafts import TextKind
from infodesk.core.outreach import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The numbers the checks go by; each is a rule of `core.rules`, here with its default."""

    words_note: int = 75
    words_warn: int = 125
    thanks_words: int = 100
    follow_up_words: int = 60
    subject_least: int = 3
    subject_most: int = 6
    questions: int = 3
    note_characters: int = 200
    inmail_subject: int = 200
    inmail_characters: int = 1_900
    inmail_aim: int = 400
    message_characters: int = 8_000
    sentence_words: int = 25
    grade: int = 12
    minutes_most: int = 30
    stop_after: int = 1
    quiet_days: int = 7

    def characters(self, channel: Channel) -> int:
        """Return the most characters a channel takes, 0 for no limit."""
        return {
            Channel.LINKEDIN_NOTE: self.note_characters,
            Channel.LINKEDIN_MESSAGE: self.message_characters,
            Channel.INMAIL: self.inmail_characters,
        }.get(channel, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """The names somebody goes by; companies and roles of now and before."""

    first_name: str = ""
    last_name: str = ""
    name: str = ""
    companies: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything the checks look at besides the words.

    `others` are companies and roles of other people one writes to, which a copied text may still
    name. `common` are words for what both share; `referrers` the names of those who may not be
    named. `answered` says that the person has written since the last text of mine; `stranger`
    that nothing ever passed between us. `days_since` counts from my last text to them.
    """

    person: Someone = field(default_factory=Someone)
    me: Someone = field(default_factory=Someone)
    others: Someone = field(default_factory=Someone)
    common: tuple[str, ...] = ()
    unnamed_referrers: tuple[str, ...] = ()
    channel: Channel = Channel.EMAIL
    kind: TextKind = TextKind.COLD
    language: str = ""
    limits: Limits = field(default_factory=Limits)
    accepted: frozenset[str] = frozenset()
    today: date | None = None
    stranger: bool = True
    answered: bool = False
    days_since: int | None = None
    follow_ups: int = 0
    same_company: str = ""
