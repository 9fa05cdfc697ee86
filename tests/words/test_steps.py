"""What a person did, in words, counted and with what undo says of it."""

import re
from pathlib import Path

from infodesk.core.changes import ChangeSet, Step
from infodesk.core.progress import Progress
from infodesk.words.phases import PHASES, phase_words, progress_words
from infodesk.words.steps import STEPS, change_sentence, step_words

ROOMS = Path(__file__).parents[2] / "infodesk"


def codes(pattern):
    return {
        found
        for path in ROOMS.rglob("*.py")
        if path.parent.name not in ("words", "gui", "cli")
        for found in re.findall(pattern, path.read_text(encoding="utf-8"))
    }


def test_every_step_of_the_program_has_words():
    assert codes(r'Step\(code="([^"]+)"') <= set(STEPS)


def test_every_phase_of_the_program_has_words():
    assert codes(r'Progress\(phase="([^"]+)"') <= set(PHASES)


def test_steps_are_counted():
    assert step_words(Step(code="add-person")) == "added a person"
    assert step_words(Step(code="add-person", count=12)) == "added 12 people"


def test_undo_and_redo_are_told_and_doing_is_not():
    step = Step(code="import", count=1920)
    assert change_sentence(ChangeSet(step=step, touched={}, cause="undo")) == (
        "Undid: imported 1920 people"
    )
    assert change_sentence(ChangeSet(step=step, touched={}, cause="redo")).startswith("Did again")
    assert change_sentence(ChangeSet(step=step, touched={})) == ""


def test_progress_counts_when_it_can():
    assert progress_words(Progress(phase="importing", done=1200, total=30000)) == (
        "Importing, 1,200 of 30,000"
    )
    assert progress_words(Progress(phase="reading", done=7)) == "Reading the file, 7 so far"
    assert progress_words(Progress(phase="deriving")) == phase_words("deriving")
