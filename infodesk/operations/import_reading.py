"""Reading several files at once: what can be imported, and what each refused file is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from infodesk.core.errors import BadImportFile, CannotRead
from infodesk.core.import_plans import ImportPlan, KnownVault
from infodesk.core.imports import ImportFile
from infodesk.core.progress import Job, Progress
from infodesk.formats import mapping
from infodesk.formats.profiles import read_profile
from infodesk.formats.reading import (
    gathered,
    load,
    read_archived_contacts,
    read_file,
    read_folder,
    read_folder_contacts,
)
from infodesk.formats.tables import decode
from infodesk.operations.import_planning import plan_import

Mappings = Mapping[str, Sequence[str | None]]
"""What columns were taken for, by the signature of their header."""

PASTED = "pasted"
"""The name of what was pasted; words for it come later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file that was read; `table` is its columns, if a person may say what they are.

    `is_mapped` says that this was decided: the columns are known, or were chosen before.
    """

    path: Path
    file: ImportFile
    table: mapping.ForeignTable | None = None
    is_mapped: bool = True

    @property
    def has_address_book(self) -> bool:
        """Whether it is an archive with an address book that was not opened, for nobody asked."""
        return "address-book" in self.file.report.members_left.values()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that nothing is taken of, and why; `table` if choosing its columns may help."""

    path: Path
    error: BadImportFile | CannotRead
    table: mapping.ForeignTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFiles:
    """The files that were read and those that were refused, each in their order."""

    files: tuple[ReadFile, ...] = ()
    refused: tuple[Refused, ...] = ()


def read_paths(
    paths: Sequence[Path], mappings: Mappings | None = None, *, address_books: bool = False
) -> Job[ReadFiles]:
    """Read files and folders; one that is refused does not stop the others.

    `mappings` are what columns were taken for before; `address_books` asks for those of archives,
    too. Pure, so it may run on another thread.
    """
    files: list[ReadFile] = []
    refused: list[Refused] = []
    for done, path in enumerate(paths):
        yield Progress(phase="reading", done=done, total=len(paths) if len(paths) > 1 else 0)
        try:
            if _is_folder(path):
                yield from _read_folder(path, mappings or {}, files, refused)
            else:
                yield from _read(path, load(path), mappings or {}, files, refused)
        except (BadImportFile, CannotRead) as error:
            refused.append(Refused(path=path, error=error))
    read = ReadFiles(files=tuple(files), refused=tuple(refused))
    return (yield from with_address_books(read)) if address_books else read


def with_address_books(read: ReadFiles) -> Job[ReadFiles]:
    """Return what was read and the address books of its archives besides, now that they are wanted.

    Each is a file of its own; its path is the archive's and behind it the member's name.
    """
    files: list[ReadFile] = []
    refused = [*read.refused]
    for each in read.files:
        if not each.has_address_book:
            files.append(each)
            continue
        try:
            if _is_folder(each.path):
                books = yield from read_folder_contacts(each.path)
            else:
                books = yield from read_archived_contacts(each.path.name, load(each.path))
        except (BadImportFile, CannotRead) as error:
            files.append(each)
            refused.append(Refused(path=each.path, error=error))
            continue
        files.append(_opened(each, [book.name for book in books]))
        files += [ReadFile(path=each.path / book.name, file=book) for book in books]
    return ReadFiles(files=tuple(files), refused=tuple(refused))


def _is_folder(path: Path) -> bool:
    """Say whether `path` is a folder; a name no system takes is none, and `load` says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _opened(archive: ReadFile, books: Sequence[str]) -> ReadFile:
    """Return an archive that no longer says of its address books that they were not opened."""
    report = archive.file.report
    left = {name: why for name, why in report.members_left.items() if name not in books}
    report = replace(report, members_left=left)
    return replace(archive, file=replace(archive.file, report=report))


def _read_folder(
    folder: Path, mappings: Mappings, files: list[ReadFile], refused: list[Refused]
) -> Job[None]:
    """Read a folder as an archive that was unpacked; else each contact file that lies in it."""
    try:
        files.append(ReadFile(path=folder, file=(yield from read_folder(folder))))
    except BadImportFile as error:
        inside: list[ReadFile] = []
        for path in sorted(folder.iterdir())[:_MOST_INSIDE]:
            if path.suffix.lower() in _CONTACT_FILES and path.is_file() and not path.is_symlink():
                yield from _read(path, load(path), mappings, inside, refused)
        if not inside:
            raise error
        files += inside


_CONTACT_FILES = frozenset({".vcf", ".csv", ".tsv", ".txt", ".pdf"})
_MOST_INSIDE = 2_000


def read_pasted(text: str, mappings: Mappings | None = None) -> Job[ReadFiles]:
    """Read what was pasted: a table, vCards or a profile; as `read_paths`."""
    files: list[ReadFile] = []
    refused: list[Refused] = []
    data = text.encode("utf-8", "replace")
    yield from _read(Path(PASTED), data, mappings or {}, files, refused)
    return ReadFiles(files=tuple(files), refused=tuple(refused))


def _read(
    path: Path,
    data: bytes,
    mappings: Mappings,
    files: list[ReadFile],
    refused: list[Refused],
) -> Job[None]:
    try:
        file = yield from read_file(path.name, data)
    except BadImportFile as error:
        table = None
        if error.facts.get("reason") == "no-people":
            if (profile := _profile(path, data)) is not None:
                files.append(ReadFile(path=path, file=profile))
                return
            table = yield from _table(path, data)
        known = _remembered(table, mappings) if table else None
        if table and known:
            file = yield from mapping.read_mapped(table, known)
            files.append(ReadFile(path=path, file=file, table=table))
        else:
            refused.append(Refused(path=path, error=error, table=table))
        return
    if file.report.kind != mapping.KIND:
        files.append(ReadFile(path=path, file=file))
        return
    table = yield from mapping.read_table(path.name, data)
    known = _remembered(table, mappings)
    if known:
        file = yield from mapping.read_mapped(table, known)
    files.append(ReadFile(path=path, file=file, table=table, is_mapped=bool(known)))


def _remembered(table: mapping.ForeignTable, mappings: Mappings) -> Sequence[str | None] | None:
    """Return what the columns were taken for before, if it still makes sense."""
    known = mappings.get(mapping.header_signature(table.header), ())
    fits = len(known) == len(table.header) and mapping.can_be_read(known)
    return known if fits and {each for each in known if each} <= set(mapping.FIELDS) else None


def _profile(path: Path, data: bytes) -> ImportFile | None:
    """Return the LinkedIn profile that a text is, None if it is none."""
    try:
        return read_profile(decode(data).text, path.name)
    except BadImportFile:
        return None


def _table(path: Path, data: bytes) -> Job[mapping.ForeignTable | None]:
    """Return the table that a file is, None if it is none or has nothing in it."""
    try:
        table = yield from mapping.read_table(path.name, data)
    except BadImportFile:
        return None
    return table if len(table.header) > 1 and table.rows else None


def plan_read(known: KnownVault, files: Sequence[ReadFile]) -> Job[ImportPlan]:
    """Plan the import of what was read; LinkedIn's parts of one export are one.

    Pure, so it may run on another thread: putting large archives together takes a while.
    """
    yield Progress(phase="planning")
    return (yield from plan_import(known, together(files)))


def together(files: Sequence[ReadFile]) -> list[ImportFile]:
    """Return what to plan with: LinkedIn's parts of one export are one."""
    return gathered([each.file for each in files])
