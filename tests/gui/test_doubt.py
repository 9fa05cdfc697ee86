"""A vault that is not the one closed here last: asked about before it opens, told while it is."""

import pytest

from infodesk.core.freshness import Standing
from infodesk.core.people import PersonDraft
from infodesk.gui.app import Session
from infodesk.gui.pages.door import Door
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.doubt import DoubtPage
from infodesk.gui.pages.unlock import UnlockPage
from infodesk.operations import freshness
from infodesk.operations.people import add_person
from infodesk.operations.vaults import make_vault, open_vault
from infodesk.vault.folder import VaultFolder, create_keys, unlock
from tests.gui.walking import nameless
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"


@pytest.fixture
def folder(tmp_path, clock):
    folder = VaultFolder(tmp_path / "vaults" / "My search.infodesk")
    with create_keys(folder, PASSPHRASE, kdf=CHEAP) as keys:
        make_vault(folder, keys, clock).close()
    return folder


@pytest.fixture
def step(theme, settings, jobs, ask, tmp_path):
    return Doorstep(
        theme=theme, settings=settings, jobs=jobs, ask=ask, place=tmp_path / "vaults", kdf=CHEAP
    )


def work(folder, memory, names):
    """Open the vault, add people, close it, remember it."""
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        store = open_vault(folder, keys)
        for name in names:
            add_person(store, PersonDraft(first_name=name))
        sequence, token = store.sequence, store.token
        store.close()
        freshness.note_closed(folder, keys, memory, sequence, token)


@pytest.fixture
def opened():
    found = []
    yield found
    for store, vault, _then in found:
        store.close()
        vault.keys.wipe()


@pytest.fixture
def rolled_back(folder, step):
    before = folder.database.read_bytes()
    work(folder, step.memory, ["Ana", "Ben", "Cleo"])
    folder.database.write_bytes(before)
    return folder


@pytest.fixture
def door(step, folder, opened, qtbot):
    door = Door(step, folder=folder.path, opened=lambda *what: opened.append(what))
    qtbot.addWidget(door)
    door.show()
    return door


def type_passphrase(door, qtbot):
    page = door.page
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    qtbot.waitUntil(lambda: door.page is not page or bool(page.trouble.text()), timeout=10_000)


def test_an_older_vault_is_asked_about(rolled_back, door, opened, qtbot):
    type_passphrase(door, qtbot)
    page = door.page
    assert isinstance(page, DoubtPage)
    assert page.sighting.standing is Standing.OLDER
    assert "last 3 changes" in page.sentence.text()
    assert nameless(page) == []
    assert not opened
    page.accept.click()
    assert len(opened) == 1


def test_one_that_was_accepted_is_not_asked_about_again(rolled_back, step, door, opened, qtbot):
    type_passphrase(door, qtbot)
    door.page.accept.click()
    store, vault, _then = opened[0]
    freshness.note_open(store, vault.folder, vault.keys, step.memory)
    sequence = store.sequence
    store.close()
    freshness.note_closed(vault.folder, vault.keys, step.memory, sequence, "")
    assert freshness.look(vault.folder, vault.keys, step.memory).good


def test_going_back_wipes_the_keys(rolled_back, door, opened, qtbot):
    type_passphrase(door, qtbot)
    keys = door.page._keys
    door.page.back.click()
    assert isinstance(door.page, UnlockPage)
    with pytest.raises(RuntimeError, match="wiped"):
        keys.database()
    assert not opened


def test_files_that_do_not_fit_are_sorted_out(folder, step, door, opened, qtbot):
    before = folder.database.read_bytes()
    work(folder, step.memory, ["Ana"])
    folder.database.write_bytes(before)
    (folder.path / "vault.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(900))
    type_passphrase(door, qtbot)
    page = door.page
    assert page.sighting.standing is Standing.MIXED
    page.accept.click()
    qtbot.waitUntil(lambda: door.page is not page, timeout=10_000)
    assert door.page.sighting.standing is Standing.OLDER
    kept = list(folder.path.parent.glob("My search kept *.infodesk"))
    assert [(each / "vault.db").read_bytes() for each in kept] == [before]
    assert list(folder.path.glob("unused-journal-*"))


def test_what_is_remembered_tells_nothing(folder, step):
    work(folder, step.memory, ["Ana"])
    (file,) = step.memory.iterdir()
    content = file.read_bytes()
    assert b"search" not in content
    assert b"sequence" not in content
    assert len(file.name) == 32
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        assert keys.vault_id.hex() not in file.name
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert freshness.look(folder, keys, step.memory).standing is Standing.UNKNOWN


def test_another_copy_on_this_computer_is_compared_as_well(folder, step, tmp_path):
    before = {each.name: each.read_bytes() for each in folder.path.iterdir()}
    work(folder, step.memory, ["Ana"])
    copy = VaultFolder(tmp_path / "Copy.infodesk")
    copy.path.mkdir()
    for name, content in before.items():
        (copy.path / name).write_bytes(content)
    with unlock(copy, PASSPHRASE, kdf=CHEAP) as keys:
        found = freshness.look(copy, keys, step.memory)
    assert (found.standing, found.elsewhere) == (Standing.OLDER, True)


@pytest.fixture
def session(qapp, settings, theme, ask, monkeypatch):
    started, ends = [], []
    session = Session(qapp, settings, theme=theme, ask=ask, start_again=started.append)
    session.started = started
    monkeypatch.setattr(session.app, "exit", ends.append, raising=False)
    yield session
    session.close_vault()
    for window in qapp.topLevelWidgets():
        window.hide()
    session.jobs.shutdown()


def test_a_file_replaced_under_the_window_is_kept(session, folder, desk, ask, qtbot):
    from infodesk.gui.desk import OpenVault

    keys = unlock(folder, PASSPHRASE, kdf=CHEAP)
    store = open_vault(folder, keys)
    session.open_desk(store, OpenVault(folder=folder, keys=keys))
    add_person(store, PersonDraft(first_name="Ana"))
    ask.answers.append("kept")
    folder.database.rename(folder.path / "away.db")
    folder.database.write_bytes(b"another one")
    session.watch.look()
    qtbot.waitUntil(lambda: bool(session.started), timeout=10_000)
    (kept,) = folder.path.parent.glob("My search kept *.infodesk")
    assert session.started == [kept]
    assert kept.stem in ask.asked[0][1]
    with unlock(VaultFolder(kept), PASSPHRASE, kdf=CHEAP) as again:
        store = open_vault(VaultFolder(kept), again)
        assert store.db.execute("SELECT count(*) FROM person").fetchone() == (1,)
        store.close()


def test_locking_remembers_the_closed_file(session, folder, settings):
    from infodesk.gui.desk import OpenVault

    keys = unlock(folder, PASSPHRASE, kdf=CHEAP)
    session.open_desk(open_vault(folder, keys), OpenVault(folder=folder, keys=keys))
    session.lock()
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        assert freshness.look(folder, keys, settings.data_folder / "seen").standing == "same"
