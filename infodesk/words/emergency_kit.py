"""What the sheet with the recovery code says."""

from datetime import datetime

from infodesk.core.report import Field
from infodesk.formats.emergency_kit import EmergencyKit, KitSection
from infodesk.words import t
from infodesk.words.dates import day_in_words


def emergency_kit(vault: str, code: str, now: datetime, language: str = "en") -> EmergencyKit:
    """Return the sheet for the vault called `vault`, whose recovery code is `code`."""
    return EmergencyKit(
        label=t("Emergency kit"),
        title=t("Recovery code"),
        language=language,
        created_at=now,
        facts=(
            Field(label=t("Vault"), value=vault),
            Field(label=t("Made on"), value=day_in_words(now.date())),
        ),
        groups=tuple(code.split("-")),
        sections=(
            KitSection(
                heading=t("What it opens"),
                paragraphs=(
                    t(
                        "Whoever has this code and the vault's folder can read everything in it, "
                        "without the passphrase. It goes on working when the passphrase changes."
                    ),
                ),
            ),
            KitSection(
                heading=t("How to use it"),
                steps=(
                    t("Start InfoDesk and choose the vault."),
                    t("Choose “Use the recovery code” and type the eight groups."),
                    t("Choose a new passphrase."),
                ),
            ),
            KitSection(
                heading=t("Where to keep it"),
                paragraphs=(
                    t(
                        "On paper, away from the computer: with your passport, for example. "
                        "Capitals make no difference; O is read as 0, I and L as 1."
                    ),
                ),
            ),
        ),
        produced=t("Made with InfoDesk"),
        space=t("Where the vault and its backups are kept"),
    )
