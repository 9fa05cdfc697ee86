"""The command line in this process, and vaults whose keys cost next to nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from infodesk.cli.main import main
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.operations import meetings, people, vaults
from infodesk.store import meetings as meeting_rows
from infodesk.vault import folder as vault_folder
from infodesk.vault.folder import VaultFolder
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"


@dataclass(frozen=True)
class Said:
    """What a call of the command line printed, and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    """Lower the floor: real keys, made and opened in no time."""
    monkeypatch.setattr(vault_folder, "FLOOR", CHEAP)
    monkeypatch.setattr(vault_folder, "calibrated_profile", lambda: CHEAP)


@pytest.fixture
def infodesk(capsys):
    """Call the command line; whatever happens, nobody is shown a traceback."""

    def call(*words):
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert status in (0, 1, 2)
        assert (status == 0) or err.strip(), "a refusal without a word"
        return Said(status, out, err)

    return call


@pytest.fixture
def secret(tmp_path) -> Path:
    """A file with the vault's passphrase."""
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


@pytest.fixture
def vault(tmp_path) -> Path:
    """An empty vault that PASSPHRASE opens."""
    folder = VaultFolder(tmp_path / "Work.infodesk")
    with finish(vaults.make_keys(folder, PASSPHRASE, CHEAP)) as keys:
        vaults.make_vault(folder, keys).close()
    return folder.path


@pytest.fixture
def filled(vault) -> Path:
    """A vault with two people, one of them met, with a question, an answer and notes."""
    folder = VaultFolder(vault)
    with finish(vaults.unlock(folder, PASSPHRASE)) as keys:
        store = vaults.open_vault(folder, keys)
        ana = people.add_person(
            store,
            PersonDraft(
                first_name="Ana",
                last_name="Beispiel",
                company="Example Labs",
                title="Analyst",
                email="ana@example.org",
                tags=("health",),
            ),
        )
        people.add_person(store, PersonDraft(first_name="=cmd()", last_name="Muster"))
        meeting = meetings.add_meeting(
            store,
            MeetingDraft(
                person_id=ana,
                local_start=datetime(2026, 11, 24, 10, 0),  # noqa: DTZ001 (wall time)
                zone="Europe/Berlin",
                questions=("What surprised you?",),
            ),
        )
        read = meeting_rows.get(store.db, meeting)
        meetings.write_meeting_notes(store, read, "She **likes** the winter rota.")
        store.close()
    return vault
