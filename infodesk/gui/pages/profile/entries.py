"""One line of my profile: how it reads, and asking for it."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.gui.desk import Desk
from infodesk.gui.pages.entry_dialog import Entry, EntryDialog, EntryField, Span
from infodesk.gui.pages.people.header import role_words
from infodesk.gui.pages.people.history import HistoryLine
from infodesk.operations import profile as verbs
from infodesk.words import t
from infodesk.words.history import span_words

_ICONS = {
    ProfileKind.POSITION: "building",
    ProfileKind.EDUCATION: "bulb",
    ProfileKind.CERTIFICATION: "check",
}


def entry_line(desk: Desk, entry: ProfileEntry) -> HistoryLine:
    """Return the line that shows an entry."""
    now = entry.kind is ProfileKind.POSITION and entry.finished_on is None
    if entry.kind is ProfileKind.POSITION:
        title = role_words(entry.title, entry.organisation)
    else:
        title = ", ".join(part for part in (entry.title, entry.organisation) if part)
    span = span_words(entry.started_on, entry.finished_on, lasts=now)
    below = " · ".join(part for part in (span, entry.place) if part)
    return HistoryLine(desk, _ICONS[entry.kind], title, below, present=now)


def ask_entry(
    desk: Desk, parent: QWidget, kind: ProfileKind, entry: ProfileEntry | None = None
) -> None:
    """Ask for a new line of my profile, or for changes of one."""
    old = entry or ProfileEntry(kind=kind)

    def keep(typed: Entry) -> None:
        fresh = replace(
            old,
            title=typed.texts["title"],
            organisation=typed.texts["organisation"],
            place=typed.texts.get("place", old.place),
            started_on=typed.started_on,
            finished_on=typed.finished_on,
        )
        if entry is None:
            verbs.add_entry(desk.store, fresh)
        else:
            verbs.edit_entry(desk.store, fresh)

    def remove() -> None:
        if old.id is not None:
            verbs.remove_entry(desk.store, old.id)
            desk.notices.toast(t("Removed from my profile"))

    now = kind is ProfileKind.POSITION
    EntryDialog(
        desk,
        _title(kind),
        _fields(old),
        keep,
        parent.window(),
        span=Span(
            started_on=old.started_on,
            finished_on=old.finished_on,
            lasts=(entry is None or old.finished_on is None) if now else None,
            lasts_words=t("I work there now"),
        ),
        remove=remove if entry is not None else None,
    ).open()


def _title(kind: ProfileKind) -> str:
    return {
        ProfileKind.POSITION: t("My position"),
        ProfileKind.EDUCATION: t("My education"),
        ProfileKind.CERTIFICATION: t("My certification"),
    }[kind]


def _fields(entry: ProfileEntry) -> list[EntryField]:
    first, second = {
        ProfileKind.POSITION: (t("Position"), t("Company")),
        ProfileKind.EDUCATION: (t("Degree"), t("School")),
        ProfileKind.CERTIFICATION: (t("Certification"), t("Given by")),
    }[entry.kind]
    position = entry.kind is ProfileKind.POSITION
    fields = [
        EntryField(key="title", label=first, text=entry.title),
        EntryField(key="organisation", label=second, text=entry.organisation, companies=position),
    ]
    if position:
        fields.append(EntryField(key="place", label=t("Place"), text=entry.place))
    return fields
