"""InfoDesk and the libraries it is made of never reach for the network, whatever they are asked."""

import ast

import pytest

from tests.proof import network
from tests.proof.shim import COMPILER, ROOT, WHY_NOT

REACHING = "import socket; socket.socket().connect(('192.0.2.1', 80))"
ASKING = "import socket; socket.getaddrinfo('example.org', 80)"
QT = "from ctypes import CDLL; CDLL(None).socket(10, 1, 0) == -1 or exit(3); raise SystemExit(1)"
"""As a library that is not written in Python would."""

NETWORK = {
    "socket", "ssl", "http", "urllib.request", "urllib.error", "ftplib", "smtplib", "imaplib",
    "poplib", "telnetlib", "xmlrpc", "socketserver", "asyncio", "requests", "httpx", "aiohttp",
    "urllib3", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets",
}  # fmt: skip
"""Modules through which Python reaches a network."""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return network.compiled(tmp_path_factory.mktemp("shim"))


@pytest.mark.skipif(not COMPILER, reason=WHY_NOT)
@pytest.mark.parametrize(
    ("code", "call"), [(REACHING, "socket"), (ASKING, "getaddrinfo"), (QT, "socket family 10")]
)
def test_what_reaches_for_the_network_is_caught(library, tmp_path, code, call):
    tried, status, _complaint = network.refused(library, tmp_path, "-c", code)
    assert status == 1
    assert tried
    assert tried[0].startswith(call)


@pytest.mark.skipif(not COMPILER, reason=WHY_NOT)
def test_the_main_job_never_reaches_for_it(library, tmp_path):
    tried, status, complaint = network.refused(library, tmp_path, *network.PLAY)
    assert status == 0, complaint
    assert tried == []


def imported(path):
    """Return the modules that a file names in its imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_of_infodesk_imports_one_that_reaches_a_network():
    files = sorted((ROOT / "infodesk").rglob("*.py"))
    assert len(files) > 300
    for path in files:
        found = {
            name
            for name in imported(path)
            for reaching in NETWORK
            if name == reaching or name.startswith(f"{reaching}.")
        }
        assert not found, path
