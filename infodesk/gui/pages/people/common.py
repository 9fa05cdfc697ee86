"""What a person and I have in common, as both records say."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.common_ground import CommonKind, CommonPoint
from infodesk.core.people import Person
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Picture, PlainLabel, QuietButton, SectionHeading
from infodesk.operations.history import shared_with
from infodesk.store import profile as profile_rows
from infodesk.words import t
from infodesk.words.history import common_detail, common_title

_ICONS = {
    CommonKind.SCHOOL: "bulb",
    CommonKind.EMPLOYER: "building",
    CommonKind.PERSON: "people",
    CommonKind.PLACE: "pin",
    CommonKind.FIELD: "flag",
    CommonKind.SKILL: "star",
    CommonKind.LANGUAGE: "globe",
}
MOST_SHOWN = 8


class CommonGround(QWidget):
    """The points both records state; without a profile of mine, the way to write one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.points: tuple[CommonPoint, ...] = ()
        self._shown: list[QWidget] = []
        self._said: tuple[object, ...] = ()
        self.fill = QuietButton(desk.theme, t("Fill in my profile"), icon="person")
        self.fill.clicked.connect(lambda: desk.commands.run("go-profile"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.px(6))
        self._column.addWidget(SectionHeading(desk.theme, t("In common")))
        self._column.addWidget(self.fill)

    def show_person(self, person: Person) -> None:
        """Show what a person and I share; nothing shared shows nothing."""
        db = self._desk.store.db
        profile = profile_rows.get(db)
        empty = not (profile.entries or profile.location or profile.industry)
        known = any(command.id == "go-profile" for command in self._desk.commands.all())
        self.points = shared_with(db, person.id)[:MOST_SHOWN]
        self.fill.setVisible(empty and known)
        self.setVisible(bool(self.points) or (empty and known))
        said = (person.id, self.points)
        if said == self._said:
            return
        self._said = said
        for old in self._shown:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = [self._line(point) for point in self.points]
        for place, line in enumerate(self._shown, start=1):
            self._column.insertWidget(place, line)

    def _line(self, point: CommonPoint) -> QWidget:
        theme, px = self._desk.theme, self._desk.theme.px
        line = QWidget()
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(PlainLabel(theme, common_title(point), "medium", wrap=True))
        if detail := common_detail(point):
            words.addWidget(PlainLabel(theme, detail, "small", "muted", wrap=True))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        icon = Picture(theme, _ICONS[point.kind], "accent")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return line
