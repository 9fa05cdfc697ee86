"""Fixtures of the operations' tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infodesk.store.store import Store


@pytest.fixture
def store(tmp_path: Path, clock) -> Iterator[Store]:
    opened = Store.create(tmp_path / "vault.db", bytearray(range(32)), bytes(range(16)), clock)
    yield opened
    opened.close()
