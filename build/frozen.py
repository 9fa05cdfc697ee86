"""Says what belongs into the frozen folder and what must never be found in it."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

# Never needed, and most of it a door: to the network, to other programs' formats, to GPL code.
EXCLUDED_MODULES = [
    *(f"PySide6.Qt{name}" for name in ("Concurrent", "Designer", "Help", "Network", "Qml")),
    *(f"PySide6.Qt{name}" for name in ("Quick", "QuickControls2", "QuickTest", "QuickWidgets")),
    *(f"PySide6.Qt{name}" for name in ("OpenGL", "OpenGLWidgets", "Sql", "Test", "UiTools")),
    *("_ssl", "ssl", "http", "urllib.request", "ftplib", "smtplib", "imaplib", "poplib"),
    *("asyncio", "socketserver", "xmlrpc", "wsgiref", "webbrowser", "sqlite3", "_sqlite3"),
    *("tkinter", "_tkinter", "curses", "readline", "pdb", "pydoc", "doctest", "unittest"),
    *("ensurepip", "pip", "setuptools", "distutils", "lib2to3", "idlelib", "turtle", "venv"),
    *("PIL", "numpy", "IPython", "pytest", "mypy", "rich", "pygments"),
]

# Qt's libraries and plugins by the end of their names; whatever else of Qt arrives is left out.
QT_LIBRARIES = {
    *("Core", "DBus", "Gui", "PrintSupport", "Svg", "SvgWidgets", "Widgets"),
    *("WaylandClient", "XcbQpa"),
}
QT_PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qgif", "qicns", "qico", "qjpeg", "qsvg"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platforms": {"qcocoa", "qminimal", "qoffscreen", "qwayland", "qwindows", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": {"cupsprintersupport"},
    "styles": {"qmacstyle", "qmodernwindowsstyle"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}
# What a file of the frozen folder may not be called, whatever brought it there.
FORBIDDEN = re.compile(
    r"virtualkeyboard|Qt6?(Qml|Quick|Network|Sql|Designer|Help|Test|Charts|Graphs|DataVis|WebEngine)"
    r"|lib-dynload/(_ssl|_sqlite3|_tkinter)\.|(^|/)_ssl\.|libssl[.-]|libsqlite3|libgtk|libreadline",
    re.IGNORECASE,
)
_QT_FILE = re.compile(
    r"(?:lib)?Qt6?(?P<name>[A-Z][A-Za-z]*)(?:\.framework|\.so[.\d]*|\.abi3\.so|\.dll|\.pyd|\.dylib)?"
)

# Of Linux's own libraries, those that Python needs in just this version, and the small ones of X11
# that a desktop often lacks. Everything else (glibc, libstdc++, fontconfig, D-Bus, GLib …) is the
# system's: copies of it clash with the system's fonts, drivers and settings.
LINUX_LIBRARIES = re.compile(
    r"lib(python3|crypto|ffi|bz2|lzma|uuid|z|xkbcommon|xkbcommon-x11|xcb-[a-z]+(-util)?)\.so"
    r"|libpython3\.\d+\.so"
)


def belongs(name: str) -> bool:
    """Say whether the file that would be called `name` in the frozen folder belongs there."""
    path = PurePosixPath(name.replace("\\", "/"))
    if FORBIDDEN.search(str(path)):
        return False
    if "PySide6" in path.parts:
        return _qt_belongs(path)
    if len(path.parts) == 1 and ".so" in path.name and path.name.startswith("lib"):
        return LINUX_LIBRARIES.match(path.name) is not None
    return True


def _qt_belongs(path: PurePosixPath) -> bool:
    if "translations" in path.parts:
        return False
    if "plugins" in path.parts:
        kind = path.parts[path.parts.index("plugins") + 1]
        return path.name.split(".")[0].removeprefix("lib") in QT_PLUGINS.get(kind, ())
    part = next((each for each in path.parts if each.endswith(".framework")), path.name)
    library = _QT_FILE.fullmatch(part)
    return library is None or library["name"] in QT_LIBRARIES


def package_files(root: Path) -> list[tuple[str, str]]:
    """Return InfoDesk's own files that are not Python (migrations), each with its folder."""
    files = (each for each in (root / "infodesk").rglob("*") if each.is_file())
    return [
        (str(each), each.parent.relative_to(root).as_posix())
        for each in files
        if each.suffix not in (".py", ".pyc", ".pyi")
    ]


def system_licences(binaries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return Debian's notices of the system libraries among `binaries`, as files of the bundle.

    Each binary is PyInstaller's name, source and kind. Other systems tell no package of a file.
    """
    query = shutil.which("dpkg-query")
    sources = {Path(source) for _, source, _ in binaries if source.startswith(("/lib/", "/usr/"))}
    packages: set[str] = set()
    for source in sources if query else ():
        # A package may name its file under /lib or /usr/lib, which are one folder today.
        names = {str(source), str(source.resolve()), str(source.resolve()).removeprefix("/usr")}
        told = subprocess.run(
            [str(query), "--search", *sorted(names)], capture_output=True, text=True, check=False
        ).stdout
        packages |= {line.split(":")[0] for line in told.splitlines()}
    notices = {name: Path("/usr/share/doc") / name / "copyright" for name in packages}
    return [
        (f"system-licences/{name}.txt", str(path), "DATA")
        for name, path in sorted(notices.items())
        if path.is_file()
    ]


def imported_late(root: Path) -> list[str]:
    """Return every module of InfoDesk: some are imported by name only when they are used."""
    package = root / "infodesk"
    files = [each.relative_to(root).with_suffix("") for each in package.rglob("*.py")]
    return sorted(".".join(each.parts).removesuffix(".__init__") for each in files)


def chosen_late() -> list[str]:
    """Return what libraries import by a name they put together: holidays, keyrings."""
    from PyInstaller.utils.hooks import collect_submodules

    found: list[str] = []
    for library in ("holidays", "icalendar", "keyring.backends"):
        found += collect_submodules(library, filter=lambda name: ".tests" not in name)
    return found


def intruders(folder: Path) -> list[str]:
    """Return the files of the frozen `folder` that must not be in it."""
    names = [str(each.relative_to(folder).as_posix()) for each in folder.rglob("*")]
    return sorted(name for name in names if FORBIDDEN.search(name))


def unresolved(folder: Path) -> list[str]:
    """Return the libraries that programs in the frozen `folder` link to and would not find here."""
    ldd = shutil.which("ldd")
    if ldd is None:
        return []
    files = [str(each) for each in folder.rglob("*.so*") if each.is_file()]
    told = subprocess.run([ldd, *files], capture_output=True, text=True, check=False).stdout
    return sorted(set(re.findall(r"^\s*(\S+) => not found", told, re.MULTILINE)))
