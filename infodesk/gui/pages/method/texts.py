"""Texts in the settings: the language templates are taken in, and how long LinkedIn's notes are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout

from infodesk.core.changes import ChangeSet
from infodesk.core.composing.lexicon import LANGUAGES
from infodesk.core.rules import NOTE_CHARACTERS, NOTE_CHARACTERS_PREMIUM
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Card, PlainLabel
from infodesk.operations import composing as knowing
from infodesk.operations import outreach as verbs
from infodesk.operations import rules
from infodesk.words import t
from infodesk.words.composing import language_words


class TextsCard(Card):
    """What the composer goes by; the same choices as there, kept in the vault."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, margin=20)
        self._desk = desk
        theme = desk.theme
        self.body.addWidget(PlainLabel(theme, t("Texts to people"), "section"))
        self.language = QComboBox()
        for one in LANGUAGES:
            self.language.addItem(language_words(one), one)
        self.language.activated.connect(self._choose)
        self.premium = QCheckBox()
        self.premium.clicked.connect(lambda on: knowing.set_premium(desk.store, bool(on)))
        self._length = PlainLabel(theme, "", "small", "muted", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(12))
        grid.setColumnStretch(0, 1)
        hint = t("Templates come in it. A text is checked in the language it is written in; where "
                 "it is too short to tell, in this one.")  # fmt: skip
        language = PlainLabel(theme, hint, "small", "muted", wrap=True)
        middle = Qt.AlignmentFlag.AlignVCenter
        for row, (label, below, control, where) in enumerate(
            (
                (t("Language of templates and checks"), language, self.language, middle),
                (t("I have LinkedIn Premium"), self._length, self.premium,
                 middle | Qt.AlignmentFlag.AlignTrailing),
            )
        ):  # fmt: skip
            words = QVBoxLayout()
            words.setSpacing(0)
            name = PlainLabel(theme, label)
            name.setBuddy(control)
            words.addWidget(name)
            words.addWidget(below)
            control.setAccessibleName(label)
            control.setMinimumWidth(0 if control is self.premium else theme.px(190))
            grid.addLayout(words, row, 0)
            grid.addWidget(control, row, 1, where)
        self.body.addLayout(grid)
        desk.changes.changed.connect(self._heard)
        self._show()

    def _heard(self, change: ChangeSet) -> None:
        if change.touches("setting"):
            self._show()

    def _show(self) -> None:
        store = self._desk.store
        spoken = self._desk.settings.now.language[:2]
        usual = spoken if spoken in LANGUAGES else LANGUAGES[0]
        language = verbs.template_language(store) or usual
        self.language.setCurrentIndex(LANGUAGES.index(language))
        self.premium.setChecked(knowing.has_premium(store))
        short = rules.value(store, NOTE_CHARACTERS)
        long = rules.value(store, NOTE_CHARACTERS_PREMIUM)
        words = t("A note with an invitation may then have {long} characters instead of {short}.",
                  long=long, short=short)  # fmt: skip
        self._length.setText(words)
        self.premium.setAccessibleDescription(words)

    def _choose(self, place: int) -> None:
        verbs.choose_template_language(self._desk.store, self.language.itemData(place))
