"""Errors a person can cause or meet: codes and facts that the window puts into words."""

from typing import ClassVar

Fact = str | int | float | None


class UserError(Exception):
    """Something a person should be told in a sentence; never a bug.

    `code` names the sentence in `infodesk.words.errors`; `facts` fill its gaps. Facts may hold
    paths and numbers, never names or notes, because they can end in a log.
    """

    code: ClassVar[str] = "failed"

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code)
        self.facts = facts


# Opening the vault


class VaultMissing(UserError):
    """No vault at this place (`path`), or its database file is absent or empty."""

    code = "vault-missing"


class VaultExists(UserError):
    """A vault or another file already has this name (`path`)."""

    code = "vault-exists"


class WrongPassphrase(UserError):
    """The passphrase opens no key slot; certain, because the key file's checksum is right."""

    code = "wrong-passphrase"


class WrongRecoveryCode(UserError):
    """The code is well formed but belongs to another vault."""

    code = "wrong-recovery-code"


class MistypedRecoveryCode(UserError):
    """A group's check symbol is wrong; `group` (from 1) says where, None if the length is wrong."""

    code = "mistyped-recovery-code"


class KeyFilesDamaged(UserError):
    """Both key files are missing or fail their checksum: the recovery code is needed."""

    code = "key-files-damaged"


class KeyFilesTampered(UserError):
    """The passphrase is right but the key file's authentication code is not."""

    code = "key-files-tampered"


class KeyCostTooHigh(UserError):
    """A slot asks for more memory or time than any InfoDesk writes; refused before deriving."""

    code = "key-cost-too-high"


class VaultTooNew(UserError):
    """Made by a newer InfoDesk (`needs` is the version it asks for, if known)."""

    code = "vault-too-new"


class VaultNotEncrypted(UserError):
    """The database file is plain SQLite."""

    code = "vault-not-encrypted"


class VaultDamaged(UserError):
    """The key is right but the database is not readable (`detail` is a short technical reason)."""

    code = "vault-damaged"


class NotAVault(UserError):
    """The database opens but is not InfoDesk's, or belongs to another vault folder."""

    code = "not-a-vault"


class VaultInUse(UserError):
    """Another InfoDesk has this vault open."""

    code = "vault-in-use"


class VaultReplaced(UserError):
    """The database file was replaced or removed by another program while it was open."""

    code = "vault-replaced"


# Files and disks


class CannotRead(UserError):
    """A file or folder (`path`) cannot be read; `detail` is the system's own reason."""

    code = "cannot-read"


class CannotWrite(UserError):
    """A file or folder (`path`) cannot be written; `detail` is the system's own reason."""

    code = "cannot-write"


class ReadOnlyPlace(UserError):
    """The place (`path`) is read-only.

    `reason` for a vault that cannot be shown from there: unfinished (a crash left a change half
    written) or older (its schema).
    """

    code = "read-only-place"


class DiskFull(UserError):
    """No room left on the disk that holds `path`."""

    code = "disk-full"


# Work


class BadImportFile(UserError):
    """Nothing in the file can be imported.

    `reason`: empty, not-a-table, no-people, workbook, zip-bomb, zip-damaged, too-large,
    other-file (with `kind`), not-supported, export-damaged (with `detail`), export-too-new,
    encrypted-pdf, no-text, not-a-profile.
    """

    code = "bad-import-file"


class StaleEdit(UserError):
    """The record changed since it was read; the edit was refused."""

    code = "stale-edit"


class NoSuchRecord(UserError):
    """The record is not there any more."""

    code = "no-such-record"


class BadValue(UserError):
    """A field (`field`) has a value that cannot be used; `reason` is a code."""

    code = "bad-value"


class VaultNotEmpty(UserError):
    """Everything of another vault was to be put into one that already holds something."""

    code = "vault-not-empty"


class KeptPrivate(UserError):
    """Everyone who was to be exported is kept private; `people` is how many they are."""

    code = "kept-private"


class DoNotContact(UserError):
    """The person is not to be contacted."""

    code = "do-not-contact"


class DraftHasGaps(UserError):
    """A text names somebody else or still has fields to fill."""

    code = "draft-has-gaps"


class NothingToExport(UserError):
    """The selection holds nothing that could be exported."""

    code = "nothing-to-export"


class PdfFailed(UserError):
    """The PDF printer refused the document; `detail` is its reason."""

    code = "pdf-failed"


class BackupDamaged(UserError):
    """The backup file is incomplete, changed or not a backup (`path`)."""

    code = "backup-damaged"


class BackupOfOtherKeys(UserError):
    """A whole backup that today's keys do not open: of another vault, or from before a rotation."""

    code = "backup-of-other-keys"
