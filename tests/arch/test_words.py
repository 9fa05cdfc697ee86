"""Every word for people passes through t(), and can be collected, translated and shown."""

import re
import runpy
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.resources import resource
from infodesk.words import speak, t, tn
from infodesk.words.languages import PSEUDO, SOURCE, languages, strange, use_language

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "build" / "translations.py"))


@pytest.fixture
def english():
    """Speak English again afterwards."""
    yield
    speak(None)


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_words_are_literal_and_their_gaps_are_filled():
    wrong = []
    marking = {call.path for call in SCRIPT["calls"](ROOT / "infodesk") if call.marked}
    for call in SCRIPT["calls"](ROOT / "infodesk"):
        place = f"{call.path.relative_to(ROOT)}:{call.line}"
        if not call.literal and call.path not in marking:
            wrong.append(f"{place}: not a literal")
        filled = set(call.filled) | ({"count"} if len(call.texts) == 2 else set())
        for text in call.texts:
            if not call.filled and len(call.texts) == 1:
                continue  # t() fills nothing when it is given nothing
            missing = {gap.split(".")[0] for gap in gaps(text)} - filled
            if missing and not call.open_ended:
                wrong.append(f"{place}: {missing} not filled")
        if call.filled and len(call.texts) == 1 and not gaps(call.texts[0]):
            wrong.append(f"{place}: facts but no gap")
    assert not wrong


def test_words_are_not_asked_for_while_modules_load():
    """The language is known only later: a t() at the top of a module would stay English."""
    at_top = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in (ROOT / "infodesk").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"[A-Za-z_][\w: \[\], ]*= *(t|tn)\(", line)
    ]
    assert not at_top


def test_a_translation_goes_all_the_way(tmp_path, english):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: somewhere:1
msgid "Undo"
msgstr "Rückgängig"

msgid "Hello {name}, "
"“welcome”"
msgstr "Hallo {name}, "
"„willkommen“"

msgid "{count} person"
msgid_plural "{count} people"
msgstr[0] "{count} Mensch"
msgstr[1] "{count} Menschen"

#, fuzzy
msgid "Redo"
msgstr "Nochmal?"

msgid "Not yet"
msgstr ""
"""
    (folder / "infodesk.mo").write_bytes(SCRIPT["mo_bytes"](SCRIPT["read_po"](po)))
    assert languages(tmp_path) == [SOURCE, "de"]
    assert use_language("de_AT", tmp_path) == "de"
    assert t("Undo") == "Rückgängig"
    assert t("Hello {name}, “welcome”", name="Ana") == "Hallo Ana, „willkommen“"
    assert tn("{count} person", "{count} people", 1) == "1 Mensch"
    assert tn("{count} person", "{count} people", 3) == "3 Menschen"
    assert t("Redo") == "Redo"
    assert t("Not yet") == "Not yet"


def test_the_template_has_every_text():
    texts = {text for call in SCRIPT["calls"](ROOT / "infodesk") for text in call.texts}
    template = SCRIPT["template"](ROOT / "infodesk", ROOT)
    assert texts
    for text in texts:
        assert SCRIPT["_quoted"](text) in template


def test_a_damaged_catalogue_is_english(tmp_path, english):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for content in (b"", b"nonsense", b"\xde\x12\x04\x95" + b"\xff" * 40):
        (folder / "infodesk.mo").write_bytes(content)
        assert use_language("de", tmp_path) == SOURCE
    assert use_language("fr", tmp_path) == SOURCE
    assert t("Undo") == "Undo"


def test_shipped_catalogues_can_be_loaded(english):
    for language in languages():
        assert use_language(language) == language
    assert resource("translations").is_dir()


def test_strange_english_is_longer_and_keeps_its_gaps(english):
    use_language(PSEUDO)
    said = t("Add {name} to the shortlist", name="Ana")
    assert said.startswith("⟦")
    assert said.endswith("⟧")
    assert "Ana" in said
    assert len(said) >= 1.3 * len("Add Ana to the shortlist")
    assert tn("{count} person", "{count} people", 2).startswith("⟦2 ")


@given(st.text(alphabet=st.characters(exclude_characters="{}"), max_size=40), st.integers(0, 9))
def test_strange_english_never_breaks_a_text(text, number):
    assert str(number) in strange(text + "{count:,}").format(count=number)
