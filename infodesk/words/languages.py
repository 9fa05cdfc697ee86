"""Which languages InfoDesk speaks, and speaking one of them."""

import gettext
import locale
import re
import struct
from pathlib import Path

from infodesk.core.resources import resource
from infodesk.words import speak

SOURCE = "en"
PSEUDO = "en_XA"
"""English made strange: longer, accented and in brackets, to show what was never translated."""

_STRANGE = str.maketrans("aceinouyACEINOUY", "áçéíñöüýÁÇÉÍÑÖÜÝ")
_DOMAIN = "infodesk"
_NAMES = {"en": "English", "ar": "العربية", "de": "Deutsch", "es": "Español", "fr": "Français"}


def languages(folder: Path | None = None) -> list[str]:
    """Return the codes of the languages there are: English and each translation that is there."""
    folder = folder or resource("translations")
    found = folder.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo")
    return [SOURCE, *sorted(path.parent.parent.name for path in found)]


def language_name(code: str) -> str:
    """Return a language's own name for itself; its code if we do not know it."""
    return _NAMES.get(code, code)


def use_language(code: str, folder: Path | None = None) -> str:
    """Speak language `code`, "" for the system's; return the code of what is spoken.

    A region is met by its language alone; a translation that is missing or damaged by English.
    """
    if code == PSEUDO:
        speak(StrangeEnglish())
        return PSEUDO
    wanted = code or (locale.getlocale()[0] or SOURCE)
    for one in (wanted, wanted.split("_")[0]):
        path = (folder or resource("translations")) / one / "LC_MESSAGES" / f"{_DOMAIN}.mo"
        if (catalogue := _load(path)) is not None:
            speak(catalogue)
            return one
    speak(None)
    return SOURCE


class StrangeEnglish(gettext.NullTranslations):
    """Translates into strange English; {gaps} stay as they are."""

    def gettext(self, message: str) -> str:
        """Return `message` made strange."""
        return strange(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the fitting one of two messages made strange."""
        return strange(msgid1 if n == 1 else msgid2)


def strange(text: str) -> str:
    """Return `text` accented, a third longer and in brackets, its {gaps} untouched."""
    parts = re.split(r"(\{[^}]*\})", text)
    accented = "".join(part if part[:1] == "{" else part.translate(_STRANGE) for part in parts)
    return f"⟦{accented}{'·' * (len(text) // 3)}⟧"


def _load(path: Path) -> gettext.GNUTranslations | None:
    try:
        with path.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    except (OSError, ValueError, LookupError, struct.error):
        return None  # a broken translation must not keep anybody from their vault
