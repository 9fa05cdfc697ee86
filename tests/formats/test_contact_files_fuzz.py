"""Address books, tables and profiles, broken in every way: people come out or one refusal.

INFODESK_FUZZ sets the number of files for each importer (10,000); a soak runs a million.
"""

import os

import pytest

from tests.formats.importers import IMPORTERS
from tests.formats.mutating import fuzz

FILES = int(os.environ.get("INFODESK_FUZZ", "10000"))


@pytest.mark.parametrize("name", ["contacts", "tables", "profiles", "profile-pdfs"])
def test_broken_files(name):
    ends = fuzz(IMPORTERS[name], FILES)
    assert ends.total() == FILES
    assert ends["read"] > FILES // 5  # not so broken that nothing is tried
