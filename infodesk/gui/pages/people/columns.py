"""What the columns of the list say of a person, and how they are painted."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle

from infodesk.core.people import PersonRow, Tag
from infodesk.core.stages import Stage
from infodesk.gui.models import Column
from infodesk.gui.theme import HUES, ColorName, Theme
from infodesk.gui.widgets import (
    COLOR_ROLE,
    KEY_ROLE,
    NumberCell,
    PersonCell,
    PillCell,
    TextCell,
)
from infodesk.gui.widgets.painting import paint_pill
from infodesk.gui.widgets.rows import Cell, Index
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words, day_nearby
from infodesk.words.records import say

TAGS_ROLE = int(Qt.ItemDataRole.UserRole) + 20
"""The tags of a person, for the cell that paints them."""

NOTHING = "—"

STAGE_COLORS: dict[Stage, ColorName] = {
    Stage.SPOTTED: "muted",
    Stage.SHORTLISTED: "violet",
    Stage.ASKED: "warn",
    Stage.REPLIED: "info",
    Stage.SCHEDULED: "info",
    Stage.MET: "accent",
    Stage.THANKED: "accent",
    Stage.WARM: "good",
    Stage.CLOSED: "muted",
}


def stage_words(stage: Stage) -> str:
    """Return the name of a stage."""
    return say(f"stage-{stage.value}")


def tag_color(tag: Tag) -> ColorName:
    """Return the hue of a tag."""
    return HUES[tag.hue % len(HUES)]


def waiting_words(day: date | None, today: date) -> str:
    """Return how long until a next step, or how late it is; "—" for none."""
    if day is None:
        return NOTHING
    late = (today - day).days
    if late > 0:
        return tn("{count} day late", "{count} days late", late)
    return day_nearby(day, today)


def waiting_color(day: date | None, today: date) -> ColorName:
    """Return the colour of a next step's date: late is bad, today is now."""
    if day is None or day > today:
        return "muted"
    return "bad" if day < today else "accent"


def quiet_words(day: date | None, today: date) -> str:
    """Return the number of days since the last touch; "—" if there was none."""
    return NOTHING if day is None else f"{max(0, (today - day).days):,}"


def longest_words(column_id: str) -> list[str]:
    """Return what is the longest to be expected in a column that does not give way."""
    if column_id == "stage":
        return [stage_words(stage) for stage in Stage]
    if column_id == "waiting":
        day = date(2026, 9, 29)
        return [waiting_words(day, day - timedelta(days=late)) for late in (1, 6, -10)]
    return {"quiet": ["1,000"], "connected_on": ["29 Sep 2026"]}.get(column_id, [])


def people_columns(today: Callable[[], date]) -> list[Column[PersonRow]]:
    """Return every column there is, in their usual order."""
    return [
        Column(
            id="name",
            title=t("Name"),
            text=lambda row: row.name,
            roles={KEY_ROLE: lambda row: int(row.id)},
        ),
        Column(id="title", title=t("Position"), text=lambda row: row.title),
        Column(id="company", title=t("Company"), text=lambda row: row.company),
        Column(
            id="stage",
            title=t("Stage"),
            text=lambda row: stage_words(row.stage),
            roles={COLOR_ROLE: lambda row: STAGE_COLORS[row.stage]},
        ),
        Column(
            id="next_step",
            title=t("Next step"),
            text=lambda row: row.next_step or NOTHING,
            roles={COLOR_ROLE: lambda row: None if row.next_step else "muted"},
            spoken=lambda row: row.next_step or t("no next step"),
        ),
        _waiting(today),
        _quiet(today),
        Column(
            id="tags",
            title=t("Tags"),
            text=lambda row: ", ".join(tag.name for tag in row.tags),
            sortable=False,
            roles={TAGS_ROLE: lambda row: row.tags},
        ),
        Column(
            id="connected_on",
            title=t("Connected"),
            text=lambda row: day_nearby(row.connected_on, today()) if row.connected_on else NOTHING,
            numbers=True,
            tip=lambda row: day_in_words(row.connected_on) if row.connected_on else NOTHING,
        ),
    ]


def _waiting(today: Callable[[], date]) -> Column[PersonRow]:
    return Column(
        id="waiting",
        title=t("Waiting"),
        text=lambda row: waiting_words(row.next_step_on, today()),
        numbers=True,
        tip=lambda row: day_in_words(row.next_step_on) if row.next_step_on else NOTHING,
        spoken=lambda row: (
            waiting_words(row.next_step_on, today()) if row.next_step_on else t("no date")
        ),
        roles={COLOR_ROLE: lambda row: waiting_color(row.next_step_on, today())},
    )


def _quiet(today: Callable[[], date]) -> Column[PersonRow]:
    def last(row: PersonRow) -> str:
        if row.last_touch_on is None:
            return t("No touch yet")
        return t("Last touch on {day}", day=day_in_words(row.last_touch_on))

    return Column(
        id="quiet",
        title=t("Quiet"),
        text=lambda row: quiet_words(row.last_touch_on, today()),
        numbers=True,
        tip=last,
        spoken=last,
    )


def people_cells(theme: Theme) -> Sequence[Cell]:
    """Return how each of `people_columns` is painted."""
    return [
        PersonCell(theme),
        TextCell(theme),
        TextCell(theme),
        PillCell(theme),
        TextCell(theme),
        NumberCell(theme),
        NumberCell(theme),
        TagsCell(theme),
        NumberCell(theme),
    ]


class TagsCell:
    """The tags of a person, as many pills as there is room for."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Measure again after the theme changed."""
        self._metrics = QFontMetrics(self._theme.font("small_strong"))
        self._margin, self._gap = self._theme.px(8), self._theme.px(4)

    def width(self, text: str) -> int:
        """Return the width in pixels that shows all tags of `text`."""
        names = text.split(", ") if text else []
        return sum(self._pill_width(name) + self._gap for name in names) + 2 * self._margin

    def paint(self, painter: QPainter, area: QRect, index: Index, right_to_left: bool) -> None:
        """Paint the tags from the reading side; the last one says how many more there are."""
        tags: tuple[Tag, ...] = index.data(TAGS_ROLE) or ()
        painter.setFont(self._theme.font("small_strong"))
        room = area.width() - 2 * self._margin
        left = area.left() + self._margin
        for place, tag in enumerate(tags):
            rest = len(tags) - place - 1
            more = self._pill_width(f"+{rest}") + self._gap if rest else 0
            width = self._pill_width(tag.name)
            if width + more > room:
                self._pill(painter, area, left, room, f"+{rest + 1}", "muted", right_to_left)
                return
            self._pill(painter, area, left, room, tag.name, tag_color(tag), right_to_left)
            left += width + self._gap
            room -= width + self._gap

    def _pill(
        self,
        painter: QPainter,
        area: QRect,
        left: int,
        room: int,
        text: str,
        color: ColorName,
        right_to_left: bool,
    ) -> None:
        height = self._metrics.height() + self._theme.px(4)
        width = min(self._pill_width(text), room)
        pill = QRect(left, area.center().y() - height // 2 + 1, width, height)
        if right_to_left:
            pill = QStyle.visualRect(Qt.LayoutDirection.RightToLeft, area, pill)
        if width >= self._pill_width("+9"):
            paint_pill(painter, self._theme, pill, text, color)

    def _pill_width(self, text: str) -> int:
        return self._metrics.horizontalAdvance(text) + self._theme.px(14)
