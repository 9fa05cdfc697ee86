"""What an import would do, did and could not take, in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from infodesk.core.archives import MessageTally
from infodesk.core.companies import CompanyEvent
from infodesk.core.import_plans import ImportPlan, ImportResult, ProfileChange
from infodesk.core.imports import FileReport
from infodesk.core.people import PersonDetail
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words, day_of_year_in_words

PROBLEMS: Mapping[str, Callable[[], str]] = {
    # The row is not taken.
    "nameless": lambda: t("Hidden or closed profile: the row has neither name nor address"),
    "duplicate": lambda: t("Said again: the file has this person twice"),
    "in-several": lambda: t("In several of the files: the person comes once"),
    "wrong-width": lambda: t("Too many cells: it is not clear which is which"),
    "organisation": lambda: t("An organisation, not a person"),
    "damaged": lambda: t("Not readable: a quotation mark that is never closed"),
    "undated": lambda: t("The date was not understood; what passed then is left out"),
    "undirected": lambda: t("It does not say who invited whom; it is left out"),
    # The row is taken, mended.
    "bad-date": lambda: t("The date was not understood; the person comes without it"),
    "bad-url": lambda: t("The address of the profile was not understood; it is left out"),
    "truncated": lambda: t("A very long text was cut at 1,000 characters"),
    "mojibake": lambda: t("Letters that were garbled on the way were put right"),
    "wrapped": lambda: t("The whole row stood in one cell; it was taken apart"),
    "re-anchored": lambda: t("Commas in the name had moved the cells; they were moved back"),
    "bad-photo": lambda: t("The picture was too large or damaged; the person comes without it"),
}
SKIPPING = frozenset(
    {
        *("nameless", "duplicate", "wrong-width", "organisation", "damaged"),
        *("undated", "undirected"),
    }
)

FIELDS: Mapping[str, Callable[[], str]] = {
    "first_name": lambda: t("First name"),
    "last_name": lambda: t("Last name"),
    "title": lambda: t("Position"),
    "company": lambda: t("Company"),
    "email": lambda: t("E-mail"),
    "slug": lambda: t("LinkedIn profile"),
    "connected_on": lambda: t("Connected on"),
    "location": lambda: t("Place"),
    "about": lambda: t("About"),
    "photo": lambda: t("Picture"),
    "phone": lambda: t("Phone"),
    "link": lambda: t("Link"),
    "tag": lambda: t("Tag"),
    "position": lambda: t("Former position"),
    "school": lambda: t("Education"),
    "birthday": lambda: t("Birthday"),
    "address": lambda: t("Address"),
    "nickname": lambda: t("Nickname"),
    "headline": lambda: t("Headline"),
    "department": lambda: t("Department"),
    "skill": lambda: t("Skill"),
    "summary": lambda: t("Summary"),
    "industry": lambda: t("Industry"),
    "website": lambda: t("Website"),
}

_NAMED = 5

_LINES: Mapping[ProfileKind, Callable[[], str]] = {
    ProfileKind.POSITION: lambda: t("Position"),
    ProfileKind.EDUCATION: lambda: t("Education"),
    ProfileKind.SKILL: lambda: t("Skill"),
    ProfileKind.LANGUAGE: lambda: t("Language"),
    ProfileKind.CERTIFICATION: lambda: t("Certificate"),
}

_NEWS: Mapping[str, Callable[[], str]] = {
    "followed": lambda: t("You follow it"),
    "saved-job": lambda: t("You saved a job there"),
    "applied": lambda: t("You applied there"),
    "event": lambda: t("An event you were at"),
}

_STRANGERS: Mapping[str, Callable[[], str]] = {
    "unknown": lambda: t("Nobody in your vault"),
    "namesakes": lambda: t("Several people have this name"),
}

DOUBTS: Mapping[str, Callable[[], str]] = {
    "same-name": lambda: t("Same name, but nothing that proves it is the same person"),
    "same-email": lambda: t("Same e-mail address, but another name"),
}

_ENCODINGS: Mapping[str, Callable[[], str]] = {
    "utf-16-le": lambda: t("The file is in UTF-16, as some spreadsheets save it."),
    "utf-16-be": lambda: t("The file is in UTF-16, as some spreadsheets save it."),
    "cp1252": lambda: t("The file is in an older Western encoding (Windows 1252)."),
    "mac-roman": lambda: t("The file is in an older Mac encoding (Mac Roman)."),
    "mixed": lambda: t("Its lines are in different encodings; each was read in its own."),
}

_LEFT: Mapping[str, Callable[[], str]] = {
    "sensitive": lambda: t("not opened: it holds log-ins, payments or the like"),
    "address-book": lambda: t("not opened: an address book that LinkedIn took from your phone"),
    "not-used": lambda: t("not needed for importing people"),
    "unsafe-name": lambda: t("not opened: its name is not safe"),
    "encrypted": lambda: t("not opened: it is encrypted"),
    "nested-archive": lambda: t("not opened: an archive within the archive"),
    "damaged": lambda: t("damaged"),
    "too-large": lambda: t("not opened: it is too large"),
    "junk": lambda: t("not needed"),
}


def problem_words(code: str) -> str:
    """Return why a row was not taken, or what was mended in it."""
    words = PROBLEMS.get(code)
    return words() if words else t("Something odd about this row")


def field_words(field: str) -> str:
    """Return the name of a field that an import changes."""
    words = FIELDS.get(field)
    return words() if words else field


def doubt_words(reason: str) -> str:
    """Return why a row may be somebody who is there already."""
    words = DOUBTS.get(reason)
    return words() if words else t("It may be the same person")


def value_words(field: str, value: str) -> str:
    """Return a value as a plan shows it: days in words, of a picture that there is one."""
    if field == "photo":
        return t("a picture") if value else ""
    if field == "connected_on" and value:
        return day_in_words(date.fromisoformat(value))
    return value


_COLUMNS: Mapping[str, Callable[[], str]] = {
    "name": lambda: t("Name"),
    "middle_name": lambda: t("Middle name"),
    "prefix": lambda: t("Title before the name"),
    "suffix": lambda: t("Title behind the name"),
    "position": lambda: t("Position"),
    "url": lambda: t("Profile or web address"),
    "notes": lambda: t("About"),
    "labels": lambda: t("Tags"),
    "stage": lambda: t("Stage"),
    "next_step": lambda: t("Next step"),
    "next_step_on": lambda: t("Day of the next step"),
}


def column_words(field: str) -> str:
    """Return what a column of a table can be taken for."""
    words = _COLUMNS.get(field)
    return words() if words else field_words(field)


def kept_sentence(people: Sequence[str], *, others: bool) -> str:
    """Return that an import was taken back, and who stays because they were changed since."""
    if not people:
        if others:
            return t("The import was taken back. What was changed since stays as it is.")
        return t("The import was taken back. Everything is as it was before.")
    names = ", ".join(people[:_NAMED])
    more = len(people) - _NAMED
    if more > 0:
        names = tn("{names} and {count:,} more", "{names} and {count:,} more", more, names=names)
    return tn(
        "The import was taken back. {count:,} person was changed since and stays: {names}.",
        "The import was taken back. {count:,} people were changed since and stay: {names}.",
        len(people),
        names=names,
    )


def detail_words(detail: PersonDetail) -> str:
    """Return what a detail of a person says; birthdays in words, also without the year."""
    if detail.kind != "birthday":
        return detail.value
    day = detail.value
    if day.startswith("--"):
        return day_of_year_in_words(int(day[2:4]), int(day[5:7]))
    return day_in_words(date.fromisoformat(day))


def company_event_words(event: CompanyEvent) -> str:
    """Return what I did about a company on LinkedIn, and when."""
    what = " · ".join(filter(None, (company_news_words(event.kind), event.title)))
    if event.on is None:
        return what
    return t("{what}, {day}", what=what, day=day_in_words(event.on))


def profile_words(change: ProfileChange) -> str:
    """Return which line of my profile a change is about."""
    return _LINES[change.entry.kind]() if change.entry else field_words(change.field)


def entry_words(entry: ProfileEntry | None) -> str:
    """Return a line of my profile: what, where, and from when to when."""
    if entry is None:
        return ""
    years = [str(day.year) if day else "" for day in (entry.started_on, entry.finished_on)]
    span = " – ".join(years) if any(years) else ""
    return " · ".join(filter(None, (entry.title, entry.organisation, span)))


def company_news_words(kind: str) -> str:
    """Return what I did about a company on LinkedIn."""
    words = _NEWS.get(kind)
    return words() if words else kind


def stranger_words(reason: str) -> str:
    """Return why it is not known who somebody is."""
    words = _STRANGERS.get(reason)
    return words() if words else ""


def not_credited(tally: MessageTally) -> str:
    """Return which messages are nobody's, in one sentence; empty if there are none."""
    parts = [
        tn("{count:,} in a group", "{count:,} in groups", tally.group) if tally.group else "",
        tn("{count:,} advert", "{count:,} adverts", tally.sponsored) if tally.sponsored else "",
        tn("{count:,} with a closed account", "{count:,} with closed accounts", tally.anonymous)
        if tally.anonymous else "",
        tn("{count:,} draft", "{count:,} drafts", tally.draft) if tally.draft else "",
    ]  # fmt: skip
    said = ", ".join(filter(None, parts))
    return t("Credited to nobody: {messages}.", messages=said) if said else ""


def import_words(result: ImportResult) -> str:
    """Return what the button says that imports."""
    if result.new:
        return tn("Import {count:,} person", "Import {count:,} people", result.new)
    if result.changed:
        return tn("Change {count:,} person", "Change {count:,} people", result.changed)
    if result.touches:
        return tn("Import {count:,} message", "Import {count:,} messages", result.touches)
    if result.profile:
        return t("Put it into my profile")
    return t("Import")


def plan_notes(plan: ImportPlan) -> list[str]:
    """Return what a person should know before importing: what is missing, whose it is."""
    notes = []
    if plan.stranger:
        notes.append(
            t("This archive is {name}'s, not yours: of it only people are taken.",
              name=plan.stranger)
        )  # fmt: skip
    if any(file.first_part for file in plan.files):
        notes.append(
            t("This looks like the first part: LinkedIn sends connections and messages in a second "
              "e-mail, up to a day later. Import that one too; nothing is lost meanwhile.")
        )  # fmt: skip
    if plan.older:
        notes.append(t("A newer export was imported before: this one only fills gaps."))
    return notes


def plan_sentence(plan: ImportPlan) -> str:
    """Return in one line what a plan would do."""
    skipped = sum(file.report.lost for file in plan.files)
    if plan.does_nothing:
        if plan.strangers and not plan.same:
            return tn(
                "{count:,} person in these messages is not in your vault. Tick whom to add.",
                "{count:,} people in these messages are not in your vault. Tick whom to add.",
                len(plan.strangers),
            )
        if not plan.same:
            return t("There is nothing here that InfoDesk does not know already.")
        return t("Everybody in this file is already here, and nothing about them is new.")
    touches = sum(len(contact.new) for contact in plan.contacts)
    parts = [
        tn("{count:,} new", "{count:,} new", len(plan.new)) if plan.new else "",
        tn("{count:,} changed", "{count:,} changed", len(plan.changed)) if plan.changed else "",
        tn("{count:,} the same", "{count:,} the same", len(plan.same)) if plan.same else "",
        tn("{count:,} doubtful", "{count:,} doubtful", len(plan.doubtful)) if plan.doubtful else "",
        tn("{count:,} row skipped", "{count:,} rows skipped", skipped) if skipped else "",
        tn("{count:,} message or invitation", "{count:,} messages and invitations", touches)
        if touches
        else "",
        tn("{count:,} line for my profile", "{count:,} lines for my profile", len(plan.profile))
        if plan.profile
        else "",
    ]
    return " · ".join(part for part in parts if part)


def result_sentence(result: ImportResult) -> str:
    """Return what an import did, in one sentence."""
    if result.did_nothing:
        return t("Nothing was changed: everything was there already.")
    parts = []
    if result.new:
        parts.append(tn("{count:,} person came in", "{count:,} people came in", result.new))
    if result.changed:
        parts.append(tn("{count:,} was changed", "{count:,} were changed", result.changed))
    if not parts and result.touches:
        parts.append(tn("{count:,} message came in", "{count:,} messages came in", result.touches))
    if not parts:
        return t("It came in.")
    return ", ".join(parts) + "."


def what_came(result: ImportResult) -> str:
    """Return what an import brought besides people, and whose job it changed."""
    parts = [
        tn("{count:,} person has another job.", "{count:,} people have another job.", result.moved)
        if result.moved else "",
        tn("{count:,} message or invitation is on their timelines.",
           "{count:,} messages and invitations are on their timelines.", result.touches)
        if result.touches else "",
        tn("{count:,} line of my profile came in.", "{count:,} lines of my profile came in.",
           result.profile) if result.profile else "",
        tn("{count:,} thing about companies and events came in.",
           "{count:,} things about companies and events came in.", result.companies)
        if result.companies else "",
    ]  # fmt: skip
    return " ".join(filter(None, parts))


def parts_read(plan: ImportPlan) -> list[tuple[str, str]]:
    """Return each part of what was imported and what was done with it."""
    found: list[tuple[str, str]] = []
    for file in plan.files:
        if members := member_notes(file.report):
            found += members
            continue
        rows = file.report.rows
        found.append((file.name, tn("read: {count:,} row", "read: {count:,} rows", rows)))
    if said := not_credited(plan.messages):
        found.append((t("Messages"), said))
    found += [(t("Jobs and events"), note) for note in passed_over_notes(plan)]
    skipped: dict[str, int] = {}
    for file in plan.files:
        for code, count in {**file.report.skipped, "nameless": file.report.nameless}.items():
            skipped[code] = skipped.get(code, 0) + count
    found += [
        (tn("{count:,} row", "{count:,} rows", count), problem_words(code))
        for code, count in skipped.items()
        if count
    ]
    return found


def passed_over_notes(plan: ImportPlan) -> list[str]:
    """Return what was read of jobs and events and is of no use, with the reason."""
    found: dict[str, int] = {}
    for file in plan.files if not plan.stranger else ():
        for code, count in file.archive.passed_over.items():
            found[code] = found.get(code, 0) + count
    return passed_over_words(found)


def passed_over_words(found: Mapping[str, int]) -> list[str]:
    """Return in words what ArchiveContents.passed_over counts, a sentence for each reason."""
    jobs, events = found.get("no-company", 0), found.get("not-attended", 0)
    undated = found.get("undated", 0)
    notes = [
        tn("{count:,} job is left out: the file does not say at which company.",
           "{count:,} jobs are left out: the file does not say at which company.", jobs)
        if jobs else "",
        tn("{count:,} event is left out: you were only invited, or declined.",
           "{count:,} events are left out: you were only invited, or declined.", events)
        if events else "",
        tn("{count:,} event is left out: the file does not say on which day it was.",
           "{count:,} events are left out: the file does not say on which day they were.", undated)
        if undated else "",
    ]  # fmt: skip
    return [note for note in notes if note]


def rest_sentence(result: ImportResult) -> str:
    """Return what an import left as it was."""
    parts = []
    if result.same:
        parts.append(
            tn(
                "{count:,} was there already, the same.",
                "{count:,} were there already, the same.",
                result.same,
            )
        )
    if result.skipped:
        parts.append(
            tn("{count:,} row was left out.", "{count:,} rows were left out.", result.skipped)
        )
    return " ".join(parts)


def file_notes(report: FileReport) -> list[str]:
    """Return what a person may want to know of the file itself, one sentence each."""
    encoding = _ENCODINGS.get(report.encoding)
    notes = [encoding() if encoding else ""]
    if report.header_line > 1:
        notes.append(
            t("The headings stand in line {line}; what is above was passed over.",
              line=report.header_line)
        )  # fmt: skip
    elif report.header_line == 0 and report.delimiter and not report.members_read:
        notes.append(t("The file has no headings; the columns were told by what is in them."))
    if report.delimiter not in (",", ""):
        sign = {"\t": t("tabs"), ";": t("semicolons"), "|": t("upright strokes")}
        notes.append(
            t("Its cells are parted by {sign} instead of commas.",
              sign=sign.get(report.delimiter, report.delimiter))
        )  # fmt: skip
    notes += _tallies(report)
    if report.rows and not report.with_url:
        notes.append(t("There are no profile addresses; people are told by name and date."))
    if report.people and not report.emails:
        notes.append(
            t("There are no e-mail addresses: LinkedIn gives only those that people share.")
        )
    return [note for note in notes if note]


def _tallies(report: FileReport) -> list[str]:
    return [
        tn("{count:,} row was mended.", "{count:,} rows were mended.", mended)
        if (mended := sum(report.repaired.values()))
        else "",
        tn("{count:,} date was not understood.", "{count:,} dates were not understood.",
           report.bad_dates) if report.bad_dates else "",
        tn("{count:,} profile address was not understood.",
           "{count:,} profile addresses were not understood.", report.bad_urls)
        if report.bad_urls else "",
        tn("{count:,} very long text was cut.", "{count:,} very long texts were cut.",
           report.truncated) if report.truncated else "",
    ]  # fmt: skip


def member_notes(report: FileReport) -> list[tuple[str, str]]:
    """Return the files of an archive, each with what was done with it."""
    read = [
        (name, tn("read: {count:,} row", "read: {count:,} rows", rows))
        for name, rows in report.members_read.items()
    ]
    left = []
    for name, code in report.members_left.items():
        words = _LEFT.get(code)
        left.append((name, words() if words else t("not opened")))
    return read + left
