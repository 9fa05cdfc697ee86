"""Every page can be shown in every look; the pictures are for looking at (`make pictures`)."""

import shutil

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QImage

from infodesk.__main__ import main
from infodesk.gui.playing.demo import THEMES
from infodesk.gui.playing.hand import Hand
from infodesk.gui.playing.main_job import check_pdf
from infodesk.gui.playing.stage import SIZE, Stage
from infodesk.gui.theme import Theme
from infodesk.vault import folder as vault_folder
from infodesk.words import speak
from tests.shots import meet, schedule
from tests.shots.pages import (
    LOOKS,
    PICTURES,
    Pictures,
    paint_empty,
    paint_export,
    paint_long,
    paint_many,
    paint_prepare,
    paint_twice,
    set_stage,
)
from tests.vault.insecure_profile import CHEAP


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    """Make keys that cost nothing."""
    monkeypatch.setattr(vault_folder, "FLOOR", CHEAP)
    monkeypatch.setattr(vault_folder, "calibrated_profile", lambda: CHEAP)


@pytest.fixture(autouse=True)
def as_it_was(qapp):
    """Leave the application to later tests as they expect it: light, in English, left to right."""
    yield
    speak(None)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    Theme().apply(qapp, "light")


@pytest.fixture
def stage(qapp, tmp_path):
    """A stage; what nobody caught fails the test."""
    stage = Stage(qapp, tmp_path, Hand(qapp, patience=30))
    yield stage
    stage.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not stage.faults


def test_the_demo_leaves_pictures_and_pdfs(qapp, capsys):
    folder = PICTURES / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    assert main(["demo", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    pdfs = sorted(folder.glob("*.pdf"))
    assert [path.name for path in pdfs] == [
        "all-meeting-notes.pdf",
        "dossier.pdf",
        "meeting-notes.pdf",
        "selection.pdf",
    ]
    for path in pdfs:
        check_pdf(path.read_bytes())
        assert str(path) in out
    light, dark = (sorted((folder / theme).glob("*.png")) for theme in THEMES)
    assert [path.name for path in light] == [path.name for path in dark]
    assert len(light) > 20
    for one, other in zip(light, dark, strict=True):
        seen = QImage(str(one))
        assert seen.size() == QSize(*SIZE), one.name
        bright, dim = (QImage(str(each)).pixelColor(2, 2).lightness() for each in (one, other))
        assert bright > dim, one.name


def test_the_demo_says_where_it_cannot_write(tmp_path, capsys):
    file = tmp_path / "file"
    file.touch()
    assert main(["demo", str(file / "below")]) == 1
    assert "below" in capsys.readouterr().err


@pytest.mark.parametrize("name", LOOKS)
def test_every_page_in_every_look(name, stage):
    set_stage(stage, LOOKS[name])
    pictures = Pictures(stage, PICTURES / name)
    for step in pictures.steps():
        step.do()
        assert not stage.faults, step.title
    assert pictures.pictures == len(list(pictures.pages.glob("*.png"))) > 20


@pytest.mark.parametrize(
    "paint", [paint_empty, paint_export, paint_long, paint_many, paint_prepare, paint_twice]
)
def test_pages_with_nothing_with_long_words_with_many(paint, stage):
    pages = PICTURES / paint.__name__.removeprefix("paint_")
    paint(stage, pages)
    assert list(pages.glob("*.png"))


@pytest.mark.parametrize("name", meet.LOOKS)
def test_a_meeting_and_what_follows_in_every_look(name, stage):
    pages = PICTURES / "meet" / name
    meet.paint_meet(stage, pages, meet.LOOKS[name])
    assert list(pages.glob("*.png"))


@pytest.mark.parametrize("name", schedule.LOOKS)
def test_planning_in_every_look(name, stage):
    pages = PICTURES / "schedule" / name
    schedule.paint_schedule(stage, pages, schedule.LOOKS[name])
    assert list(pages.glob("*.png"))
