"""Opening a vault with its recovery code, and the new passphrase that must follow."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from infodesk.core.errors import UserError
from infodesk.core.progress import Job
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import VAULT_SUFFIX, Doorstep
from infodesk.gui.pages.new_passphrase import NewPassphrase
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.pages.unlock import working_bar
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import Card, Field, PlainLabel, PrimaryButton, QuietButton
from infodesk.vault.recovery import GROUPS, group_texts, mistyped_groups
from infodesk.words import t

if TYPE_CHECKING:
    from infodesk.vault.keys import Keys

_RESTORE = {"vault-damaged", "vault-missing", "vault-not-encrypted", "not-a-vault"}


class RecoveryPage(CentredPage):
    """Takes the code; sends `proved` with the keys that it spells."""

    proved = Signal(object)
    left = Signal()
    restore_wanted = Signal()

    def __init__(self, step: Doorstep, folder: Path) -> None:
        super().__init__(step.theme, width=560, gap=12)
        self._step, self._folder = step, folder
        theme = step.theme
        sentence = t(
            "Type the eight groups from the sheet of “{vault}”, one after the other. Capitals, "
            "blanks and dashes make no difference.",
            vault=folder.name.removesuffix(VAULT_SUFFIX),
        )
        self.code = QLineEdit()
        self.code.setFont(theme.font("mono"))
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.code.textEdited.connect(self._typed)
        self.code.returnPressed.connect(self.prove)
        self.field = Field(theme, t("Recovery code"), self.code)
        self.groups = GroupSigns(theme)
        self.trouble = Trouble(theme)
        self.button = PrimaryButton(theme, t("Go on"), size="large")
        self.button.clicked.connect(self.prove)
        self.bar = working_bar(t("Unlocking"))
        self.back = QuietButton(theme, t("Back to the passphrase"), icon="arrow-left")
        self.back.clicked.connect(self.left)
        card = Card(theme, margin=20, gap=14)
        card.body.addWidget(self.field)
        card.body.addWidget(self.groups)
        self.column.addWidget(PlainLabel(theme, t("Use the recovery code"), "title"))
        self.column.addWidget(PlainLabel(theme, sentence, color="muted", wrap=True))
        for part in (card, self.trouble, self.button, self.bar):
            self.column.addWidget(part)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addStretch(1)
        self.column.addLayout(line)

    def prove(self) -> None:
        """Try the code on the worker, unless it is plain that it is mistyped."""
        if not self.button.isEnabled():
            return
        wrong, groups = mistyped_groups(self.code.text()), group_texts(self.code.text())
        if wrong or len(groups) != GROUPS or len(groups[-1]) != len(groups[0]):
            self._tell(final=True)
            self.code.setFocus()
            return
        self._work(True)
        self._step.jobs.threaded(
            _prove(self._folder, self.code.text()), done=self._proved, failed=self._refused
        )

    def _proved(self, keys: "Keys") -> None:
        self.code.clear()
        self.groups.show_groups((), ())
        self.proved.emit(keys)

    def _refused(self, error: UserError) -> None:
        self._work(False)
        ways = []
        if error.code in _RESTORE:
            ways.append((t("Restore a backup…"), self.restore_wanted.emit))
        self.trouble.say(error, ways)
        self.code.setFocus()

    def _typed(self, _text: str) -> None:
        self.trouble.say("")
        self._tell()

    def _tell(self, *, final: bool = False) -> None:
        """Say which group is mistyped; `final` also says that some are missing or too many."""
        groups, wrong = group_texts(self.code.text()), mistyped_groups(self.code.text())
        self.groups.show_groups(groups[:GROUPS], wrong)
        sentence = ""
        if wrong:
            sentence = t("Group {group} is mistyped. Compare it once more.", group=wrong[0])
        elif len(groups) > GROUPS:
            sentence = t("That is more than eight groups of five.")
        elif final:
            sentence = t("The code has eight groups of five; some are missing.")
        self.field.set_error(sentence)

    def _work(self, working: bool) -> None:
        for part in (self.code, self.button, self.back):
            part.setEnabled(not working)
        self.bar.setVisible(working)
        if working:
            self.trouble.say("")

    def showEvent(self, event: QShowEvent) -> None:
        """Wait for the code."""
        super().showEvent(event)
        self.code.setFocus()


class GroupSigns(QWidget):
    """Eight boxes that fill while the code is typed: with a tick when right, a cross when not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._groups: tuple[str, ...] = ()
        self._wrong: tuple[int, ...] = ()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_groups(self, groups: tuple[str, ...], wrong: tuple[int, ...]) -> None:
        """Show the groups typed so far and mark the `wrong` ones (numbers from 1)."""
        self._groups, self._wrong = groups, wrong
        right = sum(len(group) == 5 for group in groups) - len(wrong)
        self.setAccessibleName(t("{right} of {all} groups are right", right=right, all=GROUPS))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for two lines of four."""
        return QSize(self._theme.px(360), 2 * self._line() + self._theme.px(8))

    def _line(self) -> int:
        return QFontMetrics(self._theme.font("mono")).height() + self._theme.px(14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the boxes."""
        painter, px = QPainter(self), self._theme.px
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap, height = px(8), self._line()
        width = (self.width() - 3 * gap) / 4
        for place in range(GROUPS):
            box = QRectF(
                place % 4 * (width + gap), place // 4 * (height + gap), width, height
            ).adjusted(0.5, 0.5, -0.5, -0.5)
            self._paint_box(painter, box, place)

    def _paint_box(self, painter: QPainter, box: QRectF, place: int) -> None:
        theme = self._theme
        group = self._groups[place] if place < len(self._groups) else ""
        full, bad = len(group) == 5, place + 1 in self._wrong
        ground: ColorName = "bad_soft" if bad else "good_soft" if full else "sunken"
        painter.setPen(QPen(theme.color("bad" if bad else "good" if full else "line"), 1))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        inner = box.adjusted(theme.px(8), 0, -theme.px(8), 0)
        middle, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, middle | left, str(place + 1))
        painter.setFont(theme.font("mono"))
        painter.setPen(theme.color("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, group)
        if full:
            side = theme.px(14)
            sign = theme.pixmap("close" if bad else "check", "bad" if bad else "good", 14,
                                self.devicePixelRatioF())  # fmt: skip
            painter.drawPixmap(
                round(inner.right() - side), round(box.center().y() - side / 2), sign
            )


class NewPassphrasePage(CentredPage):
    """Has a new passphrase set after the recovery code; sends `done` with the keys."""

    done = Signal(object)

    def __init__(self, step: Doorstep, folder: Path, keys: "Keys") -> None:
        super().__init__(step.theme, width=520, gap=12)
        self._step, self._folder, self._keys = step, folder, keys
        theme = step.theme
        sentence = t(
            "The recovery code is right. Choose the passphrase that opens this vault from now on; "
            "the code stays valid."
        )
        self.passphrase = NewPassphrase(theme, label=t("New passphrase"))
        self.passphrase.chosen.connect(self.set_it)
        self.trouble = Trouble(theme)
        self.button = PrimaryButton(theme, t("Set the passphrase and open"), size="large")
        self.button.clicked.connect(self.set_it)
        self.bar = working_bar(t("Setting the passphrase"))
        self._card = Card(theme, margin=20)
        self._card.body.addWidget(self.passphrase)
        self.column.addWidget(PlainLabel(theme, t("A new passphrase"), "title"))
        self.column.addWidget(PlainLabel(theme, sentence, color="muted", wrap=True))
        for part in (self._card, self.trouble, self.button, self.bar):
            self.column.addWidget(part)

    def set_it(self) -> None:
        """Write the key files on the worker."""
        if not self.button.isEnabled() or not self.passphrase.check():
            return
        self._work(True)
        self._step.jobs.threaded(
            _set(self._folder, self._keys, self.passphrase.text(), self._step),
            done=self._set_now,
            failed=self._refused,
        )

    def say(self, error: UserError) -> None:
        """Say that the vault did not open although the passphrase was set."""
        self._refused(error)

    def _set_now(self, _none: None) -> None:
        self.done.emit(self._keys)

    def _refused(self, error: UserError) -> None:
        self._work(False)
        self.trouble.say(error)

    def _work(self, working: bool) -> None:
        for part in (self._card, self.button):
            part.setEnabled(not working)
        self.bar.setVisible(working)
        if working:
            self.trouble.say("")

    def showEvent(self, event: QShowEvent) -> None:
        """Wait for the passphrase."""
        super().showEvent(event)
        self.passphrase.first.setFocus()


def _prove(folder: Path, code: str) -> "Job[Keys]":
    from infodesk.operations import vaults
    from infodesk.vault.folder import VaultFolder

    return (yield from vaults.unlock_with_recovery_code(VaultFolder(folder), code))


def _set(folder: Path, keys: "Keys", new: str, step: Doorstep) -> Job[None]:
    from infodesk.operations import vaults
    from infodesk.vault.folder import VaultFolder

    yield from vaults.change_passphrase(VaultFolder(folder), keys, None, new, step.kdf)
