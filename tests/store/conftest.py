"""Fixtures of the store's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infodesk.store.store import Store

KEY = bytes(range(32))
VAULT_ID = bytes(range(100, 116))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.create(path, bytearray(KEY), VAULT_ID)
    yield opened
    opened.close()
