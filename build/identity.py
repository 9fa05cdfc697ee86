"""How the bundle presents itself to Windows and macOS: icon, version, document types."""

import re
import struct
from pathlib import Path
from typing import Any

IDENTIFIER = "app.infodesk.InfoDesk"
NAME = "InfoDesk"
WORDS = "A private desk for informational interviews"

_VERSION = """VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={four}, prodvers={four}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1
  ),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "InfoDesk contributors"),
      StringStruct("FileDescription", "{words}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "{internal}"),
      StringStruct("LegalCopyright", "InfoDesk contributors, MIT licence"),
      StringStruct("OriginalFilename", "{internal}.exe"),
      StringStruct("ProductName", "{name}"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def version(root: Path) -> str:
    """Return the version that the package states, for example 0.1.0."""
    text = (root / "infodesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise ValueError("infodesk/__init__.py states no __version__")
    return found[1]


def version_file(root: Path, work: Path, internal: str) -> Path:
    """Write the version resource of a Windows program into `work` and return its path."""
    numbers = [int(number) for number in re.findall(r"\d+", version(root))][:4]
    four = tuple(numbers + [0] * (4 - len(numbers)))
    text = _VERSION.format(
        four=four, words=WORDS, version=version(root), internal=internal, name=NAME
    )
    path = work / f"{internal}-version.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def mac_properties(root: Path) -> dict[str, Any]:
    """Return what the application's Info.plist says: vaults are packages, backups are files."""
    vault, backup = f"{IDENTIFIER}.vault", f"{IDENTIFIER}.backup"
    return {
        "CFBundleDisplayName": NAME,
        "CFBundleShortVersionString": version(root),
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "InfoDesk vault",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [vault],
                "LSTypeIsPackage": True,
            },
            {
                "CFBundleTypeName": "InfoDesk backup",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [backup],
            },
        ],
        "UTExportedTypeDeclarations": [
            _exported(vault, "InfoDesk vault", "infodesk", "com.apple.package"),
            _exported(backup, "InfoDesk backup", "idbackup", "public.data"),
        ],
    }


def _exported(identifier: str, words: str, suffix: str, kind: str) -> dict[str, Any]:
    return {
        "UTTypeIdentifier": identifier,
        "UTTypeDescription": words,
        "UTTypeConformsTo": [kind],
        "UTTypeTagSpecification": {"public.filename-extension": [suffix]},
    }


# The icon: drawn from its SVG, packed as the two systems want it


def icon_file(root: Path, work: Path) -> Path:
    """Draw the application's icon, pack it for this system into `work` and return its path."""
    import sys

    work.mkdir(parents=True, exist_ok=True)
    drawing = root / "resources" / "icons" / "app" / "infodesk.svg"
    if sys.platform == "darwin":
        path = work / "InfoDesk.icns"
        path.write_bytes(pack_icns({size: draw(drawing, size) for size in _ICNS_KINDS}))
    else:
        path = work / "InfoDesk.ico"
        path.write_bytes(
            pack_ico({size: draw(drawing, size) for size in (16, 24, 32, 48, 64, 256)})
        )
    return path


def draw(drawing: Path, size: int) -> bytes:
    """Return `drawing`, an SVG, as PNG of `size` by `size` pixels."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"not an SVG: {drawing}")
    renderer.render(painter)
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    # PySide6's own types ask for bytes here, where Qt takes the format's name as text.
    picture.save(kept, "PNG")  # type: ignore[call-overload]
    return bytes(kept.data().data())


def pack_ico(pictures: dict[int, bytes]) -> bytes:
    """Return a Windows icon of PNG `pictures` by size (Microsoft's ICONDIR; PNG since Vista)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, png in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    return head + entries + b"".join(pictures.values())


# Apple's names for PNG pictures in an icon file, by their size in pixels.
_ICNS_KINDS = {16: b"icp4", 32: b"icp5", 128: b"ic07", 256: b"ic08", 512: b"ic09", 1024: b"ic10"}


def pack_icns(pictures: dict[int, bytes]) -> bytes:
    """Return a macOS icon of PNG `pictures` by size (format: Apple's 'icns' container)."""
    body = b"".join(
        _ICNS_KINDS[size] + struct.pack(">I", len(png) + 8) + png for size, png in pictures.items()
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body
