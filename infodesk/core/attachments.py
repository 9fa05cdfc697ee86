"""Files kept with people and meetings: what each is, told from its bytes, and how large."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from infodesk.core.ids import AttachmentId, MeetingId, PersonId

MAX_PHOTO = 5 << 20
"""Bytes that a picture of a person may have."""

MAX_FILE = 25 << 20
"""Bytes that one file may have: a vault commits it in a quarter of a second."""

MANY_BYTES = 500 << 20
"""From here on all files together make backups slow, and a person is told."""

UNKNOWN = "application/octet-stream"

ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
    "text/plain": ".txt",
}
"""Kinds of files that another program may be given, and the ending each is given with."""

_SIGNATURES = (
    ("image/jpeg", b"\xff\xd8\xff", b""),
    ("image/png", b"\x89PNG\r\n\x1a\n", b""),
    ("image/gif", b"GIF8", b""),
    ("image/webp", b"RIFF", b"WEBP"),
    ("application/pdf", b"%PDF-", b""),
    ("audio/mpeg", b"ID3", b""),
    ("audio/wav", b"RIFF", b"WAVE"),
    ("audio/ogg", b"OggS", b""),
    ("audio/mp4", b"", b"M4A "),
)
# Programs that office documents may carry: such a file is kept, and only saved elsewhere.
_WITH_MACROS = b"vbaProject.bin"
_IN_A_ZIP = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_READ_OF_TEXT = 65536
_LONGEST_NAME = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a person, or of a meeting with them; its bytes are read when they are needed.

    `starts_at` is when that meeting was, None for a file of the person. `is_photo` says that it
    is the person's picture.
    """

    id: AttachmentId
    name: str
    media_type: str
    size: int
    added_at: datetime
    person_id: PersonId | None = None
    meeting_id: MeetingId | None = None
    starts_at: datetime | None = None
    zone: str = ""
    is_photo: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether InfoDesk shows it itself."""
        return self.media_type in PICTURES

    @property
    def handed_as(self) -> str:
        """The name another program is given it under, which tells nothing; empty for never."""
        ending = ENDINGS.get(self.media_type)
        return f"attachment{ending}" if ending else ""


PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Kinds of pictures that are shown; never drawings such as SVG, which can hold programs."""


def media_type(data: bytes) -> str:
    """Return what kind of file `data` is by its bytes, whatever it is called; UNKNOWN for others.

    Only kinds in ENDINGS are ever returned besides: text is text even where it is a program.
    """
    for kind, start, later in _SIGNATURES:
        if data.startswith(start) and later in data[8:12]:
            return kind
    if data[4:8] == b"ftyp" and data[8:11] in (b"iso", b"mp4", b"avc"):
        return "video/mp4"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    return "text/plain" if _is_text(data) else UNKNOWN


def picture_type(data: bytes) -> str:
    """Return what kind of picture `data` is, empty for none that is shown."""
    kind = media_type(data)
    return kind if kind in PICTURES else ""


def kept_name(name: str) -> str:
    """Return the name a file is kept under: one line without places or signs nobody sees."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    if len(seen) > _LONGEST_NAME:
        stem, dot, ending = seen.rpartition(".")
        ending = dot + ending if 0 < len(ending) <= 8 and stem else ""
        seen = seen[: _LONGEST_NAME - len(ending)] + ending
    return seen


def _kind_of_zip(data: bytes) -> str:
    if _WITH_MACROS in data:
        return UNKNOWN
    head = data[30:120]
    if head.startswith(_OPEN_DOCUMENT):
        for word in ("text", "spreadsheet", "presentation"):
            if head[len(_OPEN_DOCUMENT) :].startswith(word.encode() + b"PK"):
                return f"application/vnd.oasis.opendocument.{word}"
        return UNKNOWN
    if b"[Content_Types].xml" not in data:
        return UNKNOWN
    names = data[-_READ_OF_TEXT:]
    return next((kind for inner, kind in _IN_A_ZIP if inner in names), UNKNOWN)


def _is_text(data: bytes) -> bool:
    """Say whether the beginning of `data` reads as UTF-8 without control characters."""
    if not data or data.startswith(b"#!"):
        return False
    part = data[:_READ_OF_TEXT]
    for cut in range(4):  # a character may be cut in two at the end
        try:
            text = part[: len(part) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text)
    return False
