"""What I found out before a meeting: facts, each with where it is from and when I read it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from infodesk.core.ids import FactId


class Topic(StrEnum):
    """What a fact is about, in the order one looks things up."""

    PERSON = "person"
    COMPANY = "company"
    INDUSTRY = "industry"
    ROLE = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something I found out; `source` says where, "" if I did not write it down."""

    id: FactId
    rev: int
    topic: Topic
    text: str
    source: str = ""
    found_on: date
