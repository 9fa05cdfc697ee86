"""A vault moves to another folder whole, or stays where it was."""

import pytest

from infodesk.core.errors import VaultExists
from infodesk.operations import moving
from infodesk.operations.moving import move_vault


@pytest.fixture
def vault(tmp_path):
    folder = tmp_path / "here" / "My search.infodesk"
    folder.mkdir(parents=True)
    for name in ("vault.db", "keys.idk", "keys.idk.2"):
        (folder / name).write_bytes(name.encode() * 1000)
    return folder


def contents(folder):
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_it_moves_on_one_disk(vault, tmp_path):
    before = contents(vault)
    target = move_vault(vault, tmp_path / "there" / "deep")
    assert target == tmp_path / "there" / "deep" / "My search.infodesk"
    assert contents(target) == before
    assert not vault.exists()


def test_to_another_disk_it_is_copied_first(vault, tmp_path):
    before = contents(vault)
    target = tmp_path / "My search.infodesk"
    moving._copy(vault, target)
    assert contents(target) == contents(vault) == before
    assert target.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in target.iterdir()} == {0o600}


def test_nothing_is_replaced(vault, tmp_path):
    before = contents(vault)
    (tmp_path / "there" / "My search.infodesk").mkdir(parents=True)
    with pytest.raises(VaultExists):
        move_vault(vault, tmp_path / "there")
    assert contents(vault) == before
