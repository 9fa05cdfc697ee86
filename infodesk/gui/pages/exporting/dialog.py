"""The window of an export: what for, in which form, and what stays out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.ids import PersonId
from infodesk.core.progress import Job
from infodesk.formats.vcard_writing import Version
from infodesk.gui.ask import FileKind
from infodesk.gui.desk import Desk
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.widgets import Banner, Button, PlainLabel, PrimaryButton
from infodesk.gui.widgets.room import screen_room
from infodesk.operations import exporting
from infodesk.store import people as rows
from infodesk.words import t, tn
from infodesk.words.records import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A form that an export can have: its words, whether it is of people, and its options."""

    id: str
    text: str
    said: str
    of_people: bool = True


class ExportDialog(QDialog):
    """Asks in which form people, or everything, leave the vault; then for the file's name.

    `saved` is told the name of what was written and how many people were left out of it.
    """

    def __init__(
        self,
        desk: Desk,
        people: Sequence[PersonId],
        saved: Callable[[Path, int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._people, self._saved = desk, list(people), saved
        self._private = len(people) - len(rows.shareable(desk.store.db, people))
        theme, px = desk.theme, desk.theme.px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Export"))
        self.forms = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        self.version = QComboBox()
        self.version.setAccessibleName(t("vCard version"))
        self.version.addItem(t("Version 4.0, for newer programs"), "4.0")
        self.version.addItem(t("Version 3.0, for Outlook and older phones"), "3.0")
        self.version.setSizeAdjustPolicy(  # its words give way where the window is narrow
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.version.setMinimumContentsLength(8)
        self.apart = QCheckBox(t("One file for each, in a ZIP"))
        self.plain = QCheckBox(t("Plain, for other programs"))
        options: dict[str, tuple[QWidget, ...]] = {
            "vcard": (self.version, self.apart),
            "table": (self.plain,),
        }
        page = CentredPage(theme, width=560, gap=5)
        page.column.addWidget(PlainLabel(theme, t("Export"), "title"))
        page.column.addWidget(PlainLabel(theme, self._who(), "body", "muted", wrap=True))
        page.column.addSpacing(px(8))
        for form in _forms():
            self._offer(page.column, form, options.get(form.id, ()))
        page.column.addSpacing(px(8))
        words = t("The file will not be encrypted: whoever can open it can read what is in it.")
        page.column.addWidget(Banner(theme, words, "warn"))
        self.go = PrimaryButton(theme, t("Export…"), key="Return")
        self.go.setDefault(True)
        self.go.clicked.connect(self.export)
        cancel = Button(theme, t("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(10), px(24), px(18))
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page, 1)
        whole.addLayout(foot)
        self.forms.buttonToggled.connect(lambda *_: self._show_options(options))
        first = self.buttons["vcard" if self._shareable else "everything"]
        first.setChecked(True)
        self._show_options(options)
        self._fit(parent)
        first.setFocus()

    @property
    def _shareable(self) -> int:
        return len(self._people) - self._private

    def _who(self) -> str:
        """Return who goes out and who stays."""
        said = tn("{count:,} person", "{count:,} people", self._shareable)
        if not self._private:
            return said
        stays = tn(
            "{count:,} more is kept private and only in “Everything”.",
            "{count:,} more are kept private and only in “Everything”.",
            self._private,
        )
        return f"{said} · {stays}"

    def _offer(self, column: QVBoxLayout, form: _Form, options: Sequence[QWidget]) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        button = QRadioButton(form.text)
        button.setAccessibleDescription(form.said)
        button.setEnabled(bool(self._shareable) or not form.of_people)
        self.forms.addButton(button)
        self.buttons[form.id] = button
        column.addWidget(button)
        below = QVBoxLayout()
        below.setContentsMargins(px(28), 0, 0, px(6))
        below.setSpacing(px(6))
        below.addWidget(PlainLabel(theme, form.said, "small", "muted", wrap=True))
        for option in options:
            below.addWidget(option)
        column.addLayout(below)

    def _show_options(self, options: dict[str, tuple[QWidget, ...]]) -> None:
        """Show what can be chosen about the form that is chosen, and nothing else."""
        for form_id, widgets in options.items():
            for widget in widgets:
                widget.setVisible(self.buttons[form_id].isChecked())

    def _fit(self, parent: QWidget | None) -> None:
        room = parent.size() if parent else screen_room()
        px = self._desk.theme.px
        self.resize(min(px(600), room.width() - 32), min(px(540), room.height() - 32))

    @property
    def form(self) -> str:
        """The id of the form that is chosen."""
        return next(each for each, button in self.buttons.items() if button.isChecked())

    def export(self) -> None:
        """Ask for the file's name and write it; a report asks what goes in first."""
        form = self.form
        if form == "report":
            from infodesk.gui.pages.exporting.report import ReportDialog

            ReportDialog(self._desk, people=self._people, parent=self.parentWidget()).open()
            self.accept()
            return
        many = form == "markdown" or (form == "vcard" and self.apart.isChecked())
        ending = "zip" if many else {"vcard": "vcf", "table": "csv"}.get(form, "json")
        kinds = [FileKind(text=self.buttons[form].text(), patterns=(f"*.{ending}",))]
        name = self._desk.vault.folder.name if form == "everything" else t("People")
        self._desk.ask.save_file(t("Export"), f"{name}.{ending}", kinds, self._named)

    def _named(self, target: Path) -> None:
        desk, saved = self._desk, self._saved
        left_out = 0 if self.form == "everything" else self._private
        desk.jobs.sliced(
            self._job(target), title=t("Exporting"), done=lambda _count: saved(target, left_out)
        )
        self.accept()

    def _job(self, target: Path) -> Job[int]:
        store = self._desk.store
        match self.form:
            case "vcard":
                version: Version = self.version.currentData()
                apart = self.apart.isChecked()
                return exporting.save_vcards(
                    store, self._people, target, version=version, apart=apart
                )
            case "table":
                plain = self.plain.isChecked()
                return exporting.save_csv(store, self._people, target, plain=plain)
            case "markdown":
                return exporting.save_markdown(store, self._people, Words(), target)
            case _:
                return exporting.save_json(store, target)


def _forms() -> list[_Form]:
    return [
        _Form(
            id="vcard",
            text=t("Contacts (vCard)"),
            said=t("For phones, mail programs and other address books."),
        ),
        _Form(
            id="table",
            text=t("Table (CSV)"),
            said=t("For spreadsheets; no cell can run as a formula there."),
        ),
        _Form(
            id="report",
            text=t("Report (PDF)…"),
            said=t("To read or to print: you choose what goes in, and can hide who it is about."),
        ),
        _Form(
            id="markdown",
            text=t("Notes (Markdown)"),
            said=t("All that is known of each person, one text file each, in a ZIP."),
        ),
        _Form(
            id="everything",
            text=t("Everything (JSON)"),
            said=t("The whole vault with its pictures; a new vault can be filled with it."),
            of_people=False,
        ),
    ]
