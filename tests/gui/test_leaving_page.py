"""The page about what leaves: true to the files there are, and to the connections that are open."""

import contextlib
import socket
import sys

import pytest

from infodesk.core.own_sockets import open_network_sockets
from infodesk.gui.backing_up import BackupKeeper
from infodesk.gui.pages.leaving import LeavingPage
from infodesk.gui.widgets import PlainLabel


@pytest.fixture
def page(desk, qtbot):
    page = LeavingPage(desk, BackupKeeper(desk))
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def said(page):
    words = "\n".join(label.text() for label in page.findChildren(PlainLabel))
    return words.replace("\N{ZERO WIDTH SPACE}", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_an_open_connection_is_counted():
    before = open_network_sockets()
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        assert open_network_sockets() == before + 1
        local, other = socket.socketpair()
        with contextlib.closing(local), contextlib.closing(other):
            assert open_network_sockets() == before + 1
    assert open_network_sockets() == before


def test_where_nobody_tells_it_is_not_known(tmp_path):
    assert open_network_sockets(tmp_path) is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_it_tells_of_connections(page):
    page.refresh()
    if not open_network_sockets():
        assert page.sockets.accessibleName().startswith("No connection")
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        page.refresh()
        assert page.sockets.accessibleName().startswith(str(open_network_sockets()))


def test_it_tells_where_things_are(page, desk):
    words = said(page)
    assert str(desk.store.path.parent.name) in words
    assert "0 backups" in words
    assert "Just now: none" in words
    desk.files.put("message.eml", b"words")
    page.refresh()
    assert "Just now: 1 file" in said(page)
    desk.files.wipe()
    page.refresh()
    assert "Just now: none" in said(page)
