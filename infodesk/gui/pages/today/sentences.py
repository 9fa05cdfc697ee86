"""The words of a line on the Today page: why it is there, and the pill that says what it is."""

from datetime import date, datetime, timedelta

from infodesk.core.next_steps import StepKind
from infodesk.core.today import Card, Group
from infodesk.gui.pages.meetings.zones import apart, city
from infodesk.gui.theme import ColorName
from infodesk.words import t, tn
from infodesk.words.dates import day_nearby, months, weekdays
from infodesk.words.next_steps import step_words
from infodesk.words.records import say


def role_of(card: Card) -> str:
    """Return what a person is and where; for a promise, whose it is."""
    if card.due.kind is StepKind.PROMISE:
        return t("promised by me")
    return " · ".join(part for part in (card.title, card.company) if part)


def sentence(card: Card, now: datetime, zone: str) -> str:
    """Return why a line is there and what to do, in one line."""
    today = now.date()
    told = _told(card, now, zone)
    own = card.text.replace("\n", " ").strip()
    if card.due.kind in (StepKind.HAND, StepKind.PROMISE):
        return own or step_words(card.due.kind)
    if own:
        return f"{told} {own}".strip() if told else own
    return told or _touched(card, today)


def _told(card: Card, now: datetime, zone: str) -> str:
    today, due = now.date(), card.due
    match due.kind:
        case None:
            return _meeting(card, now, zone) if due.meeting_id else _stepless(card, today)
        case StepKind.PREPARE | StepKind.CONFIRM:
            return _meeting(card, now, zone)
        case StepKind.HOW_DID_IT_GO:
            when = _when(card, now)
            return t("The meeting of {when} is over.", when=when) if when else ""
        case StepKind.THANK:
            met = t("Met {when}.", when=_when(card, now)) if card.starts_at else t("You met.")
            if card.mark:
                return t("{met} Your mark: “{mark}”", met=met, mark=card.mark)
            return t("{met} Name one thing they said.", met=met)
        case StepKind.FOLLOW_UP:
            if card.stage == "replied":
                return t("You answered, no day yet. Follow up in the same thread.")
            asked = _asked(card, today)
            return t("{asked}, no reply. Follow up in the same thread.", asked=asked)
        case StepKind.SECOND_PERSON:
            if card.second_name:
                return t("No reply yet. A second person there: {name}", name=card.second_name)
            return t("No reply yet. Ask a second person at {company}.", company=card.company or "…")
        case StepKind.CLOSE_KINDLY:
            return t("{asked}, no reply. Close kindly and go on.", asked=_asked(card, today))
        case StepKind.ASK_AGAIN:
            return t("Said later. {asked}; time to ask again.", asked=_asked(card, today))
        case StepKind.REPLY:
            return t("Said yes. Answer and agree on a day.")
        case StepKind.WRITE:
            return t("On the shortlist. Write a short request.")
        case StepKind.REFERRAL_ASK:
            first, again = t("Ask who else to talk to."), t("Ask once more, then stop.")
            return first if card.turn < 2 else again
        case StepKind.UPDATE:
            return t("Tell how it went on. {touched}", touched=_touched(card, today)).strip()
        case _:
            return _touched(card, today)


def _when(card: Card, now: datetime) -> str:
    if card.starts_at is None:
        return ""
    here = card.starts_at.astimezone(now.tzinfo)
    return t("{day} {time}", day=_near(here.date(), now.date()), time=f"{here:%H:%M}")


def _near(day: date, today: date) -> str:
    """Return a day as one says it with a time: tomorrow, Thursday, 16 Nov."""
    days = (day - today).days
    if -1 <= days <= 1:
        return day_nearby(day, today)
    if days < 7 and days > 0:
        return weekdays()[day.weekday()]
    month = months()[day.month - 1][:3]
    return t("{day} {month}", day=day.day, month=month)


def _meeting(card: Card, now: datetime, zone: str) -> str:
    if card.starts_at is None or card.local_start is None:
        return ""
    here = card.starts_at.astimezone(now.tzinfo)
    name = _near(here.date(), now.date())
    when = t("{day} {time}", day=f"{name[:1].upper()}{name[1:]}", time=f"{here:%H:%M}")
    if apart(card.starts_at, zone, card.zone):
        there = t("{time} in {city}", time=f"{card.local_start:%H:%M}", city=city(card.zone))
        when = t("{when} ({there})", when=when, there=there)
    length = say("minutes", count=card.minutes)
    questions = (
        tn("{count} question chosen", "{count} questions chosen", card.questions)
        if card.questions
        else t("no questions chosen yet")
    )
    parts = (when, length, card.place, _ready(card), questions)
    return " · ".join(part for part in parts if part)


def _ready(card: Card) -> str:
    if card.readiness is None:
        return ""
    done = len(card.readiness.done)
    return t("{done} of {total} ready", done=done, total=done + len(card.readiness.missing))


def _stepless(card: Card, today: date) -> str:
    return t("Nothing is planned. {touched}", touched=_touched(card, today)).strip()


def _asked(card: Card, today: date) -> str:
    if card.asked_on is None:
        return t("Asked")
    by = {"email": t("by e-mail"), "message": t("on LinkedIn"), "invitation": t("on LinkedIn")}
    day = day_nearby(card.asked_on, today)
    if card.asked_by in by:
        return t("Asked {way} {day}", way=by[card.asked_by], day=_on(day, card.asked_on, today))
    return t("Asked {day}", day=_on(day, card.asked_on, today))


def _on(words: str, day: date, today: date) -> str:
    return t("on {day}", day=words) if abs((today - day).days) >= 7 else words


def _touched(card: Card, today: date) -> str:
    if card.last_touch_on is None:
        return t("No touch yet.")
    days = (today - card.last_touch_on).days
    if days <= 0:
        return t("Last touch today.")
    return tn("Last touch {count} day ago.", "Last touch {count} days ago.", days)


def pill(card: Card, group: Group, now: datetime) -> tuple[str, ColorName]:
    """Return what a line is in two or three words, and their colour."""
    due, today = card.due, now.date()
    if due.step_id is None:
        if due.meeting_id is not None and card.starts_at is not None:
            here = card.starts_at.astimezone(now.tzinfo)
            running = card.starts_at <= now
            return (t("Now"), "good") if running else (f"{here:%H:%M}", "accent")
        return t("No next step"), "warn"
    if due.day is None:
        return t("No day yet"), "muted"
    if due.kind is StepKind.THANK and due.at is not None and not due.snoozed:
        return _thanks(group, due.at, now)
    late = (today - due.day).days
    if late > 0 and group is Group.OVERDUE:
        return tn("{count} day late", "{count} days late", late), "bad"
    if card.readiness is not None and card.readiness.ready:
        return t("Prepared"), "good"
    return _of_kind(due.kind)


def _thanks(group: Group, due_at: datetime, now: datetime) -> tuple[str, ColorName]:
    if group is Group.OVERDUE:
        return t("Thank-you overdue"), "bad"
    left = due_at - now
    if left <= timedelta():
        return t("Thank-you due"), "warn"
    hours = max(1, round(left.total_seconds() / 3600))
    return tn("Thank-you in {count} hour", "Thank-you in {count} hours", hours), "warn"


def _of_kind(kind: StepKind | None) -> tuple[str, ColorName]:
    match kind:
        case StepKind.PREPARE:
            return t("Needs preparation"), "warn"
        case StepKind.CONFIRM:
            return t("Confirm"), "accent"
        case StepKind.HOW_DID_IT_GO:
            return t("How did it go?"), "info"
        case StepKind.PROMISE:
            return t("Promise"), "info"
        case StepKind.KEEP_WARM:
            return t("Keep warm"), "good"
        case StepKind.UPDATE:
            return t("Update"), "good"
        case StepKind.REFERRAL_ASK:
            return t("Referral ask"), "good"
        case StepKind.REPLY:
            return t("Said yes"), "accent"
        case StepKind.WRITE:
            return t("Request"), "accent"
        case StepKind.FOLLOW_UP:
            return t("Follow up"), "warn"
        case StepKind.CLOSE_KINDLY:
            return t("Close kindly"), "muted"
        case StepKind.SECOND_PERSON:
            return t("Second person"), "muted"
        case StepKind.ASK_AGAIN:
            return t("Ask again"), "muted"
        case _:
            return t("Next step"), "muted"


def ahead(card: Card, now: datetime, zone: str) -> tuple[str, str]:
    """Return title and detail of a line in the days to come."""
    due = card.due
    if due.step_id is None and due.meeting_id is not None and card.starts_at is not None:
        here = card.starts_at.astimezone(now.tzinfo)
        title = t("{name}, {time}", name=card.name, time=f"{here:%H:%M}")
        there = (
            t("{time} in {city}", time=f"{card.local_start:%H:%M}", city=city(card.zone))
            if card.local_start and apart(card.starts_at, zone, card.zone)
            else ""
        )
        parts = (there, say("minutes", count=card.minutes), card.place)
        return title, " · ".join(part for part in parts if part)
    if due.kind is StepKind.HAND and card.text:
        return card.name, card.text
    return card.name, card.text or step_words(due.kind or "")
