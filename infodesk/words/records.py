"""Words for the codes of records: stages, kinds of touch, marks, and what reports say."""

from datetime import date, datetime

from infodesk.words import t, tn
from infodesk.words.dates import day_in_words, moment_in_words


def N_(text: str) -> str:  # noqa: N802 - the name that message extractors know
    """Mark `text` for translation where it stands; `t` translates it when it is used."""
    return text


_WORDS = {
    "stage-spotted": N_("Spotted"),
    "stage-shortlisted": N_("Shortlisted"),
    "stage-asked": N_("Asked"),
    "stage-replied": N_("Replied"),
    "stage-scheduled": N_("Scheduled"),
    "stage-met": N_("Met"),
    "stage-thanked": N_("Thanked"),
    "stage-warm": N_("Warm"),
    "stage-closed": N_("Closed"),
    "touch-message": N_("Message"),
    "touch-email": N_("E-mail"),
    "touch-call": N_("Call"),
    "touch-meeting": N_("Meeting"),
    "touch-invitation": N_("LinkedIn invitation"),
    "touch-recommendation": N_("Recommendation on LinkedIn"),
    "touch-event": N_("Met at an event"),
    "touch-other": N_("Contact"),
    "touch-meeting-planned": N_("Meeting planned"),
    "touch-meeting-held": N_("Meeting"),
    "touch-meeting-cancelled": N_("Meeting called off"),
    "touch-connected": N_("Connected on LinkedIn"),
    "direction-none": N_("between us"),
    "direction-out": N_("from me"),
    "direction-in": N_("from them"),
    "state-planned": N_("Planned"),
    "state-held": N_("Held"),
    "state-cancelled": N_("Called off"),
    "mark-insight": N_("Insight"),
    "mark-quote": N_("Quote"),
    "mark-referral": N_("Referral"),
    "mark-resource": N_("Resource"),
    "mark-action": N_("Action"),
    "mark-red-flag": N_("Red flag"),
    "strength-1": N_("Only by name"),
    "strength-2": N_("Met or wrote once"),
    "strength-3": N_("Know each other"),
    "strength-4": N_("Would gladly help"),
    "strength-5": N_("Would vouch for me"),
    "strength-1-means": N_("Connected or named, never in touch."),
    "strength-2-means": N_("One meeting, message or call; they may not remember me."),
    "strength-3-means": N_("In touch more than once; they would answer."),
    "strength-4-means": N_("Worked or talked together; they would give time or a name."),
    "strength-5-means": N_("Close: they would recommend me without being asked."),
    "source-hand": N_("Typed by hand"),
    "source-event": N_("Met at an event"),
    "source-sample": N_("The sample"),
    "source-linkedin-connections": N_("LinkedIn connections"),
    "source-vcard": N_("A contact file (vCard)"),
    "source-google-csv": N_("Google Contacts"),
    "source-outlook-csv": N_("Outlook"),
    "source-thunderbird-csv": N_("Thunderbird"),
    "source-generic-csv": N_("A table"),
    "source-infodesk-csv": N_("A table from InfoDesk"),
    "source-pasted-profile": N_("A pasted LinkedIn profile"),
    "source-linkedin-pdf": N_("A LinkedIn profile saved as PDF"),
    "source-monica-json": N_("Monica"),
    "motivation-1": N_("I would take it"),
    "motivation-2": N_("It would be fine"),
    "motivation-3": N_("I would like it"),
    "motivation-4": N_("I want it"),
    "motivation-5": N_("My first choice"),
    "posting-0": N_("Nothing open"),
    "posting-1": N_("Openings, but not for me"),
    "posting-2": N_("Something near"),
    "posting-3": N_("Just what I look for"),
    "why-followed": N_("followed"),
    "why-saved-job": N_("job saved"),
    "why-applied": N_("applied"),
    "why-people": N_("known people"),
    "role-at": N_("{title} at {company}"),
    "theme-industry": N_("State of the industry"),
    "theme-trends": N_("Trends"),
    "theme-challenges": N_("Challenges"),
    "theme-day": N_("Day to day"),
    "theme-culture": N_("Culture"),
    "theme-path": N_("Career path"),
    "theme-skills": N_("Skills"),
    "theme-entry": N_("Getting in"),
    "theme-decision": N_("Deciding"),
    "letter-trends": N_("Trends"),
    "letter-insights": N_("Insights"),
    "letter-advice": N_("Advice"),
    "letter-resources": N_("Resources"),
    "letter-assignments": N_("Assignments"),
    "role-data": N_("Data"),
    "role-technology": N_("Technology"),
    "role-design": N_("Design"),
    "role-business": N_("Sales, marketing, product"),
    "role-finance": N_("Finance"),
    "role-care": N_("Care and medicine"),
    "role-research": N_("Research"),
    "role-teaching": N_("Teaching"),
    "role-public": N_("Public service"),
    "level-early": N_("Starting out"),
    "level-experienced": N_("Experienced"),
    "level-leading": N_("Leading people"),
    "topic-person": N_("Person"),
    "topic-company": N_("Company"),
    "topic-industry": N_("Industry"),
    "topic-role": N_("Role"),
    "audience-field": N_("Someone in the field"),
    "audience-shared": N_("Shared school or employer"),
    "audience-senior": N_("Someone who leads"),
    "audience-event": N_("Someone at an event"),
    "introduction-name": N_("I am {name}."),
    "introduction-role-now": N_(
        "I work as {title} at {organisation}, and what I like best about it is"
        " [what you like best]."
    ),
    "introduction-role-was": N_(
        "I worked as {title} at {organisation}, and what I liked best about it was"
        " [what you liked best]."
    ),
    "introduction-title-now": N_(
        "I work as {title}, and what I like best about it is [what you like best]."
    ),
    "introduction-title-was": N_(
        "I worked as {title}, and what I liked best about it was [what you liked best]."
    ),
    "introduction-place-now": N_(
        "I work at {organisation}, and what I like best there is [what you like best]."
    ),
    "introduction-place-was": N_(
        "I worked at {organisation}, and what I liked best there was [what you liked best]."
    ),
    "introduction-studied": N_(
        "I studied {title} at {organisation}, and what I liked best about it was"
        " [what you liked best]."
    ),
    "introduction-learned": N_(
        "I studied {what}, and what I liked best about it was [what you liked best]."
    ),
    "introduction-headline": N_(
        "In short: {headline}. What I like best about it is [what you like best]."
    ),
    "introduction-unknown": N_(
        "I work as [what you do], and what I like best about it is [what you like best]."
    ),
    "introduction-two-skills": N_(
        "It made me good at {first} and {second}, and it showed me that [what you found out]."
    ),
    "introduction-one-skill": N_(
        "It made me good at {first}, and it showed me that [what you found out]."
    ),
    "introduction-before": N_(
        "Earlier I was {title}, and the two together showed me that [what you found out]."
    ),
    "introduction-noticed": N_("Along the way I found out that [what you found out]."),
    "introduction-field": N_(
        "Now I want to understand [the field] from the inside before I decide anything, and"
        " that is why I wanted to talk to you."
    ),
    "introduction-shared": N_(
        "We both know {shared}, so I would like to hear how you went on from there, because"
        " I am looking at [the field] now."
    ),
    "introduction-shared-gap": N_(
        "We both know [what you share], so I would like to hear how you went on from there,"
        " because I am looking at [the field] now."
    ),
    "introduction-senior": N_(
        "Now I am looking at [the field], and I would like to hear how it looks from where you"
        " stand: what will count in five years, and what will not."
    ),
    "introduction-event": N_(
        "I am here to find out how people work in [the field]. What brought you here?"
    ),
    "calendar-summary": N_("Talk with {name}"),
    "calendar-nameless": N_("Our talk"),
    "calendar-reminder": N_("Prepare for {name}"),
    "report-meeting-notes": N_("Meeting notes"),
    "report-dossier": N_("Person"),
    "report-selection": N_("Selection"),
    "report-meetings-title": N_("Meeting notes"),
    "report-brief": N_("Brief"),
    "brief-known": N_("What I know"),
    "brief-before": N_("Earlier"),
    "brief-shared": N_("What we share"),
    "brief-introduction": N_("Introduction, {seconds} seconds"),
    "brief-must-ask": N_("Must ask"),
    "brief-if-time": N_("If there is time"),
    "brief-closing": N_("Before we part"),
    "brief-promises": N_("Promises"),
    "brief-mine": N_("What I will do"),
    "brief-theirs": N_("What they will do"),
    "closing-thanks": N_("Thank you. What you said about … helps me most."),
    "closing-others": N_("Who else should I talk to, and may I say that you named them?"),
    "closing-again": N_("May I write to you again when I know more?"),
    "closing-return": N_("What can I do for you?"),
    "list-separator": N_("; "),
    "report-people-title": N_("People"),
    "report-companies": N_("Companies"),
    "report-profile": N_("My profile"),
    "report-profile-position": N_("Positions"),
    "report-profile-education": N_("Education"),
    "report-profile-skill": N_("Skills"),
    "report-profile-language": N_("Languages"),
    "report-profile-certification": N_("Certificates"),
    "report-meeting-heading": N_("{name}, {day}"),
    "report-meeting-on": N_("Meeting on {day}"),
    "report-when": N_("When"),
    "report-length": N_("Length"),
    "report-place": N_("Place"),
    "report-goal": N_("Goal"),
    "report-questions": N_("Questions"),
    "report-notes": N_("Private notes"),
    "report-no-notes": N_("No notes were taken."),
    "report-cancelled": N_("This meeting was called off."),
    "report-email": N_("E-mail"),
    "report-phone": N_("Phone"),
    "report-location": N_("Location"),
    "report-link": N_("Link"),
    "report-stage": N_("Stage"),
    "report-tags": N_("Tags"),
    "report-connected": N_("Connected"),
    "report-about": N_("About"),
    "report-positions": N_("Positions"),
    "report-years": N_("Years"),
    "report-since": N_("since {year}"),
    "report-education": N_("Education"),
    "report-degree": N_("Degree"),
    "report-school": N_("School"),
    "report-research": N_("Research"),
    "report-topic": N_("About"),
    "report-fact": N_("Fact"),
    "report-source": N_("Source"),
    "report-read": N_("Read on"),
    "report-insights": N_("Insights"),
    "report-my-view": N_("My view: nobody else said so."),
    "report-promises": N_("Promises"),
    "report-mine": N_("I"),
    "report-theirs": N_("They"),
    "report-by": N_("by {day}"),
    "report-referrals": N_("Referrals"),
    "report-may-use-name": N_("the name of who sent me may be used"),
    "report-debrief": N_("Debrief"),
    "report-learned": N_("Learned"),
    "report-surprised": N_("Surprised me"),
    "report-fits": N_("Fits me"),
    "report-energy": N_("Energy"),
    "report-energy-of": N_("{energy} of {most}"),
    "report-next": N_("Next"),
    "report-redacted": N_("{label}, names hidden"),
    "redacted-contact": N_("[contact]"),
    "redacted-company": N_("[company]"),
    "section-contact": N_("How to reach them"),
    "section-about": N_("About"),
    "section-person-notes": N_("Notes about the person"),
    "section-positions": N_("Positions"),
    "section-education": N_("Education"),
    "section-research": N_("Research"),
    "section-meetings": N_("Meetings"),
    "section-goal": N_("Goal"),
    "section-questions": N_("Questions and answers"),
    "section-notes": N_("Private notes"),
    "section-insights": N_("Insights"),
    "section-promises": N_("Promises"),
    "section-referrals": N_("Referrals"),
    "section-debrief": N_("Debrief"),
    "section-timeline": N_("Timeline"),
    "report-position": N_("Position"),
    "report-company": N_("Company"),
    "report-current": N_("current"),
    "report-timeline": N_("Timeline"),
    "report-day": N_("Day"),
    "report-what": N_("What"),
    "report-about-it": N_("About it"),
    "report-page-of": N_("{page} of {pages}"),
    "report-contents": N_("Contents"),
    "report-private": N_("Private notes"),
    "report-produced": N_("Made with InfoDesk"),
    "report-must-ask": N_("must ask"),
    "report-asked": N_("asked"),
    "report-not-asked": N_("not asked"),
    "report-done": N_("done"),
    "report-to-do": N_("to do"),
}

_COUNTED = {
    "minutes": (N_("{count} minute"), N_("{count} minutes")),
    "report-meetings-count": (N_("{count} meeting"), N_("{count} meetings")),
    "report-people-count": (N_("{count} person"), N_("{count} people")),
}


def say(code: str, **facts: object) -> str:
    """Return the words for `code`; KeyError for a code that has none."""
    if code in _COUNTED:
        one, many = _COUNTED[code]
        count = facts.pop("count")
        return tn(one, many, int(str(count)), **facts)
    # {page} and {pages} are filled by the printer, which counts them.
    return t(_WORDS[code], **facts)


def source_words(source: str) -> str:
    """Return where people came from; the code itself for one that has no words."""
    code = f"source-{source}"
    return say(code) if code in _WORDS else source


class Words:
    """The `core.wording.Wording` of the person's language."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def say(self, code: str, **facts: object) -> str:
        """Return the words for `code`."""
        return say(code, **facts)

    def day(self, day: date) -> str:
        """Return a day in words."""
        return day_in_words(day)

    def moment(self, local: datetime) -> str:
        """Return a wall time in words."""
        return moment_in_words(local)
