"""A desk with a real vault, a scripted Ask, and a watch for what a test leaves behind."""

import gc
import threading

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from infodesk.gui.changes import Changes
from infodesk.gui.commands import Commands
from infodesk.gui.desk import Desk, OpenVault
from infodesk.gui.jobs import Jobs
from infodesk.gui.notices import Notices
from infodesk.gui.scripted import ScriptedAsk
from infodesk.gui.settings import Settings
from infodesk.gui.theme import Theme
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys


def _timers():
    timers = [one for one in gc.get_objects() if type(one) is QTimer]
    return {id(one): one for one in timers if shiboken6.isValid(one) and one.isActive()}


def _windows():
    return {id(one): one for one in QApplication.topLevelWidgets() if one.isVisible()}


@pytest.fixture(autouse=True)
def nothing_left_over(qapp):
    """Fail a test that leaves a thread, a running timer or a visible window behind."""
    threads, timers, windows = set(threading.enumerate()), _timers(), _windows()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    left = [thread.name for thread in set(threading.enumerate()) - threads]
    left += [f"timer of {one.parent()}" for key, one in _timers().items() if key not in timers]
    left += [f"window {one}" for key, one in _windows().items() if key not in windows]
    assert not left


@pytest.fixture(scope="session")
def light_theme(qapp):
    """The light theme, applied once: dressing the application is slow."""
    theme = Theme()
    theme.apply(qapp, "light")
    return theme


@pytest.fixture
def theme(qapp, light_theme):
    """The theme; light again after a test that changed it."""
    yield light_theme
    if (light_theme.mode, light_theme.text_scale, light_theme.density) != ("light", 1.0, "dense"):
        light_theme.apply(qapp, "light")


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings")


@pytest.fixture
def ask():
    """Answers nothing unless the test puts answers into `ask.answers`."""
    return ScriptedAsk()


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.shutdown()


@pytest.fixture
def vault(tmp_path):
    """The folder and keys of a vault; without key files, which no page reads."""
    folder = VaultFolder(tmp_path / "My search.infodesk")
    folder.path.mkdir()
    return OpenVault(folder=folder, keys=Keys.new())


@pytest.fixture
def store(vault, clock):
    """A new, empty vault's database."""
    keys = vault.keys
    store = Store.create(vault.folder.database, keys.database(), keys.vault_id, clock)
    yield store
    store.close()


@pytest.fixture
def desk(store, vault, jobs, ask, theme, settings, clock):
    """Everything a page needs."""
    desk = Desk(
        store=store,
        vault=vault,
        changes=Changes(store),
        jobs=jobs,
        ask=ask,
        notices=Notices(),
        commands=Commands(theme.icon),
        theme=theme,
        settings=settings,
        clock=clock,
    )
    yield desk
    desk.portraits.stop()
    desk.clipboard.clear()
