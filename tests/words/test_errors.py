"""Every error a person can meet has a sentence of its own that says what to do."""

import re
from pathlib import Path

import pytest

from infodesk.core import errors
from infodesk.words.errors import BAD_VALUES, IMPORT_REASONS, SENTENCES, explain


def all_kinds(root=errors.UserError):
    for kind in root.__subclasses__():
        yield kind
        yield from all_kinds(kind)


ROOMS = Path(__file__).parents[2] / "infodesk"
KINDS = sorted(all_kinds(), key=lambda kind: kind.code)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_error_has_a_sentence(kind):
    assert kind.code in SENTENCES
    for facts in ({}, {"path": "/somewhere/{odd}.csv", "detail": "no such device", "group": 3}):
        sentence = explain(kind(**facts))
        assert sentence.endswith(".")
        assert len(re.findall(r"[.:;] \w|[.]$|, or ", sentence)) >= 1


def test_no_two_errors_say_the_same():
    sentences = [explain(kind()) for kind in KINDS]
    assert len(set(sentences)) == len(KINDS)


def test_no_sentence_for_an_error_that_is_gone():
    assert set(SENTENCES) == {kind.code for kind in KINDS}


def test_paths_are_cut_to_their_name():
    sentence = explain(errors.CannotRead(path="/home/ada/Desktop/Connections.csv"))
    assert "Connections.csv" in sentence
    assert "ada" not in sentence


@pytest.mark.parametrize("reason", IMPORT_REASONS)
def test_each_reason_for_refusing_a_file(reason):
    sentence = explain(errors.BadImportFile(path="x.csv", reason=reason))
    assert "x.csv" in sentence


@pytest.mark.parametrize("reason", BAD_VALUES)
def test_each_reason_for_refusing_a_value(reason):
    assert explain(errors.BadValue(reason=reason)) != explain(errors.BadValue(reason="?"))


@pytest.mark.parametrize(
    ("error", "known"), [("BadValue", BAD_VALUES), ("BadImportFile", IMPORT_REASONS)]
)
def test_every_reason_of_the_program_has_a_sentence(error, known):
    used = {
        reason
        for path in ROOMS.rglob("*.py")
        for reason in re.findall(error + r'\([^)]*reason="([^"]+)"', path.read_text("utf-8"))
    }
    assert used
    assert used <= set(known)


def test_a_mistyped_code_says_which_group():
    assert "3" in explain(errors.MistypedRecoveryCode(group=3))
    assert "8 groups" in explain(errors.MistypedRecoveryCode(group=None))
