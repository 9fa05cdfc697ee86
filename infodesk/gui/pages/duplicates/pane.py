"""Two people side by side: what differs can be chosen, the rest is kept from both."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.duplicates import Choices, MergeField, Pair, Side, proposed, to_choose
from infodesk.core.people import Person
from infodesk.gui.desk import Desk
from infodesk.gui.pages.duplicates.choosing import ChoiceRow
from infodesk.gui.pages.duplicates.pairs import confidence_color
from infodesk.gui.pages.turns import scrolled_pane
from infodesk.gui.widgets import (
    Avatar,
    ElidedLabel,
    Hairline,
    Pill,
    PlainLabel,
    QuietButton,
    SectionHeading,
)
from infodesk.gui.widgets.labels import breakable
from infodesk.store import people as person_rows
from infodesk.store import touches
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words
from infodesk.words.duplicates import FIELDS, confidence_words, reasons_sentence
from infodesk.words.records import say


class PairPane(QWidget):
    """Shows a pair; `choices` is what is chosen. `person_asked(id)` asks for one of the two."""

    person_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.pair: Pair | None = None
        self.people: tuple[Person, Person] | None = None
        self.rows: list[ChoiceRow] = []
        self._inner = QWidget()
        self._inner.setMinimumWidth(1)
        self._column = QVBoxLayout(self._inner)
        px = desk.theme.px
        self._column.setContentsMargins(px(24), px(16), px(24), px(20))
        self._column.setSpacing(px(14))
        self._body: QWidget | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled_pane(self._inner))

    def show_pair(self, pair: Pair | None) -> None:
        """Show two people, or nothing; choices made for the same two stay."""
        if pair is None:
            self.pair = self.people = None
            self._replace(QWidget())
            self.rows = []
            return
        db = self._desk.store.db
        people = (person_rows.get(db, pair.one), person_rows.get(db, pair.other))  # type: ignore[arg-type]
        if pair == self.pair and people == self.people:
            return
        self.pair, self.people = pair, people
        self._rebuild(pair, people)

    def choices(self) -> Choices:
        """Return what is chosen for the fields in which both differ."""
        return {row.field: row.side for row in self.rows}

    def choose_all(self, side: Side) -> None:
        """Let everything of one side stay."""
        for row in self.rows:
            row.choose(side)

    def focus_first(self) -> None:
        """Put the focus on the first choice."""
        if self.rows:
            row = self.rows[0]
            row.cells[row.side is Side.OTHER].setFocus(Qt.FocusReason.TabFocusReason)

    def _replace(self, body: QWidget) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._column.addWidget(body, 1)

    def _rebuild(self, pair: Pair, people: tuple[Person, Person]) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        if pair.reasons:
            words = confidence_words(pair.confidence)
            pill = Pill(theme, words, confidence_color(pair.confidence))
            head.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(PlainLabel(theme, reasons_sentence(pair.reasons), wrap=True), 1)
        column.addLayout(head)
        column.addLayout(self._heads(people))
        column.addWidget(Hairline(theme))
        one, other = people
        sides = proposed(one, other)
        self.rows = [
            ChoiceRow(
                theme,
                field,
                FIELDS[field](),
                (_say(one, field), _say(other, field)),
                sides[field],
            )
            for field in to_choose(one, other)
        ]
        if self.rows:
            column.addWidget(SectionHeading(theme, t("Whose stays?")))
            for row in self.rows:
                column.addWidget(row)
        column.addWidget(SectionHeading(theme, t("Kept from both")))
        for title, mine, theirs in self._kept(people):
            column.addWidget(_KeptRow(self._desk, title, mine, theirs))
        column.addStretch(1)
        self._replace(body)

    def _heads(self, people: tuple[Person, Person]) -> QHBoxLayout:
        theme, px = self._desk.theme, self._desk.theme.px
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for person in people:
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(ElidedLabel(theme, person.name, "strong"))
            words.addWidget(ElidedLabel(theme, _source(person), "small", "muted"))
            opening = QuietButton(theme, t("Open"), icon="person")
            opening.setAccessibleName(t("Open {name}", name=person.name))
            opening.clicked.connect(lambda _checked=False, one=person.id: self._ask(one))
            words.addWidget(opening, 0, Qt.AlignmentFlag.AlignLeading)
            half = QHBoxLayout()
            half.setSpacing(px(10))
            half.addWidget(Avatar(theme, person.name, int(person.id)), 0, Qt.AlignmentFlag.AlignTop)
            half.addLayout(words, 1)
            row.addLayout(half, 1)
        return row

    def _ask(self, person_id: object) -> None:
        self.person_asked.emit(person_id)

    def _kept(self, people: tuple[Person, Person]) -> Iterable[tuple[str, str, str]]:
        db = self._desk.store.db
        rows = {
            t("E-mail"): [_lines(each.address for each in one.emails) for one in people],
            t("Phone"): [_lines(each.number for each in one.phones) for one in people],
            t("Links"): [_lines(each.url for each in one.links) for one in people],
            t("Tags"): [", ".join(each.name for each in one.tags) for one in people],
            t("Only one says"): [_alone(one, other) for one, other in (people, people[::-1])],
            t("Timeline"): [
                tn("{count} entry", "{count} entries", number) if number else ""
                for number in (len(touches.timeline(db, one.id)) for one in people)
            ],
        }
        return [(title, mine, theirs) for title, (mine, theirs) in rows.items() if mine or theirs]


class _KeptRow(QWidget):
    """What both have of something, one beside the other."""

    def __init__(self, desk: Desk, title: str, mine: str, theirs: str) -> None:
        super().__init__()
        theme, px = desk.theme, desk.theme.px
        pair = QHBoxLayout()
        pair.setSpacing(px(8))
        for words in (mine, theirs):
            label = PlainLabel(theme, words or "—", "body", "text" if words else "faint", wrap=True)
            label.setMinimumWidth(1)
            pair.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(PlainLabel(theme, title, "small", "muted"))
        column.addLayout(pair)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(breakable(each) for each in texts)


def _alone(one: Person, other: Person) -> str:
    """Return what one says of the fields that can be chosen and the other says nothing of."""
    said = (
        _say(one, field)
        for field, side in proposed(one, other).items()
        if side is Side.ONE and field not in (MergeField.STAGE, MergeField.PHOTO)
        if _say(one, field) and not _say(other, field)
    )
    return _lines(said)


def _say(person: Person, field: MergeField) -> str:
    """Return a field's value in words, "" for nothing."""
    match field:
        case MergeField.NAME:
            return person.name
        case MergeField.JOB:
            if person.title and person.company:
                return say("role-at", title=person.title, company=person.company)
            return person.title or person.company
        case MergeField.PROFILE:
            return f"in/{person.slug}" if person.slug else ""
        case MergeField.LOCATION:
            return person.location
        case MergeField.ABOUT:
            return person.about
        case MergeField.STAGE:
            return say(f"stage-{person.stage.value}")
        case MergeField.CONNECTED:
            return day_in_words(person.connected_on) if person.connected_on else ""
        case MergeField.PHOTO:
            return t("a picture") if person.photo_id else ""


def _source(person: Person) -> str:
    """Return where a record came from."""
    if person.source in ("hand", ""):
        return t("Added by hand")
    if "linkedin" in person.source or "connections" in person.source:
        return t("From LinkedIn")
    return t("From a file of contacts")
