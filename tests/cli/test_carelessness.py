"""Nothing a person types or names on the command line ends in a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infodesk.cli.passphrases import from_file
from infodesk.core.errors import CannotRead
from tests.cli.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]


@pytest.fixture
def odd(tmp_path):
    """Paths of every odd kind, by name."""
    binary, empty, folder = (tmp_path / name for name in ("binary", "empty", "folder"))
    binary.write_bytes(bytes(range(256)) * 40)
    empty.touch()
    folder.mkdir()
    return {
        "missing": tmp_path / "missing",
        "below a file": binary / "below",
        "binary": binary,
        "empty": empty,
        "folder": folder,
        "device": Path(os.devnull),
        "long": tmp_path / ("n" * 300),
        "nothing": Path(),
        "not text": Path(os.fsdecode(b"caf\xe9.csv")) if os.name == "posix" else Path("café.csv"),
    }


ODD = ["missing", "below a file", "binary", "empty", "folder", "device", "long", "not text"]


@pytest.mark.parametrize("kind", [*ODD, "nothing"])
@pytest.mark.parametrize("verb", ["people", "verify", "backup", "export"])
def test_odd_vaults(kind, verb, infodesk, odd, secret, tmp_path):
    words = ["--csv", tmp_path / "out.csv"] if verb == "export" else []
    said = infodesk(verb, "--vault", odd[kind], "--passphrase-file", secret, *words)
    assert said.status == 1


@pytest.mark.parametrize("kind", [*ODD, "nothing"])
def test_odd_passphrase_files(kind, infodesk, odd, vault):
    said = infodesk("people", "--vault", vault, "--passphrase-file", odd[kind])
    assert said.status == 1


@pytest.mark.parametrize("kind", ["empty", "binary", "folder", "missing", "device"])
def test_odd_passphrases_make_no_vault(kind, infodesk, odd, tmp_path):
    vault = tmp_path / "New.infodesk"
    said = infodesk("create", "--vault", vault, "--passphrase-file", odd[kind])
    assert said.status == 1
    assert not vault.exists()


@pytest.mark.parametrize("kind", ODD)
def test_odd_import_files(kind, infodesk, odd):
    assert infodesk("import", "--dry-run", odd[kind]).status == 1
    assert infodesk("import", "--dry-run", "--json", odd[kind]).status == 1


@pytest.mark.parametrize("kind", ["below a file", "binary", "empty", "device", "long"])
def test_odd_places_for_a_vault(kind, infodesk, odd, secret):
    said = infodesk("create", "--vault", odd[kind], "--passphrase-file", secret)
    assert said.status == 1


@pytest.mark.parametrize("kind", ["below a file", "folder", "long", "nothing"])
@pytest.mark.parametrize("option", ["--csv", "--json", "--notes"])
def test_odd_targets(kind, option, infodesk, odd, filled, secret):
    words = ("--vault", filled, "--passphrase-file", secret)
    assert infodesk("export", *words, option, odd[kind]).status == 1


@pytest.mark.parametrize("kind", ["below a file", "folder", "long", "binary"])
def test_odd_targets_of_a_backup(kind, infodesk, odd, filled, secret):
    words = ("--vault", filled, "--passphrase-file", secret)
    assert infodesk("backup", *words, odd[kind]).status == 1


@pytest.mark.parametrize("kind", [*ODD, "nothing"])
def test_odd_backups(kind, infodesk, odd, tmp_path):
    back = tmp_path / "Back.infodesk"
    assert infodesk("restore", "--vault", back, odd[kind]).status == 1
    assert not (back / "vault.db").exists()


def test_an_error_does_not_carry_the_passphrase(tmp_path):
    path = tmp_path / "passphrase"
    path.write_bytes("geheim für Müller".encode("cp1252"))
    with pytest.raises(CannotRead) as told:
        from_file(path)
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__


def test_a_passphrase_file_without_an_end(infodesk, vault):
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("no endless file here")
    said = infodesk("people", "--vault", vault, "--passphrase-file", endless)
    assert said.status == 1


def test_leaving_the_prompt_changes_nothing(infodesk, vault, monkeypatch):
    def leave(_prompt):
        raise EOFError

    monkeypatch.setattr("getpass.getpass", leave)
    said = infodesk("people", "--vault", vault)
    assert said.status == 1
    assert "Cancelled" in said.err


# In a process of its own


def _start(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "infodesk", *map(os.fspath, words)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
        **options,
    )


def test_a_real_process_with_real_keys(tmp_path, secret):
    vault = tmp_path / "Real.infodesk"
    words = ("--vault", vault, "--passphrase-file", secret)
    made = _start("create", *words, stdout=subprocess.PIPE)
    assert (made.returncode, made.stderr) == (0, b"")
    sample = ROOT / "tests" / "data" / "connections_scripts.csv"
    assert _start("import", *words, sample, stdout=subprocess.DEVNULL).returncode == 0
    listed = _start(
        "people", *words, stdout=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert len(listed.stdout.splitlines()) == 19
    assert PASSPHRASE.encode() not in made.stdout + listed.stdout


@pytest.mark.skipif(os.name != "posix", reason="devices and pipes of POSIX")
def test_output_that_nobody_takes():
    sample = ROOT / "tests" / "data" / "connections_2023_current.csv"
    words = ("import", "--dry-run", "--json", sample)
    reading, writing = os.pipe()
    os.close(reading)
    gone = _start(*words, stdout=writing)
    os.close(writing)
    assert (gone.returncode, gone.stderr) == (1, b"")
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            said = _start(*words, stdout=full)
        assert said.returncode == 1
        assert b"disk is full" in said.stderr
        assert b"Traceback" not in said.stderr
