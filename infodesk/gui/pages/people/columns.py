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
from infodesk.gui.widgets.painting import Discs, paint_pill
from infodesk.gui.widgets.rows import Cell, Index
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words, day_nearby
from infodesk.words.next_steps import step_words
from infodesk.words.records import say

TAGS_ROLE = int(Qt.ItemDataRole.UserRole) + 20
"""The tags of a person, for the cell that paints them."""

BADGES_ROLE = int(Qt.ItemDataRole.UserRole) + 21
"""The icons that warn beside a name."""

STRENGTH_ROLE = int(Qt.ItemDataRole.UserRole) + 22
"""How well I know a person, 1 to 5 or None."""

BADGE_COLORS: dict[str, ColorName] = {"ban": "bad", "lock": "warn"}

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
    usual = {"strength": [""], "quiet": ["1,000"], "connected_on": ["29 Sep 2026"]}
    return usual.get(column_id, [])


def strength_words(strength: int | None) -> str:
    """Return how well I know somebody in words: "4 · Would gladly help"; "—" for not said."""
    return NOTHING if strength is None else f"{strength} · {say(f'strength-{strength}')}"


def badges(row: PersonRow) -> tuple[str, ...]:
    """Return the icons that warn beside a name: not to be contacted, private."""
    return (*(("ban",) if row.do_not_contact else ()), *(("lock",) if row.keep_private else ()))


def spoken_name(row: PersonRow) -> str:
    """Return a name with what its badges mean."""
    flags = (
        t("Do not contact") if row.do_not_contact else "",
        t("Private") if row.keep_private else "",
    )
    return ", ".join(part for part in (row.name, *flags) if part)


def people_columns(today: Callable[[], date]) -> list[Column[PersonRow]]:
    """Return every column there is, in their usual order."""
    return [
        Column(
            id="name",
            title=t("Name"),
            text=lambda row: row.name,
            tip=spoken_name,
            spoken=spoken_name,
            roles={KEY_ROLE: lambda row: int(row.id), BADGES_ROLE: badges},
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
            text=lambda row: step_words(row.next_step_kind, row.next_step) or NOTHING,
            roles={COLOR_ROLE: lambda row: None if row.next_step_kind else "muted"},
            spoken=lambda row: step_words(row.next_step_kind, row.next_step) or t("no next step"),
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
        Column(
            id="strength",
            title=t("Strength"),
            text=lambda row: strength_words(row.strength),
            tip=lambda row: (
                say(f"strength-{row.strength}-means") if row.strength else t("Not said yet")
            ),
            spoken=lambda row: strength_words(row.strength) if row.strength else t("Not said yet"),
            roles={STRENGTH_ROLE: lambda row: row.strength},
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


def people_cells(theme: Theme, discs: Discs | None = None) -> Sequence[Cell]:
    """Return how each of `people_columns` is painted; `discs` returns pictures of people."""
    return [
        BadgedPersonCell(theme, discs=discs),
        TextCell(theme),
        TextCell(theme),
        PillCell(theme),
        TextCell(theme),
        NumberCell(theme),
        NumberCell(theme),
        TagsCell(theme),
        NumberCell(theme),
        StrengthCell(theme),
    ]


class BadgedPersonCell(PersonCell):
    """A name with its badges at the far side of the cell."""

    def paint(self, painter: QPainter, area: QRect, index: Index, right_to_left: bool) -> None:
        """Paint avatar, name and badges."""
        icons: tuple[str, ...] = index.data(BADGES_ROLE) or ()
        if not icons:
            super().paint(painter, area, index, right_to_left)
            return
        px, side = self._theme.px, self._theme.px(15)
        taken = len(icons) * (side + px(4)) + px(4)
        words = area.adjusted(0, 0, -taken, 0)
        if right_to_left:
            words = QStyle.visualRect(Qt.LayoutDirection.RightToLeft, area, words)
        super().paint(painter, words, index, right_to_left)
        ratio = painter.device().devicePixelRatio()
        for place, name in enumerate(icons):
            left = area.right() - taken + place * (side + px(4)) + px(2)
            spot = QRect(left, area.center().y() - side // 2 + 1, side, side)
            if right_to_left:
                spot = QStyle.visualRect(Qt.LayoutDirection.RightToLeft, area, spot)
            painter.drawPixmap(spot, self._theme.pixmap(name, BADGE_COLORS[name], 15, ratio))


class StrengthCell:
    """How well I know somebody: five dots, as many filled."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def restyle(self) -> None:
        """Nothing is kept."""

    def width(self, _text: str) -> int:
        """Return the width in pixels of five dots."""
        return 2 * self._theme.px(8) + 5 * self._theme.px(11)

    def paint(self, painter: QPainter, area: QRect, index: Index, right_to_left: bool) -> None:
        """Paint the dots from the reading side; none while nothing was said."""
        strength = index.data(STRENGTH_ROLE)
        if not strength:
            return
        px = self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(5):
            left = area.left() + px(8) + place * px(11)
            dot = QRect(left, area.center().y() - px(3), px(7), px(7))
            if right_to_left:
                dot = QStyle.visualRect(Qt.LayoutDirection.RightToLeft, area, dot)
            filled = self._theme.color("accent" if place < strength else "surface")
            painter.setPen(self._theme.color("accent" if place < strength else "edge"))
            painter.setBrush(filled)
            painter.drawEllipse(dot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


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
