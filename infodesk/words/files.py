"""Words for files: what kind one is, and how large."""

from collections.abc import Callable, Mapping

from infodesk.words import t

_TEXT_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

KINDS: Mapping[str, Callable[[], str]] = {
    "application/pdf": lambda: t("PDF"),
    "text/plain": lambda: t("Text"),
    _TEXT_DOCUMENT: lambda: t("Document"),
    _SHEET: lambda: t("Spreadsheet"),
    _SLIDES: lambda: t("Slides"),
    "application/vnd.oasis.opendocument.text": lambda: t("Document"),
    "application/vnd.oasis.opendocument.spreadsheet": lambda: t("Spreadsheet"),
    "application/vnd.oasis.opendocument.presentation": lambda: t("Slides"),
}

_FAMILIES: Mapping[str, Callable[[], str]] = {
    "image": lambda: t("Picture"),
    "audio": lambda: t("Sound"),
    "video": lambda: t("Video"),
}


def kind_words(media_type: str) -> str:
    """Return what kind of file `media_type` is."""
    words = KINDS.get(media_type) or _FAMILIES.get(media_type.partition("/")[0])
    return words() if words else t("Other file")


def size_words(size: int) -> str:
    """Return a size in bytes, KB or MB."""
    if size < 1000:
        return t("{size} bytes", size=size)
    if size < 1_000_000:
        return t("{size} KB", size=f"{size / 1e3:.0f}")
    return t("{size} MB", size=f"{size / 1e6:.1f}")
