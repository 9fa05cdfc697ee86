"""The emergency kit: one sheet with a vault's recovery code, as a PDF made in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from infodesk.core.report import Field
from infodesk.formats.pdf import Paper, PdfResult, Typefaces, typeset
from infodesk.formats.typeset import Setter, clock_data, fields_data, frame, printable


@dataclass(frozen=True, slots=True, kw_only=True)
class KitSection:
    """A heading with running text and, where they help, numbered steps."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyKit:
    """What the sheet says, in words.

    `groups` are the groups of the recovery code in order; `facts` name the vault and the day;
    `sections` say what the code opens and how to use it; `space` heads the lines to write on,
    empty for none.
    """

    label: str
    title: str
    language: str
    created_at: datetime
    facts: tuple[Field, ...]
    groups: Sequence[str]
    sections: tuple[KitSection, ...]
    produced: str
    space: str = ""


def print_emergency_kit(
    kit: EmergencyKit, *, paper: Paper = "a4", typefaces: Typefaces | None = None
) -> PdfResult:
    """Return the sheet as a PDF; nothing of it touches a disk. Raises PdfFailed."""
    look = frame(kit.language, paper)
    setter = Setter(look["dir"])
    facts, width = fields_data(kit.facts, setter)
    data = {
        **look,
        "title": printable(kit.title),
        "title-words": setter.text(kit.title, 16),
        "label": setter.text(kit.label),
        "created-at": clock_data(kit.created_at),
        "facts": facts,
        "facts-width": width,
        "groups": [printable(group) for group in kit.groups],
        "sections": [
            [
                setter.text(section.heading),
                [setter.text(paragraph) for paragraph in section.paragraphs],
                [setter.text(step) for step in section.steps],
            ]
            for section in kit.sections
        ],
        "space": setter.text(kit.space),
        "produced": setter.text(kit.produced),
    }
    return typeset("emergency_kit.typ", data, typefaces or Typefaces())
