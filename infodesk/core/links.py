"""The one gate for web addresses: which may be opened, and whose LinkedIn profile one is."""

import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes, urlsplit

from infodesk.core.text import clean_line

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Blanks, controls, zero-width and direction characters can show one place and open another.
_NOT_IN_A_URL = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u3000\ufeff\ud800-\udfff<>\"\\^`{|}]"
)
_LONGEST_URL = 2_000
_LONGEST_SLUG = 200
_PROFILE_HOST = re.compile(r"(?:[a-z0-9-]+\.)*linkedin\.com", re.IGNORECASE)
_PROFILE = "https://www.linkedin.com/in/"
_NOT_IN_A_NAME = re.compile(r"[\s/\\?#\ufffd]")
_AS_LINKEDIN_WRITES = re.compile(r"https://www\.linkedin\.com/in/([A-Za-z0-9%_-]{1,500})")


def safe_url(url: str) -> str:
    """Return `url` if a person may open it from InfoDesk (http, https, mailto, tel), else ''.

    Never file:, UNC paths, javascript: or data:; nor an address with user-info before its host,
    or with blanks, control or direction characters.
    """
    if len(url) > _LONGEST_URL or _NOT_IN_A_URL.search(url):
        return ""
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https"):
            return url if parts.hostname and "@" not in parts.netloc else ""
    except ValueError:  # such as an unfinished IPv6 address
        return ""
    return url if parts.scheme in _SCHEMES and parts.path and not parts.netloc else ""


def host(url: str) -> str:
    """Return the host an address leads to, in its ASCII form so that look-alikes show; '' if none.

    A mailto: address leads to the part behind its @.
    """
    try:
        parts = urlsplit(url)
        name = parts.hostname or (parts.path.rpartition("@")[2] if parts.scheme == "mailto" else "")
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""


def profile_slug(url: str) -> str:
    """Return the part of a LinkedIn profile address that names the person, '' if it is none.

    Percent-decoded, NFC, lower case. Accepted: http(s) or no scheme, linkedin.com or a host below
    it, no user-info, /in/ or the older /pub/.
    """
    if found := _AS_LINKEDIN_WRITES.fullmatch(url):
        name = found[1]
        return _slug(name) if "%" in name else name.lower()
    url = clean_line(url, len(url) * 4)
    if len(url) > _LONGEST_URL or "\\" in url:
        return ""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url.removeprefix('//')}")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not _PROFILE_HOST.fullmatch(parts.netloc):
        return ""
    _, kind, *names = [*parts.path.split("/"), "", ""]
    if kind.lower() == "in":
        return _slug(names[0])
    if kind.lower() == "pub":
        return _slug(_public_name([name for name in names if name]))
    return ""


def profile_url(slug: str) -> str:
    """Return the address of the LinkedIn profile that `slug` names; '' for none."""
    return f"{_PROFILE}{quote(slug, safe='')}" if slug else ""


def _public_name(parts: list[str]) -> str:
    """Return the present name of an old /pub/name/4/374/10b address: name-10b3744 (unverified)."""
    name, *numbers = [*parts, ""][:5]
    numbers = [number for number in numbers if number]
    if len(numbers) != 3:
        return name
    low, middle, high = numbers
    return f"{name}-{high.zfill(3)}{middle.zfill(3)}{low}"


def _slug(part: str) -> str:
    octets = unquote_to_bytes(part.encode("utf-8", "replace"))
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        text = octets.decode("latin-1")
    slug = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    unusual = len(slug) > _LONGEST_SLUG or _NOT_IN_A_NAME.search(slug) or clean_line(slug) != slug
    return "" if unusual else slug
