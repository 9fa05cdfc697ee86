"""The palettes keep their contrast; the theme follows what is chosen."""

import itertools
import re
import runpy
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QCheckBox, QLabel

from infodesk.core.resources import resource
from infodesk.gui.theme import HUES, Theme
from infodesk.gui.theme.fonts import ROLES
from infodesk.gui.theme.palettes import COLOR_NAMES, CONTRAST, DARK, LIGHT, Palette, contrast
from infodesk.gui.theme.sheet import style_sheet

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST], ids=lambda one: one.name)
GROUNDS = ("canvas", "rail", "surface", "raised", "sunken", "hover")
STATES = ("accent", "good", "warn", "bad", "info")

READABLE = [
    *itertools.product(("text", "muted", "accent"), (*GROUNDS, "accent_soft")),
    *itertools.product(("good", "warn", "bad", "info"), GROUNDS),
    *((name, f"{name}_soft") for name in (*STATES, *HUES)),
    *itertools.product(("text", "muted"), [f"{name}_soft" for name in STATES]),
    ("text", "selection"),
    ("text", "chip"),
    ("muted", "chip"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("on_bad", "bad"),
    ("on_bad", "bad_strong"),
]
OUTLINED = [
    *itertools.product(("edge", "focus", "muted"), (*GROUNDS, "accent_soft")),
    *itertools.product(("focus", "accent", "good", "warn", "bad"), ("chip",)),  # bars
]


def too_weak(palette: Palette, pairs: list[tuple[str, str]], least: float) -> list[str]:
    colors = palette.colors()
    return [
        f"{one} on {ground}: {contrast(colors[one], colors[ground]):.2f}"
        for one, ground in pairs
        if contrast(colors[one], colors[ground]) < least
    ]


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@PALETTES
def test_text_can_be_read(palette):
    assert not too_weak(palette, READABLE, 7 if palette is CONTRAST else 4.5)


@PALETTES
def test_borders_and_icons_can_be_seen(palette):
    assert not too_weak(palette, OUTLINED, 3)


@PALETTES
def test_every_color_has_a_name_and_a_value(palette):
    assert set(palette.colors()) == set(COLOR_NAMES)
    assert all(re.fullmatch("#[0-9A-F]{6}", value) for value in palette.colors().values())
    assert len(fields(palette)) == len(COLOR_NAMES) + 2


@PALETTES
def test_the_sheet_is_filled_and_shows_icons_that_exist(palette):
    sheet = style_sheet(palette, round)
    assert "$" not in sheet
    shown = set(re.findall(r"url\(icons:([^)]*)\)", sheet))
    assert shown
    assert not [name for name in shown if not resource("icons", name).is_file()]


def test_the_icons_of_the_sheet_are_those_of_the_palettes():
    root = Path(__file__).resolve().parents[2]
    drawings = runpy.run_path(str(root / "build" / "tinted_icons.py"))["drawings"]()
    for name, text in drawings.items():
        assert resource("icons", "tinted", name).read_text(encoding="utf-8") == text


def test_a_mode_dresses_the_application(theme, qapp):
    theme.apply(qapp, "dark")
    assert theme.color("canvas").name().upper() == DARK.canvas
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.canvas
    assert qapp.palette().color(QPalette.ColorRole.PlaceholderText).name().upper() == DARK.muted
    theme.apply(qapp, "contrast")
    assert theme.outlined
    assert theme.soft("good").name().upper() == CONTRAST.good_soft
    assert theme.soft("muted").name().upper() == CONTRAST.sunken


def test_the_system_decides_when_asked(theme, qapp):
    theme.apply(qapp, "system")
    assert theme.mode == "system"
    assert theme.palette in (LIGHT, DARK, CONTRAST)


def test_text_grows_with_the_scale_and_stays_in_bounds(theme, qapp):
    before = QFontInfo(theme.font("body")).pixelSize()
    theme.apply(qapp, "light", 2.0)
    assert theme.font("body").pixelSize() == 2 * before
    assert theme.px(8) == 16
    assert theme.row_height() == 64
    theme.apply(qapp, "light", 9.0)
    assert theme.text_scale == 2.0
    theme.apply(qapp, "light", 0.1, "comfortable")
    assert theme.text_scale == 1.0
    assert theme.row_height() == 40


def test_a_second_apply_does_not_grow_twice(theme, qapp):
    theme.apply(qapp, "light", 1.5)
    size = theme.font("body").pixelSize()
    theme.apply(qapp, "dark", 1.5)
    assert theme.font("body").pixelSize() == size


def test_changes_are_announced(theme, qapp, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")


def test_roles_are_ordered_by_importance(theme):
    size = {role: theme.font(role).pixelSize() for role in ROLES}
    assert size["title"] > size["section"] > size["body"] > size["small"] >= size["overline"]
    assert size["reading"] > size["body"]
    assert theme.font("strong").weight() == QFont.Weight.DemiBold
    assert theme.font("figures").isFeatureSet(QFont.Tag("tnum"))


def test_a_theme_may_be_dropped_while_the_application_lives(theme, qapp, qtbot):
    other = Theme()
    other.apply(qapp, "dark")
    other.deleteLater()
    label = QLabel("still here")
    qtbot.addWidget(label)
    theme.apply(qapp, "light")
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == LIGHT.text


def test_every_icon_can_be_drawn_in_a_color(theme):
    names = [path.stem for path in resource("icons").glob("*.svg")]
    assert len(names) > 60
    for name in names:
        image = theme.pixmap(name, "accent", 48).toImage()
        colors = {
            image.pixelColor(x, y).name()
            for x, y in itertools.product(range(48), range(48))
            if image.pixelColor(x, y).alpha() == 255
        }
        assert theme.color("accent").name() in colors, name


def test_icons_are_drawn_on_the_grid():
    head = 'viewBox="0 0 24 24"'
    for path in resource("icons").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert head in text, path.name
        assert 'stroke-width="1.75"' in text, path.name
        assert 'stroke-linecap="round"' in text, path.name
        assert "currentColor" in text, path.name


def test_an_icon_is_sharp_on_a_fine_screen(theme):
    fine = theme.pixmap("people", "text", 16, 2.0)
    assert fine.width() == 32
    assert fine.deviceIndependentSize().width() == 16
    coarse = theme.pixmap("people", "text", 32, 1.0)
    assert coarse.deviceIndependentSize().width() == 32


def test_an_unknown_icon_is_a_bug(theme):
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def test_a_check_box_shows_its_state(theme, qapp, qtbot):
    box = QCheckBox("Ask again")
    qtbot.addWidget(box)
    box.resize(120, 30)
    off = box.grab().toImage()
    box.setChecked(True)
    on = box.grab().toImage()
    accent = theme.color("accent")
    count = [
        sum(
            image.pixelColor(x, y) == accent
            for x, y in itertools.product(range(24), range(image.height()))
        )
        for image in (off, on)
    ]
    assert count[0] == 0
    assert count[1] > 50


def test_the_mark_of_the_app_is_drawn_at_every_size(theme):
    icon = theme.app_icon()
    assert sorted(size.width() for size in icon.availableSizes()) == [16, 24, 32, 48, 64, 128]
    image = theme.logo(64).toImage()
    assert image.pixelColor(32, 8).alpha() == 255
    assert image.pixelColor(0, 0).alpha() == 0
