"""A stage in the test's own folder, with keys that cost next to nothing."""

import tempfile

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from infodesk.gui.playing.stage import Stage
from infodesk.vault import folder as vault_folder
from infodesk.words import speak
from tests.flows.keyboard import Keyboard
from tests.vault.insecure_profile import CHEAP


@pytest.fixture
def stage(qapp, tmp_path, monkeypatch):
    """Where InfoDesk is played by keyboard; what nobody caught fails the test."""
    monkeypatch.setattr(vault_folder, "FLOOR", CHEAP)
    monkeypatch.setattr(vault_folder, "calibrated_profile", lambda: CHEAP)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("INFODESK_HOME", str(tmp_path / "stage" / "home"))
    folder = tmp_path / "stage"
    folder.mkdir()
    speak(None)
    stage = Stage(qapp, folder, Keyboard(qapp, patience=15))
    yield stage
    stage.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not stage.faults
