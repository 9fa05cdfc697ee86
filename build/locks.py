"""Compiles the universal, hashed lock files in requirements/ from pyproject.toml."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"

# Universal: one file for every system and every Python from the oldest on. No line may name where
# a package was found, so that the files say the same wherever they are compiled.
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--only-binary=:all:",
    "--emit-build-options",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--quiet",
)
# What the app needs; what installs the checkout; both, with what checks and bundles them.
LOCKS = {
    "run": ["pyproject.toml"],
    "install": ["--group=install"],
    "dev": ["pyproject.toml", "--group=dev"],
}


def main() -> int:
    """Compile the three files, each held to what the first one chose."""
    for name, sources in LOCKS.items():
        held = [] if name == "run" else ["--constraints", "requirements/run.txt"]
        target = ["--output-file", f"requirements/{name}.txt"]
        command = ["uv", "pip", "compile", *OPTIONS, *sources, *held, *target, *sys.argv[1:]]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        if subprocess.call(command, cwd=ROOT, env={**os.environ, "PATH": path}):
            return 1
        print(f"requirements/{name}.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
