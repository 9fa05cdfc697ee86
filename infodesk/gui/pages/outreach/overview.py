"""The front of Outreach: who is to be written to, drafts, who has not answered, and the figures."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.drafts import OutreachState, ReplyCount, TextKind
from infodesk.core.outreach import Channel
from infodesk.core.rules import PERCENT_FROM, REPLY_RATE_HIGH, REPLY_RATE_LOW
from infodesk.gui.desk import Desk
from infodesk.gui.pages.outreach.lines import Line, LinesView
from infodesk.gui.pages.outreach.session import SITTING, budget_words
from infodesk.gui.shell.keymap import scrolled
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Card, EmptyState, PlainLabel, SectionHeading
from infodesk.operations import composing as knowing
from infodesk.operations import days, rules
from infodesk.store import outreach as rows
from infodesk.store import people as person_rows
from infodesk.words import t, tn
from infodesk.words.composing import channel_words, kind_words
from infodesk.words.dates import day_nearby

WRITE, DRAFT, WAITING = "write", "draft", "waiting"
SIDE_WIDTH = 292
BESIDE_FROM = 760


class Overview(QWidget):
    """Lists what there is to do; `list.opened` opens a line, keys act on the current one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        theme, px = desk.theme, desk.theme.px
        self.list = LinesView(theme, t("To write, drafts, and who has not answered"))
        self.keys = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.empty = EmptyState(
            theme,
            "send",
            t("Here you write to the people on your shortlist, one after the other, with advice "
              "beside the text. Put somebody on it on People with S."),
            t("Choose people"),
            title=t("Nobody to write to yet"),
        )  # fmt: skip
        listed = Card(theme, margin=0, gap=0)
        inside = QVBoxLayout()
        inside.setContentsMargins(px(6), px(6), px(6), px(10))
        inside.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(10), px(4), px(10), 0)
        foot.addWidget(self.keys)
        inside.addLayout(foot)
        listed.body.addLayout(inside)
        self.lists = QStackedWidget()
        self.lists.addWidget(listed)
        self.lists.addWidget(self.empty)
        self.figures = Figures(desk)
        self._side = scrolled(self.figures, t("Figures"))
        self._beside = True
        self._row = QHBoxLayout(self)
        self._row.setSpacing(px(16))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.lists, 1)
        self._row.addWidget(self._side)
        self.list.chosen.connect(self._show_keys)
        desk.theme.changed.connect(self._restyle)
        self._restyle()

    def refresh(self) -> None:
        """Read everything anew."""
        today = days.today(self.desk.store)
        lines = [*self._to_write(), *self._drafts(today), *self._waiting(today)]
        self.list.show_lines(lines)
        self.lists.setCurrentIndex(0 if lines else 1)
        self.figures.refresh()
        self._show_keys(self.list.current())

    def _to_write(self) -> list[Line]:
        db = self.desk.store.db
        ids = rows.shortlisted(db, SITTING)
        found = person_rows.load_rows(db, ids) if ids else {}
        people = [
            Line(
                group=WRITE,
                key=one,
                person_id=one,
                title=found[one].name,
                detail=" · ".join(part for part in (found[one].title, found[one].company) if part),
                note=t("draft") if rows.open_draft(db, one, None) else "",
            )
            for one in ids
            if one in found
        ]
        if not people:
            return []
        every = rows.count_shortlisted(db)
        title = t("To write to")
        if every > len(people):
            title = t("To write to, the first {count} of {every}", count=len(people), every=every)
        return [Line(group=WRITE, title=title), *people]

    def _drafts(self, today: date) -> list[Line]:
        drafts = [
            Line(
                group=DRAFT,
                key=row.id,
                person_id=row.person_id,
                title=row.name,
                detail=" · ".join(
                    part for part in (kind_words(row.kind), row.subject or row.company) if part
                ),
                note=t("sent?")
                if row.state is OutreachState.HANDED_OVER
                else day_nearby(_local(row.updated_at), today),
                color="info" if row.state is OutreachState.HANDED_OVER else None,
            )
            for row in rows.open_rows(self.desk.store.db)
        ]
        return [Line(group=DRAFT, title=t("Drafts")), *drafts] if drafts else []

    def _waiting(self, today: date) -> list[Line]:
        week, due = days.workweek(self.desk.store), knowing.limits(self.desk.store).quiet_days
        waiting = []
        for row in rows.waiting(self.desk.store.db):
            passed = week.between(_local(row.sent_at), today)
            waiting.append(
                Line(
                    group=WAITING,
                    key=row.person_id,
                    person_id=row.person_id,
                    title=row.name,
                    detail=" · ".join(
                        part
                        for part in (
                            row.company,
                            channel_words(row.channel) if row.channel else "",
                            tn("asked once", "asked {count} times", row.times),
                        )
                        if part
                    ),
                    note=tn("{count} business day", "{count} business days", passed)
                    if passed
                    else t("today"),
                    color="warn" if passed >= due else None,
                )
            )
        return [Line(group=WAITING, title=t("Not answered yet")), *waiting] if waiting else []

    def _show_keys(self, line: object) -> None:
        group = line.group if isinstance(line, Line) else ""
        words = {
            WRITE: t("Enter writes to them · P opens their page"),
            DRAFT: t("Enter goes on writing · Delete removes the draft · P opens their page"),
            WAITING: t("Y said yes · L later · N no · F follow up · K close kindly · P their page"),
        }
        self.keys.setText(words.get(group, ""))

    def toggle_figures(self) -> None:
        """Show or hide the figures; in a narrow window they take turns with the list."""
        if self._beside:
            self._side.setVisible(self._side.isHidden())
        else:
            shown = self._side.isHidden()
            self._side.setVisible(shown)
            self.lists.setVisible(not shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let list and figures take turns where there is no room for both."""
        super().resizeEvent(event)
        beside = self.width() >= self.desk.theme.px(BESIDE_FROM)
        if beside != self._beside:
            self._beside = beside
            self._side.setVisible(beside)
            self.lists.show()
            self._restyle()

    def step_back(self) -> bool:
        """Go back from the figures to the list in a narrow window."""
        if self._beside or self._side.isHidden():
            return False
        self.toggle_figures()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _restyle(self) -> None:
        if self._beside:
            self._side.setFixedWidth(self.desk.theme.px(SIDE_WIDTH))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)


def _local(moment: datetime) -> date:
    return moment.astimezone().date()


class Figures(QWidget):
    """The LinkedIn notes of the month and how many people answered: counts before percentages."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        theme, px = desk.theme, desk.theme.px
        self.setMinimumWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(2), 0)
        column.setSpacing(px(16))
        notes = Card(theme)
        notes.body.addWidget(SectionHeading(theme, t("LinkedIn notes")))
        self.budget = PlainLabel(theme, "", "body", wrap=True)
        self.notes = _Dots(theme)
        notes.body.addWidget(self.notes)
        notes.body.addWidget(self.budget)
        self.premium = QCheckBox(t("I have Premium: longer notes"))
        self.premium.clicked.connect(lambda checked: knowing.set_premium(desk.store, bool(checked)))
        notes.body.addWidget(self.premium)
        column.addWidget(notes)
        replies = Card(theme)
        replies.body.addWidget(SectionHeading(theme, t("Replies")))
        self.all = PlainLabel(theme, "", "section", wrap=True)
        self.expected = PlainLabel(theme, "", "small", "muted", wrap=True)
        replies.body.addWidget(self.all)
        replies.body.addWidget(self.expected)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setVerticalSpacing(px(6))
        self._grid.setHorizontalSpacing(px(12))
        replies.body.addLayout(self._grid)
        column.addWidget(replies)
        column.addStretch(1)
        for label in (self.budget, self.all, self.expected):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def refresh(self) -> None:
        """Count anew."""
        store = self.desk.store
        budget = knowing.budget(store)
        self.premium.setChecked(knowing.has_premium(store))
        self.budget.setText(budget_words(budget))
        self.notes.show_count(budget.used, budget.most, warn=budget.used >= budget.warn_from)
        every = rows.all_replies(store.db)
        least = rules.value(store, PERCENT_FROM)
        self.all.setText(_counted(every, least) if every.sent else t("Nobody asked yet"))
        low, high = rules.value(store, REPLY_RATE_LOW), rules.value(store, REPLY_RATE_HIGH)
        self.expected.setText(
            t("{low} to {high} % is usual. A percentage says nothing below {least} people, so "
              "none is shown.", low=low, high=high, least=least)
            if every.sent < least
            else t("{low} to {high} % is usual.", low=low, high=high)
        )  # fmt: skip
        self._show_groups(
            [
                (t("By channel"), [
                    (channel_words(Channel(one.group)), one)
                    for one in rows.reply_counts(store.db, "channel")
                ]),
                (t("By kind"), [
                    (kind_words(TextKind(one.group)), one)
                    for one in rows.reply_counts(store.db, "kind")
                ]),
            ],
            least,
        )  # fmt: skip

    def _show_groups(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, ReplyCount]]]], least: int
    ) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        theme, row = self.desk.theme, 0
        for heading, counts in groups:
            if not counts:
                continue
            self._grid.addWidget(SectionHeading(theme, heading), row, 0, 1, 2)
            row += 1
            for name, count in counts:
                label = PlainLabel(theme, name, "small", wrap=True)
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                figure = PlainLabel(theme, _counted(count, least), "figures")
                self._grid.addWidget(label, row, 0)
                self._grid.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignTrailing)
                row += 1


def _counted(count: ReplyCount, least: int) -> str:
    percent = count.percent(least)
    said = t("{replied} of {sent} answered", replied=count.replied, sent=count.sent)
    if percent is None:
        return said
    return t("{said}, {percent} %", said=said, percent=percent)


class _Dots(QWidget):
    """A disc for each note of the month, filled for those that went out."""

    MOST = 20

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._used, self._most, self._warn = 0, 0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_count(self, used: int, most: int, *, warn: bool) -> None:
        """Show `used` of `most`; with many there are no discs, the sentence says it all."""
        self._used, self._most, self._warn = used, most, warn
        self.setVisible(0 < most <= self.MOST)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a row of discs."""
        return QSize(self._theme.px(18) * max(self._most, 1), self._theme.px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the discs."""
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color("warn" if self._warn else "accent")
        side, mirrored = px(11), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place in range(self._most):
            left = place * px(18) + 1
            if mirrored:
                left = self.width() - left - side
            spot = QRectF(left, 1, side, side)
            used = place < self._used
            painter.setPen(QPen(color if used else self._theme.color("edge"), 1))
            painter.setBrush(color if used else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(spot)
