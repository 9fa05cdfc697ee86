"""The lock screen: which vault, its passphrase, and what is wrong if it does not open."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QSizePolicy, QWidget

from infodesk.core.errors import UserError, VaultDamaged
from infodesk.core.progress import Job, Progress
from infodesk.gui.pages.caps_lock import CapsLockWatch
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import VAULT_SUFFIX, Doorstep
from infodesk.gui.pages.trouble import Trouble, WayOut
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import (
    Button,
    ElidedLabel,
    PassphraseField,
    PlainLabel,
    PrimaryButton,
    QuietButton,
)
from infodesk.words import t
from infodesk.words.dates import day_nearby

if TYPE_CHECKING:  # loaded while the passphrase is typed
    from infodesk.core.freshness import Sighting
    from infodesk.store.store import Store
    from infodesk.vault.keys import Keys

_RECOVER = {"key-files-damaged", "key-files-tampered", "key-cost-too-high"}
_RESTORE = {"vault-not-encrypted", "not-a-vault", "key-files-tampered"}
_ELSEWHERE = {
    "vault-missing",
    "not-a-vault",
    "cannot-read",
    "read-only-place",
    "vault-not-encrypted",
}


class UnlockPage(CentredPage):
    """Asks for the passphrase of the vault at `folder`.

    Sends `opened` with the store and its keys, `doubted` with the keys and what was found of a
    vault that is not the one last seen here, `damaged` with the error and the passphrase, or one of
    the ways away from here.
    """

    opened = Signal(object, object)
    doubted = Signal(object, object)
    damaged = Signal(object, str)
    recovery_wanted = Signal()
    another_wanted = Signal()
    new_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, step: Doorstep, folder: Path, *, notice: str = "") -> None:
        super().__init__(step.theme, width=392, gap=12)
        self._step, self.folder = step, folder
        self._warmed = False
        self._build()
        caps = CapsLockWatch(self.passphrase)
        caps.noticed.connect(self.caps.setVisible)
        self.trouble.say(notice, calm=True)
        if not notice and not folder.is_dir():
            self._explain_missing()

    # Building

    def _build(self) -> None:
        theme, centre = self._step.theme, Qt.AlignmentFlag.AlignHCenter
        name = self.folder.name.removesuffix(VAULT_SUFFIX)
        self.title = ElidedLabel(theme, name, "title")
        self.title.setAlignment(centre)
        sentence = PlainLabel(
            theme, t("Locked. Nothing readable is left in memory."), color="muted"
        )
        sentence.setAlignment(centre)
        sentence.setWordWrap(True)
        self.passphrase = PassphraseField(theme, t("Passphrase"))
        self.passphrase.setMinimumHeight(theme.px(44))
        self.passphrase.returnPressed.connect(self.unlock)
        self.passphrase.textEdited.connect(self._typed)
        self.caps = PlainLabel(theme, t("Caps Lock is on."), "small", "warn")
        self.caps.hide()
        self.button = PrimaryButton(theme, t("Unlock"), size="large")
        self.button.clicked.connect(self.unlock)
        self.bar = working_bar(t("Unlocking"))
        self.trouble = Trouble(theme)
        self.column.addWidget(Tile(theme, "lock"), 0, centre)
        self.column.addSpacing(theme.px(6))
        self.column.addWidget(self.title)
        self.column.addWidget(sentence)
        self.column.addSpacing(theme.px(10))
        self.keyring = Button(theme, t("Unlock with the keyring of my account"), icon="key")
        self.keyring.clicked.connect(self.unlock_with_keyring)
        self.keyring.setVisible(self._keyring_opens())
        parts = (self.passphrase, self.caps, self.button, self.keyring, self.bar, self.trouble)
        for part in parts:
            self.column.addWidget(part)
        self.column.addLayout(self._links())
        self.column.addSpacing(theme.px(32))
        self.column.addWidget(self._last_opened())

    def _links(self) -> QHBoxLayout:
        theme = self._step.theme
        self.recover = QuietButton(theme, t("Use the recovery code"))
        self.recover.clicked.connect(self.recovery_wanted)
        self.other = QuietButton(theme, t("Another vault"))
        self.menu = QMenu(self.other)
        self.menu.addAction(t("Open a vault…"), self.another_wanted.emit)
        self.menu.addAction(t("Create a new vault…"), self.new_wanted.emit)
        self.menu.addAction(t("Restore a backup…"), self.restore_wanted.emit)
        self.other.clicked.connect(self._open_menu)
        links = QHBoxLayout()
        links.setSpacing(theme.px(8))
        links.addStretch(1)
        links.addWidget(self.recover)
        links.addWidget(self.other)
        links.addStretch(1)
        return links

    def _last_opened(self) -> PlainLabel:
        now = self._step.settings.now
        words = ""
        if now.last_opened and now.last_vault == str(self.folder):
            words = last_opened_words(now.last_opened, datetime.now(UTC).astimezone())
        label = PlainLabel(self._step.theme, words, "small", "muted", wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    # Unlocking

    def unlock(self) -> None:
        """Derive the keys on the worker, then open the vault."""
        if not self.button.isEnabled():
            return
        if not self.passphrase.text():
            self.passphrase.setFocus()
            return
        self._work(True)
        self._step.jobs.threaded(
            _derive(self.folder, self.passphrase.text(), self._step), done=self._open,
            failed=self._refused,
        )  # fmt: skip

    def unlock_with_keyring(self) -> None:
        """Ask the system's keyring, on the worker: it may show a question of its own."""
        self._work(True)
        self._step.jobs.threaded(
            _ask_keyring(self.folder, self._step), done=self._open_by_keyring, failed=self._refused
        )

    def _open_by_keyring(self, found: "tuple[Keys, Sighting] | None") -> None:
        if found is not None:
            self._open(found)
            return
        self._work(False)
        self.keyring.hide()
        self.trouble.say(t("The keyring did not answer. Type the passphrase."), calm=True)
        self.passphrase.setFocus()

    def _keyring_opens(self) -> bool:
        known = self._step.settings.now.keyring_slots
        if not known:
            return False
        from infodesk.operations.vaults import keyring_slots
        from infodesk.vault.folder import VaultFolder

        try:
            return bool(keyring_slots(VaultFolder(self.folder), known))
        except UserError:
            return False  # the passphrase will tell what is wrong

    def _open(self, found: "tuple[Keys, Sighting]") -> None:
        from infodesk.operations.vaults import open_vault
        from infodesk.vault.folder import VaultFolder

        keys, sighting = found
        if not sighting.good:
            self.passphrase.clear()
            self.doubted.emit(keys, sighting)
            return
        try:
            store = open_vault(VaultFolder(self.folder), keys)
        except UserError as error:
            keys.wipe()
            self._refused(error)
            return
        self.passphrase.clear()
        self.passphrase.hide_again()
        self._hand_over(store, keys)

    def _hand_over(self, store: "Store", keys: "Keys") -> None:
        self.opened.emit(store, keys)

    def _refused(self, error: UserError) -> None:
        self._work(False)
        if isinstance(error, VaultDamaged):
            self.damaged.emit(error, self.passphrase.text())
            return
        self.trouble.say(error, self._ways_out(error.code))
        self.passphrase.selectAll()
        self.passphrase.setFocus()
        self.reveal(self.trouble)

    def _ways_out(self, code: str) -> Sequence[WayOut]:
        ways: list[WayOut] = []
        if code in _RECOVER:
            ways.append((t("Use the recovery code"), self.recovery_wanted.emit))
        if code in _ELSEWHERE:
            ways.append((t("Choose another vault…"), self.another_wanted.emit))
        if code in _RESTORE or code == "vault-missing":
            ways.append((t("Restore a backup…"), self.restore_wanted.emit))
        return ways

    def _explain_missing(self) -> None:
        from infodesk.core.errors import VaultMissing

        missing = VaultMissing(path=str(self.folder))
        self.trouble.say(missing, self._ways_out(missing.code))

    # Small things

    def _typed(self, _text: str) -> None:
        if self.trouble.text():
            self.trouble.say("")
        if not self._warmed:
            self._warmed = True
            self._step.jobs.threaded(_warm())

    def _work(self, working: bool) -> None:
        self.passphrase.setEnabled(not working)
        for button in (self.button, self.keyring, self.recover, self.other):
            button.setEnabled(not working)
        self.button.set_text(t("Unlocking…") if working else t("Unlock"))
        self.bar.setVisible(working)
        if working:
            self.trouble.say("")

    def _open_menu(self) -> None:
        self.menu.popup(self.other.mapToGlobal(self.other.rect().bottomLeft()))

    def showEvent(self, event: QShowEvent) -> None:
        """Wait for the passphrase."""
        super().showEvent(event)
        self.passphrase.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no passphrase readable behind."""
        super().hideEvent(event)
        self.passphrase.hide_again()


class Tile(QWidget):
    """An icon on a round-cornered ground."""

    def __init__(
        self, theme: Theme, icon: str, ground: ColorName = "accent", ink: ColorName = "on_accent"
    ) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self._ground: ColorName = ground
        self._ink: ColorName = ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(self._theme.px(52), self._theme.px(52))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(self._ground))
        radius = self._theme.px(13)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        side = self._theme.px(24)
        picture = self._theme.pixmap(self._icon, self._ink, 24, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)


def working_bar(name: str) -> QProgressBar:
    """Return a bar that runs to and fro while something of unknown length is done; hidden."""
    bar = QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setAccessibleName(name)
    keep = bar.sizePolicy()
    keep.setRetainSizeWhenHidden(True)  # nothing jumps when it appears
    bar.setSizePolicy(keep)
    bar.hide()
    return bar


def last_opened_words(kept: str, now: datetime) -> str:
    """Return the line about an ISO moment in `now`'s zone; nothing for a moment that is none."""
    try:
        then = datetime.fromisoformat(kept).astimezone(now.tzinfo)
    except ValueError:
        return ""
    return t(
        "Last opened {day} {time} on this computer",
        day=day_nearby(then.date(), now.date()),
        time=then.strftime("%H:%M"),
    )


def _derive(folder: Path, passphrase: str, step: Doorstep) -> "Job[tuple[Keys, Sighting]]":
    # A generator: what it imports is loaded on the worker.
    from infodesk.operations import freshness, vaults
    from infodesk.vault.folder import VaultFolder

    vault = VaultFolder(folder)
    keys = yield from vaults.unlock(vault, passphrase, step.kdf)
    try:
        return keys, freshness.look(vault, keys, step.memory)
    except BaseException:
        keys.wipe()
        raise


def _ask_keyring(folder: Path, step: Doorstep) -> "Job[tuple[Keys, Sighting] | None]":
    from infodesk.operations import freshness, vaults
    from infodesk.vault.folder import VaultFolder

    vault = VaultFolder(folder)
    keys = yield from vaults.unlock_with_keyring(vault)
    if keys is None:
        return None
    try:
        return keys, freshness.look(vault, keys, step.memory)
    except BaseException:
        keys.wipe()
        raise


def _warm() -> Job[None]:
    """Load on the worker, while the passphrase is typed, what opens a vault."""
    yield Progress(phase="deriving")
    from infodesk.operations import vaults
    from infodesk.vault.derivation import Cost, key_from_passphrase, wipe

    assert vaults
    wipe(key_from_passphrase("", bytes(16), Cost(memory_kib=8, passes=1, lanes=1)))
