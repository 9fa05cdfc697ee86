"""Random work on a vault through the app's own operations, and what it leaves as a fingerprint."""

import hashlib
import json
from datetime import datetime, timedelta
from random import Random

from infodesk.core.imports import FileReport, ImportFile, ImportRow
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import EVERYONE, PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.core.touches import Direction, TouchDraft, TouchKind
from infodesk.operations import importing, meetings, people
from infodesk.operations.import_planning import plan_import
from infodesk.operations.searching import refresh_index
from infodesk.store import copying, imports
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

KEY, VAULT_ID = bytes(range(32)), bytes(range(100, 116))
MOST_PEOPLE = 60
_WORDS = [
    "registry",
    "ward",
    "data",
    "nurse",
    "team",
    "question",
    "advice",
    "example",
    "insight",
    "promise",
]
_STAGES = (Stage.SHORTLISTED, Stage.ASKED, Stage.REPLIED, Stage.WARM, Stage.CLOSED)


def create(path) -> Store:
    """Make an empty vault."""
    return Store.create(path, bytearray(KEY), VAULT_ID)


def reopen(path) -> Store:
    """Open a vault as the app does."""
    return Store.open(path, bytearray(KEY), VAULT_ID)


def fingerprint(db: Connection) -> str:
    """Return one hash of every row a person's work fills."""
    text = json.dumps(copying.everything(db), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def sequence(db: Connection) -> int:
    """Return how many transactions the vault has committed."""
    return int(db.execute("SELECT commit_seq FROM vault").fetchone()[0])


class Worker:
    """Does one thing after the other with a vault, chosen by `random`."""

    def __init__(self, store: Store, random: Random) -> None:
        self.store = store
        self.random = random

    def do(self) -> str:
        """Do one thing a person would name, which is one transaction; return its name."""
        ids = person_rows.find_ids(self.store.db, EVERYONE)
        if len(ids) < 5:
            return self.add_person(ids)
        verbs = [self.add_person, self.touch, self.edit, self.write_notes, self.write_meeting]
        verbs += [self.meet, self.stage, self.tag, self.undo, self.redo, self.index]
        rare = [self.import_some, self.delete, self.trash]
        return self.random.choice(verbs * 3 + rare)(ids)

    def add_person(self, ids) -> str:
        """Add somebody, unless there are many."""
        if len(ids) >= MOST_PEOPLE:
            return self.delete(ids)
        draft = PersonDraft(
            first_name=self._words(1), last_name=self._words(1), company=self._words(2)
        )
        people.add_person(self.store, draft)
        return "add"

    def touch(self, ids) -> str:
        """Log a touch."""
        draft = TouchDraft(
            person_id=self.random.choice(ids),
            kind=self.random.choice(list(TouchKind)),
            direction=self.random.choice(list(Direction)),
            text=self._words(20),
        )
        people.log_touch(self.store, draft)
        return "touch"

    def edit(self, ids) -> str:
        """Type into a person's fields."""
        fields = {"title": self._words(2), "company": self._words(2), "about": self._words(40)}
        people.edit_person(self.store, self.random.choice(ids), fields)
        return "edit"

    def write_notes(self, ids) -> str:
        """Write private notes about a person; long ones spread over many pages."""
        body = self._words(self.random.choice((3, 30, 3000)))
        meetings.write_person_notes(self.store, self.random.choice(ids), body)
        return "notes"

    def meet(self, ids) -> str:
        """Plan a meeting with two questions."""
        start = datetime(2026, 11, 25, 9) + timedelta(hours=self.random.randrange(500))  # noqa: DTZ001
        draft = MeetingDraft(
            person_id=self.random.choice(ids),
            local_start=start,
            zone="Europe/Lisbon",
            questions=(self._words(6) + "?", self._words(6) + "?"),
        )
        meetings.add_meeting(self.store, draft)
        return "meet"

    def write_meeting(self, ids) -> str:
        """Type notes of a meeting, or plan one if there is none."""
        found = meeting_rows.find_ids(self.store.db)
        if not found:
            return self.meet(ids)
        meeting = meeting_rows.get(self.store.db, self.random.choice(found))
        meetings.write_meeting_notes(self.store, meeting, self._words(200))
        return "meeting notes"

    def stage(self, ids) -> str:
        """Move some people."""
        finish(people.move_to_stage(self.store, self._some(ids), self.random.choice(_STAGES)))
        return "stage"

    def tag(self, ids) -> str:
        """Tag some people."""
        finish(people.tag_people(self.store, self._some(ids), self._words(1)))
        return "tag"

    def trash(self, ids) -> str:
        """Put somebody in the trash."""
        finish(people.trash_people(self.store, [self.random.choice(ids)]))
        return "trash"

    def delete(self, ids) -> str:
        """Remove people for good."""
        finish(people.delete_for_good(self.store, self._some(ids)))
        return "delete"

    def import_some(self, _ids) -> str:
        """Import a small file."""
        rows = [
            ImportRow(line=line, first_name=self._words(1), slug=f"p-{number}")
            for line, number in enumerate(self.random.sample(range(90), 8), start=1)
        ]
        file = ImportFile(
            name="Connections.csv", rows=rows, report=FileReport(kind="linkedin-connections")
        )
        known = finish(imports.known_vault(self.store.db, details=False))
        plan = finish(plan_import(known, [file]))
        finish(importing.apply_import(self.store, plan))
        return "import"

    def undo(self, _ids) -> str:
        """Take the newest step back."""
        finish(self.store.undo())
        return "undo"

    def redo(self, _ids) -> str:
        """Do it again."""
        finish(self.store.redo())
        return "redo"

    def index(self, _ids) -> str:
        """Index what was typed."""
        refresh_index(self.store)
        return "index"

    def _some(self, ids):
        return self.random.sample(ids, min(len(ids), self.random.randint(1, 4)))

    def _words(self, count: int) -> str:
        return " ".join(self.random.choices(_WORDS, k=count))
