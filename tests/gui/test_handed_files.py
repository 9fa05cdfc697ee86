"""Files handed to other programs: private, and wiped."""

import os
import stat

import pytest

from infodesk.core.errors import UserError
from infodesk.gui.handed_files import HandedFiles, wipe_left_overs


def test_a_file_is_private_and_wiped(tmp_path):
    files = HandedFiles(tmp_path / "base")
    one, other = files.put("message.eml", b"secret"), files.put("message.eml", b"other")
    assert one.read_bytes() == b"secret"
    assert one != other
    if os.name == "posix":
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
        assert stat.S_IMODE(one.parent.stat().st_mode) == 0o700
    files.wipe()
    files.wipe()
    assert not list((tmp_path / "base").iterdir())
    assert files.put("message.eml", b"again").read_bytes() == b"again"


def test_what_a_killed_process_left_is_wiped_at_the_next_start(tmp_path):
    HandedFiles(tmp_path / "base").put("message.eml", b"secret")
    wipe_left_overs(tmp_path / "base")
    assert not list((tmp_path / "base").iterdir())
    wipe_left_overs(tmp_path / "none")


def test_a_place_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "base").write_text("a file")
    with pytest.raises(UserError):
        HandedFiles(tmp_path / "base").put("message.eml", b"x")
