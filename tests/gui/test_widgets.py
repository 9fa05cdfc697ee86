"""The small widgets: what they say, how keys and pointer work them, and in both directions."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QHelpEvent,
    QImage,
    QPainter,
    QStandardItem,
    QStandardItemModel,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget

from infodesk.gui.theme import HUES
from infodesk.gui.widgets import (
    COLOR_ROLE,
    KEY_ROLE,
    TIP_ROLE,
    Avatar,
    Banner,
    Button,
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
    PillCell,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SearchField,
    StatusDot,
    StrengthMeter,
    Tabs,
    TagChip,
    TextCell,
    Toast,
    dress_table,
    plain_tooltip,
)
from infodesk.gui.widgets.painting import hue_of, initials, key_words
from tests.gui.walking import nameless

KEY = Qt.Key


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.fixture
def stage(qtbot):
    """Show a widget in a window that has the focus."""
    kept = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        qtbot.addWidget(window)
        kept.append(window)
        layout = QVBoxLayout(window)
        for widget in widgets:
            layout.addWidget(widget)
        window.resize(400, 300)
        with qtbot.waitExposed(window):
            window.show()
            window.activateWindow()
        return window

    return show


# Labels


def test_a_label_never_interprets(theme, qtbot):
    label = PlainLabel(theme, "<b>Ana</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    with pytest.raises(ValueError, match="plain"):
        label.setTextFormat(Qt.TextFormat.RichText)


def test_a_cut_name_has_a_tooltip_and_a_whole_one_has_none(theme, stage):
    label = ElidedLabel(theme, "William Hypothetical the Third of Somewhere")
    stage(label)
    label.setFixedWidth(80)
    assert label.is_cut()
    assert label.toolTip() == "William Hypothetical the Third of Somewhere"
    assert spoken(label) == "William Hypothetical the Third of Somewhere"
    label.setFixedWidth(390)
    QApplication.processEvents()
    assert not label.is_cut()
    assert label.toolTip() == ""


def test_a_label_of_several_lines_shows_one_and_tells_the_rest(theme, stage):
    label = ElidedLabel(theme, "one\ntwo")
    stage(label)
    assert label.is_cut()
    assert label.toolTip() == "one\ntwo"


def test_labels_change_sides_with_the_reading_direction(theme, stage):
    label = PlainLabel(theme, "Maya Chen")
    window = stage(label)
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight


# Tooltips


HOSTILE = [
    '<img src="file:///etc/passwd">',
    "<img src=//attacker.example/share/x.png>",
    "  <b>bold</b>",
    "<?xml version='1.0'?><html><img src='file:///x'></html>",
    "x" * 200 + '<img src="file:///etc/passwd">',
    "</qt><img src=file:///x>",
    "&lt;img src=file:///x&gt;",
    "a < b",
]


class Witness(QTextDocument):
    """Reads a tooltip as Qt's own tooltip window does, and notes which files it asks for."""

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        if "<" in tip:  # without it Qt never takes a text for rich
            self.setHtml(tip)
        else:
            self.setPlainText(tip)
        self.size()  # lays out, which is when pictures are fetched

    def loadResource(self, kind, name):
        self.asked.append(name.toString())
        return super().loadResource(kind, name)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tooltip_shows_markup_letter_by_letter(qapp, text):
    witness = Witness(plain_tooltip(text))
    assert witness.asked == []
    assert witness.toPlainText().split() == text.split()


def test_the_witness_would_notice_markup(qapp):
    witness = Witness('<img src="data:,x"><b>Ana</b>')
    assert witness.asked == ["data:,x"]
    assert "<b>" not in witness.toPlainText()


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=120))
def test_nothing_in_a_tooltip_is_a_tag_of_its_own(text):
    tip = plain_tooltip(text)
    if tip != text:
        assert tip.startswith("<qt>")
        assert tip.endswith("</qt>")
        assert "<" not in tip[4:-5].replace("<br/>", "")
    else:
        assert "<" not in tip


# Buttons


def test_a_button_shows_words_as_they_are(theme, stage, qtbot):
    button = Button(theme, "Ask R&D", key="P")
    stage(button)
    assert button.words() == "Ask R&D"
    assert spoken(button) == "Ask R&D"
    assert button.shortcut().isEmpty()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, KEY.Key_Space)


def test_focus_by_keyboard_shows_a_ring_and_by_pointer_none(theme, stage):
    first, button = Button(theme, "First"), Button(theme, "Second")
    stage(first, button)
    calm = button.grab().toImage()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert button.grab().toImage() == calm
    first.setFocus(Qt.FocusReason.TabFocusReason)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.grab().toImage() != calm


def test_an_icon_button_says_its_name(theme, stage):
    button = IconButton(theme, "pencil", "Edit <b>")
    stage(button)
    assert spoken(button) == "Edit <b>"
    assert button.toolTip() == "<qt>Edit &lt;b&gt;</qt>"
    assert button.sizeHint().width() == button.sizeHint().height()


def test_buttons_grow_with_the_text(theme, qapp, qtbot):
    button = PrimaryButton(theme, "New person", icon="plus", key="Ctrl+N")
    qtbot.addWidget(button)
    before = button.sizeHint()
    theme.apply(qapp, "light", 2.0)
    assert button.sizeHint().width() > 1.8 * before.width()
    assert button.sizeHint().height() == 2 * before.height()


@pytest.mark.parametrize("kind", ["primary", "plain", "quiet", "danger"])
def test_every_kind_looks_different_when_switched_off(theme, stage, kind):
    button = Button(theme, "Send", kind=kind)
    stage(button)
    on = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != on


# Chips and tags


def test_a_chip_switches_and_counts(theme, stage, qtbot):
    chip = Chip(theme, "Everyone", 1967)
    stage(chip)
    assert spoken(chip) == "Everyone · 1,967"
    with qtbot.waitSignal(chip.toggled):
        qtbot.keyClick(chip, KEY.Key_Space)
    assert chip.isChecked()
    chip.set_count(None)
    assert chip.label() == "Everyone"


def test_a_tag_is_removed_by_key_and_by_its_cross(theme, stage, qtbot):
    tag = TagChip(theme, "health", removable=True)
    stage(tag)
    with qtbot.waitSignal(tag.removed):
        qtbot.keyClick(tag, KEY.Key_Delete)
    tag.resize(tag.sizeHint())
    with qtbot.assertNotEmitted(tag.removed):
        qtbot.mouseClick(tag, Qt.MouseButton.LeftButton, pos=QPoint(6, tag.height() // 2))
    with qtbot.waitSignal(tag.removed):
        cross = QPoint(tag.width() - 12, tag.height() // 2)
        qtbot.mouseClick(tag, Qt.MouseButton.LeftButton, pos=cross)


def test_a_tag_that_stays_takes_no_focus(theme, qtbot):
    tag = TagChip(theme, "health")
    qtbot.addWidget(tag)
    assert tag.focusPolicy() == Qt.FocusPolicy.NoFocus


# Avatars and keys


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maya Chen", "MC"),
        ("Dr. Leila Mansour, PhD", "LM"),
        ("Noé", "N"),
        ("Anne-Marie Petit", "AP"),
        ("William Hypothetical III", "WH"),
        ("Jun Kanda (Яна, ليلى)", "JK"),
        ("Яна Пример", "ЯП"),
        ("山田 花子", "山花"),
        ("", "?"),
        ("123 !", "?"),
        ("Dr.", "D"),
        ("(Ana", "?"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


@given(st.text(max_size=60))
def test_initials_are_never_empty_and_never_long(name):
    assert 1 <= len(initials(name)) <= 6  # a capital letter may be written as three (ffi)


def test_a_hue_stays_the_same_and_all_hues_are_used():
    assert [hue_of(key) for key in range(6)] == list(HUES)
    assert hue_of("health") == hue_of("health")
    assert hue_of(2**62) in HUES


def test_an_avatar_is_named_after_its_person(theme, stage):
    avatar = Avatar(theme, "Maya Chen", 7)
    stage(avatar)
    assert spoken(avatar) == "Maya Chen"
    before = avatar.grab().toImage()
    avatar.show_person("Tomás Ortega", 8)
    assert avatar.grab().toImage() != before


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("Ctrl+K", "Ctrl K"),
        ("Ctrl+Return", "Ctrl ↵"),
        ("P", "P"),
        ("Ctrl++", "Ctrl +"),
        ("+", "+"),
        ("Ctrl+Shift+Z", "Ctrl Shift Z"),
        ("Return", "↵"),
    ],
)
def test_keys_are_written_as_on_a_cap(keys, words):
    assert key_words(keys) == words


# Fields


def test_escape_empties_a_search_and_then_goes_on(theme, stage, qtbot):
    heard = []

    class Listener(QWidget):
        def keyPressEvent(self, event):
            heard.append(event.key())

    listener = Listener()
    field = SearchField(theme, "Search these people", key="Ctrl+F", parent=listener)
    stage(listener)
    qtbot.keyClicks(field, "maya")
    qtbot.keyClick(field, KEY.Key_Escape)
    assert field.text() == ""
    assert heard == []
    qtbot.keyClick(field, KEY.Key_Escape)
    assert heard == [KEY.Key_Escape]


def test_the_cross_empties_a_search(theme, stage, qtbot):
    field = SearchField(theme, "Search these people")
    stage(field)
    cross = field.findChild(IconButton)
    assert not cross.isVisible()
    qtbot.keyClicks(field, "maya")
    assert cross.isVisible()
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.text() == ""


def test_a_passphrase_is_hidden_until_asked(theme, stage, qtbot):
    field = PassphraseField(theme, "Passphrase")
    stage(field)
    qtbot.keyClicks(field, "secret")
    assert field.displayText() != "secret"
    eye = field.findChild(IconButton)
    assert spoken(eye) == "Show the passphrase"
    qtbot.keyClick(eye, KEY.Key_Space)
    assert field.displayText() == "secret"
    assert spoken(eye) == "Hide the passphrase"
    field.hide_again()
    assert field.displayText() != "secret"


def test_the_eye_stands_at_the_far_end_in_both_directions(theme, stage):
    field = PassphraseField(theme, "Passphrase")
    window = stage(field)
    eye = field.findChild(IconButton)
    assert eye.geometry().center().x() > field.width() / 2
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert eye.geometry().center().x() < field.width() / 2
    assert field.textMargins().left() > field.textMargins().right()


def test_a_field_says_what_is_wrong(theme, stage):
    field = Field(theme, "E-mail", QLineEdit(), hint="Where you write to")
    stage(field)
    assert spoken(field.editor) == "E-mail"
    field.set_error("An address needs an @.")
    assert field.error() == "An address needs an @."
    assert field.editor.accessibleDescription() == "An address needs an @."
    field.set_error("")
    assert field.error() == ""
    assert field.editor.accessibleDescription() == "Where you write to"


def test_the_meter_shows_and_says_the_strength(theme, stage):
    meter = StrengthMeter(theme)
    stage(meter)
    pictures = []
    for level in range(5):
        meter.show_strength(level, f"Level {level}")
        pictures.append(meter.grab().toImage())
        assert meter.accessibleDescription() == f"Level {level}"
    assert all(one != other for one, other in itertools.pairwise(pictures))


def test_a_number_keeps_to_its_limits(theme, stage):
    field = NumberField(theme, "Minutes", 5, 240)
    stage(field)
    field.setValue(900)
    assert field.value() == 240
    assert spoken(field) == "Minutes"
    assert field.lineEdit().textMargins().left() == theme.px(8)


# Editing in place


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter, KEY.Key_F2])
def test_keys_open_the_editor_and_enter_commits(theme, stage, qtbot, key):
    edit = InlineEdit(theme, "Position", "Analyst")
    stage(edit)
    edit.setFocus()
    qtbot.keyClick(edit, key)
    assert edit.is_editing()
    editor = edit.findChild(QLineEdit)
    qtbot.keyClicks(editor, "Lead")
    with qtbot.waitSignal(edit.committed) as caught:
        qtbot.keyClick(editor, KEY.Key_Return)
    assert caught.args == ["Lead"]
    assert edit.text() == "Lead"
    assert not edit.is_editing()
    assert edit.hasFocus()


def test_escape_takes_the_old_text_back(theme, stage, qtbot):
    edit = InlineEdit(theme, "Position", "Analyst")
    stage(edit)
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton)
    editor = edit.findChild(QLineEdit)
    qtbot.keyClicks(editor, "Lead")
    with qtbot.assertNotEmitted(edit.committed):
        qtbot.keyClick(editor, KEY.Key_Escape)
    assert edit.text() == "Analyst"


def test_leaving_commits_once_and_only_what_changed(theme, stage, qtbot):
    edit, other = InlineEdit(theme, "Position", "Analyst"), QLineEdit()
    stage(edit, other)
    heard = []
    edit.committed.connect(heard.append)
    edit.edit()
    other.setFocus()
    assert heard == []
    edit.edit()
    qtbot.keyClicks(edit.findChild(QLineEdit), "Lead")
    other.setFocus()
    assert heard == ["Lead"]
    assert spoken(edit) == "Position: Lead"


def test_an_empty_value_shows_what_belongs_there(theme, stage):
    edit = InlineEdit(theme, "Position", "", placeholder="Add a position")
    stage(edit)
    assert edit.findChild(ElidedLabel).text() == "Add a position"
    assert edit.text() == ""


# Notices


def test_a_banner_acts_and_goes(theme, stage, qtbot):
    banner = Banner(theme, "The disk is full.", "bad", title="Not saved", action="Try again")
    stage(banner)
    assert spoken(banner) == "Not saved. The disk is full."
    with qtbot.waitSignal(banner.acted):
        qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    passing = Banner(theme, "All done.", "good", dismissible=True)
    stage(passing)
    with qtbot.waitSignal(passing.dismissed):
        qtbot.mouseClick(passing.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert not passing.isVisible()


def test_a_toast_undoes_and_keeps_to_the_foot(theme, stage, qtbot):
    window = stage(QLineEdit())
    toast = Toast(theme, window)
    assert not toast.isVisible()
    toast.say("Removed Greta Imaginova from the shortlist")
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())
    window.resize(300, 500)
    assert window.rect().contains(toast.geometry())
    with qtbot.waitSignal(toast.undone):
        qtbot.mouseClick(toast.findChild(QuietButton), Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_toast_covers_no_button_that_may_be_wanted_next(theme, stage):
    window = stage(QLineEdit())
    window.resize(600, 400)
    button = Button(theme, "Merge", parent=window)
    button.setGeometry(250, 330, 100, 34)
    button.show()
    toast = Toast(theme, window)
    for _ in range(2):
        toast.say("Ana Ruiz is one person now")
        assert not toast.geometry().intersects(button.geometry())
        assert window.rect().contains(toast.geometry())
    button.hide()
    toast.say("Ana Ruiz is one person now")
    assert toast.geometry().intersects(button.geometry())


def test_a_toast_leaves_by_itself_unless_the_focus_is_in_it(theme, stage, qtbot):
    window = stage(QLineEdit())
    toast = Toast(theme, window, stay_ms=1)
    toast.say("Removed")
    qtbot.waitUntil(lambda: not toast.isVisible())
    toast.say("Removed again")
    toast.findChild(QuietButton).setFocus()
    toast._leave()
    assert toast.isVisible()
    toast.hide()


def test_an_empty_list_offers_one_action(theme, stage, qtbot):
    empty = EmptyState(theme, "people", "Nobody is here yet.", "Add one person")
    stage(empty)
    with qtbot.waitSignal(empty.acted):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert EmptyState(theme, "people", "Nothing to do.").button is None


# Layouts and tabs


def test_words_break_into_lines_and_start_at_the_reading_side(theme, stage):
    holder = QWidget()
    flow = FlowLayout(theme, holder)
    chips = [Chip(theme, f"Chip number {number}") for number in range(8)]
    for chip in chips:
        flow.addWidget(chip)
    window = stage(holder)
    QApplication.processEvents()
    tops = [chip.y() for chip in chips]
    assert tops == sorted(tops)
    assert len(set(tops)) > 1
    assert flow.heightForWidth(400) > flow.heightForWidth(4000)
    assert chips[0].x() == 0
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert chips[0].geometry().right() == holder.width() - 1


def test_a_flow_gives_its_items_back(theme, qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(theme, holder)
    assert flow.sizeHint().isEmpty()
    flow.addWidget(Chip(theme, "One"))
    assert flow.count() == 1
    assert flow.takeAt(0).widget().label() == "One"
    assert flow.takeAt(0) is None
    assert flow.itemAt(5) is None


def test_tabs_show_their_page(theme, stage, qtbot):
    tabs = Tabs(theme, "About this person")
    first, second = QLabel("first"), QLabel("second")
    tabs.add("Timeline", first)
    tabs.add("Q&A", second)
    stage(tabs)
    assert first.isVisible()
    tabs.bar.setFocus()
    qtbot.keyClick(tabs.bar, KEY.Key_Right)
    assert second.isVisible()


# Rows


@pytest.fixture
def table(theme, stage):
    model = QStandardItemModel(3, 4)
    rows = [
        ("Maya Chen", "Head of <b>Data</b> with quite a long title", "Met", "7"),
        ("Tomás Ortega", "Analyst", "Asked", "11"),
        ("", "", "", ""),
    ]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QStandardItem(text)
            item.setData(number, KEY_ROLE)
            item.setData("warn" if column == 2 else None, COLOR_ROLE)
            model.setItem(number, column, item)
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    cells = [PersonCell(theme), TextCell(theme), PillCell(theme), NumberCell(theme)]
    dress_table(theme, view, cells)
    stage(view)
    return view


def picture(view: QTableView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def test_rows_are_painted_in_every_mode_and_direction(theme, qapp, table):
    pictures = [picture(table)]
    for mode in ("dark", "contrast"):
        theme.apply(qapp, mode)
        pictures.append(picture(table))
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    pictures.append(picture(table))
    table.selectRow(1)
    pictures.append(picture(table))
    for number, one in enumerate(pictures):
        assert all(one != other for other in pictures[number + 1 :])


def test_rows_have_the_height_of_the_theme(theme, qapp, table):
    assert table.rowHeight(0) == 32
    theme.apply(qapp, "light", 1.5, "comfortable")
    assert table.rowHeight(0) == 60


def test_a_cut_cell_shows_its_text_plainly_on_hover(table, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "infodesk.gui.widgets.rows.QToolTip.showText", lambda _spot, text, _view: shown.append(text)
    )
    table.setColumnWidth(1, 60)
    table.setColumnWidth(2, 120)
    table.model().setData(table.model().index(0, 2), "Met on <i>Monday</i>", TIP_ROLE)
    for column in (1, 2, 3):
        spot = table.visualRect(table.model().index(0, column)).center()
        help_event = QHelpEvent(QEvent.Type.ToolTip, spot, table.viewport().mapToGlobal(spot))
        QApplication.sendEvent(table.viewport(), help_event)
    assert shown == [
        "<qt>Head of &lt;b&gt;Data&lt;/b&gt; with quite a long title</qt>",
        "<qt>Met on &lt;i&gt;Monday&lt;/i&gt;</qt>",
    ]


@given(text=st.text(max_size=80), width=st.integers(0, 200))
def test_a_cell_paints_any_text_at_any_width(light_theme, text, width):
    model = QStandardItemModel(1, 1)
    model.setItem(0, 0, QStandardItem(text))
    image = QImage(220, 40, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    for cell in (PersonCell(light_theme), TextCell(light_theme), PillCell(light_theme)):
        cell.paint(painter, QRect(0, 0, width, 32), model.index(0, 0), False)
    painter.end()


# Names for screen readers


def test_every_control_has_a_name(theme, stage):
    tabs = Tabs(theme, "About")
    tabs.add("Notes", QWidget())
    window = stage(
        Button(theme, "Draft", key="P"),
        IconButton(theme, "more", "More"),
        Chip(theme, "Everyone", 3),
        TagChip(theme, "health", removable=True),
        SearchField(theme, "Search"),
        PassphraseField(theme, "Passphrase"),
        Field(theme, "E-mail", QLineEdit()),
        InlineEdit(theme, "Position"),
        tabs,
        Banner(theme, "Sentence", action="Do", dismissible=True),
        StatusDot(theme, "Saved"),
        KeyHint(theme, "Ctrl+K"),
    )
    assert nameless(window) == []


def test_the_walk_finds_what_has_no_name(stage):
    window = stage(QLineEdit(), QLineEdit(placeholderText="only a hint"))
    assert len(nameless(window)) >= 1


def test_enter_presses_a_button_as_the_space_bar_does(theme, qtbot):
    button = Button(theme, "Go on")
    qtbot.addWidget(button)
    pressed = []
    button.clicked.connect(lambda: pressed.append(True))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)
    assert len(pressed) == 3
