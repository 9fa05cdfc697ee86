"""One sentence with a way out for each error a person can meet."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from infodesk.core.errors import Fact, UserError
from infodesk.words import t, tn

Facts = Mapping[str, Fact]


def explain(error: UserError) -> str:
    """Return what happened and what to do about it, in the person's language."""
    sentence = SENTENCES.get(error.code, _failed)
    return sentence(error.facts)


def _failed(_facts: Facts) -> str:
    return t("That did not work. Nothing was changed; please try again.")


def _name(facts: Facts) -> str:
    """Return the last part of the path the error is about, or a word for it."""
    name = PurePath(str(facts.get("path") or "")).name
    return t("“{name}”", name=name) if name else t("the file")


def _detail(facts: Facts) -> str:
    """Return the system's own reason in brackets, with the blank before it, or nothing."""
    detail = facts.get("detail")
    return f" ({detail})" if detail else ""


# Opening the vault


def _vault_missing(facts: Facts) -> str:
    folder = str(facts.get("path") or "").removesuffix("vault.db")  # people know the folder's name
    return t(
        "There is no vault at {name}: the folder or its vault.db is missing or empty. "
        "Choose where it is now, or restore a backup.",
        name=_name({"path": folder}),
    )


def _vault_exists(facts: Facts) -> str:
    return t("{name} already exists. Choose another name or place.", name=_name(facts))


def _wrong_passphrase(_facts: Facts) -> str:
    return t(
        "That is not the passphrase of this vault. Check Caps Lock and the keyboard's "
        "language, or use the recovery code."
    )


def _wrong_recovery_code(_facts: Facts) -> str:
    return t(
        "This recovery code is well formed but belongs to another vault. "
        "Look for the sheet that names this one."
    )


def _mistyped_recovery_code(facts: Facts) -> str:
    group = facts.get("group")
    if group is None:
        return t("A recovery code has 8 groups of 5 characters. Check for one too few or too many.")
    return t("Group {group} of the recovery code is mistyped. Compare it once more.", group=group)


def _key_files_damaged(_facts: Facts) -> str:
    return t(
        "Both key files of this vault are missing or damaged, so no passphrase can open it. "
        "Use the recovery code: it needs no key file."
    )


def _key_files_tampered(_facts: Facts) -> str:
    return t(
        "The passphrase is right, but the key file was changed by something other than InfoDesk. "
        "Use the recovery code or restore a backup."
    )


def _key_cost_too_high(_facts: Facts) -> str:
    return t(
        "The key file asks for more memory or time than InfoDesk ever uses, so it was probably "
        "altered. Use the recovery code or restore a backup."
    )


def _vault_too_new(facts: Facts) -> str:
    needs = facts.get("needs")
    if needs is None:
        return t("This vault was made by a newer InfoDesk. Update InfoDesk to open it.")
    return t("This vault needs InfoDesk {needs} or newer. Update InfoDesk to open it.", needs=needs)


def _vault_not_encrypted(_facts: Facts) -> str:
    return t(
        "This vault's database is not encrypted, so InfoDesk did not make it. "
        "Choose another vault or restore a backup."
    )


def _vault_damaged(facts: Facts) -> str:
    return t(
        "The vault is damaged: a part of its file cannot be read any more{detail}. Restore the "
        "latest backup or save what can be read; leave the damaged files where they are.",
        detail=_detail(facts),
    )


def _not_a_vault(_facts: Facts) -> str:
    return t(
        "These files do not belong together: the database is not this vault's. "
        "Choose another folder or restore a backup."
    )


def _vault_in_use(_facts: Facts) -> str:
    return t(
        "This vault is open in another InfoDesk window. Go on there, or close that window first."
    )


def _vault_replaced(_facts: Facts) -> str:
    return t(
        "The vault's file was replaced or removed by another program while it was open, perhaps "
        "by a sync service. Nothing more is being saved: lock and open the vault again."
    )


# Files and disks


def _cannot_read(facts: Facts) -> str:
    return t(
        "{name} cannot be read{detail}. Check that it is still there and that you may read it.",
        name=_name(facts),
        detail=_detail(facts),
    )


def _cannot_write(facts: Facts) -> str:
    return t(
        "{name} cannot be written{detail}. Choose another place, or check your rights there.",
        name=_name(facts),
        detail=_detail(facts),
    )


def _read_only_place(facts: Facts) -> str:
    if facts.get("reason") == "unfinished":
        return t(
            "{name} can only be read where it is, and its last change was not finished when the "
            "computer or InfoDesk stopped. Copy the whole folder to a place you can write to, and "
            "open it there: nothing that was saved is lost.",
            name=_name(facts),
        )
    if facts.get("reason") == "older":
        return t(
            "{name} was made by an earlier InfoDesk and has to be brought up to date, but it can "
            "only be read where it is. Copy the whole folder to a place you can write to.",
            name=_name(facts),
        )
    return t(
        "{name} is in a place that can only be read. Copy it to a place you can write to.",
        name=_name(facts),
    )


def _disk_full(_facts: Facts) -> str:
    return t("The disk is full, so nothing was saved. Free some room and try again.")


# Work

IMPORT_REASONS: Mapping[str, Callable[[Facts], str]] = {
    "empty": lambda facts: t("{name} is empty. Download or save it once more.", name=_name(facts)),
    "not-a-table": lambda facts: t(
        "{name} is not a table of people. Choose LinkedIn's archive, contact cards (vCard) or a "
        "table saved as CSV.",
        name=_name(facts),
    ),
    "no-people": lambda facts: t(
        "{name} names nobody: no column of names, addresses or profiles was found. "
        "Say which column is which, or choose another file.",
        name=_name(facts),
    ),
    "workbook": lambda facts: t(
        "{name} is a spreadsheet. Save it as CSV (UTF-8) and choose that file.", name=_name(facts)
    ),
    "zip-bomb": lambda facts: t(
        "{name} would unpack to far more than any LinkedIn archive holds, so it was not opened. "
        "Download the archive again.",
        name=_name(facts),
    ),
    "zip-damaged": lambda facts: t(
        "{name} is damaged or incomplete. Download the archive again.", name=_name(facts)
    ),
    "too-large": lambda facts: t(
        "{name} is larger than InfoDesk reads (64 MB, 200,000 rows). Split it into parts.",
        name=_name(facts),
    ),
    "not-a-calendar": lambda facts: t(
        "{name} is no calendar. Export your calendar as an .ics file and choose that.",
        name=_name(facts),
    ),
    "calendar-too-large": lambda facts: t(
        "{name} holds more than InfoDesk reads of a calendar. Export the coming months only.",
        name=_name(facts),
    ),
    "export-damaged": lambda facts: t(
        "{name} is no whole export of InfoDesk: something in it is missing or was changed{detail}. "
        "Nothing was restored; export once more, or restore a backup.",
        name=_name(facts),
        detail=_detail(facts),
    ),
    "export-too-new": lambda facts: t(
        "{name} was exported by a newer InfoDesk. Update InfoDesk to restore it.",
        name=_name(facts),
    ),
    "encrypted-pdf": lambda facts: t(
        "{name} is locked with a password. Save the profile as PDF once more and choose that file.",
        name=_name(facts),
    ),
    "not-a-profile": lambda facts: t(
        "{name} is no LinkedIn profile. On LinkedIn open the person, choose More, then Save to "
        "PDF.",
        name=_name(facts),
    ),
    "no-text": lambda facts: t(
        "{name} holds pictures of text only. On LinkedIn choose More, then Save to PDF.",
        name=_name(facts),
    ),
    "other-file": lambda facts: _other_file(facts),
    "not-supported": lambda facts: t(
        "InfoDesk cannot read files like {name}. Choose LinkedIn's archive, contact cards (vCard) "
        "or a table saved as CSV.",
        name=_name(facts),
    ),
}


def _other_file(facts: Facts) -> str:
    if facts.get("kind") == "calendar":
        return t(
            "{name} is a calendar. Load it with “Free times to offer” in the File menu, or drop it "
            "on the window.",
            name=_name(facts),
        )
    if facts.get("kind") == "infodesk-json":
        return t(
            "{name} is an export of a whole vault. Put it into a new, empty vault with "
            "“Restore an export” in the File menu.",
            name=_name(facts),
        )
    return t(
        "{name} holds no connections. Choose Connections.csv, or the whole LinkedIn archive (ZIP).",
        name=_name(facts),
    )


def _bad_import_file(facts: Facts) -> str:
    reason = IMPORT_REASONS.get(str(facts.get("reason")), IMPORT_REASONS["not-supported"])
    return reason(facts)


def _stale_edit(_facts: Facts) -> str:
    return t(
        "This was changed elsewhere since you began, so your edit was not saved over it. "
        "Compare the two and type it again."
    )


def _no_such_record(_facts: Facts) -> str:
    return t("This is not there any more. Undo (Ctrl+Z) may bring it back.")


def _bad_value(facts: Facts) -> str:
    if facts.get("reason") == "out-of-rule":
        return t(
            "This number can be from {low} to {high}.",
            low=facts.get("low"),
            high=facts.get("high"),
        )
    reason = BAD_VALUES.get(str(facts.get("reason")))
    return reason() if reason else t("This cannot be used here. Change it or leave it empty.")


BAD_VALUES: Mapping[str, Callable[[], str]] = {
    "empty": lambda: t("This cannot be empty. Type something, or press Esc to keep what was."),
    "needs-a-name": lambda: t("A person needs a first or last name. Type at least one of them."),
    "company-known": lambda: t("Another company has this name. Merge the two instead."),
    "too-large": lambda: t("This picture is larger than 5 MB. Choose a smaller one."),
    "not-a-picture": lambda: t("This file is not a picture that can be shown."),
    "file-too-large": lambda: t(
        "This file is larger than 25 MB. Leave it where it is and note its place, or make it "
        "smaller first."
    ),
    "files-too-large": lambda: t(
        "These files are larger than 100 MB together. Add some of them at a time."
    ),
    "file-empty": lambda: t("This file is empty, so there is nothing to keep."),
    "ends-before": lambda: t("This ends before it begins. Change one of the two."),
    "names-themselves": lambda: t(
        "This is the person you talked with. Choose or type whom they named."
    ),
    "decided": lambda: t("This mark was decided about already."),
    "same-person": lambda: t("This is one person already."),
    "same-company": lambda: t("These are one company already."),
    "not-an-address": lambda: t("This is no e-mail address. Write it like name@example.org."),
    "address-of-lines": lambda: t(
        "This address holds a line break, so no mail goes to it. Write it like name@example.org."
    ),
    "not-a-profile": lambda: t(
        "This is no LinkedIn profile. Copy it from the browser: https://www.linkedin.com/in/…"
    ),
    "profile-known": lambda: t(
        "Another person already has this LinkedIn profile. Search for it; it may be the same one."
    ),
    "unsafe-link": lambda: t("This is no web address. Begin it with https://."),
    "not-a-month": lambda: t("This is no month or year. Write it like 2019 or May 2019."),
    "not-a-date": lambda: t("This is no date. Write it like 2026-11-23."),
    "too-many-targets": lambda: t(
        "Forty companies are the most one can look after. Take one off first."
    ),
    "target-known": lambda: t("This company is on your list already."),
    "off-the-scale": lambda: t("This number is not on the scale. Choose one that is shown."),
    "unknown-zone": lambda: t("This time zone is not known. Choose one from the list."),
    "out-of-range": lambda: t("This is outside what can be used. Choose another time or length."),
    "not-text": lambda: t("This holds characters that are no text. Type it by hand."),
    "in-the-future": lambda: t("This moment is still to come. Choose today or a day before."),
    "not-in-the-future": lambda: t("Choose a day after today."),
    "says-nothing": lambda: t("Say what happened, such as: met Ana, sent thanks."),
    "out-of-rule": lambda: t("This number is too small or too large for the rule."),
    "rules-cross": lambda: t(
        "The smaller number would be above the larger. Change the other first."
    ),
    "no-business-day": lambda: t("A week needs at least one business day."),
    "ends-before-it-begins": lambda: t("The last day lies before the first. Swap them."),
    "break-too-long": lambda: t("A break can last a year at most."),
    "differs": lambda: t("The two are not the same. Type both again."),
}


def _do_not_contact(_facts: Facts) -> str:
    return t(
        "This person is marked “do not contact”, so nothing is written to them. "
        "Take the mark off on their page if that has changed."
    )


def _draft_has_gaps(_facts: Facts) -> str:
    return t(
        "The text still names somebody else or has a field to fill, so it was not handed over. "
        "What it is stands beside the text."
    )


def _nothing_to_export(_facts: Facts) -> str:
    return t("There is nothing to export here yet. Select someone, or write a note first.")


def _vault_not_empty(_facts: Facts) -> str:
    return t(
        "This vault already holds people or notes, so nothing was put into it. "
        "Create a new vault and restore the export there."
    )


def _kept_private(facts: Facts) -> str:
    return tn(
        "This is about a person whom you keep private, so no file may hold it. Take “Keep "
        "private” back first.",
        "All {count} are kept private, so no file may hold them. Take “Keep private” back first.",
        int(str(facts.get("people", 1))),
    )


def _pdf_failed(facts: Facts) -> str:
    return t(
        "The PDF could not be made{detail}. Your notes are safe; try exporting fewer at once.",
        detail=_detail(facts),
    )


def _backup_damaged(facts: Facts) -> str:
    return t(
        "{name} is incomplete, was changed, or is not a backup. Choose an older backup.",
        name=_name(facts),
    )


def _backup_of_other_keys(facts: Facts) -> str:
    return t(
        "{name} is whole, but today's keys do not open it: it is of another vault, or from before "
        "the keys were changed. Restore it with the passphrase of that time.",
        name=_name(facts),
    )


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "vault-missing": _vault_missing,
    "vault-exists": _vault_exists,
    "wrong-passphrase": _wrong_passphrase,
    "wrong-recovery-code": _wrong_recovery_code,
    "mistyped-recovery-code": _mistyped_recovery_code,
    "key-files-damaged": _key_files_damaged,
    "key-files-tampered": _key_files_tampered,
    "key-cost-too-high": _key_cost_too_high,
    "vault-too-new": _vault_too_new,
    "vault-not-encrypted": _vault_not_encrypted,
    "vault-damaged": _vault_damaged,
    "not-a-vault": _not_a_vault,
    "vault-in-use": _vault_in_use,
    "vault-replaced": _vault_replaced,
    "cannot-read": _cannot_read,
    "cannot-write": _cannot_write,
    "read-only-place": _read_only_place,
    "disk-full": _disk_full,
    "bad-import-file": _bad_import_file,
    "stale-edit": _stale_edit,
    "no-such-record": _no_such_record,
    "bad-value": _bad_value,
    "do-not-contact": _do_not_contact,
    "draft-has-gaps": _draft_has_gaps,
    "nothing-to-export": _nothing_to_export,
    "vault-not-empty": _vault_not_empty,
    "kept-private": _kept_private,
    "pdf-failed": _pdf_failed,
    "backup-damaged": _backup_damaged,
    "backup-of-other-keys": _backup_of_other_keys,
}
"""The sentence for each error code; a test holds it to be complete."""
