"""A first introduction drafted from my profile: to be read, copied and made one's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from infodesk.core.introductions import Audience, draft, read_aloud_seconds
from infodesk.core.profile import Profile
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Card, PlainLabel, QuietButton
from infodesk.words import t, tn
from infodesk.words.records import Words


class IntroductionCard(Card):
    """Shows the draft and how long it takes to say; hidden while the profile says too little."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, margin=20)
        self._desk = desk
        theme, px = desk.theme, desk.theme.px
        self.text = PlainLabel(theme, "", "body", wrap=True, selectable=True)
        self.seconds = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.copy = QuietButton(theme, t("Copy"), icon="copy")
        self.copy.clicked.connect(self._copy)
        self.versions = QuietButton(theme, t("Write versions of it"), icon="pencil")
        self.versions.clicked.connect(lambda: desk.commands.run("introductions"))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(theme, t("Me in 30 seconds"), "section"), 1)
        head.addWidget(self.versions, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(8))
        words.addLayout(head)
        words.addWidget(self.text)
        words.addWidget(self.seconds)
        self.body.addLayout(words)

    def show_profile(self, profile: Profile) -> None:
        """Draft an introduction from what `profile` says."""
        self.setVisible(bool(profile.entries or profile.headline))
        said = draft(profile, Audience.FIELD, Words()).text
        self.text.setText(said)
        number = read_aloud_seconds(said)
        self.seconds.setText(
            tn(
                "Takes {count} second to say. What stands in brackets is yours to fill in.",
                "Takes {count} seconds to say. What stands in brackets is yours to fill in.",
                number,
            )
        )

    def _copy(self) -> None:
        self._desk.clipboard.copy(self.text.text())
        self._desk.notices.toast(t("Copied"), undo=False)
