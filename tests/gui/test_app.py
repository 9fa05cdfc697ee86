"""From the lock screen to the window and, by locking, to a fresh process."""

import subprocess
import sys

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from infodesk.__main__ import wants_window
from infodesk.core.errors import VaultDamaged
from infodesk.gui.app import Session, fresh_process
from infodesk.gui.pages.damaged import DamagedPage
from infodesk.gui.shell.window import MainWindow


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ([], True),
        (["/home/someone/My search.infodesk"], True),
        (["My search.infodesk"], True),
        (["people"], False),
        (["people", "--vault", "x"], False),
        (["--self-test"], False),
        (["import"], False),
    ],
)
def test_which_face_is_wanted(words, window):
    assert wants_window(words) is window


def test_the_command_line_loads_no_qt():
    code = (
        "import sys, infodesk.__main__ as m\n"
        "try: m.main(['people', '--help'])\n"
        "except SystemExit: pass\n"
        "assert not [n for n in sys.modules if n.startswith('PySide6')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)


def test_the_lock_screen_loads_nothing_slow():
    code = (
        "import sys, infodesk.gui.app, infodesk.gui.pages.unlock\n"
        "slow = {'cryptography', 'sqlcipher3', 'typst', 'markdown_it', 'platformdirs'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.fixture
def session(qapp, settings, theme, ask, monkeypatch):
    started, ends = [], []
    session = Session(qapp, settings, theme=theme, ask=ask, start_again=started.append)
    session.started, session.ends = started, ends
    monkeypatch.setattr(session.app, "exit", ends.append, raising=False)
    yield session
    session.close_vault()
    for window in QApplication.topLevelWidgets():
        window.hide()
    session.jobs.shutdown()


def test_locking_closes_wipes_and_starts_afresh(session, store, vault, settings):
    session.open_desk(store, vault)
    window = session.window
    assert isinstance(window, MainWindow)
    assert settings.now.last_vault == str(vault.folder.path)
    window.ask_lock()
    assert session.started == [vault.folder.path]
    assert session.ends == [0]
    assert settings.now.window
    with pytest.raises(Exception, match="wiped"):
        vault.keys.database()
    with pytest.raises(Exception, match="closed"):
        store.db.execute("SELECT 1")


def test_a_damaged_open_vault_is_closed_and_what_follows_is_a_fresh_process(
    session, store, vault, qtbot
):
    session.open_desk(store, vault)
    session.window.show_failure(VaultDamaged(path=str(vault.folder.database)))
    session.window.trouble.button.click()
    page = session.window.page
    assert isinstance(page, DamagedPage)
    assert session.desk is None
    with pytest.raises(Exception, match="closed"):
        store.db.execute("SELECT 1")
    page.save_button.click()
    qtbot.waitUntil(page.report.isVisible, timeout=20_000)
    page.open_button.click()
    assert [each.name for each in session.started] == ["My search (saved).infodesk"]
    assert session.ends == [0]


@pytest.mark.parametrize("command", ["lock", "quit"])
def test_no_command_asks_a_closed_vault(command, session, store, vault):
    session.open_desk(store, vault)
    commands = session.desk.commands
    assert commands.run(command)
    assert session.desk is None
    commands.refresh()
    assert not commands.can_run("export-notes")


def test_quitting_closes_the_vault(session, store, vault):
    session.open_desk(store, vault)
    session.window.close()
    assert session.ends == [0]
    assert session.started == []
    assert session.desk is None


def test_a_crash_can_be_copied_and_survived(session, store, vault, ask, qapp):
    session.open_desk(store, vault)
    ask.answers.extend(["copy", "go-on"])
    session.crashes.crashed.emit("the report")
    assert QApplication.clipboard().text() == "the report"
    session.crashes.crashed.emit("the report")
    assert "the report" in ask.asked[1][1]
    assert session.desk is not None


def test_the_lock_screen_says_what_is_wrong(session, tmp_path, qtbot):
    session.show_lock_screen(tmp_path / "Gone.infodesk")
    page = session.window.page
    assert "no vault" in page.trouble.text()
    QTest.keyClicks(page.passphrase, "whatever")
    page.unlock()
    qtbot.waitUntil(lambda: "no vault" in page.trouble.text())
    assert page.passphrase.isEnabled()


def test_the_fresh_process_is_this_program(tmp_path, monkeypatch):
    assert fresh_process(tmp_path) == (sys.executable, ["-m", "infodesk", str(tmp_path)])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert fresh_process(tmp_path) == (sys.executable, [str(tmp_path)])


def test_a_disk_that_fails_under_the_vault_is_no_crash(session, store, vault, qtbot):
    session.open_desk(store, vault)
    (pages,) = store.db.execute("PRAGMA page_count").fetchone()
    store.db.execute(f"PRAGMA max_page_count = {pages}")
    crashes = []
    session.crashes.crashed.connect(crashes.append)
    try:
        store.db.execute("INSERT INTO setting VALUES (1, 'a', hex(zeroblob(1e6)))")
    except Exception as error:
        session.crashes.catch(type(error), error, error.__traceback__)
    qtbot.waitUntil(session.window.trouble.isVisible)
    assert "disk is full" in session.window.trouble.accessibleName()
    assert crashes == []
