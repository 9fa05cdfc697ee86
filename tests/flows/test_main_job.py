"""The main job through the real window: by keyboard alone, and as the program plays it itself."""

import os
import subprocess
import sys
from pathlib import Path

from infodesk.gui.playing.main_job import MainJob

ROOT = Path(__file__).parents[2]


def test_the_main_job_by_keyboard_alone(stage):
    for step in MainJob(stage).steps():
        step.do()
        assert not stage.faults, step.title


def test_the_self_test_passes_and_leaves_nothing(tmp_path):
    places = {name: tmp_path / name for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME")}
    for path in places.values():
        path.mkdir()
    played = subprocess.run(
        [sys.executable, "-m", "infodesk", "--self-test"],
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
            **{name: str(path) for name, path in places.items()},
            "PYTHONIOENCODING": "ascii",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr
    *steps, last = played.stdout.splitlines()
    assert last == f"Self-test passed: {len(steps)} steps"
    assert len(steps) > 10
    assert played.stderr == ""
    assert not [path for folder in places.values() for path in folder.rglob("*")]
