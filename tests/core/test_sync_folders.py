"""Synced folders are told by their marks, and nothing else is."""

from pathlib import Path

import pytest

from infodesk.core.sync_folders import find_sync_folder


@pytest.mark.parametrize(
    ("service", "name", "mark"),
    [
        ("Dropbox", "Dropbox", ""),
        ("Dropbox", "Dropbox (Example Ltd)", ""),
        ("Dropbox", "Stuff", ".dropbox.cache/"),
        ("OneDrive", "OneDrive", ""),
        ("OneDrive", "OneDrive - Example Ltd", ""),
        ("Google Drive", "Google Drive", ""),
        ("Google Drive", "GoogleDrive-ana@example.org", ""),
        ("Google Drive", "Stuff", ".tmp.drivedownload/"),
        ("iCloud Drive", "com~apple~CloudDocs", ""),
        ("Nextcloud", "Nextcloud", ""),
        ("Nextcloud", "Stuff", ".sync_0123456789ab.db"),
        ("Syncthing", "Stuff", ".stfolder/"),
    ],
)
def test_each_service_is_told(tmp_path, service, name, mark):
    root = tmp_path / name
    vault = root / "deep" / "down" / "My search.infodesk"
    vault.mkdir(parents=True)
    if mark.endswith("/"):
        (root / mark).mkdir()
    elif mark:
        (root / mark).touch()
    found = find_sync_folder(vault, {})
    assert (found.service, found.root) == (service, root)


def test_onedrive_under_another_name(tmp_path):
    (tmp_path / "Cloud" / "inner").mkdir(parents=True)
    found = find_sync_folder(tmp_path / "Cloud" / "inner", {"OneDrive": str(tmp_path / "Cloud")})
    assert (found.service, found.root) == ("OneDrive", tmp_path / "Cloud")


def test_other_folders_are_not(tmp_path, monkeypatch):
    vault = tmp_path / "Dropboxes" / "My OneDriver" / "My search.infodesk"
    vault.mkdir(parents=True)
    assert find_sync_folder(vault, {}) is None
    assert find_sync_folder(tmp_path / "not there", {}) is None
    # Dropbox keeps its settings in the home folder, which it does not sync.
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / ".dropbox").mkdir()
    assert find_sync_folder(vault, {}) is None


def test_a_link_into_one_is_followed(tmp_path):
    inside = tmp_path / "Nextcloud" / "vaults"
    inside.mkdir(parents=True)
    link = tmp_path / "vaults"
    link.symlink_to(inside)
    assert find_sync_folder(link / "My search.infodesk", {}).service == "Nextcloud"
