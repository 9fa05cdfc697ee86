"""Write the few icons that the style sheet shows, once for each palette."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from infodesk.gui.theme.palettes import CONTRAST, DARK, LIGHT, ColorName  # noqa: E402

_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" '
    'fill="none" stroke="{color}" stroke-width="{stroke}" stroke-linecap="round" '
    'stroke-linejoin="round">'
)
_SHAPES: dict[str, tuple[ColorName, str, str]] = {
    "chevron-down": ("muted", "2", '<path d="M6 9.5l6 6 6-6"/>'),
    "chevron-up": ("muted", "2", '<path d="M6 14.5l6-6 6 6"/>'),
    "chevron-right": ("muted", "2", '<path d="M9.5 6l6 6-6 6"/>'),
    "tick": ("accent", "2.5", '<path d="M5 12.5l4.5 4.5L19 7.5"/>'),
    "check": ("on_accent", "3", '<path d="M5 12.5l4.5 4.5L19 7.5"/>'),
    "dash": ("on_accent", "3", '<path d="M6 12h12"/>'),
    "dot": ("on_accent", "9", '<path d="M12 12h.01"/>'),
}


def drawings() -> dict[str, str]:
    """Return the text of every tinted file by its name."""
    return {
        f"{name}-{palette.name}.svg": _HEAD.format(color=palette.colors()[color], stroke=stroke)
        + shape
        + "</svg>\n"
        for palette in (LIGHT, DARK, CONTRAST)
        for name, (color, stroke, shape) in _SHAPES.items()
    }


def main() -> None:
    """Write them into resources/icons/tinted."""
    folder = ROOT / "resources" / "icons" / "tinted"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in drawings().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
