"""A mail as an address that a mail program opens: mailto:, percent-encoded."""

from urllib.parse import quote

from infodesk.core.errors import BadValue

LONGEST = 1_900
"""Longer ones are cut or refused by some mail programs and systems; a file is used instead."""

_NOT_IN_ADDRESSES = frozenset(' ,;<>"()[]\\')


def mailto(address: str, subject: str, body: str) -> str:
    """Return the mailto: address of a mail, '' if it would be too long; BadValue for a bad address.

    Only to, subject and body: nothing that a text could smuggle in becomes another header.
    """
    refuse_bad_address(address)
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    one_line = " ".join(subject.split())
    parts = [
        f"{name}={value}"
        for name, value in (
            ("subject", quote(one_line, safe="", errors="replace")),
            ("body", "%0D%0A".join(quote(line, safe="", errors="replace") for line in lines)),
        )
        if value
    ]
    found = f"mailto:{quote(address, safe='@')}" + (f"?{'&'.join(parts)}" if parts else "")
    return found if len(found) <= LONGEST else ""


def refuse_bad_address(address: str) -> None:
    """Raise BadValue unless `address` is one address of one line, or empty."""
    if any(sign in address for sign in "\r\n\x0b\x0c\x85\u2028\u2029"):
        raise BadValue(field="email", reason="address-of-lines")
    name, at, host = address.rpartition("@")
    bad = any(sign.isspace() or not sign.isprintable() or sign in ',;<>"()[]\\' for sign in address)
    if address and (bad or not (at and name and host)):
        raise BadValue(field="email", reason="not-an-address")
