"""Messages as LinkedIn stores them, HTML or not, as the text a person wrote."""

import html
import re
from html.entities import html5

from infodesk.core.text import clean_text
from infodesk.formats.tables import mend

_ATTRIBUTE = (
    r"""\s+[\w:-]{1,40}(?:\s{0,4}=\s{0,4}(?:"[^"<]{0,4000}"|'[^'<]{0,4000}'|[^\s"'<>=]{1,4000}))?"""
)
# Only tags that LinkedIn's editors write, and only whole ones: people write <https://…> and a < b.
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>p|br|strong|b|i|li|ul|ol|a|em|u|sup|span|div)(?:{_ATTRIBUTE}){{0,40}}"
    r"\s{0,4}/?>",
    re.IGNORECASE,
)
_BREAKING = frozenset({"/p", "/li", "/div", "br", "/br"})
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANK_LINES = re.compile(r"[ \xa0]*\n[ \xa0\n]*\n[ \xa0]*")
_LINE_END = re.compile(r"[ \xa0]*\n[ \xa0]*")


def plain_message(content: str) -> str:
    """Return the content of a message as plain text: known tags out, then entities decoded."""
    bare = _TAG.sub(_without_tag, content) if "<" in content else content
    text = _ENTITY.sub(_decoded, bare) if "&" in bare else bare
    if bare != content:
        text = _LINE_END.sub("\n", _BLANK_LINES.sub("\n\n", text))
    return clean_text(text if text.isascii() else mend(text))


def _without_tag(tag: re.Match[str]) -> str:
    return "\n" if (tag["end"] + tag["name"]).lower() in _BREAKING else ""


def _decoded(entity: re.Match[str]) -> str:
    name = entity[0]
    text = html.unescape(name) if name[1] == "#" else html5.get(name[1:], name)
    return text.replace("\ufffd", "").replace("\xa0", " ")
