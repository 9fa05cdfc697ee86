"""The window of a report: what goes in, what others may not learn, and how it will read."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.errors import UserError
from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.progress import Job
from infodesk.core.redaction import short_name
from infodesk.core.report import Report
from infodesk.core.report_choice import (
    OF_MEETINGS,
    OF_PEOPLE,
    ReportChoice,
    Section,
    known_sections,
)
from infodesk.formats.plain_text import to_text
from infodesk.gui.ask import FileKind
from infodesk.gui.desk import Desk
from infodesk.gui.exporting import file_name, print_report, save_text, usual_paper
from infodesk.gui.jobs import JobRun
from infodesk.gui.widgets import (
    Button,
    FlowLayout,
    Picture,
    PlainLabel,
    PrimaryButton,
    SectionHeading,
)
from infodesk.gui.widgets.room import screen_room
from infodesk.operations import reporting
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.words import t, tn
from infodesk.words.errors import explain
from infodesk.words.records import Words, say

SIDE_BY_SIDE = 720
"""From this width on (at a text scale of 1) the preview stands beside the choices."""

MOST_SHOWN = 40_000
"""Letters of the preview: as many as anybody reads before saving."""

_WAIT_MS = 120


class ReportDialog(QDialog):
    """Asks what a report of people or of meetings holds, shows it, then asks for the file's name.

    What is chosen is remembered on this computer.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        people: Sequence[PersonId] = (),
        meetings: Sequence[MeetingId] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._people, self._meetings = list(people), list(meetings)
        db = desk.store.db
        self._kept_people = person_rows.shareable(db, self._people) if people else []
        self._kept_meetings = meeting_rows.shareable(db, self._meetings) if meetings else []
        self._preview: JobRun | None = None
        theme, px = desk.theme, desk.theme.px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Report"))
        self.sections: dict[Section, QCheckBox] = {}
        self.redact = QCheckBox(t("Hide who it is about"))
        self.companies = QCheckBox(t("Hide companies and schools, too"))
        self.form, self.paper = QComboBox(), QComboBox()
        self.text = QPlainTextEdit()
        self.count = PlainLabel(theme, "", "small", "muted")
        self.go = PrimaryButton(theme, t("Save…"), key="Return")
        self.cancel = Button(theme, t("Cancel"))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._read)
        self._load()
        self._build()
        room = parent.window().size() if parent else screen_room()
        self.resize(min(px(1000), room.width() - px(32)), min(px(740), room.height() - px(32)))
        self._listen()
        self._show_choice()
        self.redact.setFocus()

    # The window

    def _load(self) -> None:
        """Take up what was chosen last."""
        chosen = self._desk.settings.now
        left_out = known_sections(chosen.report_left_out)
        for section in OF_PEOPLE if self._people else OF_MEETINGS:
            box = QCheckBox(say(f"section-{section.value}"))
            box.setChecked(section not in left_out)
            self.sections[section] = box
        self.redact.setChecked(chosen.report_redact)
        self.companies.setChecked(chosen.report_hide_companies)
        usual = {"a4": "A4", "letter": t("Letter")}[usual_paper()]
        for combo, choices, now in (
            (
                self.form,
                (("pdf", t("PDF")), ("markdown", t("Markdown")), ("text", t("Text"))),
                chosen.report_form,
            ),
            (
                self.paper,
                (("", t("{paper}, as usual here", paper=usual)), ("a4", "A4"),
                 ("letter", t("Letter"))),
                chosen.paper,
            ),
        ):  # fmt: skip
            for value, words in choices:
                combo.addItem(words, value)
            combo.setCurrentIndex(combo.findData(now))
        self.form.setAccessibleName(t("Form"))
        self.paper.setAccessibleName(t("Paper"))

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.px
        choices = QVBoxLayout()
        choices.setSpacing(px(4))
        choices.addWidget(SectionHeading(theme, t("If others read it")))
        choices.addWidget(self.redact)
        below = QVBoxLayout()
        below.setContentsMargins(px(22), 0, 0, 0)
        below.setSpacing(px(6))
        words = t(
            "Initials stand for everybody in your vault; addresses, numbers and links are left "
            "out. The first name of somebody you never dealt with may stay: read the preview."
        )
        below.addWidget(PlainLabel(theme, words, "small", "muted", wrap=True))
        below.addWidget(self.companies)
        choices.addLayout(below)
        choices.addSpacing(px(10))
        choices.addWidget(SectionHeading(theme, t("What goes in")))
        for section, box in self.sections.items():
            inside = bool(self._people) and section in OF_MEETINGS
            line = QHBoxLayout()
            line.addSpacing(px(22) if inside else 0)
            line.addWidget(box, 1)
            choices.addLayout(line)
        choices.addStretch(1)
        shown = QVBoxLayout()
        shown.setSpacing(px(6))
        shown.addWidget(SectionHeading(theme, self._preview_title()))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(t("Preview"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(220))
        shown.addWidget(self.text, 1)
        shown.addWidget(self.count)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(px(24))
        self._halves.addLayout(choices, 2)
        self._halves.addLayout(shown, 3)
        inner = QWidget()
        inner.setMinimumWidth(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(24), px(20), px(24), px(8))
        column.setSpacing(px(10))
        column.addWidget(PlainLabel(theme, t("Report"), "title"))
        column.addWidget(PlainLabel(theme, self._who(), "body", "muted", wrap=True))
        file = QWidget()
        flow = FlowLayout(theme, file, gap=8)
        flow.addWidget(self.form)
        flow.addWidget(self.paper)
        column.addWidget(file)
        column.addLayout(self._halves, 1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(10), px(24), px(18))
        foot.setSpacing(px(8))
        foot.addWidget(Picture(theme, "warning", "warn"))
        words = t("The file will not be encrypted: whoever can open it can read it.")
        foot.addWidget(PlainLabel(theme, words, "small", "warn", wrap=True), 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def _listen(self) -> None:
        for box in (*self.sections.values(), self.redact, self.companies):
            box.toggled.connect(self._show_choice)
        self.form.currentIndexChanged.connect(self._show_choice)
        self.paper.currentIndexChanged.connect(self._show_choice)
        self.go.setDefault(True)
        self.go.clicked.connect(self.save)
        self.cancel.clicked.connect(self.reject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview beside the choices where there is room, else below them."""
        super().resizeEvent(event)
        wide = self.width() >= self._desk.theme.px(SIDE_BY_SIDE)
        side = QBoxLayout.Direction
        self._halves.setDirection(side.LeftToRight if wide else side.TopToBottom)

    def _who(self) -> str:
        """Return whom it is about, and how many stay out."""
        if self._people:
            said = tn("{count:,} person", "{count:,} people", len(self._kept_people))
            private = len(self._people) - len(self._kept_people)
        else:
            said = tn("{count:,} meeting", "{count:,} meetings", len(self._kept_meetings))
            private = len(self._meetings) - len(self._kept_meetings)
        stays = tn(
            "{count:,} kept private is left out",
            "{count:,} kept private are left out",
            private,
        )
        lines = t("lines marked ~ are never in it")
        return " · ".join([said, stays, lines] if private else [said, lines])

    def _preview_title(self) -> str:
        if len(self._kept_people) + len(self._kept_meetings) > 1:
            return t("Preview of the first")
        return t("Preview")

    # What is chosen

    @property
    def choice(self) -> ReportChoice:
        """What is chosen now."""
        out = {section for section, box in self.sections.items() if not box.isChecked()}
        if self._people and Section.MEETINGS in out:
            out |= set(OF_MEETINGS)
        return ReportChoice(
            left_out=frozenset(out),
            redact=self.redact.isChecked(),
            hide_companies=self.redact.isChecked() and self.companies.isChecked(),
        )

    def _show_choice(self) -> None:
        """Show which choices matter, and read the preview again soon."""
        self.companies.setEnabled(self.redact.isChecked())
        contact = self.sections.get(Section.CONTACT)
        if contact is not None:
            contact.setEnabled(not self.redact.isChecked())
        if self._people:
            for section in OF_MEETINGS:
                self.sections[section].setEnabled(self.sections[Section.MEETINGS].isChecked())
        self.paper.setEnabled(self.form.currentData() == "pdf")
        self._wait.start()

    def _remember(self) -> None:
        """Keep what was chosen; sections that this report cannot have stay as they were."""
        settings = self._desk.settings
        others = known_sections(settings.now.report_left_out) - set(self.sections)
        out = {section for section, box in self.sections.items() if not box.isChecked()}
        settings.change(
            report_left_out=sorted(section.value for section in others | out),
            report_redact=self.redact.isChecked(),
            report_hide_companies=self.companies.isChecked(),
            report_form=self.form.currentData(),
            paper=self.paper.currentData(),
        )

    # The preview

    def _read(self) -> None:
        if self._preview is not None and not self._preview.over:
            self._preview.cancel()
        self._preview = self._desk.jobs.sliced(
            self._job(first=True), done=self._show, failed=self._show_refusal
        )

    def _show(self, report: Report) -> None:
        text = to_text(report)
        shown = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
        bar = self.text.verticalScrollBar()
        place = bar.value()
        self.text.setPlainText(shown)
        bar.setValue(place)
        self.count.setText(tn("{count:,} word", "{count:,} words", len(text.split())))
        self.go.setEnabled(True)

    def _show_refusal(self, error: UserError) -> None:
        self.text.setPlainText(explain(error))
        self.count.setText("")
        self.go.setEnabled(False)

    def _job(self, *, first: bool = False) -> Job[Report]:
        store, wording = self._desk.store, Words()
        if self._people:
            people = (self._kept_people or self._people)[:1] if first else self._people
            return reporting.report_people(store, people, wording, self.choice)
        meetings = (self._kept_meetings or self._meetings)[:1] if first else self._meetings
        return reporting.report_meetings(store, meetings, wording, self.choice)

    # The file

    def _name(self) -> str:
        """Return what the file is called unless somebody says otherwise."""
        db = self._desk.store.db
        if self._people:
            name = t("People")
            if len(self._people) == 1:
                name = self._called(person_rows.get(db, self._people[0]).name)
            return name
        if len(self._meetings) == 1:
            meeting = meeting_rows.get(db, self._meetings[0])
            return f"{self._called(meeting.person_name)} {meeting.local_start:%Y-%m-%d}"
        return t("Meeting notes")

    def _called(self, name: str) -> str:
        return short_name(name) if self.redact.isChecked() else name

    def save(self) -> None:
        """Ask for the file's name and write it."""
        self._remember()
        ending = {"pdf": "pdf", "markdown": "md", "text": "txt"}[self.form.currentData()]
        kinds = [FileKind(text=self.form.currentText(), patterns=(f"*.{ending}",))]
        name = f"{file_name(self._name())}.{ending}"
        self._desk.ask.save_file(t("Export"), name, kinds, self._named)

    def _named(self, target: Path) -> None:
        desk, form = self._desk, self.form.currentData()

        def collected(report: Report) -> None:
            if form == "pdf":
                print_report(desk, report, target)
            else:
                save_text(desk, report, target, form)

        desk.jobs.sliced(self._job(), title=t("Exporting"), done=collected)
        self.accept()

    def done(self, result: int) -> None:
        """Read no more once the window is closed."""
        self._wait.stop()
        if self._preview is not None and not self._preview.over:
            self._preview.cancel()
        super().done(result)
