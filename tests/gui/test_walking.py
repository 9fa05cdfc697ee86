"""The walk finds words that did not pass through t()."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from infodesk.gui.widgets import Button, KeyHint, PassphraseField, SearchField, TagChip, Toast
from infodesk.words import speak, t
from infodesk.words.languages import PSEUDO, use_language
from tests.gui.walking import untranslated


@pytest.fixture
def strange():
    use_language(PSEUDO)
    yield
    speak(None)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    return window


def test_translated_words_pass(theme, window, strange):
    for widget in (
        Button(theme, t("Draft"), key="Ctrl+K"),
        SearchField(theme, t("Search these people"), key="Ctrl+F"),
        PassphraseField(theme, t("Passphrase")),
        TagChip(theme, "health", removable=True),
        KeyHint(theme, "Ctrl+Return"),
        QLabel("12 · 3"),
    ):
        window.layout().addWidget(widget)
    toast = Toast(theme, window)
    toast.say(t("Removed {name}", name="Ana"), undo=True)
    assert untranslated(window, data=["health"]) == []
    toast.hide()


def test_plain_words_are_found_wherever_they_are(window, strange):
    combo = QComboBox()
    combo.addItem("by video")
    hidden = QLabel("nobody sees this")
    for widget in (
        QLabel(f"{t('Hello')} there"),
        QPushButton("Send"),
        QLineEdit(placeholderText="Type here"),
        combo,
        hidden,
    ):
        window.layout().addWidget(widget)
    hidden.hide()
    window.setToolTip("A tip")
    found = " | ".join(untranslated(window))
    for words in ("there", "Send", "Type here", "by video", "A tip"):
        assert words in found
    assert "nobody" not in found
