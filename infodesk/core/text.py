"""The one Unicode policy: how text is cleaned for keeping and folded for matching and sorting."""

import html
import re
import unicodedata
from collections.abc import Sequence

LINE_LIMIT = 1_000
"""Characters that a one-line field keeps."""

TEXT_LIMIT = 1_000_000
"""Characters that a text of several lines keeps."""

_JOINERS = (
    "\u200c\u200d"  # zero-width (non-)joiner: emoji, Persian and Indic words need them inside
)
_BLANK_AT_END = " " + _JOINERS


def _ranges(*ranges: tuple[int, int]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


_LINE_BREAKING = frozenset("\t\n\x0b\x0c\r\x85\u2028\u2029")
_INVISIBLE = dict.fromkeys(
    code
    for code in [
        *_ranges((0x00, 0x1F), (0x7F, 0x9F)),  # C0 and C1 controls
        *_ranges((0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069), (0x061C, 0x061C)),  # bidi
        *_ranges((0xAD, 0xAD), (0x200B, 0x200B), (0x2060, 0x2065), (0xFEFF, 0xFEFF)),  # zero width
        *_ranges((0x206A, 0x206F), (0xFFF9, 0xFFFB)),  # deprecated format characters
        *_ranges((0xD800, 0xDFFF)),  # half a character: cannot be stored
    ]
    if chr(code) not in _LINE_BREAKING
)
# Letters and signs that look like nothing: people type them where a name is demanded.
_LOOKS_BLANK: dict[int, str] = {0x3164: " ", 0xFFA0: " ", 0x2800: " "}
_BLANK_LETTER = re.compile("[\u2800\u3164\uffa0]")
_CLEAN: dict[int, str | None] = {**_INVISIBLE, **_LOOKS_BLANK}
_CLEAN_LINES: dict[int, str | None] = {
    **_CLEAN,
    **{ord(sign): "\n" for sign in "\x0b\x0c\x85\u2028\u2029"},
}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


# Cleaning


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` as one line for keeping and showing, at most `limit` characters.

    NFC; runs of blanks and line breaks become one blank; controls, bidi controls and zero-width
    characters go, joiners only at the ends. Idempotent. Rules: Unicode Standard Annex 15 for the
    form, formats of LinkedIn exports for the rest.
    """
    if not text.isprintable() or _BLANK_LETTER.search(text):  # all that is dropped is unprintable
        text = text.translate(_CLEAN)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _without_end_blanks(" ".join(text.split()), limit)


def clean_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return `text` of several lines for keeping, at most `limit` characters.

    Like `clean_line`, but line breaks (as line feeds), tabs and blanks stay; blank ends go.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() or not text.replace("\n", "").replace("\t", "").isprintable():
        text = unicodedata.normalize("NFC", text.translate(_CLEAN_LINES))
    return text.strip()[:limit].rstrip()


def clean_name(text: str, limit: int = LINE_LIMIT) -> str:
    """Return a name like `clean_line`, with HTML entities (`&amp;`) decoded."""
    cleaned = clean_line(text, limit)
    while "&" in cleaned:
        decoded = clean_line(_ENTITY.sub(_decoded, cleaned), limit)
        if decoded == cleaned:
            break
        cleaned = decoded
    return cleaned


def _decoded(entity: re.Match[str]) -> str:
    return html.unescape(entity[0]).replace("\ufffd", "")


def _without_end_blanks(text: str, limit: int) -> str:
    text = text.strip(_BLANK_AT_END)
    return text if len(text) <= limit else text[:limit].rstrip(_BLANK_AT_END)


# Folding: for comparing only, never shown


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Accents on letters, and all that cleaning drops. Marks of other scripts (vowel signs, voicing)
# make another letter and stay.
_DROPPED = re.compile(
    "["
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u065f\u0670"  # Arabic vowel signs
    "\ufe00-\ufe0f\U000e0100-\U000e01ef\u200c\u200d\u1160\u2800"
    + "".join(map(re.escape, map(chr, _INVISIBLE)))
    + "]+"
)
# Letters that do not decompose but are written without their stroke elsewhere; like signs.
_ALIKE = {
    ord(sign): like
    for signs, like in (
        ("øⱷ", "o"),
        ("łƚ", "l"),
        ("đð", "d"),
        ("ħ", "h"),
        ("ŧ", "t"),
        ("ı", "i"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("þ", "th"),
        ("‘’‛ʻʼʽ′", "'"),
        ("“”„‟″", '"'),
        ("‐‑‒–—―−", "-"),
    )
    for sign in signs
}
_ALIKE_SIGN = re.compile("[" + "".join(map(chr, _ALIKE)) + "]")


def shortened(text: str, most: int = 60) -> str:
    """Return `text` in one line of at most `most` characters; "…" says that it goes on."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def fold(text: str) -> str:
    """Return `text` as it is compared: NFKC, no case, no accents, single blanks. Idempotent."""
    if text.isascii():
        if not text.isprintable():
            text = text.translate(_CLEAN)
        return " ".join(text.lower().split())
    text = text.replace("\xb4", "'")  # NFKD would make this quote a blank and an accent
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = _DROPPED.sub("", decomposed)
    if not bare.isascii():
        if _ALIKE_SIGN.search(bare):
            bare = bare.translate(_ALIKE)
        bare = unicodedata.normalize("NFC", bare)
    return " ".join(bare.split())


_TITLES = _words(
    "dr drs prof professor professora profesor mr mrs mme frau herr hon rev dipl-ing dipling"
)
# Also given names or surnames: taken off only if two words stay.
_DOUBTFUL_TITLES = _words("ing ir mag sir dame ms miss eng arq sra sr")
_SUFFIXES = _words(
    "phd dphil dsc mba emba msc meng mphil mres mpa mph mfa msw mpp llm llb jd esq bsc beng bba"
    " bcom mcom pmp pgmp capm cfa cfp cpa acca aca fca cma cia cisa cism cissp crisc ccna ccnp csm"
    " cspo psm safe itil shrm-cp shrm-scp phr sphr frm caia facp facs frcs frcp mrcp dds dmd dvm"
    " pharmd psyd edd lcsw rph aprn fnp-c crna pmi-acp aia aicp leed mbe dba jr ii iii iv"
)
# Also surnames or words: taken off only behind a comma.
_DOUBTFUL_SUFFIXES = _words(
    "ma ms md ba bs be me med pe rn do dr np pa cp sr v jp aa as bed mbbs pmc acc pcc mcc"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
_REGISTERED = re.compile("[®™©℠]")
_NOT_IN_NAMES = re.compile(r"[^\w .'-]|_")
_AT_ENDS = _TITLES | _DOUBTFUL_TITLES | _SUFFIXES


def fold_name(text: str) -> str:
    """Return a person's name as it is compared: folded, without titles, suffixes and asides.

    "Dr. Bo Muster, PhD (he/him)" and "BO MÜSTER" give the same. A name that is nothing else
    stays as it is. Idempotent.
    """
    folded = fold(text if text.isascii() else _REGISTERED.sub("", text))
    letters_only = text.isascii() and text.replace(" ", "").isalpha()  # most names: fast
    if letters_only or not _NOT_IN_NAMES.search(folded):
        words = folded.replace(".", "").split()
        if words and words[0] not in _AT_ENDS and words[-1] not in _AT_ENDS:
            return " ".join(words)
    plain = " ".join(_name_words(folded))
    if plain == text:
        return plain
    # Once more, because what is left can end in a suffix again.
    return fold_name(plain) if plain else folded or fold(text)


def _name_words(folded: str) -> list[str]:
    """Return the words of a folded name that are neither title, suffix, aside nor sign."""
    bare = _IN_BRACKETS.sub(" ", folded).replace(".", "")
    head, *rest = ["".join(filter(_in_a_word, part)).split() for part in bare.split(",")]
    while rest and not head:
        head, *rest = rest
    known = _SUFFIXES | _DOUBTFUL_SUFFIXES
    words = head + [word for part in rest if not known.issuperset(part) for word in part]
    while len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    while len(words) > 2 and (words[0] in _TITLES or words[0] in _DOUBTFUL_TITLES):
        words.pop(0)
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words


def _in_a_word(sign: str) -> bool:
    """Letters, marks, digits and blanks, hyphens, apostrophes; not emoji and other signs."""
    return sign in " -'" or unicodedata.category(sign)[0] in "LMN"


FOLDING = 1
"""The version of the rules of `fold_company`: raise it with them, and vaults are brought along."""

_LEGAL_FORMS = _words(
    "inc incorporated llc llp lllp pllc lp ltd limited plc corp corporation co company"
    " gmbh mbh ggmbh ag kg kgaa ohg gbr ug se eg ev gesmbh aktiengesellschaft"
    " sa sas sasu sarl eurl snc scop srl srls sl slu slp sau scrl"
    " sapi saa sac eirl ltda eireli epp bv nv vof cv bvba sprl vzw asbl"
    " ab oy oyj abp asa aps as ivs ou sia uab ead eood ood doo"
    " pty pte pvt private sdn bhd berhad kk gk pt tbk fze fzco wll bsc pjsc jsc ojsc cjsc"
    " sro kft zrt nyrt sirketi"
    " ооо оао пао зао ао тоо ип нао еоод оод αε επε ικε"
)
_LEGAL_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "sp z oo",
        "sp zoo",
        "spolka z oo",
        "spolka z ograniczona odpowiedzialnoscia",
        "spolka akcyjna",
        "sp k",
        "sp j",
        "spol s ro",
        "spol sro",
        "s r o",
        "s a b de c v",
        "s a de c v",
        "s de rl de cv",
        "s de r l de c v",
        "sapi de cv",
        "sab de cv",
        "sa de cv",
        "s a",
        "a s",
        "s l",
        "b v",
        "n v",
        "l l c",
        "fz llc",
        "limited liability company",
        "limited liability partnership",
        "public limited company",
        "societe anonyme",
        "sociedad anonima",
        "sociedade anonima",
        "societa per azioni",
        "gesellschaft mit beschrankter haftung",
        "kommanditgesellschaft",
        "ltd sti",
        "limited sirketi",
        "anonim sirketi",
        "kabushiki kaisha",
        "בע מ",
    )
)
# Only in front, where no name would begin with them.
_LEGAL_STARTS = _words("pt ооо оао пао зао тоо ао")
_NOT_IN_WORDS = re.compile(r"[!-/:-@\[-`{-~]+")
_SPA = re.compile(r"\bS\.?\s?p\.?\s?A\.?$")  # by its capitals: a "Day Spa" is none
_CJK_FORMS = re.compile(
    r"^(?:株式会社|有限会社|合同会社|\(株\)|（株）|㈱|\(주\)|（주）|㈜|주식회사|유한회사)"
    r"|(?:株式会社|有限会社|合同会社|\(株\)|（株）|㈱|\(주\)|（주）|㈜|주식회사|유한회사)$"
    r"|(?:股份|集团|控股|責任|责任)*有限公司$"
)


def fold_company(text: str) -> str:
    """Return a company's name as it is compared: folded, without its legal form.

    "Google LLC" and "google" give the same, as do "Muster & Co. KG" and "Muster and Co". Empty
    only for an empty name.
    """
    cleaned = clean_line(_REGISTERED.sub("", text)) or clean_line(text)
    bare = _SPA.sub("", cleaned)
    if not bare.isascii():
        bare = _CJK_FORMS.sub("", bare)
    folded = fold(bare or cleaned)
    spoken = folded.replace("&", " and ").replace(".", "").replace("'", "")
    if not spoken.isascii():
        spoken = "".join(sign if _in_a_word(sign) else " " for sign in spoken)
    shorter = " ".join(_without_legal_form(_NOT_IN_WORDS.sub(" ", spoken).split()))
    if shorter and shorter != text:
        return fold_company(shorter)
    return shorter or folded or cleaned


def _without_legal_form(words: Sequence[str]) -> list[str]:
    kept = list(words)
    if len(kept) > 1 and (kept[0] == "the" or kept[0] in _LEGAL_STARTS):
        kept.pop(0)
    while len(kept) > 1:
        ends = [len(phrase) for phrase in _LEGAL_PHRASES if tuple(kept[-len(phrase) :]) == phrase]
        if ends and ends[0] < len(kept):
            del kept[-ends[0] :]
        elif kept[-1] in _LEGAL_FORMS:
            kept.pop()
        else:
            break
        if len(kept) > 1 and kept[-1] == "and":
            kept.pop()
    return kept


# Showing and sorting

_LAST = "\U0010ffff"


def sort_key(name: str) -> str:
    """Return the text by which names are ordered as shown; names without any letter come last."""
    folded = fold(name)
    if folded[:1].isalnum():
        return folded
    for place, sign in enumerate(folded):
        if sign.isalnum():
            return folded[place:]
    return _LAST + folded.lstrip(_LAST)


# Scripts in which two single letters side by side mean nothing or join into another shape.
_ONE_LETTER = re.compile(
    r"[\u0590-\u08ff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff]"
)


def plain_letters(name: str) -> str:
    """Return `name` in the letters people type instead (Łukasz: lukasz, Größe: grosse).

    Empty where taking the accents off is enough, which the search index does by itself.
    """
    if name.isascii():
        return ""
    apart = unicodedata.normalize("NFD", name.lower())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    folded = fold(name)
    return "" if folded == bare.strip() else folded


def initials(name: str) -> str:
    """Return one or two signs for a picture of `name`; empty if there is nothing to show.

    First and last word of the name without titles and suffixes; one letter in Chinese, Japanese,
    Korean, Thai, Hebrew or Arabic; a name of emoji alone gives its first.
    """
    bare = _IN_BRACKETS.sub(" ", unicodedata.normalize("NFKC", clean_line(name))).split(",")[0]
    words = [word for word in bare.split() if any(sign.isalpha() for sign in word)]
    while len(words) > 1 and fold(words[0]).replace(".", "") in _TITLES:
        words.pop(0)
    while len(words) > 1 and fold(words[-1]).replace(".", "") in _SUFFIXES:
        words.pop()
    letters = [next(sign for sign in word if sign.isalpha()) for word in words]
    if not letters:
        return next((sign for sign in clean_line(name) if sign.isalnum() or sign > "\u2000"), "")
    if len(letters) == 1 or _ONE_LETTER.match(letters[0]):
        return letters[0].upper()[:1]
    return letters[0].upper()[:1] + letters[-1].upper()[:1]
