"""What is delivered: locks, licences, contracts, the bundle, and what the launcher says."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import desktop
import environment
import frozen
import identity
import notices
import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ENTRY = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;\\]+)")


def entries(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    found = (ENTRY.match(line) for line in text.splitlines())
    return {each["name"]: each["version"] for each in found if each}


def normal(requirement: str) -> str:
    bare = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert bare
    return re.sub(r"[-_.]+", "-", bare[0]).lower()


# Locks


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_names_no_place_and_takes_only_hashed_wheels(lock):
    text = lock.read_text("utf-8")
    assert not re.search(r"://|file:|index-url|find-links|@ |(^|\s)/\w", text)
    blocks = [part for part in text.replace("\\\n", " ").splitlines() if part]
    assert blocks[0] == "--only-binary :all:"
    for block in blocks[1:]:
        assert ENTRY.match(block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block


def test_the_developers_lock_holds_the_others():
    dev = entries("dev").items()
    assert entries("run").items() <= dev
    assert entries("install").items() <= dev


def test_every_requirement_of_the_project_is_locked():
    assert {normal(each) for each in PROJECT["project"]["dependencies"]} <= set(entries("run"))
    groups = PROJECT["dependency-groups"].values()
    wanted = {normal(each) for group in groups for each in group if isinstance(each, str)}
    assert wanted <= set(entries("dev"))


# Licences


def test_every_requirement_is_named_in_the_notices():
    text = notices.TARGET.read_text("utf-8")
    for name, version in entries("run").items():
        assert f"\n{name} {version}\n" in text, f"run `make requirements`: {name} {version}"
    for word in ("ZETETIC", "GNU Lesser General Public License", "Libertinus Serif", "OpenSSL"):
        assert word in text


def test_qts_own_licences_lie_beside_the_notices():
    for name, words in {"LGPL-3.0": "LESSER GENERAL", "GPL-3.0": "GENERAL"}.items():
        text = (ROOT / "resources" / "licences" / f"{name}.txt").read_text("utf-8")
        assert f"GNU {words} PUBLIC LICENSE" in text
        assert "Version 3, 29 June 2007" in text


# Imports


def imported(path: Path) -> set[str]:
    """Every module that a file imports anywhere, also late; of `from a import b` also a.b."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return names


SOURCES = sorted((ROOT / "infodesk").rglob("*.py"))


def test_import_contracts_hold():
    # Deny lists of parts of packages are beyond import-linter; the next test has those.
    program = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([program, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True)
    assert told.returncode == 0, told.stdout.decode()


def test_no_module_reaches_for_the_network():
    doors = {"socket", "socketserver", "ssl", "http", "urllib.request", "ftplib", "smtplib"}
    doors |= {"PySide6.QtNetwork", "PySide6.QtWebSockets", "asyncio", "webbrowser", "xmlrpc"}
    for path in SOURCES:
        named = {name for name in imported(path) for door in doors if _within(name, door)}
        assert not named, f"{path.relative_to(ROOT)} imports {named}"


def _within(name: str, door: str) -> bool:
    return name == door or name.startswith(f"{door}.")


def test_the_bundle_keeps_every_part_of_qt_that_is_imported():
    parts = {name for path in SOURCES for name in imported(path) if name.startswith("PySide6.Qt")}
    used = {name.split(".")[1].removeprefix("Qt") for name in parts}
    assert used <= frozen.QT_LIBRARIES


# The bundle


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/QtWidgets.framework/Versions/A/QtWidgets",
        "PySide6/Qt6Svg.dll",
        "PySide6/QtDBus.abi3.so",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.dylib",
        "sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so",
        "libxcb-cursor.so.0",
        "libpython3.13.so.1.0",
        "infodesk/_resources/icons/clock.svg",
    ],
)
def test_what_belongs_into_the_bundle(name):
    assert frozen.belongs(name)
    assert frozen.belongs(name.replace("/", "\\"))


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/lib/libQt6VirtualKeyboard.so.6",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml",
        "PySide6/Qt6Quick.dll",
        "PySide6/QtSql.pyd",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
        "libgtk-3.so.0",
        "libstdc++.so.6",
        "libfontconfig.so.1",
    ],
)
def test_what_does_not_belong_into_the_bundle(name):
    assert not frozen.belongs(name)


def test_an_intruder_in_the_frozen_folder_is_found(tmp_path):
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "libQt6Core.so.6").touch()
    assert frozen.intruders(tmp_path) == []
    (tmp_path / "PySide6" / "libQt6Network.so.6").touch()
    assert frozen.intruders(tmp_path) == ["PySide6/libQt6Network.so.6"]


def test_the_spec_takes_what_the_rules_say():
    spec = (ROOT / "build" / "spec" / "infodesk.spec").read_text("utf-8")
    assert "excludes=frozen.EXCLUDED_MODULES" in spec
    assert "frozen.belongs(each[0])" in spec
    excluded = set(frozen.EXCLUDED_MODULES)
    for name in ("Qml", "Quick", "Network", "Sql", "Designer"):
        assert f"PySide6.Qt{name}" in excluded
    for path in SOURCES:
        assert not imported(path) & excluded, path


def test_late_imports_and_data_of_the_package_reach_the_bundle():
    assert "infodesk.core.errors" in frozen.imported_late(ROOT)
    assert "infodesk.store" in frozen.imported_late(ROOT)
    folders = {name for _, name in frozen.package_files(ROOT)}
    assert "infodesk/store/schema" in folders


@pytest.mark.parametrize("kind", ["ICO", "ICNS"])
def test_the_icon_is_readable_in_both_systems_formats(kind, qapp):
    drawing = ROOT / "resources" / "icons" / "app" / "infodesk.svg"
    pictures = {size: identity.draw(drawing, size) for size in (32, 256)}
    packed = identity.pack_ico(pictures) if kind == "ICO" else identity.pack_icns(pictures)
    seen = QImage.fromData(packed, kind)
    drawn = QImage.fromData(pictures[seen.width()], "PNG")
    assert seen.convertToFormat(drawn.format()) == drawn
    assert seen.pixelColor(0, 0).alpha() == 0
    assert seen.pixelColor(seen.width() // 2, seen.height() // 8).alpha() == 255


def test_the_version_is_told_to_windows_and_macos(tmp_path):
    text = identity.version_file(ROOT, tmp_path, "InfoDesk").read_text("utf-8")
    ast.parse(text)
    assert f'"FileVersion", "{identity.version(ROOT)}"' in text
    told = identity.mac_properties(ROOT)
    suffixes = [
        each["UTTypeTagSpecification"]["public.filename-extension"]
        for each in told["UTExportedTypeDeclarations"]
    ]
    assert suffixes == [["infodesk"], ["idbackup"]]


# The launcher


@pytest.mark.parametrize("name", ["environment.py", "desktop.py"])
def test_the_launcher_can_be_read_by_a_python_that_is_too_old(name):
    ast.parse((ROOT / "build" / name).read_text("utf-8"), feature_version=(3, 8))


def test_make_and_readme_know_the_verbs():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert set(re.findall(r"\$\(DO\) (\w+)", makefile)) == set(environment.VERBS)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"environment\.py (\w+)", readme)) <= set(environment.VERBS)
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make (\w+)`", readme)) <= targets


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ("ID=debian\n", "sudo apt-get install --no-install-recommends libegl1 libxcb-cursor0"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "libegl1 libxcb-cursor0"),
        ("ID=fedora\n", "sudo dnf install libglvnd-egl xcb-util-cursor"),
        ("ID=endeavouros\nID_LIKE=arch\n", "sudo pacman -S --needed libglvnd xcb-util-cursor"),
    ],
)
def test_missing_libraries_are_named_with_the_command_that_installs_them(
    tmp_path, release, command
):
    file = tmp_path / "os-release"
    file.write_text(release)
    told = desktop.advice(["libEGL.so.1", "libxcb-cursor.so.0"], desktop.this_system(file))
    assert "libEGL.so.1, libxcb-cursor.so.0" in told
    assert command in told


def test_an_unknown_system_gets_all_the_commands_and_an_unknown_library_is_named(tmp_path):
    file = tmp_path / "os-release"
    file.write_text("ID=plan9\n")
    assert desktop.this_system(file) is None
    told = desktop.advice(["libEGL.so.1", "libnew.so.7"], None)
    for words in ("apt-get install", "dnf install libglvnd-egl", "pacman -S", "holds libnew.so.7"):
        assert words in told


def test_this_machine_has_what_qt_needs():
    assert desktop.missing_libraries(Path(sys.prefix), "offscreen") == []


def test_continuous_integration_installs_every_library_qt_needs():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert subprocess.run(["bash", "-n", ROOT / ".ci" / "run"]).returncode == 0
    screens = {"libwayland-client0", "libwayland-cursor0", "libglx0", "libopengl0"}
    common = {"libfreetype6", "zlib1g"}  # of libfontconfig1
    wanted = {debian for debian, _, _ in desktop.PACKAGES.values()} - screens - common
    assert wanted <= set(script.split())
