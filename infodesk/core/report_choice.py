"""What goes into a report: sections chosen one by one, and what is hidden from others."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    """A part of a report that can be left out, in the order of the page."""

    CONTACT = "contact"
    ABOUT = "about"
    PERSON_NOTES = "person-notes"
    POSITIONS = "positions"
    EDUCATION = "education"
    RESEARCH = "research"
    MEETINGS = "meetings"
    GOAL = "goal"
    QUESTIONS = "questions"
    NOTES = "notes"
    INSIGHTS = "insights"
    PROMISES = "promises"
    REFERRALS = "referrals"
    DEBRIEF = "debrief"
    TIMELINE = "timeline"


OF_MEETINGS = (
    Section.GOAL,
    Section.QUESTIONS,
    Section.NOTES,
    Section.INSIGHTS,
    Section.PROMISES,
    Section.REFERRALS,
    Section.DEBRIEF,
)
"""What the notes of a meeting can hold."""

OF_PEOPLE = tuple(Section)
"""What a dossier can hold: the person, and their meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoice:
    """Which sections are left out, and whether others may learn who it is about.

    `redact` puts initials for names and leaves out whatever leads to somebody; `hide_companies`
    hides where they work besides.
    """

    left_out: frozenset[Section] = frozenset()
    redact: bool = False
    hide_companies: bool = False

    def has(self, section: Section) -> bool:
        """Say whether `section` goes in."""
        return section not in self.left_out and not (self.redact and section is Section.CONTACT)


EVERYTHING = ReportChoice()
"""All sections, nothing hidden."""


def known_sections(codes: Iterable[str]) -> frozenset[Section]:
    """Return the sections that `codes` name; unknown ones are passed over."""
    all_codes = {section.value for section in Section}
    return frozenset(Section(code) for code in codes if code in all_codes)
