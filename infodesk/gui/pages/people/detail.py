"""The detail: one person beside the list, every field edited in place."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.errors import NoSuchRecord, UserError
from infodesk.core.ids import CompanyId, MeetingId, PersonId
from infodesk.core.people import Link, Person
from infodesk.gui.days import read_day
from infodesk.gui.desk import Desk
from infodesk.gui.links import open_link
from infodesk.gui.pages.files.pane import FilesPane
from infodesk.gui.pages.meetings.agreed import Writer
from infodesk.gui.pages.people.about import AboutTab
from infodesk.gui.pages.people.actions import PeopleActions
from infodesk.gui.pages.people.facts import LABEL_WIDTH, Fact, FactButton, FactList
from infodesk.gui.pages.people.header import PersonHeader
from infodesk.gui.pages.people.job_dialog import JobDialog
from infodesk.gui.pages.people.learned import LearnedTab
from infodesk.gui.pages.people.meetings import MeetingsTab
from infodesk.gui.pages.people.next_step import NextStepCard
from infodesk.gui.pages.people.research import ResearchTab
from infodesk.gui.pages.people.splitting import ask_split
from infodesk.gui.pages.people.timeline import TimelineTab
from infodesk.gui.widgets import Banner, FlowLayout, Hairline, QuietButton
from infodesk.gui.widgets.notes_editor import NotesEditor
from infodesk.gui.widgets.tabs import TabLine
from infodesk.operations import next_steps as step_verbs
from infodesk.operations import people as verbs
from infodesk.operations.meetings import write_person_notes
from infodesk.store import meetings as meeting_rows
from infodesk.store import merging
from infodesk.store import next_steps as step_rows
from infodesk.store import people as rows
from infodesk.words import t
from infodesk.words.dates import day_in_words

_TABLES = frozenset(
    {
        "person", "email", "phone", "link", "position", "person_tag", "tag", "touch", "meeting",
        "meeting_question", "note", "company", "education", "referral", "profile", "profile_entry",
        "company_alias", "person_detail", "research_fact", "setting", "insight", "promise",
        "attachment",
    }
)  # fmt: skip


_LISTS = frozenset({".csv", ".json", ".tsv", ".vcf", ".xlsx", ".zip"})


class PersonDetail(QWidget):
    """Shows one person; `show_person(None)` shows nobody.

    `company_asked(company_id)` asks for a company; `menu_wanted(menu)` lets the page add to the
    menu of everything else.
    """

    company_asked = Signal(object)
    menu_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        actions: PeopleActions,
        today: Callable[[], date],
        *,
        open_meeting: Callable[[MeetingId], object] | None = None,
        new_meeting: Callable[[PersonId], object] | None = None,
        write_text: Writer | None = None,
        open_person: Callable[[PersonId], object] | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._actions, self._today = desk, actions, today
        self.person: Person | None = None
        self._adding: set[str] = set()
        self.setAccessibleName(t("Person"))
        self.header = PersonHeader(desk, actions, today)
        self.header.more_asked.connect(self._open_more)
        self.trashed = Banner(desk.theme, "", "warn", action=t("Restore"))
        self.trashed.acted.connect(lambda: self._of_person(actions.restore))
        self.next_step = NextStepCard(desk, today)
        self.next_step.changed.connect(self._edit_quietly)
        self.next_step.done.connect(self.finish_step)
        self.facts = FactList(desk)
        self.add_fact = QuietButton(desk.theme, t("Add"), icon="plus")
        self.add_fact.clicked.connect(self._open_add)
        self.company = QuietButton(desk.theme, "", icon="building")
        self.company.clicked.connect(self.ask_company)
        self.timeline = TimelineTab(desk, actions, today, open_meeting)
        self.meetings = MeetingsTab(desk, today, open_meeting, new_meeting)
        self.research = ResearchTab(desk, today)
        self.learned = LearnedTab(desk, today, write_text, open_person or self.show_person)
        self.about = AboutTab(desk, self._keep_about, self.ask_new_job)
        self.files = FilesPane(desk)
        self.notes_place = QWidget()
        QVBoxLayout(self.notes_place).setContentsMargins(0, desk.theme.px(12), 0, 0)
        self.notes: NotesEditor | None = None
        self._notes_of: PersonId | None = None
        self._build()

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        self.tab_line = TabLine(theme, t("About this person"))
        self.tabs = self.tab_line.bar
        self.tabs.setStyleSheet(f"QTabBar::tab {{ margin-right: {px(8)}px; }}")
        self.pages: list[QWidget] = []
        for title, page in (
            (t("Timeline"), self.timeline),
            (t("Notes"), self.notes_place),
            (t("Research"), self.research),
            (t("Meetings"), self.meetings),
            (t("Learned"), self.learned),
            (t("Files"), self.files),
            (t("About"), self.about),
        ):
            self.pages.append(page)
            self.tab_line.add(title)
        add = QHBoxLayout()
        add.setSpacing(0)
        add.addSpacing(px(LABEL_WIDTH + 2))
        ways = QWidget()
        flow = FlowLayout(theme, ways, gap=4)
        flow.addWidget(self.add_fact)
        flow.addWidget(self.company)
        add.addWidget(ways, 1)
        self._inner = QWidget()
        self._inner.setMinimumWidth(1)  # as wide as the pane, whatever the longest word wants
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(px(20), px(16), px(20), px(20))
        column.setSpacing(px(14))
        column.addWidget(self.header)
        column.addWidget(self.trashed)
        column.addWidget(self.next_step)
        facts = QVBoxLayout()
        facts.setSpacing(0)
        facts.addWidget(self.facts)
        facts.addLayout(add)
        column.addLayout(facts)
        tabs = QVBoxLayout()
        tabs.setSpacing(0)
        tabs.addWidget(self.tab_line)
        tabs.addWidget(Hairline(theme))
        for page in self.pages:
            tabs.addWidget(page)
        column.addLayout(tabs)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(self._inner)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        self._column = column
        self.area.verticalScrollBar().rangeChanged.connect(self._make_room)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.tabs.currentChanged.connect(self._show_tab)
        self._show_tab(0)

    def _make_room(self, _least: int, most: int) -> None:
        """Let the scroll bar stand in the margin: what is read does not move when it comes."""
        px = self._desk.theme.px
        far = max(px(20) - self.area.verticalScrollBar().sizeHint().width(), px(4))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        sides = (px(20), far if most else px(20))
        left, right = reversed(sides) if mirrored else sides
        self._column.setContentsMargins(left, px(16), right, px(20))

    # Showing

    def show_person(self, person_id: PersonId | None) -> None:
        """Show somebody else, after what is being typed about the one before was committed."""
        if self.person is not None and person_id != self.person.id:
            self.flush()
        fresh = self.person is None or person_id != self.person.id
        try:
            person = None if person_id is None else rows.get(self._desk.store.db, person_id)
        except NoSuchRecord:
            person = None
        self.person = person
        self.setEnabled(person is not None)
        if person is None:
            self._forget_notes()
            return
        if fresh:
            self._adding.clear()
            self.area.verticalScrollBar().setValue(0)
        self._show(person, fresh=fresh)

    def refresh(self, touched: frozenset[str]) -> None:
        """Read the person again if one of the `touched` tables may tell something new."""
        if self.person is not None and touched & _TABLES:
            self.show_person(self.person.id)

    def _show(self, person: Person, *, fresh: bool) -> None:
        self.header.show_person(person, fresh=fresh)
        self.trashed.setVisible(person.deleted_at is not None)
        if person.deleted_at is not None:
            day = day_in_words(date.fromisoformat(person.deleted_at[:10]))
            self.trashed.set_sentence(t("In the trash since {day}.", day=day))
        self.next_step.setVisible(person.deleted_at is None)
        self.next_step.show_person(person, fresh=fresh)
        self.facts.show_facts(self._facts(person), fresh=fresh)
        self.company.setVisible(person.company_id is not None)
        self.company.set_text(t("About {company}", company=_short(person.company)))
        self.about.show_person(person, fresh=fresh)
        self._show_page()

    def _show_tab(self, number: int) -> None:
        for place, page in enumerate(self.pages):
            page.setVisible(place == number)
        self._show_page()

    def _show_page(self) -> None:
        """Bring the tab that is shown up to date; the others wait until they are."""
        if self.person is None:
            return
        page = self.pages[self.tabs.currentIndex()]
        if page is self.timeline:
            self.timeline.show_person(self.person.id)
        elif page is self.meetings:
            self.meetings.show_person(self.person.id)
        elif page is self.research:
            self.research.show_person(self.person.id)
        elif page is self.files:
            self.files.show_person(self.person.id)
        elif page is self.learned:
            self.learned.show_person(self.person.id)
        elif page is self.notes_place:
            self._show_notes(self.person.id)

    # Files

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Keep files dropped onto the person; lists of people are for the import, unless the
        files are shown."""
        if self.person is None or self.person.deleted_at is not None:
            return False
        files_shown = self.pages[self.tabs.currentIndex()] is self.files
        if not files_shown and any(path.suffix.lower() in _LISTS for path in paths):
            return False
        self.show_files()
        self.files.take(paths)
        return True

    def show_files(self) -> None:
        """Turn to the files of the person."""
        self.tabs.setCurrentIndex(self.pages.index(self.files))

    # Splitting

    def can_split(self) -> bool:
        """Say whether somebody was merged into the person."""
        return bool(self.person and merging.merges_of(self._desk.store.db, self.person.id))

    def ask_split(self) -> None:
        """Offer to part again who was merged into the person."""
        if self.person is not None:
            ask_split(self._desk, self.person)

    # Notes

    def _show_notes(self, person_id: PersonId) -> None:
        store = self._desk.store
        if self.notes is None:
            self.notes = NotesEditor(self._desk, name=t("Notes about this person"))
            self.notes.setMinimumHeight(self._desk.theme.px(320))
            self.notes_place.layout().addWidget(self.notes)  # type: ignore[union-attr]
        if self._notes_of == person_id:
            return
        editor = self.notes
        if editor.show_note(
            lambda: meeting_rows.person_notes(store.db, person_id),
            lambda body: write_person_notes(store, person_id, body, editor),
        ):
            self._notes_of = person_id

    def _forget_notes(self) -> None:
        if self.notes is not None and self._notes_of is not None:
            self.notes.forget()
        self._notes_of = None

    # Facts

    def _facts(self, person: Person) -> list[Fact]:
        store = self._desk.store
        facts = [
            Fact(
                key=f"email-{place}",
                label=t("E-mail") if place == 0 else "",
                text=email.address,
                placeholder=t("E-mail"),
                commit=partial(verbs.edit_email, store, email.id),
                buttons=[self._copy(t("Copy the address"), email.address)],
            )
            for place, email in enumerate(person.emails)
        ]
        if not person.emails or "email" in self._adding:
            facts.append(self._new(person, "email", t("E-mail"), t("Add an e-mail address")))
        facts += [
            Fact(
                key=f"phone-{place}",
                label=t("Phone") if place == 0 else "",
                text=phone.number,
                placeholder=t("Phone"),
                commit=partial(verbs.edit_phone, store, phone.id),
                buttons=[self._copy(t("Copy the number"), phone.number)],
            )
            for place, phone in enumerate(person.phones)
        ]
        if "phone" in self._adding:
            facts.append(self._new(person, "phone", t("Phone"), t("Add a phone number")))
        facts.append(self._profile(person))
        facts += [self._link(place, link) for place, link in enumerate(person.links)]
        if "link" in self._adding:
            facts.append(self._new(person, "link", t("Link"), t("Add a web address")))
        if person.location or "location" in self._adding:
            facts.append(
                self._field(person, "location", t("Location"), person.location, t("Add a place"))
            )
        if person.connected_on or "connected_on" in self._adding:
            facts.append(self._connected(person))
        return facts

    def _new(self, person: Person, kind: str, label: str, placeholder: str) -> Fact:
        def commit(text: str) -> None:
            store = self._desk.store
            adders = {"email": verbs.add_email, "phone": verbs.add_phone, "link": verbs.add_link}
            self._adding.discard(kind)
            try:
                adders[kind](store, person.id, text)
            except UserError:
                self._adding.add(kind)
                raise

        return Fact(key=f"new-{kind}", label=label, text="", placeholder=placeholder, commit=commit)

    def _field(self, person: Person, name: str, label: str, text: str, placeholder: str) -> Fact:
        def commit(typed: str) -> None:
            verbs.edit_person(self._desk.store, person.id, {name: typed}, person.rev)

        return Fact(key=name, label=label, text=text, placeholder=placeholder, commit=commit)

    def _connected(self, person: Person) -> Fact:
        def commit(typed: str) -> None:
            day = read_day(typed, self._today(), field="connected_on")
            verbs.edit_person(self._desk.store, person.id, {"connected_on": day}, person.rev)

        shown = day_in_words(person.connected_on) if person.connected_on else ""
        return Fact(
            key="connected_on",
            label=t("Connected"),
            text=shown,
            placeholder=t("Add the day"),
            commit=commit,
        )

    def _profile(self, person: Person) -> Fact:
        def commit(typed: str) -> None:
            url = typed.strip()
            if url.startswith("in/"):
                url = f"https://www.linkedin.com/{url}"
            verbs.edit_person(self._desk.store, person.id, {"profile_url": url}, person.rev)

        opening = FactButton(
            icon="external",
            name=t("Open the profile"),
            run=lambda: open_link(self._desk, person.profile_url),
        )
        return Fact(
            key="profile_url",
            label=t("LinkedIn"),
            text=f"in/{person.slug}" if person.slug else "",
            placeholder=t("Add a profile"),
            commit=commit,
            buttons=[opening] if person.slug else [],
        )

    def _link(self, place: int, link: Link) -> Fact:
        return Fact(
            key=f"link-{place}",
            label=t("Link") if place == 0 else "",
            text=link.url,
            placeholder=t("Link"),
            commit=lambda text: verbs.edit_link(self._desk.store, link.id, text),
            buttons=[
                FactButton(
                    icon="external",
                    name=t("Open the link"),
                    run=lambda: open_link(self._desk, link.url),
                )
            ],
        )

    def _copy(self, name: str, text: str) -> FactButton:
        def copy() -> None:
            self._desk.clipboard.copy(text)
            self._desk.notices.toast(t("Copied {copied}", copied=text), undo=False)

        return FactButton(icon="copy", name=name, run=copy)

    def _open_add(self) -> None:
        kinds = {
            "email": t("E-mail"),
            "phone": t("Phone"),
            "link": t("Link"),
            "location": t("Location"),
            "connected_on": t("Connected on"),
        }
        person = self.person
        if person is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind, words in kinds.items():
            if kind in ("location", "connected_on") and getattr(person, kind):
                continue
            menu.addAction(words).triggered.connect(
                lambda _checked=False, one=kind: self.start_fact(one)
            )
        menu.popup(self.add_fact.mapToGlobal(self.add_fact.rect().bottomLeft()))

    def start_fact(self, kind: str) -> None:
        """Open an editor for one more e-mail, phone, link, the location or the day connected."""
        if self.person is None:
            return
        self._adding.add(kind)
        self.facts.show_facts(self._facts(self.person))
        key = kind if kind in ("location", "connected_on") else f"new-{kind}"
        self.facts.row(key).edit.edit()

    # What can be done

    def finish_step(self) -> None:
        """Say that the next step is done, with what follows from it."""
        if self.person is None:
            return
        step = step_rows.first_open(self._desk.store.db, self.person.id)
        if step is None or not self._actions.attempt(
            lambda: step_verbs.finish(self._desk.store, step.id)
        ):
            return
        more = step_rows.first_open(self._desk.store.db, step.person_id)
        said = t("Next step done.") if more else t("Next step done. What comes after it?")
        self._desk.notices.toast(said)

    def ask_new_job(self) -> None:
        """Ask for a new job."""
        if self.person is not None:
            JobDialog(self._desk, self.person, self.window()).open()

    def log_touch(self) -> None:
        """Put the cursor into the line that logs a touch."""
        self.tabs.setCurrentIndex(0)
        self.timeline.log.start()
        self.area.ensureWidgetVisible(self.timeline.log)

    def flush(self) -> bool:
        """Commit what is being typed anywhere; say whether all of it was taken."""
        self.about.text.commit()
        self.research.flush()
        self.learned.flush()
        taken = [self.header.flush(), self.next_step.flush(), self.facts.flush()]
        if self.notes is not None:
            taken.append(self.notes.flush())
        return all(taken)

    def _edit_quietly(self, fields: object) -> bool:
        """Set fields of the person shown; a refusal goes to the red bar and shows what is kept."""
        person = self.person
        if person is None or not isinstance(fields, dict):
            return False
        done = self._actions.attempt(
            lambda: verbs.edit_person(self._desk.store, person.id, fields, person.rev)
        )
        if not done:
            self.show_person(person.id)
        return done

    def _keep_about(self, text: str) -> None:
        self._edit_quietly({"about": text})

    def ask_company(self) -> None:
        """Ask for the company where the person works."""
        if self.person is not None and self.person.company_id is not None:
            self.company_asked.emit(CompanyId(self.person.company_id))

    def _of_person(self, verb: Callable[[list[PersonId]], object]) -> None:
        if self.person is not None:
            verb([self.person.id])

    def _open_more(self, under: QWidget) -> None:
        person = self.person
        if person is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(t("New job…")).triggered.connect(self.ask_new_job)
        self.menu_wanted.emit(menu)
        menu.addSeparator()
        menu.addMenu(self.header.photo_menu(menu))
        menu.addMenu(self._actions.strength_menu([person.id], menu, person.strength))
        shun = menu.addAction(t("Do not contact"))
        shun.setCheckable(True)
        shun.setChecked(person.do_not_contact)
        shun.triggered.connect(lambda on: self._edit_quietly({"do_not_contact": on}))
        hide = menu.addAction(t("Keep private"))
        hide.setCheckable(True)
        hide.setChecked(person.keep_private)
        hide.triggered.connect(lambda on: self._edit_quietly({"keep_private": on}))
        menu.addSeparator()
        if "people-erase" in {command.id for command in self._desk.commands.all()}:
            menu.addAction(self._desk.commands.action("people-erase"))
        if person.deleted_at is None:
            gone = menu.addAction(t("Move to the trash"))
            gone.triggered.connect(lambda: self._of_person(self._actions.trash))
        else:
            back = menu.addAction(t("Restore"))
            back.triggered.connect(lambda: self._of_person(self._actions.restore))
            gone = menu.addAction(t("Delete for good…"))
            gone.triggered.connect(lambda: self._of_person(self._actions.delete))
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))


def _short(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:27]}…"
