"""The model of the Today page: headings, and lines that are read when they are first seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from infodesk.core.today import Card, Due, Group
from infodesk.gui.desk import Desk
from infodesk.gui.pages.today.deeds import Offer, offers
from infodesk.gui.pages.today.sentences import pill, role_of, sentence
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets.tooltips import plain_tooltip
from infodesk.operations.today import Today, load_cards
from infodesk.words import t

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
READ_AHEAD = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The head of a group's card."""

    group: Group
    title: str
    detail: str
    count: str
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line's place in the page: its group, and whether it ends the group's card."""

    due: Due
    group: Group
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Everything that is painted of a line."""

    place: Place
    card: Card
    role: str
    sentence: str
    pill: str
    color: ColorName
    offers: tuple[Offer, ...]


Item = Heading | Place


def arrange(today: Today, waits: tuple[int, int], groups: tuple[Group, ...]) -> list[Item]:
    """Return the lines of `groups`, each under its heading; empty groups have none."""
    items: list[Item] = []
    for group in groups:
        dues = today.of(group)
        if not dues:
            continue
        title, detail = _head(group, waits)
        count = today.stepless if group is Group.STEPLESS else len(dues)
        shown = f"{max(count, len(dues)):,}"
        left = t("{count} left", count=shown) if group is Group.TODAY else shown
        items.append(Heading(group=group, title=title, detail=detail, count=left, first=not items))
        last = len(dues) - 1
        items += [Place(due=due, group=group, last=place == last) for place, due in enumerate(dues)]
    return items


def _head(group: Group, waits: tuple[int, int]) -> tuple[str, str]:
    match group:
        case Group.OVERDUE:
            return t("Overdue"), t("what I must do, late")
        case Group.TODAY:
            return t("Today"), t("what I must do")
        case Group.CHASE:
            second, follow_up = waits
            words = t(
                "{second} business days: ask a second person · {follow_up}: follow up"
                " · then stop kindly",
                second=second,
                follow_up=follow_up,
            )
            return t("Whom to chase"), words
        case Group.STEPLESS:
            return t("Needs a next step"), t("in the pipeline, with nothing or no day planned")
        case Group.AHEAD:
            return t("Next 7 days"), ""


class TodayModel(QAbstractListModel):
    """Holds keys only; what a line shows is read with its neighbours when it is first painted."""

    def __init__(self, desk: Desk, zone: str, writes: Callable[[], bool]) -> None:
        super().__init__()
        self._desk, self.zone, self._writes = desk, zone, writes
        self.items: list[Item] = []
        self._keys: list[object] = []
        self._lines: dict[tuple[int, int, int], Line | None] = {}

    def show(self, items: list[Item]) -> bool:
        """Show other lines; say whether any came, went or moved."""
        self._lines.clear()
        keys = [_key(item) for item in items]
        if keys == self._keys:
            self.items = items
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return False
        self.beginResetModel()
        self.items, self._keys = items, keys
        self.endResetModel()
        return True

    def place(self, row: int) -> Place | None:
        """Return the line in a row, None for a heading."""
        item = self.items[row] if 0 <= row < len(self.items) else None
        return item if isinstance(item, Place) else None

    def line(self, row: int) -> Line | None:
        """Return what a row shows, None for a heading and for what is gone."""
        place = self.place(row)
        if place is None:
            return None
        if place.due.key not in self._lines:
            self._read(row)
        return self._lines.get(place.due.key)

    def _read(self, row: int) -> None:
        near = [
            place
            for one in range(row, min(row + READ_AHEAD, len(self.items)))
            if (place := self.place(one)) and place.due.key not in self._lines
        ]
        cards = load_cards(self._desk.store, [place.due for place in near])
        writes = self._writes()
        for place in near:
            card = cards.get(place.due.key)
            self._lines[place.due.key] = None if card is None else self._line(place, card, writes)

    def _line(self, place: Place, card: Card, writes: bool) -> Line:
        now = self._desk.clock()
        words, color = pill(card, place.group, now)
        return Line(
            place=place,
            card=card,
            role=role_of(card),
            sentence=sentence(card, now, self.zone),
            pill=words,
            color=color,
            offers=tuple(offers(card, writes=writes)),
        )

    # Qt's questions

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let lines be chosen, and only them."""
        if self.place(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's words."""
        if not index.isValid() or index.row() >= len(self.items):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            line = self.line(index.row())
            if line is not None:
                words = "\n".join((f"{line.card.name} · {line.role}", line.sentence))
                return plain_tooltip(words)
        return None

    def spoken(self, row: int) -> str:
        """Return a row in words, as a screen reader says it."""
        item = self.items[row]
        if isinstance(item, Heading):
            return ", ".join(part for part in (item.title, item.detail, item.count) if part)
        line = self.line(row)
        if line is None:
            return ""
        keys = ", ".join(f"{each.key} {each.words}" for each in line.offers)
        parts = (line.card.name, line.role, line.pill, line.sentence, keys)
        return "; ".join(part for part in parts if part)


def _key(item: Item) -> object:
    return (item.due.key, item.group, item.last) if isinstance(item, Place) else item.group
