"""The tables of what the owner follows, visits, saved, applied for, and of recommendations."""

from collections.abc import Sequence

from infodesk.core.archives import (
    ArchiveContents,
    FollowedCompany,
    ImportEvent,
    ImportJob,
    ImportRecommendation,
    JobKind,
)
from infodesk.core.links import safe_url
from infodesk.core.text import clean_line, clean_name
from infodesk.core.touches import Direction
from infodesk.formats.dates import parse_moment
from infodesk.formats.linkedin.headers import base_name
from infodesk.formats.linkedin.markup import plain_message
from infodesk.formats.linkedin.reader import TableReader


class CompaniesReader(TableReader):
    """Takes Company Follows.csv."""

    wanted = ("Organization", "Followed On")

    def __init__(self) -> None:
        self._companies: list[FollowedCompany] = []

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a company."""
        name, at = clean_name(cells[0]), parse_moment(clean_line(cells[1]))
        if not name:
            return "nameless"
        self._companies.append(FollowedCompany(line, name, at))
        return "bad-date" if at is None and clean_line(cells[1]) else ""

    def contents(self) -> ArchiveContents:
        """Return the companies."""
        return ArchiveContents(companies=self._companies)


class EventsReader(TableReader):
    """Takes Events.csv, whose times are "from - to" in one cell."""

    wanted = ("Event Name", "Event Time", "Status", "External Url")

    def __init__(self) -> None:
        self._events: list[ImportEvent] = []

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take an event."""
        name, times, status, url = map(clean_line, cells)
        starts, _, ends = times.partition(" - ")
        begin, end = parse_moment(starts), parse_moment(ends)
        if not clean_name(name):
            return "nameless"
        event = ImportEvent(line, clean_name(name), begin, end, status, safe_url(url))
        self._events.append(event)
        return "bad-date" if (starts and not begin) or (ends and not end) else ""

    def contents(self) -> ArchiveContents:
        """Return the events."""
        return ArchiveContents(events=self._events)


class _JobsReader(TableReader):
    """Takes rows of day, company, title and address."""

    kind: JobKind

    def __init__(self) -> None:
        self._jobs: list[ImportJob] = []

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a job."""
        day, company, title, url = map(clean_line, cells)
        job = ImportJob(
            line,
            self.kind,
            parse_moment(day),
            clean_name(company),
            clean_name(title),
            safe_url(url),
        )
        if not (job.company or job.title or job.url):
            return "nameless"
        self._jobs.append(job)
        return "bad-date" if day and job.at is None else ""

    def contents(self) -> ArchiveContents:
        """Return the jobs."""
        return ArchiveContents(jobs=self._jobs)


class SavedJobsReader(_JobsReader):
    """Takes Saved Jobs.csv."""

    wanted = ("Saved Date", "Company Name", "Job Title", "Job Url")
    kind = JobKind.SAVED


class ApplicationsReader(_JobsReader):
    """Takes Job Applications.csv; its answers to screening questions are never looked at."""

    wanted = ("Application Date", "Company Name", "Job Title", "Job Url")
    kind = JobKind.APPLIED


class RecommendationsReader(TableReader):
    """Takes Recommendations_Given.csv or _Received.csv; which one only the file's name says."""

    wanted = (
        "First Name",
        "Last Name",
        "Company",
        "Job Title",
        "Text",
        "Creation Date",
        "Status",
    )

    def __init__(self, file_name: str = "") -> None:
        self._found: list[ImportRecommendation] = []
        base = base_name(file_name)
        self._direction = Direction.NONE
        if "given" in base:
            self._direction = Direction.OUT
        elif "received" in base:
            self._direction = Direction.IN

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a recommendation."""
        first, last, company, title, text, day, status = cells
        name = " ".join(filter(None, (clean_name(first), clean_name(last))))
        at = parse_moment(clean_line(day))
        if not name:
            return "nameless"
        self._found.append(
            ImportRecommendation(
                line,
                self._direction,
                name,
                clean_name(company),
                clean_name(title),
                plain_message(text),
                at,
                clean_line(status),
            )
        )
        return "bad-date" if at is None and clean_line(day) else ""

    def contents(self) -> ArchiveContents:
        """Return the recommendations."""
        return ArchiveContents(recommendations=self._found)
