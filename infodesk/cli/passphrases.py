"""Where the command line gets a passphrase from: a file or a prompt, never an argument."""

import getpass
from pathlib import Path

from infodesk.core.errors import BadValue, CannotRead
from infodesk.core.files import as_user_error
from infodesk.words import t

MOST_BYTES = 4096
"""Nobody's passphrase is longer; a file that is was named by mistake."""


def from_file(path: Path) -> str:
    """Return what the file holds, without one line break at its end; nothing else is trimmed.

    It may be a pipe. Raises CannotRead.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        # Not chained: the original error carries the passphrase.
        raise CannotRead(path=str(path), detail="not UTF-8") from None
    except OSError as error:
        raise as_user_error(error, path, writing=False) from error
    if len(data) > MOST_BYTES:
        raise CannotRead(path=str(path), detail="too long for a passphrase")
    return text.removesuffix("\n").removesuffix("\r")


def ask(path: Path | None) -> str:
    """Return the passphrase of an existing vault."""
    return from_file(path) if path else getpass.getpass(t("Passphrase: "))


def ask_new(path: Path | None) -> str:
    """Return the passphrase of a new vault, typed twice; BadValue if the two differ."""
    if path:
        return from_file(path)
    typed = getpass.getpass(t("New passphrase: "))
    if getpass.getpass(t("Once more: ")) != typed:
        raise BadValue(field="passphrase", reason="differs")
    return typed
