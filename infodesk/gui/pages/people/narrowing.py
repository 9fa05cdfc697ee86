"""What narrows a list of people: the menus that choose it and the chips that tell and undo it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from infodesk.core.errors import NoSuchRecord
from infodesk.core.people import EVERYONE, PersonFilter
from infodesk.core.stages import Stage
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.actions import when_chosen
from infodesk.gui.pages.people.columns import stage_words, tag_color
from infodesk.gui.theme import ColorName
from infodesk.store import companies as company_rows
from infodesk.store import events as event_rows
from infodesk.store import people as rows
from infodesk.store import tags as tag_rows
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words
from infodesk.words.records import say, source_words

MOST_COMPANIES = 20
MOST_PLACES = 20
MOST_EVENTS = 20
SINCE_MONTHS = (1, 3, 12)
QUIET_FOR = (7, 14, 30, 60, 90)
_DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that narrows: the filter's field and its value, in words and a colour."""

    name: str
    value: Any
    text: str
    color: ColorName = "accent"


def quiet_words(days: int) -> str:
    """Return for how long somebody was quiet at least; "" for no matter."""
    return tn("Quiet for {count} day", "Quiet for {count} days", days) if days else ""


class Narrowing:
    """A filter of people, chosen from menus part by part; `changed` is called with each choice."""

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        self._desk, self._changed = desk, changed
        self.only = EVERYONE

    def put(self, only: PersonFilter) -> None:
        """Narrow by `only` and nothing else."""
        self.only = only
        self._changed()

    def choose(self, name: str, value: Any) -> None:
        """Narrow by a value of a field; of several at once where the field holds a set."""
        present = getattr(self.only, name)
        if isinstance(present, frozenset):
            other: Any = present ^ {value}
        else:
            other = getattr(EVERYONE, name) if present == value else value
        self.put(replace(self.only, **{name: other}))

    def take_away(self, part: Part) -> None:
        """Do not narrow by `part` any more."""
        if self._has(part.name, part.value):
            self.choose(part.name, part.value)

    def _has(self, name: str, value: Any) -> bool:
        present = getattr(self.only, name)
        return bool(value in present if isinstance(present, frozenset) else present == value)

    def forget_what_is_gone(self) -> None:
        """Take away a tag, a company or an event that is not there any more."""
        db = self._desk.store.db
        tags = {tag.id for tag, _count in tag_rows.all_tags(db)} if self.only.tag_id else set()
        if self.only.tag_id is not None and self.only.tag_id not in tags:
            self.only = replace(self.only, tag_id=None)
        if self.only.company_id is not None and not self._company_name():
            self.only = replace(self.only, company_id=None)
        if self.only.event_id is not None and not self._event_name():
            self.only = replace(self.only, event_id=None)

    # Menus

    def fill(self, menu: QMenu, *, stages: bool = True) -> None:
        """Add a menu for each thing that can narrow; without `stages` where columns are stages."""
        db = self._desk.store.db
        if stages:
            inner = menu.addMenu(t("Stage"))
            for stage in Stage:
                self._choice(inner, stage_words(stage), "stages", stage)
        tags = [(tag.name, tag.id) for tag, _count in tag_rows.all_tags(db)]
        self._choices(menu, t("Tag"), "tag_id", tags)
        companies = company_rows.find(db, limit=MOST_COMPANIES)
        named = [(f"{one.name} · {one.people:,}", one.id) for one in companies if one.people]
        self._choices(menu, t("Company"), "company_id", named)
        inner = menu.addMenu(t("How well I know them"))
        for strength in range(5, 0, -1):
            words = f"{strength} · {say(f'strength-{strength}')}"
            self._choice(inner, words, "strengths", strength)
        places = [(f"{place} · {count:,}", place) for place, count in rows.places(db, MOST_PLACES)]
        self._choices(menu, t("Place"), "place", places)
        self._fill_since(menu.addMenu(t("Connected since")))
        quiet = menu.addMenu(t("Quiet for"))
        for days in QUIET_FOR:
            words = tn("{count} day", "{count} days", days)
            self._choice(quiet, words, "quiet_days", days)
        events = [(event.name, event.id) for event in event_rows.all_events(db)[:MOST_EVENTS]]
        self._choices(menu, t("Event"), "event_id", events)
        sources = [(f"{source_words(one)} · {count:,}", one) for one, count in rows.sources(db)]
        self._choices(menu, t("Came from"), "source", sources)

    def _fill_since(self, menu: QMenu) -> None:
        today = self._desk.clock().date()
        words = {1: t("Last month"), 3: t("Last three months"), 12: t("Last year")}
        for months in SINCE_MONTHS:
            day = today - timedelta(days=round(months * _DAYS_A_MONTH))
            self._choice(menu, words[months], "connected_since", day)

    def _choices(
        self, menu: QMenu, title: str, name: str, entries: Iterable[tuple[str, Any]]
    ) -> None:
        inner = menu.addMenu(title)
        for text, value in entries:
            self._choice(inner, text, name, value)
        inner.setEnabled(not inner.isEmpty())

    def _choice(self, menu: QMenu, text: str, name: str, value: Any) -> None:
        """Add a value of a field; choosing it again takes it back."""
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(self._has(name, value))
        when_chosen(action, partial(self.choose, name, value))

    # What is told

    def parts(self) -> list[Part]:
        """Return what narrows, part by part, as it is shown."""
        only = self.only
        found = [
            Part(name="stages", value=stage, text=stage_words(stage))
            for stage in sorted(only.stages, key=list(Stage).index)
        ]
        for tag, _count in tag_rows.all_tags(self._desk.store.db) if only.tag_id else ():
            if tag.id == only.tag_id:
                found.append(Part(name="tag_id", value=tag.id, text=tag.name, color=tag_color(tag)))
        found += [
            Part(name="strengths", value=each, text=f"{each} · {say(f'strength-{each}')}")
            for each in sorted(only.strengths)
        ]
        since = only.connected_since
        words = {
            "company_id": self._company_name(),
            "place": only.place,
            "connected_since": since and t("Connected since {day}", day=day_in_words(since)),
            "quiet_days": quiet_words(only.quiet_days),
            "event_id": self._event_name(),
            "source": source_words(only.source) if only.source else "",
        }
        found += [
            Part(name=name, value=getattr(only, name), text=text)
            for name, text in words.items()
            if text
        ]
        return found

    def _company_name(self) -> str:
        if self.only.company_id is None:
            return ""
        try:
            return company_rows.get(self._desk.store.db, self.only.company_id).name
        except NoSuchRecord:
            return ""

    def _event_name(self) -> str:
        if self.only.event_id is None:
            return ""
        try:
            return event_rows.get(self._desk.store.db, self.only.event_id).name
        except NoSuchRecord:
            return ""
