"""Printing: a Report as a PDF through Typst, tagged, PDF/UA-1 wherever the fonts allow it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from infodesk.core.errors import PdfFailed
from infodesk.core.report import Report
from infodesk.core.resources import resource
from infodesk.formats.typeset import Data, report_data

if TYPE_CHECKING:
    import typst

Paper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfResult:
    """A printed document.

    `standard` is "ua-1", or "tagged" where PDF/UA-1 could not be kept; `missing` are the
    characters that no font here has, each once, in the order of the document.
    """

    data: bytes
    standard: Literal["ua-1", "tagged"]
    missing: tuple[str, ...] = ()


class Typefaces:
    """The fonts to print with: those that Typst brings along, then those of the system.

    Typst's own (Libertinus Serif, New Computer Modern, DejaVu Sans Mono) print Latin, Greek,
    Cyrillic and Hebrew the same on every machine in 20 ms; the system's, 0.2 s and more to find,
    are read once, when a document needs them. Keep one object for several documents.
    """

    def __init__(self, *, system: bool = True) -> None:
        self.system = system

    @cached_property
    def own(self) -> "typst.Fonts":
        """Typst's own fonts."""
        import typst

        return typst.Fonts(include_system_fonts=False)

    @cached_property
    def all(self) -> "typst.Fonts":
        """Typst's own fonts and those of the system."""
        import typst

        return typst.Fonts(include_system_fonts=True)


def print_pdf(
    report: Report, *, paper: Paper = "a4", typefaces: Typefaces | None = None
) -> PdfResult:
    """Return `report` as a PDF; runs in any thread and lets others run meanwhile.

    Raises PdfFailed where Typst refuses the document for another reason than its fonts.
    """
    return typeset("report.typ", report_data(report, paper), typefaces or Typefaces())


def typeset(template: str, data: Data, typefaces: Typefaces) -> PdfResult:
    """Set `data` by a template of resources/typst/ and return the PDF.

    The words reach Typst as JSON in sys.inputs, never as markup; its root is the folder of the
    templates, which name no package. Where no font here has a character, PDF/UA-1 is refused,
    and a plain tagged PDF shows a box in its place.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    missing: tuple[str, ...] = ()
    for fonts, families in _steps(text, typefaces):
        try:
            return _compiled(template, text, fonts, families, "ua-1")
        except _NotUniversal as refusal:
            missing = refusal.missing
    return replace(_compiled(template, text, fonts, families, "tagged"), missing=missing)


def _steps(text: str, typefaces: Typefaces) -> "Iterator[tuple[typst.Fonts, Sequence[str]]]":
    """Yield the fonts to try, and their first families, one after the other."""
    if not (typefaces.system and _BEYOND_OWN.search(text)):
        yield typefaces.own, _OWN_FAMILIES
    if typefaces.system:
        yield typefaces.all, _families_for(text, typefaces.all)


class _NotUniversal(Exception):
    """Typst refused PDF/UA-1; `missing` are the characters without a glyph, if that was why."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__("PDF/UA-1 refused")
        self.missing = missing


def _compiled(
    template: str,
    text: str,
    fonts: "typst.Fonts",
    families: Sequence[str],
    standard: Literal["ua-1", "tagged"],
) -> PdfResult:
    import typst

    folder = resource("typst")
    try:
        data, _warnings = typst.compile_with_warnings(
            folder / template,
            root=folder,
            font_paths=fonts,
            sys_inputs={"document": text, "fonts": json.dumps(families)},
            pdf_standards=["ua-1"] if standard == "ua-1" else [],
        )
    except typst.TypstError as error:
        if standard == "ua-1" and "PDF/UA" in error.message:
            raise _NotUniversal(_missing_in(error.diagnostic)) from None
        raise PdfFailed(detail=_without_words(error.message)) from None
    return PdfResult(data=data, standard=standard)


# What Typst 0.15 says of each cluster that no font has (crates/typst-pdf); written with Rust's
# escapes. tests/formats/test_pdf.py notices when a later version says it differently.
_NO_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_RUST_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")


def _missing_in(diagnostic: str) -> tuple[str, ...]:
    """Return the characters that a refusal names; joiners only where nothing else is missing."""
    clusters = (_RUST_ESCAPE.sub(_unescaped, found) for found in _NO_GLYPH.findall(diagnostic))
    missing = tuple(dict.fromkeys(clusters))
    return tuple(one for one in missing if one not in _JOINERS) or missing


def _unescaped(found: re.Match[str]) -> str:
    code, sign = found.groups()
    return (
        chr(int(code, 16)) if code else {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}.get(sign, sign)
    )


def _without_words(message: str) -> str:
    """Return Typst's message without what it quotes or cites: errors may end in a log."""
    return re.sub(r"`[^`]*`|\"[^\"]*\"", "…", message.split(": ")[0])[:120]


# Scripts that Typst's own fonts lack, or have only in DejaVu Sans Mono: all but Latin, Greek,
# Cyrillic, Hebrew, punctuation and symbols.
_BEYOND_OWN = re.compile(
    "[\u0530-\u058f\u0600-\u1cff\u2d00-\u2dff\u2e80-\ua63f\ua6a0-\ua6ff\ua800-\uab2f"
    "\uab70-\ud7ff\uf900-\ufaff\ufb50-\ufdff\ufe70-\ufefc\uff00-\uffef\U00010000-\U0010ffff]"
)
_OWN_FAMILIES = ("Libertinus Serif",)
# Families to try before Typst looks for itself, as Linux distributions, Windows and macOS name
# them. Han characters look different in each country, and only one font can be first.
_ARABIC = ("Noto Naskh Arabic", "Sakkal Majalla", "Geeza Pro")
_EAST_ASIAN = {
    "ja": ("Noto Serif CJK JP", "Noto Sans CJK JP", "Yu Mincho", "Hiragino Mincho ProN"),
    "ko": ("Noto Serif CJK KR", "Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo"),
    "tw": ("Noto Serif CJK TC", "Noto Sans CJK TC", "Microsoft JhengHei", "PingFang TC"),
    "cn": ("Noto Serif CJK SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"),
}


def _families_for(text: str, fonts: "typst.Fonts") -> tuple[str, ...]:
    """Return the families to try first for `text`, of those that `fonts` has.

    Kana or Hangul anywhere tell whose Han characters these are, then the report's region; else
    they are taken for simplified Chinese.
    """
    if re.search("[\u3040-\u30ff]", text):
        country = "ja"
    elif re.search("[\uac00-\ud7a3]", text):
        country = "ko"
    else:
        country = "tw" if re.search('"region":"(TW|HK|MO)"', text) else "cn"
    present = set(fonts.families())
    wanted = (*_ARABIC, *_EAST_ASIAN[country])
    return (*_OWN_FAMILIES, *(family for family in wanted if family in present))
