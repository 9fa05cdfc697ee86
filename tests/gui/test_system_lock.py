"""Sleep, a locked screen and another session in front lock the vault, before the system goes on."""

import ctypes
import os
import shutil
import subprocess
import sys
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray, QObject
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

from infodesk.gui.shell.linux_session import (
    LOGIN,
    LOGIN_MANAGER,
    LOGIN_PATH,
    LOGIN_SESSION,
    PROPERTIES,
    SCREEN_SAVERS,
    LinuxSession,
)
from infodesk.gui.shell.system_lock import SystemLock
from infodesk.gui.shell.windows_session import LEAVING, WindowsSession

SESSION_PATH = f"{LOGIN_PATH}/session/_32"
DAEMON = shutil.which("dbus-daemon")
needs_daemon = pytest.mark.skipif(DAEMON is None, reason="dbus-daemon is not installed")

# A bus of its own, where everybody may do everything.
BUS = """<busconfig>
  <type>session</type>
  <listen>unix:path={place}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>"""


class Login(QDBusVirtualObject):
    """Stands for login1: knows one session, and hands out what holds sleep back."""

    def __init__(self, bus):
        super().__init__()
        self.bus, self.active, self.asked, self.pipes = bus, True, [], []

    def introspect(self, _path):
        return ""

    def handleMessage(self, message, connection):  # noqa: N802 (Qt's name)
        method, arguments = message.member(), message.arguments()
        self.asked.append((method, *arguments))
        reply = message.createReply()
        if method == "Inhibit":
            mine, theirs = os.pipe()
            os.set_blocking(mine, False)
            self.pipes.append(mine)
            reply.setArguments([QDBusUnixFileDescriptor(theirs)])
            os.close(theirs)
        elif (method, arguments) == ("GetSession", ["auto"]):
            reply.setArguments([QDBusObjectPath(SESSION_PATH)])
        elif method == "Get":
            reply.setArguments([QDBusVariant(self.active)])
        else:
            reply = message.createErrorReply("org.freedesktop.login1.NoSuchSession", "none")
        return connection.send(reply)

    def say(self, path, interface, name, *arguments):
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(arguments))
        assert self.bus.send(message)

    def sleep(self, going):
        self.say(LOGIN_PATH, LOGIN_MANAGER, "PrepareForSleep", going)

    def front(self, active):
        self.active = active
        self.say(SESSION_PATH, PROPERTIES, "PropertiesChanged", LOGIN_SESSION, {}, ["Active"])

    def count(self, *asked):
        return sum(one[: len(asked)] == asked for one in self.asked)

    def holding(self):
        """How many of the descriptors handed out are still open on the other side."""
        return sum(self._is_open(pipe) for pipe in self.pipes)

    def _is_open(self, pipe):
        try:
            return os.read(pipe, 1) != b""
        except BlockingIOError:
            return True


@pytest.fixture(scope="module")
def bus(tmp_path_factory):
    """The address of a private bus."""
    folder = tmp_path_factory.mktemp("bus")
    config = folder / "bus.conf"
    config.write_text(BUS.format(place=folder / "socket"))
    command = [DAEMON, f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture
def login(bus, qapp, tmp_path):
    name = f"login {tmp_path}"  # a connection lives as long as anybody knows it
    connection = QDBusConnection.connectToBus(bus, name)
    login = Login(connection)
    tree = QDBusConnection.VirtualObjectRegisterOption.SubPath
    assert connection.registerVirtualObject(LOGIN_PATH, login, tree)
    assert connection.registerService(LOGIN)
    yield login
    connection.unregisterService(LOGIN)
    connection.unregisterObject(LOGIN_PATH)
    QDBusConnection.disconnectFromBus(name)
    for pipe in login.pipes:
        os.close(pipe)


class World(QObject):
    """One SystemLock on the private bus, which counts and, if told so, stops as a lock does."""

    def __init__(self, connection, login):
        super().__init__()
        self.login, self.wanted, self.locking = login, True, False
        self.held_at_lock = []
        self.lock = SystemLock(lambda: self.wanted)
        self.lock.locked_by_system.connect(self._locked)
        self.watch = LinuxSession(self.lock.left, connection, connection)
        self.lock.listen(self.watch)

    def _locked(self):
        self.held_at_lock.append(self.login.holding())
        if self.locking:
            self.lock.stop()


@pytest.fixture
def world(bus, login, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_SESSION_ID", "stale")
    name = f"infodesk {tmp_path}"
    connection = QDBusConnection.connectToBus(bus, name)
    world = World(connection, login)
    qtbot.waitUntil(lambda: world.watch.holds_sleep and login.count("Get") == 1)
    yield world
    world.lock.stop()
    world.watch.deleteLater()
    QDBusConnection.disconnectFromBus(name)


def settled(world, qtbot):
    """Wait until everything said before has been heard: messages keep their order."""
    active = world.login.count("Get")
    world.login.front(world.login.active)
    qtbot.waitUntil(lambda: world.login.count("Get") == active + 1)


@needs_daemon
def test_sleep_is_held_back_until_the_lock_is_done_and_the_process_ends(world, login, qtbot):
    assert login.count("Inhibit", "sleep", "InfoDesk") == 1
    assert login.asked[0][-1] == "delay"
    world.locking = True
    login.sleep(True)
    qtbot.waitUntil(lambda: world.held_at_lock == [1])
    assert login.holding() == 1  # the end of the process lets go


@needs_daemon
def test_sleep_goes_on_where_no_lock_is_wanted_and_is_held_back_again_after_it(world, login, qtbot):
    world.wanted = False
    login.sleep(True)
    qtbot.waitUntil(lambda: login.holding() == 0)
    assert world.held_at_lock == []
    login.sleep(False)
    qtbot.waitUntil(lambda: world.watch.holds_sleep)
    assert login.count("Inhibit") == 2
    assert login.holding() == 1


@needs_daemon
def test_being_told_to_lock_locks(world, login, qtbot):
    login.say(f"{LOGIN_PATH}/session/_33", LOGIN_SESSION, "Lock")  # somebody else's
    settled(world, qtbot)
    assert world.held_at_lock == []
    login.say(SESSION_PATH, LOGIN_SESSION, "Lock")
    qtbot.waitUntil(lambda: len(world.held_at_lock) == 1)


@needs_daemon
def test_another_session_in_front_locks_once(world, login, qtbot):
    login.front(True)
    login.front(False)
    qtbot.waitUntil(lambda: len(world.held_at_lock) == 1)
    settled(world, qtbot)
    assert len(world.held_at_lock) == 1


@needs_daemon
@pytest.mark.parametrize("interface", SCREEN_SAVERS)
def test_a_screen_saver_locks_when_it_begins(world, login, qtbot, interface):
    login.say("/ScreenSaver", interface, "ActiveChanged", False)
    settled(world, qtbot)
    assert world.held_at_lock == []
    login.say("/ScreenSaver", interface, "ActiveChanged", True)
    qtbot.waitUntil(lambda: len(world.held_at_lock) == 1)


@needs_daemon
def test_nothing_is_heard_after_it_was_stopped(world, login, qtbot):
    world.lock.stop()
    login.say(SESSION_PATH, LOGIN_SESSION, "Lock")
    login.sleep(True)
    settled(world, qtbot)
    assert world.held_at_lock == []


def test_without_a_bus_nothing_happens(qapp, qtbot):
    nowhere = QDBusConnection("no such connection")
    lock = SystemLock(lambda: True)
    watch = LinuxSession(lock.left, nowhere, None)
    with qtbot.assertNotEmitted(lock.locked_by_system):
        lock.listen(watch)
    assert not watch.holds_sleep
    lock.stop()


def test_the_lock_screen_needs_no_bus():
    code = (
        "import sys, infodesk.gui.app, infodesk.gui.pages.door, infodesk.gui.pages.doorstep\n"
        "assert 'PySide6.QtDBus' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
from infodesk.gui.app import Session
from infodesk.gui.desk import OpenVault
from infodesk.gui.settings import Settings
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys

folder, keys = VaultFolder(Path(sys.argv[1])), Keys.new()
folder.path.mkdir()
store = Store.create(
    folder.database, keys.database(), keys.vault_id, lambda: datetime.now(UTC)
)

def start_again(_folder):
    try:
        store.db.execute("SELECT 1")
    except Exception:
        print("closed", flush=True)

app = QApplication([])
session = Session(app, Settings(), start_again=start_again)
session.open_desk(store, OpenVault(folder=folder, keys=keys))
sys.exit(app.exec())
"""


@needs_daemon
@pytest.mark.skipif(sys.platform != "linux", reason="login1 is Linux's")
def test_the_program_closes_the_vault_before_the_computer_sleeps(bus, login, qtbot, tmp_path):
    said = tmp_path / "said"
    environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus, "XDG_SESSION_ID": ""}
    command = [sys.executable, "-c", CHILD, str(tmp_path / "My search.infodesk")]
    with said.open("w") as out, subprocess.Popen(command, stdout=out, env=environment) as child:
        try:
            qtbot.waitUntil(lambda: login.count("Get") == 1, timeout=30_000)
            assert login.holding() == 1
            login.sleep(True)
            qtbot.waitUntil(lambda: login.holding() == 0, timeout=10_000)
            assert said.read_text() == "closed\n"
            assert child.wait(10) == 0
        finally:
            child.kill()


def sent(session, message, detail):
    told = wintypes.MSG(message=message, wParam=detail)
    kind = QByteArray(b"windows_generic_MSG")
    return session.nativeEventFilter(kind, ctypes.addressof(told))


def test_windows_messages_that_mean_leaving_lock(qapp):
    left = []
    session = WindowsSession(lambda: left.append(1), 0)
    for message, detail in LEAVING:
        assert sent(session, message, detail) == (False, 0)
    assert len(left) == len(LEAVING)
    sent(session, 0x02B1, 0x8)  # the session was unlocked
    sent(session, 0x0218, 0x12)  # awake again
    sent(session, 0x0100, 0x7)  # a key
    assert len(left) == len(LEAVING)
