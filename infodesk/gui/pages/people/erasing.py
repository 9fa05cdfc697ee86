"""The sheet that erases a person everywhere: what goes, who names them, which backups hold them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from infodesk.core.erasing import Erased, ErasePlan, Mention, Traces
from infodesk.core.errors import UserError
from infodesk.core.ids import PersonId
from infodesk.gui.backing_up import BackupKeeper, moment_nearby
from infodesk.gui.desk import Desk
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.theme import ColorName, Role
from infodesk.gui.widgets import (
    Banner,
    Button,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SectionHeading,
)
from infodesk.gui.widgets.labels import breakable
from infodesk.gui.widgets.room import screen_room
from infodesk.operations import erasing
from infodesk.operations.erasing import Holder
from infodesk.words import t, tn
from infodesk.words.erasing import backup_line, counts_sentence, place_of

MOST_SHOWN = 200
"""So many texts are shown to be decided one by one; the others follow what is likely."""


class EraseDialog(QDialog):
    """Erases one person; modal to its window."""

    def __init__(
        self, desk: Desk, keeper: BackupKeeper, person_id: PersonId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._keeper, self._person = desk, keeper, person_id
        self._traces: Traces = erasing.traces_of(desk.store, person_id)
        self.plan: ErasePlan | None = None
        self.holders: tuple[Holder, ...] = ()
        self.boxes: list[tuple[QCheckBox, Mention]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Erase a person"))
        theme, px = desk.theme, desk.theme.px
        self.stack = QStackedWidget()
        self.asking = CentredPage(theme, width=640, gap=8)
        self.telling = CentredPage(theme, width=640, gap=8)
        for page in (self.asking, self.telling):
            self.stack.addWidget(page)
        self.erase = Button(theme, t("Erase for good"), icon="trash", kind="danger")
        self.erase.setEnabled(False)
        self.erase.clicked.connect(self.begin)
        self.renew = PrimaryButton(theme, t("Make a new backup and delete these"))
        self.renew.clicked.connect(self.renew_backups)
        self.renew.hide()
        self.close_button = Button(theme, t("Cancel"))
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(10), px(24), px(18))
        foot.addStretch(1)
        for button in (self.close_button, self.erase, self.renew):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack, 1)
        whole.addLayout(foot)
        self._fit(parent)
        self._wait()
        self._run = desk.jobs.sliced(
            erasing.plan_erasing(desk.store, person_id),
            title=t("Looking for the name"),
            done=self._planned,
            failed=self._refused,
        )
        self.finished.connect(lambda _result: self._run.cancel())

    def _fit(self, parent: QWidget | None) -> None:
        room = parent.size() if parent else screen_room()
        px = self._desk.theme.px
        self.resize(min(px(680), room.width() - 32), min(px(620), room.height() - 32))

    def _refused(self, error: UserError) -> None:
        self._desk.notices.failed(error)
        self.reject()

    def _label(
        self, page: CentredPage, words: str, role: Role = "body", color: ColorName = "text"
    ) -> None:
        page.column.addWidget(
            PlainLabel(self._desk.theme, breakable(words), role, color, wrap=True)
        )

    # What it takes

    def _wait(self) -> None:
        self._waiting = PlainLabel(
            self._desk.theme, t("Looking for the name in all texts…"), "body", "muted", wrap=True
        )
        self.asking.column.addWidget(self._waiting)

    def _planned(self, plan: ErasePlan) -> None:
        self.plan = plan
        theme, column = self._desk.theme, self.asking.column
        self._waiting.hide()
        self._label(self.asking, t("Erase {name} everywhere?", name=plan.name), "title")
        words = t("What goes: {what}.", what=counts_sentence(plan.rows))
        self._label(self.asking, words)
        warning = t(
            "This cannot be undone, and neither can anything you did before it. The vault's file "
            "is written anew, so that nothing of it is left there. Backups are looked into "
            "afterwards; files you exported, and mails you sent, are elsewhere."
        )
        column.addWidget(Banner(theme, warning, "bad"))
        if plan.mentions:
            self._offer(plan)
        self.erase.setEnabled(True)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, plan: ErasePlan) -> None:
        theme, px, column = self._desk.theme, self._desk.theme.px, self.asking.column
        count = len(plan.mentions)
        column.addSpacing(px(8))
        column.addWidget(
            SectionHeading(
                theme,
                tn("{count} other text names them", "{count} other texts name them", count),
            )
        )
        self._label(
            self.asking,
            t("Ticked ones get “{initials}” instead of the name.", initials=plan.stand_in),
            "small",
            "muted",
        )
        line = QHBoxLayout()
        for words, on in ((t("Tick all"), True), (t("Tick none"), False)):
            button = QuietButton(theme, words)
            button.clicked.connect(lambda _checked=False, on=on: self.tick_all(on))
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        for mention in plan.mentions[:MOST_SHOWN]:
            self._offer_one(mention)
        if count > MOST_SHOWN:
            words = tn(
                "{count} more is not shown: it is ticked if it has the whole name.",
                "{count} more are not shown: they are ticked if they have the whole name.",
                count - MOST_SHOWN,
            )
            self._label(self.asking, words, "small", "muted")

    def _offer_one(self, mention: Mention) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        place = place_of(mention)
        words = mention.snippet.replace("\x02", "").replace("\x03", "")
        box = QCheckBox(place.replace("&", "&&"))
        box.setChecked(mention.sure)
        box.setAccessibleDescription(words)
        self.boxes.append((box, mention))
        below = QHBoxLayout()  # whose spacing changes sides with the reading direction
        below.setContentsMargins(0, 0, 0, px(4))
        below.addSpacing(px(28))
        below.addWidget(PlainLabel(theme, breakable(words), "small", "muted", wrap=True), 1)
        self.asking.column.addWidget(box)
        self.asking.column.addLayout(below)

    def tick_all(self, on: bool) -> None:
        """Tick every text, or none."""
        for box, _mention in self.boxes:
            box.setChecked(on)

    def chosen(self) -> list[Mention]:
        """Return the texts in which initials are to stand."""
        assert self.plan is not None
        shown = [mention for box, mention in self.boxes if box.isChecked()]
        return shown + [each for each in self.plan.mentions[MOST_SHOWN:] if each.sure]

    # Doing it

    def begin(self) -> None:
        """Erase the person, once nothing else holds the vault."""
        assert self.plan is not None
        chosen = self.chosen()
        self.erase.setEnabled(False)
        self.close_button.setEnabled(False)
        self._run = self._desk.jobs.sliced(
            erasing.erase_person(
                self._desk.store, self._person, chosen, len(self.plan.mentions) - len(chosen)
            ),
            title=t("Erasing"),
            done=self._erased,
            failed=self._refused,
        )

    def _erased(self, done: Erased) -> None:
        assert self.plan is not None
        desk = self._desk
        desk.files.wipe()
        desk.commands.refresh()
        self.erase.hide()
        self.close_button.setEnabled(True)
        self.close_button.set_text(t("Close"))
        self.stack.setCurrentWidget(self.telling)
        self._label(self.telling, t("{name} is erased", name=self.plan.name), "title")
        self._label(self.telling, t("Gone: {what}.", what=counts_sentence(done.rows)))
        if done.replaced:
            words = tn(
                "Initials stand in {count} text now.",
                "Initials stand in {count} texts now.",
                done.replaced,
            )
            self._label(self.telling, words)
        if done.left:
            words = tn(
                "{count} text still names them, as you chose.",
                "{count} texts still name them, as you chose.",
                done.left,
            )
            self._label(self.telling, words)
        self._state = PlainLabel(
            desk.theme, t("Looking into your backups…"), "body", "muted", wrap=True
        )
        self.telling.column.addWidget(self._state)
        places = [place for place in (self._keeper.place, self._keeper.second) if place is not None]
        self._run = desk.jobs.threaded(
            erasing.backups_with(places, desk.vault.keys, self.plan.uid, self._traces),
            title=t("Looking into backups"),
            done=self._looked,
            failed=self._refused,
        )

    def _looked(self, holders: Sequence[Holder]) -> None:
        self.holders = tuple(holders)
        if not holders:
            self._state.setText(t("No backup of this vault that InfoDesk knows holds them."))
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        words = tn(
            "{count} backup still holds them:", "{count} backups still hold them:", len(holders)
        )
        self._state.setText(words)
        now = self._desk.clock()
        for each in holders[:MOST_SHOWN]:
            moment = moment_nearby(each.backup.made_at, now)
            line = backup_line(moment, unread=each.unread)
            self._label(self.telling, f"· {line}", "small", "muted")
        sure = any(not each.unread for each in holders)
        self.renew.setVisible(sure)
        (self.renew if sure else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def renew_backups(self) -> None:
        """Make a backup of the vault as it is now, then delete those that hold the person."""
        self.renew.setEnabled(False)

        def refused(error: UserError) -> None:
            self.renew.setEnabled(True)
            self._desk.notices.failed(error)

        self._keeper.make(self._delete_holders, refused)

    def _delete_holders(self) -> None:
        gone, newest = 0, self._keeper.last()
        for each in self.holders:
            if newest is not None and each.backup.name == newest.name:
                continue
            try:
                gone += erasing.delete_holder(each, self._desk.vault.keys)
            except UserError as error:
                self._desk.notices.failed(error)
        self._keeper.changed.emit()
        self.renew.hide()
        words = tn(
            "A new backup is made, and {count} that held them is deleted.",
            "A new backup is made, and {count} that held them are deleted.",
            gone,
        )
        self._label(self.telling, words)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
