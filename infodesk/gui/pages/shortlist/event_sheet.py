"""The window for people met at an event: name the event once, then one line a person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.errors import BadValue, NoSuchRecord, UserError
from infodesk.core.events import Encounter, EncounterDraft, Event
from infodesk.core.ids import EventId, PersonId
from infodesk.core.people import PersonRow
from infodesk.core.progress import finish
from infodesk.gui.days import read_day
from infodesk.gui.desk import Desk
from infodesk.gui.pages.companies.completer import company_completer
from infodesk.gui.pages.companies.pane import PersonLine
from infodesk.gui.pages.people.actions import when_chosen
from infodesk.gui.pages.people.add_person import split_name
from infodesk.gui.pages.people.header import role_words
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import (
    Button,
    ElidedLabel,
    Field,
    Hairline,
    IconButton,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SectionHeading,
    set_tooltip,
)
from infodesk.gui.widgets.room import screen_room
from infodesk.operations import events as verbs
from infodesk.store import events as rows
from infodesk.store import people as person_rows
from infodesk.store import search
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words, day_nearby
from infodesk.words.errors import explain

OFFERED = 4
EARLIER = 10
RECENT_DAYS = 3
"""An event of the last days is gone on with."""


class EventSheet(QDialog):
    """Notes people met at an event, Enter after each; modal to its window."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        show_person: Callable[[PersonId], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._show_person = desk, show_person
        theme = desk.theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("People met at an event"))
        self.event_: Event | None = self._recent()
        self._known: PersonRow | None = None
        self.event_name, self.day, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self.name, self.company, self.hook = QLineEdit(), QLineEdit(), QLineEdit()
        self.event_fields = {
            "event": Field(theme, t("Event"), self.event_name),
            "held_on": Field(theme, t("Day"), self.day),
            "place": Field(theme, t("Place"), self.place),
        }
        self.fields = {
            "first_name": Field(theme, t("Name"), self.name),
            "company": Field(theme, t("Company"), self.company),
            "hook": Field(theme, t("What to come back to"), self.hook),
        }
        self.company.setCompleter(company_completer(desk, self))
        self.hook.setPlaceholderText(t("The course she named, his move to Porto…"))
        self.other = QuietButton(theme, t("Another event"), icon="calendar")
        self.note = PrimaryButton(theme, t("Note"), key="Return")
        self.offers = QWidget()
        self._offers = QVBoxLayout(self.offers)
        self.offered: list[PersonLine] = []
        self.known = PlainLabel(theme, "", "small", "info", wrap=True)
        self.count = PlainLabel(theme, "", "medium", "muted")
        self.said = ElidedLabel(theme, "", "small", "muted")
        self.undo_button = QuietButton(theme, t("Undo"), icon="undo", key="Ctrl+Z")
        self.undo_button.hide()
        self.met: list[MetLine] = []
        self._build()
        self._listen()
        self._fit(parent)
        self._show_event()
        self._show_met()
        (self.name if self.event_ is not None else self.event_name).setFocus()

    def _recent(self) -> Event | None:
        """Return the event of today or of the last days, to go on with."""
        newest = next(iter(rows.all_events(self._desk.store.db)), None)
        if newest is None:
            return None
        days = (self._today() - newest.held_on).days
        return newest if 0 <= days <= RECENT_DAYS else None

    def _today(self) -> date:
        return self._desk.clock().date()

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(PlainLabel(theme, t("People met at an event"), "title"), 1)
        head.addWidget(self.count)
        top = Qt.AlignmentFlag.AlignTop
        event = QHBoxLayout()
        event.setSpacing(px(10))
        for field, share in zip(self.event_fields.values(), (3, 2, 2), strict=True):
            event.addWidget(field, share, top)
        event.addWidget(self.other, 0, Qt.AlignmentFlag.AlignBottom)
        person = QHBoxLayout()
        person.setSpacing(px(10))
        for field, share in zip(self.fields.values(), (2, 2, 3), strict=True):
            person.addWidget(field, share, top)
        self._offers.setContentsMargins(0, 0, 0, 0)
        self._offers.setSpacing(0)
        noting = QHBoxLayout()
        noting.addWidget(self.known, 1)
        noting.addWidget(self.note)
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.nobody = PlainLabel(
            theme, t("Nobody yet. Enter after each person notes them."), "body", "muted", wrap=True
        )
        self._lines.addWidget(self.nobody)
        self._lines.addStretch(1)
        area = QScrollArea()
        area.setWidget(self._list)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        self._list.setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.said, 1)
        foot.addWidget(self.undo_button)
        done = Button(theme, t("Done"), key="Esc")
        done.clicked.connect(self.accept)
        foot.addWidget(done)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(16), px(24), px(14))
        whole.setSpacing(px(10))
        whole.addLayout(head)
        whole.addLayout(event)
        whole.addWidget(Hairline(theme))
        whole.addLayout(person)
        whole.addWidget(self.offers)
        whole.addLayout(noting)
        whole.addWidget(SectionHeading(theme, t("Met there")))
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def _listen(self) -> None:
        self.event_name.returnPressed.connect(self._event_typed)
        self.day.returnPressed.connect(self._event_typed)
        self.place.returnPressed.connect(self._event_typed)
        for edit in (self.event_name, self.day, self.place):
            edit.editingFinished.connect(self._correct_event)
        self.other.clicked.connect(self._offer_events)
        self.name.textEdited.connect(self._typed)
        self.company.textEdited.connect(lambda _text: self._company_typed())
        for edit in (self.name, self.company, self.hook):
            edit.returnPressed.connect(self.note_person)
        self.note.clicked.connect(self.note_person)
        self.name.installEventFilter(self)
        self.undo_button.clicked.connect(self.undo)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)
        self._desk.changes.changed.connect(self._changed)

    def _fit(self, parent: QWidget | None) -> None:
        room = parent.size() if parent else screen_room()
        px = self._desk.theme.px
        self.resize(min(px(760), room.width() - 48), min(px(620), room.height() - 48))

    # The event

    def _show_event(self) -> None:
        event = self.event_
        held_on = event.held_on if event else self._today()
        self.event_name.setText(event.name if event else "")
        self.day.setText(day_in_words(held_on))
        self.place.setText(event.place if event else "")
        for edit in (self.event_name, self.day, self.place):
            if not edit.hasFocus():
                edit.setCursorPosition(0)  # a long text shows its beginning
        self.other.setVisible(bool(rows.all_events(self._desk.store.db)))
        self.setWindowTitle(t("People met at an event"))

    def another_event(self) -> None:
        """Name another event."""
        self.event_ = None
        self._show_event()
        self._show_met()
        self.event_name.setFocus()

    def _offer_events(self) -> None:
        menu = self.events_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.other.mapToGlobal(self.other.rect().bottomLeft()))

    def events_menu(self) -> QMenu:
        """Return a menu of a new event and of those of before."""
        menu = QMenu(self)
        when_chosen(menu.addAction(t("A new event")), self.another_event)
        menu.addSeparator()
        for event in rows.all_events(self._desk.store.db)[:EARLIER]:
            day = day_nearby(event.held_on, self._today())
            action = menu.addAction(f"{event.name} · {day}".replace("&", "&&"))
            when_chosen(action, partial(self.show_event, event))
        return menu

    def show_event(self, event: Event) -> None:
        """Go on with an event of before."""
        self.event_ = event
        self._show_event()
        self._show_met()
        self.name.setFocus()

    def _event_typed(self) -> None:
        """Go on to the first person once the event has a name."""
        if self.keep_event() is not None:
            self.name.setFocus()

    def _correct_event(self) -> None:
        if self.event_ is not None and not self._desk.commands.retired:
            self.keep_event()

    def keep_event(self) -> EventId | None:
        """Add the event as it is typed, or correct it; None if something is wrong with it."""
        store, old = self._desk.store, self.event_
        for field in self.event_fields.values():
            field.set_error("")
        try:
            held_on = read_day(self.day.text(), self._today(), field="held_on") or self._today()
            name, place = self.event_name.text(), self.place.text()
            if old is None:
                event_id = verbs.add_event(store, name, held_on, place)
            else:
                event_id = old.id
                new = replace(old, name=name, held_on=held_on, place=place)
                if (new.name.strip(), new.held_on, new.place.strip()) == (
                    old.name,
                    old.held_on,
                    old.place,
                ):
                    return event_id
                verbs.edit_event(store, new)
        except BadValue as error:
            field = self.event_fields[str(error.facts["field"])]
            field.set_error(explain(error))
            field.editor.setFocus()
            return None
        except UserError as error:
            self.say(explain(error), undo=False)
            return None
        self.event_ = rows.get(store.db, event_id)
        self._show_event()
        self._show_met()
        return event_id

    # Who was met

    def _typed(self, text: str) -> None:
        """Offer whom one may mean."""
        self._known = None
        self.known.setText("")
        self.fields["first_name"].set_error("")
        db = self._desk.store.db
        found = search.people(db, text, OFFERED) if len(text.strip()) > 1 else []
        known = person_rows.load_rows(db, found)
        self._offer([known[one] for one in found])

    def _offer(self, people: list[PersonRow]) -> None:
        for old in self.offered:
            self._offers.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.offered = [PersonLine(self._desk.theme, one) for one in people]
        for line, person in zip(self.offered, people, strict=True):
            line.clicked.connect(lambda _checked=False, one=person: self.choose(one))
            line.installEventFilter(self)
            self._offers.addWidget(line)
            line.show()
        self.offers.setVisible(bool(people))

    def choose(self, person: PersonRow) -> None:
        """Take a known person, and ask for the hook only."""
        self.name.setText(person.name)
        self.company.setText(person.company)
        self._known = person
        self._offer([])
        words = t("Known: {role}", role=role_words(person.title, person.company) or person.name)
        self.known.setText(words)
        self.hook.setFocus()

    def _company_typed(self) -> None:
        """Somebody at another company may be somebody else."""
        if self._known is not None:
            self._known = None
            self.known.setText("")

    def draft(self) -> EncounterDraft:
        """Return who was typed."""
        first, last = split_name(self.name.text())
        hook = self.hook.text().strip()
        event = self.event_name.text().strip()
        if hook:
            follow_up = t("Write about: {hook}", hook=hook)
        else:
            follow_up = t("Write after {event}", event=event)
        return EncounterDraft(
            person_id=self._known.id if self._known is not None else None,
            first_name=first,
            last_name=last,
            company=self.company.text(),
            hook=hook,
            follow_up=follow_up,
        )

    def note_person(self) -> None:
        """Note the person that was typed, and be ready for the next."""
        event_id = self.keep_event()
        if event_id is None:
            return
        if not self.name.text().strip():
            self.name.setFocus()
            return
        store = self._desk.store
        draft = self.draft()
        known = draft.person_id is not None or verbs.known_as(store.db, draft) is not None
        try:
            person_id = verbs.meet(store, event_id, draft)
        except BadValue as error:
            self.fields["first_name"].set_error(explain(error))
            self.name.setFocus()
            return
        except NoSuchRecord as error:
            self.say(explain(error), undo=False)
            return
        except UserError as error:
            self._desk.notices.failed(error)
            return
        for edit in (self.name, self.company, self.hook):
            edit.clear()
        self._known = None
        self.known.setText("")
        self._offer([])
        self._show_met()
        name = person_rows.get(store.db, person_id).name
        noted = t("{name} noted", name=name)
        words = t("{name} noted; known already", name=name) if known else noted
        self.say(words)
        self.name.setFocus()

    def _show_met(self) -> None:
        for old in self.met:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        db = self._desk.store.db
        found = rows.encounters(db, self.event_.id) if self.event_ is not None else []
        self.met = [MetLine(self._desk.theme, one) for one in found]
        for place, line in enumerate(self.met):
            line.opened.clicked.connect(lambda _on=False, one=line: self._open(one))
            line.gone.clicked.connect(lambda _on=False, one=line: self._not_met(one))
            self._lines.insertWidget(place, line)
        self.nobody.setVisible(not self.met)
        event = self.event_
        if event is None:
            self.count.setText("")
            return
        number = tn("{count} person met", "{count} people met", len(found))
        day = day_nearby(event.held_on, self._today())
        self.count.setText(f"{number} · {day}")

    def _open(self, line: "MetLine") -> None:
        if self._show_person is not None:
            self.accept()
            self._show_person(line.encounter.person_id)

    def _not_met(self, line: "MetLine") -> None:
        if self.event_ is None:
            return
        try:
            verbs.not_met(self._desk.store, self.event_.id, line.encounter.person_id)
        except UserError as error:
            self._desk.notices.failed(error)
            return
        self._show_met()
        self.say(t("{name} taken off this event", name=line.encounter.name))
        self.name.setFocus()

    def undo(self) -> None:
        """Take back what was done last."""
        if self.undo_button.isHidden():
            return
        try:
            finish(self._desk.store.undo())
        except UserError as error:
            self._desk.notices.failed(error)
        self.said.setText("")
        self.undo_button.hide()

    def say(self, sentence: str, *, undo: bool = True) -> None:
        """Say what was done, with the way back."""
        self.said.setText(sentence)
        self.undo_button.setVisible(undo)

    def _changed(self, change: ChangeSet) -> None:
        if change.cause == "do" or not change.touches("event", "event_person", "person"):
            return
        if self.event_ is not None:
            try:
                self.event_ = rows.get(self._desk.store.db, self.event_.id)
            except NoSuchRecord:
                self.event_ = None
            self._show_event()
        self._show_met()

    # Qt's calls

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go down from the name to whom one may mean, and up again."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.offered:
            places: list[QWidget] = [self.name, *self.offered]
            if watched in places:
                at = places.index(watched)
                if event.key() == Qt.Key.Key_Down and at + 1 < len(places):
                    places[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
                    return True
                if event.key() == Qt.Key.Key_Up and at > 0:
                    places[at - 1].setFocus(Qt.FocusReason.TabFocusReason)
                    return True
                if at and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self.offered[at - 1].click()
                    return True
        return super().eventFilter(watched, event)


class MetLine(QWidget):
    """Somebody met: name and company, the hook, and a way to take them off."""

    def __init__(self, theme: Theme, encounter: Encounter) -> None:
        super().__init__()
        self.encounter = encounter
        px = theme.px
        name = ", ".join(part for part in (encounter.name, encounter.company) if part)
        shown = name if len(name) <= 44 else f"{name[:43]}…"
        self.opened = QuietButton(theme, shown)
        set_tooltip(self.opened, name)
        self.hook = ElidedLabel(theme, encounter.hook, "body", "muted")
        self.gone = IconButton(theme, "close", t("Not met: {name}", name=encounter.name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(2), 0, px(2))
        row.setSpacing(px(8))
        row.addWidget(self.opened)
        row.addWidget(self.hook, 1)
        row.addWidget(self.gone)
