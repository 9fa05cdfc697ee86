"""What can be done with files: added, shown, handed out, saved elsewhere, renamed, removed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QMenu, QWidget

from infodesk.core.attachments import MAX_FILE, MAX_PHOTO, Attachment
from infodesk.core.errors import BadValue, UserError
from infodesk.core.ids import AttachmentId, MeetingId, PersonId
from infodesk.gui.ask import FileKind
from infodesk.gui.desk import Desk
from infodesk.gui.exporting import file_name, warned
from infodesk.gui.images import png_of, read_image
from infodesk.operations import attachments as verbs
from infodesk.store import attachments as rows
from infodesk.words import t, tn

NAME_OF_PASTED = "pasted.png"


def open_with_the_system(path: Path) -> bool:
    """Let the program that the system has for a file open it; say whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whom files are kept with: a person, or a meeting."""

    person_id: PersonId | None = None
    meeting_id: MeetingId | None = None


class FileActions:
    """Does with files what is asked, and says so; `opener` gives a file to another program."""

    def __init__(
        self, desk: Desk, window: QWidget, opener: Callable[[Path], bool] = open_with_the_system
    ) -> None:
        self._desk, self._window, self._opener = desk, window, opener

    # Adding

    def choose(self, owner: Owner) -> None:
        """Ask for files and keep them."""
        self._desk.ask.open_files(t("Add files"), [], partial(self.add, owner), many=True)

    def add(self, owner: Owner, paths: Sequence[Path]) -> None:
        """Read files and keep them with `owner`."""
        self._desk.jobs.threaded(
            verbs.read_files(paths), title=t("Adding files"), done=partial(self._keep, owner)
        )

    def can_paste(self) -> bool:
        """Say whether a picture was copied."""
        data = QGuiApplication.clipboard().mimeData()
        return data is not None and data.hasImage()

    def paste(self, owner: Owner) -> None:
        """Keep the picture that was copied."""
        image = self._pasted()
        if image is not None:
            self._keep(owner, [verbs.NewFile(name=NAME_OF_PASTED, data=image)])

    def _keep(self, owner: Owner, files: list[verbs.NewFile]) -> None:
        def kept(ids: list[AttachmentId]) -> None:
            said = tn("{count} file added.", "{count} files added.", len(ids))
            self._desk.notices.toast(said)

        job = verbs.attach(
            self._desk.store, files, person_id=owner.person_id, meeting_id=owner.meeting_id
        )
        self._desk.jobs.sliced(job, title=t("Adding files"), done=kept)

    def _pasted(self) -> bytes | None:
        image = QGuiApplication.clipboard().image() if self.can_paste() else QImage()
        if image.isNull():
            self._desk.notices.toast(t("No picture was copied."), undo=False)
            return None
        return png_of(image)

    # The picture of a person

    def choose_photo(self, person_id: PersonId) -> None:
        """Ask for a picture and make it the person's."""
        kinds = [FileKind(text=t("Pictures"), patterns=("*.jpg", "*.jpeg", "*.png", "*.webp"))]

        def chosen(paths: list[Path]) -> None:
            self._desk.jobs.threaded(
                verbs.read_files(paths[:1], most=MAX_PHOTO),
                title=t("Reading the picture"),
                done=lambda files: self._set_photo(person_id, files[0].data),
            )

        self._desk.ask.open_files(t("Choose a picture"), kinds, chosen)

    def paste_photo(self, person_id: PersonId) -> None:
        """Make the picture that was copied the person's."""
        data = self._pasted()
        if data is not None:
            self._set_photo(person_id, data)

    def use_as_photo(self, person_id: PersonId, attachment_id: AttachmentId) -> None:
        """Make one of the files the person's picture."""
        if self._attempt(lambda: verbs.use_as_photo(self._desk.store, person_id, attachment_id)):
            self._desk.notices.toast(t("Picture changed."))

    def take_off_photo(self, person_id: PersonId) -> None:
        """Let the person have no picture."""
        if self._attempt(lambda: verbs.take_off_photo(self._desk.store, person_id)):
            self._desk.notices.toast(t("Picture taken off. It stays among the files."))

    def _set_photo(self, person_id: PersonId, data: bytes) -> None:
        def change() -> None:
            if len(data) <= MAX_PHOTO and read_image(data, 64).isNull():
                raise BadValue(field="photo", reason="not-a-picture")
            verbs.set_photo(self._desk.store, person_id, data)

        if self._attempt(change):
            self._desk.notices.toast(t("Picture changed."))

    # One file

    def open(self, file: Attachment) -> None:
        """Show a picture here; hand another kind to its program; offer to save what has none."""
        data = rows.content(self._desk.store.db, file.id)
        if file.is_picture:
            from infodesk.gui.pages.files.viewer import ImageViewer

            image = read_image(data)
            if image.isNull():
                self._tell_unshown(file)
                return
            save = partial(self.save_copy, file)
            ImageViewer(self._desk, file.name, image, save, self._window).open()
        elif file.handed_as:
            self._hand_out(file, data)
        else:
            self._tell_unshown(file)

    def _tell_unshown(self, file: Attachment) -> None:
        self._desk.ask.confirm(
            t("InfoDesk does not open this file"),
            t(
                "Its kind is not known here, it can hold a program, or it is damaged. You can save "
                "a copy and open that yourself."
            ),
            t("Save a copy…"),
            partial(self.save_copy, file),
        )

    def _hand_out(self, file: Attachment, data: bytes) -> None:
        desk = self._desk

        def go() -> None:
            try:
                path = desk.files.put(file.handed_as, data)
            except UserError as error:
                desk.notices.failed(error)
                return
            if self._opener(path):
                said = t("Opened a copy. It is removed when you lock; changes to it are not kept.")
                desk.notices.toast(said, undo=False)
            else:
                desk.notices.toast(t("No program here opens this kind of file."), undo=False)

        warned(desk, go)

    def save_copy(self, file: Attachment) -> None:
        """Ask for a name and write an unencrypted copy there."""
        desk = self._desk
        stem, dot, ending = file.name.rpartition(".")
        name = f"{file_name(stem)}.{file_name(ending)}" if dot and stem else file_name(file.name)
        kinds = [FileKind(text=t("This kind of file"), patterns=(f"*.{ending}",))] if dot else []

        def named(target: Path) -> None:
            data = rows.content(desk.store.db, file.id)
            desk.jobs.threaded(
                verbs.save_copy(data, target),
                title=t("Saving a copy"),
                done=lambda path: desk.notices.toast(
                    t("Saved {name}. It is not encrypted.", name=path.name), undo=False
                ),
            )

        warned(desk, lambda: desk.ask.save_file(t("Save a copy"), name, kinds, named))

    def rename(self, file: Attachment) -> None:
        """Ask for another name."""

        def typed(name: str) -> None:
            self._attempt(lambda: verbs.rename(self._desk.store, file.id, name))

        self._desk.ask.line(t("Rename the file"), t("Name"), typed, value=file.name)

    def remove(self, file: Attachment) -> None:
        """Remove a file; undo brings it back."""
        if self._attempt(lambda: verbs.remove(self._desk.store, file.id)):
            self._desk.notices.toast(t("File removed."))

    def menu(self, file: Attachment, parent: QWidget, person_id: PersonId | None) -> QMenu:
        """Return a menu of all that can be done with a file; `person_id` may have it as picture."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if file.is_picture or file.handed_as:
            word = t("Show") if file.is_picture else t("Open a copy")
            menu.addAction(word).triggered.connect(lambda: self.open(file))
        menu.addAction(t("Save a copy…")).triggered.connect(lambda: self.save_copy(file))
        menu.addAction(t("Rename…")).triggered.connect(lambda: self.rename(file))
        if person_id is not None and file.is_photo:
            off = menu.addAction(t("Take off as picture"))
            off.triggered.connect(lambda: self.take_off_photo(person_id))
        elif person_id is not None and file.is_picture and file.person_id == person_id:
            use = menu.addAction(t("Use as picture"))
            use.triggered.connect(lambda: self.use_as_photo(person_id, file.id))
        menu.addSeparator()
        menu.addAction(t("Remove")).triggered.connect(lambda: self.remove(file))
        return menu

    def _attempt(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except UserError as error:
            self._desk.notices.failed(error)
            return False
        return True


def limit_words() -> str:
    """Return how large files may be."""
    return t("Up to {size} MB each. Kept encrypted, in the vault.", size=MAX_FILE >> 20)
