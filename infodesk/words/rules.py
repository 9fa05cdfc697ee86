"""Words for the rules: what each number says, why, and who says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from infodesk.core.rules import Rule, Source, Unit
from infodesk.words import t, tn

_SOURCES: Mapping[Source, Callable[[], str]] = {
    Source.DALTON: lambda: t("Steve Dalton, The 2-Hour Job Search"),
    Source.BOOMERANG: lambda: t("Boomerang, a count of replies to 40 million e-mails, 2016"),
    Source.LINKEDIN_HELP: lambda: t(
        "LinkedIn's help pages and guides of 2025 and 2026; they differ and change"
    ),
    Source.LINKEDIN_DATA: lambda: t("LinkedIn's figures on InMail, 2022"),
    Source.CAREER_OFFICES: lambda: t("Career offices of Yale, Berkeley and Northeastern"),
    Source.COFFEE_CHATS: lambda: t("What is usual when one arranges a short talk"),
    Source.MIT: lambda: t("MIT, Career Advising"),
    Source.CAREER_GUIDES: lambda: t("Guides to changing careers agree on it"),
    Source.OURS: lambda: t("InfoDesk's own choice"),
}

_UNITS: Mapping[Unit, Callable[[int], str]] = {
    Unit.WORDS: lambda n: tn("{count} word", "{count} words", n),
    Unit.CHARACTERS: lambda n: tn("{count} character", "{count} characters", n),
    Unit.QUESTIONS: lambda n: tn("{count} question", "{count} questions", n),
    Unit.SOURCES: lambda n: tn("{count} source", "{count} sources", n),
    Unit.PERCENT: lambda n: t("{count} %", count=n),
    Unit.TIMES: lambda n: tn("{count} time", "{count} times", n),
    Unit.PEOPLE: lambda n: tn("{count} person", "{count} people", n),
    Unit.COMPANIES: lambda n: tn("{count} company", "{count} companies", n),
    Unit.NOTES: lambda n: tn("{count} note", "{count} notes", n),
    Unit.WINDOWS: lambda n: tn("{count} window", "{count} windows", n),
    Unit.SECONDS: lambda n: tn("{count} second", "{count} seconds", n),
    Unit.MINUTES: lambda n: tn("{count} minute", "{count} minutes", n),
    Unit.HOURS: lambda n: tn("{count} hour", "{count} hours", n),
    Unit.DAYS: lambda n: tn("{count} day", "{count} days", n),
    Unit.BUSINESS_DAYS: lambda n: tn("{count} business day", "{count} business days", n),
    Unit.MONTHS: lambda n: tn("{count} month", "{count} months", n),
}

_GROUPS: Mapping[str, Callable[[], str]] = {
    "writing": lambda: t("Writing the request"),
    "linkedin": lambda: t("LinkedIn"),
    "following-up": lambda: t("When there is no reply"),
    "shortlist": lambda: t("Whom to ask"),
    "meeting": lambda: t("The meeting"),
    "afterwards": lambda: t("Afterwards"),
}


@dataclass(frozen=True, slots=True)
class _Said:
    name: Callable[[], str]
    why: Callable[[], str]


RULES: Mapping[str, _Said] = {
    "mail-words-note": _Said(
        lambda: t("First e-mail: say so from"),
        lambda: t("A busy person reads a short request at once, and a long one later or never."),
    ),
    "mail-words-warn": _Said(
        lambda: t("First e-mail: warn from"),
        lambda: t("E-mails of 50 to 125 words were answered more than half of the time."),
    ),
    "subject-words-least": _Said(
        lambda: t("Subject: at least"),
        lambda: t("A subject of one word says too little to be opened. It is never left empty."),
    ),
    "subject-words-most": _Said(
        lambda: t("Subject: at most"),
        lambda: t(
            "Subjects of three or four words were answered most; a telephone cuts long ones."
        ),
    ),
    "mail-questions-least": _Said(
        lambda: t("Questions in an e-mail: at least"),
        lambda: t("Without a question there is nothing to answer. The request itself is one."),
    ),
    "mail-questions-most": _Said(
        lambda: t("Questions in an e-mail: at most"),
        lambda: t("One to three questions were answered more often than none or many."),
    ),
    "share-about-them": _Said(
        lambda: t("Sentences about them: more than"),
        lambda: t("People like to be asked about their own work; your story can wait."),
    ),
    "note-characters": _Said(
        lambda: t("Invitation note: at most"),
        lambda: t("LinkedIn cuts what is longer. Without Premium the limit is mostly this one."),
    ),
    "note-characters-premium": _Said(
        lambda: t("Invitation note with Premium: at most"),
        lambda: t("LinkedIn cuts what is longer."),
    ),
    "notes-a-month": _Said(
        lambda: t("Invitations with a note: a month"),
        lambda: t("Without Premium LinkedIn lets you write only a few; the number changes."),
    ),
    "notes-warning": _Said(
        lambda: t("Invitations with a note: say so from"),
        lambda: t("So that the last ones go to the people who matter most."),
    ),
    "inmail-subject-characters": _Said(
        lambda: t("InMail subject: at most"), lambda: t("LinkedIn does not take more.")
    ),
    "inmail-characters": _Said(
        lambda: t("InMail: at most"), lambda: t("LinkedIn does not take more.")
    ),
    "inmail-aim": _Said(
        lambda: t("InMail: aim for at most"),
        lambda: t("InMails below 400 characters were answered clearly more often."),
    ),
    "second-person-after": _Said(
        lambda: t("Ask a second person there after"),
        lambda: t("Who means to help mostly answers within three business days."),
    ),
    "follow-up-after": _Said(
        lambda: t("Follow up after"),
        lambda: t("A week leaves room for holidays and full mailboxes, and you are still known."),
    ),
    "follow-ups-most": _Said(
        lambda: t("Follow up at most"),
        lambda: t("One reminder is welcome, a third is pressure. Then close kindly and go on."),
    ),
    "ask-again-after": _Said(
        lambda: t("After \u201clater\u201d: ask again after"),
        lambda: t("Long enough that the busy time may be over, short enough to be remembered."),
    ),
    "reply-rate-low": _Said(
        lambda: t("Replies to expect: from"),
        lambda: t("Most requests stay without a reply. That is usual and says nothing about you."),
    ),
    "reply-rate-high": _Said(
        lambda: t("Replies to expect: to"),
        lambda: t("More is rare, even with people you have something in common with."),
    ),
    "percent-from": _Said(
        lambda: t("Show percentages from"),
        lambda: t("With fewer people one reply more or less would change everything."),
    ),
    "shortlist-companies": _Said(
        lambda: t("Companies on the list"),
        lambda: t("With forty you can let go of those that turn out wrong."),
    ),
    "shortlist-top": _Said(
        lambda: t("Companies to begin with"),
        lambda: t("Few enough to remember whom you wrote to and why."),
    ),
    "shortlist-people-each": _Said(
        lambda: t("People at each company"),
        lambda: t("When one does not answer, the other may."),
    ),
    "meeting-minutes": _Said(
        lambda: t("Length to ask for"),
        lambda: t("Twenty minutes are easy to give and long enough for what matters."),
    ),
    "offer-windows": _Said(
        lambda: t("Times to offer"),
        lambda: t("Three are a choice; more are work for the other side."),
    ),
    "offer-window-hours": _Said(
        lambda: t("Length of an offered time: at most"),
        lambda: t(
            "A narrow window is easier to answer than a whole day. Always name the time zone."
        ),
    ),
    "research-minutes": _Said(
        lambda: t("Research before a meeting"),
        lambda: t("A quarter of an hour gives most of what helps; the rest is putting it off."),
    ),
    "research-sources": _Said(
        lambda: t("Sources to look at: at least"),
        lambda: t("One source is an opinion; three show what is known and what to ask."),
    ),
    "questions-prepared": _Said(
        lambda: t("Questions to prepare"),
        lambda: t("Some are answered on the way; with ten you never run dry."),
    ),
    "questions-must-ask": _Said(
        lambda: t("Questions that you must ask"),
        lambda: t("Time runs out. These come first."),
    ),
    "short-set-minutes": _Said(
        lambda: t("If they only have"),
        lambda: t("Somebody in a hurry still answers one or two good questions."),
    ),
    "introduction-seconds": _Said(
        lambda: t("Introduction"),
        lambda: t("You are there to listen. Half a minute says who is asking."),
    ),
    "introduction-words": _Said(
        lambda: t("Introduction in words"),
        lambda: t("As many as one says in half a minute without hurrying."),
    ),
    "introduction-seconds-most": _Said(
        lambda: t("Introduction: at most"),
        lambda: t("After two minutes it has become a speech."),
    ),
    "small-talk-minutes": _Said(
        lambda: t("Of half an hour: to arrive"),
        lambda: t("A few friendly minutes make the rest easier."),
    ),
    "asking-minutes": _Said(
        lambda: t("Of half an hour: to ask"),
        lambda: t("Most of the time belongs to your questions and their answers."),
    ),
    "closing-minutes": _Said(
        lambda: t("Of half an hour: to close"),
        lambda: t(
            "Who else to talk to, and what you will do. At the agreed end, ask before going on."
        ),
    ),
    "prepare-before": _Said(
        lambda: t("Prepare before the meeting"),
        lambda: t("Early enough to find what to ask, late enough to still know it."),
    ),
    "confirm-before": _Said(
        lambda: t("Confirm before the meeting"),
        lambda: t("A line on the day before spares both sides an empty call."),
    ),
    "thank-within": _Said(
        lambda: t("Thank within"),
        lambda: t("Thanks on the next day are remembered; later they look like a duty."),
    ),
    "thank-overdue": _Said(
        lambda: t("Thanks are overdue after"),
        lambda: t("Late thanks are still better than none."),
    ),
    "thank-words": _Said(
        lambda: t("Thanks: at most"),
        lambda: t("One thing that they said and one thing that you will do are enough."),
    ),
    "referral-ask-after": _Said(
        lambda: t("Ask who else to talk to after"),
        lambda: t("By then you have done something with their advice and can say so."),
    ),
    "referral-asks-most": _Said(
        lambda: t("Ask who else to talk to at most"),
        lambda: t("Once, and once more. Then stop."),
    ),
    "update-after": _Said(
        lambda: t("Tell how it went on after"),
        lambda: t("People who helped want to know whether it did."),
    ),
    "keep-warm-every": _Said(
        lambda: t("Keep in touch every"),
        lambda: t("Often enough to be remembered. Any touch begins the time again."),
    ),
    "voices": _Said(
        lambda: t("Voices before you conclude about a role"),
        lambda: t("One person tells of one job. Talk to the company you want most last."),
    ),
}
"""The name and the reason of each rule; a test holds it to be complete."""


def rule_words(rule: Rule) -> str:
    """Return what the number of a rule is."""
    return RULES[rule.name].name()


def rule_why(rule: Rule) -> str:
    """Return why the number is what it is."""
    return RULES[rule.name].why()


def source_words(source: Source) -> str:
    """Return who says so."""
    return _SOURCES[source]()


def number_words(rule: Rule, number: int) -> str:
    """Return a number of a rule with its unit: 7 business days."""
    return _UNITS[rule.unit](number)


def unit_words(rule: Rule, number: int) -> str:
    """Return the unit alone, as it stands after a field that holds `number`."""
    return number_words(rule, number).replace(str(number), "", 1).strip()


def group_words(group: str) -> str:
    """Return the heading of a group of rules."""
    return _GROUPS[group]()
