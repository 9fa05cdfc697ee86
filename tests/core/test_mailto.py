"""A mail as an address: percent-encoded, one line, nothing smuggled in."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.errors import BadValue
from infodesk.core.links import safe_url
from infodesk.core.mailto import LONGEST, mailto


@given(st.text(max_size=60), st.text(max_size=200))
def test_subject_and_body_come_back_and_the_address_may_be_opened(subject, body):
    url = mailto("leila@example.org", subject, body)
    if not url:
        return
    assert safe_url(url) == url
    assert url.isascii()
    parts = urlsplit(url)
    assert parts.path == "leila@example.org"
    fields = parse_qs(parts.query, keep_blank_values=True, errors="replace")
    assert set(fields) <= {"subject", "body"}
    plain = " ".join(subject.split()).encode("utf-8", "replace").decode()
    assert fields.get("subject", [""]) == [plain]


def test_lines_are_kept_and_signs_cannot_begin_another_header():
    url = mailto("a@example.org", "A & B", "one\ntwo & bcc=x")
    assert url == "mailto:a@example.org?subject=A%20%26%20B&body=one%0D%0Atwo%20%26%20bcc%3Dx"


def test_a_long_mail_has_no_address():
    assert mailto("a@example.org", "", "x" * LONGEST) == ""


@pytest.mark.parametrize(
    ("address", "reason"),
    [("a@example.org\nBcc: b@example.org", "address-of-lines"), ("a@b\u2028c", "address-of-lines"),
     ("a b@example.org", "not-an-address"), ("nobody", "not-an-address"),
     ("a@example.org,b@example.org", "not-an-address"), ("<a@example.org>", "not-an-address")],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(address, reason):
    with pytest.raises(BadValue) as caught:
        mailto(address, "", "")
    assert caught.value.facts["reason"] == reason


def test_without_an_address_the_mail_program_asks():
    assert mailto("", "Hello", "") == "mailto:?subject=Hello"
