"""The templates that InfoDesk brings along, from `resources/templates`."""

from functools import lru_cache

from infodesk.core.composing.lexicon import LANGUAGES
from infodesk.core.drafts import Template, TextKind
from infodesk.core.resources import resource

_SUBJECT = "Subject:"


@lru_cache(maxsize=len(TextKind) * len(LANGUAGES))
def built_in(kind: TextKind, language: str) -> Template:
    """Return the template of a kind in a language of LANGUAGES; in another one the English."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    text = resource("templates", known, f"{kind.value}.txt").read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    return Template(
        kind=kind,
        language=known,
        subject=head.removeprefix(_SUBJECT).strip(),
        text=body.rstrip("\n"),
    )
