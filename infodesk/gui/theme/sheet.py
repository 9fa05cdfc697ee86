"""The one style sheet: how Qt's own controls look in a palette."""

from collections.abc import Callable
from string import Template

from infodesk.gui.theme.palettes import Palette

# Only what has a rule here is drawn by the sheet; our own widgets paint themselves. Lengths are
# in pixels at a text scale of 1 (`$n8` is 8 px and grows with the text).
_SHEET = Template(
    """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: $n6;
  padding: $n5 $n8; placeholder-text-color: $muted;
  selection-background-color: $selection; selection-color: $text; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: $n20; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 2px solid $focus; padding: $m5 $m8; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled,
QComboBox:disabled { background: $sunken; color: $faint; border-color: $line; }
QLineEdit[wrong="true"] { border: 2px solid $bad; padding: $m5 $m8; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QTextEdit[bare="true"] {
  background: transparent; border: none; padding: 0px; min-height: 0px; }

QAbstractSpinBox QLineEdit { border: none; padding: 0px $n4; min-height: 0px;
  background: transparent; }
QComboBox QLineEdit { border: none; padding: 0px; min-height: 0px; background: transparent; }
QComboBox::drop-down { border: none; width: $n28; subcontrol-origin: border;
  subcontrol-position: center right; }
QComboBox::down-arrow { image: url(icons:tinted/chevron-down-$name.svg); width: $n16;
  height: $n16; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $edge;
  padding: $n4;
  outline: none; selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: $n26; padding: 0px $n6; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QDateTimeEdit::drop-down { border: none; width: $n28; subcontrol-origin: border;
  subcontrol-position: center right; background: transparent; }
QDateTimeEdit::down-arrow { image: url(icons:tinted/chevron-down-$name.svg); width: $n16;
  height: $n16; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: $n20;
  background: transparent; subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(icons:tinted/chevron-up-$name.svg); width: $n12;
  height: $n12; }
QAbstractSpinBox::down-arrow { image: url(icons:tinted/chevron-down-$name.svg); width: $n12;
  height: $n12; }

QPushButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: $n6;
  padding: $n6 $n14; min-height: $n18; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: 2px solid $focus; padding: $m6 $m14; }
QPushButton:default, QPushButton[kind="primary"] { background: $accent; color: $on_accent;
  border-color: $accent; }
QPushButton:default:hover, QPushButton[kind="primary"]:hover { background: $accent_strong; }
QPushButton:default:focus, QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="danger"] { background: $bad; color: $on_bad; border-color: $bad; }
QPushButton[kind="danger"]:hover { background: $bad_strong; }
QPushButton[kind="quiet"] { background: transparent; color: $accent; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border-color: $focus; }
QPushButton:disabled { background: $sunken; color: $faint; border-color: $line; }

QToolButton { background: transparent; color: $text; border: 1px solid transparent;
  border-radius: $n6; padding: $n4; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $focus; padding: $m4; }

QCheckBox, QRadioButton { spacing: $n8; color: $text; padding: $n3 $n2;
  border: 1px solid transparent; border-radius: $n4; }
QCheckBox[bare="true"] { spacing: 0px; padding: $n3 0px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: $n16; height: $n16; border: 1px solid $edge; border-radius: $n4; background: $surface; }
QRadioButton::indicator { border-radius: $r16; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url(icons:tinted/check-$name.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url(icons:tinted/dash-$name.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
  image: url(icons:tinted/dot-$name.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line;
  background: $sunken; }

QTableView, QTreeView, QListView { background: $surface; color: $text; border: none;
  gridline-color: $line; outline: none; selection-background-color: $accent_soft;
  selection-color: $text; alternate-background-color: $surface; }
QListView[bare="true"] { background: transparent; }
QHeaderView { background: $canvas; border: none; }
QHeaderView::section { background: $canvas; color: $muted; border: none;
  border-bottom: 1px solid $line; padding: $n7 $n8; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url(icons:tinted/chevron-up-$name.svg); width: $n12;
  height: $n12; subcontrol-position: center right; right: $n4; }
QHeaderView::down-arrow { image: url(icons:tinted/chevron-down-$name.svg); width: $n12;
  height: $n12; subcontrol-position: center right; right: $n4; }
QTableCornerButton::section { background: $canvas; border: none; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: $n12; }
QScrollBar:horizontal { height: $n12; }
QScrollBar::handle { background: $faint; border-radius: $n2; margin: $n4; }
QScrollBar::handle:vertical { min-height: $n32; }
QScrollBar::handle:horizontal { min-width: $n32; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $muted;
  border-radius: $n3; margin: $n3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { background: transparent; color: $muted; border: none;
  border-bottom: 2px solid transparent; padding: $n8 $n2; margin-right: $n16; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; border-bottom: 3px solid $focus; }
QTabBar::tab:disabled { color: $faint; }

QMenu { background: $raised; color: $text; border: 1px solid $edge; padding: $n4; }
QMenu::item { padding: $n6 $n24 $n6 $n12; border-radius: $n4; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: $n4 $n8; }
QMenu::icon { padding-left: $n8; }
QMenu::indicator { width: $n12; height: $n16; padding-left: $n8; }
QMenu::indicator:checked { image: url(icons:tinted/tick-$name.svg); }
QMenu::right-arrow { image: url(icons:tinted/chevron-right-$name.svg); width: $n14;
  height: $n14; right: $n6; }
QMenuBar { background: $rail; color: $text; }
QMenuBar::item { padding: $n4 $n8; border-radius: $n4; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: $n4 $n6; }

QProgressBar { background: $chip; border: none; border-radius: $n3; max-height: $n6;
  min-height: $n6; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: $n3; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
QStatusBar { background: $rail; color: $muted; }
QStatusBar::item { border: none; }
QGroupBox { border: 1px solid $line; border-radius: $n8; margin-top: $n12; padding: $n12; }
QGroupBox::title { subcontrol-origin: margin; left: $n12; color: $muted; }
QSlider::groove:horizontal { height: $n4; border-radius: $n2; background: $line; }
QSlider::sub-page:horizontal { background: $accent; border-radius: $n2; }
QSlider::handle:horizontal { width: $n16; height: $n16; margin: -$n6 0px; border-radius: $n8;
  background: $surface; border: 1px solid $edge; }
QSlider::handle:horizontal:focus { border: 2px solid $focus; }
QScrollArea { background: transparent; border: none; }
"""
)


class _Lengths(dict[str, str]):
    """Fills `$n8`: 8 px, scaled; `$m8`: less the pixel of a thicker border; `$r8`: half, round."""

    def __init__(self, colors: dict[str, str], px: Callable[[float], int]) -> None:
        super().__init__(colors)
        self._px = px

    def __missing__(self, gap: str) -> str:
        length = self._px(float(gap[1:]))
        if gap[0] == "r":
            return f"{length // 2 + 1}px"
        return f"{max(0, length - 1 if gap[0] == 'm' else length)}px"


def style_sheet(palette: Palette, px: Callable[[float], int]) -> str:
    """Write the application's style sheet for `palette`; `px` scales a length in pixels."""
    return _SHEET.substitute(_Lengths({**palette.colors(), "name": palette.name}, px))
