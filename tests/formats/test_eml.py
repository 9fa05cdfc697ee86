"""The file of an unsent mail."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.errors import BadValue
from infodesk.formats.eml import mail_file

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def written(**facts):
    usual = {"to": "leila@example.org", "name": "Leila Mansour", "subject": "Your path",
             "body": "Dear Leila,\nöäü 😀\n", "sender": "erin@example.org",
             "sender_name": "Erin Exempla", "now": NOW}  # fmt: skip
    return mail_file(**{**usual, **facts})


def test_a_mail_program_reads_what_was_written():
    data = written()
    assert b"\r\n" in data
    assert b"\n" not in data.replace(b"\r\n", b"")
    mail = message_from_bytes(data, policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "Leila Mansour <leila@example.org>"
    assert mail["From"] == "Erin Exempla <erin@example.org>"
    assert mail["Subject"] == "Your path"
    assert mail.get_content().splitlines() == ["Dear Leila,", "öäü 😀"]


def test_without_addresses_the_headers_are_left_out():
    mail = message_from_bytes(written(to="", sender=""), policy=policy.default)
    assert mail["To"] is None
    assert mail["From"] is None


@pytest.mark.parametrize("address", ["a@b\r\nBcc: x@y", "a@b\nX: y", "a b@c", "@", "a@"])
def test_an_address_that_is_none_is_refused(address):
    for field in ("to", "sender"):
        with pytest.raises(BadValue):
            written(**{field: address})


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=300))
def test_no_text_brings_a_header_of_its_own(name, subject, body):
    mail = message_from_bytes(written(name=name, subject=subject, body=body), policy=policy.default)
    usual = {"subject", "from", "to", "date", "x-unsent", "mime-version", "content-type",
             "content-transfer-encoding"}  # fmt: skip
    assert {key.lower() for key in mail} <= usual


def test_a_line_break_in_a_subject_is_a_blank():
    mail = message_from_bytes(written(subject="One\r\nBcc: x@y"), policy=policy.default)
    assert mail["Subject"] == "One Bcc: x@y"
    assert mail["Bcc"] is None
