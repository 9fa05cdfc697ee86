"""The places of the window: what the rail leads to, how they lead to each other, what is found."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from infodesk.core.ids import CompanyId, MeetingId, OutreachId, PersonId
from infodesk.core.outreach import Purpose
from infodesk.core.people import EVERYONE, PersonFilter
from infodesk.gui.backing_up import BackupKeeper
from infodesk.gui.desk import Desk
from infodesk.gui.exporting import (
    add_export_commands,
    export_brief,
    export_table,
)
from infodesk.gui.page import Page, PlaceSpec
from infodesk.gui.pages.duplicates.search import DuplicateSearch
from infodesk.gui.pages.exporting.commands import (
    add_export_window_commands,
    export_meetings,
    export_people,
)
from infodesk.gui.pages.first_run.sample import add_sample_commands, load_the_sample
from infodesk.gui.pages.importing.commands import add_import_commands, main_window
from infodesk.gui.pages.meetings.commands import add_new_meeting_command
from infodesk.gui.pages.people.new_person import add_new_person_command
from infodesk.gui.pages.shortlist.commands import add_shortlist_commands
from infodesk.gui.pages.vault_commands import add_vault_commands
from infodesk.gui.shell.palette import Entry
from infodesk.operations.searching import refresh_index
from infodesk.operations.today import TodayReader
from infodesk.store import companies, meetings, outreach, people, search
from infodesk.words import t, tn
from infodesk.words.dates import day_nearby
from infodesk.words.records import say

if TYPE_CHECKING:  # pages are imported when they are shown first: unlocking need not wait
    from infodesk.gui.pages.meetings.page import MeetingsPage
    from infodesk.gui.pages.outreach.page import OutreachPage
    from infodesk.gui.pages.people.page import PeoplePage

FOUND_PEOPLE, FOUND_COMPANIES, FOUND_TEXTS = 6, 3, 6


class Places:
    """Makes the pages of an open desk; `go` shows a place of the window and returns its page."""

    def __init__(self, desk: Desk, go: Callable[[str], Page]) -> None:
        self.desk = desk
        self._go = go
        self.today_reader = TodayReader(desk.store)
        self.duplicates = DuplicateSearch(desk)
        self.backups = BackupKeeper(desk, desk.jobs)
        desk.protect = self.backups.before

    def specs(self) -> list[PlaceSpec]:
        """Return every place there is; the first one is shown after unlocking."""
        db = self.desk.store.db
        return [
            PlaceSpec(
                id="today",
                title=t("Today"),
                icon="clock",
                make_page=self._make_today,
                count=self._left_today,
            ),
            PlaceSpec(
                id="people",
                title=t("People"),
                icon="people",
                make_page=self._make_people,
                count=lambda: people.count(db, EVERYONE),
            ),
            PlaceSpec(
                id="board",
                title=t("Board"),
                icon="board",
                make_page=self._make_board,
                count=lambda: people.count(db, PersonFilter(in_pipeline=True)),
            ),
            PlaceSpec(
                id="outreach",
                title=t("Outreach"),
                icon="send",
                make_page=self._make_outreach,
                count=lambda: outreach.count_open(db),
            ),
            PlaceSpec(
                id="meetings",
                title=t("Meetings"),
                icon="calendar",
                make_page=self._make_meetings,
                count=self._coming_meetings,
            ),
            PlaceSpec(
                id="companies",
                title=t("Companies"),
                icon="building",
                make_page=self._make_companies,
                within="people",
            ),
            PlaceSpec(
                id="duplicates",
                title=t("Duplicates"),
                icon="people",
                make_page=self._make_duplicates,
                within="people",
            ),
            PlaceSpec(
                id="job-news",
                title=t("Changed jobs"),
                icon="refresh",
                make_page=self._make_job_news,
                within="people",
            ),
            PlaceSpec(
                id="profile",
                title=t("My profile"),
                icon="person",
                make_page=self._make_profile,
                within="settings",
            ),
            PlaceSpec(
                id="settings",
                title=t("Settings"),
                icon="settings",
                make_page=self._make_settings,
                foot=True,
                shortcut="Ctrl+,",
            ),
            PlaceSpec(
                id="backups",
                title=t("Backups"),
                icon="shield",
                make_page=self._make_backups,
                within="settings",
            ),
            PlaceSpec(
                id="leaving",
                title=t("What leaves this computer"),
                icon="shield",
                make_page=self._make_leaving,
                within="settings",
            ),
            PlaceSpec(
                id="help",
                title=t("Help"),
                icon="help",
                make_page=self._make_help,
                foot=True,
                shortcut="F1",
            ),
        ]

    def add_commands(self) -> None:
        """Declare what leads to places or is done from anywhere."""
        add_new_person_command(self.desk, self.people)
        add_new_meeting_command(self.desk, self.meetings)
        add_import_commands(self.desk)
        add_export_window_commands(self.desk)
        add_export_commands(self.desk)
        add_vault_commands(self.desk, lambda: self._go("backups"))
        add_sample_commands(self.desk)
        add_shortlist_commands(
            self.desk, self.show_person, self.show_company, lambda: self.outreach().begin()
        )

    # From one place to another

    def people(self) -> "PeoplePage":
        """Show the People place."""
        from infodesk.gui.pages.people.page import PeoplePage

        page = self._go("people")
        assert isinstance(page, PeoplePage)
        return page

    def meetings(self) -> "MeetingsPage":
        """Show the Meetings place."""
        from infodesk.gui.pages.meetings.page import MeetingsPage

        page = self._go("meetings")
        assert isinstance(page, MeetingsPage)
        return page

    def show_person(self, person_id: PersonId) -> None:
        """Show one person on People."""
        self.people().show_record(person_id)

    def show_company(self, company_id: CompanyId) -> None:
        """Show one company on People."""
        self.people().show_company(company_id)

    def show_meeting(self, meeting_id: MeetingId) -> None:
        """Show one meeting on Meetings."""
        self.meetings().open_meeting(meeting_id)

    def outreach(self) -> "OutreachPage":
        """Show the Outreach place."""
        from infodesk.gui.pages.outreach.page import OutreachPage

        page = self._go("outreach")
        assert isinstance(page, OutreachPage)
        return page

    def write_to(
        self, person_id: PersonId, purpose: str = "", facts: Mapping[str, str] | None = None
    ) -> bool:
        """Open the composer for a person.

        `purpose` is the value of a core.drafts.TextKind ("thanks", "follow-up", …), "" for what is
        likeliest; `facts` fill fields of its template besides what the vault knows. A draft of
        that kind is gone on with. False, with a sentence said, if the person may not be written to.
        """
        return self.outreach().write_to(person_id, purpose, facts, back=self._back)

    def _back(self) -> None:
        """Go back to the place shown before."""
        self.desk.commands.run("back")

    def choose_people(self) -> None:
        """Show who could come onto the shortlist."""
        self.desk.commands.run("shortlist")

    def open_draft(self, outreach_id: OutreachId) -> None:
        """Go on with a text to somebody."""
        self.outreach().open_draft(outreach_id)

    def _write_for(self, person_id: PersonId, purpose: Purpose) -> bool:
        # Which of the requests fits is for the composer to say.
        return self.write_to(person_id, "" if purpose is Purpose.REQUEST else purpose.value)

    def plan_meeting(self, person_id: PersonId) -> None:
        """Show the form for a meeting with a person."""
        self.meetings().new_meeting(person_id)

    def show_pair(self, one: PersonId, other: PersonId) -> None:
        """Show two people side by side, to be merged."""
        from infodesk.gui.pages.duplicates.page import DuplicatesPage

        page = self._go("duplicates")
        assert isinstance(page, DuplicatesPage)
        page.show_pair(one, other)

    def _erase(self, person_id: PersonId) -> None:
        from infodesk.gui.pages.people.erasing import EraseDialog

        EraseDialog(self.desk, self.backups, person_id, main_window()).open()

    # What the palette finds

    def find(self, query: str) -> Sequence[Entry]:
        """Return the people, companies and texts whose words fit `query`."""
        if not query.strip():
            return ()
        return [*self._find_people(query), *self._find_companies(query), *self._find_texts(query)]

    def _find_people(self, query: str) -> list[Entry]:
        db = self.desk.store.db
        ids = search.people(db, query, FOUND_PEOPLE)
        rows = people.load_rows(db, ids)
        return [
            Entry(
                title=rows[each].name,
                icon="person",
                detail=" · ".join(part for part in (rows[each].title, rows[each].company) if part),
                run=partial(self.show_person, each),
            )
            for each in ids
        ]

    def _find_companies(self, query: str) -> list[Entry]:
        found = companies.find(self.desk.store.db, query, FOUND_COMPANIES)
        return [
            Entry(
                title=company.name,
                icon="building",
                detail=tn("{count} person", "{count} people", company.people),
                run=partial(self.show_company, company.id),
            )
            for company in found
        ]

    def _find_texts(self, query: str) -> list[Entry]:
        refresh_index(self.desk.store)
        entries = []
        for hit in search.texts(self.desk.store.db, query, FOUND_TEXTS):
            words = hit.snippet.replace("\x02", "").replace("\x03", "").replace("\n", " ")
            run: Callable[[], object] = partial(self.show_person, hit.person_id)
            if hit.meeting_id is not None:
                run = partial(self.show_meeting, hit.meeting_id)
            elif hit.kind == "outreach":
                run = partial(self.open_draft, OutreachId(hit.record))
            entries.append(Entry(title=words, icon="note", detail=self._where(hit), run=run))
        return entries

    def _where(self, hit: search.TextHit) -> str:
        if hit.meeting_id is None:
            return hit.person_name
        meeting = meetings.get(self.desk.store.db, hit.meeting_id)
        day = day_nearby(meeting.local_start.date(), self.desk.clock().date())
        return say("report-meeting-heading", name=hit.person_name, day=day)

    # Making pages

    def _make_today(self, desk: Desk) -> Page:
        from infodesk.gui.pages.today.page import TodayPage

        return TodayPage(desk, self, reader=self.today_reader, write_to=self._write_for)

    def _make_people(self, desk: Desk) -> Page:
        from infodesk.gui.pages.duplicates.banner import DuplicatesBanner
        from infodesk.gui.pages.job_news.banner import JobNewsBanner
        from infodesk.gui.pages.people.page import PeoplePage

        return PeoplePage(
            desk,
            open_meeting=self.show_meeting,
            new_meeting=self.plan_meeting,
            write_to=self.write_to,
            write_text=self.write_to,
            export_people=partial(export_people, desk),
            export_table=partial(export_table, desk),
            import_people=partial(desk.commands.run, "import"),
            load_sample=partial(load_the_sample, desk),
            merge_two=self.show_pair,
            erase=self._erase,
            banners=[
                JobNewsBanner(desk, partial(self._go, "job-news")),
                DuplicatesBanner(desk, self.duplicates, partial(self._go, "duplicates")),
            ],
        )

    def _make_board(self, desk: Desk) -> Page:
        from infodesk.gui.pages.board.page import BoardPage

        return BoardPage(
            desk,
            open_person=self.show_person,
            write_to=self.write_to,
            export_people=partial(export_people, desk),
            export_table=partial(export_table, desk),
        )

    def _make_outreach(self, desk: Desk) -> Page:
        from infodesk.gui.pages.outreach.page import OutreachPage

        return OutreachPage(desk, open_person=self.show_person, choose_people=self.choose_people)

    def _make_meetings(self, desk: Desk) -> Page:
        from infodesk.gui.pages.meetings.page import MeetingsPage

        return MeetingsPage(
            desk,
            export_meetings=partial(export_meetings, desk),
            export_brief=partial(export_brief, desk),
            open_person=self.show_person,
            write_to=self.write_to,
        )

    def _make_companies(self, desk: Desk) -> Page:
        from infodesk.gui.pages.companies.page import CompaniesPage

        return CompaniesPage(
            desk,
            open_person=self.show_person,
            list_people=lambda company: self.people().list_company(company),
        )

    def _make_duplicates(self, desk: Desk) -> Page:
        from infodesk.gui.pages.duplicates.page import DuplicatesPage

        return DuplicatesPage(desk, self.duplicates, open_person=self.show_person)

    def _make_job_news(self, desk: Desk) -> Page:
        from infodesk.gui.pages.job_news.page import JobNewsPage

        return JobNewsPage(
            desk,
            open_person=self.show_person,
            congratulate=lambda person_id: self.write_to(person_id, "congratulations"),
        )

    def _make_profile(self, desk: Desk) -> Page:
        from infodesk.gui.pages.profile.page import ProfilePage

        return ProfilePage(desk, import_profile=partial(desk.commands.run, "import"))

    def _make_settings(self, desk: Desk) -> Page:
        from infodesk.gui.pages.keyring_card import KeyringCard
        from infodesk.gui.pages.method.business_days import BusinessDaysCard
        from infodesk.gui.pages.method.rules import RulesCard
        from infodesk.gui.pages.method.texts import TextsCard
        from infodesk.gui.shell.settings_page import SettingsPage

        cards = [KeyringCard(desk), TextsCard(desk), RulesCard(desk), BusinessDaysCard(desk)]
        return SettingsPage(desk, cards)

    def _make_backups(self, desk: Desk) -> Page:
        from infodesk.gui.pages.backups.page import BackupsPage

        return BackupsPage(desk, self.backups)

    def _make_leaving(self, desk: Desk) -> Page:
        from infodesk.gui.pages.leaving import LeavingPage

        return LeavingPage(desk, self.backups)

    def _make_help(self, desk: Desk) -> Page:
        from infodesk.gui.shell.help_page import HelpPage

        return HelpPage(desk, [(place.id, place.title) for place in self.specs()])

    def _left_today(self) -> int:
        return self.today_reader.read(self.desk.clock()).left

    def _coming_meetings(self) -> int:
        store = self.desk.store
        return len(meetings.find_ids(store.db, from_=store.now()))
