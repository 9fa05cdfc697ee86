"""The recovery code on the screen: shown large, printed, saved, copied."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from infodesk.core.errors import UserError
from infodesk.core.files import write_atomically
from infodesk.core.progress import Job, Progress
from infodesk.formats.emergency_kit import EmergencyKit, print_emergency_kit
from infodesk.formats.pdf import Paper, PdfResult
from infodesk.gui.ask import Ask, FileKind
from infodesk.gui.clipboard import SecretClipboard
from infodesk.gui.jobs import Jobs
from infodesk.gui.pages.first_run.printing import print_kit
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, Card, FlowLayout, PlainLabel
from infodesk.words import t
from infodesk.words.emergency_kit import emergency_kit


class RecoveryKit(QWidget):
    """The eight groups and what can be done with them.

    Nothing of it is written to a disk unless the person asks for a PDF and says where.
    """

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        ask: Ask,
        *,
        vault: str,
        code: str,
        language: str = "",
        paper: Paper = "a4",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._ask, self._paper = jobs, ask, paper
        self._code, self._vault, self._language = code, vault, language or "en"
        self._secret = SecretClipboard(self)
        self.print = Button(theme, t("Print…"), icon="print")
        self.save = Button(theme, t("Save as PDF…"), icon="file-pdf")
        self.copy = Button(theme, t("Copy"), icon="copy")
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.copy.clicked.connect(self._copy)
        self.told = Trouble(theme)
        ways = QWidget()
        flow = FlowLayout(theme, ways)
        for button in (self.print, self.save, self.copy):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(CodeCard(theme, code))
        column.addWidget(ways)
        column.addWidget(self.told)

    def close_up(self) -> None:
        """Take a copied code back from the clipboard."""
        self._secret.clear()

    def _sheet(self) -> EmergencyKit:
        now = datetime.now(UTC).astimezone()
        return emergency_kit(self._vault, self._code, now, self._language)

    def _print(self) -> None:
        if print_kit(
            self._sheet(), self, lambda: self.told.say(t("Sent to the printer."), calm=True)
        ):
            return
        self.told.say(
            t(
                "No printer is set up on this computer. Write the code down by hand, or save it "
                "as a PDF and print that elsewhere."
            ),
            calm=True,
        )

    def _save(self) -> None:
        kinds = [FileKind(text=t("PDF"), patterns=("*.pdf",))]
        name = t("Recovery code of {vault}", vault=self._vault) + ".pdf"
        self._ask.save_file(t("Save the recovery code"), name, kinds, self._write)

    def _write(self, target: Path) -> None:
        self.save.setEnabled(False)
        self._jobs.threaded(
            _save_kit(self._sheet(), target, self._paper),
            title=t("Making the PDF"),
            done=lambda _result: self._saved(target),
            failed=self._refused,
        )

    def _saved(self, target: Path) -> None:
        self.save.setEnabled(True)
        self.told.say(
            t(
                "Saved {name}. It is not encrypted: whoever has this file and the vault can read "
                "everything. Keep it on a stick in a drawer, not beside the vault.",
                name=target.name,
            ),
            calm=True,
        )

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        self.told.say(error)

    def _copy(self) -> None:
        self._secret.copy(self._code)
        self.told.say(t("Copied. In 20 seconds it is taken off the clipboard again."), calm=True)


class CodeCard(Card):
    """Eight numbered groups, large, in a grid that never mirrors."""

    def __init__(self, theme: Theme, code: str) -> None:
        super().__init__(theme, margin=20)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(14))
        self.body.addLayout(self._grid)
        large = QFont(theme.font("mono"))
        large.setPixelSize(theme.font("title").pixelSize())
        large.setWeight(QFont.Weight.DemiBold)
        for place, group in enumerate(code.split("-")):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(PlainLabel(theme, str(place + 1), "small", "muted"))
            label = PlainLabel(theme, group, "mono", selectable=True)
            label.setFont(large)
            label.setAccessibleName(
                t("Group {number}: {letters}", number=place + 1, letters=" ".join(group))
            )
            cell.addWidget(label)
            self._grid.addLayout(cell, place // 4, place % 4)


def _save_kit(kit: EmergencyKit, target: Path, paper: Paper) -> Job[PdfResult]:
    yield Progress(phase="pdf")
    result = print_emergency_kit(kit, paper=paper)
    yield Progress(phase="saving")
    write_atomically(target, result.data)
    return result
