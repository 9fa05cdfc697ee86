"""Gathers the licences of everything InfoDesk is built from into resources/licences."""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.txt"
WRITTEN = ROOT / "build" / "notices"  # what no package says of itself
TARGET = ROOT / "resources" / "licences" / "THIRD-PARTY.txt"
RULE = "=" * 100

# Wheels that come without a licence text, and where the text is.
ELSEWHERE = {
    "pyside6-essentials": "See “Qt 6, Qt for Python” above, LGPL-3.0.txt and GPL-3.0.txt.",
    "shiboken6": "See “Qt 6, Qt for Python” above, LGPL-3.0.txt and GPL-3.0.txt.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A locked requirement with what its wheel says of licences."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    parts: tuple[str, ...]  # what is compiled in, a line each


def locked() -> dict[str, str]:
    """Return the versions of the requirements to run, by name."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK.read_text("utf-8"), re.MULTILINE)
    return dict(found)


def files_of(name: str, version: str) -> dict[str, str]:
    """Return the texts of a wheel's dist-info by path, installed here or fetched."""
    try:
        installed = distribution(name)
    except PackageNotFoundError:
        return _fetched(name, version)
    if installed.version != version:
        raise SystemExit(f"{name} {installed.version} is installed, {version} is locked")
    named = [str(each) for each in installed.files or () if ".dist-info" in each.parts[0]]
    return {each: installed.read_text(_inside(each)) or "" for each in named}


def _inside(path: str) -> str:
    return "/".join(PurePosixPath(path).parts[1:])


def _fetched(name: str, version: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
        subprocess.run([*pip, "--only-binary", ":all:", f"{name}=={version}"], check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            named = [each for each in wheel.namelist() if ".dist-info/" in each]
            return {each: wheel.read(each).decode("utf-8", "replace") for each in named}


def read_package(name: str, version: str) -> Package:
    """Read what the wheel of one requirement says of licences."""
    files = {_inside(path): text for path, text in sorted(files_of(name, version).items())}
    told = HeaderParser().parsestr(files["METADATA"])
    licence = told["License-Expression"] or told["License"] or ""
    if not licence:
        kinds = [each for each in told.get_all("Classifier", []) if each.startswith("License ::")]
        licence = "; ".join(each.rsplit(" :: ", 1)[1] for each in kinds)
    texts = [
        text.strip()
        for path, text in files.items()
        if re.match(r"(licenses/.*)?(licen[cs]e|copying|notice|authors)", path, re.IGNORECASE)
    ]
    boms = [text for path, text in files.items() if path.endswith(".cyclonedx.json")]
    parts = tuple(line for bom in boms for line in _components(bom))
    return Package(name=name, version=version, licence=licence, texts=tuple(texts), parts=parts)


def _components(bom: str) -> Iterator[str]:
    for each in json.loads(bom)["components"]:
        terms = [one.get("expression") or one["license"]["id"] for one in each.get("licenses", [])]
        yield f"{each['name']} {each['version']}: {', '.join(terms) or 'see its source'}"


def section(package: Package) -> str:
    """Return the part of the notices about one package."""
    head = f"{package.name} {package.version}"
    lines = [head, f"Licence: {package.licence}" if package.licence else ""]
    if package.name in ELSEWHERE:
        lines += ["", ELSEWHERE[package.name]]
    elif not package.texts:
        raise SystemExit(f"{head} comes without a licence text: say where it is in ELSEWHERE")
    for text in package.texts:
        # The one long text that many share stands once, at the end.
        shared = "Apache License" in text and "TERMS AND CONDITIONS FOR USE" in text
        lines += ["", "The Apache License 2.0, at the end of this file." if shared else text]
    if package.parts:
        lines += ["", "Compiled in, each from crates.io, with its licence:", *package.parts]
    return "\n".join(lines)


def notices() -> str:
    """Return the whole text of the third-party notices."""
    packages = [read_package(*each) for each in locked().items()]
    written = {path.stem: path.read_text("utf-8").strip() for path in sorted(WRITTEN.glob("*.txt"))}
    before = [text for stem, text in written.items() if not stem.startswith("9")]
    after = [text for stem, text in written.items() if stem.startswith("9")]
    head = (
        "What InfoDesk is built from, and the licences of it\n\n"
        "InfoDesk itself is under the MIT licence. It stands on the work of others, named here\n"
        "with their terms. Made by `make requirements`; do not edit."
    )
    parts = [head, *before, *(section(each) for each in packages), *after]
    return f"\n\n{RULE}\n\n".join(parts) + "\n"


def main() -> None:
    """Write the notices."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(notices(), encoding="utf-8")
    print(TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main()
