"""Every page can be shown in every look; the pictures are for looking at (`make pictures`)."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from infodesk.gui.playing.hand import Hand
from infodesk.gui.playing.stage import Stage
from infodesk.vault import folder as vault_folder
from infodesk.words import speak
from tests.shots.pages import (
    LOOKS,
    PICTURES,
    Pictures,
    paint_empty,
    paint_long,
    paint_many,
    set_stage,
)
from tests.vault.insecure_profile import CHEAP


@pytest.fixture
def stage(qapp, tmp_path, monkeypatch):
    """A stage whose keys cost nothing; afterwards the application is as it was."""
    monkeypatch.setattr(vault_folder, "FLOOR", CHEAP)
    monkeypatch.setattr(vault_folder, "calibrated_profile", lambda: CHEAP)
    stage = Stage(qapp, tmp_path, Hand(qapp, patience=30))
    yield stage
    stage.end()
    speak(None)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not stage.faults


@pytest.mark.parametrize("name", LOOKS)
def test_every_page_in_every_look(name, stage):
    set_stage(stage, LOOKS[name])
    pictures = Pictures(stage, PICTURES / name)
    for step in pictures.steps():
        step.do()
        assert not stage.faults, step.title
    assert pictures.pictures == len(list(pictures.pages.glob("*.png"))) > 20


@pytest.mark.parametrize("paint", [paint_empty, paint_long, paint_many])
def test_pages_with_nothing_with_long_words_with_many(paint, stage):
    pages = PICTURES / paint.__name__.removeprefix("paint_")
    paint(stage, pages)
    assert list(pages.glob("*.png"))
