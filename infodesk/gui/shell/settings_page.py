"""The Settings page: how InfoDesk looks on this computer, its keys, and when it locks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from infodesk.gui.desk import Desk
from infodesk.gui.page import Page
from infodesk.gui.settings import DENSITIES, LOCK_MINUTES, TEXT_SIZES, THEMES, Choices
from infodesk.gui.shell.command_button import CommandButton
from infodesk.gui.shell.keymap import scrolled
from infodesk.gui.widgets import Card, PlainLabel
from infodesk.words import t, tn
from infodesk.words.languages import language_name, languages


class SettingsPage(Page):
    """Each choice holds at once; there is nothing to save. `cards` stand below the choices."""

    def __init__(
        self, desk: Desk, cards: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._shown: list[Callable[[Choices], None]] = []
        inner = QWidget()
        # Not each card: Qt asks for their heights as if they were as wide as the page.
        inner.setMaximumWidth(desk.theme.px(768))
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(*(desk.theme.px(side) for side in (24, 4, 24, 24)))
        self.column.setSpacing(desk.theme.px(16))
        self._me()
        self._appearance()
        self._keys()
        self._reminders()
        self._security()
        for card in cards:
            self.column.addWidget(card)
        self.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, t("Settings")))
        desk.settings.subscribe(self._show)
        self._show(desk.settings.now)

    def section(self, title: str) -> QGridLayout:
        """Add a card with a title and return the grid for its lines."""
        theme = self.desk.theme
        card = Card(theme, margin=20)
        card.body.addWidget(PlainLabel(theme, title, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(12))
        grid.setColumnStretch(0, 1)
        card.body.addLayout(grid)
        self.column.addWidget(card)
        return grid

    def line(self, grid: QGridLayout, label: str, hint: str, control: QWidget) -> None:
        """Add a line: what is chosen, a sentence about it, and the control."""
        theme, row = self.desk.theme, grid.rowCount()
        words = QVBoxLayout()
        words.setSpacing(0)
        name = PlainLabel(theme, label)
        name.setBuddy(control)
        words.addWidget(name)
        if hint:
            words.addWidget(PlainLabel(theme, hint, "small", "muted", wrap=True))
        control.setAccessibleName(label)
        control.setAccessibleDescription(hint)
        grid.addLayout(words, row, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        # A box stands where the others end; what is chosen from begins where the others begin.
        far = isinstance(control, QCheckBox)
        grid.addWidget(control, row, 1, middle | Qt.AlignmentFlag.AlignTrailing if far else middle)

    def _me(self) -> None:
        commands = self.desk.commands
        if not any(command.id == "go-profile" for command in commands.all()):
            return
        button = CommandButton(self.desk.theme, commands, "go-profile")
        button.set_text(t("Open"))
        hint = t("Who you are, for introductions and for what you have in common with others.")
        self.line(self.section(t("Me")), t("My profile"), hint, button)

    def _appearance(self) -> None:
        grid = self.section(t("Appearance"))
        themes = {
            "system": t("As the system"),
            "light": t("Light"),
            "dark": t("Dark"),
            "contrast": t("High contrast"),
        }
        densities = {"dense": t("Dense"), "comfortable": t("Comfortable")}
        self._choice(grid, "theme", t("Colours"), "", [(one, themes[one]) for one in THEMES])
        self._choice(
            grid,
            "text_size",
            t("Text size"),
            t("Ctrl and + or - change it anywhere."),
            [(size, f"{size} %") for size in TEXT_SIZES],
        )
        self._choice(
            grid, "density", t("Rows of tables"), "", [(one, densities[one]) for one in DENSITIES]
        )
        known = languages()
        if len(known) > 1:
            names = [("", t("As the system")), *((one, language_name(one)) for one in known)]
            self._choice(grid, "language", t("Language"), t("From the next start on."), names)

    def _keys(self) -> None:
        grid = self.section(t("Keys"))
        self._flag(
            grid,
            "letter_keys",
            t("Single letters do things"),
            t("Such as D for done, wherever no text is being typed."),
        )

    def _reminders(self) -> None:
        grid = self.section(t("Reminders"))
        self._flag(
            grid,
            "reminders",
            t("Tell on the desktop how much waits for me"),
            t("A number once a day while the vault is open; never a name."),
        )

    def _security(self) -> None:
        grid = self.section(t("Security"))
        self._choice(
            grid,
            "auto_lock_minutes",
            t("Lock after"),
            t("When neither key nor pointer was used. Locking ends the program's process."),
            [
                (one, tn("{count} minute", "{count} minutes", one) if one else t("never"))
                for one in LOCK_MINUTES
            ],
        )
        self._flag(
            grid,
            "lock_with_system",
            t("Lock when the screen locks or the computer sleeps"),
            t("Also when another person's session comes to the front."),
        )
        hints = {
            "backups": t("Made by themselves once a day, encrypted and checked."),
            "change-passphrase": t("What opens this vault. Backups made before keep the old one."),
            "new-keys": t("Ends what old copies of the keys could open. The code becomes another."),
            "recovery-code": t("Shown and printed again, after asking for the passphrase."),
            "go-leaving": t("What is written where, what leaves when, and who could see what."),
        }
        known = {command.id for command in self.desk.commands.all()}
        for command_id in (one for one in hints if one in known):
            button = CommandButton(self.desk.theme, self.desk.commands, command_id)
            label = self.desk.commands.get(command_id).text.removesuffix("…")
            self.line(grid, label, hints[command_id], button)

    def _choice(
        self,
        grid: QGridLayout,
        name: str,
        label: str,
        hint: str,
        options: Sequence[tuple[object, str]],
    ) -> None:
        combo = QComboBox()
        combo.setObjectName(name)
        for value, text in options:
            combo.addItem(text, value)
        combo.activated.connect(
            lambda _index: self.desk.settings.change(**{name: combo.currentData()})
        )
        self._shown.append(lambda now: combo.setCurrentIndex(combo.findData(getattr(now, name))))
        self.line(grid, label, hint, combo)

    def _flag(self, grid: QGridLayout, name: str, label: str, hint: str) -> None:
        box = QCheckBox()
        box.setObjectName(name)
        box.setProperty("bare", True)
        box.clicked.connect(lambda checked: self.desk.settings.change(**{name: checked}))
        self._shown.append(lambda now: box.setChecked(getattr(now, name)))
        self.line(grid, label, hint, box)

    def _show(self, now: Choices) -> None:
        for show in self._shown:
            show(now)
