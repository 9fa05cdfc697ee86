"""Every page of the real window in strange English, and every control with a name to speak."""

import json
import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from infodesk.core.marks import marks_in
from infodesk.core.questions import built_in
from infodesk.core.resources import resource
from infodesk.core.review import read_referral
from infodesk.gui.playing import main_job
from infodesk.gui.playing.demo import Show
from infodesk.gui.playing.hand import Hand
from infodesk.gui.playing.stage import Stage
from infodesk.vault import folder as vault_folder
from infodesk.words import speak
from infodesk.words.languages import PSEUDO, use_language
from tests.gui.walking import nameless, untranslated
from tests.vault.insecure_profile import CHEAP

# What is nobody's to translate: names, and what was typed or imported.
TYPED = [
    main_job.VAULT,
    main_job.PERSON,
    main_job.PASSPHRASE,
    main_job.CHANGED_PASSPHRASE,
    main_job.NEW_PASSPHRASE,
    *main_job.QUESTIONS,
    *main_job.NOTES.splitlines(),
    "Registry lead",
    "Vorstellung e.V.",
    "nia@example.org",
    "Café Beispiel",
    "Understand how registries hire",
    "InfoDesk",
    "LinkedIn",
    "Connections.csv",
    "PDF",
    *(one.text for one in built_in("en")),
    "UTC",
    "Etc",
]


def invented():
    """Return all texts of the sample and of the invented file."""

    def texts(value):
        if isinstance(value, str):
            yield value
            for line in marks_in(value):  # what the review of a meeting shows of the notes
                yield line.mark.text
                who = read_referral(line.mark.text)
                yield from filter(None, (who.first_name, who.last_name, who.title, who.company))
        elif isinstance(value, dict):
            for one in value.values():
                yield from texts(one)
        elif isinstance(value, list):
            for one in value:
                yield from texts(one)

    sample = json.loads(resource("sample", "sample.json").read_text(encoding="utf-8"))
    file = resource("sample", "Connections.csv").read_text(encoding="utf-8")
    cells = [cell for cell in re.split(r'[\n,"]', file) if len(cell.strip()) > 1]
    return {text.strip() for text in [*texts(sample), *cells]}


class Walk(Show):
    """The demo's walk through all pages; each is walked over instead of painted."""

    def __init__(self, stage, folder):
        super().__init__(stage, folder)
        self.data = {*TYPED, *invented()}
        self.untranslated, self.nameless = {}, {}

    def look(self, name):
        self.pictures += 1
        self.data.add(str(self.stage.folder))
        self.data.update(self.job.code.split("-"))
        if self.stage.session.desk is not None:
            commands = self.job.desk.commands
            self.data.update(commands.key_text(one.id) for one in commands.all())
        window = self.stage.hand.top()
        for text in untranslated(window, self.data):
            self.untranslated.setdefault(text, name)
        for widget in nameless(window):
            self.nameless.setdefault(widget, name)


@pytest.fixture(scope="module")
def walk(qapp, tmp_path_factory):
    """One walk through everything, in strange English."""
    folder = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INFODESK_HOME", str(folder / "home"))
        patch.setattr(vault_folder, "FLOOR", CHEAP)
        patch.setattr(vault_folder, "calibrated_profile", lambda: CHEAP)
        use_language(PSEUDO)
        stage = Stage(qapp, folder, Hand(qapp, patience=20))
        stage.settings.change(language=PSEUDO)
        walk = Walk(stage, folder)
        try:
            for step in walk.steps():
                step.do()
        finally:
            stage.end()
            speak(None)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not stage.faults
    return walk


def test_every_page_was_walked_over(walk):
    assert walk.pictures > 20


def test_every_word_is_translated(walk):
    assert walk.untranslated == {}


def test_every_control_has_a_name(walk):
    assert walk.nameless == {}
