"""The vault folder: opening, the right word for every fault, and changing the passphrase."""

import os
import stat
from random import Random

import pytest

from infodesk.core import files
from infodesk.core.errors import (
    BadValue,
    CannotRead,
    CannotWrite,
    KeyFilesDamaged,
    KeyFilesTampered,
    MistypedRecoveryCode,
    NotAVault,
    VaultDamaged,
    VaultExists,
    VaultMissing,
    VaultNotEncrypted,
    VaultTooNew,
    WrongPassphrase,
    WrongRecoveryCode,
)
from infodesk.vault import keyfile
from infodesk.vault.derivation import FLOOR, KdfProfile
from infodesk.vault.folder import (
    VaultFolder,
    change_passphrase,
    check_passphrase,
    create_keys,
    key_file_bytes,
    unlock,
    unlock_with_recovery_code,
)
from infodesk.vault.keys import Keys
from infodesk.vault.recovery import format_code
from tests.core.power_loss import RecordedDisk
from tests.vault.conftest import PASSPHRASE, make_vault
from tests.vault.insecure_profile import CHEAP
from tests.vault.test_keyfile import body_of, checksummed, with_body

NEW = "another passphrase"


def opens(vault, passphrase=PASSPHRASE):
    with unlock(vault.folder, passphrase, kdf=CHEAP) as keys:
        assert keys.root() == vault.root
        assert keys.vault_id == vault.vault_id
        return keys.mended


def both(vault, data):
    for path in vault.folder.key_files:
        path.write_bytes(data)


def generation(path):
    return keyfile.parse(path.read_bytes()).generation


class TestCreate:
    def test_keys_of_a_vault_that_cannot_be_made_are_wiped(self, tmp_path, monkeypatch):
        keys = Keys.new()
        monkeypatch.setattr(Keys, "new", lambda: keys)
        (tmp_path / "file").touch()
        with pytest.raises(CannotWrite):
            create_keys(VaultFolder(tmp_path / "file" / "V.infodesk"), PASSPHRASE, kdf=CHEAP)
        assert "wiped" in repr(keys)

    def test_a_folder_that_holds_other_things_keeps_its_rights(self, tmp_path):
        shared = tmp_path / "shared"
        shared.mkdir(mode=0o755)
        (shared / "someone else's").touch()
        make_vault(shared)
        assert stat.S_IMODE(shared.stat().st_mode) == 0o755
        (tmp_path / "empty").mkdir(mode=0o755)
        make_vault(tmp_path / "empty")
        assert stat.S_IMODE((tmp_path / "empty").stat().st_mode) == 0o700

    def test_folder_and_files_are_for_their_owner_alone(self, vault):
        folder = vault.folder
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
        for path in folder.key_files:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert sorted(vault.contents()) == ["keys.idk", "keys.idk.2", "vault.db"]
        assert folder.name == "Work"

    def test_copies_are_the_same_and_begin_at_one(self, vault):
        first, second = vault.folder.key_files
        assert first.read_bytes() == second.read_bytes()
        assert generation(first) == 1

    @pytest.mark.parametrize("name", ["vault.db", "keys.idk", "keys.idk.2"])
    def test_nothing_is_overwritten(self, tmp_path, name):
        folder = VaultFolder(tmp_path / "a.infodesk")
        folder.path.mkdir()
        (folder.path / name).write_bytes(b"precious")
        with pytest.raises(VaultExists):
            create_keys(folder, PASSPHRASE, kdf=CHEAP)
        assert [path.read_bytes() for path in folder.path.iterdir()] == [b"precious"]

    def test_a_file_in_the_way(self, tmp_path):
        (tmp_path / "a.infodesk").touch()
        with pytest.raises(VaultExists):
            create_keys(VaultFolder(tmp_path / "a.infodesk"), PASSPHRASE, kdf=CHEAP)

    def test_an_empty_folder_and_missing_parents_are_fine(self, tmp_path):
        folder = VaultFolder(tmp_path / "deep" / "down" / "a.infodesk")
        folder.path.mkdir(parents=True)
        create_keys(folder, PASSPHRASE, kdf=CHEAP).wipe()
        create_keys(VaultFolder(tmp_path / "x" / "b.infodesk"), PASSPHRASE, kdf=CHEAP).wipe()

    def test_an_empty_passphrase_makes_nothing(self, tmp_path):
        folder = VaultFolder(tmp_path / "a.infodesk")
        with pytest.raises(BadValue):
            create_keys(folder, "", kdf=CHEAP)
        assert not folder.path.exists()

    def test_a_full_disk_leaves_no_half_vault(self, tmp_path, monkeypatch):
        folder = VaultFolder(tmp_path / "a.infodesk")
        folder.path.mkdir()
        monkeypatch.setattr(files, "os", RecordedDisk(folder.path, 11, OSError(28, "full")))
        with pytest.raises(files.DiskFull):
            create_keys(folder, PASSPHRASE, kdf=CHEAP)
        assert list(folder.path.iterdir()) == []


class TestUnlock:
    def test_right_passphrase_changes_nothing(self, vault):
        before = vault.contents()
        assert opens(vault) is False
        assert vault.contents() == before

    def test_other_unicode_form_is_the_same_passphrase(self, vault):
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
            change_passphrase(keys, vault.folder, "caf\u00e9", kdf=CHEAP)
        opens(vault, "cafe\u0301")

    def test_a_thousand_wrong_passphrases_change_nothing(self, vault):
        before = vault.contents()
        random = Random(3)
        for number in range(1000):
            wrong = PASSPHRASE[: random.randrange(len(PASSPHRASE))] + str(number)
            with pytest.raises(WrongPassphrase) as caught:
                unlock(vault.folder, wrong, kdf=CHEAP)
            assert caught.value.facts == {}
        assert vault.contents() == before

    @pytest.mark.parametrize("wrong", ["", " ", PASSPHRASE + " ", PASSPHRASE.upper(), "\0"])
    def test_nothing_is_trimmed_or_folded(self, vault, wrong):
        with pytest.raises(WrongPassphrase):
            unlock(vault.folder, wrong, kdf=CHEAP)

    def test_no_folder(self, tmp_path):
        with pytest.raises(VaultMissing):
            unlock(VaultFolder(tmp_path / "absent.infodesk"), PASSPHRASE)

    def test_database_absent_empty_plain_or_cut(self, vault):
        for content, kind in (
            (b"", VaultMissing),
            (b"SQLite format 3\0" + bytes(4080), VaultNotEncrypted),
            (vault.vault_id[:9], VaultDamaged),
        ):
            vault.folder.database.write_bytes(content)
            with pytest.raises(kind):
                unlock(vault.folder, PASSPHRASE, kdf=CHEAP)
        vault.folder.database.unlink()
        with pytest.raises(VaultMissing):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)

    def test_errors_never_carry_the_passphrase(self, vault):
        with pytest.raises(WrongPassphrase) as caught:
            unlock(vault.folder, "my-secret-text", kdf=CHEAP)
        assert "my-secret-text" not in repr(caught.value) + str(caught.value.facts)

    def test_another_database_put_in(self, vault, tmp_path):
        other = make_vault(tmp_path / "other.infodesk")
        vault.folder.database.write_bytes(other.folder.database.read_bytes())
        with pytest.raises(NotAVault):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)

    def test_damaged_vault_id_alone_is_put_right(self, vault):
        whole = vault.folder.database.read_bytes()
        for place in range(16):
            damaged = bytearray(whole)
            damaged[place] ^= 0x55
            vault.folder.database.write_bytes(damaged)
            opens(vault)
            assert vault.folder.database.read_bytes() == whole

    def test_damaged_first_sector_is_damage(self, vault):
        whole = vault.folder.database.read_bytes()
        vault.folder.database.write_bytes(bytes(512) + whole[512:])
        with pytest.raises(VaultDamaged):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)


class TestTwoCopies:
    def test_every_changed_byte_of_one_copy_is_mended(self, vault):
        before = vault.contents()
        for number, path in enumerate(vault.folder.key_files):
            for place in range(number, len(before["keys.idk"]), 5):
                damaged = bytearray(before["keys.idk"])
                damaged[place] ^= 1 << place % 8
                path.write_bytes(damaged)
                assert opens(vault) is True
                assert vault.contents() == before

    def test_every_changed_byte_of_both_copies_is_damage(self, vault):
        whole = vault.contents()["keys.idk"]
        for place in range(len(whole)):
            damaged = bytearray(whole)
            damaged[place] ^= 0x5A
            both(vault, bytes(damaged))
            with pytest.raises(KeyFilesDamaged):
                unlock(vault.folder, PASSPHRASE, kdf=CHEAP)

    @pytest.mark.parametrize("content", [None, b"", b"\0" * 453, b"x" * 100_000])
    def test_one_or_both_absent_or_wiped(self, vault, content):
        before = vault.contents()
        for path in vault.folder.key_files:
            vault.put(before)
            path.unlink() if content is None else path.write_bytes(content)
            assert opens(vault) is True
            assert vault.contents() == before
        for path in vault.folder.key_files:
            path.unlink() if content is None else path.write_bytes(content)
        with pytest.raises(KeyFilesDamaged):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)

    def test_mending_is_not_needed_to_open(self, vault, monkeypatch):
        vault.folder.key_files[0].write_bytes(b"bad")
        before = vault.contents()
        monkeypatch.setattr(files, "os", RecordedDisk(vault.folder.path, 0, OSError(30, "ro")))
        assert opens(vault) is False
        assert vault.contents() == before

    def test_a_folder_in_the_place_of_both_is_told_by_the_system(self, vault):
        for path in vault.folder.key_files:
            path.unlink()
            path.mkdir()
        with pytest.raises(CannotRead):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)

    @pytest.mark.parametrize("written", [0, 1])
    def test_killed_between_the_two_copies(self, vault, written):
        old = vault.folder.key_files[1 - written].read_bytes()
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
            change_passphrase(keys, vault.folder, NEW, kdf=CHEAP)
        vault.folder.key_files[1 - written].write_bytes(old)
        with pytest.raises(WrongPassphrase):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)
        assert vault.folder.key_files[1 - written].read_bytes() == old
        assert opens(vault, NEW) is True
        assert [generation(path) for path in vault.folder.key_files] == [2, 2]
        assert opens(vault, NEW) is False

    def test_two_computers_changed_it_at_once(self, vault):
        start = vault.contents()
        copies = []
        for passphrase in ("from here", "from there"):
            vault.put(start)
            with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
                change_passphrase(keys, vault.folder, passphrase, kdf=CHEAP)
            copies.append(vault.contents()["keys.idk"])
        mixed = {**start, "keys.idk": copies[0], "keys.idk.2": copies[1]}
        for passphrase in ("from here", "from there"):
            vault.put(mixed)
            assert opens(vault, passphrase) is True

    def test_a_copy_of_another_vault_is_replaced(self, vault, tmp_path):
        other = make_vault(tmp_path / "other.infodesk")
        with unlock(other.folder, PASSPHRASE, kdf=CHEAP) as keys:
            change_passphrase(keys, other.folder, NEW, kdf=CHEAP)
        vault.folder.key_files[0].write_bytes(other.contents()["keys.idk"])
        assert opens(vault) is True


class TestTampered:
    def forged(self, vault, change):
        data = vault.contents()["keys.idk"]
        body = body_of(data)
        change(body)
        both(vault, with_body(body))

    def test_generation_raised(self, vault):
        self.forged(vault, lambda body: body.update(gen=9))
        with pytest.raises(KeyFilesTampered):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)
        with pytest.raises(WrongPassphrase):
            unlock(vault.folder, NEW, kdf=CHEAP)

    def test_slot_added(self, vault):
        self.forged(vault, lambda body: body["slots"].append({"type": "strange"}))
        with pytest.raises(KeyFilesTampered):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)

    def test_lowered_cost_opens_nothing_and_is_not_written_on(self, vault):
        # 16 KiB instead of 8 stands for any other cost: the slot is bound to its own.
        self.forged(vault, lambda body: body["slots"][0].update(m=16))
        before = vault.contents()
        with pytest.raises(WrongPassphrase):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)
        assert vault.contents() == before
        with unlock_with_recovery_code(vault.folder, vault.code) as keys:
            assert keys.root() == vault.root

    def test_only_strange_slots(self, vault):
        self.forged(vault, lambda body: body.update(slots=[{"type": "strange"}]))
        with pytest.raises(VaultTooNew):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)

    def test_newer_format(self, vault):
        self.forged(vault, lambda body: body.update(v=2, min_app="9.9.9"))
        before = vault.contents()
        for action in (
            lambda: unlock(vault.folder, PASSPHRASE, kdf=CHEAP),
            lambda: unlock_with_recovery_code(vault.folder, vault.code),
        ):
            with pytest.raises(VaultTooNew) as caught:
                action()
            assert caught.value.facts["needs"] == "9.9.9"
        assert vault.contents() == before

    def test_changed_code_with_mended_checksum(self, vault):
        data = vault.contents()["keys.idk"]
        both(vault, checksummed(data[:-64] + bytes(32)))
        with pytest.raises(KeyFilesTampered):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)


class TestChangePassphrase:
    def test_new_opens_and_old_does_not(self, vault):
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
            change_passphrase(keys, vault.folder, NEW, kdf=CHEAP)
        assert opens(vault, NEW) is False
        with pytest.raises(WrongPassphrase):
            unlock(vault.folder, PASSPHRASE, kdf=CHEAP)
        assert [generation(path) for path in vault.folder.key_files] == [2, 2]

    def test_the_database_is_not_touched(self, vault):
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
            vault.folder.database.unlink()  # Whoever opened it now would fail.
            change_passphrase(keys, vault.folder, NEW, kdf=CHEAP)
            check_passphrase(vault.folder, keys, NEW)
            assert key_file_bytes(vault.folder, keys) == vault.contents()["keys.idk"]

    def test_an_empty_one_changes_nothing(self, vault):
        before = vault.contents()
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys, pytest.raises(BadValue):
            change_passphrase(keys, vault.folder, "", kdf=CHEAP)
        assert vault.contents() == before

    def test_strange_slots_and_fields_are_kept_if_authentic(self, vault):
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
            file = keyfile.parse(vault.contents()["keys.idk"])
            strange = {"type": "strange", "n": 1}
            richer = keyfile.KeyFile(
                generation=5,
                vault_id=file.vault_id,
                slots=file.slots,
                other_slots=(strange,),
                other_fields={"label": "x"},
            )
            both(vault, richer.to_bytes(keys.header_mac()))
            change_passphrase(keys, vault.folder, NEW, kdf=CHEAP)
            found = keyfile.parse(vault.contents()["keys.idk"])
            assert (found.generation, found.other_slots) == (6, (strange,))
            assert found.other_fields == {"label": "x"}
            forged = with_body({**body_of(vault.contents()["keys.idk"]), "label": "forged"})
            both(vault, forged)
            change_passphrase(keys, vault.folder, PASSPHRASE, kdf=CHEAP)
            assert keyfile.parse(vault.contents()["keys.idk"]).other_fields == {}
        opens(vault)

    def test_checking_the_passphrase(self, vault):
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
            check_passphrase(vault.folder, keys, PASSPHRASE)
            with pytest.raises(WrongPassphrase):
                check_passphrase(vault.folder, keys, NEW)

    def test_power_cut_at_any_moment(self, vault, monkeypatch, tmp_path):
        """What is left opens with the old or the new one, and with the new if all was done."""
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
            disk = RecordedDisk(vault.folder.path)
            with monkeypatch.context() as patch:
                patch.setattr(files, "os", disk)
                change_passphrase(keys, vault.folder, NEW, kdf=CHEAP)
        used = set()
        for state, done in disk.states(Random(4), 400):
            vault.put(state)
            try:
                opens(vault, NEW)
                used.add(NEW)
            except WrongPassphrase:
                assert not done
                opens(vault)
                used.add(PASSPHRASE)
        assert used == {NEW, PASSPHRASE}

    def test_every_call_failing(self, vault, monkeypatch):
        start = vault.contents()
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
            counting = RecordedDisk(vault.folder.path)
            with monkeypatch.context() as patch:
                patch.setattr(files, "os", counting)
                change_passphrase(keys, vault.folder, NEW, kdf=CHEAP)
            for number in range(counting.calls):
                vault.put(start)
                disk = RecordedDisk(vault.folder.path, number, OSError(28, "full"))
                with monkeypatch.context() as patch:
                    patch.setattr(files, "os", disk)
                    with pytest.raises(files.DiskFull):
                        change_passphrase(keys, vault.folder, NEW, kdf=CHEAP)
                assert sorted(vault.contents()) == sorted(start)
                try:
                    opens(vault)
                except WrongPassphrase:
                    opens(vault, NEW)


class TestFloor:
    def test_a_slot_below_the_floor_is_wrapped_anew(self, vault):
        with unlock(vault.folder, PASSPHRASE) as keys:
            assert keys.root() == vault.root
        found = keyfile.parse(vault.contents()["keys.idk"])
        assert found.generation == 2
        assert not found.slots[0].cost.below(FLOOR)
        assert vault.contents()["keys.idk"] == vault.contents()["keys.idk.2"]

    def test_a_slot_at_the_floor_is_left(self, tmp_path):
        vault = make_vault(tmp_path / "a.infodesk")
        with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
            change_passphrase(keys, vault.folder, NEW, kdf=KdfProfile(memory_kib=64 * 1024))
        before = vault.contents()
        unlock(vault.folder, NEW).wipe()
        assert vault.contents() == before


class TestRecoveryCode:
    def test_without_any_key_file(self, tmp_path):
        for number in range(50):
            vault = make_vault(tmp_path / f"{number}.infodesk")
            for path in vault.folder.key_files:
                path.unlink()
            with unlock_with_recovery_code(vault.folder, vault.code) as keys:
                assert keys.root() == vault.root
                change_passphrase(keys, vault.folder, NEW, kdf=CHEAP)
            opens(vault, NEW)

    def test_code_of_another_vault(self, vault):
        before = vault.contents()
        other = format_code(os.urandom(20))
        for key_files in (True, False):
            if not key_files:
                vault.put({"vault.db": before["vault.db"]})
            with pytest.raises(WrongRecoveryCode):
                unlock_with_recovery_code(vault.folder, other)

    def test_mistyped(self, vault):
        wrong = ("1" if vault.code[12] != "1" else "2").join((vault.code[:12], vault.code[13:]))
        with pytest.raises(MistypedRecoveryCode) as caught:
            unlock_with_recovery_code(vault.folder, wrong)
        assert caught.value.facts == {"group": 3}

    def test_missing_database(self, vault):
        vault.folder.database.unlink()
        with pytest.raises(VaultMissing):
            unlock_with_recovery_code(vault.folder, vault.code)

    def test_damaged_vault_id_is_put_right_by_a_key_file(self, vault):
        whole = vault.folder.database.read_bytes()
        vault.folder.database.write_bytes(bytes(16) + whole[16:])
        with unlock_with_recovery_code(vault.folder, vault.code) as keys:
            assert keys.vault_id == vault.vault_id
        assert vault.folder.database.read_bytes() == whole

    def test_damaged_first_page_is_left_to_the_store(self, vault):
        whole = vault.folder.database.read_bytes()
        vault.folder.database.write_bytes(whole[:16] + bytes(496) + whole[512:])
        with unlock_with_recovery_code(vault.folder, vault.code) as keys:
            assert keys.root() == vault.root

    def test_half_written_first_page_is_left_to_the_store(self, vault):
        whole = vault.folder.database.read_bytes()
        vault.put({"vault.db": whole[:512] + bytes(512) + whole[1024:], "vault.db-journal": b"x"})
        with unlock_with_recovery_code(vault.folder, vault.code) as keys:
            assert keys.root() == vault.root

    def test_key_files_of_another_vault(self, vault, tmp_path):
        other = make_vault(tmp_path / "other.infodesk")
        both(vault, other.contents()["keys.idk"])
        with unlock_with_recovery_code(vault.folder, vault.code) as keys:
            change_passphrase(keys, vault.folder, NEW, kdf=CHEAP)
        opens(vault, NEW)
