"""How this computer shows InfoDesk: a small file beside the vaults, without a word from them."""

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from infodesk.core.errors import UserError
from infodesk.core.files import write_atomically

THEMES = ("system", "light", "dark", "contrast")
TEXT_SIZES = (100, 115, 130, 150, 175, 200)
DENSITIES = ("dense", "comfortable")
REPORT_FORMS = ("pdf", "markdown", "text")
PAPERS = ("", "a4", "letter")
LOCK_MINUTES = (1, 2, 5, 10, 15, 30, 60, 0)
HOME_VARIABLE = "INFODESK_HOME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be set on this computer; never names, notes or searches.

    `text_size` is in percent; `auto_lock_minutes` 0 is never; `lock_with_system` locks
    when the screen locks or the computer sleeps; `language` "" is the system's;
    `report_left_out` are sections, `paper` "" is what is usual here;
    `backup_place` "" is the usual one, `backup_second` "" none;
    `checked_vault` and `checked_at` are which vault was checked in full last, and when (ISO);
    `last_opened` is when the last vault was opened, ISO; `window` is Qt's own description of place
    and size, base64; `meetings_month` shows meetings by the month; `columns` are widths by table,
    negative for a hidden column.
    `sync_advice` is whether to advise once against a synced folder; `keyring_slots` are the ids of
    the ways in that this computer's keyring keeps secrets for.
    """

    theme: str = "system"
    text_size: int = 100
    density: str = "dense"
    language: str = ""
    auto_lock_minutes: int = 5
    lock_with_system: bool = True
    letter_keys: bool = True
    reminders: bool = False
    export_warning: bool = True
    report_left_out: list[str] = field(default_factory=list)
    report_redact: bool = False
    report_hide_companies: bool = False
    report_form: str = "pdf"
    paper: str = ""
    backup_daily: bool = True
    sync_advice: bool = True
    backup_place: str = ""
    backup_second: str = ""
    keyring_slots: list[str] = field(default_factory=list)
    checked_vault: str = ""
    checked_at: str = ""
    last_vault: str = ""
    last_opened: str = ""
    window: str = ""
    meetings_month: bool = False
    columns: Mapping[str, list[int]] = field(default_factory=dict)


class Settings:
    """The choices in force and the file that keeps them.

    `folder` overrides where they, and the backups, are kept; else the variable INFODESK_HOME, else
    the system's place for settings. A damaged file is put aside and the defaults are used.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or settings_folder()
        self.data_folder = folder or data_folder()
        self.path = self.folder / "settings.json"
        self.now = self._read()
        self._listeners: list[Callable[[Choices], None]] = []

    def change(self, **values: Any) -> None:
        """Set the named choices, keep them, and tell listeners; same values do nothing.

        A place that cannot be written to is no reason to refuse: the choices hold until quit.
        """
        new = replace(self.now, **values)
        if new == self.now:
            return
        self.now = new
        with contextlib.suppress(OSError, UserError):
            self._write()
        for listener in self._listeners:
            listener(new)

    def subscribe(self, listener: Callable[[Choices], None]) -> None:
        """Call `listener` with the new choices after each change."""
        self._listeners.append(listener)

    def _read(self) -> Choices:
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return Choices()
        except (OSError, UnicodeDecodeError):
            return self._put_aside()
        try:
            found = json.loads(text)
        except ValueError:
            return self._put_aside()
        return _sound(found) if isinstance(found, dict) else self._put_aside()

    def _put_aside(self) -> Choices:
        with contextlib.suppress(OSError):
            self.path.replace(self.path.with_suffix(".damaged.json"))
        return Choices()

    def _write(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps(asdict(self.now), indent=1, sort_keys=True)
        write_atomically(self.path, text.encode())


def settings_folder() -> Path:
    """Return where this computer keeps InfoDesk's settings."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home)
    import platformdirs

    return Path(platformdirs.user_config_dir("InfoDesk", appauthor=False))


def data_folder() -> Path:
    """Return where this computer keeps what InfoDesk makes by itself, such as backups."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home)
    import platformdirs

    return Path(platformdirs.user_data_dir("InfoDesk", appauthor=False))


def _sound(found: dict[str, Any]) -> Choices:
    """Return the choices of a file, each unknown or impossible one left at its default."""
    usual = Choices()
    kept: dict[str, Any] = {}
    for one in fields(Choices):
        value, default = found.get(one.name), getattr(usual, one.name)
        if type(value) is type(default) and _possible(one.name, value):
            kept[one.name] = value
    return Choices(**kept)


def _possible(name: str, value: Any) -> bool:
    allowed: dict[str, tuple[object, ...]] = {
        "theme": THEMES,
        "text_size": TEXT_SIZES,
        "density": DENSITIES,
        "auto_lock_minutes": LOCK_MINUTES,
        "report_form": REPORT_FORMS,
        "paper": PAPERS,
    }
    if name in allowed:
        return value in allowed[name]
    if name == "report_left_out":
        return all(isinstance(one, str) for one in value)
    if name == "columns":
        return all(
            isinstance(widths, list) and all(type(width) is int for width in widths)
            for widths in value.values()
        )
    if name == "keyring_slots":
        return all(isinstance(each, str) for each in value)
    return True
