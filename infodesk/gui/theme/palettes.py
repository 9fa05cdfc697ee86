"""The named colours of InfoDesk: light, dark and high contrast."""

from dataclasses import dataclass, fields
from typing import Literal, get_args

ColorName = Literal[
    "canvas",
    "rail",
    "surface",
    "raised",
    "sunken",
    "hover",
    "chip",
    "line",
    "edge",
    "text",
    "muted",
    "faint",
    "accent",
    "accent_strong",
    "on_accent",
    "accent_soft",
    "selection",
    "good",
    "good_soft",
    "warn",
    "warn_soft",
    "bad",
    "bad_strong",
    "on_bad",
    "bad_soft",
    "info",
    "info_soft",
    "focus",
    "blue",
    "blue_soft",
    "green",
    "green_soft",
    "orange",
    "orange_soft",
    "violet",
    "violet_soft",
    "teal",
    "teal_soft",
    "rose",
    "rose_soft",
]
COLOR_NAMES: tuple[ColorName, ...] = get_args(ColorName)

Hue = Literal["blue", "green", "orange", "violet", "teal", "rose"]
HUES: tuple[Hue, ...] = get_args(Hue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One table of colours as #RRGGBB.

    `line` is the hairline between things; `edge` outlines what can be operated and reaches 3:1;
    a `…_soft` colour is the quiet ground on which its namesake is readable as text.
    """

    name: str
    dark: bool

    canvas: str
    rail: str
    surface: str
    raised: str
    sunken: str
    hover: str
    chip: str
    line: str
    edge: str

    text: str
    muted: str
    faint: str  # only for what is switched off: no contrast is promised

    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    selection: str

    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_strong: str
    on_bad: str
    bad_soft: str
    info: str
    info_soft: str
    focus: str

    blue: str
    blue_soft: str
    green: str
    green_soft: str
    orange: str
    orange_soft: str
    violet: str
    violet_soft: str
    teal: str
    teal_soft: str
    rose: str
    rose_soft: str

    def colors(self) -> dict[str, str]:
        """Return every colour by its name."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("name", "dark")
        }


LIGHT = Palette(
    name="light",
    dark=False,
    canvas="#F5F6F8",
    rail="#EEF0F3",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#EEF0F3",
    hover="#F2F4F7",
    chip="#E6E9EE",
    line="#E1E5EA",
    edge="#808995",
    text="#1A1F27",
    muted="#5A6471",
    faint="#9AA3AF",
    accent="#0B7A75",
    accent_strong="#096661",
    on_accent="#FFFFFF",
    accent_soft="#E2F3F1",
    selection="#BFE4E0",
    good="#24703A",
    good_soft="#E4F3E7",
    warn="#8A5800",
    warn_soft="#FBF0DA",
    bad="#B3372B",
    bad_strong="#972C22",
    on_bad="#FFFFFF",
    bad_soft="#FBE6E3",
    info="#2458C6",
    info_soft="#E5ECFB",
    focus="#0B7A75",
    blue="#2F4FAE",
    blue_soft="#E1E9FC",
    green="#266B36",
    green_soft="#E1F2E3",
    orange="#944510",
    orange_soft="#FDE9D9",
    violet="#6B35A3",
    violet_soft="#EFE6FA",
    teal="#0A6B66",
    teal_soft="#DDF1EF",
    rose="#A52A55",
    rose_soft="#FCE4EC",
)

DARK = Palette(
    name="dark",
    dark=True,
    canvas="#13161B",
    rail="#161A20",
    surface="#1A1E25",
    raised="#20252D",
    sunken="#12151A",
    hover="#232932",
    chip="#272D36",
    line="#2D343E",
    edge="#727E8D",
    text="#E7EAF0",
    muted="#9AA5B4",
    faint="#5F6977",
    accent="#3FB8AE",
    accent_strong="#5BCBC1",
    on_accent="#08201E",
    accent_soft="#12352F",
    selection="#1D564F",
    good="#72C283",
    good_soft="#173021",
    warn="#E0AE55",
    warn_soft="#352913",
    bad="#F08A7D",
    bad_strong="#F5A398",
    on_bad="#2B0F0B",
    bad_soft="#3A1E1B",
    info="#8BB0FF",
    info_soft="#1C2947",
    focus="#5BCBC1",
    blue="#A3BEFF",
    blue_soft="#1E2E52",
    green="#8CD39A",
    green_soft="#1C3824",
    orange="#F2B07A",
    orange_soft="#3F2817",
    violet="#CDA8F5",
    violet_soft="#342350",
    teal="#6FD3CA",
    teal_soft="#133934",
    rose="#F59AB5",
    rose_soft="#41202D",
)

CONTRAST = Palette(
    name="contrast",
    dark=True,
    canvas="#000000",
    rail="#000000",
    surface="#0B0B0B",
    raised="#141414",
    sunken="#000000",
    hover="#2B2B2B",
    chip="#1C1C1C",
    line="#8C8C8C",
    edge="#FFFFFF",
    text="#FFFFFF",
    muted="#DADADA",
    faint="#9C9C9C",
    accent="#5FF0E0",
    accent_strong="#A5FFF5",
    on_accent="#000000",
    accent_soft="#003B36",
    selection="#00544D",
    good="#86F7A0",
    good_soft="#00300F",
    warn="#FFD166",
    warn_soft="#362700",
    bad="#FFA79C",
    bad_strong="#FFC5BD",
    on_bad="#000000",
    bad_soft="#430B04",
    info="#A9C8FF",
    info_soft="#06225A",
    focus="#FFE14D",
    blue="#B9D0FF",
    blue_soft="#06225A",
    green="#A2F5B3",
    green_soft="#00300F",
    orange="#FFC796",
    orange_soft="#452000",
    violet="#DFC3FF",
    violet_soft="#300D57",
    teal="#8CF5EA",
    teal_soft="#003B36",
    rose="#FFB5CB",
    rose_soft="#4C0A24",
)


def channels(color: str) -> tuple[int, int, int]:
    """Return red, green and blue (0 to 255) of a #RRGGBB colour."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21, of two colours (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    # WCAG 2.2 keeps sRGB's older threshold, 0.03928; in 8 bits it makes no difference.
    return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)
