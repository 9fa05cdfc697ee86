"""The step of first run that shows the recovery code and has two of its groups retyped."""

import secrets
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from infodesk.gui.exporting import usual_paper
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.first_run.kit import RecoveryKit
from infodesk.gui.widgets import Card, Field, PlainLabel, PrimaryButton, QuietButton
from infodesk.vault.recovery import GROUPS, group_matches
from infodesk.words import t


def two_groups() -> tuple[int, int]:
    """Return the numbers of two different groups, in order."""
    one, other = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return one, other


class RecoveryCodePage(CentredPage):
    """Shows the code, then asks for two groups of it; `kept` is sent when both are right."""

    kept = Signal()

    def __init__(
        self, step: Doorstep, vault: str, code: str, *, asked: Sequence[int] | None = None
    ) -> None:
        super().__init__(step.theme, width=560, gap=12)
        self._code, self.asked = code, tuple(asked or two_groups())
        self._steps = QStackedWidget()
        self._steps.addWidget(self._showing(step, vault))
        self._steps.addWidget(self._asking(step))
        self.column.addWidget(self._steps)

    def _showing(self, step: Doorstep, vault: str) -> QWidget:
        theme = step.theme
        self.kit = RecoveryKit(
            theme, step.jobs, step.ask, vault=vault, code=self._code, paper=usual_paper(),
            language=step.settings.now.language,
        )  # fmt: skip
        self.go_on = PrimaryButton(theme, t("I have kept it"), size="large")
        self.go_on.clicked.connect(self._ask)
        sentence = t(
            "If you forget the passphrase, this code opens the vault, and nothing else does: "
            "InfoDesk cannot. Print it or write it down, and keep it away from this computer."
        )
        return _page(
            theme.px(12),
            PlainLabel(theme, t("Your recovery code"), "title"),
            PlainLabel(theme, sentence, color="muted", wrap=True),
            self.kit,
            self.go_on,
        )

    def _asking(self, step: Doorstep) -> QWidget:
        theme = step.theme
        self.fields: list[Field] = []
        self.lines: list[QLineEdit] = []
        card = Card(theme, margin=20, gap=16)
        for number in self.asked:
            line = QLineEdit()
            line.setFont(theme.font("mono"))
            line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
            line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            field = Field(theme, t("Group {number} of 8", number=number), line)
            line.textEdited.connect(lambda _text, field=field: field.set_error(""))
            line.returnPressed.connect(self._entered)
            self.lines.append(line)
            self.fields.append(field)
            card.body.addWidget(field)
        self.finish = PrimaryButton(theme, t("Finish"), size="large")
        self.finish.clicked.connect(self.check)
        self.again = QuietButton(theme, t("Show the code again"), icon="arrow-left")
        self.again.clicked.connect(self._show_again)
        line_back = QWidget()
        row = QHBoxLayout(line_back)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.again)
        row.addStretch(1)
        sentence = t("To be sure that the code was kept well, type two of its groups.")
        return _page(
            theme.px(12),
            PlainLabel(theme, t("Is it readable?"), "title"),
            PlainLabel(theme, sentence, color="muted", wrap=True),
            card,
            self.finish,
            line_back,
        )

    def check(self) -> None:
        """Finish if both groups are right, else say which one is not."""
        for field in self.fields:
            field.set_error("")
        wrong = [
            (number, field, line)
            for number, field, line in zip(self.asked, self.fields, self.lines, strict=True)
            if not group_matches(self._code, number, line.text())
        ]
        for number, field, line in wrong:
            field.set_error(
                t("This is not group {number}. Compare it with what you kept.", number=number)
                if line.text()
                else t("Type group {number}.", number=number)
            )
        if wrong:
            wrong[0][2].setFocus()
            wrong[0][2].selectAll()
        else:
            self._code = ""
            self.kit.close_up()
            self.kept.emit()

    def _entered(self) -> None:
        empty = next((line for line in self.lines if not line.text()), None)
        if empty is not None:
            empty.setFocus()
        else:
            self.check()

    def _ask(self) -> None:
        self._steps.setCurrentIndex(1)
        self.lines[0].setFocus()

    def _show_again(self) -> None:
        self._steps.setCurrentIndex(0)
        self.go_on.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with keeping the code."""
        super().showEvent(event)
        self.kit.print.setFocus()


def _page(gap: int, *parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return page
