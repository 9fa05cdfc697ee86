"""The idle lock counts from the last key or pointer, waits for work, and can be off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from infodesk.gui.shell.idle import IdleWatch


class World:
    def __init__(self):
        self.now, self.minutes, self.busy, self.locks = 1000.0, 5, False, 0

    def lock(self):
        self.locks += 1


@pytest.fixture
def world():
    return World()


@pytest.fixture
def watch(qapp, world):
    watch = IdleWatch(world.lock, lambda: world.minutes, lambda: world.busy, lambda: world.now)
    watch.start(qapp)
    yield watch
    watch.stop()


def test_it_locks_when_the_time_is_up(world, watch):
    world.now += 299
    watch.look()
    assert world.locks == 0
    world.now += 1
    watch.look()
    assert world.locks == 1


def test_a_key_in_any_window_starts_anew(world, watch, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    world.now += 299
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    world.now += 299
    watch.look()
    assert world.locks == 0
    world.now += 1
    watch.look()
    assert world.locks == 1


def test_it_waits_for_work_and_can_be_off(world, watch):
    world.now += 10_000
    world.busy = True
    watch.look()
    world.busy, world.minutes = False, 0
    watch.look()
    assert world.locks == 0
