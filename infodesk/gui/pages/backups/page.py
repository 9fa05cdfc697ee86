"""The Backups page: the last verified one, all there are, and where they are kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.backups import Backup
from infodesk.core.errors import UserError
from infodesk.gui.backing_up import BackupKeeper, last_sentence, moment_nearby
from infodesk.gui.desk import Desk
from infodesk.gui.page import Page
from infodesk.gui.pages.backups.syncing import SyncAdvice
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.pages.vault_place import place_words
from infodesk.gui.shell.keymap import scrolled
from infodesk.gui.widgets import (
    Button,
    Card,
    ElidedLabel,
    FlowLayout,
    Hairline,
    IconButton,
    Pill,
    PlainLabel,
    PrimaryButton,
    QuietButton,
)
from infodesk.operations import backups
from infodesk.words import t
from infodesk.words.backups import holdings_sentence, size_words


class BackupsPage(Page):
    """Everything about the backups of the open vault; what is chosen holds at once."""

    def __init__(self, desk: Desk, keeper: BackupKeeper, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.keeper = keeper
        self._rehearsing = ""
        theme = desk.theme
        inner = QWidget()
        inner.setMaximumWidth(theme.px(768))
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(theme.px(side) for side in (24, 4, 24, 24)))
        column.setSpacing(theme.px(16))
        self.trouble = Trouble(theme)
        column.addWidget(self.trouble)
        self.advice = SyncAdvice(desk)
        column.addWidget(self.advice)
        column.addWidget(self._newest())
        column.addWidget(self._list())
        column.addWidget(self._places())
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, t("Backups")))
        keeper.changed.connect(self.refresh)
        desk.settings.subscribe(lambda _now: self.refresh())
        self.refresh()

    # Building

    def _newest(self) -> QWidget:
        theme = self.desk.theme
        card = Card(theme, margin=20, gap=12)
        self.title = PlainLabel(theme, "", "section", wrap=True)
        self.sentence = PlainLabel(theme, "", "body", "muted", wrap=True)
        self.button = PrimaryButton(theme, t("Back up now"))
        self.button.clicked.connect(self.back_up)
        self.rehearse_button = Button(theme, t("Rehearse a restore"))
        self.rehearse_button.clicked.connect(self.rehearse_newest)
        line = FlowLayout(theme, gap=8)
        line.addWidget(self.button)
        line.addWidget(self.rehearse_button)
        card.body.addWidget(self.title)
        card.body.addWidget(self.sentence)
        card.body.addLayout(line)
        return card

    def _list(self) -> QWidget:
        theme = self.desk.theme
        self._card = Card(theme, margin=20, gap=0)
        self._card.body.addWidget(PlainLabel(theme, t("All backups"), "section"))
        hint = t(
            "Kept are the 10 latest, and the last one of each of 7 days, 4 weeks and 12 months. "
            "The last verified one is never removed."
        )
        self._card.body.addWidget(PlainLabel(theme, hint, "small", "muted", wrap=True))
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, theme.px(8), 0, 0)
        self.rows.setSpacing(0)
        self._card.body.addLayout(self.rows)
        return self._card

    def _places(self) -> QWidget:
        theme = self.desk.theme
        card = Card(theme, margin=20, gap=12)
        card.body.addWidget(PlainLabel(theme, t("When and where"), "section"))
        self.daily = QCheckBox(t("Back up by itself"))
        self.daily.setAccessibleDescription(
            t("Once a day after unlocking if something changed, and before imports.")
        )
        self.daily.toggled.connect(lambda on: self.desk.settings.change(backup_daily=on))
        card.body.addWidget(self.daily)
        hint = t("Once a day after unlocking if something changed, and before imports.")
        card.body.addWidget(PlainLabel(theme, hint, "small", "muted", wrap=True))
        self.where = ElidedLabel(theme, "")
        self.second = ElidedLabel(theme, "")
        self.usual = QuietButton(theme, t("Usual place"))
        self.usual.clicked.connect(lambda: self.desk.settings.change(backup_place=""))
        self.none = QuietButton(theme, t("None"))
        self.none.clicked.connect(lambda: self.desk.settings.change(backup_second=""))
        card.body.addLayout(
            self._place(t("Kept in"), self.where, self.usual, "backup_place", t("Choose a folder"))
        )
        card.body.addLayout(
            self._place(
                t("Also copied to"),
                self.second,
                self.none,
                "backup_second",
                t("Choose a second folder, on another disk or a stick"),
            )
        )
        return card

    def _place(
        self, label: str, shown: ElidedLabel, reset: QuietButton, name: str, title: str
    ) -> QHBoxLayout:
        theme = self.desk.theme
        change = Button(theme, t("Choose…"), size="small")
        change.setAccessibleName(title)

        def chosen(folder: Path) -> None:
            self.desk.settings.change(**{name: str(folder)})

        change.clicked.connect(lambda: self.desk.ask.folder(title, chosen))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(PlainLabel(theme, label, "body", "muted"))
        line.addWidget(shown, 1)
        line.addWidget(reset)
        line.addWidget(change)
        return line

    # Showing

    def refresh(self) -> None:
        """Read the list of backups anew and show how things stand."""
        found, now = self.keeper.all(), self.desk.clock()
        last = backups.last_verified(found)
        if last is None:
            self.title.setText(t("There is no backup yet"))
            self.sentence.setText(
                t("A backup is one encrypted file, read back and checked after it was written.")
            )
        else:
            self.title.setText(last_sentence(last, now))
            self.sentence.setText(holdings_sentence(last.holds) if last.holds else "")
        self.button.setEnabled(not self.keeper.busy)
        self.button.setText(t("Backing up…") if self.keeper.busy else t("Back up now"))
        self.rehearse_button.setEnabled(bool(found) and not self._rehearsing)
        self._card.setVisible(bool(found))
        self._show_rows(found)
        settings = self.desk.settings.now
        self.daily.setChecked(settings.backup_daily)
        self.where.setText(place_words(self.keeper.place))
        second = self.keeper.second
        self.second.setText(place_words(second) if second else t("nowhere else"))
        self.usual.setVisible(bool(settings.backup_place))
        self.none.setVisible(bool(settings.backup_second))

    def _show_rows(self, found: tuple[Backup, ...]) -> None:
        while self.rows.count():
            item = self.rows.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for backup in found:
            self.rows.addWidget(Hairline(self.desk.theme))
            self.rows.addWidget(self._row(backup))

    def _row(self, backup: Backup) -> QWidget:
        theme = self.desk.theme
        moment = moment_nearby(backup.made_at, self.desk.clock())
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(PlainLabel(theme, moment, "strong"))
        holds = holdings_sentence(backup.holds) if backup.holds else t("not looked into yet")
        words.addWidget(
            ElidedLabel(theme, f"{holds} · {size_words(backup.size)}", "small", "muted")
        )
        if backup.name == self._rehearsing:
            state = Pill(theme, t("checking"), "info")
        elif backup.verified_at:
            state = Pill(theme, t("verified"), "good")
        else:
            state = Pill(theme, t("not verified"), "warn")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        line.setSpacing(theme.px(8))
        line.addLayout(words, 1)
        line.addWidget(state, 0, Qt.AlignmentFlag.AlignVCenter)
        actions: tuple[tuple[str, str, Callable[[Backup], object]], ...] = (
            ("check", t("Rehearse restoring the backup of {moment}", moment=moment), self.rehearse),
            ("history", t("Restore the backup of {moment}…", moment=moment), self.restore),
            ("trash", t("Delete the backup of {moment}…", moment=moment), self.delete),
        )
        for icon, name, run in actions:
            button = IconButton(theme, icon, name)
            button.clicked.connect(partial(_ignoring, run, backup))
            button.setEnabled(not self._rehearsing)
            line.addWidget(button)
        return row

    # Doing

    def back_up(self) -> None:
        """Make a backup now."""
        if not self.keeper.busy:
            self.trouble.say("")
            self.keeper.make(self._made, self.trouble.say)

    def _made(self) -> None:
        self.desk.notices.toast(t("Backup written and verified."), undo=False)

    def rehearse_newest(self) -> None:
        """Rehearse restoring the newest backup."""
        found = self.keeper.all()
        if found:
            self.rehearse(found[0])

    def rehearse(self, backup: Backup) -> None:
        """Restore a backup for a moment, check every page and row, and say what it holds."""
        if self._rehearsing:
            return
        self._rehearsing = backup.name
        self.trouble.say("")
        self.refresh()

        def done(checked: Backup) -> None:
            self._rehearsing = ""
            self.refresh()
            assert checked.holds is not None
            moment = moment_nearby(checked.made_at, self.desk.clock())
            self.desk.ask.tell(
                t("The rehearsal went well"),
                t(
                    "The backup of {moment} was restored into a private place, opened, every page "
                    "and row checked, and wiped again. It holds {holds}.",
                    moment=moment,
                    holds=holdings_sentence(checked.holds),
                ),
            )

        def failed(error: UserError) -> None:
            self._rehearsing = ""
            self.refresh()
            self.trouble.say(error)

        run = self.desk.jobs.threaded(
            backups.rehearse(
                self.keeper.place / backup.name, self.desk.vault.keys, self.desk.clock()
            ),
            title=t("Rehearsing"),
            done=done,
            failed=failed,
        )
        run.cancelled.connect(partial(setattr, self, "_rehearsing", ""))
        run.cancelled.connect(self.refresh)

    def restore(self, backup: Backup) -> None:
        """Show what a backup holds, and make a vault of it beside the present one."""
        from infodesk.gui.pages.backups.restoring import RestoreDialog

        dialog = RestoreDialog(self.desk, self.keeper.place / backup.name, backup, self.window())
        dialog.open()

    def delete(self, backup: Backup) -> None:
        """Delete a backup after asking: nothing brings it back."""

        def remove() -> None:
            try:
                backups.remove(self.keeper.place, backup.name, self.desk.vault.keys)
            except UserError as error:
                self.trouble.say(error)
            self.refresh()

        self.desk.ask.confirm(
            t("Delete this backup?"),
            t(
                "The backup of {moment} is deleted for good.",
                moment=moment_nearby(backup.made_at, self.desk.clock()),
            ),
            t("Delete"),
            remove,
            danger=True,
        )

    def arrive(self) -> None:
        """Read the list anew: another InfoDesk may have written one."""
        self.refresh()
        self.button.setFocus()


def _ignoring(run: Callable[[Backup], object], backup: Backup, *_rest: object) -> None:
    run(backup)
