"""Words for what a job is doing at the moment."""

from collections.abc import Callable, Mapping

from infodesk.core.progress import Progress
from infodesk.words import t

PHASES: Mapping[str, Callable[[], str]] = {
    "undo": lambda: t("Undoing"),
    "redo": lambda: t("Doing again"),
    "reading": lambda: t("Reading the file"),
    "planning": lambda: t("Comparing with the people you have"),
    "comparing": lambda: t("Comparing people"),
    "changing": lambda: t("Changing people"),
    "importing": lambda: t("Importing"),
    "judging": lambda: t("Finding whom to talk to"),
    "erasing": lambda: t("Erasing"),
    "collecting": lambda: t("Collecting notes"),
    "hiding": lambda: t("Hiding names"),
    "printing": lambda: t("Laying out"),
    "pdf": lambda: t("Making the PDF"),
    "saving": lambda: t("Saving the file"),
    "deriving": lambda: t("Unlocking"),
    "copying": lambda: t("Copying"),
    "backup": lambda: t("Backing up"),
    "verifying": lambda: t("Checking"),
    "creating": lambda: t("Making the vault"),
    "restoring": lambda: t("Restoring"),
    "salvage-copying": lambda: t("Copying the damaged file"),
    "salvage-reading": lambda: t("Looking for what can be read"),
    "salvage-writing": lambda: t("Writing it into a new vault"),
}


def phase_words(code: str) -> str:
    """Return what a job in phase `code` is doing; a general word for an unknown code."""
    words = PHASES.get(code)
    return words() if words else t("Working")


def progress_words(progress: Progress) -> str:
    """Return phase and count: "Importing, 1,200 of 30,000"."""
    phase = phase_words(progress.phase)
    if progress.total:
        done, total = f"{progress.done:,}", f"{progress.total:,}"
        return t("{phase}, {done} of {total}", phase=phase, done=done, total=total)
    if progress.done:
        return t("{phase}, {done} so far", phase=phase, done=f"{progress.done:,}")
    return phase
