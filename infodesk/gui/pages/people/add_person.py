"""Adding one person by hand: a compact sheet that takes what is pasted apart."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.errors import BadValue, UserError
from infodesk.core.ids import PersonId
from infodesk.core.links import profile_slug
from infodesk.core.people import PersonDraft
from infodesk.core.stages import Stage
from infodesk.gui.desk import Desk
from infodesk.gui.pages.companies.completer import company_completer
from infodesk.gui.widgets import Button, Field, PlainLabel, PrimaryButton
from infodesk.gui.widgets.room import screen_room
from infodesk.operations import people as verbs
from infodesk.store import tags as tag_rows
from infodesk.words import t
from infodesk.words.errors import explain

_ADDRESS = re.compile(r"<?([^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+)>?")
_PROFILE = re.compile(r"(?:https?://)?(?:[\w-]+\.)*linkedin\.com/(?:in|pub)/\S+", re.IGNORECASE)
_LINES = re.compile(r"[\n\r\u2028\u2029]+")
_AT = re.compile(r"\s+(?:at|@)\s+", re.IGNORECASE)


def split_name(name: str) -> tuple[str, str]:
    """Return first and last name: the last word, or what stands before a comma, is the last."""
    if "," in name:
        last, _, first = name.partition(",")
        return first.strip(), last.strip()
    first, _, last = name.strip().rpartition(" ")
    return (first.strip(), last) if first else (last, "")


def take_apart(pasted: str) -> dict[str, str]:
    """Return what a pasted text tells: name, title, company, email, profile_url.

    Understands "Maya Chen <maya@example.org>", a profile's address, and lines of name and
    "position at company".
    """
    found: dict[str, str] = {}
    if profile := _PROFILE.search(pasted):
        found["profile_url"] = profile[0]
        pasted = pasted.replace(profile[0], " ")
    if address := _ADDRESS.search(pasted):
        found["email"] = address[1]
        pasted = pasted.replace(address[0], " ")
    lines = [line.strip(" \t,;\"'") for line in _LINES.split(pasted)]
    lines = [line for line in lines if line]
    if lines:
        found["name"] = lines[0]
    if len(lines) > 1:
        title, *company = _AT.split(lines[1], maxsplit=1)
        found["title"] = title
        found["company"] = company[0] if company else (lines[2] if len(lines) > 2 else "")
    return found


FRAME = 48
"""What the frame of a window may take of the screen's height, in pixels."""


class AddPersonDialog(QDialog):
    """Asks for one person; Enter adds them and calls `added(person_id)`."""

    def __init__(self, desk: Desk, parent: QWidget, added: Callable[[PersonId], object]) -> None:
        super().__init__(parent)
        self._desk, self._added = desk, added
        theme = desk.theme
        self.setWindowTitle(t("New person"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hint = t("Or paste a signature, an address or a profile.")
        self.name = QLineEdit()
        self.title, self.company, self.email = QLineEdit(), QLineEdit(), QLineEdit()
        self.profile, self.phone, self.tags = QLineEdit(), QLineEdit(), QLineEdit()
        self.fields = {
            "first_name": Field(theme, t("Name"), self.name, hint=hint),
            "title": Field(theme, t("Position"), self.title),
            "company": Field(theme, t("Company"), self.company),
            "email": Field(theme, t("E-mail"), self.email),
            "phone": Field(theme, t("Phone"), self.phone),
            "profile_url": Field(theme, t("LinkedIn"), self.profile),
            "tags": Field(theme, t("Tags"), self.tags, hint=t("Commas between them.")),
        }
        self.company.setCompleter(company_completer(desk, self))
        self.tags.setCompleter(self._tag_completer())
        self.shortlist = QCheckBox(t("Put on my shortlist"))
        self.shortlist.setChecked(True)
        self.name.textChanged.connect(self._pasted)
        for field in self.fields.values():
            editor = field.editor
            assert isinstance(editor, QLineEdit)
            editor.textEdited.connect(lambda _text, one=field: one.set_error(""))
        self._build()

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        self._inner = QWidget()
        grid = QGridLayout(self._inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(12))
        top = Qt.AlignmentFlag.AlignTop
        fields = self.fields
        grid.addWidget(fields["first_name"], 0, 0, 1, 2)
        grid.addWidget(fields["title"], 1, 0, top)
        grid.addWidget(fields["company"], 1, 1, top)
        grid.addWidget(fields["email"], 2, 0, top)
        grid.addWidget(fields["phone"], 2, 1, top)
        grid.addWidget(fields["profile_url"], 3, 0, 1, 2)
        grid.addWidget(fields["tags"], 4, 0, 1, 2)
        add = PrimaryButton(theme, t("Add person"), key="Return")
        add.setDefault(True)
        add.clicked.connect(self.add)
        cancel = Button(theme, t("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.shortlist)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(PlainLabel(theme, t("New person"), "section"))
        self._area = QScrollArea()
        self._area.setWidget(self._inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        column.addWidget(self._area)
        column.addSpacing(px(4))
        column.addLayout(foot)
        self.setMinimumWidth(px(480))
        self._fit()
        self.name.setFocus()

    def _fit(self) -> None:
        """Show all fields, or scroll them where the screen is too low for large text."""
        self._area.setFixedHeight(0)
        room = screen_room().height() - FRAME - self.sizeHint().height()
        self._area.setFixedHeight(max(min(self._inner.sizeHint().height(), room), 1))
        self.adjustSize()

    def _tag_completer(self) -> QCompleter:
        names = [tag.name for tag, _count in tag_rows.all_tags(self._desk.store.db)]
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        return completer

    def draft(self) -> PersonDraft:
        """Return what was typed."""
        first, last = split_name(self.name.text())
        url = self.profile.text().strip()
        if url.startswith("in/"):
            url = f"https://www.linkedin.com/{url}"
        return PersonDraft(
            first_name=first,
            last_name=last,
            title=self.title.text(),
            company=self.company.text(),
            email=self.email.text(),
            phone=self.phone.text(),
            profile_url=url,
            tags=tuple(tag.strip() for tag in self.tags.text().split(",") if tag.strip()),
            stage=Stage.SHORTLISTED if self.shortlist.isChecked() else Stage.SPOTTED,
        )

    def add(self) -> None:
        """Add the person; what is wrong is said beside its field."""
        for field in self.fields.values():
            field.set_error("")
        try:
            person_id = verbs.add_person(self._desk.store, self.draft())
        except BadValue as error:
            field = self.fields.get(str(error.facts.get("field")), self.fields["first_name"])
            field.set_error(explain(error))
            field.editor.setFocus()
            self._fit()
            self._area.ensureWidgetVisible(field)
            return
        except UserError as error:
            self.fields["first_name"].set_error(explain(error))
            return
        self.accept()
        self._added(person_id)

    def _pasted(self, text: str) -> None:
        """Take apart what only a paste can have brought."""
        if not (
            (_ADDRESS.search(text) and "<" in text)
            or profile_slug(_profile(text))
            or _LINES.search(text)
        ):
            return
        editors = {
            "name": self.name,
            "title": self.title,
            "company": self.company,
            "email": self.email,
            "profile_url": self.profile,
        }
        found = take_apart(text)
        self.name.blockSignals(True)
        self.name.setText(found.pop("name", ""))
        self.name.blockSignals(False)
        for name, value in found.items():
            if value and not editors[name].text():
                editors[name].setText(value)


def _profile(text: str) -> str:
    found = _PROFILE.search(text)
    return found[0] if found else ""
