"""Reports as plain text: what was typed, without markup."""

from pathlib import Path

from infodesk.formats.plain_text import to_text
from tests.formats.reports import dossier

GOLDEN = Path(__file__).parents[1] / "data" / "golden"


def test_a_dossier_reads_as_expected():
    assert to_text(dossier()) == (GOLDEN / "dossier.txt").read_text(encoding="utf-8")
