"""Broken files of LinkedIn's: whatever the bytes, one file comes out or one BadImportFile.

INFODESK_FUZZ sets the number of files for each importer (10,000); a soak runs a million.
"""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.importers import IMPORTERS, check_archive
from tests.formats.mutating import PIECES, attempt, fuzz

FILES = int(os.environ.get("INFODESK_FUZZ", "10000"))


@pytest.mark.parametrize("name", ["connections", "messages", "profile"])
def test_broken_tables(name):
    ends = fuzz(IMPORTERS[name], FILES)
    assert ends.total() == FILES
    assert ends["read"] > FILES // 3  # not so broken that nothing is tried


@pytest.mark.parametrize(("name", "share"), [("archive", 3), ("zip", 20)])
def test_broken_archives(name, share):
    """Archives of broken tables, and broken archives, as many as of the other importers."""
    ends = fuzz(IMPORTERS[name], FILES // 2)
    assert ends.total() == FILES // 2
    assert ends["read"] > FILES // 2 // share


@pytest.mark.parametrize(("name", "seed"), [("profile-pdfs", 11804)])
def test_what_once_broke_a_promise(name, seed):
    assert attempt(IMPORTERS[name], seed) == "read"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=40))
def test_pieces_without_a_plan(pieces):
    check_archive("Connections.csv", b"".join(pieces))


def test_quotation_marks_that_never_end_cost_no_more_than_their_lines():
    line = b'a"b,"c\n'
    header = b"First Name,Last Name,URL,Connected On\n"
    check_archive("Connections.csv", header + line * 5_000)
    check_archive("Connections.csv", header + b'"' * 20_001 + b"\n" * 5_000)
    messages = b"FROM,TO,DATE,SUBJECT,CONTENT\n"
    check_archive("messages.csv", messages + line * 5_000)
    check_archive("messages.csv", messages + b'"' * 20_001 + b"\n" * 5_000)


@pytest.mark.parametrize("piece", ["<a x='", "<p ", "&amp", "<a b=c", ", "])
def test_messages_made_to_be_slow(piece):
    content = piece * 60_000
    text = f'FROM,TO,DATE,SUBJECT,CONTENT\nAda,"{content}",,,"{content}"\n'
    assert check_archive("messages.csv", text.encode()) == "read"
