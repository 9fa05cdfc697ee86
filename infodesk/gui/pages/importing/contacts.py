"""Messages and invitations of a plan: with whom, how many, and how much of them is taken."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from infodesk.core.archives import ImportTouch, MessageTally
from infodesk.core.import_plans import MessageChoice, PlannedContact
from infodesk.core.touches import Direction, TouchKind
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column
from infodesk.gui.pages.importing.parts import BoxedPart, placed
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.widgets import FlowLayout, NumberCell, PersonCell, PlainLabel, TextCell
from infodesk.gui.widgets.rows import Cell
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words
from infodesk.words.importing import not_credited, stranger_words


class ContactsPart(QWidget):
    """With whom there were messages and invitations, and the choice how much of them is kept."""

    changed = Signal()

    def __init__(self, desk: Desk, contacts: Sequence[PlannedContact], tally: MessageTally) -> None:
        super().__init__()
        theme = desk.theme
        self.choice = MessageChoice.DATES
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(4))
        self.choices: dict[MessageChoice, QRadioButton] = {}
        if any(touch.kind is TouchKind.MESSAGE for each in contacts for touch in _all(each)):
            column.addWidget(self._ask(desk))
        known = sum(not one.by_hand for each in contacts for one in each.known)
        if known:
            here = tn(
                "{count:,} is in your vault already, without what it says.",
                "{count:,} are in your vault already, without what they say.",
                known,
            )
            column.addWidget(PlainLabel(theme, here, "small", "muted", wrap=True))
        if said := not_credited(tally):
            column.addWidget(PlainLabel(theme, said, "small", "muted", wrap=True))
        self.part = BoxedPart(desk, contact_table(desk, contacts, t("Messages and invitations")))
        self.part.changed.connect(self.changed)
        column.addWidget(self.part, 1)

    def _ask(self, desk: Desk) -> QWidget:
        words: Mapping[MessageChoice, str] = {
            MessageChoice.DATES: t("Only when they were"),
            MessageChoice.TEXT: t("What they say, too"),
            MessageChoice.SKIP: t("Nothing"),
        }
        line, group = QWidget(), QButtonGroup(self)
        flow = FlowLayout(desk.theme, line)
        flow.addWidget(PlainLabel(desk.theme, t("Keep of messages:"), "strong"))
        for choice, said in words.items():
            button = QRadioButton(said)
            button.setChecked(choice is self.choice)
            button.toggled.connect(partial(self._choose, choice))
            group.addButton(button)
            flow.addWidget(button)
            self.choices[choice] = button
        return line

    def _choose(self, choice: MessageChoice, on: bool) -> None:
        if on:
            self.choice = choice
            self.changed.emit()


class StrangersPart(BoxedPart):
    """People who are in messages and invitations only; those who are ticked become people."""

    def __init__(self, desk: Desk, strangers: Sequence[PlannedContact]) -> None:
        table = contact_table(desk, strangers, t("Not in your vault"), strangers=True)
        super().__init__(desk, table, hint=t("Tick whom to add; the others are left out"))

    @property
    def invited(self) -> frozenset[int]:
        """The places of those who become people."""
        return frozenset(range(len(self.model.all_rows))) - self.left_out


def contact_table(
    desk: Desk, contacts: Sequence[PlannedContact], name: str, *, strangers: bool = False
) -> PlanTable:
    """Return a table of contacts, with counts and days; of strangers also why they are some."""
    theme = desk.theme
    columns: list[Column[PlannedContact]] = [
        Column(id="name", title=t("Name"), text=lambda row: row.name),
        _count("sent", t("Sent"), TouchKind.MESSAGE, Direction.OUT),
        _count("received", t("Received"), TouchKind.MESSAGE, Direction.IN),
        _count("invitations", t("Invitations"), TouchKind.INVITATION, None),
        Column(id="first", title=t("First"), text=lambda row: _day(row, first=True)),
        Column(id="last", title=t("Last"), text=lambda row: _day(row, first=False)),
    ]
    cells: list[Cell] = [
        PersonCell(theme),
        *(NumberCell(theme) for _ in range(3)),
        *(TextCell(theme, "figures") for _ in range(2)),
    ]
    widths = [0, 80, 100, 115, 160, 160]
    if strangers:
        why: Column[PlannedContact] = Column(
            id="why", title=t("Why"), text=lambda row: stranger_words(row.reason)
        )
        columns.insert(1, why)
        cells.insert(1, TextCell(theme, color="muted"))
        widths.insert(1, 0)
    out = range(len(contacts)) if strangers else ()
    model = SequenceModel(
        columns, contacts, line_of=placed(contacts), left_out=out, parent=desk.changes
    )
    table = PlanTable(theme, name, model, cells, widths)
    model.setParent(table)
    return table


def _all(contact: PlannedContact) -> list[ImportTouch]:
    return [*contact.new, *(each.touch for each in contact.known)]


def _count(
    name: str, title: str, kind: TouchKind, direction: Direction | None
) -> Column[PlannedContact]:
    def text(row: PlannedContact) -> str:
        count = sum(
            touch.kind is kind and direction in (None, touch.direction) for touch in _all(row)
        )
        return f"{count:,}" if count else ""

    return Column(id=name, title=title, text=text, numbers=True)


def _day(contact: PlannedContact, *, first: bool) -> str:
    moments: list[datetime] = [touch.happened_at for touch in _all(contact)]
    if not moments:
        return ""
    return day_in_words((min if first else max)(moments).astimezone().date())
