"""Everyone who helped, told one by one what came of it: never one text to many."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from infodesk.core.drafts import TextKind
from infodesk.core.learned import Helper
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.agreed import RowList, Writer
from infodesk.gui.widgets import (
    Avatar,
    Button,
    ElidedLabel,
    EmptyState,
    IconButton,
    Pill,
    PlainLabel,
)
from infodesk.store import learned as rows
from infodesk.words import t, tn
from infodesk.words.dates import day_nearby

WIDTH = 760


class HelperRow(QWidget):
    """Somebody who helped, how, and whether they have heard since."""

    def __init__(self, desk: Desk, helper: Helper, today: date) -> None:
        super().__init__()
        theme = desk.theme
        self.helper = helper
        self.avatar = Avatar(theme, helper.name, helper.person_id, size=32)
        self.name = ElidedLabel(theme, helper.name, "strong")
        self.how = ElidedLabel(theme, how_words(helper, today), "small", "muted")
        told = helper.told_on is not None and helper.told_on >= helper.last_help_on
        when = day_nearby(helper.told_on, today) if helper.told_on else ""
        self.told = Pill(
            theme, t("Told {day}", day=when) if told else t("Not told yet"),
            "good" if told else "warn",
        )  # fmt: skip
        self.write = Button(theme, t("Write"), icon="mail", size="small")
        self.write.setAccessibleName(t("Write to {name}", name=helper.name))
        self.write.setAccessibleDescription(f"{self.how.text()}; {self.told.text()}")
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self.name)
        who.addWidget(self.how)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        line.setSpacing(theme.px(10))
        line.addWidget(self.avatar)
        line.addLayout(who, 1)
        line.addWidget(self.told)
        line.addWidget(self.write)


def how_words(helper: Helper, today: date) -> str:
    """Return how somebody helped, and when last."""
    parts = []
    if helper.meetings:
        parts.append(tn("{count} talk", "{count} talks", helper.meetings))
    if helper.referrals:
        parts.append(tn("named {count} person", "named {count} people", helper.referrals))
    if helper.promises_kept:
        parts.append(tn("kept {count} promise", "kept {count} promises", helper.promises_kept))
    parts.append(t("last {day}", day=day_nearby(helper.last_help_on, today)))
    return " · ".join(parts)


class HelperList(RowList[HelperRow]):
    """Everyone who helped, those who were not told first."""

    def __init__(self, desk: Desk, write: Writer) -> None:
        super().__init__(desk)
        self._write = write
        self._shown: tuple[date, list[Helper]] | None = None

    def show_helpers(self, helpers: Sequence[Helper], today: date) -> None:
        """Show who helped."""
        if (today, list(helpers)) != self._shown:
            self._shown = (today, list(helpers))
            self.show_rows([partial(self._make, one, today) for one in helpers])

    def _make(self, helper: Helper, today: date) -> HelperRow:
        row = HelperRow(self.desk, helper, today)
        row.write.clicked.connect(lambda: self._write(helper.person_id, TextKind.UPDATE.value, {}))
        return row

    def first_stop(self, row: HelperRow) -> QWidget:
        """Go on at the way to write."""
        return row.write


class HelpersView(QWidget):
    """The list with its head; `left` asks to go back."""

    left = Signal()

    def __init__(self, desk: Desk, write: Writer) -> None:
        super().__init__()
        theme = desk.theme
        self.desk = desk
        self.back = IconButton(theme, "arrow-left", t("Back (Esc)"), size="regular")
        self.back.clicked.connect(self.left)
        self.title = PlainLabel(theme, t("Who helped"), "section")
        self.hint = PlainLabel(
            theme,
            t("Close the loop: one text each, one by one, on what came of their help."),
            "body", "muted", wrap=True,
        )  # fmt: skip
        self.list = HelperList(desk, write)
        self.empty = EmptyState(
            theme, "people",
            t("Here will be everybody who talked with you, named somebody or kept a promise, so "
              "that each hears what came of it."),
            t("Back"), title=t("Nobody has helped yet"),
        )  # fmt: skip
        self.empty.acted.connect(self.left)
        inner = QWidget()
        inner.setMinimumWidth(1)
        self._inner = QVBoxLayout(inner)
        self._inner.addWidget(self.hint)
        self._inner.addWidget(self.list)
        self._inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        self._head = QHBoxLayout()
        self._head.addWidget(self.back)
        self._head.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head)
        column.addWidget(self._stack, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def refresh(self) -> None:
        """Show who helped as the vault has it now."""
        today = self.desk.clock().astimezone().date()
        found = rows.helpers(self.desk.store.db)
        self.list.show_helpers(found, today)
        self._stack.setCurrentWidget(self._scroll if found else self.empty)

    def focus_start(self) -> None:
        """Put the focus on the first who was not told, or on the way back."""
        stop = self.list.rows[0].write if self.list.rows else self.empty.button
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._head.setContentsMargins(px(12), px(8), px(20), px(8))
        self._inner.setContentsMargins(px(24), px(8), px(24), px(20))
        self._inner.setSpacing(px(10))
