"""The templates: the built-in ones to read, one's own to write."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.composing.fields import FIELDS, unknown_fields
from infodesk.core.composing.findings import Check, Finding, Level
from infodesk.core.composing.lexicon import LANGUAGES
from infodesk.core.composing.templates import built_in
from infodesk.core.drafts import Template, TextKind
from infodesk.core.errors import NoSuchRecord, StaleEdit, UserError
from infodesk.core.ids import TemplateId
from infodesk.gui.desk import Desk
from infodesk.gui.pages.outreach.lines import Line, LinesView
from infodesk.gui.pages.outreach.mail_text import MailText
from infodesk.gui.widgets import (
    Banner,
    Button,
    Card,
    Hairline,
    PlainLabel,
    QuietButton,
)
from infodesk.gui.widgets.autosave import Autosave
from infodesk.operations import outreach as verbs
from infodesk.store import templates as rows
from infodesk.words import t, tn
from infodesk.words.composing import field_words, kind_words, language_words
from infodesk.words.errors import explain

OWN, BUILT_IN = "own", "built-in"
LIST_WIDTH = 250
BESIDE_FROM = 700


class TemplatesPage(QWidget):
    """Lists templates and shows one; one's own are kept as they are typed."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.template: Template | None = None
        self._loading = False
        self._keys: dict[int, tuple[TextKind, str]] = {}
        theme = desk.theme
        self.list = LinesView(theme, t("Templates"), plain=True)
        self.name = QLineEdit()
        self.name.setAccessibleName(t("Name"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(t("What it is for"))
        for kind in TextKind:
            self.kind.addItem(kind_words(kind), kind.value)
        self.language = QComboBox()
        self.language.setAccessibleName(t("Language"))
        for language in LANGUAGES:
            self.language.addItem(language_words(language), language)
        self.subject = QLineEdit()
        self.subject.setProperty("bare", True)
        self.subject.setAccessibleName(t("Subject"))
        self.text = MailText(theme, t("Text"), t("Write the template here."))
        self.wrong = Banner(theme, "", "warn")
        self.wrong.hide()
        self.field = QuietButton(theme, t("Insert a field"), icon="plus")
        self.field.clicked.connect(self.open_fields)
        self.own = Button(theme, t("Make my own of it"), icon="copy")
        self.own.clicked.connect(self.make_own)
        self.delete_button = QuietButton(theme, t("Delete"), icon="trash")
        self.delete_button.clicked.connect(self.delete)
        self.new = QuietButton(theme, t("New template"), icon="plus")
        self.new.clicked.connect(self.add)
        self.autosave = Autosave(self._keep, self)
        self._build()
        self._listen()

    def _build(self) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        listed = Card(theme, margin=0, gap=0)
        column = QVBoxLayout()
        column.setContentsMargins(px(6), px(10), px(6), px(8))
        column.addWidget(self.list, 1)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeading)
        listed.body.addLayout(column)
        sheet = Card(theme, margin=0, gap=0)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(px(14), px(10), px(14), px(10))
        line.setSpacing(px(8))
        line.addWidget(self.name, 1)
        line.addWidget(self.kind)
        line.addWidget(self.language)
        subject = QWidget()
        second = QHBoxLayout(subject)
        second.setContentsMargins(px(18), px(8), px(14), px(8))
        second.setSpacing(px(10))
        second.addWidget(PlainLabel(theme, t("Subject"), "body", "muted"))
        second.addWidget(self.subject, 1)
        middle = QVBoxLayout()
        middle.setContentsMargins(px(18), px(12), px(6), px(6))
        middle.addWidget(self.text)
        below = QVBoxLayout()
        below.setContentsMargins(px(14), 0, px(14), px(8))
        below.addWidget(self.wrong)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(12), px(10), px(14), px(10))
        foot.setSpacing(px(8))
        foot.addWidget(self.field)
        foot.addWidget(self.delete_button)
        foot.addStretch(1)
        foot.addWidget(self.own)
        sheet.body.addWidget(head)
        sheet.body.addWidget(Hairline(theme))
        sheet.body.addWidget(subject)
        sheet.body.addWidget(Hairline(theme))
        sheet.body.addLayout(middle, 1)
        sheet.body.addLayout(below)
        sheet.body.addWidget(Hairline(theme))
        sheet.body.addLayout(foot)
        self._listed, self._sheet = listed, sheet
        self.turns = QStackedWidget()
        self.turns.addWidget(sheet)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(16))
        self._row.addWidget(listed)
        self._row.addWidget(self.turns, 1)
        self._beside = True

    def _listen(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.text.typed.connect(self._typed)
        self.text.left.connect(self.autosave.flush)
        self.subject.textEdited.connect(lambda _text: self._typed())
        self.name.textEdited.connect(lambda _text: self._typed())
        self.name.editingFinished.connect(self.autosave.flush)
        self.kind.activated.connect(lambda _place: self._typed())
        self.language.activated.connect(lambda _place: self._typed())
        self.autosave.changed.connect(self._show_state)
        self.desk.changes.changed.connect(self._heard)
        self.desk.theme.changed.connect(self._restyle)
        self._restyle()

    # Showing

    def refresh(self) -> None:
        """Read the templates anew."""
        own = [
            Line(
                group=OWN,
                key=int(template.id or 0),
                title=template.name,
                detail=f"{kind_words(template.kind)} · {language_words(template.language)}",
            )
            for template in rows.all_own(self.desk.store.db)
        ]
        lines = [Line(group=OWN, title=t("My own")), *own] if own else []
        self._keys = {}
        for language in LANGUAGES:
            lines.append(
                Line(
                    group=BUILT_IN,
                    title=t("Built in, {language}", language=language_words(language)),
                )
            )
            for kind in TextKind:
                key = len(self._keys) + 1
                self._keys[key] = (kind, language)
                lines.append(Line(group=BUILT_IN, key=key, title=kind_words(kind)))
        self.list.show_lines(lines)
        if self.template is None:
            self._chosen(self.list.current())

    def _chosen(self, line: object) -> None:
        if not isinstance(line, Line) or not line.key or self._loading:
            return
        if not self.flush():
            return
        if line.group == BUILT_IN:
            self.show_template(built_in(*self._keys[line.key]))
            return
        try:
            self.show_template(rows.get(self.desk.store.db, TemplateId(line.key)))
        except NoSuchRecord:
            self.template = None

    def _opened(self, _line: object) -> None:
        self._show_sheet(True)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_template(self, template: Template) -> None:
        """Show a template; a built-in one can be read and copied, not changed."""
        self._loading = True
        self.template = template
        own = template.id is not None
        self.name.setText(template.name if own else kind_words(template.kind))
        self.kind.setCurrentIndex(self.kind.findData(template.kind.value))
        self.language.setCurrentIndex(self.language.findData(template.language))
        self.subject.setText(template.subject)
        self.text.load(template.text)
        for field in (self.name, self.subject):
            field.setReadOnly(not own)
        self.text.setReadOnly(not own)
        for widget in (self.kind, self.language):
            widget.setEnabled(own)
        self.field.setVisible(own)
        self.delete_button.setVisible(own)
        self.own.setVisible(not own)
        self._loading = False
        self.autosave.forget()
        self._look()

    def _look(self) -> None:
        """Say which fields nothing will ever fill, and underline fields."""
        if self.template is None:
            return
        text = self.text.text()
        unknown = unknown_fields(text)
        bad = Finding(check=Check.FIELDS, level=Level.WARN, hint="fields-left",
                      spans=tuple(one.span for one in unknown))  # fmt: skip
        self.text.show_findings((bad,) if unknown else ())
        names = [one.name for one in (*unknown, *unknown_fields(self.subject.text()))]
        self.wrong.setVisible(bool(names))
        if names:
            self.wrong.set_sentence(
                tn(
                    "InfoDesk knows no field “{name}”. It will stay in the text, to be filled by "
                    "hand.",
                    "InfoDesk does not know {count} fields, such as “{name}”. They will stay in "
                    "the text, to be filled by hand.",
                    len(names),
                    name=names[0],
                )
            )

    # Typing and keeping

    def _typed(self) -> None:
        if not self._loading and self.template is not None and self.template.id is not None:
            self.autosave.touch()
            self._look()

    def _typed_template(self) -> Template:
        assert self.template is not None
        return replace(
            self.template,
            name=self.name.text(),
            kind=TextKind(self.kind.currentData()),
            language=self.language.currentData(),
            subject=self.subject.text(),
            text=self.text.text(),
        )

    def _keep(self) -> None:
        if self.template is None or self.template.id is None:
            return
        typed = self._typed_template()
        assert typed.id is not None
        try:
            verbs.edit_template(self.desk.store, typed, initiator=self)
        except StaleEdit:
            newest = rows.get(self.desk.store.db, typed.id)
            verbs.edit_template(self.desk.store, replace(typed, rev=newest.rev), initiator=self)
        self.template = rows.get(self.desk.store.db, typed.id)

    def _show_state(self, _state: object, error: UserError | None) -> None:
        if error is None:
            return
        if isinstance(error, NoSuchRecord):
            self.autosave.forget()
            return
        self.wrong.set_sentence(explain(error))
        self.wrong.show()

    def flush(self) -> bool:
        """Keep what is typed; False if that was refused."""
        return self.autosave.flush()

    def _heard(self, change: ChangeSet) -> None:
        if not change.touches("template") or not self.isVisible():
            return
        if change.initiator is not self and self.template is not None and self.template.id:
            self.autosave.forget()
            try:
                self.show_template(rows.get(self.desk.store.db, self.template.id))
            except NoSuchRecord:
                self.template = None
        self.refresh()

    # Doing

    def add(self) -> None:
        """Begin a template of one's own."""
        self._keep_new(
            Template(
                kind=TextKind.COLD,
                language=verbs.template_language(self.desk.store) or LANGUAGES[0],
                name=t("My template"),
            )
        )

    def make_own(self) -> None:
        """Make a template of one's own from the one that is shown."""
        if self.template is not None:
            name = t("My {template}", template=self.name.text())
            self._keep_new(replace(self.template, id=None, rev=1, name=name))

    def _keep_new(self, template: Template) -> None:
        if not self.flush():
            return
        template_id = verbs.add_template(self.desk.store, template)
        self.refresh()
        self.list.make_current(OWN, template_id)
        self._show_sheet(True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def delete(self) -> None:
        """Delete the template that is shown; Undo brings it back."""
        template = self.template
        if template is None or template.id is None:
            return
        self.autosave.forget()
        self.template = None
        verbs.delete_template(self.desk.store, template.id)
        self.refresh()
        self.desk.notices.toast(t("Deleted the template."))

    def open_fields(self) -> None:
        """Offer the fields a template may hold."""
        menu = QMenu(self)
        for name in FIELDS:
            action = menu.addAction(field_words(name))
            action.triggered.connect(partial(self.insert_field, name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.field.mapToGlobal(self.field.rect().topLeft()))

    def insert_field(self, name: str, _checked: bool = False) -> None:
        """Put a field where the cursor is."""
        self.text.textCursor().insertText(f"{{{name}}}")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_own(self) -> bool:
        """Say whether the template shown is one's own."""
        return self.template is not None and self.template.id is not None

    # Looks

    def focus_list(self) -> None:
        """Put the focus into the list."""
        self._show_sheet(False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        """Go back from the sheet to the list in a narrow window."""
        if not self._beside and self.turns.currentWidget() is self._sheet:
            self.focus_list()
            return True
        return False

    def _show_sheet(self, shown: bool) -> None:
        if not self._beside:
            self.turns.setCurrentWidget(self._sheet if shown else self._listed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let list and sheet take turns where there is no room for both."""
        super().resizeEvent(event)
        beside = self.width() >= self.desk.theme.px(BESIDE_FROM)
        if beside == self._beside:
            return
        self._beside = beside
        if beside:
            self.turns.removeWidget(self._listed)
            self._row.insertWidget(0, self._listed)
            self._listed.show()
            self.turns.setCurrentWidget(self._sheet)
        else:
            self._row.removeWidget(self._listed)
            self.turns.addWidget(self._listed)
            self.turns.setCurrentWidget(self._listed)
        self._restyle()

    def _restyle(self) -> None:
        if self._beside:
            self._listed.setFixedWidth(self.desk.theme.px(LIST_WIDTH))
        else:
            self._listed.setMinimumWidth(0)
            self._listed.setMaximumWidth(16_777_215)
        self.subject.setFont(self.desk.theme.font("body"))
