"""The window of target companies: list, advocacy, motivation, posting; the five best first."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.errors import BadValue, UserError
from infodesk.core.ids import CompanyId, TargetId
from infodesk.core.progress import finish
from infodesk.core.targets import MOST_TARGETS, MOTIVATIONS, POSTINGS, TOP, Suggestion, Target
from infodesk.core.targets import order as usual_order
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column, IdTableModel, KeptPlace, Order
from infodesk.gui.pages.companies.completer import company_completer
from infodesk.gui.pages.people.nothing import Nothing
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import (
    COLOR_ROLE,
    Button,
    ElidedLabel,
    FlowLayout,
    Hairline,
    NumberCell,
    PlainLabel,
    QuietButton,
    SectionHeading,
    TextCell,
    dress_table,
    set_tooltip,
)
from infodesk.gui.widgets.painting import mirrored, paint_ring
from infodesk.gui.widgets.room import screen_room
from infodesk.gui.widgets.rows import Cell, Index
from infodesk.operations import targets as verbs
from infodesk.store import targets as rows
from infodesk.words import t, tn
from infodesk.words.errors import explain
from infodesk.words.records import say

SUGGESTED, FEWER = 6, 3
LOW = 560
"""A window lower than this shows fewer suggestions: the list needs the room."""

VALUE_ROLE = int(Qt.ItemDataRole.UserRole) + 40
_RANK, _NAME, _MOTIVATION, _POSTING, _PEOPLE = range(5)


def target_columns(place_of: Callable[[Target], int]) -> list[Column[Target]]:
    """Return the columns of the targets; `place_of` says how far up one would stand."""
    return [
        Column(
            id="rank",
            title="",
            text=lambda one: "★" if place_of(one) < TOP else "",
            sortable=False,
            spoken=lambda one: t("One of the five to begin with") if place_of(one) < TOP else "",
            tip=lambda one: t("One of the five to begin with") if place_of(one) < TOP else "",
            roles={COLOR_ROLE: lambda _one: "accent"},
        ),
        Column(id="name", title=t("Company"), text=lambda one: one.name),
        Column(
            id="motivation",
            title=t("I want it"),
            text=lambda one: str(one.motivation),
            tip=lambda one: f"{one.motivation} · {say(f'motivation-{one.motivation}')}",
            spoken=lambda one: f"{one.motivation}, {say(f'motivation-{one.motivation}')}",
            roles={VALUE_ROLE: lambda one: one.motivation},
        ),
        Column(
            id="posting",
            title=t("Openings"),
            text=lambda one: str(one.posting),
            tip=lambda one: f"{one.posting} · {say(f'posting-{one.posting}')}",
            spoken=lambda one: f"{one.posting}, {say(f'posting-{one.posting}')}",
            roles={VALUE_ROLE: lambda one: one.posting},
        ),
        Column(
            id="people",
            title=t("Known there"),
            text=lambda one: f"{one.people:,}",
            numbers=True,
            tip=lambda one: tn(
                "{count:,} person I know there", "{count:,} people I know there", one.people
            ),
        ),
    ]


class DotsCell:
    """A value on a scale as dots; a ring around those that keys would change."""

    def __init__(self, theme: Theme, most: int, view: QTableView) -> None:
        self._theme, self._view, self.most = theme, view, most

    def restyle(self) -> None:
        """Nothing is kept."""

    def width(self, _text: str) -> int:
        """Return the width in pixels of all dots."""
        return self._theme.px(16) + self.most * self._theme.px(17)

    def paint(self, painter: QPainter, area: QRect, index: Index, right_to_left: bool) -> None:
        """Paint the dots from the reading side."""
        theme, px, value = self._theme, self._theme.px, index.data(VALUE_ROLE) or 0
        side = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self.most):
            dot = mirrored(side, area, self._dot(area, place))
            filled = place < value
            painter.setPen(theme.color("accent" if filled else "edge"))
            painter.setBrush(theme.color("accent" if filled else "surface"))
            painter.drawEllipse(QRectF(dot))
        if index == self._view.currentIndex() and self._view.hasFocus():
            ring = QRect(area.left() + px(2), area.top() + px(3), self.width(""), 0)
            ring.setBottom(area.bottom() - px(4))
            paint_ring(painter, QRectF(mirrored(side, area, ring)), theme.color("focus"), px(6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _dot(self, area: QRect, place: int) -> QRect:
        px = self._theme.px
        left = area.left() + px(10) + place * px(17)
        return QRect(left, area.center().y() - px(5) + 1, px(10), px(10))

    def value_at(self, area: QRect, x: int, right_to_left: bool) -> int:
        """Return the value that a click at `x` means, 0 before the first dot."""
        px = self._theme.px
        inside = area.right() - x if right_to_left else x - area.left()
        return max(0, min(self.most, (inside - px(7)) // px(17) + 1))


class TargetTable(QTableView):
    """The targets; digits, plus and minus and clicks change the value of the current cell."""

    rated = Signal(int, int)
    removed = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, model: IdTableModel[Target]) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self.setModel(model)
        self.setAccessibleName(t("Target companies"))
        self.dots = {
            _MOTIVATION: DotsCell(theme, max(MOTIVATIONS), self),
            _POSTING: DotsCell(theme, max(POSTINGS), self),
        }
        cells: list[Cell] = [
            TextCell(theme, "strong", "accent"),
            TextCell(theme, "medium"),
            self.dots[_MOTIVATION],
            self.dots[_POSTING],
            NumberCell(theme),
        ]
        dress_table(theme, self, cells)
        self._place = KeptPlace(self, model)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        theme.changed.connect(self._restyle)
        self._restyle()

    def target(self) -> Target | None:
        """Return the target of the current row."""
        row = self.currentIndex().row()
        return self._model.record(row) if 0 <= row < self._model.rowCount() else None

    def choose(self, company_id: CompanyId) -> None:
        """Make the row of a company current."""
        for row in range(self._model.rowCount()):
            one = self._model.record(row)
            if one is not None and one.company_id == company_id:
                self.setCurrentIndex(self._model.index(row, _MOTIVATION))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate with digits, plus and minus; remove with Delete; open with Enter."""
        key, target = event.key(), self.target()
        column = self.currentIndex().column()
        if target is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.text().isdigit():
            self._rate(column if column in self.dots else _MOTIVATION, int(event.text()))
        elif event.text() in ("+", "-"):
            present = target.posting if column == _POSTING else target.motivation
            value = present + (1 if event.text() == "+" else -1)
            self._rate(column if column in self.dots else _MOTIVATION, value)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: digits rate."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Rate by a click on a dot."""
        super().mouseReleaseEvent(event)
        place: QPoint = event.position().toPoint()
        index = self.indexAt(place)
        cell = self.dots.get(index.column())
        if cell is None or event.button() != Qt.MouseButton.LeftButton:
            return
        mirrored_ = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._rate(index.column(), cell.value_at(self.visualRect(index), place.x(), mirrored_))

    def _rate(self, column: int, value: int) -> None:
        scale = POSTINGS if column == _POSTING else MOTIVATIONS
        if value in scale:
            self.rated.emit(column, value)

    def _restyle(self) -> None:
        px = self._theme.px
        for column, width in ((_RANK, 30), (_MOTIVATION, 118), (_POSTING, 92), (_PEOPLE, 104)):
            self.setColumnWidth(column, px(width))
        self.verticalHeader().setDefaultSectionSize(px(40))


class TargetsSheet(QDialog):
    """Keeps up to forty companies; `show_company` opens one on People."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        show_company: Callable[[CompanyId], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._show_company = desk, show_company
        theme = desk.theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Target companies"))
        self._targets: dict[int, Target] = {}
        self._places: dict[int, int] = {}
        self.count = PlainLabel(theme, "", "medium", "muted")
        self.name = QLineEdit()
        self.name.setPlaceholderText(t("Add a company"))
        self.name.setAccessibleName(t("Add a company"))
        self.name.setCompleter(company_completer(desk, self))
        self.name.returnPressed.connect(self.add)
        self.add_button = Button(theme, t("Add"), icon="plus")
        self.add_button.clicked.connect(self.add)
        self.model: IdTableModel[Target] = IdTableModel(
            target_columns(lambda one: self._places[one.id]),
            self._find,
            self._load,
            Order(column="rank"),
            self,
        )
        self.table = TargetTable(theme, self.model)
        self.nothing = Nothing(theme)
        self.means = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.said = ElidedLabel(theme, "", "small", "muted")
        self.undo_button = QuietButton(theme, t("Undo"), icon="undo", key="Ctrl+Z")
        self.undo_button.hide()
        self.chips: list[Button] = []
        self._build()
        self._listen()
        self._fit(parent)
        self._show()
        self.name.setFocus()

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(PlainLabel(theme, t("Target companies"), "title"), 1)
        head.addWidget(self.count)
        words = t(
            "Up to forty. Those you want most stand first; the five with a star are where to look "
            "for two people each."
        )
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.name, 1)
        line.addWidget(self.add_button)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(px(120))
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self._suggested = QWidget()
        self._flow = FlowLayout(theme, self._suggested, gap=6)
        self.heading = SectionHeading(theme, t("Suggestions"))
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.said, 1)
        foot.addWidget(self.undo_button)
        close = Button(theme, t("Done"), key="Esc")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(16), px(24), px(14))
        whole.setSpacing(px(10))
        whole.addLayout(head)
        whole.addWidget(PlainLabel(theme, words, "small", "muted", wrap=True))
        whole.addLayout(line)
        whole.addWidget(Hairline(theme))
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.means)
        whole.addWidget(self.heading)
        whole.addWidget(self._suggested)
        whole.addLayout(foot)

    def _listen(self) -> None:
        self.table.rated.connect(self._rate)
        self.table.removed.connect(self.remove)
        self.table.opened.connect(self.open_current)
        self.table.doubleClicked.connect(self._double_clicked)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._explain())
        self.undo_button.clicked.connect(self.undo)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)
        self._desk.changes.changed.connect(self._changed)

    def _fit(self, parent: QWidget | None) -> None:
        room = parent.size() if parent else screen_room()
        px = self._desk.theme.px
        self.resize(min(px(720), room.width() - 48), min(px(680), room.height() - 48))

    # The list

    def _find(self, order: Order) -> Sequence[int]:
        found = rows.all_targets(self._desk.store.db)
        self._targets = {one.id: one for one in found}
        self._places = {one.id: place for place, one in enumerate(found)}
        keys: dict[str, Callable[[Target], object]] = {
            "name": lambda one: one.name.casefold(),
            "motivation": lambda one: (-one.motivation, usual_order(one)),
            "posting": lambda one: (-one.posting, usual_order(one)),
            "people": lambda one: (-one.people, usual_order(one)),
        }
        if order.column in keys:
            found.sort(key=keys[order.column], reverse=order.descending)  # type: ignore[arg-type]
        return [one.id for one in found]

    def _load(self, ids: Sequence[int]) -> dict[int, Target]:
        return {one: self._targets[one] for one in ids if one in self._targets}

    def _show(self) -> None:
        self.model.refresh()
        number = self.model.rowCount()
        self.count.setText(t("{count} of {most}", count=number, most=MOST_TARGETS))
        full = number >= MOST_TARGETS
        self.name.setEnabled(not full)
        self.add_button.setEnabled(not full)
        if not number:
            self.nothing.explain(
                "building",
                t("No target companies yet"),
                t("Name the companies you want to work for, as many as come to your mind."),
                [],
            )
        self.stack.setCurrentWidget(self.table if number else self.nothing)
        self._suggest(full=full)
        self._explain()

    def _suggest(self, *, full: bool) -> None:
        for old in self.chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        low = self.height() < self._desk.theme.px(LOW)
        most = FEWER if low else SUGGESTED
        found = [] if full else rows.suggestions(self._desk.store.db, most)
        self.chips = [self._chip(one) for one in found]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self.heading.setVisible(bool(found))
        self._suggested.setVisible(bool(found))

    def _chip(self, one: Suggestion) -> Button:
        why = (
            tn("{count:,} known", "{count:,} known", one.people)
            if one.why == "people"
            else say(f"why-{one.why}")
        )
        name = one.name if len(one.name) <= 32 else f"{one.name[:31]}…"
        chip = Button(self._desk.theme, f"{name} · {why}", icon="plus", size="small")
        set_tooltip(chip, one.name)
        chip.clicked.connect(partial(self._take, one))
        return chip

    def _explain(self) -> None:
        """Say what the values of the current row mean, and which keys change them."""
        target = self.table.target()
        self.means.setVisible(target is not None)
        if target is None:
            return
        self.means.setText(
            t(
                "{company}: {motivation}. {posting}. Digits rate the marked column, the arrows "
                "choose it; Delete takes the company off.",
                company=target.name,
                motivation=say(f"motivation-{target.motivation}"),
                posting=say(f"posting-{target.posting}"),
            )
        )

    # What can be done

    def add(self) -> None:
        """Add the company that was typed."""
        name = self.name.text()
        if not name.strip():
            return
        if self._add(name, "hand"):
            self.name.clear()

    def _take(self, one: Suggestion, _checked: bool = False) -> None:
        self._add(one.name, one.why)

    def _add(self, name: str, source: str) -> bool:
        try:
            company = verbs.add_target(self._desk.store, name, source=source)
        except BadValue as error:
            self.say(explain(error), undo=False)
            return False
        except UserError as error:
            self._desk.notices.failed(error)
            return False
        self.table.choose(company)
        self.say(t("{company} is a target", company=name.strip()))
        return True

    def _rate(self, column: int, value: int) -> None:
        target = self.table.target()
        if target is None:
            return
        rated = {"posting": value} if column == _POSTING else {"motivation": value}
        self._attempt(lambda: verbs.rate_target(self._desk.store, target.id, **rated))

    def remove(self) -> None:
        """Take the current company off the targets."""
        target = self.table.target()
        if target is None:
            return
        target_id: TargetId = target.id
        if self._attempt(lambda: verbs.remove_target(self._desk.store, target_id)):
            self.say(t("{company} is no target any more", company=target.name))

    def undo(self) -> None:
        """Take back what was done last."""
        if not self.undo_button.isHidden():
            self._attempt(lambda: finish(self._desk.store.undo()))
            self.said.setText("")
            self.undo_button.hide()

    def open_current(self) -> None:
        """Close, and show the current company on People."""
        target = self.table.target()
        if target is not None and self._show_company is not None:
            self.accept()
            self._show_company(target.company_id)

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() not in self.table.dots:
            self.open_current()

    def say(self, sentence: str, *, undo: bool = True) -> None:
        """Say what was done, with the way back."""
        self.said.setText(sentence)
        self.undo_button.setVisible(undo)

    def _attempt(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except UserError as error:
            self.say(explain(error), undo=False)
            return False
        return True

    def _changed(self, change: ChangeSet) -> None:
        if self.isVisible() and change.touches("target", "company", "person", "company_event"):
            self._show()
