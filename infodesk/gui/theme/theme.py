"""The theme: colours, fonts and lengths as the person has chosen them."""

from typing import Literal, get_args

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from infodesk.core.resources import resource
from infodesk.gui.icons import Icons
from infodesk.gui.theme.fonts import Role, base_pixels, make_font
from infodesk.gui.theme.palettes import CONTRAST, DARK, LIGHT, ColorName, Palette
from infodesk.gui.theme.sheet import style_sheet

Mode = Literal["system", "light", "dark", "contrast"]
MODES: tuple[Mode, ...] = get_args(Mode)
Density = Literal["dense", "comfortable"]

_ROW_HEIGHT: dict[Density, int] = {"dense": 32, "comfortable": 40}
_PALETTES: dict[Mode, Palette] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


class Theme(QObject):
    """Hands out colours, fonts, lengths and icons, and says when they have changed.

    Qt's own controls are dressed by one palette and one style sheet of the application; our own
    widgets are given the theme and follow `changed`.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app: QApplication | None = None
        self._system_font: QFont | None = None
        self._mode: Mode = "light"
        self._density: Density = "dense"
        self._text_scale = 1.0
        self._base = 13
        self._palette = LIGHT
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[Role, QFont] = {}
        self._icons = Icons()

    @property
    def mode(self) -> Mode:
        """What was asked for; "system" stays "system"."""
        return self._mode

    @property
    def palette(self) -> Palette:
        """The table in use."""
        return self._palette

    @property
    def outlined(self) -> bool:
        """Whether grounds alone are too quiet and everything to operate gets an outline."""
        return self._palette is CONTRAST

    @property
    def text_scale(self) -> float:
        """How much larger than the system's text everything is, 1.0 to 2.0."""
        return self._text_scale

    @property
    def density(self) -> Density:
        """How close rows stand."""
        return self._density

    def apply(
        self,
        app: QApplication,
        mode: Mode = "system",
        text_scale: float = 1.0,
        density: Density = "dense",
    ) -> None:
        """Dress the whole application; `text_scale` is kept within 1.0 and 2.0."""
        self._remember_system(app)
        self._mode, self._density = mode, density
        self._text_scale = min(max(text_scale, 1.0), 2.0)
        self._palette = _PALETTES.get(mode) or system_palette(app)
        self._colors.clear()
        self._fonts.clear()
        self._icons.forget()
        app.setFont(self.font("body"))
        app.setPalette(self._qt_palette())
        app.setStyleSheet(style_sheet(self._palette, self.px))
        self.changed.emit()

    def color(self, name: ColorName) -> QColor:
        """Return a named colour."""
        color = self._colors.get(name)
        if color is None:
            color = self._colors[name] = QColor(getattr(self._palette, name))
        return color

    def soft(self, name: ColorName) -> QColor:
        """Return the quiet ground that belongs to `name` ("good" gives "good_soft")."""
        return QColor(getattr(self._palette, f"{name}_soft", self._palette.sunken))

    def font(self, role: Role = "body") -> QFont:
        """Return the font of a role at the present text scale."""
        font = self._fonts.get(role)
        if font is None:
            system = self._system_font or QGuiApplication.font()
            font = self._fonts[role] = make_font(role, system, self._base * self._text_scale)
        return font

    def px(self, length: float) -> int:
        """Return a length, given in pixels at a text scale of 1, as it is now."""
        return max(1, round(length * self._text_scale)) if length else 0

    def row_height(self) -> int:
        """Return the height of a table row in pixels."""
        return self.px(_ROW_HEIGHT[self._density])

    def icon(self, name: str, color: ColorName = "muted") -> QIcon:
        """Return an icon of our own set in a named colour (faint when disabled).

        Icons are pictures of the moment: ask again on `changed`.
        """
        return self._icons.icon(name, self.color(color), self.color("faint"))

    def pixmap(
        self, name: str, color: ColorName = "muted", size: float = 16, ratio: float = 1.0
    ) -> QPixmap:
        """Return an icon as a picture of `size` pixels (scaled with the text) for painting."""
        return self._icons.pixmap(name, self.color(color), self.px(size), ratio)

    def logo(self, size: float = 20, ratio: float = 1.0) -> QPixmap:
        """Return the mark of InfoDesk as a picture of `size` pixels, scaled with the text."""
        return self._icons.pixmap("app/infodesk", self.color("accent"), self.px(size), ratio)

    def app_icon(self) -> QIcon:
        """Return the mark of InfoDesk for windows and the task bar."""
        icon = QIcon()
        for size in (16, 24, 32, 48, 64, 128):
            icon.addPixmap(self._icons.pixmap("app/infodesk", self.color("accent"), size, 1.0))
        return icon

    def _remember_system(self, app: QApplication) -> None:
        if self._app is app:
            return
        self._app = app
        # Not the application's: another theme may have dressed it already.
        self._system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._base = base_pixels(self._system_font)
        if app.style().objectName() != "fusion":
            app.setStyle("Fusion")
        QDir.setSearchPaths("icons", [str(resource("icons"))])
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _follow_system(self) -> None:
        if self._mode == "system" and self._app is not None:
            self.apply(self._app, "system", self._text_scale, self._density)

    def _qt_palette(self) -> QPalette:
        role, group = QPalette.ColorRole, QPalette.ColorGroup
        named: dict[QPalette.ColorRole, ColorName] = {
            role.Window: "canvas",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "sunken",
            role.Text: "text",
            role.Button: "surface",
            role.ButtonText: "text",
            role.BrightText: "on_bad",
            role.PlaceholderText: "muted",
            role.Highlight: "selection",
            role.HighlightedText: "text",
            role.Accent: "accent",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.ToolTipBase: "raised",
            role.ToolTipText: "text",
            role.Light: "raised",
            role.Midlight: "hover",
            role.Mid: "line",
            role.Dark: "edge",
            role.Shadow: "edge",
        }
        palette = QPalette()
        for which, name in named.items():
            palette.setColor(which, self.color(name))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(group.Disabled, which, self.color("faint"))
        return palette


def system_palette(app: QApplication) -> Palette:
    """Return the table that fits what the system asks for (Qt 6.10 also tells of contrast)."""
    hints = app.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is not None:
        wish = accessibility().contrastPreference()
        if wish == Qt.ContrastPreference.HighContrast:
            return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
