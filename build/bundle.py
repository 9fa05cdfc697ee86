"""Builds dist/InfoDesk with PyInstaller and tries what came out."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import frozen
import window

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "work"
DIST = ROOT / "dist"
FOLDER = DIST / "InfoDesk"
PICTURE = WORK / "window.png"


def build() -> bool:
    """Run PyInstaller over the spec; return whether it went well."""
    spec = ROOT / "build" / "spec" / "infodesk.spec"
    places = ["--workpath", str(WORK), "--distpath", str(DIST)]
    options = ["--noconfirm", "--log-level", "ERROR"]
    command = [sys.executable, "-m", "PyInstaller", *options, *places, str(spec)]
    return subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL) == 0


def program() -> Path:
    """Return the program whose output can be read: on Windows that of the command line."""
    return FOLDER / ("infodesk-cli.exe" if os.name == "nt" else "InfoDesk")


def megabytes(folder: Path) -> float:
    """Return the size of all files in `folder` in units of 1,000,000 bytes; a link counts once."""
    files = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return sum(each.stat().st_size for each in files) / 1e6


def contents() -> list[str]:
    """Return what is wrong with what lies in the frozen folder."""
    wrong = [f"must not be in the bundle: {name}" for name in frozen.intruders(FOLDER)]
    wrong += [f"not found by the bundle: {name}" for name in frozen.unresolved(FOLDER)]
    inside = FOLDER / "_internal" / "infodesk" / "_resources"
    expected = [
        inside / "licences" / "THIRD-PARTY.txt",
        inside / "icons",
        FOLDER / "_internal" / "LICENSE",
    ]
    wrong += [
        f"missing from the bundle: {each.relative_to(FOLDER)}"
        for each in expected
        if not each.exists()
    ]
    return wrong


def self_test() -> list[str]:
    """Let the bundle play its own main job, with nothing of this Python in reach."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "FONTCONFIG_PATH")
    with tempfile.TemporaryDirectory() as home:
        settings = {name: os.environ[name] for name in kept if name in os.environ}
        settings.update(HOME=home, USERPROFILE=home, QT_QPA_PLATFORM="offscreen")
        command = [str(program()), "--self-test"]
        status = subprocess.call(command, cwd=home, env=settings, stdin=subprocess.DEVNULL)
    return [f"the self-test ended with status {status}"] if status else []


def real_window() -> list[str]:
    """Open the bundle's window on a real X server, where there is one."""
    if not window.possible():
        print("No Xvfb here: the window was not tried. Debian, Ubuntu: apt-get install xvfb")
        return []
    try:
        took = window.try_window([str(FOLDER / "InfoDesk")], "InfoDesk", PICTURE)
    except window.NoWindow as reason:
        return [f"window: {reason}"]
    print(f"Window after {took:.1f} s, closed as asked; picture: {PICTURE.relative_to(ROOT)}")
    return []


def main() -> int:
    """Build, then look at the folder, run the self-test and open the window."""
    parser = argparse.ArgumentParser(description="Build dist/InfoDesk and try it.")
    parser.add_argument("--no-build", action="store_true", help="only try what is there")
    asked = parser.parse_args()
    start = time.monotonic()
    if not asked.no_build and not build():
        print("PyInstaller failed; its own words are above.", file=sys.stderr)
        return 1
    if not asked.no_build:
        print(f"Built in {time.monotonic() - start:.0f} s")
    wrong = [*contents(), *self_test(), *real_window()]
    size = megabytes(FOLDER)
    (WORK / "bundle.json").write_text(json.dumps({"megabytes": round(size, 1)}) + "\n")
    print(f"dist/InfoDesk: {size:.0f} MB")
    for each in wrong:
        print(each, file=sys.stderr)
    print("The bundle failed." if wrong else "The bundle works.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
