"""A company beside a list: its names and website, what you know of it, and who works there."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.companies import Company
from infodesk.core.errors import NoSuchRecord, StaleEdit, UserError
from infodesk.core.ids import CompanyId, PersonId
from infodesk.core.people import PersonFilter, PersonRow
from infodesk.gui.desk import Desk
from infodesk.gui.form import Form
from infodesk.gui.links import open_link
from infodesk.gui.pages.companies.merging import MergeCompanyDialog, OtherNames
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import (
    Field,
    IconButton,
    InlineEdit,
    PlainLabel,
    QuietButton,
    SectionHeading,
    set_tooltip,
)
from infodesk.gui.widgets.painting import hue_of, initials, paint_avatar, paint_ring
from infodesk.operations.companies import rename_company
from infodesk.operations.people import edit_company
from infodesk.operations.targets import add_target, remove_target
from infodesk.store import companies as rows
from infodesk.store import company_events
from infodesk.store import people as person_rows
from infodesk.store import targets as target_rows
from infodesk.words import t, tn
from infodesk.words.errors import explain
from infodesk.words.importing import company_event_words

SHOWN = 30
"""People listed; the list itself shows all."""


class CompanyPane(QWidget):
    """Shows one company; each field is one undoable step when it is left.

    `person_chosen(person_id)` asks for somebody who works there, `list_asked(company)` for all of
    them in the list, `closed` for what was shown before.
    """

    person_chosen = Signal(object)
    list_asked = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.company: Company | None = None
        self._shown: list[PersonRow] = []
        theme = desk.theme
        self.setAccessibleName(t("Company"))
        self.back = QuietButton(theme, t("Back"), icon="arrow-left")
        self.back.clicked.connect(self.closed)
        self.name = InlineEdit(theme, t("Name"), role="title")
        self.name.committed.connect(self._rename)
        self.wrong_name = PlainLabel(theme, "", "small", "bad", wrap=True)
        self.merge = QuietButton(theme, t("Merge with another…"), icon="building")
        self.merge.clicked.connect(self._ask_merge)
        self.count = PlainLabel(theme, "", "body", "muted")
        self.target = QuietButton(theme, t("Make it a target"), icon="star")
        self.target.clicked.connect(self._turn_target)
        self.website = QLineEdit()
        self.website.setPlaceholderText("https://")
        self.open = IconButton(theme, "external", t("Open the website"), size="regular")
        self.open.clicked.connect(self._open)
        self.website_field = Field(theme, t("Website"), self.website)
        self.about = QPlainTextEdit()
        self.about.setTabChangesFocus(True)
        self.about.setPlaceholderText(
            t("Why this company? Who decides? What do they struggle with?")
        )
        self.about_field = Field(theme, t("What I know"), self.about)
        self.all = QuietButton(theme, t("Show in the list"), icon="people")
        self.all.clicked.connect(lambda: self.company and self.list_asked.emit(self.company))
        self._people = QVBoxLayout()
        self._people.setSpacing(0)
        self._former = QVBoxLayout()
        self._former.setSpacing(0)
        self.former_head = SectionHeading(theme, t("Were there before"))
        self.rows: list[PersonLine] = []
        self.former_rows: list[PersonLine] = []
        self.news = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.names = OtherNames(desk)
        self.names.parted.connect(self.refresh)
        self._build()
        self.form: Form[Company] = Form(self._commit, stale=self._stale, failed=desk.notices.failed)
        self.form.text("website", self.website, self._wrong(self.website_field))
        self.form.plain("about", self.about, self._wrong(self.about_field))
        desk.changes.changed.connect(self._heard)

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        self.about.setMinimumHeight(px(120))
        self.about.setMaximumHeight(px(220))
        site = QHBoxLayout()
        site.setSpacing(px(4))
        site.addWidget(self.website_field, 1)
        site.addWidget(self.open, 0, Qt.AlignmentFlag.AlignBottom)
        head = QHBoxLayout()
        head.addWidget(SectionHeading(theme, t("People there")), 1)
        head.addWidget(self.all)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.merge)
        inner = self.inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(20), px(12), px(20), px(20))
        column.setSpacing(px(14))
        column.addLayout(top)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        for label in (self.wrong_name, self.count):
            label.setContentsMargins(px(6), 0, 0, 0)
        words.addWidget(self.name)
        words.addWidget(self.wrong_name)
        words.addWidget(self.count)
        words.addWidget(self.target, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(words)
        column.addWidget(self.names)
        column.addWidget(self.news)
        column.addLayout(site)
        column.addWidget(self.about_field)
        column.addLayout(head)
        column.addLayout(self._people)
        column.addWidget(self.former_head)
        column.addLayout(self._former)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _wrong(self, field: Field) -> QLabel:
        """Return a label below a field for what is wrong with it."""
        label = PlainLabel(self._desk.theme, "", "small", "bad", wrap=True)
        layout = field.layout()
        assert layout is not None
        layout.addWidget(label)
        return label

    def show_company(self, company_id: CompanyId) -> bool:
        """Show a company; False if it is not there any more."""
        fresh = self.company is None or self.company.id != company_id
        if fresh and self.company is not None:
            self.form.flush()
        try:
            company = rows.get(self._desk.store.db, company_id)
        except NoSuchRecord:
            self.company = None
            return False
        self.company = company
        self.form.load(company, fresh=fresh)
        if fresh:
            self.name.cancel()
            self._say_wrong("")
        self.name.set_text(company.name)
        self.names.show_company(company.id)
        self.count.setText(
            tn("{count} person I know there", "{count} people I know there", company.people)
        )
        events = company_events.of_company(self._desk.store.db, company.id)
        self.news.setText("\n".join(map(company_event_words, events)))
        self.news.setVisible(bool(events))
        self.open.setEnabled(bool(company.website))
        self._show_target()
        self._show_people(company)
        return True

    def _heard(self, change: ChangeSet) -> None:
        if change.touches("target") and self.company is not None:
            self._show_target()

    def _show_target(self) -> None:
        assert self.company is not None
        on = target_rows.of_company(self._desk.store.db, self.company.id) is not None
        self.target.set_icon("star-filled" if on else "star")
        self.target.set_text(t("A target: take it off") if on else t("Make it a target"))

    def _turn_target(self) -> None:
        """Make the company a target, or take it off."""
        if self.company is None or not self.flush():
            return
        store, name = self._desk.store, self.company.name
        target_id = target_rows.of_company(store.db, self.company.id)
        try:
            if target_id is None:
                add_target(store, name)
            else:
                remove_target(store, target_id)
                self._desk.notices.toast(t("{name} is no target any more.", name=name))
        except UserError as error:
            self._desk.notices.toast(explain(error), undo=False)

    def refresh(self) -> bool:
        """Read the company again; False if it is not there any more."""
        return self.company is None or self.show_company(self.company.id)

    def flush(self) -> bool:
        """Commit what is being typed; say whether it was taken."""
        self.name.commit()
        return self.company is None or self.form.flush()

    def _show_people(self, company: Company) -> None:
        db = self._desk.store.db
        ids = person_rows.find_ids(db, PersonFilter(company_id=company.id))[:SHOWN]
        former = [PersonId(one) for one in rows.formerly_there(db, company.id)[:SHOWN]]
        loaded = person_rows.load_rows(db, [*ids, *former])
        people = [loaded[one] for one in (*ids, *former)]
        if people == self._shown and len(self.rows) == len(ids):
            return
        self._shown = people
        self.rows = self._lines(self._people, self.rows, [loaded[one] for one in ids])
        gone = [loaded[one] for one in former]
        self.former_rows = self._lines(self._former, self.former_rows, gone)
        self.former_head.setVisible(bool(former))

    def _lines(
        self, column: QVBoxLayout, old: list["PersonLine"], people: list[PersonRow]
    ) -> list["PersonLine"]:
        """Put other people into a column and return their lines."""
        for gone in old:
            column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        fresh = [PersonLine(self._desk.theme, one) for one in people]
        for row in fresh:
            row.clicked.connect(
                lambda _checked=False, one=row.person_id: self.person_chosen.emit(one)
            )
            column.addWidget(row)
        return fresh

    def _rename(self, typed: str) -> None:
        company = self.company
        if company is None:
            return
        try:
            rename_company(self._desk.store, company.id, typed, company.rev)
        except UserError as error:
            self.name.set_text(company.name)
            self._say_wrong(explain(error))
            return
        self._say_wrong("")
        self.refresh()

    def _say_wrong(self, sentence: str) -> None:
        self.wrong_name.setText(sentence)
        self.wrong_name.setVisible(bool(sentence))
        self.name.setAccessibleDescription(sentence)

    def _ask_merge(self) -> None:
        if self.company is not None and self.flush():
            MergeCompanyDialog(self._desk, self.company, self.window(), self.refresh).open()

    def _commit(self, company: Company, _field: str) -> None:
        edit_company(
            self._desk.store,
            company.id,
            website=company.website,
            about=company.about,
            rev=company.rev,
        )
        self.refresh()

    def _stale(self, field: str) -> None:
        self.form.show_error(field, explain(StaleEdit()))

    def _open(self) -> None:
        if self.flush() and self.company is not None:
            open_link(self._desk, self.company.website)


class PersonLine(QAbstractButton):
    """Somebody who works there: picture, name and position; a click opens them."""

    def __init__(self, theme: Theme, person: PersonRow) -> None:
        super().__init__()
        self._theme = theme
        self.person_id: PersonId = person.id
        self._name, self._title = person.name, person.title
        self.setAccessibleName(", ".join(part for part in (person.name, person.title) if part))
        set_tooltip(self, "\n".join(part for part in (person.name, person.title) if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Be as high as two lines."""
        lines = QFontMetrics(self._theme.font("medium")).height()
        lines += QFontMetrics(self._theme.font("small")).height()
        return QSize(self._theme.px(200), lines + self._theme.px(14))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw picture, name and position."""
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(self.rect().toRectF(), px(6), px(6))
        side = px(28)
        picture = QRect(px(4), (self.height() - side) // 2, side, side)
        paint_avatar(
            painter,
            theme,
            self._mirrored(picture),
            initials(self._name),
            hue_of(int(self.person_id)),
        )
        words = self.rect().adjusted(px(42), px(6), -px(6), -px(6))
        near = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        near |= Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(theme.font("medium"))
        painter.setPen(theme.color("text"))
        name = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, words.width()
        )
        upright = Qt.AlignmentFlag.AlignTop if self._title else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._mirrored(words), near | upright, name)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        title = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(self._mirrored(words), near | Qt.AlignmentFlag.AlignBottom, title)
        if self.hasFocus():
            paint_ring(painter, self.rect().toRectF(), theme.color("focus"), px(6))

    def _mirrored(self, area: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)
