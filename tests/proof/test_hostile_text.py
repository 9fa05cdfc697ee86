"""Text that names files of the computer or of the network opens none, on no page."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.proof.hostile import MARK
from tests.proof.shim import ROOT

STRACE = shutil.which("strace") if sys.platform == "linux" else None


@pytest.mark.skipif(not STRACE, reason="needs Linux and strace")
def test_no_page_opens_what_a_text_names(tmp_path):
    log = tmp_path / "calls"
    own = {"QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path), "LC_ALL": "C.UTF-8"}
    watch = [STRACE, "-f", "-qq", "-e", "trace=%file,connect,sendto", "-o", str(log)]
    play = [sys.executable, "-m", "tests.proof.hostile"]
    done = subprocess.run(
        [*watch, *play], cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 20, "so many pages were looked at"
    calls = log.read_text(errors="replace").splitlines()
    named = [call for call in calls if MARK in call]
    (boundary,) = (place for place, call in enumerate(named) if "BOUNDARY" in call)
    assert named[:boundary] == []
    # A label that does interpret the text opens what it names, and that is seen.
    assert any("/a.png" in call for call in named[boundary + 1 :])
