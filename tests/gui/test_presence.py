"""A second InfoDesk on an open vault brings the first one to the front and ends."""

import subprocess
import sys

import pytest

from infodesk.gui import presence
from infodesk.gui.app import Session
from infodesk.gui.presence import Presence, call_the_other

CALL = (
    "import sys, pathlib\n"
    "from infodesk.gui.presence import call_the_other\n"
    "print(call_the_other(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), 20))"
)


def call_from_elsewhere(place, vault):
    command = [sys.executable, "-c", CALL, str(place), str(vault)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_another_process_is_heard(tmp_path, qtbot):
    here = Presence(tmp_path, tmp_path / "A.infodesk")
    here.start()
    with qtbot.waitSignal(here.wanted, timeout=20_000):
        other = call_from_elsewhere(tmp_path, tmp_path / "A.infodesk")
    assert other.communicate(timeout=20)[0].strip() == "True"
    other = call_from_elsewhere(tmp_path, tmp_path / "B.infodesk")
    assert other.communicate(timeout=20)[0].strip() == "False"
    here.stop()
    other = call_from_elsewhere(tmp_path, tmp_path / "A.infodesk")
    assert other.communicate(timeout=20)[0].strip() == "False"


def test_one_that_does_not_answer_is_not_waited_for(tmp_path):
    here = Presence(tmp_path, tmp_path / "A.infodesk")
    here.start()  # nothing runs its event loop
    command = [sys.executable, "-c", CALL.replace("20", "0.1"), tmp_path, tmp_path / "A.infodesk"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "False"
    assert not list((tmp_path / "open").glob("*.raise"))
    here.stop()


def test_nobody_there_leaves_nothing(tmp_path):
    assert not call_the_other(tmp_path, tmp_path / "A.infodesk")
    assert list(tmp_path.iterdir()) == []


def test_names_tell_nothing(tmp_path):
    here = Presence(tmp_path, tmp_path / "My search.infodesk")
    here.start()
    (file,) = (tmp_path / "open").iterdir()
    assert "search" not in file.name
    assert b"search" not in file.read_bytes()
    here.stop()


@pytest.fixture
def session(qapp, settings, theme, ask, monkeypatch):
    session = Session(qapp, settings, theme=theme, ask=ask, start_again=lambda _folder: None)
    monkeypatch.setattr(session.app, "exit", lambda _status: None, raising=False)
    yield session
    session.close_vault()
    for window in qapp.topLevelWidgets():
        window.hide()
    session.jobs.shutdown()


def test_the_window_of_an_open_vault_comes_to_the_front(
    session, store, vault, settings, monkeypatch, qtbot
):
    raised = []
    monkeypatch.setattr(presence, "bring_to_front", raised.append)
    session.open_desk(store, vault)
    other = call_from_elsewhere(settings.data_folder, vault.folder.path)
    qtbot.waitUntil(lambda: bool(raised), timeout=20_000)
    assert raised == [session.window]
    assert other.communicate(timeout=20)[0].strip() == "True"
    session.lock()
    assert not call_the_other(settings.data_folder, vault.folder.path)
