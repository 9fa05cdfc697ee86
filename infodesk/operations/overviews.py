"""Reports beside those of people and meetings: my profile, and the companies people work for."""

from collections.abc import Sequence

from infodesk.core.extra_private import without_extra_private
from infodesk.core.ids import PersonId
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.core.report import (
    BulletList,
    Column,
    Field,
    Heading,
    ListItem,
    Node,
    Paragraph,
    PrinterWords,
    Report,
    Span,
    Spans,
    Table,
    plain,
)
from infodesk.core.wording import Wording
from infodesk.formats.markdown import notes_to_nodes
from infodesk.store import companies as company_rows
from infodesk.store import profile as profile_rows
from infodesk.store.store import Store


def report_profile(store: Store, wording: Wording) -> Report | None:
    """Build my profile as a document; None if nothing was ever written."""
    profile = profile_rows.get(store.db)
    if not (profile.name or profile.headline or profile.summary or profile.entries):
        return None
    nodes: list[Node] = []
    if profile.summary:
        nodes.append(Heading(level=1, text=wording.say("report-about")))
        nodes += notes_to_nodes(profile.summary, under=1)
    for kind in ProfileKind:
        if entries := profile.of(kind):
            nodes.append(Heading(level=1, text=wording.say(f"report-profile-{kind.value}")))
            items = (ListItem(nodes=_entry(entry, wording)) for entry in entries)
            nodes.append(BulletList(items=tuple(items)))
    return _report(
        store,
        wording,
        label="report-profile",
        title=wording.say("report-profile"),
        subtitle=" · ".join(part for part in (profile.name, profile.headline) if part),
        cover=_contact(profile, wording),
        nodes=nodes,
    )


def _contact(profile: Profile, wording: Wording) -> tuple[Field, ...]:
    pairs = (
        ("report-email", profile.email),
        ("report-phone", profile.phone),
        ("report-location", profile.location),
        ("report-link", profile.website),
    )
    return tuple(Field(label=wording.say(code), value=value) for code, value in pairs if value)


def _entry(entry: ProfileEntry, wording: Wording) -> tuple[Node, ...]:
    days = [day for day in (entry.started_on, entry.finished_on) if day]
    facts = (entry.organisation, entry.place, " – ".join(map(wording.day, days)))
    rest = " · ".join(fact for fact in facts if fact)
    spans: Spans = (Span(text=entry.title, strong=True),) if entry.title else ()
    spans += plain(f" · {rest}" if spans and rest else rest)
    return (Paragraph(spans=spans), *notes_to_nodes(entry.text, under=2))


def report_companies(store: Store, people: Sequence[PersonId], wording: Wording) -> Report | None:
    """Build the companies that `people` work for, with who they are; None for no company."""
    found = company_rows.with_people(store.db, people)
    if not found:
        return None
    columns = ("report-company", "report-link", "report-people-title", "report-about")
    rows = tuple(
        (plain(name), plain(website), plain(", ".join(names)), plain(without_extra_private(about)))
        for name, website, about, names in found
    )
    title = wording.say("report-companies")
    return _report(
        store,
        wording,
        label="report-companies",
        title=title,
        subtitle="",
        cover=(),
        nodes=[
            Table(
                columns=tuple(Column(label=plain(wording.say(code))) for code in columns), rows=rows
            )
        ],
    )


def _report(
    store: Store,
    wording: Wording,
    *,
    label: str,
    title: str,
    subtitle: str,
    cover: tuple[Field, ...],
    nodes: Sequence[Node],
) -> Report:
    now = store.clock().astimezone()
    return Report(
        kind="selection",
        label=wording.say(label),
        title=title,
        subtitle=subtitle,
        language=wording.language,
        created_at=now,
        created=wording.day(now.date()),
        words=PrinterWords.said_by(wording.say),
        cover=cover,
        nodes=tuple(nodes),
    )
