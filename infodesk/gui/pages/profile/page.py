"""The My profile page: every field edited in place, every line with a way to change it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.errors import StaleEdit
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.gui.desk import Desk
from infodesk.gui.form import Form
from infodesk.gui.page import Page
from infodesk.gui.pages.nothing import Nothing
from infodesk.gui.pages.people.history import HistoryLine, HistoryList
from infodesk.gui.pages.profile.entries import ask_entry, entry_line
from infodesk.gui.pages.profile.introduction import IntroductionCard
from infodesk.gui.pages.profile.words_list import WordsList
from infodesk.gui.pages.turns import scrolled_pane
from infodesk.gui.widgets import Card, Field, PlainLabel
from infodesk.operations.profile import edit_profile
from infodesk.store import profile as rows
from infodesk.words import t
from infodesk.words.errors import explain

WIDTH = 768

_CAREER = (ProfileKind.POSITION, ProfileKind.EDUCATION, ProfileKind.CERTIFICATION)
_WORDS = (ProfileKind.SKILL, ProfileKind.LANGUAGE)


class ProfilePage(Page):
    """Shows and edits my profile; empty, it offers what fills it."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        import_profile: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._import, self._begun, self._stale = import_profile, False, False
        self.profile = Profile()
        self.edits: dict[str, QLineEdit] = {}
        self.lists: dict[ProfileKind, HistoryList] = {}
        self.words: dict[ProfileKind, WordsList] = {}
        self.introduction = IntroductionCard(desk)
        self.nothing = Nothing(desk.theme)
        self.form: Form[Profile] = Form(
            self._commit, stale=self._say_stale, failed=desk.notices.failed
        )
        self._build()
        desk.changes.changed.connect(self._changed)
        self.refresh()

    def _build(self) -> None:
        px = self.desk.theme.px
        inner = QWidget()
        inner.setMinimumWidth(1)
        self._column = QVBoxLayout()
        self._column.setSpacing(px(16))
        self._column.addWidget(self._about_me())
        self._column.addWidget(self.introduction)
        for kind in _CAREER:
            self._column.addWidget(self._career(kind))
        for kind in _WORDS:
            self._column.addWidget(self._listed(kind))
        self._column.addStretch(1)
        held = QWidget()
        held.setMaximumWidth(px(WIDTH))
        held.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(inner)
        row.setContentsMargins(px(24), px(4), px(24), px(24))
        row.addWidget(held, 100)
        row.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolled_pane(inner))
        self.stack.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _about_me(self) -> Card:
        theme, px = self.desk.theme, self.desk.theme.px
        card = Card(theme, margin=20, gap=14)
        card.body.addWidget(PlainLabel(theme, t("Who I am"), "section"))
        pairs = (
            (("first_name", t("First name")), ("last_name", t("Last name"))),
            (("headline", t("Headline")),),
            (("location", t("Where I live")), ("industry", t("Industry"))),
            (("email", t("E-mail")), ("phone", t("Phone"))),
            (("website", t("Website")), ("slug", t("LinkedIn"))),
        )
        for pair in pairs:
            row = QHBoxLayout()
            row.setSpacing(px(16))
            for name, label in pair:
                edit = self.edits[name] = QLineEdit()
                field = Field(theme, label, edit)
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
                self.form.text(name, edit, self._wrong(field))
            card.body.addLayout(row)
        self.edits["slug"].setPlaceholderText("linkedin.com/in/…")
        self.summary = QPlainTextEdit()
        self.summary.setTabChangesFocus(True)
        self.summary.setMinimumHeight(px(72))
        self.summary.setMaximumHeight(px(96))
        field = Field(theme, t("Summary"), self.summary)
        self.form.plain("summary", self.summary, self._wrong(field))
        card.body.addWidget(field)
        return card

    def _wrong(self, field: Field) -> QLabel:
        label = PlainLabel(self.desk.theme, "", "small", "bad", wrap=True)
        layout = field.layout()
        assert layout is not None
        layout.addWidget(label)
        return label

    def _career(self, kind: ProfileKind) -> Card:
        titles = {
            ProfileKind.POSITION: (t("Positions"), t("Where did you work?")),
            ProfileKind.EDUCATION: (t("Education"), t("Where did you learn?")),
            ProfileKind.CERTIFICATION: (t("Certifications"), t("None is written down yet.")),
        }
        title, nothing = titles[kind]
        card = Card(self.desk.theme, margin=20)
        ask = partial(ask_entry, self.desk, self, kind)
        self.lists[kind] = HistoryList(self.desk, title, nothing, [(t("Add…"), ask)])
        card.body.addWidget(self.lists[kind])
        return card

    def _listed(self, kind: ProfileKind) -> Card:
        card = Card(self.desk.theme, margin=20)
        self.words[kind] = WordsList(self.desk, kind)
        card.body.addWidget(self.words[kind])
        return card

    # The page's part in the window

    def arrive(self) -> None:
        """Be shown with the first thing to do under the keys."""
        if self._stale:
            self.refresh()
        if self.stack.currentWidget() is self.nothing:
            self.nothing.buttons[0].setFocus()
        else:
            self.edits["first_name"].setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> bool:
        """Commit what is being edited."""
        return self.form.flush()

    def begin(self) -> None:
        """Show the empty fields."""
        self._begun = True
        self.refresh()
        self.edits["first_name"].setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Show my profile as it is, or what fills it."""
        self._stale = False
        profile = rows.get(self.desk.store.db)
        self.profile = profile
        empty = not self._begun and profile.rev == 0 and not profile.entries
        if empty:
            self._explain()
        self.stack.setCurrentIndex(1 if empty else 0)
        self.form.load(profile, fresh=self.form.record is None)
        self.introduction.show_profile(profile)
        for kind, shown in self.lists.items():
            shown.show_lines([self._line(entry) for entry in profile.of(kind)])
        for kind, listed in self.words.items():
            listed.show_entries(profile.of(kind))

    def _line(self, entry: ProfileEntry) -> HistoryLine:
        line = entry_line(self.desk, entry)
        line.edited.connect(lambda: ask_entry(self.desk, self, entry.kind, entry))
        return line

    def _explain(self) -> None:
        ways: list[tuple[str, Callable[[], object]]] = []
        if self._import is not None:
            ways.append((t("Import from LinkedIn"), self._import))
        ways.append((t("Write it by hand"), self.begin))
        self.nothing.explain(
            "person",
            t("Who are you?"),
            t(
                "From your profile come your introduction in 30 seconds and what you have in "
                "common with somebody. LinkedIn's archive brings it along; it stays in this vault."
            ),
            ways,
        )

    def _commit(self, profile: Profile, field: str) -> None:
        name = "profile_url" if field == "slug" else field
        edit_profile(self.desk.store, {name: getattr(profile, field)}, profile.rev)
        self.refresh()
        self.form.revert(field)  # what was typed may be kept otherwise: a slug of an address

    def _say_stale(self, field: str) -> None:
        self.form.show_error(field, explain(StaleEdit()))

    def _changed(self, change: ChangeSet) -> None:
        if not change.touches("profile", "profile_entry"):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
