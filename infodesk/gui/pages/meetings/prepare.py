"""Before a meeting: what we share, what I found out, and how I introduce myself."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from infodesk.core.common_ground import CommonPoint
from infodesk.core.errors import NoSuchRecord, UserError
from infodesk.core.ids import IntroductionId, PersonId
from infodesk.core.introductions import gaps
from infodesk.core.meetings import Meeting
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.facts import ResearchCard
from infodesk.gui.pages.meetings.introductions import seconds_words, version_name
from infodesk.gui.widgets import Button, Card, PlainLabel, SectionHeading, StatusDot
from infodesk.gui.widgets.labels import breakable
from infodesk.operations import preparing as verbs
from infodesk.operations.history import shared_with
from infodesk.store import introductions as introduction_rows
from infodesk.store import profile as profile_rows
from infodesk.words import t
from infodesk.words.errors import explain
from infodesk.words.history import common_detail, common_title

_MOST_SHARED = 5


class SharedCard(Card):
    """What my profile and their record both state; nothing is guessed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, gap=6)
        self.desk = desk
        self.points: tuple[CommonPoint, ...] = ()
        self._known: bool | None = None
        self.body.addWidget(SectionHeading(desk.theme, t("What we share")))
        self.empty = PlainLabel(desk.theme, "", "small", "muted", wrap=True)
        self.fill = Button(
            desk.theme, t("Fill in my profile"), icon="person", kind="quiet", size="small"
        )
        self.fill.clicked.connect(lambda: desk.commands.run("go-profile"))
        line = QHBoxLayout()
        line.addWidget(self.fill)
        line.addStretch(1)
        self.body.addWidget(self.empty)
        self.body.addLayout(line)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(desk.theme.px(4))
        self.body.addLayout(self._lines)

    def show_person(self, person_id: PersonId) -> None:
        """Show what is shared with a person, or why nothing is."""
        db = self.desk.store.db
        profile = profile_rows.get(db)
        points, known = shared_with(db, person_id), bool(profile.name or profile.entries)
        if points == self.points and known == self._known:
            return
        self.points, self._known = points, known
        while (item := self._lines.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for point in points[:_MOST_SHARED]:
            self._lines.addWidget(self._line(point))
        self.empty.setVisible(not points)
        self.empty.setText(
            t("Your profile and their record name nothing in common yet.")
            if known
            else t("Fill in My profile: then what you share with them stands here.")
        )
        way = any(command.id == "go-profile" for command in self.desk.commands.all())
        self.fill.setVisible(not known and way)

    def _line(self, point: CommonPoint) -> QWidget:
        theme = self.desk.theme
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(theme, breakable(common_title(point)), "body", wrap=True))
        if detail := common_detail(point):
            column.addWidget(PlainLabel(theme, breakable(detail), "small", "muted", wrap=True))
        return line


class IntroductionCard(Card):
    """The version of my introduction for this meeting; `write_asked` opens all of them."""

    write_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, gap=8)
        self.desk = desk
        self.meeting: Meeting | None = None
        theme = desk.theme
        self.choice = QComboBox()
        self.choice.setAccessibleName(t("Introduction for this meeting"))
        self.choice.view().setAccessibleName(t("Introduction for this meeting"))
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(12)
        self.choice.activated.connect(self._chosen)
        self.write = Button(theme, t("Write"), icon="pencil", size="small")
        self.write.setAccessibleName(t("Write my introductions"))
        self.write.clicked.connect(self.write_asked)
        self.words = PlainLabel(theme, "", "body", wrap=True, selectable=True)
        self.meter = StatusDot(theme, "")
        self.gaps = PlainLabel(theme, "", "small", "warn", wrap=True)
        head = QHBoxLayout()
        head.addWidget(SectionHeading(theme, t("Introduction")))
        head.addStretch(1)
        head.addWidget(self.meter)
        self.body.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.choice, 100)
        line.addWidget(self.write)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self.words)
        self.body.addWidget(self.gaps)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the version chosen for a meeting."""
        self.meeting = meeting
        versions = introduction_rows.find_all(self.desk.store.db)
        self.choice.clear()
        self.choice.addItem(t("None chosen yet"), None)
        for one in versions:
            self.choice.addItem(version_name(one), one.id)
        self.choice.setVisible(bool(versions))
        self.write.set_text(t("Write") if versions else t("Draft my introduction"))
        chosen = next((one for one in versions if one.id == meeting.introduction_id), None)
        self.choice.setCurrentIndex(self.choice.findData(chosen.id if chosen else None))
        text = chosen.text if chosen else ""
        self.words.setText(
            breakable(text)
            or t("Half a minute about you. Choose a version that fits this person, or write one.")
        )
        self.words.set_color("text" if text else "muted")
        words, color = seconds_words(text, self.desk.store)
        self.meter.show_state(words, color)
        self.meter.setVisible(bool(text))
        left = gaps(text)
        self.gaps.setText(t("Still to fill in: {gaps}", gaps=", ".join(left)))
        self.gaps.setVisible(bool(left))

    def begin(self) -> None:
        """Put the focus where one chooses, or go and write the first."""
        if self.choice.isHidden():
            self.write_asked.emit()
        else:
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, place: int) -> None:
        if self.meeting is None:
            return
        wanted: IntroductionId | None = self.choice.itemData(place)
        if wanted == self.meeting.introduction_id:
            return
        try:
            verbs.choose_introduction(self.desk.store, self.meeting.id, wanted)
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)


class PreparePane(QScrollArea):
    """The facts of a meeting one prepares: shared, found out, and the introduction."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.shared = SharedCard(desk)
        self.research = ResearchCard(desk)
        self.introduction = IntroductionCard(desk)
        inner = QWidget()
        inner.setMinimumWidth(1)
        self._column = QVBoxLayout(inner)
        for card in (self.introduction, self.shared, self.research):
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        desk.theme.changed.connect(self._restyle)
        self._restyle()

    def show_meeting(self, meeting: Meeting, today: date) -> None:
        """Show what is prepared for a meeting."""
        self.shared.show_person(meeting.person_id)
        self.research.show_person(meeting.person_id, today)
        self.introduction.show_meeting(meeting)

    def flush(self) -> None:
        """Keep what is being typed."""
        self.research.flush()

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._column.setContentsMargins(px(16), px(16), px(12), px(16))
        self._column.setSpacing(px(12))
