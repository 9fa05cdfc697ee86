"""Finds the system libraries that Qt needs and lacks here, and the command that installs them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

# What InfoDesk uses of Qt on any screen.
LIBRARIES = ("lib/libQt6Widgets.so.6", "lib/libQt6Svg.so.6", "lib/libQt6DBus.so.6")

# A library's file name, and the package that holds it on Debian and Ubuntu, Fedora, Arch.
PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libGLX.so.0": ("libglx0", "libglvnd-glx", "libglvnd"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": (
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
    ),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libz.so.1": ("zlib1g", "zlib", "zlib"),
}
SYSTEMS = {"debian": 0, "ubuntu": 0, "fedora": 1, "rhel": 1, "centos": 1, "arch": 2}
COMMANDS = (
    ("Debian, Ubuntu", "sudo apt-get install --no-install-recommends"),
    ("Fedora", "sudo dnf install"),
    ("Arch", "sudo pacman -S --needed"),
)


def missing_libraries(venv: Path, platform: str) -> list[str]:
    """Return the file names of the libraries that Qt in `venv` would not find.

    `platform` is Qt's name for the kind of screen: offscreen, xcb or wayland. None are known on
    systems other than Linux, and where the C library has no `ldd`.
    """
    ldd = shutil.which("ldd")
    if not sys.platform.startswith("linux") or ldd is None:
        return []
    folders = list(venv.glob("lib/python*/site-packages/PySide6/Qt"))
    wanted = [*LIBRARIES, f"plugins/platforms/libq{platform}.so"]
    files = [str(folder / name) for folder in folders for name in wanted]
    files = [name for name in files if Path(name).exists()]
    if not files:
        return []
    told = subprocess.run([ldd, *files], capture_output=True, text=True, check=False).stdout
    return sorted(set(re.findall(r"^\s*(\S+) => not found", told, re.MULTILINE)))


def this_system(release: Path = Path("/etc/os-release")) -> int | None:
    """Return which of COMMANDS is this system's, None where it is none of them."""
    try:
        lines = release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    told = dict(line.split("=", 1) for line in lines if "=" in line)
    names = f"{told.get('ID', '')} {told.get('ID_LIKE', '')}".replace('"', "").split()
    return next((SYSTEMS[name] for name in names if name in SYSTEMS), None)


def packages(missing: list[str], system: int) -> list[str]:
    """Return the packages that hold the `missing` libraries on a system of COMMANDS."""
    return sorted({PACKAGES[name][system] for name in missing if name in PACKAGES})


def advice(missing: list[str], system: int | None) -> str:
    """Return what to tell a person whose system, one of COMMANDS or unknown, lacks `missing`."""
    lines = ["Qt needs system libraries that are not here: " + ", ".join(missing) + "."]
    for number, (name, command) in enumerate(COMMANDS):
        if system in (None, number) and packages(missing, number):
            where = "Install them" if system == number else f"On {name}"
            lines.append(f"{where}: {command} {' '.join(packages(missing, number))}")
    unknown = [name for name in missing if name not in PACKAGES]
    if unknown:
        lines.append("Your system's package search tells what holds " + ", ".join(unknown) + ".")
    return "\n".join(lines)
