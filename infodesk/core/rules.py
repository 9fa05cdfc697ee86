"""The rules with numbers: what the method advises, how far each may be moved, and who says so."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What the number of a rule counts."""

    WORDS = "words"
    CHARACTERS = "characters"
    QUESTIONS = "questions"
    SOURCES = "sources"
    PERCENT = "percent"
    TIMES = "times"
    PEOPLE = "people"
    COMPANIES = "companies"
    NOTES = "notes"
    WINDOWS = "windows"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business-days"
    MONTHS = "months"


class Source(StrEnum):
    """Who gives the advice that a rule follows."""

    DALTON = "dalton"
    BOOMERANG = "boomerang"
    LINKEDIN_HELP = "linkedin-help"
    LINKEDIN_DATA = "linkedin-data"
    CAREER_OFFICES = "career-offices"
    COFFEE_CHATS = "coffee-chats"
    MIT = "mit"
    CAREER_GUIDES = "career-guides"
    OURS = "ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One number of the method; a person may set it from `low` to `high`."""

    name: str
    default: int
    unit: Unit
    low: int
    high: int
    source: Source

    def allows(self, value: int) -> bool:
        """Say whether a person may set the rule to `value`."""
        return self.low <= value <= self.high


def _rule(name: str, default: int, unit: Unit, low: int, high: int, source: Source) -> Rule:
    return Rule(name=name, default=default, unit=unit, low=low, high=high, source=source)


# The first e-mail
MAIL_WORDS_NOTE = _rule("mail-words-note", 75, Unit.WORDS, 30, 300, Source.DALTON)
MAIL_WORDS_WARN = _rule("mail-words-warn", 125, Unit.WORDS, 50, 500, Source.BOOMERANG)
SUBJECT_WORDS_LEAST = _rule("subject-words-least", 3, Unit.WORDS, 1, 10, Source.BOOMERANG)
SUBJECT_WORDS_MOST = _rule("subject-words-most", 6, Unit.WORDS, 1, 20, Source.BOOMERANG)
MAIL_QUESTIONS_LEAST = _rule("mail-questions-least", 1, Unit.QUESTIONS, 0, 5, Source.BOOMERANG)
MAIL_QUESTIONS_MOST = _rule("mail-questions-most", 3, Unit.QUESTIONS, 1, 10, Source.BOOMERANG)
SHARE_ABOUT_THEM = _rule("share-about-them", 50, Unit.PERCENT, 10, 90, Source.DALTON)

# LinkedIn
NOTE_CHARACTERS = _rule("note-characters", 200, Unit.CHARACTERS, 100, 1000, Source.LINKEDIN_HELP)
NOTE_CHARACTERS_PREMIUM = _rule(
    "note-characters-premium", 300, Unit.CHARACTERS, 100, 1000, Source.LINKEDIN_HELP
)
NOTES_A_MONTH = _rule("notes-a-month", 5, Unit.NOTES, 0, 500, Source.LINKEDIN_HELP)
NOTES_WARNING = _rule("notes-warning", 3, Unit.NOTES, 0, 500, Source.LINKEDIN_HELP)
INMAIL_SUBJECT_CHARACTERS = _rule(
    "inmail-subject-characters", 200, Unit.CHARACTERS, 50, 1000, Source.LINKEDIN_HELP
)
INMAIL_CHARACTERS = _rule(
    "inmail-characters", 1900, Unit.CHARACTERS, 200, 10_000, Source.LINKEDIN_HELP
)
INMAIL_AIM = _rule("inmail-aim", 400, Unit.CHARACTERS, 100, 5000, Source.LINKEDIN_DATA)

# No reply
SECOND_PERSON_AFTER = _rule("second-person-after", 3, Unit.BUSINESS_DAYS, 1, 30, Source.DALTON)
FOLLOW_UP_AFTER = _rule("follow-up-after", 7, Unit.BUSINESS_DAYS, 1, 60, Source.DALTON)
FOLLOW_UPS_MOST = _rule("follow-ups-most", 1, Unit.TIMES, 0, 3, Source.DALTON)
ASK_AGAIN_AFTER = _rule("ask-again-after", 1, Unit.MONTHS, 1, 24, Source.OURS)
REPLY_RATE_LOW = _rule("reply-rate-low", 20, Unit.PERCENT, 0, 100, Source.DALTON)
REPLY_RATE_HIGH = _rule("reply-rate-high", 40, Unit.PERCENT, 0, 100, Source.DALTON)
PERCENT_FROM = _rule("percent-from", 10, Unit.PEOPLE, 5, 100, Source.OURS)

# Whom to ask
SHORTLIST_COMPANIES = _rule("shortlist-companies", 40, Unit.COMPANIES, 5, 200, Source.DALTON)
SHORTLIST_TOP = _rule("shortlist-top", 5, Unit.COMPANIES, 1, 50, Source.DALTON)
SHORTLIST_PEOPLE_EACH = _rule("shortlist-people-each", 2, Unit.PEOPLE, 1, 10, Source.DALTON)

# The meeting
MEETING_MINUTES = _rule("meeting-minutes", 20, Unit.MINUTES, 5, 120, Source.CAREER_OFFICES)
OFFER_WINDOWS = _rule("offer-windows", 3, Unit.WINDOWS, 1, 10, Source.COFFEE_CHATS)
OFFER_WINDOW_HOURS = _rule("offer-window-hours", 3, Unit.HOURS, 1, 12, Source.COFFEE_CHATS)
RESEARCH_MINUTES = _rule("research-minutes", 15, Unit.MINUTES, 5, 120, Source.DALTON)
RESEARCH_SOURCES = _rule("research-sources", 3, Unit.SOURCES, 1, 20, Source.DALTON)
QUESTIONS_PREPARED = _rule("questions-prepared", 10, Unit.QUESTIONS, 1, 50, Source.DALTON)
QUESTIONS_MUST_ASK = _rule("questions-must-ask", 3, Unit.QUESTIONS, 1, 20, Source.DALTON)
SHORT_SET_MINUTES = _rule("short-set-minutes", 5, Unit.MINUTES, 3, 15, Source.DALTON)
INTRODUCTION_SECONDS = _rule("introduction-seconds", 30, Unit.SECONDS, 10, 120, Source.MIT)
INTRODUCTION_WORDS = _rule("introduction-words", 75, Unit.WORDS, 20, 300, Source.MIT)
INTRODUCTION_SECONDS_MOST = _rule(
    "introduction-seconds-most", 120, Unit.SECONDS, 30, 300, Source.MIT
)
SMALL_TALK_MINUTES = _rule("small-talk-minutes", 5, Unit.MINUTES, 0, 30, Source.DALTON)
ASKING_MINUTES = _rule("asking-minutes", 20, Unit.MINUTES, 5, 90, Source.DALTON)
CLOSING_MINUTES = _rule("closing-minutes", 5, Unit.MINUTES, 1, 30, Source.DALTON)
PREPARE_BEFORE = _rule("prepare-before", 3, Unit.BUSINESS_DAYS, 0, 14, Source.OURS)
CONFIRM_BEFORE = _rule("confirm-before", 1, Unit.BUSINESS_DAYS, 0, 7, Source.COFFEE_CHATS)

# Afterwards
THANK_WITHIN = _rule("thank-within", 24, Unit.HOURS, 1, 168, Source.CAREER_OFFICES)
THANK_OVERDUE = _rule("thank-overdue", 48, Unit.HOURS, 2, 336, Source.CAREER_OFFICES)
THANK_WORDS = _rule("thank-words", 100, Unit.WORDS, 30, 500, Source.CAREER_OFFICES)
REFERRAL_ASK_AFTER = _rule("referral-ask-after", 7, Unit.DAYS, 1, 90, Source.DALTON)
REFERRAL_ASKS_MOST = _rule("referral-asks-most", 2, Unit.TIMES, 0, 5, Source.DALTON)
UPDATE_AFTER = _rule("update-after", 1, Unit.MONTHS, 1, 12, Source.DALTON)
KEEP_WARM_EVERY = _rule("keep-warm-every", 1, Unit.MONTHS, 1, 24, Source.DALTON)
VOICES = _rule("voices", 3, Unit.PEOPLE, 2, 20, Source.CAREER_GUIDES)

GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    (
        "writing",
        (
            MAIL_WORDS_NOTE,
            MAIL_WORDS_WARN,
            SUBJECT_WORDS_LEAST,
            SUBJECT_WORDS_MOST,
            MAIL_QUESTIONS_LEAST,
            MAIL_QUESTIONS_MOST,
            SHARE_ABOUT_THEM,
        ),
    ),
    (
        "linkedin",
        (
            NOTE_CHARACTERS,
            NOTE_CHARACTERS_PREMIUM,
            NOTES_A_MONTH,
            NOTES_WARNING,
            INMAIL_SUBJECT_CHARACTERS,
            INMAIL_CHARACTERS,
            INMAIL_AIM,
        ),
    ),
    (
        "following-up",
        (
            SECOND_PERSON_AFTER,
            FOLLOW_UP_AFTER,
            FOLLOW_UPS_MOST,
            ASK_AGAIN_AFTER,
            REPLY_RATE_LOW,
            REPLY_RATE_HIGH,
            PERCENT_FROM,
        ),
    ),
    ("shortlist", (SHORTLIST_COMPANIES, SHORTLIST_TOP, SHORTLIST_PEOPLE_EACH)),
    (
        "meeting",
        (
            MEETING_MINUTES,
            OFFER_WINDOWS,
            OFFER_WINDOW_HOURS,
            RESEARCH_MINUTES,
            RESEARCH_SOURCES,
            QUESTIONS_PREPARED,
            QUESTIONS_MUST_ASK,
            SHORT_SET_MINUTES,
            INTRODUCTION_SECONDS,
            INTRODUCTION_WORDS,
            INTRODUCTION_SECONDS_MOST,
            SMALL_TALK_MINUTES,
            ASKING_MINUTES,
            CLOSING_MINUTES,
            PREPARE_BEFORE,
            CONFIRM_BEFORE,
        ),
    ),
    (
        "afterwards",
        (
            THANK_WITHIN,
            THANK_OVERDUE,
            THANK_WORDS,
            REFERRAL_ASK_AFTER,
            REFERRAL_ASKS_MOST,
            UPDATE_AFTER,
            KEEP_WARM_EVERY,
            VOICES,
        ),
    ),
)
"""Every rule, in the groups and the order in which settings show them."""

RULES: dict[str, Rule] = {rule.name: rule for _group, rules in GROUPS for rule in rules}
"""Every rule by its name."""

PAIRS: tuple[tuple[Rule, Rule], ...] = (
    (MAIL_WORDS_NOTE, MAIL_WORDS_WARN),
    (SUBJECT_WORDS_LEAST, SUBJECT_WORDS_MOST),
    (MAIL_QUESTIONS_LEAST, MAIL_QUESTIONS_MOST),
    (NOTES_WARNING, NOTES_A_MONTH),
    (INMAIL_AIM, INMAIL_CHARACTERS),
    (SECOND_PERSON_AFTER, FOLLOW_UP_AFTER),
    (REPLY_RATE_LOW, REPLY_RATE_HIGH),
    (SHORTLIST_TOP, SHORTLIST_COMPANIES),
    (QUESTIONS_MUST_ASK, QUESTIONS_PREPARED),
    (INTRODUCTION_SECONDS, INTRODUCTION_SECONDS_MOST),
    (THANK_WITHIN, THANK_OVERDUE),
)
"""Rules of which the first may never be above the second."""
