"""Naming a new vault and saying where it goes."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from infodesk.core.sync_folders import find_sync_folder
from infodesk.gui.pages.doorstep import VAULT_SUFFIX, Doorstep, free_name
from infodesk.gui.widgets import Button, ElidedLabel, Field, PlainLabel
from infodesk.words import t

if TYPE_CHECKING:
    from infodesk.vault.folder import VaultFolder

# What Windows refuses in names, https://learn.microsoft.com/windows/win32/fileio/naming-a-file;
# refused everywhere, because vaults travel.
_SIGNS = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 80


class VaultPlace(QWidget):
    """A field for the name, and the folder that the vault will lie in."""

    def __init__(self, step: Doorstep, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = step.theme
        self._step, self.place = step, step.place
        self.name = QLineEdit(free_name(self.place, name))
        self.name.setMaxLength(_LONGEST)
        self.name_field = Field(theme, t("Name of the vault"), self.name)
        self.name.textEdited.connect(lambda _text: self.name_field.set_error(""))
        self.where = ElidedLabel(theme, "", "small", "muted")
        self.change = Button(theme, t("Change…"), size="small")
        self.change.setAccessibleName(t("Change where the vault is kept"))
        self.change.clicked.connect(self._choose)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(PlainLabel(theme, t("Kept in"), "small", "muted"))
        line.addWidget(self.where, 1)
        line.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.name_field)
        column.addLayout(line)
        self.warning = PlainLabel(theme, "", "small", "warn", wrap=True)
        column.addWidget(self.warning)
        self._show()

    def folder(self) -> "VaultFolder | None":
        """Return the folder to be made; None, with the reason beside the field, if it cannot be."""
        from infodesk.vault.folder import VaultFolder

        name = self.name.text().strip()
        folder = VaultFolder(self.place / f"{name}{VAULT_SUFFIX}")
        sentence = wrong_name(name)
        if not sentence and folder.path.exists():
            sentence = t("A vault of this name is already there. Choose another name.")
        self.name_field.set_error(sentence)
        if sentence:
            self.name.setFocus()
            self.name.selectAll()
            return None
        return folder

    def _choose(self) -> None:
        self._step.ask.folder(t("Where to keep the vault"), self._chosen)

    def _chosen(self, place: Path) -> None:
        self.place = place
        self.name_field.set_error("")
        self._show()

    def _show(self) -> None:
        self.where.setText(place_words(self.place))
        warning = place_warning(self.place)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))


def place_warning(place: Path) -> str:
    """Return the sentence beside a place that was chosen for a new vault, "" for a good one."""
    found = find_sync_folder(place)
    if found is None:
        return ""
    return t(
        "{service} syncs this folder. Two computers must never have the vault open at once; safer "
        "is a folder outside, with the backups copied here.",
        service=found.service,
    )


def wrong_name(name: str) -> str:
    """Return what is wrong with a vault's name, "" for nothing."""
    if not name:
        return t("Give the vault a name.")
    if _SIGNS.search(name):
        return t("A name cannot hold any of these signs: {signs}", signs='< > : " / \\ | ? *')
    if name.startswith(".") or name.endswith(".") or _RESERVED.fullmatch(name):
        return t("Not every computer accepts this name. Choose another one.")
    return ""


def place_words(place: Path) -> str:
    """Return a folder as a person would name it: from their home on, if it is below."""
    try:
        return str(Path("~") / place.relative_to(Path.home()))
    except ValueError:
        return str(place)
