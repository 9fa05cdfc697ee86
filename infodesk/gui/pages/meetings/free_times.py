"""The window that finds free times to offer: calendars and hours, the windows, and their text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.calendars import CalendarFile, Span
from infodesk.core.errors import BadValue, UserError
from infodesk.gui.ask import FileKind
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.picker import Option, Picker
from infodesk.gui.pages.meetings.schedule import LengthChoice, inset
from infodesk.gui.pages.meetings.times_words import (
    window_words,
    windows_in_a_sentence,
    windows_in_lines,
)
from infodesk.gui.pages.meetings.zones import find_zones, system_zone, zone_words
from infodesk.gui.widgets import (
    Button,
    Card,
    Field,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SectionHeading,
)
from infodesk.gui.widgets.room import screen_room
from infodesk.operations import free_times
from infodesk.words import t, tn
from infodesk.words.errors import explain


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The times that were chosen: as lines, as part of a sentence, and in which zone."""

    lines: str
    sentence: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What else can be done with the times than to copy them, in words."""

    words: str
    run: Callable[[Offered], object]


class FreeTimesSheet(QDialog):
    """Offers free times; modal to its window. `use` is what they are for besides copying."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        zone: str = "",
        theirs: str = "",
        minutes: int = 20,
        use: Use | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self._home, self._use = desk, zone or system_zone(), use
        theme = desk.theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Free times to offer"))
        self.loaded = PlainLabel(theme, "", "body", "muted", wrap=True)
        self.load = Button(theme, t("Load a calendar…"), icon="calendar", key="Ctrl+O")
        self.forget = QuietButton(theme, t("Forget it"))
        self.zone = Picker(theme, self._find_zones, t("Type a city"))
        self.zone.choose(self._zone_option(theirs or self._home))
        hours = free_times.hours(desk.store)
        self.start, self.end = QTimeEdit(), QTimeEdit()
        for edit, moment in ((self.start, hours.start), (self.end, hours.end)):
            inset(edit, desk)
            edit.setTime(QTime(moment.hour, moment.minute))
        self.minutes = LengthChoice(desk)
        self.minutes.set_value(minutes)
        self.zone_field = Field(theme, t("Their time zone"), self.zone)
        self.start_field = Field(theme, t("I can talk from"), self.start)
        self.end_field = Field(theme, t("to"), self.end)
        self.minutes_field = Field(theme, t("Length"), self.minutes)
        self.boxes: list[QCheckBox] = []
        self._windows: tuple[Span, ...] = ()
        self.nothing = PlainLabel(
            theme,
            t("Nothing is free in the next two weeks. Allow more hours, or a shorter talk."),
            "body", "muted", wrap=True,
        )  # fmt: skip
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(t("The times as text"))
        self.copy = Button(theme, t("Copy"), icon="copy", key="Ctrl+Shift+C")
        self.use = PrimaryButton(theme, use.words if use else "", key="Ctrl+Return")
        self.use.setVisible(use is not None)
        self.done_ = Button(theme, t("Done"), key="Esc")
        self._build()
        self._listen()
        self._fit(parent)
        self._show_loaded()
        self.find_windows()
        self.load.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        calendars = QHBoxLayout()
        calendars.setSpacing(px(8))
        calendars.addWidget(self.loaded, 1)
        calendars.addWidget(self.forget)
        calendars.addWidget(self.load)
        top = Qt.AlignmentFlag.AlignTop
        hours = QHBoxLayout()
        hours.setSpacing(px(12))
        for field, share in ((self.zone_field, 3), (self.start_field, 1), (self.end_field, 1)):
            hours.addWidget(field, share, top)
        self._list = Card(theme, margin=12, gap=4)
        self._list.body.addWidget(self.nothing)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(24), px(16), px(24), px(8))
        column.setSpacing(px(12))
        column.addWidget(PlainLabel(theme, t("Free times to offer"), "title"))
        column.addLayout(calendars)
        column.addLayout(hours)
        column.addWidget(self.minutes_field)
        column.addWidget(SectionHeading(theme, t("Offer these")))
        column.addWidget(self._list)
        column.addWidget(SectionHeading(theme, t("As text")))
        column.addWidget(self.text)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(8), px(24), px(14))
        foot.setSpacing(px(8))
        foot.addWidget(self.done_)
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.use)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        self._scroll = scroll

    def _listen(self) -> None:
        self.load.clicked.connect(self.ask_for_calendars)
        self.forget.clicked.connect(self.desk.busy.forget)
        self.zone.changed.connect(self.find_windows)
        self.minutes.changed.connect(self.find_windows)
        self.minutes.box.valueChanged.connect(lambda _value: self.find_windows())
        for edit in (self.start, self.end):
            edit.timeChanged.connect(lambda _value: self._set_hours())
        self.copy.clicked.connect(self.copy_text)
        self.use.clicked.connect(self.use_times)
        self.done_.clicked.connect(self.reject)
        for keys, run in (
            ("Ctrl+O", self.ask_for_calendars),
            ("Ctrl+Shift+C", self.copy_text),
            ("Ctrl+Return", self.use_times),
        ):
            QShortcut(QKeySequence(keys), self, run)
        self.destroyed.connect(self.desk.busy.subscribe(self._calendars_changed))

    def _fit(self, parent: QWidget | None) -> None:
        room = parent.size() if parent else screen_room()
        px = self.desk.theme.px
        self.resize(min(px(720), room.width() - 48), min(px(800), room.height() - 48))

    # Calendars

    def ask_for_calendars(self) -> None:
        """Have the person choose calendars to load."""
        kinds = [FileKind(text=t("Calendar"), patterns=("*.ics", "*.ical", "*.ifb"))]
        take = partial(load_calendars, self.desk, self._home)
        self.desk.ask.open_files(t("Load a calendar"), kinds, take, many=True)

    def _calendars_changed(self) -> None:
        self._show_loaded()
        self.find_windows()

    def _show_loaded(self) -> None:
        names = self.desk.busy.names
        self.forget.setVisible(bool(names))
        if not names:
            self.loaded.setText(
                t("Around your meetings here. Load your calendar, saved as an .ics file, to "
                  "leave out what is in it; it is forgotten when you lock.")
            )  # fmt: skip
            return
        words = t("Around your meetings and {names}.", names=", ".join(names))
        count = tn("{count} busy time", "{count} busy times", len(self.desk.busy.spans()))
        left = self.desk.busy.left
        parts = [words, f"{count}; {t('forgotten when you lock')}."]
        if left:
            parts.append(
                tn("{count} entry could not be read.", "{count} entries could not be read.", left)
            )
        self.loaded.setText(" ".join(parts))

    # Finding

    def _set_hours(self) -> None:
        start, end = (edit.time().toPython() for edit in (self.start, self.end))
        try:
            free_times.set_hours(self.desk.store, start, end)  # type: ignore[arg-type]
        except BadValue as error:
            self.end_field.set_error(explain(error))
            return
        except UserError as error:
            self.desk.notices.failed(error)
            return
        self.end_field.set_error("")
        self.find_windows()

    def find_windows(self) -> None:
        """Find what is free, and choose what to offer."""
        offer = free_times.find(
            self.desk.store,
            self.desk.busy.spans(),
            mine=self._home,
            theirs=self._theirs(),
            minutes=self.minutes.value(),
        )
        for box in self.boxes:
            self._list.body.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = []
        self._windows = offer.windows
        for span in offer.windows:
            words = window_words(span, self._theirs(), self._home)
            box = QCheckBox(words.replace("&", "&&"))
            box.setAccessibleName(words)
            box.setChecked(span in offer.offered)
            box.toggled.connect(lambda _on: self._show_text())
            self._list.body.addWidget(box)
            self.boxes.append(box)
        self.nothing.setVisible(not offer.windows)
        self._show_text()

    def _theirs(self) -> str:
        return self.zone.value or self._home

    def chosen(self) -> Sequence[Span]:
        """Return the windows to offer."""
        return [
            span for span, box in zip(self._windows, self.boxes, strict=True) if box.isChecked()
        ]

    def _show_text(self) -> None:
        spans = self.chosen()
        lines = windows_in_lines(spans, self._theirs(), self._home) if spans else ""
        self.text.setPlainText(lines)
        rows = max(len(spans), 2) + 1
        height = self.text.fontMetrics().lineSpacing() * rows
        self.text.setFixedHeight(height + self.desk.theme.px(40))
        for button in (self.copy, self.use):
            button.setEnabled(bool(spans))

    # Using

    def copy_text(self) -> None:
        """Copy the times."""
        if self.chosen():
            self.desk.clipboard.copy(self.text.toPlainText(), private=False)
            self.desk.notices.toast(t("Copied the times."), undo=False)

    def use_times(self) -> None:
        """Put the times where they are for, and close."""
        spans = self.chosen()
        if self._use is None or not spans:
            return
        offered = Offered(
            lines=self.text.toPlainText(),
            sentence=windows_in_a_sentence(spans, self._theirs(), self._home),
            zone=self._theirs(),
        )
        use = self._use
        self.accept()
        use.run(offered)

    def _find_zones(self, query: str) -> Sequence[Option]:
        return [self._zone_option(name) for name in find_zones(query)]

    def _zone_option(self, name: str) -> Option:
        return Option(value=name, text=zone_words(name, self.desk.clock()))


def load_calendars(desk: Desk, zone: str, paths: Sequence[Path]) -> None:
    """Read calendars, one after the other; what is refused is said."""

    def read(name: str, file: CalendarFile) -> None:
        desk.busy.load(name, file)

    for path in paths:
        desk.jobs.threaded(
            free_times.read_busy(path, desk.clock(), zone),
            title=t("Reading the calendar"),
            done=partial(read, path.name),
        )


def open_free_times(
    desk: Desk,
    over: QWidget | None,
    *,
    paths: Sequence[Path] = (),
    zone: str = "",
    theirs: str = "",
    minutes: int = 20,
    use: Use | None = None,
) -> FreeTimesSheet:
    """Open the window, with calendars to load or none; one that is open takes them."""
    shown = over.findChildren(FreeTimesSheet) if over is not None else []
    sheet = next((each for each in shown if each.isVisible()), None)
    if sheet is None:
        sheet = FreeTimesSheet(desk, over, zone=zone, theirs=theirs, minutes=minutes, use=use)
        sheet.open()
    load_calendars(desk, zone or system_zone(), paths)
    return sheet
