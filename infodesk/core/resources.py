"""Where the files that InfoDesk brings along are: in a checkout, an installed wheel or a bundle."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below `resources/`; it need not exist.

    A wheel and a bundle carry the folder as `infodesk/_resources`.
    """
    inside = _PACKAGE / "_resources"
    root = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
