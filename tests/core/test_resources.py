"""Finding what comes with InfoDesk, wherever it is installed."""

from infodesk.core import resources
from infodesk.core.resources import resource


def test_in_the_checkout():
    assert resource("words", "passphrase_words.txt").is_file()


def test_in_a_wheel_and_a_bundle(tmp_path, monkeypatch):
    # PyInstaller gives modules paths below its folder, so a bundle looks like a wheel.
    package = tmp_path / "site-packages" / "infodesk"
    icon = package / "_resources" / "icons" / "one.svg"
    icon.parent.mkdir(parents=True)
    icon.touch()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resource("icons", "one.svg") == icon
