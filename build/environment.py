"""Makes the environment in .venv from the locked requirements, and starts the named work in it.

Standard library only, and readable by any Python 3.8: it must be able to say what is missing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import desktop

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "infodesk-environment.json"
REQUIREMENTS = ROOT / "requirements"
OLDEST, NEWEST = (3, 11), (3, 14)
DEMO = ROOT / "demo"


class CannotGoOn(Exception):
    """Something outside the checkout is missing; the text says what and what to do."""


# Python itself


def right_python() -> None:
    """Go on in a Python that InfoDesk's requirements have wheels for, or say which is needed."""
    here = sys.version_info[:2]
    if OLDEST <= here <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        better = shutil.which(f"python3.{minor}")
        works = better and subprocess.run([better, "-c", ""], capture_output=True).returncode == 0
        if better and works:
            sys.exit(subprocess.call([better, *sys.argv]))
    raise CannotGoOn(
        "InfoDesk needs Python {}.{} to {}.{}; this is Python {}.{} ({}).\n"
        "Install one of those, or name it: make PYTHON=/path/to/python3.13 …".format(
            *OLDEST, *NEWEST, *here, sys.executable
        )
    )


def venv_tools_present() -> None:
    """Say which package to install where the system's Python comes without venv."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        name = "python{}.{}-venv".format(*sys.version_info[:2])
        raise CannotGoOn(
            f"This Python ({sys.executable}) cannot make a virtual environment.\n"
            f"On Debian or Ubuntu: sudo apt-get install {name}\n"
            "On Fedora: sudo dnf install python3-pip · elsewhere: the full package of Python."
        ) from None


# The environment


def in_venv(name: str) -> Path:
    """Return where the environment keeps the command `name`."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def digest(*names: str) -> str:
    """Return one SHA-256 over the named files of the checkout."""
    together = hashlib.sha256()
    for name in names:
        together.update((ROOT / name).read_bytes())
    return together.hexdigest()


def wanted(level: str) -> dict[str, str]:
    """Return what the stamp says of an environment that is up to date for `level`."""
    locks = {
        "run": ("requirements/run.txt", "requirements/install.txt"),
        "dev": ("requirements/dev.txt",),
    }
    return {
        "python": "{}.{}".format(*sys.version_info[:2]),
        "place": str(ROOT),
        "project": digest("pyproject.toml", "infodesk/__init__.py"),
        level: digest(*locks[level]),
    }


def stamped() -> dict[str, str]:
    """Return what was written when the environment was last made; nothing if it never was."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and in_venv("python").exists() else {}


def make_ready(level: str) -> None:
    """Bring .venv up to what `level` (run or dev) asks for; at once if it already is."""
    found = stamped()
    # The developers' requirements hold all the others, so either will do to run the app.
    levels = ["dev", "run"] if level == "run" else ["dev"]
    if any(wanted(each).items() <= found.items() for each in levels):
        return
    current = {each: found.get(each) == wanted(each)[each] for each in ("run", "dev")}
    same_base = all(found.get(key) == wanted(level)[key] for key in ("python", "place"))
    if not (same_base and (current["run"] or current["dev"])):
        make_venv()
        current = {"run": False, "dev": False}
    if not current["dev"] and not (level == "run" and current["run"]):
        install_locked(level)
        current[level] = True
    install_checkout()
    stamp = {**wanted("run"), **wanted("dev")}
    for each in ("run", "dev"):
        if not current[each]:
            del stamp[each]
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def make_venv() -> None:
    """Make an empty .venv, in place of what was there."""
    venv_tools_present()
    say("Making the environment in .venv …")
    call([sys.executable, "-m", "venv", "--clear", str(VENV)], "The environment was not made.")


def install_locked(level: str) -> None:
    """Install the locked requirements: only wheels, only with the hashes in the file."""
    names = ["run", "install"] if level == "run" else ["dev"]
    say("Fetching the locked requirements (once; some 150 MB) …")
    files = [part for name in names for part in ("-r", str(REQUIREMENTS / f"{name}.txt"))]
    command = [*pip("install"), "--require-hashes", "--only-binary", ":all:", *files]
    call(
        command,
        "The requirements could not be installed; pip's own words are above.\n"
        "Ready-made packages exist for Linux (x86-64 with glibc 2.34 or newer, ARM with 2.39), "
        "macOS 13 or newer on Apple silicon and Windows on x86-64.",
    )


def install_checkout() -> None:
    """Install InfoDesk itself from this checkout, editable, asking no package index."""
    options = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    call([*pip("install"), *options], "InfoDesk itself could not be installed into .venv.")


def pip(verb: str) -> list[str]:
    """Return the start of a pip command of the environment, quiet but for its progress."""
    options = ["--disable-pip-version-check", "--quiet", "--no-input"]
    if sys.stdout.isatty():
        options.remove("--quiet")
    return [str(in_venv("python")), "-m", "pip", verb, *options]


def call(command: list[str], failed: str) -> None:
    """Run `command`; if it fails, stop with the sentence `failed`."""
    if subprocess.call(command, cwd=str(ROOT), stdin=subprocess.DEVNULL):
        raise CannotGoOn(failed)


def say(text: str) -> None:
    """Tell the person at the terminal, in order with what the programs started print."""
    print(text, flush=True)


# The verbs


def desktop_ready(platform: str = "offscreen") -> None:
    """Stop with the names of the system libraries that Qt lacks here for `platform`, if any."""
    missing = desktop.missing_libraries(VENV, platform)
    if missing:
        raise CannotGoOn(desktop.advice(missing, desktop.this_system()))


def has_screen() -> bool:
    """Say whether a window can be opened here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(rest: list[str]) -> int:
    """Start InfoDesk; without a screen, play the demo instead."""
    make_ready("run")
    if not has_screen():
        say("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set).")
        return demo([])
    desktop_ready("xcb" if os.environ.get("DISPLAY") else "wayland")
    return work(in_venv("infodesk"), rest)


def demo(rest: list[str]) -> int:
    """Play the main job off-screen and leave its pictures and PDFs in demo/."""
    make_ready("run")
    desktop_ready()
    where = Path(rest[0]).resolve() if rest else DEMO
    say(f"Playing the demo into {where} …")
    status = work(in_venv("infodesk"), ["demo", str(where)], screen=False)
    if status == 0:
        kinds = {".png": "pictures", ".pdf": "PDFs"}
        for suffix, name in kinds.items():
            found = sorted(where.rglob(f"*{suffix}"))
            folders = sorted({str(each.parent) for each in found})
            say(f"{len(found)} {name} in {', '.join(folders) or where}")
    return status


def test(rest: list[str]) -> int:
    """Check everything: lint, types, contracts, tests."""
    make_ready("dev")
    desktop_ready()
    return work(in_venv("python"), [str(ROOT / "build" / "checks.py"), *rest], screen=False)


def bench(rest: list[str]) -> int:
    """Measure, and write JSON and a table."""
    make_ready("dev")
    desktop_ready()
    return work(in_venv("python"), [str(ROOT / "benchmarks" / "run.py"), *rest])


def soak(rest: list[str]) -> int:
    """Kill, cut the power, break and fuzz for hours, and write a report to benchmarks/results."""
    make_ready("dev")
    desktop_ready()
    return work(in_venv("python"), ["-m", "tests.proof.soak", *rest], screen=False)


def bundle(rest: list[str]) -> int:
    """Build dist/InfoDesk and try it."""
    make_ready("dev")
    desktop_ready()
    return work(in_venv("python"), [str(ROOT / "build" / "bundle.py"), *rest])


def pictures(rest: list[str]) -> int:
    """Take the pictures of every page into tests/shots/pictures."""
    make_ready("dev")
    desktop_ready()
    return work(in_venv("python"), ["-m", "pytest", "tests/shots", *rest], screen=False)


def translations(rest: list[str]) -> int:
    """Gather the words for people into resources/translations, and compile what is translated."""
    make_ready("dev")
    script = str(ROOT / "build" / "translations.py")
    return max(work(in_venv("python"), [script, step, *rest]) for step in ("extract", "compile"))


def requirements(rest: list[str]) -> int:
    """Lock the requirements anew (--upgrade takes the newest) and gather their licences."""
    make_ready("dev")
    locked = work(in_venv("python"), [str(ROOT / "build" / "locks.py"), *rest])
    if locked:
        return locked
    make_ready("dev")
    return work(in_venv("python"), [str(ROOT / "build" / "notices.py")])


VERBS = {
    "run": run,
    "demo": demo,
    "test": test,
    "bench": bench,
    "soak": soak,
    "bundle": bundle,
    "pictures": pictures,
    "translations": translations,
    "requirements": requirements,
}


def work(program: Path, rest: list[str], *, screen: bool = True) -> int:
    """Run `program` in the checkout and return its exit status."""
    settings = dict(os.environ)
    if not screen:
        settings["QT_QPA_PLATFORM"] = "offscreen"
    try:
        return subprocess.call([str(program), *rest], cwd=str(ROOT), env=settings)
    except KeyboardInterrupt:
        return 130


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(
        description="Make InfoDesk's environment from its locked requirements and use it.",
        epilog="; ".join(f"{name}: {verb.__doc__}" for name, verb in VERBS.items()),
    )
    parser.add_argument("verb", choices=list(VERBS))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="passed on to what is started")
    asked = parser.parse_args()
    try:
        right_python()
        return VERBS[asked.verb](asked.rest)
    except CannotGoOn as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
