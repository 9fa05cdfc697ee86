"""Draw every widget in every palette, right to left and at 200 %, and save the pictures."""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.resources import resource
from infodesk.gui.theme import HUES, Mode, Theme
from infodesk.gui.widgets import (
    COLOR_ROLE,
    KEY_ROLE,
    Avatar,
    Banner,
    Button,
    Card,
    Chip,
    ElidedLabel,
    EmptyState,
    Field,
    FlowLayout,
    IconButton,
    InlineEdit,
    KeyHint,
    NumberCell,
    NumberField,
    PassphraseField,
    PersonCell,
    Picture,
    PillCell,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SearchField,
    SectionHeading,
    StatusDot,
    StrengthMeter,
    Tabs,
    TagChip,
    TextCell,
    Toast,
    dress_table,
)

PICTURES = Path(__file__).resolve().parent / "pictures"

PEOPLE = [
    ("Maya Chen", "Head of Data", "Northwind Health", "Met", "accent", "today", "1"),
    ("Tomás Ortega", "Clinical analyst", "Alder Hospitals", "Scheduled", "info", "—", "4"),
    ("Ruth Sandoval", "Product lead", "Kestrel", "Scheduled", "info", "—", "6"),
    ("Elif Varga", "Data steward", "Meridian", "Asked", "warn", "7", "11"),
    ("Amina Bello", "Analytics manager", "Orchard", "Warm", "good", "—", "34"),
    ("Jun Kanda (Яна, ليلى)", "Data engineer", "Example Medical", "Spotted", "muted", "—", "—"),
    ("William Hypothetical the Third", "Director", "Sample Regional", "Closed", "muted", "—", "58"),
]
COLUMNS = ("Name", "Position", "Company", "Stage", "Waiting", "Quiet")


class PeopleModel(QAbstractTableModel):
    """A handful of invented people."""

    def rowCount(self, parent=None):
        return len(PEOPLE)

    def columnCount(self, parent=None):
        return len(COLUMNS)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        person = PEOPLE[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (*person[:4], *person[5:])[index.column()]
        if role == KEY_ROLE:
            return index.row()
        return person[4] if role == COLOR_ROLE and index.column() == 3 else None

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section > 3:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None


def table(theme: Theme) -> QTableView:
    view = QTableView()
    model = PeopleModel(view)
    view.setModel(model)
    text, number = TextCell(theme), NumberCell(theme)
    dress_table(theme, view, [PersonCell(theme), text, text, PillCell(theme), number, number])
    for column, width in enumerate((190, 140, 140, 110, 70, 60)):
        view.setColumnWidth(column, theme.px(width))
    view.horizontalHeader().setSortIndicatorShown(True)
    view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    view.setCurrentIndex(model.index(1, 0))
    view.horizontalHeader().setStretchLastSection(True)
    view.setMinimumHeight(theme.row_height() * 8 + theme.px(8))
    return view


def row(theme: Theme, *widgets: QWidget) -> QWidget:
    holder = QWidget()
    layout = FlowLayout(theme, holder)
    for widget in widgets:
        layout.addWidget(widget)
    return holder


def task(theme: Theme, key: int, name: str, role: str, story: str, pill: tuple, *buttons: QWidget):
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, theme.px(4), 0, theme.px(4))
    line.setSpacing(theme.px(12))
    line.addWidget(Avatar(theme, name, key, size=34))
    words = QVBoxLayout()
    words.setSpacing(theme.px(1))
    top = QHBoxLayout()
    top.setSpacing(theme.px(8))
    top.addWidget(PlainLabel(theme, name, "strong"))
    top.addWidget(ElidedLabel(theme, role, "small", "muted"), 1)
    words.addLayout(top)
    words.addWidget(ElidedLabel(theme, story, "small"))
    line.addLayout(words, 1)
    line.addWidget(TagChip(theme, *pill))
    for button in buttons:
        line.addWidget(button)
    return holder


def buttons_card(theme: Theme) -> Card:
    card = Card(theme)
    card.body.addWidget(SectionHeading(theme, "Buttons"))
    off = Button(theme, "Switched off", icon="trash")
    off.setEnabled(False)
    checked = IconButton(theme, "star-filled", "Starred", checkable=True)
    checked.setChecked(True)
    card.body.addWidget(
        row(
            theme,
            PrimaryButton(theme, "New person", icon="person-add"),
            Button(theme, "Import"),
            PrimaryButton(theme, "Open in mail", key="Ctrl+Return"),
            Button(theme, "Delete for good", kind="danger", icon="trash"),
            off,
        )
    )
    card.body.addWidget(
        row(
            theme,
            Button(theme, "Draft", key="P", size="small"),
            Button(theme, "Done", key="D", size="small"),
            QuietButton(theme, "Use the recovery code"),
            QuietButton(theme, "Open", icon="external"),
            IconButton(theme, "more", "More"),
            IconButton(theme, "pencil", "Edit"),
            checked,
            QPushButton("Qt's own"),
            KeyHint(theme, "Ctrl+K"),
            KeyHint(theme, "?"),
        )
    )
    return card


def typing_card(theme: Theme) -> Card:
    card = Card(theme)
    card.body.addWidget(SectionHeading(theme, "Typing"))
    card.body.addWidget(SearchField(theme, "Go, do or find anything", key="Ctrl+K"))
    wrong = Field(theme, "E-mail", QLineEdit("maya.chen@example"))
    wrong.set_error("An e-mail address needs a dot after the @.")
    card.body.addWidget(wrong)
    secret = PassphraseField(theme, "Passphrase")
    secret.setText("correct horse battery")
    meter = StrengthMeter(theme)
    meter.show_strength(3, "Good: about 62 bits. A stranger would need centuries.")
    card.body.addWidget(secret)
    card.body.addWidget(meter)
    combo, spin = QComboBox(), NumberField(theme, "Minutes", 5, 240)
    combo.addItems(["by video", "by phone", "in person"])
    spin.setValue(20)
    check, half, radio = QCheckBox("Ask again"), QCheckBox("Some"), QRadioButton("Mostly")
    check.setChecked(True)
    half.setTristate(True)
    half.setCheckState(Qt.CheckState.PartiallyChecked)
    radio.setChecked(True)
    none = QCheckBox("Not yet")
    card.body.addWidget(row(theme, combo, spin))
    card.body.addWidget(row(theme, check, half, none, radio, QRadioButton("Never")))
    note = QPlainTextEdit("Half of the week is data quality.")
    note.setMaximumHeight(theme.px(56))
    card.body.addWidget(note)
    progress = QProgressBar()
    progress.setValue(62)
    progress.setTextVisible(False)
    card.body.addWidget(progress)
    return card


def person_card(theme: Theme) -> Card:
    card = Card(theme, gap=10)
    head = QHBoxLayout()
    head.setSpacing(theme.px(14))
    head.addWidget(Avatar(theme, "Maya Chen", 7, size=48))
    words = QVBoxLayout()
    words.setSpacing(theme.px(2))
    words.addWidget(PlainLabel(theme, "Maya Chen", "title"))
    words.addWidget(PlainLabel(theme, "Head of Data at Northwind Health", "body", "muted"))
    head.addLayout(words, 1)
    card.body.addLayout(head)
    tags = [TagChip(theme, hue, hue, removable=True) for hue in HUES]
    card.body.addWidget(row(theme, TagChip(theme, "Met", "accent"), *tags))
    banner = Banner(
        theme,
        "Draft ready from 3 of your marks",
        "bad",
        title="Thank-you, due an hour ago",
        action="Write thanks",
    )
    card.body.addWidget(banner)
    inline = InlineEdit(theme, "Position", "Head of Data")
    card.body.addWidget(inline)
    editing = InlineEdit(theme, "Company", "Northwind Health")
    card.body.addWidget(editing)
    editing.edit()
    tabs = Tabs(theme, "About this person")
    for name in ("Timeline", "Notes", "Research", "Questions", "Referrals"):
        tabs.add(name, QWidget())
    card.body.addWidget(tabs)
    dots = [StatusDot(theme, "Saved"), StatusDot(theme, "Not saved", "bad")]
    card.body.addWidget(row(theme, *dots, StatusDot(theme, "Partly", "warn")))
    return card


def notices_card(theme: Theme) -> Card:
    card = Card(theme, gap=8)
    card.body.addWidget(SectionHeading(theme, "Notices"))
    said = [
        ("info", "Nothing is sent by InfoDesk. It opens your mail program.", ""),
        ("warn", "A PDF is not encrypted. Whoever has the file can read it.", "I know"),
        ("bad", "This change could not be saved: the disk is full.", "Try again"),
        ("good", "1,967 people came in, 12 were already here.", "Undo"),
    ]
    for tone, sentence, action in said:
        card.body.addWidget(Banner(theme, sentence, tone, action=action, dismissible=not action))
    empty = EmptyState(
        theme,
        "people",
        "People you meet or want to meet appear here. Bring your LinkedIn connections, "
        "or start with one.",
        "Add one person",
        title="Nobody yet",
        key="Ctrl+N",
    )
    card.body.addWidget(empty)
    return card


def today_card(theme: Theme) -> Card:
    card = Card(theme, gap=6)
    card.body.addWidget(PlainLabel(theme, "Today", "section"))
    small = [Button(theme, text, key=text[0], size="small") for text in ("Draft", "Snooze", "Prep")]
    first = task(
        theme,
        1,
        "Maya Chen",
        "Head of Data · Northwind Health",
        "Met yesterday 15:00. Your marks: “start with registries, not dashboards”",
        ("Thank-you overdue", "bad"),
        small[0],
        small[1],
    )
    second = task(
        theme,
        2,
        "Tomás Ortega",
        "Clinical analyst",
        "20 minutes by video. Readiness 3 of 4",
        ("Meeting 14:30", "accent"),
        small[2],
    )
    card.body.addWidget(first)
    card.body.addWidget(second)
    return card


def icons_card(theme: Theme) -> Card:
    card = Card(theme)
    card.body.addWidget(SectionHeading(theme, "Icons"))
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    for place, name in enumerate(names):
        grid.addWidget(Picture(theme, name, "text", size=20), place // 21, place % 21)
    card.body.addWidget(holder)
    return card


def gallery(theme: Theme) -> QWidget:
    page = QWidget()
    layout = QGridLayout(page)
    layout.setSpacing(theme.px(16))
    layout.setContentsMargins(*[theme.px(24)] * 4)
    header = QHBoxLayout()
    header.addWidget(PlainLabel(theme, "People", "title"))
    header.addWidget(PlainLabel(theme, "1,967 in this vault", "small", "muted"))
    header.addStretch(1)
    layout.addLayout(header, 0, 0, 1, 3)
    chips = [Chip(theme, "In my pipeline", 24), Chip(theme, "Everyone", 1967)]
    chips += [Chip(theme, "No next step", 2), Chip(theme, "Quiet for 30 days", 5)]
    chips[0].setChecked(True)
    layout.addWidget(row(theme, *chips), 1, 0, 1, 3)
    left, middle, right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
    for column, cards in (
        (left, (buttons_card(theme), typing_card(theme))),
        (middle, (person_card(theme), icons_card(theme))),
        (right, (notices_card(theme),)),
    ):
        column.setSpacing(theme.px(16))
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
    layout.addLayout(left, 2, 0)
    layout.addLayout(middle, 2, 1)
    layout.addLayout(right, 2, 2)
    layout.addWidget(today_card(theme), 3, 0, 1, 3)
    layout.addWidget(table(theme), 4, 0, 1, 3)
    for column in range(3):
        layout.setColumnStretch(column, 1)
    return page


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--family", help="a font family instead of the system's")
    chosen = options.parse_args()
    app = QApplication([])
    if chosen.family:
        app.setFont(QFont(chosen.family, 10))
    theme = Theme()
    PICTURES.mkdir(exist_ok=True)
    shots: list[tuple[str, Mode, float, bool]] = [
        ("gallery_light", "light", 1.0, False),
        ("gallery_dark", "dark", 1.0, False),
        ("gallery_contrast", "contrast", 1.0, False),
        ("gallery_rtl", "light", 1.0, True),
        ("gallery_200", "light", 2.0, False),
    ]
    for name, mode, scale, mirrored in shots:
        theme.apply(app, mode, scale)
        direction = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        app.setLayoutDirection(direction)
        page = gallery(theme)
        width = theme.px(1440)
        page.resize(width, page.layout().totalHeightForWidth(width))
        page.show()
        toast = Toast(theme, page)
        app.processEvents()
        toast.say("Removed Greta Imaginova from the shortlist")
        app.processEvents()
        page.grab().save(str(PICTURES / f"{name}.png"))
        print(PICTURES / f"{name}.png")
        page.close()
        page.deleteLater()
        app.processEvents()


if __name__ == "__main__":
    main()
