"""Words for texts to people: what the checks say and why, the verdict, channels and kinds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from infodesk.core.composing.findings import Fact, Finding, Verdict
from infodesk.core.drafts import TextKind
from infodesk.core.outreach import Channel
from infodesk.core.rules import Source
from infodesk.words import t, tn
from infodesk.words.dates import weekdays
from infodesk.words.rules import source_words

Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class _Said:
    title: Callable[[Facts], str]
    detail: Callable[[Facts], str]


def _number(facts: Facts, name: str = "count") -> int:
    return int(facts.get(name, 0))


def _nothing(_facts: Facts) -> str:
    return ""


FINDINGS: Mapping[str, _Said] = {
    # Names and fields
    "name-wrong": _Said(
        lambda f: t("The greeting says {name}", name=f["name"]),
        lambda f: t("This text goes to {person}.", person=f["person"]),
    ),
    "name-missing": _Said(
        lambda _f: t("The greeting has no name"),
        lambda f: t("{person} reads it.", person=f["person"]),
    ),
    "name-good": _Said(lambda _f: t("The name is theirs"), _nothing),
    "name-no-greeting": _Said(
        lambda _f: t("There is no greeting"),
        lambda _f: t("Begin with their name, on a line of its own."),
    ),
    "company-wrong": _Said(
        lambda f: t("{name} is not where they work", name=f["name"]),
        lambda f: t("Nothing known of {person} names it.", person=f["person"]),
    ),
    "role-wrong": _Said(
        lambda f: t("“{name}” is not their role", name=f["name"]),
        lambda f: t("It belongs to somebody else than {person}.", person=f["person"]),
    ),
    "fields-left": _Said(
        lambda f: tn("{count} field to fill", "{count} fields to fill", _number(f)),
        lambda f: t("{first} is still there.", first=f["first"]) if "first" in f else "",
    ),
    "fields-subject": _Said(
        lambda _f: t("The subject has a field to fill"),
        lambda f: t("{first} is still there.", first=f["first"]),
    ),
    "referrer-unasked": _Said(
        lambda f: t("May you name {name}?", name=f["name"]),
        lambda _f: t("Nothing says that they allowed it."),
    ),
    # Measures
    "words-good": _Said(
        lambda _f: t("Short enough"),
        lambda f: tn("{count} word", "{count} words", _number(f)),
    ),
    "words-some": _Said(
        lambda f: t("A little over {most} words", most=f["most"]),
        lambda f: t("{count}. Shorter requests are answered more often.", count=f["count"]),
    ),
    "words-many": _Said(
        lambda f: t("Over {most} words", most=f["most"]),
        lambda f: t("{count}. Many will leave it for later.", count=f["count"]),
    ),
    "words-long": _Said(
        lambda f: t("Over {most} words", most=f["most"]),
        lambda f: t("{count}. Say one thing.", count=f["count"]),
    ),
    "words-thanks": _Said(
        lambda f: t("Over {most} words", most=f["most"]),
        lambda f: t("{count}. A thank-you is read at once if it is short.", count=f["count"]),
    ),
    "characters-good": _Said(
        lambda _f: t("It fits"),
        lambda f: t("{count} of {most} characters", count=f["count"], most=f["most"]),
    ),
    "characters-over": _Said(
        lambda f: tn("{count} character too long", "{count} characters too long",
                     _number(f, "over")),
        lambda f: t("LinkedIn takes {most}.", most=f["most"]),
    ),
    "characters-inmail": _Said(
        lambda f: t("Over {most} characters", most=f["most"]),
        lambda f: t("{count}. Short InMails are answered more often.", count=f["count"]),
    ),
    "subject-good": _Said(
        lambda _f: t("The subject is short"),
        lambda f: tn("{count} word", "{count} words", _number(f)),
    ),
    "subject-none": _Said(
        lambda _f: t("There is no subject"),
        lambda _f: t("Mails without one look like a mistake."),
    ),
    "subject-short": _Said(
        lambda _f: t("The subject says little"),
        lambda f: t("Three to six words say what it is about.") if f else "",
    ),
    "subject-long": _Said(
        lambda f: t("The subject has more than {most} words", most=f["most"]),
        lambda _f: t("A telephone shows the first five or six."),
    ),
    "subject-over": _Said(
        lambda f: t("The subject is over {most} characters", most=f["most"]),
        lambda _f: t("LinkedIn does not take more."),
    ),
    "sentence-long": _Said(
        lambda f: t("A sentence of {count} words", count=f["count"]),
        lambda f: t("Up to {most} are read in one breath.", most=f["most"]),
    ),
    "grade-high": _Said(
        lambda _f: t("Hard to read"),
        lambda f: t("As for school year {count}. Shorter words and sentences help.",
                    count=f["count"]),
    ),
    # What it says
    "connection-first": _Said(
        lambda _f: t("Connection in the first sentence"),
        lambda f: t("“{words}”", words=f["words"]),
    ),
    "connection-second": _Said(
        lambda _f: t("Connection in the second sentence"),
        lambda f: t("“{words}”", words=f["words"]),
    ),
    "connection-none": _Said(
        lambda _f: t("Say first what connects you"),
        lambda _f: t("A school, an event, a text of theirs, a person."),
    ),
    "job-none": _Said(
        lambda _f: t("Asks for insight, not for a job"), lambda _f: t("No job words found")
    ),
    "job-words": _Said(
        lambda _f: t("This sounds like asking for a job"),
        lambda f: tn("“{words}”", "“{words}” and more, {count} in all", _number(f),
                     words=f["words"]),
    ),
    "ask-good": _Said(lambda _f: t("The ask is a question"), _nothing),
    "ask-unclear": _Said(
        lambda _f: t("The question does not ask for a talk"),
        lambda _f: t("Such as: Could I ask you for 20 minutes?"),
    ),
    "ask-none": _Said(
        lambda _f: t("Nothing is asked"),
        lambda _f: t("A question is answered, a statement is not."),
    ),
    "questions-many": _Said(
        lambda f: t("{count} questions", count=f["count"]),
        lambda f: t("More than {most} are work. Keep the others for the talk.", most=f["most"]),
    ),
    "about-good": _Said(
        lambda _f: t("Mostly about them"),
        lambda f: t("{share} % of sentences", share=f["share"]),
    ),
    "about-me": _Said(
        lambda _f: t("More about you than about them"),
        lambda f: t("{share} % of sentences are about them.", share=f["share"]),
    ),
    "interest-both": _Said(
        lambda _f: t("Interest narrow and broad"), lambda _f: t("Their days, and the field")
    ),
    "interest-narrow": _Said(
        lambda _f: t("Ask about their own work, too"),
        lambda _f: t("Their days, their path, their team."),
    ),
    "interest-broad": _Said(
        lambda _f: t("Ask about the field, too"),
        lambda _f: t("Then they can pass you on if they are the wrong one."),
    ),
    "interest-none": _Said(
        lambda _f: t("Say what interests you"),
        lambda _f: t("Their own work, and the field around it."),
    ),
    "time-good": _Said(
        lambda _f: t("It says how long"),
        lambda f: tn("{count} minute", "{count} minutes", _number(f, "minutes")),
    ),
    "time-none": _Said(
        lambda _f: t("Say how long it would take"), lambda _f: t("20 minutes, say.")
    ),
    "time-long": _Said(
        lambda f: t("{minutes} minutes are a lot", minutes=f["minutes"]),
        lambda f: t("Up to {most} are given easily.", most=f["most"]),
    ),
    "options-zone": _Said(
        lambda _f: t("They may choose when"), lambda _f: t("A way out, and a time zone")
    ),
    "options-open": _Said(
        lambda _f: t("They may choose when"), lambda _f: t("Whatever suits them")
    ),
    "options-no-zone": _Said(
        lambda _f: t("In which time zone?"), lambda _f: t("Name it where you name a day.")
    ),
    "options-none": _Said(
        lambda _f: t("Leave the time to them"),
        lambda _f: t("Offer two or three windows, or “whatever suits you”."),
    ),
    "date-past": _Said(
        lambda f: t("“{said}” has passed", said=f["said"]),
        lambda _f: t("Offer a day that is still to come."),
    ),
    "date-weekday": _Said(
        lambda f: t("“{said}” is a {weekday}", said=f["said"],
                    weekday=weekdays()[_number(f, "weekday")]),
        lambda _f: t("Make day and date agree."),
    ),
    "links": _Said(
        lambda f: tn("{count} link", "{count} links", _number(f)),
        lambda _f: t("Links in a first mail look like advertising."),
    ),
    "attachment": _Said(
        lambda f: t("“{words}”: nothing is attached", words=f["words"]),
        lambda _f: t("A first request goes without. Else attach it in the mail program."),
    ),
    # Manners
    "stock": _Said(
        lambda f: t("“{words}” is said by everybody", words=f["words"]),
        lambda _f: t("Leave it out, or say it in your own words."),
    ),
    "flattery": _Said(
        lambda f: t("“{words}” is praise without a reason", words=f["words"]),
        lambda _f: t("Say what exactly you read or heard."),
    ),
    "exclamation": _Said(
        lambda _f: t("Fewer exclamation marks"), lambda _f: t("One is enough; none is better.")
    ),
    "thanks-none": _Said(
        lambda _f: t("Say thank you"), lambda _f: t("Half a sentence is enough.")
    ),
    "signature-none": _Said(
        lambda _f: t("Sign it"), lambda f: t("{name}, on the last line.", name=f["name"])
    ),
    "signature-twice": _Said(
        lambda _f: t("It is signed twice"), lambda _f: t("Once is enough.")
    ),
    "hey": _Said(
        lambda _f: t("“Hey” is for friends"), lambda _f: t("“Dear” or “Hello” is never wrong.")
    ),
    "follow-up-good": _Said(lambda _f: t("Short and without reproach"), _nothing),
    "follow-up-long": _Said(
        lambda f: t("A follow-up of {count} words", count=f["count"]),
        lambda f: t("Up to {most} are enough: they have the first mail.", most=f["most"]),
    ),
    "follow-up-scolds": _Said(
        lambda f: t("“{words}” reproaches", words=f["words"]),
        lambda _f: t("They owe you nothing. Ask once more, as the first time."),
    ),
    # The moment
    "clock-early": _Said(
        lambda f: tn("You wrote {count} business day ago", "You wrote {count} business days ago",
                     _number(f, "days")),
        lambda f: tn("Follow up after {count}.", "Follow up after {count}.", _number(f, "least")),
    ),
    "clock-again": _Said(
        lambda _f: t("They have not answered yet"),
        lambda _f: t("A follow-up in the same thread is better than a new request."),
    ),
    "clock-stop": _Said(
        lambda f: tn("You have followed up once", "You have followed up {count} times",
                     _number(f)),
        lambda _f: t("It is time to stop. Close kindly instead."),
    ),
    "weekday-friday": _Said(
        lambda _f: t("Today is Friday"), lambda _f: t("It may lie until Monday.")
    ),
    "weekday-weekend": _Said(
        lambda _f: t("It is the weekend"), lambda _f: t("Monday or Tuesday is read sooner.")
    ),
    "same-company": _Said(
        lambda f: t("You wrote to {name} this week", name=f["name"]),
        lambda _f: t("They are at the same company and may speak to each other."),
    ),
}  # fmt: skip
"""Title and detail of each hint; a test holds it to be complete."""


@dataclass(frozen=True, slots=True)
class _Why:
    reason: Callable[[], str]
    source: Source


WHY: Mapping[str, _Why] = {
    "name": _Why(
        lambda: t("A wrong name is the one mistake nobody overlooks, so such a text is kept back."),
        Source.OURS,
    ),
    "company": _Why(
        lambda: t(
            "Whoever copies a request forgets the company sooner or later, so such a text is kept "
            "back. If it is right after all, say so."
        ),
        Source.OURS,
    ),
    "fields": _Why(
        lambda: t("A field in braces or brackets shows that the text was sent to many."),
        Source.OURS,
    ),
    "referrer": _Why(
        lambda: t("A referral is lent trust: a name is used only if its owner agreed."),
        Source.CAREER_OFFICES,
    ),
    "words": _Why(
        lambda: t(
            "Requests below 75 words are read at once. E-mails of 50 to 125 words were answered "
            "more than half of the time."
        ),
        Source.DALTON,
    ),
    "characters-linkedin-note": _Why(
        lambda: t(
            "LinkedIn cuts what is longer: 200 characters, 300 with Premium. It changes this at "
            "times, so the number is yours to set."
        ),
        Source.LINKEDIN_HELP,
    ),
    "characters-linkedin-message": _Why(
        lambda: t("LinkedIn does not take more."), Source.LINKEDIN_HELP
    ),
    "characters-inmail": _Why(lambda: t("LinkedIn does not take more."), Source.LINKEDIN_HELP),
    "inmail-aim": _Why(
        lambda: t("InMails below 400 characters were answered clearly more often."),
        Source.LINKEDIN_DATA,
    ),
    "subject": _Why(
        lambda: t("Subjects of three or four words were answered most, empty ones least."),
        Source.BOOMERANG,
    ),
    "sentence": _Why(
        lambda: t("Long sentences are read twice, and a busy person reads once."), Source.OURS
    ),
    "grade": _Why(
        lambda: t("E-mails in simple words were answered most, whoever received them."),
        Source.BOOMERANG,
    ),
    "connection": _Why(
        lambda: t("What connects you answers the first question of a stranger: why me?"),
        Source.DALTON,
    ),
    "job-words": _Why(
        lambda: t(
            "Whoever is asked for a job can only say no; whoever is asked for advice can help."
        ),
        Source.DALTON,
    ),
    "ask": _Why(
        lambda: t("A request that ends in a question mark is answered more often."), Source.DALTON
    ),
    "questions": _Why(
        lambda: t("One to three questions were answered more often than none or many."),
        Source.BOOMERANG,
    ),
    "about-them": _Why(
        lambda: t("People like to be asked about their own work; your story can wait."),
        Source.DALTON,
    ),
    "interest": _Why(
        lambda: t(
            "Narrow shows that you mean this person; broad lets them answer or name somebody else."
        ),
        Source.DALTON,
    ),
    "time": _Why(
        lambda: t("Fifteen to thirty minutes are easy to give, and easy to plan for."),
        Source.CAREER_OFFICES,
    ),
    "options": _Why(
        lambda: t("Each mail that only looks for a date costs an answer."), Source.COFFEE_CHATS
    ),
    "dates": _Why(lambda: t("A day that cannot be costs another mail each way."), Source.OURS),
    "links": _Why(
        lambda: t("Nobody opens what a stranger sends, and filters hold it back."),
        Source.CAREER_OFFICES,
    ),
    "stock": _Why(
        lambda: t("A phrase that fits everybody shows that it was written to anybody."),
        Source.CAREER_OFFICES,
    ),
    "flattery": _Why(
        lambda: t("Praise without a reason reads like a means to an end."), Source.CAREER_OFFICES
    ),
    "manners": _Why(
        lambda: t("A stranger gives you time: name, thanks and a proper greeting are due."),
        Source.CAREER_OFFICES,
    ),
    "follow-up": _Why(
        lambda: t("One short, friendly follow-up in the same thread doubles the chance."),
        Source.DALTON,
    ),
    "thanks": _Why(
        lambda: t("One specific point and one thing you will do say more than a page."),
        Source.CAREER_OFFICES,
    ),
    "clock": _Why(
        lambda: t("Who means to help mostly answers within three business days; seven are fair."),
        Source.DALTON,
    ),
    "stop": _Why(
        lambda: t("After one follow-up the time is better spent on somebody else."), Source.DALTON
    ),
    "weekday": _Why(
        lambda: t("What arrives before the weekend lies below what arrives on Monday."),
        Source.OURS,
    ),
    "same-company": _Why(
        lambda: t("Two requests in one week look like a campaign. Write one after the other."),
        Source.DALTON,
    ),
}
"""Why each check is there, and who says so; a test holds it to be complete."""


def finding_words(finding: Finding) -> tuple[str, str]:
    """Return title and detail of a finding; the detail may be empty."""
    said = FINDINGS[finding.hint]
    return said.title(finding.facts), said.detail(finding.facts)


def why_words(code: str) -> str:
    """Return the reason behind a check with its source."""
    why = WHY[code]
    return t("{reason} Source: {source}.", reason=why.reason(), source=source_words(why.source))


def verdict_words(verdict: Verdict) -> str:
    """Return the one line about a whole text: 64 words · 5 of 6 points · ready."""
    if verdict.state == "empty":
        return t("Nothing written yet")
    if verdict.most and verdict.points is None:
        parts = [
            t("{count} of {most} characters", count=verdict.characters, most=verdict.most),
        ]
    else:
        parts = [tn("{count} word", "{count} words", verdict.words)]
    if verdict.points is not None:
        parts.append(t("{count} of 6 points", count=verdict.points))
    parts.append(_state(verdict))
    return " · ".join(parts)


def _state(verdict: Verdict) -> str:
    if verdict.state == "blocked":
        return tn("{count} thing to put right", "{count} things to put right", verdict.blocked)
    if verdict.state == "too-long":
        return t("too long")
    return t("have a look") if verdict.state == "look" else t("ready")


_CHANNELS: Mapping[Channel, Callable[[], str]] = {
    Channel.EMAIL: lambda: t("E-mail"),
    Channel.LINKEDIN_NOTE: lambda: t("LinkedIn note"),
    Channel.LINKEDIN_MESSAGE: lambda: t("LinkedIn message"),
    Channel.INMAIL: lambda: t("InMail"),
    Channel.OTHER: lambda: t("Another way"),
}

_SHORT_CHANNELS: Mapping[Channel, Callable[[], str]] = {
    Channel.LINKEDIN_NOTE: lambda: t("Note"),
    Channel.LINKEDIN_MESSAGE: lambda: t("Message"),
}

_KINDS: Mapping[TextKind, Callable[[], str]] = {
    TextKind.COLD: lambda: t("Request to a stranger"),
    TextKind.ALUMNI: lambda: t("Same school"),
    TextKind.EVENT: lambda: t("Met at an event"),
    TextKind.REFERRAL: lambda: t("Referred by somebody"),
    TextKind.SECOND_DEGREE: lambda: t("A contact in common"),
    TextKind.FOLLOW_UP: lambda: t("Follow-up"),
    TextKind.REPLY: lambda: t("Answer and agree on a day"),
    TextKind.RESCHEDULE: lambda: t("Another date"),
    TextKind.CONFIRM: lambda: t("Confirm the meeting"),
    TextKind.THANKS: lambda: t("Thanks"),
    TextKind.REFERRAL_ASK: lambda: t("Ask whom else to talk to"),
    TextKind.UPDATE: lambda: t("What came of their advice"),
    TextKind.CONGRATULATIONS: lambda: t("Congratulations on a new job"),
    TextKind.DECLINE: lambda: t("Decline an offer"),
    TextKind.CLOSE_KINDLY: lambda: t("Close kindly"),
}

_WRITTEN_IN: Mapping[str, Callable[[], str]] = {
    "": lambda: t("As the text is written"),
    "en": lambda: t("English"),
    "de": lambda: t("German"),
}


def channel_words(channel: Channel) -> str:
    """Return what a channel is called."""
    return _CHANNELS[channel]()


def short_channel_words(channel: Channel) -> str:
    """Return what a channel is called where there is little room."""
    return _SHORT_CHANNELS.get(channel, _CHANNELS[channel])()


def kind_words(kind: TextKind) -> str:
    """Return what a kind of text is called."""
    return _KINDS[kind]()


def language_words(language: str) -> str:
    """Return the language a text is checked in; "" for the one it is written in."""
    return _WRITTEN_IN[language]()


_FIELDS: Mapping[str, Callable[[], str]] = {
    "first_name": lambda: t("Their first name"),
    "last_name": lambda: t("Their last name"),
    "name": lambda: t("Their name"),
    "role": lambda: t("Their position"),
    "company": lambda: t("Their company"),
    "location": lambda: t("Where they are"),
    "field": lambda: t("The field"),
    "common": lambda: t("What we have in common"),
    "referrer": lambda: t("Who named them"),
    "event": lambda: t("The event where we met"),
    "hook": lambda: t("What to come back to"),
    "minutes": lambda: t("Minutes asked for"),
    "day": lambda: t("Day of the meeting"),
    "time": lambda: t("Time of the meeting"),
    "place": lambda: t("Place of the meeting"),
    "zone": lambda: t("Time zone"),
    "times": lambda: t("Free times to offer"),
    "last_sent": lambda: t("Day of the last text"),
    "last_subject": lambda: t("Subject of the last text"),
    "point": lambda: t("What they said"),
    "promise": lambda: t("What I will do"),
    "advice": lambda: t("Their advice"),
    "result": lambda: t("What came of it"),
    "my_name": lambda: t("My name"),
    "my_first_name": lambda: t("My first name"),
    "my_role": lambda: t("My position"),
    "my_company": lambda: t("My company"),
    "my_school": lambda: t("My school"),
    "my_place": lambda: t("Where I am"),
}


def field_words(name: str) -> str:
    """Return what a field of a template stands for."""
    return _FIELDS[name]()
